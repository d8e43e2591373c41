"""What the studio's tests share: a server of its own, and its answers."""

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parents[2]
DRAW = {"kind": "draw", "description": "a red boat", "generator": "illustrator", "seeds": [0], "max_bytes": 10_000}
DRAW |= {"seconds": 0.4}


@contextmanager
def serving(*arguments: str, folder: Path = ROOT):
    """Run `python studio.py` on a free port; gives its address."""
    command = [sys.executable, str(ROOT / "studio.py"), "--port", "0", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield re.search(r"http://\S+", server.stdout.readline())[0]
        finally:
            server.terminate()
            server.wait(20)


def client(address: str, **options) -> httpx2.Client:
    """A client that asks as the page does."""
    return httpx2.Client(base_url=address, headers={"origin": address}, timeout=120, **options)


def events_of(text: str) -> list[tuple[str, dict]]:
    """The events of a stream."""
    blocks = (dict(line.split(": ", 1) for line in block.split("\n")) for block in text.strip().split("\n\n"))
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def first(events: list[tuple[str, dict]], name: str) -> dict:
    """The data of the first event of that name."""
    return next(data for found, data in events if found == name)
