"""The tree as a whole: attributes that may stay, references that lead somewhere, drawing that comes to an end.

A few hundred bytes can ask for a million shapes: a <use> of a group of <use>s of a group of ... So what every element
draws through its references is counted before anything is drawn.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from xml.etree.ElementTree import Element

from fitting.repair.colors import UNKNOWN, paint
from fitting.repair.notes import LOST
from fitting.repair.values import COLORS, PLAIN, Precision, numbers, repair_value
from scoring.constraints import COMMON_ATTRIBUTES, ELEMENT_ATTRIBUTES

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"}
RESOURCES = {"symbol", "marker", "pattern", "linearGradient", "radialGradient", "filter"}  # drawn where referred to
MAX_COST = 400.0  # of the whole drawing; about a second for the worst that there is
MAX_CHAIN = 8  # references to what has references to ...
_SHAPE_COST, _NUMBER_COST, _DASH_COST = 1.0, 0.01, 0.005
_NEEDED = {"path": ("d",), "polygon": ("points",), "polyline": ("points",), "use": ("href",), "circle": ("r",)}
GEOMETRY = ("d", "points", "r", "rx", "ry", "width", "height", "x1", "y1", "x2", "y2")
DEFINITIONS = {  # elements that are not allowed, but say something of others that are
    "clipPath": {"clipPathUnits"},
    "mask": {"maskUnits", "maskContentUnits", "mask-type", "x", "y", "width", "height"},
}
# Attributes that are not allowed, but said by others that are: placing.py, canvas.py and unsupported.py read them.
_MEANT = {"visibility", "transform-origin", "transform-box", "translate", "rotate", "scale", "background", "overflow"}
_MEANT |= {"background-color", "systemLanguage", "requiredExtensions", "x", "y"}
# Those of a filter's primitives, which filters.py reads.
_STEPS = {"in", "in2", "result", "dx", "dy", "stdDeviation", "values", "type", "operator", "mode", "slope", "intercept"}
_SPELLINGS = {
    tag: {re.sub("[-_]", "", name).lower(): name for name in COMMON_ATTRIBUTES | _MEANT | own}
    for tag, own in (ELEMENT_ATTRIBUTES | DEFINITIONS).items()
}
_UNKNOWN = {re.sub("[-_]", "", name).lower(): name for name in COMMON_ATTRIBUTES | _MEANT | _STEPS}
_AS_INHERITED = {"inherit", "unset", "revert", "revert-layer", ""}
_INITIAL = {"fill": "#000", "stroke": "none"}
_EFFECTS = {"filter", "mask", "clip-path"}
_ROOT_OWN = {"viewBox", "width", "height", "preserveAspectRatio"}
_URL = re.compile(r"url\(#([^)]*)\)")


def spell_attributes(root: Element, notes: Counter[str]) -> None:
    """Keep the attributes that tell of the picture, spelled right, as `strokeWidth` and `xlink:href` are not."""
    for element in root.iter():
        given = dict(element.attrib)
        element.attrib.clear()
        for name, value in given.items():
            plain = re.sub("[-_]", "", name.rpartition(":")[2]).lower()
            spelled = _SPELLINGS.get(element.tag, _UNKNOWN).get(plain)
            if spelled:
                element.attrib.setdefault(spelled, value)
            elif not name.startswith("xmlns"):
                notes[f"dropped {name}"] += 1


def clean_attributes(root: Element, notes: Counter[str], precision: Precision = PLAIN) -> None:
    """Put every value right, or drop it; those that CSS alone has, and transforms, stay as they are."""
    for element in root.iter():
        given = dict(element.attrib)
        element.attrib.clear()
        if given.pop("visibility", "").strip() in ("hidden", "collapse"):
            given["display"] = "none"
        for name, value in given.items():
            own = element.tag in DEFINITIONS and name in DEFINITIONS[element.tag]
            if name in _MEANT and name not in ELEMENT_ATTRIBUTES.get(element.tag, ()) or name == "transform":
                repaired = value
            elif value.strip().lower() in _AS_INHERITED:
                continue
            elif own:
                repaired = value.strip()
            elif name in COLORS:
                repaired = _paint(name, value, notes)
            else:
                repaired = repair_value(name, value, precision)
            if repaired is None and name == "clip-path" and "(" in value and "url(" not in value:
                repaired = value  # a shape of CSS's own
            if repaired is not None:
                element.set(name, repaired)
            else:
                notes[f"{LOST if name in _EFFECTS else 'dropped a broken '}{name}"] += 1
        _split_stop(element)
    _repeat_current_color(root, {})


def _paint(name: str, value: str, notes: Counter[str]) -> str | None:
    """The paint that `value` says; grey for what is none."""
    if value.strip().lower() == "initial":
        return _INITIAL.get(name)
    found = repair_value(name, value) if name != "stop-color" else paint(value)
    if found is None:
        notes[f"{LOST}the {name} {' '.join(value.split())[:40]!r}, which became grey"] += 1
        return UNKNOWN if name != "color" else None
    return found


def _split_stop(stop: Element) -> None:
    """A translucent stop as a colour and an opacity, since not all that draw SVG read rgba() there."""
    color = stop.get("stop-color", "")
    if color.startswith("rgba("):
        *channels, alpha = color[5:-1].split(",")
        share = float(alpha) * float(stop.get("stop-opacity", "1"))
        stop.set("stop-color", "#" + "".join(f"{int(channel):02x}" for channel in channels))
        stop.set("stop-opacity", repair_value("stop-opacity", str(share)))


def _repeat_current_color(element: Element, inherited: dict[str, str]) -> None:
    """Write currentColor anew where `color` changes, since CairoSVG inherits what it stood for above."""
    paints = {**inherited, **{name: element.get(name) for name in ("fill", "stroke") if name in element.attrib}}
    if "color" in element.attrib:
        for name, value in paints.items():
            if value == "currentColor":
                element.set(name, value)
    for child in element:
        _repeat_current_color(child, paints)


def drop_foreign(root: Element) -> None:
    """Drop the attributes that are not allowed and have been used up."""
    for element in root.iter():
        allowed = COMMON_ATTRIBUTES | ELEMENT_ATTRIBUTES[element.tag]
        for name in set(element.attrib) - allowed - {"xmlns"}:
            del element.attrib[name]
        if element.get("display") != "none":
            element.attrib.pop("display", None)


def wrap_root_paint(root: Element) -> None:
    """Move paint, opacity and transform of the root into a group, so that a background is free of them."""
    paint = {name: root.attrib.pop(name) for name in set(root.attrib) - _ROOT_OWN}
    if paint:
        group = Element("g", dict(sorted(paint.items())))
        group.extend(list(root))
        root[:] = [group]


def prune(root: Element, notes: Counter[str]) -> None:
    """Remove what draws nothing or too much, and references that lead nowhere."""
    _first_of_each_id(root)
    for _ in range(MAX_CHAIN):  # what goes may leave others without use or without target
        _drop_lost_references(root)
        if not _drop_idle(root):
            break
    notes["drew too much"] += _drop_costly(root)
    _drop_idle(root)
    _drop_lost_references(root)
    used = _reachable(root)
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)


def drawn(parent: Element, chain: tuple[Element, ...] = ()) -> list[tuple[Element, tuple[Element, ...]]]:
    """(shape, its ancestors from the root on) of all that is drawn, in that order."""
    found, chain = [], (*chain, parent)
    for child in parent:
        if child.tag in SHAPES:
            found.append((child, chain))
        elif child.tag in ("g", "svg"):
            found += drawn(child, chain)
    return found


def references(element: Element) -> set[str]:
    """The ids that `element` itself refers to."""
    return {target for name in element.attrib if (target := _target(element, name))}


def by_id(root: Element) -> dict[str, Element]:
    return {element.get("id"): element for element in root.iter() if element.get("id")}


def _target(element: Element, name: str) -> str | None:
    """The id that an attribute refers to, if it does."""
    value = element.get(name)
    if name == "href":
        return value[1:]
    match = _URL.match(value)
    return match[1] if match else None


def _reachable(root: Element) -> set[str]:
    """The ids that what is drawn refers to, itself or through others."""
    known, found = by_id(root), set()
    waiting = [element for shape, chain in drawn(root) for element in (shape, *chain[1:])]
    while waiting:
        for name in references(waiting.pop()) - found:
            found.add(name)
            waiting += known[name].iter() if name in known else ()
    return found


def _first_of_each_id(root: Element) -> None:
    seen: set[str] = set()
    for element in root.iter():
        name = element.get("id", "")
        if name in seen:
            del element.attrib["id"]
        elif name:
            seen.add(name)


def _drop_lost_references(root: Element) -> None:
    known = by_id(root)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            target = _target(element, name)
            if target is None or target in known:
                continue
            del element.attrib[name]
            if name in ("fill", "stroke"):  # as browsers draw it: the fallback colour, or nothing
                element.set(name, value.partition(") ")[2] or "none")


def _drop_idle(root: Element) -> int:
    """Remove shapes without shape, hidden ones, empty containers, and definitions that nothing refers to."""
    used, dropped = _reachable(root), 0

    def idle(element: Element) -> bool:
        if element.get("display") == "none" or any(name not in element.attrib for name in _NEEDED.get(element.tag, ())):
            return True
        if element.tag in RESOURCES:
            return not any(part.get("id") in used for part in element.iter())
        return element.tag in ("g", "defs", "svg") and not len(element)

    def sweep(parent: Element) -> None:
        nonlocal dropped
        for child in list(parent):
            sweep(child)
            unused = parent.tag == "defs" and not any(part.get("id") in used for part in child.iter())
            if unused or idle(child):
                parent.remove(child)
                dropped += 1

    sweep(root)
    return dropped


def _drop_costly(root: Element) -> int:
    """Remove each shape with which the drawing would cost more than MAX_COST; return how many."""
    known, costs, total, dropped = by_id(root), {}, 0.0, 0
    for shape, chain in drawn(root):
        dashes = next((a.get("stroke-dasharray") for a in reversed(chain) if a.get("stroke-dasharray")), "")
        own = _cost(shape, dashes, known, costs, MAX_CHAIN)
        if total + own > MAX_COST:
            chain[-1].remove(shape)
            dropped += 1
        else:
            total += own
    return dropped


def _cost(element: Element, dashes: str, known: dict[str, Element], costs: dict, depth: int) -> float:
    """What it takes to draw `element`, which inherits `dashes`; infinite for references in circles or long chains."""
    if depth == 0:
        return math.inf
    dashes = element.get("stroke-dasharray", dashes)
    key = (element, dashes, depth)
    if key not in costs:
        geometry = [number for name in GEOMETRY for number in numbers(element.get(name, ""))]
        cost = _SHAPE_COST + _NUMBER_COST * len(geometry)
        if dashes:  # no outline is longer than four times the sum of its numbers
            cost += _DASH_COST * 4 * sum(map(abs, geometry)) / max(sum(numbers(dashes)), 1e-9)
        cost += sum(_cost(child, dashes, known, costs, depth) for child in element)
        for name in element.attrib:
            if (target := _target(element, name)) in known:
                times = len(geometry) if "marker" in name else 1
                cost += times * _cost(known[target], dashes, known, costs, depth - 1)
        costs[key] = cost
    return costs[key]
