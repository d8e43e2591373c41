"""Draw thousands of descriptions, on this machine or on a Ray cluster; what was stopped goes on.

    python batch.py descriptions.csv --out drawings                       # in this process
    python batch.py descriptions.csv --out drawings --workers 2           # in two processes
    python batch.py descriptions.csv --out drawings --ray local           # a worker for each core of this machine
    python batch.py descriptions.csv --out drawings --ray auto --gpus-per-worker 1          # on a cluster's head node

The folder then holds ID.svg for every row, results.csv in the order of the rows, submission.csv, which `python -m
scoring` reads, and what it takes to go on (see album/folder.py).  The same seed gives the same SVGs however many
workers there are, as long as no --time-limit cuts them short.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from album.drawing import Executor, Here, draw_missing
from album.folder import Folder
from album.processes import Processes
from album.ray_pool import RayPool
from album.settings import settings_of
from album.table import InputError, read_rows
from album.worker import DrawingError, Worker
from pipeline import options
from support import command_line
from support.files import write_atomically
from support.settings import SettingsError


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when a description could not be drawn; exits with 2 when nothing could."""
    parser = _parser()
    args = parser.parse_args(arguments)
    if not args.ray and args.gpus_per_worker is not None:
        parser.error("--gpus-per-worker is for --ray")
    try:
        folder = _draw(args.out, options.given(args), args)
        print(*_summary(folder), folder.path / "results.csv", sep="\n", flush=True)
    except (InputError, SettingsError, DrawingError) as error:
        parser.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        parser.error(command_line.cannot_write(error))
    return 1 if folder.errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = command_line.Parser(prog="batch.py", description="Draw a table of descriptions, one SVG for each.")
    parser.add_argument("csv", metavar="FILE", help='.csv, .tsv or .parquet: id, description; "kaggle": train.csv')
    parser.add_argument("--out", type=Path, metavar="DIR", required=True, help="where all is written")
    parser.add_argument("--limit", type=command_line.at_least(1), metavar="N", help="the first N descriptions only")
    parser.add_argument("--ray", metavar="ADDRESS", help='"local": Ray on this machine; "auto" or HOST:PORT: a cluster')
    number, share = command_line.at_least(1), command_line.at_least(0.0)
    parser.add_argument("--workers", type=number, metavar="N", help="default: 1; with --ray, one a core or one a GPU")
    gpus = "with --ray, may be a part of one (default: 1 where there are any and the generator is not the illustrator)"
    parser.add_argument("--gpus-per-worker", type=share, metavar="G", help=gpus)
    options.add_to(parser)
    return parser


def _draw(out: Path, given: dict, args: argparse.Namespace) -> Folder:
    from model import Model

    settings = settings_of(given)
    folder = Folder(out, settings, dict(islice(read_rows(args.csv).items(), args.limit)))
    if given["generator"] == "auto":  # decided here, so that all workers do the same
        given["generator"] = "stable-diffusion" if settings["weights"] else "illustrator"
    draw_missing(folder, _executor(args, given["generator"]), Worker(partial(Model, **given)))
    folder.write_results()
    write_atomically(folder.path / "submission.csv", folder.submission())
    return folder


def _executor(args: argparse.Namespace, generator: str) -> Executor:
    if not args.ray:
        return Processes(args.workers) if (args.workers or 1) > 1 else Here()
    needs_none = args.gpus_per_worker is None and generator.startswith("illustrator")
    return RayPool(args.ray, args.workers, 0.0 if needs_none else args.gpus_per_worker)


def _summary(folder: Folder) -> Iterator[str]:
    """Lines: how many were drawn and by what, what their words lack, and how many were not drawn and why."""
    drawn = [folder.records[name] for name in folder.descriptions if name not in folder.errors]
    if drawn:
        size, seconds = (statistics.fmean(one[key] for one in drawn) for key in ("bytes", "seconds"))
        kinds = ", ".join(f"{count} by {name}" for name, count in Counter(one["generator"] for one in drawn).items())
        yield f"{len(drawn)} drawn, mean {size:,.0f} bytes, {seconds:.1f} s; {kinds}"
    yield from folder.resumed()
    lacking = [one for one in drawn if one.get("left_out")]
    if lacking:
        words = ", ".join(lacking[0]["left_out"])
        yield f"{len(lacking)} with words that were not understood or not drawn; row {lacking[0]['id']!r}: {words}"
    if folder.errors:
        name = next(name for name in folder.rows if name in folder.errors)
        yield f"{len(folder.errors)} not drawn; row {name!r}: {folder.errors[name]}"


if __name__ == "__main__":
    command_line.exit_with(main, resume="python batch.py")
