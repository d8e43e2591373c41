"""The executor that draws in several processes of this machine; what is drawn does not depend on how many there are."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection

from album.worker import DrawingError, Drawn, Worker

_DIED = "a process that draws died, perhaps for want of memory; the same command goes on, best with fewer --workers"
_worker: Worker  # of a process that draws, from its beginning


@dataclass(frozen=True)
class Processes:
    """Processes with a worker each.

    Args:
        count: how many, at least 1.
    """

    count: int

    def draw(self, descriptions: dict[str, str], worker: Worker) -> Iterator[Drawn]:
        """See `album.drawing.Executor`; what is still being drawn when nobody wants it any more is given up at once."""
        context = multiprocessing.get_context("spawn")  # a fork hangs where torch or OpenCV has started threads before
        leash, end = context.Pipe(duplex=False)
        count = min(self.count, len(descriptions)) or 1
        with leash, end, ProcessPoolExecutor(count, context, _begin, (worker, leash)) as pool:
            try:
                with _ignoring_interrupts():
                    jobs = [pool.submit(_draw, name, text) for name, text in descriptions.items()]
                for job in as_completed(jobs):
                    yield job.result()
            except BrokenProcessPool as error:
                raise DrawingError(_DIED) from error
            except BaseException:
                end.send_bytes(b"x")
                raise


@contextmanager
def _ignoring_interrupts():
    """Processes started in here ignore Ctrl-C, which a terminal sends to all: the first process ends the others."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(worker: Worker, leash: connection.Connection) -> None:
    """Prepare a new process: it ends with its parent, and leaves nothing behind when it is killed."""
    global _worker
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())  # its own is a semaphore of the system, which would stay when this is ended
    threading.Thread(target=_end_when_told, args=(leash,), daemon=True).start()
    _worker = worker


def _draw(name: str, description: str) -> Drawn:
    return _worker.draw(name, description)


def _end_when_told(leash: connection.Connection) -> None:
    """Wait until the first process says so, to all of its workers at once, or is gone, and may have been killed."""
    connection.wait([leash, multiprocessing.parent_process().sentinel])
    os._exit(1)
