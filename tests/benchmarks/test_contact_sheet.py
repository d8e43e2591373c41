"""The contact sheet: what is on it and what its command reads."""

import csv

import numpy as np
import pytest
from PIL import Image

from benchmarks import contact_sheet
from benchmarks.contact_sheet import DESCRIPTIONS, main

RED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="red" d="M0 0h9v9H0z"/></svg>'


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """The descriptions that were drawn; a red square stands for each drawing.  Runs in an empty folder."""
    descriptions = []

    class Model:
        def __init__(self, generator, *, seed):
            self.seed = seed

        def predict(self, description):
            descriptions.append(description)
            return RED

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(contact_sheet, "Model", Model)
    return descriptions


def red_squares(image: Image.Image, columns: int, rows: int) -> int:
    """How many tiles of a sheet are red in their middle."""
    width, height = image.size[0] / columns, image.size[1] / rows
    points = [((i + 0.5) * width, (j + 0.4) * height) for i in range(columns) for j in range(rows)]
    return sum(image.getpixel((int(x), int(y))) == (255, 0, 0) for x, y in points)


def test_the_default_draws_our_own_descriptions_into_docs(drawn, tmp_path, capsys):
    assert main([]) == 0
    assert tuple(drawn) == DESCRIPTIONS
    image = Image.open(tmp_path / "docs/contact-sheet.png")
    assert red_squares(image, 6, 3) == 18
    size = (tmp_path / "docs/contact-sheet.png").stat().st_size
    assert capsys.readouterr().out == f"docs/contact-sheet.png: 18 drawings, {size:,} bytes\n"


def test_descriptions_from_a_csv(drawn, tmp_path):
    with open("in.csv", "w", newline="") as file:
        csv.writer(file).writerows([["id", "description"], ["1", "a hill, green"], ["2", "海"], ["3", ""]])
    main(["--csv", "in.csv", "-o", "sheet.png", "--columns", "2"])
    assert drawn == ["a hill, green", "海", ""]
    assert red_squares(Image.open("sheet.png"), 2, 2) == 3


def test_descriptions_from_the_command_line(drawn):
    main(["--descriptions", "a red boat", "a blue hat", "-o", "sheet.png"])
    assert drawn == ["a red boat", "a blue hat"]
    assert red_squares(Image.open("sheet.png"), 2, 1) == 2


@pytest.mark.parametrize("text", ["word " * 200, "x" * 3000])
def test_a_long_description_stays_below_its_tile(text):
    long, short = (contact_sheet.contact_sheet([(t, RED), ("b", RED)], columns=2) for t in (text, "a"))
    assert long.size == short.size
    right_half = np.s_[:, long.width // 2 + 8 + 24 :]
    assert (np.asarray(long)[right_half] == np.asarray(short)[right_half]).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--csv", "none.csv"], "none.csv"),
        (["--csv", "other.csv"], 'no rows with a column "description"'),
        (["--columns", "0"], "columns must be at least 1, not 0"),
        (["-o", "other.csv/sheet.png"], "other.csv/sheet.png"),
        (["--csv", "other.csv", "--descriptions", "x"], "not allowed with"),
    ],
)
def test_wrong_arguments_are_named(arguments, words, drawn, tmp_path, capsys):
    (tmp_path / "other.csv").write_text("id,text\n1,a\n")
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert words in capsys.readouterr().err
    assert drawn == []


def test_a_caption_has_letters_in_place_of_those_that_the_font_lacks():
    accents, letters = (contact_sheet.contact_sheet([(text, RED)]) for text in ("a café, a piñata", "a cafe, a pinata"))
    assert accents.tobytes() == letters.tobytes()
