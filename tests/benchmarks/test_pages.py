"""The pictures and tables of the pages: each has its command, and what a machine lacks is said."""

import importlib
import re
import shlex
import shutil

import pytest
from PIL import Image

from benchmarks import pages
from benchmarks.pages import CHROMIUM, PAGES, Page, main


def test_every_picture_and_table_of_the_pages_can_be_made_anew(repository):
    pictures = {path.name for path in (repository / "docs").glob("*.png")}
    assert {f"docs/{name}" for name in pictures} == {page.file for page in PAGES if page.file.startswith("docs/")}
    tables = {path.name for path in (repository / "benchmarks" / "results").glob("*.md")} - {"rl.md"}
    assert {f"benchmarks/results/{name}" for name in tables} == {page.file for page in PAGES if "results" in page.file}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_their_commands_know_their_options(page, capsys):
    module, *arguments = shlex.split(page.command)
    options = {word for word in arguments if word.startswith("-")}
    with pytest.raises(SystemExit) as end:
        importlib.import_module(module).main(["--help"])
    assert end.value.code == 0
    assert options <= set(re.split(r"[\s\[\],]+", capsys.readouterr().out))


def test_what_is_missing_or_fails_is_said_and_the_others_are_made(monkeypatch, capfd):
    made = Page("docs/made.png", "platform", 1)
    monkeypatch.setattr(
        pages,
        "PAGES",
        (
            Page("docs/lacking.png", "platform", 1, ("no_such_package",), ("no-such-program",), ("no/such.csv",)),
            Page("docs/failing.png", "benchmarks.contact_sheet --columns 0", 1),
            made,
        ),
    )
    assert main(["--all"]) == 1
    said = capfd.readouterr()
    missing = "no_such_package, no/such.csv, no-such-program"
    assert f"docs/lacking.png: left as it is, since this is missing here: {missing}\n" in said.err
    assert "docs/failing.png: its command ended with 2: python -m benchmarks.contact_sheet --columns 0\n" in said.err
    assert "docs/made.png (about 1 min)" in said.out


def test_a_file_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as end:
        main(["docs/none.png"])
    assert end.value.code == 2
    assert "docs/none.png is none of docs/contact-sheet.png, " in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, CHROMIUM)), reason="no Chromium on this machine")
def test_the_picture_of_a_report(tmp_path):
    assert main(["--report", str(tmp_path / "report.png")]) == 0
    picture = Image.open(tmp_path / "report.png")
    assert f"{picture.width},{picture.height}" == pages.SIDES
    assert len(picture.resize((64, 64)).getcolors(4096)) > 100  # drawings are to be seen on it
