"""How good are the drawings of a table of descriptions?  Local validation with the competition's metric.

    python validate.py --csv data/sample.csv                          # runs/sample-.../report.html and results.csv
    python validate.py --csv kaggle --questions kaggle --out runs/a   # the competition's own rows, with an account
    python validate.py --csv train.csv --generator stable-diffusion --workers 2
    python validate.py --compare runs/a runs/b                        # what changed, with 95 % intervals

Killed and started again, a run goes on where it stopped.  Without the metric's weights the scores stay empty, and
validity, bytes, seconds and what the SVG keeps of its picture (dssim, see scoring/fidelity.py) are still reported.
"""

from __future__ import annotations

import argparse
import base64
import shlex
import statistics
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import generators
from album.processes import DrawingError, Drawn, draw_all, webp
from album.settings import FolderError, digest, read_settings, settings_of
from album.table import InputError, read_descriptions, read_questions
from support import command_line
from support.files import check_writable, write_atomically
from validation.store import SCORES, Item, Run, read_items

_MODEL_OPTIONS = ("generator", "seed", "max_bytes", "candidates", "time_limit_s", "lora")


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        return _compare(args) if args.compare else _validate(args)
    except (InputError, FolderError, DrawingError) as error:
        return _refuse(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _refuse(f"cannot write {error.filename or 'standard output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        given = sys.argv[1:] if arguments is None else arguments
        print(f"\nstopped; to go on: python validate.py {shlex.join(given)}", file=sys.stderr)
        return 130


def _refuse(reason: str) -> int:
    print(f"validate.py: error: {reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="validate.py", description="Draw a table of descriptions, and score them.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--csv", metavar="FILE", help='.csv or .parquet with id and description; "kaggle": train.csv')
    what.add_argument("--compare", nargs=2, type=Path, metavar=("A", "B"), help="compare the runs in two folders")
    parser.add_argument("--questions", metavar="FILE", help='their questions, or "kaggle" (default: made)')
    parser.add_argument("--out", type=Path, metavar="DIR", help="where all is written (default: runs/NAME, or B)")
    parser.add_argument("--limit", type=_positive, metavar="N", help="the first N descriptions only")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes that draw (default: 1)")
    names = ", ".join(generators.NAMES)
    parser.add_argument("--generator", default="auto", metavar="NAME", help=f"{names} or stable-diffusion:SOURCE")
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="of drawings, questions and the metric")
    parser.add_argument("--max-bytes", type=int, default=10_000, metavar="N", help="default: %(default)s")
    parser.add_argument("--candidates", type=int, metavar="N", help="draw N pictures and keep the best")
    parser.add_argument("--time-limit", dest="time_limit_s", type=float, metavar="S", help="seconds for a description")
    parser.add_argument("--lora", metavar="DIR", help="LoRA weights on top of the Stable Diffusion checkpoint")
    return parser


def _positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)


def _seed(text: str) -> int:
    if not 0 <= int(text) < 2**32:
        raise ValueError
    return int(text)


# ------------------------------------------------------------------------------------------------------ validating


@dataclass(frozen=True)
class Job:
    """What a run is to do."""

    descriptions: dict[str, str]
    questions: dict[str, tuple]
    options: dict  # of the model
    missing: list[str]  # roles of the metric's weights that are not on this machine
    settings: dict


def _validate(args: argparse.Namespace) -> int:
    job = _job(args)
    folder = args.out or Path("runs") / f"{Path(args.csv).stem}-{digest(job.settings)[:8]}"
    check_writable(folder / "settings.json")
    run = Run(folder, job.settings)
    left = {name: text for name, text in job.descriptions.items() if name not in run.items}
    if left:
        _draw_and_score(job, run, left, args.workers)
    run.write_results()
    _report(run, job.missing)
    return 0


def _job(args: argparse.Namespace) -> Job:
    descriptions = read_descriptions(args.csv, args.limit)
    questions = read_questions(args.questions, descriptions, args.seed)
    options = {name: getattr(args, name) for name in _MODEL_OPTIONS}
    settings = settings_of(options) | {
        "descriptions": len(descriptions),
        "descriptions_sha256": digest(descriptions),
        "questions_sha256": digest({name: [asdict(q) for q in asked] for name, asked in questions.items()}),
    }
    missing = [role for role, path in settings["scoring"].items() if path is None]
    return Job(descriptions, questions, options, missing, settings)


def _draw_and_score(job: Job, run: Run, left: dict[str, str], workers: int) -> None:
    from tqdm import tqdm

    score = _scorer(job)
    positions = {name: i for i, name in enumerate(job.descriptions)}
    done = len(job.descriptions) - len(left)
    with (
        closing(draw_all(left, job.options, workers)) as drawings,
        tqdm(desc="validating", total=len(job.descriptions), initial=done, disable=None, leave=False) as bar,
    ):
        for name, drawn in drawings:
            run.add(score(positions[name], name, drawn))
            bar.set_postfix_str(_running_mean(run), refresh=False)
            bar.update()


def _scorer(job: Job) -> Callable[[int, str, Drawn], Item]:
    """Return the function that makes an item of a drawing; it scores where all of the metric's weights are here."""
    from scoring.metric import group_seeds, score_item

    seeds = group_seeds(job.descriptions, job.options["seed"])
    evaluators = None if job.missing else _evaluators()

    def score(position: int, name: str, drawn: Drawn) -> Item:
        asked, probabilities, scores = job.questions[name], None, {}
        problem, judged = _judged(drawn.svg, seeds[name], job.options["max_bytes"])
        if evaluators and not problem:
            found = score_item(drawn.svg, asked, seeds[name], **evaluators)
            probabilities = found.probabilities
            scores = {"vqa": found.vqa, "aesthetic": found.aesthetic, "ocr": found.ocr, "score": found.score}
        answers = probabilities or [None] * len(asked)
        return Item(
            position=position,
            id=name,
            description=job.descriptions[name],
            svg=drawn.svg,
            generator=drawn.generator,
            seconds=drawn.seconds,
            problem=problem,
            dssim=drawn.dssim,
            picture=_text(drawn.picture),
            judged=_text(judged),
            questions=[asdict(q) | {"probabilities": p} for q, p in zip(asked, answers, strict=True)],
            **scores,
        )

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


def _running_mean(run: Run) -> str:
    for name in ("score", "dssim"):
        if values := [value for item in run.items.values() if (value := getattr(item, name)) is not None]:
            return f"mean {name} {statistics.fmean(values):.3f}"
    return ""


# -------------------------------------------------------------------------------------------------------- reporting


def _report(run: Run, missing: list[str]) -> None:
    """Write report.html and say the most important in a few lines."""
    from validation.page import report

    items = run.sorted()
    notes = _notes(items, missing)
    page = run.folder / "report.html"
    write_atomically(page, report(run.folder.resolve().name, items, notes, run.settings))
    print(_summary(items), *notes, page, sep="\n", flush=True)


def _summary(items: list[Item]) -> str:
    """One line: how many are valid, and the means of all that was measured."""
    valid = sum(not item.problem for item in items)
    means = {name: [v for item in items if (v := getattr(item, name)) is not None] for name in SCORES}
    scores = [f"{name} {statistics.fmean(values):.3f}" for name, values in means.items() if values]
    size, seconds = (statistics.fmean(getattr(item, name) for item in items) for name in ("bytes", "seconds"))
    return ", ".join([f"{valid} of {len(items)} valid, mean {size:,.0f} bytes, {seconds:.1f} s", *scores])


def _notes(items: list[Item], missing: list[str]) -> list[str]:
    notes = []
    refused = [item for item in items if item.problem]
    if refused:
        first = f"{refused[0].id}: {refused[0].problem}"
        notes.append(f"{len(refused)} not valid, so the competition would refuse them all; {first}")
    if missing:
        notes.append(_how_to_score(missing))
    return notes


def _how_to_score(missing: list[str]) -> str:
    import weights

    roles = [weights.ROLES[role] for role in missing]
    downloads = ", ".join(f"`hf download {role.downloads[-1].handle}`" for role in roles)
    variables = ", ".join(role.variable for role in roles)
    return f"no scores: weights of the metric are not on this machine; get them by {downloads}, or set {variables}"


# -------------------------------------------------------------------------------------------------------- comparing


def _compare(args: argparse.Namespace) -> int:
    """Write compare.html and print each metric's difference."""
    from validation.page import comparison
    from validation.paired import paired

    a, b = args.compare
    pairs, notes = _pairs(a, b)
    values = {name: _both(pairs, name) for name in (*SCORES, "bytes")}
    differences = {name: paired(*found) for name, found in values.items() if found[0]}
    page = (args.out or b) / "compare.html"
    names = (a.resolve().name, b.resolve().name)
    write_atomically(page, comparison(names, pairs, differences, notes, (read_settings(a), read_settings(b))))
    print(f"{'':10}{'A':>10}{'B':>10}{'B - A':>10}   95 % interval")
    for name, found in differences.items():
        form = "10,.0f" if name == "bytes" else "10.4f"
        interval = f"{found.low:+{form[2:]}} to {found.high:+{form[2:]}}"
        print(f"{name:10}{found.first:{form}}{found.second:{form}}{found.difference:+{form}}   {interval}")
    print(*notes, page, sep="\n", flush=True)
    return 0


def _pairs(a: Path, b: Path) -> tuple[list[tuple[Item, Item]], list[str]]:
    """The drawings of the same id and description, and how many have no counterpart."""
    for folder in (a, b):
        read_settings(folder)  # says so where no run is
    first, second = read_items(a), {(item.id, item.description): item for item in read_items(b)}
    pairs = [(item, second[item.id, item.description]) for item in first if (item.id, item.description) in second]
    if not pairs:
        raise FolderError(f"{a} and {b} have no description in common")
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
    command_line.exit_with(main)
