"""Pictures in another size, without the bright and dark lines that a sharp filter draws along edges."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image


def resample(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return `image` in another size (width, height), no pixel brighter or darker than those that it was made from.

    Smaller: Lanczos, whose overshoot is cut to the least and the most of the pixels around.  Larger: bilinear, which
    has none.

    Args:
        image: 8 bits a channel; of another kind (mode I, F) the overshoot stays.

    >>> edge = Image.fromarray(np.repeat(np.uint8([[0] * 50 + [200] * 50]), 100, 0))
    >>> resample(edge, (40, 40)).getextrema()
    (0, 200)
    """
    if size[0] >= image.width and size[1] >= image.height:
        return image.resize(size, Image.Resampling.BILINEAR)
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels = np.asarray(small)
    if pixels.dtype != np.uint8:
        return small
    least, most = _extremes(np.asarray(image), size)
    return Image.fromarray(np.clip(pixels, least, most), small.mode)


def _extremes(pixels: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most of uint8 (H, W[, C]) near each pixel of the smaller picture, within 1.5 of its pixels."""
    height, width = pixels.shape[:2]
    reach = [2 * int(np.ceil(1.5 * old / new)) + 1 for old, new in ((width, size[0]), (height, size[1]))]
    kernel = np.ones((reach[1], reach[0]), np.uint8)
    return tuple(
        cv2.resize(found(pixels, kernel), size, interpolation=cv2.INTER_NEAREST) for found in (cv2.erode, cv2.dilate)
    )
