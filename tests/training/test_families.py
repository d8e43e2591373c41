"""Each family of checkpoints, in the real pipeline class on tiny weights: drawn, rewarded, learned, saved, loaded."""

import csv
from dataclasses import replace

import numpy as np
import pytest
import torch
from tqdm import tqdm

from generators import stable_diffusion
from generators.families import FAMILIES
from generators.stable_diffusion import StableDiffusion
from tests.tiny_models import tiny_flux, tiny_sd, tiny_sd3, tiny_sdxl
from training.diffusion import train as diffusion_rl
from training.diffusion.config import Config
from training.diffusion.ddpo import advantages, gaussian_kl
from training.diffusion.families import policy_for
from training.diffusion.samplers import Flow
from training.diffusion.train import Trainer
from training.tiny_sd import parts

SMALL = {"epochs": 2, "prompts": 1, "samples": 2, "batch": 2, "updates": 1, "steps": 3, "rank": 2, "max_bytes": 300}
TEXTS, SEEDS = ["a red boat", "a hill"], [1, 2]
CPU = torch.device("cpu")


def tiny_flow(folder):
    """A UNet that is taken for a rectified flow, as tiny-sd may be trained."""
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(str(tiny_sd(folder)), safety_checker=None)
    pipe.scheduler = parts.make_scheduler("flow")
    pipe.save_pretrained(folder)
    return folder


KINDS = {"sd": tiny_sd, "flow": tiny_flow, "sdxl": tiny_sdxl, "sd3": tiny_sd3, "flux": tiny_flux}
FLOWS = ["flow", "sd3", "flux"]


@pytest.fixture(scope="module", autouse=True)
def small():
    """One thread, and pictures of 32 pixels where the checkpoint says no size."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("flux-schnell", "flux-dev"):
            patch.setitem(FAMILIES, name, replace(FAMILIES[name], size=32))
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory):
    return {kind: str(make(tmp_path_factory.mktemp(kind) / "checkpoint")) for kind, make in KINDS.items()}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    table = tmp_path_factory.mktemp("table") / "prompts.csv"
    with open(table, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), ("a", "a red boat"), ("b", "a hill")])
    return {**SMALL, "csv": str(table), "held_out": 1, "clip": 0.1}


@pytest.fixture
def plain(monkeypatch):
    """Vectorize at once, to a rectangle of the picture's first colour on white."""

    def vectorize(picture, *_, **__):
        color = "#{:02x}{:02x}{:02x}".format(*picture.getpixel((0, 0)))
        shape = f'<path fill="#fff" d="M0 0h9v9H0z"/><path fill="{color}" d="M0 0h9v7H0z"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shape}</svg>'

    monkeypatch.setattr(diffusion_rl, "vectorize", vectorize)


def policy(checkpoint, **settings):
    return policy_for(Config(**{"steps": 4, "rank": 2, "model": checkpoint, **settings}), CPU)


def far(one, other) -> float:
    return float(np.abs(np.asarray(one, int) - np.asarray(other, int)).max())


# ------------------------------------------------------------------------------------------------- the sampler


@pytest.mark.parametrize("guidance", [0.0, 3.0])
@pytest.mark.parametrize("kind", KINDS)
def test_without_noise_it_is_the_pipelines_own_sampler(checkpoints, kind, guidance):
    """The same noise, steps and guidance: words, network, sampler and autoencoder are asked as diffusers asks them."""
    from diffusers import DDIMScheduler

    own = policy(checkpoints[kind], guidance=guidance, eta=1e-9)  # as good as none; of none there would be no density
    drawn = own.draw(TEXTS, SEEDS).pictures
    pipe, generator = own.pipe, own.generator
    if not isinstance(own.sampler, Flow):
        pipe.scheduler = DDIMScheduler.from_config(pipe.scheduler.config, clip_sample=False)
    expected = pipe(
        [generator.prompt(text) for text in TEXTS],
        num_inference_steps=4,
        guidance_scale=own.scale,
        height=own.size,
        width=own.size,
        latents=own._noise(SEEDS),
        **generator.negative(2),
    ).images
    assert drawn[0].size == (32, 32)
    assert [far(*pair) <= 1 for pair in zip(drawn, expected, strict=True)] == [True, True]


def test_guidance_is_an_input_of_flux_dev(checkpoints, tmp_path):
    import json
    import shutil

    from diffusers import FluxTransformer2DModel

    folder = tmp_path / "dev"
    shutil.copytree(checkpoints["flux"], folder)
    config = json.loads((folder / "transformer" / "config.json").read_text()) | {"guidance_embeds": True}
    torch.manual_seed(0)
    FluxTransformer2DModel.from_config(config).save_pretrained(folder / "transformer")
    own = policy(str(folder))
    assert own.scale == FAMILIES["flux-dev"].guidance
    weak, strong = (own.draw(["a hill"], [1]).pictures[0] for own.scale in (1.0, 30.0))
    assert far(weak, strong) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_steps_probability_is_the_density_of_what_it_drew(checkpoints, kind):
    """From the latents alone, by torch; the first learning step sees the very policy that drew."""
    own = policy(checkpoints[kind])
    rollout = own.draw(TEXTS, SEEDS)
    assert len(rollout.log_probs) == 3  # of 4 steps the last is not random
    for step in range(3):
        mean, sigma = own.step(rollout.words, rollout.latents[step], step)
        density = torch.distributions.Normal(mean, sigma).log_prob(rollout.latents[step + 1])
        assert torch.allclose(density.flatten(1).mean(dim=1), rollout.log_probs[step], atol=1e-4)
    assert own.step(rollout.words, rollout.latents[3], 3)[1] == 0


@pytest.mark.parametrize("kind", FLOWS)
def test_the_divergence_is_the_papers(checkpoints, kind):
    """Equation 12, from the two velocities: |dt| / 2 (sigma (1 - t) / (2 t) + 1 / sigma)^2 (v - v_base)^2."""
    own = policy(checkpoints[kind])
    torch.manual_seed(0)
    latents, velocity, base = torch.randn(3, 1, 2, 4, 8, 8).unbind(0)
    now, following = own.sampler.levels[1:3]
    sigma_t = 0.7 * (now / (1 - now)) ** 0.5
    factor = (now - following) / 2 * (sigma_t * (1 - now) / (2 * now) + 1 / sigma_t) ** 2
    mean, sigma = own.sampler.step(velocity, latents, 1, eta=1.0)
    base_mean, _ = own.sampler.step(base, latents, 1, eta=1.0)
    found = gaussian_kl(mean, base_mean, sigma)
    assert float(found) == pytest.approx(factor * float(((velocity - base) ** 2).mean()), rel=1e-4)


# ------------------------------------------------------------------------------------------------- the learning


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOWS)
def test_a_toy_reward_rises(checkpoints, settings, tmp_path, kind):
    """The reward: how far what is drawn lies in a direction that some LoRA leads to.  From noise never learned from."""
    config = {**settings, "model": checkpoints[kind], "guidance": 1.0, "rank": 4, "lr": 0.02, "steps": 4}
    trainer = Trainer(Config(**config, out=str(tmp_path)))
    own, plain = trainer.policy, trainer.policy.state()
    texts, unseen = ["a red boat"] * 16, range(1000, 1016)

    def drawn(seeds):
        rollout = own.draw(texts, list(seeds))
        with torch.no_grad():
            return rollout, own.step(rollout.words, rollout.latents[-1], 3)[0]

    before = drawn(unseen)[1]
    torch.manual_seed(1)
    own.load({name: 0.3 * torch.randn_like(tensor) for name, tensor in plain.items()})
    way = (drawn(unseen)[1] - before).mean(dim=0)
    own.load(plain)
    for epoch in range(6):
        rollout, final = drawn(range(16 * epoch, 16 * epoch + 16))
        trainer._learn([rollout], [advantages((final * way).flatten(1).sum(dim=1)[None])[0]], tqdm(disable=True))
    gains = ((drawn(unseen)[1] - before) * way).flatten(1).sum(dim=1)
    assert float(gains.mean()) > 4 * float(gains.std()) / 16**0.5


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_out_is_a_lora_that_draws(checkpoints, tmp_path, kind):
    """Saved as diffusers does, found whole by --lora, and it draws what a check draws."""
    own = policy(checkpoints[kind], alpha=1)  # whose scale, a half, must be in the file
    torch.manual_seed(0)
    own.load({name: torch.randn_like(tensor) for name, tensor in own.state().items()})
    own.save(tmp_path / "lora")
    base, tuned = (StableDiffusion(checkpoints[kind], lora=lora, device="cpu") for lora in (None, tmp_path / "lora"))
    checked = own.deliver("a red boat", 7)
    assert far(checked, tuned.generate("a red boat", 1, 7)[0]) <= 1
    assert far(checked, base.generate("a red boat", 1, 7)[0]) > 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sdxl", *FLOWS])
def test_a_run_that_was_cut_short_ends_with_the_same_weights(checkpoints, settings, plain, tmp_path, monkeypatch, kind):
    """With the divergence from the base, killed in its second epoch."""
    config = {**settings, "model": checkpoints[kind], "kl": 0.01}
    Trainer(Config(**config, out=str(tmp_path / "whole"))).run()
    learn, calls = Trainer._learn, []

    def die(self, *args):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return learn(self, *args)

    monkeypatch.setattr(Trainer, "_learn", die)
    with pytest.raises(KeyboardInterrupt):
        Trainer(Config(**config, out=str(tmp_path / "cut"))).run()
    Trainer(Config(**config, out=str(tmp_path / "cut"))).run()
    whole, cut = (torch.load(tmp_path / name / "state.pt", weights_only=True)["lora"] for name in ("whole", "cut"))
    assert any(tensor.abs().max() > 0 for name, tensor in whole.items() if "lora_B" in name)
    assert all(torch.equal(tensor, whole[name]) for name, tensor in cut.items())
    assert sorted(path.name for path in (tmp_path / "whole" / "samples").iterdir()) == [
        "epoch-0000.png",
        "epoch-0002.png",
    ]


@pytest.fixture(autouse=True)
def own_precision():
    """accelerate keeps one for the whole process, also that of another file's test."""
    from accelerate.state import AcceleratorState

    AcceleratorState._reset_state(reset_partial_state=True)
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


@pytest.mark.slow
@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("kind", KINDS)
def test_weights_in_half_precision_learn_as_on_a_gpu(checkpoints, settings, tmp_path, monkeypatch, kind):
    """The checkpoint in bfloat16 and autocast, the LoRA in float32; with guidance and the divergence from the base."""
    monkeypatch.setattr(stable_diffusion, "_dtype", lambda *_: torch.bfloat16)
    config = Config(
        **{**settings, "epochs": 1, "held_out": 0},
        model=checkpoints[kind],
        out=str(tmp_path),
        precision="bf16",
        kl=0.01,
        guidance=2.0,
    )
    trainer = Trainer(config)
    assert {parameter.dtype for parameter in trainer.policy.parameters()} == {torch.float32}
    assert trainer.policy.pipe.vae.dtype == torch.bfloat16
    trainer.run()
    learned = trainer.policy.state()
    assert all(tensor.isfinite().all() for tensor in learned.values())
    assert any(tensor.abs().max() > 0 for name, tensor in learned.items() if "lora_B" in name)
