"""The best picture within the bytes: step by step what costs least of what is seen for each byte."""

from __future__ import annotations

import time

from fitting.eye import Eye
from fitting.layers import Layer, Layers
from fitting.model import Group, Node, Page
from fitting.steps import Sizes, Step, steps
from fitting.writing import write

_ROUNDS = 40
_PART = 0.6  # of what is too much, that is saved before all is measured anew
_LEAST = 40  # bytes that a round saves at least


class Search:
    """Takes steps on a page, which it changes, until its text fits."""

    def __init__(self, page: Page, max_bytes: int, spell, pixel: float, deadline: float | None) -> None:
        self.page, self.max_bytes, self.spell, self.pixel, self.deadline = page, max_bytes, spell, pixel, deadline

    def run(self) -> str:
        """Return the text; raises ValueError when not even the empty page fits."""
        text = self.spell(self.page)
        self.layers = Layers(self.page)
        self.eye = Eye(self.layers.picture)
        self.eye.look(self.layers.picture)
        self.known: dict[Layer, list[Step]] = {}
        while (excess := len(text.encode()) - self.max_bytes) > 0:
            if not self.layers.layers:
                raise ValueError(f"nothing of the drawing fits into {self.max_bytes} bytes")
            chosen = self._choose(max(_LEAST, _PART * excess))
            for step in chosen:
                self._take(step)
            self.layers.compose()
            self.eye.look(self.layers.picture)
            text = self.spell(self.page)
        return text

    def _choose(self, wanted: float) -> list[Step]:
        """The steps of least cost a byte that save `wanted` bytes, one for a layer."""
        sizes = Sizes(self.layers, *self.fineness)
        for layer in self.layers.layers:
            if layer not in self.known:
                self.known[layer] = self._measured(layer, sizes)
        ranked = sorted(
            (step for found in self.known.values() for step in found), key=lambda step: step.cost / step.saved
        )
        chosen: list[Step] = []
        taken: set[Layer] = set()
        saved = 0.0
        for step in ranked:
            if step.layer in taken:
                continue
            chosen.append(step)
            taken.add(step.layer)
            saved += step.saved
            if saved >= wanted:
                break
        return chosen

    @property
    def fineness(self) -> tuple[float, float]:
        return 0.25 * self.pixel, 1000.0 / max(self.page.box[2:])

    def _measured(self, layer: Layer, sizes: Sizes) -> list[Step]:
        found = []
        for step in steps(layer, self.layers, sizes, self.pixel):
            paint = None if step.node is None else self.layers.paint_shape(step.node, layer.box)
            step.cost = self.eye.cost(layer.region, layer.change(paint))
            found.append(step)
        return found

    def _take(self, step: Step) -> None:
        layer = step.layer
        place = next(i for i, node in enumerate(layer.siblings) if node is layer.node)
        x0, y0, x1, y1 = layer.box
        if step.node is None:
            del layer.siblings[place]
            self.layers.layers.remove(layer)
        else:
            layer.siblings[place] = layer.node = step.node
            layer.paint = self.layers.paint_shape(step.node, layer.box)
        for other in list(self.known):
            a0, b0, a1, b1 = other.box
            if other is layer or (a0 < x1 and x0 < a1 and b0 < y1 and y0 < b1):
                del self.known[other]


def drop_names(nodes: list[Node]) -> None:
    """Take the names off all nodes."""
    for node in nodes:
        node.id = ""
        if isinstance(node, Group):
            drop_names(node.nodes)


__all__ = ["Search", "drop_names", "time", "write"]
