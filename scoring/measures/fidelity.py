"""How much of a picture an SVG keeps: PSNR and SSIM, as rendered and as the judge sees both.

SSIM is Wang et al. 2004 with a uniform 7 x 7 window and sample covariance, the mean over channels, borders left out.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from scoring.defense import smooth
from scoring.render import render

_WINDOW = 7


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Peak signal-to-noise ratio in dB of two uint8 (H, W, 3) pictures; 99 when they are equal."""
    error = np.mean((a.astype(np.float64) - b) ** 2)
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Structural similarity of two uint8 (H, W, 3) pictures, -1 to 1; 1 when they are equal."""
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
    """SSIM of two RGB images of one size after both went through the judge's defence (without its random crop)."""
    return ssim(np.asarray(smooth(picture)), np.asarray(smooth(other)))


def svg_fidelity(svg: str, picture: Image.Image) -> float:
    """Judged SSIM of an SVG, rendered as the metric does, and the RGB picture (any size) that it was made from."""
    return fidelity(render(svg), picture)


def fidelity(drawn: Image.Image, picture: Image.Image) -> float:
    """Judged SSIM of a rendered SVG and the RGB picture (any size) that it was made from."""
    return judged_ssim(drawn, picture.resize(drawn.size, Image.Resampling.LANCZOS))


def _mean(x: np.ndarray) -> np.ndarray:
    return cv2.blur(x, (_WINDOW, _WINDOW))
