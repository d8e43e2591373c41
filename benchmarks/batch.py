"""Two hundred descriptions: how much faster are two of Ray's workers than one, and what is lost when one is killed?

    python -m benchmarks.batch                              # minutes; writes results/batch.md
    python -m benchmarks.batch --count 20 --max-bytes 300

Needs requirements-ray.txt.  Times `python batch.py --ray local` from its start to its end with one worker, with two,
and with two of which one is killed after a quarter of the drawings; all three must draw the same.  A worker keeps to
one core, so that a single one does not use what a second would.  Nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.setting import setting
from support import command_line
from support.files import write_atomically

COLORS = ("red", "blue", "green", "golden", "purple")
THINGS = ("boat", "house", "tree", "cube", "scarf", "castle", "bird", "bridge")
PLACES = ("at dusk", "on a hill", "by the sea", "in the snow", "under a full moon")
RUNS = {"1 worker": (1, False), "2 workers": (2, False), "2 workers, one killed": (2, True)}
PACKAGES = ("ray", "pyarrow", "numpy", "opencv-python-headless", "numba")


@dataclass(frozen=True)
class Outcome:
    """What one run took and gave."""

    seconds: float
    load: float  # of the machine before it began: processes that want a core
    svgs: dict[str, bytes]
    rows: int  # of results.csv, without errors


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="benchmarks.batch", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200, metavar="N", help="descriptions, at most 200")
    parser.add_argument("--max-bytes", type=int, default=1000, metavar="N", help="default: %(default)s")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(Path(folder) / "descriptions.csv", descriptions()[: args.count])
        outcomes = {
            name: measure(table, Path(folder) / name.replace(" ", "-"), workers, args.max_bytes, kill=kill)
            for name, (workers, kill) in RUNS.items()
        }
    command = shlex.join(["python", "-m", "benchmarks.batch", *arguments])
    report = f"{as_table(outcomes)}\n{setting(command, PACKAGES)}"
    write_atomically(args.out / "batch.md", report)
    print(report)
    return 0


def descriptions() -> list[str]:
    """Return 200 different ones."""
    return [" ".join(("a", *words)) for words in itertools.product(COLORS, THINGS, PLACES)]


def write_table(path: Path, texts: list[str]) -> Path:
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([("id", "description"), *((f"row{i:03}", text) for i, text in enumerate(texts))])
    return path


def measure(table: Path, folder: Path, workers: int, max_bytes: int, *, kill: bool) -> Outcome:
    """Run the command; with `kill`, kill one of its workers after a quarter of the drawings.

    Raises:
        subprocess.CalledProcessError: it did not end well.
    """
    with open(table, newline="") as file:
        quarter = (sum(1 for _ in file) - 1) // 4
    root = Path(__file__).parents[1]
    command = [sys.executable, str(root / "batch.py"), str(table), "--out", str(folder), "--ray", "local"]
    command += ["--workers", str(workers), "--generator", "illustrator", "--max-bytes", str(max_bytes)]
    load, start = os.getloadavg()[0], time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    if kill:
        while process.poll() is None and len(list(folder.glob("*.svg"))) < quarter:
            time.sleep(0.05)
        os.kill(actors(process.pid)[0], signal.SIGKILL)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds = time.perf_counter() - start
    with open(folder / "results.csv", newline="") as file:
        rows = sum(not row["error"] for row in csv.DictReader(file))
    return Outcome(seconds, load, {path.name: path.read_bytes() for path in folder.glob("*.svg")}, rows)


def actors(pid: int) -> list[int]:
    """Return the process ids of the workers that the run in process `pid` has started (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes().startswith(b"ray::MapWorker") and _descends(folder, pid):
                found.append(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def _descends(folder: Path, pid: int) -> bool:
    while int(folder.name) not in (pid, 0, 1):
        parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        folder = folder.parent / parent
    return int(folder.name) == pid


def as_table(outcomes: dict[str, Outcome]) -> str:
    """Return a Markdown table of the runs, and whether all drew the same."""
    first = next(iter(outcomes.values()))
    lines = ["| | results | same SVGs | seconds | times as fast | load before |", "|---|---:|---:|---:|---:|---:|"]
    for name, found in outcomes.items():
        same = sum(found.svgs.get(svg) == data for svg, data in first.svgs.items())
        ratio = first.seconds / found.seconds
        lines.append(f"| {name} | {found.rows} | {same} | {found.seconds:.1f} | {ratio:.2f} | {found.load:.1f} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    command_line.exit_with(main)
