"""Which candidate is best: by the judge's own models where they are at hand, else by what can be measured without."""

from __future__ import annotations

import logging

from pipeline.candidates import Candidate
from pipeline.schedule import FINALISTS, Plan
from scoring.measures.variety import seen_colors

SCORERS = ("auto", "judge", "fidelity", "first")
LETTERING_COST = 0.5  # of the fidelity, for a picture that seems full of letters
ENOUGH_COLORS = 5  # more do not make a better drawing

log = logging.getLogger(__name__)


class Choice:
    """Picks one of several candidates.

    Args:
        scorer: one of `SCORERS`; "first" takes the first.
        judge: a `scoring.selection.Selector`; None: fidelity decides.
        seed: of the judge's image defence.
    """

    def __init__(self, scorer: str, judge, seed: int):
        self.scorer, self.judge, self.seed = scorer, judge, seed

    def pick(self, description: str, candidates: list[Candidate], plan: Plan) -> Candidate:
        """Return the best candidate, the first of equals."""
        if self.scorer == "first" or len(candidates) == 1:
            return candidates[0]
        if self.judge:
            try:
                return self._judged(description, candidates, plan)
            except Exception as error:
                log.warning("picked by fidelity after %s: %s", type(error).__name__, error)
        with plan.costs.timed("glance", len(candidates)):
            return max(candidates, key=_plain_worth)

    def _judged(self, description: str, candidates: list[Candidate], plan: Plan) -> Candidate:
        """All get a glance; the best few, while there is time, a close look."""
        with plan.costs.timed("glance", len(candidates)):
            glances = self.judge.glance(description, [candidate.svg for candidate in candidates], self.seed)
        ranked = sorted(range(len(candidates)), key=lambda i: -glances[i])
        finalists = [candidates[i] for i in ranked[:FINALISTS]]
        if "judge" in plan.costs and plan.left() < len(finalists) * plan.costs["judge"]:
            return finalists[0]
        with plan.costs.timed("judge", len(finalists)):
            scores = self.judge.score(description, [candidate.svg for candidate in finalists], self.seed)
        return max(zip(scores, finalists, strict=True), key=lambda pair: pair[0])[1]


def _plain_worth(candidate: Candidate) -> float:
    """What can be said without the judge's models: that it keeps its picture, and has no lettering.

    One that is delivered as it was written keeps all of it; what was written should show several colours.
    """
    from scoring.measures.lettering import text_likeness  # brings SciPy, for which one candidate need not wait

    worth = candidate.fidelity
    if isinstance(candidate.original, str):
        worth *= min(seen_colors(candidate.drawn), ENOUGH_COLORS) / ENOUGH_COLORS
    return worth * (1 - LETTERING_COST * text_likeness(candidate.drawn))


def find_judge(scorer: str):
    """Return a `scoring.selection.Selector`, or None where it is not asked for or, for "auto", not to be had.

    Raises:
        weights.WeightsNotFound: the scorer is "judge", and its weights are not on this machine.
    """
    if scorer not in ("auto", "judge"):
        return None
    import weights

    try:
        for role in weights.JUDGE:
            weights.find(role)
        import torch

        if scorer == "auto" and not torch.cuda.is_available():  # minutes a picture
            return None
        from scoring.selection import Selector

        return Selector()
    except Exception as error:
        if scorer == "judge":
            raise
        if not isinstance(error, weights.WeightsNotFound):
            log.warning("candidates are picked by fidelity: the judge did not load after %s", error)
        return None
