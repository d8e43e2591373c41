"""What a description costs: seconds and peak memory, stage by stage, and what has to be waited for before the first.

    python -m benchmarks.predict                                 # minutes; writes results/predict.md
    python -m benchmarks.predict --limit 1 --max-bytes 500 --out out/quick

For the illustrator, and for a Stable Diffusion with tiny random weights, which shows what the chain adds to a real one.
Every line comes from a process of its own, so that its memory is its own too; seconds are the median over the
descriptions, after one that is not counted.  CPU seconds say what a busy machine hides: other programs' share is not in
them.
"""

from __future__ import annotations

import argparse
import json
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.setting import setting

# Nothing heavy here: on Linux a new process counts the memory of the one that started it as its own peak.
from scoring.constraints import MAX_BYTES
from support import command_line
from support.files import write_atomically

DESCRIPTIONS = (
    "a lighthouse on a cliff above the ocean",
    "gray wool coat with a faux fur collar",
    "a magenta pyramid beside a yellow sphere",
    "an armchair next to a tall lamp",
)
CANDIDATES = 2  # of which one is picked
REPEATS = 3  # of what is over at once: importing, and Model()
FIGURES = ("seconds", "cpu_seconds", "megabytes")
Times = tuple[float, float]  # seconds on the clock, and of all cores
PACKAGES = ("numpy", "opencv-python-headless", "numba", "cairosvg", "torch", "diffusers")


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    args = _parser().parse_args(arguments)
    if args.step:
        print(json.dumps(run_step(args.step, args.generator, args.work, args.limit, args.max_bytes)))
        return 0
    rows = measure_all(args.limit, args.max_bytes)
    command = shlex.join(["python", "-m", "benchmarks.predict", *arguments])
    report = f"{as_table(rows)}\n{_notes(args.max_bytes)}\n{setting(command, PACKAGES)}"
    write_atomically(args.out / "predict.md", report)
    print(report)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.predict", description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=int, default=len(DESCRIPTIONS), metavar="N", help="only N descriptions")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="default: %(default)s")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results", metavar="DIR")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)  # this process measures it and says so in JSON
    parser.add_argument("--generator", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    return parser


def measure_all(limit: int, max_bytes: int) -> list[dict]:
    """Return a row {"generator", "step", *FIGURES} for each generator and step."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Path(folder) / "checkpoint"
        _measure("checkpoint", str(checkpoint), Path(folder), limit, max_bytes)
        generators = {"illustrator": "illustrator", "tiny Stable Diffusion": f"stable-diffusion:{checkpoint}"}
        for name, source in generators.items():
            for step in list(STEPS)[1:]:
                rows.append({"generator": name, "step": step, **_measure(step, source, Path(folder), limit, max_bytes)})
    return rows


def _measure(step: str, generator: str, work: Path, limit: int, max_bytes: int) -> dict:
    """The step's `FIGURES` in fresh processes: the medians of their seconds, the highest of their megabytes."""
    command = [sys.executable, "-m", "benchmarks.predict", "--step", step, "--generator", generator]
    command += ["--work", str(work), "--limit", str(limit), "--max-bytes", str(max_bytes)]
    root = Path(__file__).parents[1]
    repeats = REPEATS if step in ("import model", "Model()") else 1
    found = [
        json.loads(subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
        for _ in range(repeats)
    ]
    medians = {name: statistics.median(one[name] for one in found) for name in FIGURES}
    return medians | {"megabytes": max(one["megabytes"] for one in found)}


# ---------------------------------------------------------------------------------------- steps, in their own process


def run_step(step: str, generator: str, work: Path, limit: int, max_bytes: int) -> dict:
    """Return the `FIGURES` of a step in this process; pictures and SVGs lie in `work` from step to step."""
    seconds, cpu = STEPS[step](generator, work, DESCRIPTIONS[:limit], max_bytes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return dict(zip(FIGURES, (seconds, cpu, peak / (1e6 if sys.platform == "darwin" else 1e3)), strict=True))


def _checkpoint(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from tests.tiny_models import tiny_sd

    return _seconds(lambda: tiny_sd(Path(generator)))


def _import(generator: str, work: Path, texts, max_bytes: int) -> Times:
    return _seconds(lambda: __import__("model"))


def _model(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from model import Model

    return _seconds(lambda: Model(generator))


def _generate(generator: str, work: Path, texts, max_bytes: int) -> Times:
    import generators

    drawer, pictures = generators.load(generator), {}

    def generate(text):
        pictures[text] = [drawer.generate(text, 1, 0, start=i)[0] for i in range(CANDIDATES)]

    times = _median(generate, texts, CANDIDATES)
    for i, text in enumerate(texts):
        for j, picture in enumerate(pictures[text]):
            picture.save(work / f"{i}-{j}.png")
    return times


def _vectorize(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from PIL import Image

    from vectorizer.vectorize import vectorize

    def trace(i):
        for j in range(CANDIDATES):
            (work / f"{i}-{j}.svg").write_text(vectorize(Image.open(work / f"{i}-{j}.png"), max_bytes))

    return _median(trace, range(len(texts)), CANDIDATES)


def _check(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from scoring.constraints import validate_svg
    from scoring.render import render

    def check(i):
        svg = (work / f"{i}-0.svg").read_text()
        validate_svg(svg, max_bytes)
        render(svg)

    return _median(check, range(len(texts)))


def _pick(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from PIL import Image

    from scoring.measures.fidelity import svg_fidelity
    from scoring.measures.lettering import text_likeness
    from scoring.render import render

    def pick(i):
        for j in range(CANDIDATES):
            svg = (work / f"{i}-{j}.svg").read_text()
            svg_fidelity(svg, Image.open(work / f"{i}-{j}.png"))
            text_likeness(render(svg))

    return _median(pick, range(len(texts)))


def _predict(generator: str, work: Path, texts, max_bytes: int) -> Times:
    from model import Model

    return _median(Model(generator, max_bytes=max_bytes).predict, texts)


STEPS: dict[str, Callable[..., Times]] = {
    "checkpoint": _checkpoint,
    "import model": _import,
    "Model()": _model,
    "generate": _generate,
    "vectorize": _vectorize,
    "check": _check,
    "pick": _pick,
    "predict": _predict,
}


def _median(work: Callable, items, units: int = 1) -> Times:
    """The median times over `items`, each divided by `units`, after one call that is not counted."""
    work(items[0])
    clock, cpu = zip(*(_seconds(lambda item=item: work(item)) for item in items), strict=True)
    return statistics.median(clock) / units, statistics.median(cpu) / units


def _seconds(work: Callable[[], object]) -> Times:
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


# ---------------------------------------------------------------------------------------------------------- report


def as_table(rows: list[dict]) -> str:
    """Return a Markdown table: a line for each step, the generators side by side."""
    names = list(dict.fromkeys(row["generator"] for row in rows))
    head = "".join(f" {name}: s | CPU s | MB |" for name in names)
    lines = [f"| |{head}", f"|---|{'---:|---:|---:|' * len(names)}"]
    for step in dict.fromkeys(row["step"] for row in rows):
        found = [row for row in rows if row["step"] == step]
        cells = [f"{row['seconds']:.3f} | {row['cpu_seconds']:.3f} | {row['megabytes']:,.0f}" for row in found]
        lines.append(f"| {step} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _notes(max_bytes: int) -> str:
    return (
        f"Seconds for one picture or SVG of at most {max_bytes:,} bytes; *pick* is the choice of one of {CANDIDATES} "
        "without the judge's models, *predict* the whole with one candidate.  MB: the highest resident memory of a "
        "process that does nothing else, Python and its libraries included.  CPU s leave out what other programs "
        "took.\n"
    )


if __name__ == "__main__":
    command_line.exit_with(main)
