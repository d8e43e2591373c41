"""Which polygons share a colour, and in which order they are painted, so that few paths say it all.

Every path costs its bytes for the element and the colour.  Near colours are merged while that costs less error than a
path is worth, and polygons that do not overlap may change places, so that those of one colour come together.
"""

from __future__ import annotations

import numpy as np

from vectorizer.compiled import jit


@jit
def merge_colors(colors, weight, limit):
    """Ward's agglomerative clustering, until the cheapest merge adds more than `limit` of weighted squared error.

    Args:
        colors: float64 (N, 3).
        weight: float64 (N,), of each colour's squared error.
        limit: a squared error.

    Returns:
        int64 (N,) labels; the label is the index of one member.

    >>> merge_colors(np.array([[0.0, 0, 0], [250, 0, 0], [2, 0, 0]]), np.ones(3), 100.0).tolist()
    [0, 1, 0]
    """
    n = weight.size
    label, alive = np.arange(n), np.ones(n, np.bool_)
    mean, mass = colors.copy(), weight + 1e-9
    while True:
        best, first, second = limit, -1, -1
        for i in range(n):
            if not alive[i]:
                continue
            for j in range(i + 1, n):
                if alive[j]:
                    distance = 0.0
                    for c in range(3):
                        distance += (mean[i, c] - mean[j, c]) ** 2
                    cost = distance * mass[i] * mass[j] / (mass[i] + mass[j])
                    if cost < best:
                        best, first, second = cost, i, j
        if first < 0:
            return label
        total = mass[first] + mass[second]
        for c in range(3):
            mean[first, c] = (mean[first, c] * mass[first] + mean[second, c] * mass[second]) / total
        mass[first] = total
        alive[second] = False
        for i in range(n):
            if label[i] == second:
                label[i] = first


@jit
def schedule(overlap, label):
    """Order polygons into long runs of one label, i before j wherever overlap[i, j].

    Greedy: emit all that can be emitted of one label, then choose the next, first of all a label that would then be
    finished, else the one with most to emit.

    Args:
        overlap: bool (N, N), [i, j] for i < j.
        label: int64 (N,).

    Returns:
        (order, run): int64 (N,) indices of polygons, and the number of the run that each place belongs to.

    >>> order, run = schedule(np.zeros((3, 3), np.bool_), np.array([0, 1, 0]))
    >>> order.tolist(), run.tolist()
    ([0, 2, 1], [0, 0, 1])
    """
    n = label.size
    waiting_for = np.zeros(n, np.int64)
    for i in range(n):
        for j in range(i + 1, n):
            if overlap[i, j]:
                waiting_for[j] += 1
    done = np.zeros(n, np.bool_)
    order, run = np.empty(n, np.int64), np.empty(n, np.int64)
    placed, runs = 0, 0
    while placed < n:
        best, best_worth = -1, 0.0
        for candidate in range(n):
            ready, waiting = 0, 0
            for i in range(n):
                if label[i] == candidate and not done[i]:
                    if waiting_for[i] == 0:
                        ready += 1
                    else:
                        waiting += 1
            if ready > 0:
                worth = ready - 0.6 * waiting + (n if waiting == 0 else 0)
                if best < 0 or worth > best_worth:
                    best, best_worth = candidate, worth
        found = True
        while found:
            found = False
            for i in range(n):
                if not done[i] and label[i] == best and waiting_for[i] == 0:
                    done[i] = found = True
                    order[placed], run[placed] = i, runs
                    placed += 1
                    for j in range(i + 1, n):
                        if overlap[i, j]:
                            waiting_for[j] -= 1
        runs += 1
    return order, run
