"""Polygons -> the shortest SVG text that says them.

One path a group of equal colour; relative integer coordinates after one `m`; a minus sign serves as separator; `h` and
`v` where a step is level or upright; the edge back to the first point is left to the fill, so the costliest edge is
made that one; colours with three digits where they are exact.
"""

from __future__ import annotations

import numpy as np

from vectorizer.raster import jit


@jit
def number_bytes(v: int) -> int:
    """Bytes of an integer in a path: its digits and the sign or space before it."""
    v = abs(v)
    return 2 if v < 10 else 3 if v < 100 else 4


@jit
def edge_bytes(dx: int, dy: int) -> int:
    """Bytes of one relative step: h or v and a number, or two numbers."""
    if dx == 0:
        return number_bytes(dy) + 1
    if dy == 0:
        return number_bytes(dx) + 1
    return number_bytes(dx) + number_bytes(dy)


def clean(points: np.ndarray) -> np.ndarray | None:
    """Drop repeated and collinear points of an int (N, 2) polygon; None when no area is left."""
    while True:
        before, after = points - np.roll(points, 1, 0), np.roll(points, -1, 0) - points
        turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
        kept = points[turn != 0]
        if len(kept) < 3:
            return None
        if len(kept) == len(points):
            return kept
        points = kept


def path_data(polygons: list[np.ndarray]) -> str:
    """The `d` of one path that fills `polygons`, each int (N, 2) without collinear points."""
    text, pen = "", None
    for polygon in polygons:
        polygon = _start_well(polygon, pen)
        text += _subpath(polygon, np.zeros(2, int) if pen is None else pen)
        pen = polygon[-1]
    return text


def _start_well(points: np.ndarray, pen: np.ndarray | None) -> np.ndarray:
    """Turn the polygon so that the edge that need not be written is costly and the move to its start is cheap."""
    closing = points - np.roll(points, 1, 0)
    move = points if pen is None else points - pen
    saving = [edge_bytes(*c) - number_bytes(m[0]) - number_bytes(m[1]) for c, m in zip(closing, move, strict=True)]
    return np.roll(points, -int(np.argmax(saving)), 0)


def _subpath(points: np.ndarray, pen: np.ndarray) -> str:
    steps = np.diff(np.vstack([pen, points]), axis=0).tolist()
    dx, dy = steps[0]
    text, command = "m" + _join(dx, dy), "l"  # coordinates after the first pair of an m are those of an l
    for dx, dy in steps[1:]:
        if dx == 0 or dy == 0:
            command = "v" if dx == 0 else "h"
            text += f"{command}{dx or dy}"
        elif command == "l":
            text += ("" if dx < 0 else " ") + _join(dx, dy)
        else:
            command = "l"
            text += "l" + _join(dx, dy)
    return text


def _join(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def color_text(color: np.ndarray) -> str:
    """``#rrggbb``, or ``#rgb`` where that is the same colour; `color` is three numbers, 0 to 255."""
    r, g, b = bytes(np.clip(np.round(color), 0, 255).astype(np.uint8))
    text = f"{r:02x}{g:02x}{b:02x}"
    return "#" + (text[::2] if text[::2] == text[1::2] else text)


def document(groups: list[tuple[np.ndarray, list[np.ndarray]]], background: np.ndarray, width: int, height: int) -> str:
    """The whole SVG: a background, then one path for each (colour, polygons) with int (N, 2) polygons, in order."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="{color_text(background)}" d="M0 0h{width}v{height}H0"/>'
    ]
    for color, polygons in groups:
        kept = [p for p in map(clean, polygons) if p is not None]
        if kept:
            parts.append(f'<path fill="{color_text(color)}" d="{path_data(kept)}"/>')
    return "".join(parts) + "</svg>"
