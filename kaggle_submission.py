"""The competition's entry: a Model for Kaggle's harness, the notebook that carries it, and the same run offline.

    from kaggle_submission import Model                                    # all that the harness needs
    python kaggle_submission.py notebook -o submission.ipynb               # ... and kernel-metadata.json beside it
    python kaggle_submission.py run --csv test.csv -o submission.csv [--total-time S]

On Kaggle the weights that are attached to the notebook are used, and none is downloaded.  One that is missing is an
error when the Model is made: a silent stand-in would cost the competition.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
import time
from pathlib import Path

from support import command_line

RUN_S, DESCRIPTIONS = 9 * 3600.0, 500  # what the competition gives, and for how many
START_S = 600.0  # of those nine hours, what starting up may have taken before the Model was made
CALL_S = 200.0  # for one description; the harness ends the run at 300
CANDIDATES = 32  # at most; the time decides

log = logging.getLogger(__name__)


def on_kaggle() -> bool:
    """True in a notebook on Kaggle, where what is attached is mounted."""
    return "KAGGLE_KERNEL_RUN_TYPE" in os.environ or Path("/kaggle/input").is_dir()


class Model:
    """What the harness builds once, with no arguments, and asks `predict(description)` of each row.

    Args:
        allow_fallback: on Kaggle, let the illustrator draw and fidelity pick where weights are missing or broken.
            Elsewhere they always may, and the log says so.
        total_time_s: for all descriptions, counted from now; total_count: how many those are.
        options: the other arguments of `model.Model`, e.g. seed, workers, generator.

    Raises:
        weights.WeightsNotFound, generators.LoadError: on Kaggle, something is missing or broken and no fallback is
            allowed.
    """

    def __init__(
        self,
        *,
        allow_fallback: bool = False,
        total_time_s: float = RUN_S - START_S,
        total_count: int = DESCRIPTIONS,
        **options,
    ):
        if on_kaggle():  # the libraries would otherwise look for what is not attached, and wait
            os.environ["HF_HUB_OFFLINE"] = "1"
        from PIL import Image

        import model
        from vectorizer.vectorize import vectorize

        strict = on_kaggle() and not allow_fallback
        chosen = {
            "generator": "stable-diffusion" if strict else "auto",
            "scorer": "judge" if strict else "auto",
            "candidates": CANDIDATES,
            "time_limit_s": CALL_S,
        }
        self._model = model.Model(**{**chosen, **options}, total_time_s=total_time_s, total_count=total_count)
        vectorize(Image.radial_gradient("L"), 2000)  # compiles its loops, where that was not done before

    def predict(self, description: str) -> str:
        """Return a valid SVG of at most 10,000 bytes.  Never raises for a str."""
        return self._model.predict(description)

    def close(self) -> None:
        """End the worker processes, if there are any."""
        self._model.close()


# ------------------------------------------------------------------------------------------------------- test.csv


class Journal:
    """The rows done so far, a JSON line each, beside the file that they will become.

    Raises:
        ValueError: it was begun with other settings.
    """

    def __init__(self, output: Path, settings: dict):
        self.path = output.with_name(f"{output.name}.partial")
        self.rows: dict[str, str] = {}
        self._settings = settings  # they come first in the file, which begins with the first row
        if not self.path.exists():
            return
        first, *lines = self._whole_lines()
        if first != settings:
            raise ValueError(f"{self.path} was begun with other settings or descriptions; delete it to start anew")
        self.rows = dict(lines)

    def add(self, name: str, svg: str) -> None:
        if not self.rows and not self.path.exists():
            self._append(self._settings)
        self._append([name, svg])
        self.rows[name] = svg

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)  # of a table without rows there is none

    def _append(self, value) -> None:
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(value) + "\n")

    def _whole_lines(self) -> list:
        """The lines that are complete; what was cut off at the end is taken away, so that the next one stands alone."""
        text = self.path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            os.truncate(self.path, len(whole.encode()))
        with contextlib.suppress(ValueError):
            if lines := [json.loads(line) for line in whole.splitlines()]:
                return lines
        raise ValueError(f"{self.path} is not readable; delete it to start anew")


def run(table: Path, output: Path, options: dict) -> None:
    """Draw every row of `table` (id, description) and write `output` (id, svg) when all are done.

    What was done before an interrupt lies in a file beside it and is not done again.

    Raises:
        ValueError: the table is wrong, or other settings were used before.
        OSError: `output` cannot be written.
    """
    import zlib

    from tqdm import tqdm

    from scoring import tables
    from support.files import check_writable, csv_text, write_atomically

    descriptions = tables.descriptions(tables.read_table(table))
    check_writable(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    digest = zlib.crc32(json.dumps(descriptions).encode())
    journal = Journal(output, {"descriptions": digest} | {k: v for k, v in options.items() if k != "total_time_s"})
    waiting = {name: text for name, text in descriptions.items() if name not in journal.rows}
    if waiting:
        _draw(waiting, journal, options, tqdm(total=len(descriptions), initial=len(journal.rows), disable=None))
    rows = ({"id": name, "svg": journal.rows[name]} for name in descriptions)
    write_atomically(output, csv_text(("id", "svg"), rows))
    journal.remove()


def _draw(waiting: dict[str, str], journal: Journal, options: dict, bar) -> None:
    model = Model(**options, total_count=len(waiting))
    try:
        with bar:
            for name, description in waiting.items():
                journal.add(name, model.predict(description))
                bar.update()
    finally:
        model.close()


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("generators").setLevel(logging.INFO)
    start = time.perf_counter()
    try:
        if args.command == "notebook":
            from submission import notebook as kaggle_notebook

            for path in kaggle_notebook.write(args.output, args.user, args.generator, args.wheels):
                print(path)
            return 0
        named = {name: getattr(args, name) for name in ("seed", "generator", "candidates", "max_bytes")}
        options = {name: value for name, value in named.items() if value is not None}
        run(args.csv, args.output, options | {"total_time_s": args.total_time})
    except (ValueError, RuntimeError) as error:
        parser.error(str(error))
    except OSError as error:  # WeightsNotFound too, which says it all
        parser.error(f"{error.filename}: {error.strerror}" if error.strerror else str(error))
    print(f"{args.output}  ({time.perf_counter() - start:.0f} s)")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaggle_submission.py", description="Submit to Drawing with LLMs.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    make = commands.add_parser("notebook", help="write the notebook to upload, and its metadata")
    make.add_argument("-o", "--output", type=Path, default=Path("submission.ipynb"), metavar="FILE")
    make.add_argument("--user", default="USERNAME", metavar="NAME", help="your name on Kaggle")
    make.add_argument("--generator", metavar="MODEL", help="Kaggle model to attach: owner/model/framework/variation")
    make.add_argument("--wheels", metavar="OWNER/DATASET", help="dataset to attach, of what Kaggle's image lacks")
    draw = commands.add_parser("run", help="draw a table of descriptions, as the harness would")
    draw.add_argument("--csv", type=Path, required=True, metavar="FILE", help="id and description")
    draw.add_argument("-o", "--output", type=Path, default=Path("submission.csv"), metavar="FILE")
    draw.add_argument("--total-time", type=float, default=RUN_S - START_S, metavar="S", help="seconds for all of them")
    draw.add_argument("--seed", type=int, default=0, metavar="N")
    draw.add_argument("--max-bytes", type=int, metavar="N", help="the largest SVG (default: 10000)")
    draw.add_argument("--generator", metavar="NAME", help="as in model.py (default: the best at hand)")
    draw.add_argument("--candidates", type=int, metavar="N", help=f"pictures for each at most (default: {CANDIDATES})")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
