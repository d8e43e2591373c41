"""How what a method drew is compared with its picture: at which size, and by which figures.

    JUDGED     at 384 x 384 pixels, as drawn and after the image defence of the competition's judge
    OWN_SIZE   at the picture's own size: what papers on vectorizing report
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from scoring.measures.fidelity import psnr, ssim
from scoring.render import SIDE, draw, render
from vectorizer import compare


@dataclass(frozen=True)
class View:
    """A way to compare.

    Attributes:
        figures: names of what `compare` returns, in its order; PSNR in dB, SSIM up to 1.
        searched_by: the figure that a method's settings are searched for.
        size: (width, height) at which the picture is compared.
        draw: SVG text -> RGB image of that size.
        compare: (drawn, wanted), both RGB of that size -> the figures.
    """

    figures: tuple[str, ...]
    searched_by: str
    size: Callable[[Image.Image], tuple[int, int]]
    draw: Callable[[str, tuple[int, int]], Image.Image]
    compare: Callable[[Image.Image, Image.Image], tuple[float, ...]]

    def measure(self, output: str | bytes, picture: Image.Image) -> dict[str, float]:
        """Return the figures of SVG text or of a picture file.

        Raises:
            scoring.SVGRenderError: the SVG cannot be drawn.
        """
        size = self.size(picture)
        if isinstance(output, str):
            drawn = self.draw(output, size)
        else:
            drawn = _resized(Image.open(io.BytesIO(output)).convert("RGB"), size)
        return dict(zip(self.figures, self.compare(drawn, _resized(picture, size)), strict=True))

    def best(self, outputs: Iterable[str | bytes], picture: Image.Image) -> str | bytes:
        """Return the one of several outputs, at least one, that keeps most of the picture."""
        return max(outputs, key=lambda output: self.measure(output, picture)[self.searched_by])


def stretched(svg: str, size: tuple[int, int]) -> Image.Image:
    """Draw an SVG that has a viewBox at (width, height), whatever its aspect is.

    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="red"/></svg>'
    >>> picture = stretched(svg, (40, 20))
    >>> picture.size, picture.getpixel((39, 19))
    ((40, 20), (255, 0, 0))
    """
    root = re.search(r"<svg\b[^>]*>", svg).group()
    plain = re.sub(r'\s(?:width|height|preserveAspectRatio)="[^"]*"', "", root)
    sized = f'<svg width="{size[0]}" height="{size[1]}" preserveAspectRatio="none"'
    return draw(svg.replace(root, plain.replace("<svg", sized, 1), 1)).convert("RGB")


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def _judged(drawn: Image.Image, wanted: Image.Image) -> tuple[float, ...]:
    kept = compare.measure_picture(drawn, wanted)
    return kept.psnr, kept.ssim, kept.judged_psnr, kept.judged_ssim


def _colors_and_grey(drawn: Image.Image, wanted: Image.Image) -> tuple[float, float]:
    """PSNR over RGB, SSIM over grey: as metrics/score.py of github.com/IMU-Group/AdaVec calculates them."""
    grey = (np.asarray(picture.convert("L")) for picture in (drawn, wanted))
    return psnr(np.asarray(drawn), np.asarray(wanted)), ssim(*grey)


JUDGED = View(
    ("psnr", "ssim", "dpsnr", "dssim"), "dssim", lambda picture: (SIDE, SIDE), lambda svg, _: render(svg), _judged
)
OWN_SIZE = View(("psnr", "ssim"), "psnr", lambda picture: picture.size, stretched, _colors_and_grey)
