"""No resampled pixel is brighter or darker than those that it was made from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from vectorizer.resample import resample


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("size", [(40, 30), (100, 30), (96, 64), (300, 200), (7, 5)])
def test_no_overshoot(mode, size):
    pixels = np.random.default_rng(0).choice(np.uint8([60, 190]), (64, 96, len(mode)))
    pixels[..., 3:] = 190  # with little alpha Pillow's colours are rounded
    image = Image.fromarray(pixels.squeeze(), mode).resize((192, 128), Image.Resampling.NEAREST)
    seen = np.asarray(resample(image, size))
    assert seen.min() >= 60 and seen.max() <= 190


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 90), st.integers(1, 90))
def test_any_size_to_any_other(width, height, new_width, new_height):
    image = Image.new("RGB", (width, height), (10, 200, 30))
    assert resample(image, (new_width, new_height)).getcolors() == [(new_width * new_height, (10, 200, 30))]


def test_a_photograph_stays_as_sharp():
    smooth = np.asarray(Image.radial_gradient("L").resize((512, 512), Image.Resampling.BICUBIC))
    plain = np.asarray(Image.fromarray(smooth).resize((150, 150), Image.Resampling.LANCZOS, reducing_gap=3.0))
    assert np.abs(np.asarray(resample(Image.fromarray(smooth), (150, 150))).astype(int) - plain).mean() < 0.05
