"""The drawings kept as files: a word finds its own, and a new file needs no code."""

import re

import pytest

from generators.illustrator import Illustrator, compose, drawings, scenery  # noqa: F401 - compose registers all of the land
from generators.illustrator.scenery import FEATURES
from generators.illustrator.things import load, shown
from generators.illustrator.words.language import parse

NEW = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" data-words="frob, grand frob">\n</svg>'


def test_there_are_as_many_drawings_as_promised():
    assert len(drawings.names("things")) >= 150
    assert len(drawings.names("wear")) >= 45
    assert len(FEATURES) >= 40


def test_no_name_is_in_two_folders():
    names = [name for kind in drawings.FOLDERS for name in drawings.names(kind)]
    assert len(names) == len(set(names))


def test_no_word_is_in_two_files():
    listed = [re.search('data-words="([^"]*)"', path.read_text()) for path in drawings.files().values()]
    words = [word.strip() for found in listed if found for word in set(found[1].split(","))]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", drawings.names("things") + drawings.names("wear") + drawings.names("land"))
def test_each_drawing_is_found_by_its_name_and_drawn(name):
    if "-" in name:  # a variant, such as "cat-sleeping", is asked for by other words
        return
    report = Illustrator().describe(f"a {name}")
    assert report["items"][0]["noun"] == name
    assert report["items"][0]["drawn"] == "own"


@pytest.mark.parametrize(("word", "name"), sorted(drawings.words("data-words").items()))
def test_each_further_word_is_a_drawing_of_its_own(word, name):
    (item, *_) = parse(f"a {word}").items
    assert item.drawing == "own", item
    assert item.kind != "unknown"


def test_a_kind_is_drawn_by_its_class():
    assert parse("a heifer").items[0].noun == "cow"
    assert parse("a heifer").items[0].drawing == "class"
    assert parse("a cow").items[0].drawing == "own"
    assert parse("a quorl").items[0].drawing == "plain"


FORMAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" data-body="#336699">
<g data-if="hood+trim"><rect class="body" x="0" y="0" width="9" height="9"/></g>
<use href="button" class="fitting button" data-unless="zipper" x="50" y="8" width="4"/>
</svg>"""


def test_groups_share_their_conditions_and_parts_are_put_in_place(tmp_path):
    (tmp_path / "frob.svg").write_text(FORMAT)
    thing = drawings.parse(tmp_path / "frob.svg")
    assert [tag for tag, _ in shown(thing, {"hood", "zipper"})] == []
    assert [tag for tag, _ in shown(thing, {"hood", "trim", "zipper"})] == ["rect"]
    button = shown(thing, {"hood"})
    assert len(button) > 1 and all(tag == "ellipse" for tag, _ in button)
    face = max(button, key=lambda shape: float(shape[1]["rx"]) * shape[1]["class"].startswith("fitting"))[1]
    assert face["class"] == "fitting button"
    assert [float(face[key]) for key in ("cx", "cy", "rx")] == [50, 8, 2]


def test_a_shape_that_the_words_do_not_name_is_left_out():
    with_pockets, without = (Illustrator().svg(f"blue trousers{end}") for end in (" with pockets", ""))
    assert len(with_pockets) > len(without)


@pytest.mark.parametrize(
    ("description", "other"),
    [("a stone bridge", "a wooden bridge"), ("a suspension bridge", "a bridge"), ("a christmas tree", "a fir tree"),
     ("a pine tree in winter", "a pine tree in summer"), ("a koi pond", "a pond"),
     ("a gray coat with a fur collar", "a gray coat with a collar")],
)  # fmt: skip
def test_a_drawing_has_more_than_one_look(description, other):
    assert Illustrator().svg(description) != Illustrator().svg(other)


@pytest.mark.parametrize("name", drawings.names("land"))
def test_land_says_where_it_goes(name):
    data = load(name).data
    assert data["data-band"] in "012"
    for spot in f"{data['data-spots']};{data.get('data-alone', '0 0 1')}".split(";"):
        x, y, size = map(float, spot.split())
        assert -0.1 <= x <= 1.1 and 0 <= y <= 1.1 and 0 < size <= 1.4


def test_words_are_read_from_the_first_line(tmp_path, monkeypatch):
    (tmp_path / "frobbing.svg").write_text(NEW)
    monkeypatch.setattr(drawings, "FOLDERS", {"things": tmp_path})
    drawings.files.cache_clear()
    drawings.words.cache_clear()
    try:
        assert drawings.words("data-words") == {"frob": "frobbing", "grand frob": "frobbing"}
    finally:
        drawings.files.cache_clear()
        drawings.words.cache_clear()


def test_a_pine_forest_is_of_conifers_though_pine_is_a_colour_too(monkeypatch):
    drawn = []
    monkeypatch.setattr(scenery, "stand", lambda world, kind, *_, **__: drawn.append(kind))
    for seed in range(4):
        Illustrator().generate("a foggy pine forest at dawn", 1, seed)
    assert set(drawn) == {"conifer"}
