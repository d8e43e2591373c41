"""The whole tracer: the budget is kept, bytes and time are put to use, and nothing hangs on the machine's threads."""

import os
import re
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import generators
from scoring import render, validate_svg
from scoring.measures.fidelity import svg_fidelity
from vectorizer import trace as tracer
from vectorizer.aim import Aim
from vectorizer.trace import trace


def viewbox(svg: str) -> tuple[int, int]:
    x, y, width, height = map(int, re.search(r'viewBox="([^"]*)"', svg)[1].split())
    assert (x, y) == (0, 0)
    return width, height


def flat_picture() -> Image.Image:
    """A house by day: nine flat polygons; RGB, 300 x 300."""
    image = Image.new("RGB", (300, 300), (140, 200, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 200, 300, 300), (90, 160, 80))
    draw.polygon([(0, 200), (70, 110), (150, 200)], (110, 120, 140))
    draw.rectangle((130, 130, 250, 240), (200, 160, 110))
    draw.polygon([(115, 130), (190, 70), (265, 130)], (170, 60, 50))
    draw.rectangle((175, 185, 205, 240), (100, 60, 40))
    draw.rectangle((145, 150, 170, 175), (250, 240, 170))
    draw.rectangle((212, 150, 237, 175), (250, 240, 170))
    draw.polygon([(30, 30), (60, 20), (75, 45), (50, 65), (25, 55)], (250, 220, 80))
    return image


@pytest.fixture(scope="module")
def flat() -> np.ndarray:
    return np.asarray(flat_picture())


class Clock:
    """Seconds that pass only when one looks, `tick` each time; stands in for the module `time`."""

    def __init__(self, tick: float):
        self.now, self.tick = 1_000.0, tick

    def monotonic(self) -> float:
        self.now += self.tick
        return self.now


# ------------------------------------------------------------------------------------------------- budget, validity


@st.composite
def pictures(draw) -> np.ndarray:
    """uint8 (H, W, 3): triangles over one colour, and noise on top or not."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    width, height = draw(st.integers(1, 120)), draw(st.integers(1, 120))
    image = Image.new("RGB", (width, height), tuple(rng.integers(0, 256, 3).tolist()))
    for _ in range(draw(st.integers(1, 12))):
        points = rng.uniform(-0.2, 1.2, (3, 2)) * (width, height)
        color = tuple(rng.integers(0, 256, 3).tolist())
        ImageDraw.Draw(image).polygon([tuple(p) for p in points], color)
    noise = rng.normal(0, draw(st.sampled_from([0.0, 3.0, 60.0])), (height, width, 3))
    pixels = np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)
    pixels[0, 0] ^= 255  # two colours at least, if there are two pixels
    return pixels


@settings(max_examples=12)
@given(pictures(), st.one_of(st.integers(300, 420), st.integers(300, 20_000)))
def test_never_over_the_budget_and_always_valid(rgb, max_bytes):
    svg = trace(rgb, max_bytes, time_limit_s=0.4)
    validate_svg(svg, max_bytes)
    assert len(svg.encode()) <= max_bytes
    assert render(svg).size == (384, 384)


def test_a_budget_too_small_for_the_triangles_in_it_is_kept():
    """Each triangle is large and worth its bytes, but there is room for three of four."""
    image = Image.new("RGB", (200, 200), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    draw.polygon([(3, 5), (90, 12), (17, 88)], (200, 0, 0))
    draw.polygon([(197, 15), (110, 22), (183, 93)], (0, 0, 200))
    draw.polygon([(13, 195), (95, 182), (27, 108)], (0, 150, 0))
    draw.polygon([(187, 195), (105, 182), (173, 118)], (0, 0, 0))
    svg = trace(np.asarray(image), 300)
    validate_svg(svg, 300)
    assert 2 <= svg.count("<path") - 1 <= 4


def test_trimming_ends_below_the_budget_whatever_is_in_the_scene():
    size, count = 200, 16
    scene = tracer.Scene(np.zeros((size, size, 3), np.float32), np.ones((size, size), np.float32), (size, size))
    scene.background[:] = 255
    corners = [(50 * (i % 4), 50 * (i // 4)) for i in range(count)]
    triangles = [np.array([(x + 2, y + 3), (x + 45, y + 6), (x + 7, y + 48)], np.float32) for x, y in corners]
    scene.add(triangles, list(range(count)), [np.array((10, 15 * i, 99), np.float32) for i in range(count)])
    scene.render()
    scene.target[:] = scene.picture
    assert (np.bincount(scene.top.ravel() + 1)[1:] > 500).all()
    assert tracer._trim(scene, 500, 10.0, tracer._Clock(np.inf)) <= 500
    assert 3 <= scene.count < 16


# ------------------------------------------------------------------------------------------------------------ shape


@pytest.mark.parametrize("size", [(300, 300), (300, 200), (120, 360), (7, 11), (500, 100)], ids=str)
def test_the_viewbox_has_the_pictures_aspect(size):
    rgb = np.asarray(flat_picture().resize(size))
    width, height = viewbox(trace(rgb, 1_000, time_limit_s=0))
    assert max(width, height) >= 96
    assert width * size[1] / (height * size[0]) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("shape", [(1024, 1), (1, 1024), (1, 2), (2, 1), (3, 500)], ids=str)
def test_thin_pictures(shape):
    rgb = np.zeros((*shape, 3), np.uint8)
    rgb[shape[0] // 2 :, shape[1] // 2 :] = (250, 200, 30)
    svg = trace(rgb, 800, time_limit_s=0.5)
    validate_svg(svg, 800)
    width, height = viewbox(svg)
    assert (width > height) == (shape[1] > shape[0])
    shown = np.asarray(render(svg), int)
    for place, color in [(20, rgb[0, 0]), (-20, rgb[-1, -1])]:
        assert np.abs(shown[place, place] - color).max() < 60  # enlarging overshoots


@pytest.mark.parametrize("max_bytes", [300, 2_000, 10_000, 1_000_000])
@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (3000, 3), (4000, 4000), (640, 480)], ids=str)
def test_inner_sizes_are_bounded(shape, max_bytes):
    size, grid = tracer._resolution((*shape, 3), max_bytes)
    assert all(8 <= side <= 384 for side in size)
    assert all(8 <= side <= 512 for side in grid)
    while grid != tracer._finer(grid):
        grid = tracer._finer(grid)
    assert max(grid) <= 640


# ------------------------------------------------------------------------------------------------------ determinism

_TRACE_ONE = """
import sys
import cv2, numpy as np
from PIL import Image
from vectorizer.trace import trace
cv2.setNumThreads(int(sys.argv[2]))
print(trace(np.asarray(Image.open(sys.argv[1])), 700, seed=3))
"""


@pytest.mark.slow
def test_the_number_of_threads_decides_nothing(tmp_path, repository):
    rng = np.random.default_rng(0)
    pixels = np.asarray(flat_picture()) + rng.normal(0, 12, (300, 300, 3))
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(tmp_path / "picture.png")
    svgs = set()
    for threads in ("1", "2"):
        variables = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), threads)
        result = subprocess.run(
            [sys.executable, "-c", _TRACE_ONE, tmp_path / "picture.png", threads],
            cwd=repository, env=os.environ | variables, capture_output=True, text=True, check=True,
        )  # fmt: skip
        svgs.add(result.stdout)
    assert len(svgs) == 1
    assert svgs.pop().startswith("<svg")


def test_the_seed_decides(flat):
    noisy = np.clip(flat + np.random.default_rng(0).normal(0, 20, flat.shape), 0, 255).astype(np.uint8)[::6, ::6]
    svgs = [trace(noisy, 400, seed=seed) for seed in (0, 0, 1)]
    assert svgs[0] == svgs[1]
    assert svgs[0] != svgs[2]


def test_the_picture_is_left_as_it_was(flat):
    pixels = flat.copy()
    trace(pixels, 500, time_limit_s=0)
    assert (pixels == flat).all()


# --------------------------------------------------------------------------------------------------------- fidelity


@pytest.mark.slow
@pytest.mark.parametrize("description", ["a lighthouse overlooking the ocean", "a red fox in a snowy forest"])
def test_more_bytes_keep_more(description):
    (picture,) = generators.load("illustrator").generate(description, 1, 0)
    budgets = (500, 1_200, 3_000)
    svgs = [trace(np.asarray(picture), max_bytes) for max_bytes in budgets]
    kept = [svg_fidelity(svg, picture) for svg in svgs]
    assert kept == sorted(kept)
    assert kept[-1] > kept[0] + 0.05
    assert len(svgs[-1]) > 0.95 * budgets[-1]  # there is always more to say
    assert kept[-1] > 0.9


def test_on_flat_art_too_the_bytes_are_spent(scene):
    assert len(trace(np.asarray(scene), 5_000)) > 0.96 * 5_000


def test_a_flat_picture_is_kept_well(flat):
    assert svg_fidelity(trace(flat, 3_000), Image.fromarray(flat)) > 0.97


def test_at_the_fewest_bytes_the_largest_thing_is_kept_not_trifles():
    """Its outline is so jagged that all of it would not fit: it is drawn more roughly."""
    y, x = np.mgrid[:256, :256] - 128
    radius = 70 + 8 * np.sin(24 * np.arctan2(y, x))
    picture = np.where((np.hypot(x, y) < radius)[:, :, None], (20, 20, 24), (215, 200, 200)).astype(np.uint8)
    picture[110:122, 96:110] = picture[110:122, 146:160] = (250, 220, 60)
    drawn = np.asarray(render(trace(picture, 300)).resize((256, 256))).astype(int)
    assert (drawn.sum(2) < 200).mean() == pytest.approx((picture.sum(2) < 200).mean(), rel=0.15)


# ------------------------------------------------------------------------------------------------------------- time


def rounds(rgb: np.ndarray, limit: float | None, monkeypatch) -> tuple[int, str]:
    """How many rounds of new polygons a time limit allows, and the SVG, when each look at the clock takes 10 ms."""
    done = []

    def add_polygons(*arguments):
        done.append(arguments)
        return tracer_add(*arguments)

    tracer_add = tracer.add_polygons
    with monkeypatch.context() as patch:
        patch.setattr(tracer, "time", Clock(0.01))
        patch.setattr(tracer, "add_polygons", add_polygons)
        svg = trace(rgb, 1_200, time_limit_s=limit)
    validate_svg(svg, 1_200)
    return len(done), svg


def test_less_time_is_met_by_fewer_rounds(flat, monkeypatch):
    picture = Image.fromarray(flat)
    limits = (0, 2, 4, None)
    results = [rounds(flat, limit, monkeypatch) for limit in limits]
    counts = [count for count, _ in results]
    assert counts == sorted(counts)
    assert 1 <= counts[0] < counts[1] < counts[3]
    kept = [svg_fidelity(svg, picture) for _, svg in results]
    assert kept[0] < kept[1] < kept[3]


def planned(limit: float, seconds: float, monkeypatch) -> tuple[list[float], float]:
    """(shares of the budget, seconds left at the end) of a plan whose rounds all take `seconds`."""
    now = SimpleNamespace(value=50.0)
    monkeypatch.setattr(tracer, "time", SimpleNamespace(monotonic=lambda: now.value))
    clock, shares = tracer._Clock(limit), []
    for _, share in tracer._shares(clock, tracer._ROUNDS):
        shares.append(share)
        now.value += seconds
    return shares, clock.before_finish()


def test_without_a_limit_all_rounds_are_made(monkeypatch):
    shares, _ = planned(np.inf, 1.0, monkeypatch)
    assert len(shares) == tracer._ROUNDS + tracer._WHOLE.exchanges
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.2
    assert shares[tracer._ROUNDS - 2] < 1
    assert shares[tracer._ROUNDS - 1 :] == pytest.approx([1.0] * (tracer._WHOLE.exchanges + 1))


@pytest.mark.parametrize("max_bytes", [500, 5_000])
def test_a_draft_is_less_work_and_nearly_as_good(max_bytes, flat, monkeypatch):
    sweeps = []
    sweep = tracer._sweep
    monkeypatch.setattr(tracer, "_sweep", lambda *args: sweeps.append(1) or sweep(*args))
    svgs, counts = [], []
    for draft in (True, True, False):
        sweeps.clear()
        svgs.append(trace(flat, max_bytes, draft=draft))
        counts.append(len(sweeps))
        validate_svg(svgs[-1], max_bytes)
    assert svgs[0] == svgs[1]
    assert counts[0] * 5 < counts[2]
    kept = [svg_fidelity(svg, Image.fromarray(flat)) for svg in svgs]
    assert kept[2] - 0.05 < kept[0] < kept[2] + 0.02


@pytest.mark.parametrize("limit", [0, 0.1, 0.3, 0.7, 1.5, 3, 10])
@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.4])
def test_the_budget_is_full_before_time_is_up(limit, seconds, monkeypatch):
    shares, left = planned(limit, seconds, monkeypatch)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert left > -seconds or len(shares) <= 2  # the first round's cost is a guess


def test_what_a_step_took_is_kept_for_the_next(monkeypatch):
    now = SimpleNamespace(value=50.0)
    monkeypatch.setattr(tracer, "time", SimpleNamespace(monotonic=lambda: now.value))
    clock = tracer._Clock(10.0)
    before = clock.left()

    def slow(result):
        now.value += 2.0
        return result

    assert clock.run("shift", slow, 7) == 7
    assert clock.left() < before - 2 - 2 + tracer._COSTS["shift"]  # the step itself, and as long for the one to come
    assert clock.left(sweeps=0) == pytest.approx(8, abs=0.1)


def test_more_time_is_more_rounds(monkeypatch):
    counts = [len(planned(limit, 0.1, monkeypatch)[0]) for limit in (0, 0.4, 0.8, 1.1, 9)]
    assert counts[0] == 1
    assert counts == sorted(set(counts))


def test_a_disc_in_a_drawing_has_a_curved_outline():
    image = Image.new("RGB", (1200, 1200), (250, 240, 220))
    ImageDraw.Draw(image).ellipse((250, 300, 950, 1000), (180, 40, 60))
    svg = trace(np.asarray(image.resize((300, 300), Image.Resampling.LANCZOS)), 1_000)
    validate_svg(svg, 1_000)
    assert re.search(r'd="[^"]*q', svg)


def _soft_and_rough() -> list[np.ndarray]:
    """uint8 (200, 200, 3): soft light, and the same upon texture."""
    y, x = np.mgrid[:200, :200]
    soft = 120 + 30 * np.sin(x / 30) * np.cos(y / 20)
    grain = Image.fromarray(np.random.default_rng(0).normal(0, 20, (50, 50)).astype(np.float32)).resize((200, 200))
    return [np.repeat(np.clip(light, 0, 255).astype(np.uint8)[..., None], 3, 2) for light in (soft, soft + grain)]


def test_texture_is_not_given_up_for_coarse_structure():
    """Of soft light much is asked for beside squared error, of what has texture all over a third less."""
    aims = [Aim(light) for light in _soft_and_rough()]
    assert aims[0].shady and aims[0].textured < 0.5 < aims[1].textured == 1
    for share in (lambda aim: tracer._mix(aim, 10_000), lambda aim: tracer._mixes_at_last(aim, 10_000)[1]):
        calm, lost = (share(aim).coarse for aim in aims)
        assert lost < 0.8 * calm
    flat = np.full((200, 200, 3), 60, np.uint8)
    flat[:, 100:] = 200
    assert tracer._mix(Aim(flat), 10_000).coarse == 0


def test_beyond_the_judges_limit_texture_is_aimed_at_as_it_is(monkeypatch):
    soft, rough = _soft_and_rough()
    assert Aim(rough).judged and Aim(soft, within_limit=False).judged
    free = Aim(rough, within_limit=False)
    assert not free.judged
    assert (free.target(free.size) == free.picture).all()
    assert (Aim(rough).target(free.size) != free.picture).any()
    darker = np.maximum(free.picture, 10) - 10
    assert -100 <= free.likeness(darker) < free.likeness(free.picture) == 0

    def error(svg):
        return ((np.asarray(render(svg, 200)).astype(float) - rough) ** 2).mean()

    svg = trace(rough, 12_000)
    monkeypatch.setattr(tracer, "Aim", lambda rgb, within_limit: Aim(rgb))
    assert error(svg) < 0.98 * error(trace(rough, 12_000))
