"""Draw many descriptions and show them on one sheet: the picture in the README.

    python -m benchmarks.contact_sheet                                       # docs/contact-sheet.png
    python -m benchmarks.contact_sheet --csv train.csv -o out/train.png      # its column "description"
    python -m benchmarks.contact_sheet --descriptions "a red boat" "a blue hat" -o out/two.png
    python -m benchmarks.contact_sheet --csv benchmarks/descriptions.csv --columns 10 --tile 136 --colors 256 \\
        -o docs/illustrator.png

Every tile is a whole run of the chain: the SVG that `Model` returned, drawn by the judge's renderer.
"""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

import generators
from model import Model
from scoring.render import preview
from support.english import unaccented
from support.files import check_writable, write_atomically

DESCRIPTIONS = (
    "a lighthouse overlooking the ocean",
    "a red barn in a golden wheat field",
    "a foggy pine forest at dawn",
    "a desert with two cactuses under a full moon",
    "a winding river between green hills",
    "snowy mountains behind a frozen lake",
    "a yellow raincoat with black buttons",
    "blue denim overalls with brass buckles",
    "a red and white striped scarf",
    "a green plaid shirt with a pocket",
    "black leather boots",
    "a pink floral summer dress",
    "three orange cubes on a teal plane",
    "overlapping blue and yellow circles",
    "a silver sphere inside a red ring",
    "green triangles forming a spiral",
    "a honeycomb of purple hexagons",
    "a golden pyramid beside a navy cylinder",
)

_TILE, _GAP, _TEXT, _LINE = 224, 16, 14, 18  # pixels; smaller tiles have smaller letters
_CAPTION_LINES = 2
_PAPER, _INK, _GREY = (255, 255, 255), (40, 40, 40), (130, 130, 130)


def contact_sheet(drawings: list[tuple[str, str]], columns: int = 6, tile: int = _TILE) -> Image.Image:
    """Return one RGB picture of (description, SVG) pairs in rows of `columns`, each above its description and bytes."""
    columns = min(columns, len(drawings))
    text, step = (_TEXT, _LINE) if tile >= 200 else (_TEXT - 3, _LINE - 4)
    width, height = tile + _GAP, tile + _GAP + step * (_CAPTION_LINES + 1)
    rows = -(-len(drawings) // columns)
    sheet = Image.new("RGB", (columns * width + _GAP, rows * height + _GAP), _PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(text)
    for i, (description, svg) in enumerate(drawings):
        x, y = _GAP + i % columns * width, _GAP + i // columns * height
        sheet.paste(preview(svg).resize((tile, tile), Image.Resampling.LANCZOS), (x, y))
        lines = _wrap(unaccented(description), font, tile)  # Pillow's own letters have no accents
        for n, line in enumerate(lines):
            draw.text((x, y + tile + 4 + n * step), line, _INK, font)
        draw.text((x, y + tile + 4 + len(lines) * step), f"{len(svg.encode()):,} bytes", _GREY, font)
    return sheet


def check_layout(columns: int, tile: int) -> None:
    """Raise ValueError for a number of tiles in a row, or of pixels of a tile, that makes no sheet."""
    if columns < 1:
        raise ValueError(f"columns must be at least 1, not {columns}")
    if tile < 16:
        raise ValueError(f"tile must be at least 16, not {tile}")


def save(sheet: Image.Image, path: str, colors: int | None = None) -> int:
    """Write a sheet as PNG, with a palette of `colors` unless None; return its bytes."""
    if colors:
        sheet = sheet.quantize(colors, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG", optimize=True)
    write_atomically(path, buffer.getvalue())
    return len(buffer.getvalue())


def _wrap(text: str, font, tile: int) -> list[str]:
    """Break `text` into at most `_CAPTION_LINES` lines as wide as a tile; the rest is left out."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= tile:
            lines[-1] = longer
        else:
            lines.append(_cut(word[:tile], font, tile))
    if len(lines) > _CAPTION_LINES:
        lines[_CAPTION_LINES - 1] += " ..."
    return lines[:_CAPTION_LINES]


def _cut(word: str, font, tile: int) -> str:
    while font.getlength(word) > tile:
        word = word[:-1]
    return word


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contact_sheet", description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--csv", metavar="FILE", type=Path, help='draw what its column "description" holds')
    what.add_argument("--descriptions", metavar="TEXT", nargs="+", help="draw these (default: 18 of our own)")
    parser.add_argument("--generator", default="auto", metavar="NAME", help="as in model.py")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="as in model.py")
    parser.add_argument("--columns", type=int, default=6, metavar="N", help="tiles in a row (default: 6)")
    parser.add_argument("--tile", type=int, default=_TILE, metavar="N", help="pixels of a tile (default: %(default)s)")
    parser.add_argument("--colors", type=int, metavar="N", help="save with N colours at most, 2 to 256: a smaller file")
    parser.add_argument("-o", "--output", default="docs/contact-sheet.png", metavar="FILE", help="default: %(default)s")
    args = parser.parse_args(arguments)
    try:
        check_layout(args.columns, args.tile)
        if args.colors is not None and not 2 <= args.colors <= 256:
            raise ValueError(f"colors must be between 2 and 256, not {args.colors}")
        descriptions = _read(args.csv) if args.csv else args.descriptions or DESCRIPTIONS
        check_writable(args.output)
        model = Model(args.generator, seed=args.seed)
    except (ValueError, OSError, generators.LoadError) as error:
        parser.error(str(error))
    bar = tqdm(descriptions, "drawing", disable=None, leave=False)
    drawings = [(description, model.predict(description)) for description in bar]
    size = save(contact_sheet(drawings, args.columns, args.tile), args.output, args.colors)
    print(f"{args.output}: {len(drawings)} drawings, {size:,} bytes")
    return 0


def _read(path: Path) -> list[str]:
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows or "description" not in rows[0]:
        raise ValueError(f'{path} has no rows with a column "description"')
    return [row["description"] or "" for row in rows]


if __name__ == "__main__":
    command_line.exit_with(main)
