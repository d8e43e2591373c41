"""The jobs: what is asked for comes as events, valid and within the bytes."""

import io

import numpy as np
import pytest
from PIL import Image

from generators.illustrator import Illustrator
from scoring import validate_svg
from tests.web.studio import DRAW, first
from web import asking, drawing
from web.pictures import Pictures


@pytest.fixture
def work(tmp_path):
    """`work(request)` gives the events of a job."""
    return lambda request: list(drawing.work(asking.checked(request) | {"pictures": str(tmp_path)}))


def names(events):
    return [name for name, _ in events]


def test_a_sentence_is_drawn_for_every_seed(work):
    events = work(DRAW | {"seeds": [3, 4]})
    assert names(events) == ["understood", "drawn", "drawn", "measured", "measured"]
    assert [item["noun"] for item in events[0][1]["items"]] == ["boat"]
    for (_, data), seed in zip(events[1:3], (3, 4), strict=True):
        (expected,) = Illustrator().draw_svgs("a red boat", 1, seed)  # what model.py draws with this seed
        assert (data["seed"], data["svg"]) == (seed, expected)
    assert [data["fidelity"] for _, data in events[3:]] == [1.0, 1.0]


def test_what_is_not_understood_is_told(work):
    assert "flurbel" in str(first(work(DRAW | {"description": "a boat beside a flurbel"}), "understood")["left_out"])


def test_what_is_too_long_is_fitted_quickly_and_then_well(work):
    svg = Illustrator().svg("a purple forest at dusk", 1)
    events = work({"kind": "fit", "svg": svg, "max_bytes": 2500, "seconds": 1.5})
    assert names(events) == ["drawn", "drawn", "measured"]
    assert [data["draft"] for _, data in events[:2]] == [True, False]
    for _, data in events[:2]:
        validate_svg(data["svg"], 2500)
        assert data["bytes"] == len(data["svg"].encode())
    assert 0.5 < events[2][1]["fidelity"] < 1


def test_a_picture_is_traced(work, tmp_path, scene):
    buffer = io.BytesIO()
    scene.save(buffer, "PNG")
    sent = Pictures(tmp_path).add(buffer.getvalue())
    events = work({"kind": "trace", "picture": sent, "max_bytes": 800, "seconds": 0.5})
    assert names(events) == ["picture", "drawn", "measured"]
    validate_svg(first(events, "drawn")["svg"], 800)
    before = Image.open(Pictures(tmp_path).path(first(events, "picture")["picture"]))
    assert before.size == scene.size == tuple(first(events, "picture")["size"])
    assert Image.open(Pictures(tmp_path).path(first(events, "measured")["lost"])).size == (384, 384)


def test_an_svg_that_is_dropped_is_fitted(work, tmp_path):
    styled = '<style>rect{fill:red}</style><rect width="9" height="9"/>'
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{styled}</svg>'
    events = work({"kind": "trace", "picture": Pictures(tmp_path).add(text.encode()), "max_bytes": 800, "seconds": 1})
    validate_svg(first(events, "drawn")["svg"], 800)
    assert "style" not in first(events, "drawn")["svg"]


def test_a_file_that_is_no_picture_is_told(work, tmp_path):
    sent = Pictures(tmp_path).add(b"nothing")
    with pytest.raises(ValueError, match="not a picture"):
        work({"kind": "trace", "picture": sent, "max_bytes": 800, "seconds": 1})


def test_what_the_judge_sees_and_where_it_differs(work, tmp_path):
    red = '<svg viewBox="0 0 8 8"><rect width="8" height="8" fill="red"/></svg>'
    blue = red.replace("red", "blue")

    def mean(events, name):
        return np.asarray(Image.open(Pictures(tmp_path).path(first(events, name)["picture"]))).mean()

    changed = work({"kind": "compare", "svg": red, "original": blue})
    same = work({"kind": "compare", "svg": red, "original": red})
    assert names(changed) == ["judged", "difference"]
    assert mean(same, "difference") == 0
    assert mean(changed, "difference") > 100


def test_a_png_has_the_size_that_was_asked_for(work, tmp_path):
    events = work({"kind": "png", "svg": '<svg viewBox="0 0 8 8"/>', "size": 100})
    assert Image.open(Pictures(tmp_path).path(first(events, "png")["picture"])).size == (100, 100)


def test_a_foreign_svg_outside_the_rules_is_refused(work):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    with pytest.raises(ValueError, match="script"):
        work({"kind": "fit", "svg": svg, "max_bytes": 800, "seconds": 1})
