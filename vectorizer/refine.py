"""Refinement of all polygons together: colours in closed form, vertices by the force on their visible edges.

The derivative of the squared error with respect to an edge is an integral along it: error gradient times the step of
colour across the edge (Reynolds transport; the edge term of differentiable rasterizers such as diffvg, Li et al. 2020,
taken directly).  A map of the topmost polygon tells which edges are visible.  The steps are Adam's.
"""

from __future__ import annotations

import numpy as np

from vectorizer.compiled import jit
from vectorizer.paint import FLAT, KIND, STEP, along
from vectorizer.raster import twice_area

_F = np.float32
_INSIDE, _OUTSIDE = _F(0.7), _F(1.0)  # pixels from an edge at which its two sides are looked up
_EDGE_SHARE = _F(0.05)  # weight in a colour of the pixels at a polygon's edge, which mix two colours
_STILL = _F(20)  # added to the root mean square force: where next to nothing pulls, next to nothing moves


@jit
def forces(picture, target, weight, top, px, py, start, end, paints, force_x, force_y):
    """Write the derivative of the error with respect to each vertex into force_x and force_y."""
    height, width = top.shape
    for s in range(start.size):
        a, b = start[s], end[s]
        paint = paints[s]
        force_x[a:b] = 0
        force_y[a:b] = 0
        turn = _F(1) if twice_area(px, py, a, b) > 0 else _F(-1)
        for i in range(a, b):
            j = i + 1 if i + 1 < b else a
            dx, dy = px[j] - px[i], py[j] - py[i]
            length = np.sqrt(dx * dx + dy * dy)
            if length < 1e-4:
                continue
            normal_x, normal_y = turn * dy / length, -turn * dx / length  # outward
            samples = int(length) + 1
            to_i = to_j = _F(0)
            for k in range(samples):
                t = (k + _F(0.5)) / samples
                x, y = px[i] + t * dx, py[i] + t * dy
                in_x, in_y = int(np.floor(x - _INSIDE * normal_x)), int(np.floor(y - _INSIDE * normal_y))
                out_x, out_y = int(np.floor(x + _OUTSIDE * normal_x)), int(np.floor(y + _OUTSIDE * normal_y))
                if min(in_x, in_y, out_x, out_y) < 0 or max(in_x, out_x) >= width or max(in_y, out_y) >= height:
                    continue
                if top[in_y, in_x] != s or top[out_y, out_x] > s:
                    continue  # this piece of the edge is hidden
                shade = along(paint, in_x, in_y)
                x_at, y_at = min(int(x), width - 1), min(int(y), height - 1)
                push = _F(0)
                for c in range(3):
                    error = picture[y_at, x_at, c] - target[y_at, x_at, c]
                    color = paint[c] + shade * paint[STEP + c]
                    push += error * (color - picture[out_y, out_x, c])
                push *= 2 * weight[y_at, x_at] * length / samples
                to_i += push * (1 - t)
                to_j += push * t
            push_ends(force_x, force_y, i, j, to_i, to_j, normal_x, normal_y)


@jit
def push_ends(force_x, force_y, i, j, to_i, to_j, normal_x, normal_y):
    """Add to the forces on an edge's ends, i and j, what pulls at each along the edge's normal."""
    force_x[i] += to_i * normal_x
    force_y[i] += to_i * normal_y
    force_x[j] += to_j * normal_x
    force_y[j] += to_j * normal_y


@jit
def color_sums(target, weight, top, paints, background):
    """float64 (N + 1, 9): what the best colours of each polygon, and last of the background, come from.

    0-2 and 4-6: sums of the target's R, G, B, weighted by what the gradient takes of its first and its second colour.
    3, 7, 8: the squares of the two weights and their product.
    """
    height, width = top.shape
    sums = np.zeros((len(paints) + 1, 9), np.float64)
    for y in range(height):
        for x in range(width):
            s = top[y, x]  # -1 is the last row
            w = weight[y, x]
            if (
                (x > 0 and top[y, x - 1] != s)
                or (x + 1 < width and top[y, x + 1] != s)
                or (y > 0 and top[y - 1, x] != s)
                or (y + 1 < height and top[y + 1, x] != s)
            ):
                w *= _EDGE_SHARE
            paint = paints[s] if s >= 0 else background
            if paint[KIND] == FLAT:
                sums[s, 3] += w
                for c in range(3):
                    sums[s, c] += w * target[y, x, c]
                continue
            second = along(paint, x, y)
            first = 1 - second
            sums[s, 3] += w * first * first
            sums[s, 7] += w * second * second
            sums[s, 8] += w * first * second
            for c in range(3):
                sums[s, c] += w * first * target[y, x, c]
                sums[s, 4 + c] += w * second * target[y, x, c]
    return sums


@jit
def errors(target, weight, top, paints, background):
    """float64 (N + 1,): the weighted squared error of each paint's own colour where it is on top; last the ground's."""
    height, width = top.shape
    sums = np.zeros(len(paints) + 1, np.float64)
    for y in range(height):
        for x in range(width):
            s = top[y, x]
            paint = paints[s] if s >= 0 else background
            for c in range(3):
                sums[s] += weight[y, x] * (target[y, x, c] - paint[c]) ** 2
    return sums


class Adam:
    """Adam steps for the vertices (Kingma and Ba 2015) of at most about `rate` pixels, falling to a fifth of it."""

    def __init__(self, size: int, rate: float, steps: int):
        self.mean_x, self.mean_y, self.square = (np.zeros(size, _F) for _ in range(3))
        self.rate, self.steps, self.step = rate, steps, 0

    def move(self, px, py, force_x, force_y, width, height):
        """Move the vertices in place.  Those on the picture's border stay there, the others stay in the picture."""
        rate = self.rate * (1 - 0.8 * self.step / self.steps)
        self.step += 1
        _adam(self.mean_x, self.mean_y, self.square, force_x, force_y, px, py, self.step, rate, width, height)


@jit
def _adam(mean_x, mean_y, square, force_x, force_y, px, py, step, rate, width, height):
    first, second = _F(0.8), _F(0.95)
    rate = _F(rate / (1 - 0.8**step))
    unbias = _F(1 / (1 - 0.95**step))
    for i in range(px.size):
        fx, fy = force_x[i], force_y[i]
        mean_x[i] = first * mean_x[i] + (1 - first) * fx
        mean_y[i] = first * mean_y[i] + (1 - first) * fy
        square[i] = second * square[i] + (1 - second) * (fx * fx + fy * fy)
        scale = rate / (np.sqrt(square[i] * unbias) + _STILL)
        if 0 < px[i] < width:
            px[i] = min(max(px[i] - scale * mean_x[i], _F(0)), _F(width))
        if 0 < py[i] < height:
            py[i] = min(max(py[i] - scale * mean_y[i], _F(0)), _F(height))
