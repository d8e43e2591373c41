"""The command as a user runs it: `python model.py` as a process of its own."""

import os
import signal
import subprocess
import sys

import pytest
from PIL import Image

from scoring import validate_svg

SENTENCE = "a red boat on a calm lake"


@pytest.fixture
def draw(repository, tmp_path):
    """Run model.py in an empty folder."""

    def run(*arguments, stdin=b"", generator="illustrator"):
        command = [sys.executable, str(repository / "model.py"), "--generator", generator, *arguments]
        return subprocess.run(command, cwd=tmp_path, input=stdin, capture_output=True, timeout=120)

    return run


def files(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_default_is_an_svg_and_a_preview_in_out(draw, tmp_path):
    done = draw(SENTENCE)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == ["out/a-red-boat-on-a-calm-lake.png", "out/a-red-boat-on-a-calm-lake.svg"]
    svg = (tmp_path / "out/a-red-boat-on-a-calm-lake.svg").read_text()
    validate_svg(svg)
    assert Image.open(tmp_path / "out/a-red-boat-on-a-calm-lake.png").size == (768, 768)
    lines = done.stdout.decode().splitlines()
    assert lines[:2] == ["out/a-red-boat-on-a-calm-lake.svg", "out/a-red-boat-on-a-calm-lake.png"]
    assert lines[2].startswith(f"{len(svg):,} bytes, illustrator, ")
    assert b"%|" not in done.stderr  # no progress bar in a pipe


def test_files_where_they_are_asked_for(draw, tmp_path):
    done = draw(SENTENCE, "-o", "new/boat.svg", "--png", "boat.png", "--max-bytes", "2000", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == ["boat.png", "new/boat.svg"]
    validate_svg((tmp_path / "new/boat.svg").read_text(), 2000)
    assert Image.open(tmp_path / "boat.png").format == "PNG"


def test_standard_input_and_output(draw, tmp_path):
    piped = draw("-", "-o", "-", "--seed", "1", stdin=f"  {SENTENCE}\n".encode())
    named = draw(SENTENCE, "-o", "-", "--seed", "1")
    validate_svg(piped.stdout.decode())
    assert piped.stdout == named.stdout
    assert b" bytes, illustrator, " in piped.stderr
    assert files(tmp_path) == []


def test_standard_input_that_is_no_text_draws(draw):
    done = draw("-", "-o", "-", stdin=b"\xff\xfe a boat \x00")
    assert done.returncode == 0, done.stderr
    validate_svg(done.stdout.decode())


def test_after_two_dashes_a_description_may_start_with_one(draw, tmp_path):
    done = draw("-o", "x.svg", "--", "--help me")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path) == ["x.svg"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "description"),
        ([SENTENCE, "--max-bytes", "299"], "299"),
        ([SENTENCE, "--max-bytes", "many"], "many"),
        ([SENTENCE, "--seed", "-1"], "-1"),
        ([SENTENCE, "--seed", "1.5"], "1.5"),
        ([SENTENCE, "--candidates", "0"], "candidates must be at least 1, not 0"),
        ([SENTENCE, "--time-limit", "0"], "time_limit_s must be more than 0, not 0"),
        ([SENTENCE, "--time-limit", "nan"], "nan"),
        ([SENTENCE, "--sed", "1"], "--sed"),
        ([SENTENCE, "another"], "another"),
        ([SENTENCE, "--lora", "style"], "style"),
    ],
)
def test_wrong_arguments_are_named(arguments, words, draw, tmp_path):
    assert_refused(draw(*arguments), words)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["gemini", "illustrator:x"])
def test_unknown_generators_are_named(name, draw):
    assert_refused(draw(SENTENCE, generator=name), name)


@pytest.mark.parametrize(("option", "place"), [("-o", "taken/boat.svg"), ("-o", "folder"), ("--png", "folder")])
def test_a_place_that_cannot_be_written_is_named(option, place, draw, tmp_path):
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "folder").mkdir()
    other = [] if option == "-o" else ["-o", "-"]
    assert_refused(draw(SENTENCE, option, place, *other), f"cannot write {place}")
    assert files(tmp_path) == ["taken"]


def assert_refused(done, words):
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert words in message.splitlines()[-1]
    assert "Traceback" not in message


def test_a_reader_that_leaves_early_is_no_traceback(repository, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(repository / "model.py"), SENTENCE, "-o", "-", "--generator", "illustrator"]
    try:
        done = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, timeout=120)
    finally:
        os.close(writing)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


STALLED = """
import runpy, sys, time
import {module}
def stall(*args, **kwargs):
    print("ready", flush=True)
    time.sleep(60)
{module}.{function} = stall
sys.argv = ["model.py", {sentence!r}, "--generator", "illustrator"]
runpy.run_path({path!r}, run_name="__main__")
"""


@pytest.mark.parametrize("stalled", ["svg_vectorize.vectorize", "os.replace"])
def test_an_interrupt_is_no_traceback_and_leaves_no_half_written_file(stalled, repository, tmp_path):
    module, _, function = stalled.rpartition(".")
    script = STALLED.format(module=module, function=function, sentence=SENTENCE, path=str(repository / "model.py"))
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode != 0
    assert b"interrupted" in message
    assert b"Traceback" not in message
    assert files(tmp_path) == []
