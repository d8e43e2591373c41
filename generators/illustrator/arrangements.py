"""Where many of one kind go: rows, grids, rings, spirals, herds."""

import math
from dataclasses import replace

from .canvas.canvas import SIZE
from .colors import darken, lighten
from .people.cast import is_person
from .placement import Placement, bulk
from .setting import AFLOAT
from .things import load
from .words.scene import Item


def side_by_side(rng, items: list[Item]) -> list[Placement]:
    """In a row; in two, from five on, and in more, from eleven on."""
    if 4 < len(items) < 11 and not any(floats(item) or "floating" in item.traits for item in items):
        return in_depth(rng, items)
    count = 1 if len(items) < 5 else 2 if len(items) < 11 else round(math.sqrt(len(items)))
    longest = -(-len(items) // count)
    rows = [items[i : i + longest] for i in range(0, len(items), longest)]
    places = []
    for i, row in enumerate(rows):
        low = 330 if any(floats(item) for item in row) else 452
        step, y = SIZE / len(row), {1: low, 2: 222 + 232 * i}.get(len(rows), 470 / len(rows) * (i + 1))
        for k, item in enumerate(row):
            size = 0.86 * min(step, 190, 480 / len(rows)) * min(1.15, item.size)
            sway = min(18, 30 / len(rows))
            places.append(Placement(item, (k + 0.5) * step, y + rng.uniform(-sway, sway), size))
    return places


def floats(item: Item) -> bool:
    """Whether an item is a figure, or at home in the air."""
    thing = item.thing()
    return item.kind in ("shape", "solid") or (thing is not None and thing.place in ("sky", "space", "reef"))


def grounded(item: Item) -> bool:
    """Whether an item stands on something: no figure, and nothing that flies or swims."""
    thing = item.thing()
    person = item.noun == "person"
    return "floating" not in item.traits and (person or (thing is not None and thing.place not in AFLOAT))


def in_depth(rng, items: list[Item]) -> list[Placement]:
    """Two rows on the same ground; those in front stand between those behind."""
    ahead, places = len(items) // 2, []
    behind = len(items) - ahead
    for row, y, shift in ((items[:behind], 350, 0.5), (items[behind:], 492, 0.5 if behind > ahead else 0.9)):
        step = SIZE / (len(row) + (shift > 0.5) * 0.4)
        for k, item in enumerate(row):
            x = (k + shift - (0.15 if shift > 0.5 else 0)) * step
            size = min(1.7 * step, 205) if is_person(item) else min(1.02 * step, 168) * min(1.1, bulk(item))
            places.append(Placement(item, x, y + rng.uniform(-6, 6), size * min(1.15, item.size)))
    return places


def climb(count: int) -> list[tuple[float, float]]:
    """Points of the widening spiral that `around` follows, from the top down."""
    points = []
    for i in range(count):
        t = i / (count - 1)
        angle, radius = math.tau * 1.75 * t + 0.5, 62 + 140 * t
        points.append((SIZE / 2 + radius * math.cos(angle), 104 + 300 * t + 56 * math.sin(angle)))
    return points


def ring_of(rng, item: Item, count: int, radius: float, size: float) -> list[Placement]:
    start = rng.uniform(0, math.tau)
    return [
        Placement(item, SIZE / 2 + radius * math.cos(start + math.tau * i / count),
                  SIZE / 2 + radius * math.sin(start + math.tau * i / count) + size / 2,
                  size * rng.uniform(0.85, 1.15), rng.uniform(-18, 18))
        for i in range(count)
    ]  # fmt: skip


def scatter(rng, items: list[Item], count: int, size: float) -> list[Placement]:
    """Items in turn on a jittered grid over the whole picture: spread evenly, never in rows."""
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    cells = [(c, r) for r in range(rows) for c in range(columns)][:count]
    places = []
    for i, (c, r) in enumerate(cells):
        big = size * rng.choice((0.72, 0.95, 1.28))
        x = SIZE * (c + 0.5 + rng.uniform(-0.2, 0.2)) / columns
        y = SIZE * (r + 0.5 + rng.uniform(-0.2, 0.2)) / rows
        places.append(Placement(items[(i + r) % len(items)], x, y + big / 2, big, rng.uniform(-40, 40)))
    return places


def herd(rng, item: Item, count: int, horizon: float) -> list[Placement]:
    """Copies all over the ground, in three rows from the horizon to the front edge, larger in front."""
    places, tall = [], 1.6 if is_person(item) else 1
    for row, share in enumerate((0.28, 0.6, 0.97)):
        in_row = (count + 2 - row) // 3
        y, size = horizon + (SIZE - horizon) * share, min((84 + 36 * row) * tall, 1.1 * tall * SIZE / max(1, in_row))
        for i in range(in_row):
            x = SIZE * (i + 0.32 + 0.36 * (row % 2) + rng.uniform(-0.12, 0.12)) / in_row
            places.append(Placement(item, x, y + rng.uniform(-10, 10), size * rng.uniform(0.9, 1.1)))
    return places


def grid(rng, item: Item, chaotic: bool) -> list[Placement]:
    """A full grid; a chaotic one is shaken, turned and uneven."""
    n = 5 if chaotic else 6
    places = []
    for row in range(n):
        for column in range(n):
            shake = 0.17 if chaotic else 0.0
            x = SIZE * (column + 0.5 + rng.uniform(-shake, shake)) / n
            y = SIZE * (row + 0.5 + rng.uniform(-shake, shake)) / n
            size = SIZE / n * (rng.uniform(0.7, 1.3) if chaotic else 0.98)
            places.append(Placement(item, x, y + size / 2, size, rng.choice((0, 90, 12, -16, 74)) if chaotic else 0))
    return places


def staggered(item: Item) -> list[Placement]:
    """Even rows, every other one shifted by half a step: polka dots."""
    places = []
    for row in range(6):
        for column in range(6):
            places.append(Placement(item, 100 * column + 50 * (row % 2) + 6, 96 * row + 60, 64))
    return places


def tessellated(rng, item: Item, chaotic: bool) -> list[Placement]:
    """Triangles point up and down by turns, other figures lie edge to edge; colours by turns."""
    color = item.paint("#2f9a8a").color
    tones = item.colors if len(item.colors) > 1 else [color, lighten(color, 0.42)]
    cells = [replace(item, colors=[tone], names=item.names[:1]) for tone in tones]
    if item.noun != "triangle":
        places = grid(rng, item, chaotic)
        return [replace(p, item=cells[(i + i // 6) % len(cells)], size=p.size * 1.18) for i, p in enumerate(places)]
    places = []
    for row in range(5):
        for column in range(10):
            x, down = 58 * column - 8, (row + column) % 2
            cell = cells[down % len(cells)] if len(cells) < 3 else cells[(column + row) % len(cells)]
            places.append(Placement(cell, x, 108 * row + (114 if not down else 120), 126, 180.0 * down))
    return places


def honeycomb(rng, item: Item, chaotic: bool) -> list[Placement]:
    """Cells wall to wall, in the item's colours by turns (or in three tones of one)."""
    color = item.paint("#eba937").color
    tones = item.colors if len(item.colors) > 1 else [color, lighten(color, 0.13), darken(color, 0.13)]
    cells = [replace(item, colors=[tone], names=item.names[:1]) for tone in tones]
    places = []
    for row in range(6):
        for column in range(6):
            x, y = 112 * column - 28 + 56 * (row % 2), 97 * row + 14
            places.append(Placement(cells[(column + 2 * (row // 2) + row) % len(cells)], x, y + 65, 130))
    return places


def overlapping(rng, item: Item, count: int) -> list[Placement]:
    """Large figures round the centre, each covering part of the one before."""
    size = 300 if count < 4 else 250
    start = rng.uniform(0, math.tau)
    places = []
    for i in range(count):
        angle = start + math.tau * i / count
        x, y = SIZE / 2 + 124 * math.cos(angle), SIZE / 2 + 118 * math.sin(angle)
        places.append(Placement(item, x, y + size / 2, size * rng.uniform(0.9, 1.06)))
    return places


def concentric(item: Item) -> list[Placement]:
    """Nested figures, large to small, in the item's colours by turns (or darker and lighter)."""
    colors = item.colors or ["#2a7fc4"]
    tones = colors if len(colors) > 1 else [colors[0], lighten(colors[0], 0.45)]
    sizes = (480, 400, 320, 240, 160, 80)
    return [
        Placement(replace(item, colors=[tones[i % len(tones)]]), SIZE / 2, SIZE / 2 + size / 2, size)
        for i, size in enumerate(sizes)
    ]


def layered(rng, item: Item, count: int) -> list[Placement]:
    """Overlapping steps from the upper left to the lower right."""
    return [
        Placement(item, 150 + 212 * i / max(1, count - 1) + rng.uniform(-14, 14), 220 + 210 * i / max(1, count - 1),
                  200 - 6 * i, rng.uniform(-12, 12))
        for i in range(count)
    ]  # fmt: skip


def along_spiral(item: Item, count: int, size: float) -> list[Placement]:
    places = []
    for i in range(count):
        t = (i + 1) / count
        angle, s = math.tau * 2.2 * t, size * (0.45 + 0.75 * t)
        places.append(
            Placement(
                item,
                SIZE / 2 + 205 * t * math.cos(angle),
                SIZE / 2 + 205 * t * math.sin(angle) + s / 2,
                s,
                math.degrees(angle),
            )
        )
    return places


def row_of(rng, item: Item, count: int, y: float, size: float) -> list[Placement]:
    """A few of the same, side by side, sizes and heights slightly different."""
    step = SIZE / count
    return [
        Placement(
            item,
            step * (i + 0.5) + rng.uniform(-8, 8),
            y + rng.uniform(-24, 24),
            min(size, step * (2.1 if is_person(item) else 1.05)) * rng.uniform(0.9, 1.08),
        )
        for i in range(count)
    ]


def heaped(item: Item, count: int, share: float = 1.0) -> list[Placement]:
    """A stack, a pile or a row of one thing, in a share of the picture; nothing where the words say none of these."""
    if count < 2 or not {"stacked", "piled", "row"} & set(item.traits):
        return []
    if "row" in item.traits:
        step = (SIZE - 28) / count
        return [Placement(item, 14 + step * (i + 0.5), 440, min(230, 0.94 * step)) for i in range(count)]
    if "piled" in item.traits:
        return piled(item, count, share)
    if load(f"{item.noun}stack"):
        return [Placement(item, SIZE / 2, 484, 400 * share)]  # drawn as several
    thing = load(item.noun)
    rise = max(0.3, (100 - float(thing.data.get("data-top", 30))) / 100 if thing else 0.7)
    size = share * min(210, 470 / (rise * (count - 1) + 1))
    return [Placement(item, SIZE / 2 + (7 if i % 2 else -7), 490 - rise * size * i, size) for i in range(count)]


def piled(item: Item, count: int, share: float = 1.0) -> list[Placement]:
    """Rows on one another, each shorter than the one below."""
    base = next(n for n in range(1, count + 1) if n * (n + 1) / 2 >= count)
    size, places, left = share * min(170, 470 / base), [], count
    for row in range(base):
        here = min(left, base - row)
        for i in range(here):
            places.append(Placement(item, SIZE / 2 + size * 0.96 * (i - (here - 1) / 2), 488 - 0.72 * size * row, size))
        left -= here
    return places
