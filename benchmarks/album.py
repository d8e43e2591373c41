"""Do ten thousand descriptions cost five times as much as two thousand, or twenty-five times?

    python -m benchmarks.album                        # seconds; prints a table
    python -m benchmarks.album --rows 500 1000

Draws with a model that costs nothing, so that what is left is what a folder costs: SVGs, the journal, results.csv.
Then reads it again, as the same command does after a stop.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from album.drawing import Here, draw_missing
from album.folder import Folder
from album.worker import Worker

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="teal" d="M1 1h6v6H1z"/></svg>'


class FreeModel:
    """Draws the same square at once."""

    def draw(self, description: str) -> SimpleNamespace:
        return SimpleNamespace(svg=SVG, generator="free", picture=None, left_out=())

    def close(self) -> None:
        pass


def main(arguments: list[str] | None = None) -> int:
    parser = command_line.Parser(prog="benchmarks.album", description=__doc__.splitlines()[0])
    number = command_line.at_least(1)
    parser.add_argument("--rows", type=number, nargs="+", default=[2000, 10_000], metavar="N", help="how many")
    args = parser.parse_args(arguments)
    measure(1)  # imports what it takes
    lines = ["| rows | seconds | ms a row | to go on, seconds |", "|---:|---:|---:|---:|"]
    for count in args.rows:
        drawing, reading = measure(count)
        lines.append(f"| {count:,} | {drawing:.2f} | {1000 * drawing / count:.2f} | {reading:.2f} |")
    print(*lines, sep="\n")
    return 0


def measure(count: int) -> tuple[float, float]:
    """Return the seconds that `count` drawings take, and those of finding that none is missing."""
    rows = {f"row{i:06}": f"a boat number {i}" for i in range(count)}
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        folder = Folder(Path(place) / "out", {}, rows)
        draw_missing(folder, Here(), Worker(FreeModel))
        folder.write_results()
        middle = time.perf_counter()
        missing = Folder(Path(place) / "out", {}, rows).missing()
        end = time.perf_counter()
        if missing:
            sys.exit(f"{len(missing)} of {count} drawings were not found again")
    return middle - start, end - middle


if __name__ == "__main__":
    command_line.exit_with(main)
