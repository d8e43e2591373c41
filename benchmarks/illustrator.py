"""How well the illustrator draws what the words say.

    python -m benchmarks.illustrator                          # descriptions of our own
    python -m benchmarks.illustrator train.csv --no-vectorize # a table with columns id and description, much faster
    python -m benchmarks.illustrator train.csv --details      # each shortfall, named

Measured for each description, with the first candidate of the seed:

- colours: each colour word's share of the 512 x 512 picture, in pixels within CIEDE2000 20 of the word's value (the
  illustrator's own colour table, changed by words such as "pale"); a colour word that no phrase holds counts as 0 %
- things: each noun is drawn by a drawing of its own, by that of its class, as a plain shape, or not at all
- seconds: of one core for one picture, after a first one
- dssim: similarity of the picture and its SVG of 10,000 bytes, both after the judge's image defence
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from generators.illustrator import Illustrator
from generators.illustrator.colors import BASIC, TABLE
from generators.illustrator.words.terms import group, tokenize
from scoring.constraints import MAX_BYTES
from scoring.measures.ciede2000 import coverage
from support import command_line

OWN = Path(__file__).parent / "descriptions.csv"
LEAST = 0.03  # of the picture


@dataclass
class Measured:
    """One description's figures."""

    description: str
    seconds: float
    colors: dict[str, float]  # colour word -> part of the picture
    things: list[tuple[str, str]]  # word, how it was drawn
    unread: list[str] = field(default_factory=list)
    dssim: float | None = None


def measure(illustrator: Illustrator, description: str, seed: int = 0, vectorized: bool = True) -> Measured:
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
    return Measured(description, seconds, colors, things, report["unread"], fidelity(picture) if vectorized else None)


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


def fidelity(picture) -> float:
    from scoring.measures.fidelity import svg_fidelity
    from vectorizer.vectorize import vectorize

    return svg_fidelity(vectorize(picture, seed=0), picture)


def table(results: list[Measured]) -> str:
    """The means and worst cases, a line each."""
    shares = [share for r in results for share in r.colors.values()]
    drawn = [how for r in results for _, how in r.things]
    seconds = sorted(r.seconds for r in results)
    lines = [
        f"descriptions                {len(results)}",
        f"colour words                {len(shares)}, of which {sum(s >= LEAST for s in shares)} cover 3 % or more",
        f"thing words                 {len(drawn)}",
        *(f"  {label:<26}{_percent(drawn.count(how), len(drawn))}" for how, label in _HOW.items()),
        f"words that no table knows   {sum(len(r.unread) for r in results)}",
        f"seconds of one core         median {seconds[len(seconds) // 2]:.2f}, worst {seconds[-1]:.2f}",
    ]
    kept = sorted(r.dssim for r in results if r.dssim is not None)
    if kept:
        above = sum(k >= 0.93 for k in kept)
        lines.append(
            f"dssim at {MAX_BYTES:,} bytes       mean {sum(kept) / len(kept):.3f}, worst {kept[0]:.3f}, "
            f"{above} of {len(kept)} at .93 or more"
        )
    return "\n".join(lines)


_HOW = {"own": "own drawing", "class": "drawing of the class", "plain": "plain shape", "not": "not drawn"}


def _percent(part: int, whole: int) -> str:
    return f"{part:4} ({100 * part / max(whole, 1):.1f} %)"


def shortfalls(results: list[Measured]) -> list[str]:
    """What falls short, a line for each description that does."""
    lines = []
    for r in results:
        colors = [f"{name} {100 * share:.1f} %" for name, share in r.colors.items() if share < LEAST]
        things = [f"{word}: {how}" for word, how in r.things if how != "own"]
        blurred = [f"dssim {r.dssim:.3f}"] if r.dssim is not None and r.dssim < 0.93 else []
        slow = [f"{r.seconds:.2f} s"] if r.seconds > 0.7 else []
        problems = [*colors, *things, *(f"unread: {word}" for word in r.unread), *blurred, *slow]
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
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--no-vectorize", action="store_true", help="leave dssim out, which takes seconds a picture")
    parser.add_argument("--details", action="store_true", help="name each shortfall")
    args = parser.parse_args(arguments)
    try:
        descriptions = list(dict.fromkeys(d for path in args.csv for d in read(path))) or read(OWN)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    illustrator = Illustrator()
    illustrator.generate("a red boat", 1)  # the imports are no part of any picture's time
    bar = tqdm(descriptions, "measuring", disable=None, leave=False)
    results = [measure(illustrator, d, args.seed, not args.no_vectorize) for d in bar]
    if args.details:
        print("\n".join(shortfalls(results)), end="\n\n")
    print(table(results))
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
