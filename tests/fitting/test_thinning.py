"""Documents with more layers than memory holds: what is seen least goes, and the rest is fitted."""

import numpy as np
import pytest

from fitting import fit
from fitting.layers import SIDE, Layers
from fitting.reading import read
from fitting.thinning import MOST_PIXELS
from scoring import render

SHEET = '<rect x="{}" width="256" height="256" fill="#{:03x}" opacity=".2"/>'
FADED = '<g opacity=".2"><circle r="{}" fill="#{:03x}"/><circle cx="99" cy="99" r="90"/></g>'
FLOOR, TOP = '<rect width="256" height="256" fill="gold"/>', '<circle cx="128" cy="128" r="60" fill="navy"/>'


def page(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">{FLOOR}{body}{TOP}</svg>'


def many(element: str, count: int) -> str:
    return page("".join(element.format(i % 9, i * 37 % 4096) for i in range(count)))


@pytest.mark.parametrize("svg", [many(SHEET, 300), many(FADED, 200)], ids=["sheets", "groups"])
def test_the_layers_of_any_page_have_a_bounded_size(svg):
    layers = Layers(read(svg))
    found = [layer for whole in layers.layers for layer in (whole, *(whole.layers or ()))]
    assert SIDE**2 < sum(layer.paint[..., 0].size for layer in found) <= MOST_PIXELS


@pytest.mark.parametrize("svg", [many(SHEET, 300), many(FADED, 200)], ids=["sheets", "groups"])
def test_the_picture_is_kept(svg):
    fitted = fit(svg, 2_000, time_limit_s=0)
    difference = np.asarray(render(fitted), float) - np.asarray(render(svg), float)
    assert np.abs(difference).mean() < 25
    assert render(fitted).getpixel((192, 192)) == (0, 0, 128)


def test_what_is_hidden_goes_first():
    hidden = SHEET.format(1, 0xF00).replace('opacity=".2"', "") * 200
    assert len(Layers(read(page(hidden + FLOOR + SHEET.format(0, 0x0F0)))).layers) == 3


def test_what_memory_holds_stays():
    assert len(Layers(read(many(SHEET, 30))).layers) == 32
