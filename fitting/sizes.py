"""Estimates of the bytes that a part of a drawing takes in its text."""

from __future__ import annotations

from collections import Counter

from fitting.affine import scaling
from fitting.layers import Layers
from fitting.model import Gradient, Group, Node, Pattern, Shape, Style, Template, Use
from fitting.outlines import transformed
from fitting.path_text import path_data
from fitting.styles import strokes

_ELLIPSE, _TAG, _USE, _GROUP = 34, len("<path/>"), 38, 20
_STOP, _GRADIENT = 38, 45


class Sizes:
    """What parts of a page take, written with points that may move by so many pixels at 512."""

    def __init__(self, layers: Layers, pixels: float) -> None:
        self.factor = 0.5 / (pixels * layers.page.pixel)  # steps of the grid in a unit of the page
        self.users: Counter = Counter()
        self.known: dict[Shape, float] = {}
        for layer in layers.all():
            self.count(layer.node, 1)

    def count(self, node: Node | None, times: int) -> None:
        """Take note that a node came (1) or went (-1)."""
        if isinstance(node, Shape | Use):
            for server in servers(node.style):
                self.users[server] += times
        if isinstance(node, Use):
            self.users[node.template] += times

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
        """Half of what it says, since neighbours say much of it too."""
        lengths = (len(name) + 4 + (len(value) if isinstance(value, str) else 3) for name, value in style.items())
        return 0.5 * sum(lengths)

    def server(self, server: Gradient | Pattern) -> float:
        if isinstance(server, Gradient):
            return _GRADIENT + _STOP * len(server.stops)
        return 120.0 + sum(map(self.own, server.tile.nodes))

    def template(self, template: Template) -> float:
        return 10.0 + sum(map(self.own, template.nodes))


def servers(style: Style) -> list:
    """The gradients and patterns of a style."""
    return [style[name] for name in ("fill", "stroke") if isinstance(style.get(name), Gradient | Pattern)]
