"""Pixel art -> SVG: a picture of few squares is drawn square by square, exactly, where that fits into the bytes.

Colours are laid over each other, the commonest first: each path covers its own squares and those of all that follow,
so that no seam shows between neighbours at any size.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

MAX_CELLS = 128  # squares a side: more make no pixel art
MAX_UNSCALED = 64  # pixels a side, of a picture that is not enlarged
MAX_COLORS = 32
RENDER_SIDE = 384  # pixels: drawn by a whole factor at least as large, so that the judge's resizing blurs nothing
_SAMPLES = 16  # rows and columns that are looked at first


def draw_squares(rgb: np.ndarray, max_bytes: int) -> str | None:
    """Return the exact SVG of pixel art, or None where it is none, or does not fit.

    Args:
        rgb: uint8 (H, W, 3).
        max_bytes: what the SVG may take.

    >>> checkers = np.uint8([[[0] * 3, [255] * 3], [[255] * 3, [0] * 3]]).repeat(9, 0).repeat(9, 1)
    >>> print(draw_squares(checkers, 300))
    <svg xmlns="http://www.w3.org/2000/svg" width="384" height="384" viewBox="0 0 2 2"><path d="M0 0h2v2h-2z"/>\
<path fill="#fff" d="M1 0h1v1h-1zM1 1v1h-1v-1z"/></svg>
    """
    factor = _factor(rgb)
    cells = rgb[::factor, ::factor]
    height, width = cells.shape[:2]
    if max(height, width) > (MAX_CELLS if factor > 1 else MAX_UNSCALED):
        return None
    colors, index, counts = np.unique(cells.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    if not 2 <= len(colors) <= MAX_COLORS:
        return None
    order = np.argsort(-counts, kind="stable")
    rank = np.argsort(order)[index.reshape(height, width)]
    paths = "".join(_path(colors[color], rank >= level) for level, color in enumerate(order))
    scale = math.ceil(RENDER_SIDE / max(height, width))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale}" height="{height * scale}" '
        f'viewBox="0 0 {width} {height}">{paths}</svg>'
    )
    return svg if len(svg) <= max_bytes else None


def smallest(image: Image.Image) -> Image.Image:
    """Return a picture that was enlarged by a whole factor as it was before; any other as it is."""
    factor = _factor(np.asarray(image))
    if factor == 1:
        return image
    return image.resize((image.width // factor, image.height // factor), Image.Resampling.NEAREST)


def _factor(pixels: np.ndarray) -> int:
    """The largest n for which uint8 (H, W, C) consists of squares of n x n equal pixels; 1 where all are equal."""
    height, width = pixels.shape[:2]
    some = pixels[:: max(1, height // _SAMPLES)], pixels[:, :: max(1, width // _SAMPLES)].swapaxes(0, 1)
    if math.gcd(height, width, *map(_spacing, some)) == 1:
        return 1
    spacing = math.gcd(_spacing(pixels), _spacing(pixels.swapaxes(0, 1)))
    return math.gcd(height, width, spacing) if spacing else 1


def _spacing(lines: np.ndarray) -> int:
    """The common divisor of the places along the lines at which any of them changes; 0: none does."""
    changes = np.flatnonzero((lines[:, 1:] != lines[:, :-1]).any(axis=(0, 2))) + 1
    return int(np.gcd.reduce(changes)) if len(changes) else 0


def _path(color: np.ndarray, covered: np.ndarray) -> str:
    """A path around the covered squares, bool (H, W)."""
    text = color.tobytes().hex()
    text = text[::2] if text[::2] == text[1::2] else text
    fill = "" if text == "000" else f' fill="#{text}"'
    return f'<path{fill} d="{"".join(map(_subpath, _outlines(covered)))}"/>'


def _outlines(covered: np.ndarray) -> list[list[tuple[int, int]]]:
    """The corners (x, y) of every outline of the covered squares, the squares on its right hand."""
    inside = np.pad(covered, 1)
    follows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, x in np.argwhere(covered).tolist():  # in the padded picture a square's own place is (y + 1, x + 1)
        sides = (
            (inside[y, x + 1], (x, y), (x + 1, y)),
            (inside[y + 1, x + 2], (x + 1, y), (x + 1, y + 1)),
            (inside[y + 2, x + 1], (x + 1, y + 1), (x, y + 1)),
            (inside[y + 1, x], (x, y + 1), (x, y)),
        )
        for neighbour, start, end in sides:
            if not neighbour:
                follows.setdefault(start, []).append(end)
    outlines = []
    while follows:
        outlines.append(_walk(follows, next(iter(follows))))
    return outlines


def _walk(follows: dict[tuple[int, int], list[tuple[int, int]]], start: tuple[int, int]) -> list[tuple[int, int]]:
    """Take one outline out of the sides that are left; its corners alone."""
    corners, here, heading = [], start, None
    while not corners or here != start:
        ends = follows[here]
        # Where two squares touch by a corner, turn right: the outline stays with its square.
        turn = heading and (here[0] - heading[1], here[1] + heading[0])
        there = turn if turn in ends else ends[0]
        ends.remove(there)
        if not ends:
            del follows[here]
        step = there[0] - here[0], there[1] - here[1]
        if step != heading:
            corners.append(here)
        here, heading = there, step
    return corners


def _subpath(corners: list[tuple[int, int]]) -> str:
    """Path text of an outline, whose first corner is a true one."""
    (x, y), text = corners[0], ""
    for a, b in zip(corners, corners[1:], strict=False):
        text += f"h{b[0] - a[0]}" if a[1] == b[1] else f"v{b[1] - a[1]}"
    return f"M{x} {y}{text}z"
