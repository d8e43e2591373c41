"""What may be asked about how two things of a description stand to each other: under, wearing, filled with, ..."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.questions import words as w
from scoring.questions.drafts import Draft, Tools, a, cap, no, told, yes
from scoring.questions.phrases import ParsedDescription, Phrase
from support.english import plural


def relation(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        if not p.relation or p.relation not in RELATIONS:
            continue
        owner = parsed.phrases[p.parent]
        if owner.twin or owner is p or "without" in (owner.relation, p.relation) or p.family == "background":
            continue
        link = f"{owner.doing} {p.preposition}".strip()
        for form, text, weight in RELATIONS[p.relation](owner, p, link):
            if form == "what":
                yield from tools.choose(("relation", i), text, p.noun, _in_its_place(owner, p, tools), weight)
            else:
                yield (yes if form == "yes" else no)(("relation", i), text, weight)
        yield from _not_this_one(owner, p, link, tools, i)


def _in_its_place(owner: Phrase, p: Phrase, tools: Tools) -> list[str]:
    """What could stand in the same relation to `owner`, but does not."""
    if p.category == "part":
        return _parts(owner, p, tools)
    if p.relation == "holding":
        return tools.others(w.WRONG_CHOICES["held"])
    if p.category == owner.category == "food":
        return tools.others(w.WRONG_CHOICES["topping"])
    if p.noun == "water" and p.relation in ("in", "on"):
        return tools.others(w.WRONG_CHOICES["water"])
    return tools.of_kind(p)


def _parts(owner: Phrase, part: Phrase, tools: Tools) -> list[str]:
    pool = w.WRONG_CHOICES["clothing part" if owner.category in ("clothing", "textile", "jewelry", "toy") else "part"]
    found = tools.others(pool)
    return [plural(word) for word in found] if part.plural else found


def _not_this_one(owner: Phrase, p: Phrase, link: str, tools: Tools, i: int) -> Iterator[Draft]:
    """No to another thing in the same place."""
    fact = ("relation", i)
    if p.relation in ("in", "on", "among", "at") and p.category in ("land", "water", "room"):
        wrong = tools.others(w.ENTERED, strict=True)
        yield from (no(fact, f"{cap(owner.be)} the {owner.noun} in {a(x)}?", 3.5) for x in wrong[:1])
    elif p.relation == "wearing":
        wrong = tools.others(w.CATEGORIES["clothing"].values())
        yield from (no(fact, f"{cap(owner.be)} the {owner.noun} wearing {a(x)}?", 3.5) for x in wrong[:1])
    elif p.relation == "holding":
        wrong = tools.others(w.WRONG_CHOICES["held"])
        yield from (no(fact, f"{cap(owner.be)} the {owner.noun} {p.preposition} {a(x)}?", 3.5) for x in wrong[:1])
    elif p.relation in ("with", "inlaid") and p.category == "part" and owner.category not in w.PLACES:
        wrong = _parts(owner, p, tools)
        yield from (no(fact, f"{cap(owner.does)} the {owner.noun} have {a(x)}?", 3.5) for x in wrong[:1])


def _on(o: Phrase, p: Phrase, link: str):
    where = p.category == "land" and not o.doing  # one is on a beach, but not on a desert
    yield "what", f"Where {o.be} the {o.noun}?" if where else f"What {o.be} the {o.noun} {link}?", 4
    yield "yes", f"{cap(o.be)} the {o.noun} {link} {_the(p)}?", 3.5
    if p.category not in ("ground", "cloth", "strand"):  # a pendant hangs below what it is on
        yield "no", f"{cap(o.be)} the {o.noun} underneath {_the(p)}?", 2.5


def _in(o: Phrase, p: Phrase, link: str):
    if p.category in ("thing", "clothing"):
        return  # "in armor" is no place
    yield "what", f"Where {o.be} the {o.noun}{' ' + o.doing if o.doing else ''}?", 4
    yield "yes", f"{cap(o.be)} the {o.noun} {link} {_the(p)}?", 3.5
    if p.category in ("shape", "solid", "vessel"):
        yield "no", f"{cap(o.be)} the {o.noun} outside {_the(p)}?", 3.5


def _over(o: Phrase, p: Phrase, link: str):
    yield "what", f"What is below the {o.noun}?", 4.5
    yield "yes", f"{cap(o.be)} the {o.noun} above {_the(p)}?", 3.5
    yield "no", f"{cap(o.be)} the {o.noun} below {_the(p)}?", 3.5


def _under(o: Phrase, p: Phrase, link: str):
    yield "what", f"What is above the {o.noun}?", 4.5
    yield "yes", f"{cap(o.be)} the {o.noun} below {_the(p)}?", 3.5
    yield "no", f"{cap(o.be)} the {o.noun} above {_the(p)}?", 3.5


def _with(o: Phrase, p: Phrase, link: str):
    if p.category == "pattern":
        yield "yes", f"{cap(o.does)} the {o.noun} have {p.noun}?", 3.5
    elif p.category in ("part", "strand") and o.category not in ("land", "water", "sight"):
        yield "what", f"Which detail {o.does} the {o.noun} have?", 4
        yield "yes", f"{cap(o.does)} the {o.noun} have {a(p.noun)}?", 4
    elif o.category == "food":
        has = "contain" if o.family in ("salad", "soup", "pie", "sandwich") else "come with"
        yield "what", f"What {o.does} the {o.noun} {has}?", 4
        yield "yes", f"{cap(o.does)} the {o.noun} {has} {a(p.noun)}?", 3.5


def _of(o: Phrase, p: Phrase, link: str):
    if o.category == "statue":
        yield "what", f"What does the {o.noun} depict?", 5
        yield "yes", f"Does the {o.noun} depict {a(p.noun)}?", 4
    elif o.category == "vessel":
        yield from _filled(o, p, link)
    elif o.category == "land" and p.category in ("flower", "crop"):
        yield "what", f"What grows in the {o.noun}?", 5
        yield "yes", f"{cap(p.be)} there {p.noun} growing in the {o.noun}?", 4


def _filled(o: Phrase, p: Phrase, link: str):
    yield "what", f"What is in the {o.noun}?", 5
    yield "yes", f"Is there {a(p.noun)} in the {o.noun}?" if not p.plural else f"Are there {p.noun} in the {o.noun}?", 4
    yield "no", f"{cap(o.be)} the {o.noun} empty?", 3.5


def _wearing(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.be} the {o.noun} {p.preposition}?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} {p.preposition} {a(p.noun)}?", 4


def _surrounded(o: Phrase, p: Phrase, link: str):
    yield "what", f"What surrounds the {o.noun}?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} surrounded by {a(p.noun)}?", 4
    yield "no", f"{cap(o.be)} the {o.noun} outside the ring of {plural(p.noun)}?", 1.5


def _around(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.be} the {o.noun} {link}?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} {link} {_the(p)}?", 4
    yield "no", f"{cap(o.be)} the {o.noun} inside {_the(p)}?", 2.5


def _interwoven(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.be} the {o.noun} interwoven with?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} interwoven with {a(p.noun)}?", 4


def _forming(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.does} the {o.noun} form?", 5
    yield "yes", f"{cap(o.does)} the {o.noun} form {a(p.noun)}?", 4


def _shaped(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.be} the {o.noun} shaped like?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} shaped like {a(p.noun)}?", 4


def _overlook(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.does} the {o.noun} overlook?", 5
    yield "yes", f"{cap(o.does)} the {o.noun} overlook {_the(p)}?", 3.5
    yield "no", f"{cap(o.be)} the {o.noun} located under {_the(p)}?", 3


def _reflecting(o: Phrase, p: Phrase, link: str):
    yield "what", f"What is reflected in the {o.noun}?", 5
    yield "yes", f"{cap(o.does)} the {o.noun} reflect {_the(p)}?", 4


def _covered(o: Phrase, p: Phrase, link: str):
    yield "what", f"What covers the {o.noun}?", 5
    yield "yes", f"{cap(o.be)} the {o.noun} covered in {p.noun}?", 4


def _near(o: Phrase, p: Phrase, link: str):
    yield "what", f"What {o.be} the {o.noun} {link}?", 3.5
    yield "yes", f"{cap(o.be)} the {o.noun} {link} {_the(p)}?", 3.5


def _the(p: Phrase) -> str:
    return p.noun if p.noun in ("space", "outer space") else f"the {p.noun}"


RELATIONS = {
    "on": _on, "against": _on, "in": _in, "among": _in, "at": _near, "over": _over, "under": _under, "with": _with,
    "of": _of, "filled": _filled, "wearing": _wearing, "holding": _wearing, "surrounded": _surrounded,
    "around": _around, "interwoven": _interwoven, "forming": _forming, "shape": _shaped, "overlook": _overlook,
    "reflecting": _reflecting, "covered": _covered, "near": _near, "behind": _near, "front": _near, "inlaid": _with,
    "doing": _wearing,
}  # fmt: skip
