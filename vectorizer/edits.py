"""Edits of single vertices that pay for their bytes: remove, insert, shift.

Each edit is tried by painting the few pixels that it can change, all polygons there included, and is kept when the sum
of the error and `price` times the bytes falls.  Error: sum over pixels of weight times squared difference to the target
over RGB.  `price`: error that one byte must remove to be worth it (the Lagrange multiplier of rate-distortion
optimisation).

All functions take a `State`, since numba compiles them; they change its px, py, end, box and picture in place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vectorizer.path_text import edge_bytes
from vectorizer.raster import blend, bounds, jit

_F = np.float32
_MAX_POINTS = 4096
_MOVE_BYTES = 7  # the m and two numbers that start a polygon
_CLEARLY_SEEN = 500  # pixels: a polygon of which more is visible is worth its bytes, and costly to try without
_SHIFTS = np.array([[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]], np.int64)
# Where a vertex is put into an edge: part of the way along it, pixels to its side.
_INSERTIONS = np.array([[0.5, 0.6], [0.5, -0.6], [0.5, 2], [0.5, -2], [0.3, 1], [0.3, -1], [0.7, 1], [0.7, -1]], _F)


class State(NamedTuple):
    """What the edits need of a `vectorizer.scene.Scene`, which says more of each."""

    picture: np.ndarray  # float32 (H, W, 3): the polygons as they are
    target: np.ndarray  # float32 (H, W, 3)
    weight: np.ndarray  # float32 (H, W)
    px: np.ndarray
    py: np.ndarray
    start: np.ndarray
    end: np.ndarray
    box: np.ndarray  # int64 (N, 4): each polygon's pixels, x0, y0, x1, y1
    colors: np.ndarray  # float32 (N, 3)
    background: np.ndarray  # float32 (3,)
    unit: np.ndarray  # float32 (2,): pixels in a unit of the grid
    scratch: np.ndarray  # float32 (H, W, 3)
    area: np.ndarray  # float32 (H, W + 2), scratch as well


@jit
def _try(state, window, s, x, y, n):
    """Change of the error in `window` when polygon s becomes (x, y)[:n], none if n < 3; paints it into scratch."""
    picture, target, weight, scratch, area = state.picture, state.target, state.weight, state.scratch, state.area
    px, py, start, end, box, colors = state.px, state.py, state.start, state.end, state.box, state.colors
    background = state.background
    x0, y0, x1, y1 = window
    width, height = x1 - x0, y1 - y0
    for i in range(height):
        for j in range(width):
            for c in range(3):
                scratch[i, j, c] = background[c]
    for k in range(start.size):
        if k == s:
            if n >= 3:
                blend(scratch, area, x, y, 0, n, x0, y0, width, height, colors[s])
        elif box[k, 0] < x1 and box[k, 2] > x0 and box[k, 1] < y1 and box[k, 3] > y0:
            blend(scratch, area, px, py, start[k], end[k], x0, y0, width, height, colors[k])
    change = 0.0
    for i in range(height):
        for j in range(width):
            difference = _F(0)
            for c in range(3):
                wanted = target[y0 + i, x0 + j, c]
                difference += (scratch[i, j, c] - wanted) ** 2 - (picture[y0 + i, x0 + j, c] - wanted) ** 2
            change += weight[y0 + i, x0 + j] * difference
    return change


@jit
def _keep(state, window):
    """Take over into the picture what was tried last."""
    picture, scratch = state.picture, state.scratch
    x0, y0, x1, y1 = window
    for y in range(y0, y1):
        for x in range(x0, x1):
            for c in range(3):
                picture[y, x, c] = scratch[y - y0, x - x0, c]


@jit
def _span(ax, ay, bx, by, cx, cy, dx, dy, width, height):
    """Pixel box of four points, cut to the picture."""
    return (
        max(0, int(np.floor(min(ax, bx, cx, dx)))),
        max(0, int(np.floor(min(ay, by, cy, dy)))),
        min(width, int(np.ceil(max(ax, bx, cx, dx)))),
        min(height, int(np.ceil(max(ay, by, cy, dy)))),
    )


@jit
def _bytes(ax, ay, bx, by, unit):
    """Bytes of the edge from a to b once both lie on the grid of `unit` (x, y) pixels."""
    dx = int(np.rint(bx / unit[0])) - int(np.rint(ax / unit[0]))
    dy = int(np.rint(by / unit[1])) - int(np.rint(ay / unit[1]))
    return edge_bytes(dx, dy)


@jit
def _box(state, s):
    height, width = state.weight.shape
    box = state.box
    box[s, 0], box[s, 1], box[s, 2], box[s, 3] = bounds(state.px, state.py, state.start[s], state.end[s], width, height)


@jit
def remove(state, price, visible):
    """Remove polygons and vertices that are not worth their bytes; a removed polygon has end == start.

    `visible`, int64 (N,): pixels in which each polygon is on top.  One with more than _CLEARLY_SEEN is not tried whole
    until it is a triangle and has nothing else to give.
    """
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    height, width = state.weight.shape
    x, y = np.empty(_MAX_POINTS, _F), np.empty(_MAX_POINTS, _F)
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        if visible[s] <= _CLEARLY_SEEN or n == 3:
            size = _MOVE_BYTES
            for i in range(n - 1):
                size += _bytes(px[a + i], py[a + i], px[a + i + 1], py[a + i + 1], unit)
            window = bounds(px, py, a, a + n, width, height)
            change = _try(state, window, s, x, y, 0)
            if change < price * size:
                _keep(state, window)
                end[s] = a
                state.box[s, :] = 0
                continue
        i = 0
        while i < n and n > 3:
            p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
            m = 0
            for k in range(n):
                if k != i:
                    x[m], y[m] = px[a + k], py[a + k]
                    m += 1
            window = _span(px[p], py[p], px[q], py[q], px[r], py[r], px[r], py[r], width, height)
            change = _try(state, window, s, x, y, m)
            saved = (
                _bytes(px[p], py[p], px[q], py[q], unit)
                + _bytes(px[q], py[q], px[r], py[r], unit)
                - _bytes(px[p], py[p], px[r], py[r], unit)
            )
            if change < price * saved:
                _keep(state, window)
                px[a : a + m], py[a : a + m] = x[:m], y[:m]
                n = m
                end[s] = a + n
            i += 1  # after a removal this leaves the next vertex alone until the next sweep
        _box(state, s)


@jit
def insert(state, price, room):
    """Put a vertex into each edge where that pays; polygon s may grow to room[s] points.  Return how many."""
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    height, width = state.weight.shape
    shortest = 3 * max(unit[0], unit[1])
    x, y = np.empty(_MAX_POINTS, _F), np.empty(_MAX_POINTS, _F)
    inserted = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        i = 0
        while i < n and n < room[s]:
            p, r = a + i, a + (i + 1) % n
            dx, dy = px[r] - px[p], py[r] - py[p]
            length = np.sqrt(dx * dx + dy * dy)
            i += 1
            if length < shortest:
                continue
            for k in range(n):
                m = k if k < i else k + 1
                x[m], y[m] = px[a + k], py[a + k]
            before = _bytes(px[p], py[p], px[r], py[r], unit)
            best, best_x, best_y = 0.0, _F(0), _F(0)
            for k in range(8 if length > 3 * shortest else 4):
                along, side = _INSERTIONS[k, 0], _INSERTIONS[k, 1]
                x[i] = min(max(px[p] + along * dx - side * dy / length, _F(0)), _F(width))
                y[i] = min(max(py[p] + along * dy + side * dx / length, _F(0)), _F(height))
                window = _span(px[p], py[p], x[i], y[i], px[r], py[r], px[r], py[r], width, height)
                change = _try(state, window, s, x, y, n + 1)
                added = _bytes(px[p], py[p], x[i], y[i], unit) + _bytes(x[i], y[i], px[r], py[r], unit) - before
                change += price * added
                if change < best:
                    best, best_x, best_y = change, x[i], y[i]
            if best < 0:
                x[i], y[i] = best_x, best_y
                window = _span(px[p], py[p], x[i], y[i], px[r], py[r], px[r], py[r], width, height)
                _try(state, window, s, x, y, n + 1)
                _keep(state, window)
                n += 1
                px[a : a + n], py[a : a + n] = x[:n], y[:n]
                end[s] = a + n
                inserted += 1
                i += 1  # the new vertex's second edge waits for the next sweep
        _box(state, s)
    return inserted


@jit
def shift(state, price):
    """Move each vertex by one grid step where that pays; vertices on the border stay on it.  Return how many moved."""
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    height, width = state.weight.shape
    x, y = np.empty(_MAX_POINTS, _F), np.empty(_MAX_POINTS, _F)
    moved = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        x[:n], y[:n] = px[a : a + n], py[a : a + n]
        for i in range(n):
            p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
            old_x, old_y = px[q], py[q]
            before = _bytes(px[p], py[p], old_x, old_y, unit) + _bytes(old_x, old_y, px[r], py[r], unit)
            best, best_x, best_y = -1e-3, old_x, old_y
            for k in range(8):
                new_x, new_y = old_x + _SHIFTS[k, 0] * unit[0], old_y + _SHIFTS[k, 1] * unit[1]
                if new_x < -0.01 or new_y < -0.01 or new_x > width + 0.01 or new_y > height + 0.01:
                    continue
                if (old_x < 0.01 or old_x > width - 0.01) and _SHIFTS[k, 0] != 0:
                    continue
                if (old_y < 0.01 or old_y > height - 0.01) and _SHIFTS[k, 1] != 0:
                    continue
                x[i], y[i] = new_x, new_y
                window = _span(px[p], py[p], old_x, old_y, new_x, new_y, px[r], py[r], width, height)
                change = _try(state, window, s, x, y, n)
                after = _bytes(px[p], py[p], new_x, new_y, unit) + _bytes(new_x, new_y, px[r], py[r], unit)
                change += price * (after - before)
                if change < best:
                    best, best_x, best_y = change, new_x, new_y
            x[i], y[i] = best_x, best_y
            if best_x != old_x or best_y != old_y:
                window = _span(px[p], py[p], old_x, old_y, best_x, best_y, px[r], py[r], width, height)
                _try(state, window, s, x, y, n)
                _keep(state, window)
                px[q], py[q] = best_x, best_y
                moved += 1
        _box(state, s)
    return moved
