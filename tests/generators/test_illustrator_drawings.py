"""The drawings kept as files: a word finds its own, and a new file needs no code."""

import pytest

from generators.illustrator import Illustrator, compose, drawings  # noqa: F401 - compose registers all of the land
from generators.illustrator.language import parse
from generators.illustrator.scenery import FEATURES
from generators.illustrator.things import load

NEW = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" data-words="frob, grand frob">\n</svg>'


def test_there_are_as_many_drawings_as_promised():
    assert len(drawings.names("things")) >= 150
    assert len(drawings.names("wear")) >= 15
    assert len(FEATURES) >= 40


def test_no_name_is_in_two_folders():
    names = [name for kind in drawings.FOLDERS for name in drawings.names(kind)]
    assert len(names) == len(set(names))


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
    assert parse("a stork").items[0].noun == "flamingo"
    assert parse("a stork").items[0].drawing == "class"
    assert parse("a flamingo").items[0].drawing == "own"
    assert parse("a quorl").items[0].drawing == "plain"


@pytest.mark.parametrize("name", drawings.names("land"))
def test_land_says_where_it_goes(name):
    data = load(name).data
    assert data["data-band"] in "012"
    for spot in data["data-spots"].split(";"):
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
