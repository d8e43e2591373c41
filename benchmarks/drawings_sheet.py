"""Show every drawing that the illustrator keeps as a file on one sheet: the picture in docs/illustrator.md.

    python -m benchmarks.drawings_sheet                              # docs/drawings.png
    python -m benchmarks.drawings_sheet fox "cat-*" -o out/some.png --tile 160   # some of them, with their names below

Each drawing stands alone in its own colours, in the order of the alphabet.
"""

from __future__ import annotations

import argparse
import io
import random
from fnmatch import fnmatch

import cairosvg
from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

from benchmarks.contact_sheet import check_layout, save
from generators.illustrator import drawings
from generators.illustrator.canvas.canvas import SIZE, Canvas
from generators.illustrator.things import draw_thing
from generators.illustrator.words.scene import Item, Scene
from support import command_line
from support.files import check_writable

PAPER, INK = "#eef1f5", "#282828"
MARGIN = 0.05  # of a tile, on each side of the drawing
LETTERS = 11  # pixels
NAMED = 96  # pixels of a tile below which names would not be legible
COLORS = 96  # of the palette


def picture(name: str, size: int) -> Image.Image:
    """One drawing in its own colours, RGB, `size` pixels square."""
    canvas, item = Canvas(random.Random(0)), Item(noun=name, kind="thing", word=name)
    with canvas.frame(SIZE / 2, SIZE * (1 - MARGIN), SIZE * (1 - 2 * MARGIN)):
        draw_thing(canvas, name, item, Scene(name, [item]))
    options = {"output_width": size, "output_height": size, "background_color": PAPER}
    return Image.open(io.BytesIO(cairosvg.svg2png(bytestring=canvas.svg().encode(), **options))).convert("RGB")


def sheet(names: list[str], columns: int, tile: int) -> Image.Image:
    """The drawings in rows of `columns`, each with its name below it where the tiles are large enough."""
    columns, height = min(columns, len(names)), tile + (LETTERS + 4 if tile >= NAMED else 0)
    whole = Image.new("RGB", (columns * tile, -(-len(names) // columns) * height), PAPER)
    draw, font = ImageDraw.Draw(whole), ImageFont.load_default(LETTERS)
    for i, name in enumerate(tqdm(names, "drawing", disable=None, leave=False)):
        x, y = i % columns * tile, i // columns * height
        whole.paste(picture(name, tile), (x, y))
        if tile >= NAMED:
            draw.text((x + tile / 2, y + tile), name, INK, font, anchor="ma")
    return whole


def chosen(patterns: list[str]) -> list[str]:
    """The names of the drawings that fit a pattern such as "cat-*"; all without any.  Raises ValueError for none."""
    names = sorted(drawings.files())
    for pattern in patterns:
        if not any(fnmatch(name, pattern) for name in names):
            raise ValueError(f"no drawing is named {pattern!r}; see python -m generators.illustrator --list")
    return [name for name in names if any(fnmatch(name, pattern) for pattern in patterns)] if patterns else names


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drawings_sheet", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help='which, as in "cat-*" (default: all)')
    parser.add_argument("--columns", type=int, default=42, metavar="N", help="tiles in a row (default: %(default)s)")
    parser.add_argument("--tile", type=int, default=40, metavar="N", help="pixels of a tile (default: %(default)s)")
    parser.add_argument("-o", "--output", default="docs/drawings.png", metavar="FILE", help="default: %(default)s")
    args = parser.parse_args(arguments)
    try:
        check_layout(args.columns, args.tile)
        names = chosen(args.names)
        check_writable(args.output)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    size = save(sheet(names, args.columns, args.tile), args.output, COLORS)
    print(f"{args.output}: {len(names)} drawings, {size:,} bytes")
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
