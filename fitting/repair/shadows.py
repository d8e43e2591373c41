"""Drop shadows, for which the competition has no filter: a copy of the shape in one colour, moved, behind the shape.

A shadow's edge is sharp here, however soft it was; one that is not moved, a glow, becomes a rim.
"""

from __future__ import annotations

from collections import Counter
from math import hypot
from xml.etree.ElementTree import Element

from fitting.repair.colors import identifier
from fitting.repair.filters import Layer, NoShadow, filter_layers, number
from fitting.repair.notes import LOST
from fitting.repair.structure import SHAPES

MAX_COPIES = 500  # elements that are copied; a shadow in a shadow doubles them
MAX_CHAIN = 6  # references in what is copied
_LEAST = 0.02  # of opacity, to be seen
_PAINTS = ("fill", "stroke")
_OF_BOTH = {"id", "opacity"}  # of what is drawn and of its shadow
_NOT_COPIED = {"id", "filter"}
_DRAWN = SHAPES | {"g", "svg", "a"}
_OF_A_USE = {"href", "x", "y", "width", "height"}


def draw(root: Element, notes: Counter[str]) -> None:
    """Put the shadows that filters ask for below `root` behind what they are for, as shapes; other filters stay.

    Args:
        root: a tree with the attributes spelled right, and the filters' elements in it.
        notes: what was done.
    """
    _Shadows(root, notes).visit(root, {})


class _Shadows:
    def __init__(self, root: Element, notes: Counter[str]) -> None:
        self.known, self.notes, self.copies = {}, notes, MAX_COPIES
        for element in root.iter():
            self.known.setdefault(identifier(element.get("id", "")), element)

    def visit(self, parent: Element, inherited: dict[str, str]) -> None:
        """Draw the shadows of what is in `parent`, the innermost first: those of a group show its shapes' shadows."""
        children = []
        for child in list(parent):
            paints = {**inherited, **{name: child.get(name) for name in _PAINTS if child.get(name)}}
            self.visit(child, paints)
            found = [*self.shadows(child, paints), child]
            common = _OF_BOTH & set(child.attrib) if len(found) > 1 else ()
            if common:
                group = Element("g", {name: child.attrib.pop(name) for name in sorted(common)})
                group.extend(found)
                found = [group]
            children += found
        parent[:] = children

    def shadows(self, element: Element, paints: dict[str, str]) -> list[Element]:
        """What to draw behind an element, whose filter goes then; nothing where that is no shadow."""
        effect = element.get("filter", "")
        if not effect or element.tag not in _DRAWN or {"clip-path", "mask"} & set(element.attrib):
            return []
        try:
            layers = filter_layers(effect, self.known)
            if len(layers) < 2 or layers[-1] != Layer():
                return []
            copies = [self.silhouette(element, layer, paints) for layer in layers[:-1] if layer.opacity > _LEAST]
        except NoShadow:
            return []
        del element.attrib["filter"]
        self.notes["drew shadows as shapes"] += 1
        self.notes[f"{LOST}the softness of shadows"] += any(layer.blur for layer in layers)
        return copies

    def silhouette(self, element: Element, layer: Layer, paints: dict[str, str]) -> Element:
        """A copy of an element in one colour, as transparent as it is."""
        copy, opacity = self.copied(element, MAX_CHAIN), layer.opacity
        copy.attrib.pop("opacity", None)
        copy.attrib.update({"fill": "#000"} | paints)
        for part in copy.iter() if layer.color else ():
            part.attrib.update({name: layer.color for name in _PAINTS if _seen(part.get(name, "none"))})
        if 2 * hypot(layer.dx, layer.dy) < layer.blur:  # a glow, of which a copy in the same place would show nothing
            _widen(copy, layer.blur)
            opacity /= 2
        if opacity < 1:
            copy.set("opacity", f"{opacity:f}")
        copy.set("transform", f"{copy.get('transform', '')} translate({layer.dx:f} {layer.dy:f})".strip())
        return copy

    def copied(self, element: Element, depth: int) -> Element:
        """A copy without ids and effects, and with copies of what is used in it, since a <use> cannot recolour that."""
        self.copies -= 1
        if self.copies < 0:
            raise NoShadow
        copy = Element(element.tag, {name: value for name, value in element.items() if name not in _NOT_COPIED})
        target = self.known.get(identifier(element.get("href", "").strip())) if element.tag == "use" else None
        if target is not None and target.tag in SHAPES | {"g"} and depth:
            place = " ".join(f"{number(element, name, 0.0):f}" for name in ("x", "y"))
            copy = Element("g", {name: value for name, value in copy.items() if name not in _OF_A_USE})
            copy.set("transform", f"{copy.get('transform', '')} translate({place})".strip())
            copy.append(self.copied(target, depth - 1))
        copy.extend([self.copied(child, depth) for child in element])
        return copy


def _widen(copy: Element, margin: float) -> None:
    """Draw lines around all that is in a copy."""
    copy.attrib.setdefault("stroke-width", "1" if _seen(copy.get("stroke", "none")) else "0")
    copy.set("stroke-linejoin", "round")
    for part in copy.iter():
        if _seen(part.get("fill", "none")):
            part.set("stroke", part.get("fill"))
        if "stroke-width" in part.attrib:
            part.set("stroke-width", f"{2 * margin + number(part, 'stroke-width', 1.0):f}")


def _seen(paint: str) -> bool:
    return paint.strip().lower() not in ("none", "transparent")
