"""style="fill:red" and style sheets -> attributes, which is all that the competition allows.

tinycss2 reads the CSS, cssselect2 says which rules fit which element, and the cascade is CSS's own: attributes, rules
by specificity and order, the style attribute, then the same again for what is `!important` (CSS Cascading Level 4).
Custom properties (`--sky: #8ecae6; fill: var(--sky)`, CSS Custom Properties Level 1) are inherited and put in.
"""

from __future__ import annotations

import re
from collections import ChainMap, Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2.ast import FunctionBlock, Node

from fitting.repair.notes import LOST

MAX_SHEET = 40_000  # characters of all style sheets together
MAX_STEPS = 500_000  # comparisons of selectors with elements; about two seconds
MAX_COMBINATORS = 12
MAX_TOKENS = 400  # of a value in which custom properties were put in: they may ask for one another
MAX_BRACKETS = 40  # nested in one value
MAX_NESTED = 100  # in all
_APPLIED = {"supports", "layer", "container"}  # at-rules whose content is taken as it stands
_SEEN_ON = {"all", "screen", "only", "and", "prefers-color-scheme", "light", "prefers-reduced-motion", "no-preference"}
_LONG_NUMBER = re.compile(r"(\d{40})\d+")
_BRACKET = re.compile(r"[][(){}]")
_SPACE = ("whitespace", "comment")

Declarations = list[tuple[str, list[Node]]]
Variables = ChainMap[str, list[Node] | None]


def inline(root: Element, sheet: str, notes: Counter[str]) -> None:
    """Turn the rules of `sheet` and the style attributes below `root` into attributes; var() becomes what it names."""
    wrappers = list(cssselect2.ElementWrapper.from_xml_root(root).iter_subtree())
    matcher = _matcher(sheet, wrappers, notes)
    cascaded = [_cascade(wrapper, matcher) for wrapper in wrappers]  # all before any attribute is changed
    variables: dict[Element, Variables] = {}
    for wrapper, declarations in zip(wrappers, cascaded, strict=True):
        element = wrapper.etree_element
        inherited = variables[wrapper.parent.etree_element] if wrapper.parent is not None else ChainMap()
        own = {name: tokens for name, tokens in declarations.items() if name.startswith("--")}
        variables[element] = _resolved(own, inherited)
        for name in ("class", "style"):
            element.attrib.pop(name, None)
        for name, value in element.attrib.items():
            if "var(" in value:
                element.set(name, _text(tinycss2.parse_component_value_list(_bounded(value)), variables[element]))
        for name in declarations.keys() - own.keys():
            element.set(name, _text(declarations[name], variables[element]))
        notes["styles became attributes"] += bool(declarations)


def _cascade(wrapper: cssselect2.ElementWrapper, matcher: cssselect2.Matcher) -> dict[str, list[Node]]:
    """What the style sheet and the style attribute say of an element, without what is overruled."""
    sources = [declarations for *_, pseudo, declarations in matcher.match(wrapper) if pseudo is None]
    style = wrapper.etree_element.get("style", "")
    sources.append(_declarations(tinycss2.parse_blocks_contents(_bounded(style))) if ":" in style else ([], []))
    return dict(declaration for important in (0, 1) for source in sources for declaration in source[important])


def _bounded(text: str) -> str:
    """What tinycss2 reads in linear time: up to brackets nested too deep, and with no more digits than a number has."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match[0] in "([{" else max(0, depth - 1)
        if depth > MAX_NESTED:
            text = text[: match.start()]
            break
    return _LONG_NUMBER.sub(r"\1", text)


def _declarations(nodes: list[Node]) -> tuple[Declarations, Declarations]:
    """(normal ones, important ones)."""
    found: tuple[Declarations, Declarations] = ([], [])
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            found[node.important].append((name, node.value))
    return found


# ---------------------------------------------------------------- selectors


def _matcher(sheet: str, wrappers: list[cssselect2.ElementWrapper], notes: Counter[str]) -> cssselect2.Matcher:
    """All rules that can be followed; what their selectors may cost together is bounded."""
    matcher, steps = cssselect2.Matcher(), 0
    depth = max(len(wrapper.ancestors) for wrapper in wrappers) + 1
    width = max(len(wrapper.etree_element) for wrapper in wrappers) + 1
    notes[f"{LOST}the end of a long style sheet"] += len(sheet) > MAX_SHEET
    sheet = sheet[:MAX_SHEET]
    rules = tinycss2.parse_stylesheet(_bounded(sheet).replace("<![CDATA[", " ").replace("]]>", " "), True, True)
    namespaces = {"svg": ""} | {
        token.value: ""
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "namespace"
        for token in rule.prelude
        if token.type == "ident"
    }
    for prelude, content in _rules(rules, notes):
        declarations = _declarations(tinycss2.parse_blocks_contents(content))
        try:
            cost = len(wrappers) * _cost(prelude, depth, width, len(wrappers))
            if steps + cost > MAX_STEPS:
                raise cssselect2.SelectorError("too costly")
            selectors = cssselect2.compile_selector_list(prelude, namespaces)
        except (cssselect2.SelectorError, NotImplementedError, SyntaxError, RecursionError):
            notes[f"{LOST}the style rule {_text(prelude, ChainMap())[:40]!r}"] += 1
            continue
        steps += cost
        for selector in selectors:
            matcher.add_selector(selector, declarations)
    return matcher


def _rules(nodes: list[Node], notes: Counter[str], depth: int = 4) -> Iterator[tuple[list[Node], list[Node]]]:
    """(selectors, declarations) of each rule, with those of @media that hold for a page on a screen."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node.prelude, node.content
        elif node.type == "at-rule" and node.content is not None and depth:
            keyword = node.lower_at_keyword
            if keyword in _APPLIED or (keyword == "media" and _is_seen(node.prelude)):
                yield from _rules(tinycss2.parse_rule_list(node.content, True, True), notes, depth - 1)
            else:
                notes[f"left out @{keyword[:20]}"] += 1
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            notes[f"{LOST}an @import"] += 1


def _is_seen(query: list[Node]) -> bool:
    """Whether one of a list of media queries holds on any screen."""
    return any(all(word in _SEEN_ON for word in _words(part)) for part in _split(query, ","))


def _words(tokens: list[Node]) -> Iterator[str]:
    """The words of a media query; "?" for what is neither a word nor a bracket around words."""
    for token in tokens:
        if token.type == "() block":
            yield from _words(token.content)
        elif token.type == "ident":
            yield token.lower_value
        elif token.type not in _SPACE and token != ":":
            yield "?"


def _cost(tokens: list[Node], depth: int, width: int, count: int) -> float:
    """Comparisons that a list of selectors may take for one element: cssselect2 tries each way to match "a b c"."""
    total = 0.0
    for part in _split(tokens, ","):
        cost, combinators = 1.0, 0
        for before, token in zip([None, *part], part, strict=False):
            arguments = getattr(token, "arguments", None)
            if token.type == "whitespace" and before is not None:
                cost, combinators = cost * depth, combinators + 1
            elif token in ("~", "+", ">"):
                cost, combinators = cost * (width if token == "~" else 1), combinators + 1
            elif token.type == "ident" and token.lower_value.endswith("-of-type"):
                cost *= width
            elif arguments is not None:
                inner = count if token.lower_name == "has" else width if token.lower_name.startswith("nth-") else 1
                cost *= inner * max(1.0, _cost(arguments, depth, width, count))
        total += cost if combinators <= MAX_COMBINATORS else float("inf")
    return total


def _split(tokens: list[Node], at: str) -> list[list[Node]]:
    """The parts between commas, without white space around them."""
    parts: list[list[Node]] = [[]]
    for token in tokens:
        if token == at:
            parts.append([])
        elif parts[-1] or token.type not in _SPACE:
            parts[-1].append(token)
    for part in parts:
        while part and part[-1].type in _SPACE:
            part.pop()
    return parts


# ---------------------------------------------------------------- custom properties


def _resolved(own: dict[str, list[Node]], inherited: Variables) -> Variables:
    """The custom properties of an element; those that name one another in a circle have no value."""
    if not own:
        return inherited
    waiting, known = dict(own), inherited.new_child()

    def find(name: str) -> list[Node] | None:
        if name in waiting:
            known[name] = None  # while it is looked for, so that circles end
            known[name] = _substitute(waiting.pop(name), find)
        return known.get(name)

    for name in own:
        with suppress(RecursionError):  # a chain of hundreds
            find(name)
    return known


def _text(tokens: list[Node], variables: Variables) -> str:
    """A value as text; where a custom property is missing, as it was written."""
    found = _substitute(tokens, variables.get)
    return tinycss2.serialize(tokens if found is None else found).strip()


def _substitute(tokens: list[Node], find: Callable[[str], list[Node] | None], depth: int = 0) -> list[Node] | None:
    """`tokens` with every var() put in; None where one is missing, or the value grows too long or too deep."""
    found: list[Node] = []
    for token in tokens:
        if token.type != "function":
            found.append(token)
            continue
        if token.lower_name == "var":
            name, *fallback = _split(token.arguments, ",")
            inside = find(name[0].value) if name and name[0].type == "ident" and depth < MAX_BRACKETS else None
            if inside is None and fallback and depth < MAX_BRACKETS:
                inside = _substitute([part for parts in fallback for part in parts], find, depth + 1)
        else:
            inside = _substitute(token.arguments, find, depth + 1) if depth < MAX_BRACKETS else None
        if inside is None or len(found) + len(inside) > MAX_TOKENS:
            return None
        if token.lower_name != "var":
            inside = [FunctionBlock(token.source_line, token.source_column, token.name, inside)]
        found += inside
    return found
