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
        image: RGB image; the metric gives `scoring.render.SIDE` pixels a side.
        seed: the item's group seed, 0 to 2**31 - 2.

    Returns:
        RGB image of the same size.

    >>> picture = Image.new("RGB", (384, 384), "red")
    >>> picture.paste("white", (190, 0, 193, 384))  # three pixels wide
    >>> defend(picture, seed=0).getpixel((191, 200))[1] < 40  # of 255: next to nothing is left of it
    True
    """
    return smooth(_random_crop(image, 0.03, np.random.RandomState(seed)))


def ocr_view(image: Image.Image, seed: int) -> Image.Image:
    """Return the picture as the judge's OCR sees it.

    Args:
        image: the undefended render, RGB.
        seed: the item's group seed, 0 to 2**31 - 2.

    Returns:
        RGB image of the same size.

    >>> ocr_view(Image.new("RGB", (384, 384), "red"), seed=0).size
    (384, 384)
    """
    rng = np.random.RandomState(seed)
    _crop_box(image.size, 0.03, rng)  # the generator goes on from where the defence left it
    return _jpeg(_random_crop(image, 0.05, rng), 90)


def smooth(image: Image.Image, *, exact: bool = True) -> Image.Image:
    """Return the defence of an RGB image without its random crop, so the same for every seed: RGB, of the same size.

    Args:
        image: RGB image.
        exact: with the metric's own transform and median.  Otherwise, for a search, with a transform that takes a
            fifteenth of the time and may round a pixel the other way, and a median of a quarter, which is the same.

    >>> smooth(Image.new("RGB", (384, 384), "red")).size
    (384, 384)
    """
    pixels = np.asarray(_jpeg(image, 95))
    pixels = _low_pass(cv2.medianBlur(pixels, 9)) if exact else _quick_low_pass(_quick_median(pixels))
    return _jpeg(Image.fromarray(cv2.bilateralFilter(pixels, 5, 75, 75)), 92)


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
    is NumPy's own complex float32 transform, as the metric has it; one channel at a time stays within the cache.
    """
    mask = _low_pass_mask(*pixels.shape[:2])
    kept = np.empty_like(pixels)
    for channel in range(3):
        spectrum = np.fft.fft2(pixels[..., channel].astype(np.float32))
        spectrum *= mask
        kept[..., channel] = np.clip(np.fft.ifft2(spectrum).real, 0, 255).astype(np.uint8)
    return kept


def _quick_median(pixels: np.ndarray) -> np.ndarray:
    """The same as OpenCV's."""
    from scoring.median import median  # numba takes a moment to come

    return median(pixels)


def _quick_low_pass(pixels: np.ndarray) -> np.ndarray:
    """The same by a real transform, of which only the columns that the circle reaches go on."""
    from scipy import fft  # which takes a moment to come

    width = pixels.shape[1]
    mask = _low_pass_mask(*pixels.shape[:2])
    reached = int(mask[0, : width // 2].sum())
    kept = np.empty_like(pixels)
    for channel in range(3):
        spectrum = fft.rfft(pixels[..., channel].astype(np.float32), axis=1)[:, :reached]
        spectrum = fft.ifft(fft.fft(spectrum, axis=0) * mask[:, :reached], axis=0)
        kept[..., channel] = np.clip(fft.irfft(spectrum, width, axis=1), 0, 255)
    return kept


@lru_cache(maxsize=8)
def _low_pass_mask(height: int, width: int) -> np.ndarray:
    """float32 (H, W), 1 or 0, with the frequencies in the order of NumPy's transform, which so need not be shifted."""
    radius = int(min(height // 2, width // 2) * _CUTOFF)
    y = np.fft.fftfreq(height, 1 / height)[:, None]
    x = np.fft.fftfreq(width, 1 / width)[None, :]
    return (y * y + x * x <= radius * radius).astype(np.float32)
