"""`python svg_vectorize.py` as a user runs it: many pictures, what is written where, and what goes wrong."""

import fcntl
import io
import os
import pty
import signal
import struct
import subprocess
import sys
import termios

import cairosvg
import pytest
from PIL import Image, ImageDraw

import svg_vectorize
from scoring import validate_svg
from vectorizer import files


@pytest.fixture
def folder(tmp_path, monkeypatch, scene):
    """An empty folder to stand in, but for three pictures."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "b.jpg", "c.gif"):
        scene.resize((60, 45)).save(name)
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    """Run the command in this process, without refinement; return status, lines of output and lines of errors."""

    def run(*arguments):
        try:
            status = svg_vectorize.main(["--time-limit", "0", *arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def written(folder) -> list[str]:
    """What is in the folder beside the pictures."""
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return sorted(names - {"a.png", "b.jpg", "c.gif"})


# ------------------------------------------------------------------------------------------------ what goes where


def test_by_default_each_svg_is_beside_its_picture(run, folder):
    status, out, err = run("a.png", str(folder / "b.jpg"), "--max-bytes", "900")
    assert (status, err) == (0, [])
    assert written(folder) == ["a.svg", "b.svg"]
    for line, path in zip(out, ("a.svg", str(folder / "b.svg")), strict=True):
        svg = (folder / path).read_text()
        validate_svg(svg, 900)
        assert line.startswith(f"{path}: {len(svg)} bytes, ")


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["a.png", "-o", "x.svg"], ["x.svg"]),
        (["a.png", "-o", "new/folder/x.svg"], ["new/folder/x.svg"]),
        (["a.png", "-o", "new/"], ["new/a.svg"]),
        (["a.png", "-o", "."], ["a.svg"]),
        (["a.png", "b.jpg", "-o", "new"], ["new/a.svg", "new/b.svg"]),
        (["a.png", "-o", "x.svg", "--compare"], ["x.compare.png", "x.svg"]),
        (["a.png", "b.jpg", "--compare"], ["a.compare.png", "a.svg", "b.compare.png", "b.svg"]),
    ],
)
def test_files_where_they_are_asked_for(arguments, files, run, folder):
    assert run(*arguments)[0] == 0
    assert written(folder) == files


def test_standard_output_is_the_svg_alone(run, folder):
    status, out, err = run("a.png", "-o", "-")
    assert status == 0
    validate_svg("\n".join(out))
    assert err[0].startswith("a.png: ")
    assert written(folder) == []


def test_the_seed_and_the_budget_are_passed_on(run, folder, monkeypatch):
    calls = []

    def vectorize(image, max_bytes, **options):
        calls.append((image.size, max_bytes, options))
        return "<svg/>"

    monkeypatch.setattr(files, "vectorize", vectorize)
    run("a.png", "--seed", "3", "--max-bytes", "500", "--time-limit", "0.5")
    assert calls == [((60, 45), 500, {"seed": 3, "time_limit_s": 0.5})]


def test_the_comparison_says_what_was_kept(run, folder):
    _, out, _ = run("a.png", "--compare")
    name, _, figures = out[1].partition(": ")
    assert name == "a.compare.png"
    assert figures.startswith("psnr ")
    assert "judged ssim 0." in figures
    assert Image.open("a.compare.png").width > 3 * 384


def test_a_picture_from_standard_input(run, folder, monkeypatch):
    expected = run("a.png", "-o", "-")[1]
    for arguments in (["-"], ["-", "-o", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((folder / "a.png").read_bytes())))
        assert run(*arguments)[:2] == (0, expected)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"no picture")))
    assert run("-", "-o", "x.svg")[::2] == (1, ["-: not a picture of a known format"])
    assert written(folder) == []


@pytest.fixture
def discs(folder):
    """A red disc on nothing, with a hole."""
    picture = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((8, 8, 56, 56), fill=(220, 30, 30, 255))
    ImageDraw.Draw(picture).ellipse((24, 24, 40, 40), fill=(0, 0, 0, 0))
    picture.save(folder / "disc.png")
    return folder


def drawn(svg) -> Image.Image:
    """An SVG as RGBA, 96 pixels wide."""
    return Image.open(io.BytesIO(cairosvg.svg2png(bytestring=svg.read_bytes(), output_width=96, output_height=64)))


def test_what_is_transparent_may_stay_so(run, discs):
    assert run("disc.png", "--transparent", "--max-bytes", "2000")[0] == 0
    assert (discs / "disc.svg").stat().st_size <= 2000
    picture = drawn(discs / "disc.svg")
    assert picture.getpixel((2, 2))[3] < 20
    assert picture.getpixel((32, 32))[3] < 20
    red, green, blue, alpha = picture.getpixel((16, 32))
    assert red > 190 > 90 > max(green, blue)
    assert alpha > 235


def test_a_picture_without_transparency_is_traced_as_ever(run, folder):
    assert run("a.png", "--transparent", "-o", "-")[1] == run("a.png", "-o", "-")[1]


def test_too_few_bytes_for_a_picture_with_transparency_are_refused(run, discs):
    status, _, err = run("disc.png", "--transparent", "--max-bytes", "700")
    assert status == 1
    assert "max_bytes must be at least 800 for a picture with transparency, not 700" in err[0]
    assert not (discs / "disc.svg").exists()


@pytest.mark.parametrize(("option", "color"), [([], (255, 255, 255)), (["--background", "#0000ff"], (0, 0, 255))])
def test_what_lies_under_transparency(option, color, run, discs):
    run("disc.png", *option)
    assert max(abs(a - b) for a, b in zip(drawn(discs / "disc.svg").getpixel((2, 2)), color, strict=False)) < 16


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["a.png"], "a.svg"),
        (["a.png", "b.jpg"], "b.svg"),
        (["a.png", "b.jpg", "-o", "new"], "new/b.svg"),
        (["a.png", "-o", "new/"], "new/a.svg"),
        (["a.png", "--compare"], "a.compare.png"),
        (["a.png", "-o", "-", "--compare"], "a.compare.png"),
    ],
)
def test_what_is_there_already_stays_unless_it_is_forced(arguments, name, run, folder):
    (folder / "new").mkdir()
    (folder / name).write_text("years of work")
    status, out, err = run(*arguments)
    assert (status, out) == (2, [])
    assert err == [f"svg_vectorize.py: error: {name} is there already; --force writes over it, -o names another place"]
    assert written(folder) == [name]
    assert (folder / name).read_text() == "years of work"
    assert run(*arguments, "--force")[0] == 0
    assert (folder / name).read_bytes() != b"years of work"


def test_a_file_that_is_named_is_written_over(run, folder):
    for _ in range(2):
        assert run("a.png", "-o", "x.svg", "--compare")[0] == 0


# ---------------------------------------------------------------------------------------------------- what goes wrong


def test_what_is_no_picture_is_named_and_the_others_go_on(run, folder):
    (folder / "notes.txt").write_text("no picture")
    status, out, err = run("notes.txt", "a.png", "absent.png", ".", "b.jpg")
    assert status == 1
    assert err == [
        "notes.txt: not a picture of a known format",
        "absent.png: no such file",
        ".: a folder, not a picture",
    ]
    assert [line.partition(":")[0] for line in out] == ["a.svg", "b.svg"]
    assert written(folder) == ["a.svg", "b.svg", "notes.txt"]


def test_a_place_that_cannot_be_written_is_named(run, folder):
    (folder / "taken").write_text("a file")
    status, out, err = run("a.png", "b.jpg", "-o", "taken")
    assert (status, out) == (1, [])
    assert [line.rpartition(": ")[0] for line in err] == [
        "a.png: cannot write taken/a.svg",
        "b.jpg: cannot write taken/b.svg",
    ]


def test_a_place_that_cannot_be_written_is_noticed_before_the_tracing(run, folder, monkeypatch):
    monkeypatch.setattr(files, "vectorize", lambda *_, **__: pytest.fail("it traced"))
    (folder / "taken").write_text("a file")
    assert run("a.png", "-o", "taken/a.svg")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "IN"),
        (["a.png", "--background", "bleu"], "must be a colour such as white or #ffcc00, not 'bleu'"),
        (["a.png", "--background", "red", "--transparent"], "not allowed with argument"),
        (["a.png", "--max-bytes", "299"], "max_bytes must be at least 300, not 299"),
        (["a.png", "--seed", "-1"], "not -1"),
        (["a.png", "--time-limit", "-1"], "not -1"),
        (["a.png", "--time-limit", "soon"], "soon"),
        (["a.png", "b.jpg", "-o", "-"], "standard output takes one picture, not 2"),
        (["a.png", "-o", "x.png"], "x.png: an SVG would be written there, whose name ends in .svg"),
        (["a.png", "-o", "a.png"], "a.png cannot be written to a.png, which is a picture to read"),
        (["a.compare.png", "-o", "a.svg", "--compare"], "written to a.compare.png, which is a picture to read"),
        (["a.png", "a.compare.png", "-o", ".", "--compare"], "written to a.compare.png, which is a picture to read"),
        (["a.png", "a.jpg", "-o", "out"], "a.jpg cannot be written to out/a.svg, which is where a.png is written"),
    ],
)
def test_wrong_arguments_are_named_before_anything_is_written(arguments, words, run, folder):
    status, out, err = run(*arguments)
    assert (status, out) == (2, [])
    assert words in err[-1]
    assert written(folder) == []


# --------------------------------------------------------------------------------------------- as a process of its own

STALLED = """
import os, runpy, sys, time
def stall(*args, **kwargs):
    print("ready", flush=True)
    time.sleep(60)
os.replace = stall
sys.argv = ["svg_vectorize.py", "a.png", "b.jpg", "--time-limit", "0"]
runpy.run_path({path!r}, run_name="__main__")
"""


def test_an_interrupt_is_no_traceback_and_leaves_no_half_written_file(repository, folder):
    script = STALLED.format(path=str(repository / "svg_vectorize.py"))
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    process = subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode != 0
    assert b"interrupted" in message
    assert b"Traceback" not in message
    assert written(folder) == []


@pytest.mark.parametrize(("pictures", "bar"), [(["a.png", "b.jpg"], True), (["a.png"], False)])
def test_on_a_terminal_many_pictures_have_a_progress_bar(pictures, bar, repository, folder):
    shown = errors_on_a_terminal([sys.executable, str(repository / "svg_vectorize.py"), *pictures, "--time-limit", "0"])
    assert ("vectorizing" in shown) == bar


def test_in_a_pipe_there_is_no_progress_bar(repository, folder):
    command = [sys.executable, str(repository / "svg_vectorize.py"), "a.png", "b.jpg", "--max-bytes", "500"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2


def errors_on_a_terminal(command: list[str]) -> str:
    """What a command writes to its standard error where that is a terminal."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))  # rows and columns
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=its)
    os.close(its)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    finally:
        os.close(ours)
    assert process.wait(timeout=120) == 0, shown.decode()
    return shown.decode()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the device that is always full is Linux's")
@pytest.mark.parametrize(("output", "code"), [(["-o", "-"], 1), ([], 2)])  # the SVG itself, or what is said of it
def test_a_full_standard_output_is_named(output, code, repository, folder):
    command = [sys.executable, str(repository / "svg_vectorize.py"), "a.png", "--time-limit", "0", *output]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == code
    assert done.stderr.endswith("cannot write standard output: No space left on device\n")
    assert "Traceback" not in done.stderr
