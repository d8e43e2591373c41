"""Areas as paths, and what can be computed with them: Skia's path operations, of the package skia-pathops.

Curves stay curves, so a clipped circle needs tens of bytes. The time of an operation grows with about the third power
of the points, where all lines cross each other, so all of them together get so much and no more.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen

from fitting.repair import geometry
from fitting.repair.values import LARGEST, Precision, numbers, repair_path, text_of

if TYPE_CHECKING:
    from pathops import Path

MAX_WORK = 400_000_000  # points to the third power of all operations together; about two seconds
_LEAST = 20  # points that any operation is counted as
MAX_DASHES = 500  # of one line
_STEPS = 4_000  # that the longer side of an area is divided into when it is written
_EXACT = Precision(LARGEST)


class NoArea(ValueError):
    """An area cannot be computed; the text says of what kind it is."""


class Areas:
    """Makes and combines paths of skia-pathops while there is work left."""

    def __init__(self) -> None:
        try:
            import pathops
        except ImportError:
            pathops = None
        self._ops, self._work = pathops, MAX_WORK

    def path(self, data: str) -> Path:
        if self._ops is None:
            raise NoArea("without skia-pathops")
        path = self._ops.Path()
        geometry.draw_path(data, path.getPen(glyphSet=None))
        return path

    def rectangle(self, box: geometry.Box) -> Path:
        x0, y0, x1, y1 = box
        return self.path(f"M{x0} {y0}H{x1}V{y1}H{x0}z")

    def fill(self, shape: Element, style: dict[str, str], rule: str = "fill-rule") -> Path:
        """The inside of a shape, in its own coordinates."""
        path = self.path(geometry.path_data(shape))
        self.spend(path)
        if style.get(rule) == "evenodd":
            path.fillType = self._ops.FillType.EVEN_ODD
        return path

    def stroke(self, shape: Element, style: dict[str, str]) -> Path:
        """The area of a shape's line, in its own coordinates."""
        path = self.path(geometry.path_data(shape))
        width, limit, offset = (
            next(iter(numbers(style.get(name, ""), _EXACT)), default)
            for name, default in (("stroke-width", 1.0), ("stroke-miterlimit", 4.0), ("stroke-dashoffset", 0.0))
        )
        dashes = numbers(style.get("stroke-dasharray", ""), _EXACT)
        dashes = dashes * (1 + len(dashes) % 2)
        x0, y0, x1, y1 = path.bounds if len(path) else (0.0,) * 4
        if not 0 < sum(dashes) * MAX_DASHES > sum(1 for _ in path.points) * len(dashes) * (x1 - x0 + y1 - y0):
            dashes = []
        cap, join = style.get("stroke-linecap", "butt").upper(), style.get("stroke-linejoin", "miter").upper()
        path.stroke(
            width,
            getattr(self._ops.LineCap, f"{cap}_CAP", self._ops.LineCap.BUTT_CAP),
            getattr(self._ops.LineJoin, f"{join}_JOIN", self._ops.LineJoin.MITER_JOIN),
            limit,
            dashes or None,
            offset,
        )
        path.convertConicsToQuads()
        return path

    def spend(self, *paths: Path) -> None:
        """Count an operation on these paths; raises NoArea where it would be too much."""
        self._work -= (_LEAST + sum(sum(1 for _ in path.points) for path in paths)) ** 3
        if self._work < 0:
            raise NoArea("of too many parts")

    def combine(self, one: Path, other: Path, operation: str) -> Path:
        """UNION, INTERSECTION or DIFFERENCE of two areas."""
        self.spend(one, other)
        try:
            return self._ops.op(one, other, self._ops.PathOp[operation])
        except self._ops.PathOpsError as error:
            raise NoArea("that could not be computed") from error


def moved(path: Path, transform: Transform) -> Path:
    return path.transform(*transform)


def text(path: Path, precision: Precision) -> str:
    """Path data of an area, as fine as it takes to look the same."""
    x0, y0, x1, y1 = path.bounds
    side = max(x1 - x0, y1 - y0, 1e-9)
    decimals = max(0, math.ceil(math.log10(_STEPS / side)))
    pen = SVGPathPen(None, ntos=lambda value: text_of(value, Precision(LARGEST, 15, decimals)))
    path.draw(pen)
    return repair_path(pen.getCommands(), precision) or ""
