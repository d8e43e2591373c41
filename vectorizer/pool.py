"""Vectorizing in worker processes, while the next pictures are drawn.

Plain processes and pipes: no threads in the process that draws, no state shared.  The workers are started before CUDA
is (spawned, not forked).  A worker that dies is replaced and gets its work again, once; one that hangs is ended.
The library Pebble (5.2) runs three threads in the process that draws, breaks when all idle workers die, and starts new
ones without the limit of one thread each.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

HANG_S = 60.0  # a worker that is silent for so long, beyond its job's own limit, has hung


class TracingError(RuntimeError):
    """A picture was not vectorized: the worker raised, hung or died twice; the message says which."""


@dataclass
class _Job:
    ticket: int
    picture: Path  # a file, because what a pipe holds is small and a full pipe would make the drawing wait
    arguments: dict
    retried: bool = False

    @property
    def time_limit_s(self) -> float | None:
        return self.arguments["time_limit_s"]


@dataclass
class _Worker:
    process: multiprocessing.Process
    pipe: multiprocessing.connection.Connection
    jobs: list[_Job] = field(default_factory=list)  # in the order that they are done
    heard: float = 0.0  # when the first of them was begun, as far as this process knows


class Tracer:
    """`workers` processes that run `vectorizer.vectorize.vectorize`.  Use it as a context, or call `close`."""

    def __init__(self, workers: int):
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self._context = multiprocessing.get_context("spawn")
        self._folder = tempfile.TemporaryDirectory(prefix="tracing-")
        self._results: dict[int, tuple[str, float] | TracingError] = {}
        self._tickets = 0
        self.workers = workers
        self._workers = [self._start() for _ in range(workers)]

    def submit(
        self, picture: Image.Image, max_bytes: int, *, seed: int, time_limit_s: float | None, draft: bool = False
    ) -> int:
        """Begin to vectorize an RGB picture; returns the ticket for its result."""
        ticket, self._tickets = self._tickets, self._tickets + 1
        path = Path(self._folder.name) / f"{ticket}.npy"
        np.save(path, np.asarray(picture.convert("RGB")))
        arguments = {"max_bytes": max_bytes, "seed": seed, "time_limit_s": time_limit_s, "draft": draft}
        self._give(min(self._workers, key=lambda worker: len(worker.jobs)), _Job(ticket, path, arguments))
        return ticket

    def result(self, ticket: int) -> tuple[str, float]:
        """Wait for a ticket's SVG and the seconds that it took; it can be fetched once.  Raises TracingError: none."""
        while ticket not in self._results:
            self._listen()
        outcome = self._results.pop(ticket)
        if isinstance(outcome, TracingError):
            raise outcome
        return outcome

    def close(self) -> None:
        """End the workers at once, also in the middle of a picture."""
        for worker in self._workers:
            _end(worker)
        self._workers = []
        self._folder.cleanup()

    def __enter__(self) -> Tracer:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs,), daemon=True)
        with _one_thread():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, job: _Job) -> None:
        if not worker.jobs:
            worker.heard = time.monotonic()
        worker.jobs.append(job)
        with contextlib.suppress(OSError):  # a dead worker's pipe; `_listen` finds out
            worker.pipe.send((str(job.picture), job.arguments))

    def _listen(self) -> None:
        """Take what the workers have sent; replace those that died or hung."""
        busy = {worker.pipe: worker for worker in self._workers if worker.jobs}
        for pipe in multiprocessing.connection.wait(list(busy), timeout=0.5):
            try:
                svg, seconds, error = pipe.recv()
            except (EOFError, OSError):
                self._replace(busy[pipe], "the worker died")
            else:
                self._finish(busy[pipe], TracingError(error) if error else (svg, seconds))
        for worker in list(self._workers):
            if worker.jobs and time.monotonic() - worker.heard > HANG_S + (worker.jobs[0].time_limit_s or 0):
                worker.jobs[0].retried = True  # what hangs once is not tried again
                self._replace(worker, "the worker hung")

    def _finish(self, worker: _Worker, outcome: tuple[str, float] | TracingError) -> None:
        job = worker.jobs.pop(0)
        worker.heard = time.monotonic()
        job.picture.unlink(missing_ok=True)
        self._results[job.ticket] = outcome

    def _replace(self, worker: _Worker, reason: str) -> None:
        """A new worker in the place of `worker`; its jobs go on there, the first for the second and last time."""
        _end(worker)
        if worker.jobs and worker.jobs[0].retried:
            self._finish(worker, TracingError(reason))
        elif worker.jobs:
            worker.jobs[0].retried = True
        fresh = self._start()
        self._workers[self._workers.index(worker)] = fresh
        for job in worker.jobs:
            self._give(fresh, job)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """What is started in the block gets a core and no more: numpy reads this when it is imported, before any code."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: multiprocessing.connection.Connection) -> None:
    """The worker: vectorize what comes until the pipe is closed."""
    import cv2

    from vectorizer.vectorize import vectorize

    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    while True:
        try:
            path, arguments = pipe.recv()
        except EOFError:
            return
        start, svg, problem = time.monotonic(), None, None
        try:
            svg = vectorize(Image.fromarray(np.load(path)), **arguments)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        pipe.send((svg, time.monotonic() - start, problem))
