"""An SVG looks in a browser as it does where it is judged: headless Chromium against CairoSVG."""

import subprocess

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from scoring.render import preview
from svg_vectorize import vectorize
from tests.chromium import CHROMIUM, MISSING, OPTIONS

SIDE = 512

pytestmark = pytest.mark.skipif(not CHROMIUM, reason=MISSING)


@pytest.fixture
def browser_view(tmp_path):
    """Draw an SVG file, as an image in a page, at SIDE x SIDE pixels: uint8 (SIDE, SIDE, 3)."""

    def view(svg: str) -> np.ndarray:
        (tmp_path / "drawing.svg").write_text(svg)
        page = tmp_path / "page.html"
        page.write_text(f'<body style="margin:0;background:black"><img src="drawing.svg" width={SIDE} height={SIDE}>')
        # A window is not all page: browsers keep some of its height for themselves, so it is taller than the picture.
        command = [CHROMIUM, *OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={SIDE},{SIDE + 200}"]
        shot = tmp_path / "shot.png"
        done = subprocess.run(
            [*command, f"--screenshot={shot}", page.as_uri()], capture_output=True, text=True, timeout=120
        )
        assert shot.exists(), done.stderr
        return np.asarray(Image.open(shot).convert("RGB").crop((0, 0, SIDE, SIDE)))

    return view


@pytest.mark.slow
@pytest.mark.parametrize("max_bytes", [1_000, 10_000])
@pytest.mark.parametrize("kind", ["flat", "textured", "wide", "one colour", "moon", "shaded", "soft"])
def test_chromium_and_cairosvg_draw_alike(kind, max_bytes, scene, noise, browser_view):
    texture = Image.blend(scene.resize((384, 384)), noise, 0.3)
    moon = Image.merge("RGB", [Image.linear_gradient("L").resize((384, 384))] * 2 + [Image.new("L", (384, 384), 90)])
    ImageDraw.Draw(moon).ellipse((90, 60, 250, 220), "white")  # curves, on a gradient
    picture = {
        "moon": moon,
        "shaded": ImageChops.multiply(texture, Image.radial_gradient("L").resize((384, 384)).convert("RGB")),
        "flat": scene,
        "textured": texture,
        "wide": texture.crop((0, 0, 384, 160)),
        "one colour": Image.new("RGB", (90, 60), "teal"),
        "soft": Image.blend(scene.resize((384, 384)), noise, 0.5).filter(ImageFilter.GaussianBlur(4)),
    }[kind]
    svg = vectorize(picture, max_bytes)
    assert "<path opacity" in svg or kind != "shaded" or max_bytes < 10_000
    assert "<use" in svg or kind != "soft" or max_bytes < 10_000
    difference = np.abs(browser_view(svg).astype(float) - np.asarray(preview(svg, SIDE))).mean()
    assert difference < 2
