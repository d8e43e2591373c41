"""The process in which `scoring.guarded` draws: documents come by a socket, pictures go back.

A message is its length, eight bytes, and then its bytes.  A request is JSON: draw, svg, size, seconds, megabytes.  An
answer is JSON, either {"error": why not} or {"mode", "size"}, and then a second message with the pixels.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import sys
from pathlib import Path

from scoring.render import SVGRenderError, draw, render

_HEADER = struct.Struct("!Q")
DRAWS = {"render": render, "draw": draw}
_SPARE_S = 2  # of processor time: the process that asked is earlier, if it still lives


def send(connection: socket.socket, message: bytes) -> None:
    """Send a message."""
    connection.sendall(_HEADER.pack(len(message)) + message)


def receive(connection: socket.socket) -> bytes:
    """Return the next message.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: nothing came within the socket's time limit.
    """
    (length,) = _HEADER.unpack(_exactly(connection, _HEADER.size))
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        parts.append(connection.recv(min(length, 1 << 20)))
        length -= len(parts[-1])
        if not parts[-1]:
            raise EOFError("the other side is gone")
    return b"".join(parts)


def work(connection: socket.socket) -> None:
    """Draw what comes until the other side is gone."""
    render("<svg/>")  # all that drawing needs is imported before a limit holds
    send(connection, b"ready")
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            _answer(connection, json.loads(receive(connection)))


def _answer(connection: socket.socket, request: dict) -> None:
    try:
        with limits(request["seconds"], request["megabytes"]):
            picture = DRAWS[request["draw"]](request["svg"], request["size"])
    except SVGRenderError as error:
        lacking = isinstance(error.__cause__, MemoryError)
        why = f"drawing the SVG takes more than {request['megabytes']} megabytes" if lacking else str(error)
        send(connection, json.dumps({"error": why}).encode())
        return
    send(connection, json.dumps({"mode": picture.mode, "size": picture.size}).encode())
    send(connection, picture.tobytes())


@contextlib.contextmanager
def limits(seconds: float, megabytes: int):
    """Bound what this process takes: memory, so that asking for more fails; processor time, so that it ends at last."""
    import resource  # which is POSIX's; messages go anywhere

    used = resource.getrusage(resource.RUSAGE_SELF)
    limits = {resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + _SPARE_S}
    with contextlib.suppress(OSError):  # elsewhere than on Linux nothing tells the size, and no such limit holds
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + megabytes * 2**20
    before = {kind: resource.getrlimit(kind) for kind in limits}
    for kind, limit in limits.items():
        hard = before[kind][1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    try:
        yield
    finally:
        for kind, limit in before.items():
            resource.setrlimit(kind, limit)


if __name__ == "__main__":
    work(socket.socket(fileno=sys.stdin.fileno()))
