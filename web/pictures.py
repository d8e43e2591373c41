"""A folder of pictures that the page has sent or that were made for it; the oldest go when there are too many.

A file is named by the hash of what is in it.  The page is given back PNGs alone, which were written here: what somebody
has sent is never served.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from pathlib import Path

from PIL import Image

from support.files import write_atomically

MOST_FILES = 200
MOST_BYTES = 300_000_000  # all together
LARGEST = 30_000_000  # bytes of one that is sent
_NAME = re.compile(r"[0-9a-f]{64}(\.png)?")


def is_name(name: str) -> bool:
    """Whether something could be called so here.

    >>> is_name("../" + "0" * 61)
    False
    """
    return bool(_NAME.fullmatch(name))


class Pictures:
    """The pictures in a folder, which several processes may use at once."""

    def __init__(self, folder: Path):
        self.folder = folder

    def add(self, data: bytes) -> str:
        """Keep a file that was sent; returns its name."""
        return self._write(hashlib.sha256(data).hexdigest(), data)

    def add_png(self, picture: Image.Image) -> str:
        """Keep a picture as PNG; returns its name."""
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=3)
        return self.add_png_bytes(buffer.getvalue())

    def add_png_bytes(self, data: bytes) -> str:
        """Keep a PNG; returns its name."""
        return self._write(hashlib.sha256(data).hexdigest() + ".png", data)

    def path(self, name: str) -> Path:
        """Return where a picture lies.

        Raises:
            ValueError: it is not there, or no longer.
        """
        path = self.folder / name
        if not is_name(name) or not path.exists():
            raise ValueError("the picture is no longer here; drop it again")
        return path

    def _write(self, name: str, data: bytes) -> str:
        write_atomically(self.folder / name, data)
        self._tidy(keep=name)
        return name

    def _tidy(self, keep: str) -> None:
        found = []
        for path in self.folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process tidies as well
                found.append((path.stat(), path))
        found.sort(key=lambda pair: (pair[1].name == keep, pair[0].st_mtime), reverse=True)
        size = 0
        for count, (stat, path) in enumerate(found):
            size += stat.st_size
            if count and is_name(path.name) and (count >= MOST_FILES or size > MOST_BYTES):
                path.unlink(missing_ok=True)
