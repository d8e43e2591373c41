"""Forces are the error's derivative, colours are means, and steps lead home."""

import numpy as np
import pytest

from vectorizer import refine
from vectorizer.scene import Scene

F = np.float32


def scene_of(polygons, colors, target, group=None) -> Scene:
    """The polygons over gray, each of its own path unless `group` says otherwise, tried against `target`."""
    height, width = target.shape[:2]
    scene = Scene(np.array(target, F), np.ones((height, width), F), (width, height))
    scene.background = np.full(3, 100, F)
    group = list(range(len(polygons))) if group is None else group
    scene.add([np.asarray(p, F) for p in polygons], group, [np.asarray(c, F) for c in colors])
    scene.render()
    return scene


def error(scene: Scene) -> float:
    scene.render()
    return float((scene.weight * ((scene.picture.astype(float) - scene.target) ** 2).sum(2)).sum())


def forces(scene: Scene) -> np.ndarray:
    """float32 (points, 2) of all polygons, in order."""
    scene.render()
    x, y = np.full(scene.px.size, np.nan, F), np.full(scene.px.size, np.nan, F)
    refine.forces(
        scene.picture, scene.target, scene.weight, scene.top, scene.px, scene.py, scene.start, scene.end, scene.paints,
        x, y,
    )  # fmt: skip
    return np.concatenate([np.stack([x[a:b], y[a:b]], 1) for a, b in zip(scene.start, scene.end, strict=True)])


def slopes(scene: Scene, step: float = 0.5) -> np.ndarray:
    """What `forces` should be, by central differences."""
    found = []
    for a, b in zip(scene.start, scene.end, strict=True):
        for i in range(a, b):
            for coordinates in (scene.px, scene.py):
                here = coordinates[i]
                coordinates[i] = here + step
                above = error(scene)
                coordinates[i] = here - step
                below = error(scene)
                coordinates[i] = here
                found.append((above - below) / (2 * step))
    return np.reshape(found, (-1, 2))


HEXAGON = [(20.3, 40.2), (38.6, 14.1), (69.2, 18.7), (80.4, 43.3), (62.1, 75.8), (30.7, 70.6)]
SQUARE = [(20, 20), (60, 20), (60, 60), (20, 60)]


def slope_target(size: int = 96) -> np.ndarray:
    y, x = np.mgrid[:size, :size].astype(F)
    return np.stack([60 + x, 150 - y, 0.5 * (x + y) + 90], 2)


# ----------------------------------------------------------------------------------------------------------- forces


@pytest.mark.parametrize("turn", [1, -1], ids=["clockwise", "anticlockwise"])
@pytest.mark.parametrize(
    "target", [np.full((96, 96, 3), (250, 30, 60), F), slope_target()], ids=["flat", "slope"]
)
def test_forces_are_the_derivative_of_the_error(target, turn):
    scene = scene_of([HEXAGON[::turn]], [(200, 40, 120)], target)
    ours, true = forces(scene), slopes(scene)
    largest = np.linalg.norm(true, axis=1).max()
    assert largest > 1e5
    miss = np.linalg.norm(ours - true, axis=1)
    assert (miss < 0.15 * np.maximum(np.linalg.norm(true, axis=1), 0.3 * largest)).all()


def test_forces_weigh_pixels():
    scene = scene_of([HEXAGON], [(200, 40, 120)], slope_target())
    plain = forces(scene)
    scene.weight *= 3
    assert forces(scene) == pytest.approx(3 * plain, rel=1e-4)


def test_forces_between_two_polygons_are_the_derivative_too():
    left, right = [(10, 20), (50, 20), (50, 70), (10, 70)], [(44.7, 30.2), (84.6, 34.3), (80.3, 66.4), (41.7, 62.1)]
    scene = scene_of([left, right], [(200, 40, 120), (20, 220, 90)], slope_target())
    ours, true = forces(scene)[4:], slopes(scene)[4:]
    assert np.linalg.norm(ours - true) < 0.15 * np.linalg.norm(true)


def test_nothing_pulls_at_hidden_edges():
    inner = [(30, 30), (50, 30), (40, 50)]
    scene = scene_of([inner, SQUARE], [(250, 0, 0), (0, 0, 250)], slope_target(80))
    found = forces(scene)
    assert (found[:3] == 0).all()
    assert np.abs(found[3:]).max() > 1e4


def test_nothing_pulls_where_the_picture_is_right():
    scene = scene_of([HEXAGON], [(200, 40, 120)], np.zeros((96, 96, 3), F))
    scene.target[:] = scene.picture
    assert (forces(scene) == 0).all()


# ---------------------------------------------------------------------------------------------------------- colours


def test_colours_are_the_means_of_what_is_seen():
    target = np.full((80, 80, 3), (10, 20, 30), F)
    target[20:60, 20:60] = (90, 120, 240)
    target[30:50, 30:50] = (7, 200, 100)
    scene = scene_of([SQUARE, [(30, 30), (50, 30), (50, 50), (30, 50)]], np.zeros((2, 3)), target)
    scene.solve_colors()
    assert scene.colors == pytest.approx(np.array([(90, 120, 240), (7, 200, 100)], F), abs=0.01)
    assert scene.background == pytest.approx(np.array([10, 20, 30], F), abs=0.01)


def test_means_are_weighted_and_edges_count_little():
    rng = np.random.default_rng(0)
    target, weight = rng.uniform(0, 255, (80, 80, 3)).astype(F), rng.uniform(0.5, 2, (80, 80)).astype(F)
    scene = scene_of([SQUARE], np.zeros((1, 3)), target)
    scene.weight[:] = weight
    scene.solve_colors()
    share = weight.astype(float)
    share[20:60, [20, 59]] *= refine._EDGE_SHARE
    share[[20, 59], 21:59] *= refine._EDGE_SHARE
    share[20:60, [19, 60]] *= refine._EDGE_SHARE
    share[[19, 60], 20:60] *= refine._EDGE_SHARE
    inside = np.zeros((80, 80), bool)
    inside[20:60, 20:60] = True
    for color, region in [(scene.colors[0], inside), (scene.background, ~inside)]:
        expected = (share[region, None] * target[region]).sum(0) / share[region].sum()
        assert color == pytest.approx(expected, abs=0.01)


def test_a_group_has_one_colour():
    target = np.zeros((80, 80, 3), F)
    target[20:60, 20:40], target[20:60, 50:70] = 60, 180
    boxes = [[(20, 20), (40, 20), (40, 60), (20, 60)], [(50, 20), (70, 20), (70, 60), (50, 60)]]
    scene = scene_of(boxes, np.zeros((2, 3)), target, [0, 0])
    scene.solve_colors()
    assert scene.colors == pytest.approx(np.full((2, 3), 120, F), abs=0.01)


def test_what_is_hidden_keeps_its_colour():
    scene = scene_of([[(30, 30), (50, 30), (40, 50)], SQUARE], [(1, 2, 3), (0, 0, 0)], slope_target(80))
    scene.solve_colors()
    assert scene.colors[0].tolist() == [1, 2, 3]
    assert (scene.colors[1] > 50).all()


# ------------------------------------------------------------------------------------------------------------ steps


@pytest.mark.parametrize("offset", [(2.5, 0), (-1.5, 2), (3, -3)], ids=str)
def test_a_shifted_square_comes_home(offset):
    target = np.full((80, 80, 3), 100, F)
    target[20:60, 20:60] = (250, 200, 0)
    scene = scene_of([np.array(SQUARE) + offset], [(128, 128, 128)], target)
    before = error(scene)
    scene.refine(60, 0.6)
    assert scene.polygons()[0] == pytest.approx(np.array(SQUARE, float), abs=0.3)
    assert scene.colors[0] == pytest.approx(np.array([250, 200, 0]), abs=3)
    assert error(scene) < 0.02 * before


def test_refinement_ends_when_time_is_up():
    scene, asked = scene_of([HEXAGON], [(200, 40, 120)], slope_target()), []
    scene.refine(50, 0.6, lambda: asked.append(0) or len(asked) == 3)
    assert len(asked) == 3


def test_vertices_on_the_border_stay_and_none_leaves():
    target = np.zeros((40, 40, 3), F)
    target[:, :34] = 255
    scene = scene_of([[(0, 0), (25, 0), (30, 40), (0, 40)]], [(255, 255, 255)], target)
    scene.refine(60, 0.6)
    (polygon,) = scene.polygons()
    assert polygon[[0, 3]].tolist() == [[0, 0], [0, 40]]
    assert polygon[[1, 2], 1].tolist() == [0, 40]
    assert polygon[[1, 2], 0] == pytest.approx([34, 34], abs=0.5)

    adam = refine.Adam(1, 5, 10)
    x, y, pull = np.array([39], F), np.array([1], F), np.array([1e6], F)
    for _ in range(5):
        adam.move(x, y, -pull, pull, 40, 40)
    assert (x[0], y[0]) == (40, 0)


def test_steps_are_bounded_by_the_rate_and_fall():
    adam = refine.Adam(1, 0.6, 20)
    x, y, lengths = np.array([20], F), np.array([20], F), []
    for _ in range(20):
        before = x[0], y[0]
        adam.move(x, y, np.array([3e5], F), np.array([0], F), 40, 40)
        lengths.append(float(np.hypot(x[0] - before[0], y[0] - before[1])))
    assert lengths[0] == pytest.approx(0.6, rel=0.01)
    assert max(lengths) <= 0.61
    assert lengths[-1] < 0.3 * lengths[0]
    assert y[0] == 20


def test_next_to_no_force_moves_next_to_nothing():
    adam = refine.Adam(1, 0.6, 20)
    x, y, pull = np.array([20], F), np.array([20], F), np.array([0.1], F)
    adam.move(x, y, pull, pull, 40, 40)
    assert abs(x[0] - 20) < 0.01
