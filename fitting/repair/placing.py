"""Where things are, said with plain numbers and the attribute `transform`, which is all that the competition allows.

Lengths in percent become numbers, a nested <svg> becomes a group, and CSS's way to place things (transform-origin,
transform-box, percentages, `translate`, `rotate` and `scale` by themselves; CSS Transforms 1 and 2) becomes SVG's.
"""

from __future__ import annotations

import re
from collections import Counter
from math import hypot
from xml.etree.ElementTree import Element

from fitting.repair.geometry import Measure
from fitting.repair.values import Precision, numbers, pixels, repair_value, text_of, transform_text

VIEWPORT = "viewport"  # the attribute that a nested <svg> leaves for clipping.py: x, y, width and height inside it
_X = {"x", "width", "cx", "rx", "x1", "x2", "fx", "dx", "refX"}
_Y = {"y", "height", "cy", "ry", "y1", "y2", "fy", "dy", "refY"}
_BOTH = {"r", "fr", "stroke-width", "stroke-dashoffset"}
_SIDES = {"left": (0, "0%"), "right": (0, "100%"), "top": (1, "0%"), "bottom": (1, "100%")}
_OWN_UNITS = {"linearGradient": "gradientUnits", "radialGradient": "gradientUnits", "pattern": "patternUnits"}
_ALIGNED = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def place(root: Element, precision: Precision, measure: Measure, notes: Counter[str]) -> None:
    """Resolve all that depends on the page or on a box around a shape, from the leaves to `root`."""
    x, y, width, height = numbers(root.get("viewBox"), precision)
    for child in list(root):
        _place(child, (width, height), precision, measure, notes)
    # The outermost <svg> is a box of CSS, and turns around its middle.
    root.attrib.setdefault("transform-origin", f"{x + width / 2:f} {y + height / 2:f}")
    _transform(root, (width, height), precision, measure)


def _place(
    element: Element, page: tuple[float, float], precision: Precision, measure: Measure, notes: Counter[str]
) -> None:
    _resolve_percents(element, page, precision)
    inside = page
    if element.tag in ("svg", "symbol", "marker", "pattern"):
        box = numbers(element.get("viewBox", ""), precision)
        inside = (box[2], box[3]) if box else page
    if element.tag == "svg":
        inside = open_svg(element, page, precision)
        notes["made a group of a nested <svg>"] += 1
    for child in list(element):
        _place(child, inside, precision, measure, notes)
    _transform(element, page, precision, measure)


def _resolve_percents(element: Element, page: tuple[float, float], precision: Precision) -> None:
    own = _OWN_UNITS.get(element.tag)
    if element.tag in ("mask", "filter", "stop") or (own and element.get(own) != "userSpaceOnUse"):
        return
    for name, value in element.attrib.items():
        share = numbers(value, precision) if value.endswith("%") else []
        if share and name in _X | _Y | _BOTH:
            whole = page[0] if name in _X else page[1] if name in _Y else hypot(*page) / 2**0.5
            element.set(name, text_of(share[0] / 100 * whole, precision))


def open_svg(svg: Element, page: tuple[float, float], precision: Precision) -> tuple[float, float]:
    """Make a group of a nested <svg>; return the size of the page inside it."""
    svg.tag = "g"
    x, y = (
        numbers(repair_value("x", svg.attrib.pop(name, "0"), precision) or "0", precision)[0] for name in ("x", "y")
    )
    sides = (svg.attrib.pop(name, None) for name in ("width", "height"))
    width, height = (
        whole if side is None else abs(numbers(side, precision)[0]) for side, whole in zip(sides, page, strict=True)
    )
    box = numbers(svg.attrib.pop("viewBox", ""), precision) or [0.0, 0.0, width, height]
    ratio = svg.attrib.pop("preserveAspectRatio", "xMidYMid meet")
    scale = [width / box[2] if box[2] else 0.0, height / box[3] if box[3] else 0.0]
    shown = [width, height]
    if not ratio.startswith("none"):
        scale = [max(scale) if "slice" in ratio else min(scale)] * 2
        shown = [scale[0] * box[2], scale[1] * box[3]]
    align = [_ALIGNED.get(ratio[at : at + 3], 0.5) for at in (1, 5)]
    left = x + (width - shown[0]) * align[0] - scale[0] * box[0]
    up = y + (height - shown[1]) * align[1] - scale[1] * box[1]
    values = (scale[0], 0.0, 0.0, scale[1], left, up)
    placed = f"matrix({' '.join(text_of(value, precision) for value in values)})"
    if scale == [1.0, 1.0]:
        placed = f"translate({text_of(left, precision)} {text_of(up, precision)})" if left or up else ""
    svg.set("transform", (svg.get("transform", "") + " " + placed).strip())
    if min(scale) <= 0:
        svg.set("display", "none")
    elif svg.attrib.pop("overflow", "hidden") != "visible":
        corner = ((x - left) / scale[0], (y - up) / scale[1])
        seen = (*corner, width / scale[0], height / scale[1])
        svg.set(VIEWPORT, " ".join(map(repr, seen)))
    return box[2], box[3]


def _transform(element: Element, page: tuple[float, float], precision: Precision, measure: Measure) -> None:
    """Write one SVG transform for all that places `element`."""
    given = {name: element.attrib.pop(name, "").strip() for name in ("translate", "rotate", "scale")}
    origin, reference = (element.attrib.pop(name, "").strip() for name in ("transform-origin", "transform-box"))
    text = " ".join(f"{name}({value})" for name, value in given.items() if value and value != "none")
    text = f"{text} {element.attrib.pop('transform', '')}".strip()
    if not text:
        return
    box = (0.0, 0.0, *page)
    if reference in ("fill-box", "content-box", "stroke-box", "border-box"):
        x0, y0, x1, y1 = measure.bounds(element) or (0.0, 0.0, 0.0, 0.0)
        box = (x0, y0, x1 - x0, y1 - y0)
    written = transform_text(text, precision, box[2:])
    if written and (origin or box[0] or box[1]):
        x, y = (text_of(at, precision) for at in _origin(origin, box))
        if (x, y) != ("0", "0"):
            back = (text_of(-float(at), precision) for at in (x, y))
            written = f"translate({x} {y}){written}translate({' '.join(back)})"
    if written:
        element.set("transform", written)


def _origin(text: str, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """The point that a transform-origin names, in the coordinates of the reference box."""
    found: list[str | None] = [None, None]
    words = re.split(r"[\s,]+", text)[:2] if text else ["0", "0"]
    if words[0] in ("top", "bottom"):
        words.reverse()
    for word in words:
        axis, value = _SIDES.get(word, (None, "50%" if word == "center" else word))
        if axis is None:
            axis = 0 if found[0] is None else 1
        found[axis] = value
    return tuple(
        start + (_part(value, side) if value else side / 2)
        for value, start, side in zip(found, box[:2], box[2:], strict=True)
    )


def _part(value: str, whole: float) -> float:
    share = next(iter(numbers(value)), 0.0)
    return share / 100 * whole if value.endswith("%") else pixels(value) or 0.0
