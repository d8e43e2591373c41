"""Generate -> vectorize within the bytes -> check: what becomes of a description before one is picked.

What a generator makes, the original, is a picture or an SVG of any length, by the generator's kind.  A picture is
vectorized; an SVG is fitted into the bytes.  The check is the same for both, and shares no code with the writers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PIL import Image
from tqdm import tqdm

from generators.protocol import Generator, SVGGenerator
from pipeline.drawing import Drawing
from pipeline.schedule import QUICK_TRACE_S, Plan
from pipeline.tracing import Tracing, attempt
from scoring.constraints import validate_svg
from scoring.measures.fidelity import fidelity
from scoring.render import preview, render

Original = Image.Image | str

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Begun:
    """An original that is being brought within the bytes; `svg` waits for the result, or raises."""

    generator: Generator
    original: Original
    svg: Callable[[], str]


@dataclass
class Candidate:
    """A valid SVG within the bytes."""

    svg: str
    generator: Generator
    original: Original
    drawn: Image.Image  # the SVG as the judge sees it
    picture: Image.Image | None  # RGB, what the SVG should look like; None when the SVG is the original itself
    _fidelity: float | None = None

    @property
    def fidelity(self) -> float | None:
        """Judged SSIM of SVG and picture, measured when it is first needed; None without a picture."""
        if self._fidelity is None and self.picture:
            self._fidelity = fidelity(self.drawn, self.picture)
        return self._fidelity

    def drawing(self, candidates: int) -> Drawing:
        """What is told of the one that was picked from so many candidates."""
        return Drawing(self.svg, self.generator.name, self.picture, self._fidelity, candidates)


class Maker:
    """Makes candidates of at most `max_bytes`, the same for the same seed."""

    def __init__(self, tracing: Tracing, seed: int, max_bytes: int):
        self.tracing, self.seed, self.max_bytes = tracing, seed, max_bytes

    def generate(self, generator: Generator, description: str, plan: Plan) -> Iterator[Original]:
        """Yield the plan's number of originals; with a deadline a few at a time, while they fit.

        How many fit depends on what the stages cost: each should be begun before the next is asked for.
        """
        drawn = 0
        alone = True if plan.candidates == 1 else None
        with tqdm(total=plan.candidates, desc="drawing", disable=alone, leave=False) as bar:
            while size := plan.next_batch(drawn, generator.name, generator.batch, self.tracing.workers):
                for original in self._batch(generator, description, drawn, size, plan):
                    yield original
                    bar.update()
                drawn += size

    def vectorize(self, originals: Iterable[Original], generator: Generator, plan: Plan) -> list[Begun]:
        """Begin to bring each within the bytes: quickly if they are to be compared, else as well as can be."""
        return [self._begin(original, generator, plan.trace_limit()) for original in originals]

    def check(self, begun: list[Begun]) -> list[Candidate]:
        """Return those that became valid SVGs; the log says what is wrong with the others.

        Raises:
            RuntimeError: none did.
        """
        candidates = []
        for one in begun:
            try:
                candidates.append(self._checked(one))
            except Exception as error:  # whatever is wrong with one, the others go on
                log.warning("a candidate left out after %s: %s", type(error).__name__, error)
        if not candidates:
            raise RuntimeError(f"none of {len(begun)} candidates became a valid SVG")
        return candidates

    def refine(self, best: Candidate, plan: Plan) -> Candidate:
        """Return the best made again with all the time that is left, where that makes it better."""
        limit = plan.left()
        if not plan.drafts or limit <= QUICK_TRACE_S or not best.picture:
            return best
        try:
            with plan.costs.timed("refine"):
                again = self._checked(self._begin(best.original, best.generator, limit))
                better = again.svg != best.svg and again.fidelity > best.fidelity
        except Exception as error:
            log.warning("not refined after %s: %s", type(error).__name__, error)
            return best
        return again if better else best

    def _batch(self, generator: Generator, description: str, start: int, count: int, plan: Plan) -> list[Original]:
        """Originals `start` to `start + count - 1`; with a deadline, those that fail are left out."""
        try:
            with plan.costs.timed(generator.name, count):
                if isinstance(generator, SVGGenerator):
                    limits = {"max_bytes": self.max_bytes, "seconds": plan.limit()}
                    return generator.draw_svgs(description, count, self.seed, start, **limits)
                return generator.generate(description, count, self.seed, start)
        except Exception as error:
            if plan.deadline is None:
                raise
            log.warning("candidate %d left out after %s: %s", start, type(error).__name__, error)
            return []

    def _begin(self, original: Original, generator: Generator, limit_s: float | None) -> Begun:
        """The chain's two branches."""
        if isinstance(generator, SVGGenerator):
            return Begun(generator, original, attempt(lambda: self._fitted(original, limit_s)))
        svg = self.tracing.begin(original, self.max_bytes, seed=self.seed, time_limit_s=limit_s)
        return Begun(generator, original, svg)

    def _fitted(self, svg: str, limit_s: float | None) -> str:
        if len(svg.encode()) <= self.max_bytes:
            return svg
        with self.tracing.costs.timed("trace"):
            return fit(svg, self.max_bytes, limit_s)

    def _checked(self, begun: Begun) -> Candidate:
        """The judge's own validator and renderer decide, which share no code with what wrote the SVG."""
        svg = begun.svg()
        validate_svg(svg, self.max_bytes)
        drawn = render(svg)
        picture = begun.original
        if isinstance(begun.generator, SVGGenerator):
            picture = None if svg == begun.original else preview(begun.original)
        return Candidate(svg, begun.generator, begun.original, drawn, picture)


def fit(svg: str, max_bytes: int, time_limit_s: float | None) -> str:
    """Bring an SVG that is too long within the bytes."""
    raise ValueError(f"an SVG of {len(svg.encode())} bytes, over the limit of {max_bytes}")
