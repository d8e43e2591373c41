"""Seeds: what numpy's generators take, checked in one place."""

from __future__ import annotations

import argparse

SEEDS = 2**32


def check_seed(seed: int) -> int:
    """Return `seed`.

    Raises:
        ValueError: it is not between 0 and 2**32 - 1.

    >>> check_seed(7)
    7
    """
    if not 0 <= seed < SEEDS:
        raise ValueError(f"seed must be between 0 and 2**32 - 1, not {seed}")
    return seed


def seed_argument(text: str) -> int:
    """Return the seed that an argument on a command line names; for `type=` of argparse.

    Raises:
        argparse.ArgumentTypeError: it is no whole number between 0 and 2**32 - 1.

    >>> seed_argument("7")
    7
    """
    try:
        seed = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"seed must be a whole number, not {text!r}") from None
    try:
        return check_seed(seed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
