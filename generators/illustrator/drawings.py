"""The drawings kept as files, found by folder: adding one is adding a file.

things/ holds what stands in a picture, wear/ what is worn, land/ what belongs to a landscape. A file's name is the
noun that it draws; `data-words` on its first line lists further words for it, `data-kinds` words for which it is only
the drawing of their class, each "one, another, two words".
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = {kind: HERE / kind for kind in ("things", "wear", "land")}


@cache
def files() -> dict[str, Path]:
    """Name -> file, of all folders."""
    return {path.stem: path for folder in FOLDERS.values() for path in sorted(folder.glob("*.svg"))}


def names(kind: str) -> list[str]:
    """The drawings of one folder."""
    return sorted(path.stem for path in FOLDERS[kind].glob("*.svg"))


@cache
def words(attribute: str) -> dict[str, str]:
    """Further word -> the drawing whose first line lists it under `attribute`."""
    found = {}
    for name, path in files().items():
        with open(path, encoding="utf-8") as file:
            listed = re.search(rf'\b{attribute}="([^"]*)"', file.readline())
        for word in listed[1].split(",") if listed else ():
            found[word.strip()] = name
    return found
