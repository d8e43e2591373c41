"""Every colour name that the project writes is one that CairoSVG draws as CSS means it."""

import io

import cairosvg
import pytest
from PIL import Image

from support.css_colors import LACKING, NAMED


def drawn(color: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="{color}"/></svg>'
    png = cairosvg.svg2png(bytestring=svg.encode(), output_width=1, output_height=1)
    return "#{:02x}{:02x}{:02x}".format(*Image.open(io.BytesIO(png)).convert("RGB").getpixel((0, 0)))


@pytest.mark.parametrize("name", NAMED)
def test_a_name_is_drawn_as_its_hexadecimal(name):
    assert drawn(name) == NAMED[name]


def test_what_is_left_out_is_drawn_black():
    assert drawn(LACKING) == "#000000"
