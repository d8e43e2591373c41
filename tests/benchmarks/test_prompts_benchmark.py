"""The benchmark of prompts: groups are found where they are, and GenEval's rules hold as it wrote them."""

import json

import numpy as np
import pytest

from benchmarks import prompts
from benchmarks.prompts import geneval, measure, relations
from generators.illustrator import Illustrator
from scoring.measures.groups import SIDE, groups

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512"><defs>
<linearGradient id="a"><stop stop-color="#fff" stop-opacity="0"/><stop offset="1"/></linearGradient></defs>
<g id="sky"><rect width="512" height="512" fill="#88ccff"/></g>
<g id="fox" transform="translate(0 100)"><rect x="100" width="100" height="100" fill="#ff0000"/>
<rect x="100" y="100" width="100" height="50" fill="#000" fill-opacity=".2"/></g>
<use id="fox-2" href="#fox" transform="translate(400 0)"/>
<g id="tree"><rect x="100" y="150" width="50" height="50" fill="#00aa00"/></g>
<g id="fog"><rect width="512" height="512" fill="url(#a)"/></g></svg>"""


def named(svg, name):
    return [group for group in groups(svg) if group.name == name]


def test_groups_are_where_they_are_drawn_and_shadows_are_none_of_them():
    first, second = named(SVG, "fox")
    scale = SIDE / 512
    assert first.box == tuple(scale * n for n in (100, 100, 200, 200))
    assert first.area == (100 * scale) ** 2
    assert first.seen() == pytest.approx(0.75, abs=0.01)  # behind the tree
    assert first.seen((*named(SVG, "tree"),)) == pytest.approx(1, abs=0.01)  # were the tree its own
    assert second.seen() == pytest.approx(0.12, abs=0.02)  # beyond the right edge
    assert named(SVG, "fog") == []  # hides nothing
    assert named(SVG, "sky")[0].seen() > 0.9


def test_only_the_wanted_groups_are_measured():
    assert {group.name for group in groups(SVG, {"tree"})} == {"tree"}


def group(name, left, top, right, bottom, color=(255, 0, 0)):
    made = named(SVG, "tree")[0]
    shown = np.zeros((SIDE, SIDE), bool)
    shown[top:bottom, left:right] = True
    made.name, made.shown, made.alone, made.area = name, shown, shown, int(shown.sum())
    made.colors = np.tile(np.array(color, np.uint8), (made.area, 1))
    return made


@pytest.mark.parametrize(
    ("box", "expected"),
    [((10, 100, 60, 150), {"left of"}), ((190, 100, 240, 150), {"right of"}), ((100, 10, 150, 60), {"above"}),
     ((100, 190, 150, 240), {"below"}), ((100, 100, 150, 150), set()), ((10, 10, 60, 60), {"left of", "above"})],
)  # fmt: skip
def test_relations_of_boxes(box, expected):
    assert relations(group("a", *box), group("b", 100, 100, 150, 150)) == expected


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([("cup", 10, 100, 60, 150, (255, 0, 0)), ("dog", 100, 100, 150, 150, (0, 0, 0))], None),
        ([("cup", 10, 100, 60, 150, (0, 0, 255)), ("dog", 100, 100, 150, 150, (0, 0, 0))], "blue cup, not red"),
        ([("cup", 190, 100, 240, 150, (255, 0, 0)), ("dog", 100, 100, 150, 150, (0, 0, 0))], "cup not left of dog"),
        ([("cup", 10, 100, 60, 150, (255, 0, 0))], "0 dog, not 1"),
        ([("dog", 10, 100, 60, 150, (0, 0, 0))] * 2, "2 dog, not fewer than 2"),
    ],
)  # fmt: skip
def test_genevals_rules(found, reason):
    include = [{"class": "dog", "count": 1}]
    if len({name for name, *_ in found}) == 2 or reason == "0 dog, not 1":
        include += [{"class": "cup", "count": 1, "color": "red", "position": ["left of", 0]}]
    task = {"include": include, "exclude": [{"class": "dog", "count": 2}]}
    told = geneval(task, {"dog": "dog", "cup": "cup"}, [group(*one) for one in found])
    assert told == reason


def test_a_prompt_is_measured_from_its_drawing():
    task = {"tag": "colors", "include": [{"class": "car", "count": 1, "color": "red"}]}
    result = measure(Illustrator(), "a photo of a red car", task)
    assert result.right and result.tag == "colors"
    assert result.drawn == [("car", "own")] and result.checks["colors"] == [True]
    assert not measure(Illustrator(), "a photo of a blue car", task).right


def test_the_command_prints_a_row_for_each_list_and_writes_it(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("a red car\n\ntwo dogs\n")
    task = {"tag": "counting", "include": [{"class": "dog", "count": 2}], "prompt": "two dogs"}
    (tmp_path / "b.jsonl").write_text(json.dumps(task))
    output = tmp_path / "out.md"
    assert prompts.main([str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl"), "--details", "-o", str(output)]) == 0
    out = capsys.readouterr().out
    assert "| a | 2 | 1.000 |" in out and "| counting | 1 | 1.000 |" in out
    assert "| a | 2 | 1.000 |" in output.read_text()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [("a.txt", "\n", "has no prompts"), ("a.jsonl", '{"prompt": "a"}', "must have prompt, tag and include")],
)
def test_a_list_that_is_none_is_an_error(tmp_path, capsys, name, text, reason):
    (tmp_path / name).write_text(text)
    with pytest.raises(SystemExit):
        prompts.main([str(tmp_path / name)])
    assert reason in capsys.readouterr().err
