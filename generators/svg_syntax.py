"""Can a text that has been begun still become a valid SVG?  What a language model is held to, token by token.

    goes_on('<g><path fill="#d22" d="m2')             # True
    goes_on('<g><path fill="#d22" d="m2" c="58"')     # False: m takes pairs, and a path has no c

Of the grammar of SVG 1.1 (https://www.w3.org/TR/SVG11/paths.html#PathDataBNF and its attributes' types) those elements
are here that the prompt allows.  Sampling that leaves out what a grammar does not allow draws from the model's own
distribution over what is left (Willard and Louf 2023, "Efficient Guided Generation for Large Language Models").
"""

from __future__ import annotations

import string
from functools import cache

import regex  # re cannot tell that a text is the beginning of a match

from scoring.constraints import COMMON_ATTRIBUTES, ELEMENT_ATTRIBUTES
from support.css_colors import NAMED

ELEMENTS = (
    *("rect", "circle", "ellipse", "line", "polyline", "polygon", "path"),
    *("g", "defs", "linearGradient", "radialGradient", "stop"),
)
# No longer numbers than a drawing has use for, and each taken whole or not at all: "12" is never "1" and "2".
NUMBER = r"[-+]?+(?:\d{1,5}+(?:\.\d{0,4}+)?+|\.\d{1,4}+)(?!\d)"
_SPACE = r"\s{0,4}+"
_GAP = rf"{_SPACE},?+{_SPACE}"
SPACE = 16  # characters between two tags: a line's end and its indentation


def _numbers(count: int) -> str:
    return "(?:" + _GAP.join([NUMBER] * count) + ")"


def _repeated(arguments: str) -> str:
    return rf"{_SPACE}{arguments}(?:{_GAP}{arguments})*+{_SPACE}"


_ARC = _GAP.join([NUMBER] * 3 + ["[01]"] * 2 + [NUMBER] * 2)
_COMMANDS = {"MmLlTt": _numbers(2), "HhVv": NUMBER, "Cc": _numbers(6), "SsQq": _numbers(4), "Aa": f"(?:{_ARC})"}
_COMMAND = "|".join([f"[Zz]{_SPACE}", *(f"[{letters}]{_repeated(each)}" for letters, each in _COMMANDS.items())])
PATH = rf"{_SPACE}[Mm]{_repeated(_numbers(2))}(?:{_COMMAND})*+"
_TRANSFORMS = {"translate|scale": f"{NUMBER}(?:{_GAP}{NUMBER})?", "rotate": f"{NUMBER}(?:{_GAP}{_numbers(2)})?"}
_TRANSFORMS |= {"skewX|skewY": NUMBER, "matrix": _numbers(6)}
TRANSFORM = "|".join(rf"(?:{names})\({_SPACE}{each}{_SPACE}\){_GAP}" for names, each in _TRANSFORMS.items())
_NAMES = "|".join(["none", *sorted(NAMED)])
COLOR = rf"#(?:[\da-fA-F]{{3}}){{1,2}}|{_NAMES}|rgb\(\d{{1,3}}%?, ?\d{{1,3}}%?, ?\d{{1,3}}%?\)"

VALUES = {  # of attributes; any other is a word or two
    "d": PATH,
    "points": _repeated(_numbers(2)),
    "fill stroke": rf"{COLOR}|url\(#[\w-]{{1,40}}\)",
    "color stop-color": COLOR,
    "transform gradientTransform": rf"{_SPACE}(?:{TRANSFORM})*+",
    "width height x y cx cy r rx ry x1 x2 y1 y2 fx fy fr offset opacity fill-opacity stroke-opacity stop-opacity "
    "stroke-width stroke-miterlimit stroke-dashoffset": rf"{NUMBER}(?:%|px)?",
    "stroke-dasharray": _repeated(NUMBER),
    "viewBox": _numbers(4),
}
WORDS = r"[\w -]{1,40}"
LEFT_OUT = {"href"}  # gradients of their own are enough

# What a text can go on with, the soonest to end it first; by single characters whatever has been begun can go on.
_WAYS = ("-->", ")", '"', "/>", ">", *(f"</{name}>" for name in (*ELEMENTS, "svg")), '="', "none", " 0", "0")
_WAYS += ("/", *string.ascii_letters, *"-(#., ")

_TAG = regex.compile(r"<!--.*?-->|<[^>]*>", regex.DOTALL)
_COMMENT = regex.compile(r"<!--(?>[^-<>]|-(?!-))*+-->")


def goes_on(text: str) -> bool:
    """Whether a valid SVG can go on with `text` after its opening tag; any text can follow its end, </svg>.

    >>> goes_on('<circle r="5"/></svg>'), goes_on('<g></svg>'), goes_on("Sure! ")
    (True, False, False)
    """
    open_tags, end = ["svg"], 0
    for match in _TAG.finditer(text):
        tag = match.group()
        if not _is_space(text[end : match.start()]) or not _is_tag(tag, open_tags):
            return False
        end = match.end()
        if tag.startswith("</"):
            open_tags.pop()
            if not open_tags:
                return True
        elif not tag.endswith(("/>", "-->")):
            open_tags.append(_name(tag))
    begun = text[end:].lstrip()
    return _is_space(text[end : len(text) - len(begun)]) and _begins_tag(begun, open_tags)


def ending(text: str) -> str:
    """What brings a text that goes on to its end soon.

    >>> ending('<g><path d="m2 3c1 2')
    ' 0 0 0 0"/></g></svg>'
    """
    ended = text
    while not is_closed(ended):
        ended += next(way for way in _WAYS if goes_on(ended + way))
    return ended[len(text) :]


def is_closed(text: str) -> bool:
    """Whether the SVG has come to its end."""
    return "</svg>" in text


def _is_space(text: str) -> bool:
    return len(text) <= SPACE and not text.strip()


def _is_tag(tag: str, open_tags: list[str]) -> bool:
    if tag.startswith("<!--"):
        return _COMMENT.fullmatch(tag) is not None
    if tag.startswith("</"):
        return tag == f"</{open_tags[-1]}>"
    return _is_element(tag)


def _begins_tag(text: str, open_tags: list[str]) -> bool:
    if not text.startswith("<"):
        return not text
    if f"</{open_tags[-1]}>".startswith(text) or _COMMENT.fullmatch(text, partial=True):
        return True
    name = _name(text)
    if len(text) == 1 + len(name):  # the name itself may go on
        return any(element.startswith(name) for element in ELEMENTS)
    return _is_element(text, begun=True)


def _is_element(tag: str, begun: bool = False) -> bool:
    name = _name(tag)
    return name in ELEMENTS and _element(name).fullmatch(tag, partial=begun) is not None and _is_each_once(tag, name)


def _name(tag: str) -> str:
    return regex.match(r"<(\w*)", tag).group(1)


def _is_each_once(tag: str, name: str) -> bool:
    """Whether no attribute comes twice, nor must do so because one of its name has been begun."""
    *names, rest = regex.split(r'([\w-]+)="[^"]*+"', tag)
    names = names[1::2]
    left = _attributes(name) - set(names)
    begun = regex.match(r"\s+([\w-]+)(=?)", rest)
    can_end = not begun or any(one == begun[1] if begun[2] else one.startswith(begun[1]) for one in left)
    return can_end and len(names) == len(set(names))


@cache
def _attributes(name: str) -> frozenset[str]:
    return (ELEMENT_ATTRIBUTES[name] | COMMON_ATTRIBUTES) - LEFT_OUT


@cache
def _element(name: str) -> regex.Pattern:
    """Of a tag that opens an element, closed in itself or not."""
    values = {attribute: value for names, value in VALUES.items() for attribute in names.split()}
    attributes = "|".join(
        f'{attribute}="(?:{values.get(attribute, WORDS)})"' for attribute in sorted(_attributes(name))
    )
    return regex.compile(rf"<{name}(?:\s{{1,{SPACE}}}+(?:{attributes}))*+\s{{0,{SPACE}}}+/?>")
