"""Text -> terms: the words and joined words ("bow tie", "on top of") that the tables or the dictionary know."""

import re
from functools import lru_cache

from support.english import fold, singulars

from .. import drawings
from ..colors import TABLE
from . import meaning, nouns
from . import vocabulary as v
from .lookup import KINDS, color_of, entry_of, is_word, noun_of
from .spelling import mended

SHORT = {"blu": "blue", "bleu": "blue", "tre": "tree", "gren": "green", "hors": "horse",
         "bal": "ball"}  # too short to compare
HERDS = {"herd", "pack", "flock", "caravan", "swarm", "colony", "pride", "family", "gaggle"}  # of creatures
FLEETS = {"fleet": "ship", "flotilla": "ship", "armada": "ship", "convoy": "truck"}
CUT = {"slice", "slices", "wedge", "piece", "pieces"}  # of a fruit, where the word may mean a colour as well
FRUIT = {"orange": "orange fruit", "oranges": "orange fruit", "lime": "lime fruit"}
MAX_CHARS, MAX_TOKENS, LONGEST = 600, 80, 5


def is_compound(phrase: str) -> bool:
    """Whether the dictionary has words as one noun that can be drawn ("fire engine"), and none is a colour's."""
    first, *rest = phrase.split()
    if len(rest) > 1 or color_of(first) or first in v.MATERIALS or first in v.TRAITS or first in v.STOP:
        return False
    known, last = meaning.meaning(phrase), entry_of(rest[-1])
    if known and known.drawing == "class" and last and last[0] not in v.KINDS_OF_A_CLASS:
        return False  # "a birthday cake": a cake, which has a drawing
    return known is not None and bool(known.noun) and not known.abstract


@lru_cache(maxsize=1)
def _spellings() -> list[str]:
    """Known single words, for mending misspelt ones."""
    tables = (TABLE, KINDS, v.SYNONYMS, v.MATERIALS, v.TRAITS)
    return sorted({word for table in tables for word in table if " " not in word and len(word) > 4})


@lru_cache(maxsize=1)
def _parts_of_terms() -> frozenset[str]:
    """Words that stand in the tables only beside others: they are spelt well."""
    tables = (v.SYNONYMS, v.MATERIALS, v.TRAITS, v.RELATIONS)
    return frozenset(part for table in tables for term in table if " " in term for part in term.split())


def tokenize(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Lower-case words without accents, and "," and ".", at most 80; a misspelt word becomes the nearest known one.

    Args:
        names: words that are spelt as they are meant.
    """
    words = re.findall(r"[a-z]+|\d+|[,.;:!?()]", fold(text[:MAX_CHARS]))[:MAX_TOKENS]
    out, repairs = [], 10
    for word in words:
        if not word.isalnum():
            word = "," if word in ",()" else "."
        elif word in SHORT:
            word = SHORT[word]
        elif len(word) > 3 and repairs and word not in names and not is_spelt(word):
            repairs -= 1
            word = mended(word, _spellings())
        out.append(word)
    return out


@lru_cache(8192)
def is_spelt(word: str) -> bool:
    """Whether a word is in a table or the dictionary, or is a form of one that is."""
    if word in v.STOP or is_word(word) or word in _parts_of_terms() or word.endswith(("ing", "ed")):
        return True  # "burning" is no misspelt "bunting"
    return meaning.is_spelt(word) or any(nouns.entry(form) or is_word(form) for form in singulars(word))


def proper_names(text: str) -> frozenset[str]:
    """The words with capitals beside another such one, or within a sentence, in small letters."""
    words = re.findall(r"[^\W\d_]+|[.!?]", text[:MAX_CHARS])
    capital = [word[0].isupper() and not word.isupper() for word in words]
    named = set()
    for i, word in enumerate(words):
        inside = i > 0 and words[i - 1] not in ".!?"
        if capital[i] and (inside or capital[i + 1 : i + 2] == [True]):
            named.add(fold(word))
    return frozenset(named) if sum(capital) < 0.7 * len(words) or len(words) < 3 else frozenset()


def group(tokens: list[str]) -> list[str]:
    """Join the longest runs of tokens that a table knows as one term: "bow tie", "light salmon", "on top of"."""
    terms, i = [], 0
    while i < len(tokens):
        for length in range(min(LONGEST, len(tokens) - i), 0, -1):
            if length == 1 or is_term(tokens, i, i + length):
                break
        terms.append(" ".join(tokens[i : i + length]))
        i += length
    return terms


def is_term(tokens: list[str], i: int, end: int) -> bool:
    """Whether these of the tokens, several, are one term."""
    run = tokens[i:end]
    if run[0] in ("a", "an") or "," in run or "." in run or begins_relation(tokens, end - 1):
        return False  # "sleeping" + "in front of", no "sleeping in"
    phrase = " ".join(run)
    return is_word(phrase) or (len(run) < 4 and is_compound(phrase))


def begins_relation(tokens: list[str], i: int) -> bool:
    """Whether the word there and some that follow it are a relation: "in front of"."""
    ends = range(i + 2, min(i + LONGEST, len(tokens)) + 1)
    return any(" ".join(tokens[i:end]) in v.RELATIONS for end in ends)


def stated(terms: list[str]) -> tuple[list[str], list[str]]:
    """The terms, and apart those of what is said not to be there: "a beach with palms and no people"."""
    kept, denied, negation = [], [], ""
    for term in terms:
        if term in ("no", "without", "lacking"):
            negation = term
        elif negation and (term in (",", ".") or term in v.RELATIONS or (term == "and" and negation == "no")):
            negation = ""
        if not negation:
            kept.append(term)
        elif term != negation:
            denied.append(term)
    return kept, denied


def herded(terms: list[str]) -> list[str]:
    """ "a wolf pack" is a pack of wolves, "a fish school" a school of fish, a slice of orange one of the fruit."""
    out = []
    for term in terms:
        before = out[-1] if out else ""
        noun = noun_of(before)[0] if before and noun_of(before) else ""
        drawn = drawings.load(noun) if KINDS.get(noun) == "thing" else None
        alive = drawn is not None and (drawn.anchor("head") is not None or drawn.place in ("reef", "sky"))
        if term in FRUIT and before == "of" and CUT & set(out[-2:-1]):
            out.append(FRUIT[term])
        elif (term in HERDS and (alive or noun in ("ant", "bee"))) or (term == "school" and noun == "fish"):
            out[-1:] = ["flock" if term == "herd" else term, "of", before]
        elif term in FLEETS and noun:
            out[-1:] = [term, "of", before if drawn and drawn.place in ("sea", "street") else FLEETS[term]]
        else:
            out.append(term)
    return out
