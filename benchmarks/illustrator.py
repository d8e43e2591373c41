"""How well the illustrator draws what the words say.

    python -m benchmarks.illustrator                          # descriptions of our own
    python -m benchmarks.illustrator train.csv                # a table with columns id and description
    python -m benchmarks.illustrator --bytes 10000 2000       # and what is delivered within so many bytes
    python -m benchmarks.illustrator train.csv --details      # each shortfall, named

Measured for each description, with the first candidate of the seed:

- colours: each colour word's share of the 512 x 512 picture, in pixels within CIEDE2000 20 of the word's value (the
  illustrator's own colour table, changed by words such as "pale"); a colour word that no phrase holds counts as 0 %
- things: each noun is drawn by a drawing of its own, by that of its class, as a plain shape, or not at all
- seconds: of one core for one picture, after a first one
- with --bytes: what of the full drawing is left in the SVG that is delivered (benchmarks/delivery.py)
"""

from __future__ import annotations

import argparse
import csv
import shlex
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from tqdm import tqdm

from benchmarks.setting import setting
from generators.illustrator import Illustrator
from generators.illustrator.colors import BASIC, TABLE
from generators.illustrator.words.terms import group, tokenize
from scoring.measures.ciede2000 import coverage
from support.files import write_atomically

OWN = Path(__file__).parent / "descriptions.csv"
LEAST = 0.03  # of the picture
PACKAGES = ("cairosvg", "numpy", "opencv-python-headless", "pillow")


@dataclass
class Measured:
    """One description's figures."""

    description: str
    seconds: float
    colors: dict[str, float]  # colour word -> part of the picture
    things: list[tuple[str, str]]  # word, how it was drawn
    unread: list[str] = field(default_factory=list)


def measure(illustrator: Illustrator, description: str, seed: int = 0) -> Measured:
    start = time.process_time()
    (picture,) = illustrator.generate(description, 1, seed)
    seconds = time.process_time() - start
    report = illustrator.describe(description, seed)
    items = report["items"]
    colors = dict.fromkeys(lost_colors(description, items), 0.0)
    for item in items:
        for name, value in zip(item["names"], item["colors"], strict=False):
            colors[name] = min(colors.get(name, 1.0) or 1.0, coverage(picture, value))
    things = [(item["word"] or item["noun"], item["drawn"]) for item in items]
    return Measured(description, seconds, colors, things, report["unread"])


def lost_colors(description: str, items: list[dict]) -> list[str]:
    """Colour words of the text that are in no phrase, be it as its colour, its noun or its material."""
    held = " ".join(
        word
        for item in items
        for word in [*item["names"], item["word"], *item["materials"], *(m["word"] for m in item["modifiers"])]
    ).replace(" ", "")
    terms = [term.replace(" ", "") for term in group(tokenize(description))]
    lost = []
    for before, term in zip(["", *terms], terms, strict=False):
        said = term in BASIC and before in TABLE  # "cobalt blue": cobalt says it all
        if term in TABLE and term not in held and not said:
            lost.append(term)
    return lost


def table(results: list[Measured]) -> str:
    """The means and worst cases, a line each."""
    shares = [share for r in results for share in r.colors.values()]
    drawn = [how for r in results for _, how in r.things]
    seconds = sorted(r.seconds for r in results)
    return "\n".join([
        f"descriptions                {len(results)}",
        f"colour words                {len(shares)}, of which {sum(s >= LEAST for s in shares)} cover 3 % or more",
        f"thing words                 {len(drawn)}",
        *(f"  {label:<26}{_percent(drawn.count(how), len(drawn))}" for how, label in _HOW.items()),
        f"words that no table knows   {sum(len(r.unread) for r in results)}",
        f"seconds of one core         median {seconds[len(seconds) // 2]:.2f}, worst {seconds[-1]:.2f}",
    ])


_HOW = {"own": "own drawing", "class": "drawing of the class", "plain": "plain shape", "not": "not drawn"}


def _percent(part: int, whole: int) -> str:
    return f"{part:4} ({100 * part / max(whole, 1):.1f} %)"


def shortfalls(results: list[Measured]) -> list[str]:
    """What falls short, a line for each description that does."""
    lines = []
    for r in results:
        colors = [f"{name} {100 * share:.1f} %" for name, share in r.colors.items() if share < LEAST]
        things = [f"{word}: {how}" for word, how in r.things if how != "own"]
        slow = [f"{r.seconds:.2f} s"] if r.seconds > 0.7 else []
        problems = [*colors, *things, *(f"unread: {word}" for word in r.unread), *slow]
        if problems:
            lines.append(f"{r.description}: {', '.join(problems)}")
    return lines


def read(path: Path) -> list[str]:
    """The different descriptions of a table, in its order."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows or "description" not in rows[0]:
        raise ValueError(f'{path} has no rows with a column "description"')
    return list(dict.fromkeys(row["description"] or "" for row in rows))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.illustrator", description=__doc__.splitlines()[0])
    parser.add_argument("csv", nargs="*", type=Path, help="tables with a column description (default: our own)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth description")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--bytes", nargs="+", type=int, default=[], metavar="N", help="deliver within so many bytes")
    parser.add_argument("--traced", action="store_true", help="trace the drawings as well, seconds for each")
    parser.add_argument("--browser", action="store_true", help="compare with Chromium as well")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table of what is delivered there")
    parser.add_argument("--details", action="store_true", help="name each shortfall")
    args = parser.parse_args(arguments)
    if args.every < 1:
        parser.error(f"--every must be at least 1, not {args.every}")
    try:
        descriptions = (list(dict.fromkeys(d for path in args.csv for d in read(path))) or read(OWN))[:: args.every]
    except (ValueError, OSError) as error:
        parser.error(str(error))
    illustrator = Illustrator()
    illustrator.generate("a red boat", 1)  # the imports are no part of any picture's time
    bar = tqdm(descriptions, "measuring", disable=None, leave=False)
    results = [measure(illustrator, d, args.seed) for d in bar]
    if args.details:
        print("\n".join(shortfalls(results)), end="\n\n")
    print(table(results))
    if args.bytes:
        given = sys.argv[1:] if arguments is None else arguments
        command = shlex.join(["python", "-m", "benchmarks.illustrator", *given])
        report = f"{deliver(descriptions, args)}\n{setting(command, PACKAGES)}"
        print("", report, sep="\n")
        if args.out:
            write_atomically(args.out, report)
    return 0


def deliver(descriptions: list[str], args: argparse.Namespace) -> str:
    """A row for each number of bytes."""
    from benchmarks import delivery
    from tests.chromium import Browser

    rows = [delivery.HEADER]
    with Browser() if args.browser else nullcontext() as browser:
        for max_bytes in args.bytes:
            drawer = delivery.Delivery(max_bytes, args.seed, args.traced, browser)
            bar = tqdm(descriptions, f"{max_bytes:,} bytes", disable=None, leave=False)
            rows.append(delivery.line(max_bytes, [drawer.measure(description) for description in bar]))
    return "\n".join(rows) + f"\n\n{len(descriptions)} descriptions.\n"


if __name__ == "__main__":
    command_line.exit_with(main)
