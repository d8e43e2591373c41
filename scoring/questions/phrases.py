"""Description -> its phrases: what things there are, of which colours and materials, and how they stand to each other.

A phrase is [modifiers] noun; relations ("under", "wearing") and doings ("perched") part one from the next. Words that
no table knows are nouns when they end a phrase, and skipped before one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scoring.questions import words as w
from support.english import fold, is_plural, singular

MAX_CHARACTERS, MAX_TOKENS, MAX_PHRASES = 600, 60, 8
LONGEST = 4  # words of the longest term of a table
NEAREST = {"with", "of", "filled", "wearing", "holding", "inlaid", "made", "covered", "without", "shape"}

NOUNS = {name: (category, family) for category, names in w.CATEGORIES.items() for name, family in names.items()}
_ANIMATE = ("animal", "bird", "insect", "figure", "toy")


@dataclass
class Phrase:
    """One thing of a description."""

    noun: str  # as written: "golden retriever", "pants"
    family: str  # the word that stands for it in its table, or the noun
    category: str  # a key of words.CATEGORIES, or "thing" when no table knows the noun
    plural: bool
    colors: list[str] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    count: int | None = None
    kind: str = ""  # a thing said before the noun: "bear" of a bear statue, "wheat" of a wheat field
    doing: str = ""  # "perched", said after the noun
    relation: str = ""  # to `parent`; "" for the first phrase
    parent: int = 0
    preposition: str = ""  # the relation as written: "on top of"
    twin: bool = False  # another phrase has the same noun, so that "the cube" names neither

    @property
    def be(self) -> str:
        return "are" if self.plural else "is"

    @property
    def does(self) -> str:
        return "do" if self.plural else "does"

    @property
    def animate(self) -> bool:
        return self.category in _ANIMATE


@dataclass
class ParsedDescription:
    """The phrases of a description, the first of them its subject, and the terms that it mentions anywhere."""

    phrases: list[Phrase]
    terms: set[str]

    def children(self, parent: int, *relations: str) -> list[Phrase]:
        return [p for p in self.phrases[1:] if p.parent == parent and p.relation in relations]


def lookup(term: str, table):
    """Return a term as a table spells it, singular or with other hyphens; None when the table does not have it.

    >>> lookup("polar-bears", NOUNS)
    'polar bear'
    """
    forms = (term, singular(term), term.replace("-", " "), singular(term.replace("-", " ")), term.replace(" ", "-"))
    return next((form for form in forms if form in table), None)


def parse(description: str) -> ParsedDescription:
    """Read a description of any length and script; what lies beyond 600 characters or 60 words is not read.

    >>> [(p.count, p.colors, p.noun, p.preposition) for p in parse("three blue owls on a fence").phrases]
    [(3, ['blue'], 'owls', ''), (None, [], 'fence', 'on')]
    """
    tokens = _tokens(description)
    return ParsedDescription(_Reader(tokens).phrases(), _terms(tokens))


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*|[,.;:!?]", fold(text[:MAX_CHARACTERS]))[:MAX_TOKENS]


def _terms(tokens: list[str]) -> set[str]:
    """Every run of up to four words, as it is and in the singular, with the parts of hyphened words."""
    words = [part for token in tokens for part in token.split("-")] + ["|"] + tokens
    runs = (" ".join(words[i : i + n]) for i in range(len(words)) for n in range(1, LONGEST + 1))
    return {form for run in runs for form in (run, singular(run))}


class _Reader:
    """Collects words until a relation, a doing or the end closes the phrase."""

    def __init__(self, tokens: list[str]):
        self.tokens, self.found, self.words = tokens, [], []
        self.relation, self.preposition = "", ""

    def phrases(self) -> list[Phrase]:
        i = 0
        while i < len(self.tokens):
            i += self.read(i)
        self.close()
        nouns = [p.noun for p in self.found]
        for phrase in self.found:
            phrase.twin = nouns.count(phrase.noun) > 1
        return self.found

    def read(self, i: int) -> int:
        """Take one term from position i; returns its number of tokens."""
        for length in range(min(LONGEST, len(self.tokens) - i), 0, -1):
            term = " ".join(self.tokens[i : i + length])
            if term in w.RELATIONS:
                self.relate(term, self.tokens[i + length : i + length + 1])
                return length
            if length > 1 and lookup(term, NOUNS):
                self.words.append(term)
                return length
        word = self.tokens[i]
        if not word[0].isalnum():
            self.relate("and", ["a"])
        elif word in w.DOINGS and self.closes():
            self.close(doing=word)
        elif not self.words and self.found and not self.relation and self.found[-1].doing and word not in w.STOP:
            pass  # an adverb or object after a doing: "sleeping peacefully"
        else:
            self.words.append(word)
        return 1

    def closes(self) -> bool:
        """Whether the words so far have a noun that a doing can follow."""
        return any(word not in w.STOP and not _is_modifier(word) for word in self.words)

    def relate(self, term: str, following: list[str]) -> None:
        if term == "and" and self.words and not self.closes() and following and following[0] not in ("a", "an", "the"):
            return  # "black and white ..." is one phrase
        kept = (self.relation, self.preposition) if term == "and" and self.found else ("and", "and")
        if self.close() and term == "and" and kept[0]:
            self.relation, self.preposition = kept
        else:
            self.relation, self.preposition = w.RELATIONS[term], term

    def close(self, doing: str = "") -> bool:
        """File the words so far as a phrase; False when there was none in them."""
        words = [word for word in self.words if word not in w.STOP]
        if words and words[-1] in w.MEASURES and len(self.found) < MAX_PHRASES:
            # "a stack of pancakes": what is measured follows
            self.words = [word for word in words if word in w.COUNTS and word not in ("pair", "couple")]
            return False
        self.words = []
        stuff = [word for word in words if lookup(word, w.MATERIALS)]
        if self.relation == "made" and self.found and stuff:
            self.found[-1].materials += stuff[:1]
            self.relation, self.preposition = "", ""
            return True
        phrase = _phrase([word for word in words if word not in w.MEASURES])
        if phrase is None or len(self.found) >= MAX_PHRASES:
            return False
        if lookup(phrase.noun, w.TIMES) and (phrase.category != "sight" or self.relation in ("at", "during")):
            return False  # a night is no thing, nor is the sunset of "at sunset"
        self.file(phrase, doing)
        return True

    def file(self, phrase: Phrase, doing: str) -> None:
        """Give a phrase its place among the others."""
        if self.found and self.found[-1].doing and not self.relation:
            self.relation, self.preposition = "doing", self.found[-1].doing  # "riding a dragon"
        phrase.doing, phrase.preposition = doing, self.preposition
        phrase.relation = self.relation or "and" if self.found or self.relation == "without" else ""
        if phrase.relation in NEAREST and self.found:
            last = self.found[-1]
            # "with pockets and buttons": both are the coat's
            phrase.parent = last.parent if last.relation == phrase.relation else len(self.found) - 1
        self.found.append(phrase)
        self.relation, self.preposition = "", ""


def _is_modifier(word: str) -> bool:
    tables = (w.COLORS, w.MATERIALS, w.PATTERNS, w.TRAITS, w.COUNTS, w.MEASURES, w.SEASONS)
    return any(lookup(word, table) for table in tables)


def _phrase(words: list[str]) -> Phrase | None:
    """The words of one phrase, without articles -> Phrase; None when none of them can be its noun."""
    start, end = _noun(words)
    if start == end:
        return None
    noun = " ".join(words[start:end])
    category, family = NOUNS.get(lookup(noun, NOUNS), ("thing", singular(noun)))
    phrase = Phrase(noun, family, category, is_plural(noun))
    _modify(phrase, words[:start])
    if family == "stars" and phrase.colors:
        phrase.category, phrase.family = "shape", "star"  # those of the sky have no colours
    return phrase


def _noun(words: list[str]) -> tuple[int, int]:
    """Where the noun stands: at the end, or where a table knows one when the end looks like no noun."""
    if words and _may_be_noun(words[-1]) and not words[-1].endswith(("s", "ing", "ed", "ly")):
        starts = range(max(0, len(words) - LONGEST), len(words))
        known = (start for start in starts if lookup(" ".join(words[start:]), NOUNS))
        return next(known, len(words) - 1), len(words)
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - LONGEST), end):
            if lookup(" ".join(words[start:end]), NOUNS):
                return start, end
    for end in range(len(words), 0, -1):
        if _may_be_noun(words[end - 1]):
            return end - 1, end
    return 0, 0


def _may_be_noun(word: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z'-]{2,23}", word)) and (not _is_modifier(word) or word in NOUNS)


def _modify(phrase: Phrase, words: list[str]) -> None:
    """Read the words before the noun, the longest terms first."""
    i = 0
    while i < len(words):
        i += next((n for n in (3, 2, 1) if i + n <= len(words) and _take(phrase, words[i : i + n])), 1)


def _take(phrase: Phrase, words: list[str]) -> bool:
    """Take words as one modifier; False when no table knows them as one."""
    term, last = " ".join(words), words[-1]
    pattern, material = lookup(term, w.PATTERNS), lookup(term, w.MATERIALS)
    known = len(words) == 1 and last in w.COLORS
    two = len(words) == 2 and (words[0] in w.COLORS and last in w.BASIC_COLORS and words[0] not in w.BASIC_COLORS)
    if pattern:
        phrase.patterns.append(term)
    elif known or two or term in w.COMPOUND_COLORS:
        _take_color(phrase, term)
    elif material:
        phrase.materials.append(term)
    elif term in w.COUNTS:
        phrase.count = w.COUNTS[term]
    elif re.fullmatch(r"[2-9]|1[0-2]", term):
        phrase.count = int(term)
    elif lookup(term, w.TRAITS) or term.replace("-", " ") in w.SNOWY or term in w.SEASONS:
        phrase.traits.append(term.replace("-", " "))
    elif lookup(term, NOUNS):
        phrase.kind = term
    else:
        return False
    return True


def _take_color(phrase: Phrase, term: str) -> None:
    """A colour; precious stuff is what jewels, statues and vessels are made of."""
    precious = term in w.PRECIOUS and phrase.category in w.PRECIOUS_CATEGORIES
    if precious or term in w.ALWAYS_MATERIALS:
        phrase.materials.append(term)
    else:
        phrase.colors.append(term)
