"""What is defined once and referred to: gradients, patterns, and what <use> draws again.

Names are given when everything has been written once, the shortest to what is referred to most.
"""

from __future__ import annotations

from itertools import count, product
from string import ascii_letters

from fitting import affine, colors
from fitting.affine import IDENTITY, Matrix
from fitting.model import Gradient, Pattern, Template, Tile
from fitting.numbers import spell
from fitting.sharing import Item, share
from fitting.styles import DEFAULT_TEXTS
from fitting.templates import base, carried_nodes, reach

_GRADIENT_DEFAULTS = {"gradientUnits": "objectBoundingBox", "spreadMethod": "pad", "gradientTransform": "scale(1)"}
_GRADIENT_DEFAULTS |= {"x1": "0", "y1": "0", "x2": "1", "y2": "0", "cx": ".5", "cy": ".5", "r": ".5"}


class Definitions:
    """Collects the definitions of one document while it is written."""

    def __init__(self, writer, taken: set[str]) -> None:
        self.writer, self.taken = writer, taken
        self.names: dict[object, str] = {}
        self.paints: dict[object, tuple[Gradient | Pattern, object]] = {}
        self.templates: dict[Template, tuple] = {}

    def state(self) -> tuple:
        """What `restore` takes to forget all that is defined from now on."""
        return dict(self.names), dict(self.paints), dict(self.templates)

    def restore(self, state: tuple) -> None:
        self.names, self.paints, self.templates = (dict(part) for part in state)

    def _name(self, key: object) -> str:
        if key not in self.names:
            used = self.taken | set(self.names.values())
            self.names[key] = next(name for name in _short_names() if name not in used)
        return self.names[key]

    def paint(self, paint: Gradient | Pattern, space) -> str:
        """Return the name of a paint, which is defined with numbers fit for `space`."""
        key = (_rounded(paint, space.tolerance) if isinstance(paint, Gradient) else paint, paint.user and space)
        self.paints.setdefault(key, (paint, space))
        return self._name(key)

    def template(self, template: Template) -> tuple[str, Matrix, float]:
        """Return the name of a template, the map that was put into it, and how far its points are from its origin."""
        if template not in self.templates:
            matrix = base(template)
            nodes = carried_nodes(template.nodes, matrix)
            page = self.writer.space
            common = affine.mean_scale(matrix)
            largest = max(map(affine.max_scale, template.places), default=common) / common
            space = type(page)(page.factor, page.tolerance / max(1.0, largest))
            self.templates[template] = nodes, space, matrix, reach(nodes)
        return self._name(template), *self.templates[template][2:]

    def items(self) -> list[Item]:
        """Return all definitions as elements; writing one may call for others."""
        written: dict[object, Item] = {}
        while pending := [key for key in self.names if key not in written]:
            for key in pending:
                written[key] = self._template(key) if isinstance(key, Template) else self._paint(key)
        found = list(written.values())
        return _linked([item for item in found if item is not None])

    def _template(self, template: Template) -> Item:
        nodes, space, _, _ = self.templates[template]
        before, self.writer.open_stroke = self.writer.open_stroke, template.stroked
        items = self.writer.items(nodes, space, partial=True)
        self.writer.open_stroke = before
        if len(items) == 1 and "id" not in items[0].own and not items[0].transform:
            (item,) = items
            item.children = share(item.children, DEFAULT_TEXTS, item) if item.children else []
        else:
            item = Item("g", {}, {}, [])
            item.children = share(items, DEFAULT_TEXTS, item)
        item.own = {"id": self.names[template], **item.own}
        return item

    def _paint(self, key: object) -> Item:
        paint, space = self.paints[key]
        if isinstance(paint, Gradient):
            return _gradient(paint, space, self.names[key])
        return self._pattern(paint, space, self.names[key])

    def _pattern(self, pattern: Pattern, space, name: str) -> Item:
        tile, page = pattern.tile, self.writer.space
        scale = max(affine.max_scale(pattern.transform), 1e-6) * _enlarged(tile)
        tolerance = space.tolerance / scale
        own = {"id": name, **{n: _plain(value) for n, value in tile.attributes.items()}}
        farthest = space.factor * max(self.writer.page.box[2:]) / scale
        text = affine.spell_matrix(pattern.transform, space.tolerance, farthest)
        item = Item("pattern", own, {})
        if text:
            item.own["patternTransform"] = text
        item.children = self.writer.items(tile.nodes, type(page)(1.0, tolerance))
        item.children = share(item.children, DEFAULT_TEXTS, item)
        return item


def _short_names():
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            yield "".join(letters)


def _rounded(gradient: Gradient, tolerance: float) -> Gradient:
    """Gradients that differ by less than can be seen are one."""
    step = 2 * tolerance if gradient.user else 0.01
    at = tuple(round(value / step) for value in gradient.at)
    transform = tuple(round(value, 3) for value in gradient.transform)
    stops = tuple((round(offset, 2), color, round(alpha, 2)) for offset, color, alpha in gradient.stops)
    return Gradient(gradient.linear, gradient.user, at, transform, gradient.spread, stops)


def _gradient(gradient: Gradient, space, name: str) -> Item:
    tolerance = 2 * space.tolerance if gradient.user else 0.01
    names = ("x1", "y1", "x2", "y2") if gradient.linear else ("cx", "cy", "r", "fx", "fy")
    own = {name: spell(value, tolerance) for name, value in zip(names, gradient.at, strict=True)}
    if not gradient.linear:
        for focus, center in (("fx", "cx"), ("fy", "cy")):
            if own[focus] == own[center]:
                del own[focus]
    own = {"id": name, **{n: text for n, text in own.items() if gradient.user or _GRADIENT_DEFAULTS.get(n) != text}}
    if gradient.user:
        own["gradientUnits"] = "userSpaceOnUse"
        for n in ("x1", "y1", "y2"):
            if own.get(n) == "0":
                del own[n]
    if gradient.spread != "pad":
        own["spreadMethod"] = gradient.spread
    if gradient.transform != IDENTITY:
        reach = max(1e-6, max(map(abs, gradient.at)))
        own["gradientTransform"] = affine.spell_matrix(gradient.transform, tolerance, reach)
    stops = [Item("stop", _stop(*stop), {}) for stop in gradient.stops]
    return Item("linearGradient" if gradient.linear else "radialGradient", own, {}, stops)


def _stop(offset: float, color: str, alpha: float) -> dict[str, str]:
    own = {"offset": spell(offset, 0.005), "stop-color": colors.spell(color), "stop-opacity": spell(alpha, 0.005)}
    defaults = {"offset": "0", "stop-opacity": "1"}
    return {name: text for name, text in own.items() if defaults.get(name) != text and text not in ("#000",)}


def _linked(items: list[Item]) -> list[Item]:
    """Let gradients with equal stops, and patterns with equal tiles, refer to the first of them."""
    first: dict[tuple, Item] = {}
    for item in items:
        if item.tag not in ("linearGradient", "radialGradient", "pattern"):
            continue
        inner = "".join([child.text() for child in item.children])
        base = first.setdefault((item.tag, inner), item)
        if base is item:
            continue
        own = {n: text for n, text in item.own.items() if base.own.get(n) != text}
        missing = [n for n in base.own if n not in item.own]
        if item.tag == "pattern":
            own |= {n: "scale(1)" for n in missing if n == "patternTransform"}
            if any(n != "patternTransform" for n in missing):
                continue
        elif any(n not in _GRADIENT_DEFAULTS for n in missing):
            continue
        else:
            user = item.own.get("gradientUnits") == "userSpaceOnUse"
            own |= {n: "100%" if user and n == "x2" else _GRADIENT_DEFAULTS[n] for n in missing}
        linked = Item(item.tag, {"id": item.own["id"], "href": f"#{base.own['id']}", **own}, {})
        if len(linked.text()) < len(item.text()):
            item.own, item.children = linked.own, []
    return items


def _plain(text: str) -> str:
    try:
        return spell(float(text))
    except ValueError:
        return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _enlarged(tile: Tile) -> float:
    """How much larger than its units a tile with a viewBox is drawn."""
    box = tile.attributes.get("viewBox", "").replace(",", " ").split()
    try:
        return max(1.0, *(float(tile.attributes.get(n, 0)) / float(box[i]) for n, i in (("width", 2), ("height", 3))))
    except (IndexError, ValueError, ZeroDivisionError):
        return 1.0
