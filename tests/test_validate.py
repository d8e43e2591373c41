"""The command `python validate.py`: what it reads, writes, says and returns; how it stops, and how it goes on."""

import csv
import fcntl
import json
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager

import pytest

import validate
from album.folder import read_journal
from album.worker import Drawn
from model import Drawing
from scoring import validate_svg
from scoring.metric import group_seeds, harmonic_mean
from scoring.tables import Question
from tests.holding import hold
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma
from validation.store import COLUMNS, read_items

HOSTILE = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
CACHES = ("HF_HUB_CACHE", "KAGGLEHUB_CACHE", "KAGGLE_CACHE_MOUNT_FOLDER")
ROWS = {"a1": "a red boat", "../b": HOSTILE, "c3": "a blue cube", "d": "a red hat", "e": "a green cone"}
OPTIONS = ["--generator", "illustrator", "--max-bytes", "3000"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="teal" d="M1 1h6v6H1z"/></svg>'
QUESTION = Question("Is it teal?", ("no", "yes"), "yes")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """A CSV of five descriptions, one of them hostile."""
    path = tmp_path_factory.mktemp("table") / "train.csv"
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), *ROWS.items()])
    return path


@pytest.fixture
def start(repository, tmp_path):
    """Start the command in an empty folder, with no weights in sight."""
    hidden = ("PALIGEMMA", "CLIP", "AESTHETIC", "STABLE", "HF_", "KAGGLE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment |= {name: str(tmp_path / "none") for name in CACHES}
    environment |= {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(repository)}

    def run(*arguments, held=(), **pipes):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | pipes
        script = hold(tmp_path, "validate", *held)
        command = [sys.executable, str(script), *map(str, arguments)]
        return subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True, **pipes)

    return run


@pytest.fixture
def command(monkeypatch, capsys, tmp_path):
    """Run the command in this process and in an empty folder, with no weights in sight."""
    monkeypatch.chdir(tmp_path)
    for name in ("PALIGEMMA_PATH", "CLIP_PATH", "AESTHETIC_HEAD_PATH"):
        monkeypatch.delenv(name, raising=False)
    for name in CACHES:
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    def run(*arguments):
        try:
            code = validate.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return run


def finish(process) -> tuple[int, str, str]:
    output, message = process.communicate(timeout=120)
    return process.returncode, output, message


def results(folder) -> list[dict]:
    with open(folder / "results.csv", newline="") as file:
        return list(csv.DictReader(file))


def without_seconds(folder) -> list[dict]:
    return [row | {"seconds": ""} for row in results(folder)]


# ------------------------------------------------------------------------------------- the whole, without the weights


@pytest.mark.slow
def test_a_run_that_is_stopped_again_and_again_ends_like_one_that_is_not(start, command, table, tmp_path, monkeypatch):
    """One run is left alone; the other is stopped by Ctrl-C and by a kill, with two workers and with one."""
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    with terminal(monkeypatch) as shown:
        code, output, _ = command("--csv", table, "--out", whole, *OPTIONS)
    assert code == 0
    assert re.search(r"validating:  [2468]0%.*<00:\d\d.*mean fidelity [01]\.\d", shown[0])  # how far

    first = start("--csv", table, "--out", parts, "--workers", "2", *OPTIONS, held=list(ROWS.values())[2:])
    wait_for_items(parts, 1)
    os.killpg(first.pid, signal.SIGINT)  # as a terminal does: to the workers too
    code, _, message = finish(first)
    assert code == 130
    again = shlex.join(["--csv", str(table), "--out", str(parts), "--workers", "2", *OPTIONS])
    assert message == f"\nstopped; to go on: python validate.py {again}\n"
    second = start("--csv", table, "--out", parts, *OPTIONS, held=list(ROWS.values())[4:])
    wait_for_items(parts, len(list(read_journal(parts))) + 1)
    second.kill()
    finish(second)
    assert [path for path in parts.rglob(".*") if path.suffix != ".part" and path.stem != ".drawing"] == []
    assert command("--csv", table, "--out", parts, *OPTIONS)[0] == 0

    assert without_seconds(parts) == without_seconds(whole)
    assert [row["id"] for row in results(parts)] == list(ROWS)
    assert [row["description"] for row in results(parts)] == list(ROWS.values())
    svgs = sorted(path.name for path in (whole / "svg").iterdir())
    assert len(svgs) == len(ROWS)
    for name in svgs:
        assert (parts / "svg" / name).read_bytes() == (whole / "svg" / name).read_bytes()
        validate_svg((whole / "svg" / name).read_text())
    assert_no_scores(whole, output)


def assert_no_scores(folder, output):
    """Without weights: no number under a real metric's name, and one line that says what is missing."""
    rows = results(folder)
    assert tuple(rows[0]) == COLUMNS
    assert {row[name] for row in rows for name in ("vqa", "aesthetic", "ocr", "score")} == {""}
    assert all(0 < float(row["fidelity"]) <= 1 and 0 < int(row["bytes"]) <= 3000 for row in rows)
    summary, missing, page = output.splitlines()
    assert summary.startswith(f"{len(ROWS)} of {len(ROWS)} valid, mean ")
    assert missing.startswith("no scores: ")
    assert "PALIGEMMA_PATH, CLIP_PATH, AESTHETIC_HEAD_PATH" in missing
    text = (folder / "report.html").read_text()
    assert page == str(folder / "report.html")
    assert "PALIGEMMA_PATH" in text
    assert "mean score" not in text


@contextmanager
def terminal(monkeypatch):
    """Put a terminal of 120 columns in place of standard error; the list has what it showed, once it is closed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
    shown = []
    with monkeypatch.context() as patched, os.fdopen(theirs, "w") as screen:
        patched.setattr(sys, "stderr", screen)
        yield shown
        screen.flush()
        shown.append(os.read(ours, 1 << 16).decode())
    os.close(ours)


def wait_for_items(folder, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(read_journal(folder))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_help_is_quick(repository):
    script = (
        "import sys, validate\n"
        "try: validate.main(['--help'])\n"
        "except SystemExit: print({'torch', 'pandas', 'numpy', 'cv2', 'tqdm', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=repository, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("set()\n")


# --------------------------------------------------------------------------------- in this process, nothing is drawn


@pytest.fixture
def run(command, monkeypatch):
    """Run the command in an empty folder; one square stands for every drawing."""
    monkeypatch.setattr("model.Model.draw", lambda self, text: Drawing(SVG, "squares"))
    return command


def test_the_folder_is_named_after_the_settings_so_the_same_command_goes_on(run, table, monkeypatch, tmp_path):
    code, output, _ = run("--csv", table, "--limit", "2")
    assert code == 0
    monkeypatch.setattr("model.Model.draw", lambda *_: pytest.fail("it drew again"))
    assert run("--csv", table, "--limit", "2")[1] == output
    assert [path.name[:6] for path in (tmp_path / "runs").iterdir()] == ["train-"]
    assert output.splitlines()[-1].endswith("/report.html")


def test_limit_takes_the_first(run, table, tmp_path):
    assert run("--csv", table, "--limit", "2", "--out", "a")[0] == 0
    assert [row["id"] for row in results(tmp_path / "a")] == ["a1", "../b"]
    assert len(list((tmp_path / "a" / "svg").iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a"]  # the id ../b has led nowhere


def test_a_larger_limit_goes_on_and_ends_like_one_that_was_larger_from_the_first(run, table, tmp_path, monkeypatch):
    assert run("--csv", table, "--limit", "3", "--out", "whole")[0] == 0
    assert run("--csv", table, "--limit", "2", "--out", "a")[0] == 0
    drawn = []
    monkeypatch.setattr("model.Model.draw", lambda self, text: drawn.append(text) or Drawing(SVG, "squares"))
    assert run("--csv", table, "--limit", "3", "--out", "a")[0] == 0
    assert drawn == ["a blue cube"]
    assert without_seconds(tmp_path / "a") == without_seconds(tmp_path / "whole")
    judged = [[item.judged for item in read_items(tmp_path / name)] for name in ("a", "whole")]
    assert judged[0] == judged[1]


def test_another_table_in_the_same_folder_is_refused(run, table, tmp_path):
    assert run("--csv", table, "--out", "a")[0] == 0
    (tmp_path / "other.csv").write_text("id,description\nx,a lamp\n")
    assert_refused(run("--csv", "other.csv", "--out", "a"), "descriptions_sha256 changed")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--seed", "1"], "seed 0 there, 1 now"),
        (["--max-bytes", "500"], "max_bytes 10000 there, 500 now"),
        (["--limit", "2"], "descriptions 5 there, 2 now"),
        (["--questions", "questions.csv"], "questions_sha256 changed"),
    ],
)
def test_a_changed_setting_in_the_same_folder_is_refused(change, words, run, table, tmp_path):
    (tmp_path / "questions.csv").write_text("id,question,choices,answer\na1,Red?,\"['no', 'yes']\",yes\n")
    assert run("--csv", table, "--out", "a")[0] == 0
    before = (tmp_path / "a" / "results.csv").read_bytes()
    assert_refused(run("--csv", table, "--out", "a", *change), words)
    assert (tmp_path / "a" / "results.csv").read_bytes() == before


def test_a_folder_of_other_things_is_refused(run, table, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert_refused(run("--csv", table, "--out", tmp_path), "holds no run of this program")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "table.csv: No such file"),
        ("name,text\n1,a boat\n", "table.csv: the descriptions lack the column 'id'"),
        ("id,description\n1,a boat\n1,a hat\n", "table.csv: the descriptions: id '1' stands twice"),
        ("id,description\n7,\n", "table.csv: row '7': the description is missing; expected a text"),
        ("id,description\n7,  \n", "table.csv: row '7': the description is empty; expected a text"),
        ("id,description\n", "table.csv: no rows; expected at least one"),
    ],
)
def test_bad_tables_are_one_line_that_names_file_and_row(text, words, run, tmp_path):
    if text is not None:
        (tmp_path / "table.csv").write_text(text)
    assert_refused(run("--csv", "table.csv"), words)


def test_bad_questions_are_one_line_that_names_file_and_row(run, table, tmp_path):
    (tmp_path / "q.csv").write_text("id,question,choices,answer\na1,Red?,\"['no', 'yes']\",maybe\n")
    assert_refused(run("--csv", table, "--questions", "q.csv"), "q.csv: row 'a1': the answer 'maybe' to 'Red?' is")


def test_questions_of_other_descriptions_are_refused(run, table, tmp_path):
    (tmp_path / "q.csv").write_text("id,question,choices,answer\nz9,Red?,\"['no', 'yes']\",yes\n")
    assert_refused(
        run("--csv", table, "--questions", "q.csv"), "q.csv: questions of other descriptions: ids such as 'z9'"
    )


def test_a_row_without_a_description_is_left_out_and_said(run, tmp_path):
    (tmp_path / "table.csv").write_text("id,description\na,a boat\nb,\nc,   \nd,a hat\n")
    code, output, _ = run("--csv", "table.csv", "--out", "a")
    assert code == 1
    assert output.startswith("2 of 2 valid")
    said = "2 left out; row 'b': the description is missing; expected a text"
    assert output.splitlines()[1] == said
    assert said.replace("'", "&#39;") in (tmp_path / "a" / "report.html").read_text()
    assert [row["id"] for row in results(tmp_path / "a")] == ["a", "d"]


def test_kaggle_without_an_account_says_what_it_takes(run):
    assert_refused(run("--csv", "kaggle"), "cannot be fetched (HF_HUB_OFFLINE is set); it takes a Kaggle account")


@pytest.mark.parametrize(
    "arguments", [[], ["--seed", "-1"], ["--limit", "0"], ["--workers", "0"], ["--compare", "a"], ["--sed", "1"]]
)
def test_wrong_arguments_are_named(arguments, run, table):
    code, _, message = run(*(["--csv", table] if arguments[:1] not in ([], ["--compare"]) else []), *arguments)
    assert code == 2
    assert (arguments or ["--csv"])[0] in message.splitlines()[-1]


@pytest.mark.parametrize("option", [["--generator", "gemini"], ["--candidates", "0"], ["--time-limit", "0"]])
def test_what_the_model_refuses_is_one_line_and_leaves_nothing(option, run, table, tmp_path):
    assert_refused(run("--csv", table, "--out", "a", *option), "must be")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--limit", "0"], "argument --limit: must be at least 1, not 0"),
        (["--workers", "two"], "argument --workers: must be a whole number, not 'two'"),
        (["--seed", "-1"], "argument --seed: seed must be between 0 and 2**32 - 1, not -1"),
    ],
)
def test_a_number_that_makes_no_sense_is_one_line_in_words(arguments, words, run, table):
    assert_refused(run("--csv", table, *arguments), words)


def test_what_a_drawing_raises_ends_it_and_what_was_drawn_stays(run, table, tmp_path, monkeypatch):
    def draw(self, description):
        if description == "a red hat":
            raise MemoryError("no room")
        return Drawing(SVG, "squares")

    monkeypatch.setattr("model.Model.draw", draw)
    assert_refused(run("--csv", table, "--out", "a"), "row 'd' could not be drawn: MemoryError: no room")
    assert [record["id"] for record in read_journal(tmp_path / "a")] == ["a1", "../b", "c3", "e"]
    assert len(results(tmp_path / "a")) == 4


def assert_refused(done, words):
    code, output, message = done
    assert (code, output) == (2, "")
    assert message.startswith("validate.py: error: ")
    assert words in message
    assert message.count("\n") == 1


def test_an_invalid_svg_is_reported_and_not_shown(run, table, tmp_path, monkeypatch):
    wrong = Drawing(SVG.replace("<path", "<script>alert(1)</script><path"), "x")
    monkeypatch.setattr("model.Model.draw", lambda *_: wrong)
    code, output, _ = run("--csv", table, "--out", "a")
    assert code == 0
    assert output.startswith("0 of 5 valid")
    assert "5 not valid, so the competition would refuse them all; a1: element <script> is not allowed" in output
    assert "data:image/svg+xml" not in (tmp_path / "a" / "report.html").read_text()


# ---------------------------------------------------------------------------------------------------------- scores


class Judge:
    """Both evaluators at once, with opinions that are easy to recognise."""

    def choice_probabilities(self, image, questions, choices):
        return [{choice: 0.75 if choice == "yes" else 0.25 for choice in offered} for offered in choices]

    def ocr(self, image):
        return 0.5

    def score(self, image):
        return 0.6


def test_an_item_has_what_the_metric_says(monkeypatch):
    monkeypatch.setattr(validate, "_evaluators", lambda: {"vqa": Judge(), "aesthetic": Judge()})
    job = validate.Job({"a": "a teal square"}, {"a": (QUESTION,)}, {"a": 1}, {"seed": 0, "max_bytes": 10_000}, [], {})
    item = validate._scorer(job)(Drawn("a", SVG, "squares", 1.0, None, 0.9))
    assert (item["vqa"], item["aesthetic"], item["ocr"]) == (0.75, 0.6, 0.5)
    assert item["score"] == pytest.approx(harmonic_mean(0.75, 0.6) * 0.5)
    assert item["questions"] == [
        {"text": "Is it teal?", "choices": ("no", "yes"), "answer": "yes", "probabilities": {"no": 0.25, "yes": 0.75}}
    ]


@pytest.fixture(scope="session")
def judge(tmp_path_factory):
    """Tiny random weights of all three parts of the metric: {environment variable: path}."""
    folder = tmp_path_factory.mktemp("judge")
    head = tiny_head(folder / "linearMSE.safetensors")
    paths = {"PALIGEMMA_PATH": tiny_paligemma(folder / "vqa"), "CLIP_PATH": tiny_clip(folder / "clip")}
    return {name: str(path) for name, path in paths.items()} | {"AESTHETIC_HEAD_PATH": str(head)}


def test_scores_and_the_comparison_of_two_runs(run, judge, table, tmp_path, monkeypatch):
    for name, path in judge.items():
        monkeypatch.setenv(name, path)
    code, output, _ = run("--csv", table, "--out", "a")
    assert code == 0
    assert "score 0." in output
    assert "no scores" not in output
    assert run("--csv", table, "--out", "b", "--seed", "1", "--limit", "2")[0] == 0

    item = read_items(tmp_path / "a")[0]
    assert results(tmp_path / "a")[0]["score"] == f"{item.score:.6f}"
    assert item.score == pytest.approx(harmonic_mean(item.vqa, item.aesthetic) * item.ocr)
    right = [question["probabilities"][question["answer"]] for question in item.questions]
    assert item.vqa == pytest.approx(sum(right) / 4)

    code, output, _ = run("--compare", "a", "b")
    assert code == 0
    names = [line.split()[0] for line in output.splitlines()[1:-2]]
    assert names == ["score", "vqa", "aesthetic", "ocr", "bytes"]  # no fidelity: there were no pictures
    assert output.splitlines()[-2] == "3 drawings left out, whose description the other run has not"
    assert output.splitlines()[-1] == "b/compare.html"
    assert "seed" in (tmp_path / "b" / "compare.html").read_text()


def test_the_seeds_are_the_metric_s_own(run, judge, table, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr("scoring.defend", lambda image, seed: seen.append(seed) or image)
    run("--csv", table, "--out", "a", "--seed", "5")
    assert sorted(seen) == sorted(group_seeds(ROWS, 5).values())


def test_comparing_what_is_no_run_or_has_nothing_in_common_is_refused(run, table, tmp_path):
    assert_refused(run("--compare", "a", "b"), "a: no run is there (no settings.json)")
    (tmp_path / "other.csv").write_text("id,description\na1,another\n")
    run("--csv", table, "--out", "a")
    run("--csv", "other.csv", "--out", "b")
    assert_refused(run("--compare", "a", "b"), "a and b have no description in common")


def test_settings_hold_all_that_changes_results(run, table, tmp_path):
    run("--csv", table, "--out", "a")
    settings = json.loads((tmp_path / "a" / "settings.json").read_text())
    assert settings["max_bytes"] == 10_000  # the report needs it
    assert {"generator", "seed", "code_sha256", "descriptions_sha256", "questions_sha256", "scoring"} <= set(settings)
    assert "workers" not in settings


def test_the_sample_has_twelve_descriptions_with_four_good_questions_each(repository):
    from scoring.tables import descriptions, questions, read_table

    rows = descriptions(read_table(repository / "data/sample.csv"))
    asked = questions(read_table(repository / "data/sample_questions.csv"))
    assert list(rows) == list(asked)
    assert [len(found) for found in asked.values()] == [4] * 12
    assert all(list(q.choices) == sorted(q.choices) for found in asked.values() for q in found)
