"""Any text -> the part of it that is SVG, taken out of what it is wrapped in.

Models and tools hand SVG on in prose and Markdown fences, as JSON or source code, escaped for HTML once or several
times, and as data URIs (RFC 2397) in base64 or percent encoding. Every step takes time in proportion to the length.
"""

from __future__ import annotations

import base64
import html
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

MAX_TEXT = 1_000_000  # characters that are looked through for an SVG
MAX_CHARACTERS = 100_000  # of the SVG: ten times what may come out
MAX_WRAPPERS = 6  # one in another
MAX_ENTITIES = 200

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPOGRAPHY = str.maketrans("“”„‟‘’‐‑‒–−﹣－", """\"\"\"\"''-------""")  # quotes, and all that is set for a minus
_SVG_TAG = re.compile(r"<(/?)(?:\w{1,40}:)?svg\b", re.IGNORECASE)
_IN_PROSE = re.compile(r">\s*[^\s<{]")  # "I will write an <svg> with ...": a real one has attributes, or tags follow
_SHAPE_TAG = re.compile(r"<(?:path|rect|circle|ellipse|line|polyline|polygon|g|defs)\b", re.IGNORECASE)
_ESCAPED_FOR_HTML = re.compile(r"&(?:amp;|#38;)*(?:lt|#60|#x3c);(?:\w{1,40}:)?svg\b", re.IGNORECASE)
_ESCAPED_IN_CODE = re.compile(r"\\{1,9}(?:u003c|x3c)(?:\w{1,40}:)?svg\b", re.IGNORECASE)
_ESCAPED_FOR_ADDRESSES = re.compile(r"%(?:25){0,4}3csvg", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\{1,9}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_CODE_ESCAPE = re.compile(r"\\{1,9}([\"'/nrt])")
# Base64 of what begins with "<svg", "<?xml", "<!--" or "<!DOC", or whatever a data URI says to be base64.
_BASE64 = re.compile(r"(?:base64,\s{0,9}|(?<![A-Za-z0-9+/])(?=PHN2Z|PD94bW|PCEtL|PCFET))([A-Za-z0-9+/_\s-]+)")
_ENTITY = re.compile(r"""<!ENTITY\s{1,9}([\w.-]{1,60})\s{1,9}(?:"([^"&<]{0,2000})"|'([^'&<]{0,2000})')""")
_ENTITY_REFERENCE = re.compile(r"&([\w.-]{1,60});")


def find_svg(text: str, notes: Counter[str]) -> str:
    """The SVG in `text`, as markup: the longest of several; where there is none, what begins with a shape.

    Raises:
        ValueError: there is no SVG in it.
    """
    plain = NOT_XML.sub("", text[:MAX_TEXT])
    for _ in range(MAX_WRAPPERS):
        found = [part for piece in plain.split("```") for part in _svgs(piece)]
        unwrapped = None if found else _unwrapped(plain)
        if unwrapped is None:
            break
        plain = NOT_XML.sub("", unwrapped[:MAX_TEXT])
        notes["unescaped"] += 1
    if not found and (shape := _SHAPE_TAG.search(plain)):
        notes["added <svg>"] += 1
        found = ["<svg>" + plain[shape.start() :]]
    if not found:
        raise ValueError(f"there is no SVG in the text {' '.join(text[:300].split())[:60]!r}")
    source = max(found, key=len)
    if source.strip() != plain.strip():
        notes["taken out of other text"] += 1
    if len(source) > MAX_CHARACTERS:
        notes[f"cut after {MAX_CHARACTERS} characters"] += 1
        source = source[:MAX_CHARACTERS]
    source = NOT_XML.sub("", _without_code_points(source))
    source = _CODE_ESCAPE.sub(lambda match: " " if match[1] in "nrt" else match[1], source)
    return _with_entities(source.translate(_TYPOGRAPHY), plain)


def _svgs(text: str) -> Iterator[str]:
    """Every outermost <svg> of `text`; the last may lack its end."""
    depth = start = 0
    for match in _SVG_TAG.finditer(text):
        if not match[1] and _IN_PROSE.match(text, match.end()):
            continue
        if not match[1]:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[start : match.end()] + ">"
    if depth:
        yield text[start:]


def _unwrapped(text: str) -> str | None:
    """`text` without its outermost wrapper; None where no <svg> is inside one."""
    if _ESCAPED_FOR_HTML.search(text):
        return html.unescape(text)
    if _ESCAPED_IN_CODE.search(text):
        return _without_code_points(text)
    if _ESCAPED_FOR_ADDRESSES.search(text):
        return unquote(text)
    if re.search("%2b|%2f|%3d", text, re.IGNORECASE):
        text = unquote(text)
    decoded = [_decoded(match[1]) for match in _BASE64.finditer(text)]
    return max(decoded, key=len, default=None)


def _without_code_points(text: str) -> str:
    return _CODE_POINT.sub(lambda match: chr(int(match[1] or match[2], 16)), text)


def _decoded(encoded: str) -> str:
    """The text that base64 stands for, up to where it is cut off."""
    digits = "".join(encoded.split()).translate(str.maketrans("-_", "+/"))
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]  # one digit alone is less than a byte
    return base64.b64decode(digits + "=" * (-len(digits) % 4)).decode("utf-8", "replace")


def _with_entities(source: str, document: str) -> str:
    """`source` with the plain entities put in that `document` declares, as Illustrator does for styles and namespaces.

    What stands for one holds no other, so nothing grows but once; together they add at most MAX_CHARACTERS.
    """
    declared = {match[1]: match[2] or match[3] or "" for match in list(_ENTITY.finditer(document))[:MAX_ENTITIES]}
    left = MAX_CHARACTERS

    def value(match: re.Match[str]) -> str:
        nonlocal left
        found = declared.get(match[1])
        if found is None:
            return match[0]
        left -= len(found)
        return html.escape(found) if left > 0 else ""

    return _ENTITY_REFERENCE.sub(value, source) if declared else source
