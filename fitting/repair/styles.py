"""style="fill:red" and simple style sheets -> attributes, which is all that the competition allows.

Selectors of one part are understood: *, rect, .sky, #sun and rect.sky. Anything else (children, states, media) is not,
and its rules are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)  # an unclosed one ends with the text
MAX_RULES = 100


def inline(root: Element, sheet: str, notes: Counter[str]) -> None:
    """Turn the rules of `sheet` and the style attributes below `root` into attributes.

    As in a browser a rule overrules an attribute, one with an id another with a class, that one a bare name, the later
    one of two alike, and a style attribute all of them.
    """
    rules = sorted(_rules(sheet), key=lambda rule: rule[0])
    for element in root.iter():
        classes = set(element.attrib.pop("class", "").split())
        found = [declarations for _, selector, declarations in rules if _fits(element, classes, selector)]
        if "style" in element.attrib:
            found.append(_declarations(element.attrib.pop("style")))
        for declarations in found:
            element.attrib.update(declarations)
        notes["styles became attributes"] += bool(found)


def _rules(sheet: str) -> list[tuple[tuple[int, int], tuple[str, frozenset[str]], dict[str, str]]]:
    """(weight, (tag, marks), declarations) of every rule that is understood; marks are ".class" and "#id"."""
    rules = []
    for selectors, body in islice(_blocks(_COMMENT.sub("", sheet)), MAX_RULES):
        declarations = _declarations(body)
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match and (match[1] or match[2]):
                marks = frozenset(re.findall(r"[.#][\w-]+", match[2]))
                weight = 100 * match[2].count("#") + 10 * match[2].count(".") + bool(match[1] and match[1] != "*")
                rules.append(((weight, len(rules)), (match[1] or "*", marks), declarations))
    return rules[:MAX_RULES]


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Each text before an opening brace, with the text that follows, up to the next brace of either kind."""
    texts = re.split(r"([{}])", sheet)  # text, brace, text, brace, ..., text
    place = 0
    while place + 2 < len(texts):
        opens = texts[place + 1] == "{" and texts[place]
        if opens:
            yield texts[place], texts[place + 2]
        place += 4 if opens else 2


def _fits(element: Element, classes: set[str], selector: tuple[str, frozenset[str]]) -> bool:
    tag, marks = selector
    own = {f".{name}" for name in classes} | {f"#{element.get('id', '')}"}
    return tag in ("*", element.tag) and marks <= own


def _declarations(text: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}
