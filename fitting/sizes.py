"""Estimates of the bytes that a part of a drawing takes in its text."""

from __future__ import annotations

from collections import Counter

from fitting import colors
from fitting.affine import scaling
from fitting.layers import Layers, templates
from fitting.model import Gradient, Group, Node, Pattern, Shape, Style, Template, Use
from fitting.outlines import transformed
from fitting.path_text import path_data
from fitting.styles import strokes

_SHARERS = 5  # of one value: from so many on it is not cheaper for each
_ELLIPSE, _TAG, _USE, _GROUP = 34, len("<path/>"), 38, 20
_STOP, _GRADIENT, _FRAME = 31, 45, 70


class Sizes:
    """What parts of a page take, written with points that may move by so many pixels at 512."""

    def __init__(self, layers: Layers, pixels: float) -> None:
        self.factor = 0.5 / (pixels * layers.page.pixel)  # steps of the grid in a unit of the page
        self.users: Counter = Counter()
        self.values: Counter = Counter()  # (name, value) of a style -> how many say it
        self.known: dict[Shape, float] = {}
        for layer in layers.all():
            self.count(layer.node, 1)

    def count(self, node: Node | None, times: int) -> None:
        """Take note that a node came (1) or went (-1)."""
        if isinstance(node, Shape | Use):
            for server in servers(node.style):
                self.users[server] += times
                if isinstance(server, Pattern) and self.users[server] == max(0, times):  # it came or went
                    for template in templates(server.tile.nodes):
                        self.users[template] += times
            for item in node.style.items():
                self.values[item] += times
        if isinstance(node, Use):
            self.users[node.template] += times

    def whole(self, nodes: list[Node]) -> float:
        """All of a page with these nodes."""
        used = [subject for subject, times in self.users.items() if times > 0]
        shared = (self.template(one) if isinstance(one, Template) else self.server(one) for one in used)
        return _FRAME + sum(map(self.own, nodes)) + sum(shared)

    def of(self, node: Node) -> float:
        """What goes when the node goes: its own text, and what nothing else refers to."""
        if isinstance(node, Group):
            return _GROUP + sum(map(self.of, node.nodes))
        total = self.own(node)
        if isinstance(node, Shape | Use):
            total += sum(self.server(server) for server in servers(node.style) if self.users[server] <= 1)
        if isinstance(node, Use) and self.users[node.template] <= 1:
            total += self.template(node.template)
        return total

    def added(self, before: list[Node], after: list[Node]) -> float:
        """What it takes more to have the nodes `after` in the place of `before`."""
        # In an order of its own, as a sum of floats depends on it, and that of a set changes with the process.
        new = dict.fromkeys(found for node in after if isinstance(node, Shape | Use) for found in servers(node.style))
        new |= dict.fromkeys(node.template for node in after if isinstance(node, Use))
        shared = [one for one in new if self.users[one] <= 0]
        defined = sum(self.template(one) if isinstance(one, Template) else self.server(one) for one in shared)
        return defined + sum(map(self.own, after)) - sum(map(self.own, before))

    def own(self, node: Node) -> float:
        """The text of the node alone."""
        if isinstance(node, Group):
            return _GROUP + sum(map(self.own, node.nodes))
        if isinstance(node, Use):
            return _USE + self.style(node.style)
        if not isinstance(node, Shape):
            return 60.0
        return _TAG + self.outline(node) + self.style(node.style)

    def outline(self, shape: Shape) -> float:
        if shape.kind == "ellipse":
            return _ELLIPSE
        if shape not in self.known:
            scaled = transformed(shape.outline, scaling(self.factor))
            self.known[shape] = 5 + len(path_data(scaled, 0, stroked=strokes(shape.style)))
        return self.known[shape]

    def style(self, style: Style) -> float:
        """What it says; of what others say too, a part, since it is said for many at once."""
        total = 0.0
        for item in style.items():
            length = len(item[0]) + 4 + _value_bytes(item[1])
            total += length / min(_SHARERS, max(1, self.values[item]))
        return total

    def server(self, server: Gradient | Pattern) -> float:
        if isinstance(server, Gradient):
            return _GRADIENT + sum(_STOP + len(colors.spell(color)) for _, color, _ in server.stops)
        return 120.0 + sum(map(self.own, server.tile.nodes))

    def template(self, template: Template) -> float:
        return 10.0 + sum(map(self.own, template.nodes))


def _value_bytes(value: object) -> int:
    if isinstance(value, str):
        return len(colors.spell(value)) if value.startswith("#") else len(value)
    return 3


def servers(style: Style) -> list:
    """The gradients and patterns of a style."""
    return [style[name] for name in ("fill", "stroke") if isinstance(style.get(name), Gradient | Pattern)]
