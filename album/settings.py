"""A run's folder: made for one set of settings and for no other, so that a run that was stopped can go on.

    settings.json   all that the drawings depend on
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib import metadata
from pathlib import Path

from support.files import write_atomically
from support.project import ROOT, source_files

SCORING_ROLES = ("paligemma", "clip", "aesthetic-head")
PACKAGES = ("cairosvg", "diffusers", "numpy", "opencv-python-headless", "pillow", "scipy", "torch", "transformers")
_ROLES = {"auto": "stable-diffusion", "stable-diffusion": "stable-diffusion", "gemma": "gemma"}  # generator -> weights


class FolderError(ValueError):
    """The folder is not, or not any more, what it should be; the message says why and what to do."""


def settings_of(options: dict) -> dict:
    """Return all that a drawing depends on besides its description: `options`, weights, code and versions.

    Args:
        options: keyword arguments of `model.Model`, with "generator" among them.
    """
    weights = find(_ROLES[options["generator"]]) if options["generator"] in _ROLES else None
    places = [weights, options.get("lora"), options["generator"].partition(":")[2]]
    return options | {
        "weights": weights,
        "weight_files": {place: files for place in places if place and (files := _files(Path(place).expanduser()))},
        "scoring": {role: find(role) for role in SCORING_ROLES},  # candidates may be ranked by those that are here
        "code_sha256": _code_digest(),
        "versions": {package: _version(package) for package in PACKAGES},
    }


def check_folder(folder: Path, settings: dict) -> None:
    """Raise FolderError when `folder` holds a run with other settings, or something else."""
    if (folder / "settings.json").exists():
        _refuse_changes(folder, read_settings(folder), settings)
    elif folder.exists() and (not folder.is_dir() or _holds_files(folder)):
        raise FolderError(f"{folder}: exists, but holds no run of this program; choose another --out")


def write_settings(folder: Path, settings: dict) -> None:
    """Write settings.json where it is not there yet; raises OSError as `write_atomically` does."""
    if not (folder / "settings.json").exists():
        write_atomically(folder / "settings.json", json.dumps(settings, indent=2) + "\n")


def read_settings(folder: Path) -> dict:
    """Return a run's settings.  Raises FolderError where there is no run."""
    try:
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FolderError(f"{folder}: no run is there (no settings.json)") from error
    except (OSError, ValueError) as error:
        raise FolderError(f"{folder}/settings.json: not readable: {error}") from error
    if not isinstance(settings, dict):
        raise FolderError(f"{folder}/settings.json: expected a JSON object")
    return settings


def file_name(name: str) -> str:
    """Return an id as the stem of a file name; one that could be a path, or too long, is hashed."""
    if re.fullmatch(r"\w[\w-]{0,63}", name, re.ASCII):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{re.sub(r'[^a-zA-Z0-9]+', '-', name)[:32]}-{digest}"


def find(role: str) -> str | None:
    """Return where the weights of one of `weights.ROLES` lie, or None."""
    import weights

    try:
        return str(weights.find(role))
    except weights.WeightsNotFound:
        return None


def digest(value) -> str:
    """Return a hash of what JSON can say."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _files(place: Path) -> str | None:
    """A hash of the names, sizes and times of a file or of all files in a folder: they change with another training."""
    paths = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    states = [(path, path.stat()) for path in paths]
    return digest([(str(path), state.st_size, state.st_mtime_ns) for path, state in states]) if states else None


def _code_digest() -> str:
    """A hash of every file that decides what is drawn and how it is scored."""
    found = hashlib.sha256()
    for path in source_files():
        found.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _refuse_changes(folder: Path, before: dict, now: dict) -> None:
    changed = [key for key in {**before, **now} if before.get(key) != now.get(key)]
    if changed:
        names = ", ".join(f"{key} {_change(before.get(key), now.get(key))}" for key in changed)
        raise FolderError(f"{folder}: holds a run with other settings ({names}); choose another --out or remove it")


def _change(before, now) -> str:
    """How a setting differs, where that can be said in a few characters."""
    words = f"{before} there, {now} now"
    return words if len(words) < 60 and not isinstance(before or now, dict) else "changed"


def _holds_files(folder: Path) -> bool:
    return any(not path.name.startswith(".") for path in folder.iterdir())
