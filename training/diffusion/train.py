"""DDPO: a LoRA that makes Stable Diffusion draw pictures which survive the byte budget.

    python -m training.diffusion.train --model stable-diffusion:models/sd15 --csv train.csv --out runs/rl
    accelerate launch -m training.diffusion.train ...                        # several GPUs
    python model.py "a red boat" --lora runs/rl/lora                      # what comes out

Black et al. 2023 (training/ddpo.py).  Each epoch draws several pictures for each of some prompts, vectorizes them,
rewards what would be delivered (training/rewards.py), and makes the denoising steps that led to the better ones of a
prompt more likely.  All randomness follows from the seed and the epoch, so that a run which was killed ends as one that
was not: `--out` holds its state after every epoch.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tqdm import tqdm

from scoring import tables
from support import command_line
from support.files import csv_text, write_atomically
from training import options
from training.diffusion.ddpo import advantages, gaussian_kl, log_probability, ppo_loss
from training.diffusion.policy import Policy, Rollout
from training.rewards import Weights, rewards
from vectorizer.vectorize import check_max_bytes, vectorize

_BAR = {"disable": None, "leave": False}  # of tqdm

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Config:
    """Every hyperparameter; the defaults suit a small model on one machine, comments say what SD 1.5 takes."""

    model: str = ""  # a folder, Hugging Face repository or Kaggle model; "": what lies on this machine
    csv: str = "data/sample.csv"  # prompts: a table with id and description
    out: str = "runs/rl"  # state.pt, lora/, metrics.csv, samples/
    seed: int = 0
    epochs: int = 50
    prompts: int = 8  # of an epoch; with `samples` that is 64 pictures (DDPO on SD 1.5: 256)
    samples: int = 8  # of a prompt; the advantage is taken among them, fewer than 8 teach little
    batch: int = 8  # samples at once, both drawing and learning; memory goes with it, and nothing else
    updates: int = 2  # gradient steps an epoch, each on its share of every prompt's samples (DDPO: 2)
    steps: int = 20  # of DDIM (DDPO: 50)
    eta: float = 1.0  # how random a step is; 0 would leave nothing to learn from
    guidance: float = 0.0  # classifier-free guidance, while drawing and while learning; 0: as the checkpoint draws
    inner_epochs: int = 1  # passes over an epoch's samples
    lr: float = 3e-4  # of AdamW (tiny-sd: 5e-3)
    clip: float = 1e-4  # PPO's; small, because the log-probability is a mean over dimensions
    max_grad_norm: float = 1.0
    ema: float = 0.8  # of the LoRA, epoch by epoch: the mean, with less noise, is what is checked and comes out
    kl: float = 0.0  # weight of the divergence from the base model's steps; costs a second pass
    rank: int = 8  # of the LoRA (Flow-GRPO on SD 3.5: 32)
    alpha: int = 8  # its scale
    precision: str = "no"  # "fp16" or "bf16" on CUDA
    max_bytes: int = 10_000  # the budget of the SVG
    workers: int = 0  # processes that vectorize; 0: this one
    held_out: int = 4  # prompts, the table's last, that are delivered with fixed seeds and never learned from
    check_every: int = 5  # epochs between drawings of those
    patience: int = 3  # checks in which held-out fidelity may fall while the reward rises, before it stops
    weights: Weights = field(default_factory=Weights)  # of the reward's parts

    def __post_init__(self):
        counts = (
            *("epochs", "prompts", "batch", "updates", "inner_epochs"),
            *("rank", "alpha", "check_every", "patience"),
        )
        for name in counts:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")
        if self.samples < 2:
            raise ValueError(f"samples must be at least 2, not {self.samples}: an advantage is taken among them")
        if self.steps < 2:
            raise ValueError(f"steps must be at least 2, not {self.steps}: the last is not learned from")
        if self.pictures % (self.updates * self.batch):
            given = f"{self.updates} x {self.batch}"
            raise ValueError(f"updates x batch must divide the {self.pictures} pictures of an epoch, not {given}")
        check_max_bytes(self.max_bytes)
        if not 0 <= self.ema < 1:
            raise ValueError(f"ema must be at least 0 and less than 1, not {self.ema}")
        if not 0 < self.eta <= 1:
            raise ValueError(f"eta must be more than 0 and at most 1, not {self.eta}")

    @property
    def pictures(self) -> int:
        """Of an epoch."""
        return self.prompts * self.samples

    def derived(self) -> str:
        """The counts that follow from it."""
        updates = self.updates * self.inner_epochs
        return (
            f"an epoch: {self.pictures} pictures ({self.prompts} prompts x {self.samples}) and {updates} gradient "
            f"steps; in all: {self.epochs * self.pictures:,} pictures and {self.epochs * updates:,} gradient steps"
        )


# -------------------------------------------------------------------------------------------------------- learning


class Trainer:
    """One run: epochs of drawing, rewarding and learning, with its state in a folder.

    Raises:
        ValueError: the folder holds a run with another config, or the table has too few descriptions.
    """

    def __init__(self, config: Config):
        from accelerate import Accelerator

        descriptions = list(tables.descriptions(tables.read_table(Path(config.csv))).values())
        if len(descriptions) <= config.held_out:
            raise ValueError(f"{config.csv}: {len(descriptions)} descriptions, of which {config.held_out} are held out")
        split = len(descriptions) - config.held_out
        self.learned, self.held_out = descriptions[:split], descriptions[split:]
        self.config, self.out = config, Path(config.out)
        self.accelerator = Accelerator(mixed_precision=config.precision)
        self.policy = Policy(config, self.accelerator.device)
        self.optimizer = torch.optim.AdamW(self.policy.parameters(), lr=config.lr, weight_decay=1e-4)
        self.policy.unet, self.optimizer = self.accelerator.prepare(self.policy.unet, self.optimizer)
        self.epoch, self.history, self.mean = 0, [], self.policy.state()
        self.tracer = None
        if config.workers:
            from vectorizer.pool import Tracer

            self.tracer = Tracer(config.workers)
        self.selector = None
        if config.weights.score:
            from scoring.selection import Selector

            self.selector = Selector(device=str(self.accelerator.device))
        self._resume()

    def run(self) -> None:
        """Train until `epochs` are done or the reward is being hacked; then the LoRA lies in out/lora."""
        if not self.history:
            self._check()
        while self.epoch < self.config.epochs and not self._hacked():
            metrics = self._epoch()
            self.epoch += 1
            self._average()
            if self.epoch % self.config.check_every == 0 or self.epoch == self.config.epochs:
                metrics |= self._check()
            self._save(metrics)
        if self.accelerator.is_main_process:
            self.policy.load(self.mean)
            self.policy.save(self.out / "lora")
        if self.tracer:
            self.tracer.close()

    def _epoch(self) -> dict[str, float]:
        rollouts, values, parts = self._collect()
        gain = advantages(values.view(self.config.samples, -1).T).T.reshape(-1)
        gains = gain.split(self.config.batch)
        share = len(rollouts) // self.config.updates
        losses = []
        steps = sum(len(rollout.log_probs) for rollout in rollouts) * self.config.inner_epochs
        with tqdm(total=steps, **_BAR) as bar:
            for _ in range(self.config.inner_epochs):
                for i in range(0, len(rollouts), share):
                    losses += self._learn(rollouts[i : i + share], gains[i : i + share], bar)
        means = {name: float(np.mean([loss[name] for loss in losses])) for name in losses[0]}
        return {"epoch": self.epoch, **self._mean_of_all({"reward": float(values.mean()), **parts, **means})}

    def _collect(self) -> tuple[list[Rollout], torch.Tensor, dict[str, float]]:
        """Draw this process's share of the epoch: the rollouts, their rewards (N,) and the parts' means.

        One sample of every prompt, then another of each, so that each gradient step learns from all prompts.
        """
        config, process = self.config, self.accelerator.process_index
        rng = np.random.default_rng((config.seed, self.epoch, process))
        chosen = rng.choice(self.learned, config.prompts, replace=len(self.learned) < config.prompts)
        texts = [str(text) for _ in range(config.samples) for text in chosen]
        seeds = [int(seed) for seed in rng.integers(0, 2**62, len(texts))]
        rollouts = self._rollouts(texts, seeds)
        pictures = [picture for rollout in rollouts for picture in rollout.pictures]
        values, parts = rewards(self._svgs(pictures), pictures, texts, config.weights, self.selector)
        means = {name: float(part.mean()) for name, part in parts.items()}
        return rollouts, torch.tensor(values, dtype=torch.float32, device=self.policy.device), means

    def _rollouts(self, texts: list[str], seeds: list[int]) -> list[Rollout]:
        size = self.config.batch
        starts = tqdm(range(0, len(texts), size), f"epoch {self.epoch + 1}", **_BAR)
        return [self.policy.draw(texts[i : i + size], seeds[i : i + size]) for i in starts]

    def _svgs(self, pictures: list[Image.Image | None]) -> list[str | None]:
        traced = iter(self._traced([picture for picture in pictures if picture]))
        return [picture and next(traced) for picture in pictures]

    def _traced(self, pictures: list[Image.Image]) -> list[str | None]:
        arguments = {"seed": self.config.seed, "time_limit_s": None}  # no limit: the reward is the same on any machine
        if self.tracer:
            tickets = [self.tracer.submit(picture, self.config.max_bytes, **arguments) for picture in pictures]
            return [_or_none(lambda ticket=ticket: self.tracer.result(ticket)[0]) for ticket in tickets]
        return [_or_none(lambda p=picture: vectorize(p, self.config.max_bytes, **arguments)) for picture in pictures]

    def _learn(self, rollouts: list[Rollout], gains: list[torch.Tensor], bar: tqdm) -> list[dict[str, float]]:
        """One gradient step, on the mean loss of all random denoising steps of these batches."""
        losses = []
        for rollout, gain in zip(rollouts, gains, strict=True):
            for step in range(len(rollout.log_probs)):
                loss, metrics = self._loss(rollout, step, gain)
                self.accelerator.backward(loss / (len(rollout.log_probs) * len(rollouts)))
                losses.append({"loss": float(loss.detach()), **metrics})
                bar.update()
        self.accelerator.clip_grad_norm_(self.policy.parameters(), self.config.max_grad_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return losses

    def _loss(self, rollout: Rollout, step: int, gain: torch.Tensor) -> tuple[torch.Tensor, dict[str, float]]:
        """PPO's loss of one denoising step of a batch, with the divergence where that has a weight."""
        before, after = rollout.latents[step], rollout.latents[step + 1]
        with self.accelerator.autocast():
            mean, sigma = self.policy.step(rollout.words, before, step)
        log_prob = log_probability(after, mean, sigma)
        loss, metrics = ppo_loss(log_prob, rollout.log_probs[step], gain, self.config.clip)
        if self.config.kl:
            loss = loss + self.config.kl * gaussian_kl(mean, self._base_mean(rollout.words, before, step), sigma)
        return loss, metrics

    def _average(self) -> None:
        now, ema = self.policy.state(), self.config.ema
        self.mean = {name: ema * tensor + (1 - ema) * now[name] for name, tensor in self.mean.items()}

    @torch.no_grad()
    def _base_mean(self, words: torch.Tensor, latents: torch.Tensor, step: int) -> torch.Tensor:
        self.policy.pipe.unet.disable_adapters()
        mean, _ = self.policy.step(words, latents, step)
        self.policy.pipe.unet.enable_adapters()
        return mean

    def _mean_of_all(self, metrics: dict[str, float]) -> dict[str, float]:
        """The means over all processes, so that all of them decide alike."""
        means = self.accelerator.reduce(torch.tensor(list(metrics.values()), device=self.policy.device), "mean")
        return dict(zip(metrics, means.tolist(), strict=True))

    # ------------------------------------------------------------------------------ held-out prompts, state, files

    def _check(self) -> dict[str, float]:
        """Deliver the held-out prompts with the same seeds as ever and the mean LoRA, and write the sheet."""
        if not self.held_out:
            return {}
        now = self.policy.state()
        self.policy.load(self.mean)
        texts = [text for text in self.held_out for _ in range(2)]
        pictures = [self.policy.deliver(text, seed) for seed, text in enumerate(tqdm(texts, "held out", **_BAR))]
        self.policy.load(now)
        svgs = self._svgs(pictures)
        values, parts = rewards(svgs, pictures, texts, self.config.weights, self.selector)
        kept = parts.get("fidelity")
        if kept is None:  # it earns nothing, and is watched all the same
            kept, _ = rewards(svgs, pictures, texts, Weights(fidelity=1, colors=0))
        metrics = {"held_out_reward": float(values.mean()), "held_out_fidelity": float(kept.mean())}
        metrics = self._mean_of_all(metrics)
        self.history.append(list(metrics.values()))
        if self.accelerator.is_main_process:
            write_atomically(self.out / "samples" / f"epoch-{self.epoch:04}.png", _sheet(pictures))
        return metrics

    def _hacked(self) -> bool:
        """Whether the held-out reward rose while the fidelity fell, in each of the last `patience` checks."""
        recent = self.history[-self.config.patience - 1 :]
        falls = [b[0] > a[0] and b[1] < a[1] for a, b in zip(recent, recent[1:], strict=False)]
        if len(falls) == self.config.patience and all(falls):
            log.warning("stopped after epoch %d: the reward rises while held-out fidelity falls", self.epoch)
            return True
        return False

    def _save(self, metrics: dict[str, float]) -> None:
        if not self.accelerator.is_main_process:
            return
        state = {
            "config": _plain(self.config),
            "epoch": self.epoch,
            "history": self.history,
            "lora": self.policy.state(),
            "mean": self.mean,
            "optimizer": self.optimizer.state_dict(),
            "scaler": self.accelerator.scaler.state_dict() if self.accelerator.scaler else {},  # of float16
        }
        _add_row(self.out / "metrics.csv", metrics)  # before the state: an epoch that is run again replaces its row
        buffer = io.BytesIO()
        torch.save(state, buffer)
        write_atomically(self.out / "state.pt", buffer.getvalue())
        _to_tensorboard(self.out / "tensorboard", metrics)

    def _resume(self) -> None:
        path = self.out / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location="cpu", weights_only=True)
        now = _plain(self.config)
        changed = [name for name in now if state["config"].get(name) != now[name]]
        if changed:
            was = {name: state["config"].get(name) for name in changed}
            raise ValueError(f"{path} was trained with other settings: {was}; choose another --out")
        self.policy.load(state["lora"])
        self.optimizer.load_state_dict(state["optimizer"])
        if self.accelerator.scaler:
            self.accelerator.scaler.load_state_dict(state["scaler"])
        self.epoch, self.history, self.mean = state["epoch"], state["history"], state["mean"]


def _or_none(make):
    try:
        return make()
    except Exception as error:  # the reward counts it as failed
        log.warning("not vectorized after %s: %s", type(error).__name__, error)
        return None


def _plain(config: Config) -> dict:
    """All that the weights depend on."""
    free = ("out", "epochs", "workers")
    return {name: value for name, value in dataclasses.asdict(config).items() if name not in free}


def _sheet(pictures: list[Image.Image | None]) -> bytes:
    """A PNG of all pictures, two rows; black where there is none."""
    side = max((picture.width for picture in pictures if picture), default=1)
    sheet = Image.new("RGB", (side * -(-len(pictures) // 2), side * 2))
    for i, picture in enumerate(pictures):
        if picture:
            sheet.paste(picture, (i // 2 * side, i % 2 * side))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def _add_row(path: Path, metrics: dict[str, float]) -> None:
    """Add an epoch to the CSV; one that stands there already, from before a kill, is replaced."""
    rows = []
    if path.exists():
        with open(path, newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if int(row["epoch"]) < metrics["epoch"]]
    rows.append({name: f"{value:.6g}" for name, value in metrics.items()})
    names = list(dict.fromkeys(name for row in rows for name in row))
    write_atomically(path, csv_text(names, rows))


def _to_tensorboard(folder: Path, metrics: dict[str, float]) -> None:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:  # metrics.csv has the same
        return
    with SummaryWriter(str(folder)) as writer:
        for name, value in metrics.items():
            writer.add_scalar(name, value, metrics["epoch"])


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    config = options.read(Config, parser, arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    print(config.derived())
    try:
        trainer = Trainer(config)
        trainer.run()
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(f"{config.out}/lora  (after epoch {trainer.epoch})")
    return 0


def _parser() -> argparse.ArgumentParser:
    return options.parser(Config, prog="python -m training.diffusion.train", description="DDPO on a LoRA.")


if __name__ == "__main__":
    command_line.exit_with(main)
