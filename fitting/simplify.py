"""Outlines with fewer segments: runs of segments become one line, quadratic or cubic that stays near them."""

from __future__ import annotations

import math

import numpy as np

from fitting.outlines import Outline

_SAMPLES = 5  # points of each curve that what replaces it must stay near
_COSTS = {"L": 1, "Q": 2, "C": 3}  # pairs of numbers


def simplified(outline: Outline, tolerance: float) -> Outline:
    """Return an outline whose lines and curves stay within about `tolerance` of the old ones, and take fewer numbers.

    The least squares curve through points spaced by chord length; Schneider, Graphics Gems, 1990, without his search
    for better parameters.
    """
    result: Outline = []
    run: list[np.ndarray] = []
    x = y = start_x = start_y = 0.0
    for segment in [*outline, None]:
        if segment is None or segment[0] in "MZ":
            if run:
                result += _fitted(run, tolerance)
                run = []
            if segment is not None:
                result.append(segment)
                if segment[0] == "M":
                    start_x, start_y = segment[1:]
                x, y = start_x, start_y
            continue
        run.append(_sampled(x, y, segment))
        x, y = segment[-2:]
    return min(outline, result, key=lambda segments: sum(map(len, segments)))


def _sampled(x: float, y: float, segment: tuple) -> np.ndarray:
    """Points of a segment, its beginning first: float64 (N, 2)."""
    letter, v = segment[0], segment[1:]
    t = np.linspace(0, 1, _SAMPLES + 1)[:, None]
    s = 1 - t
    if letter == "L":
        return s * np.array([x, y]) + t * np.array(v)
    if letter == "C":
        p = np.array([(x, y), v[:2], v[2:4], v[4:]])
        return s**3 * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t**3 * p[3]
    if letter == "Q":
        p = np.array([(x, y), v[:2], v[2:]])
        return s * s * p[0] + 2 * s * t * p[1] + t * t * p[2]
    return _sampled_arc(x, y, v)


def _sampled_arc(x: float, y: float, v: tuple) -> np.ndarray:
    rx, ry, degrees, large, sweep, ex, ey = v
    turn = math.radians(degrees)
    to_circle = np.array([[math.cos(turn) / rx, math.sin(turn) / rx], [-math.sin(turn) / ry, math.cos(turn) / ry]])
    a, b = to_circle @ (x, y), to_circle @ (ex, ey)
    half, across = (b - a) / 2, np.array([-(b - a)[1], (b - a)[0]]) / 2
    length = max(1e-12, float(half @ half))
    side = math.sqrt(max(0.0, 1 / length - 1)) * (1 if bool(large) != bool(sweep) else -1)
    center = (a + b) / 2 + side * across
    start = math.atan2(*(a - center)[::-1])
    angle = math.atan2(*(b - center)[::-1]) - start
    angle = angle % (2 * math.pi) if sweep else -(-angle % (2 * math.pi))
    radius = max(1.0, math.sqrt(length))
    angles = start + angle * np.linspace(0, 1, 2 * _SAMPLES + 1)
    points = center + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return points @ np.linalg.inv(to_circle).T


def _fitted(run: list[np.ndarray], tolerance: float) -> Outline:
    """The segments for a run; from each point on the kind that covers most for its numbers."""
    result, at = [], 0
    while at < len(run):
        best = None
        for letter, fit in (("L", _line), ("Q", _quadratic), ("C", _cubic)):
            covered, segment = _longest(run, at, fit, tolerance)
            if covered and (best is None or covered / _COSTS[letter] > best[0]):
                best = covered / _COSTS[letter], covered, segment
        if best is None:  # one segment that no single curve follows, such as a long arc
            half = len(run[at]) // 2
            run[at : at + 1] = [run[at][: half + 1], run[at][half:]]
            continue
        result.append(best[2])
        at += best[1]
    return result


def _longest(run: list[np.ndarray], at: int, fit, tolerance: float) -> tuple[int, tuple | None]:
    """How many segments from `at` on one curve can replace, and the curve: 1, 2, 4, ... and then between."""
    good, found, step = 0, None, 1
    while at + good + step <= len(run):
        segment = fit(_joined(run[at : at + good + step]), tolerance)
        if segment is None:
            break
        good, found, step = good + step, segment, 2 * step
    while step > 1:
        step //= 2
        if at + good + step <= len(run):
            segment = fit(_joined(run[at : at + good + step]), tolerance)
            if segment is not None:
                good, found = good + step, segment
    return good, found


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])]) if len(parts) > 1 else parts[0]


def _line(points: np.ndarray, tolerance: float) -> tuple | None:
    chord = points[-1] - points[0]
    length = math.hypot(*chord)
    offsets = points - points[0]
    if length < 1e-9:
        return ("L", *points[-1].tolist()) if np.abs(offsets).max() <= tolerance else None
    off = np.abs(offsets[:, 0] * chord[1] - offsets[:, 1] * chord[0]) / length
    along = (offsets @ chord) / length
    if off.max() > tolerance or along.min() < -tolerance or along.max() > length + tolerance:
        return None
    return ("L", *points[-1].tolist())


def _parameters(points: np.ndarray) -> np.ndarray | None:
    steps = np.sqrt(((points[1:] - points[:-1]) ** 2).sum(axis=1))
    total = steps.sum()
    return np.concatenate([[0.0], np.cumsum(steps) / total]) if total > 1e-9 else None


def _quadratic(points: np.ndarray, tolerance: float) -> tuple | None:
    t = _parameters(points)
    if t is None or len(points) < 4:  # through three points there is always one, wherever it goes between them
        return None
    s = 1 - t
    middle = 2 * s * t
    rest = points - (s * s)[:, None] * points[0] - (t * t)[:, None] * points[-1]
    control = (middle[:, None] * rest).sum(axis=0) / (middle @ middle)
    if np.abs(rest - middle[:, None] * control).max() > tolerance:
        return None
    return ("Q", *control.tolist(), *points[-1].tolist())


def _cubic(points: np.ndarray, tolerance: float) -> tuple | None:
    t = _parameters(points)
    if t is None or len(points) < 5:
        return None
    s = 1 - t
    b1, b2 = 3 * s * s * t, 3 * s * t * t
    rest = points - (s**3)[:, None] * points[0] - (t**3)[:, None] * points[-1]
    a11, a12, a22 = b1 @ b1, b1 @ b2, b2 @ b2
    det = a11 * a22 - a12 * a12
    if det < 1e-12:
        return None
    r1, r2 = b1 @ rest, b2 @ rest
    c1, c2 = (a22 * r1 - a12 * r2) / det, (a11 * r2 - a12 * r1) / det
    if np.abs(rest - b1[:, None] * c1 - b2[:, None] * c2).max() > tolerance:
        return None
    return ("C", *c1.tolist(), *c2.tolist(), *points[-1].tolist())
