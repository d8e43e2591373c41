"""Warm start and GRPO on a tiny Gemma: pairs to learn from, what a text is worth, runs that are stopped and go on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from safetensors.numpy import load_file

from generators.gemma import Gemma, trained_prompt
from scoring.constraints import validate_svg
from tests.tiny_models import tiny_gemma3
from training.gemma import svg_pairs
from training.gemma import train as gemma_rl
from training.gemma.evaluate import evaluate
from training.gemma.train import Config, train, worth
from training.prompts import GRAMMARS, is_held_out, prompt
from training.rewards import Weights

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
BLANK = f'{START}<path fill="#e0201f" d="M0 0h96v96H0"/></svg>'
RED = BLANK.replace("M0 0", "M0 9")
SMALL = {"rank": 2, "pairs": 4, "max_bytes": 500, "warm_epochs": 2, "row": 2_000, "warm_batch": 1}
SMALL |= {"steps": 2, "samples": 2, "batch": 2, "tokens": 8, "save_every": 1, "sheet_every": 0}

# A model with random weights writes nothing valid, so that all its texts are worth the same and teach nothing.
SCRIPT = """
import numpy as np
from training.gemma import train as gemma_rl

def worth(texts, descriptions, max_bytes, weights, selector=None):
    values = np.array([sum(map(ord, text)) % 97 / 97 for text in texts])
    return values, {"failed": 0 * values}

gemma_rl.worth = worth
gemma_rl.main()
"""


@pytest.fixture(scope="module")
def gemma(tmp_path_factory):
    pytest.importorskip("trl", reason="requirements-train.txt is not installed")
    return tiny_gemma3(tmp_path_factory.mktemp("gemma"))


@pytest.fixture(scope="module")
def command(gemma, tmp_path_factory):
    """The command with another worth, without its --out."""
    script = tmp_path_factory.mktemp("script") / "script.py"
    script.write_text(SCRIPT)
    options = [word for name, value in SMALL.items() for word in (f"--{name.replace('_', '-')}", value)]
    return [sys.executable, str(script), "--model", str(gemma), *map(str, options), "--out"]


@pytest.fixture(scope="module")
def run(repository, command):
    def run(out, start=subprocess.run, command=command, **options):
        environment = os.environ | {"PYTHONPATH": str(repository)}
        return start([*command, out], env=environment, stdout=subprocess.PIPE, **options)

    return run


@pytest.fixture(scope="module")
def trained(run, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "whole"
    done = run(out, stderr=subprocess.PIPE, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(out / "lora")
    return out / "lora"


def weights(folder):
    return load_file(folder / "adapter_model.safetensors")


def steps(out):
    return [row["step"] for row in json.loads((out / "lora" / "curve.json").read_text())]


def equal(a, b) -> bool:
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


# ------------------------------------------------------------------------------------------- what it learns from


def test_a_pair_is_a_description_that_may_be_learned_and_a_small_svg(tmp_path):
    [(text, svg)] = svg_pairs.make_pairs(tmp_path / "pairs.json", 1, 1_500)
    validate_svg(svg, 1_500)
    asked = prompt(GRAMMARS["plain"], 0, 0)
    assert text == asked.text
    assert not is_held_out(asked.thing, asked.color)


def test_pairs_are_kept_and_all_open_alike(tmp_path, monkeypatch):
    drawn = iter([RED, RED.replace("96 96", "97 97"), RED, RED])
    monkeypatch.setattr(svg_pairs, "drawing", lambda *_: next(drawn))
    assert [svg for _, svg in svg_pairs.make_pairs(tmp_path / "pairs.json", 2, 300)] == [RED] * 2  # of three drawn
    assert [svg for _, svg in svg_pairs.make_pairs(tmp_path / "pairs.json", 3, 300)] == [RED] * 3  # one more drawn
    assert next(drawn, None) is None
    with pytest.raises(ValueError, match="begun with other settings .max_bytes 300 there, 400 now"):
        svg_pairs.make_pairs(tmp_path / "pairs.json", 5, 400)


def test_a_text_that_needs_a_repair_is_worth_nothing():
    texts = [RED, RED.removesuffix("</svg>"), RED.replace("path", "script"), RED + "<!--" + "x" * 300 + "-->"]
    values, parts = worth(texts, ["a red square"] * 4, 300, Weights())
    assert values[0] > 0
    assert values[1:].tolist() == [0, 0, 0]
    assert parts["failed"].tolist() == [0, 1, 1, 1]
    assert parts["blank"].tolist() == [0, 0, 0, 0]
    assert parts["colors"][0] == 1


def test_a_page_of_one_color_is_worth_nothing():
    values, parts = worth([BLANK, RED], ["a red square"] * 2, 300, Weights())
    assert values[0] == parts["fidelity"][0] == parts["colors"][0] == 0 < values[1]
    assert parts["blank"].tolist() == [1, 0]
    assert parts["failed"].tolist() == [0, 0]


@pytest.mark.parametrize(
    "wrong", [{"samples": 1}, {"samples": 3, "batch": 8}, {"pairs": 0}, {"save_every": 0}, {"max_bytes": 299}], ids=str
)
def test_impossible_settings_are_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Config(**wrong)


def test_the_prompt_of_a_lora_must_hold_what_it_needs(tmp_path):
    (tmp_path / "prompt.txt").write_text("Draw a boat\n<svg>")
    with pytest.raises(ValueError, match="prompt.txt must hold"):
        trained_prompt(tmp_path)


# ------------------------------------------------------------------------------------------------------- the runs


@pytest.mark.slow
def test_a_run_leaves_a_lora_that_writes(trained, gemma):
    assert trained.name == "lora"
    assert not equal(weights(trained), weights(trained.parent / "warm"))
    assert steps(trained.parent) == [1, 2]
    curve = json.loads((trained / "curve.json").read_text())
    assert all({"reward", "failed", "loss"} <= row.keys() for row in curve)
    model = Gemma(gemma, lora=trained)
    start = model.opening
    assert model.prompt == gemma_rl.PROMPT
    assert model.temperature < Gemma(model.folder, device="cpu").temperature  # what it learned is not left to chance
    assert start.startswith("<svg ") and start.endswith(">\n")
    assert all(text.startswith(start) for text in model.write("a red boat", 0, range(2)))


@pytest.mark.slow
def test_both_are_compared(trained, gemma, monkeypatch):
    monkeypatch.setattr("generators.gemma.NEW_TOKENS", 8)
    found, pairs = evaluate(str(gemma), trained, ["a red boat", "a blue hat"], 2, 1_000, Weights())
    assert list(found) == ["reward", "valid", "fidelity", "colors", "things", "bytes", "blank"]
    assert len(pairs) == 4
    assert all(0 <= p.first <= 1 and 0 <= p.second <= 1 for p in found.values())


@pytest.mark.slow
def test_the_model_may_be_named_as_for_drawing(trained, gemma):
    """The run is done: its base is found and its settings are the same, whichever way the model is named."""
    for name in (str(gemma), f"gemma:{gemma}"):
        assert train(Config(**SMALL, model=name, out=str(trained.parent))) == trained


def test_another_kind_of_model_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="model must be gemma, .* not 'stable-diffusion:models/sd15'"):
        train(Config(**SMALL, model="stable-diffusion:models/sd15", out=str(tmp_path / "run")))
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_another_config_does_not_go_on_there(trained, gemma):
    with pytest.raises(ValueError, match="rank 2 there, 4 now"):
        train(Config(**{**SMALL, "rank": 4}, model=str(gemma), out=str(trained.parent)))


@pytest.mark.slow
def test_a_run_killed_in_each_part_ends_with_the_same_weights(trained, run, tmp_path):
    for part in ("warm", "lora"):
        process = run(tmp_path, subprocess.Popen, stderr=subprocess.DEVNULL)
        while not list((tmp_path / part).glob("checkpoint-1/trainer_state.json")):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert run(tmp_path, stderr=subprocess.DEVNULL, timeout=300).returncode == 0
    assert equal(weights(tmp_path / "lora"), weights(trained))


@pytest.mark.slow
def test_a_run_killed_while_it_writes_ends_with_the_same_weights(trained, run, tmp_path):
    """Its last checkpoint and its LoRA are half there."""
    shutil.copytree(trained.parent, tmp_path, dirs_exist_ok=True)
    assert [path.name for path in (tmp_path / "lora").glob("checkpoint-*")] == ["checkpoint-1"]
    (tmp_path / "lora" / "curve.json").unlink()
    (tmp_path / "lora" / "adapter_model.safetensors").write_bytes(b"half")
    (tmp_path / "lora" / "checkpoint-2").mkdir()
    (tmp_path / "lora" / "checkpoint-2" / "trainer_state.json").write_text('{"best')
    assert run(tmp_path, stderr=subprocess.DEVNULL, timeout=300).returncode == 0
    assert equal(weights(tmp_path / "lora"), weights(trained))
    assert steps(tmp_path) == [1, 2]


@pytest.mark.slow
def test_a_run_goes_on_when_it_gets_more_steps(trained, command, run, tmp_path):
    longer = [*command[:-1], "--steps", "3", "--out"]
    shutil.copytree(trained.parent, tmp_path / "longer", dirs_exist_ok=True)
    for out in ("longer", "at once"):
        assert run(tmp_path / out, command=longer, stderr=subprocess.DEVNULL, timeout=300).returncode == 0
        assert steps(tmp_path / out) == [1, 2, 3]
    assert equal(*(weights(tmp_path / out / "lora") for out in ("longer", "at once")))
