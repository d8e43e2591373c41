"""Picture -> SVG within the bytes, here or in worker processes, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn

from PIL import Image

from pipeline.schedule import Costs
from vectorizer.vectorize import vectorize


class Tracing:
    """Vectorizes in `workers` processes while the next pictures are drawn; with 0 of them here, in between.

    What it costs is known as "trace".  `vectorize` is what this process calls.
    """

    def __init__(self, workers: int, costs: Costs):
        self.workers, self.costs = workers, costs
        self.vectorize, self._pool = vectorize, None
        if workers:
            from vectorizer.pool import Tracer

            self._pool = Tracer(workers)

    def prepare(self) -> None:
        """Load what traces, so that no description's time is spent on it."""
        if not self._pool:
            import vectorizer.trace  # noqa: F401

    def begin(
        self, picture: Image.Image, max_bytes: int, *, seed: int, time_limit_s: float | None
    ) -> Callable[[], str]:
        """Begin to vectorize an RGB picture; returns what waits for the SVG, or raises why there is none."""
        if not self._pool:
            return attempt(lambda: self._trace(picture, max_bytes, seed, time_limit_s))
        pool = self._pool
        ticket = attempt(lambda: pool.submit(picture, max_bytes, seed=seed, time_limit_s=time_limit_s))
        return lambda: self._fetch(ticket())

    def close(self) -> None:
        """End the worker processes, if there are any."""
        if self._pool:
            self._pool.close()

    def _trace(self, picture: Image.Image, max_bytes: int, seed: int, time_limit_s: float | None) -> str:
        with self.costs.timed("trace"):
            return self.vectorize(picture, max_bytes, seed=seed, time_limit_s=time_limit_s)

    def _fetch(self, ticket: int) -> str:
        svg, seconds = self._pool.result(ticket)
        self.costs.observe("trace", seconds)
        return svg


def attempt(work: Callable[[], object]) -> Callable[[], object]:
    """Do the work now; returns what gives its result, or raises what it raised."""
    try:
        result = work()
    except Exception as error:
        return partial(_raise, error)
    return lambda: result


def _raise(error: Exception) -> NoReturn:
    raise error
