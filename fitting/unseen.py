"""What is not seen: what lies outside the page, what is too small, and what an opaque rectangle covers."""

from __future__ import annotations

from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import Group, Node, Page, Shape
from fitting.outlines import Box, hull, touch
from fitting.painting import can_paint, extent

_TOO_SMALL = 0.1  # pixels at 512


def drop_unseen(page: Page) -> None:
    """Mark what is not seen as gone."""
    if not page.attributes:  # a preserveAspectRatio: what is seen then would take more to tell
        _drop(page.nodes, IDENTITY, _visible(page), _TOO_SMALL * page.pixel, [])


def _visible(page: Page) -> Box:
    """The part of the plane that is drawn: the viewBox, and what is beside it where the proportions differ."""
    x, y, width, height = page.box
    wide, high = page.pixels
    scale = min(wide / width, high / height)
    across, down = (wide / scale - width) / 2, (high / scale - height) / 2
    return x - across, y - down, x + width + across, y + height + down


def _drop(nodes: list[Node], m: Matrix, visible: Box, least: float, covers: list[Box]) -> None:
    """Go from the topmost down; `covers` are the opaque rectangles above."""
    for node in reversed(nodes):
        if isinstance(node, Group):
            inner = multiply(m, node.transform) if node.transform else m
            _drop(node.nodes, inner, visible, least, covers if node.opacity == 1 else [*covers])
            continue
        box = extent(node, m) if can_paint(node) else None
        if box is None:
            continue
        small = max(box[2] - box[0], box[3] - box[1]) < least
        node.gone = small or not touch(box, visible) or any(_holds(cover, box) for cover in covers)
        if m == IDENTITY and isinstance(node, Shape) and (cover := _opaque_rectangle(node)):
            covers.append(cover)


def _opaque_rectangle(shape: Shape) -> Box | None:
    """The box of a shape that fills it with one colour."""
    if shape.kind != "path" or shape.transform is not None or shape.opacity < 1 or shape.gone:
        return None
    fill = shape.style.get("fill", "#000000")
    if not isinstance(fill, str) or fill == "none" or shape.style.get("fill-opacity", 1.0) < 1:
        return None
    corners = [segment for segment in shape.outline if segment[0] != "Z"]
    if len(corners) not in (4, 5) or any(segment[0] != "L" for segment in corners[1:]):
        return None
    places = [segment[1:] for segment in corners]
    x0, y0, x1, y1 = box = hull(shape.outline)
    around = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    if len(corners) == 5 and places[4] != places[0]:
        return None
    ways = ([*way[i:], *way[:i]] for way in (around, around[::-1]) for i in range(4))
    return box if any(places[:4] == way for way in ways) else None


def _holds(a: Box, b: Box) -> bool:
    return a[0] <= b[0] and a[1] <= b[1] and a[2] >= b[2] and a[3] >= b[3]
