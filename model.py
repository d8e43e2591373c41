"""A sentence in, an SVG of at most 10,000 bytes out.

    python model.py "a lighthouse overlooking the ocean"              # out/a-lighthouse-overlooking-the-ocean.svg
    python model.py "a purple forest at dusk" -o - --seed 3 > forest.svg
    python model.py "a red boat" --generator stable-diffusion:stabilityai/sd-turbo --candidates 4

The chain: generate pictures -> vectorize each within the byte budget -> check each -> pick the best.  When a stage
fails the model steps down (one candidate, then the illustrator, then a plain scene) and says so in the log, because in
the competition one exception or one invalid SVG fails the whole submission.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import re
import signal
import sys
import time
import webbrowser
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":  # while the imports below run, an interrupt ends the command at once and without a traceback
    _interrupt = signal.signal(signal.SIGINT, signal.SIG_DFL)

from PIL import Image
from tqdm import tqdm

import cli
import generators
from files import check_writable, write_atomically
from scoring.constraints import MAX_BYTES, validate_svg
from scoring.render import preview, render
from svg_vectorize import MIN_BYTES, vectorize

SCORERS = ("auto", "fidelity", "first")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawing:
    """What one description became."""

    svg: str
    generator: str  # the one that drew it, which may be a stand-in: "illustrator", "plain scene"
    picture: Image.Image | None = None  # RGB, what the SVG was traced from
    fidelity: float | None = None  # judged SSIM of SVG and picture; None when there was no choice to make


class Model:
    """Draws descriptions.

    Args:
        generator: one of `generators.NAMES`, or ``stable-diffusion:SOURCE``.
        seed: 0 to 2**32 - 1; the same seed on the same machine gives the same SVG.
        max_bytes: the largest SVG in bytes of UTF-8, at least 300.
        candidates: pictures drawn for each description, of which the best is kept; None: one.
        time_limit_s: seconds for one description.  It is met by drawing and refining less, never by failing: pictures
            are then drawn one at a time for as long as another seems to fit.  The first takes the time that it takes.
        scorer: how the best candidate is found. "fidelity": the SVG that keeps most of its own picture as the judge
            sees it; "first": no choice, the first valid one; "auto": the best means at hand.
        lora: a folder of LoRA weights to load on top of a Stable Diffusion checkpoint.

    Raises:
        ValueError: an argument is out of its range.
        weights.WeightsNotFound: a generator that was asked for by name has no weights here.
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
    ):
        if not 0 <= seed < 2**32:
            raise ValueError(f"seed must be between 0 and 2**32 - 1, not {seed}")
        if max_bytes < MIN_BYTES:
            raise ValueError(f"max_bytes must be at least {MIN_BYTES}, not {max_bytes}")
        if candidates is not None and candidates < 1:
            raise ValueError(f"candidates must be at least 1, not {candidates}")
        if time_limit_s is not None and not time_limit_s > 0:
            raise ValueError(f"time_limit_s must be more than 0, not {time_limit_s}")
        if scorer not in SCORERS:
            raise ValueError(f"scorer must be one of {', '.join(SCORERS)}, not {scorer!r}")
        self.generator = generators.load(generator, lora=lora)
        self.seed = seed
        self.max_bytes = max_bytes
        self.candidates = candidates or 1
        self.time_limit_s = time_limit_s
        self.scorer = scorer

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
        deadline = None if self.time_limit_s is None else time.monotonic() + self.time_limit_s
        for generator, count in self._attempts(deadline):
            try:
                return self._attempt(generator(), description, count, deadline)
            except Exception as error:  # whatever a stage raises, the next attempt does less
                log.warning("a step down after %s: %s", type(error).__name__, error)
        return Drawing(_plain_scene(description), "plain scene")

    def _attempts(self, deadline: float | None):
        """Yield (generator factory, number of pictures), each asking less of the machine than the one before."""
        yield lambda: self.generator, self.candidates
        if self.candidates > 1 and deadline is None:  # with a deadline they were drawn one at a time
            yield lambda: self.generator, 1
        if self.generator.name != "illustrator":
            yield lambda: generators.load("illustrator"), 1

    def _attempt(self, generator, description: str, count: int, deadline: float | None) -> Drawing:
        pictures = self._pictures(generator, description, count, deadline)
        drawings = self._vectorize(pictures, count, generator.name, deadline)
        return max(drawings, key=lambda drawing: drawing.fidelity or 0.0)  # the first of equals

    def _pictures(self, generator, description: str, count: int, deadline: float | None) -> Iterator[Image.Image]:
        """Yield up to `count` pictures: drawn together, or one by one while there is time for another."""
        if deadline is None:
            yield from generator.generate(description, count, self.seed)
            return
        longest = 0.0
        for i in range(count):
            start = time.monotonic()
            if i and start + longest > deadline:
                log.info("time for %d of %d candidates", i, count)
                return
            try:
                yield from generator.generate(description, 1, self.seed, start=i)
            except Exception as error:
                log.warning("picture %d left out after %s: %s", i, type(error).__name__, error)
            longest = max(longest, time.monotonic() - start)  # with vectorizing and scoring, which are done by now

    def _vectorize(
        self, pictures: Iterator[Image.Image], count: int, generator: str, deadline: float | None
    ) -> list[Drawing]:
        drawings = []
        quiet = True if count == 1 else None  # None: tqdm shows a bar on a terminal alone
        for i, picture in enumerate(tqdm(pictures, "drawing", count, disable=quiet, leave=False)):
            left = None if deadline is None else max(deadline - time.monotonic(), 0.0)
            share = None if left is None else left / max(count - i, 1)
            try:
                svg = vectorize(picture, self.max_bytes, seed=self.seed, time_limit_s=share)
                self._check(svg)
                fidelity = self._fidelity(svg, picture) if count > 1 else None
            except Exception as error:  # one bad candidate costs itself alone
                log.warning("candidate %d left out after %s: %s", i, type(error).__name__, error)
                continue
            drawings.append(Drawing(svg, generator, picture, fidelity))
        if not drawings:
            raise RuntimeError(f"none of {count} pictures became a valid SVG")
        return drawings

    def _fidelity(self, svg: str, picture: Image.Image) -> float | None:
        if self.scorer == "first":
            return None
        from scoring.fidelity import svg_fidelity

        return svg_fidelity(svg, picture)

    def _check(self, svg: str) -> None:
        """What has the last word shares no code with the writer: the judge's own validator and renderer."""
        validate_svg(svg, self.max_bytes)
        render(svg)


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
    logging.getLogger("generators").setLevel(logging.INFO)
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
        _write(drawing.svg, svg_path, png_path)
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
    names = ", ".join(generators.NAMES)
    parser.add_argument("--generator", default="auto", metavar="NAME", help=f"{names} or stable-diffusion:SOURCE")
    parser.add_argument("--candidates", type=int, metavar="N", help="draw N pictures and keep the best")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds for drawing and vectorizing")
    parser.add_argument("--lora", metavar="DIR", help="LoRA weights on top of the Stable Diffusion checkpoint")
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


def _write(svg: str, svg_path: Path | None, png_path: Path | None) -> None:
    if svg_path:
        write_atomically(svg_path, svg)
    else:
        print(svg, flush=True)
    if png_path:
        buffer = io.BytesIO()
        preview(svg).save(buffer, "PNG")
        write_atomically(png_path, buffer.getvalue())


def file_name(description: str) -> str:
    """Return a short name for `description` that every file system takes: a-z, 0-9 and dashes."""
    words = re.findall(r"[a-z0-9]+", description.lower())
    name = "-".join(words)[:60].strip("-")
    return name or f"drawing-{zlib.crc32(description.encode('utf-8', 'replace')):08x}"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _interrupt)
    cli.run(main)
