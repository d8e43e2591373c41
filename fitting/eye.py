"""How much of a difference is seen, pixel by pixel: what the judge sees and, with less weight, the details."""

from __future__ import annotations

import cv2
import numpy as np

_WINDOW = (7, 7)  # that of the SSIM
_MEDIAN = 9  # that of the judge's defence
_REACH = 8  # pixels beyond a change at which it still counts: half a median and half a window
_LARGE = 160 * 160  # pixels: of what is larger, the median that takes away what is thin would take too long
_DETAIL = 0.15  # weight of what is seen without the defence
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


Pixels = tuple[int, int, int, int]  # x0, y0, x1, y1


class Eye:
    """Compares pictures with one that was seen first: float32 (H, W, 3), 0 to 255."""

    def __init__(self, reference: np.ndarray) -> None:
        self.reference = np.clip(reference, 0, 255)
        self.sharp = _Seen(self.reference)
        self.smooth = _Seen(_median(self.reference))
        self.blurred = _Seen(cv2.blur(self.reference, (3, 3)))
        self.picture = self.reference.copy()
        self.now = np.zeros(reference.shape[:2], np.float32)  # what is lost where in the picture as it is

    def look(self, picture: np.ndarray, box: Pixels | None = None) -> None:
        """Take `picture` for what the next changes are made to; it was looked at before, but for a box of pixels."""
        height, width = self.now.shape
        box = box or (0, 0, width, height)
        self.picture[_region(box)] = np.clip(picture[_region(box)], 0, 255)
        seen, around = self._around(box)
        self.now[_region(seen)] = self._lost(self.picture[_region(around)], seen, around)

    def loss(self) -> float:
        """The sum of what is lost, in pixels whose SSIM is 0."""
        return float(self.now.sum())

    def guess(self, region: tuple[slice, slice], change: np.ndarray) -> float:
        """Return about what `cost` would, much faster."""
        error = cv2.blur(change, (5, 5)) ** 2
        variance = self.smooth.variance[region]
        return float((error / (error + 2 * variance + _C2)).sum()) / 3

    def cost(self, region: tuple[slice, slice], change: np.ndarray) -> float:
        """Return how much more is lost when `change`, (h, w, 3), is added to the picture in a region."""
        ys, xs = region
        seen, around = self._around((xs.start, ys.start, xs.stop, ys.stop))
        crop = self.picture[_region(around)].copy()
        crop[ys.start - around[1] : ys.stop - around[1], xs.start - around[0] : xs.stop - around[0]] += change
        np.clip(crop, 0, 255, out=crop)
        return float(self._lost(crop, seen, around).sum() - self.now[_region(seen)].sum())

    def _around(self, box: Pixels) -> tuple[Pixels, Pixels]:
        """Where a change in a box is seen, and what must be looked at to tell."""
        return self._wider(box, _REACH), self._wider(box, 2 * _REACH)

    def _wider(self, box: Pixels, by: int) -> Pixels:
        height, width = self.now.shape
        x0, y0, x1, y1 = box
        return max(0, x0 - by), max(0, y0 - by), min(width, x1 + by), min(height, y1 + by)

    def _lost(self, crop: np.ndarray, seen: Pixels, around: Pixels) -> np.ndarray:
        """What is lost in the box `seen` where the picture is `crop` in the box `around`: float32 (h, w)."""
        large = crop.shape[0] * crop.shape[1] > _LARGE
        judged = cv2.blur(crop, (3, 3)) if large else _median(crop)
        view, region = (self.blurred if large else self.smooth), _region(around)
        lost = (1 - _DETAIL) * view.lost(judged, region) + _DETAIL * self.sharp.lost(crop, region)
        return lost[seen[1] - around[1] : seen[3] - around[1], seen[0] - around[0] : seen[2] - around[0]]


class _Seen:
    """One way of looking at the reference, with its means and variances."""

    def __init__(self, reference: np.ndarray) -> None:
        self.reference = reference
        self.mean = cv2.blur(reference, _WINDOW)
        self.variance = cv2.blur(reference * reference, _WINDOW) - self.mean**2

    def lost(self, crop: np.ndarray, region: tuple[slice, slice]) -> np.ndarray:
        """1 - SSIM of a part of a picture: float32 (h, w)."""
        mean, mean_ref = cv2.blur(crop, _WINDOW), self.mean[region]
        variance = cv2.blur(crop * crop, _WINDOW) - mean**2
        covariance = cv2.blur(crop * self.reference[region], _WINDOW) - mean * mean_ref
        kept = (2 * mean * mean_ref + _C1) * (2 * covariance + _C2)
        kept /= (mean**2 + mean_ref**2 + _C1) * (variance + self.variance[region] + _C2)
        return 1 - kept.mean(axis=2)


def _region(box: Pixels) -> tuple[slice, slice]:
    return slice(box[1], box[3]), slice(box[0], box[2])


def _median(picture: np.ndarray) -> np.ndarray:
    return cv2.medianBlur(np.clip(picture, 0, 255).astype(np.uint8), _MEDIAN).astype(np.float32)
