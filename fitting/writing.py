"""Page -> SVG text, as short as it goes at a given fineness of its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, tostring
from xml.sax.saxutils import quoteattr

from fitting import affine, colors
from fitting.affine import Matrix, multiply, scaling
from fitting.definitions import Definitions
from fitting.merging import Entry, box, merge
from fitting.model import DEFAULTS, Gradient, Group, Node, Page, Pattern, Shape, Style, Use, Verbatim
from fitting.numbers import decimals_for, join, spell
from fitting.painting import can_paint, extent
from fitting.paints import carried, carried_style
from fitting.path_text import path_data
from fitting.references import referred
from fitting.sharing import Item, share
from fitting.styles import DEFAULT_TEXTS, FILL, STROKE, fills, strokes
from fitting.templates import placed
from fitting.tidying import tidy

NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Space:
    """Units that nodes are written in: `factor` of them are one of the units they are held in."""

    factor: float
    tolerance: float  # in written units

    @property
    def decimals(self) -> int:
        return decimals_for(self.tolerance)


def write(page: Page, tolerance: float, side: float | None = None, sized: bool = True) -> str:
    """Return the drawing as text.

    Args:
        page: the drawing.
        tolerance: how far a point may move, in units of the page.
        side: the longer side of the viewBox in the text; None: as it is.
        sized: say width and height, where they are not those of the viewBox.
    """
    return _Writer(page, tolerance, side).document(sized)


class _Writer:
    def __init__(self, page: Page, tolerance: float, side: float | None) -> None:
        self.page = page
        factor = side / max(page.box[2:]) if side else 1.0
        self.space = Space(factor, tolerance * factor)
        self.open_stroke = True  # whether the template that is being written may be given a stroke
        self.kept: dict[str, Element] = {}  # what verbatim elements refer to
        self.definitions = Definitions(self, _names(page.nodes) | page.kept.keys())

    def document(self, sized: bool) -> str:
        root = Item("svg", self._frame(sized), {})
        root.children = self.items(self.page.nodes, self.space)
        definitions = self.definitions.items()
        kept = [element_text(element) for element in self.kept.values()]
        root.children = share(root.children, DEFAULT_TEXTS, root)
        for name in [name for name, value in root.style.items() if value.startswith("url")]:
            group = Item("g", {}, {name: root.style.pop(name)}, root.children)  # CairoSVG cannot paint the root so
            root.children = [group]
        text = root.text()
        defined = "".join([item.text() for item in definitions]) + "".join(kept)
        if not defined:
            return text
        head, _, rest = text.partition(">")
        return f"{head.removesuffix('/')}><defs>{defined}</defs>{rest or '</svg>'}"

    def _frame(self, sized: bool) -> dict[str, str]:
        box = [spell(value * self.space.factor, 1e-3) for value in self.page.box]
        frame = {"xmlns": NAMESPACE, "viewBox": " ".join(box)}
        pixels = [spell(value, 1e-3) for value in self.page.pixels]
        if sized and pixels != box[2:]:
            frame |= {"width": pixels[0], "height": pixels[1]}
        return frame | {name: quoteattr(value)[1:-1] for name, value in self.page.attributes.items()}

    # ------------------------------------------------------------------------------------------------ nodes

    def items(self, nodes: list[Node], space: Space, partial: bool = False) -> list[Item]:
        return self._joined(self._entries(nodes, space, partial), space, partial)

    def _joined(self, entries: list[Entry], space: Space, partial: bool) -> list[Item]:
        def joined(shape: Shape, item: Item) -> Item:
            return replace(item, own=self._shape(shape, space, partial).own)

        return [entry.item for entry in merge(entries, joined)]

    def _entries(self, nodes: list[Node], space: Space, partial: bool) -> list[Entry]:
        """What is there of `nodes`; groups that say nothing give way to what they hold."""
        entries: list[Entry] = []
        for node in nodes:
            bare = isinstance(node, Group) and not node.id and node.opacity == 1
            if node.gone:
                continue
            if isinstance(node, Group) and node.transform is not None and not self._keeps_units(node, space, partial):
                node = replace(node, nodes=placed(node.nodes, node.transform), transform=None)
            if bare and node.transform is None:
                entries += self._entries(node.nodes, space, partial)
                continue
            item = self.item(node, space, partial)
            if item is not None:
                entries.append(Entry(node, item, box(node)))
        return entries

    def _keeps_units(self, group: Group, space: Space, partial: bool) -> bool:
        """Whether a group is shorter in the units of its own than in those around it."""
        start = self.definitions.state()
        own = self._own_units(group, space, partial)
        self.definitions.restore(start)
        outer = Item("g", {}, {}, self.items(placed(group.nodes, group.transform), space, partial))
        self.definitions.restore(start)
        return len(own.text()) < len(outer.text())

    def _own_units(self, group: Group, space: Space, partial: bool) -> Item:
        kept = Space(1.0, space.tolerance / space.factor / affine.max_scale(group.transform))
        inner = Group(group.nodes)
        found = extent(inner) if can_paint(inner) else None
        reach = max(map(abs, found)) if found else 1000.0
        matrix = multiply(scaling(space.factor), group.transform)
        item = Item("g", {}, {}, self.items(group.nodes, kept, partial))
        item.transform = affine.spell_matrix(matrix, space.tolerance, reach)
        return item

    def item(self, node: Node, space: Space, partial: bool) -> Item | None:
        if isinstance(node, Shape):
            item = self._shape(node, space, partial)
        elif isinstance(node, Group):
            if node.transform is not None:
                item = self._own_units(node, space, partial)
            else:
                item = Item("g", {}, {}, self.items(node.nodes, space, partial))
            item = item if item.children else None
        elif isinstance(node, Use):
            item = self._use(node, space)
        else:
            item = self._verbatim(node, space)
        if item is None:
            return None
        item.partial = item.partial or partial
        if isinstance(node, Shape) and not partial:
            item.idle = frozenset(DEFAULTS) - mattering(node.style)
            item.style = {n: text for n, text in item.style.items() if text != DEFAULT_TEXTS[n]}
        opacity = spell(getattr(node, "opacity", 1.0), 0.005)
        if opacity != "1":
            item.own["opacity"] = opacity
        if node.id:
            item.own = {"id": quoteattr(node.id)[1:-1], **item.own}
        return item

    def _shape(self, shape: Shape, space: Space, partial: bool) -> Item | None:
        matrix, outer = shape.transform, space
        if matrix is not None:  # its coordinates stay as they are
            space = Space(1.0, space.tolerance / space.factor / affine.max_scale(matrix))
        shape = carried(shape, scaling(space.factor)) if space.factor != 1 else shape
        shape = tidy(shape, space.tolerance, is_framed(shape.style))
        style = self.style(shape.style, space)
        item = _ellipse(shape, style, space) if shape.kind == "ellipse" else None
        item = _rect(shape, style, space) if shape.kind == "rect" else item
        item = item or _path(shape, style, space, strokes(shape.style, partial and self.open_stroke))
        if item is not None and matrix is not None:
            item.transform = self._matrix(multiply(scaling(outer.factor), matrix), outer.tolerance, shape)
        return item

    def _matrix(self, matrix: Matrix, tolerance: float, shape: Shape) -> str:
        reach = max(max(abs(value) for value in segment[-2:]) for segment in shape.outline if len(segment) > 1)
        return affine.spell_matrix(matrix, tolerance, reach)

    def _use(self, use: Use, space: Space) -> Item:
        name, base, reach = self.definitions.template(use.template)
        inner = multiply(scaling(self.space.factor), base)
        matrix = multiply(scaling(space.factor), multiply(use.transform, affine.invert(inner)))
        needed = wanted(use.template.nodes, use.style)
        style = {n: value for n, value in use.style.items() if n in needed}
        item = Item("use", {"href": f"#{name}"}, self.style(carried_style(style, inner), self.space))
        item.idle = frozenset(DEFAULTS) - needed
        text = affine.spell_matrix(matrix, space.tolerance, reach * self.space.factor)
        if text.startswith("translate(") and text.endswith(")") and text.count("(") == 1:
            places = [spell(matrix[4], space.tolerance), spell(matrix[5], space.tolerance)]
            item.own |= {name: text for name, text in zip("xy", places, strict=True) if text != "0"}
        else:
            item.transform = text
        return item

    def _verbatim(self, node: Verbatim, space: Space) -> Item:
        style = self.style(node.style, Space(1.0, 1e-3))
        matrix = multiply(scaling(space.factor), node.transform)
        self.kept = referred(node.element, self.page.kept, self.kept)
        return _Raw("g", {}, style, [], True, affine.spell_matrix(matrix, 0.01, 1000.0), element_text(node.element))

    def style(self, style: Style, space: Space) -> dict[str, str]:
        """The properties as they are written, always in one order: the same drawing gives the same text."""
        return {name: self._value(name, style[name], space) for name in DEFAULTS if name in style}

    def _value(self, name: str, value: object, space: Space) -> str:
        if isinstance(value, Gradient | Pattern):
            return f"url(#{self.definitions.paint(value, space)})"
        if name in ("fill", "stroke"):
            return value if value == "none" else colors.spell(value)
        if name in ("stroke-width", "stroke-dashoffset"):
            return spell(value, min(space.tolerance, 0.06 * value))
        if name == "stroke-dasharray":
            return join([spell(dash, 0.004 * dash) for dash in value])  # what is off adds up along the line
        return spell(value, 0.005) if isinstance(value, float) else value


class _Raw(Item):
    """An element whose text is kept, in a group of its own where it needs to be placed or painted."""

    def __init__(self, tag, own, style, children, partial, transform, raw: str) -> None:
        super().__init__(tag, own, style, children, partial, transform)
        self.raw = raw

    def text(self) -> str:
        own = {name: value for name, value in self.own.items() if name == "opacity"}
        if not (own or self.style or self.transform):
            return self.raw
        return Item("g", {}, self.style, [], True, self.transform).text()[:-2] + f">{self.raw}</g>"


def element_text(element: Element) -> str:
    """An element as it is, in the fewest bytes."""
    return tostring(element, encoding="unicode").strip().replace(" />", "/>")


def _path(shape: Shape, style: dict[str, str], space: Space, stroked: bool) -> Item | None:
    data = path_data(shape.outline, space.decimals, stroked=stroked, framed=is_framed(shape.style))
    return Item("path", {"d": data}, style) if data else None


def _ellipse(shape: Shape, style: dict[str, str], space: Space) -> Item | None:
    cx, cy, rx, ry = shape.size
    tolerance = space.tolerance
    center = {name: spell(v, tolerance) for name, v in (("cx", cx), ("cy", cy))}
    own = {name: text for name, text in center.items() if text != "0"}
    if abs(rx - ry) <= 0.5 * tolerance:
        return Item("circle", {**own, "r": _radius((rx + ry) / 2, tolerance)}, style)
    return Item("ellipse", {**own, "rx": _radius(rx, tolerance), "ry": _radius(ry, tolerance)}, style)


def _radius(radius: float, tolerance: float) -> str:
    return spell(radius, min(tolerance, 0.1 * radius))


def _rect(shape: Shape, style: dict[str, str], space: Space) -> Item:
    x, y, width, height, rx, ry = shape.size
    values = {"x": x, "y": y, "width": width, "height": height, "rx": rx}
    if abs(rx - ry) > space.tolerance:
        values["ry"] = ry
    tolerances = {"width": 0.1 * width, "height": 0.1 * height}
    own = {n: spell(v, min(space.tolerance, tolerances.get(n, space.tolerance))) for n, v in values.items()}
    return Item("rect", {n: text for n, text in own.items() if text != "0"}, style)


def is_framed(style: Style) -> bool:
    """Whether a paint is fitted to the bounding box."""
    return any(isinstance(style.get(n), Gradient | Pattern) and not style[n].user for n in ("fill", "stroke"))


def wanted(nodes: list[Node], style: Style) -> set[str]:
    """Return the properties that matter to `nodes` and that these do not say, where `style` holds around them."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Group):
            found |= wanted(node.nodes, style)
        elif isinstance(node, Shape):
            found |= mattering({**style, **node.style}) - node.style.keys()
        elif isinstance(node, Use):
            found |= wanted(node.template.nodes, {**style, **node.style}) - node.style.keys()
        else:
            found |= DEFAULTS.keys()
    return found


def mattering(style: Style) -> set[str]:
    """Return the properties that make a difference to a shape of this style."""
    return {"paint-order", *(FILL if fills(style) else ("fill",)), *(STROKE if strokes(style) else ("stroke",))}


def _names(nodes: list[Node]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        found.add(node.id)
        if isinstance(node, Group):
            found |= _names(node.nodes)
        elif isinstance(node, Verbatim):
            found |= {part.get("id") for part in node.element.iter()}
    return found - {"", None}
