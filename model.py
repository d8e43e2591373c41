"""A sentence in, an SVG of at most 10,000 bytes out.

    python model.py "a lighthouse overlooking the ocean"              # out/a-lighthouse-overlooking-the-ocean.svg
    python model.py "a purple forest at dusk" -o - --seed 3 > forest.svg
    python model.py "a red boat" --generator stable-diffusion:stabilityai/sd-turbo --candidates 4

The chain: generate -> vectorize each within the bytes -> check each -> pick the best -> refine it with the time that is
left.  When a stage fails the model steps down (one candidate, then the illustrator, then a plain scene) and says so in
the log: in the competition one exception or one invalid SVG fails the whole submission.
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
import time
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import generators
from pipeline import options, results
from pipeline.candidates import Maker
from pipeline.choice import SCORERS, Choice, find_judge
from pipeline.drawing import Drawing, plain_scene
from pipeline.schedule import Schedule
from pipeline.tracing import Tracing
from scoring.constraints import MAX_BYTES
from support.seeds import check_seed
from vectorizer.vectorize import check_max_bytes

STAND_IN = "illustrator"

log = logging.getLogger(__name__)


class Model:
    """Draws descriptions.

    Args:
        generator: one of `generators.NAMES`, ``stable-diffusion:SOURCE`` or ``gemma:SOURCE``.
        seed: 0 to 2**32 - 1; the same seed on the same machine gives the same SVG, as long as time does not run short.
        max_bytes: the largest SVG in bytes of UTF-8, at least 300.
        candidates: drawn for each description at most, of which the best is kept; None: one.
        time_limit_s: seconds for one description.  It is met by drawing and refining less, never by failing: as many
            candidates are drawn as seem to fit.  The first few take the time that they take.
        scorer: how the best candidate is found. "judge": by the metric's own models; "fidelity": the SVG that keeps
            most of its own picture as the judge sees it, and looks least lettered; "first": no choice, the first valid
            one; "auto": the judge where there is a GPU and its weights are at hand, else by fidelity.
        lora: a folder of LoRA weights to load on top of a Stable Diffusion checkpoint or Gemma; None: those that come
            with the small Gemma, where that draws; "none": none.
        total_time_s: seconds for `total_count` descriptions together, counted from now; each may take an equal share
            of what is left.
        total_count: how many descriptions share that time.
        workers: processes that vectorize while the next pictures are drawn; 0: this process does it in between.
        clock: returns seconds from any moment on; all limits and costs are measured with it.

    Raises:
        ValueError: an argument is out of its range.
        weights.WeightsNotFound: a generator or judge that was asked for by name has no weights here.
        generators.LoadError: it has, but they cannot be used.
    """

    def __init__(
        self,
        generator: str = "auto",
        *,
        seed: int = 0,
        max_bytes: int = MAX_BYTES,
        candidates: int | None = None,
        time_limit_s: float | None = None,
        scorer: str = "auto",
        lora: str | None = None,
        total_time_s: float | None = None,
        total_count: int = 500,
        workers: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ):
        check_seed(seed)
        check_max_bytes(max_bytes)
        if candidates is not None and candidates < 1:
            raise ValueError(f"candidates must be at least 1, not {candidates}")
        if time_limit_s is not None and not 0 < time_limit_s < math.inf:
            raise ValueError(f"time_limit_s must be more than 0 and finite, not {time_limit_s}")
        if scorer not in SCORERS:
            raise ValueError(f"scorer must be one of {', '.join(SCORERS)}, not {scorer!r}")
        if workers < 0:
            raise ValueError(f"workers must be at least 0, not {workers}")
        self.schedule = Schedule(candidates or 1, time_limit_s, total_time_s, total_count, clock)
        self.tracing = Tracing(workers, self.schedule.costs)  # its processes start before anything starts CUDA
        self.maker = Maker(self.tracing, seed, max_bytes)
        # The judge comes before the generator, which takes turns on the GPU when it finds too little memory left.
        self.choice = Choice(scorer, find_judge(scorer) if self.schedule.candidates > 1 else None, seed)
        self.generator = generators.load(generator, lora=lora)
        if isinstance(self.generator, generators.PictureGenerator):
            self.tracing.prepare()

    @cached_property
    def stand_in(self) -> generators.Generator:
        """Draws when the generator fails or takes too long: it needs no weights, and no GPU."""
        return generators.load(STAND_IN)

    def predict(self, description: str) -> str:
        """Return a valid SVG of `description`.  Never raises for a str, whatever is in it.

        Raises:
            TypeError: `description` is not a str.
        """
        return self.draw(description).svg

    def draw(self, description: str) -> Drawing:
        """Return the SVG of `description` with what is known about it.  Raises TypeError as `predict` does."""
        if not isinstance(description, str):
            raise TypeError(f"description must be a str, not {type(description).__name__}")
        with self.schedule.description(self.generator.name, self.generator.name != STAND_IN) as plans:
            for plan in plans:
                try:
                    generator = self.stand_in if plan.stand_in else self.generator
                    originals = self.maker.generate(generator, description, plan)
                    begun = self.maker.vectorize(originals, generator, plan)
                    candidates = self.maker.check(begun)
                    best = self.choice.pick(description, candidates, plan)
                    drawing = self.maker.refine(best, plan).drawing(len(candidates))
                    return replace(drawing, left_out=tuple(generator.left_out(description, self.maker.seed)))
                except Exception as error:  # whatever a stage raises, the next plan does less
                    log.warning("a step down after %s: %s", type(error).__name__, error)
            return plain_scene(description)

    def close(self) -> None:
        """End the worker processes, if there are any."""
        self.tracing.close()


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    for room in ("generators", "fitting"):
        logging.getLogger(room).setLevel(logging.INFO)
    description = args.description
    if description == "-":
        description = sys.stdin.buffer.read().decode("utf-8", "replace").strip()
    if not description.strip():
        parser.error("the description is empty; expected a text")
    start = time.perf_counter()
    try:
        places = results.places(description, args.output, args.png)  # what cannot be written is told before the drawing
        model = Model(**options.given(args))
    except (ValueError, FileNotFoundError, generators.LoadError) as error:
        parser.error(str(error))
    drawing = model.draw(description)
    if drawing.left_out:
        log.warning("not understood or not drawn: %s", ", ".join(drawing.left_out))
    try:
        results.write(drawing, *places)
    except BrokenPipeError:
        raise
    except OSError as error:
        parser.error(command_line.cannot_write(error))
    written = [path for path in places if path and path != results.STANDARD_OUTPUT]
    size, seconds = len(drawing.svg.encode()), time.perf_counter() - start
    asked = args.candidates or 1
    best = f", the best of {drawing.candidates} ({asked} asked for)" if asked > 1 else ""
    said = "\n".join([*map(str, written), f"{size:,} bytes, {drawing.generator}{best}, {seconds:.1f} s"])
    print(said, file=sys.stderr if results.STANDARD_OUTPUT in places else sys.stdout, flush=True)
    if args.open and written:
        webbrowser.open(Path(written[0]).resolve().as_uri())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_line.Parser(prog="model.py", description="Draw a sentence as an SVG of at most 10,000 bytes.")
    parser.add_argument("description", help='what to draw; "-" reads standard input')
    parser.add_argument("-o", "--output", metavar="FILE", help='the SVG; "-": standard output (default: out/NAME.svg)')
    parser.add_argument("--png", metavar="FILE", help='a preview; "-": standard output (default: beside out/NAME.svg)')
    options.add_to(parser)
    parser.add_argument("--open", action="store_true", help="show the result in the browser")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
