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
    """The defaults are for Gemma 3 270M on a CPU in two hours (benchmarks/results/rl.md).

    Raises:
        ValueError: a setting is out of its range, or does not go with another.
    """

    model: str = HfArg(default="gemma", help="the base: as --generator of model.py, or its source alone")
    out: str = HfArg(default="runs/gemma", help="folder of pairs.json, and of warm/ and lora/ with a curve.json each")
    seed: int = HfArg(default=0, help="of descriptions, samples and the LoRA's first weights")
    rank: int = HfArg(default=16, help="of the LoRA, on all linear layers")
    alpha: int = HfArg(default=32, help="of the LoRA: its scale is alpha / rank")
    # ---- warm start
    grammar: str = HfArg(default="plain", help="of the descriptions: plain or scenes")
    pairs: int = HfArg(default=1_000, help="descriptions with SVGs to learn from at first")
    max_bytes: int = HfArg(default=300, help="of each of those SVGs, and the budget of those that GRPO rewards")
    warm_epochs: int = HfArg(default=2, help="passes over the pairs")
    warm_batch: int = HfArg(default=4, help="pairs a gradient step")
    warm_lr: float = HfArg(default=8e-4, help="learning rate of AdamW at the start, falling to 0")
    # ---- GRPO
    steps: int = HfArg(default=20, help="gradient steps of GRPO; 0: none; a run goes on when it gets more")
    samples: int = HfArg(default=8, help="SVGs of a description, compared with each other")
    batch: int = HfArg(default=16, help="SVGs a gradient step: a multiple of --samples")
    tokens: int = HfArg(default=260, help="that a sample may have")
    temperature: float = HfArg(default=1.0, help="of the samples")
    lr: float = HfArg(default=5e-5, help="learning rate of AdamW")
    beta: float = HfArg(default=0.0, help="weight of the divergence from the warm start")
    save_every: int = HfArg(default=10, help="gradient steps between checkpoints, of both parts")
    weights: Weights = field(default_factory=Weights)  # of the reward's parts

    def __post_init__(self):
        check_counts(self, *["rank", "alpha", "pairs", "warm_epochs", "warm_batch", "batch", "tokens", "save_every"])
        if self.grammar not in GRAMMARS:
            raise ValueError(f"grammar must be one of {', '.join(GRAMMARS)}, not {self.grammar!r}")
        check_max_bytes(self.max_bytes)
        if self.samples < 2 or self.batch % self.samples:
            raise ValueError(f"samples must be at least 2 and divide batch, not {self.samples} of {self.batch}")

    def derived(self) -> str:
        """The counts that follow from the settings, in a sentence."""
        warm = -(-self.pairs // self.warm_batch) * self.warm_epochs
        return (
            f"warm start: {self.pairs} pairs, about {warm} steps of {self.warm_batch}; "
            f"GRPO: {self.steps} steps of {self.batch} SVGs, {self.samples} a description"
        )
