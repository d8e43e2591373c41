"""Levels of overlays, pixel by pixel: what they make of what lies below, and what would make them better.

A level is a union of polygons with one colour and one opacity (source-over, Porter and Duff 1984): where two of its
polygons overlap it is no denser, as in a path that is filled by the nonzero rule.  Levels are painted in order, over
all that is opaque.  Each is linear in what lies below it, in its coverage, and, for a given opacity, in its colour;
all that follows is least squares.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vectorizer.compiled import jit
from vectorizer.raster import SOLID, accumulate, bounds, twice_area
from vectorizer.refine import push_ends

_F = np.float32
_LOW, _HIGH = 0.04, 0.8  # opacities: below, a level is not seen; above, it may as well be opaque


class Stack(NamedTuple):
    """Levels, what they lie on, and what all should look like together."""

    base: np.ndarray  # float32 (H, W, 3)
    cover: np.ndarray  # float32 (L, H, W): each level's coverage, 0 to 1
    color: np.ndarray  # float32 (L, 3)
    opacity: np.ndarray  # float32 (L,)
    aim: np.ndarray  # float32 (H, W, 3)
    weight: np.ndarray  # float32 (H, W)


@jit
def turn(px, py, start, end):
    """Turn all polygons clockwise as they are seen, in place."""
    for s in range(start.size):
        a, b = start[s], end[s]
        if twice_area(px, py, a, b) < 0:
            px[a:b], py[a:b] = px[a:b][::-1].copy(), py[a:b][::-1].copy()


@jit
def draw(cover, area, px, py, start, end):
    """Write the coverage of a union of polygons, all of one turn, into `cover`, float32 (H, W).

    area: float32 (>= H, >= W + 2), scratch.
    """
    height, width = cover.shape
    area[:height, : width + 2] = 0
    for s in range(start.size):
        if end[s] - start[s] >= 3:
            accumulate(area, px, py, start[s], end[s], _F(0), _F(0), width, height)
    for y in range(height):
        total = part = _F(0)
        for x in range(width):
            if area[y, x] != 0:
                total += area[y, x]
                part = min(abs(total), _F(1))
                part = part if part > SOLID else _F(0)
            cover[y, x] = part


@jit
def blend(picture, cover, color, opacity):
    """Paint one level over a picture, float32 (H, W, 3)."""
    height, width = cover.shape
    for y in range(height):
        for x in range(width):
            if cover[y, x] > 0:
                for c in range(3):
                    picture[y, x, c] += opacity * cover[y, x] * (color[c] - picture[y, x, c])


@jit
def _look(stack, k, y, x):
    """In one pixel: (what level k lies on, what is seen of all, what is seen of k through those above it)."""
    r, g, b, seen = stack.base[y, x, 0], stack.base[y, x, 1], stack.base[y, x, 2], _F(1)
    below = r, g, b
    for i in range(len(stack.cover)):
        if i == k:
            below = r, g, b
        if stack.cover[i, y, x] > 0:
            a = stack.opacity[i] * stack.cover[i, y, x]
            r += a * (stack.color[i, 0] - r)
            g += a * (stack.color[i, 1] - g)
            b += a * (stack.color[i, 2] - b)
            if i > k:
                seen *= 1 - a
    return below, (r, g, b), seen


@jit
def _look_along(stack, k, y, left, right):
    """As `_look` has it, in the pixels of row y from `left` to `right`: float32 (3, N), (3, N) and (N,).

    All levels, covered or not: without a branch, several pixels are worked out at once.
    """
    size = right - left
    below, final, seen = np.empty((3, size), _F), np.empty((3, size), _F), np.ones(size, _F)
    r, g, b = final[0], final[1], final[2]
    for i in range(size):
        r[i], g[i], b[i] = stack.base[y, left + i, 0], stack.base[y, left + i, 1], stack.base[y, left + i, 2]
    for n in range(len(stack.cover)):
        if n == k:
            below[:] = final
        cover, opacity = stack.cover[n, y, left:right], stack.opacity[n]
        red, green, blue = stack.color[n, 0], stack.color[n, 1], stack.color[n, 2]
        for i in range(size):
            a = opacity * cover[i]
            r[i] += a * (red - r[i])
            g[i] += a * (green - g[i])
            b[i] += a * (blue - b[i])
        if n > k:
            for i in range(size):
                seen[i] *= 1 - opacity * cover[i]
    return below, final, seen


@jit
def aim_below(stack, target, weight):
    """Write what the base should be so that the stack is its aim, and how much its error counts.

    The base's error by these is the stack's, whatever the base.
    """
    height, width = stack.weight.shape
    for y in range(height):
        _, final, seen = _look_along(stack, -1, y, 0, width)
        for x in range(width):
            weight[y, x] = stack.weight[y, x] * seen[x] * seen[x]
            for c in range(3):
                added = final[c, x] - seen[x] * stack.base[y, x, c]  # by the levels; nothing where there are none
                target[y, x, c] = (stack.aim[y, x, c] - added) / seen[x]


@jit
def aim_at(stack, k, px, py, start, end, margin, below, target, weight):
    """Write what level k lies on, what it should make of it, and how much the error counts.

    Only in the boxes of its polygons and `margin` pixels around them, and between those of a row.
    """
    height, width = stack.weight.shape
    left, right = np.full(height, width), np.zeros(height, np.int64)
    for s in range(start.size):
        x0, y0, x1, y1 = bounds(px, py, start[s], end[s], width, height)
        for y in range(max(0, y0 - margin), min(height, y1 + margin)):
            left[y] = min(left[y], max(0, x0 - margin))
            right[y] = max(right[y], min(width, x1 + margin))
    for y in range(height):
        if left[y] >= right[y]:
            continue
        under, final, seen = _look_along(stack, k, y, left[y], right[y])
        for i in range(seen.size):
            x = left[y] + i
            a = stack.opacity[k] * stack.cover[k, y, x]
            weight[y, x] = stack.weight[y, x] * seen[i] * seen[i]
            for c in range(3):
                below[y, x, c] = under[c, i]
                now = under[c, i] + a * (stack.color[k, c] - under[c, i])
                target[y, x, c] = now + (stack.aim[y, x, c] - final[c, i]) / seen[i]


@jit
def gain_maps(stack):
    """What each level would take off the error if it covered everything, float32 (L, H, W), and where it is positive.

    The second result is uint8 (L, H, W), 1 or 0; 0 where the level is already.
    """
    count, height, width = stack.cover.shape
    gain, positive = np.zeros(stack.cover.shape, _F), np.zeros(stack.cover.shape, np.uint8)
    below = np.empty((count, 3), _F)
    for y in range(height):
        for x in range(width):
            r, g, b = stack.base[y, x, 0], stack.base[y, x, 1], stack.base[y, x, 2]
            for k in range(count):
                below[k, 0], below[k, 1], below[k, 2] = r, g, b
                if stack.cover[k, y, x] > 0:
                    a = stack.opacity[k] * stack.cover[k, y, x]
                    r += a * (stack.color[k, 0] - r)
                    g += a * (stack.color[k, 1] - g)
                    b += a * (stack.color[k, 2] - b)
            final, seen = (r, g, b), _F(1)
            for k in range(count - 1, -1, -1):
                free = 1 - stack.cover[k, y, x]
                if free > 0:
                    total = _F(0)
                    for c in range(3):
                        error = final[c] - stack.aim[y, x, c]
                        step = free * stack.opacity[k] * seen * (stack.color[k, c] - below[k, c])
                        total -= step * (2 * error + step)
                    gain[k, y, x] = total * stack.weight[y, x]
                    positive[k, y, x] = total > 0 and free > _F(0.5)
                if free < 1:
                    seen *= 1 - stack.opacity[k] * stack.cover[k, y, x]
    return gain, positive


@jit
def forces(stack, k, px, py, start, end, force_x, force_y):
    """Write the derivative of the error with respect to each vertex of level k, as `vectorizer.refine.forces` does.

    An edge that lies in another of the level's polygons is not seen.
    """
    height, width = stack.weight.shape
    for s in range(start.size):
        a, b = start[s], end[s]
        force_x[a:b] = 0
        force_y[a:b] = 0
        for i in range(a, b):
            j = i + 1 if i + 1 < b else a
            dx, dy = px[j] - px[i], py[j] - py[i]
            length = np.sqrt(dx * dx + dy * dy)
            if length < 1e-4:
                continue
            normal_x, normal_y = dy / length, -dx / length  # outward, since all are clockwise as they are seen
            samples = int(length) + 1
            to_i = to_j = _F(0)
            for n in range(samples):
                t = (n + _F(0.5)) / samples
                x, y = px[i] + t * dx, py[i] + t * dy
                out_x, out_y = int(np.floor(x + normal_x)), int(np.floor(y + normal_y))
                if min(out_x, out_y) < 0 or out_x >= width or out_y >= height:
                    continue
                if stack.cover[k, out_y, out_x] > _F(0.5):
                    continue
                push = _slope(stack, k, min(int(y), height - 1), min(int(x), width - 1)) * length / samples
                to_i += push * (1 - t)
                to_j += push * t
            push_ends(force_x, force_y, i, j, to_i, to_j, normal_x, normal_y)


@jit
def _slope(stack, k, y, x):
    """The derivative of the error in one pixel with respect to level k's coverage."""
    below, final, seen = _look(stack, k, y, x)
    total = _F(0)
    for c in range(3):
        total += (final[c] - stack.aim[y, x, c]) * (stack.color[k, c] - below[c])
    return 2 * stack.weight[y, x] * stack.opacity[k] * seen * total


@jit
def _normal_equations(stack, k):
    """float64 (9,): what the best colour and opacity of level k come from.

    With u, what is seen of the level; p, what lies below it; r, what it should add: the weighted sums of u u, of
    u u p (3), of u r (3), of u u p p and of u p r.
    """
    sums = np.zeros(9, np.float64)
    height, width = stack.weight.shape
    for y in range(height):
        covered = np.flatnonzero(stack.cover[k, y])
        if covered.size == 0:
            continue
        left = covered[0]
        below, final, seen = _look_along(stack, k, y, left, covered[-1] + 1)
        for x in covered:
            i = x - left
            u, w = seen[i] * stack.cover[k, y, x], stack.weight[y, x]
            sums[0] += w * u * u
            for c in range(3):
                p = below[c, i]
                r = stack.aim[y, x, c] - final[c, i] + u * stack.opacity[k] * (stack.color[k, c] - p)
                sums[1 + c] += w * u * u * p
                sums[4 + c] += w * u * r
                sums[7] += w * u * u * p * p
                sums[8] += w * u * p * r
    return sums


def fit(stack: Stack, k: int) -> None:
    """Give level k the colour and the opacity of least error, in place; both are what the text says of them.

    The level adds u a (color - p), which is linear in a and in a * color: a regression of four unknowns.  Where it
    leaves the colours that there are, the opacity is fitted once more to the nearest colour.
    """
    sums = _normal_equations(stack, k)
    mass, p, r, pp, pr = sums[0], sums[1:4], sums[4:7], sums[7], sums[8]
    if mass <= 0:
        return
    opacity = np.clip((p @ r / mass - pr) / max(pp - p @ p / mass, 1e-6 * mass), _LOW, _HIGH)
    color = np.round(np.clip((r + opacity * p) / (opacity * mass), 0, 255))
    opacity = (color @ r - pr) / max(color @ color * mass - 2 * color @ p + pp, 1e-6 * mass)
    stack.color[k], stack.opacity[k] = color, np.round(np.clip(opacity, _LOW, _HIGH), 2)
