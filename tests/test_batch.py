"""The command `python batch.py`: alone and with Ray, stopped and killed, with good rows and with bad ones."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

import batch
from album.folder import COLUMNS, read_journal
from benchmarks.batch import actors
from scoring import validate_svg
from tests.holding import hold

ROWS = {"a1": "a red boat", "../../b": "a blue cube", "c3": "", "d": "a red hat", "e": "   ", "f": "a green cone"}
GOOD = ["a1", "../../b", "d", "f"]
OPTIONS = ["--generator", "illustrator"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="teal" d="M1 1h6v6H1z"/></svg>'


@pytest.fixture
def table(tmp_path):
    """A CSV of four good descriptions, one of them with a hostile id, a missing one and an empty one."""
    return write(tmp_path / "table.csv", ROWS)


def write(path, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), *rows.items()])
    return path


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command in this process and in an empty folder; one square stands for every drawing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("model.Model.draw", square)

    def command(*arguments):
        try:
            code = batch.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return command


def square(self, description):
    from model import Drawing

    if "burst" in description:
        raise MemoryError("no\nroom")
    return Drawing(SVG, "squares")


@pytest.fixture
def ray():
    return pytest.importorskip("ray", reason="requirements-ray.txt is not installed")


def results(folder) -> list[dict]:
    with open(folder / "results.csv", newline="") as file:
        return list(csv.DictReader(file))


def svgs(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.svg")}


def without_seconds(folder) -> list[dict]:
    return [row | {"seconds": ""} for row in results(folder)]


# ------------------------------------------------------------------------------------------------ processes, for real


@pytest.fixture
def start(repository, tmp_path):
    """Start the command, or a script in its place."""

    def run(*arguments, script=None, stdout=subprocess.PIPE):
        command = [sys.executable, str(script or repository / "batch.py"), *map(str, arguments)]
        environment = os.environ | {"PYTHONPATH": str(repository)}
        pipes = {"stdout": stdout, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=tmp_path, env=environment, **pipes)

    return run


def finish(process) -> tuple[int, str, str]:
    output, message = process.communicate(timeout=120)
    return process.returncode, output, message


def wait_for_svgs(folder, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(svgs(folder)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on(start, table, tmp_path):
    first = start(table, "--out", "out", *OPTIONS, script=hold(tmp_path, "batch", ROWS["f"]))
    wait_for_svgs(tmp_path / "out", 1)
    first.kill()
    finish(first)
    before = svgs(tmp_path / "out")
    assert 1 <= len(before) < len(GOOD)
    code, output, message = finish(start(table, "--out", "out", *OPTIONS))
    assert (code, message) == (1, "")
    assert output.startswith("4 drawn, mean ")
    assert svgs(tmp_path / "out").items() >= before.items()
    for svg in svgs(tmp_path / "out").values():
        validate_svg(svg.decode())


@pytest.mark.slow
def test_an_interrupt_says_how_to_go_on_and_leaves_the_results_so_far(start, table, tmp_path):
    process = start(table, "--out", "out", *OPTIONS, script=hold(tmp_path, "batch", ROWS["f"]))
    while len(list(read_journal(tmp_path / "out"))) < 3:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    code, output, message = finish(process)
    assert (code, output) == (130, "")
    assert message == f"\nstopped; to go on: python batch.py {table} --out out {' '.join(OPTIONS)}\n"
    rows = results(tmp_path / "out")
    assert [row["id"] for row in rows if not row["error"]] == GOOD[:3]
    assert [row["id"] for row in rows if row["error"]] == ["c3", "e"]


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_second_command_in_the_same_folder_is_told_of_the_first(ending, start, run, table, tmp_path):
    first = start(table, "--out", "out", *OPTIONS, script=hold(tmp_path, "batch", ROWS["f"]))
    wait_for_svgs(tmp_path / "out", 1)
    code, _, message = run(table, "--out", "out", *OPTIONS)
    assert code == 2
    assert f"out: process {first.pid} on " in message
    assert re.search(r", since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d, draws into it; wait, or choose another --out$", message)
    first.send_signal(ending)
    finish(first)
    assert run(table, "--out", "out", *OPTIONS)[0] == 1  # a row has no description
    assert [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")
def test_a_full_standard_output_is_named_and_loses_no_drawing(start, table, tmp_path):
    with open("/dev/full", "w") as full:
        process = start(table, "--out", "out", *OPTIONS, stdout=full)
    code, _, message = finish(process)
    assert (code, message) == (2, "batch.py: error: cannot write standard output: No space left on device\n")
    assert len(svgs(tmp_path / "out")) == len(GOOD)


@pytest.mark.slow
def test_two_processes_draw_what_a_single_one_draws(start, table, tmp_path):
    single = finish(start(table, "--out", "single", *OPTIONS))
    two = finish(start(table, "--out", "two", "--workers", "2", *OPTIONS))
    assert [(code, message) for code, _, message in (single, two)] == [(1, "")] * 2
    assert svgs(tmp_path / "two") == svgs(tmp_path / "single")
    assert without_seconds(tmp_path / "two") == without_seconds(tmp_path / "single")


@pytest.mark.slow
def test_ray_s_workers_draw_what_a_single_process_draws(ray, start, table, tmp_path):
    single = finish(start(table, "--out", "single", *OPTIONS))
    two = finish(start(table, "--out", "two", "--ray", "local", "--workers", "2", *OPTIONS))
    assert [code for code, _, _ in (single, two)] == [1, 1]
    assert two[2] == ""  # not a word of Ray's
    assert [line[:9] for line in two[1].splitlines()] == ["4 drawn, ", "2 not dra", "two/resul"]
    assert svgs(tmp_path / "two") == svgs(tmp_path / "single")
    assert without_seconds(tmp_path / "two") == without_seconds(tmp_path / "single")


SCRIPT = """
import os, sys, time
from types import SimpleNamespace
import batch, model

class Model:
    def __init__(self, **options): pass
    def draw(self, description):
        time.sleep(0.2)
        if "poison" in description: os._exit(1)
        return SimpleNamespace(svg=f"<svg>{description}</svg>", generator="fake", left_out=())

model.Model = Model
sys.exit(batch.main())
"""


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing_and_what_kills_every_worker_is_given_up(ray, start, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    rows = {f"r{i}": f"a boat {i}" for i in range(20)} | {"p": "poison"} | {f"s{i}": f"a hat {i}" for i in range(9)}
    table = write(tmp_path / "many.csv", rows)
    arguments = (table, "--out", "out", "--generator", "illustrator", "--ray", "local", "--workers", "2")
    process = start(*arguments, script=tmp_path / "script.py")
    wait_for_svgs(tmp_path / "out", 3)
    os.kill(actors(process.pid)[0], signal.SIGKILL)
    code, output, message = finish(process)
    assert (code, message) == (1, "")
    assert output.startswith("29 drawn, ")
    assert "1 not drawn; row 'p': its worker died 3 times" in output
    assert svgs(tmp_path / "out") == {f"{n}.svg": f"<svg>{d}</svg>".encode() for n, d in rows.items() if n != "p"}


def test_without_ray_its_installation_is_named(start, table, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import sys; sys.modules['ray'] = None; import batch; sys.exit(batch.main())")
    code, output, message = finish(start(table, "--out", "out", "--ray", "local", script=script))
    assert (code, output) == (2, "")
    assert message.startswith("batch.py: error: Ray is not installed")
    assert message.endswith("pip install -r requirements-ray.txt\n")
    assert not (tmp_path / "out").exists()


def test_a_cluster_that_does_not_answer_is_named(ray, start, table, tmp_path):
    code, output, message = finish(start(table, "--out", "out", "--ray", "127.0.0.1:1"))
    assert (code, output) == (2, "")
    assert message.startswith("batch.py: error: no Ray cluster answers at 127.0.0.1:1: ")
    assert message.count("\n") == 1


def test_help_is_quick(repository):
    script = (
        "import sys, batch\n"
        "try: batch.main(['--help'])\n"
        "except SystemExit: print({'ray', 'torch', 'pandas', 'numpy', 'cv2', 'tqdm'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=repository, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("set()\n")


# --------------------------------------------------------------------------------- in this process, nothing is drawn


def test_results_are_in_the_order_of_the_rows_and_bad_rows_are_passed_over(run, table, tmp_path):
    code, output, _ = run(table, "--out", "out")
    assert code == 1
    assert output.splitlines() == [
        f"4 drawn, mean {len(SVG)} bytes, 0.0 s; 4 by squares",
        "2 not drawn; row 'c3': the description is missing; expected a text",
        "out/results.csv",
    ]
    rows = results(tmp_path / "out")
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == list(ROWS)
    assert [row["bytes"] for row in rows] == [str(len(SVG)) if name in GOOD else "" for name in ROWS]
    assert rows[4]["error"] == "the description is empty; expected a text"
    assert (tmp_path / "out" / "a1.svg").read_text() == SVG


def test_rows_and_files_are_matched_also_where_file_names_fold_case(run, tmp_path):
    rows = {"a": "a boat", "A": "a hat", "../b": "a cube", "con": "a lamp", "d": ""}
    run(write(tmp_path / "table.csv", rows), "--out", "out")
    files = {row["id"]: row["file"] for row in results(tmp_path / "out")}
    assert files["a"] == "a.svg"
    assert files.pop("d") == ""
    assert len({name.lower() for name in files.values()}) == 4
    assert {name.lower() for name in files.values()} & {"con.svg"} == set()
    assert all((tmp_path / "out" / name).is_file() for name in files.values())


def test_the_submission_is_what_the_scoring_reads(run, table, tmp_path):
    from scoring.tables import read_table, submission_svgs

    run(table, "--out", "out")
    assert submission_svgs(read_table(tmp_path / "out" / "submission.csv")) == dict.fromkeys(GOOD, SVG)


def test_words_that_are_not_to_be_seen_are_said_and_stand_in_the_results(run, tmp_path, monkeypatch):
    from model import Drawing

    lacking = {"a tesla and a flumph": ("tesla", "flumph"), "a gnarl": ("gnarl",)}
    monkeypatch.setattr("model.Model.draw", lambda self, text: Drawing(SVG, "x", left_out=lacking.get(text, ())))
    table = write(tmp_path / "table.csv", {"a": "a boat", "b": "a tesla and a flumph", "c": "a gnarl"})
    for _ in range(2):  # drawn now, and drawn before
        lines = run(table, "--out", "out")[1].splitlines()
        assert lines[1] == "2 with words that were not understood or not drawn; row 'b': tesla, flumph"
    assert [row["left_out"] for row in results(tmp_path / "out")] == ["", "tesla, flumph", "gnarl"]


def test_an_id_leads_nowhere(run, table, tmp_path):
    run(table, "--out", "deep/er/out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "table.csv"]
    assert len(svgs(tmp_path / "deep/er/out")) == len(GOOD)


def test_what_is_no_text_is_recorded(run, tmp_path):
    import pandas as pd

    pd.DataFrame({"id": [1, 2], "description": [b"a boat", b"a hat"]}).to_parquet(tmp_path / "table.parquet")
    assert run("table.parquet", "--out", "out")[0] == 1
    assert results(tmp_path / "out")[1]["error"] == "the description is bytes \"b'a hat'\"; expected a text"


def test_what_a_drawing_raises_is_recorded_and_tried_again_the_next_time(run, tmp_path):
    table = write(tmp_path / "table.csv", {"a": "burst", "b": "a boat"})
    for _ in range(2):
        code, output, _ = run(table, "--out", "out")
        assert code == 1
        assert "1 not drawn; row 'a': MemoryError: no room" in output
    assert [row["error"] for row in results(tmp_path / "out")] == ["MemoryError: no room", ""]


def test_what_is_done_is_not_drawn_again(run, table, tmp_path, monkeypatch):
    first = run(table, "--out", "out")
    drawn = []
    monkeypatch.setattr("model.Model.draw", lambda self, text: drawn.append(text) or square(self, text))
    assert run(table, "--out", "out") == first
    assert drawn == []
    (tmp_path / "out" / "d.svg").unlink()
    write(table, ROWS | {"c3": "a white cap", "new": "a lamp"})
    code, output, _ = run(table, "--out", "out")
    assert drawn == ["a white cap", "a red hat", "a lamp"]  # described at last, lost, added
    assert output.startswith("6 drawn")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"x": "a lamp"}, "row 1 is 'a1' 'a red boat' there, 'x' 'a lamp' now"),
        (ROWS | {"a1": "a red ship"}, "row 1 is 'a1' 'a red boat' there, 'a1' 'a red ship' now"),
        ({"new": "a lamp"} | ROWS, "row 1 is 'a1' 'a red boat' there, 'new' 'a lamp' now"),
        ({"a1": ""}, "row 1 is 'a1' 'a red boat' there, 'a1' without a description now"),
        ({"a1": "a red boat"}, "descriptions 6 there, 1 now"),
    ],
)
def test_a_folder_belongs_to_one_table(rows, words, run, table, tmp_path):
    run(table, "--out", "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert_refused(run(write(tmp_path / "other.csv", rows), "--out", "out"), words)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_limit_takes_the_first_and_a_larger_one_goes_on(run, table, tmp_path):
    assert run(table, "--out", "out", "--limit", "2")[1].startswith("2 drawn")
    assert len(svgs(tmp_path / "out")) == 2
    code, output, _ = run(table, "--out", "out", "--limit", "4")
    assert output.splitlines()[1] == "2 of 3 done before"
    assert len(results(tmp_path / "out")) == 4
    assert_refused(run(table, "--out", "out", "--limit", "3"), "descriptions 4 there, 3 now")


def test_a_line_that_a_kill_cut_short_spoils_itself_alone(run, table, tmp_path):
    run(table, "--out", "out")
    journal = tmp_path / "out" / "done.jsonl"
    journal.write_text(journal.read_text()[:-9])
    for _ in range(2):
        assert run(table, "--out", "out")[1].startswith("4 drawn")
    names = [record["id"] for record in read_journal(tmp_path / "out")]
    assert names == GOOD


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--seed", "1"], "seed 0 there, 1 now"),
        (["--max-bytes", "500"], "max_bytes 10000 there, 500 now"),
        (["--candidates", "2"], "candidates None there, 2 now"),
        (["--lora", "style"], "lora None there, style now"),
    ],
)
def test_a_changed_setting_in_the_same_folder_is_refused(change, words, run, table, tmp_path):
    run(table, "--out", "out")
    before = (tmp_path / "out" / "results.csv").read_bytes()
    assert_refused(run(table, "--out", "out", *change), words)
    assert (tmp_path / "out" / "results.csv").read_bytes() == before
    assert "workers" not in json.loads((tmp_path / "out" / "settings.json").read_text())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "table.csv: No such file"),
        ("name,text\n1,a boat\n", "table.csv: the descriptions lack the column 'id'"),
        ("id,description\n1,a boat\n1,a hat\n", "table.csv: the descriptions: id '1' stands twice"),
        ("id,description\n,a hat\n", "table.csv: the descriptions: row 0 has no id"),
        ("id,description\n", "table.csv: no rows; expected at least one"),
    ],
)
def test_bad_tables_are_one_line(text, words, run, tmp_path):
    if text is not None:
        (tmp_path / "table.csv").write_text(text)
    assert_refused(run("table.csv", "--out", "out"), words)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--generator", "gemini"], "generator must be one of"),
        (["--max-bytes", "5"], "max_bytes must be at least 300"),
        (["--seed", "-1"], "seed must be between"),
        (["--generator", "illustrator", "--lora", "style"], "lora 'style' goes on top of"),
        (["--out", "table.csv"], "exists, but holds no run of this program"),
    ],
)
def test_what_cannot_be_is_one_line(arguments, words, run, table, tmp_path):
    assert_refused(run(table, "--out", "out", *arguments), words)
    assert not (tmp_path / "out").exists()


def assert_refused(done, words):
    code, output, message = done
    assert (code, output) == (2, "")
    assert message.startswith("batch.py: error: ")
    assert words in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--workers", "0"], ["--limit", "0"], ["--gpus-per-worker", "1"], ["--gpus-per-worker", "-1", "--ray", "auto"]],
)
def test_wrong_arguments_are_named(arguments, run, table):
    code, _, message = run(table, "--out", "out", *arguments)
    assert code == 2
    assert arguments[0] in message.splitlines()[-1]
