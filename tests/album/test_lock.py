"""A folder's lock: one at a time, who it is, and nothing left behind."""

import os

import pytest

from album.lock import HOLDER, locked
from album.worker import DrawingError


def test_a_second_one_is_told_of_the_first_and_may_go_on_afterwards(tmp_path):
    with locked(tmp_path / "out"):
        with (
            pytest.raises(DrawingError, match=rf"process {os.getpid()} on .*, since .* draws into it"),
            locked(tmp_path / "out"),
        ):
            pytest.fail("both drew")
        (tmp_path / "out" / HOLDER).write_text("{")
        with pytest.raises(DrawingError, match="another process draws into it"), locked(tmp_path / "out"):
            pytest.fail("both drew")
    with locked(tmp_path / "out"):
        (tmp_path / "out" / "a.svg").touch()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.svg"]


def test_a_folder_in_which_nothing_was_drawn_goes_again_if_it_was_not_there(tmp_path):
    (tmp_path / "old").mkdir()
    for name in ("old", "new"):
        with pytest.raises(ValueError), locked(tmp_path / name):
            raise ValueError("no model")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
