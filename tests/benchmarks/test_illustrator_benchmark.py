"""The illustrator's benchmark: its figures on known pictures, and its command."""

import numpy as np
import pytest
from PIL import Image

from benchmarks import illustrator
from scoring.measures.ciede2000 import coverage


def test_coverage_counts_pixels():
    picture = np.full((10, 10, 3), 255, np.uint8)
    picture[:3] = (200, 20, 20)
    assert coverage(Image.fromarray(picture), "#c81414") == pytest.approx(0.3)


def test_a_colour_that_no_phrase_holds_counts_as_zero():
    items = [{"names": ["red"], "word": "boat", "materials": [], "modifiers": []}]
    assert illustrator.lost_colors("a red boat beneath teal", items) == ["teal"]
    assert illustrator.lost_colors("a scarlet red boat", [items[0] | {"names": ["scarlet"]}]) == []


@pytest.mark.parametrize("description", ["a crimson rose in a teal vase", "burgundy pants with silver buttons"])
def test_measured(description):
    result = illustrator.measure(illustrator.Illustrator(), description)
    assert min(result.colors.values()) >= illustrator.LEAST
    assert {how for _, how in result.things} <= set(illustrator._HOW)


@pytest.mark.slow
def test_our_own_descriptions_meet_what_is_asked():
    drawer = illustrator.Illustrator()
    results = [illustrator.measure(drawer, d) for d in illustrator.read(illustrator.OWN)]
    assert len(results) == 60
    assert [(r.description, c) for r in results for c, share in r.colors.items() if share < illustrator.LEAST] == []
    drawn = [how for r in results for _, how in r.things]
    assert drawn.count("own") >= 0.85 * len(drawn)
    assert drawn.count("not") == 0


def test_command(tmp_path, capsys):
    (tmp_path / "some.csv").write_text("id,description\n1,a red quorl\n2,a red quorl\n")
    assert illustrator.main([str(tmp_path / "some.csv"), "--details"]) == 0
    out = capsys.readouterr().out
    assert "descriptions                1\n" in out
    assert "a red quorl: quorl: plain" in out


def test_what_is_delivered_is_compared_with_the_full_drawing(tmp_path, capsys):
    (tmp_path / "some.csv").write_text("id,description\n1,a red boat\n")
    command = [str(tmp_path / "some.csv"), "--bytes", "10000", "900", "--traced", "--out", str(tmp_path / "table.md")]
    assert illustrator.main(command) == 0
    written = (tmp_path / "table.md").read_text()
    assert written in capsys.readouterr().out
    full, few = ([cell.strip() for cell in row.split("|")[1:-1]] for row in written.splitlines()[2:4])
    assert full[:2] == ["10,000", "1.0000 / 1.0000"]  # the drawing itself
    assert few[0] == "900" and 0.5 < float(few[1].split(" / ")[0]) < 1
    assert float(few[6].split(" / ")[0]) > 0.5  # traced


def test_a_table_without_descriptions(tmp_path, capsys):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SystemExit):
        illustrator.main([str(tmp_path / "bad.csv")])
    assert 'no rows with a column "description"' in capsys.readouterr().err
