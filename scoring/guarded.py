"""Rendering that can be stopped: for documents from elsewhere, in a worker process with a limit of time and of memory.

    guarded.render(svg, seconds=5, megabytes=500)

scoring/complexity.py and scoring/bounds.py refuse what is known to take too long; no list of causes is complete, and
what runs within cairo hears no Ctrl-C.  One worker is started when the first document comes, and draws all that follow;
one that is stopped is replaced when the next comes.  Where no such process can be started, as on a system without
POSIX's limits, documents are drawn without any, and a warning says so.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time

from PIL import Image

from scoring.render import SIDE, SVGRenderError
from scoring.render_worker import DRAWS, receive, send
from support.project import ROOT

SECONDS, MEGABYTES = 10.0, 1000
_START_S, _SENDING_S = 60.0, 60.0  # for a worker to begin, and for a picture to come over

log = logging.getLogger(__name__)


def render(svg: str, size: int = SIDE, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Image.Image:
    """Draw `svg` as `scoring.render` does, and give up after a while.

    Args:
        svg: the document's text.
        size: side of the result in pixels.
        seconds: what the drawing may take.
        megabytes: what it may take of memory, above what the worker has.  Where the system does not keep to such
            limits, as macOS, there is none.

    Returns:
        RGB image, (size, size).

    Raises:
        SVGRenderError: as for `scoring.render`, or a limit was reached; the message says which.

    >>> render('<svg xmlns="http://www.w3.org/2000/svg"/>').size
    (384, 384)
    """
    return _ask({"draw": "render", "svg": svg, "size": size}, seconds, megabytes)


def draw(svg: str, size: int | None = None, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Image.Image:
    """Draw `svg` as `scoring.render.draw` does, RGBA, and give up after a while; the limits are those of `render`.

    Raises:
        SVGRenderError: as for `render`.

    >>> draw('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>').size
    (20, 10)
    """
    return _ask({"draw": "draw", "svg": svg, "size": size}, seconds, megabytes)


class _NoWorker(Exception):
    """No process can be started to draw in."""


class _Worker:
    """A process that draws what it is sent, one document at a time."""

    def __init__(self):
        self.owner = os.getpid()
        self.socket, theirs = socket.socketpair()
        try:
            with theirs:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "scoring.render_worker"],
                    stdin=theirs,
                    stdout=subprocess.DEVNULL,
                    cwd=ROOT,
                    start_new_session=True,  # Ctrl-C is for this process, which ends the worker if it must
                )
        except (OSError, ValueError) as error:
            self.socket.close()
            raise _NoWorker(f"no process can be started: {error}") from error
        try:
            self._receive(time.monotonic() + _START_S)  # that it is ready
        except BaseException as error:
            self.end()
            if isinstance(error, EOFError | TimeoutError | ConnectionError):
                raise _NoWorker("the process in which they are drawn does not start") from error
            raise

    def ask(self, request: dict, seconds: float) -> tuple[dict, bytes]:
        """Return (head, pixels) of the answer.

        Raises:
            TimeoutError: there is none in time.
            EOFError: the worker has died.
        """
        self.socket.settimeout(_SENDING_S)
        send(self.socket, json.dumps(request).encode())
        deadline = time.monotonic() + seconds
        head = json.loads(self._receive(deadline))
        return head, b"" if "error" in head else self._receive(deadline + _SENDING_S)

    def _receive(self, deadline: float) -> bytes:
        self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
        return receive(self.socket)

    def end(self) -> None:
        self.socket.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


_lock = threading.Lock()
_worker: _Worker | None = None
_can_start = True


def _ask(request: dict, seconds: float, megabytes: int) -> Image.Image:
    if not (seconds > 0 and megabytes > 0):
        raise ValueError(f"seconds and megabytes must be more than 0, not {seconds} and {megabytes}")
    with _lock:
        try:
            head, pixels = _answer(request | {"seconds": seconds, "megabytes": megabytes}, seconds)
        except _NoWorker as error:
            return _drawn_here(request, error)
    if "error" in head:
        raise SVGRenderError(head["error"])
    return Image.frombytes(head["mode"], head["size"], pixels)


def _answer(request: dict, seconds: float) -> tuple[dict, bytes]:
    global _worker
    if not _can_start:
        raise _NoWorker
    if _worker and (_worker.owner != os.getpid() or _worker.process.poll() is not None):
        _stop()  # another process's, from before a fork; or one that has died meanwhile
    for _ in range(2):  # what ended a worker may have nothing to do with the document
        try:
            _worker = _worker or _Worker()
            return _worker.ask(request, seconds)
        except TimeoutError:
            _stop()
            return {"error": f"drawing the SVG was stopped after {seconds:g} seconds"}, b""
        except (EOFError, ConnectionError):
            _stop()
        except BaseException:  # Ctrl-C: the worker's answer to this would be taken for the next one's
            _stop()
            raise
    return {"error": "drawing the SVG ended the process that drew it, twice"}, b""


def _drawn_here(request: dict, error: _NoWorker) -> Image.Image:
    global _can_start
    if _can_start:
        log.warning("SVGs are drawn without limits of time and memory: %s", error)
    _can_start = False
    return DRAWS[request["draw"]](request["svg"], request["size"])


def _stop() -> None:
    global _worker
    if _worker:
        _worker.end()
        _worker = None


atexit.register(_stop)
