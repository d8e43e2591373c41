"""Where a drawing is written: the SVG, and a preview of it as PNG."""

from __future__ import annotations

import io
import os
import re
import sys
import zlib
from pathlib import Path

from PIL.PngImagePlugin import PngInfo

from pipeline.drawing import Drawing, notice
from scoring.render import preview
from support.command_line import cannot_write
from support.files import check_png_name, check_svg_name, check_writable, write_atomically

STANDARD_OUTPUT = Path("-")


def places(description: str, output: str | None, png: str | None) -> tuple[Path, Path | None]:
    """Return where the SVG and its preview go: a file, STANDARD_OUTPUT or, for None, nowhere.

    Args:
        description: what is drawn; names the files in out/ when neither place is given.
        output: the SVG's place; "-" is standard output.
        png: the preview's place, as for `output`.

    Raises:
        ValueError: they cannot be written there.
    """
    svg_path = Path(output or f"out/{short_name(description)}.svg")
    png_path = Path(png) if png else None
    if not output and not png:
        png_path = svg_path.with_suffix(".png")
    if png_path and os.path.realpath(svg_path) == os.path.realpath(png_path):
        raise ValueError(f"the SVG and its preview cannot both be {svg_path}")
    try:
        check_svg_name(svg_path)
    except ValueError as error:
        raise ValueError(f"{error}; --png {svg_path} is for the preview") from error
    if png_path:
        check_png_name(png_path)
    try:
        for path in {svg_path, png_path} - {None, STANDARD_OUTPUT}:
            check_writable(path)
    except OSError as error:
        raise ValueError(cannot_write(error)) from error
    return svg_path, png_path


def write(drawing: Drawing, svg_path: Path, png_path: Path | None) -> None:
    """Write the SVG and, if it has a place, its preview.  Raises OSError."""
    if svg_path == STANDARD_OUTPUT:
        print(drawing.svg, flush=True)
    else:
        write_atomically(svg_path, drawing.svg)
    if png_path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(png(drawing.svg))
        sys.stdout.buffer.flush()
    elif png_path:
        write_atomically(png_path, png(drawing.svg))


def png(svg: str, size: int = 768) -> bytes:
    """Return a PNG file of an SVG, `size` pixels a side, with the notice that its drawings ask for."""
    buffer, chunks = io.BytesIO(), PngInfo()
    if words := notice(svg):
        chunks.add_text("Copyright", words)
    preview(svg, size).save(buffer, "PNG", pnginfo=chunks)
    return buffer.getvalue()


def short_name(description: str) -> str:
    """Return a name for a description's files that every file system takes: a-z, 0-9 and dashes, 60 at most.

    >>> short_name("A lighthouse, overlooking the ocean!")
    'a-lighthouse-overlooking-the-ocean'
    """
    words = re.findall(r"[a-z0-9]+", description.lower())
    name = "-".join(words)[:60].strip("-")
    return name or f"drawing-{zlib.crc32(description.encode('utf-8', 'replace')):08x}"
