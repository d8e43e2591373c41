"""Folders of validate.py and batch.py -> the report's page of each.

Which folders there are is found here; the page names one by a hash, so that no path ever comes from it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from album.folder import JOURNAL, read_journal, read_settings
from support.settings import SettingsError
from validation.page import report
from validation.store import Item

DEEPEST = 3  # folders below the one where the studio was started
MOST_LOOKED_AT = 5_000  # folders
MOST_SHOWN = 500  # drawings; a page of more takes a browser long
_SKIPPED = ("node_modules", "site-packages", "__pycache__")


@dataclass(frozen=True)
class Gallery:
    """A folder with drawings."""

    path: Path
    title: str

    @property
    def id(self) -> str:
        """What the page calls it."""
        return hashlib.sha256(str(self.path).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def galleries(given: list[Path], root: Path) -> dict[str, Gallery]:
    """Return the folders that can be opened, by id: those that were given, then those below `root`, newest first."""
    below = sorted(_below(root, DEEPEST), key=lambda path: (path / JOURNAL).stat().st_mtime, reverse=True)
    shown: dict[str, Gallery] = {}
    for path, title in [*((path, path) for path in given), *((path, path.relative_to(root)) for path in below)]:
        gallery = Gallery(path.resolve(), str(title))
        shown.setdefault(gallery.id, gallery)
    return shown


def is_gallery(path: Path) -> bool:
    """Whether a folder was made by validate.py or batch.py."""
    return (path / JOURNAL).is_file() and (path / "settings.json").is_file()


def report_of(path: Path) -> str:
    """Return the report's page of a folder, of its first drawings where there are very many.

    Raises:
        ValueError: the folder cannot be read.
    """
    try:
        settings = read_settings(path)
    except (OSError, SettingsError) as error:
        raise ValueError(str(error)) from error
    items = sorted(_items(path), key=lambda item: item.position)
    notes = [f"The first {MOST_SHOWN:,} of {len(items):,} drawings."] if len(items) > MOST_SHOWN else []
    return report(path.name, items[:MOST_SHOWN], notes, settings)


def _below(root: Path, deepest: int) -> Iterator[Path]:
    """Folders of drawings at most so deep below a folder; hidden ones and links are not looked into."""
    waiting, looked = [(root, 0)], 0
    while waiting and looked < MOST_LOOKED_AT:
        folder, depth = waiting.pop(0)
        looked += 1
        if is_gallery(folder):
            yield folder
        elif depth < deepest:
            try:
                with os.scandir(folder) as entries:
                    names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
            except OSError:
                continue
            waiting += [(folder / n, depth + 1) for n in names if not n.startswith(".") and n not in _SKIPPED]


def _items(path: Path) -> Iterator[Item]:
    """The drawings, with what is known of each: validate.py notes all that an Item has, batch.py less."""
    names = {entry.name for entry in fields(Item)} - {"svg"}
    records = {record["id"]: record for record in read_journal(path)}
    for position, record in enumerate(records.values()):
        file = (path / str(record["file"])).resolve()
        if not file.is_relative_to(path.resolve()):
            continue  # a journal that names files elsewhere was not written by this program
        known = {"position": position} | {name: value for name, value in record.items() if name in names}
        try:
            yield Item(**known, svg=file.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            continue
