"""What an SVG kept of its picture and what it lost: four figures, and a sheet to look at.

Everything is measured as the competition's judge does: drawn at 384 x 384, and again after its image defence.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scoring.defense import smooth
from scoring.measures.fidelity import psnr, ssim
from scoring.render import SIDE, render

_GAIN = 4  # the error map shows a quarter of the range as the whole of it
_MARGIN, _LINE, _TEXT = 12, 26, 16  # pixels
_INK, _PAPER = (40, 40, 40), (250, 250, 250)


@dataclass(frozen=True)
class Fidelity:
    """How alike two pictures are; PSNR in dB, 99 at most, SSIM up to 1."""

    psnr: float
    ssim: float
    judged_psnr: float  # after both went through the judge's defence
    judged_ssim: float

    def __str__(self) -> str:
        return (
            f"psnr {self.psnr:.1f} dB, ssim {self.ssim:.3f}, "
            f"judged psnr {self.judged_psnr:.1f} dB, judged ssim {self.judged_ssim:.3f}"
        )


def measure(svg: str, picture: Image.Image) -> Fidelity:
    """Compare an SVG with the picture that it was made from.

    Args:
        svg: the document's text.
        picture: RGB image of any size.

    Raises:
        scoring.SVGRenderError: the SVG cannot be drawn.

    >>> red = '<svg><rect width="384" height="384" fill="red"/></svg>'
    >>> print(measure(red, Image.new("RGB", (20, 10), "red")))
    psnr 99.0 dB, ssim 1.000, judged psnr 99.0 dB, judged ssim 1.000
    """
    return measure_picture(render(svg), picture)


def measure_picture(drawn: Image.Image, picture: Image.Image) -> Fidelity:
    """Compare two RGB pictures of any size, both resized to 384 x 384.

    >>> measure_picture(Image.new("RGB", (9, 9), "red"), Image.new("RGB", (20, 10), "red")).psnr
    99.0
    """
    a, b = _squared(drawn), _squared(picture)
    smooth_a, smooth_b = smooth(a), smooth(b)
    return Fidelity(*_alike(a, b), *_alike(smooth_a, smooth_b))


def sheet(svg: str, picture: Image.Image) -> bytes:
    """Return a PNG file: picture, SVG and error map, and below them the same as the judge sees it, with the figures.

    Args:
        svg: text of the SVG.
        picture: the RGB image, of any size, that it was made from; its aspect is that of the panels.

    Raises:
        scoring.SVGRenderError: the SVG cannot be drawn.

    >>> sheet('<svg><rect width="384" height="384" fill="red"/></svg>', Image.new("RGB", (20, 10), "red"))[:4]
    b'\\x89PNG'
    """
    wanted, drawn = _squared(picture), render(svg)
    rows = [
        ("picture", f"SVG, {len(svg.encode()):,} bytes", wanted, drawn),
        ("picture as the judge sees it", "SVG as the judge sees it", smooth(wanted), smooth(drawn)),
    ]
    width, height = _panel_size(picture.size)
    column, row = SIDE + _MARGIN, height + _LINE + _MARGIN
    paper = Image.new("RGB", (3 * column + _MARGIN, 2 * row + _MARGIN), _PAPER)
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(_TEXT)
    for j, (name_a, name_b, a, b) in enumerate(rows):
        figures = "psnr {:.1f} dB, ssim {:.3f}".format(*_alike(a, b))
        panels = [(name_a, a), (name_b, b), (f"error x {_GAIN}: {figures}", error_map(a, b))]
        for i, (caption, panel) in enumerate(panels):
            x, y = _MARGIN + i * column, _MARGIN + j * row
            pen.text((x, y), caption, _INK, font)
            paper.paste(panel.resize((width, height), Image.Resampling.LANCZOS), (x, y + _LINE))
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def _squared(picture: Image.Image) -> Image.Image:
    return picture if picture.size == (SIDE, SIDE) else picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _alike(a: Image.Image, b: Image.Image) -> tuple[float, float]:
    """Return PSNR and SSIM of two images of one size."""
    x, y = np.asarray(a), np.asarray(b)
    return psnr(x, y), ssim(x, y)


def error_map(a: Image.Image, b: Image.Image) -> Image.Image:
    """Return where two RGB pictures of any size differ: 384 x 384 RGB, from black over red to white.

    It is the mean absolute difference over the channels; a quarter of the range is white already.
    """
    a, b = _squared(a), _squared(b)
    error = np.abs(np.asarray(a, np.float32) - np.asarray(b, np.float32)).mean(2)
    shade = np.clip(error * _GAIN, 0, 255).astype(np.uint8)
    return Image.fromarray(cv2.applyColorMap(shade, cv2.COLORMAP_HOT)[..., ::-1])


def _panel_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size within 384 x 384 that keeps the aspect of `size`."""
    return tuple(max(1, round(side * SIDE / max(size))) for side in size)
