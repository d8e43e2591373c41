"""Which of several SVGs of one description the judge would like best, without knowing its questions.

Two looks: a cheap one, the aesthetic times CLIP's likeness to the description, for all of them; and one with PaliGemma,
for the best few, on "Does this image show {description}?", which selects about as well as generated questions.  Its
probability of yes and the aesthetic go through the metric's own formula, and letters cost what they cost there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import torch

import weights
from scoring.aesthetic import AestheticEvaluator
from scoring.defense import defend, ocr_view
from scoring.metric import harmonic_mean
from scoring.render import render
from scoring.vqa import VQAEvaluator


def evaluators(device: str | None = None) -> dict[str, VQAEvaluator | AestheticEvaluator]:
    """Return the metric's "vqa" and "aesthetic" from the weights of this machine, loaded once a process.

    Args:
        device: None: the last GPU, since a generator takes the first, else the CPU.

    Raises:
        weights.WeightsNotFound: weights are not on this machine.
    """
    gpus = torch.cuda.device_count()
    return dict(_evaluators(device or (f"cuda:{gpus - 1}" if gpus else "cpu"), *map(weights.find, weights.JUDGE)))


@cache
def _evaluators(device: str, paligemma: Path, clip: Path, head: Path):
    return {"vqa": VQAEvaluator(paligemma, device=device), "aesthetic": AestheticEvaluator(clip, head, device=device)}


class Selector:
    """Ranks valid SVGs of one description with the judge's models.

    Args:
        vqa, aesthetic: the evaluators; None: those of `evaluators`, on `device`.
        device: a torch device; None: as for `evaluators`.

    Raises:
        weights.WeightsNotFound: an evaluator's weights are not on this machine.
    """

    def __init__(
        self,
        vqa: VQAEvaluator | None = None,
        aesthetic: AestheticEvaluator | None = None,
        *,
        device: str | None = None,
    ):
        self.vqa = vqa or evaluators(device)["vqa"]
        self.aesthetic = aesthetic or evaluators(device)["aesthetic"]

    def glance(self, description: str, svgs: Sequence[str], seed: int = 0) -> list[float]:
        """Return a quick mark for each SVG: its aesthetic, times its likeness to the description if CLIP reads text."""
        embeddings = self.aesthetic.clip.embed([defend(render(svg), seed) for svg in svgs])
        beauty = self.aesthetic.score_embeddings(embeddings)
        text = self.aesthetic.clip.embed_text(description)
        if text is None:
            return beauty
        return [a * max(float(likeness), 0.0) for a, likeness in zip(beauty, embeddings @ text, strict=True)]

    def score(self, description: str, svgs: Sequence[str], seed: int = 0) -> list[float]:
        """Return for each a number that grows with the metric's score to expect, 0 to about 1.

        `seed` is that of the defence's random crop, the same for all of them.
        """
        pictures = [render(svg) for svg in svgs]
        defended = [defend(picture, seed) for picture in pictures]
        beauty = self.aesthetic.score_batch(defended)
        shown = self.vqa.agreement(defended, description)
        letters = [self.vqa.ocr(ocr_view(picture, seed)) for picture in pictures]
        return [harmonic_mean(yes, a) * ocr for yes, a, ocr in zip(shown, beauty, letters, strict=True)]
