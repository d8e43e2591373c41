"""A quarter of an hour on a GPU: Gemma's lesson in many things and tiny-sd `full`, side by side, saved as they go.

    python -m training.quarter_hour --prepare --workers 8     first, without a GPU: the pairs and tiles to learn from
    python -m training.quarter_hour --minutes 14              on the GPU; once more, and both go on
    python -m training.quarter_hour --dry-run                 a minute on a CPU: the same commands on next to nothing

Each is the command of its own training with settings for so short a time, in a process of its own, since neither fills
a GPU alone; what it says goes to OUT/NAME.log.  Both stop when the minutes are over, with all that they have learned
saved: OUT/gemma/warm is a LoRA for --generator gemma, OUT/tiny-sd/checkpoint a folder for --generator
stable-diffusion.  What was not prepared is made on the spot.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from training.gemma.sketch import MAX_BYTES
from training.gemma.svg_pairs import lesson_pairs
from training.tiny_sd.config import make_config
from training.tiny_sd.tiles import make_tiles

NAMES = ("gemma", "tiny-sd")
LESSON, PAIRS = "things", 40_000
# A LoRA of 15 MB in bfloat16.  Without sheets, which take a tenth of a minute each.
GEMMA = "--warm-epochs 2 --row 0 --warm-batch 64 --no-recompute --warm-lr 1e-3 --rank 32 --alpha 64"
GEMMA += " --save-every 200 --sheet-every 0"
# Fewer tiles and steps than `full` has, so that the learning rate falls within the time: beside Gemma an H200 takes
# eight steps a second, which is all that one thread can ask of it, so that a batch may be large.
TINY_SD = ["objective=flow", "tiles=40000", "vae_steps=2500", "unet_steps=4500", "unet_batch=768", "save_seconds=120"]
DRY_PAIRS = 4
DRY_GEMMA = "--warm-epochs 1 --row 0 --warm-batch 2 --save-every 1 --sheet-every 1 --tokens 4"


def prepare(out: Path, names: tuple[str, ...], dry: bool, workers: int) -> None:
    """Make the pairs and tiles that are missing.

    Args:
        out: the folder of the run.
        names: of NAMES.
        dry: those of the dry run.
        workers: processes that render tiles.
    """
    if "tiny-sd" in names:
        make_tiles(make_config("minimal") if dry else make_config("full", TINY_SD), out / "tiles", workers)
    if "gemma" in names:
        lesson_pairs(out / "gemma", LESSON, DRY_PAIRS if dry else PAIRS, MAX_BYTES)


def commands(args: argparse.Namespace) -> dict[str, list[str]]:
    """The command of each training that is asked for."""
    minutes = ["--minutes", str(args.minutes)]
    pairs, more = (DRY_PAIRS, DRY_GEMMA) if args.dry_run else (PAIRS, GEMMA)
    gemma = ["--model", args.model, "--lessons", LESSON, "--pairs", pairs, "--max-bytes", MAX_BYTES]
    gemma += ["--steps", 0, *more.split(), *minutes, "--out", args.out / "gemma"]
    folder = args.out / "tiny-sd"
    places = ["--out", folder, "--tiles", args.out / "tiles", "--export", folder / "checkpoint"]
    sizes = ["--preset", "full", *(word for setting in TINY_SD for word in ("--set", setting))]
    sizes = ["--preset", "minimal"] if args.dry_run else sizes
    tiny_sd = [*sizes, "--workers", args.workers, *minutes, "--resume", *places]
    found = {"gemma": ["training.gemma.train", *gemma], "tiny-sd": ["training.tiny_sd.train", *tiny_sd]}
    return {name: [sys.executable, "-m", *map(str, found[name])] for name in args.only}


def run(asked: dict[str, list[str]], out: Path) -> dict[str, int]:
    """Run commands side by side until each has ended; return their statuses.  None outlives this process's end."""
    processes = {}
    out.mkdir(parents=True, exist_ok=True)
    try:
        for name, command in asked.items():
            with open(out / f"{name}.log", "ab") as log:
                processes[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        return {name: process.wait() for name, process in processes.items()}
    finally:
        for process in processes.values():
            if process.poll() is None:
                process.terminate()


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    args.only = tuple(args.only or NAMES)
    start = time.monotonic()
    try:
        if args.minutes <= 0 or args.workers < 1:
            raise ValueError("--minutes must be more than 0 and --workers at least 1")
        if args.prepare:
            prepare(args.out, args.only, args.dry_run, args.workers)
            return 0
        statuses = run(commands(args), args.out)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    for name, status in statuses.items():
        log = args.out / f"{name}.log"
        print(f"{name}: {'done' if not status else f'failed with status {status}'}, see {log}")
        print("".join(f"    {line}\n" for line in log.read_text(errors="replace").splitlines()[-3:]), end="")
    print(f"{(time.monotonic() - start) / 60:.1f} minutes")
    return max(map(abs, statuses.values()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.quarter_hour", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("runs/quarter"), metavar="DIR", help="default: %(default)s")
    parser.add_argument("--minutes", type=float, default=14.0, metavar="N", help="for both (default: %(default)s)")
    parser.add_argument("--model", default="gemma", metavar="NAME", help="as --generator of model.py; a Gemma")
    parser.add_argument("--only", choices=NAMES, action="append", help="this one alone")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that render tiles")
    parser.add_argument("--prepare", action="store_true", help="make what is learned from, and learn nothing")
    parser.add_argument("--dry-run", action="store_true", help="the same on next to nothing, to see that it runs")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.quarter_hour")
