import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from album.table import InputError, kaggle_file, read_questions
from scoring.tables import Question


@pytest.fixture
def kaggle(monkeypatch, tmp_path):
    """No Kaggle on this machine; `kaggle(download)` makes it answer, with `download` for kagglehub's function."""
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(tmp_path / "input"))
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "cache"))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("weights.hubs.answers", lambda server: False)

    def answer(download):
        monkeypatch.setattr("weights.hubs.answers", lambda server: True)
        monkeypatch.setitem(sys.modules, "kagglehub", SimpleNamespace(competition_download=download))

    return answer


@pytest.mark.parametrize("place", ["input", "input/competitions", "cache/competitions"])
def test_an_attached_or_cached_file_needs_no_network(place, kaggle, tmp_path):
    folder = tmp_path / place / "drawing-with-llms"
    folder.mkdir(parents=True)
    (folder / "train.csv").touch()
    assert kaggle_file("train.csv") == folder / "train.csv"


def test_kagglehub_is_asked_for_the_one_file(kaggle):
    kaggle(lambda handle, path: f"/there/{handle}/{path}")
    assert kaggle_file("questions.parquet") == Path("/there/drawing-with-llms/questions.parquet")


def test_no_network_no_account_and_offline_each_say_so_in_one_line(kaggle, monkeypatch):
    assert "api.kaggle.com does not answer" in refusal()

    def refuse(*_, **__):
        raise PermissionError("403 Client Error.\nYou must accept the rules")

    kaggle(refuse)
    assert "PermissionError: 403 Client Error. You must accept the rules" in refusal()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE is set" in refusal()


def refusal() -> str:
    with pytest.raises(InputError) as caught:
        kaggle_file("train.csv")
    assert "\n" not in str(caught.value)
    assert "KAGGLE_USERNAME" in str(caught.value)
    return str(caught.value)


def test_descriptions_without_questions_get_some_made(tmp_path):
    file = tmp_path / "q.csv"
    file.write_text('id,question,choices,answer\na,Red?,"[""no"", ""yes""]",yes\nz,Blue?,"[""no"", ""yes""]",no\n')
    asked = read_questions(str(file), {"a": "a red boat", "b": "a blue hat"}, seed=0)
    assert list(asked) == ["a", "b"]
    assert asked["a"] == (Question("Red?", ("no", "yes"), "yes"),)
    assert len(asked["b"]) == 4
    assert asked["b"] == read_questions(None, {"b": "a blue hat"}, seed=0)["b"]
