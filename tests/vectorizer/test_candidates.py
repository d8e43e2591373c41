"""New polygons go where the picture is wrong, and cost no more than they may."""

import cv2
import numpy as np
import pytest

from vectorizer import candidates, raster
from vectorizer.scene import Scene

F = np.float32
_BASE = (200, 210, 220)


def scene_of(target: np.ndarray) -> Scene:
    """Nothing yet but a background of the commonest colour."""
    height, width = target.shape[:2]
    scene = Scene(target.astype(F), np.ones((height, width), F), (width, height))
    scene.background = np.array(_BASE, F)
    scene.render()
    return scene


def flat(width: int, height: int, *boxes) -> np.ndarray:
    """float32 (height, width, 3): boxes (x0, y0, x1, y1, color) on the base colour."""
    picture = np.full((height, width, 3), _BASE, F)
    for x0, y0, x1, y1, color in boxes:
        picture[y0:y1, x0:x1] = color
    return picture


def error(scene: Scene) -> float:
    scene.render()
    return float((scene.weight * ((scene.picture - scene.target) ** 2).sum(2)).sum())


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


_CELLS = [(i, j) for i in range(6) for j in range(5)]
BUSY = flat(  # 30 boxes, each of its own colour
    80, 96, *[(16 * j + 3, 16 * i + 2, 16 * j + 13, 16 * i + 14, (50 * j, 40 * i, 9 * i * j)) for i, j in _CELLS]
)  # fmt: skip


# ----------------------------------------------------------------------------------------------------- add_polygons


def test_wrong_regions_are_covered_in_their_colours():
    boxes = [(10, 12, 40, 30, (250, 20, 10)), (50, 40, 80, 90, (0, 60, 200))]
    scene = scene_of(flat(96, 100, *boxes))
    before = error(scene)
    spent, price = candidates.add_polygons(scene, 1_000, rng())
    assert error(scene) < 0.05 * before
    assert scene.count == 2
    assert 0 < spent <= 1_000
    assert 0 < price < np.inf
    for x0, y0, x1, y1, color in boxes:
        near = [
            np.abs(polygon.min(0) - (x0, y0)).max() < 1 and np.abs(polygon.max(0) - (x1, y1)).max() < 1
            and np.abs(painted - color).max() < 1
            for polygon, painted in zip(scene.polygons(), scene.colors, strict=True)
        ]  # fmt: skip
        assert sum(near) == 1


@pytest.mark.parametrize("budget", [60, 200, 500, 1_000])
def test_the_budget_is_kept_and_used(budget):
    scene = scene_of(BUSY)
    before = error(scene)
    spent, _ = candidates.add_polygons(scene, budget, rng())
    assert budget - 60 <= spent <= budget
    points = sum(map(len, scene.polygons()))
    paths = len(np.unique(scene.group))
    assert spent == scene.count * 8 + points * 5 + paths * 20
    assert error(scene) < before


def test_the_price_is_not_that_of_the_last_and_least():
    wide, deep = (5, 5, 45, 85, (250, 20, 10)), (50, 5, 75, 85, (0, 60, 200))
    faint = (50, 88, 75, 94, (190, 200, 215))
    (_, without), (_, price) = (
        candidates.add_polygons(scene_of(flat(80, 96, *boxes)), 400, rng())
        for boxes in ((wide, deep), (wide, deep, faint))
    )
    assert price == pytest.approx(without, rel=0.1)


def test_more_budget_removes_more():
    errors = []
    for budget in (100, 400, 1_600):
        scene = scene_of(BUSY)
        candidates.add_polygons(scene, budget, rng())
        errors.append(error(scene))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.75 * errors[0]


@pytest.mark.parametrize("budget", [0, 30])
def test_without_bytes_nothing_is_added(budget):
    scene = scene_of(BUSY)
    assert candidates.add_polygons(scene, budget, rng()) == (0, np.inf)
    assert scene.count == 0


def test_where_nothing_is_wrong_nothing_is_added():
    scene = scene_of(flat(40, 30))
    assert candidates.add_polygons(scene, 1_000, rng()) == (0, np.inf)
    assert scene.count == 0


def test_what_is_right_already_is_left_alone():
    done, wrong = (5, 5, 45, 45, (250, 20, 10)), (60, 60, 80, 80, (0, 60, 200))
    scene = scene_of(flat(96, 96, done, wrong))
    box = np.array([(5, 5), (45, 5), (45, 45), (5, 45)], F)
    scene.add([box], [0], [np.array(done[4], F)])
    scene.render()
    candidates.add_polygons(scene, 1_000, rng())
    assert scene.count == 2
    assert (scene.polygons()[0] == box).all()
    assert scene.polygons()[1].min() > 58
    assert scene.group[1] != scene.group[0]


def test_polygons_of_a_round_hardly_overlap():
    target = BUSY.copy()
    fade = np.linspace(-40, 40, 96)[:, None, None] * np.ones((1, 80, 3))
    boxes = (target != _BASE).any(2)
    target[boxes] = 60 + fade[boxes]  # of which every colour would do for every box
    scene = scene_of(target)
    candidates.add_polygons(scene, 3_000, rng())
    taken, covered = np.zeros((96, 80), int), 0
    for polygon in scene.polygons():
        used, area = np.zeros((96, 80), bool), np.empty((96, 82), F)
        raster.mark_used(used, area, np.ascontiguousarray(polygon[:, 0]), np.ascontiguousarray(polygon[:, 1]))
        taken += used
        covered += used.sum()
    assert scene.count >= 30
    assert covered - (taken > 0).sum() <= candidates._MAX_OVERLAP * covered


def test_polygons_of_one_colour_share_a_path():
    color = (250, 20, 10)
    scene = scene_of(flat(96, 96, (5, 5, 25, 25, color), (50, 5, 80, 25, color), (5, 60, 25, 90, color)))
    spent, _ = candidates.add_polygons(scene, 1_000, rng())
    assert scene.count == 3
    assert len(set(scene.group)) == 1
    assert scene.svg().count("<path") == 2


def test_a_ring_about_what_is_right_is_taken_only_where_it_may_be_hollow():
    """The hole is larger than the ring: filled, the outline would do more harm than good."""
    frame, hole = (20, 20, 76, 76, (250, 20, 10)), (26, 26, 70, 70, _BASE)

    def left(ringed: float) -> float:
        scene = scene_of(flat(96, 96, frame, hole))
        before = error(scene)
        candidates.add_polygons(scene, 1_000, rng(), ringed)
        return error(scene) / before

    assert left(-np.inf) == 1
    assert left(0.2) < 0.05


def test_the_seed_decides():
    def added(seed):
        scene = scene_of(BUSY + np.random.default_rng(1).normal(0, 20, BUSY.shape))
        candidates.add_polygons(scene, 1_000, np.random.default_rng(seed))
        return scene.svg()

    assert added(3) == added(3)
    assert added(3) != added(4)


# ---------------------------------------------------------------------------------------------------------- palette


def test_the_palette_goes_where_the_error_is():
    target = np.full((40, 40, 3), 100, F)
    target[:4, :4] = np.random.default_rng(0).integers(0, 256, (4, 4, 3))
    wrong = np.zeros((40, 40), F)
    wrong[:4, :4] = 1_000
    palette = candidates._palette(target, wrong, rng())
    assert len(palette) <= candidates._COLORS
    for color in target[:4, :4].reshape(-1, 3):
        assert np.abs(palette - color).max(1).min() < 1


@pytest.mark.parametrize("colors", [1, 2, 5])
def test_no_more_colours_than_there_are(colors):
    target = np.resize(np.arange(colors) * 40, (20, 20))[..., None].repeat(3, 2).astype(F)
    assert len(candidates._palette(target, np.ones((20, 20), F), rng())) == colors


# --------------------------------------------------------------------------------------------------------- outlines


def test_a_rectangles_outline_is_its_four_corners():
    polygon = candidates.outline(np.ones((10, 20), bool), 99, 100, 80, 30, 40)
    assert len(polygon) == 4
    assert polygon.min(0) == pytest.approx([30, 40], abs=0.2)
    assert polygon.max(0) == pytest.approx([50, 50], abs=0.2)


def test_what_reaches_the_border_reaches_it_exactly():
    polygon = candidates.outline(np.ones((10, 20), bool), 99, 20, 10, 0, 0)
    assert {tuple(p) for p in polygon.tolist()} == {(0, 0), (20, 0), (20, 10), (0, 10)}


def test_an_outline_follows_its_region_within_the_tolerance():
    y, x = np.mgrid[:60, :60]
    disc = (x - 29.5) ** 2 + (y - 29.5) ** 2 < 25**2
    polygon = candidates.outline(disc, 99, 200, 200, 50, 70)
    assert 8 <= len(polygon) <= 24
    distance = np.hypot(*(polygon - (80, 100)).T)
    assert np.abs(distance - 25).max() < candidates._OUTLINE_TOLERANCE + 0.5


@pytest.mark.parametrize("most", [3, 5, 12])
def test_an_outline_is_made_rougher_until_it_has_few_enough_vertices(most):
    y, x = np.mgrid[:60, :60] - 29.5
    star = np.hypot(x, y) < 22 + 6 * np.sin(9 * np.arctan2(y, x))
    assert len(candidates.outline(star, 99, 200, 200, 50, 70)) > 12
    rough = candidates.outline(star, most, 200, 200, 50, 70)
    assert 3 <= len(rough) <= most
    assert 1 / 3 < cv2.contourArea(rough) / star.sum() < 1.5


def test_a_line_of_pixels_has_no_outline_or_a_thin_one():
    polygon = candidates.outline(np.eye(1, 9, dtype=bool), 99, 100, 80, 30, 40)
    assert polygon is None or len(polygon) >= 3


def test_a_ring_is_one_outline_round_its_hole():
    y, x = np.mgrid[:80, :80] + 0.5
    reach = np.hypot(x - 40, y - 40)
    ring = (reach < 36) & (reach > 28)
    polygon = candidates.outline(ring, 100, 100, 100, 10, 10, holed=True)
    area = np.zeros((100, 102), np.float32)
    px, py = np.ascontiguousarray(polygon[:, 0]), np.ascontiguousarray(polygon[:, 1])
    raster.coverage(area, px, py, 0, len(polygon), 0, 0, 100, 100)
    assert np.abs(area[10:90, 10:90] - ring).mean() < 0.03
    assert area[50, 50] == pytest.approx(0, abs=1e-4)


def test_what_has_no_hole_to_speak_of_has_no_holed_outline():
    square = np.ones((60, 60), bool)
    square[30:33, 30:33] = False
    assert candidates.outline(square, 100, 100, 100, 10, 10, holed=True) is None
    assert len(candidates.outline(square, 100, 100, 100, 10, 10)) == 4
