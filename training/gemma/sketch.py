"""A drawing of one thing on plain ground in as few tokens as show it: what a small language model can learn in hours.

The page has 80 units a side and every number is a whole one.  The thing stands upright in the middle, at its own size,
never mirrored: what varies is the thing, its colours and the ground, as the description says.  Of its shapes the
largest stay, each with its fill first, in three digits of hexadecimal: the colour is settled before the outline.
"""

from __future__ import annotations

import re

from fitting import affine, colors
from fitting.affine import Matrix
from fitting.model import Group, Node, Page, Shape
from fitting.outlines import Outline, hull, transformed
from fitting.path_text import path_data
from fitting.reading import read
from training.gemma.plainer import NAMESPACE

SIDE = 80
MAX_BYTES = 800  # of the sketch; so many of the shapes stay
_Shape = tuple[Shape, Outline, Matrix]  # its outline in units of the page, and the map from its own
_MIRRORED = re.compile(r'transform="matrix\(-1 0 0 1 [\d.]+ 0\)"')


def sketch(svg: str, most: int, least: float) -> str:
    """Return the sketch of a drawing.

    Args:
        svg: of one named thing on plain ground, as `plainer` returns it.
        most: shapes of the thing, 1 or more.
        least: of the page, 0 to 1: the box of a shape that stays; an eye's has .0006.

    Raises:
        ValueError: there is no such thing in it.
    """
    page = read(_MIRRORED.sub("", svg))
    groups = [found for found in _groups(page.nodes, affine.IDENTITY) if found[0].id != "background"]
    if not groups:
        raise ValueError(f"svg must have a group that is named after a thing: {svg[:200]}")
    thing, at = groups[0]
    shapes = [shape for shape in _shapes(thing.nodes, _below(thing, at)) if _area(shape, page) >= least]
    ground = next(_shapes(page.nodes, affine.IDENTITY))[0].style["fill"]
    for count in range(most, 0, -1):
        text = _page(thing.id, _largest(shapes, page, count), page, ground)
        if len(text.encode()) <= MAX_BYTES:
            break
    return text


def _page(name: str, shapes: list[_Shape], page: Page, ground: str) -> str:
    """The sketch of these shapes."""
    boxes = [hull(outline) for _, outline, _ in shapes]
    scale = SIDE / page.box[2]
    middle = (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2
    place = (scale, 0.0, 0.0, scale, SIDE / 2 - scale * middle, 0.0)
    inside = "".join(_written(shape, affine.multiply(place, m)) for shape, _, m in shapes)
    return (
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect fill="{_short(ground)}" width="{SIDE}" height="{SIDE}"/><g id="{name}">{inside}</g></svg>'
    )


def _below(group: Group, m: Matrix) -> Matrix:
    """The map from a group's units to the page, `m` being that of where the group stands."""
    return affine.multiply(m, group.transform) if group.transform else m


def _groups(nodes: list[Node], m: Matrix):
    """Yield the named groups, each with the map from where it stands to the page."""
    for node in nodes:
        if isinstance(node, Group):
            if node.id:
                yield node, m
            yield from _groups(node.nodes, _below(node, m))


def _shapes(nodes: list[Node], m: Matrix):
    """Yield the shapes of one colour: `_Shape`."""
    for node in nodes:
        if isinstance(node, Group):
            yield from _shapes(node.nodes, _below(node, m))
        elif isinstance(node, Shape) and isinstance(node.style.get("fill", ""), str):
            own = affine.multiply(m, node.transform) if node.transform else m
            yield node, transformed(node.outline, own), own


def _largest(shapes: list[_Shape], page: Page, count: int) -> list[_Shape]:
    """The `count` largest ones, in their order; of two that are as large, the first."""
    chosen = sorted(shapes, key=lambda shape: _area(shape, page), reverse=True)[:count]
    return [shape for shape in shapes if shape in chosen]


def _area(shape: _Shape, page: Page) -> float:
    """Of its box, 0 to 1; rounded, because the thing stands here and there a bit."""
    x0, y0, x1, y1 = hull(shape[1])
    return round((x1 - x0) * (y1 - y0) / (page.box[2] * page.box[3]), 5)


def _written(shape: Shape, m: Matrix) -> str:
    """The element of a shape whose units `m` maps to the sketch's page."""
    scale = affine.mean_scale(m)
    fill, stroke = shape.style.get("fill", "#000000"), shape.style.get("stroke", "none")
    paint = f'fill="{_short(fill)}"'
    if stroke != "none":
        width = max(1, round(scale * float(shape.style.get("stroke-width", 1))))
        paint += f' stroke="{_short(stroke)}" stroke-width="{width}"'
    if shape.kind == "ellipse" and affine.is_upright(m):
        cx, cy, rx, ry = shape.size
        x, y = affine.apply(m, cx, cy)
        rx, ry = (max(1, round(scale * radius)) for radius in (rx, ry))
        if rx == ry:
            return f'<circle {paint} cx="{x:.0f}" cy="{y:.0f}" r="{rx}"/>'
        return f'<ellipse {paint} cx="{x:.0f}" cy="{y:.0f}" rx="{rx}" ry="{ry}"/>'
    data = path_data(transformed(shape.outline, m), 0, stroked=stroke != "none")
    return f'<path {paint} d="{data}"/>' if data else ""


def _short(color: str) -> str:
    """ "#rgb", or "none"."""
    return "#" + colors.nearest_short(color)[1::2] if color.startswith("#") else color
