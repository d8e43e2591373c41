"""How many shapes a document draws, when everything that it refers to is counted as often as it is drawn.

A few hundred bytes can ask for a million shapes: a <use> of a group of <use>s of a group of ..., or patterns within
patterns.  A renderer would take minutes.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]*)")


def shapes_drawn(svg: str) -> int:
    """Return an upper bound of the elements that are drawn; 0 for a text that is not XML or holds entities.

    What refers to itself, at whatever distance, is counted once: renderers stop there.

    Raises:
        RecursionError: elements, or references, are nested too deeply.
    """
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException, ValueError):
        return 0
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    return _count(root, named, {})


def _count(element: Element, named: dict[str, Element], counts: dict[Element, int]) -> int:
    if element not in counts:
        counts[element] = 1  # what is met again meanwhile contains itself
        counts[element] = 1 + sum(_count(child, named, counts) for child in element)
        for attribute, value in element.attrib.items():
            target = named.get(_target(attribute, value))
            if target is not None:
                times = _vertices(element) if attribute.startswith("marker") else 1
                counts[element] += times * _count(target, named, counts)
    return counts[element]


def _target(attribute: str, value: str) -> str | None:
    """The id that an attribute refers to, if it does."""
    if attribute.rpartition("}")[2] == "href":
        return value.strip().removeprefix("#")
    match = _URL.search(value)
    return match[1] if match else None


def _vertices(element: Element) -> int:
    """At most so many, each of which gets its marker."""
    return 2 + len(element.get("d", "") + element.get("points", "")) // 2
