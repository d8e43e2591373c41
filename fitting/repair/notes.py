"""What repair says of its work: counted in a Counter, told in the log."""

from __future__ import annotations

from collections import Counter

LOST = "lost "  # begins what is told as a warning: the picture is not what was asked for


def told(notes: Counter[str]) -> str:
    """The notes as one line, ": " before it; at most eight, the most frequent ones first."""
    parts = [what if times == 1 else f"{what} ({times} times)" for what, times in (+notes).most_common(8)]
    return f": {', '.join(parts)}" if parts else ""


def divided(notes: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """(what was lost, what was done)."""
    lost = Counter({what.removeprefix(LOST): times for what, times in (+notes).items() if what.startswith(LOST)})
    return lost, Counter({what: times for what, times in (+notes).items() if not what.startswith(LOST)})
