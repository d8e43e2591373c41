import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from scoring import judged_ssim
from scoring.measures.fidelity import psnr, ssim, svg_fidelity


@pytest.fixture(scope="module")
def pair(scene):
    picture = np.asarray(scene)
    noise = np.random.default_rng(0).normal(0, 20, picture.shape)
    return picture, np.clip(picture + noise, 0, 255).astype(np.uint8)


def reference_ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Wang et al. 2004 over every full 7 x 7 window, with sample variances."""
    values = []
    for channel in range(3):
        x, y = (sliding_window_view(image[..., channel].astype(float), (7, 7)).reshape(-1, 49) for image in (a, b))
        covariance = ((x - x.mean(1, keepdims=True)) * (y - y.mean(1, keepdims=True))).sum(1) / 48
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        luminance = (2 * x.mean(1) * y.mean(1) + c1) / (x.mean(1) ** 2 + y.mean(1) ** 2 + c1)
        values.append(luminance * (2 * covariance + c2) / (x.var(1, ddof=1) + y.var(1, ddof=1) + c2))
    return float(np.mean(values))


def test_ssim_agrees_with_the_definition(pair):
    assert ssim(*pair) == pytest.approx(reference_ssim(*pair), abs=1e-9)


def test_equal_pictures(pair):
    picture, _ = pair
    assert ssim(picture, picture) == pytest.approx(1)
    assert psnr(picture, picture) == 99


@pytest.mark.parametrize(("error", "decibels"), [(255, 0.0), (25, 20.17), (1, 48.13)])
def test_psnr_of_a_known_error(error, decibels):
    black = np.zeros((16, 16, 3), np.uint8)
    assert psnr(black, black + np.uint8(error)) == pytest.approx(decibels, abs=0.01)


def test_judged_ssim_overlooks_what_the_defence_washes_out(pair):
    picture, grainy = pair
    assert judged_ssim(Image.fromarray(picture), Image.fromarray(grainy)) > ssim(picture, grainy) + 0.1


def test_svg_fidelity_prefers_the_svg_that_looks_like_the_picture(scene):
    def svg(sky, sun):
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150" preserveAspectRatio="none">'
            f'<path fill="{sky}" d="M0 0h200v150H0z"/><circle cx="152" cy="37" r="22" fill="{sun}"/>'
            '<path fill="#3c783c" d="M0 150L70 60l70 90z"/><path fill="#28508c" d="M0 125h200v25H0z"/></svg>'
        )

    same, other = svg("#82bef0", "#fadc3c"), svg("#222", "#82bef0")
    assert svg_fidelity(same, scene) > 0.97
    assert svg_fidelity(other, scene) < svg_fidelity(same, scene) - 0.1
