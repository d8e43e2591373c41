"""Picture or SVG -> SVG within a byte budget: the face of vectorizer/ and fitting/.

    python svg_vectorize.py picture.png                          # picture.svg beside it, if there is none
    python svg_vectorize.py picture.png -o - > drawing.svg
    python svg_vectorize.py - < picture.png > drawing.svg        # from standard input to standard output
    python svg_vectorize.py logo.png --transparent               # or --background "#ffcc00"; white without either
    python svg_vectorize.py *.jpg -o drawings --max-bytes 5000   # drawings/NAME.svg, a folder for many
    python svg_vectorize.py picture.png --compare                # picture.compare.png too: what was kept, what was lost
    python svg_vectorize.py drawing.svg -o short.svg --max-bytes 5000   # an SVG is fitted, not traced
"""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from PIL import Image, ImageColor
from tqdm import tqdm

from fitting import from_file
from support.progress import progress
from vectorizer import files
from vectorizer.vectorize import MAX_BYTES, check_options, vectorize

__all__ = ["main", "vectorize"]


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when a picture could not be read or an SVG not be written; the others are drawn all the same."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        check_options(args.max_bytes, args.seed, args.time_limit)
        targets = files.targets(args.pictures, args.output, args.compare, args.force)
    except ValueError as error:
        parser.error(str(error))
    failed = False
    with progress("vectorizing", len(targets)) if len(targets) > 1 else nullcontext() as bar:
        for source, target in targets:
            try:
                lines = files.convert(source, target, args.compare, partial(_drawn, source, args))
            except BrokenPipeError:
                raise
            except (OSError, ValueError) as error:
                failed = True
                reason = command_line.cannot_write(error) if isinstance(error, OSError) else error
                tqdm.write(f"{source}: {reason}", file=sys.stderr)
            else:
                tqdm.write(lines, file=sys.stderr if target is None else sys.stdout)
            if bar:
                bar.update()
    return int(failed)


def _drawn(source: Path, args: argparse.Namespace) -> tuple[str, Image.Image]:
    """Return the SVG of a file, and what to compare it with: an SVG is fitted, a picture is traced."""
    if from_file.is_svg(source):
        return from_file.fit_file(source, args.max_bytes, time_limit_s=args.time_limit)
    under = {"background": args.background, "transparent": args.transparent}
    return files.trace(source, args.max_bytes, **under, seed=args.seed, time_limit_s=args.time_limit)


def _color(text: str) -> str:
    """A colour that PIL knows."""
    try:
        ImageColor.getrgb(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a colour such as white or #ffcc00, not {text!r}") from None
    return text


def _parser() -> argparse.ArgumentParser:
    parser = command_line.Parser(
        prog="svg_vectorize.py",
        description="Trace pictures as SVGs of a limited number of bytes, and fit SVGs into as many.",
    )
    what = 'picture files of any format Pillow reads, and SVGs; "-": a picture from standard input'
    parser.add_argument("pictures", nargs="+", metavar="IN", type=Path, help=what)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help='one picture: the SVG, or a folder for it; many: a folder; "-": standard output '
        "(default: NAME.svg beside each picture)",
    )
    parser.add_argument("--force", action="store_true", help="write over SVGs that are there already")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help=f"default: {MAX_BYTES}")
    under = parser.add_mutually_exclusive_group()
    under.add_argument("--background", type=_color, default="white", metavar="COLOR", help="under what is transparent")
    under.add_argument("--transparent", action="store_true", help="keep what is transparent so")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds for each picture")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the random choices in tracing")
    parser.add_argument(
        "--compare", action="store_true", help="also write NAME.compare.png: picture, SVG and error, with figures"
    )
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
