"""The steps that make a drawing shorter and change it: what each would take the place of a layer with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from fitting import colors
from fitting.affine import scaling
from fitting.layers import Layer, Layers
from fitting.model import DEFAULTS, Gradient, Group, Pattern, Shape, Style
from fitting.outlines import ellipse, points, transformed
from fitting.path_text import path_data
from fitting.simplify import simplified
from fitting.styles import strokes

_FINENESS = (1.0, 2.0, 4.0, 8.0)  # pixels at 512 that an outline may be off
_LONG = 45  # bytes of an outline from which on it is worth simplifying
_ELLIPSE_BYTES = 34
_NEAR_COLOR = 64  # of 255 in the sum of the channels: colours that may become one
_TAG_BYTES = len("<path/>")


@dataclass(eq=False)
class Step:
    """What takes the place of a layer's node, None for nothing, and an estimate of the bytes that it saves."""

    layer: Layer
    node: Shape | None
    saved: float
    cost: float = 0.0
    measured: int = -1  # the round in which the cost was measured; before, it is a guess

    def __post_init__(self) -> None:
        self.base = self.layer.node


class Sizes:
    """Estimates what each node takes of the text."""

    def __init__(self, layers: Layers, pixels: float) -> None:
        self.factor = 0.5 / (pixels * layers.page.pixel)  # steps of the grid in a unit of the page
        self.paints: Counter = Counter()
        for layer in layers.all():
            if isinstance(layer.node, Shape):
                self.paints.update(_servers(layer.node.style))

    def of(self, node) -> float:
        if isinstance(node, Group):
            return 20.0 + sum(map(self.of, node.nodes))
        if not isinstance(node, Shape):
            return 60.0
        return _TAG_BYTES + self.outline(node) + self.style(node.style)

    def outline(self, shape: Shape) -> float:
        if shape.kind == "ellipse":
            return _ELLIPSE_BYTES
        scaled = transformed(shape.outline, scaling(self.factor))
        return 5 + len(path_data(scaled, 0, stroked=strokes(shape.style)))

    def style(self, style: Style) -> float:
        """Half of what it says, since neighbours say much of it too, and its part of what it refers to."""
        total = 0.0
        for name, value in style.items():
            total += 0.5 * (len(name) + 4 + (len(value) if isinstance(value, str) else 3))
        for server in _servers(style):
            length = 45 + 38 * len(server.stops) if isinstance(server, Gradient) else 250
            total += length / max(1, self.paints[server])
        return total


def _servers(style: Style) -> list:
    return [style[name] for name in ("fill", "stroke") if isinstance(style.get(name), Gradient | Pattern)]


def steps(layer: Layer, layers: Layers, sizes: Sizes, pixel: float) -> Iterator[Step]:
    """Yield what can be done to a layer; `pixel` is one at 512, in page units."""
    node = layer.node
    whole = sizes.of(node)
    yield Step(layer, None, whole)
    if not isinstance(node, Shape) or node.transform is not None:
        return
    candidates = list(_flatter(node, layer))
    candidates += _simpler(node, sizes, pixel)
    candidates += [] if layer.alike else _alike(node, layer)
    for shape in candidates:
        saved = whole - sizes.of(shape)
        if shape.style != node.style and not _servers(node.style):
            saved += 6  # equal neighbours often become one path
        if saved > 0:
            yield Step(layer, shape, saved)


def _flatter(shape: Shape, layer: Layer) -> Iterator[Shape]:
    """A gradient or a pattern as one colour; what lets through as what it looks like on what is below."""
    visible = layer.visible()
    weight = visible * layer.paint[..., 3:]
    total = float(weight.sum())
    if total <= 0:
        return
    fill = shape.style.get("fill")
    if isinstance(fill, Gradient | Pattern):
        opacity = layer.paint[..., 3:].max()
        color = (visible * layer.paint[..., :3]).sum(axis=(0, 1)) / total
        style = {**shape.style, "fill": colors.to_text(color)}
        if opacity < 0.99 and shape.opacity == 1:
            style["fill-opacity"] = float(weight.sum() / max(1e-6, (visible * (layer.paint[..., 3:] > 0)).sum()))
        yield replace(shape, style=style)
        if isinstance(fill, Gradient) and len(fill.stops) > 2:
            ends = replace(fill, stops=(fill.stops[0], fill.stops[-1]))
            yield replace(shape, style={**shape.style, "fill": ends})
    elif shape.style.get("fill-opacity", 1.0) < 1 and "stroke" not in shape.style:
        full = visible * (layer.paint[..., 3:] > 0.9 * shape.style["fill-opacity"])
        if full.sum() > 0:
            mixed = layer.paint[..., :3] + (1 - layer.paint[..., 3:]) * layer.below[..., :3]
            style = {**shape.style, "fill": colors.to_text((full * mixed).sum(axis=(0, 1)) / full.sum())}
            del style["fill-opacity"]
            yield replace(shape, style=style)
    if shape.style.get("stroke", "none") != "none" and fill != "none":
        yield replace(shape, style={n: value for n, value in shape.style.items() if not n.startswith("stroke")})


def _simpler(shape: Shape, sizes: Sizes, pixel: float) -> Iterator[Shape]:
    length = sizes.outline(shape)
    if shape.kind == "ellipse" or length < _LONG:
        return
    for fineness in _FINENESS:
        outline = simplified(shape.outline, fineness * pixel)
        simpler = replace(shape, kind="path", size=(), outline=outline)
        shorter = sizes.outline(simpler)
        if shorter < 0.85 * length:
            length = shorter
            yield simpler
    ellipse = _as_ellipse(shape)
    if ellipse is not None:
        yield ellipse


def _as_ellipse(shape: Shape) -> Shape | None:
    """The upright ellipse in the box of the outline, for one outline that is closed."""
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
