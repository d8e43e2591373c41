"""Documents that CairoSVG would draw for minutes, or for ever.

A few hundred bytes can ask for a million shapes: a <use> of a group of <use>s of a group of ..., or patterns within
patterns.  And its reading of a path never ends where something stands between a z and the next letter.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

# A document may name any size, and a group with an opacity is one more layer of that size while it is drawn.  CairoSVG
# takes 4 bytes of memory for each pixel of each.
MAX_PIXELS = 4096 * 4096
MAX_TAGS = 500_000  # with them a parsed document takes some hundred megabytes
MAX_CHARACTERS = 20_000  # of an attribute that is no outline; CairoSVG reads some in quadratic time
MAX_SHAPES = 20_000  # drawn, counting what a reference draws as often as it does; CairoSVG takes up to 2 ms for each


class TooMuchError(ValueError):
    """A document asks for more than can be drawn in reasonable time, or for what cannot be drawn at all."""

    named = False  # whether the message says which element it is about


_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]*)")
_ENDLESS_PATH = re.compile(r"[zZ][\s,]*[^\s,achlmqstvzACHLMQSTVZ]")


def check_effort(svg: str) -> None:
    """Return when the text of an SVG can be drawn in reasonable time, or is no plain XML, which others refuse.

    Raises:
        TooMuchError: it would take too long; the message says what asks for so much.

    >>> check_effort('<svg><path d="M0 0h9v9z 5"/></svg>')
    Traceback (most recent call last):
    scoring.complexity.TooMuchError: a path goes on without a letter after it was closed: 'M0 0h9v9z 5'
    """
    check_tags(svg)
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException, ValueError):
        return
    for element in root.iter():
        for name, value in element.attrib.items():
            if len(value) > MAX_CHARACTERS and name not in ("d", "points"):
                raise TooMuchError(f"<{element.tag.rpartition('}')[2]} {name}> has {len(value):,} characters")
        if _ENDLESS_PATH.search(element.get("d", "")):
            raise TooMuchError(f"a path goes on without a letter after it was closed: {element.get('d')[:80]!r}")
    try:
        shapes = shapes_drawn(root)
    except RecursionError as error:
        raise TooMuchError("elements or references are nested too deeply") from error
    if shapes > MAX_SHAPES:
        raise TooMuchError(f"up to {shapes:,} shapes are drawn, over the limit of {MAX_SHAPES:,}")


def check_tags(svg: str) -> None:
    """Return when a text has few enough tags to be parsed.

    Raises:
        TooMuchError: it has more than `MAX_TAGS`.

    >>> check_tags("<g/>" * 600_000)
    Traceback (most recent call last):
    scoring.complexity.TooMuchError: the document has 600,000 tags; the limit is 500,000
    """
    if (tags := svg.count("<")) > MAX_TAGS:
        raise TooMuchError(f"the document has {tags:,} tags; the limit is {MAX_TAGS:,}")


def shapes_drawn(root: Element) -> int:
    """Return an upper bound of the elements that are drawn.

    What refers to itself, at whatever distance, is counted once: renderers stop there.

    Raises:
        RecursionError: elements, or references, are nested too deeply.

    >>> shapes_drawn(fromstring('<svg><g id="a"><path d="M0 0h9v9z"/></g><use href="#a"/></svg>'))
    6
    """
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
