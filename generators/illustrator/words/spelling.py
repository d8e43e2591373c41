"""Mends misspelt words: "umbrela" is an umbrella (what the dictionary has is not asked about: terms.py)."""

import difflib

LENGTH = 6  # of words of which more than the order of the letters is mended
CLOSE = 0.88  # the same for short words
ALIKE = 0.8  # difflib's measure, from which on a word is taken for a misspelling


def mended(word: str, known: list[str]) -> str:
    """The known word that a lower-case word is a misspelling of, in its plural if that has one; else the word itself.

    "knight" is no "night": the first letters must be the same.
    """
    same_start = [other for other in known if other[0] == word[0]]
    letters = sorted(word)
    swapped = next((other for other in same_start if sorted(other) == letters), None)
    if swapped:
        return swapped
    if len(word) < LENGTH:
        near = [other for other in same_start if one_off(word, other)]
        near = near if len(near) == 1 else difflib.get_close_matches(word, same_start, 1, CLOSE)
        return near[0] if near else word
    for ending in ("s", "") if word.endswith("s") and not word.endswith("ss") else ("",):
        match = difflib.get_close_matches(word.removesuffix(ending), same_start, 1, ALIKE)
        if match:
            return match[0] if match[0].endswith("s") else match[0] + ending
    return word


def one_off(word: str, other: str) -> bool:
    """Whether two words of one length differ in a single letter."""
    return len(word) == len(other) and sum(a != b for a, b in zip(word, other, strict=True)) == 1
