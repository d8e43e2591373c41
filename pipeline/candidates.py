"""Generate -> vectorize within the bytes -> check: what becomes of a description before one is picked.

What a generator makes, the original, is a picture or an SVG of any length, by the generator's kind.  A picture is
vectorized; an SVG is fitted into the bytes, and where they are so few that little is left of it, its picture is
vectorized as well.  The check is the same for both, and shares no code with the writers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from PIL import Image
from tqdm import tqdm

from fitting import fit
from generators.protocol import Generator, SVGGenerator
from pipeline.drawing import Drawing, Original, notice, picture_of
from pipeline.schedule import QUICK_TRACE_S, Plan
from pipeline.tracing import Tracing, attempt
from scoring.constraints import validate_svg
from scoring.render import preview, render

FEW_BYTES = 2_000  # up to here a tracing can keep more of a drawing than fitting its SVG does
MUCH_LOST = 0.99  # fidelity below which that is tried

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

    @property
    def untouched(self) -> bool:
        """Whether the SVG is the original itself."""
        return self.svg == self.original

    @cached_property
    def fidelity(self) -> float:
        """Judged SSIM of the SVG and what it should look like, measured when it is first needed."""
        from scoring.measures.fidelity import fidelity  # brings OpenCV, for which one candidate need not wait

        return 1.0 if self.untouched else fidelity(self.drawn, picture_of(self.original))

    def drawing(self, candidates: int) -> Drawing:
        """What is told of the one that was picked from so many candidates."""
        measured = self.__dict__.get("fidelity")
        return Drawing(self.svg, self.generator.name, self.original, measured, candidates)


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
        if not plan.drafts or limit <= QUICK_TRACE_S or best.untouched:
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
            return Begun(generator, original, attempt(lambda: self._best_fit(original, limit_s)))
        svg = self.tracing.begin(original, self.max_bytes, seed=self.seed, time_limit_s=limit_s)
        return Begun(generator, original, svg)

    def _best_fit(self, original: str, limit_s: float | None) -> str:
        """The SVG within the bytes, or a tracing of its picture where that keeps more of it."""
        if len(original.encode()) <= self.max_bytes:
            return original
        with self.tracing.costs.timed("trace"):
            svg = _fitted(original, self.max_bytes, limit_s)
        if self.max_bytes > FEW_BYTES:
            return svg
        from scoring.measures.fidelity import svg_fidelity

        picture = picture_of(original)
        kept = svg_fidelity(svg, picture)
        if kept > MUCH_LOST:
            return svg
        traced = self.tracing.begin(preview(original), self.max_bytes, seed=self.seed, time_limit_s=limit_s)()
        return traced if svg_fidelity(traced, picture) > kept else svg

    def _checked(self, begun: Begun) -> Candidate:
        """The judge's own validator and renderer decide, which share no code with what wrote the SVG."""
        svg = begun.svg()
        validate_svg(svg, self.max_bytes)
        return Candidate(svg, begun.generator, begun.original, render(svg))


def _fitted(original: str, max_bytes: int, time_limit_s: float | None) -> str:
    """The SVG within the bytes, with the notice that its drawings ask for."""
    words = notice(original)
    comment = f"<!-- {words} -->" if words else ""
    svg = fit(original, max_bytes - len(comment.encode()), time_limit_s=time_limit_s)
    return svg.removesuffix("</svg>") + comment + "</svg>" if comment else svg
