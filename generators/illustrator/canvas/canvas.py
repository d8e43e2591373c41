"""The drawing surface: a tree of SVG elements, built from figures, paints and nested frames.

Only what CairoSVG, browsers and resvg draw alike is written. CairoSVG ignores `opacity` on a `use`, multiplies a
pattern's opacity anew for each shape that has a `fill-opacity`, draws no pattern that takes its contents from another
by `href`, and cannot go back from round line ends to straight ones.
"""

import io
import random
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from math import cos, radians, sin
from xml.etree.ElementTree import Element, SubElement, tostring

from PIL import Image

from support.interrupts import holding_interrupts

from .figures import Figure, Point, number
from .transforms import Matrix, inverse, product, spelled

SIZE = 512
FINENESS = 4  # units of a tile that make one pixel, so that it is sharp at four times the size
GEOMETRY = {"d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"}
NAMED = re.compile(rb' id="[^"]*"')
WORTH_SHARING = 48  # bytes of geometry above which a second copy is written as a `use`
LIKE = 2.0  # copies at most this much larger or smaller than the first one are drawn with the first one's widths


@dataclass
class Definition:
    """A tile or a sprite; its id is known when all of it has been drawn."""

    id: str = ""

    @property
    def fill(self) -> str:
        return f"url(#{self.id})"


class Canvas:
    """Collects SVG elements. `unit` is one output pixel in the current frame's coordinates."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.unit = 1.0
        self._defs = Element("defs")
        self._body = self._here = Element("g")
        self._defined: dict[bytes, str] = {}  # definition -> its id
        self._frames: dict[bytes, tuple[Element, Matrix]] = {}  # contents -> where they were drawn first
        self._tiles: dict[bytes, Element] = {}  # contents of a pattern -> the first with them
        self._sprites: dict[bytes, str] = {}  # contents of a drawing to be used again -> its id
        self._units: dict[object, float] = {}
        self._names: Counter[str] = Counter()

    # ------------------------------------------------------------ elements

    def add(self, tag: str, attributes: dict[str, str | None]) -> Element:
        """Append an element; attributes that are None are left out."""
        kept = {key.replace("_", "-"): short(value) for key, value in attributes.items() if value is not None}
        return SubElement(self._here, tag, kept)

    def append(self, element: Element) -> None:
        """Append an element made elsewhere."""
        self._here.append(element)

    def fill(self, figure: Figure, color: str | None, opacity: float = 1.0, **more: str) -> None:
        """Fill a figure flat, or with a "url(#...)" of a gradient or a pattern (the latter without opacity)."""
        alpha = number(opacity, 2) if opacity < 1 else None
        self.add(figure.tag, figure.geometry | {"fill": color, "fill_opacity": alpha} | more)

    def line(self, figure: Figure, color: str, width: float, opacity: float = 1.0, **more: str) -> None:
        """Stroke a figure; ends and corners are round."""
        alpha = number(opacity, 2) if opacity < 1 else None
        drawn = {"fill": "none", "stroke": color, "stroke_width": number(width), "stroke_opacity": alpha}
        self.add(figure.tag, figure.geometry | drawn | more)

    @contextmanager
    def group(self, name: str | None = None, **attributes: str):
        """An SVG group, with an id made of the name."""
        group = Element("g", {"id": self.identify(name)} if name else {})
        outer, self._here = self._here, group
        try:
            yield group
        finally:
            self._here = outer
        if len(group):
            group.attrib |= {key.replace("_", "-"): short(value) for key, value in attributes.items()}
            outer.append(group)
        elif name:
            self._names[name] -= 1

    def gather(self, name: str) -> str:
        """Put all that was drawn before the open group into a group of its own; returns its id."""
        group = Element("g", id=self.identify(name))
        group.extend(list(self._body))
        self._body[:] = [group]
        return group.get("id")

    @contextmanager
    def frame(self, x: float, y: float, size: float, flip: bool = False, turn: float = 0.0, name: str | None = None,
              kind: str | None = None, like: object = None):  # fmt: skip
        """A 100 x 100 frame whose bottom centre stands at (x, y), `size` wide; `turn` in degrees about its centre.

        A frame that holds what an earlier one did becomes a `use` of that one. Each frame with a `name` has an id; of
        those with a `kind` only the first, where it is used again. Copies of the same thing say so by the same `like`:
        lines and textures are then as wide in each, seen from the thing.
        """
        scale, before = size / 100, self.unit
        self.unit = before / scale
        if like is not None:
            first = self._units.setdefault(like, self.unit)
            if 1 / LIKE <= first / self.unit <= LIKE:
                self.unit = first
        with self.group() as group:
            yield
        self.unit = before
        if len(group):
            self._place(group, standing(x, y, scale, flip, turn), name, kind)

    def expect(self, like: object, size: float) -> None:
        """Copies to come: lines and textures as wide as in one that is `size` pixels wide."""
        self._units.setdefault(like, self.unit * 100 / size)

    def _place(self, group: Element, matrix: Matrix, name: str | None, kind: str | None) -> None:
        """Give a group its transform, or turn it into a `use` of an equal one."""
        contents = NAMED.sub(b"", tostring(group))  # copies differ in the ids of their parts
        original, place = self._frames.setdefault(contents, (group, matrix))
        ident = {"id": self.identify(name)} if name else {}
        if original is group:
            group.attrib = ident | {"transform": spelled(matrix)}
            return
        if "id" not in original.attrib:
            original.set("id", self.identify(kind or "copied"))
        move = spelled(product(matrix, inverse(place)))  # from where the original stands
        group.clear()
        group.tag, group.attrib = "use", ident | {"href": f"#{original.get('id')}", "transform": move}

    def identify(self, name: str) -> str:
        """An id that no other element has: "fox", then "fox-2"."""
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name}-{self._names[name]}"

    # ------------------------------------------------------------ definitions

    def _define(self, element: Element) -> str:
        """Store a definition, each of a kind once; returns its id."""
        text = tostring(element)
        if text not in self._defined:
            count = len(self._defined)
            self._defined[text] = chr(97 + count % 26) + (str(count // 26) if count >= 26 else "")
            element.attrib = {"id": self._defined[text]} | element.attrib
            self._defs.append(element)
        return self._defined[text]

    def gradient(self, stops: list, direction: Point = (0, 1)) -> str:
        """Linear gradient over the bounding box of whatever is filled with it.

        Args:
            stops: colours, evenly spaced, or (offset 0 to 1, colour, opacity).
            direction: where the last colour is, seen from the first, in sides of the box.
        """
        x, y = direction
        towards = {"x2": number(x, 2) if x != 1 else None, "y2": number(y, 2) if y else None}
        return self._gradient("linearGradient", towards, stops)

    def gradient_between(self, stops: list, start: Point, end: Point, repeat: str | None = None) -> str:
        """Linear gradient from one point to another, whatever is filled with it; "repeat" or "reflect" goes on."""
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)}
        units = {"gradientUnits": "userSpaceOnUse"}
        return self._gradient("linearGradient", units | ends | {"spreadMethod": repeat}, stops)

    def radial(self, stops: list, center: Point = (0.5, 0.5), radius: float = 0.5) -> str:
        """Radial gradient over the bounding box of whatever is filled with it."""
        values = {"cx": center[0], "cy": center[1], "r": radius}
        kept = {key: number(value, 2) for key, value in values.items() if value != 0.5}
        return self._gradient("radialGradient", kept, stops)

    def _gradient(self, tag: str, attributes: dict, stops: list) -> str:
        element = Element(tag, {key: value for key, value in attributes.items() if value is not None})
        last = max(1, len(stops) - 1)
        for i, stop in enumerate(stops):
            offset, color, opacity = (i / last, stop, 1) if isinstance(stop, str) else stop
            at = {"offset": number(offset, 2)} if number(offset, 2) != "0" else {}
            alpha = {"stop-opacity": number(opacity, 2)} if opacity < 1 else {}
            SubElement(element, "stop", at | {"stop-color": short(color)} | alpha)
        return f"url(#{self._define(element)})"

    def halo(self, color: str, strength: float = 0.85) -> str:
        """Radial gradient over the bounding box of whatever is filled with it: from the colour to nothing."""
        return self.radial([(0, color, strength), (1, color, 0)])

    def glow(self, cx: float, cy: float, radius: float, color: str, strength: float = 0.8) -> None:
        """A soft round light."""
        figure = {"cx": number(cx), "cy": number(cy), "r": number(radius)}
        self.add("circle", figure | {"fill": self.halo(color, strength)})

    @contextmanager
    def tile(self, width: int, height: int, turn: float = 0.0, at: Point = (0, 0), scale: float | None = None):
        """A pattern: what is drawn inside repeats over what is filled with the yielded definition's `fill`.

        Its unit is a quarter of a pixel, or `scale`. Its size is in whole units, since CairoSVG draws a tile as so many
        pixels. `turn` in degrees.
        """
        made = Definition()
        outer, self._here = self._here, Element("pattern")
        pattern, scale = self._here, scale or self.unit / FINENESS
        try:
            yield made
        finally:
            self._here = outer
        move = f"translate({number(at[0])} {number(at[1])})" if at != (0, 0) else ""
        rotate = f"rotate({number(turn)})" if turn else ""
        grow = f"scale({number(scale, 4)})"
        pattern.attrib = {"patternUnits": "userSpaceOnUse", "width": str(width), "height": str(height)}
        contents = tostring(pattern)
        pattern.set("patternTransform", move + grow + rotate)
        made.id = self._define_tile(pattern, contents)

    def _define_tile(self, pattern: Element, contents: bytes) -> str:
        """Store a pattern; one that differs from an earlier one in its size and place only shows the same elements."""
        placed = tostring(pattern)
        if placed in self._defined:
            return self._defined[placed]
        earlier = self._tiles.setdefault(contents, pattern)
        if earlier is not pattern and len(contents) > 4 * WORTH_SHARING:
            if earlier[0].get("id") is None:
                shared = Element("g", {"id": self.identify("tile")})
                shared.extend(list(earlier))
                earlier[:] = [shared]
            pattern[:] = []
            SubElement(pattern, "use", {"href": f"#{earlier[0].get('id')}"})
        ident = self._define(pattern)
        self._defined[placed] = ident
        return ident

    @contextmanager
    def sprite(self, name: str, size: float | None = None):
        """A drawing to be used in several places and colours: what is drawn inside with `fill` None takes each use's.

        `size` is how many pixels 100 of its units will typically take.
        """
        made = Definition()
        outer, before, self._here = self._here, self.unit, Element("g")
        group, self.unit = self._here, 100 / size if size else self.unit
        try:
            yield made
        finally:
            self._here, self.unit = outer, before
        contents = tostring(group)
        if contents not in self._sprites:
            self._sprites[contents] = self.identify(name)
            if len(group) == 1:
                group = group[0]
            group.attrib = {"id": self._sprites[contents]} | group.attrib
            self._defs.append(group)
        made.id = self._sprites[contents]

    def use(self, ident: str, x: float = 0, y: float = 0, scale: float | Point = 1, **attributes: str | None) -> None:
        """Draw a definition with its origin at a place; two scales are those of x and y."""
        sx, sy = scale if isinstance(scale, tuple) else (scale, scale)
        if number(sx, 3) == number(sy, 3) == "1":
            where = {axis: number(v) if number(v) != "0" else None for axis, v in (("x", x), ("y", y))}
        else:
            where = {"transform": spelled((sx, 0, 0, sy, x, y))}
        self.add("use", {"href": f"#{ident}"} | where | attributes)

    # ------------------------------------------------------------ the whole

    def svg(self, mirrored: bool = False) -> str:
        """The whole drawing as SVG text."""
        self._share()
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg", "width": str(SIZE), "height": str(SIZE),
            "viewBox": f"0 0 {SIZE} {SIZE}", "stroke-linecap": "round", "stroke-linejoin": "round",
        }  # fmt: skip
        root = Element("svg", attributes)
        if len(self._defs):
            root.append(self._defs)
        if mirrored:
            self._body.set("transform", f"matrix(-1 0 0 1 {SIZE} 0)")
            root.append(self._body)
        else:
            root.extend(list(self._body))
        return tostring(root, encoding="unicode").replace(" />", "/>")

    def _share(self) -> None:
        """Write long outlines that are drawn more than once a single time."""
        alike: dict[tuple, list[Element]] = {}
        for element in self._body.iter():
            geometry = tuple((k, v) for k, v in element.attrib.items() if k in GEOMETRY)
            if element.tag != "use" and sum(len(v) for _, v in geometry) > WORTH_SHARING:
                alike.setdefault((element.tag, geometry), []).append(element)
        for (tag, geometry), elements in alike.items():
            if len(elements) < 2 or any("opacity" in element.attrib for element in elements):
                continue
            ident = self._define(Element(tag, dict(geometry)))
            for element in elements:
                element.tag = "use"
                own = {key: value for key, value in element.attrib.items() if key not in GEOMETRY}
                element.attrib.clear()
                element.attrib |= {"href": f"#{ident}"} | own


def standing(x: float, y: float, scale: float, flip: bool, turn: float) -> Matrix:
    """The transform of a frame whose bottom centre stands at (x, y)."""
    c, s, side = cos(radians(turn)) * scale, sin(radians(turn)) * scale, -1 if flip else 1
    a, b, mx, my = side * c, s, x, y - 50 * scale  # the frame's centre
    c, d = -side * s, c
    return a, b, c, d, mx - 50 * (a + c), my - 50 * (b + d)


def short(value: str) -> str:
    """ "#aabbcc" -> "#abc"."""
    if len(value) == 7 and value[0] == "#" and value[1::2] == value[2::2]:
        return "#" + value[1::2]
    return value


def rasterize(svg: str) -> Image.Image:
    """SVG text -> RGB image, 512 x 512."""
    import cairosvg

    with holding_interrupts():
        png = cairosvg.svg2png(bytestring=svg.encode(), output_width=SIZE, output_height=SIZE)
    return Image.open(io.BytesIO(png)).convert("RGB")
