"""What may be asked about a description: each rule yields questions whose answers the words of the description tell.

A rule is a generator of Drafts that takes the parsed description and its Tools; RULES, at the end, lists them. Those
about two things are in relations.py.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scoring.questions import words as w
from scoring.questions.drafts import Draft, Tools, a, cap, no, presence_question, told, yes
from scoring.questions.phrases import NOUNS, ParsedDescription, Phrase, lookup
from scoring.questions.relations import relation
from support.english import MASS, plural, singular


def drafts(parsed: ParsedDescription, rng: random.Random) -> list[Draft]:
    """Every question that the rules find; at least two yes, two no and one with four choices for any parsed."""
    tools = Tools(parsed, rng)
    return [draft for rule in RULES for draft in rule(parsed, tools)]


# ---------------------------------------------------------------- of one thing


def color(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in enumerate(parsed.phrases):
        fact, wrong = ("color", i), tools.rng.sample(tools.other_colors, len(tools.other_colors))
        colors = [c for c in p.colors if c not in w.NO_SINGLE_COLOR]
        if not colors or p.relation == "without":
            continue
        yield yes(fact, f"Is there anything {colors[0]} in the image?", 2.5)
        if p.twin:
            continue
        if len(colors) > 1:
            one = tools.rng.choice(colors)
            yield from tools.choose(fact, f"What is one of the colors of the {p.noun}?", one, wrong, 4)
            yield yes(fact, f"{cap(p.be)} the {p.noun} partly {tools.rng.choice(colors)}?", 3)
            yield from (no(fact, f"Is {c} one of the colors of the {p.noun}?", 3.5) for c in wrong[:1])
            continue
        yield from tools.choose(fact, f"What color {p.be} the {p.noun}?", colors[0], wrong, 5)
        yield yes(fact, f"{cap(p.be)} the {p.noun} {colors[0]}?", 3.5)
        yield from (no(fact, f"{cap(p.be)} the {p.noun} {c}?", 3.5) for c in wrong[:1])


def gem(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """Some stones have their colour in their name."""
    for i, p in told(parsed):
        if p.family in w.GEM_COLORS and p.category == "gem" and not p.colors:
            wrong = [c for c in tools.other_colors if c not in ("blue", "pink")]
            tools.rng.shuffle(wrong)
            yield from tools.choose(("color", i), f"What color {p.be} the {p.noun}?", w.GEM_COLORS[p.family], wrong, 3)
            yield from (no(("color", i), f"{cap(p.be)} the {p.noun} {c}?", 3) for c in wrong[:1])


def material(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        fact = ("material", i)
        for said in p.materials[:1]:
            stuff = w.SPOKEN_MATERIALS.get(said, said)
            fabric = w.MATERIALS[lookup(said, w.MATERIALS)] in w.FABRICS or p.category in w.FABRIC_CATEGORIES
            hard = w.WALL_MATERIALS if p.category in ("building", "ground") else w.HARD_MATERIALS
            wrong = tools.others(w.FABRICS if fabric else hard)
            if stuff in w.GEMS and p.category == "jewelry":
                gems = tools.others(sorted(w.GEMS - {"jade", "garnet", "topaz"}))
                yield from tools.choose(fact, f"What gemstone {p.does} the {p.noun} have?", stuff, gems, 4.5)
            else:
                text = f"What material {p.be} the {p.noun} made of?"
                yield from tools.choose(fact, text, stuff, wrong, 5)
            if stuff in w.GEMS:  # looks like glass, and is set in metal
                wrong = tools.others(("paper", "rubber", "wood"))
            yield yes(fact, f"{cap(p.be)} the {p.noun} made of {stuff}?", 3.5)
            yield from (no(fact, f"{cap(p.be)} the {p.noun} made of {m}?", 3.5) for m in wrong[:1])


def pattern(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        said = p.patterns[:1] or [c.noun for c in parsed.children(i, "with") if c.category == "pattern"]
        for name in said[:1]:
            fact = ("pattern", i)
            pool = w.WRONG_CHOICES["pattern" if name.endswith("s") else "pattern kind"]
            wrong = [x for x in tools.others(pool) if w.PATTERNS.get(x, x) not in tools.mentioned]
            text = f"What pattern {p.does} the {p.noun} have?"
            text = "What kind of pattern is depicted?" if p.noun == "pattern" else text
            yield from tools.choose(fact, text, name, wrong, 5)
            if p.noun != "pattern":
                yield no(fact, f"{cap(p.be)} the {p.noun} plain, without any pattern?", 2.5)
            adjective = [x for x in wrong if x in w.ADJECTIVE_PATTERNS]
            yield from (no(fact, f"{cap(p.be)} the {p.noun} {x}?", 3.5) for x in adjective[:1])
            if name in w.ADJECTIVE_PATTERNS:
                yield yes(fact, f"{cap(p.be)} the {p.noun} {name}?", 3.5)


def trait(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        for word in p.traits[:2]:
            fact = ("trait", i, word)
            contrary, wrong = w.TRAITS.get(word, ("", ""))
            if word in w.AGES and p.animate:
                contrary, wrong = "young" if word in ("old", "ancient") else "", ""
            if word in w.SNOWY or not contrary:
                continue
            yield yes(fact, f"{cap(p.be)} the {p.noun} {word}?", 3.5)
            yield no(fact, f"{cap(p.be)} the {p.noun} {contrary}?", 3.5)
            if wrong:
                text = f"Which word best describes the {p.noun}?"
                yield from tools.choose(fact, text, word, tools.others(wrong.split(", ")), 3.5)


def snow(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        if w.SNOWY & set(p.traits):
            fact = ("snow", i)
            wrong = tools.others(w.COVERS, strict=True)
            yield from tools.choose(fact, f"What covers the {p.noun}?", "snow", wrong, 5)
            yield yes(fact, f"{cap(p.be)} the {p.noun} covered with snow?", 3.5)
            yield from (no(fact, f"{cap(p.be)} the {p.noun} covered in {x}?", 3.5) for x in wrong[:1])


def lack(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """What the words say is not there: "a tree without leaves"."""
    for i, p in enumerate(parsed.phrases):
        owner = parsed.phrases[p.parent]
        if p.relation == "without" and owner is not p and not owner.twin:
            yield no(("lack", i), f"{cap(owner.does)} the {owner.noun} have {a(p.noun)}?", 4)


def doing(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        contrary = w.DOINGS.get(p.doing, "")
        if not contrary:
            continue
        fact = ("doing", i)
        if p.doing not in w.GROUNDED or p.animate:
            yield no(fact, f"{cap(p.be)} the {p.noun} {contrary}?", 3.5)
        yield yes(fact, f"{cap(p.be)} the {p.noun} {p.doing}?", 3)


def count(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    for i, p in told(parsed):
        if p.count and p.count > 1:
            fact, many = ("count", i), plural(p.noun)
            near = {p.count + step for step in (-2, -1, 1, 2, 3)} - {0, 1}
            wrong = [w.NUMBER_WORDS[n] for n in tools.rng.sample(sorted(n for n in near if 1 < n < 13), 3)]
            yield from tools.choose(fact, f"How many {many} are there?", w.NUMBER_WORDS[p.count], wrong, 5)
            yield yes(fact, f"Are there exactly {w.NUMBER_WORDS[p.count]} {many}?", 3.5)
            yield no(fact, f"Is there only one {singular(p.noun)}?", 3.5)


def kind(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """What the thing is, asked by the name of its class."""
    classes = [p.category for p in parsed.phrases]
    for i, p in enumerate(parsed.phrases):
        if p.relation == "without" or p.twin and i:
            continue
        fact = ("kind", i)
        if p.category in w.CATEGORY_QUESTIONS and classes.count(p.category) == 1:
            text = tools.rng.choice(w.CATEGORY_QUESTIONS[p.category])
            if p.category in ("water", "flower"):  # beside their own kind, not what is found in their place
                wrong = tools.others(w.CATEGORIES[p.category].values(), strict=p.family == "flower")
                wrong = [plural(x) for x in wrong] if p.plural else wrong
            else:
                wrong = tools.of_kind(p)
            yield from tools.choose(fact, text, p.noun, wrong, 4 if i == 0 else 2.5)
        elif p.category in ("shape", "solid") and p.colors and _only_color(parsed, p):
            what = "objects" if p.plural else "object"
            text = f"What shape {p.be} the {p.colors[0]} {what}?"
            yield from tools.choose(fact, text, p.noun, tools.of_kind(p), 4.5)
        if p.relation == "and":
            wrong = tools.others(w.SUBJECTS, strict=True)
            wrong = [plural(x) for x in wrong] if p.plural else wrong
            yield from tools.choose(fact, "Which of these can be seen as well?", p.noun, wrong, 1.5)
        if i == 0:
            wrong = tools.others(w.SUBJECTS, strict=True)
            wrong = [plural(x) for x in wrong] if p.plural else wrong
            alone = not any(other.relation == "and" for other in parsed.phrases)
            text = "What is the main subject of the image?" if alone else "Which of these is in the image?"
            yield from tools.choose(fact, text, p.noun, wrong, 1 if p.category in w.CATEGORY_QUESTIONS else 3.5)


def _only_color(parsed: ParsedDescription, phrase: Phrase) -> bool:
    hues = set().union(*(w.COLORS.get(c.split()[-1], ()) for c in phrase.colors))
    rest = [c for p in parsed.phrases if p is not phrase for c in p.colors]
    return not any(hues & w.COLORS.get(c.split()[-1], set()) for c in rest)


def presence(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """Whether a thing is in the picture, and whether one is that the words exclude."""
    for i, p in enumerate(parsed.phrases):
        gone = p.relation == "without"
        if p.noun == "pattern" or p.category in ("cloth", "ground", "part") and i:
            continue  # parts are asked of their owner, and every picture has a ground
        if i and parsed.phrases[p.parent].category == "statue":
            continue  # a lion of bronze is and is no lion
        text = presence_question(p.noun, tools)
        yield (no if gone else yes)(("presence", i), text, 2 if not gone else 4)
        if p.category in w.CATEGORY_NAMES and not gone:
            yield yes(("presence", i), f"Is {w.CATEGORY_NAMES[p.category]} shown in the image?", 1.5)
    yield from _absent(parsed, tools)


def _absent(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """Things of the subject's kind that are not there."""
    subject = parsed.phrases[0].category if parsed.phrases else ""
    if subject in ("land", "water", "sight"):
        pool, weight = w.SETTINGS, 2
    elif subject in (*w.CATEGORY_NAMES, "shape", "solid"):
        pool, weight = w.CATEGORIES[subject].values(), 1.5
    else:
        pool, weight = w.SUBJECTS, 0.2
    many = bool(parsed.phrases) and parsed.phrases[0].plural and subject in ("shape", "solid", "animal", "bird", "food")
    for word in tools.others(pool, strict=True)[:2]:
        yield no(("absent", word), presence_question(plural(word) if many else word, tools), weight)
    for word in tools.others(w.SUBJECTS, strict=True)[:2]:
        yield no(("absent", word), presence_question(word, tools), 0)


# ---------------------------------------------------------------- of time and place


def time(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    said = [term for term in sorted(parsed.terms, key=lambda t: (-len(t), t)) if term in w.TIMES]
    if not said or any(p.noun in ("stars", "star") and p.colors for p in parsed.phrases):
        return
    period = w.TIMES[said[0]]
    word = said[0] if said[0] in ("dawn", "sunrise", "noon", "midday", "dusk", "sunset", "twilight", "night",
                                  "midnight", "morning", "evening") else period  # fmt: skip
    fact = ("time", 0)
    wrong = [x for x in ("dawn", "noon", "dusk", "night") if x != period]
    yield from tools.choose(fact, "What time of day is it in the image?", word, wrong, 5)
    if period == "night":
        yield yes(fact, "Does the image show a nighttime scene?", 3.5)
        yield no(fact, "Does the image show a daytime scene?", 3.5)
    else:
        yield yes(fact, f"Is the scene set {'in the' if word in ('morning', 'evening') else 'at'} {word}?", 3)
        yield no(fact, f"Is the scene set {'at midnight' if period == 'noon' else 'in the middle of the day'}?", 3.5)


def season(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    said = {w.SEASONS[term] for term in parsed.terms if term in w.SEASONS}
    if len(said) == 1:
        (name,) = said
        wrong = [x for x in ("autumn", "winter", "summer", "spring") if x != name]
        yield from tools.choose(("season", 0), "What season is shown?", name, wrong, 5)
        yield yes(("season", 0), f"Is it {name} in the image?", 3)
        yield no(("season", 0), f"Is it {'summer' if name == 'winter' else 'winter'} in the image?", 3)


def setting(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """The place of the parsed, when it has one and is not it."""
    places = [(i, p) for i, p in told(parsed) if p.category in ("land", "water") and p.relation in ("in", "on", "at")]
    for i, p in places[:1]:
        wrong = tools.others((*w.ENTERED[:-1], "beach"), strict=True)
        yield from tools.choose(("place", i), "What is the setting of the image?", p.noun, wrong, 3.5)
        yield from (no(("place", i), f"Is the setting of the image {a(x)}?", 3) for x in wrong[:1])


def depicted(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """ "a bear statue", "a wheat field": what the word before the noun tells."""
    for i, p in told(parsed):
        category, family = NOUNS.get(lookup(p.kind, NOUNS), ("", "")) if p.kind else ("", "")
        if p.category == "statue" and category:
            shown = Phrase(p.kind, family, category, False)
            yield from tools.choose(("kind", i), f"What does the {p.noun} depict?", p.kind, tools.of_kind(shown), 5)
            yield yes(("kind", i), f"Does the {p.noun} depict {a(p.kind)}?", 4)
        elif p.category == "land" and category in ("crop", "flower"):
            shown = Phrase(p.kind, family, category, False)
            yield from tools.choose(("kind", i), f"What grows in the {p.noun}?", p.kind, tools.of_kind(shown), 4)
            yield yes(("kind", i), f"Is there {p.kind} growing in the {p.noun}?" if p.kind in MASS
                      else f"Are there {plural(p.kind)} growing in the {p.noun}?", 3.5)  # fmt: skip


def anything(parsed: ParsedDescription, tools: Tools) -> Iterator[Draft]:
    """What holds of every picture, for descriptions that tell nothing else."""
    yield yes(("any", 0), "Is anything drawn in the image?", -5)
    yield yes(("any", 1), "Does the image show more than an empty page?", -6)
    yield yes(("any", 6), "Does the image have more than one color?", -6)
    yield no(("any", 2), "Is the image entirely blank?", -5)
    yield no(("any", 3), "Is the image a page of printed text?", -6)
    drawing, wrong = "drawing", ["barcode", "blank page", "newspaper page"]
    yield from tools.choose(("any", 4), "What kind of image is this?", drawing, wrong, -5)
    wrong = ["a crossword puzzle", "a single letter", "nothing at all"]
    yield from tools.choose(("any", 5), "What can be seen in the image?", "something drawn", wrong, -6)
    wrong = ["a multiplication table", "a printed letter", "a sheet of music"]
    yield from tools.choose(("any", 7), "What does the image look like?", "an illustration", wrong, -6)


RULES = (
    color, gem, material, pattern, trait, snow, lack, doing, count, kind, depicted, presence, time, season, setting,
    relation, anything,
)  # fmt: skip
