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
    """Bytes of one relative step: h or v and a number, or two numbers.

    It may be one off: too many for h or v with a positive number, which needs no space before it, and too few for two
    numbers after h or v, of which the first is negative, since the l that they need takes the place of no space.
    """
    if dx == 0:
        return number_bytes(dy) + 1
    if dy == 0:
        return number_bytes(dx) + 1
    return number_bytes(dx) + number_bytes(dy)


@jit
def clean(points):
    """Drop repeated and collinear points of an int64 (N, 2) polygon; fewer than 3 are left when it has no area."""
    points = points.copy()
    n, before = points.shape[0], -1
    while n >= 3 and n != before:
        before, kept = n, 0
        for i in range(n):  # a point that its successor repeats goes, so that one of several equal ones stays
            q, r = points[i], points[i + 1 if i + 1 < n else 0]
            if q[0] != r[0] or q[1] != r[1]:
                points[kept] = q
                kept += 1
        old, n = points[:kept].copy(), 0
        for i in range(kept):
            p, q, r = old[i - 1 if i else kept - 1], old[i], old[i + 1 if i + 1 < kept else 0]
            if (q[0] - p[0]) * (r[1] - q[1]) != (q[1] - p[1]) * (r[0] - q[0]):
                points[n] = q
                n += 1
    return points[:n] if n >= 3 else points[:0]


def path_data(polygons: list[np.ndarray]) -> str:
    """The `d` of one path that fills `polygons`, each int64 (N, 2) without collinear points."""
    text, pen = "", (0, 0)
    for polygon in polygons:
        points = _start_well(polygon, *pen).tolist()
        text += _subpath(points, pen)
        pen = tuple(points[-1])
    return text


@jit
def _start_well(points, pen_x, pen_y):
    """Turn the polygon so that the edge that need not be written is costly and the move to its start is cheap."""
    n = points.shape[0]
    best, start = -100, 0
    for i in range(n):
        x, y = points[i]
        last_x, last_y = points[i - 1 if i else n - 1]
        saving = edge_bytes(x - last_x, y - last_y) - number_bytes(x - pen_x) - number_bytes(y - pen_y)
        if saving > best:
            best, start = saving, i
    return np.concatenate((points[start:], points[:start]))


def _subpath(points: list[list[int]], pen: tuple[int, int]) -> str:
    x, y = points[0]
    text = "m" + _join(x - pen[0], y - pen[1])
    command = "l"  # which the coordinates after the first pair of an m are
    for next_x, next_y in points[1:]:
        dx, dy = next_x - x, next_y - y
        x, y = next_x, next_y
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
    """The whole SVG: a background, then one path for each (colour, polygons) with int64 (N, 2) polygons, in order."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="{color_text(background)}" d="M0 0h{width}v{height}H0"/>'
    ]
    for color, polygons in groups:
        kept = [p for p in map(clean, polygons) if len(p)]
        if kept:
            parts.append(f'<path fill="{color_text(color)}" d="{path_data(kept)}"/>')
    return "".join(parts) + "</svg>"
