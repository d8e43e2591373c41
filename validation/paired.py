"""How two sets of drawings of the same descriptions differ, with a bootstrap interval.

Efron & Tibshirani 1993, percentile method: the descriptions are drawn anew with replacement, each with both of its
values, so that what makes a description easy or hard for both sets cancels out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 10_000
_BATCH = 500  # at once: all of them would take 80 MB for a thousand descriptions


@dataclass(frozen=True)
class Paired:
    """Two means, and their difference (second - first) with its 95 % interval; `count` pairs."""

    first: float
    second: float
    difference: float
    low: float
    high: float
    count: int


def paired(first: Sequence[float], second: Sequence[float], seed: int = 0) -> Paired:
    """Compare values that belong together pair by pair; of a single pair the interval is that one difference.

    Raises:
        ValueError: there are no pairs, or not as many on both sides.
    """
    import numpy as np

    if not first or len(first) != len(second):
        raise ValueError(f"{len(first)} and {len(second)} values are no pairs")
    a, b = np.asarray(first, float), np.asarray(second, float)
    low, high = _interval(b - a, seed) if len(a) > 1 else (b - a).repeat(2)
    return Paired(float(a.mean()), float(b.mean()), float((b - a).mean()), float(low), float(high), len(a))


def _interval(differences, seed: int) -> tuple[float, float]:
    """The 95 % interval of the mean of `differences` (two or more)."""
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (differences,), np.mean, n_resamples=RESAMPLES, batch=_BATCH, method="percentile", random_state=seed
    )
    return found.confidence_interval
