"""Edits of single vertices: each is worth its bytes, and each finds what it is for."""

import numpy as np
import pytest

from vectorizer import edits, raster
from vectorizer.path_text import edge_bytes
from vectorizer.scene import Scene

F = np.float32
BLACK, WHITE = np.zeros(3, F), np.full(3, 255, F)


def drawn(polygons, colors, size: int) -> np.ndarray:
    """float32 (size, size, 3): the polygons over black."""
    scene = Scene(np.zeros((size, size, 3), F), np.ones((size, size), F), (size, size))
    scene.add([np.asarray(p, F) for p in polygons], list(range(len(polygons))), [np.asarray(c, F) for c in colors])
    scene.render()
    return scene.picture


def scene_of(polygons, colors, target, grid=None, weight=None) -> Scene:
    """The polygons over black, each of its own path, tried against `target`."""
    height, width = target.shape[:2]
    weight = np.ones((height, width), F) if weight is None else weight
    scene = Scene(np.array(target, F), weight, grid or (width, height))
    scene.background = BLACK.copy()
    scene.add([np.asarray(p, F) for p in polygons], list(range(len(polygons))), [np.asarray(c, F) for c in colors])
    scene.render()
    return scene


def edit(scene: Scene, which, price: float):
    """One sweep, with colours and order left as they are."""
    more = {edits.remove: (np.inf,), edits.insert: (scene.room,)}
    return scene._edit(which, price, *more.get(which, ()))


def error(scene: Scene) -> float:
    """Of a full render of the scene as it stands."""
    area = np.empty((scene.height, scene.width + 2), F)
    picture, top = np.empty_like(scene.picture), np.empty_like(scene.top)
    raster.render(
        picture, top, area, scene.px, scene.py, scene.start, scene.end, scene.paints, scene.ground
    )  # fmt: skip
    assert picture == pytest.approx(scene.picture, abs=0.01)  # what the edits have kept is what a render shows
    return float((scene.weight * ((picture.astype(float) - scene.target) ** 2).sum(2)).sum())


def text_bytes(scene: Scene) -> int:
    """Bytes of all polygons on the grid: every edge, and the move to each."""
    total = 0
    for polygon in scene.polygons():
        if len(polygon) >= 3:
            points = np.rint(polygon / scene.unit).astype(int)
            total += 7 + sum(edge_bytes(int(dx), int(dy)) for dx, dy in np.roll(points, -1, 0) - points)
    return total


def corners(polygon) -> set[tuple[int, int]]:
    return {tuple(p) for p in np.rint(polygon).astype(int).tolist()}


SQUARE = [(10, 10), (30, 10), (30, 30), (10, 30)]


# ---------------------------------------------------------------------------------------------- what is worth it


def a_tangle(seed: int, grid=(60, 50)) -> Scene:
    """Fourteen polygons upon one another, against a picture of other polygons."""
    rng = np.random.default_rng(seed)

    def some(count):
        centers = rng.uniform((0, 0), (60, 50), (count, 2))
        shapes = []
        for center in centers:
            points = int(rng.integers(3, 9))
            angles = (np.arange(points) + rng.uniform(0, 0.9, points)) * 2 * np.pi / points
            reach = rng.uniform(3, 20, (points, 1))
            shape = center + reach * np.stack([np.cos(angles), np.sin(angles)], 1)
            shapes.append(np.clip(shape, 0, (60, 50)))
        return shapes, rng.uniform(0, 255, (count, 3))

    wanted = scene_of(*some(10), np.zeros((50, 60, 3), F)).picture
    shapes, colors = some(14)
    grid_unit = np.array([60 / grid[0], 50 / grid[1]])
    shapes = [np.rint(s / grid_unit) * grid_unit for s in shapes]
    return scene_of(shapes, colors, wanted, grid, rng.uniform(0.5, 2, (50, 60)).astype(F))


@pytest.mark.parametrize("which", [edits.remove, edits.insert, edits.shift], ids=lambda e: e.py_func.__name__)
@pytest.mark.parametrize("price", [0, 50, 2_000])
@pytest.mark.parametrize("seed", range(3))
def test_no_sweep_costs_more_than_it_saves(which, price, seed):
    scene = a_tangle(seed, (60, 50) if seed else (97, 81))
    before = error(scene), text_bytes(scene)
    edit(scene, which, price)
    after = error(scene), text_bytes(scene)
    assert after != before
    assert after[0] + price * after[1] <= before[0] + price * before[1] + 1e-4 * before[0]
    if which is edits.remove:
        assert after[1] < before[1]
    else:
        assert after[0] < before[0] or after[1] < before[1]


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("which", [edits.remove, edits.shift], ids=lambda e: e.py_func.__name__)
def test_the_price_decides(which, paid):
    """A vertex out of line, or to be moved out of line: worth a little more than its bytes, or a little less."""
    tip = [(10, 10), (20, 9), *SQUARE[1:]]
    level = SQUARE if which is edits.remove else [(10, 10), (20, 10), *SQUARE[1:]]
    target = drawn([tip], [WHITE], 40)
    with_tip, without = (scene_of([points], [WHITE], target) for points in (tip, level))
    worth = (error(without) - error(with_tip)) / (text_bytes(with_tip) - text_bytes(without))
    price = worth * (0.97 if paid else 1.03 if which is edits.remove else 2)  # (19, 9) would be a byte cheaper
    if which is edits.remove:
        edit(with_tip, which, price)
        assert corners(with_tip.polygons()[0]) == set(tip if paid else level)
    else:
        edit(without, which, price)
        assert any(y == 9 for _, y in corners(without.polygons()[0])) == paid


def test_all_edits_in_turn_lower_the_error():
    scene = a_tangle(7)
    errors = [error(scene)]
    for which in (edits.shift, edits.insert, edits.shift, edits.remove):
        edit(scene, which, 10)
        errors.append(error(scene) + 10 * text_bytes(scene))
    errors[0] += 10 * text_bytes(a_tangle(7))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.95 * errors[0]


# ----------------------------------------------------------------------------------------------------------- remove


def test_a_vertex_on_a_line_is_removed():
    scene = scene_of([[(10, 10), (20, 10), *SQUARE[1:]]], [WHITE], drawn([SQUARE], [WHITE], 40))
    edit(scene, edits.remove, 1)
    (polygon,) = scene.polygons()
    assert corners(polygon) == set(SQUARE)


def test_a_hidden_polygon_is_removed():
    hidden, cover = [(15, 15), (25, 15), (20, 25)], SQUARE
    scene = scene_of([hidden, cover], [(255, 0, 0), WHITE], drawn([SQUARE], [WHITE], 40))
    scene.remove(1)
    assert scene.count == 1
    assert corners(scene.polygons()[0]) == set(SQUARE)
    assert error(scene) == pytest.approx(0, abs=1)


def test_what_is_needed_stays():
    scene = scene_of([SQUARE], [WHITE], drawn([SQUARE], [WHITE], 40))
    edit(scene, edits.remove, 1)
    assert corners(scene.polygons()[0]) == set(SQUARE)


def test_a_small_polygon_goes_before_a_large_one():
    small, large = [(50, 5), (55, 5), (55, 10), (50, 10)], [(5, 5), (45, 5), (45, 45), (5, 45)]
    scene = scene_of([small, large], [WHITE, WHITE], drawn([small, large], [WHITE, WHITE], 60))
    edit(scene, edits.remove, 1e6)
    assert (scene.end - scene.start).tolist() == [0, 4]
    edit(scene, edits.remove, 1e9)
    assert (scene.end - scene.start).tolist() == [0, 0]


def test_no_more_is_removed_than_asked_for():
    squares = [[(x, 5), (x + 5, 5), (x + 5, 10), (x, 10)] for x in (5, 15, 25, 35)]
    scene = scene_of(squares, [WHITE] * 4, drawn(squares, [WHITE] * 4, 60))
    scene.remove(1e9, most=20)
    assert scene.count == 2  # each is some 13 bytes
    assert error(scene) > 0


def test_a_triangle_loses_no_vertex_but_goes_whole_however_large():
    triangle = [(5, 5), (50, 5), (5, 50)]
    scene = scene_of([triangle], [WHITE], drawn([triangle], [WHITE], 60))
    edit(scene, edits.remove, 1e4)
    assert corners(scene.polygons()[0]) == set(triangle)
    edit(scene, edits.remove, 1e9)
    assert (scene.end - scene.start).tolist() == [0]


# ----------------------------------------------------------------------------------------------------------- insert


def test_a_missing_corner_is_found():
    cut = [(10, 10), (24, 10), (30, 16), (30, 30), (10, 30)]
    scene = scene_of([cut], [WHITE], drawn([SQUARE], [WHITE], 40))
    before = error(scene)
    assert edit(scene, edits.insert, 1) == 1
    for _ in range(4):
        scene.shift(1)
    assert error(scene) < 0.02 * before
    edit(scene, edits.remove, 1)
    assert corners(scene.polygons()[0]) == set(SQUARE)


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("first", range(4))
def test_a_bulge_or_a_dent_is_found_in_every_edge(first, turn):
    for tip in [(20, 7), (20, 13)]:
        target = drawn([[(10, 10), tip, *SQUARE[1:]]], [WHITE], 40)
        scene = scene_of([np.roll(SQUARE[::turn], first, 0)], [WHITE], target)
        before = error(scene)
        assert edit(scene, edits.insert, 1) == 1
        assert error(scene) < 0.3 * before


def test_nothing_is_inserted_where_nothing_is_missing():
    scene = scene_of([SQUARE], [WHITE], drawn([SQUARE], [WHITE], 40))
    assert edit(scene, edits.insert, 0) == 0


def test_a_polygon_does_not_outgrow_its_room():
    triangle = [(10, 10), (30, 10), (10, 30)]
    scene = scene_of([triangle, [(50, 50), (55, 50), (55, 55)]], [WHITE, WHITE], drawn([SQUARE], [WHITE], 60))
    scene.room[:] = 3
    assert edit(scene, edits.insert, 0) == 0
    scene.room[0] = 4
    assert edit(scene, edits.insert, 0) == 1
    assert scene.polygons()[0].shape == (4, 2)


# ------------------------------------------------------------------------------------------------------------ shift


@pytest.mark.parametrize("off", list(map(tuple, edits._SHIFTS.tolist())), ids=str)
def test_a_vertex_one_unit_off_comes_back(off):
    moved = [(10 + off[0], 10 + off[1]), *SQUARE[1:]]
    scene = scene_of([moved], [WHITE], drawn([SQUARE], [WHITE], 40))
    assert edit(scene, edits.shift, 0) == 1
    assert corners(scene.polygons()[0]) == set(SQUARE)
    assert error(scene) == pytest.approx(0, abs=1)


def test_what_is_in_place_stays():
    scene = scene_of([SQUARE], [WHITE], drawn([SQUARE], [WHITE], 40))
    assert edit(scene, edits.shift, 0) == 0


def test_a_step_is_one_unit_of_the_grid():
    scene = scene_of([[(10, 32.5), (10, 10), (30, 10), (30, 30)]], [WHITE], drawn([SQUARE], [WHITE], 40), (16, 16))
    assert scene.shift(0) == 1
    assert scene.polygons()[0].tolist() == [[10, 30], [10, 10], [30, 10], [30, 30]]


def test_shifting_lays_every_vertex_on_the_grid():
    scene = a_tangle(3, (37, 41))
    scene.px += F(0.3)
    scene.shift(0)
    for polygon in scene.polygons():
        units = polygon / scene.unit
        assert units == pytest.approx(np.rint(units), abs=1e-3)


@pytest.mark.parametrize(("size", "grid"), [(40, 40), (40, 37), (256, 97), (256, 107)])
def test_border_vertices_stay_on_the_border(size, grid):
    far, unit = size, size / grid
    outline = [(0, 0), (far, 0), (far, far), (0, far)]
    inner = np.clip(outline, 2 * unit, far - 2 * unit)
    scene = scene_of([outline], [WHITE], drawn([inner], [WHITE], size), (grid, grid))
    scene.shift(0)
    assert scene.polygons()[0] == pytest.approx(np.array(outline, float), abs=0.01)


def test_border_vertices_slide_along_it():
    outline, wanted = [(0, 0), (20, 0), (0, 30)], [(0, 0), (21, 0), (0, 31)]
    scene = scene_of([outline], [WHITE], drawn([wanted], [WHITE], 40))
    edit(scene, edits.shift, 0)
    assert corners(scene.polygons()[0]) == set(wanted)


def test_no_vertex_leaves_the_picture():
    scene = scene_of([[(1, 1), (39, 2), (20, 39)]], [WHITE], drawn([[(-9, -9), (49, -9), (20, 70)]], [WHITE], 40))
    for _ in range(4):
        edit(scene, edits.shift, 0)
    (polygon,) = scene.polygons()
    assert polygon.min() >= -0.01 and polygon.max() <= 40.01
