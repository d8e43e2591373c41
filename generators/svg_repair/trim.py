"""Within the byte budget: shorter numbers first, then without the shapes that change the picture least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np
from PIL import Image

from generators.svg_repair.markup import to_text
from generators.svg_repair.structure import GEOMETRY, by_id, drawn, prune, references
from generators.svg_repair.values import repair_value, rounded

Draw = Callable[..., Image.Image]  # (SVG, side or its own size) -> RGBA; raises ValueError for what cannot be drawn
SIDE = 64  # pixels; a shape that is not seen at this size is of no account
SAME = 1.0  # of 255: a mean difference that nobody sees
_GEOMETRY = frozenset(GEOMETRY) | {"x", "y", "cx", "cy", "stroke-width"}


def drop_undrawable(root: Element, draw: Draw, notes: Counter[str]) -> None:
    """Remove each shape that CairoSVG cannot draw by itself."""
    known = by_id(root)
    for shape, chain in drawn(root):
        try:
            draw(_alone(shape, chain, known))  # at its own size, at which it will be drawn
        except ValueError:
            chain[-1].remove(shape)
            notes["dropped a shape that cannot be drawn"] += 1


def trim(root: Element, max_bytes: int, draw: Draw, notes: Counter[str]) -> bool:
    """Make `root` at most `max_bytes` long; return whether that took anything.

    Raises:
        ValueError: nothing that is drawn fits.
    """
    before = size(root)
    if before <= max_bytes:
        return False
    _shorten(root, max_bytes)
    _round(root, max_bytes, draw)
    excess = size(root) - max_bytes
    ranking = _by_worth(root, draw) if excess > 0 else []
    while excess > 0 and ranking:
        while excess > 0 and ranking:
            shape, parent = ranking.pop()
            if shape in list(parent):  # not where its target went before
                excess -= _length(shape)
                parent.remove(shape)
                notes["shapes dropped for bytes"] += 1
        prune(root, notes)
        excess = size(root) - max_bytes
    notes[f"trimmed from {before} bytes"] += 1
    if excess > 0 or not drawn(root):
        raise ValueError(f"nothing of the SVG ({before} bytes) fits into {max_bytes} bytes")
    return True


def size(root: Element) -> int:
    """Bytes of the SVG."""
    return len(to_text(root).encode())


def _shorten(root: Element, max_bytes: int) -> None:
    """Cut the end of outlines that would fill more than half of the budget alone."""
    for element in root.iter():
        for name in ("d", "points"):
            if len(element.get(name, "")) > max_bytes // 2:
                short = repair_value(name, element.get(name)[: max_bytes // 2])
                element.set(name, short) if short else element.attrib.pop(name)


def _round(root: Element, max_bytes: int, draw: Draw) -> None:
    """Round the geometry as coarsely as need be, while the picture stays the same."""
    picture = _pixels(draw(to_text(root), SIDE))
    for decimals in (2, 1, 0):
        original = {element: dict(element.attrib) for element in root.iter()}
        for element in root.iter():
            for name in _GEOMETRY & set(element.attrib):
                element.set(name, rounded(element.get(name), decimals))
        if np.abs(_pixels(draw(to_text(root), SIDE)) - picture).mean() > SAME:
            for element, attributes in original.items():
                element.attrib.clear()
                element.attrib.update(attributes)
            return
        if size(root) <= max_bytes:
            return


def _by_worth(root: Element, draw: Draw) -> list[tuple[Element, Element]]:
    """(shape, parent), the one last whose loss changes the picture least for its bytes.

    Each shape is drawn alone. From the topmost down, what is seen of it is its own coverage times what those above
    let through; its loss changes these pixels by the difference to what lies below it.
    """
    shapes, known = drawn(root), by_id(root)
    layers = [_pixels(draw(_alone(shape, chain, known), SIDE)) for shape, chain in shapes]  # (SIDE, SIDE, 4)
    below = [np.full((SIDE, SIDE, 3), 255, dtype=np.float32)]
    for layer in layers:
        alpha = layer[..., 3:] / 255
        below.append(alpha * layer[..., :3] + (1 - alpha) * below[-1])
    worth, through = [], np.ones((SIDE, SIDE, 1), dtype=np.float32)
    for layer, under in zip(reversed(layers), reversed(below[:-1]), strict=True):
        alpha = layer[..., 3:] / 255
        worth.append((through * alpha * np.abs(layer[..., :3] - under)).sum())
        through = through * (1 - alpha)
    shares = [value / _length(shape) for value, (shape, _) in zip(reversed(worth), shapes, strict=True)]
    order = sorted(range(len(shapes)), key=lambda i: -shares[i])
    return [(shapes[i][0], shapes[i][1][-1]) for i in order]


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


def _length(element: Element) -> int:
    return len(tostring(element))


def _pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGBA"), dtype=np.float32)
