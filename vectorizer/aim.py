"""What a drawing should look like, and how the judge sees what it looks like so far.

The judge looks at what the competition takes, 10,000 bytes and fewer.  With more it is people who look, and where there
is texture, which its defence washes away, the picture itself is aimed at.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from scoring.defense import smooth
from scoring.render import SIDE
from vectorizer import similarity, structure
from vectorizer.resample import resample
from vectorizer.softness import Softened

MIN_SIDE = 8  # pixels
_F = np.float32
_MEDIAN_SHARE = 0.25  # of the target that is median filtered, as the judge will do; the rest is the picture itself
_TEXTURED = 3.0  # median over the picture of the local standard deviation from which on it is texture all over
_DRAWN = 0.2  # ... below, the picture is a drawing: its edges are aimed at as they are, and may be curves
_SHADY = 0.4  # ... below, there is no soft light or shade
_PLAIN = 0.35  # of texture all over, and less: the judge sees nearly all there is
_FEEDBACK = 0.08  # of the difference that the judge would see, added to the target in each round
_COARSE_FEEDBACK = 0.11  # instead, where coarse structure is aimed at, of which the judge sees less
_LIFT = 3.0  # of what SSIM asks of contrast, against the difference


class Mix(NamedTuple):
    """The shares, 0 to 1, of what is aimed at beside squared error, whose is the rest."""

    fine: float = 0.0  # SSIM, as the judge will have it (similarity.py)
    coarse: float = 0.0  # structure at a quarter of the size, as people see it (structure.py)


class Aim:
    """A picture as what to aim at.

    Args:
        rgb: uint8 (H, W, 3).
        within_limit: whether the drawing is to be so short that the competition takes it.

    Attributes:
        picture: it, uint8, SIDE pixels on its longer side.
        drawn: whether it is a drawing, which has flat colours and sharp edges.
        shady: whether it has soft light or shade.
        textured: how much of it has texture, 0 to 1.
        judged: whether it is the judge's view that counts.
        shape: (H, W).
    """

    def __init__(self, rgb: np.ndarray, within_limit: bool = True):
        scale = SIDE / max(rgb.shape[:2])
        size = [max(MIN_SIDE, round(side * scale)) for side in (rgb.shape[1], rgb.shape[0])]
        self.picture = np.asarray(resample(Image.fromarray(rgb), tuple(size)))
        self._rgb, self.shape = rgb, rgb.shape[:2]
        self._median = cv2.medianBlur(self.picture, 9)
        self._variance = _variance(self._median.astype(_F)).mean(2)
        self._calm = float(np.median(np.sqrt(self._variance)))
        self.drawn, self.shady = self._calm < _DRAWN, self._calm >= _SHADY
        self.textured = min(1.0, self._calm / _TEXTURED)
        self.judged = within_limit or self.textured < _PLAIN
        self._wanted = _seen(self.picture)
        self._wanted_moments = similarity.moments(self._wanted)
        self._coarse = structure.view(self.picture)

    def target(self, size: tuple[int, int]) -> np.ndarray:
        """float32 (H, W, 3); of a drawing itself, since one that was made larger first would have blurred edges."""
        if self.drawn:
            return np.asarray(resample(Image.fromarray(self._rgb), size)).astype(_F)
        share = _MEDIAN_SHARE * self.textured if self.judged else 0
        return _resize(share * self._median.astype(_F) + (1 - share) * self.picture, size)

    def weight(self, size: tuple[int, int]) -> np.ndarray:
        """float32 (H, W), mean 1: more where the picture is calm, as SSIM sees it (Wang et al. 2004).

        An error e in a window of variance v costs SSIM about e**2 / (2 v + C2); its square root is a compromise with
        plain squared error.
        """
        weight = 1 / np.sqrt(2 * np.minimum(self._variance, 400) + similarity.C2)
        return _resize(weight / weight.mean(), size)

    def at(self, size: tuple[int, int], scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
        """(target, weight) of a raster of (width, height), to aim at from now on; the weight is `scale` on average."""
        self._plain, self._even = self.target(size), self.weight(size) * _F(scale)
        return self._plain.copy(), self._even.copy()

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of `picture`."""
        return self.picture.shape[1], self.picture.shape[0]

    def likeness(self, drawing: np.ndarray) -> float:
        """How near a drawing, uint8 of the shape of `picture`, comes: the higher, the nearer.

        SSIM of what the judge would see of it, nearly; else its squared error, negative.
        """
        if self.judged:
            return similarity.similarity(*self._views(drawing))
        return -float(np.square(self.picture.astype(_F) - drawing).mean())

    def _views(self, drawing: np.ndarray) -> tuple:
        """What `similarity.contrast` takes."""
        seen = _seen(drawing)
        return seen, self._wanted, similarity.moments(seen), self._wanted_moments

    def correct(self, scene: Softened, mix: Mix) -> None:
        """Let the scene aim at what it lacks most of now.

        mix: what is aimed at beside squared error.
        """
        size = scene.width, scene.height
        drawing = scene.rendered(*self.size)
        asked = self._heed_judge(drawing, size, mix) if self.judged else []
        if mix.coarse:
            step, weight = structure.steps(structure.view(drawing), self._coarse)
            asked.append((mix.coarse, cv2.merge([step] * 3), weight))
        if not asked:
            scene.aim_at(self._plain, self._even)
            return
        now = drawing if size == self.size else scene.rendered(*size)
        total = _F(1 - sum(mix)) * self._even
        aim = total[..., None] * self._plain
        for share, step, weight in asked:
            weight = _resize(weight, size)
            weight *= _F(share) * self._even.mean() / weight.mean()
            total += weight
            aim += weight[..., None] * (now + _resize(step, size))
        scene.aim_at(aim / total[..., None], total)

    def _heed_judge(self, drawing: np.ndarray, size: tuple[int, int], mix: Mix) -> list[tuple]:
        """Move the target against the difference that the judge would see now (iterative back-projection).

        Where a texture is too fine for the bytes, the least squared error is a blur.  SSIM's gradient asks for its
        contrast all the same: for a picture a and a drawing b of means A and B it is about (a - A) - SSIM * (b - B).

        Returns:
            (share, step, weight) of SSIM, where the mix has a share of it.
        """
        views = self._views(drawing)
        contrast = similarity.contrast(*views)
        seen, wanted, (mean, _), _ = views
        wanted = wanted - seen + _LIFT * (1 - contrast) * (seen - mean)
        self._plain += (_COARSE_FEEDBACK if mix.coarse else _FEEDBACK) * _resize(wanted, size)
        return [(mix.fine, *similarity.steps(*views, contrast))] if mix.fine else []


def _seen(picture: np.ndarray) -> np.ndarray:
    """What the judge sees of a picture, uint8 (H, W, 3), or nearly: float32, at half the size.

    That, rounded up, is as much as the low pass of its defence leaves.
    """
    height, width = picture.shape[:2]
    seen = np.asarray(smooth(Image.fromarray(picture), exact=False)).astype(_F)
    return _resize(seen, ((width + 1) // 2, (height + 1) // 2))


def _variance(x: np.ndarray) -> np.ndarray:
    """In the window of SSIM, 7 pixels a side, around each pixel; of the shape of `x`."""
    mean = cv2.blur(x, (7, 7))
    return np.maximum(cv2.blur(x * x, (7, 7)) - mean * mean, 0)


def _resize(x: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    interpolation = cv2.INTER_AREA if size[0] < x.shape[1] else cv2.INTER_LINEAR
    return np.ascontiguousarray(cv2.resize(x, size, interpolation=interpolation), _F)
