"""How many letters a picture seems to have, without a model that reads: rows of small, thin, high-contrast shapes.

The metric's OCR costs a factor of e for each letter from the fifth on.  Where no weights are at hand to read, this
tells a candidate with a caption from one without; fine patterns look like letters to it too, as they may to the OCR.
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

_CONTRAST = 60  # grey levels between a stroke and what surrounds it
_STROKE = 13  # pixels at 384: the widest stroke of a letter
_HEIGHTS = (8, 70)  # pixels at 384
_ROW = 3  # so many in a row are a word


def text_likeness(image: Image.Image) -> float:
    """Return how much an RGB picture (384 x 384) looks lettered: 0 up to four letters, 1 from twelve on.

    >>> text_likeness(Image.new("RGB", (384, 384), "red"))
    0.0
    """
    return min(max(count_letters(image) - 4, 0) / 8, 1.0)


def count_letters(image: Image.Image) -> int:
    """Return how many letters an RGB picture (384 x 384 as the OCR sees it) seems to have.

    >>> from PIL import ImageDraw, ImageFont
    >>> sign = Image.new("RGB", (384, 384), "white")
    >>> ImageDraw.Draw(sign).text((60, 150), "HELMET", "black", ImageFont.load_default(60))
    >>> count_letters(sign)
    6
    """
    grey = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    return max(
        _count_in_rows(_letter_boxes(cv2.morphologyEx(grey, operation, kernel) > _CONTRAST))
        for operation in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT)  # light on dark, dark on light
    )


def _letter_boxes(strokes: np.ndarray) -> np.ndarray:
    """(x, y, width, height) of the connected strokes, bool (H, W), that have a letter's proportions; int (N, 4)."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    x, y, width, height, area = stats[1:].T
    fill = area / (width * height)  # a window or a plank fills its box; a letter does not
    shaped = (width >= 3) & (width <= 1.6 * height) & (fill > 0.2) & (fill < 0.8)
    sized = (height >= _HEIGHTS[0]) & (height <= _HEIGHTS[1])
    return stats[1:][shaped & sized, :4].astype(int)


def _count_in_rows(boxes: np.ndarray) -> int:
    """How many of the boxes stand in a row of at least `_ROW`: side by side, equally high, on one line."""
    if not len(boxes):
        return 0
    beside = [np.flatnonzero(_side_by_side(box, boxes)) for box in boxes]
    starts = np.cumsum([0, *map(len, beside)])
    neighbours = csr_array((np.ones(starts[-1], bool), np.concatenate(beside), starts), shape=(len(boxes),) * 2)
    _, rows = connected_components(neighbours, directed=False)
    lengths = np.bincount(rows)
    return int(lengths[lengths >= _ROW].sum())


def _side_by_side(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Whether a box (4,) stands beside each of others (N, 4): bool (N,)."""
    (x, y, width, height), (xs, ys, widths, heights) = box, boxes.T
    gap = np.maximum(x, xs) - np.minimum(x + width, xs + widths)
    apart = np.abs((y + height) - (ys + heights))  # of their feet
    low, high = np.minimum(height, heights), np.maximum(height, heights)
    return (high <= 1.7 * low) & (apart <= 0.45 * high) & (-0.2 * low <= gap) & (gap <= 0.8 * high)
