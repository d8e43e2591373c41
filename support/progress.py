"""How far long work is: a bar on a terminal; elsewhere, as in a log, a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

EVERY_S = 30.0  # between two lines; work that is done sooner prints none


class _Lines:
    """Has of tqdm's methods those that are used here."""

    def __init__(self, title: str, total: int, done: int):
        self.title, self.total, self.done, self.note = title, total, done, ""
        self.first, self.begun = done, time.monotonic()
        self.last = self.begun

    def set_postfix_str(self, note: str, refresh: bool = False) -> None:
        self.note = note

    def update(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.last < EVERY_S or self.done == self.total:
            return
        self.last = now
        left = (now - self.begun) / (self.done - self.first) * (self.total - self.done)
        note = f", {self.note}" if self.note else ""
        words = f"{self.title}: {self.done:,} of {self.total:,}, about {_time(left)} left{note}"
        print(words, file=sys.stderr, flush=True)


@contextmanager
def progress(title: str, total: int, done: int = 0) -> Iterator:
    """Show how far a piece of work is, in the block.

    Args:
        title: what the work is called.
        total: its steps.
        done: how many of them were done before.

    Yields an object with `update()`, after each step, and `set_postfix_str(note)`, what to say beside.
    """
    if not sys.stderr or not sys.stderr.isatty():
        yield _Lines(title, total, done)
        return
    from tqdm import tqdm

    with tqdm(desc=title, total=total, initial=done, leave=False) as bar:
        yield bar


def _time(seconds: float) -> str:
    """Seconds in words.

    >>> _time(59.6), _time(3600 * 2.5)
    ('1 min', '2 h 30 min')
    """
    minutes = max(round(seconds / 60), 1)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
