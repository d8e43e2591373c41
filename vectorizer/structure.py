"""Structure at a quarter of the size: what SSIMULACRA2 sees most of, as a weighted squared error.

SSIMULACRA2 follows what people see.  Of what it finds wrong with a photograph in a few thousand bytes, half is one
thing: the structural dissimilarity of lightness at a quarter of the size, in a Gaussian window of 1.5 pixels there.
That is coarser than what the judge looks at, and it minds the dark as much as the bright, which squared error does not.

As in similarity.py, near a drawing b of a picture a the sum of 1 - S over all windows has a gradient g and about the
curvature h, here at its most, so that h / 2 * (b - t)**2 with t = b - g / h stands for it: a target and a weight.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

_F = np.float32
_SCALE = 4  # pixels a side that are made one
_SIGMA, _WINDOW = 1.5, (11, 11)  # of the Gaussian window, in pixels of that size
_C = _F(0.0009)  # SSIMULACRA2's constant for contrast
_BIAS = _F(0.0037930732552754493)  # of JPEG XL's opsin absorbance: how dark a colour is told from black
_GREY = np.array([0.265, 0.657, 0.078], _F)  # the mean of what its long and medium cones take in of red, green and blue
_REACH = 4.0  # times g / h that the target lies away: what moves together, as the pixels of a shape, curves far less

_level = np.arange(256) / 255
_LINEAR = np.where(_level <= 0.04045, _level / 12.92, ((_level + 0.055) / 1.055) ** 2.4).astype(_F)  # of sRGB
_SLOPE = np.gradient(_LINEAR).astype(_F)


class View(NamedTuple):
    """A picture's lightness, about 0.16 to 1, at a quarter of its size; float32 (H / 4, W / 4) each, rounded up."""

    light: np.ndarray
    mean: np.ndarray  # in the window around each pixel
    variance: np.ndarray
    slope: np.ndarray  # of lightness, for a level of 255 in all three channels


def view(picture: np.ndarray) -> View:
    """Return how light a picture, uint8 (H, W, 3), is at a quarter of its size."""
    linear, slope = (_smaller(cv2.LUT(picture, table) @ _GREY) for table in (_LINEAR, _SLOPE))
    light = np.cbrt(linear + _BIAS)
    mean = _blur(light)
    return View(light, mean, np.maximum(_blur(light * light) - mean * mean, 0), slope / (3 * light * light))


def steps(seen: View, wanted: View) -> tuple[np.ndarray, np.ndarray]:
    """How far each pixel's grey is from its target, in levels of 255, and its weight, more than 0.

    Both are float32 of the shape of the views.

    >>> ramp = np.repeat(np.arange(0, 256, 8, dtype=np.uint8)[None, :, None], 32, 0).repeat(3, 2)
    >>> step, weight = steps(view(ramp // 2), view(ramp))  # half of the contrast: left to be darker, right brighter
    >>> bool(step[4, 1] < 0 < step[4, 6]), bool((weight > 0).all())
    (True, True)
    """
    spread = seen.variance + wanted.variance + _C
    structure = (2 * (_blur(wanted.light * seen.light) - wanted.mean * seen.mean) + _C) / spread
    structure = np.clip(structure, 0, 1)
    curvature = 2 * _blur(1 / spread)
    rise = wanted.light * curvature - 2 * _blur(wanted.mean / spread)
    rise -= 2 * (seen.light * _blur(structure / spread) - _blur(structure * seen.mean / spread))
    return _F(_REACH) * rise / (curvature * seen.slope), curvature * seen.slope**2


def _blur(x: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(x, _WINDOW, _SIGMA, borderType=cv2.BORDER_REFLECT)


def _smaller(x: np.ndarray) -> np.ndarray:
    height, width = x.shape
    return cv2.resize(x, (-(-width // _SCALE), -(-height // _SCALE)), interpolation=cv2.INTER_AREA)
