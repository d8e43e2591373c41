"""Time: what a stage costs, and how much of a run's time one description may take.

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

_MEMORY = 15  # observations of a stage; the median of so few follows a machine that slows down, and ignores a stall
_RESERVE = 0.05  # of the whole: what the last descriptions can be drawn from, plainly, when everything else went wrong


class Costs:
    """Seconds that each stage has taken for one unit of its work, as they were observed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._seen: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_MEMORY))

    def __getitem__(self, stage: str) -> float:
        """The median of the last observations; 0 before the first."""
        return statistics.median(self._seen[stage]) if self._seen[stage] else 0.0

    def usual(self, stage: str) -> bool:
        """Whether it has been seen often enough for the median to pass over a slow start."""
        return len(self._seen[stage]) > 2

    def __contains__(self, stage: str) -> bool:
        return bool(self._seen[stage])

    def observe(self, stage: str, seconds: float) -> None:
        self._seen[stage].append(seconds)

    @contextmanager
    def timed(self, stage: str, units: int = 1) -> Iterator[None]:
        """Observe what the block takes, divided by `units`; a block that raises is not counted."""
        start = self._clock()
        yield
        self.observe(stage, (self._clock() - start) / units)


class Run:
    """`total_s` seconds, counted from now, for `count` descriptions.

    More than `count` may come: they share the reserve, each taking a small part of what is left of it.
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
