"""What the rules share: drafts of questions, and what may stand among the wrong choices of one.

Wrong choices come from the answer's own kind, less everything that the description mentions, what looks like it, and
what keeps company with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.questions import words as w
from scoring.questions.phrases import NOUNS, ParsedDescription, Phrase, lookup
from support.english import MASS, is_plural, plural, singular

YES_NO = ("no", "yes")
OTHERS = 3  # wrong choices beside the answer


@dataclass(frozen=True)
class Draft:
    """A question that may be asked; drafts of one `fact` tell the same thing about the picture."""

    fact: tuple
    text: str
    choices: tuple[str, ...]
    answer: str
    weight: float  # how good a question it is, about 0 to 5


class Tools:
    """Chance, and what may be offered beside the words of the description."""

    def __init__(self, parsed: ParsedDescription, rng: random.Random):
        self.rng = rng
        self.mentioned = set(parsed.terms)
        self.mentioned |= {NOUNS[term][1] for term in parsed.terms if term in NOUNS}
        self.mentioned |= {p.family for p in parsed.phrases}
        for table in (w.MATERIALS, w.PATTERNS, w.TIMES):
            self.mentioned |= {table[term] for term in parsed.terms if term in table}
        self.mentioned |= set().union(*(alike for alike in w.ALIKE if alike & self.mentioned))
        self.company = self.mentioned.union(*(group for group in w.COMPANY if group & self.mentioned))
        hues = [w.COLORS[term] for term in parsed.terms if term in w.COLORS]
        hues += [w.IMPLIED_COLORS[term].split() for term in self.mentioned if term in w.IMPLIED_COLORS]
        self.other_colors = [c for c in w.BASIC_COLORS if not any(c in hue for hue in hues)]

    def could_pass(self, word: str) -> bool:
        """Whether a viewer could find `word` in a picture of the description: it, its family or its colour."""
        if hues := w.COLORS.get(word.split()[-1]):
            return not hues <= set(self.other_colors)
        forms = {word, singular(word)}
        families = {NOUNS[form][1] for form in forms if form in NOUNS}
        families |= {t[form] for t in (w.MATERIALS, w.PATTERNS, w.TIMES) for form in forms if form in t}
        return bool((forms | families) & self.mentioned)

    def others(self, pool: Iterable[str], strict: bool = False) -> list[str]:
        """What of `pool` the words do not mention, shuffled; strict: nor anything that keeps company with it."""
        taken = self.company if strict else self.mentioned
        left = [word for word in dict.fromkeys(pool) if word not in taken and singular(word) not in taken]
        left = [word for word in left if not any(part in self.mentioned for part in word.split())]
        return self.rng.sample(left, len(left))

    def of_kind(self, phrase: Phrase) -> list[str]:
        """Wrong choices for a thing, in its number."""
        own = w.WRONG_CHOICES.get(phrase.category) or w.CATEGORIES.get(phrase.category, {}).values()
        ways = ((own, True), (own, False), (w.SUBJECTS, True))
        found = next((f for f in (self.others(pool, strict) for pool, strict in ways) if len(f) >= OTHERS), [])
        return [plural(word) for word in found] if phrase.plural and phrase.category != "clothing" else found

    def choose(self, fact: tuple, text: str, answer: str, wrong: list[str], weight: float) -> Iterator[Draft]:
        """A question with four choices, when there are three wrong ones and the text does not tell the answer."""
        wrong = [word for word in wrong if word != answer][:OTHERS]
        if len(wrong) == OTHERS and not tells(text, answer):
            yield Draft(fact, text, tuple(sorted((answer, *wrong))), answer, weight)


def tells(text: str, answer: str) -> bool:
    """Return whether a question has a word of its answer in it.

    >>> tells("What color is the orange?", "orange")
    True
    """
    asked = {singular(word.strip("?,.'\"").lower()) for word in text.split()}
    return any(singular(word) in asked for word in answer.lower().split() if len(word) > 2 or word.isdecimal())


def yes(fact: tuple, text: str, weight: float) -> Draft:
    return Draft(fact, text, YES_NO, "yes", weight)


def no(fact: tuple, text: str, weight: float) -> Draft:
    return Draft(fact, text, YES_NO, "no", weight)


def a(noun: str) -> str:
    """Return a noun with its article; a plural and what is not counted have none.

    >>> [a(noun) for noun in ("owl", "boat", "boats", "fog")]
    ['an owl', 'a boat', 'boats', 'fog']
    """
    if lookup(noun, MASS) or is_plural(noun):
        return noun
    return f"{'an' if noun[0] in 'aeiou' and not noun.startswith(('uni', 'eu', 'one')) else 'a'} {noun}"


def cap(text: str) -> str:
    return text[0].upper() + text[1:]


def presence_question(noun: str, tools: Tools) -> str:
    """Return a question for a thing, in one of a few ways."""
    be, some = ("Are", "any ") if is_plural(noun) else ("Is", "")
    return tools.rng.choice((
        f"{be} there {some}{a(noun)} in the image?",
        f"{be} there {some}{a(noun)} in the image?",
        f"{be} {a(noun)} depicted?",
        f"{be} {a(noun)} shown in the image?",
    ))  # fmt: skip


def told(parsed: ParsedDescription) -> Iterator[tuple[int, Phrase]]:
    """The phrases that "the ..." names without doubt and that are in the picture."""
    return ((i, p) for i, p in enumerate(parsed.phrases) if not p.twin and p.relation != "without")
