"""What the tables of vocabulary.py say of a phrase: its noun, its kind, its colour."""

from functools import lru_cache

from support.english import singulars

from ..colors import BASIC, MODIFIERS, TABLE
from . import vocabulary as v

KINDS = {
    **dict.fromkeys(v.ARRANGEMENTS, "arrangement"),
    **dict.fromkeys(v.PARTS, "part"),
    **dict.fromkeys(v.SHAPES, "shape"),
    **dict.fromkeys(v.SOLIDS, "solid"),
    **dict.fromkeys(v.GARMENTS, "garment"),
    **dict.fromkeys(v.BACKDROPS, "backdrop"),
    **dict.fromkeys(v.FEATURES, "feature"),
    **dict.fromkeys(v.SKY, "sky"),
    **{name: "thing" for name in v.THINGS if name not in v.FEATURES},
    "statue": "statue",
}


@lru_cache(8192)
def entry_of(phrase: str) -> tuple[str, bool] | None:
    """A phrase -> (the word of the tables that it is a form of, is plural), or None."""
    head, _, last = phrase.rpartition(" ")
    for form in singulars(last):
        candidate = f"{head} {form}".strip()
        small = last in v.ARTICLES or last in ("on", "in", "of", "at", "to", "by")  # "flag on" is no flagon
        apart = small or head in BASIC  # "a green house" is no greenhouse
        joined = candidate if apart else candidate.replace(" ", "")
        for name in (candidate, joined):
            if name in v.SYNONYMS or name in KINDS:
                return name, form != last
    return None


@lru_cache(8192)
def noun_of(phrase: str) -> tuple[str, bool] | None:
    """A phrase -> (canonical noun, is plural), or None."""
    entry = entry_of(phrase)
    if not entry:
        return None
    noun, plural = v.SYNONYMS.get(entry[0], entry[0]), entry[1]
    listed = phrase.endswith("s") and phrase != noun and noun in v.THINGS  # in a table as it is: "oranges"
    several = listed and any(entry_of(form) or color_of(form) for form in singulars(phrase)[1:])
    return noun, plural or several


def color_of(phrase: str) -> str | None:
    """A colour name of one or more words -> "#rrggbb"."""
    return TABLE.get(phrase.replace(" ", ""))


@lru_cache(8192)
def is_word(phrase: str) -> bool:
    """Whether any table knows the phrase."""
    tables = (v.RELATIONS, v.REVERSED, v.MATERIALS, v.TRAITS, v.COUNTS, v.SIZES, MODIFIERS)
    return any(phrase in t for t in tables) or color_of(phrase) is not None or noun_of(phrase) is not None
