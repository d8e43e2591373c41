"""A folder is drawn into by one process at a time; a second one is told which, and since when."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from album.worker import DrawingError

LOCK, HOLDER = ".drawing.lock", ".drawing.json"  # the system's lock, which ends with its process; who holds it


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from drawing into `folder` in the block; the folder is made, and goes again if still empty.

    Raises:
        DrawingError: another process is at it; names its number, its machine and when it began.
        OSError: the folder cannot be written.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DrawingError(f"{folder}: {_holder(folder)} draws into it; wait, or choose another --out") from None
    try:
        now = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        (folder / HOLDER).write_text(json.dumps(now), encoding="utf-8")
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()
        (folder / LOCK).unlink(missing_ok=True)
        if made:
            with suppress(OSError):  # it holds drawings now
                folder.rmdir()


def _holder(folder: Path) -> str:
    try:
        found = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        return f"process {found['pid']} on {found['host']}, since {found['since']},"
    except (OSError, ValueError, KeyError, TypeError):  # it has just begun, or just ended
        return "another process"
