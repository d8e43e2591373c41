"""SSIM's slope, and the squared error that stands for it."""

import numpy as np
import pytest

from scoring.measures.fidelity import ssim
from vectorizer import similarity


def pictures(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A soft pattern and a paler, rougher one of it, float32 (48, 64, 3)."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:48, :64]
    wanted = 128 + 60 * np.sin(x / 7) * np.cos(y / 5)
    wanted = np.repeat(wanted[..., None], 3, 2).astype(np.float32)
    return (0.7 * wanted + 30 + rng.normal(0, 6, wanted.shape)).astype(np.float32), wanted


def steps(seen, wanted):
    views = seen, wanted, similarity.moments(seen), similarity.moments(wanted)
    return similarity.steps(*views, similarity.contrast(*views))


def test_a_small_step_towards_the_target_raises_ssim():
    seen, wanted = pictures()
    step, _ = steps(seen, wanted)
    values = [ssim(seen + part * step, wanted) for part in (0, 0.02, 0.05, 0.1)]
    assert values == sorted(values) and values[-1] > values[0] + 0.005


def test_the_step_finds_what_squared_error_does_not_see():
    """A line too faint to matter to squared error, and a brightness that SSIM hardly minds."""
    seen = np.full((40, 40, 3), 180, np.float32)
    wanted = seen.copy()
    wanted[:20] += 6  # an edge
    step, _ = steps(seen, wanted)
    at_the_edge, far_from_it = np.abs(step[17:23]).max(), np.abs(step[:6]).max()
    assert step[18, 20, 0] > 0 > step[21, 20, 0]
    assert at_the_edge > 3 * far_from_it


def test_what_is_alike_stays():
    _, wanted = pictures()
    step, weight = steps(wanted, wanted)
    assert np.abs(step).max() < 0.1 and (weight > 0).all()


@pytest.mark.parametrize("seen, wanted", [(0, 0), (0, 255), (255, 255)])
def test_flat_pictures_give_numbers(seen, wanted):
    flat = [np.full((9, 9, 3), value, np.float32) for value in (seen, wanted)]
    step, weight = steps(*flat)
    assert np.isfinite(step).all() and (weight > 0).all() and 0 <= ssim(*flat) <= 1
