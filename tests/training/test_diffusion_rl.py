"""DDPO on a tiny Stable Diffusion: it runs, resumes to the bit, and what it writes is loaded."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from tqdm import tqdm

from generators import TINY_SD, stable_diffusion
from generators.stable_diffusion import StableDiffusion
from tests.tiny_models import tiny_sd
from training.comparison import paired_sheet
from training.diffusion import train as diffusion_rl
from training.diffusion.evaluate import evaluate
from training.diffusion.policy import Policy
from training.diffusion.train import Config, Trainer
from training.rewards import Judges, Weights

SMALL = {"epochs": 2, "prompts": 2, "samples": 2, "batch": 2, "steps": 3, "rank": 2, "max_bytes": 300, "held_out": 1}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rl")
    table = folder / "prompts.csv"
    with open(table, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), ("a", "a red boat"), ("b", "a hill"), ("c", "a blue hat")])
    return {**SMALL, "model": str(tiny_sd(folder / "sd")), "csv": str(table), "clip": 0.1}


def lora(folder):
    return torch.load(folder / "state.pt", weights_only=True)["lora"]


@pytest.fixture(scope="module")
def plain():
    """Vectorize to one rectangle of the picture's first colour, at once."""

    def vectorize(picture, *_, **__):
        color = "#{:02x}{:02x}{:02x}".format(*picture.getpixel((0, 0)))
        path = f'<path fill="{color}" d="M0 0h9v9H0z"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>'

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffusion_rl, "vectorize", vectorize)
        yield


@pytest.fixture(scope="module")
def whole(settings, plain, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    Trainer(Config(**settings, out=str(out), check_every=2)).run()
    return out


def test_a_run_leaves_its_files(whole):
    with open(whole / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["0", "1"]
    assert all(0 <= float(row["reward"]) <= 1 for row in rows)
    assert [bool(row["held_out_reward"]) for row in rows] == [False, True]
    assert sorted(os.listdir(whole / "samples")) == ["epoch-0000.png", "epoch-0002.png"]


def test_the_weights_have_changed(whole):
    changed = [tensor for name, tensor in lora(whole).items() if "lora_B" in name]  # they begin at 0
    assert changed
    assert all(tensor.abs().max() > 0 for tensor in changed)


@pytest.mark.slow
def test_a_run_that_was_cut_short_ends_with_the_same_weights(settings, whole, tmp_path, monkeypatch):
    """In the middle of its second epoch; each has two batches to learn from."""
    calls = []
    learn = Trainer._learn

    def die(self, *args):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return learn(self, *args)

    monkeypatch.setattr(Trainer, "_learn", die)
    config = Config(**settings, out=str(tmp_path), check_every=2)
    with pytest.raises(KeyboardInterrupt):
        Trainer(config).run()
    Trainer(config).run()
    expected = lora(whole)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in lora(tmp_path).items())


def test_a_gradient_step_learns_from_all_prompts(settings, plain, tmp_path, monkeypatch):
    """Each sees as many samples of one prompt as of the other, with advantages that were taken within the prompt."""
    texts, gains = [], []
    draw, learn = Policy.draw, Trainer._learn
    monkeypatch.setattr(Policy, "draw", lambda self, some, *seeds: texts.append(some) or draw(self, some, *seeds))
    monkeypatch.setattr(Trainer, "_learn", lambda self, r, gain, bar: gains.extend(gain) or learn(self, r, gain, bar))
    monkeypatch.setattr(diffusion_rl, "rewards", lambda *_: (np.array([0.1, 0.9, 0.3, 0.5]), {}))
    Trainer(Config(**{**settings, "epochs": 1, "held_out": 0}, out=str(tmp_path))).run()
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 2
    assert torch.cat(gains).sign().tolist() == [-1, 1, 1, -1]


def test_samples_of_a_prompt_begin_alike_and_differ_by_their_steps(settings, plain, tmp_path, monkeypatch):
    drawn = {True: [], False: []}
    draw = Policy.draw
    for shared in drawn:

        def watch(self, *args, kept=drawn[shared]):
            rollout = draw(self, *args)
            kept.append(rollout.latents)
            return rollout

        monkeypatch.setattr(Policy, "draw", watch)
        short = {**settings, "epochs": 1, "held_out": 0, "out": str(tmp_path / str(shared))}
        Trainer(Config(**short, shared_noise=shared)).run()
    for shared, (first, second) in drawn.items():  # one sample of either prompt in each
        assert torch.equal(first[0], second[0]) is shared
        assert not torch.equal(first[0, 0], first[0, 1])
        assert not torch.equal(first[1], second[1])


def test_drafts_are_for_rewards_and_not_for_checks(settings, plain, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        diffusion_rl, "vectorize", lambda *_, draft, **__: asked.append(draft) or "<svg><path d='M0 0h9v9z'/></svg>"
    )
    Trainer(Config(**{**settings, "epochs": 1}, out=str(tmp_path), check_every=1, draft=True)).run()
    assert asked == [False, False, *[True] * 4, False, False]  # the held-out one twice, the epoch, and again


def test_the_rate_falls_to_half(settings, plain, tmp_path):
    trainer = Trainer(Config(**{**settings, "held_out": 0, "epochs": 4}, out=str(tmp_path), lr=1e-3, half_life=3))
    trainer.run()
    assert trainer.optimizer.param_groups[0]["lr"] == pytest.approx(5e-4)  # of the last epoch, the fourth


def test_other_settings_are_refused(settings, whole):
    with pytest.raises(ValueError, match=r"begun with other settings \(lr 0.0003 there, 0.001 now\)"):
        Trainer(Config(**settings, out=str(whole), check_every=2, lr=1e-3))


def test_a_run_begins_with_the_lora_of_another(settings, whole, tmp_path):
    begun = Trainer(Config(**settings, start=str(whole / "lora"), out=str(tmp_path / "a"), alpha=6)).policy
    begun.save(tmp_path / "lora")
    before, after = (load_file(folder / "lora" / "pytorch_lora_weights.safetensors") for folder in (whole, tmp_path))
    assert before.keys() == after.keys()
    assert all(torch.allclose(tensor, after[name]) for name, tensor in before.items())
    with pytest.raises(ValueError, match="of another rank or on other layers: .* here"):
        Trainer(Config(**{**settings, "rank": 3}, start=str(whole / "lora"), out=str(tmp_path / "b")))
    with pytest.raises(ValueError, match="no LoRA to begin with"):
        Trainer(Config(**settings, start=str(tmp_path / "nothing"), out=str(tmp_path / "c")))


@pytest.mark.slow
def test_what_comes_out_is_a_lora_that_draws(settings, whole):
    base, tuned = (StableDiffusion(settings["model"], lora=lora) for lora in (None, whole / "lora"))
    assert base.generate("a red boat", 1, 0)[0].tobytes() != tuned.generate("a red boat", 1, 0)[0].tobytes()
    found, pairs = evaluate(settings["model"], whole / "lora", ["a hill"], 2, 300, Weights())
    assert list(found) == ["reward", "fidelity", "colors", "failed", "all colors"]
    assert found["reward"].count == 1  # of descriptions
    assert len(pairs) == 2


def test_with_a_namer_the_asked_things_are_counted(settings, plain, whole, monkeypatch):
    """It reports what is surely named, whatever that weighs."""
    names = iter([1.0, 0.9, 0.2, 0.1])  # two drawings of the base, then two of the LoRA
    judges = Judges(namer=SimpleNamespace(names=lambda picture, text: next(names)))
    found, _ = evaluate(settings["model"], whole / "lora", ["a hat"], 2, 300, Weights(), judges)
    assert (found["things"].first, found["things"].second) == (0.5, 0)
    assert "named" not in found


def test_the_lora_that_comes_with_the_project_changes_tiny_sd():
    folder = TINY_SD.with_name("tiny-sd-rl")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 5_000_000
    text = "a red hat on a plain background"
    base, tuned = (StableDiffusion(TINY_SD, lora=lora).generate(text, 1, 0)[0] for lora in (None, folder))
    assert 1 < np.abs(np.asarray(base, int) - tuned).mean() < 30  # of 255: still the same hat


def test_a_step_of_the_base_is_as_likely_as_when_it_was_drawn(settings, tmp_path):
    """The first learning step sees the very policy that drew: the ratio is 1."""
    from training.diffusion.ddpo import log_probability

    policy = Trainer(Config(**settings, out=str(tmp_path))).policy
    rollout = policy.draw(["a red boat", "a hill"], [1, 2])
    assert rollout.log_probs.shape == (2, 2)  # of 3 steps the last is not random
    for step in range(2):
        mean, sigma = policy.step(rollout.words, rollout.latents[step], step)
        again = log_probability(rollout.latents[step + 1], mean, sigma)
        assert torch.allclose(again, rollout.log_probs[step], atol=1e-5)


def test_the_mean_of_the_epochs_comes_out(settings, tmp_path, plain):
    weights = []
    for epochs in (1, 2):  # it goes on
        trainer = Trainer(Config(**{**settings, "epochs": epochs, "held_out": 0}, out=str(tmp_path), ema=0.6))
        weights.append(trainer.policy.state())
        trainer.run()
    first, second = weights
    for name, tensor in trainer.policy.state().items():
        expected = 0.6 * (0.6 * first[name] + 0.4 * second[name]) + 0.4 * lora(tmp_path)[name]
        assert torch.allclose(tensor, expected, atol=1e-7)


def test_a_check_does_not_disturb_the_learning(settings, whole, tmp_path, plain):
    Trainer(Config(**settings, out=str(tmp_path), check_every=1)).run()  # that one was checked at its end alone
    expected = lora(whole)
    assert all(torch.equal(tensor, expected[name]) for name, tensor in lora(tmp_path).items())


def test_the_divergence_draws_the_policy_back(settings, tmp_path):
    """Where no sample is better than another, nothing else is learned."""
    trainer = Trainer(Config(**settings, out=str(tmp_path), kl=1.0, lr=1e-2))
    policy = trainer.policy
    policy.load({name: torch.full_like(tensor, 0.1) for name, tensor in policy.state().items()})
    rollout, gain = policy.draw(["a red boat", "a hill"], [1, 2]), torch.zeros(2)
    before = float(trainer._loss(rollout, 0, gain)[0].detach())
    for _ in range(5):
        trainer._learn([rollout], [gain], tqdm(disable=True))
    assert 0 < float(trainer._loss(rollout, 0, gain)[0].detach()) < before / 2


def test_a_check_draws_what_is_delivered(settings, tmp_path):
    policy = Trainer(Config(**settings, out=str(tmp_path))).policy
    policy.load({name: torch.full_like(tensor, 0.1) for name, tensor in policy.state().items()})
    policy.save(tmp_path / "lora")
    base, tuned = (StableDiffusion(settings["model"], lora=lora) for lora in (None, tmp_path / "lora"))
    policy.draw(["a hill"], [1])  # with a sampler of its own
    checked = np.asarray(policy.deliver("a red boat", 7), int)
    assert np.abs(checked - tuned.generate("a red boat", 1, 7)[0]).max() <= 1
    assert np.abs(checked - base.generate("a red boat", 1, 7)[0]).max() > 1


def test_fidelity_is_watched_even_where_it_earns_nothing(settings, plain, tmp_path):
    trainer = Trainer(Config(**settings, out=str(tmp_path), weights=Weights(fidelity=0, lettering=1)))
    found = trainer._check()
    assert 0 < found["held_out_fidelity"] != found["held_out_reward"]
    assert trainer.history == [[found["held_out_reward"], found["held_out_fidelity"]]]


def test_a_blank_picture_is_a_failure_and_no_end(settings, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(stable_diffusion, "_picture", lambda array: None)
    assert Trainer(Config(**settings, out=str(tmp_path)))._check() == {"held_out_reward": 0, "held_out_fidelity": 0}
    found, pairs = evaluate(settings["model"], whole / "lora", ["a hill"], 2, 300, Weights())
    assert found["failed"].first == found["failed"].second == 1
    assert pairs == [(None, None)] * 2
    assert Image.open(io.BytesIO(paired_sheet(pairs))).getextrema() == ((255, 255),) * 3


def test_other_kinds_of_checkpoints_are_refused(settings, tmp_path):
    model = tiny_sd(tmp_path / "lcm")
    index = (model / "model_index.json").read_text()
    (model / "model_index.json").write_text(index.replace("StableDiffusion", "LatentConsistencyModel", 1))
    with pytest.raises(ValueError, match="holds a LatentConsistencyModelPipeline; a LoRA is trained on one of Stable"):
        Trainer(Config(**{**settings, "model": str(model)}, out=str(tmp_path / "out")))


def test_the_model_may_be_named_as_for_drawing(settings, tmp_path):
    model = settings["model"]
    trainer = Trainer(Config(**{**settings, "model": f"stable-diffusion:{model}"}, out=str(tmp_path)))
    assert str(trainer.policy.generator.folder) == model
    with pytest.raises(ValueError, match="model must be stable-diffusion, .* not 'gemma:models/gemma'"):
        Trainer(Config(**{**settings, "model": "gemma:models/gemma"}, out=str(tmp_path)))


def test_it_stops_when_the_reward_is_hacked(settings, tmp_path):
    trainer = Trainer(Config(**settings, out=str(tmp_path), patience=2))
    trainer.history = [[0.5, 0.9], [0.6, 0.8], [0.7, 0.7]]
    assert trainer._hacked()
    trainer.history = [[0.5, 0.9], [0.6, 0.8], [0.7, 0.85]]
    assert not trainer._hacked()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"samples": 1}, "samples must be at least 2"),
        ({"batch": 7}, "must divide the 64 pictures of an epoch, not 2 x 7"),
        ({"eta": 0.0}, "eta must be"),
        ({"ema": 1.0}, "ema must be"),
        ({"steps": 1}, "steps must be at least 2"),
        ({"half_life": -1}, "half_life must be at least 0"),
        ({"max_bytes": 299}, "max_bytes must be at least 300"),
    ],
)
def test_settings_out_of_range(wrong, message):
    with pytest.raises(ValueError, match=message):
        Config(**wrong)


@pytest.mark.slow
def test_the_command_killed_and_run_again(settings, repository, tmp_path):
    small = {**settings, "prompts": 1, "updates": 1, "held_out": 0}
    options = [part for name, value in small.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    command = [sys.executable, "-m", "training.diffusion.train", *options, "--out"]
    done = subprocess.run([*command, tmp_path / "whole"], cwd=repository, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "an epoch: 2 pictures (1 prompts x 2) and 1 gradient steps" in done.stdout
    process = subprocess.Popen([*command, tmp_path / "cut"], cwd=repository, stderr=subprocess.DEVNULL)
    while not (tmp_path / "cut" / "state.pt").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    subprocess.run([*command, tmp_path / "cut"], cwd=repository, check=True, timeout=200)
    expected = lora(tmp_path / "whole")
    assert all(torch.equal(tensor, expected[name]) for name, tensor in lora(tmp_path / "cut").items())


@pytest.mark.slow
def test_two_processes_learn_together(settings, repository, tmp_path):
    """Each draws from other noise, the gradients are shared, and the figures are the means of both."""
    options = [part for name, value in settings.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = [*launcher, "-m", "training.diffusion.train", *options, "--kl", "0.1", "--out", tmp_path]
    environment = os.environ | {"ACCELERATE_USE_CPU": "true", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["0", "1"]
    assert all(0 < float(row["reward"]) <= 1 for row in rows)
    assert rows[-1]["held_out_reward"]
    assert any(tensor.abs().max() > 0 for name, tensor in lora(tmp_path).items() if "lora_B" in name)
