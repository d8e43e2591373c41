"""Sheets of pictures: each at its place, and nothing where there is none."""

import io

import numpy as np
from PIL import Image

from training.comparison import paired_sheet
from training.sheet import png, sheet

RED, BLUE = (Image.new("RGB", (4, 4), color) for color in ("red", "blue"))


def test_pictures_lie_row_by_row():
    image = sheet([RED, None, BLUE], columns=2)
    assert image.size == (8, 8)
    assert [image.getpixel(place) for place in [(1, 1), (5, 1), (1, 5), (5, 5)]] == [
        (255, 0, 0),
        (0, 0, 0),
        (0, 0, 255),
        (0, 0, 0),
    ]
    assert sheet([None], 1, "white").getpixel((0, 0)) == (255, 255, 255)


def test_a_png_holds_the_picture():
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png(RED)))), np.asarray(RED))


def test_the_base_stands_above_the_lora():
    red, blue = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="{c}" d="M0 0h9v9H0z"/></svg>'
                 for c in ("red", "blue"))  # fmt: skip
    image = Image.open(io.BytesIO(paired_sheet([(red, blue), (None, blue)])))
    assert image.size == (384, 384)
    colors = [image.getpixel(place) for place in [(96, 96), (288, 96), (96, 288), (288, 288)]]
    assert colors == [(255, 0, 0), (255, 255, 255), (0, 0, 255), (0, 0, 255)]
