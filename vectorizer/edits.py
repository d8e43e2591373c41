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
from vectorizer.curves import chords_of, flatten
from vectorizer.paint import STEP, along, round_enough
from vectorizer.path_text import edge_bytes, half_bytes
from vectorizer.raster import accumulate, accumulate_edge, blend, bounds, coverage

_F = np.float32
_MOVE_BYTES = 7  # the m and two numbers that start a polygon
_FLIP_BYTES = 8  # that a flip must be worth besides its own: trifles would pile up, and keep better ones out
_CURVE_BYTES = 2  # the letters around a run of curves
_VEILS, _BLOCK = 16, 16  # veils that are kept at most, and polygons between two of them at least
_SHIFTS = np.array([[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]], np.int64)
# Where a vertex is put into an edge: part of the way along it, pixels to its side.
_INSERTIONS = np.array([[0.5, 0.6], [0.5, -0.6], [0.5, 2], [0.5, -2], [0.3, 1], [0.3, -1], [0.7, 1], [0.7, -1]], _F)
_OUTWARD = _F(0.5)  # of its height over its neighbours, by which a vertex that becomes smooth moves out at most
_FARTHEST = 2  # pixels that an insertion reaches beyond the polygon


class State(NamedTuple):
    """What the edits need of a `vectorizer.scene.Scene`, which says more of each, and room to work in."""

    picture: np.ndarray  # float32 (H, W, 3): overwritten; while polygon s is edited, what lies below it
    target: np.ndarray  # float32 (H, W, 3)
    weight: np.ndarray  # float32 (H, W)
    px: np.ndarray
    py: np.ndarray
    smooth: np.ndarray  # bool, like px
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
    flat_x: np.ndarray  # its outline, as `vectorizer.curves.flatten` writes it ...
    flat_y: np.ndarray
    vertex: np.ndarray
    mix: np.ndarray
    old: np.ndarray  # float32 (3, 6): x, y and smooth of the vertices around an edit, as they were ...
    new: np.ndarray  # ... and as they would be
    opacity: np.float32  # below 1: the polygons are one level of `vectorizer.levels`, and lie on `picture` as it is


# ------------------------------------------------------------------------------------------- what an edit changes


@jit
def _begin(state):
    """Lay down the background and return the veils, float32 (B, H, W, 4), over each block of polygons."""
    height, width = state.weight.shape
    if state.opacity < 1:
        for s in range(state.start.size):
            _box(state, s)
        state.veil[:, :, :3] = 0
        state.veil[:, :, 3] = 1
        return np.empty((0, height, width, 4), _F)
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
    if x1 <= x0 or y1 <= y0:
        return
    area, paint = state.area, state.paints[k]
    coverage(area, state.flat_x, state.flat_y, 0, _flatten(state, k), x0, y0, x1 - x0, y1 - y0)
    for y in range(y0, y1):
        for x in range(x0, x1):
            cover = area[y - y0, x - x0]
            if cover > 0:
                seen = veil[y, x, 3] * cover
                t = along(paint, x, y)
                for c in range(3):
                    veil[y, x, c] += seen * (paint[c] + t * paint[STEP + c])
                veil[y, x, 3] -= seen


@jit
def _look(state, veils, s, reach):
    """Make linear, square and signed those of polygon s, in all pixels to `reach` pixels from its box."""
    height, width = state.weight.shape
    margin = 1 + int(np.ceil(reach))
    x0, y0 = max(0, state.box[s, 0] - margin), max(0, state.box[s, 1] - margin)
    x1, y1 = min(width, state.box[s, 2] + margin), min(height, state.box[s, 3] + margin)
    count = state.start.size
    block = _block(count)
    veil, paint, picture, target = state.veil, state.paints[s], state.picture, state.target
    if state.opacity == 1:
        b = s // block
        for y in range(y0, y1):
            for x in range(x0, x1):
                for c in range(4):
                    veil[y, x, c] = veils[b, y, x, c]
        for k in range(min((b + 1) * block, count) - 1, s, -1):
            _hang(state, veil, k, x0, y0, x1, y1)
    for y in range(y0, y1):
        for x in range(x0, x1):
            through = veil[y, x, 3] * state.opacity
            linear = square = _F(0)
            t = along(paint, x, y)
            for c in range(3):
                without = veil[y, x, c] + veil[y, x, 3] * picture[y, x, c] - target[y, x, c]
                step = through * (paint[c] + t * paint[STEP + c] - picture[y, x, c])
                linear += without * step
                square += step * step
            state.linear[y, x] = 2 * state.weight[y, x] * linear
            state.square[y, x] = state.weight[y, x] * square
    area = state.area
    area[: y1 - y0, : x1 - x0 + 2] = 0
    if state.opacity < 1:
        for k in range(count):
            box = state.box[k]
            if k != s and box[0] < x1 and box[2] > x0 and box[1] < y1 and box[3] > y0:
                accumulate(area, state.px, state.py, state.start[k], state.end[k], _F(x0), _F(y0), x1 - x0, y1 - y0)
    accumulate(area, state.flat_x, state.flat_y, 0, _flatten(state, s), _F(x0), _F(y0), x1 - x0, y1 - y0)
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
    if x1 > x0 and y1 > y0 and state.opacity == 1:
        blend(
            state.picture[y0:y1, x0:x1], state.area, state.flat_x, state.flat_y, 0, _flatten(state, s),
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
def _flatten(state, s):
    """Write the outline of polygon s into flat_x and flat_y; return its number of points."""
    a, b = state.start[s], state.end[s]
    return flatten(state.px, state.py, state.smooth, a, b, state.flat_x, state.flat_y, 0, state.vertex, state.mix)


@jit
def _around(state, a, n, i, j):
    """Copy vertices i to j of the n from a on, and what their curves hang on, to `old`; return (how many, place of i).

    Before i and after j one more is copied where i or j is smooth.
    """
    first = i - 1 if state.smooth[a + i % n] else i
    last = j + 1 if state.smooth[a + j % n] else j
    for k in range(first, last + 1):
        q = a + (k + n) % n
        state.old[0, k - first], state.old[1, k - first] = state.px[q], state.py[q]
        state.old[2, k - first] = 1 if state.smooth[q] else 0
    return last - first + 1, i - first


@jit
def _try(state, old, new):
    """Exchange the outline through the first `old` points of state.old for that of state.new; return the window."""
    height, width = state.weight.shape
    left = right = state.old[0, 0]
    top = bottom = state.old[1, 0]
    for points, count in ((state.old, old), (state.new, new)):
        for k in range(count):
            left, right = min(left, points[0, k]), max(right, points[0, k])
            top, bottom = min(top, points[1, k]), max(bottom, points[1, k])
    x0, y0 = max(0, int(np.floor(left))), max(0, int(np.floor(top)))
    x1, y1 = min(width, int(np.ceil(right))), min(height, int(np.ceil(bottom)))
    for y in range(y1 - y0):
        for x in range(x1 - x0 + 2):
            state.area[y, x] = 0
    window = x0, y0, x1, y1
    _add(state, window, -1, state.old, old)
    _add(state, window, 1, state.new, new)
    return window


@jit
def _add(state, window, sign, points, count):
    """Add (sign 1) or take away (-1) the edges and curves between `count` points; the end points' curves stay."""
    x0, y0, x1, y1 = window
    width, height = x1 - x0, y1 - y0
    for k in range(1, count):
        if points[2, k - 1] == 0 and points[2, k] == 0:
            accumulate_edge(
                state.area, points[0, k - 1] - x0, points[1, k - 1] - y0, points[0, k] - x0, points[1, k] - y0,
                _F(sign), width, height,
            )  # fmt: skip
        if points[2, k] == 0 or k + 1 == count:
            continue
        x, y = points[0, k] - x0, points[1, k] - y0
        ax, ay = _end_of_curve(points, k, k - 1)
        bx, by = _end_of_curve(points, k, k + 1)
        ax, ay, bx, by = ax - x0, ay - y0, bx - x0, by - y0
        chords = chords_of(ax, ay, x, y, bx, by)
        from_x, from_y = ax, ay
        for i in range(1, chords + 1):
            t = _F(i) / chords
            s = 1 - t
            to_x, to_y = s * s * ax + 2 * s * t * x + t * t * bx, s * s * ay + 2 * s * t * y + t * t * by
            accumulate_edge(state.area, from_x, from_y, to_x, to_y, _F(sign), width, height)
            from_x, from_y = to_x, to_y


@jit
def _end_of_curve(points, k, neighbour):
    """Where the curve of smooth point k ends on the side of a neighbour."""
    part = _F(0.5) if points[2, neighbour] else _F(0)
    x, y = points[0, neighbour], points[1, neighbour]
    return x + part * (points[0, k] - x), y + part * (points[1, k] - y)


@jit
def _bytes(points, count, unit):
    """Bytes of the edges and curves between `count` points once all lie on the grid of `unit` (x, y) pixels."""
    total = 0
    for k in range(1, count):
        if points[2, k - 1] == 0 and points[2, k] == 0:
            total += edge_bytes(*_step(points[0, k - 1], points[1, k - 1], points[0, k], points[1, k], unit))
        if points[2, k] == 0 or k + 1 == count:
            continue
        ax, ay = _end_of_curve(points, k, k - 1)
        bx, by = _end_of_curve(points, k, k + 1)
        dx, dy = _step(ax, ay, bx, by, unit, 2)
        total += half_bytes(dx) + half_bytes(dy)
        if points[2, k - 1] == 0:
            dx, dy = _step(ax, ay, points[0, k], points[1, k], unit, 2)
            total += half_bytes(dx) + half_bytes(dy) + _CURVE_BYTES
    return total


@jit
def _step(ax, ay, bx, by, unit, parts=1):
    """The step from a to b on the grid, in units or, with 2 `parts`, in halves."""
    dx = int(np.rint(parts * bx / unit[0])) - int(np.rint(parts * ax / unit[0]))
    dy = int(np.rint(parts * by / unit[1])) - int(np.rint(parts * ay / unit[1]))
    return dx, dy


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
    if state.opacity < 1:
        area = state.area
        area[: y1 - y0, : x1 - x0 + 2] = 0
        accumulate(area, state.px, state.py, state.start[s], state.end[s], _F(x0), _F(y0), x1 - x0, y1 - y0)
        for y in range(y0, y1):
            own = _F(0)
            for x in range(x0, x1):
                own += area[y - y0, x - x0]
                before = min(abs(state.signed[y, x]), _F(1))
                after = min(abs(state.signed[y, x] - own), _F(1))
                change += (after - before) * (state.linear[y, x] + (after + before) * state.square[y, x])
        return change
    for y in range(y0, y1):
        for x in range(x0, x1):
            cover = min(abs(state.signed[y, x]), _F(1))
            change -= cover * (state.linear[y, x] + cover * state.square[y, x])
    return change


# ---------------------------------------------------------------------------------------------------------- edits


@jit
def remove(state, price, most):
    """Remove polygons and vertices that are not worth their bytes, until `most` bytes are saved.

    A removed polygon has end == start.  Return how many of the `most` are left.
    """
    px, py, smooth, start, end, unit = state.px, state.py, state.smooth, state.start, state.end, state.unit
    old, new = state.old, state.new
    veils = _begin(state)
    for s in range(start.size):
        if most <= 0:
            _end(state, s)
            continue
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s, 0)
        size = _MOVE_BYTES + _polygon_bytes(state, a, n)
        if _change_without(state, s) < price * size:
            end[s] = a
            state.box[s, :] = 0
            most -= size
            continue
        i = 0
        while i < n and n > 3 and most > 0:
            count, at = _around(state, a, n, i - 1 + n, i + 1 + n)
            at += 1
            for c in range(3):
                for k in range(count - 1):
                    new[c, k] = old[c, k if k < at else k + 1]
            window = _try(state, count, count - 1)
            saved = _bytes(old, count, unit) - _bytes(new, count - 1, unit)
            if _change(state, window) < price * saved:
                _keep(state, window)
                for k in range(a + i, a + n - 1):
                    px[k], py[k], smooth[k] = px[k + 1], py[k + 1], smooth[k + 1]
                n -= 1
                most -= saved
            i += 1  # after a removal this leaves the next vertex alone until the next sweep
        end[s] = a + n
        _end(state, s)
    return most


@jit
def _polygon_bytes(state, a, n):
    """Bytes of all edges and curves of the n vertices from a on but the last, which is left to the fill."""
    total = 0
    for i in range(n - 1):
        count, _ = _around(state, a, n, i + n, i + 1 + n)
        if state.smooth[a + i]:  # its curve is counted here, an edge with the vertex before
            total += _bytes(state.old, count if not state.smooth[a + i + 1] else count - 1, state.unit)
        else:
            total += _bytes(state.old, 2, state.unit)
    return total


@jit
def insert(state, price, room):
    """Put a vertex into each edge where that pays; polygon s may grow to room[s] points.  Return how many.

    Beside a smooth vertex the new one is smooth.
    """
    px, py, smooth, start, end, unit = state.px, state.py, state.smooth, state.start, state.end, state.unit
    old, new = state.old, state.new
    height, width = state.weight.shape
    shortest = 3 * max(unit[0], unit[1])
    veils = _begin(state)
    inserted = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s, _FARTHEST)
        i = 0
        while i < n and n < room[s]:
            p, r = a + i, a + (i + 1) % n
            count, at = _around(state, a, n, i + n, i + 1 + n)
            i += 1
            ax, ay, bx, by = px[p], py[p], px[r], py[r]
            dx, dy = bx - ax, by - ay
            length = np.sqrt(dx * dx + dy * dy)
            if length < shortest:
                continue
            curved = smooth[p] or smooth[r]
            for c in range(3):
                for k in range(count):
                    new[c, k if k <= at else k + 1] = old[c, k]
            new[2, at + 1] = 1 if curved else 0
            before = _bytes(old, count, unit)
            best, best_x, best_y = 0.0, _F(0), _F(0)
            for k in range(8 if length > 3 * shortest else 4):
                along, side = _INSERTIONS[k, 0], _INSERTIONS[k, 1]
                new[0, at + 1] = min(max(ax + along * dx - side * dy / length, _F(0)), _F(width))
                new[1, at + 1] = min(max(ay + along * dy + side * dx / length, _F(0)), _F(height))
                window = _try(state, count, count + 1)
                change = _change(state, window) + price * (_bytes(new, count + 1, unit) - before)
                if change < best:
                    best, best_x, best_y = change, new[0, at + 1], new[1, at + 1]
            if best < 0:
                new[0, at + 1], new[1, at + 1] = best_x, best_y
                _keep(state, _try(state, count, count + 1))
                for k in range(a + n, a + i, -1):
                    px[k], py[k], smooth[k] = px[k - 1], py[k - 1], smooth[k - 1]
                px[a + i], py[a + i], smooth[a + i] = best_x, best_y, curved
                n += 1
                inserted += 1
                i += 1  # the new vertex's second edge waits for the next sweep
        end[s] = a + n
        _end(state, s)
    return inserted


@jit
def shift(state, price):
    """Move each vertex by one grid step where that pays; vertices on the border stay on it.  Return how many moved."""
    px, py, start, end, unit = state.px, state.py, state.start, state.end, state.unit
    old, new = state.old, state.new
    height, width = state.weight.shape
    veils = _begin(state)
    moved = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        _look(state, veils, s, max(unit[0], unit[1]))
        for i in range(n):
            q = a + i
            old_x, old_y = px[q], py[q]
            count, at = _around(state, a, n, i - 1 + n, i + 1 + n)
            at += 1
            new[:, :count] = old[:, :count]
            before = _bytes(old, count, unit)
            best, best_x, best_y = -1e-3, old_x, old_y
            for k in range(8):
                x, y = old_x + _SHIFTS[k, 0] * unit[0], old_y + _SHIFTS[k, 1] * unit[1]
                if x < -0.01 or y < -0.01 or x > width + 0.01 or y > height + 0.01:
                    continue
                if (old_x < 0.01 or old_x > width - 0.01) and _SHIFTS[k, 0] != 0:
                    continue
                if (old_y < 0.01 or old_y > height - 0.01) and _SHIFTS[k, 1] != 0:
                    continue
                new[0, at], new[1, at] = x, y
                window = _try(state, count, count)
                change = _change(state, window) + price * (_bytes(new, count, unit) - before)
                if change < best:
                    best, best_x, best_y = change, new[0, at], new[1, at]
            if best_x != old_x or best_y != old_y:
                new[0, at], new[1, at] = best_x, best_y
                _keep(state, _try(state, count, count))
                px[q], py[q] = best_x, best_y
                moved += 1
        _end(state, s)
    return moved


@jit
def flip(state, price):
    """Make each corner smooth, and each smooth vertex a corner, where that pays.  Return how many.

    A smooth vertex lies farther out than the corner in its place, as the curve cuts it.  A polygon filled with an
    elliptic gradient is left alone: under curves a gradient is round.
    """
    px, py, smooth, start, end, unit = state.px, state.py, state.smooth, state.start, state.end, state.unit
    old, new = state.old, state.new
    height, width = state.weight.shape
    veils = _begin(state)
    flipped = 0
    for s in range(start.size):
        a, n = start[s], end[s] - start[s]
        if not round_enough(state.paints[s]):
            _end(state, s)
            continue
        _look(state, veils, s, _bulge(state, a, n))
        for i in range(n):
            p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
            count, at = _around(state, a, n, i - 1 + n, i + 1 + n)
            at += 1
            new[:, :count] = old[:, :count]
            new[2, at] = 1 - old[2, at]
            before = _bytes(old, count, unit)
            best, best_x, best_y = -1e-3 - price * _FLIP_BYTES, _F(-1), _F(-1)
            out_x, out_y = px[q] - (px[p] + px[r]) / 2, py[q] - (py[p] + py[r]) / 2
            for k in range(3):
                out = _OUTWARD / 2 * k if new[2, at] else _F(-0.2) * k
                new[0, at] = min(max(px[q] + out * out_x, _F(0)), _F(width))
                new[1, at] = min(max(py[q] + out * out_y, _F(0)), _F(height))
                window = _try(state, count, count)
                change = _change(state, window) + price * (_bytes(new, count, unit) - before)
                if change < best:
                    best, best_x, best_y = change, new[0, at], new[1, at]
            if best_x >= 0:
                new[0, at], new[1, at] = best_x, best_y
                _keep(state, _try(state, count, count))
                px[q], py[q], smooth[q] = best_x, best_y, not smooth[q]
                flipped += 1
        _end(state, s)
    return flipped


@jit
def _bulge(state, a, n):
    """Pixels by which `flip` may carry a vertex out of the box: itself, and once more its neighbours before it."""
    most = _F(0)
    for i in range(n):
        p, q, r = a + (i - 1 + n) % n, a + i, a + (i + 1) % n
        out_x, out_y = state.px[q] - (state.px[p] + state.px[r]) / 2, state.py[q] - (state.py[p] + state.py[r]) / 2
        most = max(most, abs(out_x), abs(out_y))
    return 2 * _OUTWARD * most
