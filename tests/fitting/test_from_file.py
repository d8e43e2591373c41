"""`python svg_vectorize.py drawing.svg`: an SVG is fitted, whatever it is called and whatever is in it."""

import numpy as np
import pytest
from PIL import Image

import svg_vectorize
from fitting.from_file import is_svg
from scoring import validate_svg
from scoring.measures.fidelity import judged_ssim
from scoring.render import render
from tests.fitting.test_fit import drawing


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command in a folder of its own; return status, lines of output and lines of errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        try:
            status = svg_vectorize.main(list(arguments))
        except SystemExit as stop:
            status = stop.code
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def test_an_svg_is_fitted(run, tmp_path):
    svg = drawing()
    (tmp_path / "drawing.svg").write_text(svg)
    status, out, err = run("drawing.svg", "-o", "short.svg", "--max-bytes", "2000", "--compare")
    assert (status, err) == (0, [])
    short = (tmp_path / "short.svg").read_text()
    validate_svg(short, 2_000)
    assert judged_ssim(render(svg), render(short)) > 0.9
    assert "<use" in short  # it was not traced
    assert out[0].startswith(f"short.svg: {len(short):,} bytes, ")
    assert (tmp_path / "short.compare.png").exists()


@pytest.mark.parametrize(
    ("name", "begin", "expected"),
    [
        ("a.svg", b"", True),
        ("a.SVG", b"x", True),
        ("a.txt", b"<svg xmlns='...'>", True),
        ("a", b"\xef\xbb\xbf\n <?xml version='1.0'?>\n<!-- a --><svg>", True),
        ("a.png", b"\x89PNG\r\n", False),
        ("a.html", b"<html>", False),
    ],
)
def test_what_an_svg_is(name, begin, expected, tmp_path):
    (tmp_path / name).write_bytes(begin)
    assert is_svg(tmp_path / name) == expected


def test_what_the_competition_does_not_allow_is_put_right(run, tmp_path):
    page = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:red}</style><text>hi</text>'
    (tmp_path / "a.svg").write_text(page + '<rect class="a" width="9" height="9"/></svg>')
    assert run("a.svg", "-o", "b.svg")[0] == 0
    svg = (tmp_path / "b.svg").read_text()
    validate_svg(svg)
    assert render(svg).getpixel((9, 9)) == (255, 0, 0)


def test_pictures_and_drawings_together(run, tmp_path):
    (tmp_path / "a.svg").write_text(drawing())
    Image.new("RGB", (40, 40), "teal").save(tmp_path / "b.png")
    status, out, err = run("a.svg", "b.png", "-o", "out", "--max-bytes", "900", "--time-limit", "1")
    assert (status, err, len(out)) == (0, [], 2)
    for name in ("a", "b"):
        validate_svg((tmp_path / "out" / f"{name}.svg").read_text(), 900)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"", "there is no SVG in the text"),
        (b"\xff\xfe<svg/>", "not an SVG: no text in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content, message, run, tmp_path):
    if content is not None:
        (tmp_path / "a.svg").write_bytes(content)
    status, out, err = run("a.svg", "-o", "b.svg")
    assert (status, out) == (1, [])
    assert err[0].startswith("a.svg: ") and message in err[0]
    assert not (tmp_path / "b.svg").exists()


def test_a_drawing_is_not_written_over_itself(run, tmp_path):
    (tmp_path / "a.svg").write_text(drawing())
    status, _, err = run("a.svg")
    assert status == 2
    assert "which is a picture to read" in err[-1]


def test_what_the_judge_would_draw_for_minutes_is_not_painted_here_either(run, tmp_path, monkeypatch):
    """A hundred thousand lines that cross each other, which cairo counts one against the other."""
    painted = []
    monkeypatch.setattr("fitting.from_file.fit", lambda svg, *args, **more: painted.append(svg) or svg)
    monkeypatch.setattr("fitting.from_file.repair_svg", lambda svg, *args: drawing())
    numbers = np.random.default_rng(0).integers(0, 100, (100_000, 2))
    path = "M0 0" + "".join(f"L{x} {y}" for x, y in numbers)
    begin = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    (tmp_path / "lines.svg").write_text(f'{begin}<path d="{path}" fill="none" stroke="#000"/></svg>')
    status, _, err = run("lines.svg", "-o", "short.svg")
    assert (status, err, painted) == (0, [], [])
    assert (tmp_path / "short.svg").read_text() == drawing()
