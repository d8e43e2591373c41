"""What shapes cover: their outlines as path data, their bounds, and the matrices between coordinate systems.

Lengths are plain numbers here, as placing.py leaves them. fontTools reads and bounds the paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path

from fitting.repair.values import LARGEST, Precision, numbers

Box = tuple[float, float, float, float]  # x and y of the upper left corner, x and y of the lower right one
MAX_REFERENCES = 8
MAX_CHARACTERS = 500_000  # of path data that is measured in all, a second or two
_EXACT = Precision(LARGEST)
_FUNCTION = re.compile(r"([A-Za-z]+)\(([^()]*)\)")


def path_data(shape: Element) -> str:
    """The outline of a shape as path data; "" where it has none."""
    tag = shape.tag
    if tag == "path":
        return shape.get("d", "")
    if tag in ("polygon", "polyline"):
        points = " ".join(map(repr, numbers(shape.get("points", ""), _EXACT)))
        return f"M{points}{'z' if tag == 'polygon' else ''}" if points else ""
    if tag == "line":
        return "M{} {}L{} {}".format(*(number(shape, name) for name in ("x1", "y1", "x2", "y2")))
    if tag == "rect":
        return _rectangle(shape)
    if tag in ("circle", "ellipse"):
        rx, ry = (number(shape, "r"),) * 2 if tag == "circle" else (number(shape, "rx"), number(shape, "ry"))
        x, y = number(shape, "cx") - rx, number(shape, "cy")
        return f"M{x} {y}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0z" if rx > 0 and ry > 0 else ""
    return ""


def draw_path(data: str, pen: AbstractPen) -> None:
    """Give path data that repair_path has written to a pen of fontTools."""
    if data:
        parse_path(data, pen)


def matrix(transform: str) -> Transform:
    """A transform attribute as one matrix."""
    found = Identity
    for name, arguments in _FUNCTION.findall(transform):
        values = numbers(arguments, _EXACT)
        if name == "translate":
            found = found.translate(*values)
        elif name == "scale":
            found = found.scale(*values)
        elif name == "rotate":
            x, y = values[1:] or (0.0, 0.0)
            found = found.translate(x, y).rotate(_radians(values[0])).translate(-x, -y)
        elif name == "skewX":
            found = found.skew(_radians(values[0]), 0)
        elif name == "skewY":
            found = found.skew(0, _radians(values[0]))
        elif name == "matrix":
            found = found.transform(values)
    return found


class Measure:
    """Bounds of shapes and groups, while what has been looked at is not too much.

    Args:
        known: the elements by their ids, for <use>.
    """

    def __init__(self, known: dict[str, Element]):
        self.known, self._left = known, MAX_CHARACTERS

    def bounds(self, element: Element) -> Box | None:
        """What `element` covers without strokes, in its own coordinates; None where that is nothing."""
        pen = BoundsPen(None)
        self._draw(element, pen, MAX_REFERENCES)
        return pen.bounds

    def _draw(self, element: Element, pen: AbstractPen, depth: int) -> None:
        data = path_data(element)
        self._left -= 100 + len(data)
        if self._left < 0:
            return
        draw_path(data, pen)
        if element.tag == "use" and depth:
            copy = self.known.get(element.get("href", "#")[1:])
            place = Transform().translate(number(element, "x"), number(element, "y"))
            self._draw_inside([] if copy is None else [copy], pen, place, depth - 1)
        elif element.tag in ("g", "svg", "symbol", "clipPath", "mask"):
            self._draw_inside(element, pen, Identity, depth)

    def _draw_inside(self, children: Iterable[Element], pen: AbstractPen, place: Transform, depth: int) -> None:
        for child in children:
            inside = place.transform(matrix(child.get("transform", "")))
            self._draw(child, TransformPen(pen, inside), depth)


def _rectangle(shape: Element) -> str:
    x, y, width, height = (number(shape, name) for name in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return ""
    rx, ry = (number(shape, name) if name in shape.attrib else None for name in ("rx", "ry"))
    rx, ry = (ry if rx is None else rx) or 0.0, (rx if ry is None else ry) or 0.0
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return f"M{x} {y}h{width}v{height}h{-width}z"
    across, down = width - 2 * rx, height - 2 * ry
    corner = f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{across}{corner} {rx} {ry}v{down}{corner} {-rx} {ry}"
        f"h{-across}{corner} {-rx} {-ry}v{-down}{corner} {rx} {-ry}z"
    )


def number(element: Element, name: str) -> float:
    """A length that is a plain number; 0 where there is none."""
    return next(iter(numbers(element.get(name, ""), _EXACT)), 0.0)


def _radians(degrees: float) -> float:
    return degrees * 0.017453292519943295
