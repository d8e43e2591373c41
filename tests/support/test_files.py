import csv
import errno
import io
import os
import stat

import pandas as pd
import pytest

from support.files import check_writable, csv_text, write_atomically


@pytest.mark.parametrize(("data", "expected"), [("höhe", "höhe".encode()), (b"\x00\xff", b"\x00\xff"), ("", b"")])
def test_writes_text_as_utf8_and_bytes_as_they_are(data, expected, tmp_path):
    write_atomically(tmp_path / "a.svg", data)
    assert (tmp_path / "a.svg").read_bytes() == expected
    assert os.listdir(tmp_path) == ["a.svg"]


def test_makes_missing_folders(tmp_path):
    write_atomically(str(tmp_path / "new/folder/a.svg"), "x")
    assert (tmp_path / "new/folder/a.svg").read_text() == "x"


def test_the_file_is_as_readable_as_any_other(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.svg", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == 0o640


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_what_was_there_and_nothing_else(failure, tmp_path, monkeypatch):
    def fail(*args):
        raise failure

    (tmp_path / "a.svg").write_text("old")
    monkeypatch.setattr("support.files.os.replace", fail)
    with pytest.raises(type(failure)):
        write_atomically(tmp_path / "a.svg", "new")
    assert (tmp_path / "a.svg").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.svg"]


def test_an_interrupt_as_the_temporary_file_is_made_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*details):
        open(*details).close()
        raise KeyboardInterrupt

    monkeypatch.setattr("support.files.open", interrupted, raising=False)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a.svg", "x")
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.svg").symlink_to("a.svg")
    for text in ("one", "two"):
        write_atomically(tmp_path / "link.svg", text)
        assert (tmp_path / "a.svg").read_text() == text
        assert (tmp_path / "link.svg").is_symlink()


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "x")
        assert os.read(reader, 10) == b"x"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["folder", "file/below.svg", "folder/" + "n" * 300])
def test_an_impossible_place_is_an_oserror_that_names_it(name, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError) as caught:
        write_atomically(tmp_path / name, "y")
    assert caught.value.filename == str(tmp_path / name)
    with pytest.raises(OSError, match=name.split("/")[-1]):
        check_writable(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]
    assert os.listdir(tmp_path / "folder") == []


@pytest.mark.parametrize("name", ["a.svg", "new/folder/a.svg", "there.svg", "link.svg"])
def test_a_place_that_can_be_written_is_not_touched_by_asking(name, tmp_path):
    (tmp_path / "there.svg").write_text("old")
    (tmp_path / "link.svg").symlink_to("there.svg")
    check_writable(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == ["link.svg", "there.svg"]
    assert (tmp_path / "there.svg").read_text() == "old"


@pytest.mark.parametrize("name", ["locked/a.svg", "locked/new/a.svg"])
def test_a_folder_without_permission_is_named(name, tmp_path, monkeypatch):
    (tmp_path / "locked").mkdir()
    # Root may write anywhere.
    monkeypatch.setattr("support.files.os.access", lambda path, mode: path != tmp_path / "locked")
    with pytest.raises(PermissionError, match="locked/.*a.svg"):
        check_writable(tmp_path / name)


def test_a_file_system_that_is_read_only_is_called_so(tmp_path, monkeypatch):
    def refuse(dir):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("support.files.tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("support.files.os.access", lambda path, mode: False)
    with pytest.raises(OSError, match="Read-only file system: .*new/a.svg"):
        check_writable(tmp_path / "new" / "a.svg")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="a place where even root makes no files")
def test_a_place_where_nobody_can_make_files_is_noticed():
    with pytest.raises(OSError):
        check_writable("/proc/self/a.svg")


def test_devices_can_be_written():
    check_writable(os.devnull)


def test_csv_is_read_back_whatever_is_in_it():
    rows = [["id", "description"], ["a", "one\rtwo"], ["b", 'three\n"four", five'], ["c", ""], ["d", "six\r\n"]]
    text = csv_text(rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    assert text.startswith("id,description\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
    assert pd.read_csv(io.StringIO(text), keep_default_na=False)["id"].tolist() == ["a", "b", "c", "d"]
