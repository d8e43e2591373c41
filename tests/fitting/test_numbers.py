"""Numbers, maps and colours: what is written is read again as what it was."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitting import affine, colors
from fitting.numbers import decimals_for, join, read_all, spell

NUMBERS = st.floats(-5000, 5000, allow_nan=False)
TOLERANCES = st.sampled_from([0.5, 0.1, 0.01, 0.001])
ANGLES = st.floats(-180, 180)
SCALES = st.one_of(st.floats(0.05, 20), st.floats(-20, -0.05))


@given(NUMBERS, TOLERANCES)
def test_a_number_is_read_as_what_it_was(value, tolerance):
    assert abs(float(spell(value, tolerance)) - value) <= tolerance + 1e-9


@given(NUMBERS, TOLERANCES)
def test_no_shorter_text_is_as_near(value, tolerance):
    text = spell(value, tolerance)
    for decimals in range(len(text.partition(".")[2])):
        assert abs(round(value, decimals) - value) > tolerance


@given(st.lists(NUMBERS, min_size=1, max_size=9), TOLERANCES)
def test_joined_numbers_are_read_one_by_one(values, tolerance):
    texts = [spell(value, tolerance) for value in values]
    assert read_all(join(texts)) == [float(text) for text in texts]


@given(TOLERANCES)
def test_as_many_decimals_as_needed(tolerance):
    decimals = decimals_for(tolerance)
    assert 0.5 * 10**-decimals <= 1.03 * tolerance < 0.5 * 10 ** (1 - decimals) * 1.03 or decimals == 0


@given(ANGLES, SCALES, SCALES, NUMBERS, NUMBERS, st.booleans())
def test_a_map_is_read_as_what_it_was(angle, x_scale, y_scale, x, y, turned):
    matrix = affine.multiply(affine.translation(x, y), (x_scale, 0.0, 0.0, y_scale, 0.0, 0.0))
    if turned:
        matrix = affine.multiply(matrix, affine.rotation(math.radians(angle)))
    again = affine.parse(affine.spell_matrix(matrix, 0.1, 100.0))
    for point in ((0, 0), (100, 0), (0, 100), (70, -70)):
        assert math.dist(affine.apply(matrix, *point), affine.apply(again, *point)) < 0.6


@given(ANGLES, SCALES, NUMBERS)
def test_a_map_and_its_inverse_cancel(angle, scale, x):
    stretched = affine.multiply(affine.rotation(angle), (scale, 0.0, 0.2, 2.0, 0.0, 0.0))
    matrix = affine.multiply(affine.translation(x, 3.0), stretched)
    assert affine.multiply(matrix, affine.invert(matrix)) == pytest.approx(affine.IDENTITY, abs=1e-6)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_is_read_as_what_it_was(rgb):
    again, alpha = colors.read(colors.spell(colors.to_text(rgb)))
    assert alpha == 1
    assert max(abs(a - b) for a, b in zip(colors.to_rgb(again), rgb, strict=True)) <= 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#FF0000", "red"), ("#ffff00", "#ff0"), ("#808080", "gray"), ("#1f3d5b", "#1f3d5b"), ("#d2b48c", "tan")],
)
def test_the_shortest_text_of_a_colour(text, expected):
    assert colors.spell(colors.read(text)[0]) == expected
