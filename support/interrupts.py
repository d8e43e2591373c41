"""Ctrl-C where an exception would be lost: cairo calls back into Python, and what is raised there goes no further."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager


@contextmanager
def holding_interrupts():
    """Let a Ctrl-C wait for the end of the block."""
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield  # only the first thread is interrupted, and only if somebody wants to know
        return
    caught = []
    signal.signal(signal.SIGINT, lambda *details: caught.append(details))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if caught:
            before(*caught[0])
