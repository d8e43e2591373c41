"""Overlays: a level is one path and a union, what is opaque is fitted beneath them, and photographs gain by them."""

import io
import re

import cairosvg
import numpy as np
import pytest
from PIL import Image, ImageFilter

from scoring import validate_svg
from scoring.measures.fidelity import svg_fidelity
from vectorizer import edits
from vectorizer import trace as tracer
from vectorizer.overlays import Overlaid
from vectorizer.trace import trace

F = np.float32
SIDE = 80
LEFT = np.array([(8, 10), (48, 12), (44, 60), (12, 56)], F)
RIGHT = np.array([(36, 20), (72, 24), (70, 66), (40, 70)], F)


def stripes() -> np.ndarray:
    """float32 (SIDE, SIDE, 3): what is opaque."""
    colors = np.array([(220, 200, 60), (60, 160, 200), (200, 80, 90), (240, 240, 230)], F)
    return colors[np.arange(SIDE) * 4 // SIDE][:, None] * np.ones((1, SIDE, 1), F)


def scene_of(target, polygons, level, grid=(SIDE, SIDE)) -> Overlaid:
    scene = Overlaid(np.array(target, F), np.ones((SIDE, SIDE), F), grid)
    tops = np.arange(4) * SIDE // 4
    boxes = [np.array([(0, y), (SIDE, y), (SIDE, y + 20), (0, y + 20)], F) for y in tops]
    scene.add(boxes, list(range(4)), list(stripes()[tops, 0]))
    scene.render()
    scene.begin_overlays()
    if polygons:
        scene.overlay([np.asarray(p, F) for p in polygons], level)
    return scene


def by_cairo(svg: str, side: int = SIDE) -> np.ndarray:
    png = cairosvg.svg2png(svg.encode(), output_width=side, output_height=side)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(F)


def shaded(*shapes, opacity: float) -> np.ndarray:
    """The stripes below black shapes."""
    scene = scene_of(stripes(), shapes, [0] * len(shapes))
    scene.levels.stack.opacity[0] = opacity
    picture = scene.picture.copy()
    scene.levels.paint_over(picture)
    return picture


def error(scene: Overlaid) -> float:
    scene.render()
    picture = scene.picture.copy()
    scene.levels.paint_over(picture)
    return float(((picture.astype(float) - scene.aim) ** 2).sum())


@pytest.mark.parametrize("turned", [False, True])
def test_a_level_is_one_path_and_a_union(turned):
    scene = scene_of(stripes(), [LEFT, RIGHT[::-1] if turned else RIGHT, LEFT + F(1)], [0, 0, 0])
    svg = scene.svg()
    validate_svg(svg, 10_000)
    (path,) = re.findall("<path opacity[^>]*>", svg)
    assert path.startswith('<path opacity=".13" d="m')  # black needs no fill
    picture = scene.rendered(SIDE, SIDE).astype(F)
    assert np.abs(by_cairo(svg) - picture)[1:-1].max() <= 7  # at edges upon edges, where the raster adds their parts up
    assert np.abs(by_cairo(svg) - picture).mean() < 0.2
    assert by_cairo(svg)[44, 42] == pytest.approx(0.87 * stripes()[44, 42], abs=1.5)  # all three lie here


def test_levels_lie_upon_one_another_in_their_order():
    scene = scene_of(stripes(), [RIGHT, LEFT, RIGHT + F([-9, 4])], [5, 1, 3])
    scene.levels.stack.color[3] = (30, 90, 200)
    svg = scene.svg()
    assert re.findall('<path opacity="([^"]*)"(?: fill="([^"]*)")?', svg) == [
        (".24", ""), (".13", "#1e5ac8"), (".42", "#fff"),
    ]  # fmt: skip
    assert np.abs(by_cairo(svg, 160) - scene.rendered(160, 160)).mean() < 0.3


def test_shade_is_found_below_many_colours():
    target = shaded(LEFT, opacity=0.24)
    scene = scene_of(target, [], [])
    gains = [(np.maximum(gain, 0).sum(), k) for k, (gain, _) in enumerate(scene.overlay_gains())]
    assert max(gains)[1] == 1  # of black, .24 is the second
    gain, positive = list(scene.overlay_gains())[1]
    assert (positive == (np.abs(target - stripes()).sum(2) > 30)).mean() > 0.95


def test_refinement_finds_shape_and_opacity_of_a_shade():
    target = shaded(LEFT, opacity=0.42)
    rough = LEFT + np.array([(1.5, -1), (-1, 1.5), (1, 1), (-1.5, -1)], F)
    scene = scene_of(target, [rough], [1])
    before = error(scene)
    scene.refine(80, 0.6)
    assert error(scene) < 0.1 * before
    assert scene.levels.stack.opacity[1] == pytest.approx(0.42, abs=0.04)
    assert scene.colors[:4] == pytest.approx(stripes()[::20, 0], abs=6)  # and what lies below kept its colours


def test_what_a_level_covers_already_is_not_paid_for_twice():
    inner = np.array([(18, 20), (36, 20), (36, 46), (18, 46)], F)
    scene = scene_of(shaded(LEFT, opacity=0.3), [LEFT, inner], [2, 2])
    scene.remove(0.01)
    assert scene.levels.count == 1
    assert scene.levels.polygons()[0] == pytest.approx(LEFT, abs=0.01)


def test_a_level_that_is_worth_its_bytes_stays():
    scene = scene_of(shaded(LEFT, opacity=0.3), [LEFT], [2])
    worth = np.square(shaded(LEFT, opacity=0.3) - stripes()).sum()
    assert scene.remove(worth / 100, 500) == 500
    assert scene.levels.count == 1
    left = scene.remove(worth / 4, 500)
    assert scene.levels.count == 0
    assert 0 < left < 500
    assert "opacity" not in scene.svg()
    assert (scene.target == scene.aim).all()


@pytest.mark.parametrize("price", [0, 50, 2_000])
@pytest.mark.parametrize("sweep", ["remove", "insert", "shift"])
def test_no_sweep_costs_more_than_it_saves(sweep, price):
    """All polygons of a tangle in one level, some upon others."""
    rng = np.random.default_rng(1)
    shapes = [np.rint(center + 14 * np.array([(-1, -1), (1, -0.7), (0.6, 1), (-0.8, 0.7)]))
              for center in rng.uniform(16, 64, (7, 2))]  # fmt: skip
    scene = scene_of(shaded(LEFT, RIGHT, opacity=0.4), shapes, [3] * 7)
    before, size = error(scene), len(scene.levels.svg())
    scene.render()
    if sweep == "insert":
        scene.levels.insert(price)
    elif sweep == "remove":
        scene.levels.remove(price)
    else:
        scene.levels._edit(edits.shift, price)
    after = error(scene)
    assert after + 0.9 * price * len(scene.levels.svg()) <= before + 1.1 * price * size
    assert after < before or len(scene.levels.svg()) < size


def test_bytes_are_taken_from_levels_when_nothing_else_is_left():
    scene = scene_of(shaded(LEFT, opacity=0.3), [LEFT, RIGHT], [2, 5])
    assert tracer._trim(scene, 300, 10.0, tracer._Clock(np.inf)) <= 300


# ------------------------------------------------------------------------------------------------------ whole traces


def soft_picture() -> np.ndarray:
    """uint8 (200, 200, 3): a mosaic of colours in soft light and shade, with some grain."""
    rng = np.random.default_rng(3)
    tiles = rng.integers(60, 220, (7, 7, 3)).astype(np.uint8)
    picture = np.asarray(Image.fromarray(tiles).resize((200, 200), Image.Resampling.NEAREST)).astype(float)
    light = Image.fromarray(rng.integers(0, 256, (9, 9)).astype(np.uint8)).resize((200, 200), Image.Resampling.BICUBIC)
    light = np.asarray(light.filter(ImageFilter.GaussianBlur(4))).astype(float)[..., None] / 255
    return np.clip(picture * (0.45 + 0.9 * light) + rng.normal(0, 6, (200, 200, 1)), 0, 255).astype(np.uint8)


def test_a_picture_of_soft_light_keeps_more_with_overlays(monkeypatch):
    picture, seeds = soft_picture(), range(3)
    svgs = [trace(picture, 5_000, seed=seed) for seed in seeds]
    monkeypatch.setattr(tracer, "_OVERLAID", np.inf)
    without = [trace(picture, 5_000, seed=seed) for seed in seeds]
    assert all("<path opacity" in svg for svg in svgs) and not any("<path opacity" in svg for svg in without)
    errors = [sum(np.square(by_cairo(svg, 200) - picture).mean() for svg in some) for some in (svgs, without)]
    assert errors[0] < errors[1]
    kept = [[svg_fidelity(svg, Image.fromarray(picture)) for svg in some] for some in (svgs, without)]
    assert all(more > less for more, less in zip(*kept, strict=True))
    assert 3 - sum(kept[0]) < 0.97 * (3 - sum(kept[1]))  # of what the judge misses, which is aimed at beside the error


def test_flat_art_has_no_overlays():
    tiles = np.random.default_rng(4).integers(0, 256, (5, 5, 3)).astype(np.uint8)
    flat = Image.fromarray(tiles).resize((200, 200), Image.Resampling.NEAREST).rotate(20, fillcolor="white")
    assert "opacity" not in trace(np.asarray(flat), 2_000)
