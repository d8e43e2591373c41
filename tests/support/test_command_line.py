"""How commands refuse, and how they end: in one sentence, whatever happens to them."""

import argparse
import os
import signal
import subprocess
import sys

import pytest
from PIL import Image

from support.command_line import Parser, at_least

SCRIPT = """
import sys, time
from support import command_line

def main():
    {body}
    return 0

command_line.exit_with(main{resume})
"""
needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")
WAIT = 'print("ready", flush=True); time.sleep(60)'


@pytest.fixture
def start(repository):
    """Start a command with this body."""

    def start(body, *arguments, resume="", **pipes):
        script = SCRIPT.format(body=body, resume=resume)
        environment = os.environ | {"PYTHONPATH": str(repository)}
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, **pipes)

    return start


@pytest.mark.parametrize(
    ("resume", "last"),
    [
        ("", "interrupted"),
        (', resume="python batch.py"', "stopped; to go on: python batch.py 'my table.csv' --seed 3"),
        (', resume="python -m t --seed"', "stopped; to go on: python -m t --seed 'my table.csv' 3"),
    ],
)
def test_an_interrupt_ends_with_130_and_says_how_to_go_on(resume, last, start):
    process = start(WAIT, "my table.csv", "--seed", "3", resume=resume, stdout=subprocess.PIPE)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[1] == f"\n{last}\n"
    assert process.returncode == 130


@needs_full
@pytest.mark.parametrize("body", ['print("a")', 'print("a", flush=True)', 'print("a" * 99999)'])
def test_a_full_standard_output_is_said_in_a_sentence(body, start):
    with open("/dev/full", "w") as full:
        process = start(body, stdout=full)
    assert process.communicate(timeout=30)[1] == "-c: error: cannot write standard output: No space left on device\n"
    assert process.returncode == 2


@needs_full
def test_what_the_command_says_of_it_is_not_said_twice(start):
    body = "try: print('a', flush=True)\n    except OSError as error: sys.exit(command_line.cannot_write(error))"
    with open("/dev/full", "w") as full:
        process = start(body, stdout=full)
    assert process.communicate(timeout=30)[1] == "cannot write standard output: No space left on device\n"
    assert process.returncode == 1


@needs_full
@pytest.mark.parametrize(
    "command", [["batch.py"], ["validate.py"], ["kaggle_submission.py"], ["model.py"], ["-m", "scoring"]]
)
def test_every_command_s_help_on_a_full_standard_output_too(command, repository):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, *command, "--help"], cwd=repository, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr.endswith("error: cannot write standard output: No space left on device\n")
    assert done.stderr.count("\n") == 1


@needs_full
@pytest.mark.parametrize(
    "command",
    [
        ["model.py", "a red boat", "-o", "-", "--generator", "illustrator", "--time-limit", "0.1"],
        ["svg_vectorize.py", "boat.png", "-o", "-", "--max-bytes", "300"],
        ["kaggle_submission.py", "notebook", "-o", "boat.ipynb", "--user", "me"],
    ],
)
def test_a_result_that_does_not_fit_is_said_with_the_name_of_the_place(command, repository, tmp_path):
    Image.new("RGB", (32, 32), "teal").save(tmp_path / "boat.png")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, str(repository / command[0]), *command[1:]],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(repository)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode in (1, 2)
    assert done.stderr.endswith("cannot write standard output: No space left on device\n")
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_left_is_no_error_in_words(start):
    reading, writing = os.pipe()
    os.close(reading)
    process = start('print("a")', stdout=writing)
    os.close(writing)
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == 1


def test_other_errors_keep_their_traceback(start):
    process = start('open("/none/such", "w")', stdout=subprocess.PIPE)
    assert "FileNotFoundError" in process.communicate(timeout=30)[1]
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("least", "text", "words"),
    [
        (1, "0", "must be at least 1, not 0"),
        (1, "-3", "must be at least 1, not -3"),
        (1, "1.5", "must be a whole number, not '1.5'"),
        (1, "many", "must be a whole number, not 'many'"),
        (0.0, "-0.5", "must be at least 0, not -0.5"),
        (0.0, "nan", "must be at least 0, not nan"),
        (0.0, "", "must be a number, not ''"),
    ],
)
def test_numbers_that_make_no_sense_are_said_in_one_line(least, text, words, capsys):
    parser = Parser(prog="draw.py")
    parser.add_argument("--count", type=at_least(least))
    with pytest.raises(SystemExit) as end:
        parser.parse_args([f"--count={text}"])
    assert end.value.code == 2
    assert capsys.readouterr().err == f"draw.py: error: argument --count: {words}\n"


@pytest.mark.parametrize(("least", "text", "value"), [(1, "1", 1), (0.0, "0.25", 0.25), (0, "7", 7)])
def test_numbers_keep_their_kind(least, text, value):
    found = at_least(least)(text)
    assert found == value
    assert type(found) is type(least)


def test_its_subcommands_refuse_in_one_line_too(capsys):
    parser = Parser(prog="draw.py")
    parser.add_subparsers(required=True).add_parser("run").add_argument("--count", type=int)
    with pytest.raises(SystemExit):
        parser.parse_args(["run", "--count", "x"])
    assert capsys.readouterr().err.count("\n") == 1
    assert isinstance(parser, argparse.ArgumentParser)
