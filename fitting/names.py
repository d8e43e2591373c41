"""Readable ids: kept as long as there are bytes for them, those of the largest things longest."""

from __future__ import annotations

from fitting.model import Group, Node, Page
from fitting.painting import can_paint, extent

_PART = 0.03  # of the budget, that names may take of a drawing that is too long
_BYTES, _GROUP = len(' id=""'), len("<g></g>")


def drop_names(nodes: list[Node]) -> None:
    """Take the names off all nodes."""
    for node in nodes:
        node.id = ""
        if isinstance(node, Group):
            drop_names(node.nodes)


def keep_worthiest(page: Page, max_bytes: int) -> None:
    """Take off the names of the smallest things, until the others take a small part of the budget."""
    room = _PART * max_bytes
    for node in sorted(_named(page.nodes), key=lambda node: -_area(node)):
        room -= _BYTES + len(node.id.encode()) + (_GROUP if isinstance(node, Group) else 0)
        if room < 0:
            node.id = ""


def _named(nodes: list[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found += [node] if node.id else []
        found += _named(node.nodes) if isinstance(node, Group) else []
    return found


def _area(node: Node) -> float:
    box = extent(node) if can_paint(node) else None
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0.0
