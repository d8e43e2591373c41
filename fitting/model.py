"""A drawing as this room holds it: shapes with all of their style, in the units of the page.

Transforms, inheritance and links between gradients are resolved when it is read; they come back, where they make the
text shorter, when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fitting.affine import IDENTITY, Matrix
from fitting.outlines import Outline

# Inherited properties and what holds where nothing is said.
DEFAULTS: dict[str, object] = {
    "fill": "#000000",
    "fill-opacity": 1.0,
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-width": 1.0,
    "stroke-opacity": 1.0,
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": 4.0,
    "stroke-dasharray": (),
    "stroke-dashoffset": 0.0,
    "paint-order": "normal",
}
Style = dict[str, object]  # of these; a paint is "#rrggbb", "none", a Gradient or a Pattern


@dataclass(frozen=True)
class Gradient:
    """A gradient with its stops.

    `at` is (x1, y1, x2, y2) of a linear one, (cx, cy, r, fx, fy) of a radial one, in user space (`user`) or in parts of
    the bounding box; `stops` are (offset, "#rrggbb", opacity).
    """

    linear: bool
    user: bool
    at: tuple[float, ...]
    transform: Matrix
    spread: str
    stops: tuple[tuple[float, str, float], ...]


@dataclass(eq=False)
class Tile:
    """What a pattern repeats: shapes in units of their own, in which CairoSVG paints it pixel by pixel."""

    attributes: dict[str, str]  # all of <pattern> but its transform and its id
    nodes: list[Node]


@dataclass(frozen=True)
class Pattern:
    """A tile and how it is laid."""

    tile: Tile
    transform: Matrix

    @property
    def user(self) -> bool:
        return (
            self.tile.attributes.get("patternUnits") == "userSpaceOnUse"
            and self.tile.attributes.get("patternContentUnits", "userSpaceOnUse") == "userSpaceOnUse"
        )


@dataclass(eq=False)
class Shape:
    """One outline with its paint.

    `kind` tells how it was or may be written: "path", "ellipse" with `size` = (cx, cy, rx, ry), or "rect" with rounded
    corners and `size` = (x, y, width, height, rx, ry); `outline` is always there.  `transform` is what could not be put
    into the coordinates.
    """

    outline: Outline
    style: Style
    kind: str = "path"
    size: tuple[float, ...] = ()
    opacity: float = 1.0
    transform: Matrix | None = None
    id: str = ""
    gone: bool = False  # left out of the text
    source: Element | None = None  # the one it was read from, where no other node was


@dataclass(eq=False)
class Group:
    """Nodes that belong together: they have a name, fade as one, or have units of their own, which `transform` maps."""

    nodes: list[Node]
    opacity: float = 1.0
    id: str = ""
    transform: Matrix | None = None
    gone: bool = False


@dataclass(eq=False)
class Template:
    """What <use> draws again: nodes in units of their own; what their styles do not say comes from the place of use."""

    nodes: list[Node]
    places: list[Matrix] = field(default_factory=list)  # of its uses
    stroked: bool = True  # whether a use may give it a stroke


@dataclass(eq=False)
class Use:
    """A template drawn in a place."""

    template: Template
    style: Style
    transform: Matrix = IDENTITY
    opacity: float = 1.0
    id: str = ""
    gone: bool = False
    source: Element | None = None


@dataclass(eq=False)
class Verbatim:
    """An element kept as it was written, with what it inherited: markers, filters, symbols, nested pages."""

    element: Element
    style: dict[str, str]  # inherited attributes as text
    transform: Matrix = IDENTITY
    id: str = ""
    gone: bool = False

    @property
    def source(self) -> Element:
        return self.element


Node = Shape | Group | Use | Verbatim


@dataclass(eq=False)
class Page:
    """The drawing: `box` is its viewBox (x, y, width, height); `pixels` the width and height at which it is drawn."""

    box: tuple[float, float, float, float]
    pixels: tuple[float, float]
    nodes: list[Node]
    attributes: dict[str, str]  # of the root: preserveAspectRatio, where it matters
    kept: dict[str, Element]  # definitions that verbatim elements refer to, by id
    source: Element  # the root of what it was read from

    @property
    def pixel(self) -> float:
        """What is one pixel at 512 for the longer side, in page units."""
        return max(self.box[2:]) / 512
