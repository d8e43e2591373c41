"""CairoSVG's surfaces, drawing within bounds: of pixels, and with a `BoundedContext` that looks at every number."""

from __future__ import annotations

import re
from math import inf, log10

import cairocffi
import cairosvg.surface
from cairosvg.surface import PNGSurface, SVGSurface

from scoring.bounds import BoundedContext, Work
from scoring.complexity import MAX_PIXELS, TooMuchError
from support.interrupts import holding_interrupts

# Attributes whose numbers may be to blame.
_GEOMETRY = (
    "r", "rx", "ry", "cx", "cy", "x", "y", "width", "height", "x1", "y1", "x2", "y2", "dx", "dy", "d", "points",
    "transform", "viewBox", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "font-size", "markerWidth",
    "markerHeight", "refX", "refY", "orient",
)  # fmt: skip
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\binf(?:inity)?\b|\bnan\b", re.IGNORECASE)
_ORDINARY = 4  # powers of ten
_ELEMENT_STEPS = 1_000


class _Bounded:
    """Makes a surface of CairoSVG draw with a `BoundedContext`, and name the element that asks for too much."""

    def __init__(self, tree, output, dpi, parent_surface=None, *arguments, **options):
        self.work = getattr(parent_surface, "work", None) or Work()
        try:
            super().__init__(tree, output, dpi, parent_surface, *arguments, **options)
        except TooMuchError as error:
            raise _named(error, tree) from error

    @property
    def context(self) -> BoundedContext:
        return self._context

    @context.setter
    def context(self, context: cairocffi.Context) -> None:
        self._context = BoundedContext(context.get_target(), self.work)

    def draw(self, node):
        try:
            self.work.take(_ELEMENT_STEPS)
            super().draw(node)
        except TooMuchError as error:
            raise _named(error, node) from error


class BoundedPNGSurface(_Bounded, PNGSurface):
    """The page, of at most `MAX_PIXELS` pixels, counting each of its nested layers."""

    layers = 1

    def _create_surface(self, width, height):
        if not 0 < width * height <= MAX_PIXELS:
            raise ValueError(f"size {width:g} x {height:g} is not between 1 and {MAX_PIXELS} pixels")
        self.work.width, self.work.height = width, height
        return super()._create_surface(width, height)

    def draw(self, node):
        faded = float(node.get("opacity", 1)) < 1 and bool(node.children)
        layered = faded or "mask" in node or "filter" in node
        self.layers += layered
        if self.layers * self.width * self.height > MAX_PIXELS:
            raise ValueError(f"{self.layers} nested layers take more than {MAX_PIXELS} pixels")
        super().draw(node)
        self.layers -= layered

    def finish(self):
        with holding_interrupts():
            super().finish()


class BoundedSVGSurface(_Bounded, SVGSurface):
    """The tile of a pattern, or a mask."""

    def _create_surface(self, width, height):
        if not width * height <= MAX_PIXELS:
            size = f"{width:.3g} x {height:.3g} pixels"
            raise TooMuchError(f"a tile or mask would have {size}; the limit is {MAX_PIXELS:,}")
        return super()._create_surface(width, height)


cairosvg.surface.SVGSurface = BoundedSVGSurface  # CairoSVG takes the surfaces of patterns and masks from here


def _named(error: TooMuchError, node) -> TooMuchError:
    """The error with the element before its words, and with the attribute that has the least ordinary number."""
    if error.named:
        return error
    oddness, name = max(((_oddness(node[name]), name) for name in _GEOMETRY if name in node), default=(0, ""))
    shown = f' {name}="{_shortened(str(node[name]))}"' if oddness > _ORDINARY else ""
    named = TooMuchError(f"<{node.tag}{shown}>: {error}")
    named.named = True
    return named


def _oddness(value) -> float:
    """How far the oddest number in an attribute is from 1, in powers of ten."""
    numbers = [float(found[0]) for found in _NUMBER.finditer(str(value))]
    return max((abs(log10(n)) if 0 < n < inf else inf for n in numbers if n != 0), default=0.0)


def _shortened(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:40]}...{value[-15:]}"
