"""All that a drawing depends on besides its description: options, weights, code, and the packages' versions."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import metadata
from pathlib import Path

from generators import TINY_SD
from support.project import ROOT, source_files

REQUIREMENTS = ("requirements.txt", "requirements-gemma.txt", "requirements-openmoji.txt")  # of what draws and scores
_ROLES = {"auto": "stable-diffusion", "stable-diffusion": "stable-diffusion", "gemma": "gemma"}  # generator -> weights


def settings_of(options: dict) -> dict:
    """Return all that a drawing depends on besides its description.

    Args:
        options: keyword arguments of `model.Model`, with "generator" among them.
    """
    import weights

    generator, _, source = options["generator"].partition(":")
    own = str(TINY_SD) if generator == "tiny-sd" else None
    if generator in _ROLES and not source:
        own = _text(weights.found(_ROLES[generator]))
    places = [own, options.get("lora"), source]
    return options | {
        "weights": own,
        "weight_files": {place: files for place in places if place and (files := _files(Path(place).expanduser()))},
        "scoring": {role: _text(weights.found(role)) for role in weights.JUDGE},  # candidates may be ranked by these
        "code_sha256": _code_digest(),
        "versions": {package: _version(package) for package in packages()},
    }


def packages() -> list[str]:
    """Return the names of all packages that drawing and scoring need, as the requirements files name them."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in REQUIREMENTS if (ROOT / name).exists()]
    return sorted({name for text in texts for name in re.findall(r"^\w[\w.-]*", text, re.MULTILINE)})


def digest(value) -> str:
    """Return a hash of a value that can be written as JSON."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _text(place: Path | None) -> str | None:
    return None if place is None else str(place)


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
