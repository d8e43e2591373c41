"""Which of several SVGs of one description the judge would like best, without knowing its questions.

One question, "Does this image show {description}?", selects about as well as generated ones.  Its probability of yes
and the aesthetic go through the metric's own formula; what the metric takes for letters costs what it costs there.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.aesthetic import AestheticEvaluator
from scoring.defense import defend, ocr_view
from scoring.metric import harmonic_mean
from scoring.render import render
from scoring.vqa import VQAEvaluator


class Selector:
    """Ranks candidates with the judge's models.

    Args:
        vqa, aesthetic: the evaluators; None: made from the weights on this machine.

    Raises:
        weights.WeightsNotFound: an evaluator's weights are not on this machine.
    """

    def __init__(self, vqa: VQAEvaluator | None = None, aesthetic: AestheticEvaluator | None = None):
        self.vqa, self.aesthetic = vqa or VQAEvaluator(), aesthetic or AestheticEvaluator()

    def score(self, description: str, svgs: Sequence[str], seed: int = 0) -> list[float]:
        """Return for each valid SVG a number that grows with the score to expect, 0 to about 1.

        `seed` is that of the defence's random crop, the same for all of them.
        """
        pictures = [render(svg) for svg in svgs]
        defended = [defend(picture, seed) for picture in pictures]
        beauty = self.aesthetic.score_batch(defended)
        shown = self.vqa.agreement(defended, description)
        letters = [self.vqa.ocr(ocr_view(picture, seed)) for picture in pictures]
        return [harmonic_mean(yes, a) * ocr for yes, a, ocr in zip(shown, beauty, letters, strict=True)]
