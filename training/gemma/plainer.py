"""The illustrator's drawings as a language model learns them best: flat, and each thing always in the same words.

Fades and faint shades take half of such a text and little of the picture.  What is left is a drawing in a few hundred
bytes whose parts stand in groups that are named after what they are, each in coordinates of its own.
"""

from __future__ import annotations

from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2000/svg"
FAINT = 0.3  # opacity up to which a shape is left out


def plainer(svg: str) -> str:
    """Return a drawing without fades (their middle colour takes their place) and without faint shapes.

    Args:
        svg: of the illustrator's `svg`.
    """
    root = ElementTree.fromstring(svg.replace(f' xmlns="{NAMESPACE}"', "", 1))
    fades = {e.get("id"): e for e in root.iter() if e.tag in ("linearGradient", "radialGradient")}
    middles = {f"url(#{name})": _middle(fade, fades) for name, fade in fades.items()}
    _leave_out(root)
    for element in root.iter():
        for paint in ("fill", "stroke"):
            if element.get(paint) in middles:
                element.set(paint, middles[element.get(paint)])
    root.set("xmlns", NAMESPACE)
    return ElementTree.tostring(root, encoding="unicode")


def _middle(fade, fades: dict) -> str:
    """The colour half way along a fade, which may have another's stops."""
    stops = list(fade.iter("stop")) or list(fades[fade.get("href")[1:]].iter("stop"))
    return min(stops, key=lambda stop: abs(_offset(stop) - 0.5)).get("stop-color", "#000")


def _offset(stop) -> float:
    text = stop.get("offset", "0")
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def _leave_out(parent) -> None:
    for child in list(parent):
        if child.tag in ("linearGradient", "radialGradient") or _opacity(child) <= FAINT:
            parent.remove(child)
        else:
            _leave_out(child)
            if child.tag in ("g", "defs") and not len(child):
                parent.remove(child)


def _opacity(element) -> float:
    filled = float(element.get("fill-opacity", 1)) if element.get("fill") != "none" else 1.0
    return float(element.get("opacity", 1)) * filled
