"""Where the next polygons should go: regions in which painting one colour would remove much error for its bytes.

The colours come from K-means (scikit-learn), over pixels drawn in proportion to their present error, so that the
palette goes where the picture still is wrong.  For each colour: the map of error that it would remove, the connected
components in which that is positive, their outlines as simplified polygons.  The best by error a byte are taken, as
long as they do not lie upon one another.  An outline takes time, and a polygon cannot remove more than its component
holds: so outlines are made best first, by that bound, and most of them never.
"""

from __future__ import annotations

import heapq
import itertools
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import ThreadpoolController

from vectorizer.compiled import jit
from vectorizer.raster import gain_map, gain_under, mark_used, measure, share_used
from vectorizer.scene import Scene

_F = np.float32
_COLORS = 20
_SAMPLES = 3000  # pixels that the palette is fitted to
_PER_COLOR, _TRIED = 60, 500  # components looked at for each colour, and of all colours
_ENLARGED = 3  # OpenCV's contours run through pixel centres; on pixels enlarged so much that is close to their edges
_OUTLINE_TOLERANCE = 1.2  # pixels between a region's outline and its polygon
_LARGEST = 0.5  # part of the bytes to spend that one polygon may take; with more vertices it is made rougher
_COARSER = 1.3  # by as much a time
_LEAST_HOLE = 0.2  # of the area within an outline: a smaller hole stays filled
_MAX_OVERLAP = 0.08  # part of a polygon that may lie on others of the same round
_POLYGON_BYTES, _VERTEX_BYTES, _PATH_BYTES = 8, 5, 20  # rough, for the ranking; the text itself is measured later
_LEAST_BYTES = _POLYGON_BYTES + 3 * _VERTEX_BYTES  # of a polygon
_FLOOR = 0.001  # of the best candidate's gain a byte: below that none is taken


class _Region(NamedTuple):
    gain: float  # the error that its colour would remove there
    color: int  # in the palette; beyond it, a level of overlays
    label: int  # of its component in `labels`
    labels: np.ndarray  # int32 (H, W)
    box: np.ndarray  # of the component: x, y, right, bottom
    gains: np.ndarray  # float32 (H, W), of its colour


@dataclass
class _Candidate:
    worth: float  # gain a byte
    bytes: int
    color: int  # in the palette; beyond it, a level of overlays
    polygon: np.ndarray  # float32 (N, 2)


def add_polygons(scene: Scene, budget: int, rng: np.random.Generator, ringed: float = -np.inf) -> tuple[int, float]:
    """Paint the best new polygons that fit into `budget` bytes.

    Args:
        ringed: regions are tried with their hole left out too where, with it filled, they would remove at most this
            part of the error that they remove by themselves.

    Returns:
        (estimated bytes spent, the price of a byte); (0, inf) when there was none to take.  The price is the median of
        what the bytes gain: what the last of them gains hangs on one small polygon, and may be a tenth of that.
    """
    error = ((scene.picture - scene.target) ** 2).sum(2) * scene.weight
    colors = _palette(scene.target, error, rng)
    found = _candidates(scene, error, colors, _LARGEST * budget, ringed)
    begun = {len(colors) + k for k in scene.overlays_begun()}
    chosen, spent = _choose(scene, found, budget, begun)
    if not chosen:
        return 0, np.inf
    chosen.sort(key=lambda c: -c.worth)
    bought = np.cumsum([c.bytes for c in chosen])
    price = chosen[np.searchsorted(bought, bought[-1] / 2)].worth
    over = [c for c in chosen if c.color >= len(colors)]
    if over:
        scene.overlay([c.polygon for c in over], [c.color - len(colors) for c in over])
    chosen = [c for c in chosen if c.color < len(colors)]
    if not chosen:
        return spent, price
    chosen.sort(key=lambda c: c.color)
    _, group = np.unique([c.color for c in chosen], return_inverse=True)
    scene.add([c.polygon for c in chosen], group, [colors[c.color] for c in chosen])
    return spent, price


def _palette(target: np.ndarray, error: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """float32 (<= _COLORS, 3): K-means of the target's colours where the error is."""
    chance = error.ravel().astype(np.float64) + 1e-6
    sums = np.cumsum(chance)
    places = np.searchsorted(sums, sums[-1] * rng.random(_SAMPLES), side="right")
    sample = target.reshape(-1, 3)[places].astype(np.float64)
    count = min(_COLORS, len(set(sample.view("V24").ravel().tolist())))  # of different colours, 24 bytes each
    # One thread, since the order of summation, and so the palette, must not hang on their number.  Fewer clusters than
    # asked for, where colours differ by next to nothing, are as welcome.
    with _threads().limit(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return KMeans(count, n_init=1, max_iter=20, random_state=0).fit(sample).cluster_centers_.clip(0, 255).astype(_F)


@cache
def _threads() -> ThreadpoolController:
    """The thread pools of the libraries that scikit-learn calls; to look for them takes as long as the palette does."""
    return ThreadpoolController()


def _candidates(
    scene: Scene, error: np.ndarray, colors: np.ndarray, largest: float, ringed: float
) -> Iterator[_Candidate]:
    """One for each region worth looking at, of `largest` bytes at most; the worthiest first."""
    most = max(3, int((largest - _POLYGON_BYTES) / _VERTEX_BYTES))
    order = itertools.count()  # of what is worth the same
    best = [(-region.gain / _LEAST_BYTES, next(order), region) for region in _regions(scene, error, colors)]
    heapq.heapify(best)
    while best:
        _, _, first = heapq.heappop(best)
        if isinstance(first, _Candidate):
            yield first
            continue
        for candidate in _outlined(scene, first, most, ringed):
            heapq.heappush(best, (-candidate.worth, next(order), candidate))


def _regions(scene: Scene, error: np.ndarray, colors: np.ndarray) -> list[_Region]:
    """Those in which a colour, or a level of overlays, removes most."""
    of_colors = (gain_map(scene.target, scene.weight, error, color) for color in colors)
    maps, found = [], []  # of each colour: its components; (gain, colour, label) of those worth looking at
    for k, (gain, mask) in enumerate(itertools.chain(of_colors, scene.overlay_gains())):
        count, labels = cv2.connectedComponents(mask, connectivity=4)
        total, size, box = measure(gain, labels, count)
        total[0] = 0
        best = np.argsort(-total, kind="stable")[:_PER_COLOR]
        best = best[(total[best] > 0) & (size[best] >= 4)]
        maps.append((labels, box, gain))
        found += zip(total[best].tolist(), itertools.repeat(k), best.tolist())
    found.sort(key=lambda region: -region[0])
    regions = []
    for removed, k, label in found[:_TRIED]:
        labels, box, gain = maps[k]
        regions.append(_Region(removed, k, label, labels, box[label], gain))
    return regions


def _outlined(scene: Scene, region: _Region, most: int, ringed: float) -> Iterator[_Candidate]:
    """The region's polygon, and the one without its hole where that is to be tried."""
    x, y, right, bottom = region.box
    mask = region.labels[y:bottom, x:right] == region.label
    removed = 0.0
    for holed in (False, True):
        if holed and removed > ringed * region.gain:
            break
        polygon = outline(mask, most, scene.width, scene.height, x, y, holed)
        if polygon is None:
            continue
        px, py = np.ascontiguousarray(polygon[:, 0]), np.ascontiguousarray(polygon[:, 1])
        removed = gain_under(region.gains, scene.area, px, py)
        size = _POLYGON_BYTES + _VERTEX_BYTES * len(polygon)
        if removed > 0:
            yield _Candidate(removed / size, size, region.color, polygon)


def outline(
    mask: np.ndarray, most: int, width: int, height: int, x: int, y: int, holed: bool = False
) -> np.ndarray | None:
    """The outer outline of a bool mask, connected and at (x, y), float32 (N, 2) in pixels, along the pixels' edges.

    Of at most so many vertices: a rough outline of a region that matters is better than none.  Where it is to be
    `holed`, the largest hole is left out, by a cut from the outer outline to the hole's; None where there is none.
    """
    size = _ENLARGED * mask.shape[1], _ENLARGED * mask.shape[0]
    enlarged = cv2.resize(mask.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    if holed:
        contours = _around_hole(enlarged)
        if not contours:
            return None
    else:
        contours, _ = cv2.findContours(enlarged, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    tolerance = _OUTLINE_TOLERANCE * _ENLARGED
    parts = [cv2.approxPolyDP(contour, tolerance, True).reshape(-1, 2) for contour in contours]
    while sum(map(len, parts)) > most:
        tolerance *= _COARSER
        parts = [cv2.approxPolyDP(contour, tolerance, True).reshape(-1, 2) for contour in contours]
    if min(map(len, parts)) < 3:
        return None
    return _placed(_cut(*parts) if holed else parts[0], x, y, width, height)


def _around_hole(mask: np.ndarray) -> list[np.ndarray]:
    """The outer contour of a connected mask and that of its largest hole; nothing where there is no large one."""
    contours, (nested,) = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    within = nested[:, 3] >= 0
    outer = contours[int(within.argmin())]
    holes = sorted(itertools.compress(contours, within), key=cv2.contourArea)
    if not holes or cv2.contourArea(holes[-1]) < _LEAST_HOLE * cv2.contourArea(outer):
        return []
    return [outer, holes[-1]]


def _cut(outer: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """One outline (N, 2) round a ring: there along the outer one, back along the hole's, cut where they are near."""
    distance = ((outer[:, None] - hole[None]) ** 2).sum(2)
    i, j = np.unravel_index(distance.argmin(), distance.shape)
    return np.concatenate([outer[i:], outer[: i + 1], hole[j:], hole[: j + 1]])


@jit
def _placed(points, x, y, width, height):
    """Points on the enlarged pixels of a mask at (x, y), int32 (N, 2), in the picture's pixels, float32 (N, 2).

    What nearly touches the picture's border reaches it.
    """
    placed = np.empty(points.shape, _F)
    for i in range(len(points)):
        for c, (corner, side) in enumerate(((x, width), (y, height))):
            at = (_F(points[i, c]) + _F(0.5)) / _F(_ENLARGED) + _F(corner)
            placed[i, c] = 0 if at < 1 else side if at > side - 1 else at
    return placed


def _choose(scene: Scene, found: Iterable[_Candidate], budget: int, begun: set[int]) -> tuple[list[_Candidate], int]:
    """(the candidates taken, their bytes); those of the colours that are `begun` need no path of their own."""
    used = np.zeros((scene.height, scene.width), bool)
    chosen, spent, seen, highest = [], 0, set(begun), 0.0
    for candidate in found:
        highest = highest or candidate.worth
        if candidate.worth < _FLOOR * highest or budget - spent < _LEAST_BYTES:
            break
        size = candidate.bytes + (0 if candidate.color in seen else _PATH_BYTES)
        if spent + size > budget:
            continue
        px, py = np.ascontiguousarray(candidate.polygon[:, 0]), np.ascontiguousarray(candidate.polygon[:, 1])
        if share_used(used, scene.area, px, py) > _MAX_OVERLAP:
            continue
        mark_used(used, scene.area, px, py)
        chosen.append(candidate)
        seen.add(candidate.color)
        spent += size
    return chosen, spent
