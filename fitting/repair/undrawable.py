"""Where a document cannot be drawn, the shapes that cannot be drawn by themselves go."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from PIL import Image

from fitting.repair.markup import to_text
from fitting.repair.structure import by_id, drawn, references

SECONDS = 2.0  # for all shapes; those that are not looked at by then go
Draw = Callable[[str], Image.Image]  # SVG -> RGBA; raises ValueError for what cannot be drawn


def drop_undrawable(root: Element, draw: Draw, notes: Counter[str]) -> None:
    """Remove each shape that CairoSVG cannot draw by itself."""
    known, deadline = by_id(root), time.monotonic() + SECONDS
    for shape, chain in drawn(root):
        try:
            if time.monotonic() > deadline:
                raise ValueError
            draw(_alone(shape, chain, known))  # at its own size, at which it will be drawn
        except ValueError:
            chain[-1].remove(shape)
            notes["dropped a shape that cannot be drawn"] += 1


def _alone(shape: Element, chain: tuple[Element, ...], known: dict[str, Element]) -> str:
    """The document with this shape alone, and what it refers to."""
    root = Element("svg", chain[0].attrib)
    parent, definitions, needed = root, SubElement(root, "defs"), set()

    def define(element: Element) -> None:
        for name in references(element) - needed:
            needed.add(name)
            definitions.append(known[name])
            for part in known[name].iter():
                define(part)

    define(shape)
    for ancestor in chain[1:]:
        define(ancestor)
        parent = SubElement(parent, ancestor.tag, ancestor.attrib)
    parent.append(shape)
    return to_text(root)
