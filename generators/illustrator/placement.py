"""A place in the picture for one thing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .drawings import load
from .people.cast import is_person
from .people.person import Person
from .words.scene import Item
from .words.sizes import LARGE, SMALL
from .words.vocabulary import THINGS


def bulk(item: Item) -> float:
    """How large something is among others: 1.3, 1 or 0.75."""
    return 1.3 if item.noun in LARGE else 0.75 if item.noun in SMALL else 1.0


@dataclass
class Placement:
    """An item standing on (x, y) (its frame's bottom centre), `size` pixels wide."""

    item: Item
    x: float
    y: float
    size: float
    turn: float = 0.0
    role: str = "subject"
    person: Person | None = None  # how a person looks
    seated: bool = False  # whether a person's seat is at (x, y), not its feet
    aloft: bool = False  # in the air: it casts no shadow where it is
    left: bool = False  # whether a person looks to the left

    def scaled(self, k: float, dx: float, dy: float) -> "Placement":
        """The same place in a picture drawn `k` times as large, and moved."""
        return replace(self, x=k * self.x + dx, y=k * self.y + dy, size=k * self.size)

    def inside(self, anchor: tuple[float, float, float]) -> tuple[float, float, float]:
        """A place in the 100 x 100 frame -> pixels: x, y, width."""
        k = self.size / 100
        return self.x + (anchor[0] - 50) * k, self.y + (anchor[1] - 100) * k, anchor[2] * k


def abreast(items: list[Item], slim: float, left: float, width: float) -> Iterator[tuple[Item, float, float, float]]:
    """Items side by side: each with its share of the width, the middle of that, and how wide a share of 1 is.

    Args:
        slim: the share of a person; things have theirs by their bulk.
    """
    shares = [slim if is_person(item) else bulk(item) for item in items]
    unit, x = width / sum(shares), left
    for item, share in zip(items, shares, strict=True):
        yield item, share, x + unit * share / 2, unit
        x += unit * share


def copies(item: Item, plural: int = 3) -> int:
    """How many to draw."""
    if "stacked" in item.traits and load(f"{item.noun}stack"):  # drawn as a stack
        return 1
    several = item.noun.endswith("s") and not item.noun.endswith(("us", "ss"))
    several = several and item.noun != "strawberries"
    if item.noun in THINGS and several and not item.count:  # drawn as several already, such as pancakes
        return 1
    return min(24, item.count or (plural if item.plural else 1))
