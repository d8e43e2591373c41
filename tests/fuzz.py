"""Random inputs for what reads SVG from elsewhere: nothing may hang, take much memory or end in a traceback.

    make fuzz                               # ten minutes
    python -m tests.fuzz --seconds 60 --seed 3

Documents are made by the rules of the allowlist (tests/fitting/documents.py).  Half of them then get numbers that hurt,
or are cut, doubled and stirred as text.  Each goes through the validator, the judge's renderer, `fitting.fit` and
`repair_svg`, in a process with limits of processor time and memory.  A ValueError is an answer; what else is raised, or
reaches a limit, is printed, its input goes into out/fuzz/, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
import traceback
from collections import Counter
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from hypothesis import HealthCheck, Phase, given, seed, settings
from tqdm import tqdm

from tests.fitting.documents import document

SECONDS, MEGABYTES = 5.0, 500  # of processor time, and above what it takes to be ready, for one input and one door
WAIT_S = 60.0  # for what does not end, on a machine that is busy
KEPT = Path("out/fuzz")
ROUND = 50  # documents of one seed
BUDGETS = (300, 1_000, 10_000)
HURTFUL = ("1e300", "-1e300", "inf", "NaN", "1e-300", "1e25", "99999999999", "-0", "0", "1e7", "--3", "1e", "٣", "−5")
PIECES = ("<", ">", "/>", '"', "&", "&#0;", "&lol;", "<![CDATA[", "<!--", "-->", "<?x", "/*", "{", "url(#", "]]>", "\0")


def documents(number: int) -> list[str]:
    """The random documents of a seed."""
    made = []

    @seed(number)
    @settings(max_examples=ROUND, phases=[Phase.generate], database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(document())
    def keep(text):
        made.append(text)

    keep()
    return made


def hurt(text: str, rng: random.Random) -> str:
    """Put hurtful numbers in the place of some digits."""
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    for place in sorted(rng.sample(places, min(len(places), rng.randint(1, 4))), reverse=True):
        text = text[:place] + rng.choice(HURTFUL) + text[place + 1 :]
    return text


def stir(text: str, rng: random.Random) -> str:
    """Cut out, double or break pieces of the text."""
    for _ in range(rng.randint(1, 6)):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        text = rng.choice(
            (
                text[:a] + text[b:],
                text[:b] + text[a:b] * rng.randint(1, 20) + text[b:],
                text[:a] + rng.choice(PIECES) + text[a:],
                text[a:] or "<svg",
            )
        )[:200_000]
    return text


def doors() -> dict:
    """What an input goes through; each takes (text, bytes)."""
    from fitting import fit
    from generators.gemma import repair_svg
    from scoring import render, validate_svg

    return {
        "validate_svg": validate_svg,
        "render": lambda text, _: render(text),
        "fit": lambda text, budget: fit(text, budget, time_limit_s=2.0),
        "repair_svg": repair_svg,
    }


def work(pipe) -> None:
    """The process with limits: answers each (door, text, bytes) with (what went wrong, or ""; processor time)."""
    ways = doors()
    for way in ways.values():  # all is imported before the limit holds
        way('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/><path fill="red" d="M0 0h9v9"/></svg>', 300)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 2**20,) * 2)
    pipe.send("ready")
    while True:
        door, text, budget = pipe.recv()
        problem, start = "", time.process_time()
        try:
            ways[door](text, budget)
        except ValueError:
            pass
        except BaseException:
            problem = traceback.format_exc()
        pipe.send((problem, time.process_time() - start))


class Fuzz:
    """Gives inputs to a process, which it replaces when a limit was reached; counts them, and keeps the failures."""

    def __init__(self):
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0  # seconds of processor time
        self._start()

    def try_all(self, kind: str, text: str, budget: int) -> None:
        for door in ("validate_svg", "render", "fit", "repair_svg"):
            self.pipe.send((door, text, budget))
            try:
                ended = self.pipe.poll(WAIT_S)
                problem, seconds = self.pipe.recv() if ended else (f"no answer in {WAIT_S:g} s", WAIT_S)
            except EOFError:
                problem, seconds = "the process died", 0.0
            self.slowest = max(self.slowest, seconds)
            self.counts[f"{kind} -> {door}"] += 1
            if problem or seconds > SECONDS:
                KEPT.mkdir(parents=True, exist_ok=True)
                path = KEPT / f"{len(self.failures)}.txt"
                path.write_text(text, encoding="utf-8", errors="surrogatepass")
                problem = problem or f"took {seconds:.1f} s"
                self.failures.append(f"{kind} -> {door}, {budget} bytes: {problem}\n{path}: {text[:300]}\n")
                self.close()
                self._start()

    def close(self) -> None:
        self.process.kill()
        self.process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        assert self.pipe.recv() == "ready"


def main(arguments: list[str] | None = None) -> int:
    """Return 1 when something failed."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600, metavar="S", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    args = parser.parse_args(arguments)
    end, fuzz, first = time.monotonic() + args.seconds, Fuzz(), args.seed
    bar = tqdm(desc="documents", disable=None, leave=False)
    while time.monotonic() < end:
        rng = random.Random(first)
        for text in documents(first):
            if time.monotonic() > end:
                break
            fuzz.try_all("documents", text, rng.choice(BUDGETS))
            fuzz.try_all("numbers", hurt(text, rng), rng.choice(BUDGETS))
            fuzz.try_all("markup", stir(text, rng), rng.choice(BUDGETS))
            bar.update()
        first += 1
    fuzz.close()
    bar.close()
    print(*fuzz.failures, sep="\n")
    print(*(f"{count:7,} {name}" for name, count in sorted(fuzz.counts.items())), sep="\n")
    print(f"{len(fuzz.failures)} failures; the slowest took {fuzz.slowest:.1f} s; seeds {args.seed} to {first - 1}")
    return int(bool(fuzz.failures))


if __name__ == "__main__":
    command_line.exit_with(main)
