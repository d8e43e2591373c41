"""Time: what a stage costs, how long one description may take, and the plans for it.

In the competition 500 descriptions share 9 hours.  Each gets an equal share of what is left, so that what a quick one
saves, and what a stalled one wastes, is spread over all that follow.
"""

from __future__ import annotations

import math
import statistics
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

FINALISTS = 4  # candidates that the judge's large model looks at
QUICK_TRACE_S = 1.0  # enough to tell candidates apart: more than 99 % of the fidelity that refinement ends with
_MEMORY = 15  # observations of a stage; the median of so few follows a machine that slows down, and ignores a stall
_RESERVE = 0.05  # of the whole: what the last descriptions can be drawn from, plainly, when everything else went wrong


class Costs:
    """Seconds that each stage has taken for one unit of its work, as they were observed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self.clock = clock
        self._seen: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_MEMORY))

    def __getitem__(self, stage: str) -> float:
        """The median of the last observations; 0 before the first."""
        return statistics.median(self._seen[stage]) if self._seen[stage] else 0.0

    def usual(self, stage: str) -> bool:
        """Whether it has been seen often enough for the median to ignore a slow start."""
        return len(self._seen[stage]) > 2

    def __contains__(self, stage: str) -> bool:
        return bool(self._seen[stage])

    def observe(self, stage: str, seconds: float) -> None:
        self._seen[stage].append(seconds)

    @contextmanager
    def timed(self, stage: str, units: int = 1) -> Iterator[None]:
        """Observe what the block takes, divided by `units`; a block that raises is not counted."""
        start = self.clock()
        yield
        self.observe(stage, (self.clock() - start) / units)


class TimeBudget:
    """`total_s` seconds, counted from now, for `count` descriptions.

    When more than `count` come, each of them may take a small part of the reserve that is left.
    """

    def __init__(self, total_s: float, count: int, clock: Callable[[], float] = time.monotonic):
        if not 0 < total_s < math.inf or count < 1:
            raise ValueError(f"a run needs time and descriptions, not {total_s} s for {count}")
        self.end = clock() + total_s * (1 - _RESERVE)
        self.count, self.done, self._clock = count, 0, clock

    def share(self) -> float:
        """Seconds that the next description may take, 0 or more."""
        waiting = max(self.count - self.done, self.count * _RESERVE, 1.0)
        return self.left() / waiting

    def left(self) -> float:
        """Seconds for all that are to come, 0 or more."""
        return max(self.end - self._clock(), 0.0)


@dataclass(frozen=True)
class Plan:
    """How one description is attempted: with how many candidates, by whom, until when, at what costs."""

    candidates: int  # at most
    stand_in: bool  # whether the stand-in draws, in place of the generator
    deadline: float | None  # on the costs' clock; None: no limit
    costs: Costs

    @property
    def drafts(self) -> bool:
        """Whether candidates are vectorized quickly, to be compared, and the best then with all the time left."""
        return self.candidates > 1 and self.deadline is not None

    def left(self) -> float:
        """Seconds until the deadline, below 0 after it; infinite without one."""
        return math.inf if self.deadline is None else self.deadline - self.costs.clock()

    def limit(self) -> float | None:
        """Seconds that a stage may take from now on, 0 or more; None: no limit."""
        return None if self.deadline is None else max(self.left(), 0.0)

    def trace_limit(self) -> float | None:
        """Seconds for vectorizing one candidate; None: no limit."""
        return min(self.limit(), QUICK_TRACE_S) if self.drafts else self.limit()

    def next_batch(self, drawn: int, generator: str, most: int, workers: int) -> int:
        """How many candidates to draw next; 0 when all are drawn or no other fits.

        Args:
            drawn: how many there are.
            generator: its name, under which its costs are known.
            most: how many it makes best at once.
            workers: processes that vectorize while the next candidates are drawn.
        """
        waiting = self.candidates - drawn
        if self.deadline is None:
            return waiting
        draw, trace = self.costs[generator], self.costs["trace"]
        if workers:
            trace = max(trace / workers - draw, 0.0)
        each = draw + trace + self.costs["glance"]
        last = drawn * self.costs["glance"] + FINALISTS * self.costs["judge"] + self.costs["refine"]
        left = self.left() - last
        fits = left // each if each else left > 0  # what nothing is known of is tried with one
        return int(max(min(fits, waiting, most), 0 if drawn else 1))


class Schedule:
    """The time of a model, from its making on: what is known of costs, and how long the next description may take.

    Args:
        candidates: for each description, at most.
        time_limit_s: seconds for each description; None: no limit.
        total_time_s, total_count: seconds for so many descriptions together, counted from now; None: no limit.
        clock: returns seconds from any moment on.

    Raises:
        ValueError: there is no time, or no description.
    """

    def __init__(
        self,
        candidates: int,
        time_limit_s: float | None,
        total_time_s: float | None,
        total_count: int,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.candidates, self.time_limit_s = candidates, time_limit_s
        self.budget = TimeBudget(total_time_s, total_count, clock) if total_time_s is not None else None
        self.costs = Costs(clock)

    @contextmanager
    def description(self, generator: str, has_stand_in: bool) -> Iterator[list[Plan]]:
        """The plans for the next description, which the block draws; each asks less of the machine than the one before.

        Args:
            generator: its name, under which its costs are known.
            has_stand_in: whether another draws when it fails or takes too long.
        """
        plan = Plan(self.candidates, False, self._deadline(), self.costs)
        plans = []
        if not has_stand_in or self._affords_one(generator, plan):
            plans.append(plan)
            if plan.candidates > 1 and not plan.drafts:  # with a deadline they are drawn a few at a time
                plans.append(replace(plan, candidates=1))
        if has_stand_in:
            plans.append(replace(plan, candidates=1, stand_in=True))
        try:
            yield plans
        finally:
            if self.budget:
                self.budget.done += 1

    def _deadline(self) -> float | None:
        limits = [self.time_limit_s, self.budget and self.budget.share()]
        limits = [limit for limit in limits if limit is not None]
        return self.costs.clock() + min(limits) if limits else None

    def _affords_one(self, generator: str, plan: Plan) -> bool:
        """Whether the generator is quick enough; until that is sure, since its first may be slow, all pay for it."""
        if self.costs.usual(generator):
            return plan.left() >= self.costs[generator]
        return not self.budget or self.budget.left() >= self.costs[generator]
