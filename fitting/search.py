"""The best picture within the bytes: step by step what costs least of what is seen for each byte."""

from __future__ import annotations

import heapq

import numpy as np

from fitting.eye import Eye
from fitting.layers import Layer, Layers
from fitting.model import Page
from fitting.steps import Sizes, Step, steps
from fitting.writing import write

_PART = 0.6  # of what is too much, that is saved before all is measured anew
_LEAST = 40  # bytes that a round saves at least
_GRIDS = ((1.2, 0.25), (2.0, 0.35), (4.0, 0.5), (1e9, 0.75))  # (length to budget, pixels that a point may move)


class Search:
    """Takes steps on a page, which it changes, until its text fits.

    Args:
        page: the drawing.
        max_bytes: the budget.
        deadline: of time.monotonic(), after which nothing is measured any more; None: never.
    """

    def __init__(self, page: Page, max_bytes: int, deadline: float | None) -> None:
        self.page, self.max_bytes, self.deadline = page, max_bytes, deadline
        self.heap: list[tuple[float, int, Step]] = []  # by the cost of a byte
        self.count = 0
        self.round = 0
        self.changed: dict[Layer, int] = {}  # the last round in which something changed where the layer is

    def run(self) -> str:
        """Return the text; raises ValueError when not even the empty page fits."""
        self.pixels = 0.25
        text = self._spell()
        self.pixels = self._grid(len(text))
        text = self._spell()
        self.layers = Layers(self.page)
        self.eye = Eye(self.layers.picture)
        self.eye.look(self.layers.picture)
        self.sizes = Sizes(self.layers, self.pixels)
        for layer in self.layers.all():
            self._offer(layer)
        pressure = 1.0
        while (excess := len(text.encode()) - self.max_bytes) > 0:
            if not self.layers.layers:
                raise ValueError(f"nothing of the drawing fits into {self.max_bytes} bytes")
            self.round += 1
            estimated = sum(self.sizes.of(layer.node) for layer in self.layers.layers)  # groups hold theirs
            wanted = pressure * max(_LEAST, _PART * excess) * estimated / len(text)
            for step in self._choose(wanted):
                self._take(step)
            self.layers.compose()
            self.eye.look(self.layers.picture)
            shorter = self._spell()
            pressure = 1.0 if len(shorter) < len(text) - 0.2 * wanted else 2 * pressure
            text = shorter
        return text

    def _spell(self) -> str:
        """The text as it is now, in the units in which whole numbers are fine enough."""
        return write(self.page, self.pixels * self.page.pixel, 250 / self.pixels)

    def _grid(self, length: int) -> float:
        """How fine the numbers are, in pixels at 512: the coarser the more must go."""
        ratio = length / self.max_bytes
        return next((pixels for limit, pixels in _GRIDS if ratio < limit), _GRIDS[-1][1])

    def _offer(self, layer: Layer) -> None:
        """Put what can be done to a layer among the steps to choose from, at a guess of what it costs."""
        for step in steps(layer, self.layers, self.sizes, self.page.pixel):
            step.cost = self.eye.guess(layer.region, self._change(step))
            self._push(step)

    def _push(self, step: Step) -> None:
        self.count += 1
        heapq.heappush(self.heap, (step.cost / step.saved, self.count, step))

    def _change(self, step: Step) -> np.ndarray:
        paint = None if step.node is None else self.layers.painted(step.node, step.layer.box)
        return step.layer.change(paint)

    def _choose(self, wanted: float) -> list[Step]:
        """The steps of least cost a byte that save `wanted` bytes, one for a layer."""
        chosen: list[Step] = []
        later: list[Step] = []
        taken: set[Layer] = set()
        saved = 0.0
        while self.heap and saved < wanted:
            step = heapq.heappop(self.heap)[2]
            if step.base is not step.layer.node or step.layer.gone or (step.layer.group and step.layer.group.gone):
                continue  # another step was taken before
            if step.layer in taken:
                later.append(step)
                continue
            if step.measured <= self.changed.get(step.layer, 0):
                step.cost = self.eye.cost(step.layer.region, self._change(step))
                step.measured = self.round
                self._push(step)
                continue
            chosen.append(step)
            taken.add(step.layer)
            saved += step.saved
        for step in later:
            self._push(step)
        return chosen

    def _take(self, step: Step) -> None:
        layer = step.layer
        x0, y0, x1, y1 = layer.box
        if step.node is None:
            self.layers.remove(layer)
        else:
            place = next(i for i, node in enumerate(layer.siblings) if node is layer.node)
            layer.alike |= step.node.style != layer.node.style and step.node.outline is layer.node.outline
            layer.siblings[place] = layer.node = step.node
            layer.paint = self.layers.painted(step.node, layer.box)
            self._offer(layer)
        for other in self.layers.all():
            a0, b0, a1, b1 = other.box
            if a0 < x1 and x0 < a1 and b0 < y1 and y0 < b1:
                self.changed[other] = self.round
