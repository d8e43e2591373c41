"""A folder of drawings, of one table and one set of settings and of no other, so that work that was stopped goes on.

    settings.json   all that the drawings depend on
    table.json      {id: description or null} of the rows; a longer table that begins with them goes on here
    done.jsonl      the journal: a line for each drawing, added when its SVG is written
    ID.svg          the drawings, here or in a folder of their own
    results.csv     a row for each with its file, in the order of the descriptions, whichever was done first

Nothing is written before the first drawing.  results.csv is written anew each time that the number of drawings has
doubled, and at the end: the whole costs no more than twice what is written last.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from album.worker import Drawn
from support import settings as begun_with
from support.files import append_line, check_writable, csv_text, write_atomically
from support.settings import SettingsError

COLUMNS = ("id", "description", "file", "bytes", "seconds", "generator", "left_out", "error")
JOURNAL = "done.jsonl"
TABLE = "table.json"
_DEVICES = r"con|prn|aux|nul|(com|lpt)\d"  # which Windows opens in place of a file of that name
_KEYS = {"id", "description", "file", "bytes", "seconds", "generator"}  # of every record


class Folder:
    """The drawings of a table's rows.

    Args:
        path: the folder; it is made with the first drawing.
        settings: all that the drawings depend on besides their descriptions.
        rows: {id: description, or what is wrong with it}.
        columns: of results.csv; a row that was not drawn stands there only where "error" is one of them.
        svgs: the folder inside for the SVGs.

    Raises:
        SettingsError: it was begun with other settings or another table, or holds something else.
        OSError: it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        settings: dict,
        rows: dict[str, str | ValueError],
        *,
        columns: Sequence[str] = COLUMNS,
        svgs: str = ".",
    ):
        check(path, settings)
        _check_table(path, _texts(rows))
        check_writable(path / "settings.json")
        self.path, self.settings, self.rows = path, settings, rows
        self.descriptions = {name: text for name, text in rows.items() if isinstance(text, str)}
        self.errors = {name: str(text) for name, text in rows.items() if name not in self.descriptions}
        self.read()
        self._files = {name: f"{svgs}/{stem}.svg".removeprefix("./") for name, stem in stems(rows).items()}
        self._columns, self._unwritten, self._begun = columns, 0, False
        self.before = len(self.descriptions) - len(self.missing())  # drawn by earlier commands

    def read(self) -> None:
        """Read the journal: what is drawn."""
        self.records = {record["id"]: record for record in read_journal(self.path)}

    def missing(self) -> dict[str, str]:
        """Return {id: description} of what is not drawn, or whose SVG is gone."""
        return {name: text for name, text in self.descriptions.items() if not self._has(name, text)}

    def add(self, drawn: Drawn, more: dict | None = None) -> dict:
        """Keep a drawing, with `more` known about it; returns its record.  Raises OSError."""
        svg = drawn.svg.encode("utf-8", "replace")
        record = {"id": drawn.id, "description": self.descriptions[drawn.id]}
        record |= {"file": self._files[drawn.id], "bytes": len(svg)}
        record |= {"seconds": drawn.seconds, "generator": drawn.generator, "left_out": list(drawn.left_out)}
        record |= more or {}
        self._begin()
        write_atomically(self._svg(drawn.id), svg)
        append_line(self.path / JOURNAL, json.dumps(record))
        self.records[drawn.id] = record
        self._unwritten += 1
        if 2 * self._unwritten >= len(self.records):
            self.write_results()
        return record

    def svg(self, name: str) -> str:
        """Return a drawing."""
        return self._svg(name).read_text(encoding="utf-8")

    def write_results(self) -> None:
        """Write results.csv.  Raises OSError."""
        self._begin()
        table = csv_text(self._columns, self._results())
        write_atomically(self.path / "results.csv", table.encode("utf-8", "replace"))
        self._unwritten = 0

    def submission(self) -> str:
        """Return what was drawn as a submission to the competition: CSV with id and svg."""
        drawn = (name for name in self.descriptions if name not in self.errors)
        return csv_text(("id", "svg"), ({"id": name, "svg": self.svg(name)} for name in drawn))

    def resumed(self) -> list[str]:
        """Return a line that says how many were drawn by earlier commands, where it is neither none nor all."""
        total = len(self.descriptions)
        return [f"{self.before:,} of {total:,} done before"] if 0 < self.before < total else []

    @contextmanager
    def results_kept(self) -> Iterator[None]:
        """Write results.csv when the block is cut short, and has added drawings."""
        try:
            yield
        except BaseException:
            if self._unwritten:
                self.write_results()
            raise

    def _begin(self) -> None:
        """Write whose folder it is, once.  Raises SettingsError where somebody else has begun it meanwhile."""
        if self._begun:
            return
        texts = _texts(self.rows)
        _check_table(self.path, texts)
        begun_with.keep(self.path / "settings.json", self.settings)
        write_atomically(self.path / TABLE, json.dumps(texts))
        self._begun = True

    def _results(self) -> Iterator[dict[str, str]]:
        for name, description in self.rows.items():
            if name not in self.errors:
                row = self.records.get(name)
            elif "error" in self._columns:
                shown = description if isinstance(description, str) else ""
                row = {"id": name, "description": shown, "error": self.errors[name]}
            else:
                row = None
            if row:
                yield {column: _cell(column, row.get(column)) for column in self._columns}

    def _has(self, name: str, description: str) -> bool:
        record = self.records.get(name)
        try:
            size = self._svg(name).stat().st_size
        except OSError:
            return False
        return record is not None and (record["description"], record["bytes"]) == (description, size)

    def _svg(self, name: str) -> Path:
        return self.path / self._files[name]


def check(path: Path, settings: dict) -> None:
    """Raise SettingsError when the folder was begun with other settings, or holds something else."""
    if (path / "settings.json").exists():
        begun_with.compare(path, read_settings(path), settings, "choose another output, or remove it to start anew")
    elif path.exists() and (not path.is_dir() or any(not file.name.startswith(".") for file in path.iterdir())):
        raise SettingsError(f"{path}: exists, but holds no run of this program; choose another output")


def _texts(rows: dict[str, str | ValueError]) -> dict[str, str | None]:
    return {name: text if isinstance(text, str) else None for name, text in rows.items()}


def _check_table(path: Path, now: dict[str, str | None]) -> None:
    """Raise SettingsError where the folder's rows are not the first of `now`; one without a description may get one."""
    if not (path / TABLE).exists():
        return
    before = begun_with.read(path / TABLE)
    advice = "choose another --out, or remove it to start anew"
    for number, (there, here) in enumerate(zip(before.items(), now.items(), strict=False), 1):
        if there[0] != here[0] or there[1] not in (None, here[1]):
            words = f"row {number} is {_row(*there)} there, {_row(*here)} now"
            raise SettingsError(f"{path} was begun with another table ({words}); {advice}")
    if len(now) < len(before):
        words = f"descriptions {len(before)} there, {len(now)} now"
        raise SettingsError(f"{path} was begun with a longer table ({words}); {advice}")


def _row(name: str, text: str | None) -> str:
    """A row in a few words."""
    return f"{name!r} {'without a description' if text is None else repr(text[:40])}"


def read_settings(path: Path) -> dict:
    """Return a folder's settings.  Raises SettingsError where there are none."""
    if not (path / "settings.json").exists():
        raise SettingsError(f"{path}: no run is there (no settings.json)")
    return begun_with.read(path / "settings.json")


def read_journal(path: Path) -> Iterator[dict]:
    """Yield the journal's records, of which a later one of the same id counts; a line that was cut short does not."""
    try:
        lines = (path / JOURNAL).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and record.keys() >= _KEYS:
            yield record


def stems(names: Iterable[str]) -> dict[str, str]:
    """Return {id: stem of its file's name}, different ones also where a file system takes "A" and "a" for the same.

    An id that comes later never changes the name of one before it.

    >>> stems(["a1", "A1", "b"])
    {'a1': 'a1', 'A1': 'A1-16a36e86f6fe', 'b': 'b'}
    """
    found, taken = {}, set()
    for name in names:
        plain = stem(name)
        found[name] = _hashed(name) if plain.lower() in taken else plain
        taken.add(found[name].lower())
    return found


def stem(name: str) -> str:
    """Return an id as the stem of a file name; one that could be a path or a device, or is too long, is hashed."""
    plain = re.fullmatch(r"\w[\w-]{0,63}", name, re.ASCII)
    return name if plain and not re.fullmatch(_DEVICES, name, re.IGNORECASE) else _hashed(name)


def _hashed(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{re.sub(r'[^a-zA-Z0-9]+', '-', name)[:32]}-{digest}"


def _cell(column: str, value) -> str:
    """What results.csv says of a value; an empty cell was not measured, or is an empty list."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:.2f}" if column == "seconds" else f"{value:.6f}"
    return "" if value is None else str(value)
