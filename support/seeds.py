"""Seeds: what numpy's generators take, checked in one place, and how one becomes many."""

from __future__ import annotations

import argparse
import hashlib

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


def sample_seed(seed: int, index: int) -> int:
    """Return the seed of sample `index`: 0 to 2**63 - 1, unrelated for neighbouring seeds and indices.

    Args:
        seed: any whole number.

    >>> sample_seed(0, 1)
    6096812863120040317
    """
    return int.from_bytes(hashlib.sha256(f"{seed}/{index}".encode()).digest()[:8], "big") >> 1
