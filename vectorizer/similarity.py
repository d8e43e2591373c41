"""SSIM as a weighted squared error: where a drawing's pixels should go to look more alike, and how much each counts.

SSIM (Wang et al. 2004) is no squared error, and what lowers the one need not raise the other: an edge too faint to
matter to squared error is half of what SSIM sees of a calm window.  But near a drawing b of a picture a, the sum of
1 - SSIM over all windows has a gradient g and, pixel by pixel, about the curvature h; so has h / 2 * (b - t)**2 with
t = b - g / h: a target and a weight like any other, good for the next few steps.

All pictures are at half the size at which SSIM is measured: the judge's defence leaves no more than that can say.
"""

from __future__ import annotations

import cv2
import numpy as np

_C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2  # SSIM's constants for brightness and contrast
_WINDOW = np.array([0.25, 1, 1, 1, 0.25], np.float32) / 3.5  # SSIM's window of 7 pixels, at half the size
_SPREAD = 0.5  # pixels: the gradient is blurred, as the judge's defence spreads each pixel over its neighbours
_LEAST = 1e-4  # curvature: none where the drawing has nothing of the picture
_REACH = 4.0  # times g / h that the target lies away: what moves together, as the pixels of a shape, curves far less


def blur(x: np.ndarray) -> np.ndarray:
    """The mean over SSIM's window, of the shape of `x`, float32 (H, W, 3)."""
    return cv2.sepFilter2D(x, -1, _WINDOW, _WINDOW)


def moments(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of float32 (H, W, 3), 0 to 255, in SSIM's windows; both of its shape."""
    mean = blur(x)
    return mean, np.maximum(blur(x * x) - mean * mean, 0)


def contrast(
    seen: np.ndarray, wanted: np.ndarray, of_seen: tuple[np.ndarray, ...], of_wanted: tuple[np.ndarray, ...]
) -> np.ndarray:
    """SSIM's factor for contrast and structure, cut to 0 to 1, in the window around each pixel.

    Args:
        seen, wanted: float32 (H, W, 3), 0 to 255.
        of_seen, of_wanted: their `moments`.
    """
    covariance = blur(wanted * seen) - of_wanted[0] * of_seen[0]
    return np.clip((2 * covariance + C2) / (of_wanted[1] + of_seen[1] + C2), 0, 1)


def similarity(
    seen: np.ndarray, wanted: np.ndarray, of_seen: tuple[np.ndarray, ...], of_wanted: tuple[np.ndarray, ...]
) -> float:
    """SSIM, up to 1 and nearly as the judge has it, of what `contrast` takes.

    >>> picture = np.full((9, 9, 3), 100, np.float32)
    >>> round(similarity(picture, picture, moments(picture), moments(picture)), 3)
    1.0
    """
    light, _ = _light(of_seen[0], of_wanted[0])
    return float((light * contrast(seen, wanted, of_seen, of_wanted)).mean())


def _light(mean: np.ndarray, wanted_mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """SSIM's factor for brightness, and what it is divided by."""
    bright = mean * mean + wanted_mean * wanted_mean + _C1
    return (2 * mean * wanted_mean + _C1) / bright, bright


def steps(
    seen: np.ndarray,
    wanted: np.ndarray,
    of_seen: tuple[np.ndarray, ...],
    of_wanted: tuple[np.ndarray, ...],
    structure: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """How far each pixel is from its target, float32 (H, W, 3), and its weight, float32 (H, W), more than 0.

    Args:
        seen, wanted, of_seen, of_wanted: as of `contrast`.
        structure: what it returns for them.

    >>> flat, picture = np.full((9, 9, 3), 100, np.float32), np.full((9, 9, 3), 110, np.float32)
    >>> views = flat, picture, moments(flat), moments(picture)
    >>> step, weight = steps(*views, contrast(*views))
    >>> bool((step > 0).all()), bool((weight > 0).all())
    (True, True)
    """
    (mean, variance), (wanted_mean, wanted_variance) = of_seen, of_wanted
    spread = variance + wanted_variance + C2
    light, bright = _light(mean, wanted_mean)
    rise = 2 * (wanted * blur(light / spread) - blur(light * wanted_mean / spread))
    rise -= 2 * (seen * blur(light * structure / spread) - blur(light * structure * mean / spread))
    rise += blur(2 * structure * (wanted_mean - light * mean) / bright)
    curvature = (2 * blur(light * structure * (1 / spread + 1 / bright))).mean(2)
    curvature = np.maximum(curvature, _LEAST)
    return _REACH * cv2.GaussianBlur(rise, (0, 0), _SPREAD) / curvature[..., None], curvature
