"""What all commands have in common: Ctrl-C ends each with 130 and one line, which says how to go on if that works."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {  # those that go on where they stopped, and how
    "batch": "python batch.py",
    "kaggle_submission": "python kaggle_submission.py",
    "validate": "python validate.py",
    "training.diffusion.distill": "python -m training.diffusion.distill",
    "training.diffusion.train": "python -m training.diffusion.train",
    "training.gemma.train": "python -m training.gemma.train",
    "training.quarter_hour": "python -m training.quarter_hour",
    "training.tiny_sd.tiles": "python -m training.tiny_sd.tiles",
    "training.tiny_sd.train": "python -m training.tiny_sd.train --resume",
}
READY = 'print("ready", flush=True); import time; time.sleep(60)'
READS_OPTIONS = f"""
import argparse, runpy, sys
def stall(*args, **kwargs):
    {READY}
argparse.ArgumentParser.parse_args = argparse.ArgumentParser.parse_known_args = stall
sys.argv = ["x", "my table.csv"]
runpy.run_module({{name!r}}, run_name="__main__")
"""
DOWNLOADS = f"""
import runpy, sys
from weights import hubs
def stall(*args, **kwargs):
    {READY}
hubs.answers, hubs.offline_variable, hubs.download_from_hugging_face = lambda server: True, lambda: None, stall
sys.argv = ["model.py", "a red boat", "-o", "boat.svg", "--generator", "stable-diffusion:some/model"]
runpy.run_module("model", run_name="__main__")
"""
IMPORTS = f"""
import sys
class Stall:
    def find_spec(name, *args):
        if name in ("numpy", "PIL", "tqdm", "torch"):
            {READY}
sys.meta_path.insert(0, Stall)
"""


def commands(text: str = r"exit_with\(main") -> list[str]:
    """Every module that ends with `command_line.exit_with`, or calls something else of it."""
    files = [file for file in ROOT.rglob("*.py") if not {".venv", "out"} & set(file.relative_to(ROOT).parts)]
    calls = re.compile(rf"^    command_line\.{text}", re.MULTILINE)
    found = [file.relative_to(ROOT).with_suffix("") for file in files if calls.search(file.read_text("utf-8"))]
    return sorted(".".join(path.parts).removesuffix(".__main__") for path in found)


LONG_IMPORTS = commands(r"begin\(\)")


def interrupt(command: list[str], folder: Path, *path: Path) -> tuple[int, str]:
    """Interrupt a process once it says that it is ready; return how it ended and what it said."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*path, ROOT]))}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, *command], cwd=folder, env=environment, **pipes)
    try:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode, message


def test_all_commands_are_found():
    assert {"model", "svg_vectorize", "scoring", "benchmarks.prompts", *COMMANDS} <= set(commands())
    slow = {name for name in commands() if name.startswith("training.")} | {"model", "svg_vectorize"}
    assert slow <= set(LONG_IMPORTS)


@pytest.mark.slow
@pytest.mark.parametrize("name", commands())
def test_an_interrupt_ends_with_130_and_says_how_to_go_on(name, tmp_path):
    code, message = interrupt(["-c", READS_OPTIONS.format(name=name)], tmp_path)
    last = f"stopped; to go on: {COMMANDS[name]} 'my table.csv'" if name in COMMANDS else "interrupted"
    assert (code, message.splitlines()[-1]) == (130, last)
    assert "Traceback" not in message


def test_an_interrupt_while_weights_are_downloaded_is_no_traceback(tmp_path):
    code, message = interrupt(["-c", DOWNLOADS], tmp_path)
    assert (code, message.splitlines()[-1]) == (130, "interrupted")
    assert "Traceback" not in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG_IMPORTS)
def test_an_interrupt_while_importing_is_no_traceback(name, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(IMPORTS)
    code, message = interrupt(["-m", name], tmp_path, tmp_path)
    assert code in (130, -signal.SIGINT)  # a shell calls both 130
    assert "Traceback" not in message
