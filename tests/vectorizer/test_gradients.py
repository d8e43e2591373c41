"""Gradients: found where they are, drawn as the raster has them, and given up where they do not pay."""

import io

import cairosvg
import numpy as np
import pytest
from PIL import Image

from scoring import validate_svg
from vectorizer import gradients, paint, refine
from vectorizer.scene import Scene
from vectorizer.trace import trace

F = np.float32
WHOLE = np.array([(10, 6), (90, 12), (84, 70), (20, 74)], F)


def slope(width: int, height: int, angle: float) -> np.ndarray:
    """float32 (height, width, 3): a colour that changes evenly in the direction of `angle`."""
    y, x = np.mgrid[:height, :width].astype(F)
    t = (np.cos(angle) * (x - width / 2) + np.sin(angle) * (y - height / 2)) / np.hypot(width, height) + 0.5
    return (np.array([30, 80, 200]) + t[..., None] * np.array([180, 90, -150])).astype(F)


def glow(width: int, height: int, center, radius: float) -> np.ndarray:
    y, x = np.mgrid[:height, :width].astype(F) + F(0.5)
    t = np.minimum(np.hypot(x - center[0], y - center[1]) / radius, 1)
    return (np.array([255, 240, 120]) + t[..., None] * np.array([-225, -200, -40])).astype(F)


def scene_of(target: np.ndarray, polygons=(WHOLE,), grid=None) -> Scene:
    height, width = target.shape[:2]
    scene = Scene(target.astype(F), np.ones((height, width), F), grid or (width, height))
    scene.add(list(polygons), list(range(len(polygons))), [np.full(3, 99, F)] * len(polygons))
    scene.render()
    scene.solve_colors()
    scene.render()
    return scene


def error(scene: Scene) -> float:
    scene.render()
    return float(((scene.picture.astype(float) - scene.target) ** 2).sum())


def by_cairo(svg: str, width: int, height: int) -> np.ndarray:
    png = cairosvg.svg2png(svg.encode(), output_width=width, output_height=height)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(F)


@pytest.mark.parametrize("angle", [0, 0.6, np.pi / 2, 2.5, -1.2])
def test_a_slope_becomes_a_linear_gradient(angle):
    scene = scene_of(slope(100, 80, angle))
    before = error(scene)
    scene.shade(1_000)
    scene.solve_colors()
    assert scene.paints[0, paint.KIND] == scene.ground[paint.KIND] == paint.LINEAR
    assert error(scene) < 0.01 * before


def test_a_glow_becomes_a_radial_gradient():
    scene = scene_of(glow(100, 100, (40, 55), 45), [])
    before = error(scene)
    scene.shade(1_000)
    scene.solve_colors()
    assert scene.ground[paint.KIND] == paint.RADIAL
    assert error(scene) < 0.05 * before


def test_only_what_takes_off_its_worth_becomes_a_gradient():
    scene = scene_of(slope(100, 80, 0.6), [])
    before = error(scene)
    scene.shade(1.1 * before)
    assert scene.ground[paint.KIND] == paint.FLAT
    scene.shade(0.8 * before)
    assert scene.ground[paint.KIND] == paint.LINEAR


def test_a_gradient_that_does_not_pay_becomes_one_colour():
    scene = scene_of(slope(100, 80, 0.6))
    scene.shade(1_000)
    scene.target[:] = (70, 80, 90)
    scene.unshade(20)
    assert (scene.paints[:, paint.KIND] == paint.FLAT).all() and scene.ground[paint.KIND] == paint.FLAT
    scene.render()
    assert scene.picture == pytest.approx(scene.target, abs=0.01)


def test_a_gradient_of_which_nothing_is_seen_becomes_one_colour():
    scene = scene_of(slope(100, 80, 0.6))
    scene.shade(1_000)
    gradients.unshade(scene.paints, np.zeros((1, 9)), 0)
    assert scene.paints[0, paint.KIND] == paint.FLAT


@pytest.mark.parametrize("seed", range(6))
def test_colours_are_those_of_least_error(seed):
    """Against numpy's least squares over the pixels, weights and all."""
    rng = np.random.default_rng(seed)
    target, weight = rng.uniform(60, 190, (30, 40, 3)).astype(F), rng.uniform(0.5, 2, (30, 40)).astype(F)
    row = paint.flat([0, 0, 0])
    row[0, paint.KIND], row[0, 7:10] = paint.LINEAR, (0.03, -0.01, 0.1)
    sums = refine.color_sums(target, weight, np.full((30, 40), -1, np.int32), row[:0], row[0])
    gradients.solve(row, sums[-1:])
    y, x = np.mgrid[:30, :40]
    t = np.array([[paint.along(row[0], x, y) for x in range(40)] for y in range(30)]).ravel()
    root = np.sqrt(weight.ravel())[:, None]
    best = np.linalg.lstsq(np.stack([1 - t, t], 1) * root, target.reshape(-1, 3) * root, rcond=None)[0]
    assert row[0, :3] == pytest.approx(best[0], abs=0.5)
    assert row[0, :3] + row[0, 3:6] == pytest.approx(best[1], abs=0.5)


@pytest.mark.parametrize("grid", [(100, 80), (250, 200)])
@pytest.mark.parametrize("angle", [0, 0.4, 1.2, np.pi / 2, 2.2, -0.7])
def test_cairo_draws_what_the_raster_has(angle, grid):
    target = np.where(np.arange(100)[None, :, None] < 50, slope(100, 80, angle), glow(100, 80, (70, 30), 35))
    scene = scene_of(target, [WHOLE, np.array([(52, 3), (97, 5), (95, 60), (51, 66)], F)], grid)
    scene.shade(1_000)
    scene.solve_colors()
    scene.shift(0)
    scene.settle()
    scene.render()
    svg = scene.svg()
    validate_svg(svg, 10_000)
    assert svg.count("Gradient id") >= 2
    assert np.abs(by_cairo(svg, 100, 80)[16:66, 26:47] - scene.picture[16:66, 26:47]).max() < 2
    assert np.abs(by_cairo(svg, 100, 80) - scene.picture).mean() < 1


def test_only_so_many_become_gradients_and_the_worst_first():
    boxes = [np.array([(x, 10), (x + 22, 10), (x + 22, 70), (x, 70)], F) for x in (5, 37, 69)]
    target = slope(100, 80, np.pi / 2)
    target[:, :33] = 100 + 0.3 * (target[:, :33] - 100)  # the first is the least wrong in one colour
    for most in (0, 1, 2):
        scene = scene_of(target, boxes, (100, 80))
        scene.ground = paint.flat([90, 90, 90])[0]
        scene.shade(1_000, most)
        kinds = [scene.ground[paint.KIND], *scene.paints[:, paint.KIND]]
        assert np.count_nonzero(kinds) == most
        assert kinds[1] == paint.FLAT


def test_what_is_settled_stays_where_it_is():
    rng = np.random.default_rng(0)
    points, unit = np.array([(3, 5), (60, 9), (44, 70)]), np.array([0.5, 0.7])
    for kind in (paint.LINEAR, paint.RADIAL):
        row = paint.flat([10, 20, 30])[0]
        row[paint.KIND], row[7:] = kind, rng.uniform(0.01, 0.03, 4)
        gradients.settle(row, points, unit)
        once = row.copy()
        gradients.settle(row, points, unit)
        assert row == pytest.approx(once, rel=1e-3, abs=1e-4)


def test_a_picture_with_a_sky_has_a_gradient_and_keeps_more():
    picture = slope(200, 200, np.pi / 2)
    picture[150:] = (60, 90, 40)
    svg = trace(np.clip(picture, 0, 255).astype(np.uint8), 2_000)
    validate_svg(svg, 2_000)
    assert "linearGradient" in svg
    assert np.abs(by_cairo(svg, 200, 200) - picture).mean() < 1.2


def test_under_curves_a_gradient_is_round_and_cairo_draws_what_the_raster_has():
    """Renderers do not agree on the bounding box of a curve: there the gradient is measured in the viewBox."""
    angles = np.arange(8) * np.pi / 4
    disc = np.stack([50 + 30 * np.cos(angles), 40 + 30 * np.sin(angles), np.ones(8)], 1).astype(F)
    for target in (glow(100, 80, (46, 38), 30), slope(100, 80, 0.7)):
        scene = scene_of(target, [disc], (200, 160))
        scene.shade(1_000)
        scene.settle()
        scene.solve_colors()
        scene.render()
        assert scene.paints[0, paint.KIND] != paint.FLAT and paint.round_enough(scene.paints[0])
        svg = scene.svg()
        validate_svg(svg, 10_000)
        assert "userSpaceOnUse" in svg and svg.count("t") and "q" in svg
        assert np.abs(by_cairo(svg, 100, 80)[30:50, 40:60] - scene.picture[30:50, 40:60]).max() < 3
