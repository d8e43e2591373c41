"""How much of a picture an SVG keeps: PSNR and SSIM, as rendered and as the judge sees both.

SSIM is Wang et al. 2004 with a uniform 7 x 7 window and sample covariance, the mean over channels, borders left out:
what scikit-image calculates, to 15 digits, in half its time, which counts where every candidate is measured.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from scoring.defense import smooth
from scoring.render import render

_WINDOW = 7


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio in dB of two uint8 (H, W, 3) pictures; 99 when they are equal.

    >>> black = np.zeros((16, 16, 3), np.uint8)
    >>> round(psnr(black, black + np.uint8(25)), 1)
    20.2
    """
    error = np.mean((a.astype(np.float64) - b) ** 2)
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Return the structural similarity of two uint8 (H, W, 3) pictures, -1 to 1; 1 when they are equal.

    >>> black = np.zeros((16, 16, 3), np.uint8)
    >>> ssim(black, black), round(ssim(black, black + np.uint8(25)), 3)
    (1.0, 0.01)
    """
    x, y = a.astype(np.float64), b.astype(np.float64)
    sample = _WINDOW**2 / (_WINDOW**2 - 1)
    mean_x, mean_y = _mean(x), _mean(y)
    var_x, var_y = sample * (_mean(x * x) - mean_x**2), sample * (_mean(y * y) - mean_y**2)
    covariance = sample * (_mean(x * y) - mean_x * mean_y)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similarity = ((2 * mean_x * mean_y + c1) * (2 * covariance + c2)) / (
        (mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2)
    )
    margin = _WINDOW // 2
    return float(similarity[margin:-margin, margin:-margin].mean())


def judged_ssim(picture: Image.Image, other: Image.Image) -> float:
    """Return the SSIM of two RGB images of one size after the judge's defence (without its random crop).

    >>> picture = Image.radial_gradient("L").convert("RGB")
    >>> judged_ssim(picture, picture)
    1.0
    """
    return ssim(np.asarray(smooth(picture)), np.asarray(smooth(other)))


def svg_fidelity(svg: str, picture: Image.Image) -> float:
    """Return the judged SSIM of an SVG, rendered as the metric does, and the RGB picture that it was made from.

    Args:
        svg: the document's text.
        picture: RGB image of any size and shape.

    Raises:
        scoring.SVGRenderError: the SVG cannot be drawn.

    >>> red = '<svg><rect width="384" height="384" fill="red"/></svg>'
    >>> round(svg_fidelity(red, Image.new("RGB", (9, 9), "red")), 3)
    1.0
    """
    return fidelity(render(svg), picture)


def fidelity(drawn: Image.Image, picture: Image.Image) -> float:
    """Return the judged SSIM of an SVG, as `render` draws it, and the RGB picture (any size) that it was made from.

    >>> fidelity(Image.new("RGB", (384, 384), "red"), Image.new("RGB", (9, 9), "red"))
    1.0
    """
    return judged_ssim(drawn, picture.resize(drawn.size, Image.Resampling.LANCZOS))


def _mean(x: np.ndarray) -> np.ndarray:
    return cv2.blur(x, (_WINDOW, _WINDOW))
