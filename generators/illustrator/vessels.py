"""What is in vessels: heaped above a rim that hides its lower part, or seen through glass."""

from .canvas.canvas import SIZE
from .people.cast import is_person
from .placement import Placement, copies
from .things import load
from .words.scene import Item

ACROSS = 3  # small things side by side in an opening
RISE, SUNK = 0.66, 0.16  # of a thing's size: a row above the one below; what the rim hides of the lowest
# What shows what is in it: x, low edge and width of the room inside.
GLASS = {"jar": (50, 95, 56), "bottle-clear": (50, 94, 40), "bottle-lying": (38, 95, 42), "dome-clear": (50, 92, 62),
         "bag-clear": (50, 88, 50), "snowglobe": (50, 66, 44), "room-isometric": (50, 84, 40)}  # fmt: skip


def rows_of(count: int) -> list[int]:
    """How many lie in each row of a heap, the lowest first: from four on in two rows, from eight on in three."""
    if count < 4:
        return [count]
    first = count // 2 + 1 if count < 8 else -(-count // 3) + 1
    second = min(first - 1, count - first)
    rest = count - first - second
    return [row for row in (first, second, rest) if row > 0]


def heap(row: list[Item], x: float, y: float, wide: float, sunk: float = SUNK) -> list[Placement]:
    """Up to twelve things at an opening `wide` pixels across, its rim at y; the upper rows first."""
    lengths, places, start = rows_of(len(row)), [], 0
    across = max(lengths[0], ACROSS if all(map(small, row)) else min(2, len(row)))
    size = (1.06 if sunk else 0.98) * wide / across
    for up, length in enumerate(lengths):
        for k, item in enumerate(row[start : start + length]):
            low, grown = (0.45, 1.5) if is_person(item) else (sunk, 1.0) if small(item) or not sunk else (0.35, 1.3)
            at = x + 0.92 * size * (k - (length - 1) / 2)
            places.insert(0, Placement(item, at, y + (low - RISE * up) * size, grown * size))
        start += length
    return places


def small(item: Item) -> bool:
    """Whether several of an item fit in a bowl: what lies on tables, and has no head."""
    thing = load(item.noun)
    lies = thing is not None and thing.place == "table" and not thing.anchor("head")
    return item.kind == "solid" or (item.kind == "thing" and lies)


def filled(a: Item, b: Item) -> list[Placement]:
    """Small things, or several, in an open vessel; nothing where the vessel has no such opening."""
    thing = load("bowl-empty" if b.noun == "bowl" else b.noun)
    opening = thing.anchor("holds") if thing else None
    if not opening or is_person(a) or a.kind not in ("thing", "solid") or not (small(a) or 1 < copies(a) < 13):
        return []
    base = Placement(b, SIZE / 2, 490, 400 * min(1.1, b.size))
    return [*heap([a] * min(12, copies(a)), *base.inside(opening)), base]


def glazed(a: Item, b: Item) -> list[Placement]:
    """What is in a glass vessel, in front of its back; nothing where the vessel shows no content."""
    seen = next((name for trait in b.traits if (name := f"{b.noun}-{trait}") in GLASS), b.noun)
    if seen not in GLASS:
        return []
    base = Placement(b, SIZE / 2, 494, 460 * min(1.0, b.size))
    x, y, wide = base.inside(GLASS[seen])
    if copies(a) == 1:
        return [base, Placement(a, x, y, wide * min(1.0, a.size), aloft=True)]
    return [base, *heap([a] * min(12, copies(a)), x, y, wide, sunk=0.0)]


# Where on a tree's crown birds sit: parts of its width, from its middle and from its foot.
PERCHES = ((-0.16, 0.86), (0.12, 0.8), (-0.02, 0.66), (-0.27, 0.64), (0.26, 0.6), (0.06, 0.5), (-0.14, 0.5), (0.2, 0.4))


def perched(a: Item, b: Item) -> list[Placement]:
    """Several in the crown of a tree; nothing elsewhere."""
    if b.noun != "tree" or b.kind != "thing":
        return []
    base, wide = Placement(b, SIZE / 2, 494, 478), 82 * min(1.0, a.size)
    spots = PERCHES[: max(1, copies(a))]
    return [base, *(Placement(a, SIZE / 2 + x * 478, 494 - y * 478 + wide / 2, wide, aloft=True) for x, y in spots)]
