"""Every setting of the training of a Gemma, each with its help on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field

from transformers.hf_argparser import HfArg

from training.options import check_counts
from training.prompts import GRAMMARS
from training.rewards import Weights
from vectorizer.vectorize import check_max_bytes


@dataclass(frozen=True)
class Config:
    """The defaults are for Gemma 3 270M on a core or two in a night.

    Raises:
        ValueError: a setting is out of its range, or does not go with another.
    """

    model: str = HfArg(default="gemma", help="the base: as --generator of model.py, or its source alone")
    out: str = HfArg(default="runs/gemma", help="folder of pairs, and of warm/ and lora/ with a curve.json each")
    seed: int = HfArg(default=0, help="of descriptions, samples and the LoRA's first weights")
    rank: int = HfArg(default=16, help="of the LoRA, on all linear maps of its layers")
    alpha: int = HfArg(default=32, help="of the LoRA: its scale is alpha / rank")
    layers: int = HfArg(default=0, help="the last so many layers learn, which is faster the fewer they are; 0: all")
    minutes: float = HfArg(default=0.0, help="then it saves and ends, and the same command goes on; 0: no end")
    cpu_bf16: bool = HfArg(
        default=False, help="compute in bfloat16 on a CPU, too: 2.4 times as fast where it has avx512_bf16"
    )
    recompute: bool = HfArg(
        default=True, help="on a GPU: compute activations twice, which takes a fraction of the memory"
    )
    save_every: int = HfArg(default=10, help="gradient steps between checkpoints, of both parts")
    sheet_every: int = HfArg(default=100, help="gradient steps between sheets of held-out descriptions; 0: none")
    # ---- lessons
    lessons: str = HfArg(default="plain", help="what is learned from, in turn: some of plain, objects, scenes")
    pairs: int = HfArg(default=2_000, help="descriptions with drawings of each lesson")
    max_bytes: int = HfArg(default=1_250, help="of each drawing, and the budget of those that GRPO rewards")
    warm_epochs: int = HfArg(default=2, help="passes over the pairs")
    warm_batch: int = HfArg(default=2, help="rows a gradient step")
    row: int = HfArg(
        default=1_024, help="tokens of a row, which several pairs share; 0: each has its own, as a GPU likes"
    )
    warm_lr: float = HfArg(default=8e-4, help="learning rate of AdamW at the start, falling to 0")
    # ---- GRPO
    steps: int = HfArg(default=20, help="gradient steps of GRPO; 0: none; a run goes on when it gets more")
    samples: int = HfArg(default=8, help="SVGs of a description, compared with each other")
    batch: int = HfArg(default=16, help="SVGs a gradient step: a multiple of --samples")
    tokens: int = HfArg(default=800, help="that a sample may have")
    temperature: float = HfArg(default=1.0, help="of the samples")
    lr: float = HfArg(default=5e-5, help="learning rate of AdamW")
    beta: float = HfArg(default=0.0, help="weight of the divergence from the warm start")
    weights: Weights = field(default_factory=Weights)  # of the reward's parts

    def __post_init__(self):
        counts = "rank alpha pairs warm_epochs warm_batch batch tokens save_every"
        check_counts(self, *counts.split())
        lessons = self.lessons.split(",")
        if not set(lessons) <= GRAMMARS.keys() or len(set(lessons)) < len(lessons):
            raise ValueError(f"lessons must be some of {', '.join(GRAMMARS)}, not {self.lessons!r}")
        if min(self.minutes, self.layers, self.sheet_every, self.steps, self.row) < 0:
            raise ValueError("minutes, layers, sheet_every, steps and row must be at least 0")
        check_max_bytes(self.max_bytes)
        if self.samples < 2 or self.batch % self.samples:
            raise ValueError(f"samples must be at least 2 and divide batch, not {self.samples} of {self.batch}")

    def derived(self) -> str:
        """The counts that follow from the settings, in a sentence."""
        return (
            f"lessons: {self.lessons}, {self.pairs:,} pairs each, {self.warm_epochs} times; "
            f"GRPO: {self.steps} steps of {self.batch} SVGs, {self.samples} a description"
        )
