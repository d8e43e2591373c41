"""How much of a picture shows a colour: CIEDE2000 (Sharma, Wu and Dalal 2005), by scikit-image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image


def coverage(picture: Image.Image, color: str, tolerance: float = 20.0) -> float:
    """Return the part of all pixels, 0 to 1, that look like a colour.

    Args:
        picture: a PIL image of any mode.
        color: "#rrggbb", sRGB.
        tolerance: the CIEDE2000 difference from which on a pixel does not count; 1 is just noticeable.

    >>> half_red = Image.new("RGB", (20, 10), "red")
    >>> half_red.paste("blue", (0, 0, 10, 10))
    >>> coverage(half_red, "#f00000")
    0.5
    """
    differences, shares = _differences(picture, color)
    return float(shares[differences < tolerance].sum())


def nearness(picture: Image.Image, color: str, share: float) -> float:
    """Return the CIEDE2000 difference, 0 and more, within which the nearest pixels to a colour all lie.

    Args:
        picture: a PIL image of any mode.
        color: "#rrggbb", sRGB.
        share: the part of all pixels, 0 to 1, that the nearest ones are.

    >>> round(nearness(Image.new("RGB", (20, 10), "#ff0000"), "#f00000", share=0.1), 1)
    3.2
    """
    differences, shares = _differences(picture, color)
    order = np.argsort(differences)
    last = np.searchsorted(np.cumsum(shares[order]), share)
    return float(differences[order[min(last, len(order) - 1)]])


def distances(colors: np.ndarray, hexes: Sequence[str]) -> np.ndarray:
    """Return the CIEDE2000 differences, float (N, M), of colours, uint8 (N, 3) sRGB, to each of M "#rrggbb"."""
    from skimage.color import deltaE_ciede2000, rgb2lab  # a third of a second; only benchmarks and rewards come here

    targets = np.array([[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in hexes], np.uint8)
    return deltaE_ciede2000(rgb2lab(colors / 255)[:, None], rgb2lab(targets / 255)[None])


def difference(color: np.ndarray, asked: str) -> float:
    """Return the CIEDE2000 difference of one colour, uint8 (1, 3), to "#rrggbb".

    >>> round(difference(np.array([[255, 0, 0]], np.uint8), "#f00000"), 1)
    3.2
    """
    return float(distances(color, [asked])[0, 0])


def _differences(picture: Image.Image, color: str) -> tuple[np.ndarray, np.ndarray]:
    """How far each colour of a picture is from "#rrggbb", and which part of its pixels has it: both float (N,)."""
    packed = np.asarray(picture.convert("RGB")).reshape(-1, 3) @ [1 << 16, 1 << 8, 1]  # faster to sort than rows
    colors, counts = np.unique(packed, return_counts=True)
    pixels = (colors[:, None] >> [16, 8, 0] & 255).astype(np.uint8)  # (N, 3)
    return distances(pixels, [color])[:, 0], counts / counts.sum()
