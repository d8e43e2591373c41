"""Outlines: path data -> segments with absolute coordinates, and what can be asked of them.

A segment is a tuple: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Q", x1, y1, x, y),
("A", rx, ry, degrees, large, sweep, x, y) or ("Z",), as in SVG 2, chapter 9.
"""

from __future__ import annotations

import math
import re

from fitting import affine
from fitting.affine import Matrix
from fitting.numbers import LIMIT, NUMBER, read_all

Segment = tuple
Outline = list[Segment]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1
_TOKEN = re.compile(rf"[\s,]*(?:([MmLlHhVvCcSsQqTtAaZz])|({NUMBER.pattern}))")
_NEXT = re.compile(rf"[\s,]*({NUMBER.pattern})")
_FLAG = re.compile(r"[\s,]*([01])")
LEAST_RADIUS = 1e-100  # what is smaller is none: an arc is a line then, and its square could not be divided by
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


def parse(data: str) -> Outline:
    """Return the segments of path data, up to the first error in it, as SVG has it."""
    segments: Outline = []
    x = y = start_x = start_y = 0.0
    control = None  # the last segment's second control point, with its letter
    for command, v in _commands(data):
        letter = command.upper()
        if letter == "Z":
            if segments and segments[-1] != ("Z",):
                segments.append(("Z",))
            x, y, control = start_x, start_y, None
            continue
        if segments and segments[-1] == ("Z",) and letter != "M":
            segments.append(("M", x, y))
        if command != letter:
            v = _absolute(letter, v, x, y)
        if letter == "H":
            letter, v = "L", (v[0], y)
        elif letter == "V":
            letter, v = "L", (x, v[0])
        elif letter in "ST":
            kind = "C" if letter == "S" else "Q"
            px, py = control[1:] if control and control[0] == kind else (x, y)
            letter, v = kind, (2 * x - px, 2 * y - py, *v)
        elif letter == "A" and min(abs(v[0]), abs(v[1])) < LEAST_RADIUS:
            letter, v = "L", v[5:]
        if letter == "M":
            start_x, start_y = v
            if segments and segments[-1][0] == "M":
                segments.pop()
        if letter != "A" or (v[5], v[6]) != (x, y):  # an arc to where it begins draws nothing
            segments.append((letter, *v))
        control = (letter, *v[-4:-2]) if letter in "CQ" else None
        x, y = v[-2:]
    while segments and segments[-1][0] == "M":
        segments.pop()
    return segments if any(segment[0] not in "MZ" for segment in segments) else []


def _commands(data: str):
    """Yield (letter, numbers) of each segment; ends at the first error."""
    place, command = 0, None
    while match := _TOKEN.match(data, place):
        if match[1]:
            if command is None and match[1] not in "Mm":
                return
            command, place = match[1], match.end()
            if command in "Zz":
                yield command, ()
                continue
        elif command is None or command in "Zz":
            return
        numbers = []
        for i in range(_COUNTS[command.upper()]):
            found = (_FLAG if command in "Aa" and i in (3, 4) else _NEXT).match(data, place)
            if found is None:
                return
            numbers.append(max(-LIMIT, min(LIMIT, float(found[1]))))
            place = found.end()
        yield command, tuple(numbers)
        command = {"M": "L", "m": "l"}.get(command, command)


def _absolute(letter: str, v: tuple, x: float, y: float) -> tuple:
    if letter == "H":
        return (v[0] + x,)
    if letter == "V":
        return (v[0] + y,)
    if letter == "A":
        return (*v[:5], v[5] + x, v[6] + y)
    return tuple(value + (y if i % 2 else x) for i, value in enumerate(v))


def polyline(points: str, closed: bool) -> Outline:
    """Return the segments of a polyline's or a polygon's points."""
    v = read_all(points)
    pairs = list(zip(v[::2], v[1::2], strict=False))
    if len(pairs) < 2:
        return []
    return [("M", *pairs[0]), *(("L", *pair) for pair in pairs[1:]), *([("Z",)] if closed else [])]


def rectangle(x: float, y: float, width: float, height: float) -> Outline:
    return [("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",)]


def transformed(outline: Outline, m: Matrix) -> Outline:
    """Return the outline mapped by `m`."""
    a, b, c, d, e, f = m
    result: Outline = []
    for segment in outline:
        letter, v = segment[0], segment[1:]
        if letter == "A":
            result.append(_transformed_arc(v, m))
        elif letter == "Z":
            result.append(segment)
        else:
            mapped = [letter]
            for i in range(0, len(v), 2):
                mapped += (a * v[i] + c * v[i + 1] + e, b * v[i] + d * v[i + 1] + f)
            result.append(tuple(mapped))
    return result


def _transformed_arc(v: tuple, m: Matrix) -> Segment:
    """An ellipse stays one: its half axes are the singular values of the map times the old half axes.

    Where the map leaves nothing of one, the arc becomes a line.
    """
    rx, ry, degrees, large, sweep, x, y = v
    turn = affine.rotation(math.radians(degrees))
    a, b, c, d = affine.multiply((*m[:4], 0.0, 0.0), affine.multiply(turn, (rx, 0.0, 0.0, ry, 0.0, 0.0)))[:4]
    angle = 0.5 * math.atan2(2 * (a * b + c * d), a * a + c * c - b * b - d * d)
    half = 0.5 * (a * a + b * b + c * c + d * d)
    delta = 0.5 * math.hypot(a * a + c * c - b * b - d * d, 2 * (a * b + c * d))
    radii = math.sqrt(half + delta), math.sqrt(max(0.0, half - delta))
    if radii[1] < LEAST_RADIUS:
        return ("L", *affine.apply(m, x, y))
    sweep = float(bool(sweep) != (affine.determinant(m) < 0))
    return ("A", *radii, math.degrees(angle), large, sweep, *affine.apply(m, x, y))


def points(outline: Outline) -> list[tuple[float, float]]:
    """Return all points, control points among them; of an arc the corners of a box that holds it."""
    found, x, y = [], 0.0, 0.0
    for segment in outline:
        v = segment[1:]
        if segment[0] == "A":
            cx, cy, r = (x + v[5]) / 2, (y + v[6]) / 2, 2 * max(v[0], v[1], math.hypot(v[5] - x, v[6] - y) / 2)
            found += [(cx - r, cy - r), (cx + r, cy + r)]
            v = v[5:]
        found += zip(v[::2], v[1::2], strict=True)
        if v:
            x, y = v[-2:]
    return found


def touch(a: Box, b: Box) -> bool:
    """Whether two boxes have an area in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def hull(outline: Outline) -> Box:
    """Return a box that holds the outline: that of its points and control points."""
    xs, ys = zip(*points(outline), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    arc = ("A", rx, ry, 0.0, 1.0, 1.0)
    return [("M", cx - rx, cy), (*arc, cx + rx, cy), (*arc, cx - rx, cy), ("Z",)]


def rounded(x: float, y: float, width: float, height: float, rx: float, ry: float) -> Outline:
    """A rectangle whose corners are quarters of ellipses."""
    right, bottom, arc = x + width, y + height, ("A", rx, ry, 0.0, 0.0, 1.0)
    return [
        ("M", x + rx, y),
        ("L", right - rx, y),
        (*arc, right, y + ry),
        ("L", right, bottom - ry),
        (*arc, right - rx, bottom),
        ("L", x + rx, bottom),
        (*arc, x, bottom - ry),
        ("L", x, y + ry),
        (*arc, x + rx, y),
        ("Z",),
    ]
