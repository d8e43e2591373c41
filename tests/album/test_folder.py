"""A folder of drawings: whose it is, which names its files have, and what it writes when."""

import json

import pytest

from album import folder as folders
from album.folder import Folder, check, read_journal, stem
from album.worker import Drawn
from support import settings as begun_with
from support.files import append_line
from support.settings import SettingsError

ROWS = {"a": "a boat", "../b": "a hat", "c": ValueError("no text"), "d": "a cube"}


@pytest.fixture
def open_folder(tmp_path):
    return lambda rows=ROWS, **options: Folder(tmp_path / "out", {"seed": 1}, rows, **options)


def drawn(name: str, svg: str = "<svg/>") -> Drawn:
    return Drawn(name, svg, "illustrator", 1.234)


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"seed": 2}, "(seed 1 there, 2 now)"), ({"seed": 1, "x": {"a": 1}}, "(x changed)"), ({}, "(seed 1 there, None")],
)
def test_other_settings_are_refused_by_name(settings, words, tmp_path):
    begun_with.keep(tmp_path / "settings.json", {"seed": 1})
    with pytest.raises(SettingsError, match="was begun with other settings") as caught:
        check(tmp_path, json.loads(json.dumps(settings)))
    assert words in str(caught.value)


def test_the_same_settings_and_an_empty_folder_are_fine(tmp_path):
    check(tmp_path / "new", {"seed": 1})
    check(tmp_path, {"seed": 1})
    begun_with.keep(tmp_path / "settings.json", {"seed": 1})
    check(tmp_path, {"seed": 1})


def test_a_folder_of_other_things_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SettingsError, match="holds no run of this program"):
        check(tmp_path, {"seed": 1})


def test_nothing_is_written_before_the_first_drawing(open_folder, tmp_path):
    open_folder()
    assert list(tmp_path.iterdir()) == []


def test_what_was_added_is_not_missing_any_more(open_folder, tmp_path):
    first = open_folder(svgs="svg")
    assert first.missing() == {"a": "a boat", "../b": "a hat", "d": "a cube"}
    for name in ("d", "../b"):
        first.add(drawn(name), {"score": 0.5})
    again = open_folder(svgs="svg")
    assert again.missing() == {"a": "a boat"}
    assert again.records == first.records
    assert again.records["d"]["score"] == 0.5
    assert again.svg("../b") == "<svg/>"
    assert len(list((tmp_path / "out" / "svg").iterdir())) == 2


@pytest.mark.parametrize("spoil", ["lost", "cut", "changed"])
def test_a_drawing_that_is_not_what_was_added_is_missing_again(spoil, open_folder, tmp_path):
    open_folder().add(drawn("a"))
    svg, rows = tmp_path / "out" / "a.svg", ROWS
    if spoil == "lost":
        svg.unlink()
    elif spoil == "cut":
        svg.write_text("<svg")
    else:
        (tmp_path / "out" / "table.json").unlink()
        rows = ROWS | {"a": "a ship"}
    assert "a" in open_folder(rows).missing()


def test_results_are_in_the_order_of_the_rows_and_say_why_one_was_not_drawn(open_folder, tmp_path):
    folder = open_folder(columns=("id", "bytes", "seconds", "fidelity", "error"))
    folder.errors["a"] = "no room"
    folder.add(drawn("d"), {"fidelity": 0.25})
    folder.add(drawn("../b", "<svg>é</svg>"), {"fidelity": None})
    folder.write_results()
    assert (tmp_path / "out" / "results.csv").read_text() == (
        "id,bytes,seconds,fidelity,error\na,,,,no room\n../b,13,1.23,,\nc,,,,no text\nd,6,1.23,0.250000,\n"
    )


def test_without_a_column_for_errors_only_what_was_drawn_stands_there(open_folder, tmp_path):
    folder = open_folder(columns=("id", "bytes"))
    folder.add(drawn("d"))
    folder.write_results()
    assert (tmp_path / "out" / "results.csv").read_text() == "id,bytes\nd,6\n"


def test_results_are_written_each_time_that_the_drawings_have_doubled(open_folder, monkeypatch):
    """So many lines are written for n drawings as for 2 n at most: a thousand, and not half a million."""
    written = []
    monkeypatch.setattr(folders, "csv_text", lambda columns, rows: written.append(len(list(rows))) or "")
    folder = open_folder({f"r{i}": "a boat" for i in range(1000)})
    for name in folder.rows:
        folder.add(drawn(name))
    assert written == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]


def test_results_are_kept_when_the_work_is_cut_short(open_folder, tmp_path):
    rows = {f"r{i}": "a boat" for i in range(7)}
    folder = open_folder(rows)
    with pytest.raises(KeyboardInterrupt), folder.results_kept():
        for name in rows:
            folder.add(drawn(name))
        raise KeyboardInterrupt
    assert (tmp_path / "out" / "results.csv").read_text().count("\n") == 8


def test_no_results_are_written_where_nothing_was_added(open_folder, tmp_path):
    with open_folder().results_kept():
        pass
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", ["", "{", "[]", "{}", '"x"', "\x00", '{"id": "b"}', '{"id": "a", "descr'])
def test_a_line_that_cannot_be_read_counts_as_not_written_and_spoils_no_other(line, open_folder, tmp_path):
    folder = open_folder()
    folder.add(drawn("a"))
    append_line(tmp_path / "out" / "done.jsonl", line)
    folder.add(drawn("d"))
    assert [record["id"] for record in read_journal(tmp_path / "out")] == ["a", "d"]


def test_a_journal_that_cannot_be_written_is_named(open_folder, tmp_path):
    (tmp_path / "out" / "done.jsonl").mkdir(parents=True)
    begun_with.keep(tmp_path / "out" / "settings.json", {"seed": 1})
    with pytest.raises(OSError) as caught:
        append_line(tmp_path / "out" / "done.jsonl", "{}")
    assert caught.value.filename == str(tmp_path / "out" / "done.jsonl")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".", "..", "a\0b", "é" * 300, "x" * 500, "-o", "a\n"])
def test_hostile_ids_become_plain_file_names(name):
    found = stem(name)
    assert 12 <= len(found) <= 64
    assert found.isascii()
    assert not set(found) & set("/\\. \0\n")


def test_plain_ids_stay_and_different_ones_stay_different():
    assert stem("02d892") == "02d892"
    assert stem("a/b") != stem("a-b") != stem("a.b")
