"""Text that a model wrote -> a tree of elements, and back.

Models leave out quotes and closing tags, close what they never opened, and stop in the middle of a tag. An XML parser
that recovers loses what follows such a place: lxml makes an empty <svg/> of <svg></polygon><circle r="5"/></svg>. So
the tags are read one by one here, and nothing but elements and attributes is understood: no document types, no
entities but HTML's, no addresses. Every step takes time in proportion to the text's length.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, tostring

from fitting.repair.structure import SHAPES
from scoring.constraints import ELEMENT_ATTRIBUTES

NAMESPACE = "http://www.w3.org/2000/svg"
CONTAINERS = {"svg", "g", "defs", "symbol", "marker", "pattern", "linearGradient", "radialGradient", "filter"}
MAX_TEXT = 1_000_000  # characters that are looked through for an SVG
MAX_CHARACTERS = 100_000  # of the SVG: ten times what may come out
MAX_TAGS = 8_000
MAX_DEPTH = 40  # what is nested deeper moves up to here

# Elements of which nothing may stay; of any other unknown one the tags alone go, and what is inside stays.
_WITH_CONTENT = ("animate", "clippath", "desc", "foreignobject", "image", "mask", "metadata", "script", "set", "style")
_WITH_CONTENT += ("animatemotion", "animatetransform", "text", "textpath", "title", "tspan")
_NO_SHAPES_INSIDE = {"linearGradient", "radialGradient", "filter"}
_TAGS = {name.lower(): name for name in ELEMENT_ATTRIBUTES}
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTES = str.maketrans("“”„‟‘’", """\"\"\"\"''""")
_SVG_TAG = re.compile(r"<(/?)(?:\w+:)?svg\b", re.IGNORECASE)
_IN_PROSE = re.compile(r">\s*[^\s<]")  # "I will write an <svg> with ...": a real one has attributes, or tags follow
_SHAPE_TAG = re.compile(r"<(?:path|rect|circle|ellipse|line|polyline|polygon|g|defs)\b", re.IGNORECASE)
# The rest of a tag runs to its ">"; where that or a quote is missing, to the next "<".
_TAG = re.compile(
    r"""<(/?)\s*([A-Za-z][\w:.-]*)((?:"[^"<]*(?:"|(?=<)|\Z)|'[^'<]*(?:'|(?=<)|\Z)|[^<>"']+)*)(?:>|(?=<)|\Z)"""
)
_COMMENT_END = re.compile(r"--\s*>")
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([A-Za-z_][\w:.-]*)\s*=\s*("[^"]*|'[^']*|[^\s"'>]+)""")


def parse(text: str, notes: Counter[str]) -> tuple[Element, str]:
    """Read the SVG in `text`: (root, the text of its style sheets). Names are spelled as SVG does, values as they were.

    Raises:
        ValueError: there is no SVG in it.
    """
    source = _source(text, notes)
    root, styles = Element("svg"), []
    stack, opened = [root], False
    for closing, tag, attributes, content in islice(_tags(source), MAX_TAGS):
        if tag == "svg" and not closing and not opened:
            root.attrib.update(attributes)
            opened = True
        elif tag == "style":
            styles.append(content)
        elif tag not in ELEMENT_ATTRIBUTES:
            notes[f"dropped <{tag}>"] += not closing
        elif closing:
            _close(stack, tag, notes)
            if not stack:
                return root, "\n".join(styles)
        else:
            while stack[-1].tag in _NO_SHAPES_INSIDE and tag in SHAPES | {"g"}:
                notes[f"closed <{stack.pop().tag}>"] += 1
            element = SubElement(stack[-1], tag, attributes)
            if tag in CONTAINERS and content != "/":
                if len(stack) < MAX_DEPTH:
                    stack.append(element)
                else:
                    notes[f"nested deeper than {MAX_DEPTH}"] += 1
    notes["finished what was cut off"] += 1
    _open_definitions(stack)
    return root, "\n".join(styles)


def to_text(root: Element) -> str:
    """The SVG as text, without white space between elements."""
    root.set("xmlns", NAMESPACE)
    return tostring(root, encoding="unicode", short_empty_elements=True).replace(" />", "/>")


def _close(stack: list[Element], tag: str, notes: Counter[str]) -> None:
    """Close the innermost open `tag` and all that is open inside it."""
    if tag not in CONTAINERS:
        return  # a shape was closed where it began
    for i in range(len(stack) - 1, -1, -1):
        if stack[i].tag == tag:
            notes["closed what was open"] += i < len(stack) - 1
            _open_definitions(stack[i + 1 :])
            del stack[i:]
            return
    notes["closing tags without opening ones"] += 1


def _open_definitions(elements: list[Element]) -> None:
    """Make groups of <defs> that were never closed: what follows them was to be seen."""
    for element in elements:
        if element.tag == "defs":
            element.tag = "g"


def _source(text: str, notes: Counter[str]) -> str:
    """The part of `text` that is SVG: the longest of several; where there is none, what begins with a shape."""
    text = _NOT_XML.sub("", text[:MAX_TEXT])
    if not _SVG_TAG.search(text) and "&lt;svg" in text.lower():
        text = html.unescape(text)
        notes["unescaped"] += 1
    found = [part for piece in text.split("```") for part in _svgs(piece)]
    if not found and (shape := _SHAPE_TAG.search(text)):
        notes["added <svg>"] += 1
        found = ["<svg>" + text[shape.start() :]]
    if not found:
        raise ValueError(f"there is no SVG in the text {' '.join(text[:300].split())[:60]!r}")
    source = max(found, key=len)
    if source.strip() != text.strip():
        notes["taken out of other text"] += 1
    if len(source) > MAX_CHARACTERS:
        notes[f"cut after {MAX_CHARACTERS} characters"] += 1
        source = source[:MAX_CHARACTERS]
    if '\\"' in source:  # from inside a JSON string
        source = source.replace('\\"', '"').replace("\\n", "\n")
    return source.translate(_QUOTES)


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


def _tags(text: str) -> Iterator[tuple[bool, str, dict[str, str], str]]:
    """(is it a closing one, name, attributes, content) of each tag; the content of <style>, or "/" of an empty one."""
    place, lower, unclosed = 0, text.lower(), set()
    while (place := text.find("<", place)) >= 0:
        if text.startswith(("<!", "<?"), place):
            place = _after_declaration(text, place)
            continue
        match = _TAG.match(text, place)
        if not match:
            place += 1
            continue
        place = match.end()
        closing, name = bool(match[1]), match[2].rpartition(":")[2]
        content = "/" if match[3].rstrip().endswith("/") else ""
        if name.lower() in _WITH_CONTENT and not closing and not content and name.lower() not in unclosed:
            end = lower.find(f"</{name.lower()}", place)
            if end >= 0 or name.lower() == "style":
                end = end if end >= 0 else len(text)
                content, place = text[place:end], end
            else:
                unclosed.add(name.lower())  # looked for once alone, so that the time stays in proportion
        yield closing, _TAGS.get(name.lower(), name.lower()), _attributes(match[3]), content


def _after_declaration(text: str, place: int) -> int:
    """Where a comment, a CDATA mark, a document type or a processing instruction ends."""
    if text.startswith("<![CDATA[", place):
        return place + len("<![CDATA[")
    if text.startswith("<!--", place):
        following = text.find("<!--", place + 4)
        end = _COMMENT_END.search(text, place + 4, following if following >= 0 else len(text))
        if end:
            return end.end()
    found = text.find(">", place)  # a comment without its end has at least this
    return found + 1 if found >= 0 else len(text)


def _attributes(text: str) -> dict[str, str]:
    """Attributes as written, the first of several with one name."""
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        value = value[1:] if value[0] in "\"'" else value.rstrip("/")
        attributes.setdefault(name, _NOT_XML.sub("", html.unescape(value)))
    return attributes
