"""What is written is drawn alike by CairoSVG and by a browser: every kind of element and every trick of spelling."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fitting import fit, shorten
from generators.illustrator import Illustrator
from scoring.render import preview
from tests.chromium import CHROMIUM, MISSING, Browser
from tests.fitting.pages import DIFFICULT

SIDE = 512
ALIKE = 2.0  # of 255, mean absolute difference; edges are smoothed differently
DESCRIPTIONS = ["a lighthouse overlooking the ocean", "a knitted blue sweater", "fireworks above a river at night"]

pytestmark = pytest.mark.skipif(not CHROMIUM, reason=MISSING)


@pytest.fixture(scope="module")
def browser_view(tmp_path_factory):
    """Draw SVG text as an image in a page, at SIDE x SIDE pixels: float64 (SIDE, SIDE, 3)."""
    folder: Path = tmp_path_factory.mktemp("browser")
    with Browser() as browser:

        def view(svg: str) -> np.ndarray:
            (folder / "drawing.svg").write_text(svg)
            image = f'<img src="drawing.svg" width={SIDE} height={SIDE}>'
            (folder / "page.html").write_text(f'<body style="margin:0;background:black">{image}')
            browser.open(folder / "page.html")
            browser.run("document.querySelector('img').decode().then(() => 1)")
            browser.screenshot(folder / "shot.png")
            return np.asarray(Image.open(folder / "shot.png").convert("RGB").crop((0, 0, SIDE, SIDE)), dtype=np.float64)

        yield view


def drawn(svg: str) -> np.ndarray:
    return np.asarray(preview(svg, SIDE), dtype=np.float64)


# Gradients that are fitted to a box of curves, and an opacity on a <use>, are CairoSVG's own, before and after.
@pytest.mark.parametrize("name", DIFFICULT)
def test_a_shortened_page(name, browser_view):
    white = '<path d="M0 0h512v512H0z" fill="white"/>'
    page = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{white}{{}}</svg>'
    short = shorten(page.format(DIFFICULT[name]))
    assert np.abs(browser_view(short) - drawn(short)).mean() < ALIKE


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_a_drawing(description, browser_view):
    svg = Illustrator().svg(description)
    for text in (shorten(svg), fit(svg, 2_000)):
        assert np.abs(browser_view(text) - drawn(text)).mean() < ALIKE
