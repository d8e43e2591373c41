"""Step 2 of the metric: the image defence, which washes adversarial detail out of a picture before it is judged.

Random crop up to 3 % -> JPEG 95 -> median 9 -> FFT low-pass -> bilateral filter -> JPEG 92.  What is thinner than
about 5 of 384 pixels does not survive it.  The OCR sees (step 5) a crop up to 5 % of the undefended picture after
JPEG 90, drawn from the same generator after the defence has used it.
"""

from __future__ import annotations

import io
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image

_CUTOFF = 0.5  # of half the shorter side: the radius of the frequencies that are kept


def defend(image: Image.Image, seed: int) -> Image.Image:
    """Return the picture as the judge's VQA and aesthetic models see it.

    Args:
        image: RGB image; the metric gives 384 x 384.
        seed: the item's group seed, 0 to 2**31 - 2.
    """
    return smooth(_random_crop(image, 0.03, np.random.RandomState(seed)))


def ocr_view(image: Image.Image, seed: int) -> Image.Image:
    """Return the picture as the judge's OCR sees it: `image` is the undefended render, `seed` the item's group seed."""
    rng = np.random.RandomState(seed)
    _crop_box(image.size, 0.03, rng)  # the generator goes on from where the defence left it
    return _jpeg(_random_crop(image, 0.05, rng), 90)


def smooth(image: Image.Image) -> Image.Image:
    """Return the defence of `image` without its random crop: the same for every seed.  RGB in, RGB out, same size."""
    pixels = cv2.medianBlur(np.asarray(_jpeg(image, 95)), 9)
    pixels = cv2.bilateralFilter(_low_pass(pixels), 5, 75, 75)
    return _jpeg(Image.fromarray(pixels), 92)


def _crop_box(size: tuple[int, int], fraction: float, rng: np.random.RandomState) -> tuple[int, int, int, int]:
    width, height = size
    left, top, right, bottom = (rng.randint(0, int(side * fraction) + 1) for side in (width, height, width, height))
    return left, top, width - right, height - bottom


def _random_crop(image: Image.Image, fraction: float, rng: np.random.RandomState) -> Image.Image:
    return image.crop(_crop_box(image.size, fraction, rng)).resize(image.size, Image.Resampling.BILINEAR)


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def _low_pass(pixels: np.ndarray) -> np.ndarray:
    """Keep the frequencies within the cutoff circle; uint8 (H, W, 3) in and out.

    Where a picture is flat the result lies on a whole number, and rounding noise decides which way it is cut.  So this
    is NumPy's own float32 transform, as the metric has it, axis after axis; but rows and columns that the mask empties
    are left out, which halves the work and changes no bit.
    """
    height, width = pixels.shape[:2]
    mask, rows, columns = _low_pass_mask(height, width)
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1), np.float32)  # (3, H, W): each channel in one piece
    spectrum = np.fft.fft(planes, axis=2)[..., columns].transpose(0, 2, 1)
    spectrum = np.fft.fft(np.ascontiguousarray(spectrum), axis=2) * mask  # (3, columns, H)
    half = np.fft.ifft(_spread(spectrum[..., rows].transpose(0, 2, 1), columns, width), axis=2)  # (3, rows, W)
    filtered = np.fft.ifft(_spread(half.transpose(0, 2, 1), rows, height), axis=2).real  # (3, W, H)
    return np.ascontiguousarray(np.clip(filtered, 0, 255).astype(np.uint8).transpose(2, 1, 0))


def _spread(values: np.ndarray, places: np.ndarray, length: int) -> np.ndarray:
    """Put the last axis's values at `places` of a longer one that is zero elsewhere."""
    spread = np.zeros((*values.shape[:2], length), values.dtype)
    spread[..., places] = values
    return spread


@lru_cache(maxsize=8)
def _low_pass_mask(height: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(mask, rows, columns): the rows and columns with a frequency that is kept, and for the columns what is kept."""
    radius = int(min(height // 2, width // 2) * _CUTOFF)
    y = np.fft.fftfreq(height, 1 / height)[:, None]
    x = np.fft.fftfreq(width, 1 / width)[None, :]
    keep = y * y + x * x <= radius * radius
    rows, columns = np.flatnonzero(keep.any(axis=1)), np.flatnonzero(keep.any(axis=0))
    return keep[:, columns].T.astype(np.float32), rows, columns
