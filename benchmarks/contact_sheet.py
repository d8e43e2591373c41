"""Draw many descriptions and show them on one sheet: the picture in the README.

    python -m benchmarks.contact_sheet                                       # docs/contact-sheet.png
    python -m benchmarks.contact_sheet --csv train.csv -o out/train.png      # its column "description"
    python -m benchmarks.contact_sheet --descriptions "a red boat" "a blue hat" -o out/two.png

Every tile is a whole run of the chain: the SVG that `Model` returned, drawn by the judge's renderer.
"""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

import cli
import generators
from files import check_writable, write_atomically
from model import Model
from scoring.render import preview

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

_TILE, _GAP, _TEXT, _LINE = 224, 16, 14, 18  # pixels
_CAPTION_LINES = 2
_PAPER, _INK, _GREY = (255, 255, 255), (40, 40, 40), (130, 130, 130)


def contact_sheet(drawings: list[tuple[str, str]], columns: int = 6) -> Image.Image:
    """Return one RGB picture of (description, SVG) pairs in rows of `columns`, each above its description and bytes."""
    columns = min(columns, len(drawings))
    width, height = _TILE + _GAP, _TILE + _GAP + _LINE * (_CAPTION_LINES + 1)
    rows = -(-len(drawings) // columns)
    sheet = Image.new("RGB", (columns * width + _GAP, rows * height + _GAP), _PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_TEXT)
    for i, (description, svg) in enumerate(drawings):
        x, y = _GAP + i % columns * width, _GAP + i // columns * height
        sheet.paste(preview(svg).resize((_TILE, _TILE), Image.Resampling.LANCZOS), (x, y))
        lines = _wrap(description, font)
        for n, line in enumerate(lines):
            draw.text((x, y + _TILE + 4 + n * _LINE), line, _INK, font)
        draw.text((x, y + _TILE + 4 + len(lines) * _LINE), f"{len(svg.encode()):,} bytes", _GREY, font)
    return sheet


def _wrap(text: str, font) -> list[str]:
    """Break `text` into at most `_CAPTION_LINES` lines as wide as a tile; the rest is left out."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _TILE:
            lines[-1] = longer
        else:
            lines.append(_cut(word[:_TILE], font))
    if len(lines) > _CAPTION_LINES:
        lines[_CAPTION_LINES - 1] += " ..."
    return lines[:_CAPTION_LINES]


def _cut(word: str, font) -> str:
    while font.getlength(word) > _TILE:
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
    parser.add_argument("-o", "--output", default="docs/contact-sheet.png", metavar="FILE", help="default: %(default)s")
    args = parser.parse_args(arguments)
    try:
        if args.columns < 1:
            raise ValueError(f"columns must be at least 1, not {args.columns}")
        descriptions = _read(args.csv) if args.csv else args.descriptions or DESCRIPTIONS
        check_writable(args.output)
        model = Model(args.generator, seed=args.seed)
    except (ValueError, OSError, generators.LoadError) as error:
        parser.error(str(error))
    bar = tqdm(descriptions, "drawing", disable=None, leave=False)
    drawings = [(description, model.predict(description)) for description in bar]
    buffer = io.BytesIO()
    contact_sheet(drawings, args.columns).save(buffer, "PNG", optimize=True)
    write_atomically(args.output, buffer.getvalue())
    print(f"{args.output}: {len(drawings)} drawings, {len(buffer.getvalue()):,} bytes")
    return 0


def _read(path: Path) -> list[str]:
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows or "description" not in rows[0]:
        raise ValueError(f'{path} has no rows with a column "description"')
    return [row["description"] or "" for row in rows]


if __name__ == "__main__":
    cli.run(main)
