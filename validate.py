"""How good are the drawings of a table of descriptions?  Local validation with the competition's metric.

    python validate.py --csv data/sample.csv                          # runs/sample-.../report.html and results.csv
    python validate.py --csv kaggle --questions kaggle --out runs/a   # the competition's own rows, with an account
    python validate.py --csv train.csv --generator stable-diffusion --workers 2
    python validate.py --compare runs/a runs/b                        # what changed, with 95 % intervals

Killed and started again, it goes on where it stopped.  Without the metric's weights the scores stay empty, and
validity, bytes, seconds and what the SVG keeps of its picture (fidelity, see scoring/measures/fidelity.py) are still
reported.
"""

from __future__ import annotations

import argparse
import base64
import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from album.drawing import Here, draw_missing
from album.folder import Folder, read_settings
from album.processes import Processes
from album.settings import digest, settings_of
from album.table import InputError, own_questions, read_questions, read_rows
from album.worker import DrawingError, Drawn, Worker, webp
from pipeline import options
from support import command_line
from support.files import write_atomically
from support.settings import SettingsError
from validation import figures
from validation.store import COLUMNS, SCORES, SVGS, Item, read_items


def main(arguments: list[str] | None = None) -> int:
    """Return 0, or 1 when a row has no description; exits with 2 when nothing could be validated."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        lines, failed = (_compare(args), False) if args.compare else _validate(args)
        print(*lines, sep="\n", flush=True)
    except (InputError, SettingsError, DrawingError) as error:
        parser.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        parser.error(command_line.cannot_write(error))
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = command_line.Parser(prog="validate.py", description="Draw a table of descriptions, and score them.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--csv", metavar="FILE", help='.csv, .tsv or .parquet: id, description; "kaggle": train.csv')
    what.add_argument("--compare", nargs=2, type=Path, metavar=("A", "B"), help="compare the runs in two folders")
    asked = 'their questions, or "kaggle" (default: those in the CSV, else made)'
    parser.add_argument("--questions", metavar="FILE", help=asked)
    parser.add_argument("--out", type=Path, metavar="DIR", help="where all is written (default: runs/NAME, or B)")
    number = command_line.at_least(1)
    parser.add_argument("--limit", type=number, metavar="N", help="the first N descriptions only")
    parser.add_argument("--workers", type=number, default=1, metavar="N", help="processes that draw (default: 1)")
    options.add_to(parser)
    return parser


# ------------------------------------------------------------------------------------------------------ validating


@dataclass(frozen=True)
class Job:
    """What is to be validated."""

    rows: dict[str, str | ValueError]  # {id: description, or what is wrong with it}
    questions: dict[str, tuple]
    seeds: dict[str, int]  # the judge's, of each row of the whole table
    options: dict  # of the model
    missing: list[str]  # roles of the metric's weights that are not on this machine
    settings: dict


def _validate(args: argparse.Namespace) -> tuple[list[str], bool]:
    """Draw and score what the folder lacks, and write the report.

    Returns the most important in a few lines, and whether a row was left out.
    """
    job = _job(args)
    path = args.out or Path("runs") / f"{Path(args.csv).stem}-{digest(job.settings)[:8]}"
    folder = Folder(path, job.settings, job.rows, columns=COLUMNS, svgs=SVGS)
    if folder.missing():
        _draw_and_score(job, folder, args.workers)
    folder.write_results()
    return _report(folder, job.missing), bool(folder.errors)


def _job(args: argparse.Namespace) -> Job:
    from scoring.metric import group_seeds

    rows = read_rows(args.csv)
    descriptions = {name: text for name, text in rows.items() if isinstance(text, str)}
    limited = dict(list(rows.items())[: args.limit])
    if not limited.keys() & descriptions.keys():
        name, problem = next(iter(limited.items()))
        raise InputError(f"{args.csv}: row {name!r}: {problem}")
    questions = read_questions(args.questions or own_questions(args.csv), descriptions, args.seed)
    given = options.given(args)
    settings = settings_of(given) | {  # of the whole table, so that a larger --limit goes on
        "descriptions_sha256": digest(descriptions),
        "questions_sha256": digest({name: [asdict(q) for q in asked] for name, asked in questions.items()}),
    }
    missing = [role for role, path in settings["scoring"].items() if path is None]
    seeds = group_seeds(descriptions, args.seed)
    return Job(limited, questions, seeds, given, missing, settings)


def _draw_and_score(job: Job, folder: Folder, workers: int) -> None:
    """Raises DrawingError also when a single description cannot be drawn: the means would be others without it."""
    from model import Model

    executor = Here() if workers == 1 else Processes(workers)
    worker = Worker(partial(Model, **job.options), compare=True)
    draw_missing(folder, executor, worker, title="validating", more=_scorer(job), note=_RunningMean(folder))
    for name, error in folder.errors.items():
        if name in folder.descriptions:
            raise DrawingError(f"row {name!r} could not be drawn: {error}")


def _scorer(job: Job) -> Callable[[Drawn], dict]:
    """Return what says all else that an item is made of; it scores where all of the metric's weights are here."""
    from scoring.metric import score_item

    positions = {name: i for i, name in enumerate(job.rows)}
    evaluators = None if job.missing else _evaluators()

    def score(drawn: Drawn) -> dict:
        asked, probabilities, scores = job.questions[drawn.id], None, dict.fromkeys(SCORES)
        problem, judged = _judged(drawn.svg, job.seeds[drawn.id], job.options["max_bytes"])
        if evaluators and not problem:
            found = score_item(drawn.svg, asked, job.seeds[drawn.id], **evaluators)
            probabilities = found.probabilities
            scores |= {"vqa": found.vqa, "aesthetic": found.aesthetic, "ocr": found.ocr, "score": found.score}
        answers = probabilities or [None] * len(asked)
        return scores | {
            "position": positions[drawn.id],
            "problem": problem,
            "fidelity": drawn.fidelity,
            "picture": _text(drawn.picture),
            "judged": _text(judged),
            "questions": [asdict(q) | {"probabilities": p} for q, p in zip(asked, answers, strict=True)],
        }

    return score


def _evaluators() -> dict:
    from scoring.selection import evaluators

    try:
        return evaluators()  # the very ones that pick among candidates, where there are several
    except Exception as error:  # torch, transformers and safetensors each have errors of their own
        reason = " ".join(str(error).split())[:300]
        raise InputError(f"the metric's weights cannot be used: {type(error).__name__}: {reason}") from error


def _judged(svg: str, seed: int, max_bytes: int) -> tuple[str, bytes | None]:
    """(why the SVG is not valid or "", the picture that the judge's models see), by the judge's own rules."""
    from scoring import defend, render, validate_svg

    try:
        validate_svg(svg, max_bytes)
        return "", webp(defend(render(svg), seed), quality=90)
    except ValueError as error:
        return str(error), None


class _RunningMean:
    """Says the mean of all drawings in the folder, as one by one is added: of the scores, or else of fidelity."""

    def __init__(self, folder: Folder):
        self._values = {name: [0.0, 0] for name in ("score", "fidelity")}
        for record in folder.records.values():
            self(record)

    def __call__(self, record: dict) -> str:
        for name, mean in self._values.items():
            if record.get(name) is not None:
                mean[0] += record[name]
                mean[1] += 1
        return next((f"mean {name} {total / count:.3f}" for name, (total, count) in self._values.items() if count), "")


# -------------------------------------------------------------------------------------------------------- reporting


def _report(folder: Folder, missing: list[str]) -> list[str]:
    from validation.page import report

    items = read_items(folder.path)
    notes = _notes(items, missing, {n: why for n, why in folder.errors.items() if n not in folder.descriptions})
    page = folder.path / "report.html"
    write_atomically(page, report(folder.path.resolve().name, items, notes, folder.settings))
    return [_summary(items), *folder.resumed(), *notes, str(page)]


def _summary(items: list[Item]) -> str:
    """One line: how many are valid, and the means of all that was measured."""
    valid = sum(not item.problem for item in items)
    measured = {name: figures.values(items, name) for name in SCORES}
    scores = [f"{name} {statistics.fmean(values):.3f}" for name, values in measured.items() if values]
    size, seconds = (statistics.fmean(getattr(item, name) for item in items) for name in ("bytes", "seconds"))
    return ", ".join([f"{valid} of {len(items)} valid, mean {size:,.0f} bytes, {seconds:.1f} s", *scores])


def _notes(items: list[Item], missing: list[str], left_out: dict[str, str]) -> list[str]:
    notes = []
    if left_out:
        name, why = next(iter(left_out.items()))
        notes.append(f"{len(left_out)} left out; row {name!r}: {why}")
    refused = [item for item in items if item.problem]
    if refused:
        first = f"{refused[0].id}: {refused[0].problem}"
        notes.append(f"{len(refused)} not valid, so the competition would refuse them all; {first}")
    if missing:
        notes.append(_how_to_score(missing))
    return notes


def _how_to_score(missing: list[str]) -> str:
    import weights

    return f"no scores: weights of the metric are not on this machine; {weights.how_to_get_all(missing)}"


# -------------------------------------------------------------------------------------------------------- comparing


def _compare(args: argparse.Namespace) -> list[str]:
    """Write compare.html and return each metric's difference as a line of a table."""
    from validation.page import comparison
    from validation.paired import paired

    a, b = args.compare
    pairs, notes = _pairs(a, b)
    values = {name: _both(pairs, name) for name in (*SCORES, "bytes")}
    differences = {name: paired(*found) for name, found in values.items() if found[0]}
    page = (args.out or b) / "compare.html"
    names = (a.resolve().name, b.resolve().name)
    write_atomically(page, comparison(names, pairs, differences, notes, (read_settings(a), read_settings(b))))
    lines = [f"{'':10}{'A':>10}{'B':>10}{'B - A':>10}   95 % interval"]
    for name, found in differences.items():
        form = "10,.0f" if name == "bytes" else "10.4f"
        interval = f"{found.low:+{form[2:]}} to {found.high:+{form[2:]}}"
        lines.append(f"{name:10}{found.first:{form}}{found.second:{form}}{found.difference:+{form}}   {interval}")
    return [*lines, *notes, str(page)]


def _pairs(a: Path, b: Path) -> tuple[list[tuple[Item, Item]], list[str]]:
    """The drawings of the same id and description, and how many have no counterpart."""
    for folder in (a, b):
        read_settings(folder)  # says so where no run is
    first, second = read_items(a), {(item.id, item.description): item for item in read_items(b)}
    pairs = [(item, second[item.id, item.description]) for item in first if (item.id, item.description) in second]
    if not pairs:
        raise SettingsError(f"{a} and {b} have no description in common")
    alone = len(first) + len(second) - 2 * len(pairs)
    return pairs, [f"{alone} drawings left out, whose description the other run has not"] if alone else []


def _both(pairs: list[tuple[Item, Item]], name: str) -> tuple[list[float], list[float]]:
    """A metric of both runs, of those pairs where both have it."""
    values = [(getattr(a, name), getattr(b, name)) for a, b in pairs]
    values = [(x, y) for x, y in values if x is not None and y is not None]
    return [x for x, _ in values], [y for _, y in values]


def _text(data: bytes | None) -> str:
    return base64.b64encode(data).decode() if data else ""


if __name__ == "__main__":
    command_line.exit_with(main, resume="python validate.py")
