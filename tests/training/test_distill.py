"""Learning to draw one's own tracings: what is learned, with which gradient, and that a run goes on."""

import csv

import numpy as np
import pytest
import torch

from generators.stable_diffusion import StableDiffusion
from tests.training.test_families import KINDS, far, own_precision, small, tiny_flow  # noqa: F401
from training.diffusion import distill
from training.diffusion.distill import Config, Distiller, ssim
from training.diffusion.families import policy_for

SMALL = {"pictures": 4, "batch": 2, "epochs": 2, "steps": 3, "learned": 2, "rank": 2, "max_bytes": 300, "held_out": 1}
PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/>'
    '<path fill="#c00" d="M0 0h9v7H0z"/></svg>'
)


@pytest.fixture
def plain(monkeypatch):
    monkeypatch.setattr(distill, "vectorize", lambda *_, **__: PLAIN)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return str(tiny_flow(tmp_path_factory.mktemp("flow") / "checkpoint"))


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return _table(tmp_path_factory.mktemp("table"), "hill")


def _table(folder, thing: str) -> str:
    path = folder / "prompts.csv"
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), *[(str(i), f"{thing} {i}") for i in range(4)]])
    return str(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_gradient_goes_through_the_last_steps_alone(tmp_path, kind):
    own = policy_for(Config(**{**SMALL, "model": str(KINDS[kind](tmp_path / "checkpoint"))}), torch.device("cpu"))
    alike = own.sample(["a hill"], [1])
    assert alike.shape == (1, 3, own.size, own.size) and not alike.requires_grad
    grown = []
    for learned in (1, 3):
        drawn = own.sample(["a hill"], [1], learned)
        assert torch.allclose(drawn, alike, atol=1e-5)
        drawn.square().mean().backward()
        grown.append(sum(float(p.grad.abs().sum()) for p in own.parameters() if p.grad is not None))
        for parameter in own.parameters():
            parameter.grad = None
    assert 0 < grown[0] != pytest.approx(grown[1], rel=1e-3)


@pytest.mark.usefixtures("plain")
def test_what_is_drawn_comes_nearer_to_the_tracings(checkpoint, table, tmp_path):
    config = {**SMALL, "model": checkpoint, "csv": table, "generations": 1, "epochs": 8, "lr": 0.02, "rank": 4}
    distiller = Distiller(Config(**config, out=str(tmp_path / "out")))
    distiller.run()
    squared = [row["squared"] for row in distiller.rows]
    assert len(squared) == 8
    assert squared[-1] < 0.96 * squared[0]  # the decoder's weights are random, and do not reach every colour
    tuned = StableDiffusion(checkpoint, lora=tmp_path / "out" / "lora", device="cpu")
    distiller.policy.load(distiller.mean)
    assert far(distiller.policy.deliver("hill 3", 7), tuned.generate("hill 3", 1, 7)[0]) <= 1
    assert [path.name for path in (tmp_path / "out" / "samples").iterdir()] == ["epoch-0008.png"]


@pytest.mark.usefixtures("plain")
def test_a_run_that_was_cut_short_ends_with_the_same_weights(checkpoint, table, tmp_path, monkeypatch):
    """Killed in the second epoch of the first generation, and again in the first of the second."""
    config = {**SMALL, "model": checkpoint, "csv": table, "generations": 2}
    Distiller(Config(**config, out=str(tmp_path / "whole"))).run()
    for killed in (3, 3):
        losses, calls = Distiller._losses, []

        def die(self, chosen, losses=losses, calls=calls, killed=killed):
            calls.append(1)
            if len(calls) == killed:
                raise KeyboardInterrupt
            return losses(self, chosen)

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Distiller, "_losses", die)
            Distiller(Config(**config, out=str(tmp_path / "cut"))).run()
    Distiller(Config(**config, out=str(tmp_path / "cut"))).run()
    whole, cut = (torch.load(tmp_path / name / "state.pt", weights_only=True) for name in ("whole", "cut"))
    assert any(tensor.abs().max() > 0 for name, tensor in whole["mean"].items() if "lora_B" in name)
    assert all(torch.equal(tensor, whole["mean"][name]) for name, tensor in cut["mean"].items())
    assert whole["rows"] == cut["rows"]


@pytest.mark.usefixtures("plain")
def test_a_generation_begins_with_what_was_learned(checkpoint, table, tmp_path, monkeypatch):
    begun, traced = [], Distiller._traced
    monkeypatch.setattr(Distiller, "_traced", lambda self: begun.append(self.policy.state()) or traced(self))
    Distiller(Config(**SMALL, model=checkpoint, csv=table, generations=2, out=str(tmp_path))).run()
    learned = [max(float(tensor.abs().max()) for name, tensor in state.items() if "lora_B" in name) for state in begun]
    assert len(learned) == 2
    assert learned[0] == 0 < learned[1]


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(("thing", "learned"), [("red hill", True), ("blue hill", False)])
def test_a_tracing_without_the_asked_colour_is_not_learned_from(checkpoint, tmp_path, thing, learned):
    config = {**SMALL, "model": checkpoint, "csv": _table(tmp_path, thing), "generations": 1}
    distiller = Distiller(Config(**config, out=str(tmp_path / "out")))
    before = distiller.policy.state()
    distiller.run()
    after = distiller.policy.state()  # the tracings are red on white
    grown = [float((after[name] - tensor).abs().max()) for name, tensor in before.items() if "lora_B" in name]
    assert (max(grown) > 0) == learned
    assert (max(row["squared"] for row in distiller.rows) > 0) == learned


def test_a_tracing_counts_as_far_as_the_thing_is_seen(monkeypatch, checkpoint, tmp_path):
    """Of a cup and a fish, a network that is sure of cups alone."""
    path = tmp_path / "prompts.csv"
    path.write_text("id,description\n0,a cup\n1,a fish\n2,a cup\n")

    class OfCups:
        def __init__(self, descriptions, seed):
            assert list(descriptions) == ["a cup", "a fish"]

        def names(self, _, description: str) -> float:
            return float(description == "a cup")

    monkeypatch.setattr("training.recognition.Namer", OfCups)
    monkeypatch.setattr(distill, "vectorize", lambda *_, **__: PLAIN)
    distiller = Distiller(Config(**SMALL, model=checkpoint, csv=str(path), out=str(tmp_path / "out")))
    assert [left for _, left in distiller._traced()] == [1.0, 0.0, 1.0, 0.0]


@pytest.mark.usefixtures("plain")
def test_a_run_begins_with_the_lora_of_another(checkpoint, table, tmp_path):
    config = {**SMALL, "model": checkpoint, "csv": table, "generations": 1}
    first = Distiller(Config(**config, out=str(tmp_path / "first")))
    first.run()
    again = Distiller(Config(**config, start=str(tmp_path / "first" / "lora"), out=str(tmp_path / "again")))
    assert all(torch.allclose(tensor, first.mean[name]) for name, tensor in again.policy.state().items())
    with pytest.raises(ValueError, match="no LoRA to begin with"):
        Distiller(Config(**config, start=str(tmp_path / "nothing"), out=str(tmp_path / "c")))


def test_similarity_is_scikit_images():
    from skimage.metrics import structural_similarity

    rng = np.random.default_rng(0)
    a, b = rng.uniform(-1, 1, (2, 3, 384, 384)).astype(np.float32)
    b = 0.5 * a + 0.5 * b
    expected = structural_similarity(a + 1, b + 1, channel_axis=0, data_range=2, use_sample_covariance=False)
    assert float(ssim(torch.from_numpy(a)[None], torch.from_numpy(b)[None])) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("wrong", [{"learned": 9}, {"batch": 5}, {"generations": 0}, {"max_bytes": 20}])
def test_impossible_settings_are_named(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Config(**{**SMALL, **wrong})


def test_the_command_says_what_is_wrong(table, tmp_path, capsys):
    with pytest.raises(SystemExit):
        distill.main(["--csv", table, "--held-out", "4", "--out", str(tmp_path)])
    assert "4 descriptions, of which 4 are held out" in capsys.readouterr().err
