"""Pixel art comes back square by square."""

import io

import cairosvg
import numpy as np
import pytest
from PIL import Image

from scoring.constraints import validate_svg
from vectorizer.pictures import normalize
from vectorizer.squares import draw_squares, smallest
from vectorizer.vectorize import vectorize


def sprite(width: int, height: int, colors: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    palette = rng.integers(0, 256, (colors, 3), np.uint8)
    return palette[rng.integers(0, colors, (height, width))]


@pytest.mark.parametrize(("width", "height", "colors"), [(16, 16, 4), (8, 12, 3), (5, 7, 2), (24, 24, 8), (64, 48, 2)])
@pytest.mark.parametrize("factor", [1, 3, 11])
def test_every_square_keeps_its_colour(width, height, colors, factor):
    cells = sprite(width, height, colors)
    svg = vectorize(Image.fromarray(cells.repeat(factor, 0).repeat(factor, 1)), 50_000)
    validate_svg(svg, 50_000)
    scale = round(int(svg.split('width="')[1].split('"')[0]) / width)
    png = Image.open(io.BytesIO(cairosvg.svg2png(bytestring=svg.encode()))).convert("RGB")
    drawn = np.asarray(png).reshape(height, scale, width, scale, 3)
    np.testing.assert_array_equal(drawn, np.broadcast_to(cells[:, None, :, None], drawn.shape))


def test_a_small_sprite_takes_few_hundred_bytes():
    cells = np.full((16, 16, 3), (32, 96, 160), np.uint8)
    cells[3:13, 4:12] = (240, 200, 40)
    cells[6, 6] = cells[6, 9] = 0
    assert len(draw_squares(cells, 10_000)) < 300


def test_a_picture_larger_than_the_working_size_is_not_blurred_on_the_way():
    cells = sprite(20, 15, 4)
    assert normalize(Image.fromarray(cells.repeat(90, 0).repeat(90, 1))).size == (20, 15)


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.asarray(Image.radial_gradient("L").convert("RGB")), id="many colours"),
        pytest.param(sprite(200, 200, 3), id="too many squares"),
        pytest.param(sprite(60, 60, 8), id="too long for the bytes"),
    ],
)
def test_what_is_no_pixel_art_is_left_to_the_tracer(pixels):
    assert draw_squares(pixels, 2_000) is None


def test_a_whole_factor_is_taken_back_exactly():
    cells = sprite(9, 5, 6)
    np.testing.assert_array_equal(np.asarray(smallest(Image.fromarray(cells.repeat(4, 0).repeat(4, 1)))), cells)
    noisy = cells.repeat(4, 0).repeat(4, 1)
    noisy[7, 9] ^= 1
    assert smallest(Image.fromarray(noisy)).size == (36, 20)
