"""A sentence in, an SVG of at most 10,000 bytes out.

    python model.py "a lighthouse overlooking the ocean"              # out/a-lighthouse-overlooking-the-ocean.svg
    python model.py "a purple forest at dusk" -o - --seed 3 > forest.svg
    python model.py "a red boat" --generator stable-diffusion:stabilityai/sd-turbo --candidates 4

The chain: generate pictures -> vectorize each within the byte budget -> check each -> pick the best -> refine it with
the time that is left.  When a stage fails the model steps down (one candidate, then the illustrator, then a plain
scene) and says so in the log: in the competition one exception or one invalid SVG fails the whole submission.
"""

from __future__ import annotations

import argparse
import io
import logging
import math
import os
import re
import signal
import sys
import time
import webbrowser
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

if __name__ == "__main__":  # while the imports below run, an interrupt ends the command at once and without a traceback
    _interrupt = signal.signal(signal.SIGINT, signal.SIG_DFL)

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tqdm import tqdm

import generators
from pipeline.schedule import Costs, Run
from scoring.constraints import MAX_BYTES, validate_svg
from scoring.render import preview, render
from support import command_line
from support.files import check_writable, write_atomically
from vectorizer.vectorize import check_max_bytes, vectorize

SCORERS = ("auto", "judge", "fidelity", "first")
FINALISTS = 4  # candidates that the judge's large model looks at
LETTERING_COST = 0.5  # of the fidelity, for a picture that seems full of letters
ENOUGH_COLORS = 5  # more do not make a better drawing
QUICK_TRACE_S = 1.0  # enough to tell candidates apart: more than 99 % of the fidelity that refinement ends with

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawing:
    """What one description became."""

    svg: str
    generator: str  # the one that drew it, which may be a stand-in: "illustrator", "plain scene"
    picture: Image.Image | None = None  # RGB, what the SVG was traced from
    fidelity: float | None = None  # judged SSIM of SVG and picture; None when it was not needed
    candidates: int = 1  # valid ones that it was picked from


@dataclass(frozen=True)
class _Candidate:
    """A picture that is being vectorized, or an SVG without one; `svg` waits for the result, or raises."""

    generator: str
    picture: Image.Image | None
    svg: Callable[[], str]


class Model:
    """Draws descriptions.

    Args:
        generator: one of `generators.NAMES`, ``stable-diffusion:SOURCE`` or ``gemma:SOURCE``.
        seed: 0 to 2**32 - 1; the same seed on the same machine gives the same SVG, as long as time does not run short.
        max_bytes: the largest SVG in bytes of UTF-8, at least 300.
        candidates: pictures drawn for each description at most, of which the best is kept; None: one.
        time_limit_s: seconds for one description.  It is met by drawing and refining less, never by failing: as many
            pictures are drawn as seem to fit.  The first few take the time that they take.
        scorer: how the best candidate is found. "judge": by the metric's own models; "fidelity": the SVG that keeps
            most of its own picture as the judge sees it, and looks least lettered; "first": no choice, the first valid
            one; "auto": the judge where there is a GPU and its weights are at hand, else by fidelity.
        lora: a folder of LoRA weights to load on top of a Stable Diffusion checkpoint or Gemma.
        total_time_s: seconds for a whole run of `total_count` descriptions, counted from now; each may take an equal
            share of what is left.
        total_count: how many descriptions that run has.
        workers: processes that vectorize while the next pictures are drawn; 0: this process does it in between.

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
    ):
        if not 0 <= seed < 2**32:
            raise ValueError(f"seed must be between 0 and 2**32 - 1, not {seed}")
        check_max_bytes(max_bytes)
        if candidates is not None and candidates < 1:
            raise ValueError(f"candidates must be at least 1, not {candidates}")
        if time_limit_s is not None and not 0 < time_limit_s < math.inf:
            raise ValueError(f"time_limit_s must be more than 0 and finite, not {time_limit_s}")
        if scorer not in SCORERS:
            raise ValueError(f"scorer must be one of {', '.join(SCORERS)}, not {scorer!r}")
        if workers < 0:
            raise ValueError(f"workers must be at least 0, not {workers}")
        self.run = Run(total_time_s, total_count, time.monotonic) if total_time_s is not None else None
        self.candidates = candidates or 1
        self.tracer = _tracer(workers)  # before anything starts CUDA
        # The judge comes before the generator, which takes turns on the GPU when it finds too little memory left.
        self.selector = _selector(scorer) if self.candidates > 1 else None
        self.generator = generators.load(generator, lora=lora)
        self.seed = seed
        self.max_bytes = max_bytes
        self.time_limit_s = time_limit_s
        self.scorer = scorer
        self.costs = Costs(time.monotonic)

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
        deadline = self._deadline()
        try:
            for generator, count in self._attempts(deadline):
                try:
                    return self._attempt(generator(), description, count, deadline)
                except Exception as error:  # whatever a stage raises, the next attempt does less
                    log.warning("a step down after %s: %s", type(error).__name__, error)
            return Drawing(_plain_scene(description), "plain scene")
        finally:
            if self.run:
                self.run.done += 1

    def close(self) -> None:
        """End the worker processes, if there are any."""
        if self.tracer:
            self.tracer.close()

    def _deadline(self) -> float | None:
        limits = [self.time_limit_s, self.run and self.run.share()]
        limits = [limit for limit in limits if limit is not None]
        return time.monotonic() + min(limits) if limits else None

    def _attempts(self, deadline: float | None):
        """Yield (generator factory, number of pictures), each asking less of the machine than the one before."""
        stand_in = self.generator.name != "illustrator"
        if not stand_in or self._affords_a_picture(deadline):
            yield lambda: self.generator, self.candidates
            if self.candidates > 1 and deadline is None:  # with a deadline they were drawn a few at a time
                yield lambda: self.generator, 1
        if stand_in:
            yield lambda: generators.load("illustrator"), 1

    def _affords_a_picture(self, deadline: float | None) -> bool:
        """Whether the generator is quick enough.  Until that is sure, since its first may be slow, the run pays."""
        name = self.generator.name
        if self.costs.usual(name):
            return _left(deadline) >= self.costs[name]
        return not self.run or self.run.left() >= self.costs[name]

    def _attempt(self, generator, description: str, count: int, deadline: float | None) -> Drawing:
        started = self._draw_and_trace(generator, description, count, deadline)
        drawings = [drawing for drawing in map(self._traced, started) if drawing]
        if not drawings:
            raise RuntimeError(f"none of {len(started)} pictures became a valid SVG")
        best = self._best(description, drawings, deadline) if len(drawings) > 1 else drawings[0]
        if count > 1 and deadline is not None:
            best = self._refined(best, deadline)
        return replace(best, candidates=len(drawings))

    def _draw_and_trace(self, generator, description: str, count: int, deadline: float | None) -> list[_Candidate]:
        """Draw pictures and begin to vectorize each: all `count`, or as many as the time holds."""
        candidates, drawn = [], 0
        with tqdm(total=count, desc="drawing", disable=True if count == 1 else None, leave=False) as bar:
            while drawn < count and (size := self._batch(generator, drawn, count, deadline)):
                for picture in self._pictures(generator, description, drawn, size, deadline):
                    candidates.append(self._begin(picture, generator, count, deadline))
                    bar.update()
                drawn += size
        return candidates

    def _batch(self, generator, drawn: int, count: int, deadline: float | None) -> int:
        """How many pictures to draw next; 0 when no other fits."""
        if deadline is None:
            return count - drawn
        draw, trace = self.costs[generator.name], self.costs["trace"]
        if self.tracer:  # the workers trace while the next pictures are drawn
            trace = max(trace / self.tracer.workers - draw, 0.0)
        each = draw + trace + self.costs["glance"]
        last = drawn * self.costs["glance"] + FINALISTS * self.costs["judge"] + self.costs["refine"]
        left = _left(deadline) - last
        fits = left // each if each else left > 0  # what nothing is known of is tried with one
        return int(max(min(fits, count - drawn, getattr(generator, "batch", 1)), 0 if drawn else 1))

    def _pictures(self, generator, description: str, start: int, count: int, deadline: float | None):
        """Pictures `start` to `start + count - 1`, or SVGs of a generator that writes those itself.

        With a deadline, those that fail cost themselves alone.
        """
        try:
            with self.costs.timed(generator.name, count):
                if hasattr(generator, "draw_svgs"):
                    limits = {} if deadline is None else {"seconds": max(_left(deadline), 0.0)}
                    limits["max_bytes"] = self.max_bytes
                    return generator.draw_svgs(description, count, self.seed, start=start, **limits)
                return generator.generate(description, count, self.seed, start=start)
        except Exception as error:
            if deadline is None:
                raise
            log.warning("picture %d left out after %s: %s", start, type(error).__name__, error)
            return []

    def _begin(self, picture: Image.Image | str, generator, count: int, deadline: float | None) -> _Candidate:
        if isinstance(picture, str):  # an SVG already
            return _Candidate(generator.name, None, lambda: picture)
        return self._begin_trace(picture, generator, count, deadline)

    def _begin_trace(self, picture: Image.Image, generator, count: int, deadline: float | None) -> _Candidate:
        """Vectorize in a worker, or here and now: quickly when it has to be compared, as well as can be otherwise."""
        limit = None if deadline is None else max(_left(deadline), 0.0)
        if limit is not None and count > 1:
            limit = min(limit, QUICK_TRACE_S)
        try:
            if self.tracer:
                ticket = self.tracer.submit(picture, self.max_bytes, seed=self.seed, time_limit_s=limit)
                return _Candidate(generator.name, picture, lambda: self._fetch(ticket))
            with self.costs.timed("trace"):
                svg = vectorize(picture, self.max_bytes, seed=self.seed, time_limit_s=limit)
            return _Candidate(generator.name, picture, lambda: svg)
        except Exception as error:
            return _Candidate(generator.name, None, partial(_raise, error))

    def _fetch(self, ticket: int) -> str:
        svg, seconds = self.tracer.result(ticket)
        self.costs.observe("trace", seconds)
        return svg

    def _traced(self, candidate: _Candidate) -> Drawing | None:
        """The candidate's drawing when it is valid; one bad candidate costs itself alone."""
        try:
            svg = candidate.svg()
            self._check(svg)
        except Exception as error:
            log.warning("a candidate left out after %s: %s", type(error).__name__, error)
            return None
        return Drawing(svg, candidate.generator, candidate.picture)

    def _best(self, description: str, drawings: list[Drawing], deadline: float | None) -> Drawing:
        if self.scorer == "first":
            return drawings[0]
        if self.selector:
            try:
                return self._judged(description, drawings, deadline)
            except Exception as error:
                log.warning("picked by fidelity after %s: %s", type(error).__name__, error)
        drawings = [_with_fidelity(drawing) for drawing in drawings]
        return max(drawings, key=_plain_worth)  # the first of equals

    def _judged(self, description: str, drawings: list[Drawing], deadline: float | None) -> Drawing:
        """All get a glance; the best few, while there is time, a close look."""
        with self.costs.timed("glance", len(drawings)):
            glances = self.selector.glance(description, [drawing.svg for drawing in drawings], self.seed)
        ranked = sorted(range(len(drawings)), key=lambda i: -glances[i])
        finalists = [drawings[i] for i in ranked[:FINALISTS]]
        if "judge" in self.costs and _left(deadline) < len(finalists) * self.costs["judge"]:
            return finalists[0]
        with self.costs.timed("judge", len(finalists)):
            scores = self.selector.score(description, [drawing.svg for drawing in finalists], self.seed)
        return max(zip(scores, finalists, strict=True), key=lambda pair: pair[0])[1]

    def _refined(self, drawing: Drawing, deadline: float) -> Drawing:
        """The drawing vectorized again with all the time that is left, where that makes it better."""
        limit = _left(deadline)
        if limit <= QUICK_TRACE_S or not drawing.picture:
            return drawing
        try:
            with self.costs.timed("refine"):
                svg = vectorize(drawing.picture, self.max_bytes, seed=self.seed, time_limit_s=limit)
                self._check(svg)
                refined = _with_fidelity(replace(drawing, svg=svg, fidelity=None))
        except Exception as error:
            log.warning("not refined after %s: %s", type(error).__name__, error)
            return drawing
        return max(_with_fidelity(drawing), refined, key=lambda one: one.fidelity)

    def _check(self, svg: str) -> None:
        """What has the last word shares no code with the writer: the judge's own validator and renderer."""
        validate_svg(svg, self.max_bytes)
        render(svg)


def _left(deadline: float | None) -> float:
    return math.inf if deadline is None else deadline - time.monotonic()


def _with_fidelity(drawing: Drawing) -> Drawing:
    from scoring.measures.fidelity import svg_fidelity

    if drawing.fidelity is not None or not drawing.picture:
        return drawing
    return replace(drawing, fidelity=svg_fidelity(drawing.svg, drawing.picture))


def _plain_worth(drawing: Drawing) -> float:
    """What can be said of a drawing without the judge's models: that it keeps its picture, and has no lettering.

    One that was made without a picture should show several colours.
    """
    from scoring.measures.lettering import text_likeness
    from scoring.measures.variety import seen_colors

    drawn = render(drawing.svg)
    worth = min(seen_colors(drawn), ENOUGH_COLORS) / ENOUGH_COLORS if drawing.fidelity is None else drawing.fidelity
    return worth * (1 - LETTERING_COST * text_likeness(drawn))


def _tracer(workers: int):
    if workers:
        from vectorizer.pool import Tracer

        return Tracer(workers)
    import vectorizer.trace  # noqa: F401  now, so that no description's time is spent on it

    return None


def _selector(scorer: str):
    """The judge, or None where it is not asked for or, for "auto", not to be had."""
    if scorer not in ("auto", "judge"):
        return None
    import weights

    try:
        for role in ("paligemma", "clip", "aesthetic-head"):
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


def _raise(error: Exception) -> NoReturn:
    raise error


def _plain_scene(description: str) -> str:
    """A sky and a ground, in one of a few pairs of colours that the description's text decides."""
    pairs = ("9cf", "375"), ("fc9", "543"), ("ace", "ec9"), ("225", "557"), ("eef", "9ab")
    sky, ground = pairs[zlib.crc32(description.encode("utf-8", "replace")) % len(pairs)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 384 384">'
        f'<path fill="#{sky}" d="M0 0h384v384H0z"/><path fill="#{ground}" d="M0 240h384v144H0z"/></svg>'
    )


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    for room in ("generators", "fitting"):
        logging.getLogger(room).setLevel(logging.INFO)
    description = args.description
    if description == "-":
        description = sys.stdin.buffer.read().decode("utf-8", "replace").strip()
    start = time.perf_counter()
    try:
        svg_path, png_path = _places(description, args)  # what cannot be written is told before the drawing
        model = Model(
            args.generator,
            seed=args.seed,
            max_bytes=args.max_bytes,
            candidates=args.candidates,
            time_limit_s=args.time_limit,
            lora=args.lora,
        )
    except (ValueError, FileNotFoundError, generators.LoadError) as error:
        parser.error(str(error))
    drawing = model.draw(description)
    try:
        _write(drawing, svg_path, png_path)
    except BrokenPipeError:
        raise
    except OSError as error:
        parser.error(_cannot_write(error))
    paths = [str(path) for path in (svg_path, png_path) if path]
    size, seconds = len(drawing.svg.encode()), time.perf_counter() - start
    report = "\n".join([*paths, f"{size:,} bytes, {drawing.generator}, {seconds:.1f} s"])
    print(report, file=sys.stdout if svg_path else sys.stderr, flush=True)
    if args.open and paths:
        webbrowser.open(Path(paths[0]).resolve().as_uri())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="model.py", description="Draw a sentence as an SVG of at most 10,000 bytes.")
    parser.add_argument("description", help='what to draw; "-" reads standard input')
    parser.add_argument("-o", "--output", metavar="FILE", help='the SVG; "-": standard output (default: out/NAME.svg)')
    parser.add_argument("--png", metavar="FILE", help="a preview (default: beside out/NAME.svg)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed, another picture")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help=f"default: {MAX_BYTES}")
    names = ", ".join((*generators.NAMES, "stable-diffusion:SOURCE"))
    parser.add_argument("--generator", default="auto", metavar="NAME", help=f"{names} or gemma:SOURCE")
    parser.add_argument("--candidates", type=int, metavar="N", help="draw N pictures and keep the best")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds for drawing and vectorizing")
    parser.add_argument("--lora", metavar="DIR", help="LoRA weights on top of Stable Diffusion or Gemma")
    parser.add_argument("--open", action="store_true", help="show the result in the browser")
    return parser


def _places(description: str, args: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Return where the SVG and its preview go; None: to standard output, and nowhere.

    Raises:
        ValueError: they cannot be written there.
    """
    svg_path = None if args.output == "-" else Path(args.output or f"out/{file_name(description)}.svg")
    png_path = Path(args.png) if args.png else None
    if not args.output and not args.png:
        png_path = svg_path.with_suffix(".png")
    if svg_path and png_path and os.path.realpath(svg_path) == os.path.realpath(png_path):
        raise ValueError(f"the SVG and its preview cannot both be {svg_path}")
    try:
        for path in filter(None, (svg_path, png_path)):
            check_writable(path)
    except OSError as error:
        raise ValueError(_cannot_write(error)) from error
    return svg_path, png_path


def _cannot_write(error: OSError) -> str:
    return f"cannot write {error.filename or 'standard output'}: {error.strerror or error}"


def _write(drawing: Drawing, svg_path: Path | None, png_path: Path | None) -> None:
    if svg_path:
        write_atomically(svg_path, drawing.svg)
    else:
        print(drawing.svg, flush=True)
    if png_path:
        buffer, chunks = io.BytesIO(), PngInfo()
        notice = drawing.picture.info.get("Copyright") if drawing.picture else None
        if notice:  # such as OpenMoji's licence asks for
            chunks.add_text("Copyright", notice)
        preview(drawing.svg).save(buffer, "PNG", pnginfo=chunks)
        write_atomically(png_path, buffer.getvalue())


def file_name(description: str) -> str:
    """Return a short name for `description` that every file system takes: a-z, 0-9 and dashes."""
    words = re.findall(r"[a-z0-9]+", description.lower())
    name = "-".join(words)[:60].strip("-")
    return name or f"drawing-{zlib.crc32(description.encode('utf-8', 'replace')):08x}"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _interrupt)
    command_line.exit_with(main)
