"""What a <clipPath> or a <mask> lets through, as an area in the coordinates inside the element that refers to it.

A mask lets through the more, the lighter it is; here a shape in it counts as light or as dark, and how light the light
ones are becomes an opacity of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from fontTools.misc.transform import Identity, Transform

from fitting.repair import geometry
from fitting.repair.areas import Areas, moved
from fitting.repair.colors import rgba
from fitting.repair.geometry import Measure
from fitting.repair.structure import SHAPES
from fitting.repair.values import numbers, pixels, repair_path

if TYPE_CHECKING:
    from pathops import Path

MAX_CHAIN = 6  # clips of clips, and references in them
_INHERITED = {"fill", "stroke", "stroke-width", "fill-rule", "clip-rule", "stroke-linecap", "stroke-linejoin", "color"}
_INHERITED |= {"stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "fill-opacity"}
_BASIC = re.compile(r"(circle|ellipse|inset|polygon|path)\(([^()]{0,2000})\)")
_SHARES = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
_SIDE = re.compile("|".join(_SHARES))
_RED, _GREEN, _BLUE = 0.2125, 0.7154, 0.0721  # of luminance: CSS Masking Level 1, section 7.10.1

Style = dict[str, str]
Known = dict[str, Element]


def inherit(element: Element, inherited: Style) -> Style:
    """The attributes that hold for an element and for what is in it."""
    return {**inherited, **{name: value for name, value in element.attrib.items() if name in _INHERITED}}


def translation(use: Element) -> str:
    """Where a <use> puts its copy."""
    return f"translate({use.get('x', '0')} {use.get('y', '0')})" if use.get("x") or use.get("y") else ""


def clip_region(clip: Element, element: Element, areas: Areas, measure: Measure, depth: int = MAX_CHAIN) -> Path:
    """All that the shapes in a <clipPath> cover, whatever their paint."""
    place = _units(element, clip.get("clipPathUnits"), measure).transform(geometry.matrix(clip.get("transform", "")))
    region = areas.path("")
    for shape, inside, style, _ in _shapes(clip, place, {}, 1.0, measure.known, areas):
        path = areas.fill(shape, style, "clip-rule")
        own = measure.known.get(target(shape.get("clip-path", "")))
        if own is not None and own.tag == "clipPath" and depth:
            path = areas.combine(path, clip_region(own, shape, areas, measure, depth - 1), "INTERSECTION")
        region = areas.combine(region, moved(path, inside), "UNION")
    further = measure.known.get(target(clip.get("clip-path", "")))
    if further is not None and further.tag == "clipPath" and depth:
        region = areas.combine(region, clip_region(further, element, areas, measure, depth - 1), "INTERSECTION")
    return region


def mask_region(mask: Element, element: Element, areas: Areas, measure: Measure) -> tuple[Path, float]:
    """(area, opacity) of what a <mask> lets through."""
    place = _units(element, mask.get("maskContentUnits"), measure)
    layers = []  # (path, what it lets through, how much it hides of what is under it)
    for shape, inside, style, opacity in _shapes(mask, place, {"fill": "#000"}, 1.0, measure.known, areas):
        for kind in ("fill", "stroke"):
            light, alpha = _shade(style.get(kind, "none"), style.get("color", "#000"), measure.known)
            alpha *= opacity * _share(style.get(f"{kind}-opacity"))
            if alpha > 0:
                path = areas.fill(shape, style) if kind == "fill" else areas.stroke(shape, style)
                layers.append((moved(path, inside), 1.0 if mask.get("mask-type") == "alpha" else light, alpha))
    most = max((light * alpha for _, light, alpha in layers), default=0.0)
    region = areas.path("")
    for path, light, alpha in layers:
        if light * alpha > 0 and light * alpha >= most / 2:
            region = areas.combine(region, path, "UNION")
        elif alpha >= 0.5:
            region = areas.combine(region, path, "DIFFERENCE")
    return region, most


def target(reference: str) -> str:
    """The id that "url(#id)" refers to."""
    return reference.removeprefix("url(#").partition(")")[0]


def basic_shape(value: str, box: geometry.Box) -> str | None:
    """Path data of circle(), ellipse(), inset(), polygon() or path() in a box (CSS Shapes Level 1), None for others."""
    match = _BASIC.match(value.strip().lower())
    if not match:
        return None
    kind, arguments = match[1], match[2]
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if kind == "path":
        return repair_path(value[value.find("(") :])
    if kind == "polygon":
        parts = [_lengths(part, (width, height)) for part in arguments.split(",")]
        points = " ".join(f"{x0 + part[0]} {y0 + part[1]}" for part in parts if len(part) == 2)
        return f"M{points}z" if points else None
    if kind == "inset":
        found = _lengths(arguments.partition("round")[0], (height, width, height, width)) or [0.0]
        top, right, bottom, left = (found * 4)[:4] if len(found) != 3 else (*found, found[1])
        return f"M{x0 + left} {y0 + top}H{x1 - right}V{y1 - bottom}H{x0 + left}z"
    radii, _, at = arguments.partition("at")
    whole = (width, height) if kind == "ellipse" else (hypot(width, height) / 2**0.5,) * 2
    rx, ry = ((_lengths(radii, whole) or [width / 2, height / 2]) * 2)[:2]
    rx, ry = (rx, ry) if kind == "ellipse" else (min(rx, ry),) * 2
    x, y = _lengths(f"{_SIDE.sub(lambda side: _SHARES[side[0]], at)} 50% 50%", (width, height))
    return f"M{x0 + x - rx} {y0 + y}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0z"


def _lengths(text: str, wholes: tuple[float, ...]) -> list[float]:
    """The lengths in `text`; percentages are those of the whole in their place."""
    found = []
    for part, whole in zip(text.split(), wholes, strict=False):
        share = numbers(part)
        found.append(share[0] / 100 * whole if share and part.endswith("%") else pixels(part) or 0.0)
    return found


def _units(element: Element, units: str | None, measure: Measure) -> Transform:
    if units != "objectBoundingBox":
        return Identity
    x0, y0, x1, y1 = measure.bounds(element) or (0.0, 0.0, 0.0, 0.0)
    return Transform(x1 - x0, 0, 0, y1 - y0, x0, y0)


def _shapes(
    container: Element,
    place: Transform,
    inherited: Style,
    opacity: float,
    known: Known,
    areas: Areas,
    depth: int = MAX_CHAIN,
) -> Iterator[tuple[Element, Transform, Style, float]]:
    """(shape, matrix to the outside, inherited attributes, opacity) of what is drawn in `container`."""
    for child in container:
        areas.spend()
        if child.get("display") == "none":
            continue
        inside = place.transform(geometry.matrix(child.get("transform", "")))
        style, alpha = inherit(child, inherited), opacity * _share(child.get("opacity"))
        if child.tag == "use" and depth:
            copy = known.get(child.get("href", "#")[1:])
            if copy is not None:
                group = Element("g")
                group.append(copy)
                inside = inside.transform(geometry.matrix(translation(child)))
                yield from _shapes(group, inside, style, alpha, known, areas, depth - 1)
        elif child.tag in SHAPES - {"use"}:
            yield child, inside, style, alpha
        elif child.tag in ("g", "symbol"):
            yield from _shapes(child, inside, style, alpha, known, areas, depth)


def _shade(paint: str, current: str, known: Known) -> tuple[float, float]:
    """(luminance, alpha) of a paint, each 0 to 1; of a gradient its mean."""
    if paint.startswith("url("):
        gradient = known.get(target(paint))
        stops = [] if gradient is None else list(gradient.iter("stop"))
        if not stops and gradient is not None and gradient.get("href"):
            stops = list(known.get(gradient.get("href")[1:], Element("g")).iter("stop"))
        shades = [_shade(stop.get("stop-color", "#000"), current, {}) for stop in stops]
        alphas = [alpha * _share(stop.get("stop-opacity")) for stop, (_, alpha) in zip(stops, shades, strict=True)]
        if not sum(alphas):
            return 0.0, 0.0
        light = sum(light * alpha for (light, _), alpha in zip(shades, alphas, strict=True)) / sum(alphas)
        return light, sum(alphas) / len(alphas)
    found = rgba(current if paint == "currentColor" else paint)
    if found is None:
        return 0.0, 0.0
    red, green, blue, alpha = found
    return _RED * red + _GREEN * green + _BLUE * blue, alpha


def _share(value: str | None) -> float:
    return next(iter(numbers(value or "1")), 1.0)
