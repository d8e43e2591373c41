"""Writing files whole or not at all, knowing beforehand whether they can be written, and CSV that all readers read."""

from __future__ import annotations

import csv
import errno
import io
import os
import secrets
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

_NO_SVG = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic", ".pdf")


def write_atomically(path: str | Path, data: str | bytes) -> None:
    """Write `data` to `path` under a temporary name beside it, then rename, so that no reader ever sees half a file.

    Missing folders are made.  A link stays, and the file that it names is written.  What is no file, such as /dev/null
    or a pipe, is written to as it is.  Raises OSError, with `path` as its filename, when the place cannot be written.
    """
    path = Path(path)
    data = data.encode() if isinstance(data, str) else data
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def append_line(path: str | Path, line: str) -> None:
    """Add a line to a journal.

    Its end of line stands in front, so that a line that a kill cuts short spoils no other.  Raises OSError, with `path`
    as its filename.
    """
    try:
        with open(path, "a", encoding="utf-8") as journal:
            journal.write(f"\n{line}")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def csv_text(columns: Sequence[str], records: Iterable[dict]) -> str:
    """Return a header and records as CSV with a line feed after each; what a record lacks is an empty cell.

    With that for a terminator Python's csv leaves a lone carriage return unquoted, which readers take for a row's end.

    Raises:
        ValueError: a record has what is no column.
    """
    lines = []
    for record in (dict(zip(columns, columns, strict=True)), *records):
        line = io.StringIO()
        csv.DictWriter(line, columns, restval="").writerow(record)  # ends with \r\n, and so quotes both
        lines.append(line.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


def check_writable(path: str | Path) -> None:
    """Raise the OSError that `write_atomically` would meet at `path`, as far as it shows without writing anything."""
    place = Path(os.path.realpath(path))
    problem = None
    if place.is_dir():
        problem = errno.EISDIR
    elif not place.exists() or place.is_file():  # it is made, or replaced, in the nearest folder that is there
        place = next(parent for parent in place.parents if parent.exists())
        problem = _why_not_in(place)
    elif not os.access(place, os.W_OK):
        problem = errno.EACCES
    if problem:
        raise OSError(problem, os.strerror(problem), str(path))


def _why_not_in(folder: Path) -> int | None:
    """The number of the error that a new file in `folder` would meet, found out with one that has no name."""
    if not folder.is_dir():
        return errno.ENOTDIR
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return error.errno
    return None if os.access(folder, os.W_OK) else errno.EACCES


def check_svg_name(path: str | Path) -> None:
    """Raise ValueError when the name says that the file holds a picture of pixels, or a page, where SVG is written."""
    if Path(path).suffix.lower() in _NO_SVG:
        raise ValueError(f"{path}: an SVG would be written there, whose name ends in .svg")


def check_png_name(path: str | Path) -> None:
    """Raise ValueError when the name says that the file holds something else than the PNG that is written there."""
    suffix = Path(path).suffix.lower()
    if suffix == ".svg" or suffix in _NO_SVG and suffix != ".png":
        raise ValueError(f"{path}: a PNG would be written there, whose name ends in .png")


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.part")
    try:  # the name is known before the file is there, so that a Ctrl-C at any moment leaves nothing behind
        with open(temporary, "xb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
