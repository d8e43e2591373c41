"""Other tracers: what is searched fits, those on the machine draw their picture, and of the rest it is known."""

import doctest
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from benchmarks import tracers, vectorizer_report, views
from benchmarks.tracers import TRACERS, first_shapes, is_missing, largest_within
from benchmarks.views import JUDGED, OWN_SIZE

PRIMITIVE = """#!{python}
import sys
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
triangle = '<path fill="#102030" fill-opacity="0.501961" d="M 10 20 L 130 40 L 50 60 Z" />\\n'
head = '<svg version="1.1" width="99" height="74">\\n<rect width="9" height="9"/>\\n'
with open(options["-o"], "w") as file:
    file.write(head + '<g transform="scale(2)">\\n' + triangle * int(options["-n"]) + "</g>\\n</svg>")
"""


@pytest.fixture
def fresh():
    """What was found before is forgotten, before the test and after it."""
    is_missing.cache_clear()
    yield
    is_missing.cache_clear()


@pytest.mark.parametrize("module", [tracers, vectorizer_report, views])
def test_the_examples(module):
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(module).attempted


def test_the_search_ends_at_the_finest_detail_that_fits():
    asked = []

    def draw(detail):
        asked.append(detail)
        return "x" * detail

    assert largest_within(draw, range(1, 1001), 617) == "x" * 617
    assert len(asked) <= 10
    assert largest_within(draw, (5, 6), 4) is None
    assert largest_within(draw, (5, 6), 100) == "x" * 6


def test_what_is_larger_is_kept_where_detail_and_bytes_do_not_go_together():
    sizes = {1: 10, 2: 90, 3: 50, 4: 60, 5: 200}
    assert len(largest_within(lambda detail: "x" * sizes[detail], tuple(sizes), 100)) == 60
    assert len(largest_within(lambda detail: "x" * sizes[detail], (2, 3, 5), 100)) == 50


def test_shapes_are_left_out_from_the_end():
    svg = "<svg>\n" + "".join(f'<path d="M{i} 0"/>\n' for i in range(10, 99)) + "</svg>"
    short = first_shapes(svg, 300)
    assert len(short) <= 300 < len(short) + len('<path d="M10 0"/>\n')
    assert short.startswith('<svg>\n<path d="M10 0"/>\n<path d="M11 0"/>') and short.endswith('"/>\n</svg>')


def test_primitive_is_called_and_its_first_triangles_are_kept(tmp_path, scene, monkeypatch, fresh):
    program = tmp_path / "primitive"
    program.write_text(PRIMITIVE.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_missing("primitive")
    svg = tracers.primitive(scene, 2_000)
    assert 2_000 - 90 < len(svg) <= 2_000
    assert svg.count("<path") > 20
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150">')
    JUDGED.measure(svg, scene)


def test_a_tracer_that_fails_is_an_error(tmp_path, scene, monkeypatch):
    program = tmp_path / "primitive"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(subprocess.CalledProcessError, match="3"):
        tracers.primitive(scene, 2_000)


def test_without_programs_what_needs_them_is_missing(monkeypatch, fresh):
    monkeypatch.setenv("PATH", "/nowhere")
    assert all(map(is_missing, TRACERS.keys() - {"AutoTrace"}))
    assert not is_missing("this project") and not is_missing("JPEG")


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize("view", [JUDGED, OWN_SIZE], ids=["judged", "own size"])
def test_a_flat_picture_is_traced_within_the_bytes(name, view, scene):
    if is_missing(name):
        pytest.skip(f"{name} is not on this machine")
    svg = TRACERS[name](scene, 3_000, view)
    assert len(svg.encode()) <= 3_000
    plain = view.measure('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>', scene)["psnr"]
    assert view.measure(svg, scene)["psnr"] > plain + 6


def test_at_its_own_size_a_picture_is_compared_in_colour_and_in_grey():
    pytest.importorskip("skimage", reason="requirements-bench.txt is not installed")
    from skimage.metrics import peak_signal_noise_ratio, structural_similarity

    picture = Image.radial_gradient("L").convert("RGB").resize((120, 60))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#a40"/></svg>'
    drawn = Image.new("RGB", (120, 60), "#a40")
    found = OWN_SIZE.measure(svg, picture)
    assert found["psnr"] == pytest.approx(peak_signal_noise_ratio(np.asarray(picture), np.asarray(drawn)))
    grey = [np.asarray(image.convert("L")) for image in (picture, drawn)]
    assert found["ssim"] == pytest.approx(structural_similarity(*grey, data_range=255))
