"""The competition's entry: a Model for Kaggle's harness, the notebook that carries it, and the same run offline.

    from kaggle_submission import Model                                    # all that the harness needs
    python kaggle_submission.py notebook -o submission.ipynb --user NAME   # ... and kernel-metadata.json beside it
    python kaggle_submission.py run --csv test.csv -o submission.csv [--total-time S]

On Kaggle the weights that are attached to the notebook are used, and none is downloaded.  One that is missing is an
error when the Model is made: a silent stand-in would cost the competition.
"""

from __future__ import annotations

import argparse
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
        return self.draw(description).svg

    def draw(self, description: str):
        """Return a `model.Drawing`: the SVG, with what is known about it."""
        return self._model.draw(description)

    def close(self) -> None:
        """End the worker processes, if there are any."""
        self._model.close()


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("generators").setLevel(logging.INFO)
    try:
        print(*(_write_notebook(args) if args.command == "notebook" else _rehearse(args)), sep="\n", flush=True)
    except (ValueError, RuntimeError) as error:
        parser.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        parser.error(command_line.cannot_write(error))
    return 0


def _write_notebook(args: argparse.Namespace) -> list[Path | str]:
    from submission import notebook

    written = notebook.write(args.output, args.user, args.generator, args.wheels)
    return written if args.wheels else [*written, *notebook.how_to_attach(args.user, args.output.with_name("wheels"))]


def _rehearse(args: argparse.Namespace) -> list[str]:
    from pipeline import options
    from submission.rehearsal import rehearse

    start = time.perf_counter()
    given = {name: value for name, value in options.given(args).items() if value is not None}
    rehearse(args.csv, args.output, Model, given, args.total_time)
    return [f"{args.output}  ({time.perf_counter() - start:.0f} s)"]


def _parser() -> argparse.ArgumentParser:
    from pipeline import options

    parser = command_line.Parser(prog="kaggle_submission.py", description="Submit to Drawing with LLMs.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    make = commands.add_parser("notebook", help="write the notebook to upload, and its metadata")
    make.add_argument("-o", "--output", type=Path, default=Path("submission.ipynb"), metavar="FILE")
    make.add_argument("--user", required=True, metavar="NAME", help="your name on Kaggle")
    make.add_argument("--generator", metavar="MODEL", help="Kaggle model to attach: owner/model/framework/variation")
    make.add_argument("--wheels", metavar="OWNER/DATASET", help="dataset to attach, of what Kaggle's image lacks")
    usual = f"Unless said otherwise: {CANDIDATES} candidates at most, and {CALL_S:.0f} s for a description."
    draw = commands.add_parser("run", help="draw a table of descriptions, as the harness would", epilog=usual)
    draw.add_argument("--csv", required=True, metavar="FILE", help="id and description")
    draw.add_argument("-o", "--output", type=Path, default=Path("submission.csv"), metavar="FILE")
    draw.add_argument("--total-time", type=float, default=RUN_S - START_S, metavar="S", help="seconds for all of them")
    options.add_to(draw)
    draw.set_defaults(generator=None)  # on Kaggle the default is another one than elsewhere
    return parser


if __name__ == "__main__":
    command_line.exit_with(main, resume="python kaggle_submission.py")
