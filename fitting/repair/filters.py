"""What a filter draws, if it draws shadows: copies of what it is for, moved, in one colour.

CSS's drop-shadow() is read, <feDropShadow>, and the chains that tools write for the same: SourceAlpha, feGaussianBlur,
feOffset, feFlood or feColorMatrix, feMerge or feBlend.
Source: Filter Effects Module Level 1, https://www.w3.org/TR/filter-effects-1/
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import tinycss2

from fitting.repair.colors import REFERENCE, identifier, paint, rgba
from fitting.repair.values import numbers, pixels

MAX_LAYERS = 8  # of one filter
MAX_LENGTH = 400  # characters of a value that are looked at
BLACK = "#000"


@dataclass(frozen=True)
class Layer:
    """A copy of what a filter is for: moved, blurred, and in one colour, or as it is."""

    dx: float = 0.0
    dy: float = 0.0
    blur: float = 0.0  # standard deviation
    color: str | None = None  # None: as it is
    opacity: float = 1.0  # 0 to 1


@dataclass(frozen=True)
class _Flood:
    """One colour everywhere."""

    color: str
    opacity: float


_Image = tuple[Layer, ...] | _Flood


class NoShadow(ValueError):
    """A filter does something else than to draw shadows."""


def filter_layers(effect: str, known: dict[str, Element]) -> tuple[Layer, ...]:
    """What the value of a `filter` attribute draws, the lowest first.

    Args:
        effect: as written.
        known: the elements by their ids.

    Raises:
        NoShadow: it draws something else.

    >>> filter_layers("drop-shadow(2px 3px 4px #0008)", {})[0]
    Layer(dx=2.0, dy=3.0, blur=4.0, color='#000000', opacity=0.533)
    """
    reference = REFERENCE.search(effect[:MAX_LENGTH])
    if not reference:
        return _of_css(effect)
    element = known.get(identifier(reference[1]))
    if element is None or element.tag != "filter" or element.get("primitiveUnits") == "objectBoundingBox":
        raise NoShadow
    return _of_steps(element)


def _of_css(effect: str) -> tuple[Layer, ...]:
    """What filter functions draw, one after the other."""
    layers: tuple[Layer, ...] = (Layer(),)
    for token in tinycss2.parse_component_value_list(effect[:MAX_LENGTH], skip_comments=True):
        if token.type == "whitespace":
            continue
        if token.type != "function" or token.lower_name != "drop-shadow" or len(layers) > MAX_LAYERS:
            raise NoShadow
        lengths = [part for part in token.arguments if part.type in ("dimension", "number")]
        color = tinycss2.serialize([part for part in token.arguments if part not in lengths])
        sizes = [pixels(tinycss2.serialize([part])) or 0.0 for part in lengths]
        if len(sizes) not in (2, 3):
            raise NoShadow
        layers = (*_shadow(layers, *sizes, flood=_flood(color.strip() or "currentColor")), *layers)
    return layers


def _of_steps(element: Element) -> tuple[Layer, ...]:
    """What the primitives of a <filter> draw."""
    last: _Image = (Layer(),)
    results: dict[str, _Image] = {"SourceGraphic": last, "SourceAlpha": (Layer(color=BLACK),)}
    for step in element:
        draw = _STEPS.get(step.tag.lower())
        if draw is None:
            raise NoShadow
        inputs = tuple(results.get(step.get(name, ""), last) for name in ("in", "in2"))
        if draw is _merge:
            inputs = tuple(results.get(node.get("in", ""), last) for node in step)
        last = draw(step, *inputs)
        if not isinstance(last, _Flood) and len(last) > MAX_LAYERS:
            raise NoShadow
        if step.get("result"):
            results[step.get("result")] = last
    return _layers(last)


def _layers(image: _Image) -> tuple[Layer, ...]:
    if isinstance(image, _Flood):
        if image.opacity > 0:
            raise NoShadow
        return ()
    return image


def _flood(color: str, opacity: float = 1.0) -> _Flood:
    """A colour, and how opaque it is by itself and by an opacity."""
    found = paint(color)
    if found == "currentColor":
        return _Flood(found, opacity)
    channels = None if found is None else rgba(found)
    if channels is None:
        raise NoShadow
    return _Flood("#" + "".join(f"{round(255 * channel):02x}" for channel in channels[:3]), channels[3] * opacity)


def _shadow(
    layers: tuple[Layer, ...], dx: float = 0.0, dy: float = 0.0, blur: float = 0.0, *, flood: _Flood | None = None
) -> tuple[Layer, ...]:
    """Layers moved, blurred, and filled with a colour."""
    return tuple(
        Layer(
            layer.dx + dx,
            layer.dy + dy,
            layer.blur + abs(blur),
            flood.color if flood else layer.color,
            layer.opacity * (flood.opacity if flood else 1.0),
        )
        for layer in layers
    )


# ---------------------------------------------------------------- primitives: (element, its inputs) -> what it draws


def number(step: Element, name: str, default: float) -> float:
    return next(iter(numbers(step.get(name, ""))), default)


def _stepped_flood(step: Element) -> _Flood:
    return _flood(step.get("flood-color", "#000"), number(step, "flood-opacity", 1.0))


def _drop_shadow(step: Element, source: _Image, _) -> _Image:
    sizes = (number(step, name, 2.0) for name in ("dx", "dy", "stdDeviation"))
    return (*_shadow(_layers(source), *sizes, flood=_stepped_flood(step)), *_layers(source))


def _color_matrix(step: Element, source: _Image, _) -> _Image:
    """One that makes every colour the same one, and fades it."""
    values = numbers(step.get("values", ""))
    if step.get("type", "matrix") != "matrix" or len(values) != 20 or values[19] or any(values[15:18]):
        raise NoShadow
    black = all(layer.color == BLACK for layer in _layers(source))
    if any(values[row + column] for row in (0, 5, 10) for column in range(4) if column == 3 or not black):
        raise NoShadow
    color = "rgb({} {} {})".format(*(255 * min(max(value, 0.0), 1.0) for value in values[4:15:5]))
    return _shadow(_layers(source), flood=_flood(color, min(max(values[18], 0.0), 1.0)))


def _component_transfer(step: Element, source: _Image, _) -> _Image:
    """One that fades."""
    faded = _layers(source)
    for function in step:
        slope, offset = number(function, "slope", 1.0), number(function, "intercept", 0.0)
        if function.tag.lower() != "fefunca" or function.get("type") != "linear" or offset:
            raise NoShadow
        faded = tuple(replace(layer, opacity=min(layer.opacity * max(slope, 0.0), 1.0)) for layer in faded)
    return faded


def _composite(step: Element, source: _Image, under: _Image) -> _Image:
    operator = step.get("operator", "over")
    if operator == "over":
        return _layers(under) + _layers(source)
    if operator == "out" and all(layer == Layer(color=layer.color) for layer in _layers(under)):
        return _layers(source)  # what is cut out lies behind what the filter is for
    if operator != "in" or isinstance(source, _Flood) == isinstance(under, _Flood):
        raise NoShadow
    if isinstance(source, _Flood):
        return _shadow(under, flood=source)
    return tuple(replace(layer, opacity=layer.opacity * under.opacity) for layer in source)


def _blend(step: Element, source: _Image, under: _Image) -> _Image:
    if step.get("mode", "normal") not in ("normal", "multiply", "darken"):  # a shadow's colour is dark
        raise NoShadow
    return _layers(under) + _layers(source)


def _merge(_, *sources: _Image) -> _Image:
    return tuple(layer for source in sources for layer in _layers(source))


_STEPS = {
    "feoffset": lambda step, source, _: _shadow(_layers(source), number(step, "dx", 0.0), number(step, "dy", 0.0)),
    "fegaussianblur": lambda step, source, _: _shadow(_layers(source), blur=number(step, "stdDeviation", 0.0)),
    "feflood": lambda step, *_: _stepped_flood(step),
    "fedropshadow": _drop_shadow,
    "fecolormatrix": _color_matrix,
    "fecomponenttransfer": _component_transfer,
    "fecomposite": _composite,
    "feblend": _blend,
    "femerge": _merge,
}
