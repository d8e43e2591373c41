"""What <use> draws again, in the units in which most of its uses are a plain shift."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from fitting import affine
from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import Group, Node, Shape, Style, Template, Use, Verbatim
from fitting.outlines import points
from fitting.paints import can_carry, carried
from fitting.styles import drop_idle

_MUCH_LARGER = 1.2  # than most others: then the units of the largest use may be better, in which whole numbers will do
_SCALE_BYTES = 12  # of a scale() in each of the others


def base(template: Template) -> Matrix:
    """Return the map that is put into the template: the commonest of its uses, or only its scale, without the shift."""
    common = Counter(tuple(round(value, 5) for value in place[:4]) for place in template.places).most_common(1)
    if not common:
        return IDENTITY
    matrix = (*common[0][0], 0.0, 0.0)
    scales = [affine.max_scale(place) for place in template.places]
    larger = max(scales) / max(1e-9, affine.mean_scale(matrix))
    if larger > _MUCH_LARGER and common[0][1] * _SCALE_BYTES < _decimals(template.nodes):
        matrix = multiply(affine.scaling(larger), matrix)
    if abs(affine.determinant(matrix)) < 1e-6:
        return IDENTITY
    return matrix if _can_carry(template.nodes, matrix) else affine.scaling(affine.mean_scale(matrix))


def _decimals(nodes: list[Node]) -> float:
    """About how many bytes it takes to write the nodes more finely."""
    total = 0.0
    for node in nodes:
        if isinstance(node, Group):
            total += _decimals(node.nodes)
        elif isinstance(node, Shape):
            total += 4 if node.kind == "ellipse" else 1.2 * len(points(node.outline))
    return total


def _can_carry(nodes: list[Node], m: Matrix) -> bool:
    """Whether all nodes can, and what they take from their uses too, which is mapped with them."""
    if not affine.is_similarity(m):
        return False
    for node in nodes:
        if isinstance(node, Group) and not _can_carry(node.nodes, m):
            return False
        if isinstance(node, Shape) and node.transform is None:
            open_ = {"fill", "stroke"} - node.style.keys()
            if not can_carry(node, m) or (open_ and not affine.is_upright(m)):
                return False
        if isinstance(node, Use) and not affine.is_upright(m):
            return False
    return True


def carried_nodes(nodes: list[Node], m: Matrix) -> list[Node]:
    """Return the nodes with the map put into them."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Group):
            result.append(replace(node, nodes=carried_nodes(node.nodes, m)))
        elif isinstance(node, Shape) and node.transform is None:
            result.append(carried(node, m))
        elif isinstance(node, Use | Shape | Verbatim):
            result.append(replace(node, transform=multiply(m, node.transform or IDENTITY)))
    return result


def inlined(use: Use) -> list[Node]:
    """Return what a use draws, as nodes in its place."""
    return placed(use.template.nodes, use.transform, use.style)


def placed(nodes: list[Node], m: Matrix, style: Style | None = None) -> list[Node]:
    """Return the nodes mapped by `m` and with what `style` says where they do not; no group has units of its own."""
    style = style or {}
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Group):
            inner = multiply(m, node.transform) if node.transform else m
            result.append(replace(node, nodes=placed(node.nodes, inner, style), transform=None))
        elif isinstance(node, Shape):
            shape = replace(node, style={**style, **node.style})
            if not drop_idle(shape):
                continue
            if shape.transform is None and can_carry(shape, m):
                result.append(carried(shape, m))
            else:
                result.append(replace(shape, transform=multiply(m, shape.transform or IDENTITY)))
        else:
            result.append(replace(node, style={**style, **node.style}, transform=multiply(m, node.transform)))
    return result


def reach(nodes: list[Node]) -> float:
    """Return how far the points of `nodes` are from the origin."""
    farthest = 1.0
    for node in nodes:
        if isinstance(node, Group):
            farthest = max(farthest, reach(node.nodes))
        elif isinstance(node, Shape):
            matrix = node.transform or IDENTITY
            places = (affine.apply(matrix, x, y) for x, y in points(node.outline))
            farthest = max(farthest, *(max(map(abs, place)) for place in places))
        elif isinstance(node, Use):
            farthest = max(farthest, affine.max_scale(node.transform) * reach(node.template.nodes))
    return farthest
