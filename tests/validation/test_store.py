import pytest

from album.folder import Folder
from album.worker import Drawn
from support.files import append_line
from validation.store import COLUMNS, SCORES, SVGS, Item, read_items

ROWS = {f"id{i}": "a boat" for i in range(3)}


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "a", {"seed": 1}, ROWS, columns=COLUMNS, svgs=SVGS)


def add(folder: Folder, position: int, **values) -> Item:
    """Add a drawing, and return what is to be read again."""
    name = f"id{position}"
    known = (
        dict.fromkeys(SCORES) | {"problem": "", "left_out": [], "picture": "", "judged": "", "questions": []} | values
    )
    folder.add(Drawn(name, "<svg/>", "illustrator", 1.234), known | {"position": position})
    return Item(position, name, "a boat", "<svg/>", "illustrator", 1.234, **values)


def test_results_are_in_the_order_of_the_descriptions_whichever_came_first(folder):
    for position in (2, 0, 1):
        add(folder, position, score=position / 10)
    folder.write_results()
    assert (folder.path / "results.csv").read_text() == (
        "id,description,file,bytes,seconds,generator,left_out,vqa,aesthetic,ocr,score,fidelity\n"
        "id0,a boat,svg/id0.svg,6,1.23,illustrator,,,,,0.000000,\n"
        "id1,a boat,svg/id1.svg,6,1.23,illustrator,,,,,0.100000,\n"
        "id2,a boat,svg/id2.svg,6,1.23,illustrator,,,,,0.200000,\n"
    )


def test_what_was_added_is_read_again(folder):
    questions = [{"text": "?", "choices": ["a", "b"], "answer": "a"}]
    second, first = (add(folder, i, vqa=0.1, picture="UklGRg==", questions=questions) for i in (1, 0))
    assert read_items(folder.path) == [first, second]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"x"', "\x00"])
def test_a_line_that_cannot_be_read_counts_as_not_done(text, folder):
    add(folder, 0)
    append_line(folder.path / "done.jsonl", text)
    assert [found.id for found in read_items(folder.path)] == ["id0"]


def test_a_drawing_that_is_lost_counts_as_not_done(folder):
    add(folder, 0)
    add(folder, 1)
    (folder.path / "svg" / "id0.svg").unlink()
    assert [found.id for found in read_items(folder.path)] == ["id1"]
