"""What validation knows of a drawing: scores, questions, and the pictures that the report shows beside it.

The folder is one of `album.folder`, whose journal keeps all of it but the SVGs; those are in svg/.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from album.folder import read_journal

COLUMNS = (
    *("id", "description", "file", "bytes", "seconds", "generator", "left_out"),
    *("vqa", "aesthetic", "ocr", "score", "fidelity"),
)
SCORES = ("score", "vqa", "aesthetic", "ocr", "fidelity")
SVGS = "svg"  # the folder of the drawings


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
    fidelity: float | None = None
    picture: str = ""  # what the SVG was traced from
    judged: str = ""  # what the judge's models see
    left_out: list[str] = field(default_factory=list)  # words that are not to be seen
    questions: list[dict] = field(default_factory=list)  # text, choices, answer, probabilities {choice: p} or None

    @property
    def bytes(self) -> int:
        return len(self.svg.encode("utf-8", "replace"))


def read_items(folder: Path) -> list[Item]:
    """Return the drawings in a folder, in the order of the descriptions; what cannot be read counts as not done."""
    records = {record["id"]: record for record in read_journal(folder)}
    items = filter(None, (_item(folder, record) for record in records.values()))
    return sorted(items, key=lambda item: item.position)


def _item(folder: Path, record: dict) -> Item | None:
    try:
        svg = (folder / record["file"]).read_text(encoding="utf-8")
        return Item(**{entry.name: record[entry.name] for entry in fields(Item) if entry.name != "svg"}, svg=svg)
    except (OSError, ValueError, KeyError):
        return None
