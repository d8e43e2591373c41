"""Edits of single vertices that pay for their bytes: remove, insert, shift.

Each edit is tried in the few pixels that it can change, and is kept when the sum of the error and `price` times the
bytes falls.  Error: sum over pixels of weight times squared difference to the target over RGB.  `price`: error that one
byte must remove to be worth it (the Lagrange multiplier of rate-distortion optimisation).

What makes a trial cheap: with everything else as it is, a pixel depends on the coverage c of the one polygon that is
edited, and its error is linear * c + square * c**2 plus a constant.  Both factors are worked out once for the polygon,
from what lies below it and the veil of what lies above it (Porter and Duff 1984).  Its signed coverage is the sum of
its edges' (see raster.py), so that an edit adds a few edges and takes a few away.

All functions take a `State`, since numba compiles them; they change its px, py, end and box in place and leave the
edited scene in picture.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vectorizer.compiled import jit
from vectorizer.paint import OPACITY, STEP, along
from vectorizer.path_text import edge_bytes
from vectorizer.raster import accumulate, accumulate_edge, blend, bounds, coverage

_F = np.float32
_MOVE_BYTES = 7  # the m and two numbers that start a polygon
_VEILS, _BLOCK = 16, 16  # veils that are kept at most, and polygons between two of them at least
_SHIFTS = np.array([[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]], np.int64)
# Where a vertex is put into an edge: part of the way along it, pixels to its side.
_INSERTIONS = np.array([[0.5, 0.6], [0.5, -0.6], [0.5, 2], [0.5, -2], [0.3, 1], [0.3, -1], [0.7, 1], [0.7, -1]], _F)
_FARTHEST = 2  # pixels that an insertion reaches beyond the polygon


class State(NamedTuple):
    """What the edits need of a `vectorizer.scene.Scene`, which says more of each, and room to work in."""

    picture: np.ndarray  # float32 (H, W, 3): overwritten; while polygon s is edited, what lies below it
    target: np.ndarray  # float32 (H, W, 3)
    weight: np.ndarray  # float32 (H, W)
    px: np.ndarray
    py: np.ndarray
    start: np.ndarray
    end: np.ndarray
    box: np.ndarray  # int64 (N, 4): each polygon's pixels, x0, y0, x1, y1
    paints: np.ndarray  # float32 (N, paint.SIZE)
    background: np.ndarray  # float32 (paint.SIZE,)
    unit: np.ndarray  # float32 (2,): pixels in a unit of the grid
    area: np.ndarray  # float32 (H, W + 2), scratch
    veil: np.ndarray  # float32 (H, W, 4): the colour that lies above, and the part that it lets through
    linear: np.ndarray  # float32 (H, W): the edited polygon's error by coverage ...
    square: np.ndarray  # float32 (H, W): ... and by its square
    signed: np.ndarray  # float32 (H, W): its signed coverage


# ------------------------------------------------------------------------------------------- what an edit changes


@jit
def _begin(state):
    """Lay down the background and return the veils, float32 (B, H, W, 4), over each block of polygons."""
    height, width = state.weight.shape
    for y in range(height):
        for x in range(width):
            t = along(state.background, x, y)
            for c in range(3):
                state.picture[y, x, c] = state.background[c] + t * state.background[STEP + c]
    count = state.start.size
    for s in range(count):
        _box(state, s)
    block = _block(count)
    veils = np.empty((max(1, (count + block - 1) // block), height, width, 4), _F)
    veils[-1, :, :, :3] = 0
    veils[-1, :, :, 3] = 1
    for b in range(len(veils) - 1, 0, -1):
        veils[b - 1] = veils[b]
        for k in range(min((b + 1) * block, count) - 1, b * block - 1, -1):
            _hang(state, veils[b - 1], k, 0, 0, width, height)
    return veils


@jit
def _block(count):
    return max(_BLOCK, (count + _VEILS - 1) // _VEILS)


@jit
def _hang(state, veil, k, x0, y0, x1, y1):
    """Put polygon k below `veil`, within the window."""
    x0, y0 = max(x0, state.box[k, 0]), max(y0, state.box[k, 1])
    x1, y1 = min(x1, state.box[k, 2]), min(y1, state.box[k, 3])
    area, paint = state.area, state.paints[k]
    coverage(area, state.px, state.py, state.start[k], state.end[k], x0, y0, x1 - x0, y1 - y0)
    for y in range(y0, y1):
        for x in range(x0, x1):
            cover = area[y - y0, x - x0]
            if cover > 0:
                seen = veil[y, x, 3] * cover * paint[OPACITY]
                t = along(paint, x, y)
                for c in range(3):
                    veil[y, x, c] += seen * (paint[c] + t * paint[STEP + c])
                veil[y, x, 3] -= seen


@jit
def _look(state, veils, s):
    """Make linear, square and signed those of polygon s, in all pixels that an edit of it can reach."""
    height, width = state.weight.shape
    margin = 1 + max(_FARTHEST, int(np.ceil(max(state.unit[0], state.unit[1]))))
    x0, y0 = max(0, state.box[s, 0] - margin), max(0, state.box[s, 1] - margin)
    x1, y1 = min(width, state.box[s, 2] + margin), min(height, state.box[s, 3] + margin)
    count = state.start.size
    block = _block(count)
    b = s // block
    veil, paint, picture, target = state.veil, state.paints[s], state.picture, state.target
    for y in range(y0, y1):
        for x in range(x0, x1):
            for c in range(4):
                veil[y, x, c] = veils[b, y, x, c]
    for k in range(min((b + 1) * block, count) - 1, s, -1):
        _hang(state, veil, k, x0, y0, x1, y1)
    for y in range(y0, y1):
        for x in range(x0, x1):
            through = veil[y, x, 3]
            linear = square = _F(0)
            t = along(paint, x, y)
            for c in range(3):
                without = veil[y, x, c] + through * picture[y, x, c] - target[y, x, c]
                step = through * paint[OPACITY] * (paint[c] + t * paint[STEP + c] - picture[y, x, c])
                linear += without * step
                square += step * step
            state.linear[y, x] = 2 * state.weight[y, x] * linear
            state.square[y, x] = state.weight[y, x] * square
    area = state.area
    area[: y1 - y0, : x1 - x0 + 2] = 0
    accumulate(area, state.px, state.py, state.start[s], state.end[s], _F(x0), _F(y0), x1 - x0, y1 - y0)
    for y in range(y0, y1):
        total = _F(0)
        for x in range(x0, x1):
            total += area[y - y0, x - x0]
            state.signed[y, x] = total


@jit
def _end(state, s):
    """Paint polygon s over what lies below it."""
    _box(state, s)
    x0, y0, x1, y1 = state.box[s]
    if x1 > x0 and y1 > y0:
        blend(
            state.picture[y0:y1, x0:x1], state.area, state.px, state.py, state.start[s], state.end[s],
            x0, y0, x1 - x0, y1 - y0, state.paints[s],
        )  # fmt: skip


@jit
def _box(state, s):
    """Write the polygon's box, an empty one where it was removed."""
    height, width = state.weight.shape
    if state.end[s] - state.start[s] < 3:
        state.box[s, :] = 0
    else:
        state.box[s] = bounds(state.px, state.py, state.start[s], state.end[s], width, height)


@jit
def _window(state, ax, ay, bx, by, cx, cy, dx, dy):
    """Pixel box of four points, cut to the picture; `area` is made empty for it."""
    height, width = state.weight.shape
    x0 = max(0, int(np.floor(min(ax, bx, cx, dx))))
    y0 = max(0, int(np.floor(min(ay, by, cy, dy))))
    x1 = min(width, int(np.ceil(max(ax, bx, cx, dx))))
    y1 = min(height, int(np.ceil(max(ay, by, cy, dy))))
    for y in range(y1 - y0):
        for x in range(x1 - x0 + 2):
            state.area[y, x] = 0
    return x0, y0, x1, y1


@jit
def _add(state, window, sign, ax, ay, bx, by):
    """Add (sign 1) or take away (-1) the edge from a to b."""
    x0, y0, x1, y1 = window
    accumulate_edge(state.area, ax - x0, ay - y0, bx - x0, by - y0, _F(sign), x1 - x0, y1 - y0)


@jit
def _change(state, window):
    """Change of the error that the edges added to `area` make."""
    x0, y0, x1, y1 = window
    change = 0.0
    for y in range(y0, y1):
        more = _F(0)
        for x in range(x0, x1):
            more += state.area[y - y0, x - x0]
            if more != 0:
                before = min(abs(state.signed[y, x]), _F(1))
                after = min(abs(state.signed[y, x] + more), _F(1))
                change += (after - before) * (state.linear[y, x] + (after + before) * state.square[y, x])
    return change


@jit
def _keep(state, window):
    """Make the edges added to `area` the polygon's own."""
    x0, y0, x1, y1 = window
    for y in range(y0, y1):
        more = _F(0)
        for x in range(x0, x1):
            more += state.area[y - y0, x - x0]
            state.signed[y, x] += more


@jit
def _change_without(state, s):
    """Change of the error when the whole polygon goes."""
    x0, y0, x1, y1 = state.box[s]
    change = 0.0
    for y in range(y0, y1):
        for x in range(x0, x1):
            cover = min(abs(state.signed[y, x]), _F(1))
            change -= cover * (state.linear[y, x] + cover * state.square[y, x])
    return change


@jit
def _bytes(ax, ay, bx, by, unit):
    """Bytes of the edge from a to b once both lie on the grid of `unit` (x, y) pixels."""
    dx = int(np.rint(bx / unit[0])) - int(np.rint(ax / unit[0]))
    dy = int(np.rint(by / unit[1])) - int(np.rint(ay / unit[1]))
    return edge_bytes(dx, dy)


# ---------------------------------------------------------------------------------------------------------- edits


@jit
def remove(state, price, most):
    """Remove polygons and vertices that are not worth their bytes, until `most` bytes are saved.

    A removed polygon has end == start.
    """
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    veils = _begin(state)
    for s in range(start.size):
        if most <= 0:
            _end(state, s)
            continue
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s)
        size = _MOVE_BYTES
        for i in range(n - 1):
            size += _bytes(px[a + i], py[a + i], px[a + i + 1], py[a + i + 1], unit)
        if _change_without(state, s) < price * size:
            end[s] = a
            state.box[s, :] = 0
            most -= size
            continue
        i = 0
        while i < n and n > 3 and most > 0:
            p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
            window = _window(state, px[p], py[p], px[q], py[q], px[r], py[r], px[r], py[r])
            _add(state, window, -1, px[p], py[p], px[q], py[q])
            _add(state, window, -1, px[q], py[q], px[r], py[r])
            _add(state, window, 1, px[p], py[p], px[r], py[r])
            saved = (
                _bytes(px[p], py[p], px[q], py[q], unit)
                + _bytes(px[q], py[q], px[r], py[r], unit)
                - _bytes(px[p], py[p], px[r], py[r], unit)
            )
            if _change(state, window) < price * saved:
                _keep(state, window)
                for k in range(q, a + n - 1):
                    px[k], py[k] = px[k + 1], py[k + 1]
                n -= 1
                most -= saved
            i += 1  # after a removal this leaves the next vertex alone until the next sweep
        end[s] = a + n
        _end(state, s)


@jit
def insert(state, price, room):
    """Put a vertex into each edge where that pays; polygon s may grow to room[s] points.  Return how many."""
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    height, width = state.weight.shape
    shortest = 3 * max(unit[0], unit[1])
    veils = _begin(state)
    inserted = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s)
        i = 0
        while i < n and n < room[s]:
            p, r = a + i, a + (i + 1) % n
            i += 1
            ax, ay, bx, by = px[p], py[p], px[r], py[r]
            dx, dy = bx - ax, by - ay
            length = np.sqrt(dx * dx + dy * dy)
            if length < shortest:
                continue
            before = _bytes(ax, ay, bx, by, unit)
            best, best_x, best_y = 0.0, _F(0), _F(0)
            for k in range(8 if length > 3 * shortest else 4):
                along, side = _INSERTIONS[k, 0], _INSERTIONS[k, 1]
                x = min(max(ax + along * dx - side * dy / length, _F(0)), _F(width))
                y = min(max(ay + along * dy + side * dx / length, _F(0)), _F(height))
                window = _bend(state, ax, ay, x, y, bx, by)
                added = _bytes(ax, ay, x, y, unit) + _bytes(x, y, bx, by, unit) - before
                change = _change(state, window) + price * added
                if change < best:
                    best, best_x, best_y = change, x, y
            if best < 0:
                _keep(state, _bend(state, ax, ay, best_x, best_y, bx, by))
                for k in range(a + n, a + i, -1):
                    px[k], py[k] = px[k - 1], py[k - 1]
                px[a + i], py[a + i] = best_x, best_y
                n += 1
                inserted += 1
                i += 1  # the new vertex's second edge waits for the next sweep
        end[s] = a + n
        _end(state, s)
    return inserted


@jit
def _bend(state, ax, ay, x, y, bx, by):
    """Make the edge from a to b pass through (x, y); return the window."""
    window = _window(state, ax, ay, x, y, bx, by, bx, by)
    _add(state, window, 1, ax, ay, x, y)
    _add(state, window, 1, x, y, bx, by)
    _add(state, window, -1, ax, ay, bx, by)
    return window


@jit
def shift(state, price):
    """Move each vertex by one grid step where that pays; vertices on the border stay on it.  Return how many moved."""
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    height, width = state.weight.shape
    veils = _begin(state)
    moved = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s)
        for i in range(n):
            p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
            ax, ay, old_x, old_y, bx, by = px[p], py[p], px[q], py[q], px[r], py[r]
            before = _bytes(ax, ay, old_x, old_y, unit) + _bytes(old_x, old_y, bx, by, unit)
            best, best_x, best_y = -1e-3, old_x, old_y
            for k in range(8):
                x, y = old_x + _SHIFTS[k, 0] * unit[0], old_y + _SHIFTS[k, 1] * unit[1]
                if x < -0.01 or y < -0.01 or x > width + 0.01 or y > height + 0.01:
                    continue
                if (old_x < 0.01 or old_x > width - 0.01) and _SHIFTS[k, 0] != 0:
                    continue
                if (old_y < 0.01 or old_y > height - 0.01) and _SHIFTS[k, 1] != 0:
                    continue
                window = _move(state, ax, ay, old_x, old_y, x, y, bx, by)
                after = _bytes(ax, ay, x, y, unit) + _bytes(x, y, bx, by, unit)
                change = _change(state, window) + price * (after - before)
                if change < best:
                    best, best_x, best_y = change, x, y
            if best_x != old_x or best_y != old_y:
                _keep(state, _move(state, ax, ay, old_x, old_y, best_x, best_y, bx, by))
                px[q], py[q] = best_x, best_y
                moved += 1
        _end(state, s)
    return moved


@jit
def _move(state, ax, ay, old_x, old_y, x, y, bx, by):
    """Move the vertex between a and b from `old` to (x, y); return the window."""
    window = _window(state, ax, ay, old_x, old_y, x, y, bx, by)
    _add(state, window, -1, ax, ay, old_x, old_y)
    _add(state, window, -1, old_x, old_y, bx, by)
    _add(state, window, 1, ax, ay, x, y)
    _add(state, window, 1, x, y, bx, by)
    return window
