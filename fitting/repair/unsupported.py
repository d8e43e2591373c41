"""What the competition has no element for, taken out whole, so that no half of it says something else.

Of a <switch> one branch stays, of a filter its shadows, all or nothing, of unknown elements what they hold.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from fitting.repair import shadows
from fitting.repair.colors import REFERENCE, identifier
from fitting.repair.notes import LOST
from fitting.repair.structure import DEFINITIONS
from scoring.constraints import COMMON_ATTRIBUTES, ELEMENT_ATTRIBUTES

_GRAPHICS = COMMON_ATTRIBUTES - {"id", "display"}


def simplify(root: Element, undrawable: tuple[str, ...], notes: Counter[str]) -> None:
    """Leave below `root` elements of the allowlist alone, and the definitions of clips and masks.

    Args:
        root: a tree with the attributes spelled right.
        undrawable: elements that were read without what is in them.
        notes: what was done.
    """
    _choose(root, undrawable, notes)
    shadows.draw(root, notes)
    wanted = {identifier(found[1]) for part in root.iter() if (found := REFERENCE.search(part.get("filter", "")))}
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "filter" and not _is_whole(child):
                parent.remove(child)
                notes[f"{LOST}a filter"] += identifier(child.get("id", "")) in wanted
    _unwrap(root, notes)


def _choose(parent: Element, undrawable: tuple[str, ...], notes: Counter[str]) -> None:
    """Drop what is for readers of other languages and for other programs; of a <switch> keep the first that is left."""
    chosen = False
    for child in list(parent):
        language = child.attrib.pop("systemLanguage", "en")
        foreign = bool(child.attrib.pop("requiredExtensions", "").strip()) or not _is_english(language)
        if foreign or (parent.tag == "switch" and (chosen or child.tag in undrawable)):
            parent.remove(child)
            notes["left out a branch"] += 1
        else:
            chosen = True
            _choose(child, undrawable, notes)


def _is_english(languages: str) -> bool:
    return any(language.strip().lower().partition("-")[0] == "en" for language in languages.split(","))


def _is_whole(effect: Element) -> bool:
    """Whether a filter only moves what it is for, which CairoSVG does as browsers do."""
    return bool(len(effect)) and all(
        step.tag == "feOffset" and step.get("in", "SourceGraphic") == "SourceGraphic" for step in effect
    )


def _unwrap(parent: Element, notes: Counter[str]) -> None:
    """Put the children of unknown elements in their place; an element with paint or a transform becomes a group."""
    children = []
    for child in list(parent):
        _unwrap(child, notes)
        if child.tag in ELEMENT_ATTRIBUTES or child.tag in DEFINITIONS:
            children.append(child)
            continue
        notes[f"dropped <{child.tag[:40]}>"] += child.tag not in ("style", "defs")
        if _GRAPHICS & set(child.attrib) and len(child):
            child.tag = "g"
            children.append(child)
        else:
            children += list(child)
    parent[:] = children
