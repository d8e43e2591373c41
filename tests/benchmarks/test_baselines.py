"""Peers that are measured fairly: within the budget, valid, and better with more bytes."""

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks import baselines
from scoring import validate_svg
from scoring.measures.fidelity import svg_fidelity
from scoring.render import render
from vectorizer.compare import measure_picture


@pytest.fixture(scope="module")
def textured(scene, noise) -> Image.Image:
    return Image.blend(scene.resize((384, 384)), noise, 0.2)


@pytest.fixture
def few_settings(monkeypatch):
    pytest.importorskip("vtracer", reason="requirements-bench.txt is not installed")
    monkeypatch.setattr(baselines, "VTRACER_SETTINGS", [(384, 2, 12), (160, 5, 48)])


def assert_keeps_more_with_more_bytes(method, picture):
    kept = []
    for max_bytes in (300, 1_000, 10_000):
        svg = method(picture, max_bytes)
        validate_svg(svg, max_bytes)
        kept.append(svg_fidelity(svg, picture))
    assert kept == sorted(kept)


def test_layered_polygons(textured):
    assert_keeps_more_with_more_bytes(baselines.layered_polygons, textured)


def test_vtracer(textured, few_settings):
    assert_keeps_more_with_more_bytes(baselines.vtracer_searched, textured)


def test_flat_art_is_traced_well(scene, few_settings):
    for method, least in (baselines.layered_polygons, 0.95), (baselines.vtracer_searched, 0.97):
        assert svg_fidelity(method(scene, 10_000), scene) > least


def test_one_colour_is_traced(few_settings):
    picture = Image.new("RGB", (64, 64), "#12ab7f")
    for method in (baselines.layered_polygons, baselines.vtracer_searched):
        assert np.abs(np.asarray(render(method(picture, 300)), float) - (0x12, 0xAB, 0x7F)).max() <= 4


def test_the_search_takes_the_setting_that_keeps_most(scene, few_settings, monkeypatch):
    searched = svg_fidelity(baselines.vtracer_searched(scene, 1_500), scene)
    singles = []
    for setting in list(baselines.VTRACER_SETTINGS):
        monkeypatch.setattr(baselines, "VTRACER_SETTINGS", [setting])
        singles.append(svg_fidelity(baselines.vtracer_searched(scene, 1_500), scene))
    assert searched == max(singles)


def test_paths_rewritten_are_where_vtracer_drew_them(scene, few_settings):
    from vtracer import convert_raw_image_to_svg

    picture = scene.resize((384, 384))
    file = io.BytesIO()
    picture.save(file, "PNG")
    original = convert_raw_image_to_svg(
        file.getvalue(), img_format="png", mode="polygon", filter_speckle=2, layer_difference=12
    )
    rewritten = baselines._largest_that_fit(baselines._vtracer_regions(picture, 2, 12), 100_000, 384)
    original = original.replace("<svg", '<svg viewBox="0 0 384 384"')
    assert len(rewritten) < len(original) * 0.8
    assert np.abs(np.asarray(render(rewritten), float) - np.asarray(render(original))).mean() < 0.5


@pytest.mark.parametrize("method", [baselines.jpeg, baselines.webp])
def test_files_fit_and_keep_more_with_more_bytes(method, textured):
    kept = []
    for max_bytes in (500, 2_000, 10_000):
        file = method(textured, max_bytes)
        assert len(file) <= max_bytes
        kept.append(measure_picture(Image.open(io.BytesIO(file)).convert("RGB"), textured).judged_ssim)
    assert kept == sorted(kept)


def test_a_budget_that_no_file_fits_is_named(noise):
    with pytest.raises(ValueError, match="50 bytes"):
        baselines.jpeg(noise, 50)
