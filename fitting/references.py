"""Which elements an element refers to."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def references(element: Element) -> list[str]:
    """Return the ids that `element` itself refers to."""
    found = [value[1:] for name, value in element.attrib.items() if name == "href" and value.startswith("#")]
    for value in element.attrib.values():
        if "url(" in value:
            found.append(value.partition("#")[2].partition(")")[0].strip("'\" "))
    return found


def referred(element: Element, named: dict[str, Element], known: dict[str, Element]) -> dict[str, Element]:
    """Return `known` and all that `element` refers to, directly or through others, by id."""
    found = dict(known)
    waiting = list(element.iter())
    while waiting:
        for name in references(waiting.pop()):
            if name in named and name not in found:
                found[name] = named[name]
                waiting += named[name].iter()
    return found
