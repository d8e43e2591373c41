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
from fitting.repair.wrapping import NOT_XML, find_svg
from scoring.constraints import ELEMENT_ATTRIBUTES

NAMESPACE = "http://www.w3.org/2000/svg"
MAX_TAGS = 8_000
MAX_DEPTH = 40  # what is nested deeper moves up to here

# Elements that are read without what is in them; what is inside of any other unknown one is looked at.
WITHOUT_CONTENT = (
    "animate",
    "animatemotion",
    "animatetransform",
    "desc",
    "foreignobject",
    "image",
    "metadata",
    "script",
)
WITHOUT_CONTENT += ("set", "style", "text", "textpath", "title", "tspan")
_INSIDE_SHAPES = {"animate", "animatemotion", "animatetransform", "set", "desc", "title"}
_LEAVES = SHAPES | {"stop", "feBlend", "feFlood", "feOffset", "fegaussianblur", "fecolormatrix", "fecomposite"}
_LEAVES |= {"femergenode", "fefunca", "fedropshadow"}
_NO_SHAPES_INSIDE = {"linearGradient", "radialGradient", "filter"}
_NOT_DRAWN_IN_PLACE = {"defs", "clipPath", "mask"}
_TAGS = {name.lower(): name for name in (*ELEMENT_ATTRIBUTES, "clipPath")}
_BRACES = r"\{(?:[^{}<]|\{[^{}<]*\})*\}"  # a value in JSX: {2}, {"red"}, {{fill: "red"}}
# The rest of a tag runs to its ">"; where that or a quote is missing, to the next "<".
_TAG = re.compile(
    rf"""<(/?)\s*([A-Za-z][\w:.-]*)"""
    rf"""((?:{_BRACES}|"[^"<]*(?:"|(?=<)|\Z)|'[^'<]*(?:'|(?=<)|\Z)|[^<>"'{{]+|{{)*)(?:>|(?=<)|\Z)"""
)
_COMMENT_END = re.compile(r"--\s*>")
_ATTRIBUTE = re.compile(rf"""(?<![\w:.-])([A-Za-z_][\w:.-]*)\s*=\s*("[^"]*|'[^']*|{_BRACES}|[^\s"'>]+)""")
_JSX_STYLE = re.compile(r"""["']?([A-Za-z-]{1,40})["']?\s*:\s*("[^"]*|'[^']*|`[^`]*|[^,"'`]+)""")


def parse(text: str, notes: Counter[str]) -> tuple[Element, str]:
    """Read the SVG in `text`: (root, the text of its style sheets). Names are spelled as SVG does, values as they were.

    Raises:
        ValueError: there is no SVG in it.
    """
    source = find_svg(text, notes)
    root, styles = Element("svg"), []
    stack, opened = [root], False
    for closing, tag, attributes, content in islice(_tags(source), MAX_TAGS):
        if tag == "svg" and not closing and not opened:
            root.attrib.update(attributes)
            opened = True
        elif closing:
            _close(stack, tag, notes)
            if not stack:
                return root, "\n".join(styles)
        elif tag not in _INSIDE_SHAPES:  # these would count as siblings of their shapes
            while stack[-1].tag in _NO_SHAPES_INSIDE and tag in SHAPES | {"g"}:
                notes[f"closed <{stack.pop().tag}>"] += 1
            element = SubElement(stack[-1], tag, attributes)
            if tag == "style":
                styles.append(html.unescape(content))
            elif tag not in _LEAVES and tag not in WITHOUT_CONTENT and content != "/":
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
    if tag in _LEAVES or tag in WITHOUT_CONTENT:
        return  # closed where it began
    for i in range(len(stack) - 1, -1, -1):
        if stack[i].tag == tag:
            notes["closed what was open"] += i < len(stack) - 1
            _open_definitions(stack[i + 1 :])
            del stack[i:]
            return
    notes["closing tags without opening ones"] += tag in ELEMENT_ATTRIBUTES


def _open_definitions(elements: list[Element]) -> None:
    """Make groups of definitions that were never closed: what follows them was to be seen."""
    for element in elements:
        if element.tag in _NOT_DRAWN_IN_PLACE:
            element.tag = "g"


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
        if name.lower() in WITHOUT_CONTENT and not closing and not content and name.lower() not in unclosed:
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
    """Attributes as written, the first of several with one name; values in braces as JSX means them."""
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        if value[0] == "{" and value[-1] == "}":
            value = _jsx_value(value[1:-1].strip())
        else:
            value = value[1:] if value[0] in "\"'" else value.rstrip("/")
        attributes.setdefault("class" if name == "className" else name, NOT_XML.sub("", html.unescape(value)))
    return attributes


def _jsx_value(text: str) -> str:
    """What stands between braces: a number, a string, or an object of styles, which becomes CSS."""
    if not text.startswith("{"):
        return text.strip("\"'`")
    pairs = ((name, value.strip("\"'` ")) for name, value in _JSX_STYLE.findall(text[1:-1]))
    return ";".join(
        f"{re.sub('[A-Z]', lambda capital: '-' + capital[0].lower(), name)}:{value}" for name, value in pairs
    )
