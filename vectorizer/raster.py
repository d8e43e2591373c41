"""Polygons -> pixels: exact-area antialiasing of simple polygons, painted back to front.

The coverage of a pixel is accumulated from the signed area that each edge leaves to its right (the scheme of font
rasterizers such as font-rs and stb_truetype), so that a render agrees with cairo's to about one part in 255 and a
vertex can be moved by less than a pixel.  Coordinates are (x, y) in pixels, y down; pixel (i, j) spans [j, j + 1] x
[i, i + 1].

Polygons lie in flat arrays: polygon s is (px, py)[start[s]:end[s]].
"""

from __future__ import annotations

import numpy as np

from vectorizer.compiled import jit
from vectorizer.paint import FLAT, KIND, STEP, along

_F = np.float32
SOLID = _F(0.003)  # coverage below this leaves a pixel alone


@jit
def bounds(px, py, a, b, width, height):
    """Return the pixel box (x0, y0, x1, y1) of points a to b, cut to the picture; empty when x1 <= x0 or y1 <= y0.

    >>> bounds(np.array([1.5, 9, 4], np.float32), np.array([-2, 3, 7.2], np.float32), 0, 3, 8, 10)
    (1, 0, 8, 8)
    """
    x0 = x1 = px[a]
    y0 = y1 = py[a]
    for i in range(a + 1, b):
        x0 = min(x0, px[i])
        x1 = max(x1, px[i])
        y0 = min(y0, py[i])
        y1 = max(y1, py[i])
    return (
        max(0, int(np.floor(x0))),
        max(0, int(np.floor(y0))),
        min(width, int(np.ceil(x1))),
        min(height, int(np.ceil(y1))),
    )


@jit
def accumulate(area, px, py, a, b, x0, y0, width, height):
    """Add the polygon's edges to `area`, float32 (>= height, >= width + 2), for the window at (x0, y0).

    The running sum along a row of `area` is the signed coverage of its pixels.  What lies left of the window counts at
    its border, what lies right of it does not matter.
    """
    for i in range(a, b):
        j = i + 1 if i + 1 < b else a
        accumulate_edge(area, px[i] - x0, py[i] - y0, px[j] - x0, py[j] - y0, _F(1), width, height)


@jit
def accumulate_edge(area, ax, ay, bx, by, sign, width, height):
    """Add `sign` times the edge from a to b, in the window's coordinates, to `area`."""
    if ay == by:
        return
    if ay > by:
        ax, ay, bx, by, sign = bx, by, ax, ay, -sign
    if by <= 0 or ay >= height:
        return
    slope = (bx - ax) / (by - ay)
    x = ax
    if ay < 0:
        x -= ay * slope
        ay = _F(0)
    bottom = min(by, _F(height))
    y = int(ay)
    while y < bottom:
        dy = min(_F(y + 1), bottom) - max(_F(y), ay)
        x_next = x + slope * dy
        _accumulate_row(area, y, min(x, x_next), max(x, x_next), sign * dy, width)
        x = x_next
        y += 1


@jit
def _accumulate_row(area, y, left, right, weight, width):
    """Add one edge's piece within row y, from x = left to right, whose height is `weight`."""
    if right <= 0:
        area[y, 0] += weight
        return
    if left >= width:
        return
    if left < 0:
        outside = weight * left / (left - right)
        area[y, 0] += outside
        weight, left = weight - outside, _F(0)
    if right > width:
        weight, right = weight * (width - left) / (right - left), _F(width)
    first, last = int(left), int(np.ceil(right))
    if last <= first + 1:
        inside = _F(0.5) * (left + right) - first
        area[y, first] += weight * (1 - inside)
        area[y, first + 1] += weight * inside
        return
    per_pixel = _F(1) / (right - left)
    before = _F(1) - (left - first)
    head = _F(0.5) * per_pixel * before * before
    after = right - last + 1
    tail = _F(0.5) * per_pixel * after * after
    area[y, first] += weight * head
    if last == first + 2:
        area[y, first + 1] += weight * (1 - head - tail)
    else:
        second = per_pixel * (_F(1.5) - (left - first))
        area[y, first + 1] += weight * (second - head)
        for k in range(first + 2, last - 1):
            area[y, k] += weight * per_pixel
        area[y, last - 1] += weight * (1 - (second + (last - first - 3) * per_pixel) - tail)
    area[y, last] += weight * tail


@jit
def blend(window, area, px, py, a, b, x0, y0, width, height, paint):
    """Paint polygon a:b over `window`, float32 (>= height, >= width, 3), which lies at (x0, y0)."""
    area[:height, : width + 2] = 0
    accumulate(area, px, py, a, b, _F(x0), _F(y0), width, height)
    for y in range(height):
        total = _F(0)
        for x in range(width):
            total += area[y, x]
            cover = min(abs(total), _F(1))
            if cover > SOLID:
                t = along(paint, x0 + x, y0 + y)
                for c in range(3):
                    window[y, x, c] += cover * (paint[c] + t * paint[STEP + c] - window[y, x, c])


@jit
def render(picture, top, area, px, py, start, end, paints, background):
    """Paint all polygons in order.

    Args:
        picture: float32 (H, W, 3), overwritten.
        top: int32 (H, W), overwritten: the last polygon that covers more than half of the pixel, -1 for none.
        area: float32 (>= H, >= W + 2), scratch.
        paints: float32 (N, paint.SIZE).  background: float32 (paint.SIZE,).
    """
    height, width = top.shape
    for y in range(height):
        for x in range(width):
            top[y, x] = -1
            t = along(background, x, y)
            for c in range(3):
                picture[y, x, c] = background[c] + t * background[STEP + c]
    for s in range(start.size):
        if end[s] - start[s] < 3:
            continue
        x0, y0, x1, y1 = bounds(px, py, start[s], end[s], width, height)
        if x1 <= x0 or y1 <= y0:
            continue
        area[: y1 - y0, : x1 - x0 + 2] = 0
        accumulate(area, px, py, start[s], end[s], _F(x0), _F(y0), x1 - x0, y1 - y0)
        paint = paints[s]
        r, g, b = paint[0], paint[1], paint[2]
        flat = paint[KIND] == FLAT
        for y in range(y0, y1):
            total = _F(0)
            for x in range(x0, x1):
                total += area[y - y0, x - x0]
                cover = min(abs(total), _F(1))
                if cover <= SOLID:
                    continue
                if cover > _F(0.5):
                    top[y, x] = s
                if not flat:
                    t = along(paint, x, y)
                    r, g, b = paint[0] + t * paint[STEP], paint[1] + t * paint[STEP + 1], paint[2] + t * paint[STEP + 2]
                picture[y, x, 0] += cover * (r - picture[y, x, 0])
                picture[y, x, 1] += cover * (g - picture[y, x, 1])
                picture[y, x, 2] += cover * (b - picture[y, x, 2])


@jit
def coverage(area, px, py, a, b, x0, y0, width, height):
    """Write polygon a:b's coverage, 0 to 1, into `area`, float32 (>= height, >= width + 2), for the window at (x0, y0).

    `blend` and `render`, which take most of the time, do the same while they paint.

    >>> area = np.zeros((2, 4), np.float32)
    >>> x, y = np.array([0, 1.5, 1.5, 0], np.float32), np.array([0, 0, 2, 2], np.float32)
    >>> coverage(area, x, y, 0, 4, 0, 0, 2, 2)
    >>> area[:, :2].tolist()
    [[1.0, 0.5], [1.0, 0.5]]
    """
    if width <= 0 or height <= 0:
        return
    area[:height, : width + 2] = 0
    accumulate(area, px, py, a, b, _F(x0), _F(y0), width, height)
    for y in range(height):
        total = _F(0)
        for x in range(width):
            total += area[y, x]
            area[y, x] = min(abs(total), _F(1))


@jit
def gain_map(target, weight, error, color):
    """What painting everything in `color` would take off the present `error`, float32 (H, W), and where it is positive.

    target: float32 (H, W, 3).  weight, error: float32 (H, W).  The second result is uint8 (H, W), 1 or 0.
    """
    gain, positive = np.empty_like(error), np.empty(error.shape, np.uint8)
    for y in range(error.shape[0]):
        for x in range(error.shape[1]):
            distance = _F(0)
            for c in range(3):
                distance += (color[c] - target[y, x, c]) ** 2
            gain[y, x] = error[y, x] - distance * weight[y, x]
            positive[y, x] = gain[y, x] > 0
    return gain, positive


@jit
def measure(gain, labels, count):
    """Of each of `labels`, int32 (H, W) from 0 to `count` - 1: the sum of `gain`, its pixels, and their box.

    gain: float32 (H, W).  The results are float64 (count,), int64 (count,) and int64 (count, 4), each box as of
    `bounds`; that of a label that no pixel has means nothing.
    """
    height, width = gain.shape
    sums, sizes, boxes = np.zeros(count, np.float64), np.zeros(count, np.int64), np.empty((count, 4), np.int64)
    for y in range(height):
        x = 0
        while x < width:  # one run of a label after the other
            k, left, total = labels[y, x], x, 0.0
            while x < width and labels[y, x] == k:
                total += gain[y, x]
                x += 1
            if sizes[k] == 0:
                boxes[k, 0], boxes[k, 1], boxes[k, 2] = left, y, x
            boxes[k, 0] = min(boxes[k, 0], left)
            boxes[k, 2] = max(boxes[k, 2], x)
            boxes[k, 3] = y + 1
            sums[k] += total
            sizes[k] += x - left
    return sums, sizes, boxes


@jit
def gain_under(gain, area, px, py):
    """Sum of `gain`, float32 (H, W), under one polygon."""
    height, width = gain.shape
    x0, y0, x1, y1 = bounds(px, py, 0, px.size, width, height)
    coverage(area, px, py, 0, px.size, x0, y0, x1 - x0, y1 - y0)
    total = _F(0)
    for y in range(y0, y1):
        for x in range(x0, x1):
            cover = area[y - y0, x - x0]
            if cover > SOLID:
                total += cover * gain[y, x]
    return total


@jit
def share_used(used, area, px, py):
    """Part, 0 to 1, of the pixels of one polygon that are `used`, bool (H, W); 1 for one without pixels."""
    height, width = used.shape
    x0, y0, x1, y1 = bounds(px, py, 0, px.size, width, height)
    coverage(area, px, py, 0, px.size, x0, y0, x1 - x0, y1 - y0)
    covered, taken = 0, 0
    for y in range(y0, y1):
        for x in range(x0, x1):
            if area[y - y0, x - x0] > _F(0.5):
                covered += 1
                if used[y, x]:
                    taken += 1
    return taken / covered if covered else 1.0


@jit
def mark_used(used, area, px, py):
    """Set `used`, bool (H, W), in the pixels of one polygon."""
    height, width = used.shape
    x0, y0, x1, y1 = bounds(px, py, 0, px.size, width, height)
    coverage(area, px, py, 0, px.size, x0, y0, x1 - x0, y1 - y0)
    for y in range(y0, y1):
        for x in range(x0, x1):
            if area[y - y0, x - x0] > _F(0.5):
                used[y, x] = True


@jit
def cancelling(px, py, start, end, group, height, width):
    """bool (N,): which outlines, crossing themselves, take off what others of their group cover in the same path.

    One loop of an 8 runs the other way round than the whole.  Where it lies on another outline the windings add up to
    nothing, and by the nonzero rule nothing is painted there.
    """
    n = start.size
    found = np.zeros(n, np.bool_)
    total, most = np.zeros((height, width), _F), np.zeros((height, width), _F)
    area = np.empty((height, width + 2), _F)
    first = 0
    while first < n:
        last = first + 1
        while last < n and group[last] == group[first]:
            last += 1
        if last > first + 1:
            total[:], most[:] = 0, 0
            for turn in range(2):
                for s in range(first, last):
                    x0, y0, x1, y1 = bounds(px, py, start[s], end[s], width, height)
                    if x1 <= x0 or y1 <= y0:
                        continue
                    area[: y1 - y0, : x1 - x0 + 2] = 0
                    accumulate(area, px, py, start[s], end[s], _F(x0), _F(y0), x1 - x0, y1 - y0)
                    sign = _F(-1) if twice_area(px, py, start[s], end[s]) > 0 else _F(1)  # so that inside is +1
                    for y in range(y0, y1):
                        own = _F(0)
                        for x in range(x0, x1):
                            own += sign * area[y - y0, x - x0]
                            if turn == 0:
                                total[y, x] += own
                                most[y, x] = max(most[y, x], min(abs(own), _F(1)))
                            elif own < _F(-0.5) and most[y, x] - min(abs(total[y, x]), _F(1)) > _F(0.5):
                                found[s] = True
        first = last
    return found


@jit
def twice_area(px, py, a, b):
    """Twice the area of points a to b, positive where they run clockwise as they are seen."""
    total = _F(0)
    for i in range(a, b):
        j = i + 1 if i + 1 < b else a
        total += px[i] * py[j] - px[j] * py[i]
    return total


@jit
def overlaps(px, py, start, end, height, width, area):
    """bool (N, N): [i, j] for i < j when polygons i and j share more than two pixels (of the 24 topmost in each)."""
    n, depth = start.size, 24
    shared = np.zeros((n, n), np.int32)
    stack = np.zeros((height, width, depth), np.int16)
    count = np.zeros((height, width), np.int16)
    for s in range(n):
        x0, y0, x1, y1 = bounds(px, py, start[s], end[s], width, height)
        coverage(area, px, py, start[s], end[s], x0, y0, x1 - x0, y1 - y0)
        for y in range(y0, y1):
            for x in range(x0, x1):
                if area[y - y0, x - x0] > _F(0.5):
                    k = count[y, x]
                    for i in range(k):
                        shared[stack[y, x, i], s] += 1
                    if k == depth:
                        for i in range(depth - 1):
                            stack[y, x, i] = stack[y, x, i + 1]
                        k -= 1
                    stack[y, x, k] = s
                    count[y, x] = k + 1
    return shared > 2
