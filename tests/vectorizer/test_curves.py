"""Smooth vertices: the raster, the forces, the edits and the text agree on where their curves run."""

import io
import re

import cairosvg
import numpy as np
import pytest
from PIL import Image

from scoring import validate_svg
from vectorizer import edits, path_text, raster
from vectorizer.scene import Scene

F = np.float32


def outline(rng: np.random.Generator, center, radius: float, points: int, smooth: float) -> np.ndarray:
    """float32 (N, 3): a star-shaped outline, of whose vertices the part `smooth` is smooth."""
    angles = (np.arange(points) + rng.uniform(0.1, 0.9, points)) * 2 * np.pi / points
    reach = radius * rng.uniform(0.5, 1, points)
    places = np.asarray(center) + np.stack([np.cos(angles), np.sin(angles)], 1) * reach[:, None]
    return np.concatenate([places, rng.random((points, 1)) < smooth], 1).astype(F)


def a_scene(seed: int, smooth: float = 0.6, size=(90, 70), grid=None, count: int = 7) -> Scene:
    rng = np.random.default_rng(seed)
    width, height = size
    target = np.full((height, width, 3), 128, F)
    scene = Scene(target, rng.uniform(0.5, 2, (height, width)).astype(F), grid or size)
    shapes = []
    for _ in range(count):
        center, radius = rng.uniform((20, 20), (width - 20, height - 20)), rng.uniform(6, 19)
        shapes.append(outline(rng, center, radius, int(rng.integers(3, 10)), smooth))
    scene.add(shapes, list(range(count)), list(rng.uniform(0, 255, (count, 3))))
    scene.render()
    return scene


def by_cairo(svg: str, width: int, height: int) -> np.ndarray:
    png = cairosvg.svg2png(svg.encode(), output_width=width, output_height=height)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(F)


def error(scene: Scene) -> float:
    """Of a full render, which the edits' own picture must be."""
    picture, top = np.empty_like(scene.picture), np.empty_like(scene.top)
    raster.render(picture, top, np.empty_like(scene.area), *scene.outline()[:4], scene.paints, scene.ground)
    assert picture == pytest.approx(scene.picture, abs=0.02)
    return float((scene.weight * ((picture.astype(float) - scene.target) ** 2).sum(2)).sum())


def text_bytes(scene: Scene) -> int:
    return sum(map(len, (path_text.path_data([p]) for _, p in shapes(scene))))


def shapes(scene: Scene):
    from vectorizer import curves

    for i, (a, b) in enumerate(zip(scene.start, scene.end, strict=True)):
        if b - a >= 3:
            yield i, curves.on_grid(scene.px, scene.py, scene.smooth, a, b, scene.unit)


@pytest.mark.parametrize("smooth", [0.3, 0.6, 1])
@pytest.mark.parametrize("seed", range(5))
def test_cairo_draws_what_the_raster_has(seed, smooth):
    scene = a_scene(seed, smooth, grid=(270, 210))
    scene.settle()
    scene.render()
    svg = scene.svg()
    validate_svg(svg, 10_000)
    assert "q" in svg and ("t" in svg.split("d=", 2)[2] or smooth < 1)
    difference = np.abs(by_cairo(svg, 90, 70) - scene.picture)
    assert difference.mean() < 1
    assert np.quantile(difference, 0.99) < 10


@pytest.mark.parametrize("seed", range(4))
def test_laid_on_the_grid_they_stay_near_and_do_not_move_again(seed):
    scene = a_scene(seed)
    before = scene.px.copy(), scene.py.copy()
    scene.settle()
    assert max(np.abs(scene.px - before[0]).max(), np.abs(scene.py - before[1]).max()) <= 1.01
    once, text = scene.px.copy(), scene.svg()
    scene.settle()
    assert (scene.px == once).all() and scene.svg() == text


def test_eight_smooth_vertices_are_a_circle():
    angles = np.arange(8) * np.pi / 4
    circle = np.stack([50 + 40 * np.cos(angles), 50 + 40 * np.sin(angles), np.ones(8)], 1).astype(F)
    scene = Scene(np.zeros((100, 100, 3), F), np.ones((100, 100), F), (100, 100))
    scene.add([circle], [0], [np.zeros(3)])
    x, y = scene.outline()[:2]
    reach = np.hypot(x - 50, y - 50)
    assert reach.max() - reach.min() < 0.4


@pytest.mark.parametrize("seed", range(3))
def test_forces_are_the_derivative_of_the_error(seed):
    scene = a_scene(seed, 0.7, count=0)
    scene.target[:] = (250, 30, 60)
    scene.add([outline(np.random.default_rng(seed), (45, 35), 30, 7, 0.6)], [0], [(200, 40, 120)])
    fx, fy = np.zeros_like(scene.px), np.zeros_like(scene.py)
    scene.render()
    scene.forces(fx, fy)
    ours, true = [], []
    for i in range(scene.start[0], scene.end[0]):
        for places, force in (scene.px, fx), (scene.py, fy):
            here, sides = places[i], []
            for step in (0.5, -0.5):
                places[i] = here + step
                scene.render()
                sides.append(float((scene.weight * ((scene.picture.astype(float) - scene.target) ** 2).sum(2)).sum()))
            places[i] = here
            ours.append(force[i])
            true.append(sides[0] - sides[1])
    assert np.linalg.norm(np.subtract(ours, true)) < 0.2 * np.linalg.norm(true)


ALL = [edits.remove, edits.insert, edits.shift, edits.flip]


@pytest.mark.parametrize("which", ALL, ids=lambda e: e.py_func.__name__)
@pytest.mark.parametrize("price", [0, 50, 2_000])
@pytest.mark.parametrize("seed", range(3))
def test_no_sweep_costs_more_than_it_saves(which, price, seed):
    scene = a_scene(seed)
    scene.target[:] = a_scene(seed + 10).picture
    scene.settle()
    scene.render()
    before = error(scene), text_bytes(scene)
    more = {edits.remove: (np.inf,), edits.insert: (scene.room,)}
    scene._edit(which, price, *more.get(which, ()))
    after = error(scene), text_bytes(scene)
    slack = price * 0.12 * before[1]  # the bytes of an edit are estimated, and a run of curves is laid on the grid anew
    assert after[0] + price * after[1] <= before[0] + price * before[1] + slack + 1e-4 * before[0]


def test_a_polygon_about_a_disc_becomes_smooth():
    y, x = np.mgrid[:100, :100]
    disc = np.hypot(x - 49.5, y - 49.5) < 36
    scene = Scene(np.where(disc[..., None], F(255), F(0)) * np.ones(3, F), np.ones((100, 100), F), (100, 100))
    angles = np.arange(12) * np.pi / 6 + 0.2
    scene.background = np.zeros(3)
    scene.add([np.stack([50 + 36.5 * np.cos(angles), 50 + 36.5 * np.sin(angles)], 1).astype(F)], [0], [np.full(3, 255)])
    scene.render()
    before = error(scene)
    for _ in range(3):
        scene.flip(1_000)
        scene.refine(20, 0.5)
    assert scene.smooth.sum() >= 9
    assert error(scene) < 0.6 * before


def test_what_the_scratch_arrays_held_before_decides_nothing():
    """A vertex that becomes smooth may carry its curve out of the polygon's box: all that it can reach is looked at."""
    round_one = np.array([[130, 75, 1], [75, 130, 1], [20, 75, 1], [75, 20, 1]], F)
    sharp, far = round_one.copy(), round_one.copy()
    sharp[0, 2], far[0, 0] = 0, 157.5  # as a corner, and as far out as a flip takes it
    target = scene_of_one(far, np.zeros((150, 160, 3), F)).picture.copy()
    flipped = []
    for held in (0, 1e6):
        scene = scene_of_one(sharp, target)
        for array in scene._scratch[1:3]:
            array[:] = held
        scene.flip(0.5)
        flipped.append(scene.polygons()[0])
    assert np.array_equal(*flipped)
    assert flipped[0] == pytest.approx(far)


def scene_of_one(polygon: np.ndarray, target: np.ndarray) -> Scene:
    """One white polygon on black."""
    scene = Scene(target, np.ones(target.shape[:2], F), (160, 150))
    scene.background = np.zeros(3, F)
    scene.add([polygon], [0], [np.full(3, 255)])
    scene.render()
    return scene


def test_on_a_finer_raster_the_drawing_stays_what_it_is():
    scene = a_scene(3, grid=(60, 70))
    scene.settle()
    before, finer = scene.svg(), scene.rendered(180, 140)
    scene.resize(np.zeros((140, 180, 3), F), np.ones((140, 180), F))
    assert scene.svg() == before
    difference = np.abs(scene.picture - finer)  # where a curve is cut into other chords
    assert difference.max() < 12 and difference.mean() < 0.5


def test_between_two_smooth_vertices_a_curve_may_end_in_half_a_unit():
    outline = np.array([[10, 10, 1], [21, 10, 1], [21, 25, 1], [10, 25, 1]])
    assert path_text.path_data([outline]) == "m15.5 10q5.5 0 5.5 7.5t-5.5 7.5-5.5-7.5 5.5-7.5"
    scene = Scene(np.zeros((40, 40, 3), F), np.ones((40, 40), F), (40, 40))
    scene.add([outline.astype(F)], [0], [np.full(3, 255)])
    scene.settle()
    scene.render()
    assert np.array_equal(scene.polygons()[0], outline)  # nothing is moved to make the middles whole
    assert np.abs(by_cairo(scene.svg(), 40, 40) - scene.picture).max() < 10


def test_a_moon_comes_out_round():
    """At most a third of the error that it has as the polygon through its curves' ends and control points."""
    from vectorizer.vectorize import vectorize

    moon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 384 384"><path fill="#124" d="M0 0h384v384H0"/>'
    moon += '<circle cx="200" cy="170" r="90" fill="#ffd"/></svg>'
    svg = vectorize(Image.fromarray(by_cairo(moon, 384, 384).astype(np.uint8)), 600)
    flat = re.sub(r'(?<= d=")[^"]*', lambda path: re.sub("[qt]", "l", path[0]), svg)
    want = by_cairo(moon, 1536, 1536)
    round_one, polygon = (np.mean((by_cairo(text, 1536, 1536) - want) ** 2) for text in (svg, flat))
    assert flat != svg
    assert round_one < polygon / 3
