"""The command: what `python model.py` reads, writes, says and returns, most of it without a process of its own."""

import io
import os
import re
import signal
import subprocess
import sys
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

import model
from pipeline import tracing
from scoring import validate_svg

SENTENCE = "a red boat on a calm lake"


@pytest.fixture
def draw(monkeypatch, capsys, tmp_path):
    """Run the command in an empty folder; one rectangle stands for the vectorizer's work."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tracing, "vectorize", rectangle)

    def run(*arguments, stdin=b"", generator="illustrator"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = model.main(["--generator", generator, *arguments])
        except SystemExit as end:
            code = end.code
        output, message = capsys.readouterr()
        return SimpleNamespace(code=code, output=output, message=message)

    return run


def rectangle(image: Image.Image, *_, **__) -> str:
    """An SVG of one colour, which every pixel of the picture decides."""
    color = zlib.crc32(image.tobytes()) & 0xFFFFFF
    path = f'<path fill="#{color:06x}" d="M0 0h9v9H0z"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>'


@pytest.fixture
def start(repository, tmp_path):
    """Start Python in an empty folder."""

    def run(*arguments, path=(), **pipes):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*path, repository]))}
        return subprocess.Popen([sys.executable, *arguments], cwd=tmp_path, env=environment, **pipes)

    return run


def files(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# ---------------------------------------------------------------------------------------------------------- results


def test_the_default_is_an_svg_and_a_preview_in_out(start, repository, tmp_path):
    process = start(str(repository / "model.py"), SENTENCE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, message = process.communicate(timeout=120)
    assert process.returncode == 0, message
    assert files(tmp_path) == ["out/a-red-boat-on-a-calm-lake.png", "out/a-red-boat-on-a-calm-lake.svg"]
    svg = (tmp_path / "out/a-red-boat-on-a-calm-lake.svg").read_text()
    validate_svg(svg)
    assert Image.open(tmp_path / "out/a-red-boat-on-a-calm-lake.png").size == (768, 768)
    lines = output.splitlines()
    assert lines[:2] == ["out/a-red-boat-on-a-calm-lake.svg", "out/a-red-boat-on-a-calm-lake.png"]
    assert lines[2].startswith(f"{len(svg):,} bytes, illustrator, ")
    assert "%|" not in message  # no progress bar in a pipe


def test_files_where_they_are_asked_for(draw, tmp_path):
    done = draw(SENTENCE, "-o", "new/boat.svg", "--png", "boat.png", "--seed", "3")
    assert done.code == 0, done.message
    assert files(tmp_path) == ["boat.png", "new/boat.svg"]
    assert Image.open(tmp_path / "boat.png").format == "PNG"
    assert done.output.splitlines()[:2] == ["new/boat.svg", "boat.png"]


def test_words_that_were_left_out_are_said_in_one_line(draw, caplog):
    draw("a red flumph beside a hat with a zipper", "--max-bytes", "300")
    said = [line for line in caplog.messages if line.startswith("not understood or not drawn: ")]
    assert len(said) == 1
    assert "flumph" in said[0]
    caplog.clear()
    draw(SENTENCE, "--max-bytes", "300")
    assert "not understood" not in caplog.text


def test_a_drawing_shows_itself_in_jupyter():
    assert model.Drawing("<svg/>", "x")._repr_svg_() == "<svg/>"


def test_max_bytes_reaches_the_model(draw, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(tracing, "vectorize", lambda image, most, **_: asked.append(most) or rectangle(image))
    draw(SENTENCE, "--max-bytes", "2000")
    assert asked == [2000]


def test_how_many_candidates_were_drawn_is_said(draw):
    said = draw(SENTENCE, "--candidates", "3", "--max-bytes", "300").output.splitlines()[-1]
    assert ", illustrator, the best of 3 (3 asked for), " in said
    said = draw(SENTENCE, "--candidates", "90", "--time-limit", "0.1", "--max-bytes", "300").output.splitlines()[-1]
    assert re.search(r", the best of \d (.90 asked for.), ", said)


def test_standard_input_and_output(draw, tmp_path):
    piped = draw("-", "-o", "-", "--seed", "1", stdin=f"  {SENTENCE}\n".encode())
    named = draw(SENTENCE, "-o", "-", "--seed", "1")
    validate_svg(piped.output)
    assert piped.output == named.output
    assert piped.output != draw(SENTENCE, "-o", "-", "--seed", "2").output
    assert " bytes, illustrator, " in piped.message
    assert files(tmp_path) == []


def test_the_preview_to_standard_output(start, repository, tmp_path):
    command = [str(repository / "model.py"), SENTENCE, "-o", "x.svg", "--png", "-", "--max-bytes", "300"]
    output, message = start(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE).communicate(timeout=120)
    assert Image.open(io.BytesIO(output)).format == "PNG"
    assert b"x.svg\n" in message
    assert files(tmp_path) == ["x.svg"]


def test_standard_input_that_is_no_text_draws(draw):
    done = draw("-", "-o", "-", stdin=b"\xff\xfe a boat \x00")
    assert done.code == 0, done.message
    validate_svg(done.output)


def test_after_two_dashes_a_description_may_start_with_one(draw, tmp_path):
    done = draw("-o", "x.svg", "--", "--help me")
    assert done.code == 0, done.message
    assert files(tmp_path) == ["x.svg"]


def test_open_shows_the_svg(draw, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    draw(SENTENCE, "-o", "x.svg", "--open")
    assert shown == [(tmp_path / "x.svg").as_uri()]


# ---------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "description"),
        ([SENTENCE, "--max-bytes", "299"], "299"),
        ([SENTENCE, "--max-bytes", "many"], "many"),
        ([SENTENCE, "--seed", "-1"], "-1"),
        ([SENTENCE, "--seed", "1.5"], "1.5"),
        ([SENTENCE, "--candidates", "0"], "candidates must be at least 1, not 0"),
        ([SENTENCE, "--time-limit", "0"], "time_limit_s must be more than 0 and finite, not 0"),
        ([SENTENCE, "--time-limit", "nan"], "nan"),
        ([SENTENCE, "--sed", "1"], "--sed"),
        ([SENTENCE, "another"], "another"),
        ([SENTENCE, "--lora", "style"], "style"),
        ([SENTENCE, "-o", "a", "--png", "./a"], "cannot both be a"),
        ([SENTENCE, "-o", "-", "--png", "-"], "cannot both be -"),
        ([SENTENCE, "-o", "x.PNG"], "x.PNG: an SVG would be written there, whose name ends in .svg; --png x.PNG"),
        ([SENTENCE, "--png", "x.jpg"], "x.jpg: a PNG would be written there, whose name ends in .png"),
        ([SENTENCE, "-o", "x.svg", "--png", "y.svg"], "y.svg: a PNG would be written there"),
        ([SENTENCE, "-o", "n" * 300 + ".svg"], "File name too long"),
        ([""], "the description is empty"),
        ([" \n"], "the description is empty"),
        (["-"], "the description is empty"),
    ],
)
def test_wrong_arguments_are_named(arguments, words, draw, tmp_path):
    assert_refused(draw(*arguments), words)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["gemini", "illustrator:x"])
def test_unknown_generators_are_named(name, draw):
    assert_refused(draw(SENTENCE, generator=name), name)


def test_weights_that_are_not_there_are_named(draw, tmp_path):
    (tmp_path / "empty").mkdir()
    done = draw(SENTENCE, generator="stable-diffusion:empty")
    assert done.code == 2
    assert "empty: exists, but is not a diffusers folder" in done.message


@pytest.mark.parametrize(("option", "place"), [("-o", "taken/boat.svg"), ("-o", "folder"), ("--png", "folder")])
def test_a_place_that_cannot_be_written_is_named_before_the_drawing(option, place, draw, tmp_path, monkeypatch):
    monkeypatch.setattr(tracing, "vectorize", lambda *_, **__: pytest.fail("it drew"))
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "folder").mkdir()
    other = [] if option == "-o" else ["-o", "-"]
    assert_refused(draw(SENTENCE, option, place, *other), f"cannot write {place}")
    assert files(tmp_path) == ["taken"]


def test_a_place_that_turns_out_to_be_full_is_named(draw, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert_refused(draw(SENTENCE, "-o", "boat.svg"), "cannot write boat.svg: No space left on device")


def assert_refused(done, words):
    assert done.code == 2, done.message
    assert words in done.message.splitlines()[-1]
    assert "Traceback" not in done.message


# --------------------------------------------------------------------------------------------------------- endings


def test_a_reader_that_leaves_early_is_no_traceback(start, repository):
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(repository / "model.py"), SENTENCE, "-o", "-", "--generator", "illustrator", "--time-limit", "0.1"]
    process = start(*command, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 1
    assert b"Traceback" not in message
    assert b"BrokenPipe" not in message


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the device that is always full is Linux's")
@pytest.mark.parametrize("output", ["-", "boat.svg"])  # the SVG itself, or what is said of it
def test_a_full_standard_output_is_named(output, start, repository):
    command = [str(repository / "model.py"), SENTENCE, "-o", output, "--max-bytes", "300", "--time-limit", "0.1"]
    with open("/dev/full", "w") as full:
        process = start(*command, stdout=full, stderr=subprocess.PIPE, text=True)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 2
    assert message.endswith("model.py: error: cannot write standard output: No space left on device\n")
    assert "Traceback" not in message


STALL = 'print("ready", flush=True); import time; time.sleep(60)'
STALLED = f"""
import runpy, sys
import {{module}}
def stall(*args, **kwargs):
    {STALL}
{{module}}.{{function}} = stall
sys.argv = ["model.py", {SENTENCE!r}, "--generator", "illustrator", "--time-limit", "0.1"]
runpy.run_path({{path!r}}, run_name="__main__")
"""


def interrupt(process) -> str:
    """Interrupt a process once it says that it is ready; return its messages."""
    try:
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
        process.send_signal(signal.SIGINT)
        return process.communicate(timeout=30)[1].decode()
    finally:
        process.kill()


@pytest.mark.parametrize("stalled", ["pipeline.candidates.validate_svg", "os.replace"])
def test_an_interrupt_is_no_traceback_and_leaves_no_half_written_file(stalled, start, repository, tmp_path):
    module, _, function = stalled.rpartition(".")
    script = STALLED.format(module=module, function=function, path=str(repository / "model.py"))
    process = start("-c", script, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    message = interrupt(process)
    assert process.returncode != 0
    assert "interrupted" in message
    assert "Traceback" not in message
    assert files(tmp_path) == []


def test_an_interrupt_while_importing_is_no_traceback(start, repository, tmp_path):
    (tmp_path / "tqdm.py").write_text(STALL)  # in place of the real one
    command = [str(repository / "model.py"), SENTENCE]
    process = start(*command, path=[tmp_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert "Traceback" not in interrupt(process)
    assert process.returncode == -signal.SIGINT


def test_importing_the_model_is_light(start):
    script = "import sys, model; print({'torch', 'diffusers', 'transformers', 'huggingface_hub'} & set(sys.modules))"
    output, _ = start("-c", script, stdout=subprocess.PIPE, text=True).communicate(timeout=60)
    assert output == "set()\n"
