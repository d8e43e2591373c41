"""Numbers in as few characters as their tolerance allows."""

from __future__ import annotations

import re
from functools import lru_cache

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
LIMIT = 1e6  # no coordinate is larger: far outside any page, and well within what cairo can hold
MAX_DECIMALS = 6
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_UNITS |= {"em": 16.0, "ex": 8.0, "ch": 8.0}
_LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(%|[a-z]*)\s*", re.IGNORECASE)


def read_all(text: str) -> list[float]:
    """Return every number in `text`, cut to +-`LIMIT`."""
    return [max(-LIMIT, min(LIMIT, float(token))) for token in NUMBER.findall(text)]


def read_length(text: str | None, whole: float, default: float = 0.0) -> float:
    """Return a length in user units (96 dots per inch); `whole` is what 100 % stands for.

    >>> read_length("25%", 200), read_length("1in", 200), read_length(None, 200, 7)
    (50.0, 96.0, 7)
    """
    match = _LENGTH.fullmatch(text) if text else None
    if match is None:
        return default
    value = max(-LIMIT, min(LIMIT, float(match[1])))
    unit = match[2].lower()
    return value * whole / 100 if unit == "%" else value * _UNITS.get(unit, 1.0)


@lru_cache(maxsize=1 << 16)
def spell(value: float, tolerance: float = 0.0) -> str:
    """Return the shortest text of a number within `tolerance` of `value`, and the nearest of that length.

    >>> spell(0.4999, 0.001), spell(12.34, 0.05), spell(-0.0001, 0.01), spell(0.125)
    ('.5', '12.3', '0', '.125')
    """
    for decimals in range(MAX_DECIMALS):
        rounded = round(value, decimals)
        if abs(rounded - value) <= tolerance:
            return spell_decimals(rounded, decimals)
    return spell_decimals(value, MAX_DECIMALS)


def spell_decimals(value: float, decimals: int) -> str:
    """Return `value` with at most so many decimals, without zeros that say nothing."""
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return "0" if text == "-0" else text


@lru_cache(maxsize=1 << 16)
def spell_steps(steps: int, decimals: int) -> str:
    """Return `steps` * 10 ** -`decimals` as text."""
    return spell_decimals(steps / 10**decimals, decimals) if decimals else str(steps)


def decimals_for(tolerance: float) -> int:
    """Return how many decimals keep a rounded number within `tolerance`."""
    decimals = 0
    while decimals < MAX_DECIMALS and 0.5 * 10**-decimals > tolerance * 1.03:  # a thousand steps do for 512 pixels
        decimals += 1
    return decimals


def join(texts: list[str]) -> str:
    """Return numbers one after the other with the separators that they need.

    >>> join(["1.5", ".5", "-2", "3", ".5"])
    '1.5.5-2 3 .5'
    """
    parts, before = [], ""
    for text in texts:
        first = text[0]
        if before and not (first == "-" or (first == "." and "." in before)):
            parts.append(" ")
        parts.append(text)
        before = text
    return "".join(parts)
