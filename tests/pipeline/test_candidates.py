"""The two kinds of generators on their way to a valid SVG, and what is measured there."""

import pytest
from PIL import Image

import generators
from generators import SVGGenerator
from model import Model
from pipeline import candidates, tracing
from scoring import validate_svg
from scoring.measures.fidelity import svg_fidelity
from scoring.render import render
from tests.stand_ins import Clock, Judge, Painter, svg_of

BARS = "".join(f'<path fill="#{i:02x}8040" d="M{4 * i} {i}h4v{200 - i}h-4z"/>' for i in range(60))
FULL = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><rect width="240" height="240"/>{BARS}</svg>'
FEW = 2_100  # bytes: too few for FULL
SHORT = f'{FULL[: FULL.index("<rect")]}<rect width="240" height="220" fill="#208040"/></svg>'


class Writer(SVGGenerator):
    """Writes the same texts for every description; `asked` tells what for."""

    name = "writer"

    def __init__(self, *texts):
        self.texts, self.asked = texts, []

    def draw_svgs(self, description, count, seed, start=0, *, max_bytes, seconds=None):
        self.asked.append((count, start, max_bytes, seconds))
        return list(self.texts[start : start + count])


@pytest.fixture
def writer(monkeypatch):
    """Make a writer of these texts what every name loads; pictures are not for it."""

    def install(*texts):
        drawer = Writer(*texts)
        monkeypatch.setattr(generators, "load", lambda name="auto", **_: drawer)
        monkeypatch.setattr(tracing, "vectorize", lambda *_, **__: pytest.fail("an SVG was vectorized"))
        return drawer

    return install


@pytest.fixture
def fitted(monkeypatch):
    """Fit every SVG to SHORT; the list has what was to be fitted, into what, in what time."""
    calls = []
    monkeypatch.setattr(candidates, "fit", lambda *args, time_limit_s: calls.append((*args, time_limit_s)) or SHORT)
    return calls


def test_an_svg_within_the_bytes_is_delivered_as_it_is(writer, fitted):
    drawer = writer(FULL)
    drawing = Model("writer").draw("bars")
    assert (drawing.svg, drawing.generator, drawing.fidelity) == (FULL, "writer", None)
    assert drawing.picture.tobytes() == render(FULL).tobytes()
    assert drawer.asked == [(1, 0, 10_000, None)]
    assert fitted == []


def test_a_longer_one_is_fitted_and_compared_with_the_full_drawing(writer, fitted):
    writer(FULL, FULL.replace("8040", "4080"))
    drawing = Model("writer", max_bytes=FEW, candidates=2).draw("bars")
    validate_svg(drawing.svg, FEW)
    assert fitted == [(FULL, FEW, None), (FULL.replace("8040", "4080"), FEW, None)]
    assert drawing.picture.tobytes() == render(FULL).tobytes()  # the first is more like SHORT
    assert drawing.fidelity == pytest.approx(svg_fidelity(SHORT, render(FULL)))


def test_with_a_time_limit_it_is_fitted_quickly_and_the_best_again(writer, fitted):
    drawer = writer(FULL, FULL)
    Model("writer", max_bytes=FEW, candidates=2, time_limit_s=60, clock=Clock()).draw("bars")
    assert [limit for *_, limit in fitted] == [1, 1, 60]
    assert drawer.asked == [(1, 0, FEW, 60), (1, 1, FEW, 60)]


def test_what_cannot_be_fitted_is_left_out(writer, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ValueError("no SVG at all")

    monkeypatch.setattr(candidates, "fit", refuse)
    writer(FULL, SHORT)
    assert Model("writer", max_bytes=FEW, candidates=2).draw("bars").svg == SHORT
    assert "no SVG at all" in caplog.text


BLACK = FULL.replace(BARS, "")


@pytest.mark.parametrize("traced", [SHORT.replace("208040", "ff00ff"), BLACK])
def test_at_few_bytes_the_better_of_fitting_and_tracing_is_delivered(traced, writer, fitted, monkeypatch):
    writer(FULL)
    monkeypatch.setattr(tracing, "vectorize", lambda *_, **__: traced)
    better = max(SHORT, traced, key=lambda svg: svg_fidelity(svg, render(FULL)))
    assert Model("writer", max_bytes=400).draw("bars").svg == better


def test_a_notice_stays_with_what_is_fitted(writer, fitted):
    writer(FULL.replace("</svg>", "<!-- Bars by a painter, CC BY --></svg>"))
    drawing = Model("writer", max_bytes=FEW).draw("bars")
    assert drawing.svg == SHORT.replace("</svg>", "<!-- Bars by a painter, CC BY --></svg>")
    assert drawing.notice == "Bars by a painter, CC BY"
    assert fitted[0][1] == FEW - len("<!-- Bars by a painter, CC BY -->")


def test_junk_texts_are_left_out(writer):
    writer(None, "<svg", 7, SHORT)
    assert Model("writer", candidates=4).draw("bars").candidates == 1


@pytest.fixture
def measured(monkeypatch):
    """The list has an entry for each fidelity that was measured of a painter's pictures, each traced to its colour."""
    calls = []
    monkeypatch.setattr("scoring.measures.fidelity.fidelity", lambda drawn, picture: calls.append(picture) or 0.9)
    monkeypatch.setattr(generators, "load", lambda name="auto", **_: Painter())
    monkeypatch.setattr(tracing, "vectorize", lambda image, *_, **__: svg_of(image))
    return calls


@pytest.mark.parametrize(
    ("options", "times"),
    [
        ({}, 0),
        ({"time_limit_s": 60}, 0),
        ({"candidates": 3, "scorer": "first"}, 0),
        ({"candidates": 3, "scorer": "fidelity"}, 3),
        ({"candidates": 3, "scorer": "fidelity", "time_limit_s": 60}, 3),  # refined to the same SVG
    ],
)
def test_fidelity_is_measured_once_and_only_where_it_decides(options, times, measured):
    Model("painter", **options, clock=Clock()).draw("a boat")
    assert len(measured) == times


def test_with_a_judge_only_a_winner_that_was_made_better_is_measured(measured, monkeypatch):
    drawer = Model("painter", candidates=3, scorer="fidelity", time_limit_s=60, clock=Clock())
    drawer.choice.judge = Judge()
    drawer.draw("a boat")
    assert measured == []
    white = Image.new("RGB", (9, 9), "white")
    drawer.tracing.vectorize = lambda image, *_, time_limit_s, **__: svg_of(image if time_limit_s <= 1 else white)
    drawer.draw("a boat")
    assert len(measured) == 2
