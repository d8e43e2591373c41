"""Gradients and patterns: found, resolved through their links, and carried along with what they paint."""

from __future__ import annotations

import math
from dataclasses import replace
from xml.etree.ElementTree import Element, tostring

from fitting import affine, colors, outlines
from fitting.affine import IDENTITY, Matrix, multiply
from fitting.model import DEFAULTS, Gradient, Pattern, Shape, Style, Tile
from fitting.numbers import read_all, read_length
from fitting.styles import strokes

_MIRROR_X, _MIRROR_Y = (-1.0, 0.0, 0.0, 1.0, 1.0, 0.0), (1.0, 0.0, 0.0, -1.0, 0.0, 1.0)  # of a bounding box of 1 x 1
_MAX_LINKS = 20
_SPREADS = ("pad", "reflect", "repeat")


class Paints:
    """The paint servers of a document, each resolved once."""

    def __init__(self, reader) -> None:
        self.reader = reader
        self.found: dict[str, tuple[object, float] | None] = {}
        self.tiles: dict[object, Tile] = {}

    def find(self, name: str) -> tuple[object, float] | None:
        """Return (Gradient, Pattern or "#rrggbb", opacity) for an id; None where it names no paint."""
        if name not in self.found:
            self.found[name] = None  # a tile that is painted with itself
            chain = self._chain(name)
            if chain and chain[0].tag in ("linearGradient", "radialGradient"):
                self.found[name] = self._gradient(chain)
            elif chain and chain[0].tag == "pattern":
                self.found[name] = (self._pattern(chain), 1.0)
        return self.found[name]

    def _chain(self, name: str) -> list[Element]:
        """Return the element with what it refers to, and so on."""
        chain: list[Element] = []
        element = self.reader.named.get(name)
        while element is not None and element not in chain and len(chain) < _MAX_LINKS:
            chain.append(element)
            element = self.reader.named.get(element.get("href", "")[1:])
        kinds = {"pattern"} if chain and chain[0].tag == "pattern" else {"linearGradient", "radialGradient"}
        return [element for element in chain if element.tag in kinds]

    def _gradient(self, chain: list[Element]) -> tuple[object, float]:
        attributes = _merged(chain)
        linear = chain[0].tag == "linearGradient"
        user = attributes.get("gradientUnits") == "userSpaceOnUse"
        x0, y0, width, height = (0.0, 0.0, *self.reader.box[2:]) if user else (0.0, 0.0, 1.0, 1.0)
        whole = {"x": width, "y": height, "r": self.reader.diagonal if user else 1.0}

        def get(name: str, default: float) -> float:
            length = whole[next(letter for letter in name if letter in "xyr")]
            return read_length(attributes.get(name), length, default * length)

        if linear:
            at = (get("x1", 0.0), get("y1", 0.0), get("x2", 1.0), get("y2", 0.0))
        else:
            cx, cy = get("cx", 0.5), get("cy", 0.5)
            at = (cx, cy, get("r", 0.5))
            at += (get("fx", 0.0) if "fx" in attributes else cx, get("fy", 0.0) if "fy" in attributes else cy)
        stops = self._stops(chain)
        if not stops:
            return ("none", 1.0)
        if len({stop[1:] for stop in stops}) == 1:
            return stops[0][1:]
        spread = attributes.get("spreadMethod", "pad")
        transform = affine.parse(attributes.get("gradientTransform"))
        gradient = Gradient(linear, user, at, transform, spread if spread in _SPREADS else "pad", stops)
        return (through(gradient, IDENTITY), 1.0)

    def _stops(self, chain: list[Element]) -> tuple[tuple[float, str, float], ...]:
        owner = next((element for element in chain if len(element)), None)
        stops, least = [], 0.0
        for stop in owner if owner is not None else ():
            if stop.tag != "stop":
                continue
            least = max(least, min(1.0, max(0.0, read_length(stop.get("offset"), 1.0))))
            text = stop.get("stop-color", "black")
            color, alpha = colors.read("black" if text == "currentColor" else text) or ("#000000", 0.0)
            share = next(iter(read_all(stop.get("stop-opacity", "1"))), 1.0)
            stops.append((least, color, max(0.0, min(1.0, share * alpha))))
        return needed(stops)

    def _pattern(self, chain: list[Element]) -> Pattern:
        attributes = _merged(chain)
        owner = next((element for element in chain if len(element)), chain[0])
        transform = affine.parse(attributes.pop("patternTransform", None))
        for name in ("id", "href"):
            attributes.pop(name, None)
        key = (tuple(sorted(attributes.items())), *(tostring(child) for child in owner))
        if key not in self.tiles:
            style: Style = {}
            for element in reversed(self._ancestors(owner)):
                style = self.reader.style(element, style)
            self.tiles[key] = Tile({k: v for k, v in attributes.items() if k not in DEFAULTS}, [])
            self.tiles[key].nodes = self.reader.tile(owner, style, transform)
        return Pattern(self.tiles[key], transform)

    def _ancestors(self, element: Element | None) -> list[Element]:
        found = []
        while element is not None:
            found.append(element)
            element = self.reader.parents.get(element)
        return found


def needed(stops: list[tuple[float, str, float]]) -> tuple[tuple[float, str, float], ...]:
    """Return the stops without those of which nothing is seen: equal ones at the ends, and ones between on the way."""
    stops = list(stops)
    while len(stops) > 2 and stops[0][1:] == stops[1][1:]:
        del stops[0]
    while len(stops) > 2 and stops[-1][1:] == stops[-2][1:]:
        del stops[-1]
    i = 1
    while i < len(stops) - 1:
        if _between(*stops[i - 1 : i + 2]):
            del stops[i]
        else:
            i += 1
    return tuple(stops)


def _between(a: tuple, b: tuple, c: tuple) -> bool:
    """Whether the middle one of three stops is what its neighbours give there, within two levels of a channel."""
    if not a[0] < b[0] < c[0]:
        return False
    part = (b[0] - a[0]) / (c[0] - a[0])
    values = [(*colors.to_rgb(color), 255 * alpha) for _, color, alpha in (a, b, c)]
    return all(abs(x + part * (z - x) - y) <= 1.5 for x, y, z in zip(*values, strict=True))


def _merged(chain: list[Element]) -> dict[str, str]:
    return {name: value for element in reversed(chain) for name, value in element.attrib.items()}


# ---------------------------------------------------------------------------------------------------- carried along


def can_carry(shape: Shape, m: Matrix, partial: bool = False, stroked: bool = True) -> bool:
    """Whether the map can be put into the coordinates, and the shape looks the same.

    `partial`: what its style does not say comes from elsewhere, among that a stroke if `stroked`.
    """
    if m == IDENTITY:
        return True
    style = shape.style
    if strokes(style, partial and stroked):
        if not affine.is_similarity(m):
            return False
        if partial and "stroke-width" not in style and abs(affine.mean_scale(m) - 1) > 1e-6:
            return False
    if partial and "fill" not in style and not (affine.is_upright(m) and m[0] > 0 and m[3] > 0):
        return False
    return all(_paint_carries(style.get(name), m) for name in ("fill", "stroke"))


def _paint_carries(paint: object, m: Matrix) -> bool:
    if isinstance(paint, Gradient) and not paint.user:
        return affine.is_upright(m)
    if isinstance(paint, Pattern) and not paint.user:
        return affine.is_upright(m) and abs(m[0] - 1) + abs(m[3] - 1) < 1e-9
    return True


def carried(shape: Shape, m: Matrix) -> Shape:
    """Return the shape with the map put into its coordinates, lengths and paints."""
    if m == IDENTITY:
        return shape
    style = carried_style(shape.style, m)
    outline = outlines.transformed(shape.outline, m)
    kind, size = shape.kind, ()
    x_scale, y_scale = abs(m[0]), abs(m[3])
    if kind == "ellipse":
        cx, cy, rx, ry = shape.size
        round_ = abs(rx - ry) <= 1e-3 * rx and affine.is_similarity(m)
        if round_:
            x_scale = y_scale = affine.mean_scale(m)
        if round_ or affine.is_upright(m):
            size = (*affine.apply(m, cx, cy), rx * x_scale, ry * y_scale)
    elif kind == "rect" and affine.is_upright(m):
        x, y, width, height, rx, ry = shape.size
        (x1, y1), (x2, y2) = affine.apply(m, x, y), affine.apply(m, x + width, y + height)
        size = (min(x1, x2), min(y1, y2), width * x_scale, height * y_scale, rx * x_scale, ry * y_scale)
    return replace(shape, outline=outline, style=style, kind=kind if size else "path", size=size)


def carried_style(style: Style, m: Matrix) -> Style:
    """Return the style with its lengths and paints mapped by `m`."""
    if m == IDENTITY:
        return style
    scale = affine.mean_scale(m)
    result = dict(style)
    if "stroke" in style or "stroke-width" in style:
        result["stroke-width"] = style.get("stroke-width", 1.0) * scale
    if "stroke-dashoffset" in style:
        result["stroke-dashoffset"] *= scale
    if "stroke-dasharray" in style:
        result["stroke-dasharray"] = tuple(dash * scale for dash in style["stroke-dasharray"])
    for name in ("fill", "stroke"):
        if isinstance(style.get(name), Gradient | Pattern):
            result[name] = through(style[name], m)
    return result


def through(paint: Gradient | Pattern, m: Matrix) -> Gradient | Pattern:
    """Return the paint as it is after the map, for what is painted with it and mapped too."""
    if isinstance(paint, Pattern):
        return Pattern(paint.tile, multiply(m, paint.transform)) if paint.user else paint
    if not paint.user:
        box = IDENTITY
        box = multiply(_MIRROR_X, box) if m[0] < 0 else box
        m = multiply(_MIRROR_Y, box) if m[3] < 0 else box
    whole = multiply(m, paint.transform)
    if paint.linear and (paint.user or affine.is_upright(whole)):
        at = _carried_line(paint.at, whole)
        return Gradient(True, paint.user, at, IDENTITY, paint.spread, paint.stops)
    if not paint.linear and affine.is_similarity(whole):
        cx, cy, r, fx, fy = paint.at
        at = (*affine.apply(whole, cx, cy), r * affine.mean_scale(whole), *affine.apply(whole, fx, fy))
        return Gradient(False, paint.user, at, IDENTITY, paint.spread, paint.stops)
    return Gradient(paint.linear, paint.user, paint.at, whole, paint.spread, paint.stops)


def _carried_line(at: tuple, m: Matrix) -> tuple:
    """A linear gradient's two points after a map: lines of one colour are mapped, and stay at right angles to it."""
    x1, y1, x2, y2 = at
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    a, b, c, d = m[:4]
    det = affine.determinant(m)
    if length == 0 or det == 0:
        return (*affine.apply(m, x1, y1), *affine.apply(m, x2, y2))
    gx, gy = (d * dx - b * dy) / det / length, (a * dy - c * dx) / det / length  # the colour's gradient after the map
    x, y = affine.apply(m, x1, y1)
    norm = gx * gx + gy * gy
    if not math.isfinite(norm) or norm == 0:
        return (x, y, x, y)
    return (x, y, x + gx / norm, y + gy / norm)
