"""Picture files -> SVG files: where each is written, and what is said about it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from support.files import check_svg_name, check_writable, write_atomically
from vectorizer import compare, pictures
from vectorizer.transparency import vectorize_transparent
from vectorizer.vectorize import vectorize

STANDARD_INPUT = Path("-")


def targets(
    sources: list[Path], output: str | None, sheets: bool, force: bool = False
) -> list[tuple[Path, Path | None]]:
    """Return each picture with the SVG to write, None for standard output.

    Args:
        sources: the pictures.
        output: one picture: the SVG, or a folder for it; many: a folder; "-": standard output; None: beside each, or
            standard output for a picture from there.
        sheets: whether a comparison is written beside each SVG, or beside the picture of one on standard output.
        force: write over files whose names the command made up; over one that `output` names it writes anyway.

    Raises:
        ValueError: two pictures would become one file, an SVG or a comparison sheet would take a picture's place, or
            that of another file.
    """
    if (
        output
        and not Path(output).is_dir()
        and Path(output).resolve() not in [source.resolve() for source in sources]
    ):
        check_svg_name(output)
    named = False
    if output is None and STANDARD_INPUT in sources:
        output = "-"
    if output == "-":
        if len(sources) > 1:
            raise ValueError(f"standard output takes one picture, not {len(sources)}")
        found = [None]
    elif output and len(sources) == 1 and not (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        found, named = [Path(output)], True
    else:
        found = [(Path(output) if output else source.parent) / f"{_name(source).stem}.svg" for source in sources]
    taken = {source.resolve(): "is a picture to read" for source in sources}
    for source, target in zip(sources, found, strict=True):
        for path in (target, _sheet(source, target) if sheets else None):
            where = path and path.resolve()
            if where in taken:
                raise ValueError(f"{source} cannot be written to {path}, which {taken[where]}")
            if path:
                taken[where] = f"is where {source} is written"
            if path and path.is_file() and not (force or named):  # it may be somebody's work
                raise ValueError(f"{path} is there already; --force writes over it, -o names another place")
    return list(zip(sources, found, strict=True))


def trace(
    source: Path, max_bytes: int, *, background: str = "white", transparent: bool = False, **options
) -> tuple[str, Image.Image]:
    """Return the SVG of a picture, and the RGB picture.

    Args:
        source: the picture; STANDARD_INPUT.
        background: the colour that lies under what is transparent.
        transparent: keep the transparency.
        max_bytes, options: as `vectorizer.vectorize.vectorize` takes them.

    Raises:
        ValueError: the picture cannot be read.
    """
    picture, alpha = _read(source, background, transparent)
    if alpha:
        return vectorize_transparent(picture, alpha, max_bytes, **options), picture
    return vectorize(picture, max_bytes, **options), picture


def convert(source: Path, target: Path | None, sheet: bool, draw: Callable[[], tuple[str, Image.Image]]) -> str:
    """Write the SVG of one picture; return what to say about it.

    Args:
        source: the picture; STANDARD_INPUT.
        target: the SVG; None: standard output.
        sheet: whether to write a comparison of both as well.
        draw: makes the SVG of it, and the RGB picture to compare that with.

    Raises:
        OSError, ValueError: the picture cannot be read, or a file not be written.
    """
    for path in filter(None, (target, _sheet(source, target) if sheet else None)):
        check_writable(path)  # rather now than when it is traced
    start = time.perf_counter()
    svg, picture = draw()
    seconds = time.perf_counter() - start
    if target is None:
        print(svg, flush=True)
    else:
        write_atomically(target, svg)
    said = f"{target or source}: {len(svg.encode()):,} bytes, {seconds:.1f} s"
    if not sheet:
        return said
    path = _sheet(source, target)
    figures = compare.measure(svg, picture)
    write_atomically(path, compare.sheet(svg, picture))
    return f"{said}\n{path}: {figures}"


def _read(source: Path, background: str, transparent: bool) -> tuple[Image.Image, Image.Image | None]:
    """The picture over the background and, where it is to be kept, its alpha."""
    with tempfile.TemporaryDirectory() as folder:
        if source == STANDARD_INPUT:
            source = Path(folder) / "picture"
            source.write_bytes(sys.stdin.buffer.read())
        if not transparent:
            return pictures.read(source, background), None
        picture = pictures.read(source, None)
    return pictures.normalize(picture, background), picture.getchannel("A")


def _sheet(source: Path, target: Path | None) -> Path:
    return (target or _name(source)).with_suffix(".compare.png")


def _name(source: Path) -> Path:
    """What the files that are made of a picture are named after."""
    return Path("stdin") if source == STANDARD_INPUT else source
