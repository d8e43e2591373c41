"""`python -m generators.illustrator`: a picture is written whole, or a message says why not and nothing is written."""

import os

import pytest
from PIL import Image

from generators.illustrator import Illustrator
from generators.illustrator.__main__ import main


def test_a_picture_of_the_named_kind_is_written(tmp_path, capsys):
    for name, kind in [("a.png", "PNG"), ("new/folder/a.JPG", "JPEG")]:
        assert main(["a red boat", "-o", str(tmp_path / name)]) == 0
        assert capsys.readouterr().out == f"{tmp_path / name}\n"
        with Image.open(tmp_path / name) as picture:
            assert (picture.format, picture.size) == (kind, (512, 512))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a", "the extension must be that of a picture"),
        ("a.psd", "the extension must be that of a picture"),  # which Pillow reads and does not write
        ("a.xbm", "cannot write mode RGB as XBM"),
        ("folder.png", "Is a directory"),
        ("file/a.png", "Not a directory"),
        ("n" * 300 + ".png", "File name too long"),
    ],
)
def test_what_cannot_be_written_is_told(name, reason, tmp_path, capsys):
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(SystemExit) as end:
        main(["a red boat", "-o", str(tmp_path / name)])
    message = capsys.readouterr().err
    assert end.value.code == 2
    assert f"cannot write {tmp_path / name}: " in message
    assert reason in message
    assert sorted(os.listdir(tmp_path)) == ["file", "folder.png"]


def test_a_full_disk_leaves_the_old_picture(tmp_path, monkeypatch, capsys):
    def fail(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "a.png").write_bytes(b"old")
    monkeypatch.setattr("support.files.os.replace", fail)
    with pytest.raises(SystemExit) as end:
        main(["a red boat", "-o", str(tmp_path / "a.png")])
    assert end.value.code == 2
    assert "No space left on device" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == b"old"


def test_an_svg_is_the_drawing_itself(tmp_path):
    assert main(["a red boat", "-o", str(tmp_path / "boat.svg"), "--seed", "3"]) == 0
    assert (tmp_path / "boat.svg").read_text() == Illustrator().draw_svgs("a red boat", 1, 3)[0]
