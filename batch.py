"""Draw thousands of descriptions, on this machine or on a Ray cluster; a run that was stopped goes on.

    python batch.py descriptions.csv --out drawings                       # one process; needs no Ray
    python batch.py descriptions.csv --out drawings --ray local           # a worker for each core of this machine
    python batch.py descriptions.csv --out drawings --ray auto --gpus-per-worker 1          # on a cluster's head node

The folder then holds ID.svg for every row and results.csv, in the order of the rows.  Before that, while it runs:

    settings.json   all that the drawings depend on; the folder takes no others
    done.jsonl      a line for each drawing

The same seed gives the same SVGs however many workers there are, as long as no --time-limit cuts them short.
"""

from __future__ import annotations

import argparse
import json
import shlex
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import generators
from album.ray_pool import DrawingError, Drawn, draw_here, draw_with_ray
from album.settings import FolderError, check_folder, file_name, settings_of, write_settings
from support import command_line
from support.files import check_writable, csv_text, write_atomically

COLUMNS = ("id", "description", "bytes", "seconds", "generator", "error")
_MODEL_OPTIONS = ("generator", "seed", "max_bytes", "candidates", "time_limit_s")


class InputError(ValueError):
    """The table cannot be used; the message names it and says why."""


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when a description could not be drawn, 2 when nothing could, 130 when interrupted."""
    parser = _parser()
    args = parser.parse_args(arguments)
    _check(parser, args)
    try:
        return _run(args)
    except (InputError, FolderError, DrawingError) as error:
        return _refuse(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _refuse(f"cannot write {error.filename or 'standard output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        given = sys.argv[1:] if arguments is None else arguments
        print(f"\nstopped; to go on: python batch.py {shlex.join(given)}", file=sys.stderr)
        return 130


def _refuse(reason: str) -> int:
    print(f"batch.py: error: {reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="batch.py", description="Draw a table of descriptions, one SVG for each.")
    parser.add_argument("csv", type=Path, metavar="FILE", help=".csv or .parquet with id and description")
    parser.add_argument("--out", type=Path, metavar="DIR", required=True, help="where all is written")
    parser.add_argument("--ray", metavar="ADDRESS", help='"local": Ray on this machine; "auto" or HOST:PORT: a cluster')
    parser.add_argument("--workers", type=int, metavar="N", help="with --ray (default: one a core, or one a GPU)")
    gpus = "with --ray, may be a part of one (default: 1 where there are any and the generator is not the illustrator)"
    parser.add_argument("--gpus-per-worker", type=float, metavar="G", help=gpus)
    names = ", ".join(generators.NAMES)
    parser.add_argument("--generator", default="auto", metavar="NAME", help=f"{names} or stable-diffusion:SOURCE")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed, other pictures")
    parser.add_argument("--max-bytes", type=int, default=10_000, metavar="N", help="default: %(default)s")
    parser.add_argument("--candidates", type=int, metavar="N", help="draw N pictures of each and keep the best")
    parser.add_argument("--time-limit", dest="time_limit_s", type=float, metavar="S", help="seconds for a description")
    return parser


def _check(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    if not args.ray and not args.workers == args.gpus_per_worker is None:
        parser.error("--workers and --gpus-per-worker are for --ray; without it one process draws")
    if args.workers is not None and args.workers < 1:
        parser.error(f"--workers must be at least 1, not {args.workers}")
    if args.gpus_per_worker is not None and not args.gpus_per_worker >= 0:
        parser.error(f"--gpus-per-worker must be at least 0, not {args.gpus_per_worker}")


def _run(args: argparse.Namespace) -> int:
    rows = _read(args.csv)
    options = {name: getattr(args, name) for name in _MODEL_OPTIONS}
    settings = settings_of(options)
    folder = Folder(args.out, settings)
    good = {name: text for name, text in rows.items() if isinstance(text, str)}
    errors = {name: str(error) for name, error in rows.items() if name not in good}
    left = {name: text for name, text in good.items() if not folder.has(name, text)}
    if options["generator"] == "auto":  # decided here, so that all workers do the same
        options["generator"] = "stable-diffusion" if settings["weights"] else "illustrator"
    if left:
        for drawn in _with_progress(_drawings(left, options, args), len(good), len(good) - len(left)):
            if drawn.error:
                errors[drawn.id] = drawn.error
            else:
                folder.add(drawn, good[drawn.id])
    folder.write_results(rows, errors)
    print(*_summary(folder, good, errors), folder.path / "results.csv", sep="\n", flush=True)
    return 1 if errors else 0


def _read(path: Path) -> dict[str, str | ValueError]:
    """Return {id: description, or what is wrong with it} in the table's order.  Raises InputError."""
    from scoring import tables

    try:
        rows = tables.good_and_bad_descriptions(tables.read_table(path))
    except tables.TableError as error:
        words = " ".join(str(error).split())
        raise InputError(words if words.startswith(str(path)) else f"{path}: {words}") from error
    if not rows:
        raise InputError(f"{path}: no rows; expected at least one with id and description")
    blank = tables.TableError("the description is empty; expected a text")
    return {name: blank if isinstance(text, str) and not text.strip() else text for name, text in rows.items()}


def _drawings(descriptions: dict[str, str], options: dict, args: argparse.Namespace) -> Iterator[Drawn]:
    if args.ray:
        return draw_with_ray(descriptions, options, args.ray, args.workers, args.gpus_per_worker)
    return draw_here(descriptions, options)


def _with_progress(drawings: Iterator[Drawn], total: int, done: int) -> Iterator[Drawn]:
    from tqdm import tqdm

    with closing(drawings), tqdm(desc="drawing", total=total, initial=done, disable=None, leave=False) as bar:
        for drawn in drawings:
            yield drawn
            bar.update()


def _summary(folder: Folder, good: dict[str, str], errors: dict[str, str]) -> Iterator[str]:
    """Lines: how many were drawn and by what, and how many were not and why."""
    drawn = [folder.done[name] for name in good if name not in errors]
    if drawn:
        size, seconds = (statistics.fmean(one[key] for one in drawn) for key in ("bytes", "seconds"))
        kinds = ", ".join(f"{count} by {name}" for name, count in Counter(one["generator"] for one in drawn).items())
        yield f"{len(drawn)} drawn, mean {size:,.0f} bytes, {seconds:.1f} s; {kinds}"
    if errors:
        name, error = next(iter(errors.items()))
        yield f"{len(errors)} not drawn; row {name!r}: {error}"


class Folder:
    """A run's folder.

    Raises:
        FolderError: it holds a run with other settings, or something else.
        OSError: it cannot be written.
    """

    def __init__(self, path: Path, settings: dict):
        check_folder(path, settings)
        check_writable(path / "settings.json")
        self.path, self.settings = path, settings
        self.done = {record["id"]: record for record in _read_journal(path / "done.jsonl")}

    def has(self, name: str, description: str) -> bool:
        """Whether this description is drawn and its SVG still there."""
        record = self.done.get(name)
        try:
            size = self._svg(name).stat().st_size
        except OSError:
            return False
        return record is not None and (record["description"], record["bytes"]) == (description, size)

    def add(self, drawn: Drawn, description: str) -> None:
        """Write one more drawing; raises OSError."""
        write_settings(self.path, self.settings)
        write_atomically(self._svg(drawn.id), drawn.svg)
        record = {"id": drawn.id, "description": description, "bytes": len(drawn.svg)}
        record |= {"seconds": drawn.seconds, "generator": drawn.generator}
        with open(self.path / "done.jsonl", "a", encoding="utf-8") as journal:
            journal.write(f"\n{json.dumps(record)}")  # the end of line in front: what a kill cuts short stands alone
        self.done[drawn.id] = record

    def write_results(self, rows: dict, errors: dict[str, str]) -> None:
        """Write results.csv with a line for each row, in their order."""
        records = []
        for name, description in rows.items():
            if name in errors:
                shown = description if isinstance(description, str) else ""
                records.append({"id": name, "description": shown, "error": errors[name]})
            else:
                records.append(self.done[name] | {"seconds": f"{self.done[name]['seconds']:.2f}"})
        write_settings(self.path, self.settings)
        write_atomically(self.path / "results.csv", csv_text(COLUMNS, records).encode("utf-8", "replace"))

    def _svg(self, name: str) -> Path:
        return self.path / f"{file_name(name)}.svg"


def _read_journal(path: Path) -> Iterator[dict]:
    """Yield the records of done.jsonl; a line that a kill cut short counts as not written."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and record.keys() == {"id", "description", "bytes", "seconds", "generator"}:
            yield record


if __name__ == "__main__":
    command_line.exit_with(main)
