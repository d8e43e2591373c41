"""A LoRA that makes a diffusion or flow-matching model draw pictures which survive the byte budget: DDPO, Flow-GRPO.

    python -m training.diffusion.train --model stable-diffusion:models/sd15 --csv train.csv --out runs/rl
    accelerate launch -m training.diffusion.train ...                        # several GPUs
    python model.py "a red boat" --lora runs/rl/lora                      # what comes out

Black et al. 2023 (ddpo.py), and for rectified flows Liu et al. 2025 (flow.py).  Each epoch draws several pictures for
each of some prompts, vectorizes them, rewards what would be delivered (training/rewards.py), and makes the denoising
steps that led to the better ones of a prompt more likely.  It may take fewer steps than drawing in use does.  `--out`
holds the state after every epoch, and all randomness follows from the seed and the epoch: a run that was killed goes
on, and ends with the same weights as one that was not.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import logging
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
import torch
from PIL import Image
from tqdm import tqdm

from support import settings
from support.files import csv_text, write_atomically
from training import options
from training.base_model import source_of
from training.diffusion.config import Config, split_prompts
from training.diffusion.ddpo import advantages, gaussian_kl, log_probability, ppo_loss
from training.diffusion.families import policy_for
from training.diffusion.policy import Rollout
from training.rewards import Weights, judges_for, rewards
from training.sheet import png, sheet
from vectorizer.vectorize import vectorize

_BAR = {"disable": None, "leave": False}  # of tqdm

log = logging.getLogger(__name__)


# -------------------------------------------------------------------------------------------------------- learning


class Trainer:
    """One run: epochs of drawing, rewarding and learning, with its state in a folder.

    Raises:
        ValueError: the folder holds a run with another config, the table has too few descriptions, or the checkpoint
            is of no family that can be trained.
    """

    def __init__(self, config: Config):
        from accelerate import Accelerator

        self.learned, self.held_out = split_prompts(config.csv, config.held_out)
        self.config, self.out = config, Path(config.out)
        self.accelerator = Accelerator(mixed_precision=config.precision)
        self.policy = policy_for(config, self.accelerator.device)
        if config.start:
            self.policy.begin_with(Path(config.start))
        self.optimizer = torch.optim.AdamW(self.policy.parameters(), lr=config.lr, weight_decay=1e-4)
        self.policy.network, self.optimizer = self.accelerator.prepare(self.policy.network, self.optimizer)
        self.epoch, self.history, self.mean = 0, [], self.policy.state()
        self.tracer = None
        if config.workers:
            from vectorizer.pool import Tracer

            self.tracer = Tracer(config.workers)
        texts = self.learned + self.held_out
        self.judges = judges_for(config.weights, texts, str(self.accelerator.device), config.seed)
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
        self._set_rate()
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

    def _set_rate(self) -> None:
        if self.config.half_life:
            for group in self.optimizer.param_groups:
                group["lr"] = self.config.lr * 0.5 ** (self.epoch / self.config.half_life)

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
        values, parts = rewards(self._svgs(pictures, self.config.draft), pictures, texts, config.weights, self.judges)
        means = {name: float(part.mean()) for name, part in parts.items()}
        return rollouts, torch.tensor(values, dtype=torch.float32, device=self.policy.device), means

    def _rollouts(self, texts: list[str], seeds: list[int]) -> list[Rollout]:
        config = self.config
        starts = seeds[: config.prompts] * config.samples if config.shared_noise else seeds
        parts = [slice(i, i + config.batch) for i in range(0, len(texts), config.batch)]
        bar = tqdm(parts, f"epoch {self.epoch + 1}", **_BAR)
        return [self.policy.draw(texts[part], seeds[part], starts[part]) for part in bar]

    def _svgs(self, pictures: list[Image.Image | None], draft: bool = False) -> list[str | None]:
        traced = iter(self._traced([picture for picture in pictures if picture], draft))
        return [picture and next(traced) for picture in pictures]

    def _traced(self, pictures: list[Image.Image], draft: bool) -> list[str | None]:
        # No time limit: the reward is the same on any machine.
        arguments = {"seed": self.config.seed, "time_limit_s": None, "draft": draft}
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
    def _base_mean(self, words: dict[str, torch.Tensor], latents: torch.Tensor, step: int) -> torch.Tensor:
        self.policy.inner.disable_adapters()
        mean, _ = self.policy.step(words, latents, step)
        self.policy.inner.enable_adapters()
        return mean

    def _mean_of_all(self, metrics: dict[str, float]) -> dict[str, float]:
        """Average over all processes, so that all of them decide alike."""
        means = self.accelerator.reduce(torch.tensor(list(metrics.values()), device=self.policy.device), "mean")
        return dict(zip(metrics, means.tolist(), strict=True))

    # ------------------------------------------------------------------------------ held-out prompts, state, files

    def _check(self) -> dict[str, float]:
        """Draw the held-out prompts with the mean LoRA, always from the same seeds, and write the sheet."""
        if not self.held_out:
            return {}
        now = self.policy.state()
        self.policy.load(self.mean)
        texts = [text for text in self.held_out for _ in range(2)]
        pictures = [self.policy.deliver(text, seed) for seed, text in enumerate(tqdm(texts, "held out", **_BAR))]
        self.policy.load(now)
        svgs = self._svgs(pictures)
        values, parts = rewards(svgs, pictures, texts, self.config.weights, self.judges)
        kept = parts.get("fidelity")
        if kept is None:  # it earns nothing, and is watched all the same
            kept, _ = rewards(svgs, pictures, texts, Weights(fidelity=1, colors=0))
        metrics = {"held_out_reward": float(values.mean()), "held_out_fidelity": float(kept.mean())}
        metrics = self._mean_of_all(metrics)
        self.history.append(list(metrics.values()))
        if self.accelerator.is_main_process:
            in_rows = [*pictures[::2], *pictures[1::2]]  # the two of a prompt below each other
            samples = png(sheet(in_rows, columns=len(texts) // 2))
            write_atomically(self.out / "samples" / f"epoch-{self.epoch:04}.png", samples)
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
        settings.compare(path, state["config"], _plain(self.config))
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
    kept = {name: value for name, value in dataclasses.asdict(config).items() if name not in free}
    return kept | {"model": source_of(config.model, "stable-diffusion") or ""}


def _add_row(path: Path, metrics: dict[str, float]) -> None:
    """Add an epoch to the CSV; rows of this epoch and later ones, from before a kill, are removed."""
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


def train(config: Config) -> str:
    """Train what is left of a run; return where the LoRA lies.  Raises as `Trainer` does."""
    trainer = Trainer(config)
    trainer.run()
    return f"{config.out}/lora  (after epoch {trainer.epoch})"


def main(arguments: list[str] | None = None) -> int:
    return options.run(Config, train, _parser(), arguments)


def _parser():
    about = "Teach Stable Diffusion or Flux, by DDPO or Flow-GRPO on a LoRA, what survives vectorization."
    return options.parser(Config, prog="python -m training.diffusion.train", description=about)


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.diffusion.train")
