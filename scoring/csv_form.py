"""CSV as people make it: whatever separates the cells, spaces around them, a byte order mark, or just sentences."""

from __future__ import annotations

import codecs
import csv
import re
from pathlib import Path

import pandas as pd

SEPARATORS = ",;\t|"
KNOWN = {"id", "description", "svg", "question", "choices", "answer"}  # the columns that this project asks for
_OPTIONS = {"dtype": str, "keep_default_na": False, "na_values": [""]}


def read_csv(path: Path) -> pd.DataFrame:
    """Return a CSV's cells as texts, an empty one as missing.

    The separator is the one of SEPARATORS that splits the first line into the most columns of KNOWN.  Where that line
    has spaces around its cells, those of all cells go.  A file of sentences, a line each, is one column; see
    `_sentences`.

    Raises:
        OSError, ValueError: it cannot be read; says which line has too many cells, or is no UTF-8.
    """
    encoding = _encoding(path)
    with open(path, encoding=encoding, newline="") as file:
        first = file.readline(100_000)
    headings = {mark: _cells(first, mark) for mark in SEPARATORS}
    separator = max(SEPARATORS, key=lambda mark: _known(headings[mark]))
    if (lines := _sentences(path, encoding, headings)) is not None:
        return pd.DataFrame({lines[0]: lines[1:]}, dtype=object)
    spaced = any(cell != cell.strip() for cell in headings[separator])
    try:
        table = pd.read_csv(path, sep=separator, encoding=encoding, skipinitialspace=spaced, **_OPTIONS)
    except pd.errors.ParserError as error:
        raise ValueError(_surplus(str(error), separator)) from error
    if spaced:
        table = table.apply(lambda column: column.str.strip())
    return table


def _encoding(path: Path) -> str:
    """UTF-8, or the UTF-16 that spreadsheets write as "Unicode text".  Raises ValueError where it is neither."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
        raise ValueError(f"line {line} is no UTF-8 (byte 0x{byte:02x}); save the table as CSV UTF-8") from error
    if not data.strip():
        raise ValueError("the file is empty")
    return "utf-8-sig"


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=separator, skipinitialspace='"' in line), [])
    except csv.Error:
        return []


def _known(cells: list[str]) -> int:
    return len(KNOWN & {cell.strip().lower() for cell in cells})


def _sentences(path: Path, encoding: str, headings: dict[str, list[str]]) -> list[str] | None:
    """The lines of a file of sentences, else None.

    It has no quotes, and either no separator in the first line, or no known column there and no separator anywhere
    without a space after it, as tables have.
    """
    alone = all(len(cells) == 1 for cells in headings.values())
    if not alone and any(map(_known, headings.values())):
        return None
    text = path.read_text(encoding=encoding)
    if '"' in text or not (alone or not re.search(r"[,;|](?![ \r\n]|\Z)|\t", text)):
        return None
    return [line for line in text.splitlines() if line.strip()] or None


def _surplus(words: str, separator: str) -> str:
    """pandas' words for a row with more cells than the heading, in those of this project."""
    found = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", words)
    if not found:
        return words
    needed, line, seen = found.groups()
    return f"line {line} has {seen} cells, expected {needed}; a text with {separator!r} in it stands in double quotes"
