"""clip-path, mask and the edges of a nested <svg>, which the competition does not allow: the shapes themselves are cut.

Each shape below a clipped element is replaced by what of it lies in the region that is seen. Where that cannot be
computed, the shapes of which the larger part lies outside go, and the others stay whole; that is said.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen

from fitting.repair import geometry
from fitting.repair.areas import Areas, NoArea, moved, text
from fitting.repair.geometry import Measure
from fitting.repair.notes import LOST
from fitting.repair.placing import VIEWPORT, open_svg
from fitting.repair.regions import Style, basic_shape, clip_region, inherit, mask_region, target, translation
from fitting.repair.structure import DEFINITIONS, SHAPES
from fitting.repair.values import Precision, numbers, text_of

if TYPE_CHECKING:
    from pathops import Path

MAX_CHAIN = 6  # references in what is cut
MAX_COPIES = 500  # elements that are copied to be cut
_GEOMETRY = {"d", "points", "x", "y", "width", "height", "rx", "ry", "r", "cx", "cy", "x1", "y1", "x2", "y2"}
_STROKE = {"stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"}
_STROKE |= {"stroke-miterlimit", "stroke-opacity", "marker-start", "marker-mid", "marker-end", "paint-order"}
_FILL = {"fill", "fill-opacity", "fill-rule"}
_UNSEEN = 1e-3  # of what is seen; less than that is not worth a cut


def cut(root: Element, precision: Precision, measure: Measure, notes: Counter[str]) -> None:
    """Apply every clip, mask and viewport below `root`, and remove what they are made of."""
    page = tuple(numbers(root.get("viewBox"), precision)[2:])
    _Cutter(page, precision, measure, notes).visit(root, {})
    for parent in root.iter():
        for child in list(parent):
            if child.tag in DEFINITIONS:
                parent.remove(child)


class _Cutter:
    def __init__(self, page: tuple[float, float], precision: Precision, measure: Measure, notes: Counter[str]):
        self.precision, self.known, self.notes = precision, measure.known, notes
        self.page, self.measure = page, measure
        self.areas, self.copies, self.nested = Areas(), MAX_COPIES, 0

    def visit(self, element: Element, inherited: Style) -> None:
        """Cut what is below `element`, the innermost first, then itself."""
        if element.tag in DEFINITIONS:
            return
        style = inherit(element, inherited)
        for child in list(element):
            self.visit(child, style)
        if element.tag == "use" and {"clip-path", "mask"} & set(element.attrib):
            self.expand(element, inherited)
        for name, tag in (("clip-path", "clipPath"), ("mask", "mask")):
            if name in element.attrib:
                value = element.attrib.pop(name)
                definition = self.known.get(target(value))
                if definition is not None and definition.tag == tag:
                    self.apply(definition, element, inherited)
                elif "url(" not in value:
                    self.clip_simply(value, element, inherited)
        if VIEWPORT in element.attrib:
            x, y, width, height = map(float, element.attrib.pop(VIEWPORT).split())
            self.within((x, y, x + width, y + height), element, inherited)

    def apply(self, definition: Element, element: Element, inherited: Style) -> None:
        """Clip or mask `element` by what `definition` lets through."""
        try:
            opacity = 1.0
            if definition.tag == "clipPath":
                region = clip_region(definition, element, self.areas, self.measure)
            else:
                region, opacity = mask_region(definition, element, self.areas, self.measure)
            self.cut(element, region, inherited)
        except NoArea as reason:
            self.notes[f"{LOST}a {'clip' if definition.tag == 'clipPath' else 'mask'} {reason}"] += 1
            units = definition.get("clipPathUnits") or definition.get("maskContentUnits")
            box = self.measure.bounds(definition)
            if box and units != "objectBoundingBox":
                self.crop(element, box)
            return
        self.notes["cut what was clipped or masked"] += 1
        if opacity < 0.95:
            self.notes[f"{LOST}the shades of a mask"] += 1
            own = next(iter(numbers(element.get("opacity", "1"))), 1.0)
            element.set("opacity", text_of(own * opacity, Precision(decimals=3)))

    def clip_simply(self, shape: str, element: Element, inherited: Style) -> None:
        """Clip `element` by a basic shape of CSS."""
        box, style = self.measure.bounds(element), inherit(element, inherited)
        if box and style.get("stroke", "none") != "none":  # the box is that around the line
            half = next(iter(numbers(style.get("stroke-width", "1"))), 1.0) / 2
            box = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
        data = basic_shape(shape, box) if box else None
        try:
            if not data:
                raise NoArea("that is not understood")
            self.cut(element, self.areas.path(data), inherited)
        except NoArea as reason:
            self.notes[f"{LOST}a clip {reason}"] += 1

    def within(self, box: geometry.Box, element: Element, inherited: Style) -> None:
        """Cut a nested <svg> at its edges, if anything reaches over them."""
        covered = self.measure.bounds(element)
        lines = inherited.keys() | {name for part in element.iter() for name in part.attrib}
        if covered and "stroke" not in lines and _overlap(covered, box) == 1:
            return
        try:
            self.cut(element, self.areas.rectangle(box), inherited)
        except NoArea:
            self.crop(element, box)

    # ------------------------------------------------------------ by areas

    def cut(self, element: Element, region: Path, inherited: Style) -> None:
        """Leave of `element` what lies in `region`, which is in the coordinates inside it."""
        style = inherit(element, inherited)
        if element.tag in SHAPES:
            try:
                self.cut_shape(element, region, inherited)
            except NoArea:  # this shape is too intricate
                self.notes[f"{LOST}the edge of a clipped {element.tag}"] += 1
                self.crop(element, region.bounds)
        elif element.tag in ("g", "svg"):
            for child in list(element):
                if child.tag == "use":
                    self.expand(child, style)
                inside = geometry.matrix(child.get("transform", ""))
                if _is_flat(inside):  # nothing of it is seen
                    element.remove(child)
                else:
                    self.cut(child, moved(region, inside.inverse()), style)

    def expand(self, use: Element, inherited: Style) -> None:
        """Make a group of a <use>, with a copy of what it refers to."""
        copy = self.known.get(use.attrib.pop("href", "#")[1:])
        place = f"{use.get('transform', '')}{translation(use)}"  # clips on a <use> are where its copy is
        size = {name: use.attrib.pop(name, None) for name in ("width", "height")}
        for name in ("x", "y", "transform"):
            use.attrib.pop(name, None)
        use.tag, use.attrib = "g", {**use.attrib, **({"transform": place} if place else {})}
        self.copies -= 0 if copy is None else sum(1 for _ in copy.iter())
        if copy is None or self.copies < 0 or self.nested >= MAX_CHAIN:
            return
        copy = deepcopy(copy)
        for part in copy.iter():
            part.attrib.pop("id", None)
        if copy.tag == "symbol":
            copy.attrib |= {name: value for name, value in size.items() if value is not None}
            open_svg(copy, self.page, self.precision)
        use.append(copy)
        self.nested += 1
        self.visit(copy, inherit(use, inherited))
        self.nested -= 1

    def cut_shape(self, shape: Element, region: Path, inherited: Style) -> None:
        """Replace a shape by what of its fill and of its line lies in `region`."""
        style, kinds = inherit(shape, inherited), []
        if style.get("fill") != "none" and shape.tag != "line":
            kinds.append(("fill", self.areas.fill(shape, style)))
        if style.get("stroke", "none") != "none" and style.get("stroke-width") != "0":
            kinds.append(("stroke", self.areas.stroke(shape, style)))
        outside = [self.areas.combine(path, region, "DIFFERENCE") for _, path in kinds]
        if all(abs(rest.area) <= _UNSEEN * abs(path.area) for rest, (_, path) in zip(outside, kinds, strict=True)):
            return
        parts = []
        for kind, path in kinds:
            data = text(self.areas.combine(path, region, "INTERSECTION"), self.precision)
            if data:
                attributes = _paint(kind, style, inherited)
                parts.append(Element("path", {"d": data + self.box(shape, attributes.get("fill", "")), **attributes}))
        for name in _GEOMETRY | _STROKE | _FILL:
            shape.attrib.pop(name, None)
        if len(parts) == 1:
            shape.tag = "path"
            shape.attrib.update(parts[0].attrib)
        else:  # nothing, or the fill and the line
            shape.tag = "g"
            shape.extend(parts)

    def box(self, shape: Element, fill: str) -> str:
        """Path data that draws nothing, but keeps the box for a gradient that is measured by it."""
        gradient = self.known.get(target(fill))
        if gradient is None or "userSpaceOnUse" in (gradient.get("gradientUnits"), gradient.get("patternUnits")):
            return ""
        box = self.measure.bounds(shape)
        if box is None:
            return ""
        x0, y0, x1, y1 = (text_of(value, self.precision) for value in box)
        return f"M{x0} {y0}h0M{x1} {y1}h0"

    # ------------------------------------------------------------ by boxes

    def crop(self, element: Element, box: geometry.Box) -> None:
        """Remove each shape of which the larger part lies outside `box`."""
        if element.tag in SHAPES:
            covered = self.measure.bounds(element)
            if covered and _overlap(covered, box) < 0.5:
                element.tag = "g"  # an empty one
                element.attrib.clear()
                self.notes[f"{LOST}a shape outside of a clip"] += 1
        elif element.tag in ("g", "svg"):
            for child in list(element):
                inside = geometry.matrix(child.get("transform", ""))
                if not _is_flat(inside):
                    pen = BoundsPen(None)
                    x0, y0, x1, y1 = box
                    geometry.draw_path(f"M{x0} {y0}H{x1}V{y1}H{x0}z", TransformPen(pen, inside.inverse()))
                    self.crop(child, pen.bounds)


def _paint(kind: str, style: Style, inherited: Style) -> dict[str, str]:
    """The attributes of a shape's fill, or of its line as an area."""
    fill, opacity = style.get(kind, "#000"), style.get(f"{kind}-opacity", "1")
    found = {"fill": fill} if fill != inherited.get("fill", "#000") else {}
    if opacity != inherited.get("fill-opacity", "1"):
        found["fill-opacity"] = opacity
    if inherited.get("stroke", "none") != "none":
        found["stroke"] = "none"
    return found


def _is_flat(transform: Transform) -> bool:
    return abs(transform[0] * transform[3] - transform[1] * transform[2]) < 1e-12


def _overlap(box: geometry.Box, other: geometry.Box) -> float:
    """The share of `box` that lies in `other`."""
    shares = []
    for low, high, least, most in zip(box[:2], box[2:], other[:2], other[2:], strict=True):
        size = max(high - low, 1e-9)
        shares.append(max(0.0, min(high, most) - max(low, least)) / size if high > low else float(least <= low <= most))
    return shares[0] * shares[1]
