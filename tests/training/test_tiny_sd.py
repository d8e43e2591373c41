"""The small Stable Diffusion: its real command on a preset of seconds."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from generators.stable_diffusion import StableDiffusion
from training.recognition import main_color
from training.tiny_sd import parts
from training.tiny_sd.config import OBJECTIVES, PRESETS, make_config
from training.tiny_sd.evaluate import evaluate
from training.tiny_sd.tiles import render
from training.tiny_sd.train import Trainer, checkpoints, learning_rate

ROOT = Path(__file__).parents[2]
WHOLE = "step-1-0000003"  # the last checkpoint of the minimal preset


def command(folder: Path, *more: str) -> list[str]:
    places = ["-o", folder / "run", "--tiles", folder.parent / "tiles", "--export", folder / "tiny-sd"]
    sizes = ["--preset", "minimal", "--device", "cpu", "--threads", "1"]
    return [sys.executable, "-m", "training.tiny_sd.train", *sizes, *places, *more]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny") / "whole"
    subprocess.run(command(folder), cwd=ROOT, check=True, capture_output=True, timeout=100)
    return folder


@pytest.mark.slow
def test_the_run_leaves_curves_sheets_and_one_checkpoint(trained):
    with open(trained / "run" / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["phase"] for row in rows} == {"autoencoder", "diffusion"}
    assert all(np.isfinite(float(row["value"])) for row in rows)
    assert [path.name for path in checkpoints(trained / "run")] == [WHOLE]
    assert len(list((trained / "run").glob("sheet-*.png"))) == 6


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_weights(trained):
    folder = trained.parent / "killed"
    process = subprocess.Popen(command(folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 100
    while not checkpoints(folder / "run") and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    reached = checkpoints(folder / "run")[-1].name
    subprocess.run(command(folder, "--resume"), cwd=ROOT, check=True, capture_output=True, timeout=100)
    whole, resumed = (load_file(place / "run" / WHOLE / "weights.safetensors") for place in (trained, folder))
    assert reached < WHOLE
    assert whole.keys() == resumed.keys()
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


@pytest.mark.slow
def test_a_run_is_not_overwritten(trained):
    done = subprocess.run(command(trained), cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 2
    assert "holds a run already: add --resume" in done.stderr


@pytest.mark.slow
def test_the_exported_folder_draws_as_any_checkpoint(trained):
    index = json.loads((trained / "tiny-sd" / "model_index.json").read_text())
    assert index["_class_name"] == "StableDiffusionPipeline"
    weights = load_file(trained / "tiny-sd" / "unet" / "diffusion_pytorch_model.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {torch.float16}
    generator = StableDiffusion(trained / "tiny-sd", device="cpu")
    assert generator.family.name == "tiny-sd"
    assert generator.prompt(" a red\ncat ") == "a red cat"
    one, other = generator.generate("a red cat", count=2, seed=0)
    assert one.size == (32, 32)
    assert one.tobytes() != other.tobytes()


@pytest.mark.slow
def test_the_card_says_what_it_was_trained_on(trained):
    card = (trained / "tiny-sd" / "README.md").read_text()
    assert "32 pictures of the illustrator" in card
    assert "28 of the 200 combinations" in card
    assert "## Figures" not in card  # not measured yet


@pytest.mark.slow
def test_the_figures_stand_in_the_card(trained, tmp_path):
    folder = shutil.copytree(trained / "tiny-sd", tmp_path / "tiny-sd")
    figures = evaluate(folder, trained.parent / "tiles", count=8, classifier_steps=2, threads=1)
    assert figures["illustrator"]["colour"] > 50 > figures["chance"]["colour"]
    card = (folder / "README.md").read_text()
    assert "| this checkpoint |" in card and (folder / "sheet.png").exists()


@pytest.mark.slow
def test_a_rectified_flow_is_trained_and_drawn_by_the_same_pipeline(trained):
    folder = trained.parent / "flow"
    subprocess.run(command(folder, "--objective", "flow"), cwd=ROOT, check=True, capture_output=True, timeout=100)
    generator = StableDiffusion(folder / "tiny-sd", device="cpu")
    assert type(generator.pipe).__name__ == "StableDiffusionPipeline"
    assert generator.family.name == "tiny-sd"
    assert generator.pipe.scheduler.config.prediction_type == "flow_prediction"
    assert generator.generate("a red cat", count=1, seed=0)[0].size == (32, 32)
    assert "A rectified flow; Euler's method, 20 steps" in (folder / "tiny-sd" / "README.md").read_text()
    done = subprocess.run(command(folder, "--resume"), cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert "begun with other settings (objective flow there, velocity now)" in done.stderr


@pytest.mark.slow
def test_the_autoencoder_of_another_checkpoint_is_kept(trained):
    """So that two objectives can be compared after equal training, from the same latents."""
    folder, other = trained.parent / "kept", trained / "tiny-sd"
    done = command(folder, "--objective", "flow", "--set", f"autoencoder={other}")
    subprocess.run(done, cwd=ROOT, check=True, capture_output=True, timeout=100)
    weights = "vae/diffusion_pytorch_model.safetensors"
    mine, theirs = (load_file(place / weights) for place in (folder / "tiny-sd", other))
    assert all(torch.equal(mine[name], theirs[name]) for name in theirs)
    with open(folder / "run" / "metrics.csv", newline="") as file:
        assert {row["phase"] for row in csv.DictReader(file)} == {"diffusion"}
    assert f"the autoencoder of `{other}`, kept as it is" in (folder / "tiny-sd" / "README.md").read_text()
    done = command(trained.parent / "wrong", "--set", "autoencoder=checkpoints/tiny-sd")
    done = subprocess.run(done, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 2
    assert "an autoencoder of other sizes than the settings say" in done.stderr


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_who_knows_the_way_arrives_at_the_picture(objective):
    """What is learned is what the sampler asks for: with the exact answer it goes from noise to the picture."""
    torch.manual_seed(0)
    clean, noise = torch.randn(1, 4, 2, 2), torch.randn(1, 4, 2, 2)
    scheduler = parts.make_scheduler(objective)
    trainer = Trainer.__new__(Trainer)
    trainer.config, trainer.alphas = make_config("minimal", [f"objective={objective}"]), scheduler.alphas_cumprod
    scheduler.set_timesteps(20)
    latents = noise
    for moment in scheduler.timesteps:
        on_the_way, velocity = trainer._between(clean, noise, moment[None])
        assert torch.allclose(latents, on_the_way, atol=2e-2)  # DPM-Solver's times are whole numbers
        latents = scheduler.step(velocity, moment, latents).prev_sample
    assert torch.allclose(latents, clean, atol=2e-2)


# ---------------------------------------------------------------- settings


def test_settings_are_named_when_they_are_wrong():
    assert make_config("small", ["unet_steps=7"]).unet_steps == 7
    with pytest.raises(ValueError, match="'stepps=7': expected name=value with a name of grammar, size"):
        make_config("small", ["stepps=7"])
    with pytest.raises(ValueError, match="'unet_steps=many': unet_steps must be of type int"):
        make_config("small", ["unet_steps=many"])
    with pytest.raises(ValueError, match="objective must be one of velocity, flow, not 'straight'"):
        make_config("small", ["objective=straight"])
    with pytest.raises(ValueError, match="preset must be one of small, full, minimal, not 'big'"):
        make_config("big")


def test_the_full_size_is_what_was_asked_for():
    """6 to 15 M parameters in the UNet, 2 to 6 in the text encoder, 40 MB at most in float16."""
    class Tokenizer:
        eos_token_id, bos_token_id = 4095, 4094

        def __len__(self):
            return 4096

    with torch.device("meta"):
        models = parts.make_vae(PRESETS["full"]), parts.make_text_encoder(PRESETS["full"], Tokenizer())
        models += (parts.make_unet(PRESETS["full"]),)
    vae, text, unet = (sum(p.numel() for p in model.parameters()) for model in models)
    assert 6e6 <= unet <= 15e6
    assert 2e6 <= text <= 6e6
    assert 2 * (vae + text + unet) <= 40e6


def test_the_learning_rate_rises_and_falls():
    rates = [learning_rate(step, 1000, 1e-3, 100) for step in (0, 99, 550, 1000)]
    assert rates == pytest.approx([1e-5, 1e-3, 5.25e-4, 5e-5])


# ---------------------------------------------------------------- measuring


@pytest.mark.parametrize("color", ["red", "blue", "black", "white", "pink"])
def test_the_main_colour_of_the_illustrators_pictures_is_the_asked_one(color):
    colors = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "white", "black")
    picture = np.asarray(render(f"a {color} vase on a plain background", 64, 3))
    assert main_color(picture, colors) == color
