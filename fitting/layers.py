"""The drawing as layers: each thing that is painted, painted once by itself.

With what lies below a layer and what those above let through, the picture without it, or with another in its place, is
arithmetic on the few pixels that it covers.  So the worth of every step is measured without drawing the page again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cairocffi as cairo
import numpy as np

from fitting.affine import IDENTITY
from fitting.model import Group, Node, Page, Style, Template, Use
from fitting.outlines import Box
from fitting.painting import can_paint, extent, paint
from fitting.thinning import thin
from fitting.writing import write
from scoring.render import draw

SIDE = 384  # pixels, as the judge has it
_FARTHEST = 1000.0  # page sides from its origin; what goes farther is not worth cairo's time
_HOLE = 10.0  # what a pixel costs that nothing covers any more; the judge sees black there
_MARGIN = 3  # pixels around a layer, within which what replaces it may be larger


@dataclass(eq=False)
class Layer:
    """What one node paints.

    `box` are the pixels x0, y0, x1, y1 that it covers; `paint` float32 (H, W, 4), premultiplied RGB 0 to 255 and alpha
    0 to 1; `below` float32 (H, W, 4) what is under it; `through` float32 (H, W, 1) the part that those above let pass.
    A group that fades as one is a layer of the page too, and holds `layers` of its own.
    """

    node: Node
    siblings: list[Node]
    box: tuple[int, int, int, int]
    paint: np.ndarray
    group: Layer | None = None
    layers: list[Layer] | None = None
    expanded: bool = False  # layers of its parts have taken its place
    turns: int = 0  # how often another node has taken its node's place

    def __post_init__(self) -> None:
        self.below = np.zeros_like(self.paint)
        self.through = np.ones((*self.paint.shape[:2], 1), np.float32)

    @property
    def gone(self) -> bool:
        """Whether it is left out, itself or with its group."""
        return self.node.gone or (self.group is not None and self.group.node.gone)

    @property
    def region(self) -> tuple[slice, slice]:
        x0, y0, x1, y1 = self.box
        return slice(y0, y1), slice(x0, x1)

    def visible(self) -> np.ndarray:
        """What of this layer's paint reaches the picture: float32 (H, W, 1)."""
        if self.group is None:
            return self.through
        return self.through * (self.group.node.opacity * self.group.through[self._within()])

    def change(self, paint: np.ndarray | None) -> np.ndarray:
        """Return float32 (H, W, 4): what is added to the picture when `paint`, or nothing, takes the layer's place."""
        added = 0 if paint is None else paint
        added = added - (0 if self.node.gone else self.paint)
        added = self.through * (added - added[..., 3:] * self.below)
        if self.group is None:
            return added
        inside, opacity = self._within(), self.group.node.opacity
        return self.group.through[inside] * opacity * (added - added[..., 3:] * self.group.below[inside])

    def _within(self) -> tuple[slice, slice]:
        """Its pixels among those of its group."""
        x0, y0, x1, y1 = self.box
        left, top = self.group.box[:2]
        return slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)


class Layers:
    """All layers of a page, from the lowest up."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.matrix = _page_matrix(page)
        thin(page.nodes, self.paint, self._most_pixels, SIDE)
        self.uses = Counter(templates(page.nodes))
        self.layers = self._collected(page.nodes, None)
        self.picture = np.zeros((SIDE, SIDE, 3), np.float32)
        self.compose()

    def all(self) -> list[Layer]:
        """Return every layer that is not left out, those within groups before their group."""
        found = [layer for whole in self.layers for layer in [*(whole.layers or ()), whole]]
        return [layer for layer in found if not layer.gone]

    def beside(self, layer: Layer) -> list[Layer]:
        """Return the layers of the same group, or of the page, from the lowest up."""
        return self.layers if layer.group is None else layer.group.layers

    def cost(self, layer: Layer, node: Node | None, look: Callable) -> float:
        """Return what it costs to let `node` take the place of a layer's node, or to leave that out.

        Args:
            layer: of this page.
            node: what takes its place; None: nothing.
            look: (region, change) -> how much more is lost: `cost` or `guess` of an Eye.
        """
        known = node is None or node is layer.node
        paint = self.painted(node, layer.box) if not known else None if node is None else layer.paint
        change = layer.change(paint)
        return look(layer.region, change[..., :3]) + _HOLE * max(0.0, -float(change[..., 3].sum()))

    def put(self, layer: Layer, node: Node | None) -> None:
        """Let `node` take the place of a layer's node, or leave that out."""
        layer.node.gone = node is None
        if node is None:
            return
        if layer.node is not node:
            place = next(i for i, other in enumerate(layer.siblings) if other is layer.node)
            layer.siblings[place] = layer.node = node
            layer.turns += 1
            node.gone = False
        if layer.layers is None and can_paint(node):
            layer.paint = self.painted(node, layer.box)

    def expand(self, layer: Layer, nodes: list[Node]) -> list[Layer]:
        """Let several nodes take the place of a layer's one, each a layer of its own; return these."""
        place = next(i for i, other in enumerate(layer.siblings) if other is layer.node)
        whole = Group(nodes, id=layer.node.id)
        layer.siblings[place] = whole
        owners = self.beside(layer)
        found = self._collected(whole.nodes, layer.group)
        owners[owners.index(layer) : owners.index(layer) + 1] = found
        layer.node.gone = layer.expanded = True
        return found

    def _collected(self, nodes: list[Node], group: Layer | None) -> list[Layer]:
        found: list[Layer] = []
        for node in nodes:
            if isinstance(node, Group) and (node.opacity == 1 or group is not None):
                found += self._collected(node.nodes, group)
            elif isinstance(node, Group):
                found.append(self._faded(node, nodes))
            elif self._stands_here(node):
                _absorb(node.template.nodes, node.style)
                node.style = {}
                found += self._collected(node.template.nodes, group)
            else:
                layer = self.paint(node, nodes)
                if layer is None:
                    node.gone = True
                    continue
                layer.group = group
                found.append(layer)
        return found

    def _stands_here(self, node: Node) -> bool:
        """Whether a use is the only one on the page, and in the units of the page: its template's nodes are layers."""
        if not isinstance(node, Use) or node.opacity < 1 or node.transform != IDENTITY:
            return False
        paints = node.style.keys() & {"fill", "stroke"}
        return not paints and self.uses[node.template] == 1 and can_paint(node)

    def _faded(self, node: Group, siblings: list[Node]) -> Layer:
        whole = Layer(node, siblings, (0, 0, SIDE, SIDE), np.zeros((SIDE, SIDE, 4), np.float32))
        whole.layers = self._collected(node.nodes, whole)
        return whole

    def compose(self, box: tuple[int, int, int, int] = (0, 0, SIDE, SIDE)) -> np.ndarray:
        """Lay the layers over each other again within a box of pixels; return float32 (SIDE, SIDE, 3), the whole."""
        x0, y0, x1, y1 = box
        self.picture[y0:y1, x0:x1] = self._composed(self.layers, box)[..., :3]
        return self.picture

    def _composed(self, layers: list[Layer], box: tuple[int, int, int, int]) -> np.ndarray:
        x0, y0, x1, y1 = box
        picture = np.zeros((y1 - y0, x1 - x0, 4), np.float32)
        met = []
        for layer in layers:
            a0, b0, a1, b1 = layer.box
            left, top, right, bottom = max(a0, x0), max(b0, y0), min(a1, x1), min(b1, y1)
            if left >= right or top >= bottom:
                continue
            inner = slice(top - b0, bottom - b0), slice(left - a0, right - a0)
            outer = slice(top - y0, bottom - y0), slice(left - x0, right - x0)
            met.append((layer, inner, outer))
            if layer.layers is not None:
                whole = self._composed(layer.layers, (left, top, right, bottom))
                layer.paint[inner] = whole * np.float32(layer.node.opacity)
            paint, under = layer.paint[inner], picture[outer]
            layer.below[inner] = under
            if not layer.node.gone:
                under *= 1 - paint[..., 3:]
                under += paint
        through = np.ones((*picture.shape[:2], 1), np.float32)
        for layer, inner, outer in reversed(met):
            layer.through[inner] = through[outer]
            if not layer.node.gone:
                through[outer] *= 1 - layer.paint[inner][..., 3:]
        return picture

    def paint(self, node: Node, siblings: list[Node]) -> Layer | None:
        """Return the layer of a node; None when nothing of it is on the page."""
        if can_paint(node):
            box = self._box(node)
            return None if box is None else Layer(node, siblings, box, self.painted(node, box))
        whole = self._rendered(node)
        ys, xs = np.nonzero(whole[..., 3])
        if not len(ys):
            return None
        x0, x1 = max(0, int(xs.min()) - _MARGIN), min(SIDE, int(xs.max()) + 1 + _MARGIN)
        y0, y1 = max(0, int(ys.min()) - _MARGIN), min(SIDE, int(ys.max()) + 1 + _MARGIN)
        return Layer(node, siblings, (x0, y0, x1, y1), whole[y0:y1, x0:x1].copy())

    def _box(self, node: Node) -> tuple[int, int, int, int] | None:
        """The pixels of a node that can be painted; None when nothing of it is on the page."""
        found, (x, y, width, height) = extent(node), self.page.box
        if found is None:
            return None
        x0, y0, x1, y1 = found
        across, down = max(abs(x0 - x), abs(x1 - x)) / width, max(abs(y0 - y), abs(y1 - y)) / height
        if not max(across, down) < _FARTHEST:
            return None
        return self.pixel_box(found)

    def _most_pixels(self, node: Node) -> int:
        """At most so many pixels the box of a node's layer has."""
        x0, y0, x1, y1 = (self._box(node) or (0, 0, 0, 0)) if can_paint(node) else (0, 0, SIDE, SIDE)
        return (x1 - x0) * (y1 - y0)

    def _rendered(self, node: Node) -> np.ndarray:
        """Draw any node by itself, as CairoSVG does: float32 (SIDE, SIDE, 4)."""
        page = replace(self.page, nodes=[node], pixels=(SIDE, SIDE))
        page.attributes = {"preserveAspectRatio": "none"} if self.page.pixels != self.page.box[2:] else {}
        try:
            rgba = np.asarray(draw(write(page, 1e-3), SIDE).convert("RGBA"), np.float32)
        except ValueError:
            return np.zeros((SIDE, SIDE, 4), np.float32)
        alpha = rgba[..., 3:] / 255
        return np.concatenate([rgba[..., :3] * alpha, alpha], axis=2)

    def pixel_box(self, box: Box) -> tuple[int, int, int, int] | None:
        """The pixels of a box in page units, and a margin; None when it is off the page."""
        x0, y0, x1, y1 = box
        sx, sy, dx, dy = self.matrix
        x0, x1 = max(-1.0, x0 * sx + dx), min(SIDE + 1.0, x1 * sx + dx)
        y0, y1 = max(-1.0, y0 * sy + dy), min(SIDE + 1.0, y1 * sy + dy)
        if x0 >= x1 or y0 >= y1:
            return None
        left, right = max(0, math.floor(x0) - _MARGIN), min(SIDE, math.ceil(x1) + _MARGIN)
        top, bottom = max(0, math.floor(y0) - _MARGIN), min(SIDE, math.ceil(y1) + _MARGIN)
        return left, top, right, bottom

    def painted(self, node: Node, box: tuple[int, int, int, int]) -> np.ndarray:
        """Paint a node into a box of pixels: float32 (H, W, 4)."""
        x0, y0, x1, y1 = box
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, x1 - x0, y1 - y0)
        context = cairo.Context(surface)
        sx, sy, dx, dy = self.matrix
        context.translate(dx - x0, dy - y0)
        context.scale(sx, sy)
        paint(context, node)
        surface.flush()
        pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(y1 - y0, surface.get_stride() // 4, 4)
        bgra = pixels[:, : x1 - x0].astype(np.float32)
        bgra[..., 3] /= 255
        return np.ascontiguousarray(bgra[..., [2, 1, 0, 3]])


def templates(nodes: list[Node]) -> Iterator[Template]:
    """The template of each use among nodes."""
    for node in nodes:
        if isinstance(node, Use):
            yield node.template
        elif isinstance(node, Group):
            yield from templates(node.nodes)


def _absorb(nodes: list[Node], style: Style) -> None:
    """Let the nodes themselves say what they are told."""
    for node in nodes:
        if isinstance(node, Group):
            _absorb(node.nodes, style)
        else:
            node.style = {**style, **node.style}


def _page_matrix(page: Page) -> tuple[float, float, float, float]:
    """Return (sx, sy, dx, dy) from page units to pixels; as the judge does, any page is made a square."""
    x, y, width, height = page.box
    wide, high = page.pixels
    scale = min(wide / width, high / height)  # margins on both sides, as with no preserveAspectRatio
    sx, sy = scale * SIDE / wide, scale * SIDE / high
    return sx, sy, (SIDE - width * sx) / 2 - x * sx, (SIDE - height * sy) / 2 - y * sy
