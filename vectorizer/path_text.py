"""Polygons -> their shortest SVG text.

One path a group of equal colour; relative integer coordinates after one `m`; a minus sign serves as separator; `h` and
`v` where a step is level or upright; the edge back to the first point is left to the fill, so the costliest edge is
made that one; colours with three digits where they are exact.
"""

from __future__ import annotations

import itertools

import numpy as np

from vectorizer import gradients
from vectorizer.compiled import jit
from vectorizer.paint import FLAT, KIND

_POINT_BYTES = 82  # at most: commands or spaces, and four numbers of 20
_NEARER = 0.01  # bytes that a unit nearer is worth: what is passed over now must be gone to later


@jit
def number_bytes(v: int) -> int:
    """Return the bytes of an integer in a path: up to three digits, and the sign or space before them.

    >>> number_bytes(7), number_bytes(-42)
    (2, 3)
    """
    v = abs(v)
    return 2 if v < 10 else 3 if v < 100 else 4


@jit
def half_bytes(v: int) -> int:
    """Return the bytes of a number that is given in halves: an odd one needs a point and a five.

    >>> half_bytes(14), half_bytes(-15)
    (2, 4)
    """
    return number_bytes(v // 2) + 2 * (v % 2) if v >= 0 else half_bytes(-v)


@jit
def edge_bytes(dx: int, dy: int) -> int:
    """Return the bytes of one relative step: h or v and a number, or two numbers.

    It may be one off: one too many for h or v with a positive number, which needs no space before it, and one too few
    for two numbers after h or v when the first is negative, because they need an l and save no space.

    >>> edge_bytes(0, 5), edge_bytes(12, -5)
    (3, 5)
    """
    if dx == 0:
        return number_bytes(dy) + 1
    if dy == 0:
        return number_bytes(dx) + 1
    return number_bytes(dx) + number_bytes(dy)


@jit
def clean(points):
    """Return an int64 (N, 2) polygon without repeated and collinear points; without any when it has no area.

    >>> clean(np.array([[0, 0], [5, 0], [9, 0], [9, 9], [9, 9]])).tolist()
    [[0, 0], [9, 0], [9, 9]]
    """
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
    """Return the `d` of one path that fills all of `polygons`, each int64 (N, 2).

    Where it is (N, 3), the last number is 1 for the smooth vertices of `vectorizer.curves`, between two of which a
    curve may end in half a unit.  Repeated and collinear points are left out.  All are written in one turn, so that
    none cancels another where they overlap (the fill rule is nonzero), and each begins near the end of the one before.

    >>> path_data([np.array([[1, 1], [9, 1], [9, 7], [1, 7]])])
    'm1 1h8v6h-8'
    """
    cleaned = [points for polygon in polygons if len(points := _turned(_flagged(polygon)))]
    if not cleaned:
        return ""
    end = np.cumsum([len(points) for points in cleaned])
    points = np.concatenate(cleaned)
    points[:, :2] *= 2  # the text is written in halves
    buffer = np.empty(_POINT_BYTES * len(points), np.uint8)
    return buffer[: _write(buffer, points, end)].tobytes().decode("ascii")


def _flagged(polygon: np.ndarray) -> np.ndarray:
    """int64 (N, 3), with a column of smooth vertices."""
    return polygon if polygon.shape[1] == 3 else np.pad(polygon, ((0, 0), (0, 1)))


@jit
def _turned(polygon):
    """The polygon, int64 (N, 3), without needless points, clockwise as it is seen."""
    points = polygon
    if not points[:, 2].any():
        points = np.zeros((len(polygon), 3), np.int64)
        corners = clean(np.ascontiguousarray(polygon[:, :2]))
        points[: len(corners), :2] = corners
        points = points[: len(corners)]
    n, area = points.shape[0], 0
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        area += points[i, 0] * points[j, 1] - points[j, 0] * points[i, 1]
    return points if area >= 0 else points[::-1].copy()


@jit
def _write(buffer, points, end):
    """Write the polygons, of which k ends before points[end[k]], in half units; return the bytes written."""
    left = np.arange(end.size)
    at, x, y = 0, 0, 0
    for count in range(end.size, 0, -1):
        best, place, first = np.inf, 0, 0
        for i in range(count):
            k = left[i]
            start = end[k - 1] if k else 0
            cost, vertex = _best_start(points[start : end[k]], x, y)
            if cost < best:
                best, place, first = cost, i, vertex
        k = left[place]
        left[place] = left[count - 1]
        polygon = points[end[k - 1] if k else 0 : end[k]]
        if polygon[:, 2].any():
            at, x, y = _curved_subpath(buffer, at, polygon, first, x, y)
        else:
            at, x, y = _subpath(buffer, at, polygon, first, x, y)
    return at


@jit
def _subpath(buffer, at, points, first, pen_x, pen_y):
    """Write a polygon, from one of its points on; return where the text then ends, and the pen's place."""
    command = "m"
    for i in range(points.shape[0]):
        x, y = points[(first + i) % points.shape[0], :2]
        dx, dy = x - pen_x, y - pen_y
        if command == "m" or (dx != 0 and dy != 0):
            if command == "h" or command == "v":
                buffer[at], at = ord("l"), at + 1
            elif command == "m":
                buffer[at], at = ord("m"), at + 1
            elif dx >= 0:
                buffer[at], at = ord(" "), at + 1
            at = _number(buffer, at, dx)
            if dy >= 0:
                buffer[at], at = ord(" "), at + 1
            at = _number(buffer, at, dy)
            command = "l"  # which the coordinates after the first pair of an m are
        else:
            command = "v" if dx == 0 else "h"
            buffer[at], at = ord(command), at + 1
            at = _number(buffer, at, dx + dy)
        pen_x, pen_y = x, y
    return at, pen_x, pen_y


@jit
def _curved_subpath(buffer, at, points, first, pen_x, pen_y):
    """Write an outline with smooth vertices, from a corner on or, where there is none, from before a vertex."""
    n = points.shape[0]
    start_x, start_y = _before(points, first)
    at = _pair(buffer, at, "m", start_x - pen_x, start_y - pen_y, True)
    pen_x, pen_y = start_x, start_y
    command, written = "l", 0
    for i in range(0 if points[first, 2] else 1, n):
        k = (first + i) % n
        after = (k + 1) % n
        if points[k, 2] == 0:
            if written == k + 1:
                continue  # a curve has ended here
            dx, dy = points[k, 0] - pen_x, points[k, 1] - pen_y
            if dx == 0 and dy == 0:
                continue
            if dx == 0 or dy == 0:
                command = "v" if dx == 0 else "h"
                buffer[at], at = ord(command), at + 1
                at = _number(buffer, at, dx + dy)
            else:
                at = _pair(buffer, at, "l", dx, dy, command != "l")
                command = "l"
            pen_x, pen_y = points[k, 0], points[k, 1]
            continue
        if points[after, 2]:
            x, y = (points[k, 0] + points[after, 0]) // 2, (points[k, 1] + points[after, 1]) // 2
        else:
            x, y = points[after, 0], points[after, 1]
        if points[(k - 1 + n) % n, 2] and i > 0:
            at = _pair(buffer, at, "t", x - pen_x, y - pen_y, command != "t")
            command = "t"
        else:
            at = _pair(buffer, at, "q", points[k, 0] - pen_x, points[k, 1] - pen_y, command != "q")
            at = _pair(buffer, at, " ", x - pen_x, y - pen_y, False)
            command = "q"
        pen_x, pen_y, written = x, y, after + 1
    return at, pen_x, pen_y


@jit
def _before(points, k):
    """Where the outline comes to vertex k: a corner itself; of smooth ones the middle of the edge to it."""
    last = (k - 1 + points.shape[0]) % points.shape[0]
    if points[k, 2] == 0:
        return points[k, 0], points[k, 1]
    if points[last, 2] == 0:
        return points[last, 0], points[last, 1]
    return (points[k, 0] + points[last, 0]) // 2, (points[k, 1] + points[last, 1]) // 2


@jit
def _pair(buffer, at, command, dx, dy, named):
    """Write two numbers, after a command where it is `named`, else after what was written before."""
    if named:
        buffer[at], at = ord(command), at + 1
    elif dx >= 0:
        buffer[at], at = ord(" "), at + 1
    at = _number(buffer, at, dx)
    if dy >= 0:
        buffer[at], at = ord(" "), at + 1
    return _number(buffer, at, dy)


@jit
def _number(buffer, at, halves):
    """Write a number that is given in halves."""
    if halves < 0:
        buffer[at], at, halves = ord("-"), at + 1, -halves
    v, odd = halves // 2, halves % 2
    if v > 0 or not odd:
        digits = 1
        while v >= 10**digits:
            digits += 1
        for i in range(digits - 1, -1, -1):
            buffer[at + i] = ord("0") + v % 10
            v //= 10
        at += digits
    if odd:
        buffer[at], buffer[at + 1], at = ord("."), ord("5"), at + 2
    return at


@jit
def _best_start(points, pen_x, pen_y):
    """(cost, place) of the point to start at: the edge that need not be written is costly, the move to it is cheap."""
    n = points.shape[0]
    best, start = np.inf, 0
    any_corner = not points[:, 2].all()
    for i in range(n):
        if any_corner and points[i, 2]:
            continue
        x, y = _before(points, i)
        last_x, last_y, last_smooth = points[i - 1 if i else n - 1]
        dx, dy = x - pen_x, y - pen_y
        cost = half_bytes(dx) + half_bytes(dy) + 0.0
        if not last_smooth:  # the edge to the start is left to the fill
            cost -= edge_bytes((x - last_x) // 2, (y - last_y) // 2)
        cost += _NEARER * (abs(dx) + abs(dy)) / 2
        if cost < best:
            best, start = cost, i
    return best, start


def color_text(color: np.ndarray) -> str:
    """Return ``#rrggbb``, or ``#rgb`` where that is the same colour; `color` is three numbers, 0 to 255.

    >>> color_text(np.array([255, 136, 0])), color_text(np.array([255, 137, 0]))
    ('#f80', '#ff8900')
    """
    r, g, b = (min(max(round(float(part)), 0), 255) for part in color)
    text = f"{r:02x}{g:02x}{b:02x}"
    return "#" + (text[::2] if text[::2] == text[1::2] else text)


def document(
    groups: list[tuple[np.ndarray, list[np.ndarray]]],
    background: np.ndarray,
    width: int,
    height: int,
    unit: np.ndarray | tuple[float, float] = (1, 1),
) -> str:
    """Return the whole SVG: a background, then one path for each of the groups.

    Args:
        groups: (paint, polygons) in painting order; a row as in paint.py, or three numbers, 0 to 255, and int64 (N, 2)
            in viewBox units.
        background: a paint.
        width, height: of the viewBox.
        unit: pixels in a unit (x, y), in which the paints' gradients are measured.

    >>> document([(np.array([255, 0, 0]), [np.array([[1, 1], [9, 1], [9, 7]])])], np.full(3, 255), 10, 8)
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 8"><path fill="#fff" d="M0 0h10v8H0"/><path fill="#f00"
    d="m1 1h8v6"/></svg>'
    """
    parts, names = [], map(gradients.name, itertools.count())
    frame = np.array([(0, 0), (width, height)])
    for paint, polygons, data in [
        (background, [frame], f"M0 0h{width}v{height}H0"),
        *((paint, polygons, path_data(polygons)) for paint, polygons in groups),
    ]:
        if not data:
            continue
        fill = color_text(paint[:3])
        if len(paint) > 3 and paint[KIND] != FLAT:
            name = next(names)
            parts.append(gradients.text(name, paint, np.concatenate(polygons), unit, color_text))
            fill = f"url(#{name})"
        parts.append(f'<path fill="{fill}" d="{data}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    )
