"""More layers than memory holds: those that are seen least are left out before the rest is measured.

Each layer of fitting/layers.py keeps 36 bytes for each pixel of its box.  A few hundred translucent sheets that fill
the page would take gigabytes, and no budget has room for so many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from fitting.model import Group, Node

MOST_PIXELS = 5_000_000  # of all layers together: 180 MB; a full drawing has two million
_OPAQUE = 1 / 256  # what lets less through hides all below


@dataclass
class _Leaf:
    """A node that is no group; `alpha` is how much of the picture it makes, `pixels` are those of its box."""

    node: Node
    siblings: list[Node]
    opacity: float  # of the groups around it
    group: Group | None  # the outermost that fades, which has a layer of its own
    alpha: float = 0.0
    pixels: int = 0


def thin(nodes: list[Node], paint: Callable, most_pixels: Callable[[Node], int], side: int) -> None:
    """Remove nodes until the boxes of all that is left have about `MOST_PIXELS` or less.

    Args:
        nodes: the page's, changed in place, those of its groups too.
        paint: (node, siblings) -> its layer, or None where nothing of it is on the page.
        most_pixels: node -> at most so many the box of its layer has, at a glance.
        side: of the page in pixels.
    """
    leaves = list(_leaves(nodes, 1.0, None))
    inside = Counter(leaf.group for leaf in leaves if leaf.group is not None)
    if len(inside) * side**2 + sum(most_pixels(leaf.node) for leaf in leaves) <= MOST_PIXELS:
        return
    _look(leaves, paint, np.ones((side, side, 1), np.float32))
    pixels, dropped = len(inside) * side**2 + sum(leaf.pixels for leaf in leaves), set()
    for leaf in sorted(leaves, key=lambda leaf: leaf.alpha):
        if leaf.alpha > 0 and pixels <= MOST_PIXELS:
            break
        dropped.add(leaf.node)
        inside[leaf.group] -= 1
        pixels -= leaf.pixels + side**2 * (inside[leaf.group] == 0)
    _keep(nodes, dropped)


def _leaves(nodes: list[Node], opacity: float, group: Group | None) -> Iterator[_Leaf]:
    """All that is no group, the lowest first."""
    for node in nodes:
        if isinstance(node, Group):
            yield from _leaves(node.nodes, opacity * node.opacity, group or (node if node.opacity < 1 else None))
        else:
            yield _Leaf(node, nodes, opacity, group)


def _look(leaves: list[_Leaf], paint: Callable, through: np.ndarray) -> None:
    """See what each makes of the picture, from the topmost down; `through` (H, W, 1) is what those above let pass."""
    for leaf in reversed(leaves):
        if through.max() < _OPAQUE:
            break
        layer = paint(leaf.node, leaf.siblings)
        if layer is not None:
            alpha = leaf.opacity * layer.paint[..., 3:]
            leaf.alpha, leaf.pixels = float((alpha * through[layer.region]).sum()), alpha.size
            through[layer.region] *= 1 - alpha


def _keep(nodes: list[Node], dropped: set[Node]) -> None:
    """Remove the nodes that are dropped, and the groups that are empty then."""
    for node in nodes:
        if isinstance(node, Group):
            _keep(node.nodes, dropped)
    nodes[:] = [node for node in nodes if node not in dropped and not (isinstance(node, Group) and not node.nodes)]
