import json

import pytest

from validation.store import Item, Run, StoreError, file_name, read_items


def item(position: int, name: str = "", **values) -> Item:
    return Item(position, name or f"id{position}", "a boat", "<svg/>", "illustrator", 1.234, **values)


def test_results_are_in_the_order_of_the_descriptions_whichever_came_first(tmp_path):
    run = Run(tmp_path / "a", {"seed": 1})
    for position in (2, 0, 1):
        run.add(item(position, score=position / 10))
    assert (tmp_path / "a" / "results.csv").read_text() == (
        "id,description,bytes,seconds,generator,vqa,aesthetic,ocr,score,dssim\n"
        "id0,a boat,6,1.23,illustrator,,,,0.000000,\n"
        "id1,a boat,6,1.23,illustrator,,,,0.100000,\n"
        "id2,a boat,6,1.23,illustrator,,,,0.200000,\n"
    )


def test_what_was_added_is_read_again(tmp_path):
    added = item(0, vqa=0.1, picture="UklGRg==", questions=[{"text": "?", "choices": ["a", "b"], "answer": "a"}])
    Run(tmp_path / "a", {"seed": 1}).add(added)
    assert Run(tmp_path / "a", {"seed": 1}).items == {"id0": added}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"x"', "\x00"])
def test_a_file_that_cannot_be_read_counts_as_not_done(text, tmp_path):
    Run(tmp_path, {}).add(item(0))
    (tmp_path / "items" / "id1.json").write_text(text)
    assert [found.id for found in read_items(tmp_path)] == ["id0"]


def test_nothing_is_written_before_the_first_drawing(tmp_path):
    Run(tmp_path / "a", {})
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"seed": 2}, "(seed 1 there, 2 now)"), ({"seed": 1, "x": {"a": 1}}, "(x changed)"), ({}, "(seed 1 there, None")],
)
def test_other_settings_are_refused_by_name(settings, words, tmp_path):
    Run(tmp_path, {"seed": 1}).add(item(0))
    with pytest.raises(StoreError, match="holds a run with other settings") as caught:
        Run(tmp_path, json.loads(json.dumps(settings)))
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".", "..", "a\0b", "é" * 300, "x" * 500, "-o", "a\n"])
def test_hostile_ids_become_plain_file_names(name):
    found = file_name(name)
    assert 12 <= len(found) <= 64
    assert found.isascii()
    assert not set(found) & set("/\\. \0\n")


def test_plain_ids_stay_and_different_ones_stay_different():
    assert file_name("02d892") == "02d892"
    assert file_name("a/b") != file_name("a-b") != file_name("a.b")
