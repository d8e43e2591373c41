"""What an English word is, by the table of make_nouns.py: read when the first word is looked up.

The table is made from WordNet 3.0 (nouns.LICENSE.txt).
"""

from __future__ import annotations

import lzma
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "nouns.txt.xz"
STEPS = 24  # of a chain of kinds at most


@dataclass(frozen=True)
class Entry:
    """One line: `above` is the synonym or the kind, "" where the word is no noun."""

    above: str = ""
    synonym: bool = False
    mostly: str = ""  # "v": a verb, "a": an adjective or adverb, "": a noun


@cache
def lines() -> list[str]:
    """The table, sorted; empty where it was left behind, as by Kaggle's notebook (submission/notebook.py)."""
    if not TABLE.exists():
        return []
    return lzma.decompress(TABLE.read_bytes()).decode().split("\n")


@lru_cache(4096)
def entry(word: str) -> Entry | None:
    """The line of a word in small letters and the singular, or None."""
    listed = lines()
    for mark in (";", "=", ">"):  # in the order of their codes
        i = bisect_left(listed, word + mark)
        if i < len(listed) and listed[i].startswith(word + mark):
            rest, _, mostly = listed[i][len(word) :].partition(";")
            return Entry(rest[1:], mark == "=", mostly)
    return None


def kinds(word: str) -> list[tuple[str, bool]]:
    """What a noun is, the nearest first, each with whether it is a synonym; "@animal" and such ends the list.

    >>> kinds("couch"), kinds("spaniel")[-1]
    ...
    """
    found, synonym = [], True
    for _ in range(STEPS):
        line = entry(word)
        if line is None or not line.above:
            break
        synonym = synonym and line.synonym
        word = line.above
        found.append((word, synonym))
    return found
