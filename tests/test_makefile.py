"""The Makefile's targets, in a copy of the project whose Python only says what it was asked to run."""

import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")

ECHO = "#!/bin/sh\nprintf '[%s]' \"$@\"\n"
REFUSE = '#!/bin/sh\nprintf "[%s]" "$@"\ncase "$*" in *"{}"*) exit 1;; esac\n'


def environment(**extra) -> dict[str, str]:
    inherited = ("MAKE", "MFLAGS", "PROMPT", "ARGS")
    return {name: value for name, value in os.environ.items() if not name.startswith(inherited)} | extra


@pytest.fixture
def project(repository, tmp_path):
    """`make(...)` runs make; `python(script)` puts a script in place of .venv/bin/python; `stamp(name)` is a stamp."""
    for name in ("Makefile", *map("requirements{}.txt".format, ("", "-dev", "-bench", "-train", "-studio"))):
        shutil.copy(repository / name, tmp_path)
        os.utime(tmp_path / name, (0, 0))
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)

    def python(script):
        (venv / "bin/python").write_text(script)
        (venv / "bin/python").chmod(0o755)

    def make(*arguments, **variables):
        command = ["make", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(**variables), capture_output=True, text=True, timeout=60
        )

    python(ECHO)
    return SimpleNamespace(folder=tmp_path, make=make, python=python, stamp=lambda name="": venv / f".installed{name}")


@pytest.fixture
def make(project):
    """Run make where the set-up is done."""
    project.stamp().touch()
    project.stamp("-dev").touch()
    project.stamp("-studio").touch()
    return project.make


@pytest.mark.parametrize("arguments", [[], ["help"]], ids=["make", "make help"])
def test_make_help_lists_the_targets(arguments, make):
    lines = make(*arguments).stdout.splitlines()
    targets = {"help", "setup", "draw", "studio", "validate", "test", "test-all", "fuzz", "docs", "lint", "clean"}
    assert {line.split()[0] for line in lines} == targets
    assert all(len(line.split()) > 2 for line in lines)


@pytest.mark.parametrize("arguments", [[], ["PROMPT="], ["-j4"]], ids=str)
def test_make_draw_without_a_prompt_says_how_before_any_set_up(arguments, project):
    done = project.make("draw", *arguments)
    assert done.returncode == 2
    assert 'make draw PROMPT="' in done.stderr
    assert done.stdout == ""
    assert not project.stamp().exists()


PROMPTS = [
    "a red boat",
    "it's \"quoted\"",
    "-v; touch hacked",
    "a `touch hacked` & c > d | e",
    "$(shell touch hacked) ${PY} $$ $@ $HOME",
    "$(touch hacked)",
    "'; touch hacked; '",
    '"; touch hacked; "',
    "100 % # \\ ) ( : = , \\\\",
    "two\nlines",
    "日の出",
]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("through", ["argument", "environment"])
def test_make_draw_hands_the_prompt_on_as_it_is(through, prompt, make, project):
    arguments, variables = ([f"PROMPT={prompt}"], {}) if through == "argument" else ([], {"PROMPT": prompt})
    done = make("draw", *arguments, "ARGS=--seed 3", **variables)
    assert done.stdout == f"[model.py][--seed][3][--][{prompt}]"
    assert not (project.folder / "hacked").exists()


def test_make_validate_draws_the_sample(make):
    expected = "[validate.py][--csv][data/sample.csv][--questions][data/sample_questions.csv][--limit][3]"
    assert make("validate", "ARGS=--limit 3").stdout == expected


def test_make_studio_serves_the_page(make):
    assert make("studio", "ARGS=--port 0").stdout == "[studio.py][--port][0]"


def test_make_studio_sets_up_what_the_page_needs(project):
    project.stamp().touch()
    assert "[-r][requirements-studio.txt]" in project.make("studio").stdout
    assert project.stamp("-studio").exists()


def test_make_test_runs_pytest(make):
    assert "[-m][pytest]" in make("test").stdout


def test_the_set_up_is_done_once(project):
    assert "[-r][requirements.txt]" in project.make("setup").stdout
    assert project.stamp().exists()
    assert "requirements" not in project.make("setup").stdout


@pytest.mark.parametrize("step", ["install --quiet cairosvg", "-r requirements.txt", "svg_vectorize"])
def test_a_set_up_that_fails_is_taken_up_again(step, project):
    project.python(REFUSE.format(step))
    assert project.make("draw", "PROMPT=a boat").returncode == 2
    assert not project.stamp().exists()
    project.python(ECHO)
    assert "[-r][requirements.txt]" in project.make("setup").stdout
    assert project.stamp().exists()


def test_the_tests_set_up_that_fails_is_taken_up_again(project):
    project.python(REFUSE.format("requirements-dev.txt"))
    assert project.make("test").returncode == 2
    assert (project.stamp().exists(), project.stamp("-dev").exists()) == (True, False)


def test_a_missing_cairo_library_is_told_before_the_long_part(project):
    project.python(REFUSE.format("import cairosvg"))
    done = project.make("setup")
    assert done.returncode == 2
    assert "apt install libcairo2" in done.stderr
    assert "[-r][requirements.txt]" not in done.stdout
    assert not project.stamp().exists()


def test_an_old_python_is_refused(project):
    old = project.folder / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert project.make("setup", f"PYTHON={old}").returncode == 2
    assert not project.stamp().exists()
