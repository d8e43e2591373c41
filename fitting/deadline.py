"""The time that is left."""

from __future__ import annotations

import time


def late(deadline: float | None) -> bool:
    """Whether time.monotonic() has come to a deadline; None: never."""
    return deadline is not None and time.monotonic() >= deadline
