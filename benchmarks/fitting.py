"""How much of a drawing fits into a number of bytes, and how short the same picture gets.

    python -m benchmarks.fitting                                        # our own descriptions
    python -m benchmarks.fitting train.csv --budgets 300 1000 10000     # a table with a column description
    python -m benchmarks.fitting --svgo /tmp/node_modules/.bin/svgo     # the shorter text beside that of svgo
    python -m benchmarks.fitting --folder drawings --limit 40           # SVG files instead

Writes fitting.md, a line for each budget: judged SSIM (drawn as the judge does, after its image defence) and SSIM at
1,536 x 1,536 pixels, each the mean and the worst, to the full drawing; bytes; seconds of one core.  Below: the bytes of
the same picture, shortened, and with --svgo those that svgo's default preset leaves with one decimal, with the judged
SSIM of each.  svgo is no part of this project: `npm install --prefix /tmp svgo`.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from tqdm import tqdm

from benchmarks.illustrator import OWN, read
from benchmarks.setting import setting
from fitting import fit, shorten
from fitting.shortening import MIN_BYTES
from generators.illustrator import Illustrator
from scoring.constraints import validate_svg
from scoring.measures.fidelity import judged_ssim, ssim
from scoring.render import preview, render
from support.files import write_atomically

BUDGETS = (300, 500, 1_000, 2_000, 5_000, 10_000)
LARGE = 1_536  # pixels
PACKAGES = ("numpy", "pillow", "opencv-python-headless", "cairosvg", "cairocffi")
_SVGO = "export default { multipass: true, floatPrecision: 1, plugins: ['preset-default'] };"


@dataclass(frozen=True)
class Fitted:
    """One drawing at one budget."""

    budget: int
    bytes: int
    judged: float
    large: float
    seconds: float


def measure(svg: str, budgets: list[int]) -> list[Fitted]:
    """Fit one drawing into each of the budgets."""
    drawn, large = render(svg), np.asarray(preview(svg, LARGE))
    results = []
    for budget in budgets:
        start = time.process_time()
        fitted = fit(svg, budget)
        seconds = time.process_time() - start
        validate_svg(fitted, budget)
        detail = ssim(large, np.asarray(preview(fitted, LARGE)))
        results.append(Fitted(budget, len(fitted.encode()), judged_ssim(drawn, render(fitted)), detail, seconds))
    return results


def table(results: list[Fitted]) -> str:
    """A line for each budget."""
    lines = [
        "| budget | judged SSIM, mean | worst | at 1,536, mean | worst | bytes, mean | seconds, median | worst |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for budget in sorted({r.budget for r in results}):
        found = [r for r in results if r.budget == budget]
        judged, large, size, seconds = (
            np.array([getattr(r, name) for r in found]) for name in ("judged", "large", "bytes", "seconds")
        )
        lines.append(
            f"| {budget:,} | {judged.mean():.4f} | {judged.min():.4f} | {large.mean():.4f} | {large.min():.4f} "
            f"| {size.mean():,.0f} | {np.median(seconds):.2f} | {seconds.max():.2f} |"
        )
    return "\n".join(lines)


def lengths(svgs: list[str], svgo: str | None) -> str:
    """The bytes of the same pictures in several spellings, and how much of each picture that keeps."""
    texts = {"as drawn": svgs, "shortened": [shorten(svg) for svg in svgs]}
    if svgo:
        texts["svgo"] = with_svgo(svgs, svgo)
    lines = [
        "| | lower quartile | median | upper quartile | all | judged SSIM, mean | worst |",
        "|---|---|---|---|---|---|---|",
    ]
    drawn = [render(svg) for svg in svgs]
    for name, found in texts.items():
        sizes = [len(text.encode()) for text in found]
        quartiles = " | ".join(f"{value:,.0f}" for value in np.percentile(sizes, [25, 50, 75]))
        kept = [judged_ssim(before, render(text)) for before, text in zip(drawn, found, strict=True)]
        lines.append(f"| {name} | {quartiles} | {sum(sizes):,} | {np.mean(kept):.4f} | {min(kept):.4f} |")
    return "\n".join(lines)


def with_svgo(svgs: list[str], svgo: str) -> list[str]:
    """Return what svgo makes of each."""
    with tempfile.TemporaryDirectory() as folder:
        before, after, config = Path(folder) / "in", Path(folder) / "out", Path(folder) / "config.mjs"
        before.mkdir()
        config.write_text(_SVGO)
        for i, svg in enumerate(svgs):
            (before / f"{i:06}.svg").write_text(svg, encoding="utf-8")
        command = [svgo, "--quiet", "--config", str(config), "--folder", str(before), "--output", str(after)]
        subprocess.run(command, check=True)
        return [path.read_text(encoding="utf-8") for path in sorted(after.iterdir())]


def drawings(args: argparse.Namespace) -> list[str]:
    """The SVGs to measure: those of a folder, or the illustrator's."""
    if args.folder:
        return [path.read_text(encoding="utf-8") for path in sorted(args.folder.glob("*.svg"))][: args.limit]
    descriptions = list(dict.fromkeys(d for path in args.csv or [OWN] for d in read(path)))[: args.limit]
    illustrator = Illustrator()
    return [illustrator.svg(description) for description in descriptions]


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fitting", description=__doc__.splitlines()[0])
    parser.add_argument("csv", nargs="*", type=Path, help="tables with a column description (default: our own)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="SVG files to measure on instead")
    parser.add_argument("--budgets", type=int, nargs="+", default=list(BUDGETS), metavar="N")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N")
    parser.add_argument("--svgo", metavar="COMMAND", help="where svgo is, to compare lengths with")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    args = parser.parse_args(arguments)
    if min(args.budgets) < MIN_BYTES:
        parser.error(f"budgets must be at least {MIN_BYTES}, not {min(args.budgets)}")
    try:
        svgs = drawings(args)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    if not svgs:
        parser.error("there is nothing to measure")
    fit(svgs[0], MIN_BYTES)  # the imports are no part of any drawing's time
    bar = tqdm(svgs, "fitting", disable=None, leave=False)
    results = [found for svg in bar for found in measure(svg, args.budgets)]
    command = shlex.join(["python", "-m", "benchmarks.fitting", *arguments])
    report = f"{table(results)}\n\n{lengths(svgs, args.svgo)}\n\n{len(svgs)} drawings.  {setting(command, PACKAGES)}"
    write_atomically(args.out / "fitting.md", report)
    print(report)
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
