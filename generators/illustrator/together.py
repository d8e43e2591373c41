"""Several kinds of things, or many of one: each gets room of its own, so that all can be seen and counted."""

import math
from dataclasses import replace

from .arrangements import grounded, side_by_side
from .canvas.canvas import SIZE
from .people.cast import is_person
from .placement import Placement, abreast, copies
from .setting import home
from .things import load, variant
from .words.scene import Item, Scene

JOINED = {"and", "beside", "with", "over", "under", "on", "left", "right", "between", "behind", "front", "bears",
          "of", "flying"}
LINED_UP = {"left", "right", "between"}
MARGIN, MOST = 14, 40
# What several things stand on; and what does not stand on it, but beside.
BEARING = set("""
desk woodtable nightstand dresser bench couch bed cart box filingcabinet stool piano pooltable stove raft branch fence
shelf plate tray chest bookshelf crib rock log toolbox fireplace suitcase roof wheelbarrow sled
""".split())  # noqa: SIM905 - a table of words reads better as text
BESIDE = {"chair", "washingmachine", "stove", "oven", "woodtable", "door", "window", "rug", "bathtub", "toilet",
          "sink", "officechair", "couch", "armchair", "bed", "desk", "dresser", "stool", "bookshelf", "refrigerator"}
ABOVE, BELOW = {"over", "on"}, {"under", "bears"}  # "A over B", "A under B": where A goes


def gathers(items: list[Item]) -> bool:
    """Whether these visible things, subject first, are laid out here."""
    relations = {item.relation for item in items[1:]}
    total = sum(copies(item) for item in items)
    if len(items) < 2 or not relations <= JOINED or total > MOST:
        return False
    several = total > 2 and not (len(items) == 2 and relations <= {"on", "bears"})
    return len(items) > 2 or several or bool(relations & LINED_UP)


def with_people(items: list[Item]) -> bool:
    """Whether these visible things are people and few others, side by side."""
    total, relations = sum(copies(item) for item in items), {item.relation for item in items[1:]}
    return any(map(is_person, items)) and len(items) > 1 and 2 < total < 5 and relations <= {"and", "beside", "with",
    "flying"}


def before_crowd(items: list[Item]) -> bool:
    """Whether somebody is before, or behind, a crowd."""
    return len(items) == 2 and is_person(items[1]) and copies(items[1]) > 3 and items[1].relation in ("front", "behind")


def lineup(rng, items: list[Item]) -> list[Placement]:
    """Side by side on the ground; people, who are slim, are drawn taller than their share of the width."""
    row = [item for item in items for _ in range(copies(item))]
    places = []
    for item, share, x, unit in abreast(row, 0.62, MARGIN, SIZE - 2 * MARGIN):
        size = min(360, 3 * unit * share * 0.8) if is_person(item) else min(250, unit * share)
        aloft = home(item) == "sky" or "floating" in item.traits
        y = (210 if aloft else 470) + rng.uniform(-14, 14)
        places.append(Placement(item, x, y, size * min(1.2, item.size), aloft=aloft))
    return places


def table_of(items: list[Item]) -> tuple[Item, list[Item]] | None:
    """The piece of furniture that all other visible things are on, and those; None where it is not so.

    "a desk with a laptop, a mug and a lamp", "a cup and a book on a shelf".
    """
    if len(items) < 2:
        return None
    first, rest = items[0], items[1:]
    carries = bool(rest) and rest[0].relation in ("with", "bears", "of") and copies(first) == 1
    if carries and first.noun in BEARING and {i.relation for i in rest} <= {"with", "and", "bears", "of"}:
        apart = any(i.noun in BESIDE for i in rest) or first.relation is not None
        return (first, rest) if not apart and sum(map(copies, rest)) < 9 else None
    base = next((i for i in rest if i.relation == "on" and i.noun in BEARING and copies(i) == 1), None)
    others = [item for item in items if item is not base]
    joined = all(item is first or item.relation in ("and", "with") for item in others)
    return (base, others) if base and 1 < sum(map(copies, others)) < 9 and joined else None


def laid_out(base: Item, things: list[Item]) -> list[Placement]:
    """Side by side on top of the furniture, smaller than it."""
    row = [item for item in things for _ in range(copies(item))]
    thing, wide = load(base.noun), 470
    top = float(thing.data.get("data-top", 40)) if thing else 40
    lower = 494.0
    y = lower - wide * (100 - top) / 100
    if y < 190:  # tall: room is left above
        wide *= 0.62
        y = lower - wide * (100 - top) / 100
    places = []
    for item, share, x, unit in abreast(row, 0.6, SIZE / 2 - 0.47 * wide, 0.94 * wide):
        size = min(unit * share * (1.6 if is_person(item) else 1.0), y - 12, 0.55 * wide)
        places.append(Placement(item, x, y, size * min(1.1, item.size)))
    return [Placement(base, SIZE / 2, lower, wide), *places]


def columns_of(items: list[Item], scene: Scene) -> list[list[Item]]:
    """Columns from left to right, each from top to bottom."""
    columns = [[items[0]]]
    for item in items[1:]:
        owner = scene.owner(item) or items[0]
        owner = owner if any(owner is other for column in columns for other in column) else items[0]
        i = next(i for i, column in enumerate(columns) if any(other is owner for other in column))
        k = next(k for k, other in enumerate(columns[i]) if other is owner)
        if item.relation in ABOVE:
            columns[i].insert(k + 1, item)
        elif item.relation in BELOW:
            columns[i].insert(k, item)
        elif item.relation == "left":
            columns.insert(i + 1, [item])
        elif item.relation in ("right", "between"):
            columns.insert(i, [item])
        elif owner.relation == "between":  # "a dog between a cat and a car"
            columns.insert(i + 2, [item])
        else:
            columns.append([item])
    return columns


def together(rng, items: list[Item], scene: Scene, top: float = 20) -> list[Placement]:
    """The things in columns; many that are only named side by side in rows.

    Args:
        top: of the room that is to be filled, in pixels.
    """
    columns = columns_of(items, scene)
    counted = [item for item in items for _ in range(copies(item))]
    if all(len(column) == 1 for column in columns) and not {i.relation for i in items} & LINED_UP:
        if len(counted) < 5 and all(map(grounded, items)):
            return lineup(rng, items)
        if len(counted) > 3:
            return side_by_side(rng, counted)
    if len(items) == 2 and items[1].relation == "between" and copies(items[1]) == 2:  # one on either side
        columns = [items[1:], items[:1], items[1:]]
        unit = (SIZE - 2 * MARGIN) / 3
        return [cell(replace(c[0], count=1), MARGIN + unit * i, 486, unit, 300)[0] for i, c in enumerate(columns)]
    widths = [max(math.ceil(math.sqrt(copies(item))) for item in column) for column in columns]
    unit, x, places = (SIZE - 2 * MARGIN) / sum(widths), MARGIN, []
    for column, width in zip(columns, widths, strict=True):
        places += stacked(column, scene, x, unit * width, top)
        x += unit * width
    return places


def stacked(column: list[Item], scene: Scene, x: float, width: float, top: float) -> list[Placement]:
    """One column, from the ground up."""
    places, bottom, height = [], 486.0, (486.0 - top) / len(column)
    for k in reversed(range(len(column))):
        item = column[k]
        block = cell(item, x, bottom, width, height)
        places += block
        highest = min(place.y - place.size for place in block)
        below = column[k - 1] if k else None
        rests = item.relation == "on" or (below is not None and below.relation == "bears")
        thing = load(variant(item, scene))
        if rests and thing and len(block) == 1:
            place = block[0]
            bottom = place.y - place.size * (100 - float(thing.data.get("data-top", 40))) / 100
        else:
            bottom = min(bottom - height, highest - 6)
    return places


def cell(item: Item, x: float, bottom: float, width: float, height: float) -> list[Placement]:
    """The copies of one thing in rows, as large as fit."""
    count = copies(item)
    columns = max(range(1, count + 1), key=lambda c: min(width / c, height / math.ceil(count / c)))
    rows = math.ceil(count / columns)
    step = min(width / columns, height / rows, 330)
    size = 0.92 * step * min(1.0, item.size)
    return [
        Placement(item, x + width * (i % columns + 0.5) / columns, bottom - step * (rows - 1 - i // columns), size)
        for i in range(count)
    ]
