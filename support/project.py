"""The one list of what the project consists of, for the notebook, for Ray and for the hash in a run's settings."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("album", "fitting", "generators", "pipeline", "scoring", "submission", "support", "vectorizer", "weights")
CARRIED = (".py", ".svg", ".txt", ".xz")  # code, drawings, prompts, the table of nouns


def source_files() -> list[Path]:
    """Return every file that drawing and scoring need, sorted: the commands at the top and the rooms behind them."""
    inside = [file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in CARRIED]
    return sorted([*ROOT.glob("*.py"), ROOT / "requirements.txt", *inside])
