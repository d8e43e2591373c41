import pytest

from validation.store import Item, Run, read_items


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
