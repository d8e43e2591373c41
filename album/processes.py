"""Descriptions -> drawings, in this process or in several; what is drawn does not depend on how many there are."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

_DIED = "a process that draws died, perhaps for want of memory; the same command goes on, best with fewer --workers"
VIEW_SIDE = 384  # pixels, of what the report shows beside the SVG: the judge's own size


class DrawingError(RuntimeError):
    """The model cannot be made, or a process of it died; the message says why."""


@dataclass(frozen=True)
class Drawn:
    """What one description became."""

    svg: str
    generator: str  # the one that drew it
    seconds: float
    picture: bytes | None  # WebP: what the SVG was traced from; None for what was never a picture
    dssim: float | None  # structural similarity of the two after the judge's defence, up to 1


def draw_all(descriptions: dict[str, str], options: dict, workers: int = 1) -> Iterator[tuple[str, Drawn]]:
    """Yield (id, drawing) of each description as it is done: in their order with one worker, else in any.

    Args:
        descriptions: {id: description}.
        options: keyword arguments of `model.Model`, each a plain value.
        workers: 1 draws in this process; more are processes with a model each.

    Raises:
        DrawingError: the model cannot be made, or a process died.
    """
    if workers == 1:
        for name, description in descriptions.items():
            yield name, _draw(description, **options)
        return
    # Not forked: a process that is forked after torch or OpenCV has started threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(descriptions) or 1), context, _begin) as pool:
        try:
            with _ignoring_interrupts():
                jobs = {pool.submit(_draw, text, **options): name for name, text in descriptions.items()}
            for job in as_completed(jobs):
                yield jobs[job], job.result()
        except BrokenProcessPool as error:
            raise DrawingError(_DIED) from error
        except BaseException:  # nobody waits for drawings that nobody will see
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def webp(picture, quality: int = 85) -> bytes:
    """Return an RGB picture as a WebP file of at most VIEW_SIDE pixels a side."""
    small = picture.convert("RGB")
    small.thumbnail((VIEW_SIDE, VIEW_SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()


def _draw(description: str, **options) -> Drawn:
    from scoring.measures.fidelity import svg_fidelity

    model = _model(**options)
    start = time.perf_counter()
    drawing = model.draw(description)
    seconds = time.perf_counter() - start
    if drawing.picture is None:
        return Drawn(drawing.svg, drawing.generator, seconds, None, None)
    dssim = svg_fidelity(drawing.svg, drawing.picture)
    return Drawn(drawing.svg, drawing.generator, seconds, webp(drawing.picture), dssim)


@cache  # one for each process
def _model(**options):
    from generators import LoadError
    from model import Model

    try:
        return Model(**options)
    except (ValueError, FileNotFoundError, LoadError) as error:  # some of these cannot travel between processes
        raise DrawingError(str(error)) from None


@contextmanager
def _ignoring_interrupts():
    """Processes started in here ignore Ctrl-C, which a terminal sends to all: the first process ends the others."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin() -> None:
    """Make a new process ready to be ended at any moment."""
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())  # its own is a semaphore of the system, which would stay when this is terminated
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the first process to be gone, which may be killed and not say so, and go too."""
    multiprocessing.parent_process().join()
    os._exit(1)
