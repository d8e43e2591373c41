"""The figures of a drawing and their charts: what each is called, how it is written, where its bars and lines stand."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scoring.constraints import MAX_BYTES
from validation.paired import Paired
from validation.store import Item

BINS = 20
FEWEST_PAIRS = 6  # fewer may all differ in one direction by chance more often than once in twenty
_FEWER_IS_BETTER = ("bytes", "seconds")
_SCORE_WORDS = {
    "score": "of vqa and aesthetic, times ocr",
    "vqa": "mean probability of the right answers",
    "aesthetic": "predicted liking",
    "ocr": "penalty for letters in the picture; 1 is none",
    "fidelity": "structural similarity to the generator's picture, both after the judge's image defence",
}


@dataclass(frozen=True)
class Metric:
    """A figure of an item: how it is written, the values that fill and empty its bar, and what it is."""

    name: str
    form: str
    full: float
    words: str
    least: float = 0.0

    def scaled(self, values: Iterable[float]) -> Metric:
        """Return the metric with a bar that is empty a little below the least value, so that it tells them apart.

        >>> metrics()["fidelity"].scaled([0.93, 0.97]).least
        0.8
        """
        step = self.full / 10
        least = math.floor(min(values, default=0.0) / step - 0.5) * step
        return replace(self, least=round(min(max(least, 0.0), self.full - step), 6))

    def share(self, value: float) -> float:
        """Return how much of its bar a value fills, 0 to 1 where it is within the bar's ends."""
        return (value - self.least) / (self.full - self.least)

    @property
    def scale(self) -> str:
        """From where to where the bar runs: "0.900 to 1.000"."""
        return f"{self.text(self.least)} to {self.text(self.full)}"

    def text(self, value: float) -> str:
        """Return the value as it is written: "0.750"."""
        return self.form.format(value)

    def named(self, value: float) -> str:
        """Return the value with what it is: "5,576 bytes", "fidelity 0.750"."""
        return f"{self.text(value)} bytes" if self.name == "bytes" else f"{self.name} {self.text(value)}"

    def signed(self, value: float) -> str:
        """Return a difference as it is written, with its sign: "+0.100", "−0.100"; what rounds to nothing has none."""
        size = self.text(abs(value))
        sign = "+" if value > 0 else "−"
        return f"{sign}{size}" if size.strip("0.") else size

    def tells(self, values: Sequence[float]) -> bool:
        """Return whether the values say anything: not where each is written as the best score there is, 1."""
        return self.full != 1.0 or any(self.text(value) != self.text(self.full) for value in values)


def metrics(max_bytes: int = MAX_BYTES) -> dict[str, Metric]:
    """Return the figures by name, in the order in which they are shown; an SVG of `max_bytes` fills its bar."""
    return {
        **{name: Metric(name, "{:.3f}", 1.0, words) for name, words in _SCORE_WORDS.items()},
        "bytes": Metric("bytes", "{:,.0f}", float(max_bytes), "bytes of UTF-8"),
        "seconds": Metric("seconds", "{:.1f}", 1.0, "time to draw and vectorize"),
    }


def values(items: Iterable[Item], name: str) -> list[float]:
    """Return a figure of those items where it was measured."""
    return [value for item in items if (value := getattr(item, name)) is not None]


@dataclass(frozen=True)
class Column:
    """A column of a histogram, in bins from the left and tenths of the height from the top."""

    x: str
    y: str
    height: str
    words: str


@dataclass(frozen=True)
class Histogram:
    """How often each value occurs.  `at` is where the mean stands, in bins from the left."""

    name: str
    mean: str
    at: str
    columns: list[Column]
    axis: tuple[str, str, str]  # the lowest, the middle and the highest value
    bins: int = BINS


def histogram(metric: Metric, values: Sequence[float]) -> Histogram:
    """Return the histogram of one value or more."""
    mean = statistics.fmean(values)
    low, high = _range(values, metric.full)
    width = (high - low) / BINS
    counts = [0] * BINS
    for value in values:
        counts[min(int((value - low) / width), BINS - 1)] += 1
    edges = [metric.text(low + i * width) for i in range(BINS + 1)]
    columns = [_column(i, n / max(counts), f"{edges[i]} to {edges[i + 1]}: {n}") for i, n in enumerate(counts) if n]
    axis = (f"{low:,g}", f"{(low + high) / 2:,g}", f"{high:,g}")
    return Histogram(metric.name, metric.text(mean), f"{(mean - low) / width:.2f}", columns, axis)


def _range(values: Sequence[float], full: float) -> tuple[float, float]:
    """The values' range, from one tenth of `full` to another, and beyond `full` only where a value is."""
    step = full / 10
    low = math.floor(min(values) / step)
    if max(values) <= full:
        low = min(low, 9)
    return low * step, max(math.ceil(max(values) / step), low + 1) * step


def _column(i: int, share: float, words: str) -> Column:
    height = 9.5 * share
    return Column(f"{i + 0.06:.2f}", f"{10 - height:.2f}", f"{height:.2f}", words)


@dataclass(frozen=True)
class Interval:
    """Where a difference and the ends of its interval stand on a line from 0 to 100 whose middle is no difference."""

    low: str
    high: str
    difference: str


def interval(found: Paired) -> Interval:
    """Return where a difference stands; the farthest of the three reaches nearly to an end of the line."""
    reach = max(abs(found.low), abs(found.high), abs(found.difference)) * 1.15 or 1.0
    return Interval(*(f"{50 + 50 * value / reach:.1f}" for value in (found.low, found.high, found.difference)))


def verdict(name: str, found: Paired) -> str:
    """Return "better" or "worse" for a difference of enough pairs whose interval leaves zero out, else "unsure"."""
    if found.count < FEWEST_PAIRS or found.low <= 0 <= found.high:
        return "unsure"
    return "better" if (found.difference > 0) != (name in _FEWER_IS_BETTER) else "worse"
