"""Outlines with curves: a polygon some of whose vertices are smooth.

A smooth vertex is the control point of a quadratic Bézier curve between the middles of its two edges; where a neighbour
is a corner, the curve ends in it.  A run of smooth vertices is so a uniform quadratic B-spline, which SVG writes with
`q` and `t` in two numbers a vertex, as many as an edge takes.  The raster sees polygons: curves are cut into chords,
each point of which is a fixed mixture of three vertices.
"""

from __future__ import annotations

import numpy as np

from vectorizer.compiled import jit

_F = np.float32
_FLATNESS = _F(0.04)  # pixels between a curve and its chords
CHORDS = 10  # of one curve, at most


@jit
def flatten(px, py, smooth, a, b, out_x, out_y, at, vertex, mix):
    """Write the outline of vertices a to b from place `at` on; return where it ends.

    Args:
        out_x, out_y: float32 (M,).
        vertex: int64 (M,), the vertex that each point belongs to.
        mix: float32 (M, 3), parts of the vertex before, of the vertex, and of the one after.
    """
    for i in range(a, b):
        if not smooth[i]:
            out_x[at], out_y[at], vertex[at] = px[i], py[i], i
            mix[at, 0], mix[at, 1], mix[at, 2] = 0, 1, 0
            at += 1
            continue
        before, after = i - 1 if i > a else b - 1, i + 1 if i + 1 < b else a
        first = _F(0.5) if smooth[before] else _F(0)  # part of this vertex in the curve's start and end
        last = _F(0.5) if smooth[after] else _F(0)
        ax, ay = px[before] + first * (px[i] - px[before]), py[before] + first * (py[i] - py[before])
        bx, by = px[after] + last * (px[i] - px[after]), py[after] + last * (py[i] - py[after])
        chords = chords_of(ax, ay, px[i], py[i], bx, by)
        for k in range(1, chords + (1 if smooth[after] else 0)):
            t = _F(k) / chords
            s = 1 - t
            mix[at, 0], mix[at, 2] = s * s * (1 - first), t * t * (1 - last)
            mix[at, 1] = 1 - mix[at, 0] - mix[at, 2]
            out_x[at] = mix[at, 0] * px[before] + mix[at, 1] * px[i] + mix[at, 2] * px[after]
            out_y[at] = mix[at, 0] * py[before] + mix[at, 1] * py[i] + mix[at, 2] * py[after]
            vertex[at] = i
            at += 1
    return at


@jit
def chords_of(ax, ay, x, y, bx, by):
    """Into how many chords the curve from a to b with control point (x, y) is cut."""
    bulge = _F(0.25) * np.sqrt((ax - 2 * x + bx) ** 2 + (ay - 2 * y + by) ** 2)
    return min(max(int(np.ceil(np.sqrt(bulge / _FLATNESS))), 1), CHORDS)


@jit
def flatten_all(px, py, smooth, start, end):
    """(x, y, start, end, vertex, mix) of all outlines, as `flatten` writes them."""
    size = 0
    for s in range(start.size):
        for i in range(start[s], end[s]):
            size += CHORDS if smooth[i] else 1
    x, y, vertex, mix = np.empty(size, _F), np.empty(size, _F), np.empty(size, np.int64), np.empty((size, 3), _F)
    starts, ends = np.empty_like(start), np.empty_like(end)
    at = 0
    for s in range(start.size):
        starts[s] = at
        at = flatten(px, py, smooth, start[s], end[s], x, y, at, vertex, mix)
        ends[s] = at
    return x[:at], y[:at], starts, ends, vertex[:at], mix[:at]


@jit
def gather(flat_x, flat_y, flat_start, flat_end, vertex, mix, start, end, force_x, force_y):
    """Hand the forces on the points of flattened outlines on to the vertices, in the parts that they have in them."""
    for s in range(start.size):
        a, b = start[s], end[s]
        for i in range(a, b):
            force_x[i] = force_y[i] = 0
        for k in range(flat_start[s], flat_end[s]):
            i = vertex[k]
            before, after = i - 1 if i > a else b - 1, i + 1 if i + 1 < b else a
            force_x[before] += mix[k, 0] * flat_x[k]
            force_y[before] += mix[k, 0] * flat_y[k]
            force_x[i] += mix[k, 1] * flat_x[k]
            force_y[i] += mix[k, 1] * flat_y[k]
            force_x[after] += mix[k, 2] * flat_x[k]
            force_y[after] += mix[k, 2] * flat_y[k]


@jit
def on_grid(px, py, smooth, a, b, unit):
    """int64 (N, 3): the vertices a to b in whole units, and 1 for the smooth ones."""
    places = np.empty((b - a, 3), np.int64)
    for i in range(b - a):
        places[i, 0], places[i, 1] = int(np.rint(px[a + i] / unit[0])), int(np.rint(py[a + i] / unit[1]))
        places[i, 2] = smooth[a + i]
    return places
