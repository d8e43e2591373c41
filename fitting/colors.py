"""Colours: any text of one -> "#rrggbb" -> the shortest text of it."""

from __future__ import annotations

import re
from functools import lru_cache

from fitting.numbers import NUMBER
from support.css_colors import NAMED

_NAMES: dict[str, str] = {}  # "#rrggbb" -> the shortest name
for _name in sorted(NAMED, key=lambda name: (len(name), name)):
    _NAMES.setdefault(NAMED[_name], _name)
_FUNCTION = re.compile(r"rgba?\(([^)]*)\)")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})")


@lru_cache(maxsize=1 << 14)
def read(text: str) -> tuple[str, float] | None:
    """Return ("#rrggbb", opacity) as CairoSVG understands a colour, None for no paint; what is unknown is black.

    >>> read("Red"), read("rgba(0, 128, 255, .5)"), read("none"), read("#fa0")
    (('#ff0000', 1.0), ('#0080ff', 0.5), None, ('#ffaa00', 1.0))
    """
    text = text.strip().lower()
    if text in ("", "none", "transparent"):
        return None
    if text in NAMED:
        return NAMED[text], 1.0
    if match := _FUNCTION.match(text):
        found = re.findall(rf"({NUMBER.pattern})\s*(%?)", match[1])
        if len(found) >= 3:
            parts = [float(value) * (2.55 if percent else 1.0) for value, percent in found]
            alpha = parts[3] / (255 if found[3][1] else 1) if len(found) > 3 else 1.0
            return to_text(parts[:3]), max(0.0, min(1.0, alpha))
    if match := _HEX.search(text):
        digits = match[1]
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)), 1.0
    return "#000000", 1.0


def to_text(rgb) -> str:
    """Return three numbers, 0 to 255, as "#rrggbb"."""
    return "#" + "".join(f"{round(max(0.0, min(255.0, channel))):02x}" for channel in rgb)


def to_rgb(color: str) -> tuple[int, int, int]:
    """Return "#rrggbb" as three numbers, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=1 << 14)
def spell(color: str) -> str:
    """Return the shortest text of "#rrggbb"; the last bit of a channel, which nobody sees, may differ.

    >>> spell("#ff0000"), spell("#fe0000"), spell("#ffaa00"), spell("#123456")
    ('red', 'red', '#fa0', '#135')
    """
    near = nearest_short(color)
    if max(abs(a - b) for a, b in zip(to_rgb(color), to_rgb(near), strict=True)) <= 1:
        color = near
    short = "#" + color[1::2] if color[1::2] == color[2::2] else color
    for red in _around(color):
        if len(name := _NAMES.get(red, short)) < len(short):
            return name
    return short


def nearest_short(color: str) -> str:
    """Return the nearest colour of which three digits are enough, as "#rrggbb"."""
    return to_text([17 * round(channel / 17) for channel in to_rgb(color)])


def _around(color: str) -> list[str]:
    r, g, b = to_rgb(color)
    steps = (0, -1, 1)
    return [to_text((r + i, g + j, b + k)) for i in steps for j in steps for k in steps]
