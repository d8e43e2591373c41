"""Levels of overlays: their pixels, and the least squares that all else follows from."""

import numpy as np
import pytest

from vectorizer import levels

F = np.float32
HEIGHT, WIDTH = 30, 40
SQUARE = np.array([(5, 6), (25, 6), (25, 26), (5, 26)], F)
OTHER = np.array([(15.5, 3.25), (35, 3.25), (35, 20), (15.5, 20)], F)


def laid_out(*polygons):
    """(x, y, start, end) of polygons."""
    end = np.cumsum([len(p) for p in polygons])
    points = np.concatenate(polygons)
    return points[:, 0].copy(), points[:, 1].copy(), np.r_[0, end[:-1]], end


def cover_of(*polygons) -> np.ndarray:
    cover = np.empty((HEIGHT, WIDTH), F)
    levels.draw(cover, np.empty((HEIGHT, WIDTH + 2), F), *laid_out(*polygons))
    return cover


def composed(stack: levels.Stack, base=None) -> np.ndarray:
    """The stack by numpy: source-over, one level after the other."""
    picture = np.array(stack.base if base is None else base, np.float64)
    for cover, color, opacity in zip(stack.cover, stack.color, stack.opacity, strict=True):
        picture += (opacity * cover)[..., None] * (color - picture)
    return picture


def error(stack: levels.Stack, base=None) -> float:
    return float((stack.weight[..., None] * (composed(stack, base) - stack.aim) ** 2).sum())


@pytest.fixture
def stack() -> levels.Stack:
    """Three levels, two of which overlap, over noise and against noise."""
    rng = np.random.default_rng(0)

    def noise():
        return rng.uniform(60, 190, (HEIGHT, WIDTH, 3)).astype(F)

    cover = np.stack([cover_of(SQUARE), cover_of(OTHER, OTHER + F(2)), cover_of(SQUARE + F([6, 1]))])
    color = np.array([(0, 0, 0), (255, 240, 200), (20, 60, 30)], F)
    return levels.Stack(
        noise(), cover, color, np.array([0.3, 0.45, 0.15], F), noise(), rng.uniform(0.5, 2, (HEIGHT, WIDTH)).astype(F)
    )


def test_where_polygons_of_a_level_overlap_it_is_no_denser():
    assert (cover_of(SQUARE, OTHER) == np.maximum(cover_of(SQUARE), cover_of(OTHER))).all()
    assert (cover_of(SQUARE, SQUARE) == cover_of(SQUARE)).all()


def test_all_are_turned_one_way():
    x, y, start, end = laid_out(SQUARE[::-1], OTHER)
    levels.turn(x, y, start, end)
    assert np.stack([x, y], 1)[:4].tolist() == SQUARE.tolist()
    assert np.stack([x, y], 1)[4:].tolist() == OTHER.tolist()


def test_a_level_is_blended_as_opacity_says(stack):
    picture = stack.base.copy()
    for cover, color, opacity in zip(stack.cover, stack.color, stack.opacity, strict=True):
        levels.blend(picture, cover, color, opacity)
    assert picture == pytest.approx(composed(stack), abs=1e-3)


def test_the_error_of_what_lies_below_is_that_of_the_whole(stack):
    target, weight = np.empty_like(stack.base), np.empty_like(stack.weight)
    levels.aim_below(stack, target, weight)
    for base in (stack.base, stack.base[::-1, ::-1], np.full_like(stack.base, 77)):
        below = float((weight[..., None] * (base.astype(float) - target) ** 2).sum())
        assert below == pytest.approx(error(stack, base), rel=1e-4)
    bare = (stack.cover == 0).all(0)
    assert bare.any() and (target[bare] == stack.aim[bare]).all()


@pytest.mark.parametrize("k", range(3))
def test_the_error_of_a_level_is_that_of_the_whole(stack, k):
    below, target, weight = np.zeros_like(stack.base), np.zeros_like(stack.base), np.zeros_like(stack.weight)
    frame = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], F)
    levels.aim_at(stack, k, *laid_out(frame), 0, below, target, weight)
    for opacity in (0.0, 0.2, 0.9):
        stack.opacity[k] = opacity
        over = below + (F(opacity) * stack.cover[k])[..., None] * (stack.color[k] - below)
        assert float((weight[..., None] * (over - target) ** 2).sum()) == pytest.approx(error(stack), rel=1e-4)


@pytest.mark.parametrize("k", range(3))
def test_gain_is_what_full_cover_takes_off(stack, k):
    gain, positive = (maps[k] for maps in levels.gain_maps(stack))
    before = stack.weight[..., None] * (composed(stack) - stack.aim) ** 2
    free = stack.cover[k] < 0.5
    assert (gain[stack.cover[k] == 1] == 0).all()
    stack.cover[k] = 1
    after = stack.weight[..., None] * (composed(stack) - stack.aim) ** 2
    assert gain == pytest.approx((before - after).sum(2), abs=0.5, rel=1e-3)
    assert (positive == ((gain > 0) & free)).all()
    assert 0 < positive.mean() < 1


@pytest.mark.parametrize("k", range(3))
def test_the_fit_finds_the_colour_and_the_opacity_that_there_were(stack, k):
    true = stack.color[k].copy(), float(stack.opacity[k])
    stack.aim[:] = composed(stack)
    stack.color[k], stack.opacity[k] = (128, 128, 128), 0.25
    levels.fit(stack, k)
    assert stack.color[k] == pytest.approx(true[0], abs=1)
    assert stack.opacity[k] == pytest.approx(true[1], abs=0.01)


@pytest.mark.parametrize("k", range(3))
def test_the_fit_takes_off_error_and_stays_in_range(stack, k):
    before = error(stack)
    stack.aim[:] += 120 * (-1) ** k  # brighter, or darker, than any colour could make it
    levels.fit(stack, k)
    assert (stack.color >= 0).all() and (stack.color <= 255).all()
    assert 0.03 < stack.opacity[k] <= 0.8
    stack.aim[:] -= 120 * (-1) ** k
    levels.fit(stack, k)
    assert error(stack) < before
    assert (stack.color[k] == np.round(stack.color[k])).all()


def test_a_level_without_polygons_is_left_alone(stack):
    stack.cover[1] = 0
    color = stack.color[1].copy()
    levels.fit(stack, 1)
    assert (stack.color[1] == color).all()


def test_forces_are_the_derivative_of_the_error(stack):
    """Where the aim is smooth: against differences of the error."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(F)
    stack.base[:] = (60 + 2 * x + y)[..., None]
    stack.aim[:] = (90 + x - y)[..., None]
    stack.weight[:] = 1
    polygons = np.array([(5.3, 6.2), (25.6, 8.1), (22.2, 24.7), (7.7, 22.4)], F), OTHER
    stack.cover[0], stack.cover[1] = cover_of(*polygons), 0
    px, py, start, end = laid_out(*polygons)
    force_x, force_y = np.empty_like(px), np.empty_like(py)
    levels.forces(stack, 0, px, py, start, end, force_x, force_y)
    for i in range(4):
        for moved, force in ((0, force_x), (1, force_y)):
            errors = []
            for step in (-0.5, 0.5):
                points = polygons[0].copy()
                points[i, moved] += step
                stack.cover[0] = cover_of(points, OTHER)
                errors.append(error(stack))
            assert force[i] == pytest.approx(errors[1] - errors[0], rel=0.15, abs=0.05 * float(np.abs(force_x).max()))


def test_nothing_pulls_at_an_edge_inside_its_level(stack):
    inner = np.array([(10, 10), (20, 10), (20, 20), (10, 20)], F)
    stack.cover[0] = cover_of(SQUARE, inner)
    px, py, start, end = laid_out(SQUARE, inner)
    force_x, force_y = np.ones_like(px), np.ones_like(py)
    levels.forces(stack, 0, px, py, start, end, force_x, force_y)
    assert (force_x[4:] == 0).all() and (force_y[4:] == 0).all()
    assert (force_x[:4] != 0).any()
