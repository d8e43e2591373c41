"""Coarse structure, its slope, and the squared error that stands for it."""

import cv2
import numpy as np
import pytest

from vectorizer import structure


def dissimilarity(seen: np.ndarray, wanted: np.ndarray) -> float:
    """The mean of 1 - S, written out from SSIMULACRA2's definition; both uint8 (H, W, 3)."""
    a, b = structure.view(seen), structure.view(wanted)
    covariance = _blur(a.light * b.light) - a.mean * b.mean
    return float(np.mean(1 - (2 * covariance + 9e-4) / (a.variance + b.variance + 9e-4)))


def _blur(x: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(x, (11, 11), 1.5, borderType=cv2.BORDER_REFLECT)


def pictures() -> list[np.ndarray]:
    """A soft pattern, and a paler, rougher one of it, uint8 (128, 160, 3)."""
    y, x = np.mgrid[:128, :160]
    wanted = 110 + 60 * np.sin(x / 14) * np.cos(y / 11)
    noise = cv2.resize(np.random.default_rng(0).normal(0, 12, (32, 40)), (160, 128))
    return [np.repeat(values.astype(np.uint8)[..., None], 3, 2) for values in (0.6 * wanted + 40 + noise, wanted)]


def test_lightness_is_that_of_grey_in_ssimulacra2():
    """Of a grey all three cones take in the same: cbrt(linear light + bias)."""
    grey = np.full((16, 16, 3), 188, np.uint8)
    linear = ((188 / 255 + 0.055) / 1.055) ** 2.4
    assert structure.view(grey).light == pytest.approx(np.cbrt(linear + 0.0037930733), abs=1e-5)


@pytest.mark.parametrize("shape, small", [((384, 384), (96, 96)), ((8, 13), (2, 4)), ((9, 8), (3, 2))])
def test_four_pixels_a_side_are_one(shape, small):
    assert structure.view(np.zeros((*shape, 3), np.uint8)).light.shape == small


def test_a_small_step_towards_the_target_brings_the_structure_nearer():
    seen, wanted = pictures()
    step, _ = structure.steps(structure.view(seen), structure.view(wanted))
    step = cv2.resize(step, seen.shape[1::-1])[..., None]
    moved = [np.clip(np.rint(seen + part * step), 0, 255).astype(np.uint8) for part in (0, 0.05, 0.1, 0.2)]
    values = [dissimilarity(picture, wanted) for picture in moved]
    assert values == sorted(values, reverse=True) and values[-1] < 0.9 * values[0]


def test_the_slope_is_that_of_the_dissimilarity():
    """Times its weight, a step is the reach times what the similarity gains for each level of a pixel."""
    seen, wanted = (structure.view(picture) for picture in pictures())
    step, weight = structure.steps(seen, wanted)
    y, x, change = 14, 17, 2e-3

    def similarity(by: float) -> float:
        light = seen.light.astype(np.float64)
        light[y, x] += by
        mean, product = _blur(light), _blur(light * wanted.light)
        spread = _blur(light * light) - mean * mean + wanted.variance + 9e-4
        return float(np.sum((2 * (product - mean * wanted.mean) + 9e-4) / spread))

    gained = (similarity(change) - similarity(-change)) / (2 * change)
    assert step[y, x] * weight[y, x] / (4 * seen.slope[y, x]) == pytest.approx(gained, rel=0.02)


def test_what_is_alike_stays():
    view = structure.view(pictures()[1])
    step, weight = structure.steps(view, view)
    assert np.abs(step).max() < 0.1 and (weight > 0).all()


@pytest.mark.parametrize("seen, wanted", [(0, 0), (0, 255), (255, 0)])
def test_flat_pictures_give_numbers(seen, wanted):
    views = [structure.view(np.full((9, 9, 3), level, np.uint8)) for level in (seen, wanted)]
    step, weight = structure.steps(*views)
    assert np.isfinite(step).all() and np.isfinite(weight).all() and (weight > 0).all()
