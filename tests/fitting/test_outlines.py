"""Path data: shorter text, the same line."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fitting import affine, outlines
from fitting.model import Shape
from fitting.path_text import path_data
from fitting.simplify import simplified
from fitting.tidying import tidy
from tests.fitting import documents


def places(outline, per_segment: int = 12) -> np.ndarray:
    """Points along an outline, (N, 2); a z is the line back."""
    found, x, y, start = [], 0.0, 0.0, (0.0, 0.0)
    for letter, *v in outline:
        t = np.linspace(0, 1, per_segment)[:, None]
        if letter == "M":
            start = (v[0], v[1])
            found.append(np.array([start]))
        elif letter == "Z":
            v = list(start)
            found.append((1 - t) * (x, y) + t * start)
        elif letter == "L":
            found.append((1 - t) * (x, y) + t * v)
        elif letter == "Q":
            found.append((1 - t) ** 2 * (x, y) + 2 * t * (1 - t) * v[:2] + t * t * v[2:])
        else:
            p = np.array([(x, y), v[:2], v[2:4], v[4:]])
            found.append((1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1] + 3 * t * t * (1 - t) * p[2] + t**3 * p[3])
        x, y = v[-2:]
    return np.concatenate(found)


def farthest(outline, other) -> float:
    """How far a point of one is at most from the nearest of the other."""
    a, b = places(outline), places(other, 200)
    return float(np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=2)).min(axis=1).max())


@given(documents.path_data(), st.booleans())
def test_shorter_data_draws_the_same_line(data, framed):
    outline = outlines.parse(data)
    text = path_data(outline, 1, stroked=True, framed=framed)
    if outline:
        again = outlines.parse(text)
        assert max(farthest(again, outline), farthest(outline, again)) < 4  # sampled every few units
    else:
        assert text == ""


@given(documents.path_data())
def test_data_that_is_short_stays_as_it_is(data):
    once = path_data(outlines.parse(data), 0, stroked=True)
    assert path_data(outlines.parse(once), 0, stroked=True) == once


@pytest.mark.parametrize(
    ("data", "stroked", "expected"),
    [
        ("M 10,10 L 20,10 L 20,20 L 10,20 Z", False, "m10 10h10v10H10"),
        ("M 10,10 L 20,10 L 20,20 L 10,20 Z", True, "m10 10h10v10H10z"),
        ("M0 0L10 0L30 0L30 9Z", False, "m0 0h30v9"),
        ("M0 0C10 0 20 10 20 20C20 30 10 40 0 40", False, "m0 0c10 0 20 10 20 20S10 40 0 40"),
        ("M0 0Q10 0 10 10Q10 20 20 20", False, "m0 0q10 0 10 10t10 10"),
        ("M0 0C3 3 6 6 9 9L0 9", False, "m0 0 9 9H0"),
        ("M5 5h0", True, "m5 5h0"),
        ("M5 5h0", False, ""),
        ("M0 0h9v9zM20 20h9v9z", False, "m0 0h9v9m11 11h9v9"),
        ("M0.5 0.3L1.5 0.8L9 9", False, "m.5.3 1 .5L9 9"),
    ],
)
def test_spelling(data, stroked, expected):
    assert path_data(outlines.parse(data), 1, stroked=stroked) == expected


@pytest.mark.parametrize("data", ["", "L5 5", "M5", "x", "M0 0", "M1 1 L", "z"])
def test_data_without_a_line_is_none(data):
    assert outlines.parse(data) == []


def test_an_error_ends_the_path():
    assert outlines.parse("M0 0L5 5L9 oops 7") == [("M", 0, 0), ("L", 5, 5)]


@given(documents.path_data(), st.floats(-180, 180), st.floats(0.2, 3))
def test_mapped_outlines_go_through_the_mapped_points(data, angle, scale):
    matrix = affine.multiply(affine.rotation(math.radians(angle)), affine.scaling(scale))
    outline = outlines.parse(data)
    mapped = outlines.transformed(outline, matrix)
    expected = [affine.apply(matrix, *point) for point in outlines.points(outline)]
    np.testing.assert_allclose(outlines.points(mapped), expected, atol=1e-6)


@given(documents.path_data(), st.sampled_from([0.5, 2.0]))
def test_tidy_outlines_stay_where_they_were(data, tolerance):
    outline = outlines.parse(data)
    if outline:
        shape = tidy(Shape(outline, {}), tolerance, framed=False)
        if shape.kind == "path":
            assert farthest(shape.outline, outline) < tolerance + 2.5


@given(documents.path_data(), st.sampled_from([1.0, 8.0]))
@example("M0 0M0 0M0 0L0 0S0 0 0 109S2 0 -1 45", 1.0)  # a line there and back is not a bow
def test_simpler_outlines_stay_near(data, tolerance):
    outline = outlines.parse(data)
    simple = simplified(outline, tolerance)
    assert sum(map(len, simple)) <= sum(map(len, outline))
    if outline:
        assert farthest(simple, outline) < 2 * tolerance + 6  # sampled every few units


def test_four_curves_are_an_ellipse():
    k = 0.5523
    circle = f"M10 50C10 {50 - 40 * k} {50 - 40 * k} 10 50 10C{50 + 40 * k} 10 90 {50 - 40 * k} 90 50"
    circle += f"C90 {50 + 40 * k} {50 + 40 * k} 90 50 90C{50 - 40 * k} 90 10 {50 + 40 * k} 10 50Z"
    shape = tidy(Shape(outlines.parse(circle), {}), 0.1, framed=False)
    assert shape.kind == "ellipse"
    assert shape.size == pytest.approx((50, 50, 40, 40))


@pytest.mark.parametrize("matrix", [(1, 0, 0, 0, 0, 0), (1, 0, 0, 1e-200, 0, 0), (0, 0, 0, 0, 5, 5)])
def test_an_arc_of_which_a_map_leaves_no_width_is_a_line(matrix):
    mapped = outlines.transformed(outlines.parse("M10 10A20 5 30 1 1 40 40"), matrix)
    assert [segment[0] for segment in mapped] == ["M", "L"]


@pytest.mark.parametrize("radii", ["0 5", "5 0", "1e-300 5", "5 -1e-200"])
def test_an_arc_without_a_radius_is_a_line(radii):
    assert outlines.parse(f"M10 10A{radii} 30 1 1 40 40") == [("M", 10, 10), ("L", 40, 40)]
