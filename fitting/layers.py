"""The drawing as layers: each thing that is painted, painted once by itself.

With what lies below a layer and what those above let through, the picture without it, or with another in its place, is
arithmetic on the few pixels that it covers.  So the worth of every step is measured without drawing the page again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import cairocffi as cairo
import numpy as np

from fitting import colors
from fitting.model import Gradient, Group, Node, Page, Pattern, Shape
from fitting.outlines import Box, Outline
from fitting.writing import write
from scoring.render import draw

SIDE = 384  # pixels, as the judge has it
_MARGIN = 3  # pixels around a layer, within which what replaces it may be larger


@dataclass(eq=False)
class Layer:
    """What one node paints.

    `box` are the pixels x0, y0, x1, y1 that it covers; `paint` float32 (H, W, 4), premultiplied RGB 0 to 255 and alpha
    0 to 1; `below` float32 (H, W, 4) what is under it; `through` float32 (H, W, 1) the part that those above let pass.
    A group that fades as one is a layer of the page too, and holds `layers` of its own.
    """

    node: Node
    siblings: list[Node]
    box: tuple[int, int, int, int]
    paint: np.ndarray
    group: Layer | None = None
    layers: list[Layer] | None = None
    below: np.ndarray = field(default=None, repr=False)
    through: np.ndarray = field(default=None, repr=False)
    gone: bool = False
    alike: bool = False  # it has taken a neighbour's style already

    @property
    def region(self) -> tuple[slice, slice]:
        x0, y0, x1, y1 = self.box
        return slice(y0, y1), slice(x0, x1)

    def visible(self) -> np.ndarray:
        """What of this layer's paint reaches the picture: float32 (H, W, 1)."""
        if self.group is None:
            return self.through
        return self.through * (self.group.node.opacity * self.group.through[self._within()])

    def change(self, paint: np.ndarray | None) -> np.ndarray:
        """Return float32 (H, W, 3): what is added to the picture when `paint`, or nothing, takes the layer's place."""
        added = -self.paint if paint is None else paint - self.paint
        added = self.through * (added - added[..., 3:] * self.below)
        if self.group is None:
            return added[..., :3]
        inside, opacity = self._within(), self.group.node.opacity
        below = self.group.below[inside][..., :3]
        return self.group.through[inside] * opacity * (added[..., :3] - added[..., 3:] * below)

    def _within(self) -> tuple[slice, slice]:
        """Its pixels among those of its group."""
        x0, y0, x1, y1 = self.box
        left, top = self.group.box[:2]
        return slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)


class Layers:
    """All layers of a page, from the lowest up."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.matrix = _page_matrix(page)
        self.layers = self._collected(page.nodes, None)
        self.picture = self.compose()

    def all(self) -> list[Layer]:
        """Return every layer, those within groups before their group."""
        return [found for layer in self.layers for found in [*(layer.layers or ()), layer]]

    def remove(self, layer: Layer) -> None:
        """Take a layer away, and its node from the page."""
        layer.gone = True
        del layer.siblings[next(i for i, node in enumerate(layer.siblings) if node is layer.node)]
        (self.layers if layer.group is None else layer.group.layers).remove(layer)

    def _collected(self, nodes: list[Node], group: Layer | None) -> list[Layer]:
        found: list[Layer] = []
        for node in nodes:
            if isinstance(node, Group) and (node.opacity == 1 or group is not None):
                found += self._collected(node.nodes, group)
            elif isinstance(node, Group):
                found.append(self._faded(node, nodes))
            else:
                layer = self.paint(node, nodes)
                if layer is not None:
                    layer.group = group
                    found.append(layer)
        return found

    def _faded(self, node: Group, siblings: list[Node]) -> Layer:
        whole = Layer(node, siblings, (0, 0, SIDE, SIDE), np.zeros((SIDE, SIDE, 4), np.float32))
        whole.layers = self._collected(node.nodes, whole)
        return whole

    def compose(self) -> np.ndarray:
        """Lay all layers over each other again; return float32 (SIDE, SIDE, 3)."""
        self.picture = self._composed(self.layers)[..., :3]
        return self.picture

    def _composed(self, layers: list[Layer]) -> np.ndarray:
        picture = np.zeros((SIDE, SIDE, 4), np.float32)
        for layer in layers:
            if layer.layers is not None:
                layer.paint = self._composed(layer.layers) * np.float32(layer.node.opacity)
            region = layer.region
            layer.below = picture[region].copy()
            picture[region] += layer.paint - layer.paint[..., 3:] * layer.below
        through = np.ones((SIDE, SIDE, 1), np.float32)
        for layer in reversed(layers):
            region = layer.region
            layer.through = through[region].copy()
            through[region] *= 1 - layer.paint[..., 3:]
        return picture

    def paint(self, node: Node, siblings: list[Node]) -> Layer | None:
        """Return the layer of a node; None when nothing of it is on the page."""
        if is_plain(node):
            box = self.pixel_box(node)
            if box is None:
                return None
            return Layer(node, siblings, box, self.paint_shape(node, box))
        whole = self._render(node)
        ys, xs = np.nonzero(whole[..., 3])
        if not len(ys):
            return None
        x0, x1 = max(0, xs.min() - _MARGIN), min(SIDE, xs.max() + 1 + _MARGIN)
        y0, y1 = max(0, ys.min() - _MARGIN), min(SIDE, ys.max() + 1 + _MARGIN)
        return Layer(node, siblings, (x0, y0, x1, y1), whole[y0:y1, x0:x1].copy())

    def _render(self, node: Node) -> np.ndarray:
        """Draw any node by itself, as CairoSVG does: float32 (SIDE, SIDE, 4)."""
        page = replace(self.page, nodes=[node], pixels=(SIDE, SIDE))
        page.attributes = {"preserveAspectRatio": "none"} if self.page.pixels != self.page.box[2:] else {}
        try:
            rgba = np.asarray(draw(write(page, 1e-3), SIDE).convert("RGBA"), np.float32)
        except ValueError:
            return np.zeros((SIDE, SIDE, 4), np.float32)
        alpha = rgba[..., 3:] / 255
        return np.concatenate([rgba[..., :3] * alpha, alpha], axis=2)

    def pixel_box(self, shape: Shape) -> tuple[int, int, int, int] | None:
        """The pixels that a shape may cover, and a margin; None when it is off the page."""
        from fitting.merging import box as page_box

        x0, y0, x1, y1 = page_box(shape)
        sx, sy, dx, dy = self.matrix
        left, right = math.floor(x0 * sx + dx) - _MARGIN, math.ceil(x1 * sx + dx) + _MARGIN
        top, bottom = math.floor(y0 * sy + dy) - _MARGIN, math.ceil(y1 * sy + dy) + _MARGIN
        found = max(0, left), max(0, top), min(SIDE, right), min(SIDE, bottom)
        return found if found[0] < found[2] and found[1] < found[3] else None

    def paint_shape(self, shape: Shape, box: tuple[int, int, int, int]) -> np.ndarray:
        """Paint a plain shape into a box of pixels: float32 (H, W, 4)."""
        x0, y0, x1, y1 = box
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, x1 - x0, y1 - y0)
        context = cairo.Context(surface)
        sx, sy, dx, dy = self.matrix
        context.translate(dx - x0, dy - y0)
        context.scale(sx, sy)
        _trace(context, shape.outline)
        _paint(context, shape)
        surface.flush()
        pixels = np.frombuffer(surface.get_data(), np.uint8).reshape(y1 - y0, surface.get_stride() // 4, 4)
        bgra = pixels[:, : x1 - x0].astype(np.float32)
        bgra[..., 3] /= 255
        return np.ascontiguousarray(bgra[..., [2, 1, 0, 3]])


def is_plain(node: Node) -> bool:
    """Whether a node can be painted here: a shape in the page's units, with colours and gradients."""
    return (
        isinstance(node, Shape)
        and node.transform is None
        and not any(isinstance(node.style.get(name), Pattern) for name in ("fill", "stroke"))
    )


def _page_matrix(page: Page) -> tuple[float, float, float, float]:
    """Return (sx, sy, dx, dy) from page units to pixels; as the judge does, any page is made a square."""
    x, y, width, height = page.box
    wide, high = page.pixels
    scale = min(wide / width, high / height)  # margins on both sides, as with no preserveAspectRatio
    sx, sy = scale * SIDE / wide, scale * SIDE / high
    return sx, sy, (SIDE - width * sx) / 2 - x * sx, (SIDE - height * sy) / 2 - y * sy


def _trace(context: cairo.Context, outline: Outline) -> None:
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
                _trace_arc(context, x, y, v)
            case "Z":
                context.close_path()
                continue
        x, y = v[-2:]


def _trace_arc(context: cairo.Context, x: float, y: float, v: tuple) -> None:
    """SVG 2, appendix B.2.4: from end points to the centre."""
    rx, ry, degrees, large, sweep, ex, ey = v
    turn = math.radians(degrees)
    dx, dy = (x - ex) / 2, (y - ey) / 2
    px = (math.cos(turn) * dx + math.sin(turn) * dy) / rx
    py = (math.cos(turn) * dy - math.sin(turn) * dx) / ry
    length = math.hypot(px, py)
    if length > 1:
        rx, ry, px, py, length = rx * length, ry * length, px / length, py / length, 1.0
    if length == 0:
        return
    side = math.sqrt(max(0.0, 1 / length**2 - 1)) * (-1 if bool(large) == bool(sweep) else 1)
    cx, cy = side * py, -side * px
    start, end = math.atan2(py - cy, px - cx), math.atan2(-py - cy, -px - cx)
    context.save()
    context.translate((x + ex) / 2, (y + ey) / 2)
    context.rotate(turn)
    context.scale(rx, ry)
    (context.arc if sweep else context.arc_negative)(cx, cy, 1.0, start, end)
    context.restore()


def _paint(context: cairo.Context, shape: Shape) -> None:
    style, extents = shape.style, None
    fill = style.get("fill", "#000000")
    if fill != "none":
        extents = context.path_extents()
        context.set_fill_rule(cairo.FILL_RULE_EVEN_ODD if style.get("fill-rule") == "evenodd" else 0)
        if _set_paint(context, fill, style.get("fill-opacity", 1.0) * shape.opacity, extents):
            context.fill_preserve()
    stroke = style.get("stroke", "none")
    if stroke != "none":
        extents = extents or context.path_extents()
        context.set_line_width(style.get("stroke-width", 1.0))
        context.set_line_cap({"butt": 0, "round": 1, "square": 2}[style.get("stroke-linecap", "butt")])
        context.set_line_join({"miter": 0, "round": 1, "bevel": 2}[style.get("stroke-linejoin", "miter")])
        context.set_miter_limit(style.get("stroke-miterlimit", 4.0))
        if style.get("stroke-dasharray"):
            context.set_dash(style["stroke-dasharray"], style.get("stroke-dashoffset", 0.0))
        if _set_paint(context, stroke, style.get("stroke-opacity", 1.0) * shape.opacity, extents):
            context.stroke_preserve()
    context.new_path()


def _set_paint(context: cairo.Context, paint: object, opacity: float, extents: Box) -> bool:
    if not isinstance(paint, Gradient):
        context.set_source_rgba(*(channel / 255 for channel in colors.to_rgb(paint)), opacity)
        return True
    if paint.linear:
        source = cairo.LinearGradient(*paint.at)
    else:
        cx, cy, r, fx, fy = paint.at
        source = cairo.RadialGradient(fx, fy, 0, cx, cy, r)
    matrix = cairo.Matrix(*paint.transform)
    if not paint.user:
        x0, y0, x1, y1 = extents
        if not (x1 - x0) * (y1 - y0):
            return False
        matrix = matrix.multiply(cairo.Matrix(x1 - x0, 0, 0, y1 - y0, x0, y0))
    try:
        matrix.invert()
    except cairo.Error:
        return False
    source.set_matrix(matrix)
    for offset, color, alpha in paint.stops:
        source.add_color_stop_rgba(offset, *(channel / 255 for channel in colors.to_rgb(color)), alpha * opacity)
    source.set_extend({"pad": cairo.EXTEND_PAD, "reflect": cairo.EXTEND_REFLECT}.get(paint.spread, cairo.EXTEND_REPEAT))
    context.set_source(source)
    return True
