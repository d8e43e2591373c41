"""The best picture within the bytes: step by step what costs least of what is seen for each byte."""

from __future__ import annotations

import heapq

from fitting.affine import IDENTITY
from fitting.deadline import late
from fitting.eye import Eye
from fitting.layers import Layer, Layers
from fitting.model import Node, Page, Use
from fitting.names import keep_worthiest
from fitting.outlines import touch
from fitting.sizes import Sizes
from fitting.steps import Changes, Step, Steps, subjects
from fitting.templates import inlined, placed
from fitting.textures import coarsen
from fitting.writing import write

_PART = 0.6  # of what is too much, that is saved before all is measured anew
_BATCH = 8  # steps that are taken before the picture is put together again
_TRIALS, _WORTHWHILE = 16, 10  # steps that are tried to be taken back, while there is room for so many bytes
_ERROR = 1.3  # times the room that an estimate of bytes may be, to be tried
_SHAKES, _SHAKEN = 2, 0.12  # times that more is taken away and then the best put back, and which part of the text
_LEAST = 40  # bytes that a round saves at least
# Length to budget; pixels at 512 that a point may move; the side of the viewBox with whole numbers as fine as that; is
# a size said beside it, or does it do for one?
_GRIDS = ((1.2, 0.25, 1000.0, True), (2.0, 0.35, 720.0, True), (4.0, 0.51, 500.0, False), (1e9, 0.64, 400.0, False))
_GUESSED, _MEASURED = 2, 6  # layers that are looked at where one step changes many alike
_NEGLIGIBLE = 10.0  # cost of a step that changes nothing for what else could be done there


class Search:
    """Takes steps on a page, which it changes, until its text fits.

    Args:
        page: the drawing.
        max_bytes: the budget.
        deadline: of time.monotonic(), after which nothing is measured any more; None: never.
    """

    def __init__(self, page: Page, max_bytes: int, deadline: float | None) -> None:
        self.page, self.max_bytes, self.deadline = page, max_bytes, deadline
        self.heap: list[tuple[float, int, Step]] = []  # by the cost of a byte
        self.count = 0
        self.offered: set = set()  # gradients, patterns and templates of which all uses can be changed together
        self.guesses: dict[tuple | None, float] = {}  # of what is exchanged within templates and tiles
        self.round = 0
        self.taken: list[Step] = []
        self.touched: dict[object, None] = {}  # subjects of what was taken back
        self.changed: dict[Layer, int] = {}  # the last round in which something changed where the layer is

    def run(self) -> str:
        """Return the text; raises ValueError when not even the empty page fits."""
        keep_worthiest(self.page, self.max_bytes)
        self.page.nodes = placed(self.page.nodes, IDENTITY)
        self.pixels, self.side, self.sized = _GRIDS[0][1:]
        text = self._spell()
        if len(text.encode()) <= self.max_bytes:
            return text
        self.pixels, self.side, self.sized = self._grid(len(text))
        coarsen(self.page)
        self.layers = Layers(self.page)  # which leaves out what is not on the page
        text = self._spell()
        self.eye = Eye(self.layers.picture)
        self.sizes = Sizes(self.layers, self.pixels)
        self.steps = Steps(self.layers, self.sizes)
        self._offer_all()
        text = self._reduced(text, self.max_bytes)
        if len(text.encode()) > self.max_bytes:
            raise ValueError(f"nothing of the drawing fits into {self.max_bytes} bytes")
        text = self._filled(text)
        best = self.eye.loss(), text
        for _ in range(_SHAKES):
            if self._late():
                break
            for subject in self.touched:
                self._offer_joint(subject)
            self.touched.clear()
            text = self._filled(self._reduced(text, (1 - _SHAKEN) * len(text)))
            best = min(best, (self.eye.loss(), text))
        return best[1]

    def _reduced(self, text: str, max_bytes: float) -> str:
        """Take steps until the text has no more bytes than that, or nothing is left to take."""
        pressure = 1.0
        while (excess := len(text.encode()) - max_bytes) > 0 and self.layers.all():
            estimated = self.sizes.whole([layer.node for layer in self.layers.layers if not layer.gone])
            wanted = max(pressure * _LEAST, _PART * excess * min(1.0, estimated / len(text)))
            self._save(wanted)
            shorter = self._spell()
            pressure = 1.0 if len(shorter) < len(text) - 0.2 * wanted else 2 * pressure
            text = shorter
        return text

    def _save(self, wanted: float) -> None:
        """Take steps that by their estimates save so many bytes, a few at a time."""
        while wanted > 0 and self.layers.all():
            self.round += 1
            chosen = self._choose(wanted)
            if not chosen:
                self._offer_all()
                continue
            boxes = [layer.box for step in chosen for layer, _ in step.changes]
            for step in chosen:
                self._take(step)
                wanted -= step.saved
            parts = self._expanded()
            self._see(boxes + [layer.box for layer in parts])
            for layer in parts:
                self._offer(self.steps.single(layer))

    def _expanded(self) -> list[Layer]:
        """Draw templates that have one use left in its place; return the layers of their parts."""
        parts = []
        for layer in self.layers.all():
            node = layer.node
            if isinstance(node, Use) and self.sizes.users[node.template] == 1 and node.opacity == 1:
                self.sizes.count(node, -1)
                found = self.layers.expand(layer, inlined(node))
                for part in found:
                    self.sizes.count(part.node, 1)
                parts += found
        return parts

    def _see(self, boxes: list[tuple[int, int, int, int]]) -> None:
        """Look at what has changed within the boxes, while anything is still measured."""
        if self._late():
            return
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        box = min(x0), min(y0), max(x1), max(y1)
        self.eye.look(self.layers.compose(box), box)

    def _filled(self, text: str) -> str:
        """Take back what there is room for after all, that first that gains most for its bytes."""
        ranked: list[tuple[float, int, Changes, int]] = []
        for option in self._taken_back():
            self._rank(ranked, option, 0)
        trials = accepted = 0
        while ranked and trials < _TRIALS and not self._late():
            _, _, option, measured = heapq.heappop(ranked)
            room = self.max_bytes - len(text.encode())
            if room < _WORTHWHILE:
                break
            if self._need(option) > _ERROR * room or not self._can_return(option):
                continue
            if measured < accepted:
                self._rank(ranked, option, accepted)
                continue
            trials += 1
            before = [(layer, None if layer.gone else layer.node) for layer, _ in option]
            self._return(option)
            longer = self._spell()
            if len(longer.encode()) > self.max_bytes:
                self._return(before)
                continue
            text, accepted = longer, accepted + 1
            self._see([layer.box for layer, _ in option])
            for layer, node in option:
                self._offer(self.steps.single(layer))
                self.touched.update(dict.fromkeys(subjects(node)))
        return text

    def _taken_back(self) -> list[Changes]:
        """What can be put back: all that a step changed, or each of it."""
        options: list[Changes] = []
        for step in self.taken:
            option = [(layer, base) for (layer, _), base in zip(step.changes, step.bases, strict=True)]
            options += [option] if len(option) == 1 else [option, *([change] for change in option)]
        return [option for option in options if self._can_return(option)]

    def _can_return(self, option: Changes) -> bool:
        if any(layer.expanded or (layer.group and layer.group.node.gone) for layer, _ in option):
            return False
        return all(layer.gone or layer.node is not node for layer, node in option)

    def _rank(self, ranked: list, option: Changes, measured: int) -> None:
        gain = -self._total(option, _MEASURED, self.eye.cost)
        if gain > 0:
            self.count += 1
            heapq.heappush(ranked, (-gain / max(_WORTHWHILE, self._need(option)), self.count, option, measured))

    def _need(self, option: Changes) -> float:
        """About how many bytes more it takes."""
        return self.sizes.added([layer.node for layer, _ in option if not layer.gone], [node for _, node in option])

    def _return(self, option: Changes) -> None:
        for layer, node in option:
            if not layer.gone:
                self.sizes.count(layer.node, -1)
            self.sizes.count(node, 1)
            self.layers.put(layer, node)

    def _spell(self) -> str:
        """The text as it is now, in the units in which whole numbers are fine enough."""
        return write(self.page, self.pixels * self.page.pixel, self.side, self.sized)

    def _grid(self, length: int) -> tuple[float, float, bool]:
        """How fine the numbers are: the coarser the more must go."""
        return next(grid for limit, *grid in _GRIDS if length / self.max_bytes < limit)

    # ------------------------------------------------------------------------------------------------ steps

    def _offer_all(self) -> None:
        for layer in self.layers.all():
            self._offer(self.steps.single(layer))
        for subject in dict.fromkeys(found for layer in self.layers.all() for found in subjects(layer.node)):
            self._offer_joint(subject)

    def _offer_joint(self, subject: object) -> None:
        if not self._late():
            self.offered.add(subject)
            self._offer(self.steps.joint(subject))

    def _offer(self, found) -> None:
        """Put steps among those to choose from, at a guess of what they cost."""
        for step in found:
            if step.saved > 0:
                if step.part is None or step.part not in self.guesses:
                    self.guesses[step.part] = self._total(step.changes, _GUESSED, self.eye.guess)
                step.cost = self.guesses[step.part]
                self._push(step)
            if self._late():
                break  # what leaves something out comes first, and needs no trial

    def _late(self) -> bool:
        return late(self.deadline)

    def _push(self, step: Step) -> None:
        self.count += 1
        heapq.heappush(self.heap, (step.cost / step.saved, self.count, step))

    def _total(self, changes: Changes, most: int, look) -> float:
        """What changes cost; where there are many, by those of the largest layers."""
        if len(changes) > most:
            changes = sorted(changes, key=lambda change: -_area(change[0].box))
            whole = sum(_area(layer.box) for layer, _ in changes)
            changes = changes[:most]
            return whole / sum(_area(layer.box) for layer, _ in changes) * self._sum(changes, look)
        return self._sum(changes, look)

    def _sum(self, changes: Changes, look) -> float:
        return sum(self.layers.cost(layer, node, look) for layer, node in changes)

    def _choose(self, wanted: float) -> list[Step]:
        """A few steps of least cost a byte, which do not touch each other, and save `wanted` bytes or less."""
        chosen: list[Step] = []
        later: list[Step] = []
        boxes: list[tuple[int, int, int, int]] = []  # where the chosen ones change something
        renewed: set = set()
        while self.heap and wanted > 0 and len(chosen) < _BATCH and len(later) < _BATCH:
            step = heapq.heappop(self.heap)[2]
            if not step.stands():
                if step.subject is not None and step.subject not in renewed:
                    renewed.add(step.subject)
                    self._offer_joint(step.subject)
            elif any(touch(layer.box, box) for layer, _ in step.changes for box in boxes):
                later.append(step)
            elif not self._late() and step.measured <= max(self.changed.get(layer, 0) for layer, _ in step.changes):
                step.cost = self._total(step.changes, _MEASURED, self.eye.cost)
                step.measured = self.round
                self._push(step)
            else:
                chosen.append(step)
                boxes += [layer.box for layer, _ in step.changes]
                wanted -= step.saved
        for step in later:
            self._push(step)
        return chosen

    def _take(self, step: Step) -> None:
        if step.template is not None:
            step.template.nodes = step.nodes
        else:
            self.taken.append(step)
        for layer, node in step.changes:
            self._put(layer, layer.node if step.template is not None else node, step.cost > _NEGLIGIBLE)
        if step.template is not None:
            self._offer_joint(step.template)
        new = {found: None for _, node in step.changes if node is not None for found in subjects(node)}
        for subject in new:
            if subject not in self.offered:
                self._offer_joint(subject)

    def _put(self, layer: Layer, node: Node | None, seen: bool) -> None:
        self.sizes.count(layer.node, -1)
        self.sizes.count(node, 1)
        self.layers.put(layer, node)
        if node is not None and not self._late():
            self._offer(self.steps.single(layer))
        for other in self.layers.all() if seen else ():
            if touch(layer.box, other.box):
                self.changed[other] = self.round


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])

