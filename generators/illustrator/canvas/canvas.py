"""The drawing surface: SVG text built from paths, paints and nested frames."""

import io
import random
from contextlib import contextmanager

from PIL import Image

from support.interrupts import holding_interrupts

from .paths import Point

SIZE = 512


class Canvas:
    """Collects SVG elements. `unit` is one output pixel in the current frame's coordinates."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.unit = 1.0
        self._body: list[str] = []
        self._defs: list[str] = []

    def raw(self, element: str) -> None:
        """Append SVG text as it is."""
        self._body.append(element)

    def snapshot(self) -> str:
        """What has been drawn so far, to be drawn again (as a reflection)."""
        return "".join(self._body)

    def define(self, element: str) -> str:
        """Store a definition whose text holds `{id}`; returns the new id."""
        name = f"d{len(self._defs)}"
        self._defs.append(element.replace("{id}", name))
        return name

    def gradient(self, stops: list[str], direction: Point = (0, 1)) -> str:
        """Linear gradient over the bounding box of whatever is filled with it; evenly spaced colours."""
        last = max(1, len(stops) - 1)
        inner = "".join(f'<stop offset="{i / last:.2f}" stop-color="{c}"/>' for i, c in enumerate(stops))
        name = self.define(
            f'<linearGradient id="{{id}}" x1="0" y1="0" x2="{direction[0]}" y2="{direction[1]}">'
            f"{inner}</linearGradient>"
        )
        return f"url(#{name})"

    def gradient_between(self, above: str, below: str, y0: float, y1: float) -> str:
        """Linear gradient from the height y0 to y1, whatever is filled with it."""
        name = self.define(
            f'<linearGradient id="{{id}}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="{y0:.1f}" y2="{y1:.1f}">'
            f'<stop offset="0" stop-color="{above}"/><stop offset="1" stop-color="{below}"/></linearGradient>'
        )
        return f"url(#{name})"

    def halo(self, color: str) -> str:
        """Radial gradient over the bounding box of whatever is filled with it: from the colour to nothing."""
        name = self.define(
            f'<radialGradient id="{{id}}"><stop offset="0" stop-color="{color}" stop-opacity="0.85"/>'
            f'<stop offset="1" stop-color="{color}" stop-opacity="0"/></radialGradient>'
        )
        return f"url(#{name})"

    def glow(self, cx: float, cy: float, radius: float, color: str, strength: float = 0.8) -> None:
        """A soft round light."""
        name = self.define(
            f'<radialGradient id="{{id}}" gradientUnits="userSpaceOnUse" cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:.1f}">'
            f'<stop offset="0" stop-color="{color}" stop-opacity="{strength}"/>'
            f'<stop offset="1" stop-color="{color}" stop-opacity="0"/></radialGradient>'
        )
        self.raw(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:.1f}" fill="url(#{name})"/>')

    def fill(self, d: str, color: str, opacity: float = 1.0) -> None:
        """Fill a path flat (or with a "url(#...)" gradient)."""
        alpha = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.raw(f'<path d="{d}" fill="{color}"{alpha}/>')

    def line(self, d: str, color: str, width: float, opacity: float = 1.0) -> None:
        """Stroke a path with round ends."""
        alpha = f' stroke-opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.raw(
            f'<path d="{d}" fill="none" stroke="{color}" stroke-width="{width:.1f}" '
            f'stroke-linecap="round" stroke-linejoin="round"{alpha}/>'
        )

    @contextmanager
    def clipped(self, element: str):
        """Clip what is drawn inside to an SVG element."""
        name = self.define(f'<clipPath id="{{id}}">{element}</clipPath>')
        self.raw(f'<g clip-path="url(#{name})">')
        yield
        self.raw("</g>")

    @contextmanager
    def group(self, attributes: str):
        """An SVG group with the attributes given as text."""
        self.raw(f"<g {attributes}>")
        yield
        self.raw("</g>")

    @contextmanager
    def frame(self, x: float, y: float, size: float, flip: bool = False, turn: float = 0.0):
        """A 100 x 100 frame whose bottom centre stands at (x, y), `size` wide; `turn` in degrees about its centre."""
        scale = size / 100
        transform = f"translate({x:.1f} {y:.1f}) scale({-scale if flip else scale:.3f} {scale:.3f}) translate(-50 -100)"
        if turn:
            transform += f" rotate({turn:.1f} 50 50)"
        before = self.unit
        self.unit = before / scale
        self.raw(f'<g transform="{transform}">')
        yield
        self.raw("</g>")
        self.unit = before

    def svg(self, mirrored: bool = False) -> str:
        """The whole drawing as SVG text."""
        flip = f' transform="translate({SIZE} 0) scale(-1 1)"' if mirrored else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}">'
            f"<defs>{''.join(self._defs)}</defs><g{flip}>{''.join(self._body)}</g></svg>"
        )


def rasterize(svg: str) -> Image.Image:
    """SVG text -> RGB image, 512 x 512."""
    import cairosvg

    with holding_interrupts():
        png = cairosvg.svg2png(bytestring=svg.encode(), output_width=SIZE, output_height=SIZE)
    return Image.open(io.BytesIO(png)).convert("RGB")
