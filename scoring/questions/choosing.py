"""Which questions to ask: of the kinds wanted, each of another fact, and if possible of another thing."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from scoring.questions.drafts import YES_NO, Draft
from scoring.questions.phrases import parse
from scoring.questions.rules import drafts
from scoring.tables import Question

MAX_COUNT = 6  # as many as any description, even an empty one, has different questions for
YES_NO_SHARE = 0.6
# What a question loses for telling what another tells (a yes tells most), for being of the same thing, and how much is
# left to chance; in the weights of the drafts.
_REPEATED_FACT, _REPEATED_YES, _REPEATED_THING, _CHANCE = 2.5, 4.0, 0.7, 1.5


def make_questions(description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
    """Ask `count` different questions that the description answers.

    Two or more questions have a yes and a no among them.  The same arguments give the same questions.

    Args:
        description: any text.
        seed: any whole number; another one asks other questions.
        count: 1 to 6.

    Raises:
        ValueError: `count` is out of range.

    >>> for question in make_questions("three blue owls on a wooden fence", seed=1, count=2):
    ...     print(question.text, question.choices, question.answer)
    Are there exactly three owls? ('no', 'yes') yes
    Is the fence made of plastic? ('no', 'yes') no
    """
    return fill([], description, seed, count)


def fill(kept: Sequence[Question], description: str, seed: int, count: int) -> tuple[Question, ...]:
    """Return `count` questions of the wanted kinds: of `kept` those that fit, the others by rule.

    Args:
        kept: questions of the description, the best first; one that a rule answers otherwise is left out.
        description, seed, count: as for `make_questions`.

    Raises:
        ValueError: `count` is out of range.
    """
    if not 1 <= count <= MAX_COUNT:
        raise ValueError(f"count is {count}; expected 1 to {MAX_COUNT}")
    rng = random.Random(f"{seed} {ascii(description)}")
    found = drafts(parse(description), rng)
    known = {plain(draft.text): draft.answer for draft in found}
    kept = [q for q in kept if known.get(plain(q.text), q.answer) == q.answer]
    asked: list[Question] = []
    used: list[Draft] = []
    for kind in _kinds(count, rng):
        own = [q for q in kept if _kind(q.answer, q.choices) == kind]
        if own:
            asked.append(own[0])
            kept.remove(own[0])
            continue
        draft = _best([d for d in found if _kind(d.answer, d.choices) == kind], asked, used, rng)
        used.append(draft)
        asked.append(Question(draft.text, draft.choices, draft.answer))
    rng.shuffle(asked)
    return tuple(asked)


def _kinds(count: int, rng: random.Random) -> list[str]:
    """The kinds to ask for, "choice", "yes" and "no"; what has four choices first, for it needs the best facts."""
    exact = YES_NO_SHARE * count
    without_choices = int(exact) + (rng.random() < exact % 1)
    without_choices = max(without_choices, min(count, 2))  # room for a yes and a no
    kinds = ["yes", "no"][:without_choices] if rng.random() < 0.5 else ["no", "yes"][:without_choices]
    kinds += [rng.choice(["yes", "yes", "no"]) for _ in range(without_choices - 2)]
    return ["choice"] * (count - len(kinds)) + kinds


def _kind(answer: str, choices: tuple[str, ...]) -> str:
    return answer if choices == YES_NO else "choice"


def _best(found: list[Draft], asked: list[Question], used: list[Draft], rng: random.Random) -> Draft:
    """The best question left: not asked yet, of another fact, and if possible of another thing."""
    texts = {plain(q.text) for q in asked}
    left = [d for d in found if plain(d.text) not in texts]

    def worth(draft: Draft) -> float:
        fact = sum(draft.fact == other.fact for other in used)
        thing = sum(draft.fact[1] == other.fact[1] for other in used)
        loss = fact * (_REPEATED_YES if draft.answer == "yes" else _REPEATED_FACT) + thing * _REPEATED_THING
        return draft.weight - loss + _CHANCE * rng.random()

    return max(left, key=worth)


def plain(text: str) -> str:
    """Return a question's text without what makes no difference: case, spaces, punctuation."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
