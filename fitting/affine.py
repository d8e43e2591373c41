"""Affine maps of the plane as SVG has them: (a, b, c, d, e, f) takes (x, y) to (a x + c y + e, b x + d y + f)."""

from __future__ import annotations

import math
import re

from fitting.numbers import join, read_all, spell

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FUNCTION = re.compile(r"(\w+)\s*\(([^()]*)\)")


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the map that does `n` first and then `m`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f)


def invert(m: Matrix) -> Matrix:
    """Return the inverse.  Raises ZeroDivisionError for a map onto a line or a point."""
    a, b, c, d, e, f = m
    det = determinant(m)
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def determinant(m: Matrix) -> float:
    return m[0] * m[3] - m[1] * m[2]


def scaling(factor: float) -> Matrix:
    return (factor, 0.0, 0.0, factor, 0.0, 0.0)


def translation(x: float, y: float) -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def mean_scale(m: Matrix) -> float:
    """Return by how much lengths grow on the average."""
    return math.sqrt(abs(determinant(m)))


def max_scale(m: Matrix) -> float:
    """Return an upper bound of how much any length grows."""
    return max(math.hypot(m[0], m[1]), math.hypot(m[2], m[3]), mean_scale(m))


def is_similarity(m: Matrix) -> bool:
    """Return whether circles stay circles (turned, shifted, mirrored and scaled alike in all directions)."""
    a, b, c, d = m[:4]
    near = 1e-3 * max(map(abs, (a, b, c, d)))
    straight = abs(a - d) <= near and abs(b + c) <= near
    mirrored = abs(a + d) <= near and abs(b - c) <= near
    return straight or mirrored


def is_upright(m: Matrix) -> bool:
    """Return whether level and upright lines stay so (no turn, though perhaps mirrored)."""
    return abs(m[1]) + abs(m[2]) <= 1e-6 * (abs(m[0]) + abs(m[3]))


def parse(text: str | None) -> Matrix:
    """Return what a transform attribute says; functions that cannot be read are left out."""
    matrix = IDENTITY
    for name, arguments in _FUNCTION.findall(text or ""):
        step = _function(name, read_all(arguments))
        if step is not None:
            matrix = multiply(matrix, step)
    return matrix


def _function(name: str, v: list[float]) -> Matrix | None:
    match name, len(v):
        case "translate", 1 | 2:
            return translation(v[0], v[1] if len(v) == 2 else 0.0)
        case "scale", 1 | 2:
            return (v[0], 0.0, 0.0, v[-1], 0.0, 0.0)
        case "rotate", 1 | 3:
            turn = rotation(math.radians(v[0]))
            if len(v) == 1:
                return turn
            return multiply(multiply(translation(v[1], v[2]), turn), translation(-v[1], -v[2]))
        case "skewX", 1:
            return (1.0, 0.0, math.tan(math.radians(v[0])), 1.0, 0.0, 0.0)
        case "skewY", 1:
            return (1.0, math.tan(math.radians(v[0])), 0.0, 1.0, 0.0, 0.0)
        case "matrix", 6:
            return tuple(v)
    return None


def rotation(angle: float) -> Matrix:
    """Return the turn by an angle in radians."""
    return (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0.0, 0.0)


def spell_matrix(m: Matrix, tolerance: float, reach: float) -> str:
    """Return the shortest transform, "" for none, that moves no point by more than about `tolerance`.

    Args:
        m: the map.
        tolerance: in the units of what comes out.
        reach: how far from the origin the points are that go in.
    """
    a, b, c, d, e, f = m
    part = tolerance / max(reach, 1e-9)
    linear = spell_linear((a, b, c, d), part)
    shift = [spell(e, tolerance), spell(f, tolerance)]
    if shift[1] == "0":
        shift.pop()
    moves = "" if shift == ["0"] else f"translate({join(shift)})"
    if linear is None or (moves and linear.startswith("rotate") and len(linear) > 12):
        numbers = [*(spell(v, part) for v in (a, b, c, d)), spell(e, tolerance), spell(f, tolerance)]
        matrix = f"matrix({join(numbers)})"
        return matrix if linear is None else min(moves + linear, matrix, key=len)
    return moves + linear


def spell_linear(linear: tuple[float, float, float, float], part: float) -> str | None:
    """Return "", scale(...), rotate(...) or rotate(...)scale(...); None where only a matrix can say it."""
    a, b, c, d = linear
    if max(abs(b), abs(c)) <= part:
        if max(abs(a - 1), abs(d - 1)) <= part:
            return ""
        x, y = spell(a, part), spell(d, part)
        return f"scale({x})" if x == y else f"scale({join([x, y])})"
    if not is_similarity((*linear, 0.0, 0.0)) or a * d - b * c <= 0:
        return None
    size = math.hypot(a, b)
    turn = f"rotate({spell(math.degrees(math.atan2(b, a)), math.degrees(part / size))})"
    return turn if abs(size - 1) <= part else f"{turn}scale({spell(size, part)})"
