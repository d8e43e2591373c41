"""Overlays: light and shade that lie over many colours at once, each level of them one translucent path.

What an overlay darkens or lightens would else be cut out of all that it lies on, in as many colours, each with a path
of its own.  A level's polygons need no colour and may lie anywhere.  The levels begin as three shades of black and
three of white; what colours and opacities suit their places best follows by regression (see levels.py).

What is opaque is fitted to what the picture would be without the levels, and knows nothing else of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from vectorizer import curves, edits, levels, paint, path_text, refine
from vectorizer.scene import Scene

_F = np.float32
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_OPACITIES = (0.13, 0.24, 0.42)  # of both, before they are fitted
_EVERY, _FITTED = 4, 3  # steps of refinement for one of the levels', and those for one fit of their colours
_MARGIN = 4  # pixels around a polygon that an edit may reach


class Levels(Scene):
    """The polygons of all levels, a group each, over a scene's picture.

    `picture`, `target` and `weight` are what the level that is edited lies on, what it should make of it, and how much
    that counts.

    Attributes:
        spans: (level, its polygons) of those that have any.
    """

    def __init__(self, base: Scene):
        colors = np.repeat(np.array([_BLACK, _WHITE], _F), len(_OPACITIES), 0)
        self.stack = levels.Stack(
            base.picture, np.zeros((len(colors), base.height, base.width), _F), colors,
            np.array(2 * _OPACITIES, _F), base.target, base.weight,
        )  # fmt: skip
        super().__init__(base.target.copy(), base.weight.copy(), base.grid)

    def add(self, polygons: list[np.ndarray], group: list[int], colors: object = None) -> None:
        """Add polygons to the levels that `group` names."""
        group = np.concatenate([self.group, np.asarray(group, np.int64)])
        order = np.argsort(group, kind="stable")
        polygons = self.polygons() + polygons
        self._load([polygons[i] for i in order], group[order], np.zeros((len(order), paint.SIZE), _F))

    def _load(self, polygons: list[np.ndarray], group: np.ndarray, paints: np.ndarray) -> None:
        """Lay the polygons out, all in the turn in which they are written, so that none takes another away."""
        super()._load(polygons, group, paints)
        levels.turn(self.px, self.py, self.start, self.end)
        used = np.unique(group)
        begin, end = (np.searchsorted(group, used, side).tolist() for side in ("left", "right"))
        self.spans = list(zip(used.tolist(), map(slice, begin, end), strict=True))

    def render(self) -> None:
        """Draw the coverage of each level."""
        self.stack.cover[:] = 0
        for k, span in self.spans:
            levels.draw(self.stack.cover[k], self.area, self.px, self.py, self.start[span], self.end[span])

    def paint_over(self, picture: np.ndarray) -> None:
        """Paint the levels over a picture of any size, float32 (H, W, 3)."""
        height, width = picture.shape[:2]
        x, y = self.px * _F(width / self.width), self.py * _F(height / self.height)
        cover, area = np.empty((height, width), _F), np.empty((height, width + 2), _F)
        for k, span in self.spans:
            levels.draw(cover, area, x, y, self.start[span], self.end[span])
            levels.blend(picture, cover, self.stack.color[k], self.stack.opacity[k])

    def solve_colors(self) -> None:
        """Give each level its best colour and opacity.  Needs a fresh render."""
        for k, _ in self.spans:
            levels.fit(self.stack, k)

    def forces(self, force_x: np.ndarray, force_y: np.ndarray) -> None:
        for k, span in self.spans:
            levels.forces(self.stack, k, self.px, self.py, self.start[span], self.end[span], force_x, force_y)

    def _edit(self, edit, price: float, *more):
        """Edit one level after the other, over a fresh render of the base."""
        done = 0
        for k, span in self.spans:
            if edit is edits.remove and more[0] <= 0:
                break
            levels.aim_at(
                self.stack, k, self.px, self.py, self.start[span], self.end[span],
                _MARGIN + int(self.unit.max()), self.picture, self.target, self.weight,
            )  # fmt: skip
            self.paints[span, :3] = self.stack.color[k]
            state = self._state(span, self.stack.opacity[k])
            if edit is edits.remove:
                more = (edit(state, float(price), *more),)  # what is still to be saved
            else:
                done += edit(state, float(price), *(room[span] for room in more))
            levels.draw(self.stack.cover[k], self.area, self.px, self.py, self.start[span], self.end[span])
        return more[0] if edit is edits.remove else done

    def svg(self) -> str:
        """The paths alone."""
        parts = []
        for k, span in self.spans:
            ends = zip(self.start[span], self.end[span], strict=True)
            places = [curves.on_grid(self.px, self.py, self.smooth, a, b, self.unit) for a, b in ends]
            data = path_text.path_data(places)
            if data:
                fill = path_text.color_text(self.stack.color[k])
                fill = "" if fill == "#000" else f' fill="{fill}"'
                opacity = f"{self.stack.opacity[k]:.2f}".strip("0")
                parts.append(f'<path opacity="{opacity}"{fill} d="{data}"/>')
        return "".join(parts)


class Overlaid(Scene):
    """A scene with overlays on top, once they have begun.

    From then on `target` and `weight` are those of what is opaque; `aim` is what the whole should look like.
    """

    def __init__(self, target: np.ndarray, weight: np.ndarray, grid: tuple[int, int]):
        self.levels: Levels | None = None
        super().__init__(target, weight, grid)
        self.aim = target

    def resize(self, target: np.ndarray, weight: np.ndarray) -> None:
        """As for any scene, before overlays begin."""
        super().resize(target, weight)
        self.aim = target

    def begin_overlays(self) -> None:
        if self.levels is None:
            self.levels = Levels(self)
            self.target, self.weight = self.target.copy(), self.weight.copy()

    def aim_at(self, aim: np.ndarray, weight: np.ndarray) -> None:
        """Take another look and weight for the whole, of the shapes of those before."""
        self.aim[:] = aim
        (self.levels.stack.weight if self.levels else self.weight)[:] = weight
        self.see_through()

    def see_through(self) -> None:
        """Aim at what the picture would be without the levels.  After each change of the levels or of the aim."""
        if self.levels:
            levels.aim_below(self.levels.stack, self.target, self.weight)

    @property
    def _overlaid(self) -> bool:
        return self.levels is not None and self.levels.count > 0

    def overlay_gains(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """What more of each level would take off the error, as `vectorizer.raster.gain_map` has it for colours."""
        return zip(*levels.gain_maps(self.levels.stack), strict=True) if self.levels else iter(())

    def overlays_begun(self) -> Iterator[int]:
        return (k for k, _ in self.levels.spans) if self.levels else iter(())

    def overlay(self, polygons: list[np.ndarray], level: list[int]) -> None:
        """Add polygons to the levels that `level` names."""
        self.levels.add(polygons, level)
        self.levels.render()
        self.see_through()

    def set_grid(self, grid: tuple[int, int]) -> None:
        super().set_grid(grid)
        if self.levels:
            self.levels.set_grid(grid)

    def painted(self, width: int, height: int) -> np.ndarray:
        picture = super().painted(width, height)
        if self._overlaid:
            self.levels.paint_over(picture)
        return picture

    def solve_colors(self) -> None:
        super().solve_colors()
        if self._overlaid:  # through the levels, a colour may be asked for that there is not
            np.clip(self.paints[:, :3], 0, 255, out=self.paints[:, :3])

    def refine(self, steps: int, rate: float, out_of_time=lambda: False) -> None:
        if not self._overlaid:
            super().refine(steps, rate, out_of_time)
            return
        over, count = self.levels, itertools.count(1)
        adam = refine.Adam(over.px.size, rate, max(1, steps // _EVERY))
        force_x, force_y = np.zeros(over.px.size, _F), np.zeros(over.px.size, _F)

        def after_step() -> bool:
            turn, step = divmod(next(count), _EVERY)
            if step == 0:
                if turn % _FITTED == 0:
                    over.solve_colors()
                over.forces(force_x, force_y)
                adam.move(over.px, over.py, force_x, force_y, over.width, over.height)
                over.render()
                self.see_through()
            return out_of_time()

        super().refine(steps, rate, after_step)
        over.solve_colors()
        self.see_through()
        self.solve_colors()

    def remove(self, price: float, most: float = np.inf) -> float:
        most = super().remove(price, most)
        if self._overlaid and most > 0:
            most = self.levels.remove(price, most)
            self.see_through()
        return most

    def insert(self, price: float) -> None:
        super().insert(price)
        if self._overlaid:
            self.levels.insert(price)
            self.see_through()

    def shift(self, price: float) -> int:
        moved = super().shift(price)
        if self._overlaid:
            moved += self.levels.shift(price)
            self.see_through()
            self.solve_colors()
        return moved

    def settle(self) -> None:
        super().settle()
        if self.levels:
            self.levels.settle()
            self.levels.render()

    def svg(self) -> str:
        svg = super().svg()
        return svg.replace("</svg>", self.levels.svg() + "</svg>") if self.levels else svg
