"""Does a run of 500 descriptions use its nine hours, and never more?  Simulated with recorded stage times.

    python -m benchmarks.run [--descriptions 500] [--hours 9]

The real `model.Model` with simulated stages, on a clock that only these move.  They take what others measured on
Kaggle's T4 (SDXL Flash about 2 s a picture, the aesthetic .3 s, PaliGemma about 3 s) with jitter, and things go wrong:
a stage that hangs for 60 s, CUDA out of memory, a worker that dies.  A perfect planner, who knows every time beforehand
and keeps no reserve, could afford as many candidates as the rest of the time divided by what one costs.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from PIL import Image

from generators import PictureGenerator
from model import Model
from pipeline.schedule import QUICK_TRACE_S
from scoring import validate_svg

SECONDS = {"draw": 2.0, "trace": 1.0, "glance": 0.3, "judge": 3.0, "refine": 3.0}  # for one picture each
JITTER = 0.25  # standard deviation of the logarithm
STALL_S, STALLS = 60.0, 0.002  # how long a stage hangs, and how often
FAILURES = 0.01  # of drawings and tracings: CUDA out of memory, a worker that died


class Illustrator(PictureGenerator):
    """The stand-in when time runs out; it takes no time to speak of."""

    name = "illustrator"

    def generate(self, description: str, count: int, seed: int, start: int = 0) -> list[Image.Image]:
        return [Image.new("RGB", (8, 8), "teal")] * count


@dataclass
class Outcome:
    seconds: float
    valid: int
    candidates: float  # mean of a description
    affordable: float  # what a perfect planner could draw, mean of a description
    judged: float  # share of the descriptions whose best few the judge's large model has seen
    refined: float  # share whose winner was traced again with the time that was left
    stalls: int
    failures: int
    longest: float  # seconds of one description


class Machine(PictureGenerator):
    """A clock, and stages that move it: a generator, what vectorizes, a judge."""

    name, batch = "simulated", 4

    def __init__(self, seed: int):
        self.now, self.rng = 0.0, np.random.default_rng(seed)
        self.spent, self.calls = dict.fromkeys(SECONDS, 0.0), dict.fromkeys(SECONDS, 0)
        self.stalled, self.failures = 0, 0

    def clock(self) -> float:
        return self.now

    def work(self, stage: str, units: int = 1, most: float = np.inf) -> None:
        seconds = min(SECONDS[stage] * units * float(np.exp(self.rng.normal(0, JITTER))), most)
        self.spent[stage] += seconds
        self.calls[stage] += 1
        self.now += seconds
        if self.rng.random() < STALLS:
            self.stalled += 1
            self.now += STALL_S
        if stage in ("draw", "trace") and self.rng.random() < FAILURES:
            self.failures += 1
            raise MemoryError("CUDA out of memory" if stage == "draw" else "the worker died")

    def generate(self, description: str, count: int, seed: int, start: int = 0) -> list[Image.Image]:
        self.work("draw", count)
        return [Image.new("RGB", (8, 8), (start + i, 90, 200)) for i in range(count)]

    def vectorize(self, image: Image.Image, max_bytes: int, *, seed: int, time_limit_s: float | None) -> str:
        self.work("trace" if time_limit_s <= QUICK_TRACE_S else "refine", most=max(time_limit_s, 0.3))
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="teal" d="M0 0h9v9z"/></svg>'

    def glance(self, description: str, svgs: list[str], seed: int) -> list[float]:
        self.work("glance", len(svgs))
        return list(self.rng.random(len(svgs)))

    def score(self, description: str, svgs: list[str], seed: int) -> list[float]:
        self.work("judge", len(svgs))
        return list(self.rng.random(len(svgs)))


def simulate(descriptions: int, total_s: float, seed: int = 0) -> Outcome:
    """Draw `descriptions` within `total_s` seconds of a clock that only the stages move."""
    machine = Machine(seed)
    limits = {"time_limit_s": 200, "total_time_s": total_s, "total_count": descriptions}
    drawer = Model("illustrator", candidates=100, scorer="fidelity", **limits, clock=machine.clock)
    drawer.generator, drawer.stand_in = machine, Illustrator()
    drawer.tracing.vectorize, drawer.choice.judge = machine.vectorize, machine
    drawings, ends = [], [0.0]
    for i in range(descriptions):
        drawings.append(drawer.draw(f"description {i}"))
        ends.append(machine.now)
    valid = sum(_is_valid(drawing.svg) for drawing in drawings)
    count = sum(drawing.candidates for drawing in drawings)
    each = sum(machine.spent[stage] for stage in ("draw", "trace", "glance")) / count
    fixed = machine.spent["judge"] + machine.spent["refine"] + machine.stalled * STALL_S
    affordable = (total_s - fixed) / each / descriptions
    longest = float(np.diff(ends).max())
    return Outcome(
        seconds=machine.now,
        valid=valid,
        candidates=count / descriptions,
        affordable=affordable,
        judged=machine.calls["judge"] / descriptions,
        refined=machine.calls["refine"] / descriptions,
        stalls=machine.stalled,
        failures=machine.failures,
        longest=longest,
    )


def _is_valid(svg: str) -> bool:
    try:
        validate_svg(svg)
    except ValueError:
        return False
    return True


def main() -> int:
    parser = command_line.Parser(prog="python -m benchmarks.run")
    parser.add_argument("--descriptions", type=int, default=500, metavar="N")
    parser.add_argument("--hours", type=float, default=9.0, metavar="H")
    args = parser.parse_args()
    for name in ("model", "pipeline"):
        logging.getLogger(name).setLevel(logging.ERROR)
    found = simulate(args.descriptions, args.hours * 3600)
    print(
        f"{found.valid} valid SVGs of {args.descriptions} in {found.seconds / 3600:.2f} h of {args.hours:g}, "
        f"{found.stalls} stalls of {STALL_S:.0f} s, {found.failures} failures, longest {found.longest:.0f} s\n"
        f"{found.candidates:.1f} candidates a description; a perfect planner: {found.affordable:.1f} "
        f"({found.candidates / found.affordable:.0%}); {found.judged:.0%} judged, {found.refined:.0%} refined"
    )
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
