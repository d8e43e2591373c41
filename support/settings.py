"""Work that was stopped goes on only with the settings that it was begun with.

    settings.keep(folder / "settings.json", now)              # writes them the first time, compares them afterwards
    settings.compare(checkpoint, state["config"], now)        # where they are kept in a file of another kind
"""

from __future__ import annotations

import json
from pathlib import Path

from support.files import write_atomically


class SettingsError(ValueError):
    """A place was begun with other settings, or they cannot be read; the message names it and says what to do."""


def keep(path: Path, now: dict, advice: str = "choose another --out") -> None:
    """Write the settings `now` to a JSON file; where it is there already, compare them with what it holds.

    Args:
        path: the file.
        now: values that JSON can say.
        advice: what to do where they differ.

    Raises:
        SettingsError: as `compare` and `read` do.
        OSError: the file cannot be written.
    """
    if path.exists():
        compare(path, read(path), now, advice)
    else:
        write_atomically(path, json.dumps(now, indent=2) + "\n")


def read(path: Path) -> dict:
    """Return the settings in a JSON file.  Raises SettingsError where it is missing or holds something else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: not readable: {error}") from error
    if not isinstance(found, dict):
        raise SettingsError(f"{path}: expected a JSON object")
    return found


def compare(place: Path, before: dict, now: dict, advice: str = "choose another --out") -> None:
    """Raise SettingsError, which names each setting that differs, where `place` was begun with others than `now`.

    Both are compared as JSON says them, so that a tuple is the list that is read again.
    """
    before, now = (json.loads(json.dumps(settings, default=str)) for settings in (before, now))
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    if changed:
        differences = ", ".join(f"{name} {_difference(before.get(name), now.get(name))}" for name in changed)
        raise SettingsError(f"{place} was begun with other settings ({differences}); {advice}")


def _difference(before, now) -> str:
    """How a setting differs, where that can be said in a few characters."""
    words = f"{before} there, {now} now"
    return words if len(words) < 60 and not isinstance(before or now, dict) else "changed"
