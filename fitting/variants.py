"""One shape said in fewer bytes: what may take its place, at the cost of a little of what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fitting import colors
from fitting.layers import Layer, Layers
from fitting.model import DEFAULTS, Gradient, Node, Pattern, Shape, Style, Use
from fitting.outlines import Outline, ellipse, hull, points
from fitting.simplify import simplified
from fitting.sizes import Sizes
from fitting.styles import strokes

_FINENESS = (1.0, 2.0, 4.0, 8.0)  # pixels at 512 that an outline may be off
_LONG = 40  # bytes of an outline from which on it is worth simplifying
_NEAR_COLOR = 64  # of 255 in the sum of the channels: colours that may become one
_OPAQUE = 0.99


def flatter(node: Shape | Use, layer: Layer, layers: Layers) -> Iterator[Node]:
    """What a gradient or a pattern paints, or what lets through, in one colour: as it is, and mixed with what is below.

    Then it without its fill, and without its line.
    """
    fill = node.style.get("fill")
    lined = isinstance(node, Shape) and strokes(node.style)
    if isinstance(fill, Gradient | Pattern) or (node.style.get("fill-opacity", 1.0) < 1 and isinstance(node, Shape)):
        yield from _flat(node, layer, layers, lined)
        if isinstance(fill, Pattern) and lined:
            yield replace(node, style={**_without(node.style, "fill"), "fill": "none"})
    if lined and fill != "none":
        yield replace(node, style=_without(node.style, "stroke"))


def _flat(node: Shape | Use, layer: Layer, layers: Layers, lined: bool) -> Iterator[Node]:
    style = _without(node.style, "stroke") if lined else node.style
    paint = layers.painted(replace(node, style=style), layer.box) if lined else layer.paint
    plain = replace(node, style={**_without(style, "fill-opacity"), "fill": "#000000"}, opacity=1.0)
    inside = layer.visible() * layers.painted(plain, layer.box)[..., 3:]
    whole, share = float(inside.sum()), float((inside * paint[..., 3:]).sum())
    if share <= 0:
        return
    alpha = share / whole
    if not isinstance(node.style.get("fill", "#000000"), str):
        flat = {**node.style, "fill": colors.to_text((inside * paint[..., :3]).sum(axis=(0, 1)) / share)}
        if alpha < _OPAQUE and node.opacity == 1:
            flat["fill-opacity"] = alpha
        yield replace(node, style=flat)
    if alpha < _OPAQUE:
        mixed = paint[..., :3] + (1 - paint[..., 3:]) * layer.below[..., :3]
        fill = colors.to_text((inside * mixed).sum(axis=(0, 1)) / whole)
        yield replace(node, style={**_without(node.style, "fill-opacity"), "fill": fill})


def _without(style: Style, prefix: str) -> Style:
    return {name: value for name, value in style.items() if not name.startswith(prefix)}


def plainer(shape: Shape) -> Iterator[Shape]:
    """The shape in colours of three digits; with the ends and corners of its lines as they are without a word."""
    short = {name: colors.nearest_short(value) for name, value in shape.style.items() if _is_color(value)}
    if short.items() - shape.style.items():
        yield replace(shape, style={**shape.style, **short})
    for name in ("stroke-linejoin", "stroke-linecap"):
        if name in shape.style:
            yield replace(shape, style={n: value for n, value in shape.style.items() if n != name})


def _is_color(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#")


def simpler(shape: Shape, sizes: Sizes, pixel: float) -> Iterator[Shape]:
    """The shape with an outline of fewer segments or parts; `pixel` is one at 512, in its units."""
    length = sizes.outline(shape)
    if shape.kind == "ellipse" or length < _LONG:
        return
    for fineness in _FINENESS:
        outline = simplified(shape.outline, fineness * pixel)
        simple = replace(shape, kind="path", size=(), outline=outline)
        shorter = sizes.outline(simple)
        if shorter < 0.9 * length:
            length = shorter
            yield simple
    yield from (replace(shape, kind="path", size=(), outline=outline) for outline in _fewer_parts(shape.outline))
    round_ = _as_ellipse(shape)
    if round_ is not None:
        yield round_


def _fewer_parts(outline: Outline) -> Iterator[Outline]:
    """Without the smallest of its parts; without the smaller half of them."""
    starts = [i for i, segment in enumerate(outline) if segment[0] == "M"]
    if len(starts) < 2:
        return
    parts = [outline[a:b] for a, b in zip(starts, [*starts[1:], len(outline)], strict=True)]
    boxes = [hull(part) for part in parts]
    ranked = sorted(range(len(parts)), key=lambda i: (boxes[i][2] - boxes[i][0]) * (boxes[i][3] - boxes[i][1]))
    for count in {1, len(parts) // 2}:
        left_out = set(ranked[:count])
        yield [segment for i, part in enumerate(parts) if i not in left_out for segment in part]


def _as_ellipse(shape: Shape) -> Shape | None:
    """The upright ellipse in the box of an outline that is one closed line."""
    if sum(segment[0] == "M" for segment in shape.outline) != 1 or shape.style.get("fill") == "none":
        return None
    places = np.array(points(shape.outline))
    (x0, y0), (x1, y1) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    size = ((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2)
    return replace(shape, kind="ellipse", size=size, outline=ellipse(*size)) if min(size[2:]) > 0 else None


def alike(shape: Shape, siblings: list[Node], sizes: Sizes) -> Iterator[Shape]:
    """The shape in the colours of a neighbour that has nearly these, and has them as often at least."""
    place = next((i for i, node in enumerate(siblings) if node is shape), None)
    if place is None or not isinstance(shape.style.get("fill", "#000000"), str):
        return
    seen = []
    for other in siblings[max(0, place - 4) : place + 5]:
        if not isinstance(other, Shape) or other is shape or other.gone or other.style == shape.style:
            continue
        if other.style not in seen and _distance(shape.style, other.style) <= _NEAR_COLOR:
            seen.append(other.style)
            if _sharers(other.style, sizes) >= _sharers(shape.style, sizes):  # else two would swap for ever
                yield replace(shape, style=dict(other.style))


def _sharers(style: Style, sizes: Sizes) -> int:
    return sum(sizes.values[item] for item in style.items())


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


def averaged(shape: Shape) -> Iterator[Shape]:
    """A gradient as the mean of its stops."""
    fill = shape.style.get("fill")
    if isinstance(fill, Gradient):
        alpha = sum(stop[2] for stop in fill.stops) / len(fill.stops)
        mixed = np.sum([np.multiply(colors.to_rgb(color), share) for _, color, share in fill.stops], axis=0)
        style = {**shape.style, "fill": colors.to_text(mixed / max(1e-6, alpha * len(fill.stops)))}
        if alpha < 1:
            style["fill-opacity"] = alpha * shape.style.get("fill-opacity", 1.0)
        yield replace(shape, style=style)
