"""What nearly fits: the text as it was written, without what is missed least.

Where every number is written anew, if only a hundredth of a pixel off, the judge sees a little of it everywhere; what
is left as it was is the same to the last bit.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from fitting import colors
from fitting.affine import IDENTITY
from fitting.deadline import late
from fitting.eye import Eye
from fitting.layers import SIDE, Layer, Layers
from fitting.model import Group, Node, Page, Shape
from fitting.outlines import touch
from fitting.references import references
from fitting.templates import placed
from fitting.variants import flatter
from fitting.writing import NAMESPACE, element_text

_MOST = 2.0  # times the budget, from which on nobody need look
_LEAST = 12  # bytes that a step saves


def nearly_fits(page: Page, max_bytes: int) -> bool:
    """Whether so little must go that it is worth looking what can be done without."""
    return _Source(page.source).size() <= _MOST * max_bytes


def prune(page: Page, max_bytes: int, most_lost: float, deadline: float | None) -> tuple[str, float] | None:
    """Return the document that a page was read from without what costs least of the picture for its bytes.

    Args:
        page: as it was read; it is of no use afterwards.
        max_bytes: the budget.
        most_lost: how much of what the judge sees may go, as 1 - SSIM of its picture.
        deadline: of time.monotonic(), after which it gives up; None: never.

    Returns:
        The text, of which all that is left is written as it was, and what is lost; None where too much must go.
    """
    return _Pruning(page).run(max_bytes, most_lost, deadline)


class _Pruning:
    """Takes elements out of a document and colour gradients out of its shapes, the least missed first."""

    def __init__(self, page: Page) -> None:
        self.source = _Source(page.source)
        page.nodes = placed(page.nodes, IDENTITY)
        self.layers = Layers(page)
        self.eye = Eye(self.layers.picture)
        self.heap: list[tuple] = []  # (cost of a byte, count, layer, the node before, the node after, round measured)
        self.count = self.round = 0
        self.changed: dict[Layer, int] = {}  # the last round in which something changed where the layer is
        for element in _unseen(page.nodes):
            self.source.remove(element)

    def run(self, max_bytes: int, most_lost: float, deadline: float | None) -> tuple[str, float] | None:
        for layer in self.layers.all():
            self._offer(layer)
        size, lost = self.source.size(), 0.0
        while size > max_bytes:
            if not self.heap or late(deadline):
                return None
            _, _, layer, before, after, measured = heapq.heappop(self.heap)
            if layer.gone or layer.node is not before:
                continue
            if measured < self.changed.get(layer, 0):
                self._push(layer, after, self.eye.cost)
                continue
            self._take(layer, after)
            size, lost = self.source.size(), self.eye.loss() / SIDE**2
            if lost > most_lost:
                return None
        return self.source.text(), lost

    def _offer(self, layer: Layer) -> None:
        """Put what can be done to a layer among what is chosen from, at a guess of its cost."""
        node = layer.node
        if isinstance(node, Group) or node.source is None:
            return
        self._push(layer, None, self.eye.guess)
        if isinstance(node, Shape):
            for flat in flatter(node, layer, self.layers):
                if {**flat.style, "fill": 0} == {**node.style, "fill": 0}:
                    self._push(layer, flat, self.eye.guess)

    def _push(self, layer: Layer, after: Node | None, look) -> None:
        saved = self.source.saved(layer.node.source, None if after is None else _paint(after))
        if saved >= _LEAST:
            self.count += 1
            measured = -1 if look == self.eye.guess else self.round
            cost = self.layers.cost(layer, after, look)
            heapq.heappush(self.heap, (cost / saved, self.count, layer, layer.node, after, measured))

    def _take(self, layer: Layer, after: Node | None) -> None:
        element = layer.node.source
        if after is None:
            self.source.remove(element)
        else:
            self.source.change(element, _paint(after))
        self.round += 1
        self.layers.put(layer, after)
        self.eye.look(self.layers.compose(layer.box), layer.box)
        for other in self.layers.all():
            if touch(layer.box, other.box):
                self.changed[other] = self.round
        if after is not None:
            self._offer(layer)


def _paint(shape: Shape) -> dict[str, str]:
    """The attribute that says in which colour a shape is filled, if in any."""
    fill = shape.style["fill"]
    return {"fill": fill if fill == "none" else colors.spell(fill)}


def _unseen(nodes: list[Node]) -> Iterator[Element]:
    """The elements of nodes that are left out."""
    for node in nodes:
        if isinstance(node, Group):
            yield from _unseen(node.nodes)
        elif node.gone and node.source is not None:
            yield node.source


class _Source:
    """A document, as elements that can be taken out."""

    def __init__(self, root: Element) -> None:
        root.set("xmlns", NAMESPACE)
        self.root = root
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.named = {element.get("id"): element for element in root.iter() if element.get("id")}
        self.users = Counter(name for element in root.iter() for name in references(element))
        for element in root.iter():
            element.text = element.tail = None

    def size(self) -> int:
        return _bytes(self.root)

    def text(self) -> str:
        return element_text(self.root)

    def saved(self, element: Element, attributes: dict[str, str] | None) -> int:
        """About how many bytes go when the element goes, or gets other attributes."""
        if attributes is None:
            freed = Counter(name for inner in element.iter() for name in references(inner))
            return _bytes(element) + self._defined(freed)
        changed = Element(element.tag, {**element.attrib, **attributes})
        freed = Counter(references(element))
        freed.subtract(references(changed))
        return _bytes(Element(element.tag, element.attrib)) - _bytes(changed) + self._defined(freed)

    def _defined(self, freed: Counter) -> int:
        """The bytes of what nothing refers to without these references."""
        idle = [name for name, times in freed.items() if name in self.named and times >= self.users[name]]
        return sum(_bytes(self.named[name]) for name in idle)

    def change(self, element: Element, attributes: dict[str, str]) -> None:
        before = references(element)
        element.attrib.update(attributes)
        self.users.update(references(element))
        self._released(before)

    def remove(self, element: Element) -> None:
        """Take out an element, what only it refers to, and the groups that are empty without it."""
        parent = self.parents.pop(element, None)
        if parent is None:
            return
        parent.remove(element)
        self._released([name for inner in element.iter() for name in references(inner)])
        if not len(parent) and parent.tag in ("g", "defs") and not self.users[parent.get("id")]:
            self.remove(parent)

    def _released(self, names: list[str]) -> None:
        for name in names:
            self.users[name] -= 1
            definition = self.named.get(name)
            if not self.users[name] and definition in self.parents and self.parents[definition].tag == "defs":
                self.remove(definition)


def _bytes(element: Element) -> int:
    return len(element_text(element).encode())
