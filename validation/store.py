"""A run's folder: written as drawings are done, read again to go on where it stopped, or to report.

    settings.json   all that the results depend on
    svg/ID.svg      the drawings
    items/ID.json   each drawing with all that is known about it; an item is done when this file is there
    results.csv     one row for each, in the order of the descriptions, whichever was done first
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from album.settings import check_folder, file_name, write_settings
from support.files import csv_text, write_atomically

COLUMNS = ("id", "description", "bytes", "seconds", "generator", "vqa", "aesthetic", "ocr", "score", "dssim")
SCORES = ("score", "vqa", "aesthetic", "ocr", "dssim")


@dataclass(frozen=True)
class Item:
    """One drawing.  A score is None where it was not measured; pictures are WebP in base64, "" for none."""

    position: int  # in the table of descriptions, from 0
    id: str
    description: str
    svg: str
    generator: str
    seconds: float
    problem: str = ""  # why the competition would refuse the SVG
    vqa: float | None = None
    aesthetic: float | None = None
    ocr: float | None = None
    score: float | None = None
    dssim: float | None = None
    picture: str = ""  # what the SVG was traced from
    judged: str = ""  # what the judge's models see
    questions: list[dict] = field(default_factory=list)  # text, choices, answer, probabilities {choice: p} or None

    @property
    def bytes(self) -> int:
        return len(self.svg.encode("utf-8", "replace"))

    def row(self) -> dict[str, str]:
        """What results.csv says of it; an empty cell was not measured."""
        scores = {name: _decimal(getattr(self, name)) for name in SCORES}
        return scores | {
            "id": self.id,
            "description": self.description,
            "bytes": str(self.bytes),
            "seconds": f"{self.seconds:.2f}",
            "generator": self.generator,
        }


class Run:
    """A folder that a run writes into.

    Raises:
        FolderError: it holds a run with other settings, or something else.
    """

    def __init__(self, folder: str | Path, settings: dict):
        self.folder, self.settings = Path(folder), settings
        check_folder(self.folder, settings)
        self.items = {item.id: item for item in read_items(self.folder)}

    def add(self, item: Item) -> None:
        """Write one more drawing; raises OSError as `write_atomically` does."""
        write_settings(self.folder, self.settings)
        write_atomically(self.folder / "svg" / f"{file_name(item.id)}.svg", item.svg.encode("utf-8", "replace"))
        write_atomically(self.folder / "items" / f"{file_name(item.id)}.json", json.dumps(asdict(item)))
        self.items[item.id] = item
        self.write_results()

    def write_results(self) -> None:
        """Write results.csv anew: whole at every moment, and sorted although drawings come in any order."""
        table = csv_text(COLUMNS, (item.row() for item in self.sorted()))
        write_atomically(self.folder / "results.csv", table.encode("utf-8", "replace"))

    def sorted(self) -> list[Item]:
        """The drawings done so far, in the order of the descriptions."""
        return sorted(self.items.values(), key=lambda item: item.position)


def read_items(folder: Path) -> list[Item]:
    """Return a run's drawings in the order of the descriptions; a file that cannot be read counts as not done."""
    items = filter(None, map(_read_item, (folder / "items").glob("*.json")))
    return sorted(items, key=lambda item: item.position)


def _read_item(path: Path) -> Item | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Item(**{entry.name: found[entry.name] for entry in fields(Item)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
