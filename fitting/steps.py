"""The steps that make a drawing shorter and change it: what each puts in the place of one layer or of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from fitting import colors
from fitting.layers import Layer
from fitting.model import DEFAULTS, Gradient, Group, Node, Pattern, Shape, Style, Template, Use
from fitting.outlines import ellipse, points
from fitting.simplify import simplified
from fitting.sizes import Sizes, servers

_FINENESS = (1.0, 2.0, 4.0, 8.0)  # pixels at 512 that an outline may be off
_LONG = 40  # bytes of an outline from which on it is worth simplifying
_NEAR_COLOR = 64  # of 255 in the sum of the channels: colours that may become one
_MERGED = 6  # bytes that equal neighbours save on the average, since they often become one path


@dataclass(eq=False)
class Step:
    """What takes the place of the nodes of some layers, None for nothing.

    `saved` is an estimate of the bytes; `template` the one that is changed, with its new nodes; `subject` the gradient,
    pattern or template of which all uses are changed together.
    """

    changes: list[tuple[Layer, Node | None]]
    saved: float
    template: Template | None = None
    nodes: list[Node] | None = None
    subject: object = None
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


def single(layer: Layer, sizes: Sizes, pixel: float) -> Iterator[Step]:
    """Yield what can be done to one layer; `pixel` is one at 512, in page units."""
    node = layer.node
    whole = sizes.of(node)
    yield Step([(layer, None)], whole)
    if not isinstance(node, Shape):
        return
    candidates = (_flatter(node, layer), _simpler(node, sizes, pixel), _plainer(node))
    for shape in chain(*candidates, () if layer.alike else _alike(node, layer)):
        saved = whole - sizes.of(shape)
        if shape.style != node.style and sizes.values.keys() >= set(shape.style.items()):
            saved += _MERGED
        if saved > 0:
            yield Step([(layer, shape)], saved)


def joint(subject: object, layers: list[Layer], sizes: Sizes, pixel: float) -> Iterator[Step]:
    """Yield what can be done to all layers that use a gradient, a pattern or a template."""
    if isinstance(subject, Template):
        text = sizes.template(subject)
        yield Step([(layer, None) for layer in layers], text + sum(sizes.own(x.node) for x in layers), subject=subject)
        for nodes in _simpler_nodes(subject.nodes, sizes, pixel):
            saved = text - sum(map(sizes.own, nodes))
            if saved > 0:
                template = Template(nodes, subject.places, subject.stroked)
                changes = [(layer, replace(layer.node, template=template)) for layer in layers]
                yield Step(changes, saved, subject, nodes, subject)
        for server in dict.fromkeys(server for node in subject.nodes for server in subjects(node)):
            nodes = [node for node in subject.nodes if server not in subjects(node)]
            if nodes and not isinstance(server, Template):
                saved = text - sum(map(sizes.own, nodes)) + (0 if sizes.users[server] else sizes.server(server))
                template = Template(nodes, subject.places, subject.stroked)
                yield Step([(x, replace(x.node, template=template)) for x in layers], saved, subject, nodes, subject)
        return
    saved = sizes.server(subject) + sum(sizes.own(layer.node) for layer in layers)
    yield Step([(layer, None) for layer in layers], saved, subject=subject)
    changes = [(layer, flat) for layer in layers if (flat := next(_flatter(layer.node, layer), None)) is not None]
    if changes:
        yield Step(changes, sizes.server(subject), subject=subject)
    for gradient in _plainer_gradients(subject) if isinstance(subject, Gradient) else ():
        painted = [(layer, _repainted(layer.node, subject, gradient)) for layer in layers]
        yield Step(painted, sizes.server(subject) - sizes.server(gradient), subject=subject)


def _plainer_gradients(gradient: Gradient) -> Iterator[Gradient]:
    """With two stops instead of more; with colours of three digits."""
    if len(gradient.stops) > 2:
        yield replace(gradient, stops=(gradient.stops[0], gradient.stops[-1]))
    short = tuple((offset, colors.nearest_short(color), alpha) for offset, color, alpha in gradient.stops)
    if short != gradient.stops:
        yield replace(gradient, stops=short)


def subjects(node: Node) -> list:
    """What `node` uses that others may use too."""
    if isinstance(node, Use):
        return [node.template, *servers(node.style)]
    return servers(node.style) if isinstance(node, Shape) else []


def _repainted(node: Node, before: object, after: object) -> Node:
    return replace(node, style={name: after if value == before else value for name, value in node.style.items()})


# ---------------------------------------------------------------------------------------------------- one shape


def _flatter(shape: Node, layer: Layer) -> Iterator[Node]:
    """A gradient or a pattern as one colour; what lets through as what it looks like on what is below."""
    visible = layer.visible()
    weight = visible * layer.paint[..., 3:]
    total = float(weight.sum())
    if total <= 0:
        return
    fill = shape.style.get("fill")
    if isinstance(fill, Gradient | Pattern):
        style = {**shape.style, "fill": colors.to_text((visible * layer.paint[..., :3]).sum(axis=(0, 1)) / total)}
        if layer.paint[..., 3:].max() < 0.99 and shape.opacity == 1:
            style["fill-opacity"] = float(total / max(1e-6, (visible * (layer.paint[..., 3:] > 0)).sum()))
        yield replace(shape, style=style)
    elif shape.style.get("fill-opacity", 1.0) < 1 and "stroke" not in shape.style and isinstance(shape, Shape):
        full = visible * (layer.paint[..., 3:] > 0.9 * shape.style["fill-opacity"])
        if full.sum() > 0:
            mixed = layer.paint[..., :3] + (1 - layer.paint[..., 3:]) * layer.below[..., :3]
            style = {**shape.style, "fill": colors.to_text((full * mixed).sum(axis=(0, 1)) / full.sum())}
            del style["fill-opacity"]
            yield replace(shape, style=style)
    if isinstance(shape, Shape) and shape.style.get("stroke", "none") != "none" and fill != "none":
        yield replace(shape, style={n: value for n, value in shape.style.items() if not n.startswith("stroke")})


def _plainer(shape: Shape) -> Iterator[Shape]:
    """The shape in colours of three digits; with the ends and corners of its lines as they are without a word."""
    short = {name: colors.nearest_short(value) for name, value in shape.style.items() if _is_color(value)}
    if short.items() - shape.style.items():
        yield replace(shape, style={**shape.style, **short})
    for name in ("stroke-linejoin", "stroke-linecap"):
        if name in shape.style:
            yield replace(shape, style={n: value for n, value in shape.style.items() if n != name})


def _is_color(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")


def _simpler(shape: Shape, sizes: Sizes, pixel: float) -> Iterator[Shape]:
    length = sizes.outline(shape)
    if shape.kind == "ellipse" or length < _LONG:
        return
    for fineness in _FINENESS:
        outline = simplified(shape.outline, fineness * pixel)
        simpler = replace(shape, kind="path", size=(), outline=outline)
        shorter = sizes.outline(simpler)
        if shorter < 0.9 * length:
            length = shorter
            yield simpler
    round_ = _as_ellipse(shape)
    if round_ is not None:
        yield round_


def _as_ellipse(shape: Shape) -> Shape | None:
    """The upright ellipse in the box of an outline that is one closed line."""
    if sum(segment[0] == "M" for segment in shape.outline) != 1 or shape.style.get("fill") == "none":
        return None
    places = np.array(points(shape.outline))
    (x0, y0), (x1, y1) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    size = ((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2)
    return replace(shape, kind="ellipse", size=size, outline=ellipse(*size)) if min(size[2:]) > 0 else None


def _alike(shape: Shape, layer: Layer) -> Iterator[Shape]:
    """The shape in the colours of a neighbour that has nearly these."""
    place = next((i for i, node in enumerate(layer.siblings) if node is shape), None)
    if place is None or not isinstance(shape.style.get("fill", "#000000"), str):
        return
    seen = []
    for other in layer.siblings[max(0, place - 4) : place + 5]:
        if not isinstance(other, Shape) or other is shape or other.style == shape.style or other.style in seen:
            continue
        seen.append(other.style)
        if _distance(shape.style, other.style) <= _NEAR_COLOR:
            yield replace(shape, style=dict(other.style))


def _distance(style: Style, other: Style) -> float:
    """How far apart the colours of two styles are that are otherwise of one kind."""
    total = 0.0
    for name in ("fill", "stroke"):
        a, b = style.get(name, DEFAULTS[name]), other.get(name, DEFAULTS[name])
        if a == b:
            continue
        if not (isinstance(a, str) and isinstance(b, str)) or "none" in (a, b):
            return np.inf
        total += sum(abs(x - y) for x, y in zip(colors.to_rgb(a), colors.to_rgb(b), strict=True))
    for name in ("fill-opacity", "stroke-opacity"):
        total += 200 * abs(style.get(name, 1.0) - other.get(name, 1.0))
    return total


# ---------------------------------------------------------------------------------------------------- templates


def _simpler_nodes(nodes: list[Node], sizes: Sizes, pixel: float) -> Iterator[list[Node]]:
    """What a template may hold instead: without one of its nodes, or with one of them simpler."""
    for i, node in enumerate(nodes):
        if len(nodes) > 1:
            yield [*nodes[:i], *nodes[i + 1 :]]
        if isinstance(node, Group):
            for inner in _simpler_nodes(node.nodes, sizes, pixel):
                yield [*nodes[:i], replace(node, nodes=inner), *nodes[i + 1 :]]
        elif isinstance(node, Shape):
            for shape in [*_simpler(node, sizes, pixel), *_averaged(node)]:
                yield [*nodes[:i], shape, *nodes[i + 1 :]]


def _averaged(shape: Shape) -> Iterator[Shape]:
    """A gradient as the mean of its stops."""
    fill = shape.style.get("fill")
    if isinstance(fill, Gradient):
        alpha = sum(stop[2] for stop in fill.stops) / len(fill.stops)
        mixed = np.sum([np.multiply(colors.to_rgb(color), share) for _, color, share in fill.stops], axis=0)
        style = {**shape.style, "fill": colors.to_text(mixed / max(1e-6, alpha * len(fill.stops)))}
        if alpha < 1:
            style["fill-opacity"] = alpha * shape.style.get("fill-opacity", 1.0)
        yield replace(shape, style=style)
