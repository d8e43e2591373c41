"""How much of a difference is seen, pixel by pixel: what the judge sees and, with less weight, the details."""

from __future__ import annotations

import cv2
import numpy as np

Pixels = tuple[int, int, int, int]  # x0, y0, x1, y1
_WINDOW = (7, 7)  # that of the SSIM
_MEDIAN, _FAR_MEDIAN = 9, 5  # that of the judge's defence, and about that from twice as far
_REACH = 8  # pixels beyond a change at which it still counts: half a median and half a window, and an even number
_LARGE = 56 * 56  # pixels: what is larger is looked at from twice as far
_DETAIL = 0.15  # weight of what is seen without the defence
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


class Eye:
    """Compares pictures with one that was seen first: float32 (H, W, 3), 0 to 255, H and W even."""

    def __init__(self, reference: np.ndarray) -> None:
        self.picture = np.clip(reference, 0, 255)
        self.sharp = _Seen(self.picture.copy())
        self.smooth = _Seen(_median(self.picture))
        self.far = _Seen(_median(_halved(self.picture), _FAR_MEDIAN))
        self.now = np.zeros(reference.shape[:2], np.float32)  # what is lost where in the picture as it is

    def look(self, picture: np.ndarray, box: Pixels) -> None:
        """Take `picture` for what the next changes are made to; it has changed only within a box of pixels."""
        self.picture[_region(box)] = np.clip(picture[_region(box)], 0, 255)
        seen, around = self._wider(box, _REACH), self._wider(box, 2 * _REACH)
        self.now[_region(seen)] = _inside(self._lost(self.picture[_region(around)], around), seen, around)

    def loss(self) -> float:
        """The sum of what is lost, in pixels whose SSIM is 0."""
        return float(self.now.sum())

    def guess(self, region: tuple[slice, slice], change: np.ndarray) -> float:
        """Return about what `cost` would, much faster."""
        error = cv2.blur(change, (5, 5)) ** 2
        return float((error / (error + 2 * self.smooth.variance[region] + _C2)).sum()) / 3

    def cost(self, region: tuple[slice, slice], change: np.ndarray) -> float:
        """Return how much more is lost when `change`, (h, w, 3), is added to the picture in a region."""
        ys, xs = region
        box = xs.start, ys.start, xs.stop, ys.stop
        seen, around = self._wider(box, _REACH), self._wider(box, 2 * _REACH)
        before = self.picture[_region(around)]
        crop = before.copy()
        crop[_region(_relative(box, around))] += change
        np.clip(crop, 0, 255, out=crop)
        if crop.shape[0] * crop.shape[1] > _LARGE:
            half = tuple(value // 2 for value in around)
            after, before = (_median(_halved(picture), _FAR_MEDIAN) for picture in (crop, before))
            return 4 * float((self.far.lost(after, half) - self.far.lost(before, half)).sum())
        return float(_inside(self._lost(crop, around), seen, around).sum() - self.now[_region(seen)].sum())

    def _wider(self, box: Pixels, by: int) -> Pixels:
        """A box with so many pixels around it; its corners are even."""
        height, width = self.now.shape
        x0, y0, x1, y1 = box
        x0, y0, x1, y1 = (x0 - by) // 2 * 2, (y0 - by) // 2 * 2, (x1 + by + 1) // 2 * 2, (y1 + by + 1) // 2 * 2
        return max(0, x0), max(0, y0), min(width, x1), min(height, y1)

    def _lost(self, crop: np.ndarray, box: Pixels) -> np.ndarray:
        """What is lost where the picture is `crop` within a box: float32 (h, w); right but for the box's margin."""
        lost = self.smooth.lost(_median(crop), box)
        return (1 - _DETAIL) * lost + _DETAIL * self.sharp.lost(crop, box)


class _Seen:
    """One way of looking at the reference, with its means and variances."""

    def __init__(self, reference: np.ndarray) -> None:
        self.reference = reference
        self.mean = cv2.blur(reference, _WINDOW)
        self.variance = cv2.blur(reference * reference, _WINDOW) - self.mean**2

    def lost(self, crop: np.ndarray, box: Pixels) -> np.ndarray:
        """1 - SSIM of a part of a picture: float32 (h, w)."""
        region = _region(box)
        mean, mean_ref = cv2.blur(crop, _WINDOW), self.mean[region]
        product, squares = mean * mean_ref, mean * mean
        kept = 2 * (cv2.blur(crop * self.reference[region], _WINDOW) - product) + _C2
        kept *= 2 * product + _C1
        whole = cv2.blur(crop * crop, _WINDOW) - squares + self.variance[region] + _C2
        squares += mean_ref * mean_ref
        whole *= squares + _C1
        kept /= whole
        return 1 - (kept[..., 0] + kept[..., 1] + kept[..., 2]) / 3


def _inside(lost: np.ndarray, box: Pixels, around: Pixels) -> np.ndarray:
    return lost[_region(_relative(box, around))]


def _relative(box: Pixels, around: Pixels) -> Pixels:
    return box[0] - around[0], box[1] - around[1], box[2] - around[0], box[3] - around[1]


def _region(box: Pixels) -> tuple[slice, slice]:
    return slice(box[1], box[3]), slice(box[0], box[2])


def _halved(picture: np.ndarray) -> np.ndarray:
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _median(picture: np.ndarray, side: int = _MEDIAN) -> np.ndarray:
    return cv2.medianBlur(np.clip(picture, 0, 255).astype(np.uint8), side).astype(np.float32)
