"""Paths of one style become one path where that draws the same."""

from __future__ import annotations

from dataclasses import dataclass

from fitting.model import Node, Shape
from fitting.outlines import Box
from fitting.painting import can_paint, extent
from fitting.sharing import Item

_REACH = 40  # how many siblings are looked back over


@dataclass(eq=False)
class Entry:
    """A node with what will be written of it, and the box that it draws within; None: it may be anywhere."""

    node: Node
    item: Item
    box: Box | None


def merge(entries: list[Entry], joined) -> list[Entry]:
    """Return the entries with paths put into an earlier path of the same style, where nothing in between is touched.

    `joined` is (Shape, Entry, Entry) -> Item: what to write for the joined shape.
    """
    result: list[Entry] = []
    for entry in entries:
        place = _place(result, entry) if _plain(entry) else None
        if place is None:
            result.append(entry)
            continue
        earlier = result[place]
        shape = Shape([*earlier.node.outline, *entry.node.outline], earlier.node.style)
        result[place] = Entry(shape, joined(shape, earlier.item), _union(earlier.box, entry.box))
    return result


def _place(before: list[Entry], entry: Entry) -> int | None:
    """Where among `before` the entry's path can join another."""
    for i in range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1):
        other = before[i]
        touching = other.box is None or _touch(other.box, entry.box)
        if _plain(other) and other.item.style == entry.item.style and (not touching or _line_only(entry.node)):
            return i
        if touching:
            return None
    return None


def _plain(entry: Entry) -> bool:
    node = entry.node
    return (
        isinstance(node, Shape)
        and entry.item.tag == "path"
        and entry.box is not None
        and not (entry.item.transform or "id" in entry.item.own or "opacity" in entry.item.own)
        and not any(value.startswith("url") for value in entry.item.style.values())
    )


def _line_only(shape: Shape) -> bool:
    """Whether it is a solid line, which may cross another of its kind within one path."""
    return shape.style.get("fill") == "none" and shape.style.get("stroke-opacity", 1.0) == 1.0


def box(node: Node) -> Box | None:
    """Return a box that holds all that is drawn of the node; None where that is not known."""
    return extent(node) if can_paint(node) else None


def _touch(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
