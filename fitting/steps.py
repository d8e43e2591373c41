"""The steps that make a drawing shorter and change it: what each puts in the place of one layer or of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from fitting import affine, colors
from fitting.layers import Layer, Layers
from fitting.model import Gradient, Group, Node, Pattern, Shape, Template, Tile, Use
from fitting.sizes import Sizes, servers
from fitting.textures import lined, plain, underlay
from fitting.variants import alike, averaged, flatter, plainer, simpler

_MERGED = 12  # bytes that equal neighbours save on the average, since they often become one path
_TURNS = 12  # times that a layer is changed at most: two steps could undo each other for ever
_NEAR_STOPS = 96  # of 255 in the sum of the channels, on the average: gradients that may become one
Changes = list[tuple[Layer, Node | None]]


@dataclass(eq=False)
class Step:
    """What takes the place of the nodes of some layers, None for nothing.

    `saved` is an estimate of the bytes; `template` the one that is changed, with its new nodes; `subject` the gradient,
    pattern or template of which all uses are changed together; `part` what is exchanged within a template or a tile.
    """

    changes: Changes
    saved: float
    template: Template | None = None
    nodes: list[Node] | None = None
    subject: object = None
    part: tuple[Node, Node | None] | None = None
    cost: float = 0.0
    measured: int = -1  # the round in which the cost was measured; before, it is a guess
    bases: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bases = [layer.node for layer, _ in self.changes]
        self.held = self.template.nodes if self.template else None

    def stands(self) -> bool:
        """Whether all that it changes is still as it was."""
        return (self.template is None or self.template.nodes is self.held) and all(
            not layer.gone and layer.node is base
            for (layer, _), base in zip(self.changes, self.bases, strict=True)
        )


class Steps:
    """Finds what can be done to the layers of a page."""

    def __init__(self, layers: Layers, sizes: Sizes) -> None:
        self.layers, self.sizes, self.pixel = layers, sizes, layers.page.pixel
        self.known: dict[Shape, list[Shape]] = {}  # what may take the place of shapes of templates and tiles

    def single(self, layer: Layer) -> Iterator[Step]:
        """Yield what can be done to one layer."""
        node, sizes = layer.node, self.sizes
        whole = sizes.of(node)
        yield Step([(layer, None)], whole)
        if not isinstance(node, Shape) or layer.turns >= _TURNS:
            return
        for shape in chain(flatter(node, layer, self.layers), simpler(node, sizes, self.pixel), plainer(node)):
            yield Step([(layer, shape)], whole - sizes.of(shape))
        for shape in alike(node, layer.siblings, sizes):
            yield Step([(layer, shape)], whole - sizes.of(shape) + _MERGED)

    def joint(self, subject: object) -> Iterator[Step]:
        """Yield what can be done to all layers that use a gradient, a pattern or a template."""
        layers = [layer for layer in self.layers.all() if subject in subjects(layer.node)]
        if not layers:
            return
        if isinstance(subject, Template):
            yield from self._template(subject, layers)
            return
        sizes = self.sizes
        saved = sizes.server(subject) + sum(sizes.own(layer.node) for layer in layers)
        yield Step([(layer, None) for layer in layers], saved, subject=subject)
        flat = [[*flatter(layer.node, layer, self.layers)] for layer in layers]
        for i in range(max(map(len, flat))):
            changes = [(layer, found[i]) for layer, found in zip(layers, flat, strict=True) if i < len(found)]
            yield Step(changes, sizes.server(subject), subject=subject)
        if isinstance(subject, Pattern):
            yield from self._texture(subject, layers)
        else:
            for gradient in [*_plainer_gradients(subject), *self._near(subject)]:
                gone = 0.0 if sizes.users[gradient] else sizes.server(gradient)
                yield Step(_repainted(layers, subject, gradient), sizes.server(subject) - gone, subject=subject)

    # -------------------------------------------------------------------------------------------- templates, tiles

    def _template(self, template: Template, layers: list[Layer]) -> Iterator[Step]:
        sizes = self.sizes
        text = sizes.template(template)
        yield Step([(x, None) for x in layers], text + sum(sizes.own(x.node) for x in layers), subject=template)

        def step(nodes: list[Node], saved: float, part: tuple | None = None) -> Step:
            new = Template(nodes, template.places, template.stroked)
            changes = [(layer, replace(layer.node, template=new)) for layer in layers]
            return Step(changes, saved, template, nodes, template, part)

        for nodes, part in self._parts(template.nodes, self.pixel):
            saved = text - sum(map(sizes.own, nodes))
            if saved > 0:
                yield step(nodes, saved, part)
        for server in dict.fromkeys(server for node in template.nodes for server in subjects(node)):
            nodes = [node for node in template.nodes if server not in subjects(node)]
            if nodes and not isinstance(server, Template):
                saved = text - sum(map(sizes.own, nodes)) + (0 if sizes.users[server] else sizes.server(server))
                yield step(nodes, saved)

    def _texture(self, pattern: Pattern, layers: list[Layer]) -> Iterator[Step]:
        """A tile with less in it; and one that is painted with what is under it as well."""
        text = sum(map(self.sizes.own, pattern.tile.nodes))
        pixel = self.pixel / max(1e-6, affine.max_scale(pattern.transform))
        for nodes, part in self._parts(pattern.tile.nodes, pixel):
            saved = text - sum(map(self.sizes.own, nodes))
            if saved > 0:
                less = replace(pattern, tile=Tile(pattern.tile.attributes, nodes))
                yield Step(_repainted(layers, pattern, less), saved, subject=pattern, part=part)
        if not plain(pattern.tile):
            return
        below = [underlay(layer, self.layers.beside(layer)) for layer in layers]
        if None not in below:
            new = lined(pattern, below)
            saved = sum(self.sizes.own(layer.node) for layer in below) - self.sizes.own(new.tile.nodes[0])
            changes = [*_repainted(layers, pattern, new), *((layer, None) for layer in below)]
            yield Step(changes, saved, subject=pattern)

    def _parts(self, nodes: list[Node], pixel: float) -> Iterator[tuple[list[Node], tuple[Node, Node | None]]]:
        """What a template or a tile may hold instead: it without one of its nodes, or with one of them simpler."""
        for i, node in enumerate(nodes):
            if len(nodes) > 1:
                yield [*nodes[:i], *nodes[i + 1 :]], (node, None)
            if isinstance(node, Group):
                for inner, part in self._parts(node.nodes, pixel):
                    yield [*nodes[:i], replace(node, nodes=inner), *nodes[i + 1 :]], part
            elif isinstance(node, Shape):
                if node not in self.known:
                    self.known[node] = [*simpler(node, self.sizes, pixel), *averaged(node)]
                for shape in self.known[node]:
                    yield [*nodes[:i], shape, *nodes[i + 1 :]], (node, shape)

    # -------------------------------------------------------------------------------------------- gradients

    def _near(self, gradient: Gradient) -> Iterator[Gradient]:
        """Others on the page that run the same way through nearly the same colours."""
        for other, times in list(self.sizes.users.items()):
            if times > 0 and isinstance(other, Gradient) and other != gradient and _distance(gradient, other) <= 1:
                yield other


def _plainer_gradients(gradient: Gradient) -> Iterator[Gradient]:
    """With fewer stops; with colours of three digits."""
    stops = gradient.stops
    if len(stops) > 2:
        yield replace(gradient, stops=(stops[0], stops[-1]))
    if len(stops) > 3:
        yield from (replace(gradient, stops=(*stops[:i], *stops[i + 1 :])) for i in range(1, len(stops) - 1))
    short = tuple((offset, colors.nearest_short(color), alpha) for offset, color, alpha in stops)
    if short != stops:
        yield replace(gradient, stops=short)


def _distance(gradient: Gradient, other: Gradient) -> float:
    """How far two gradients are apart; 1 is as far as may be."""
    if (gradient.linear, gradient.user, gradient.spread) != (other.linear, other.user, other.spread):
        return np.inf
    if gradient.user or gradient.transform != other.transform or np.abs(np.subtract(gradient.at, other.at)).max() > 0.3:
        return np.inf
    places = np.linspace(0, 1, 5)
    return float(np.abs(_sampled(gradient, places) - _sampled(other, places)).sum(axis=1).mean()) / _NEAR_STOPS


def _sampled(gradient: Gradient, places: np.ndarray) -> np.ndarray:
    """Colours along a gradient: float64 (N, 4), 0 to 255."""
    offsets = [offset for offset, _, _ in gradient.stops]
    values = np.array([(*colors.to_rgb(color), 255 * alpha) for _, color, alpha in gradient.stops], float)
    return np.stack([np.interp(places, offsets, channel) for channel in values.T], axis=1)


def _repainted(layers: list[Layer], before: object, after: object) -> Changes:
    def painted(node: Node) -> Node:
        return replace(node, style={name: after if value == before else value for name, value in node.style.items()})

    return [(layer, painted(layer.node)) for layer in layers]


def subjects(node: Node) -> list:
    """What `node` uses that others may use too."""
    if isinstance(node, Use):
        return [node.template, *servers(node.style)]
    return servers(node.style) if isinstance(node, Shape) else []
