"""Few paths: colours shared where that costs little, painting order changed where nobody sees it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorizer import order
from vectorizer.scene import Scene

F = np.float32


def merged(colors, weight, limit: float) -> list[int]:
    return order.merge_colors(np.array(colors, float).reshape(-1, 3), np.array(weight, float), limit).tolist()


# ---------------------------------------------------------------------------------------------------------- colours


def test_near_colours_are_merged_and_far_ones_not():
    colors = [(10, 10, 10), (200, 0, 0), (11, 10, 10), (200, 2, 0), (0, 0, 250)]
    assert merged(colors, [50] * 5, 1_000) == [0, 1, 0, 1, 4]


def test_a_merge_costs_what_it_adds_to_the_error():
    colors, weight = np.array([(0, 0, 0), (6, 0, 8)], float), np.array([30.0, 10.0])
    mean = (colors * weight[:, None]).sum(0) / weight.sum()
    added = (weight * ((colors - mean) ** 2).sum(1)).sum()
    assert merged(colors, weight, 0.99 * added) == [0, 1]
    assert merged(colors, weight, 1.01 * added) == [0, 0]


def test_heavy_colours_are_kept_apart_where_light_ones_are_not():
    colors = [(0, 0, 0), (9, 9, 9)]
    assert merged(colors, [2_000, 2_000], 5_000) == [0, 1]
    assert merged(colors, [2, 2_000], 5_000) == [0, 0]


def test_a_chain_of_small_steps_is_not_one_colour():
    colors = [(4 * i, 0, 0) for i in range(40)]
    labels = merged(colors, [20] * 40, 5_000)
    assert 1 < len(set(labels)) < 20
    assert labels == sorted(labels)


@given(st.lists(st.tuples(*[st.integers(0, 40)] * 3), max_size=12), st.integers(0, 3_000))
def test_labels_are_members_of_their_clusters(colors, limit):
    labels = merged(colors, [1 + i % 5 for i in range(len(colors))], limit)
    assert len(labels) == len(colors)
    assert all(labels[label] == label for label in labels)
    if limit == 0:
        assert labels == list(range(len(colors)))


def test_a_higher_limit_leaves_fewer_colours():
    colors = np.random.default_rng(0).uniform(0, 255, (60, 3))
    counts = [len(set(merged(colors, [10] * 60, limit))) for limit in (0, 5_000, 10_000, 20_000, 100_000, 1e9)]
    assert counts[0] == 60
    assert counts[-1] == 1
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 6


# --------------------------------------------------------------------------------------------------------- schedule


@st.composite
def stacks(draw):
    """(bool (N, N) overlaps above the diagonal, int64 (N,) labels)."""
    count = draw(st.integers(1, 12))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=25))
    overlap = np.zeros((count, count), bool)
    for i, j in pairs:
        overlap[min(i, j), max(i, j)] = i != j
    return overlap, np.array(draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count)), np.int64)


@given(stacks())
def test_what_overlaps_keeps_its_order(stack):
    overlap, label = stack
    places, run = order.schedule(overlap, label)
    assert sorted(places) == list(range(len(label)))
    place_of = np.argsort(places)
    for i, j in zip(*np.nonzero(overlap), strict=True):
        assert place_of[i] < place_of[j]


@given(stacks())
def test_a_run_has_one_label_and_runs_follow_each_other(stack):
    overlap, label = stack
    places, run = order.schedule(overlap, label)
    assert run[0] == 0
    for k in range(1, len(run)):
        assert run[k] - run[k - 1] in (0, 1)
        assert (run[k] == run[k - 1]) == (label[places[k]] == label[places[k - 1]])  # a run is as long as it can be
    assert run[-1] + 1 <= 1 + np.count_nonzero(np.diff(label))  # never more than there were


@given(st.lists(st.integers(0, 5), min_size=6, max_size=20))
def test_where_nothing_overlaps_there_is_one_run_a_label(label):
    _, run = order.schedule(np.zeros((len(label),) * 2, bool), np.array(label, np.int64))
    assert run[-1] + 1 == len(set(label))


def test_a_label_that_can_be_finished_goes_first():
    overlap = np.zeros((4, 4), bool)
    overlap[1, 3] = True  # 0 and 3 are of one label, and 3 waits for 1
    places, run = order.schedule(overlap, np.array([0, 1, 1, 0]))
    assert places.tolist() == [1, 2, 0, 3]
    assert run.tolist() == [0, 0, 1, 1]


# ---------------------------------------------------------------------------------------------------------- regroup


def rectangles(seed: int, count: int = 25) -> Scene:
    """Rectangles upon each other in four colours, each of its own path, against the picture that they make."""
    rng = np.random.default_rng(seed)
    size = 64
    scene = Scene(np.zeros((size, size, 3), F), np.ones((size, size), F), (size, size))
    corners = 2 * rng.integers(0, 24, (count, 2))
    sides = 2 * rng.integers(1, 8, (count, 2))
    palette = rng.integers(0, 256, (4, 3)).astype(F)
    polygons = [
        np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], F)
        for (x, y), (w, h) in zip(corners, sides, strict=True)
    ]
    scene.add(polygons, list(range(count)), list(palette[rng.integers(0, 4, count)]))
    scene.render()
    scene.target[:] = scene.picture
    return scene


@pytest.mark.parametrize("limit", [0, 0.5])
@pytest.mark.parametrize("seed", range(6))
def test_regrouping_equal_colours_does_not_change_the_picture(seed, limit):
    scene = rectangles(seed)
    before, length, count = scene.picture.copy(), len(scene.svg()), scene.count
    scene.regroup(limit)
    assert scene.count == count
    scene.render()
    assert np.abs(scene.picture - before).max() <= 1
    groups = 1 + np.count_nonzero(np.diff(scene.group))
    assert groups == scene.group.max() + 1
    if limit:
        assert groups <= 17
        assert len(scene.svg()) < length - 15 * (count - groups)
    else:
        assert groups == count


def test_regrouping_spends_at_most_the_limit_a_path():
    scene = rectangles(3)
    rng = np.random.default_rng(0)
    scene.target += rng.normal(0, 5, scene.target.shape)
    scene.solve_colors()

    def error():
        scene.render()
        return float(((scene.picture - scene.target) ** 2).sum())

    scene.regroup(0)
    before, groups = error(), scene.group.max() + 1
    scene.regroup(2_000)
    saved = groups - (scene.group.max() + 1)
    assert saved > 0
    assert error() <= before + 2_000 * saved * 1.1


def test_nothing_to_regroup():
    scene = Scene(np.zeros((9, 9, 3), F), np.ones((9, 9), F), (9, 9))
    scene.regroup(100)
    assert scene.count == 0
