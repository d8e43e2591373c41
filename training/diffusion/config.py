"""Every setting of the training of a diffusion model, each with its help on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from transformers.hf_argparser import HfArg

from scoring import tables
from scoring.constraints import MAX_BYTES
from training.options import check_counts
from training.rewards import Weights
from vectorizer.vectorize import check_max_bytes


@dataclass(frozen=True)
class Config:
    """The defaults suit a small model on one machine; what published runs took stands in brackets.

    DDPO: on Stable Diffusion 1.5; Flow-GRPO: on Stable Diffusion 3.5 medium.

    Raises:
        ValueError: a setting is out of its range, or does not go with another.
    """

    model: str = HfArg(default="stable-diffusion", help="the base: as --generator of model.py, or its source alone")
    csv: str = HfArg(default="data/sample.csv", help="prompts: a table with id and description")
    start: str = HfArg(default="", help="a LoRA to begin with: the folder of an earlier run's; none: the base as it is")
    out: str = HfArg(default="runs/rl", help="folder of state.pt, lora/, metrics.csv, samples/")
    seed: int = HfArg(default=0, help="of prompts, noise and the LoRA's first weights")
    epochs: int = HfArg(default=50, help="rounds of drawing, rewarding and learning; a run goes on when it gets more")
    prompts: int = HfArg(default=8, help="of an epoch; times --samples that is 64 pictures [DDPO: 256]")
    samples: int = HfArg(default=8, help="pictures of a prompt, compared with each other; fewer than 8 teach little")
    batch: int = HfArg(default=8, help="samples drawn or learned from at once; only the memory depends on it")
    updates: int = HfArg(default=2, help="gradient steps an epoch, each on a share of every prompt's samples [DDPO: 2]")
    steps: int = HfArg(default=20, help="denoising steps; fewer than in use will do [DDPO: 50, Flow-GRPO: 10 of 40]")
    shared_noise: bool = HfArg(default=True, help="samples of a prompt begin alike, and differ by their steps alone")
    draft: bool = HfArg(default=False, help="rewards of quick tracings; checks are of what is delivered all the same")
    eta: float = HfArg(default=1.0, help="how random a step is, above 0 to 1 [both: 1]; else nothing is learned")
    guidance: float = HfArg(default=0.0, help="classifier-free guidance scale; 0: as the checkpoint draws")
    inner_epochs: int = HfArg(default=1, help="passes over an epoch's samples")
    lr: float = HfArg(default=3e-4, help="learning rate of AdamW [tiny-sd: 5e-3, as a flow 3e-3]")
    half_life: int = HfArg(default=0, help="epochs after which the rate has fallen to half, and so on; 0: it stays")
    clip: float = HfArg(default=1e-4, help="of PPO; small, because the log-probability is a mean over dimensions")
    max_grad_norm: float = HfArg(default=1.0, help="largest norm of a gradient")
    ema: float = HfArg(default=0.8, help="decay of the LoRA's mean over the epochs, which is what comes out, 0 to 1")
    kl: float = HfArg(default=0.0, help="weight of the divergence from the base; one more pass [on SD 3.5: 4e-4]")
    rank: int = HfArg(default=8, help="of the LoRA [Flow-GRPO on SD 3.5: 32]")
    alpha: int = HfArg(default=8, help="of the LoRA: its scale is alpha / rank")
    precision: str = HfArg(default="no", help="fp16 or bf16 on CUDA; no: float32")
    max_bytes: int = HfArg(default=MAX_BYTES, help="budget of an SVG")
    workers: int = HfArg(default=0, help="processes that vectorize; 0: this one")
    held_out: int = HfArg(default=4, help="prompts, the last of the table, that are drawn as checks and never learned")
    check_every: int = HfArg(default=5, help="epochs between drawings of the held-out prompts")
    patience: int = HfArg(default=3, help="checks in a row with a higher reward and a lower fidelity, then it stops")
    weights: Weights = field(default_factory=Weights)  # of the reward's parts

    def __post_init__(self):
        counts = "epochs prompts batch updates inner_epochs rank alpha check_every patience"
        check_counts(self, *counts.split())
        if self.samples < 2:
            raise ValueError(f"samples must be at least 2, not {self.samples}: an advantage is taken among them")
        if self.steps < 2:
            raise ValueError(f"steps must be at least 2, not {self.steps}: the last is not learned from")
        if self.pictures % (self.updates * self.batch):
            given = f"{self.updates} x {self.batch}"
            raise ValueError(f"updates x batch must divide the {self.pictures} pictures of an epoch, not {given}")
        if self.half_life < 0:
            raise ValueError(f"half_life must be at least 0, not {self.half_life}")
        check_max_bytes(self.max_bytes)
        if not 0 <= self.ema < 1:
            raise ValueError(f"ema must be at least 0 and less than 1, not {self.ema}")
        if not 0 < self.eta <= 1:
            raise ValueError(f"eta must be more than 0 and at most 1, not {self.eta}")

    @property
    def pictures(self) -> int:
        """How many are drawn and learned from in an epoch."""
        return self.prompts * self.samples

    def derived(self) -> str:
        """The counts that follow from the settings, in a sentence."""
        updates = self.updates * self.inner_epochs
        return (
            f"an epoch: {self.pictures} pictures ({self.prompts} prompts x {self.samples}) and {updates} gradient "
            f"steps; in all: {self.epochs * self.pictures:,} pictures and {self.epochs * updates:,} gradient steps"
        )


def split_prompts(csv: str, held_out: int) -> tuple[list[str], list[str]]:
    """The descriptions of a table that are learned from, and the last ones, so many, that are held out.

    Raises:
        ValueError: none would be left to learn from.
        OSError: the table cannot be read.
    """
    descriptions = list(tables.descriptions(tables.read_table(Path(csv))).values())
    if len(descriptions) <= held_out:
        raise ValueError(f"{csv}: {len(descriptions)} descriptions, of which {held_out} are held out")
    split = len(descriptions) - held_out
    return descriptions[:split], descriptions[split:]
