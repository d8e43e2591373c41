"""`python -m scoring` as a subprocess, on tiny judges."""

import csv
import os
import re
import subprocess
import sys

import pytest

from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma

RED = '<svg viewBox="0 0 8 8" xmlns="http://www.w3.org/2000/svg"><rect width="8" height="8" fill="red"/></svg>'


@pytest.fixture(scope="module")
def judges(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judges")
    return {
        "CLIP_PATH": str(tiny_clip(folder / "clip")),
        "AESTHETIC_HEAD_PATH": str(tiny_head(folder / "linearmse.safetensors")),
        "PALIGEMMA_PATH": str(tiny_paligemma(folder / "paligemma")),
    }


@pytest.fixture
def run(repository, tmp_path):
    (tmp_path / "questions.csv").write_text(
        "id,question,choices,answer\n"
        "a,Is it red?,\"['no', 'yes']\",yes\n"
        "b,What is it?,\"['boat', 'house', 'tree']\",boat\n"
        "a,What is it?,\"['circle', 'square']\",square\n"
    )
    (tmp_path / "submission.csv").write_text(f'id,svg\nb,"{doubled(RED)}"\na,"{doubled(RED)}"\n')

    def run(*arguments, **environment):
        nowhere = {name: str(tmp_path / "none") for name in ("HF_HUB_CACHE", "KAGGLEHUB_CACHE")}
        command = [sys.executable, "-m", "scoring", *arguments]
        env = {**os.environ, "PYTHONPATH": str(repository), "HF_HUB_OFFLINE": "1", **nowhere, **environment}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)

    return run


def doubled(text: str) -> str:
    return text.replace('"', '""')


@pytest.mark.slow
def test_a_submission_gets_its_score(run, judges, tmp_path):
    done = run("submission.csv", "--questions", "questions.csv", "--seed", "3", "-o", "items.csv", **judges)
    assert (done.returncode, done.stderr) == (0, "")
    with open(tmp_path / "items.csv", newline="") as file:
        items = list(csv.DictReader(file))
    assert [item["id"] for item in items] == ["a", "b"]
    mean = sum(float(item["score"]) for item in items) / 2
    others = r"vqa 0\.\d+  aesthetic [\d.]+  ocr [\d.]+"
    assert re.fullmatch(rf"score {mean:.4f}  {others}  \(2 items, seed 3\)\n", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv", "--questions", "questions.csv"], "none.csv: No such file"),
        (["submission.csv", "--questions", "submission.csv"], "the questions lack the column 'question'"),
        (["submission.csv", "--questions", "questions.csv", "--seed", "-1"], "--seed must be between 0"),
        (["submission.csv", "--questions", "questions.csv"], "no paligemma, clip, aesthetic-head weights were found"),
        (["submission.csv", "--questions", "questions.csv", "-o", "submission.csv/x"], "Not a directory"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run, arguments, message):
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_all_missing_models_are_named_and_which_are_gated(run, judges):
    done = run("submission.csv", "--questions", "questions.csv", CLIP_PATH=judges["CLIP_PATH"])
    assert "no paligemma, aesthetic-head weights were found" in done.stderr
    assert "hf download google/paligemma2-10b-mix-448 (gated: accept its licence there first" in done.stderr
    assert done.stderr.endswith("or set PALIGEMMA_PATH, AESTHETIC_HEAD_PATH\n")
    assert done.stderr.count("\n") == 1


def test_a_row_that_would_never_be_drawn_is_named(run, tmp_path):
    endless = doubled(RED.replace("<rect", '<circle r="1e300"/><rect'))
    (tmp_path / "submission.csv").write_text(f'id,svg\na,"{doubled(RED)}"\nb,"{endless}"\n')
    done = run("submission.csv", "--questions", "questions.csv")
    assert done.returncode == 2
    assert "row 'b': the SVG asks for too much: <circle r=\"1e300\">: a point would be" in done.stderr
