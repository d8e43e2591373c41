"""Draw the same descriptions with several generators and show them side by side: the README's picture of Gemma.

    python -m benchmarks.side_by_side --csv train.csv --generators gemma illustrator -o docs/gemma.png

Every tile is a whole run of the chain; its caption names who drew it, which is the illustrator where a generator drew
nothing that could be used.  Gemma draws by itself: the LoRA that comes along knows twenty things and no others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from tqdm import tqdm

import generators
from benchmarks.contact_sheet import contact_sheet, save
from model import Model
from scoring import tables
from support.files import check_writable


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.side_by_side", description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--csv", metavar="FILE", type=Path, help='draw what its column "description" holds')
    what.add_argument("--descriptions", metavar="TEXT", nargs="+", help="draw these")
    parser.add_argument(
        "--generators", metavar="NAME", nargs="+", default=["gemma", "illustrator"], help="as in model.py"
    )
    parser.add_argument("--candidates", type=int, default=4, metavar="N", help="SVGs that Gemma writes (default: 4)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="as in model.py")
    parser.add_argument("-o", "--output", default="out/side-by-side.png", metavar="FILE", help="default: %(default)s")
    args = parser.parse_args(arguments)
    try:
        descriptions = args.descriptions or list(tables.descriptions(tables.read_table(args.csv)).values())
        check_writable(args.output)
        models = [_model(name, args) for name in args.generators]
    except (ValueError, OSError, generators.LoadError) as error:
        parser.error(str(error))
    tiles = []
    for description in tqdm(descriptions, "drawing", disable=None, leave=False):
        for drawing in [model.draw(description) for model in models]:
            tiles.append((f"{drawing.generator}: {description}", drawing.svg))
    size = save(contact_sheet(tiles, columns=max(1, 6 // len(models)) * len(models)), args.output, 256)
    print(f"{args.output}: {len(tiles)} drawings, {size:,} bytes")
    return 0


def _model(name: str, args: argparse.Namespace) -> Model:
    if name.startswith("gemma"):
        return Model(name, seed=args.seed, candidates=args.candidates, lora=generators.NO_LORA)
    return Model(name, seed=args.seed, candidates=1)


if __name__ == "__main__":
    command_line.exit_with(main)
