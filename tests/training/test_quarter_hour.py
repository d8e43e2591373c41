"""The prepared quarter of an hour: its dry run, its commands' options, and what happens when one of them fails."""

import argparse
import sys
from pathlib import Path

import pytest

from generators.stable_diffusion import StableDiffusion
from tests.tiny_models import tiny_gemma3
from training import quarter_hour
from training.gemma.config import Config
from training.gemma.train import _parser as gemma_parser
from training.options import pop_weights
from training.quarter_hour import commands, main
from training.tiny_sd.config import make_config
from training.tiny_sd.train import _parser as tiny_sd_parser


@pytest.mark.slow
def test_the_dry_run_leaves_what_the_real_one_would(tmp_path, capsys):
    pytest.importorskip("trl", reason="requirements-train.txt is not installed")
    model, out = str(tiny_gemma3(tmp_path / "model")), tmp_path / "run"
    assert main(["--dry-run", "--prepare", "--model", model, "--out", str(out)]) == 0
    pairs = out / "gemma" / "pairs-things.json"
    made = pairs.stat().st_mtime_ns
    status = main(["--dry-run", "--model", model, "--out", str(out)])
    printed = capsys.readouterr().out
    assert status == 0, printed
    assert "gemma: done" in printed and "tiny-sd: done" in printed
    assert pairs.stat().st_mtime_ns == made  # what was prepared is what is learned from
    assert (out / "gemma" / "warm" / "adapter_model.safetensors").exists()
    assert list((out / "gemma" / "warm" / "sheets").glob("*.png"))
    assert StableDiffusion(out / "tiny-sd" / "checkpoint", device="cpu").generate("a red cat", 1, 0)


def test_both_trainings_understand_what_they_are_asked():
    asked = argparse.Namespace(dry_run=False, minutes=14.0, model="gemma", out=Path("x"), workers=8)
    asked.only = quarter_hour.NAMES
    found = commands(asked)
    gemma = vars(gemma_parser().parse_args(found["gemma"][3:]))
    weights = pop_weights(gemma)
    assert Config(**gemma, weights=weights).minutes == 14
    tiny_sd = tiny_sd_parser().parse_args(found["tiny-sd"][3:])
    config = make_config(tiny_sd.preset, tiny_sd.set)
    assert config.objective == "flow" and config.vae_steps == 2_500
    assert tiny_sd.minutes == 14 and tiny_sd.resume


def test_a_part_that_fails_is_named_and_the_other_goes_on(tmp_path, monkeypatch, capsys):
    script = "import sys; print('no such weights'); sys.exit(2)"
    both = {name: [sys.executable, "-c", text] for name, text in {"gemma": script, "tiny-sd": "print('fine')"}.items()}
    monkeypatch.setattr(quarter_hour, "commands", lambda _: both)
    assert main(["--out", str(tmp_path / "run")]) == 2
    printed = capsys.readouterr().out
    assert "gemma: failed with status 2" in printed and "no such weights" in printed
    assert "tiny-sd: done" in printed


def test_none_outlives_an_interrupt(tmp_path, monkeypatch):
    wait = quarter_hour.subprocess.Popen.wait

    def interrupted(self, *args, **kwargs):
        if not kwargs and not args:
            processes.append(self)
            raise KeyboardInterrupt
        return wait(self, *args, **kwargs)

    processes = []
    monkeypatch.setattr(quarter_hour.subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        quarter_hour.run({"gemma": [sys.executable, "-c", "import time; time.sleep(600)"]}, tmp_path)
    assert wait(processes[0], timeout=50) != 0
