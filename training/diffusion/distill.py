"""A LoRA that draws what its own tracings look like: the byte budget is learned from, not from a reward.

    python -m training.diffusion.distill --model stable-diffusion:models/sd15 --csv train.csv --out runs/distilled
    python -m training.diffusion.train --start runs/distilled/lora ...                     # and on from there

What the budget leaves of a picture needs no trial: it is the picture's tracing, which has its things and its colours.
So a generation draws pictures, traces them, and learns to come from the same noise and words to what the tracings
look like; the next generation begins with what has been learned.  A tracing counts as far as it still shows what the
words ask for, so that what one generation loses is not what the next one learns.  The gradient goes back through the
autoencoder and the last denoising steps, as in DRaFT (Clark et al. 2023, https://arxiv.org/abs/2309.17400), but towards
pictures that stand still, each pixel of which is known.  `--out` holds the state after every epoch.
"""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm
from transformers.hf_argparser import HfArg

from scoring.constraints import MAX_BYTES
from scoring.render import SIDE, render
from support import settings
from support.files import csv_text, write_atomically
from training import options
from training.base_model import source_of
from training.diffusion.config import split_prompts
from training.diffusion.families import policy_for
from training.options import check_counts
from training.recognition import asked_thing
from training.rewards import Weights, judges_for, rewards
from training.sheet import png, sheet
from vectorizer.vectorize import check_max_bytes, vectorize

_BAR = {"disable": None, "leave": False}  # of tqdm
_WARM = 10  # gradient steps in which the rate rises
_LAST_RATE = 0.1  # of the rate, at the end of a generation
_MEAN = 0.95  # decay of the LoRA's mean over the gradient steps, which is what comes out
_C1, _C2 = (0.01 * 2) ** 2, (0.03 * 2) ** 2  # SSIM's constants for pictures from -1 to 1
_SQUARED = 5.0  # weight of the squared error beside 1 - SSIM: colours that SSIM hardly sees


@dataclass(frozen=True)
class Config:
    """The settings.  Raises ValueError for one that is out of its range."""

    model: str = HfArg(default="stable-diffusion", help="the base: as --generator of model.py, or its source alone")
    csv: str = HfArg(default="data/sample.csv", help="prompts: a table with id and description")
    out: str = HfArg(default="runs/distilled", help="folder of state.pt, lora/, metrics.csv, samples/")
    start: str = HfArg(default="", help="a LoRA to begin with: the folder of an earlier run's; none: the base as it is")
    seed: int = HfArg(default=0, help="of the noise, the order and the LoRA's first weights")
    generations: int = HfArg(default=3, help="times that pictures are drawn, traced and learned from")
    pictures: int = HfArg(default=480, help="of a generation")
    epochs: int = HfArg(default=6, help="passes over a generation's pictures")
    batch: int = HfArg(default=16, help="pictures of a gradient step")
    steps: int = HfArg(default=20, help="denoising steps, as in use")
    learned: int = HfArg(default=4, help="the last ones of them, that the gradient goes through")
    guidance: float = HfArg(default=0.0, help="classifier-free guidance scale; 0: as the checkpoint draws")
    lr: float = HfArg(default=2e-3, help="learning rate of AdamW at its highest, in each generation")
    rank: int = HfArg(default=8, help="of the LoRA")
    alpha: int = HfArg(default=8, help="of the LoRA: its scale is alpha / rank")
    precision: str = HfArg(default="no", help="fp16 or bf16 on CUDA; no: float32")
    max_bytes: int = HfArg(default=MAX_BYTES, help="budget of a tracing")
    draft: bool = HfArg(default=False, help="quick tracings")
    held_out: int = HfArg(default=4, help="prompts, the last of the table, that are drawn on the sheets alone")

    def __post_init__(self):
        counts = "generations pictures epochs batch steps learned rank alpha held_out"
        check_counts(self, *counts.split())
        if self.learned > self.steps:
            raise ValueError(f"learned must be at most the {self.steps} steps, not {self.learned}")
        if self.batch > self.pictures:
            raise ValueError(f"batch must be at most the {self.pictures} pictures, not {self.batch}")
        check_max_bytes(self.max_bytes)

    @property
    def eta(self) -> float:
        """No chance in the steps."""
        return 0.0

    @property
    def updates(self) -> int:
        """Gradient steps of an epoch."""
        return self.pictures // self.batch

    def derived(self) -> str:
        """The counts that follow from the settings, in a sentence."""
        updates = self.generations * self.epochs * self.updates
        return f"{self.generations} x {self.pictures} pictures, drawn and traced; {updates} gradient steps"


class Distiller:
    """One run, with its state in a folder.

    Raises:
        ValueError: the folder holds a run with another config, the table has too few descriptions, or the checkpoint
            is of no family that can be trained.
    """

    def __init__(self, config: Config):
        from accelerate import Accelerator

        self.texts, self.held_out = split_prompts(config.csv, config.held_out)
        self.config, self.out = config, Path(config.out)
        self.accelerator = Accelerator(mixed_precision=config.precision)
        self.policy = policy_for(config, self.accelerator.device)
        if config.start:
            self.policy.begin_with(Path(config.start))
        self.policy.network = self.accelerator.prepare(self.policy.network)
        self.done = 0  # epochs of all generations
        self.tracings: list[tuple[str, float]] = []  # of this generation: SVG, and how much it shows of what was asked
        self.judges = judges_for(_shown(self.texts), self.texts, str(self.accelerator.device), config.seed)
        self.mean, self.rows = self.policy.state(), []
        self._begin_generation()
        self._resume()

    def run(self) -> None:
        """Do what is left; then the LoRA lies in out/lora."""
        config = self.config
        while self.done < config.generations * config.epochs:
            if not self.tracings:
                self.tracings = self._traced()
            self._epoch()
            self.done += 1
            if self.done % config.epochs == 0:
                self._sheet()
                self.tracings = []
                self._begin_generation()
            self._save()
        self.policy.load(self.mean)
        self.policy.save(self.out / "lora")

    def _begin_generation(self) -> None:
        """Begin with the mean of the weights and a new optimizer."""
        self.policy.load(self.mean)
        optimizer = torch.optim.AdamW(self.policy.parameters(), lr=self.config.lr, weight_decay=1e-4)
        self.optimizer = self.accelerator.prepare(optimizer)

    # ------------------------------------------------------------------------------------------------ what is learned

    def _asked(self, i: int) -> tuple[str, int]:
        """The description and the seed of picture i of this generation."""
        generation = self.done // self.config.epochs
        rng = np.random.default_rng((self.config.seed, generation, i))
        turn = generation * self.config.pictures + i  # all descriptions in turn
        return self.texts[turn % len(self.texts)], int(rng.integers(0, 2**62))

    def _traced(self) -> list[tuple[str, float]]:
        """Draw the pictures of a generation, trace them, and see what is left of what was asked."""
        svgs, texts = [], []
        batches = np.array_split(np.arange(self.config.pictures), self.config.updates)
        for batch in tqdm(batches, f"drawing and tracing, generation {self.done // self.config.epochs + 1}", **_BAR):
            texts += [self._asked(i)[0] for i in batch.tolist()]
            for picture in self.policy.as_images(self._drawn(batch.tolist(), learned=0)):
                # No time limit: the same on any machine.
                svg = vectorize(
                    picture, self.config.max_bytes, seed=self.config.seed, time_limit_s=None, draft=self.config.draft
                )
                svgs.append(svg)
        _, parts = rewards(svgs, svgs, texts, _shown(self.texts), self.judges)
        left = parts["colors"] * parts.get("named", 1.0)
        return list(zip(svgs, left.tolist(), strict=True))

    def _drawn(self, chosen: list[int], learned: int) -> torch.Tensor:
        texts, seeds = zip(*map(self._asked, chosen), strict=True)
        return self.policy.sample(list(texts), list(seeds), learned)

    def _epoch(self) -> None:
        config, losses = self.config, []
        order = np.random.default_rng((config.seed, self.done)).permutation(config.pictures)
        bar = tqdm(range(config.updates), f"epoch {self.done + 1}", **_BAR)
        for update in bar:
            chosen = order[update * config.batch : (update + 1) * config.batch].tolist()
            for group in self.optimizer.param_groups:
                group["lr"] = config.lr * self._rate(self.done % config.epochs * config.updates + update)
            unlike, squared = self._losses(chosen)
            self.accelerator.backward(unlike + _SQUARED * squared)
            self.accelerator.clip_grad_norm_(self.policy.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            now = self.policy.state()
            self.mean = {name: _MEAN * tensor + (1 - _MEAN) * now[name] for name, tensor in self.mean.items()}
            losses.append((unlike.item(), squared.item()))
        unlike, squared = np.mean(losses, axis=0)
        self.rows.append({"epoch": self.done + 1, "unlike": float(unlike), "squared": float(squared)})

    def _rate(self, step: int) -> float:
        """Of the highest rate, in a generation's gradient step: up in a few, then down along a line."""
        steps = self.config.epochs * self.config.updates
        return min(1.0, (step + 1) / _WARM) * (1 - (1 - _LAST_RATE) * step / steps)

    def _losses(self, chosen: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """1 - SSIM, and the squared error, of these pictures as they are drawn now and of their tracings."""
        drawn = self._drawn(chosen, self.config.learned)
        svgs, left = zip(*(self.tracings[i] for i in chosen), strict=True)
        tracings = np.stack([np.array(render(svg, drawn.shape[-1])) for svg in svgs])
        wanted = torch.from_numpy(tracings).to(drawn).permute(0, 3, 1, 2) / 127.5 - 1
        left = torch.tensor(left).to(drawn)
        squared = (drawn - wanted).square().mean(dim=(1, 2, 3))
        return (left * (1 - ssim(drawn, wanted))).mean(), (left * squared).mean()

    # ---------------------------------------------------------------------------------------------------------- files

    def _sheet(self) -> None:
        """Draw the held-out prompts with the mean of the weights, always from the same noise."""
        self.policy.load(self.mean)
        with torch.no_grad():
            pictures = self.policy.sample(self.held_out, list(range(len(self.held_out))))
        picture = png(sheet(self.policy.as_images(pictures), columns=min(8, len(self.held_out))))
        write_atomically(self.out / "samples" / f"epoch-{self.done:04}.png", picture)

    def _save(self) -> None:
        write_atomically(self.out / "metrics.csv", csv_text(list(self.rows[0]), self.rows))
        state = {
            "config": _plain(self.config),
            "done": self.done,
            "tracings": self.tracings,
            "rows": self.rows,
            "lora": self.policy.state(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "scaler": self.accelerator.scaler.state_dict() if self.accelerator.scaler else {},  # of float16
        }
        buffer = io.BytesIO()
        torch.save(state, buffer)
        write_atomically(self.out / "state.pt", buffer.getvalue())

    def _resume(self) -> None:
        path = self.out / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location="cpu", weights_only=True)
        settings.compare(path, state["config"], _plain(self.config))
        self.policy.load(state["lora"])
        self.optimizer.load_state_dict(state["optimizer"])
        if self.accelerator.scaler:
            self.accelerator.scaler.load_state_dict(state["scaler"])
        self.done, self.tracings, self.mean, self.rows = (state[name] for name in ("done", "tracings", "mean", "rows"))


def ssim(drawn: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """The structural similarity (Wang et al. 2004) of pictures (B, 3, H, W) from -1 to 1, (B,).

    Its uniform window is the judge's, 7 of 384 pixels, and 3 pixels a side at least.

    >>> black, grey = torch.full((1, 3, 8, 8), -1.0), torch.zeros(1, 3, 8, 8)
    >>> float(ssim(black, black)), bool(ssim(black, grey) < 0.01)
    (1.0, True)
    """

    window = max(3, round(7 * drawn.shape[-1] / SIDE))

    def mean(x: torch.Tensor) -> torch.Tensor:
        return F.avg_pool2d(x, window, 1)

    a, b = drawn + 1, wanted + 1  # black is 0
    mean_a, mean_b = mean(a), mean(b)
    spread = mean(a * a) - mean_a**2 + mean(b * b) - mean_b**2
    common = mean(a * b) - mean_a * mean_b
    bright = (2 * mean_a * mean_b + _C1) / (mean_a**2 + mean_b**2 + _C1)
    return (bright * (2 * common + _C2) / (spread + _C2)).mean(dim=(1, 2, 3))


def _shown(descriptions: list[str]) -> Weights:
    """What tells how much is left of what was asked: the colours, and the thing where there are several to tell."""
    several = len(set(map(asked_thing, descriptions)) - {None}) > 1
    return Weights(fidelity=0.0, colors=1.0, named=float(several))


def _plain(config: Config) -> dict:
    """All that the weights depend on."""
    kept = {name: value for name, value in dataclasses.asdict(config).items() if name not in ("out", "generations")}
    return kept | {"model": source_of(config.model, "stable-diffusion") or ""}


def distill(config: Config) -> str:
    """Do what is left of a run; return where the LoRA lies.  Raises as `Distiller` does."""
    Distiller(config).run()
    return f"{config.out}/lora"


def main(arguments: list[str] | None = None) -> int:
    return options.run(Config, distill, _parser(), arguments)


def _parser():
    about = "Teach a diffusion or flow-matching model, by a LoRA, to draw what its own tracings look like."
    return options.parser(Config, prog="python -m training.diffusion.distill", description=about)


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.diffusion.distill")
