"""Presentation attributes: what an element says and inherits -> values -> what it needs to say."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from fitting import colors
from fitting.model import DEFAULTS, Shape, Style
from fitting.numbers import read_all, read_length, spell

_SHARES = {"fill-opacity", "stroke-opacity"}
_WORDS = {
    "fill-rule": {"nonzero", "evenodd"},
    "stroke-linecap": {"butt", "round", "square"},
    "stroke-linejoin": {"miter", "round", "bevel"},
}
FILL = ("fill", "fill-opacity", "fill-rule")
STROKE = tuple(name for name in DEFAULTS if name.startswith("stroke"))
DEFAULT_TEXTS = {
    name: (
        "#000" if name == "fill" else "none" if value == () else spell(value) if isinstance(value, float) else value
    )
    for name, value in DEFAULTS.items()
}


def read_style(element: Element, inherited: Style, find: Callable, diagonal: float) -> Style:
    """Return the inherited properties that hold for `element`.

    Args:
        element: with attributes as text.
        inherited: those of its parent.
        find: (id) -> Gradient, Pattern, "#rrggbb" with an opacity, or None where there is no such paint.
        diagonal: what 100 % of a stroke's width is.
    """
    style = dict(inherited)
    if "color" in element.attrib and element.get("color") != "inherit":
        style["color"] = element.get("color")
    for name in filter(element.attrib.__contains__, DEFAULTS):  # in an order of its own: that of a set changes
        text = element.get(name).strip()
        if text == "inherit":
            continue
        if name in ("fill", "stroke"):
            if text == "currentColor":
                text = style.get("color", "black")
            style[name], style[f"{name}-alpha"] = _paint(text, find)
        elif name in _SHARES:
            style[name] = max(0.0, min(1.0, next(iter(read_all(text)), 1.0)))
        elif name in ("stroke-width", "stroke-dashoffset"):
            style[name] = read_length(text, diagonal)
        elif name == "stroke-miterlimit":
            style[name] = max(1.0, next(iter(read_all(text)), 4.0))
        elif name == "stroke-dasharray":
            style[name] = _dashes(text, diagonal)
        elif name == "paint-order" or text in _WORDS[name]:
            style[name] = text
    return style


def _paint(text: str, find: Callable) -> tuple[object, float]:
    """Return (paint, its opacity)."""
    if text.startswith("url("):
        name, _, rest = text[4:].partition(")")
        found = find(name.strip("'\" #"))
        if found is not None:
            return found
        text = rest.strip() or "none"
    return colors.read(text) or ("none", 1.0)


def _dashes(text: str, diagonal: float) -> tuple[float, ...]:
    lengths = [max(0.0, read_length(part, diagonal)) for part in text.replace(",", " ").split()[:64]]
    return tuple(lengths) if sum(lengths) > 0 else ()


def ignorable(element: Element) -> bool:
    """Whether nothing of `element` is drawn for what it says itself."""
    if element.get("display") == "none":
        return True
    return any(read_length(element.get(name), 1.0, 1.0) == 0 for name in ("width", "height"))


def strokes(style: Style, partial: bool = False) -> bool:
    """Whether the outline is drawn; `partial`: what is not said may come from elsewhere."""
    return style.get("stroke", "?" if partial else "none") != "none" and style.get("stroke-width", 1.0) > 0


def fills(style: Style) -> bool:
    return style.get("fill") != "none"


def settle(style: Style) -> Style:
    """Put what a paint's colour says of its opacity into the opacity; return the same style."""
    style.pop("color", None)
    for paint in ("fill", "stroke"):
        alpha = style.pop(f"{paint}-alpha", 1.0)
        if alpha != 1:
            style[f"{paint}-opacity"] = style.get(f"{paint}-opacity", 1.0) * alpha
    return style


def drop_idle(shape: Shape) -> bool:
    """Leave out what says nothing in a style that is complete; return whether anything is drawn.

    An opacity that fades one paint only is made that paint's own.
    """
    style = settle(shape.style)
    if style.get("fill-opacity") == 0 or not fills(style):
        style["fill"] = "none"
        style.pop("fill-opacity", None)
        style.pop("fill-rule", None)
    if style.get("stroke-opacity") == 0 or not strokes(style):
        for name in STROKE:
            style.pop(name, None)
    painted = [paint for paint in ("fill", "stroke") if style.get(paint, DEFAULTS[paint]) != "none"]
    if len(painted) == 1 and shape.opacity < 1:
        name = f"{painted[0]}-opacity"
        style[name] = style.get(name, 1.0) * shape.opacity
        shape.opacity = 1.0
    if "stroke" not in painted or "fill" not in painted:
        style.pop("paint-order", None)
    for name in [name for name, value in style.items() if value == DEFAULTS.get(name)]:
        del style[name]
    return bool(painted)
