"""What a competition SVG may contain: the validator that decides whether a submission counts at all.

Rules (Kaggle, "Drawing with LLMs", 2025): at most 10,000 bytes of UTF-8; well-formed XML without a document type; only
elements and attributes of the allowlist; no embedded data; every link points inside the document.

It reads the finished text and shares no code with anything here that writes SVG.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_BYTES = 10_000

COMMON_ATTRIBUTES = frozenset(
    [
        "clip-path", "clip-rule", "color", "color-interpolation", "color-interpolation-filters",
        "color-rendering", "display", "fill", "fill-opacity", "fill-rule", "filter", "flood-color",
        "flood-opacity", "id", "lighting-color", "marker-end", "marker-mid", "marker-start", "mask", "opacity",
        "paint-order", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "transform",
    ]
)

ELEMENT_ATTRIBUTES = {
    element: frozenset(attributes.split())
    for element, attributes in {
        "svg": "height preserveAspectRatio viewBox width",
        "g": "viewBox",
        "defs": "",
        "symbol": "height viewBox width x y",
        "use": "height href width x y",
        "marker": "markerHeight markerUnits markerWidth orient preserveAspectRatio refX refY viewBox",
        "pattern": "height href patternContentUnits patternTransform patternUnits preserveAspectRatio viewBox width x "
        "y",
        "linearGradient": "gradientTransform gradientUnits href spreadMethod x1 x2 y1 y2",
        "radialGradient": "cx cy fr fx fy gradientTransform gradientUnits href r spreadMethod",
        "stop": "offset",
        "filter": "filterUnits height primitiveUnits width x y",
        "feBlend": "in in2 mode result",
        "feFlood": "result",
        "feOffset": "dx dy in result",
        "path": "d",
        "rect": "height rx ry width x y",
        "circle": "cx cy r",
        "ellipse": "cx cy rx ry",
        "line": "x1 x2 y1 y2",
        "polyline": "points",
        "polygon": "points",
    }.items()
}

_PARSE_LIMIT = 1_000_000  # bytes; a longer text that is over its limit anyway is not parsed


class SVGConstraintError(ValueError):
    """The SVG breaks the competition's rules; `violations` has a sentence for each broken one, in document order."""

    def __init__(self, violations: list[str]):
        self.violations = violations
        super().__init__("; ".join(violations))


def validate_svg(svg: str, max_bytes: int = MAX_BYTES) -> None:
    """Return when `svg` keeps every rule, else raise.

    Args:
        svg: the document's text.
        max_bytes: the largest allowed length in bytes of UTF-8.

    Raises:
        TypeError: `svg` is not a str.
        SVGConstraintError: names every violation.

    >>> validate_svg('<svg viewBox="0 0 8 8"><path d="M0 0h8v8z" fill="red"/></svg>')
    >>> validate_svg('<svg><text x="1" style="fill:red">Hi</text></svg>', max_bytes=20)
    Traceback (most recent call last):
    scoring.constraints.SVGConstraintError: 49 bytes, over the limit of 20; element <text> is not allowed; ...
    """
    if not isinstance(svg, str):
        raise TypeError(f"svg must be a str, not {type(svg).__name__}")
    violations = list(find_violations(svg, max_bytes))
    if violations:
        raise SVGConstraintError(violations)


def find_violations(svg: str, max_bytes: int = MAX_BYTES) -> Iterator[str]:
    """Yield a sentence for every rule that `svg` breaks; the arguments are those of `validate_svg`.

    >>> list(find_violations('<svg><use href="other.svg#a"/></svg>'))
    ["href 'other.svg#a' of <use> does not point inside the document"]
    """
    try:
        size = len(svg.encode())
    except UnicodeEncodeError as error:
        yield f"text that cannot be encoded as UTF-8: {error.reason} at character {error.start}"
        return
    if size > max_bytes:
        yield f"{size} bytes, over the limit of {max_bytes}"
        if size > _PARSE_LIMIT:
            return
    try:
        root = fromstring(svg.encode(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except ParseError as error:
        yield f"not well-formed XML: {error}"
        return
    except DefusedXmlException as error:
        yield f"document types and entities are not allowed: {type(error).__name__}"
        return
    except (ValueError, LookupError) as error:  # an encoding declaration that names no known encoding
        yield f"not readable as XML: {error}"
        return
    for element in root.iter():
        yield from _element_violations(element)


def _element_violations(element: Element) -> Iterator[str]:
    tag = _local_name(element.tag)
    allowed = ELEMENT_ATTRIBUTES.get(tag)
    if allowed is None:
        yield f"element <{tag}> is not allowed"
        allowed = frozenset()
    for name, value in element.attrib.items():
        attribute = _local_name(name)
        if attribute not in allowed and attribute not in COMMON_ATTRIBUTES:
            yield f"attribute {attribute!r} is not allowed on <{tag}>"
        if "data:" in value.lower() or ";base64" in value:
            yield f"embedded data in attribute {attribute!r} of <{tag}>"
        if attribute == "href" and not value.startswith("#"):
            yield f"href {value[:60]!r} of <{tag}> does not point inside the document"


def _local_name(name: str) -> str:
    return name.rpartition("}")[2]
