"""Gradients: where one pays, which one, and its text.

A linear gradient runs along the direction in which a least-squares plane through the colours explains most of them; a
radial one lies around the top of a least-squares paraboloid.  The two colours follow in closed form from the visible
pixels.  In the text the gradient is measured in the bounding box of its polygon (SVG 2, 14.2.2, objectBoundingBox).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator

import numpy as np

from vectorizer.compiled import jit
from vectorizer.paint import FLAT, KIND, LINEAR, PLACE, RADIAL, STEP, flat

_F = np.float32
_LEAST_PIXELS = 60  # that are seen of what becomes a gradient
_MOST_PIXELS = 4000  # that a gradient is fitted to
_ENDS = ((0.01, 0.99), (0.1, 0.9), (0.01, 0.6), (0.4, 0.99))  # parts of the pixels between which a linear one runs
_RADII, _INNER = (1.0, 0.85, 0.7, 0.55, 0.4), 0.5  # of the distance to the farthest pixel
_DIGITS = 2  # of a place in the bounding box


@jit
def solve(paints, sums):
    """Give `paints`, float32 (N, paint.SIZE), the best colours by `sums`, (N, 9) of `refine.color_sums`; in place."""
    for i in range(len(paints)):
        paint, mass = paints[i], sums[i, 3]
        if paint[KIND] == FLAT:
            if mass > 0:
                paint[:3] = sums[i, :3] / mass
        elif mass + sums[i, 7] > 0:
            first, second = _two_colors(sums[i])
            paint[:3] = first
            paint[STEP : STEP + 3] = second - first


def unshade(paints: np.ndarray, sums: np.ndarray, worth: float) -> None:
    """Turn gradients that take less than `worth` off the error into single colours; in place, `sums` as in `solve`."""
    for i in np.flatnonzero(paints[:, KIND] != FLAT):
        wanted, mass = sums[i, :3] + sums[i, 4:7], sums[i, 3] + sums[i, 7] + 2 * sums[i, 8]
        if mass <= 0:  # nothing is seen of it
            paints[i, STEP : STEP + 3] = paints[i, KIND] = 0
            continue
        mean = np.clip(wanted / mass, 0, 255)
        first, second = _two_colors(sums[i])
        a, b, c = first @ first, second @ second, first @ second
        error = a * sums[i, 3] + b * sums[i, 7] + 2 * c * sums[i, 8] - 2 * (first @ sums[i, :3] + second @ sums[i, 4:7])
        if mass * (mean @ mean) - 2 * mean @ wanted - error < worth:
            paints[i, STEP : STEP + 3] = paints[i, KIND] = 0
            paints[i, :3] = mean


@jit
def _two_colors(sums):
    """The colours at both ends, float64 (3,) of 0 to 255."""
    a, b, c = sums[3], sums[7], sums[8]
    little = 1e-4 * (a + b)  # where next to nothing is seen of one end, its colour stays near the other's
    a, b, c = a + little, b + little, c - little
    first, second = b * sums[:3] - c * sums[4:7], a * sums[4:7] - c * sums[:3]  # Cramer's rule
    both = a * b - c * c
    return np.clip(first / both, 0, 255), np.clip(second / both, 0, 255)


def fit(
    target: np.ndarray, weight: np.ndarray, seen: np.ndarray, single: np.ndarray, worth: float, circular: bool = False
) -> np.ndarray | None:
    """Return a gradient that takes `worth` more off the error than the paint `single`, or None.

    Args:
        target: float32 (H, W, 3).  weight: float32 (H, W).
        seen: bool (H, W), the pixels.
        worth: squared error, weighted.
        circular: a radial gradient may not be wider than it is high.
    """
    color = single[:3].astype(np.float64)
    places = np.flatnonzero(_inner(seen))
    if len(places) < _LEAST_PIXELS:
        return None
    every = max(1, len(places) // _MOST_PIXELS)
    some = places[every // 2 :: every]
    width = seen.shape[1]
    at = np.stack([some % width, some // width], 1) + 0.5
    colors, w = target.reshape(-1, 3)[some].astype(np.float64), weight.ravel()[some].astype(np.float64)
    now = every * (w * ((colors - color) ** 2).sum(1)).sum()
    best, least = None, now - worth
    for kind, where, t in (*_linear(at, colors, w), *_radial(at, colors, w, circular)):
        sums = _sums(t, colors, w)
        first, second = _two_colors(sums)
        error = every * (w * ((first + t[:, None] * (second - first) - colors) ** 2).sum(1)).sum()
        if error < least:
            least, best = error, single.copy()
            best[:3], best[STEP : STEP + 3], best[KIND], best[PLACE:] = first, second - first, kind, where
    return best


def fit_region(
    target: np.ndarray, weight: np.ndarray, seen: np.ndarray, worth: float, explained: float
) -> np.ndarray | None:
    """Return a gradient that takes `worth`, and the part `explained`, off the error of one colour, or None."""
    w, colors = weight[seen], target[seen]
    mean = w @ colors / w.sum()
    spread = float((w * ((colors - mean) ** 2).sum(1)).sum())
    return fit(target, weight, seen, flat(mean)[0], max(worth, explained * spread))


def _inner(seen: np.ndarray) -> np.ndarray:
    """The pixels whose four neighbours are of them too."""
    inner = seen.copy()
    inner[1:] &= seen[:-1]
    inner[:-1] &= seen[1:]
    inner[:, 1:] &= seen[:, :-1]
    inner[:, :-1] &= seen[:, 1:]
    return inner


def _sums(t: np.ndarray, colors: np.ndarray, w: np.ndarray) -> np.ndarray:
    first, second = w * (1 - t), w * t
    squares = (first * (1 - t)).sum(), (second * t).sum(), (first * t).sum()
    return np.array([*(first @ colors), squares[0], *(second @ colors), *squares[1:]])


def _linear(at: np.ndarray, colors: np.ndarray, w: np.ndarray) -> Iterator[tuple]:
    """(kind, four numbers of a paint, t) of linear gradients to try."""
    share = w / w.sum()
    x, y = at - share @ at, colors - share @ colors
    spread = x.T @ (share[:, None] * x) + 1e-6 * np.eye(2)
    common = x.T @ (share[:, None] * y)
    white = np.linalg.inv(np.linalg.cholesky(spread))
    direction = white.T @ np.linalg.eigh(white @ common @ common.T @ white.T)[1][:, -1]
    along = at @ direction
    for low, high in _ENDS:
        start, end = np.quantile(along, (low, high))
        if end - start > 1e-6:
            a, b = direction / (end - start)
            yield LINEAR, (a, b, -start / (end - start), 0), np.clip((along - start) / (end - start), 0, 1)


def _radial(at: np.ndarray, colors: np.ndarray, w: np.ndarray, circular: bool) -> Iterator[tuple]:
    """(kind, four numbers of a paint, t) of radial gradients to try, in the proportions of the pixels' box."""
    low, high = at.min(0), at.max(0)
    size = np.full(2, (high - low).max() + 1) if circular else np.maximum(high - low, 1)
    u = (at - low) / size
    share = w / w.sum()
    y = colors - share @ colors
    value = y @ np.linalg.eigh(y.T @ (share[:, None] * y))[1][:, -1]
    terms = np.stack([np.ones(len(u)), u[:, 0], u[:, 1], (u**2).sum(1)], 1)
    near = np.ones(len(u), bool)
    for _ in range(2):  # the second time over what lies within the first's inner circle: beyond, all may be one colour
        root = np.sqrt(share[near])
        bend = np.linalg.lstsq(terms[near] * root[:, None], value[near] * root, rcond=None)[0]
        if abs(bend[3]) < 1e-6:
            return
        center = -bend[1:3] / (2 * bend[3])
        if np.abs(center - 0.5).max() > 1:
            return
        distance = np.linalg.norm(u - center, axis=1)
        for part in _RADII:
            radius = part * distance.max()
            x, y = size * radius
            where = 1 / x, -(low[0] + center[0] * size[0]) / x, 1 / y, -(low[1] + center[1] * size[1]) / y
            yield RADIAL, where, np.minimum(distance / radius, 1)
        near = distance < _INNER * distance.max()
        if near.sum() < _LEAST_PIXELS:
            return


# ------------------------------------------------------------------------------------------------------------ text


def name(number: int) -> str:
    """The id of a gradient: b, c, ..., z, bb, bc, ...; `a` is left to what a drawing may be clipped by.

    >>> [name(n) for n in (0, 23, 24, 25, 600)]
    ['b', 'y', 'z', 'bb', 'yb']
    """
    letters = string.ascii_lowercase[1:]
    return (name(number // 25 - 1) if number >= 25 else "") + letters[number % 25]


def text(
    identity: str,
    paint: np.ndarray,
    points: np.ndarray,
    unit: np.ndarray,
    color_text: Callable[[np.ndarray], str],
) -> str:
    """The gradient as an element; `points`, int64 (N, 2), have the bounding box of what it fills."""
    kind = "linearGradient" if paint[KIND] == LINEAR else "radialGradient"
    places = "".join(
        f' {key}="{_number(value)}"' for key, value, usual in _attributes(paint, points, unit) if value != usual
    )
    if _curved(points):
        places += ' gradientUnits="userSpaceOnUse"'
    first, second = color_text(paint[:3]), color_text(paint[:3] + paint[STEP : STEP + 3])
    return (
        f'<{kind} id="{identity}"{places}><stop stop-color="{first}"/>'
        f'<stop offset="1" stop-color="{second}"/></{kind}>'
    )


def settle(paint: np.ndarray, points: np.ndarray, unit: np.ndarray) -> None:
    """Move a gradient to where its text says that it is; in place."""
    if paint[KIND] == FLAT or len(points) < 2:
        return
    low, size = _box(points, unit)
    if paint[KIND] == RADIAL and _curved(points):  # which has no box to be an ellipse in
        x, y = -paint[8] / paint[7], -paint[10] / paint[9]
        both = np.sqrt(abs(paint[7] * paint[9]) * unit[0] * unit[1])
        paint[PLACE:] = both / unit[0], -x * both / unit[0], both / unit[1], -y * both / unit[1]
    values = [value for _, value, _ in _attributes(paint, points, unit)]
    if paint[KIND] == LINEAR:
        start, end = np.array(values[::2]), np.array(values[1::2])
        line = end - start
        a, b = line / max(line @ line, 1e-9)
        c = -(a * start[0] + b * start[1])
        paint[PLACE : PLACE + 3] = a / size[0], b / size[1], c - a * low[0] / size[0] - b * low[1] / size[1]
    else:
        x, y, r = values
        (x, y), (across, down) = low + (x, y) * size, r * size
        paint[PLACE:] = 1 / across, -x / across, 1 / down, -y / down


def _attributes(paint: np.ndarray, points: np.ndarray, unit: np.ndarray) -> list[tuple[str, float, float]]:
    """(name, value, what it is when it is not written) of where the gradient is, in the points' bounding box."""
    low, size = _box(points, unit)
    place = paint[PLACE:].astype(np.float64)
    if paint[KIND] == LINEAR:
        slope = place[:2] * size  # of t, in the box
        start = -(place[2] + place[:2] @ low)  # slope @ (x1, y1)
        line = slope / max(slope @ slope, 1e-12)
        middle = np.array([0.5, 0.5])
        foot = middle + (start - slope @ middle) * line  # on the line of t = 0, the nearest to the box's middle
        digits = 0 if _curved(points) else _DIGITS
        x1, y1 = _rounded(foot, digits)
        x2, y2 = _rounded(foot + line, digits)
        if abs(slope[1]) < 0.02 * abs(slope[0]):
            y1 = y2 = 0.0
        elif abs(slope[0]) < 0.02 * abs(slope[1]):
            x1 = x2 = 0.0
        return [("x1", x1, 0), ("x2", x2, None if _curved(points) else 1), ("y1", y1, 0), ("y2", y2, 0)]
    x, y = -place[1] / place[0], -place[3] / place[2]
    radius = np.sqrt(1 / (place[0] * place[2] * size.prod()))
    digits, usual = (0, None) if _curved(points) else (_DIGITS, 0.5)
    x, y, r = _rounded([(x - low[0]) / size[0], (y - low[1]) / size[1], radius], digits)
    return [("cx", x, usual), ("cy", y, usual), ("r", max(r, 10.0**-digits), usual)]


def _box(points: np.ndarray, unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least corner and the size, in pixels, of what the gradient is measured in: the points' bounding box.

    Where there are curves, whose box renderers do not agree upon, it is one unit of the viewBox.
    """
    if _curved(points):
        return np.zeros(2), np.asarray(unit, np.float64)
    points = points[:, :2]
    low, high = points.min(0) * unit, points.max(0) * unit
    return low.astype(np.float64), np.maximum(high - low, 1e-3).astype(np.float64)


def _curved(points: np.ndarray) -> bool:
    return points.shape[1] > 2 and bool(points[:, 2].any())


def _rounded(values, digits: int) -> list[float]:
    return [round(float(value), digits) for value in values]


def _number(value: float) -> str:
    """The shortest text of a number of few digits.

    >>> _number(-0.5), _number(1.0), _number(0.25), _number(10.1)
    ('-.5', '1', '.25', '10.1')
    """
    text = f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + (digits.removeprefix("0") if digits.startswith("0.") else digits)
