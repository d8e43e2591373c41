"""Painting with cairo what CairoSVG would paint: fast enough to try every step on it."""

from __future__ import annotations

import math
from functools import lru_cache

import cairocffi as cairo

from fitting import affine, colors
from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import Gradient, Group, Node, Pattern, Shape, Style, Tile, Use
from fitting.numbers import read_length
from fitting.outlines import Box, Outline, hull
from fitting.styles import strokes

_CAPS, _JOINS = {"butt": 0, "round": 1, "square": 2}, {"miter": 0, "round": 1, "bevel": 2}
_EXTENDS = {"pad": cairo.EXTEND_PAD, "reflect": cairo.EXTEND_REFLECT, "repeat": cairo.EXTEND_REPEAT}
_SHORTEST_DASHES = 0.5  # pixels of all dashes of a pattern together
_TILE = 256  # pixels of a tile's side at most


def can_paint(node: Node) -> bool:
    """Whether all of a node is of a kind that is painted here: no verbatim elements."""
    if isinstance(node, Group):
        return all(map(can_paint, node.nodes))
    if isinstance(node, Use):
        return all(map(can_paint, node.template.nodes))
    return isinstance(node, Shape)


def extent(node: Node, m: Matrix = IDENTITY, style: Style | None = None) -> Box | None:
    """Return a box that holds all that is painted of a node that can be; None for nothing."""
    style = style or {}
    if isinstance(node, Shape):
        m = multiply(m, node.transform) if node.transform else m
        x0, y0, x1, y1 = hull(node.outline)
        whole = {**style, **node.style}
        if strokes(whole):
            pointed = whole.get("stroke-linejoin", "miter") == "miter"
            margin = whole.get("stroke-width", 1.0) * (2.0 if pointed else 0.75)
            x0, y0, x1, y1 = x0 - margin, y0 - margin, x1 + margin, y1 + margin
        xs, ys = zip(*(affine.apply(m, x, y) for x in (x0, x1) for y in (y0, y1)), strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    inner = node.template.nodes if isinstance(node, Use) else node.nodes
    if node.transform is not None:
        m = multiply(m, node.transform)
    if isinstance(node, Use):
        style = {**style, **node.style}
    boxes = [box for child in inner if (box := extent(child, m, style)) is not None]
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def paint(context: cairo.Context, node: Node, style: Style | None = None) -> None:
    """Paint a node; `style` is what it inherits."""
    style = style or {}
    context.save()
    if isinstance(node, Shape):
        if node.transform is not None:
            context.transform(cairo.Matrix(*node.transform))
        trace(context, node.outline)
        _fill_and_stroke(context, {**style, **node.style}, node.opacity)
    elif isinstance(node, Use):  # whose opacity CairoSVG does not know
        context.transform(cairo.Matrix(*node.transform))
        for child in node.template.nodes:
            paint(context, child, {**style, **node.style})
    else:
        if node.transform is not None:
            context.transform(cairo.Matrix(*node.transform))
        if node.opacity < 1:
            context.push_group()
        for child in node.nodes:
            paint(context, child, style)
        if node.opacity < 1:
            context.pop_group_to_source()
            context.paint_with_alpha(node.opacity)
    context.restore()


def trace(context: cairo.Context, outline: Outline) -> None:
    """Make an outline the current path."""
    x = y = 0.0
    for segment in outline:
        letter, v = segment[0], segment[1:]
        match letter:
            case "M":
                context.move_to(*v)
            case "L":
                context.line_to(*v)
            case "C":
                context.curve_to(*v)
            case "Q":
                ax, ay, ex, ey = v
                context.curve_to((x + 2 * ax) / 3, (y + 2 * ay) / 3, (ex + 2 * ax) / 3, (ey + 2 * ay) / 3, ex, ey)
            case "A":
                _arc(context, x, y, v)
            case "Z":
                context.close_path()
                continue
        x, y = v[-2:]


def _arc(context: cairo.Context, x: float, y: float, v: tuple) -> None:
    """SVG 2, appendix B.2.4: from end points to the centre."""
    rx, ry, degrees, large, sweep, ex, ey = v
    turn = math.radians(degrees)
    dx, dy = (x - ex) / 2, (y - ey) / 2
    px = (math.cos(turn) * dx + math.sin(turn) * dy) / rx
    py = (math.cos(turn) * dy - math.sin(turn) * dx) / ry
    length = math.hypot(px, py)
    if length**2 == 0:  # or too short to be squared
        return
    if length > 1:
        rx, ry, px, py, length = rx * length, ry * length, px / length, py / length, 1.0
    side = math.sqrt(max(0.0, 1 / length**2 - 1)) * (-1 if bool(large) == bool(sweep) else 1)
    cx, cy = side * py, -side * px
    start, end = math.atan2(py - cy, px - cx), math.atan2(-py - cy, -px - cx)
    context.save()
    context.translate((x + ex) / 2, (y + ey) / 2)
    context.rotate(turn)
    context.scale(rx, ry)
    context.translate(cx, cy)
    (context.arc if sweep else context.arc_negative)(0, 0, 1.0, start, end)
    context.restore()


def _fill_and_stroke(context: cairo.Context, style: Style, opacity: float) -> None:
    extents = context.path_extents()
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    if fill != "none":
        context.set_fill_rule(style.get("fill-rule") == "evenodd")
        context.save()
        if _set_source(context, fill, style.get("fill-opacity", 1.0) * opacity, extents):
            context.fill_preserve()
        context.restore()
    if stroke != "none" and style.get("stroke-width", 1.0) > 0:
        context.set_line_width(style.get("stroke-width", 1.0))
        context.set_line_cap(_CAPS[style.get("stroke-linecap", "butt")])
        context.set_line_join(_JOINS[style.get("stroke-linejoin", "miter")])
        context.set_miter_limit(style.get("stroke-miterlimit", 4.0))
        if _long_enough(context, style.get("stroke-dasharray", ())):
            context.set_dash(style["stroke-dasharray"], style.get("stroke-dashoffset", 0.0))
        if _set_source(context, stroke, style.get("stroke-opacity", 1.0) * opacity, extents):
            context.stroke_preserve()
    context.new_path()


def _long_enough(context: cairo.Context, dashes: tuple[float, ...]) -> bool:
    """Whether dashes are seen as such; millions of tiny ones would take for ever."""
    return bool(dashes) and math.hypot(*context.user_to_device_distance(sum(dashes), 0.0)) > _SHORTEST_DASHES


def _set_source(context: cairo.Context, server: object, opacity: float, extents: Box) -> bool:
    """Set what is painted with; return whether there is anything."""
    if isinstance(server, Pattern):
        return _set_tile(context, server, opacity)
    if not isinstance(server, Gradient):
        context.set_source_rgba(*(channel / 255 for channel in colors.to_rgb(server)), opacity)
        return True
    if server.linear:
        source = cairo.LinearGradient(*server.at)
    else:
        cx, cy, r, fx, fy = server.at
        source = cairo.RadialGradient(fx, fy, 0, cx, cy, r)
    matrix = cairo.Matrix(*server.transform)
    if not server.user:
        x0, y0, x1, y1 = extents
        if not (x1 - x0) * (y1 - y0):
            return False
        matrix = matrix.multiply(cairo.Matrix(x1 - x0, 0, 0, y1 - y0, x0, y0))
    try:
        matrix.invert()
    except cairo.Error:
        return False
    source.set_matrix(matrix)
    for offset, color, alpha in server.stops:
        source.add_color_stop_rgba(offset, *(channel / 255 for channel in colors.to_rgb(color)), alpha * opacity)
    source.set_extend(_EXTENDS[server.spread])
    context.set_source(source)
    return True


def _set_tile(context: cairo.Context, pattern: Pattern, opacity: float) -> bool:
    """A tile in user space; others are left out, which no drawing of this project has."""
    attributes = pattern.tile.attributes
    width, height = (read_length(attributes.get(name), 1.0) for name in ("width", "height"))
    if not (width > 0 and height > 0 and pattern.user) or "viewBox" in attributes:
        return False
    x, y = (read_length(attributes.get(name), 1.0) for name in ("x", "y"))
    context.transform(cairo.Matrix(*pattern.transform))
    steps = context.user_to_device_distance(1.0, 0.0), context.user_to_device_distance(0.0, 1.0)
    fineness = max(math.hypot(*step) for step in steps)  # no finer than it is seen, or cairo takes long to mix pixels
    scale = min(1.0, fineness, _TILE / max(width, height))
    across, down = math.ceil(width * scale), math.ceil(height * scale)
    source = cairo.SurfacePattern(_tile(pattern.tile, width, height, across, down, opacity))
    source.set_extend(cairo.EXTEND_REPEAT)
    source.set_filter(cairo.FILTER_BILINEAR)
    source.set_matrix(cairo.Matrix(across / width, 0, 0, down / height, -x, -y))
    context.set_source(source)
    return True


@lru_cache(maxsize=16)
def _tile(tile: Tile, width: float, height: float, across: int, down: int, opacity: float) -> cairo.ImageSurface:
    """A tile as pixels."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, across, down)
    inner = cairo.Context(surface)
    inner.scale(across / width, down / height)
    inner.push_group()
    for node in tile.nodes:
        if can_paint(node):
            paint(inner, node)
    inner.pop_group_to_source()
    inner.paint_with_alpha(opacity)
    return surface
