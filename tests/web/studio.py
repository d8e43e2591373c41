"""What the studio's tests share: a server of its own, and its answers."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from album.folder import Folder
from album.worker import Drawn
from support.project import ROOT

DRAW = {"kind": "draw", "description": "a red boat", "generator": "illustrator", "seeds": [0], "max_bytes": 10_000}
DRAW |= {"seconds": 0.4}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="red"/></svg>'


def make_album(path: Path) -> Path:
    """A folder as batch.py leaves it, with two drawings."""
    folder = Folder(path, {"seed": 0}, {"a": "a red <b>boat</b>", "b": "a red barn"})
    folder.add(Drawn("a", SVG, "illustrator", 0.1))
    folder.add(Drawn("b", SVG, "illustrator", 0.2))
    return path


@dataclass(frozen=True)
class Studio:
    """A studio that runs."""

    address: str
    process: subprocess.Popen

    def workers(self) -> set[int]:
        """The process ids of those that draw; Linux alone."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return set(map(int, children.split()))

    def client(self) -> httpx2.Client:
        """A client that asks as the page does."""
        return httpx2.Client(base_url=self.address, headers={"origin": self.address}, timeout=300)


@contextmanager
def serving(*arguments: str, folder: Path = ROOT) -> Iterator[Studio]:
    """Run `python studio.py` on a free port."""
    command = [sys.executable, str(ROOT / "studio.py"), "--port", "0", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline()
            port = re.search(r"port (\d+)", line)
            yield Studio(f"http://127.0.0.1:{port[1]}" if port else re.search(r"http://\S+", line)[0], server)
        finally:
            server.terminate()
            server.wait(20)


def events_of(text: str) -> list[tuple[str, dict]]:
    """The events of a stream."""
    blocks = (dict(line.split(": ", 1) for line in block.split("\n")) for block in text.strip().split("\n\n"))
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def first(events: list[tuple[str, dict]], name: str) -> dict:
    """The data of the first event of that name."""
    return next(data for found, data in events if found == name)
