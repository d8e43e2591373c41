"""Patterns in fewer bytes: tiles in coarser units, and what lies under a texture painted by its tile."""

from __future__ import annotations

from dataclasses import replace

from fitting import affine, colors
from fitting.affine import IDENTITY, Matrix, multiply
from fitting.layers import Layer
from fitting.model import Group, Node, Page, Pattern, Shape, Tile, Use
from fitting.numbers import read_length
from fitting.outlines import rectangle
from fitting.paints import can_carry, carried

_FINE = 0.5  # pixels at 512 that one unit of a tile is, which CairoSVG paints as one pixel
_WORTHWHILE = 1.5  # times as coarse


def coarsen(page: Page) -> None:
    """Give tiles in very fine units coarser ones, in which whole numbers are short."""
    found: dict[Pattern, float] = {}
    _scales(page.nodes, 1.0, found)
    scales: dict[Tile, float] = {}
    for pattern, scale in found.items():
        scales[pattern.tile] = max(scale, scales.get(pattern.tile, 0.0))
    coarse = {tile: _coarser(tile, _FINE * page.pixel / scale) for tile, scale in scales.items() if scale > 0}
    _exchange(page.nodes, {tile: new for tile, new in coarse.items() if new is not None})


def _scales(nodes: list[Node], scale: float, found: dict[Pattern, float]) -> None:
    """Collect the patterns of `nodes`, and the largest scale at which each stands on the page."""
    for node in nodes:
        if isinstance(node, Group | Use):
            inner = scale * (affine.max_scale(node.transform) if node.transform else 1.0)
            _scales(node.template.nodes if isinstance(node, Use) else node.nodes, inner, found)
        if isinstance(node, Shape | Use):
            own = scale * (affine.max_scale(node.transform) if isinstance(node, Shape) and node.transform else 1.0)
            for paint in node.style.values():
                if isinstance(paint, Pattern):
                    found[paint] = max(found.get(paint, 0.0), own * affine.max_scale(paint.transform))


def _coarser(tile: Tile, times: float) -> tuple[Tile, Matrix] | None:
    """A tile in units that are about so many times as large, and what maps them to the old ones."""
    if times < _WORTHWHILE or not plain(tile):
        return None
    sides = [read_length(tile.attributes.get(name), 1.0) for name in ("width", "height")]
    fewer = [max(1, round(side / times)) for side in sides]
    matrix = (fewer[0] / sides[0], 0.0, 0.0, fewer[1] / sides[1], 0.0, 0.0)
    if not all(isinstance(node, Shape) and node.transform is None and can_carry(node, matrix) for node in tile.nodes):
        return None
    attributes = {**tile.attributes, "width": str(fewer[0]), "height": str(fewer[1])}
    return Tile(attributes, [carried(node, matrix) for node in tile.nodes]), affine.invert(matrix)


def plain(tile: Tile) -> bool:
    """Whether it has a size in the units of what it paints, and begins at their origin."""
    pattern, attributes = Pattern(tile, IDENTITY), tile.attributes
    sides = [read_length(attributes.get(name), 1.0) for name in ("width", "height")]
    return pattern.user and min(sides) > 0 and not attributes.keys() & {"viewBox", "x", "y"}


def _exchange(nodes: list[Node], coarse: dict[Tile, tuple[Tile, Matrix]]) -> None:
    for node in nodes:
        if isinstance(node, Group | Use):
            _exchange(node.template.nodes if isinstance(node, Use) else node.nodes, coarse)
        if isinstance(node, Shape | Use):
            for name, paint in node.style.items():
                if isinstance(paint, Pattern) and paint.tile in coarse:
                    tile, matrix = coarse[paint.tile]
                    node.style[name] = Pattern(tile, multiply(paint.transform, matrix))


def underlay(layer: Layer, layers: list[Layer]) -> Layer | None:
    """Return the layer that fills the same outline right under a texture."""
    at = layers.index(layer)
    below = layers[at - 1] if at else None
    if below is None or below.gone or below.group is not layer.group or not _same_place(below.node, layer.node):
        return None
    return below


def _same_place(node: Node, other: Node) -> bool:
    if isinstance(node, Use) and isinstance(other, Use):
        return node.template is other.template and node.transform == other.transform and "stroke" not in node.style
    if isinstance(node, Shape) and isinstance(other, Shape):
        return node.outline == other.outline and node.transform == other.transform and "stroke" not in node.style
    return False


def lined(pattern: Pattern, below: list[Layer]) -> Pattern:
    """Return a pattern whose tile is painted with the mean colour of some layers first."""
    weights = [layer.visible() * layer.paint[..., 3:] for layer in below]
    whole = sum(float(weight.sum()) for weight in weights)
    total = sum((layer.visible() * layer.paint[..., :3]).sum(axis=(0, 1)) for layer in below)
    width, height = (read_length(pattern.tile.attributes.get(name), 1.0) for name in ("width", "height"))
    ground = Shape(rectangle(0.0, 0.0, width, height), {"fill": colors.to_text(total / max(1e-6, whole))})
    return replace(pattern, tile=Tile(pattern.tile.attributes, [ground, *pattern.tile.nodes]))
