"""Polygons -> text: nothing is lost, and it is short."""

import io
import re
from itertools import pairwise
from xml.etree import ElementTree

import cairosvg
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scoring import validate_svg
from vectorizer import path_text

coordinates = st.integers(0, 640)
polygons = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=12).map(
    lambda points: path_text.clean(np.array(points, np.int64))
).filter(len)  # fmt: skip


def read(data: str) -> list[list[tuple[int, int]]]:
    """The points of each subpath of relative m, l, h, v; as a browser reads them, in another way than they are made."""
    subpaths, pen = [], (0, 0)
    for command, rest in re.findall(r"([a-z])([^a-z]*)", data):
        numbers = [int(n) for n in re.findall(r"-?\d+", rest)]
        assert re.fullmatch(r"[-\d ]*", rest)
        if command in "ml":
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        else:
            steps = [(n, 0) if command == "h" else (0, n) for n in numbers]
        assert command in "mlhv" and steps
        if command == "m":
            subpaths.append([])
        for dx, dy in steps:
            pen = (pen[0] + dx, pen[1] + dy)
            subpaths[-1].append(pen)
    return subpaths


def same_cycle(points: list[tuple[int, int]], polygon: np.ndarray) -> bool:
    """Whether both are one cycle, begun anywhere and turned either way."""
    forth = [tuple(p) for p in polygon.tolist()]
    turns = forth, forth[::-1]
    return any(points == cycle[i:] + cycle[:i] for cycle in turns for i in range(len(cycle)))


def twice_area(polygon: np.ndarray) -> int:
    x, y = polygon[:, 0], polygon[:, 1]
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())


def pixels(svg: str) -> np.ndarray:
    """uint8 (H, W, 4), at the document's own size."""
    return np.asarray(Image.open(io.BytesIO(cairosvg.svg2png(svg.encode()))).convert("RGBA"))


def plain(cycles: list[np.ndarray]) -> str:
    """The same path spelt straightforwardly: relative, minus signs as separators, begun at the first point."""
    text, pen = "", (0, 0)
    for polygon in cycles:
        steps = np.diff(np.concatenate([[pen], polygon]), axis=0).tolist()
        text += "m" + " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
        pen = tuple(polygon[-1])
    return text


# ------------------------------------------------------------------------------------------------------- path data


@given(st.lists(polygons, min_size=1, max_size=4))
def test_the_text_says_the_polygons(cycles):
    subpaths = read(path_text.path_data(cycles))
    assert len(subpaths) == len(cycles)
    for polygon in cycles:  # in any order
        subpaths.remove(next(points for points in subpaths if same_cycle(points, polygon)))


@given(st.lists(polygons, min_size=1, max_size=4))
def test_all_polygons_of_a_path_turn_one_way(cycles):
    """The fill rule is nonzero: two that turn in opposite ways would leave a hole where they overlap."""
    for points in read(path_text.path_data(cycles)):
        assert twice_area(np.array(points)) >= 0


def test_polygons_that_overlap_leave_no_hole():
    left, right = [(2, 2), (20, 2), (20, 20), (2, 20)], [(10, 5), (10, 15), (30, 15), (30, 5)]
    white, black = np.full(3, 255.0), np.zeros(3)
    drawn = pixels(path_text.document([(black, [np.array(left), np.array(right)])], white, 32, 32))
    assert (drawn[6:14, 3:29, :3] == 0).all()


def test_the_next_polygon_is_a_near_one():
    boxes = [np.array([(x, 7), (x + 5, 7), (x + 5, 12), (x, 12)], np.int64) for x in (100, 500, 120, 520)]
    starts = [points[0][0] // 100 for points in read(path_text.path_data(boxes))]
    assert starts == [1, 1, 5, 5]


@given(polygons)
def test_never_longer_than_plain_spelling(polygon):
    assert len(path_text.path_data([polygon])) <= len(plain([polygon])) + 1  # one where an l follows an h or v


def test_shorter_than_plain_spelling_on_the_whole():
    rng = np.random.default_rng(0)
    cycles = [rng.integers(0, 300, (1, 2)) + rng.integers(0, 30, (6, 2)) for _ in range(200)]
    cycles = [p for p in map(path_text.clean, cycles) if len(p)]
    ours, theirs = len(path_text.path_data(cycles)), len(plain(cycles))
    assert ours < 0.96 * theirs


def test_the_costliest_edge_is_left_to_the_fill():
    triangle = np.array([(0, 0), (5, 3), (150, 200)], np.int64)
    assert path_text.path_data([triangle]) == "m0 0 5 3 145 197"
    (points,) = read(path_text.path_data([np.roll(triangle, 1, 0)]))
    assert points == [(0, 0), (5, 3), (150, 200)]


def test_level_and_upright_edges_take_one_number():
    assert path_text.path_data([np.array([(5, 5), (9, 5), (9, 8), (5, 8)], np.int64)]) in (
        "m5 5h4v3h-4",
        "m5 8v-3h4v3",
        "m9 5v3h-4v-3",
        "m9 8h-4v-3h4",
    )


@given(polygons)
def test_drawn_by_cairo_it_is_the_polygon(polygon):
    small = path_text.clean(polygon // 10)
    if not len(small):
        return
    white, black = np.full(3, 255.0), np.zeros(3)
    svg = path_text.document([(black, [small])], white, 64, 64)
    points = " ".join(f"{x},{y}" for x, y in small)
    expected = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="white"/>'
        f'<polygon points="{points}"/></svg>'
    )
    difference = pixels(svg).astype(int) - pixels(expected)
    assert np.abs(difference).max() <= 1


# ----------------------------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize("v", [0, 1, 9, 10, 42, 99, 100, 640, 999])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_takes_its_digits_and_a_separator(v, sign):
    assert path_text.number_bytes(sign * v) == len(str(v)) + 1


@given(polygons)
def test_edge_bytes_are_those_of_the_text(polygon):
    data = path_text.path_data([polygon])
    (points,) = read(data)
    pieces = re.findall(r"[hv]-?\d+|[lm ]?-?\d+(?: |(?=-))-?\d+", data)
    assert "".join(pieces) == data
    for ((x, y), (next_x, next_y)), piece in zip(pairwise(points), pieces[1:], strict=True):
        spare = path_text.edge_bytes(next_x - x, next_y - y) - len(piece)
        if piece[0] in "hv":
            assert spare == (0 if "-" in piece else 1)  # the sign's place is always counted
        else:
            assert spare == (-1 if piece.startswith("l-") else 0)


# ----------------------------------------------------------------------------------------------------------- clean


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=0, max_size=14))
def test_cleaning_keeps_the_area_and_leaves_no_needless_point(points):
    polygon = np.array(points, np.int64).reshape(-1, 2)
    before = polygon.copy()
    kept = path_text.clean(polygon)
    assert (polygon == before).all()
    assert len(kept) == 0 or len(kept) >= 3
    assert {tuple(p) for p in kept.tolist()} <= set(points)
    assert twice_area(kept) == twice_area(polygon)
    step = np.roll(kept, -1, 0) - kept
    last = np.roll(step, 1, 0)
    assert (step[:, 0] * last[:, 1] != step[:, 1] * last[:, 0]).all()


@pytest.mark.parametrize(
    "points", [[(3, 3)] * 5, [(0, 0), (5, 5), (9, 9), (2, 2)], [(1, 1), (4, 1)], [(0, 0), (0, 9), (0, 3)]], ids=str
)
def test_what_has_no_area_is_gone(points):
    assert path_text.clean(np.array(points, np.int64)).shape == (0, 2)


# ---------------------------------------------------------------------------------------------------------- colour


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_colours_are_exact_and_short(color):
    text = path_text.color_text(np.array(color, float))
    digits = text[1:]
    assert text[0] == "#" and len(digits) == (3 if all(c % 17 == 0 for c in color) else 6)
    full = digits if len(digits) == 6 else "".join(2 * d for d in digits)
    assert tuple(bytes.fromhex(full)) == color


def test_colours_are_rounded_and_cut():
    assert path_text.color_text(np.array([-3.0, 99.6, 400.0], np.float32)) == "#0064ff"
    assert path_text.color_text(np.array([16.9, 33.6, 0.2])) == "#120"


# -------------------------------------------------------------------------------------------------------- document


@given(st.lists(st.lists(polygons, max_size=3), max_size=3), st.integers(1, 640), st.integers(1, 640))
def test_the_document_passes_the_check(groups, width, height):
    color = np.array([18.0, 52.0, 86.0])
    svg = path_text.document([(color, cycles) for cycles in groups], color, width, height)
    validate_svg(svg, 10**6)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert len(root) == 1 + sum(bool(cycles) for cycles in groups)


def test_what_has_no_area_takes_no_bytes():
    color = np.array([1.0, 2.0, 3.0])
    line = np.array([(0, 0), (5, 5), (9, 9)], np.int64)
    assert path_text.document([(color, [line])], color, 20, 20) == path_text.document([], color, 20, 20)


def test_the_background_fills_the_viewbox():
    svg = path_text.document([], np.array([10.0, 20.0, 30.0]), 30, 20)
    assert pixels(svg).shape == (20, 30, 4)
    assert (pixels(svg) == (10, 20, 30, 255)).all()
