"""The picture as it is being built: polygons in painting order, their colours, and the raster they give."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from vectorizer import curves, edits, gradients, order, paint, path_text, raster, refine

_F = np.float32
_SOLVED = 3  # steps of refinement for one of the colours, which follow slowly


class Scene:
    """Polygons over a background, tried against a target.

    Args:
        target: float32 (H, W, 3), 0 to 255: what the raster should come close to.
        weight: float32 (H, W): how much each pixel's squared error counts.
        grid: (width, height) of the viewBox, in whose whole numbers the polygons are written.
    """

    def __init__(self, target: np.ndarray, weight: np.ndarray, grid: tuple[int, int]):
        self._aim(target, weight)
        self.set_grid(grid)
        (self.ground,) = paint.flat(np.average(target.reshape(-1, 3), axis=0, weights=weight.ravel()))
        self._load([], np.zeros(0, np.int64), np.zeros((0, paint.SIZE), _F))
        self.render()

    def _aim(self, target: np.ndarray, weight: np.ndarray) -> None:
        self.target, self.weight = target, weight
        self.height, self.width = weight.shape
        self.picture = np.empty_like(target)
        self.top = np.empty(weight.shape, np.int32)
        self.area = np.empty((self.height, self.width + 2), _F)
        self._scratch = np.empty((*weight.shape, 4), _F), *np.empty((3, *weight.shape), _F)

    def set_grid(self, grid: tuple[int, int]) -> None:
        self.grid = grid
        self.unit = np.array([self.width / grid[0], self.height / grid[1]], _F)  # pixels in a unit of the grid

    # ------------------------------------------------------------------------------------------------ polygons

    @property
    def count(self) -> int:
        return self.start.size

    @property
    def colors(self) -> np.ndarray:
        """float32 (N, 3): of each polygon; of a gradient, its first."""
        return self.paints[:, :3]

    @property
    def background(self) -> np.ndarray:
        """float32 (3,): the colour below all polygons; of a gradient, its first."""
        return self.ground[:3]

    @background.setter
    def background(self, color: np.ndarray) -> None:
        (self.ground,) = paint.flat(color)

    def polygons(self) -> list[np.ndarray]:
        """The polygons in painting order, each float32 (N, 2) in pixels; (N, 3) with 1 for what is smooth."""
        points = np.stack([self.px, self.py, self.smooth.astype(_F)], 1)
        curved = self.smooth.any()  # mostly nothing is
        spans = zip(self.start, self.end, strict=True)
        return [points[a:b] if curved and self.smooth[a:b].any() else points[a:b, :2] for a, b in spans]

    def outline(self) -> tuple:
        """(x, y, start, end) of all outlines as polygons; and what `curves.gather` takes, where there are curves."""
        if not self.smooth.any():
            return self.px, self.py, self.start, self.end
        return curves.flatten_all(self.px, self.py, self.smooth, self.start, self.end)

    def add(self, polygons: list[np.ndarray], group: list[int], colors: list[np.ndarray]) -> None:
        """Paint `polygons` on top; those of one `group` (a number of this call) share a path."""
        groups = self.group.max(initial=-1) + 1 + np.asarray(group, np.int64)
        self._load(
            self.polygons() + polygons,
            np.concatenate([self.group, groups]),
            np.concatenate([self.paints, paint.flat(colors)]),
        )

    def _load(self, polygons: list[np.ndarray], group: np.ndarray, paints: np.ndarray) -> None:
        """Lay the polygons out in flat arrays, with room for each to double its vertices."""
        sizes = np.array([len(p) for p in polygons], np.int64)
        self.room = 2 * sizes + 8
        self.start = np.cumsum(self.room) - self.room
        self.end = self.start + sizes
        self.px, self.py = np.zeros(self.room.sum(), _F), np.zeros(self.room.sum(), _F)
        self.smooth = np.zeros(self.room.sum(), np.bool_)
        for a, b, polygon in zip(self.start, self.end, polygons, strict=True):
            self.px[a:b], self.py[a:b] = polygon[:, 0], polygon[:, 1]
            if polygon.shape[1] > 2:
                self.smooth[a:b] = polygon[:, 2] > 0
        self.group, self.paints = np.asarray(group, np.int64), np.asarray(paints, _F)
        self._box = np.zeros((len(polygons), 4), np.int64)

    def resize(self, target: np.ndarray, weight: np.ndarray) -> None:
        """Go on over a raster of another size, against `target` and with `weight`, as in the constructor."""
        x, y = _F(weight.shape[1] / self.width), _F(weight.shape[0] / self.height)
        self._aim(target, weight)
        self.set_grid(self.grid)
        self.px, self.py = x * self.px, y * self.py
        self.paints, (self.ground,) = paint.scaled(self.paints, x, y), paint.scaled(self.ground[None], x, y)
        self.render()

    def _drop_empty(self) -> None:
        kept = np.flatnonzero(self.end - self.start >= 3)
        polygons = self.polygons()
        self._load([polygons[i] for i in kept], self.group[kept], self.paints[kept])

    # ------------------------------------------------------------------------------------------------- raster

    def render(self) -> None:
        raster.render(self.picture, self.top, self.area, *self.outline()[:4], self.paints, self.ground)

    def rendered(self, width: int, height: int) -> np.ndarray:
        """The scene at another size, uint8 (height, width, 3)."""
        return as_bytes(self.painted(width, height))

    def painted(self, width: int, height: int) -> np.ndarray:
        """As `rendered`, but not rounded: float32."""
        picture, top = np.empty((height, width, 3), _F), np.empty((height, width), np.int32)
        scale_x, scale_y = _F(width / self.width), _F(height / self.height)
        x, y, start, end = self.outline()[:4]
        raster.render(
            picture, top, np.empty((height, width + 2), _F), x * scale_x, y * scale_y,
            start, end, paint.scaled(self.paints, scale_x, scale_y),
            paint.scaled(self.ground[None], scale_x, scale_y)[0],
        )  # fmt: skip
        return np.clip(picture, 0, 255, out=picture)

    def solve_colors(self) -> None:
        """Give each group, and the background, the colours with the least error over its visible pixels.

        That is the mean of the target, but for gradients.  Needs a fresh `top`.
        """
        sums = self._color_sums()
        gradients.solve(self.ground[None], sums[-1:])
        if self.count:
            by_group = np.zeros((self.group.max() + 1, sums.shape[1]))
            np.add.at(by_group, self.group, sums[:-1])
            gradients.solve(self.paints, by_group[self.group])

    def _color_sums(self) -> np.ndarray:
        return refine.color_sums(self.target, self.weight, self.top, self.paints, self.ground)

    def shade(self, worth: float, most: float = np.inf) -> None:
        """Turn single colours into gradients where that takes off more error than `worth`, so many at `most`.

        Those with most error come first.  Needs a fresh `top`.
        """
        errors = refine.errors(self.target, self.weight, self.top, self.paints, self.ground)
        for s in np.argsort(-errors, kind="stable"):
            if errors[s] < worth or most < 1:
                break
            s = s if s < self.count else -1
            row = self.ground if s < 0 else self.paints[s]
            if row[paint.KIND] != paint.FLAT:
                continue
            better = gradients.fit(self.target, self.weight, self.top == s, row, worth, self._curved(s))
            if better is not None:
                row[:] = better
                most -= 1
                if s >= 0:
                    self.group[s] = self.group.max() + 1
        self.group = np.cumsum(np.diff(self.group, prepend=self.group[:1]) != 0)  # those after it are another path

    def _curved(self, s: int) -> bool:
        return s >= 0 and bool(self.smooth[self.start[s] : self.end[s]].any())

    def unshade(self, worth: float) -> None:
        """Turn gradients that take less than `worth` off the error into single colours."""
        self.render()
        sums = self._color_sums()
        gradients.unshade(self.paints, sums[:-1], worth)
        gradients.unshade(self.ground[None], sums[-1:], worth)

    # ----------------------------------------------------------------------------------------- improvement

    def refine(self, steps: int, rate: float, out_of_time=lambda: False) -> None:
        """Move all vertices and colours together, `steps` times, by at most about `rate` pixels a step."""
        adam = refine.Adam(self.px.size, rate, steps)
        force_x, force_y = np.zeros(self.px.size, _F), np.zeros(self.px.size, _F)
        for step in range(steps):
            self.render()
            if step % _SOLVED == 0:
                self.solve_colors()
            self.forces(force_x, force_y)
            adam.move(self.px, self.py, force_x, force_y, self.width, self.height)
            if out_of_time():
                break
        self.render()
        self.solve_colors()

    def forces(self, force_x: np.ndarray, force_y: np.ndarray) -> None:
        """Write the derivative of the error with respect to each vertex.  Needs a fresh render."""
        x, y, start, end, *curved = self.outline()
        on_x, on_y = (np.empty_like(x), np.empty_like(y)) if curved else (force_x, force_y)
        refine.forces(
            self.picture, self.target, self.weight, self.top, x, y, start, end, self.paints, on_x, on_y
        )
        if curved:
            curves.gather(on_x, on_y, start, end, *curved, self.start, self.end, force_x, force_y)

    def remove(self, price: float, most: float = np.inf) -> float:
        """Drop vertices and polygons that remove less error than `price` a byte, until about `most` bytes are saved.

        Return how many of the `most` are left.
        """
        left = self._edit(edits.remove, price, float(most))
        self._drop_empty()
        return left

    def insert(self, price: float) -> None:
        """Add vertices where they remove more error than `price` a byte."""
        self._load(self.polygons(), self.group, self.paints)  # room to grow
        self._edit(edits.insert, price, self.room)

    def shift(self, price: float) -> int:
        """Lay the vertices on the grid and move them by single units where that pays; return how many moved."""
        self.settle()
        moved = self._edit(edits.shift, price)
        self.render()
        self.solve_colors()
        return moved

    def _edit(self, edit, price: float, *more):
        return edit(self._state(), float(price), *more)

    def _state(self, span: slice = slice(None), opacity: float = 1) -> edits.State:
        return edits.State(
            self.picture, self.target, self.weight, self.px, self.py, self.smooth, self.start[span], self.end[span],
            self._box[span], self.paints[span], self.ground, self.unit, self.area, *self._scratch, *self._flat(),
            _F(opacity),
        )  # fmt: skip

    def _flat(self) -> tuple[np.ndarray, ...]:
        """Room for one flattened outline, as `curves.flatten` writes it, and for the vertices around an edit."""
        size = curves.CHORDS * int(self.room.max(initial=0)) + 1
        return *np.empty((2, size), _F), np.empty(size, np.int64), np.empty((size, 3), _F), *np.empty((2, 3, 6), _F)

    def flip(self, price: float) -> None:
        """Make corners smooth, and smooth vertices corners, where that pays."""
        self._edit(edits.flip, price)

    def regroup(self, limit: float) -> None:
        """Share colours and reorder polygons, so that fewer paths are needed; `limit` is the error a path is worth."""
        if not self.count:
            return
        self.render()
        sums = self._color_sums()[:-1]
        own = self.paints.copy()
        gradients.solve(own, sums)
        flat = np.flatnonzero(self.paints[:, paint.KIND] == paint.FLAT)  # a gradient has a path of its own
        label = np.arange(self.count)
        mass = np.ascontiguousarray(sums[flat, 3])
        label[flat] = flat[order.merge_colors(own[flat, :3].astype(np.float64), mass, limit)]
        overlap = raster.overlaps(*self.outline()[:4], self.height, self.width, self.area)
        places, run = order.schedule(overlap, label)
        polygons = self.polygons()
        self._load([polygons[i] for i in places], run, own[places])
        self.render()
        self.solve_colors()

    def part(self) -> None:
        """Give outlines that cross themselves and would cancel others of their path paths of their own.

        The raster paints each outline alone, the file all of a path at once.
        """
        x, y, start, end = self.outline()[:4]
        alone = raster.cancelling(x, y, start, end, self.group, self.height, self.width)
        if alone.any():
            places = np.lexsort((alone, self.group))
            group, alone, polygons = self.group[places], alone[places], self.polygons()
            begins = alone | np.concatenate([[True], group[1:] != group[:-1]])
            self._load([polygons[i] for i in places], np.cumsum(begins) - 1, self.paints[places])
            self.render()

    # ----------------------------------------------------------- overlays, of which a plain scene has none

    def overlay_gains(self) -> Iterable[tuple[np.ndarray, np.ndarray]]:
        """Of each level of overlays, what more of it would take off the error; see `vectorizer.overlays`."""
        return ()

    def overlays_begun(self) -> Iterable[int]:
        """The levels that have polygons, and so a path already."""
        return ()

    # --------------------------------------------------------------------------------------------------- text

    def svg(self) -> str:
        groups: list[tuple[np.ndarray, list[np.ndarray]]] = []
        last = None
        for a, b, group, row in zip(self.start, self.end, self.group, self.paints, strict=True):
            if group != last:
                groups.append((row, []))
                last = group
            groups[-1][1].append(curves.on_grid(self.px, self.py, self.smooth, a, b, self.unit))
        return path_text.document(groups, self.ground, *self.grid, self.unit)

    def settle(self) -> None:
        """Round the vertices and the gradients as the text does."""
        gradients.settle(self.ground, np.array([(0, 0), self.grid]), self.unit)
        for a, b, row in zip(self.start, self.end, self.paints, strict=True):
            places = curves.on_grid(self.px, self.py, self.smooth, a, b, self.unit)
            self.px[a:b], self.py[a:b] = places[:, 0] * self.unit[0], places[:, 1] * self.unit[1]
            gradients.settle(row, places, self.unit)


def as_bytes(picture: np.ndarray) -> np.ndarray:
    """A picture, float32, as uint8; interpolation may have left 0 to 255."""
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)
