"""The competition's entry: the harness's Model, the notebook executed as Kaggle would, and the run over a table."""

import base64
import csv
import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
import textwrap
import time
from types import SimpleNamespace

import pytest

import kaggle_submission
from album.folder import read_journal
from scoring import validate_svg
from submission import notebook as kaggle_notebook
from support.files import append_line
from tests.holding import hold
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma
from tests.tiny_models import tiny_sd
from weights import WeightsNotFound

HOSTILE = 'a "quoted" <svg>, 🐎 and a comma'


@pytest.fixture(scope="module")
def attached(tmp_path_factory):
    """/kaggle/input with tiny weights where Kaggle mounts the real ones."""
    inputs = tmp_path_factory.mktemp("kaggle") / "input"
    tiny_sd(inputs / "stable-diffusion-xl" / "pytorch" / "base-1-0" / "1")
    tiny_paligemma(inputs / "models" / "google" / "paligemma-2" / "transformers" / "paligemma2-10b-mix-448" / "1")
    tiny_clip(inputs / "openai-clip-vit-large-patch14")
    head = inputs / "sac-logos-ava1-l14-linearmse"
    head.mkdir()
    tiny_head(head / "sac+logos+ava1-l14-linearMSE.pth")
    return inputs


@pytest.fixture
def kaggle(monkeypatch, tmp_path):
    """This process believes to be on Kaggle, with nothing attached."""
    hide_weights(monkeypatch, tmp_path)
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")


def hide_weights(monkeypatch, tmp_path):
    for name in ("HF_HUB_CACHE", "KAGGLEHUB_CACHE", "KAGGLE_CACHE_MOUNT_FOLDER"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "nothing"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for name in ("STABLE_DIFFUSION_PATH", "CLIP_PATH", "PALIGEMMA_PATH", "AESTHETIC_HEAD_PATH"):
        monkeypatch.delenv(name, raising=False)


# -------------------------------------------------------------------------------------------------------- the Model


def test_on_kaggle_a_missing_weight_is_an_error(kaggle, attached, monkeypatch):
    monkeypatch.setenv("PALIGEMMA_PATH", str(attached / "models"))
    monkeypatch.setenv("CLIP_PATH", str(attached / "openai-clip-vit-large-patch14"))
    monkeypatch.setenv("AESTHETIC_HEAD_PATH", str(attached / "sac-logos-ava1-l14-linearmse"))
    with pytest.raises(WeightsNotFound, match="stable-diffusion"):
        kaggle_submission.Model()


def test_on_kaggle_a_missing_judge_is_an_error(kaggle, attached, monkeypatch):
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", str(attached / "stable-diffusion-xl"))
    with pytest.raises(WeightsNotFound, match="paligemma"):
        kaggle_submission.Model()


def test_a_fallback_may_be_allowed(kaggle):
    model = kaggle_submission.Model(allow_fallback=True, candidates=1, max_bytes=500)
    validate_svg(model.predict("a red boat"))


def test_elsewhere_the_illustrator_steps_in_and_says_so(monkeypatch, tmp_path, caplog):
    hide_weights(monkeypatch, tmp_path)
    monkeypatch.delenv("KAGGLE_KERNEL_RUN_TYPE", raising=False)
    caplog.set_level("INFO", "generators")
    assert kaggle_submission.Model(total_time_s=60, total_count=10)._model.generator.name == "illustrator"
    assert "the illustrator draws" in caplog.text


def test_the_time_of_a_run_is_shared_out(monkeypatch, tmp_path):
    hide_weights(monkeypatch, tmp_path)
    schedule = kaggle_submission.Model(allow_fallback=True)._model.schedule
    assert 45 < schedule.budget.share() < 9 * 3600 / 500
    assert schedule.time_limit_s < 300
    assert schedule.candidates > 10


# ------------------------------------------------------------------------------------------------------ the notebook

HARNESS = '''
"""What Kaggle's harness does: one Model, one positional call a row, 300 s for each; one invalid SVG fails all."""
import csv, inspect, time

def test(Model):
    import kaggle_submission
    from scoring.constraints import validate_svg
    kaggle_submission.CANDIDATES = 2  # as many as 60 s hold would take minutes here
    model = Model()
    assert inspect.ismethod(model.predict)
    with open("test.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    drawn = []
    for row in rows:
        start = time.monotonic()
        svg = model.predict(row["description"])
        assert time.monotonic() - start < 300
        validate_svg(svg)
        drawn.append((row["id"], svg))
    with open("submission.csv", "w", newline="") as file:
        csv.writer(file).writerows([("id", "svg"), *drawn])
'''

NO_NETWORK = """
import socket
connect = socket.socket.connect
def refuse(self, address):
    if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost"):
        return connect(self, address)
    raise OSError(101, f"the network is off: {address}")
socket.socket.connect = socket.socket.connect_ex = refuse
"""


@pytest.fixture
def working(tmp_path, monkeypatch):
    """A clean folder with the notebook, test.csv and the harness; no network, nothing of this project on the path."""
    folder = tmp_path / "working"
    kaggle_notebook.write(folder / "submission.ipynb", "somebody")
    (folder / "kaggle_evaluation.py").write_text(HARNESS)
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    with open(folder / "test.csv", "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), ("a1", HOSTILE)])
    hide_weights(monkeypatch, tmp_path)
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    return folder


def execute(folder):
    nbclient = pytest.importorskip("nbclient", reason="nbclient and ipykernel are in requirements-dev.txt")
    import nbformat

    book = nbformat.read(folder / "submission.ipynb", as_version=4)
    nbformat.validate(book)
    return nbclient.NotebookClient(book, timeout=280, resources={"metadata": {"path": str(folder)}}).execute()


@pytest.mark.slow
def test_the_notebook_submits(working, attached, monkeypatch):
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(attached))
    execute(working)
    with open(working / "submission.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["a1"]
    validate_svg(rows[0]["svg"])


@pytest.mark.slow
def test_the_notebook_fails_at_once_without_weights(working):
    with pytest.raises(Exception, match="no paligemma weights were found"):
        execute(working)
    assert not (working / "submission.csv").exists()


@pytest.fixture
def look(tmp_path, monkeypatch):
    """Run the notebook's look at what the image lacks, with another list; pip does not find what is missing."""
    notebook, _ = kaggle_notebook.write(tmp_path / "sub.ipynb", "somebody")
    export = "".join(json.loads(notebook.read_text())["cells"][2]["source"])
    imports = export[export.index("import base64") : export.index("PROJECT = ")]
    looks = export[export.index("def lacks") : export.index("from kaggle_submission")]
    before, after = looks[: looks.index("lines = ")], looks[looks.index("if shutil") :]
    commands, stderr = [], "ERROR: no version\nERROR: No matching distribution found for what-it-needs\n"
    answer = SimpleNamespace(returncode=1, stderr=stderr)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: commands.append(command) or answer)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(tmp_path / "input"))
    return lambda *needed: exec(f"{imports}\n{before}\nneeded = {list(needed)}\n{after}", {}) or commands, commands


def test_the_notebook_installs_nothing_where_nothing_is_missing(look):
    assert look[0]("numpy>=1", "pandas") == []


def test_the_notebook_installs_only_what_is_missing_from_what_is_attached_and_names_what_is_nowhere(look, tmp_path):
    for name in ("a", "b"):
        (tmp_path / "input" / "wheels" / name).mkdir(parents=True)
        (tmp_path / "input" / "wheels" / name / "x-1-py3-none-any.whl").touch()
    words = "this image lacks numpy<0.1, no-such-package; attach a dataset of their wheels .No matching distribution"
    with pytest.raises(RuntimeError, match=words) as error:
        look[0]("pandas", "numpy<0.1", "no-such-package")
    assert "\n" not in str(error.value)
    [command] = look[1]
    after = command[command.index("--no-index") + 1 :]
    folders = [f"--find-links={tmp_path / 'input' / 'wheels' / name}" for name in ("a", "b")]
    assert after == [*folders, "numpy<0.1", "no-such-package"]


def test_what_the_image_may_lack_is_said_with_the_versions_that_are_needed(tmp_path, capsys, repository):
    command = ["notebook", "-o", str(tmp_path / "sub.ipynb"), "--user", "me"]
    assert kaggle_submission.main(command) == 0
    download = capsys.readouterr().out.splitlines()[-1]
    said = shlex.split(download.replace("pip download", ""))
    required = (repository / "requirements.txt").read_text()
    for name in kaggle_notebook.MAY_LACK:
        [line] = [word for word in said if word.startswith(name)]
        assert (line in required) != (name in ("bitsandbytes", "cairocffi"))  # PaliGemma's in 4 bits, and cairosvg's
    assert str(tmp_path / "wheels") in said
    kaggle_submission.main([*command, "--wheels", "me/wheels"])
    assert "pip download" not in capsys.readouterr().out


def test_the_notebook_is_a_package(tmp_path):
    """Each code cell but the last is exported, the modules are in it, and it is the same whenever it is made."""
    notebook, metadata = kaggle_notebook.write(tmp_path / "a" / "sub.ipynb", "somebody")
    cells = json.loads(notebook.read_text())["cells"]
    first, export, last = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert first == "#| default_exp core\n"
    assert export.startswith("#| export\n")
    assert "kaggle_evaluation.test(Model)" in last
    payload = export.split('"""')[1]
    with tarfile.open(fileobj=io.BytesIO(base64.b85decode("".join(payload.split())))) as archive:
        names = archive.getnames()
    modules = {"model.py", "weights/__init__.py", "scoring/vqa.py", "vectorizer/trace.py"}
    assert modules | {"requirements.txt"} <= set(names)
    assert any(name.startswith("generators/illustrator/things/") for name in names)
    assert not [name for name in names if "cache" in name or name.startswith("tests")]
    again, _ = kaggle_notebook.write(tmp_path / "b" / "sub.ipynb", "somebody")
    assert again.read_bytes() == notebook.read_bytes()
    assert len(notebook.read_bytes()) < 1_000_000  # Kaggle's limit for a notebook's source
    told = json.loads(metadata.read_text())
    assert told["id"] == "somebody/drawing-with-llms"
    assert told["code_file"] == "sub.ipynb"
    assert not told["enable_internet"]
    assert "google/paligemma-2/transformers/paligemma2-10b-mix-448/1" in told["model_sources"]
    assert "metric/openai-clip-vit-large-patch14" in told["kernel_sources"]
    assert told["dataset_sources"] == []
    _, metadata = kaggle_notebook.write(tmp_path / "c" / "sub.ipynb", "somebody", wheels="me/wheels")
    assert json.loads(metadata.read_text())["dataset_sources"] == ["me/wheels"]
    for wrong in ("wheels", "me/my/wheels", "me/", "me/my wheels"):
        with pytest.raises(ValueError, match=f"'{wrong}' names no Kaggle dataset"):
            kaggle_notebook.write(tmp_path / "d" / "sub.ipynb", "somebody", wheels=wrong)


# --------------------------------------------------------------------------------------------------- the commands


@pytest.fixture
def run(repository, tmp_path):
    def command(script, *arguments):
        return [sys.executable, str(script), *map(str, arguments)]

    def run(*arguments):
        script = repository / "kaggle_submission.py"
        pipes = {"capture_output": True, "text": True}
        return subprocess.run(command(script, *arguments), cwd=tmp_path, env=env, timeout=200, **pipes)

    def start_held(description, *arguments):
        script = hold(tmp_path, "kaggle_submission", description)
        return subprocess.Popen(command(script, *arguments), cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)

    folders = ("HF_HUB_CACHE", "KAGGLEHUB_CACHE", "KAGGLE_CACHE_MOUNT_FOLDER")
    env = {**os.environ, **{name: str(tmp_path / "none") for name in folders}, "PYTHONPATH": str(repository)}
    run.start_held = start_held
    return run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "test.csv"
    with open(path, "w", newline="") as file:
        texts = ["a red boat", HOSTILE, "a snowy hill", "NA"]
        csv.writer(file).writerows([("id", "description"), *((f"r{i}", text) for i, text in enumerate(texts))])
    return path


def rows(path):
    with open(path, newline="") as file:
        return [(row["id"], row["svg"]) for row in csv.DictReader(file)]


@pytest.mark.slow
def test_a_table_becomes_a_submission_and_is_taken_up_again(run, table, tmp_path):
    options = ("run", "--csv", table, "--candidates", "1", "--generator", "illustrator", "--max-bytes", "500")
    whole = run(*options, "-o", "whole.csv")
    assert whole.returncode == 0, whole.stderr
    assert [name for name, _ in rows(tmp_path / "whole.csv")] == ["r0", "r1", "r2", "r3"]
    for _, svg in rows(tmp_path / "whole.csv"):
        validate_svg(svg)

    process, partial = run.start_held("NA", *options, "-o", "cut.csv"), tmp_path / "cut.csv.partial"
    while not list(read_journal(partial)):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "cut.csv").exists()
    done = len(list(read_journal(partial)))
    append_line(partial / "done.jsonl", '{"id": "r3", "description": "half a li')
    shutil.copytree(partial, tmp_path / "other.csv.partial")
    again = run(*options, "-o", "cut.csv")
    assert again.returncode == 0, again.stderr
    assert done >= 1
    assert rows(tmp_path / "cut.csv") == rows(tmp_path / "whole.csv")
    assert not partial.exists()

    other = run(*options, "--seed", "3", "-o", "other.csv")
    assert other.returncode == 2
    assert "other.csv.partial was begun with other settings" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--csv", "none.csv"], "none.csv: No such file"),
        (["run", "--csv", "test.csv", "-o", "test.csv/x.csv"], "Not a directory"),
        (["run", "--csv", "test.csv", "--generator", "stable-diffusion"], "no stable-diffusion weights were found"),
        (["run", "--csv", "test.csv", "--total-time", "0"], "a run needs time"),
        (["notebook"], "the following arguments are required: --user"),
        (["notebook", "--user", "Not A Name"], "'Not A Name' is no name on Kaggle"),
        (["notebook", "--user", "me", "-o", "x.txt"], "x.txt: a notebook's name ends in .ipynb"),
        (["notebook", "--user", "me", "--generator", "me/mine"], "'me/mine' names no Kaggle model"),
        ([], "COMMAND"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run, table, arguments, message):
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_help_names_both(run):
    shown = textwrap.dedent(run("--help").stdout)
    assert "notebook" in shown
    assert "run" in shown


def test_a_start_that_fails_leaves_the_next_one_free(run, table, tmp_path):
    """Nothing was drawn, so that nothing is to be taken up again."""
    failed = run("run", "--csv", "test.csv", "--generator", "stable-diffusion")
    assert "no stable-diffusion weights were found" in failed.stderr
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".partial"] == []
