"""SVG text -> Page: inheritance, transforms, links and units are resolved here, once.

What CairoSVG draws counts where it and browsers differ: it is the judge's renderer.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from fitting import affine, outlines
from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import Group, Node, Page, Shape, Style, Template, Use, Verbatim
from fitting.names import drop_names
from fitting.numbers import read_all, read_length
from fitting.paints import Paints, can_carry, carried
from fitting.references import referred
from fitting.styles import drop_idle, ignorable, read_style, settle
from scoring.complexity import MAX_SHAPES, check_tags, shapes_drawn
from scoring.constraints import SVGConstraintError, find_violations

MAX_LOCALS = 2  # groups with units of their own in each other; each is written three times, to see what is shorter
MAX_DEPTH = 100  # of elements; more than people and tools nest
JUDGE_SIDE = 384.0  # what the judge takes for a page without a viewBox
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_HIDDEN = {"defs", "symbol", "marker", "pattern", "linearGradient", "radialGradient", "filter"}
_RATIO = re.compile(r"none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: (?:meet|slice))?")
_MARKERS = ("marker-start", "marker-mid", "marker-end")


def read(svg: str) -> Page:
    """Return the drawing in `svg`.

    Raises:
        SVGConstraintError: a ValueError that names what is not XML or not in the competition's allowlist.
        ValueError: the page has no size, has too many tags, is nested too deeply, or references multiply what is drawn
            without bounds.
    """
    check_tags(svg)
    violations = list(find_violations(svg, max_bytes=1 << 60))
    if violations:
        raise SVGConstraintError(violations)
    root = fromstring(svg.encode())
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    if root.tag != "svg":
        raise SVGConstraintError([f"the root is <{root.tag}>, not <svg>"])
    if "viewBox" not in svg:
        root.set("viewBox", f"0 0 {JUDGE_SIDE:g} {JUDGE_SIDE:g}")
    _check_size(root)
    return _Reader(root).page()


def _check_size(root: Element) -> None:
    """Raise ValueError for what takes too long by its structure: a <use> of a group of <use>s of a group of ..."""
    elements = list(root.iter())
    if (deepest := _depth(root)) > MAX_DEPTH:
        raise ValueError(f"elements are nested {deepest} deep; the limit is {MAX_DEPTH}")
    try:
        shapes = shapes_drawn(root)
    except RecursionError:
        raise ValueError("references are nested too deeply") from None
    if shapes > max(MAX_SHAPES, 2 * len(elements)):
        told = f"{shapes:,} shapes of {len(elements):,} elements; the limit is {MAX_SHAPES:,}"
        raise ValueError(f"references make {told}")


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


class _Reader:
    """Walks through the tree with what is inherited and where the element stands."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named: dict[str, Element] = {}
        self.parents: dict[Element, Element] = {}
        self.users: dict[str, int] = {}
        self.places: dict[str, list[Element]] = {}
        for element in root.iter():
            self.parents.update(dict.fromkeys(element, element))
            if element.get("id"):
                self.named.setdefault(element.get("id"), element)
            if element.tag == "use":
                target = element.get("href", "")[1:]
                self.users[target] = self.users.get(target, 0) + 1
                self.places.setdefault(target, []).append(element)
        box = read_all(root.get("viewBox", ""))
        width, height = read_length(root.get("width"), 0.0), read_length(root.get("height"), 0.0)
        if len(box) != 4:
            box = [0.0, 0.0, width or height or JUDGE_SIDE, height or width or JUDGE_SIDE]
        if not min(box[2:]) > 0:
            raise ValueError(f"the page has no size: viewBox {root.get('viewBox')!r}")
        self.box = tuple(box)
        self.pixels = (width or box[2], height or box[3])
        self.paints = Paints(self)
        self.templates: dict[str, Template] = {}
        self.kept: dict[str, Element] = {}
        self.outer = IDENTITY  # from the units of the group that is being read to the page's
        self.local = True  # whether groups may have units of their own
        self.locals = 0  # groups with units of their own around what is read
        self.stroked = True  # whether what uses the template that is being read may have a stroke
        self.open: list[str] = []  # ids of the templates that are being read, to break circles

    def page(self) -> Page:
        style = self.style(self.root, {})
        matrix = affine.parse(self.root.get("transform"))
        nodes = self.children(self.root, style, matrix)
        opacity = _opacity(self.root)
        if opacity < 1:
            nodes = [Group(nodes, opacity)]
        ratio = self.root.get("preserveAspectRatio", "")
        attributes = {"preserveAspectRatio": ratio} if _RATIO.fullmatch(ratio) else {}
        return Page(self.box, self.pixels, nodes, attributes, self.kept, self.root)

    def children(self, element: Element, style: Style, matrix: Matrix, partial: bool = False) -> list[Node]:
        return [node for child in element for node in self.walk(child, style, matrix, partial)]

    def tile(self, element: Element, style: Style, matrix: Matrix) -> list[Node]:
        """What a pattern holds, in its own units and without names; `matrix` maps these to those around it."""
        before, self.local, self.outer = (self.local, self.outer), False, multiply(self.outer, matrix)
        nodes = self.children(element, style, IDENTITY)
        self.local, self.outer = before
        drop_names(nodes)
        return nodes

    def walk(self, element: Element, inherited: Style, matrix: Matrix, partial: bool = False) -> list[Node]:
        """Return what is drawn of `element`; `partial`: what no style says is not the default but comes from a use."""
        if element.tag in _HIDDEN or ignorable(element):
            return []
        name = element.get("id", "")
        repeated = self.users.get(name, 0) > (1 if self.is_defined(element) else 0)
        if repeated and self.named.get(name) is element and name not in self.open:
            return self.referred(name, inherited, matrix)
        return self.drawn(element, inherited, matrix, partial)

    def drawn(self, element: Element, inherited: Style, matrix: Matrix, partial: bool) -> list[Node]:
        style, name = self.style(element, inherited), element.get("id", "")
        within = multiply(matrix, affine.parse(element.get("transform")))
        if abs(affine.determinant(within)) < 1e-12 or _opacity(element) <= 0:
            return []
        if self.is_special(element):
            return self.verbatim(element, inherited, matrix)
        if element.tag == "use":
            return self.use(element, style, within, partial)
        if element.tag == "g" and self.local and self.locals < MAX_LOCALS and element.get("transform"):
            return self.local_group(element, style, within)
        nodes: list[Node] = []
        if element.tag in SHAPES:
            shape = self.shape(element, style, within, partial)
            nodes += [shape] if shape else []
            if not len(element):
                return nodes
        nodes += self.children(element, style, within, partial)
        opacity = _opacity(element) if element.tag not in SHAPES else 1.0
        if nodes and (name or opacity < 1):
            return [Group(nodes, opacity, name)]
        return nodes

    def local_group(self, element: Element, style: Style, matrix: Matrix) -> list[Node]:
        """A group with units of its own."""
        before, self.outer = self.outer, multiply(self.outer, matrix)
        self.locals += 1
        nodes = self.children(element, style, IDENTITY)
        self.locals -= 1
        self.outer = before
        return [Group(nodes, _opacity(element), element.get("id", ""), matrix)] if nodes else []

    def style(self, element: Element, inherited: Style) -> Style:
        return read_style(element, inherited, self.paints.find, self.diagonal)

    @property
    def diagonal(self) -> float:
        """What 100 % of a length without a direction is."""
        return ((self.box[2] ** 2 + self.box[3] ** 2) / 2) ** 0.5

    # ------------------------------------------------------------------------------------------------ shapes

    def shape(self, element: Element, style: Style, matrix: Matrix, partial: bool) -> Shape | None:
        kind, size, outline = self.geometry(element)
        if not outline:
            return None
        shape = Shape(outline, dict(style), kind, size, _opacity(element), id=element.get("id", ""), source=element)
        if partial:
            settle(shape.style)
        elif not drop_idle(shape):
            return None
        if not can_carry(shape, matrix, partial, self.stroked):
            shape.transform = matrix
            return shape
        return carried(shape, matrix)

    def geometry(self, element: Element) -> tuple[str, tuple, outlines.Outline]:
        """Return (kind, size, outline); the outline is empty for what is not drawn."""
        _, _, page_width, page_height = self.box

        def get(name: str) -> float:
            whole = page_height if name in ("y", "cy", "ry", "y1", "y2", "height") else page_width
            return read_length(element.get(name), self.diagonal if name == "r" else whole)

        match element.tag:
            case "path":
                return "path", (), outlines.parse(element.get("d", ""))
            case "polyline" | "polygon":
                return "path", (), outlines.polyline(element.get("points", ""), element.tag == "polygon")
            case "line":
                return "path", (), [("M", get("x1"), get("y1")), ("L", get("x2"), get("y2"))]
            case "circle" | "ellipse":
                names = ("r", "r") if element.tag == "circle" else ("rx", "ry")
                size = (get("cx"), get("cy"), *map(get, names))
                return "ellipse", size, outlines.ellipse(*size) if min(size[2:]) > 0 else []
        x, y, width, height = map(get, ("x", "y", "width", "height"))
        if not width or not height:
            return "rect", (), []
        rx, ry = get("rx") or get("ry"), get("ry") or get("rx")
        rx, ry = min(rx, width / 2), min(ry, height / 2)
        if min(rx, ry) <= 0 or "0" in (element.get("rx"), element.get("ry")):
            return "path", (), outlines.rectangle(x, y, width, height)
        return "rect", (x, y, width, height, rx, ry), outlines.rounded(x, y, width, height, rx, ry)

    # ------------------------------------------------------------------------------------------------ references

    def referred(self, name: str, inherited: Style, matrix: Matrix) -> list[Node]:
        """An element that is drawn where it stands, and again elsewhere."""
        template = self.template(name)
        return [self.placed(template, dict(inherited), matrix, 1.0, name)] if template else []

    def use(self, element: Element, style: Style, matrix: Matrix, partial: bool) -> list[Node]:
        name = element.get("href", "")[1:]
        target = self.named.get(name)
        if target is None or name in self.open or ignorable(target):
            return []
        _, _, width, height = self.box
        shift = affine.translation(read_length(element.get("x"), width), read_length(element.get("y"), height))
        matrix = multiply(matrix, shift)
        opacity = _opacity(element)
        if self.users[name] == 1 and self.is_defined(target) and opacity == 1:
            self.open.append(name)
            nodes = self.drawn(target, style, matrix, partial)
            self.open.pop()
            if nodes and element.get("id"):
                return [Group(nodes, 1.0, element.get("id"))]
            return nodes
        template = self.template(name)
        if not template:
            return []
        placed = self.placed(template, style, matrix, opacity, element.get("id", ""))
        placed.source = element
        return [placed]

    def placed(self, template: Template, style: Style, matrix: Matrix, opacity: float, name: str) -> Use:
        template.places.append(multiply(self.outer, matrix))
        return Use(template, settle(dict(style)), matrix, opacity, name)

    def template(self, name: str) -> Template | None:
        if name not in self.templates:
            before, self.stroked = (self.stroked, self.local), self.may_stroke(name, set())
            self.local = False
            self.open.append(name)
            nodes = self.drawn(self.named[name], {}, IDENTITY, partial=True)
            self.open.pop()
            stroked = self.stroked
            self.stroked, self.local = before
            drop_names(nodes)
            self.templates[name] = Template(nodes, stroked=stroked)
        return self.templates[name] if self.templates[name].nodes else None

    def may_stroke(self, name: str, seen: set[str]) -> bool:
        """Whether a stroke comes from any place where the template is drawn."""
        seen.add(name)
        return any(self._stroked_around(place, seen) for place in [self.named[name], *self.places[name]])

    def _stroked_around(self, element: Element | None, seen: set[str]) -> bool:
        place = element
        while element is not None:
            if "stroke" in element.attrib and (element is not place or element.tag == "use"):
                return element.get("stroke") != "none"
            name = element.get("id", "")
            if element is not place and self.users.get(name) and name not in seen and self.may_stroke(name, seen):
                return True
            element = self.parents.get(element)
        return False

    def is_defined(self, element: Element) -> bool:
        """Whether `element` stands where nothing is drawn."""
        while element is not None:
            if element.tag in _HIDDEN:
                return True
            element = self.parents.get(element)
        return False

    # ------------------------------------------------------------------------------------------------ verbatim

    def is_special(self, element: Element) -> bool:
        """Whether `element` is of a kind that is kept as it is."""
        if element.tag in ("svg", "switch") or element.get("filter") or any(map(element.get, _MARKERS)):
            return True
        target = self.named.get(element.get("href", "")[1:]) if element.tag == "use" else None
        return target is not None and target.tag in ("symbol", "svg")

    def verbatim(self, element: Element, inherited: Style, matrix: Matrix) -> list[Node]:
        self.kept |= referred(element, self.named, self.kept)
        return [Verbatim(element, settle(dict(inherited)), matrix, element.get("id", ""))]



def _opacity(element: Element) -> float:
    values = read_all(element.get("opacity", ""))
    return max(0.0, min(1.0, values[0])) if values else 1.0
