"""Picture -> SVG within a byte budget: the face of vectorizer/.

    python svg_vectorize.py picture.png                          # picture.svg beside it
    python svg_vectorize.py picture.png -o - > drawing.svg
    python svg_vectorize.py *.jpg -o drawings --max-bytes 5000   # drawings/NAME.svg, a folder for many
    python svg_vectorize.py picture.png --compare                # picture.compare.png too: what was kept, what was lost
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from tqdm import tqdm

from support import command_line
from support.files import write_atomically
from vectorizer import compare, pictures
from vectorizer.vectorize import MAX_BYTES, check_options, vectorize


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when a picture could not be read or an SVG not be written; the others are drawn all the same."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        check_options(args.max_bytes, args.seed, args.time_limit)
        targets = _targets(args.pictures, args.output, args.compare)
    except ValueError as error:
        parser.error(str(error))
    failed = False
    for source, target in tqdm(targets, "vectorizing", disable=True if len(targets) == 1 else None, leave=False):
        try:
            lines = _convert(source, target, args)
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            failed = True
            reason = f"cannot write {error.filename}: {error.strerror}" if isinstance(error, OSError) else error
            tqdm.write(f"{source}: {reason}", file=sys.stderr)
        else:
            tqdm.write(lines, file=sys.stderr if target is None else sys.stdout)
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="svg_vectorize.py", description="Trace pictures as SVGs of a limited number of bytes."
    )
    parser.add_argument("pictures", nargs="+", metavar="IN", type=Path, help="picture files of any format Pillow reads")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help='one picture: the SVG, or a folder for it; many: a folder; "-": standard output '
        "(default: NAME.svg beside each picture)",
    )
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help=f"default: {MAX_BYTES}")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds for each picture")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the random choices in tracing")
    parser.add_argument(
        "--compare", action="store_true", help="also write NAME.compare.png: picture, SVG and error, with figures"
    )
    return parser


def _targets(sources: list[Path], output: str | None, sheets: bool) -> list[tuple[Path, Path | None]]:
    """Return each picture with the SVG to write, None for standard output.

    Raises:
        ValueError: two pictures would become one file, or an SVG or a comparison sheet would take a picture's place.
    """
    if output == "-":
        if len(sources) > 1:
            raise ValueError(f"standard output takes one picture, not {len(sources)}")
        targets = [None]
    elif output and len(sources) == 1 and not (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        targets = [Path(output)]
    else:
        targets = [(Path(output) if output else source.parent) / f"{source.stem}.svg" for source in sources]
    taken = {source.resolve(): "is a picture to read" for source in sources}
    for source, target in zip(sources, targets, strict=True):
        for path in (target, _sheet(source, target) if sheets else None):
            where = path and path.resolve()
            if where in taken:
                raise ValueError(f"{source} cannot be written to {path}, which {taken[where]}")
            if path:
                taken[where] = f"is where {source} is written"
    return list(zip(sources, targets, strict=True))


def _sheet(source: Path, target: Path | None) -> Path:
    return (target or source).with_suffix(".compare.png")


def _convert(source: Path, target: Path | None, args: argparse.Namespace) -> str:
    """Write the SVG of one picture, and the comparison where asked for; return what to say about it."""
    start = time.perf_counter()
    picture = pictures.read(source)
    svg = vectorize(picture, args.max_bytes, seed=args.seed, time_limit_s=args.time_limit)
    seconds = time.perf_counter() - start
    if target is None:
        print(svg, flush=True)
    else:
        write_atomically(target, svg)
    said = f"{target or source}: {len(svg.encode()):,} bytes, {seconds:.1f} s"
    if not args.compare:
        return said
    sheet = _sheet(source, target)
    figures = compare.measure(svg, picture)
    write_atomically(sheet, compare.sheet(svg, picture))
    return f"{said}\n{sheet}: {figures}"


if __name__ == "__main__":
    command_line.exit_with(main)
