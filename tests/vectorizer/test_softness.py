"""Softness: the text is what the raster has, what is aimed at brings the whole nearer, and photographs gain by it."""

import io

import cairosvg
import numpy as np
import pytest
from PIL import Image, ImageFilter

from scoring import validate_svg
from scoring.measures.fidelity import svg_fidelity
from vectorizer import trace as tracer
from vectorizer.softness import Softened, soften
from vectorizer.trace import trace

F = np.float32
SIDE = 80
SQUARE = np.array([(20, 24), (52, 24), (52, 60), (20, 60)], F)


def scene_of(grid=(SIDE, SIDE), overlaid=False) -> Softened:
    """A dark square on a light ground, of 80 x 80 pixels; and a shade across it, or none."""
    scene = Softened(np.full((SIDE, SIDE, 3), 230, F), np.ones((SIDE, SIDE), F), grid)
    scene.add([SQUARE], [0], [np.array([40, 60, 90], F)])
    if overlaid:
        scene.begin_overlays()
        scene.overlay([SQUARE + F(12)], [2])
    scene.render()
    return scene


def by_cairo(svg: str, side: int = SIDE) -> np.ndarray:
    png = cairosvg.svg2png(svg.encode(), output_width=side, output_height=side)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(F)


def centre(picture: np.ndarray) -> tuple[float, float]:
    """Of what is darker than the ground; (x, y) in pixels."""
    dark = 230 - picture.astype(float).mean(2)
    y, x = np.mgrid[: dark.shape[0], : dark.shape[1]]
    return (x * dark).sum() / dark.sum(), (y * dark).sum() / dark.sum()


@pytest.fixture(scope="module")
def photograph() -> np.ndarray:
    """Blurred grain of all sizes; uint8 (128, 128, 3)."""
    rng = np.random.default_rng(3)
    parts = [
        np.asarray(Image.fromarray(rng.integers(0, 256, (n, n, 3), dtype=np.uint8)).resize((128, 128), 3)).astype(F)
        for n in (4, 8, 16, 24)
    ]
    mixed = np.clip(128 + 0.45 * sum(part - 128 for part in parts), 0, 255).astype(np.uint8)
    return np.asarray(Image.fromarray(mixed).filter(ImageFilter.GaussianBlur(2)))


@pytest.mark.parametrize("overlaid", [False, True])
@pytest.mark.parametrize(("softness", "text"), [(0.8, ".8"), (1.0, "1"), (1.4, "1.4")])
def test_the_text_is_what_the_raster_has(softness, text, overlaid):
    scene = scene_of(overlaid=overlaid)
    scene.be_soft(softness)
    svg = scene.svg()
    validate_svg(svg, 10_000)
    assert f'<use href="#A" x="{text}" y="{text}"/>' in svg
    scene.settle()  # places are rounded in the text
    scene.render()
    interpolated = 0.15 if softness == 1 else 0.5  # of 255: a hard edge is no cubic
    assert np.abs(by_cairo(svg) - scene.rendered(SIDE, SIDE)).mean() < interpolated
    assert np.abs(by_cairo(svg, 240) - scene.rendered(240, 240)).mean() < 0.3


def test_what_is_drawn_stays_in_its_place():
    scene = scene_of()
    sharp, place = scene.svg(), centre(scene.rendered(SIDE, SIDE))
    previewed = next(scene.previews([1.4], SIDE, SIDE))
    scene.be_soft(1.4)
    assert centre(scene.rendered(SIDE, SIDE)) == pytest.approx(place, abs=0.05)
    assert np.abs(scene.rendered(SIDE, SIDE).astype(F) - previewed).mean() < 0.5
    scene.be_soft(0)
    assert scene.svg() == sharp


def test_what_lies_at_the_margin_stays_there():
    scene = Softened(np.full((SIDE, SIDE, 3), 230, F), np.ones((SIDE, SIDE), F), (SIDE, SIDE))
    scene.add([np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], F)], [0], [np.zeros(3, F)])
    scene.be_soft(1.0)
    assert scene.rendered(SIDE, SIDE).max() == 0
    assert by_cairo(scene.svg()).max() == 0


def test_a_finer_grid_leaves_the_softness_as_wide_as_it_was():
    scene = scene_of()
    scene.be_soft(1.0)
    before = scene.rendered(SIDE, SIDE)
    scene.set_grid((120, 120))
    assert scene.softness == 1.5
    assert np.abs(scene.rendered(SIDE, SIDE).astype(F) - before).max() <= 1


@pytest.mark.parametrize("aside", [(1.0, 1.0), (0.8, 1.3)])
def test_what_is_aimed_at_brings_the_whole_nearer(aside):
    rng = np.random.default_rng(0)
    drawing, wanted = (
        np.asarray(Image.fromarray(rng.integers(0, 256, (n, n, 3), dtype=np.uint8)).resize((SIDE, SIDE), 3)).astype(F)
        for n in (10, 20)
    )
    scene = scene_of()
    scene.be_soft(1.0)
    errors = []
    for _ in range(6):
        seen = soften(drawing, *aside)
        errors.append(float(((seen - wanted) ** 2).sum()))
        drawing = drawing + soften(wanted - seen, *(-by for by in aside))
    assert all(after < before for before, after in zip(errors, errors[1:], strict=False))
    assert errors[-1] < 0.05 * errors[0]


def test_a_scene_aims_at_what_is_right_once_it_is_softened():
    scene = scene_of(overlaid=True)
    scene.be_soft(1.0)
    wanted = scene.rendered(SIDE, SIDE).astype(F)
    scene.aim_at(wanted, np.ones((SIDE, SIDE), F))
    sharp = scene.picture.copy()
    scene.levels.paint_over(sharp)
    assert np.abs(scene.aim - sharp).max() < 1  # it is there already, but for rounding


def test_photographs_are_softened_and_gain_by_it(photograph, monkeypatch):
    soft = trace(photograph, 5_000)
    assert "<use" in soft
    monkeypatch.setattr(tracer, "_soften", lambda *arguments: None)
    sharp = trace(photograph, 5_000)
    assert "<use" not in sharp
    picture = Image.fromarray(photograph)
    assert svg_fidelity(soft, picture) > svg_fidelity(sharp, picture) + 0.003


def test_a_drawing_stays_sharp(scene):
    assert "<use" not in trace(np.asarray(scene.convert("RGB")), 5_000)


def test_few_bytes_are_not_spent_on_softness(photograph):
    assert "<use" not in trace(photograph, 1_000)
