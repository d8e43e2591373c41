import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from album.table import InputError, kaggle_file, own_questions, read_descriptions, read_questions
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


def test_a_row_for_each_question_is_read_as_descriptions_and_questions(tmp_path):
    table = tmp_path / "table.csv"
    rows = ["a,a red boat,Is it red?,\"['no', 'yes']\",yes", "a,a red boat,What is it?,\"['boat', 'car']\",boat"]
    rows += ["b,a blue hat,Is it blue?,\"['no', 'yes']\",yes"]
    table.write_text("\n".join(["id,description,question,choices,answer", *rows]))
    found = read_descriptions(str(table))
    assert found == {"a": "a red boat", "b": "a blue hat"}
    asked = read_questions(own_questions(str(table)), found, 0)
    texts = {name: [question.text for question in questions] for name, questions in asked.items()}
    assert texts == {"a": ["Is it red?", "What is it?"], "b": ["Is it blue?"]}
    table.write_text(table.read_text().replace("a red boat,What", "a green boat,What"))
    with pytest.raises(InputError, match="id 'a' stands twice"):
        read_descriptions(str(table))


def test_a_table_of_descriptions_alone_holds_no_questions(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("id,description\na,a red boat\n")
    assert own_questions(str(table)) is None
    with pytest.raises(InputError, match="no.csv"):
        own_questions(str(tmp_path / "no.csv"))
