"""The rehearsal: a table becomes a submission, and an interrupt costs nothing but the time since the last drawing."""

import csv
import json
from types import SimpleNamespace

import pytest

from album.worker import DrawingError
from submission.rehearsal import rehearse
from support.settings import SettingsError

TEXTS = {"r0": "a red boat", "r1": "a hat", "r2": "a cube"}


class Model:
    """Keeps what it was made with and asked; a description may be made to interrupt or to raise."""

    made, asked, trouble = [], [], {}

    def __init__(self, **options):
        Model.made.append(options)

    def draw(self, description):
        Model.asked.append(description)
        if description in Model.trouble:
            raise Model.trouble[description]
        return SimpleNamespace(svg=f"<svg>{description}</svg>", generator="fake", picture=None, left_out=())

    def close(self):
        Model.asked.append("closed")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Rehearse; `run.partial` is the folder of what is done."""
    for name, empty in (("made", []), ("asked", []), ("trouble", {})):
        monkeypatch.setattr(Model, name, empty)
    with open(tmp_path / "test.csv", "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), *TEXTS.items()])

    def run(**options):
        rehearse(str(tmp_path / "test.csv"), tmp_path / "out.csv", Model, {"seed": 0} | options, 60.0)

    run.partial = tmp_path / "out.csv.partial"
    return run


def test_each_row_gets_its_svg_and_nothing_else_is_left(run, tmp_path):
    run()
    assert (tmp_path / "out.csv").read_text() == "id,svg\n" + "".join(f"{n},<svg>{t}</svg>\n" for n, t in TEXTS.items())
    assert Model.made == [{"seed": 0, "total_time_s": 60.0, "total_count": 3}]
    assert Model.asked == [*TEXTS.values(), "closed"]
    assert not run.partial.exists()


def test_an_interrupt_costs_nothing_that_was_drawn(run, tmp_path):
    Model.trouble["a hat"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        run()
    assert not (tmp_path / "out.csv").exists()
    Model.trouble.clear()
    Model.asked.clear()
    run()
    assert Model.asked == ["a hat", "a cube", "closed"]
    assert Model.made[-1]["total_count"] == 2
    assert (tmp_path / "out.csv").read_text().count("<svg>") == 3


def test_what_the_model_raises_would_fail_the_submission(run, tmp_path):
    Model.trouble["a hat"] = MemoryError("no room")
    with pytest.raises(DrawingError, match="row 'r1': .*MemoryError: no room"):
        run()
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("changed", ["seed", "code", "weights", "versions", "descriptions"])
def test_what_was_begun_with_other_settings_is_refused(changed, run, tmp_path, monkeypatch):
    """Not only the options: other code, weights, packages or descriptions make other drawings, too."""
    Model.trouble["a hat"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        run()
    names = {"seed", "code_sha256", "weights", "weight_files", "versions", "scoring", "descriptions_sha256"}
    assert names <= set(json.loads((run.partial / "settings.json").read_text()))
    if changed == "code":
        monkeypatch.setattr("album.settings.source_files", lambda: [])
    elif changed == "weights":
        monkeypatch.setattr("weights.found", lambda role: tmp_path)
    elif changed == "versions":
        monkeypatch.setattr("importlib.metadata.version", lambda package: "0")
    elif changed == "descriptions":
        (tmp_path / "test.csv").write_text("id,description\nr0,a red ship\n")
    with pytest.raises(SettingsError, match=f"out.csv.partial was begun with other settings .*{changed}"):
        run(seed=1 if changed == "seed" else 0)
