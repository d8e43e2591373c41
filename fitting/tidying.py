"""The same outline said more simply: what is an ellipse, what a quadratic curve can say, points that no one misses."""

from __future__ import annotations

import math
from dataclasses import replace

from fitting.model import Shape
from fitting.outlines import Outline, Segment, hull

MOST_POINTS = 500  # of a run that are thinned together, since the time may grow with their square
_CUBIC_AS_QUADRATIC = math.sqrt(3) / 36  # of the third difference: how far the best quadratic is from a cubic at most
_ARC = 4 / 3 * math.tan(math.pi / 8)  # control points of a quarter of a circle, as part of the radius


def tidy(shape: Shape, tolerance: float, framed: bool) -> Shape:
    """Return the shape with its outline said simply; no point of it moves by more than `tolerance`.

    Args:
        shape: what to tidy.
        tolerance: in the shape's own units.
        framed: its paint is fitted to its bounding box, of which CairoSVG takes control points for corners.
    """
    if shape.kind != "path":
        return shape
    size = _ellipse(shape.outline, tolerance)
    if size is not None:
        return replace(shape, kind="ellipse", size=size)
    outline = without_idle_points(shape.outline, tolerance)
    simple = [*_quadratic(outline, tolerance)]
    if framed and max(abs(a - b) for a, b in zip(hull(outline), hull(simple), strict=True)) > tolerance:
        simple = outline
    return replace(shape, outline=simple)


def _ellipse(outline: Outline, tolerance: float) -> tuple[float, float, float, float] | None:
    """Return (cx, cy, rx, ry) of an outline of four quarters of an upright ellipse, else None."""
    curves = outline[1:-1] if outline[-1] == ("Z",) else outline[1:]
    if len(curves) != 4 or any(segment[0] != "C" for segment in curves):
        return None
    corners = [outline[0][1:], *(segment[-2:] for segment in curves)]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), end = corners
    cx, cy = (x0 + x2) / 2, (y0 + y2) / 2
    if math.dist(corners[0], end) > tolerance or math.dist((cx, cy), ((x1 + x3) / 2, (y1 + y3) / 2)) > tolerance:
        return None
    rx, ry = max(abs(x - cx) for x, _ in corners), max(abs(y - cy) for _, y in corners)
    for (x, y), segment in zip(corners, curves, strict=False):
        ax, ay, bx, by, ex, ey = segment[1:]
        wanted = (x + _ARC * (ex - cx), y + _ARC * (ey - cy)), (ex + _ARC * (x - cx), ey + _ARC * (y - cy))
        if max(math.dist((ax, ay), wanted[0]), math.dist((bx, by), wanted[1])) > 1.5 * tolerance:
            return None
        off_axis = min(abs(x - cx), abs(y - cy))
        if off_axis > tolerance:
            return None
    return (cx, cy, rx, ry) if min(rx, ry) > tolerance else None


def _quadratic(outline: Outline, tolerance: float):
    """Yield the segments, those cubics as quadratics that are nearly so."""
    x = y = 0.0
    for segment in outline:
        if segment[0] == "C":
            ax, ay, bx, by, ex, ey = segment[1:]
            third = math.hypot(ex - 3 * bx + 3 * ax - x, ey - 3 * by + 3 * ay - y)
            if third * _CUBIC_AS_QUADRATIC <= 0.6 * tolerance:
                segment = ("Q", (3 * (ax + bx) - x - ex) / 4, (3 * (ay + by) - y - ey) / 4, ex, ey)
        yield segment
        if len(segment) > 1:
            x, y = segment[-2:]


def without_idle_points(outline: Outline, tolerance: float) -> Outline:
    """Return the outline without those corners of straight runs that lie within `tolerance` of what is left."""
    result: Outline = []
    run: list[Segment] = []
    for segment in [*outline, ("M", 0.0, 0.0)]:
        if segment[0] == "L" and run:
            run.append(segment)
            continue
        for start in range(0, len(run), MOST_POINTS):  # pieces share a point
            piece = _thinned(run[start : start + MOST_POINTS + 1], 0.4 * tolerance)
            result += piece[1:] if start else piece
        run = [segment] if len(segment) > 1 else []
        result += [] if run else [segment]
    return result


def _thinned(run: list[Segment], tolerance: float) -> list[Segment]:
    """Ramer, Douglas and Peucker, 1972 and 1973; the first and the last stay."""
    if len(run) < 3:
        return run
    keep = [False] * len(run)
    keep[0] = keep[-1] = True
    waiting = [(0, len(run) - 1)]
    while waiting:
        first, last = waiting.pop()
        ax, ay = run[first][-2:]
        bx, by = run[last][-2:]
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy)
        worst, at = tolerance, None
        for i in range(first + 1, last):
            px, py = run[i][-2] - ax, run[i][-1] - ay
            if length:
                along = (px * dx + py * dy) / length
                off = abs(px * dy - py * dx) / length if 0 <= along <= length else math.inf
            else:
                off = math.hypot(px, py)
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep[at] = True
            waiting += [(first, at), (at, last)]
    return [segment for segment, kept in zip(run, keep, strict=True) if kept]
