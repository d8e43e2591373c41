"""The commands of the README and of docs/, run as they stand in a copy of the project, with tiny checkpoints as "your
own weights".

A block marked ```bash is run, and so is one marked ```python; one marked "judge" with tiny judges.  One marked
"download" would need the network, "ray" a cluster, "train" hours: of these only the options are read.  A block without
a mark that follows a command is what the command must print, up to its figures.
"""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import batch
import model
from generators.families import FAMILIES
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma
from tests.tiny_models import tiny_gemma2, tiny_lora, tiny_sd

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
IGNORED = shutil.ignore_patterns(".git", ".venv", "out", "runs", "tests", ".*_cache", ".hypothesis")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks() -> list[tuple[str, str]]:
    """(mark, text) of every fenced block."""
    return [block for page in PAGES for block in re.findall(r"^```([^\n]*)\n(.*?)^```$", read(page), re.M | re.S)]


def outputs() -> dict[str, str]:
    """What a page shows as printed, by command."""
    pairs = pairwise(blocks())
    return {command: output for (mark, command), (unmarked, output) in pairs if mark == "bash" and not unmarked}


def marked(mark: str) -> list[str]:
    return [text for name, text in blocks() if name == mark]


@pytest.fixture(scope="module")
def project(repository, tmp_path_factory):
    """A copy of the project where the set-up is done and the weights that the pages speak of lie."""
    folder = tmp_path_factory.mktemp("clone") / "drawing-with-llms"
    shutil.copytree(repository, folder, ignore=IGNORED)  # the compiled loops come along
    refine_nothing(folder / "vectorizer" / "trace.py")
    bin = folder / ".venv" / "bin"
    bin.mkdir(parents=True)
    (bin / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (bin / "python").chmod(0o755)
    (folder / ".venv" / ".installed").touch()
    checkpoint = tiny_sd(folder / "models" / "my-checkpoint")
    tiny_lora(folder / "models" / "my-lora", checkpoint)
    tiny_gemma2(folder / "models" / "my-gemma")
    return folder


def refine_nothing(trace) -> None:
    """Leave the copy's tracer no time: the commands are tested here, not how well they draw."""
    text, changes = re.subn(r"^    deadline = .*$", "    deadline = 0.0", trace.read_text(), flags=re.M)
    assert changes == 1
    trace.write_text(text)


@pytest.fixture
def run(project):
    def run(*command):
        hidden = ("MAKE", "MFLAGS", "STABLE_DIFFUSION_PATH", "PYTHONPATH")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        environment |= {
            "PATH": f"{project / '.venv/bin'}{os.pathsep}{environment['PATH']}",
            "HF_HUB_OFFLINE": "1",
            "HF_HUB_CACHE": str(project / "none"),
            "KAGGLEHUB_CACHE": str(project / "none"),
            "KAGGLE_CACHE_MOUNT_FOLDER": str(project / "none"),
        }
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, cwd=project, env=environment, text=True, timeout=300, **pipes)
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


@pytest.mark.parametrize("text", marked("bash"))
@pytest.mark.slow
def test_commands_run(text, run):
    if "make " in text and not shutil.which("make"):
        pytest.skip("make is not installed")
    printed = run("bash", "-euo", "pipefail", "-c", text)
    if text in outputs():
        assert without_figures(printed) == without_figures(outputs()[text])


@pytest.mark.parametrize("text", marked("bash judge"))
@pytest.mark.slow
def test_commands_that_score_run(text, run, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIP_PATH", str(tiny_clip(tmp_path / "clip")))
    monkeypatch.setenv("AESTHETIC_HEAD_PATH", str(tiny_head(tmp_path / "linearmse.safetensors")))
    monkeypatch.setenv("PALIGEMMA_PATH", str(tiny_paligemma(tmp_path / "paligemma")))
    printed = run("bash", "-euo", "pipefail", "-c", text)
    assert re.search(r"^score 0\.\d+ .*\(12 items, seed 0\)$", printed, re.MULTILINE)


def without_figures(text: str) -> str:
    return re.sub(r"\d[\d.,]*", "N", text)


@pytest.mark.parametrize("text", marked("python"))
@pytest.mark.slow
def test_python_runs(text, run):
    run("python", "-c", text)


@pytest.mark.parametrize("line", "".join(marked("bash download")).splitlines())
def test_options_of_downloads_exist(line):
    python, script, *arguments = shlex.split(line, comments=True)
    assert (python, script) == ("python", "model.py")
    assert model._parser().parse_args(arguments).generator.startswith("stable-diffusion:")


@pytest.mark.parametrize("line", "".join(marked("bash train")).splitlines())
def test_options_of_training_exist(line):
    """Hours on a GPU: each command is asked for its help, which must know the options."""
    python, *command = shlex.split(line)
    name = command[1] if command[0] == "-m" else command[0]
    module = importlib.import_module(name.removesuffix(".py"))
    options = {part for part in command[2:] if part.startswith("--")}
    assert python == "python"
    assert options <= set(module._parser().format_help().replace("[", " ").replace("]", " ").split())


@pytest.mark.parametrize("line", "".join(marked("bash ray")).splitlines()[1:])
def test_options_for_ray_exist(line):
    python, script, *arguments = shlex.split(line, comments=True)
    assert (python, script) == ("python", "batch.py")
    assert batch._parser().parse_args(arguments).ray


def test_the_families_are_those_of_the_code():
    row = r"^\| ([\w-]+) \| [^|]+ \| (\d+) \| ([\d.]+) \| (\d+) \|$"
    rows = re.findall(row, read(ROOT / "docs" / "weights.md"), re.MULTILINE)
    families = FAMILIES.values()
    assert rows == [(family.name, str(family.steps), str(family.guidance), str(family.size)) for family in families]


def rows(text: str, start: str = "") -> list[list[str]]:
    """The cells of each row of the tables in Markdown after `start`."""
    lines = text[text.index(start) :].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def test_the_table_of_the_vectorizers_is_that_of_the_results():
    measured = rows(read(ROOT / "benchmarks" / "results" / "vectorizer.md"))
    judged = measured[0].index("judged ssim")
    found = {(row[0], row[1]): row[judged].lstrip("0") for row in measured[2:]}
    budgets = {budget for budget, _ in found}
    methods = dict.fromkeys(row[1] for row in measured[2:])  # in the order of the page's columns
    methods = [method for method in methods if all((budget, method) in found for budget in budgets)]
    table = rows(read(ROOT / "docs" / "vectorizing.md").partition("The table comes from")[0], "| bytes |")
    assert {row[0] for row in table[2:]} == budgets
    assert methods
    for budget, *shown in table[2:]:
        assert shown == [found[budget, method] for method in methods]


def test_the_table_of_adavecs_pictures_is_that_of_the_results():
    measured = {row[0]: row[2:5] for row in rows(read(ROOT / "benchmarks" / "results" / "vectorizer-adavec.md"))[2:]}
    table = rows(read(ROOT / "docs" / "vectorizing.md"), "| | noto-emoji")[2:]
    assert len(table) == 4
    for name, *shown in table:
        method = next(method for method in measured if method.split(",")[0] == name.split(" (")[0].split(",")[0])
        assert shown == [cell.replace(" dB", "").replace("/ 0.", "/ .") for cell in measured[method]]


def test_what_training_gave_is_that_of_the_results():
    """Rounded to as many digits as the page gives."""
    results = rows(read(ROOT / "benchmarks" / "results" / "rl.md"))
    page = " ".join(read(ROOT / "docs" / "training.md").split())
    tiny = results[:6]
    for name, sentence in (("reward", "reward rose from {} to {}"), ("fidelity", "fidelity from {} to {}")):
        values = [float(cell) for row in tiny if row[0] == name for cell in row[1:3]]
        assert sentence.format(*(f"{value:.3f}".lstrip("0") for value in values)) in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page):
    links = re.findall(r"\]\((?!http)([^)#]+)", read(page))  # as seen from the page
    names = re.findall(r"`([\w.-]+/[\w./-]+|[\w-]+\.(?:py|txt))`", read(page))  # from the project's folder
    names = [name for name in names if not name.startswith(("models/", "runs/"))]  # yours
    assert links + names
    for path in (*(page.parent / link for link in links), *(ROOT / name for name in names)):
        assert path.exists(), path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_headings_that_are_linked_exist(page):
    for name, heading in re.findall(r"\]\((?!http)([^)#]*)#([^)]+)\)", read(page)):
        headings = re.findall(r"^#+ (.*)$", read(page.parent / name if name else page), re.MULTILINE)
        assert heading in [re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in headings]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_that_are_named_exist(page):
    for name in re.findall(r"-m ([\w.]+)", read(page)):
        assert importlib.util.find_spec(name), name


def test_the_readme_leads_to_every_page():
    assert {f"docs/{page.name}" for page in PAGES[1:]} == set(re.findall(r"\]\((docs/[\w-]+\.md)\)", read(PAGES[0])))
