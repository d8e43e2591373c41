"""Polygons -> pixels, against CairoSVG and against areas that can be worked out by hand."""

import io

import cairosvg
import numpy as np
import pytest
from PIL import Image

from vectorizer import edits, order, paint, path_text, raster, refine

F = np.float32


def star(rng: np.random.Generator, center, radius: float, points: int) -> np.ndarray:
    """A simple polygon around `center`: corners at rising angles, at half to the whole of `radius`; float32 (N, 2)."""
    angles = (np.arange(points) + rng.uniform(0.1, 0.9, points)) * 2 * np.pi / points
    reach = radius * rng.uniform(0.5, 1, points)
    return (np.asarray(center) + np.stack([np.cos(angles), np.sin(angles)], 1) * reach[:, None]).astype(F)


def flat(polygons: list[np.ndarray]):
    """(px, py, start, end) of the polygons, as the kernels take them."""
    points = np.concatenate(polygons).astype(F) if polygons else np.zeros((0, 2), F)
    end = np.cumsum([len(p) for p in polygons], dtype=np.int64)
    start = end - np.array([len(p) for p in polygons], np.int64)
    return np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1]), start, end


def render(polygons, colors, background, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    picture, top = np.empty((height, width, 3), F), np.empty((height, width), np.int32)
    area = np.full((height, width + 2), np.nan, F)  # scratch may hold anything
    raster.render(picture, top, area, *flat(polygons), paint.flat(colors), paint.flat(background)[0])
    return picture, top


def coverage(polygon: np.ndarray, width: int, height: int) -> np.ndarray:
    """float32 (height, width), 0 to 1: white on black."""
    return render([polygon], [(255, 255, 255)], (0, 0, 0), width, height)[0][..., 0] / 255


def by_cairo(polygons, colors, background, width: int, height: int) -> np.ndarray:
    def path(points, color):
        text = " ".join(f"{x:.5f},{y:.5f}" for x, y in points)
        return f'<path fill="rgb({",".join(str(int(c)) for c in color)})" d="M{text}z"/>'

    frame = [(0, 0), (width, 0), (width, height), (0, height)]
    parts = [path(p, c) for p, c in zip([frame, *polygons], [background, *colors], strict=True)]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
    return np.asarray(Image.open(io.BytesIO(cairosvg.svg2png(svg.encode()))).convert("RGB")).astype(F)


def rectangle(x0, y0, x1, y1) -> np.ndarray:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], F)


# ------------------------------------------------------------------------------------------------------- rendering


@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_cairo(seed):
    rng = np.random.default_rng(seed)
    width, height = (90, 60) if seed % 2 else (64, 100)
    polygons = [
        star(rng, rng.uniform((0, 0), (width, height)), rng.uniform(2, 45), int(rng.integers(3, 12)))
        for _ in range(12)
    ]
    colors = rng.integers(0, 256, (13, 3))
    ours, _ = render(polygons, colors[1:], colors[0], width, height)
    difference = np.abs(ours - by_cairo(polygons, colors[1:], colors[0], width, height))
    assert difference.mean() < 1
    assert np.quantile(difference, 0.99) < 8  # no edge is off by much of a pixel either


@pytest.mark.parametrize("turn", [1, -1], ids=["clockwise", "anticlockwise"])
@pytest.mark.parametrize(
    "box",
    [(3, 2, 9, 7), (3.25, 2.5, 9.75, 7.125), (4.2, 4.3, 4.7, 4.9), (0, 0, 16, 12), (-5, 3.5, 20, 4), (7.5, -9, 8, 30)],
    ids=str,
)
def test_rectangles_are_exact(box, turn):
    x0, y0, x1, y1 = box
    columns = np.clip(np.minimum(x1, np.arange(16) + 1) - np.maximum(x0, np.arange(16)), 0, 1)
    rows = np.clip(np.minimum(y1, np.arange(12) + 1) - np.maximum(y0, np.arange(12)), 0, 1)
    assert coverage(rectangle(*box)[::turn], 16, 12) == pytest.approx(np.outer(rows, columns), abs=1e-5)


@pytest.mark.parametrize("slope", [0.1, 0.5, 1, 3, 9])
def test_slanted_edges_cover_their_exact_area(slope):
    triangle = np.array([(1, 1), (1 + slope * 5, 1), (1, 6)], F)
    assert coverage(triangle, 50, 8).sum() == pytest.approx(slope * 25 / 2, abs=0.01)


@pytest.mark.parametrize(
    "offset", [(-40, 0), (40, 0), (0, -40), (0, 40), (-40, 40), (1e4, -1e4)], ids=str
)
def test_what_lies_outside_leaves_the_picture_alone(offset):
    picture, top = render([rectangle(0, 0, 20, 20) + F(offset)], [(255, 0, 0)], (9, 8, 7), 30, 25)
    assert (picture == (9, 8, 7)).all()
    assert (top == -1).all()


@pytest.mark.parametrize("seed", range(4))
def test_what_reaches_over_the_border_is_cut_there(seed):
    rng = np.random.default_rng(seed)
    polygons = [star(rng, center, 40, 7) for center in [(0, 0), (50, 5), (3, 40), (50, 40), (25, -10), (-20, 20)]]
    colors = rng.integers(0, 256, (7, 3))
    ours, _ = render(polygons, colors[1:], colors[0], 50, 40)
    wide, _ = render([p + F(60) for p in polygons], colors[1:], colors[0], 170, 160)
    assert ours == pytest.approx(wide[60:100, 60:110], abs=0.2)


def test_fewer_than_three_points_paint_nothing():
    picture, top = render([np.array([(1, 1), (9, 9)], F), np.zeros((0, 2), F)], [(255, 0, 0)] * 2, (0, 0, 0), 10, 10)
    assert not picture.any()
    assert (top == -1).all()


def test_no_polygons_are_the_background():
    assert (render([], [], (1, 2, 3), 4, 5)[0] == (1, 2, 3)).all()


def test_the_topmost_is_the_last_that_covers_more_than_half():
    below, above, sliver = rectangle(1, 1, 7, 7), rectangle(4.4, 2, 9, 5), rectangle(2, 1, 2.4, 7)
    _, top = render([below, above, sliver], [(9, 9, 9)] * 3, (0, 0, 0), 10, 8)
    expected = np.full((8, 10), -1)
    expected[1:7, 1:7] = 0
    expected[2:5, 4:9] = 1  # 0.6 of column 4 is covered; the sliver covers 0.4 of column 2
    assert (top == expected).all()


# --------------------------------------------------------------------------------------------------------- windows


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("window", [(0, 0, 40, 30), (7, 5, 20, 18), (30, 20, 40, 30), (15, 0, 16, 30)], ids=str)
def test_a_window_is_a_crop_of_the_whole(seed, window):
    x0, y0, x1, y1 = window
    polygon = star(np.random.default_rng(seed), (20, 15), 25, 9)
    px, py, start, end = flat([polygon])
    area = np.zeros((y1 - y0, x1 - x0 + 2), F)
    raster.accumulate(area, px, py, 0, len(polygon), F(x0), F(y0), x1 - x0, y1 - y0)
    cover = np.minimum(np.abs(np.cumsum(area, 1)), 1)[:, : x1 - x0]
    whole = coverage(polygon, 40, 30)[y0:y1, x0:x1]
    assert cover == pytest.approx(whole, abs=0.004)  # render leaves out less than 0.003

    painted, scratch = np.full((y1 - y0, x1 - x0, 3), 50, F), np.full((y1 - y0, x1 - x0 + 2), np.nan, F)
    raster.blend(painted, scratch, px, py, 0, len(polygon), x0, y0, x1 - x0, y1 - y0, paint.flat([200, 100, 0])[0])
    expected, _ = render([polygon], [(200, 100, 0)], (50, 50, 50), 40, 30)
    assert painted == pytest.approx(expected[y0:y1, x0:x1], abs=0.05)


def test_bounds_are_whole_pixels_of_the_picture():
    px, py, *_ = flat([np.array([(3.2, -4), (8.9, 5.5), (6, 99)], F)])
    assert raster.bounds(px, py, 0, 3, 50, 40) == (3, 0, 9, 40)


# ------------------------------------------------------------------------------------------------ sums over pixels


def test_gain_is_the_error_that_a_colour_would_remove():
    rng = np.random.default_rng(0)
    target, weight = rng.uniform(0, 255, (6, 7, 3)).astype(F), rng.uniform(0.5, 2, (6, 7)).astype(F)
    error, color = rng.uniform(0, 40_000, (6, 7)).astype(F), np.array([90, 120, 150], F)
    gain, positive = raster.gain_map(target, weight, error, color)
    assert gain == pytest.approx(error - weight * ((target - color) ** 2).sum(2), rel=1e-4, abs=0.1)
    assert (positive == (gain > 0)).all()
    assert 0 < positive.mean() < 1


def test_regions_are_measured():
    labels = np.array([[0, 1, 1, 0], [0, 0, 1, 0], [3, 0, 0, 0]], np.int32)
    gain = np.arange(12, dtype=F).reshape(3, 4)
    sums, sizes, boxes = raster.measure(gain, labels, 4)
    assert sums.tolist() == [0 + 3 + 4 + 5 + 7 + 9 + 10 + 11, 1 + 2 + 6, 0, 8]
    assert sizes.tolist() == [8, 3, 0, 1]
    assert boxes[[0, 1, 3]].tolist() == [[0, 0, 4, 3], [1, 0, 3, 2], [0, 2, 1, 3]]


def test_gain_under_a_polygon_and_what_others_took():
    gain, used = np.arange(80, dtype=F).reshape(8, 10), np.zeros((8, 10), bool)
    area = np.full((8, 12), np.nan, F)
    px, py, *_ = flat([rectangle(2, 1, 6, 5.5)])
    assert raster.gain_under(gain, area, px, py) == pytest.approx(gain[1:5, 2:6].sum() + gain[5, 2:6].sum() / 2)
    assert raster.share_used(used, area, px, py) == 0

    raster.mark_used(used, area, *flat([rectangle(0, 0, 3.6, 3)])[:2])
    expected = np.zeros((8, 10), bool)
    expected[:3, :4] = True
    assert (used == expected).all()
    assert raster.share_used(used, area, px, py) == pytest.approx(4 / 16)


def test_outside_nothing_is_gained_and_nothing_marked():
    gain, used, area = np.ones((8, 10), F), np.zeros((8, 10), bool), np.empty((8, 12), F)
    px, py, *_ = flat([rectangle(20, 1, 26, 5)])
    assert raster.gain_under(gain, area, px, py) == 0
    assert raster.share_used(used, area, px, py) == 1
    raster.mark_used(used, area, px, py)
    assert not used.any()


def test_no_loop_may_change_the_order_of_a_sum():
    """Copies of a loop that were compiled apart would then differ in the last bit, and with them the SVGs of a seed."""
    for loop in (raster.render, raster.blend, edits.shift, refine.forces, order.merge_colors, path_text.clean):
        assert not {"fast", "reassoc", "contract", "arcp", "afn"} & set(loop.targetoptions["fastmath"])


def test_overlaps_are_those_of_more_than_two_pixels():
    boxes = [(0, 0, 5, 5), (4, 4, 9, 9), (3, 0, 9, 1), (4, 0, 8, 4), (20, 2, 25, 9)]  # 4, 4 | 3, 4 | 4 touches none
    px, py, start, end = flat([rectangle(*box) for box in boxes])
    found = raster.overlaps(px, py, start, end, 12, 12, np.empty((12, 14), F))
    inside = np.zeros((5, 12, 12), bool)
    for s, (x0, y0, x1, y1) in enumerate(boxes):
        inside[s, y0:y1, x0:x1] = True
    shared = (inside[:, None] & inside[None]).sum((2, 3))
    assert (found == np.triu(shared > 2, 1)).all()
    assert found.sum() == 2
