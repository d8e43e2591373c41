"""Where things go: relations between items -> places in the picture."""

import math
from dataclasses import dataclass, replace

from .canvas.canvas import SIZE
from .colors import darken, lighten
from .drawings import Thing
from .people.cast import MOUNTS, SEATS, is_person
from .people.figure import figure
from .people.person import Person
from .things import load, scene_part, variant
from .words.language import Item, Scene
from .words.vocabulary import THINGS


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
    left: bool = False  # whether a person looks to the left

    def inside(self, anchor: tuple[float, float, float]) -> tuple[float, float, float]:
        """A place in the 100 x 100 frame -> pixels: x, y, width."""
        k = self.size / 100
        return self.x + (anchor[0] - 50) * k, self.y + (anchor[1] - 100) * k, anchor[2] * k


def drawing(scene: Scene, placement: Placement) -> Thing | None:
    """What is drawn there, where it is a file's or a person."""
    if is_person(placement.item):
        return figure(placement.person or Person())
    return load(variant(placement.item, scene))


ARRANGERS = {}


def arrange(*relations: str):
    """Register the layout of "A relation B": function(rng, a, b) -> placements, back to front."""

    def register(function):
        ARRANGERS.update(dict.fromkeys(relations, function))
        return function

    return register


def copies(item: Item, plural: int = 3) -> int:
    """How many to draw."""
    several = item.noun.endswith("s") and not item.noun.endswith(("us", "ss"))
    if item.noun in THINGS and several and not item.count:  # drawn as several already, such as pancakes
        return 1
    return min(24, item.count or (plural if item.plural else 1))


def share_out(rng, places: list[Placement]) -> list[Placement]:
    """Colours joined by "and" go to the copies in turn; many copies take them in a shuffled order, evenly."""
    decks: dict[int, list[Item]] = {}
    shared = []
    for place in places:
        shares = place.item.shares()
        if len(shares) == 1:
            shared.append(place)
            continue
        deck = decks.setdefault(id(place.item), [])
        if not deck:
            deck += rng.sample(shares, len(shares)) if len(places) > 6 else shares
        shared.append(replace(place, item=deck.pop(0)))
    return shared


def spread(places: list[Placement]) -> list[Placement]:
    """Where a layout has one place for a thing that there are several of, they share it side by side."""
    out = []
    for place in places:
        count = min(12, copies(place.item, 3))
        alone = sum(other.item is place.item for other in places) == 1
        if count < 2 or not alone or place.item.kind not in ("thing", "unknown"):
            out.append(place)
            continue
        step = place.size * 1.25 / count if count < 4 else min(place.size * 1.6, 480) / count
        size = step * (2 if is_person(place.item) else 1.08 if count < 4 else 0.94)
        middle = min(max(place.x, step * count / 2), SIZE - step * count / 2)
        out += [replace(place, x=middle + step * (i - (count - 1) / 2), size=size) for i in range(count)]
    return out


@arrange("over")
def over(rng, a: Item, b: Item) -> list[Placement]:
    x = SIZE / 2 + rng.uniform(-24, 24)
    if b.noun in ("plane", "sheet"):
        return [Placement(b, SIZE / 2, 560, 460), Placement(a, x, 300, 220 * a.size)]
    return [Placement(b, x, 486, 240 * b.size), Placement(a, x + rng.uniform(-14, 14), 236, 200 * a.size)]


@arrange("under")
def under(rng, a: Item, b: Item) -> list[Placement]:
    return over(rng, b, a)[::-1]


@arrange("on")
def on(rng, a: Item, b: Item) -> list[Placement]:
    """A stands where B says things may rest, or sits there."""
    if is_person(a) and b.noun in SEATS:
        return sitting(rng, a, b)
    wide = 390 * b.size
    base = Placement(b, SIZE / 2 + rng.uniform(-16, 16), 492, min(wide, 470))
    thing = load(b.noun)
    top = float(thing.data.get("data-top", 40)) if thing else {"pillow": 52, "sheet": 78, "circle": 76}.get(b.noun, 45)
    if thing and thing.anchor("head"):  # a creature carries it on its head
        top = 4
    if top < 30:  # tall: room must be left above
        base.size = 300
    y = base.y - base.size * (100 - top) / 100
    return [base, Placement(a, base.x, y, min(285 * a.size, y - 12))]


def sitting(rng, a: Item, b: Item) -> list[Placement]:
    """People on a seat, side by side."""
    wide = 420 if b.noun in ("bench", "couch", "sofa") else 330
    base, thing = Placement(b, SIZE / 2 + rng.uniform(-12, 12), 494, wide * min(1.1, b.size)), load(b.noun)
    top = float(thing.data.get("data-top", 66)) if thing else 66
    count = min(3, copies(a))
    y, step = base.y - base.size * (100 - top) / 100, 0.72 * base.size / count
    return [base, *(Placement(a, base.x + step * (i - (count - 1) / 2), y, 330 * a.size, seated=True)
                    for i in range(count))]  # fmt: skip


@arrange("bears")
def bears(rng, a: Item, b: Item) -> list[Placement]:
    return on(rng, b, a)


@arrange("left", "right")
def lined_up(rng, a: Item, b: Item) -> list[Placement]:
    left, right = (a, b) if b.relation == "left" else (b, a)
    return [Placement(left, 136, 440, 226 * left.size), Placement(right, 376, 440, 226 * right.size)]


@arrange("pierced")
def pierced(rng, a: Item, b: Item) -> list[Placement]:
    through = replace(b, traits=[*b.traits, "thin"])
    return [Placement(a, SIZE / 2, 446, 370 * a.size), Placement(through, SIZE / 2, 486, 460, -24)]


@arrange("linked", "interwoven")
def hooked(rng, a: Item, b: Item) -> list[Placement]:
    """Two that reach into each other (geometry.py puts one part of the first back on top)."""
    return [Placement(a, 190, 416, 300), Placement(b, 322, 416, 300)]


@arrange("riding")
def riding(rng, a: Item, b: Item) -> list[Placement]:
    """The rider first, so that the mount's front hides its feet."""
    thing = load(b.noun)
    if is_person(a) and (b.noun in MOUNTS or (thing and thing.anchor("saddle"))):
        base = Placement(b, SIZE / 2 + rng.uniform(-14, 14), 492, 350 * min(1.1, b.size))
        head = thing.anchor("head")
        x, y, _ = base.inside(thing.anchor("saddle") or (60, float(thing.data.get("data-top", 44)), 20))
        return [base, Placement(a, x, y, 300 * a.size, seated=True, left=head is not None and head[0] < 45)]
    top = min(62.0, float(thing.data.get("data-top", 44)) + 16) if thing else 50
    base = Placement(b, SIZE / 2 + rng.uniform(-14, 14), 492, 350 * min(1.1, b.size))
    y = base.y - base.size * (100 - top) / 100
    return [Placement(a, base.x - 6, y, min(230 * a.size, y - 16)), base]


@arrange("against")
def against(rng, a: Item, b: Item) -> list[Placement]:
    """B upright behind; A tilted towards it."""
    return [Placement(b, 326, 462, 330 * b.size), Placement(a, 172, 478, 290 * a.size, 13)]


LYING = {"bed", "hammock", "sled"}  # what else one is in, in front of its back
OPEN = {"street", "water", "sea", "coast", "sky", "space"}  # where the things are at home that one rides in
HOLLOW = {"bathtub", "box", "suitcase", "crib", "nest", "tent", "cart", "stroller", "birdcage", "well", "barrel",
          "chest", "trashcan", "shoppingcart", "wheelbarrow", "bag", "sack", "igloo", "doghouse", "castle",
          "vase", "glass", "teapot", "hat", "boots", "bottle", "tophat", "bus", "snowglobe"}


@arrange("in")
def within(rng, a: Item, b: Item) -> list[Placement]:
    """A looks out of B, whose front hides its lower part."""
    if {"glass", "crystal", "transparent", "translucent"} & set(b.materials):
        return inside(rng, a, b)
    thing = load(b.noun)
    if b.noun in SEATS | LYING:
        return on(rng, a, b)
    if thing and not (thing.anchor("holds") or thing.place in OPEN or b.noun in HOLLOW):  # "looking into a mirror"
        several = copies(a) > 1
        return [Placement(b, 410, 420, 190), Placement(a, 156, 440, 220)] if several else beside(rng, a, b)
    base = Placement(b, SIZE / 2 + rng.uniform(-14, 14), 488, 320 * min(1.1, b.size))
    top = float(thing.data.get("data-top", 34)) if thing else 34
    rim = base.y - base.size * (100 - top) / 100
    count = copies(a)
    if 1 < count < 7:
        step = 0.86 * base.size / count
        row = [base.x + step * (i - (count - 1) / 2) for i in range(count)]
        return [*(Placement(a, x, rim + 0.25 * step, 1.1 * step) for x in row), base]
    return [Placement(a, base.x, rim + 62, min(250 * a.size, rim + 50)), base]


@arrange("inside")
def inside(rng, a: Item, b: Item) -> list[Placement]:
    return [Placement(b, SIZE / 2, 478, 444), Placement(a, SIZE / 2 + rng.uniform(-10, 10), 366, 220 * a.size)]


@arrange("containing")
def containing(rng, a: Item, b: Item) -> list[Placement]:
    return inside(rng, b, a)


@arrange("beside", "and", "with", "of", "behind", "front")
def beside(rng, a: Item, b: Item) -> list[Placement]:
    lift = rng.uniform(-18, 18)
    if is_person(a) and is_person(b):
        return [Placement(a, 168, 476 + lift / 2, 370 * a.size), Placement(b, 344, 476 - lift / 2, 370 * b.size)]
    if is_person(a) or is_person(b):
        sizes = [k * i.size for i, k in ((a, 330 if is_person(a) else 220), (b, 330 if is_person(b) else 220))]
        return [Placement(a, 146, 462, sizes[0]), Placement(b, 362, 470, sizes[1])]
    return [Placement(a, 152, 410 + lift, 246 * a.size), Placement(b, 366, 420 - lift, 216 * b.size)]


@arrange("surrounded")
def surrounded(rng, a: Item, b: Item) -> list[Placement]:
    return [*ring_of(rng, b, copies(b, 9), 196, 82), Placement(a, SIZE / 2, 256 + 118, 236 * a.size)]


def chained(rng, items: list[Item]) -> list[Placement] | None:
    """Figures in one another or on one another, or as many side by side as were counted; else None."""
    relations = {item.relation for item in items[1:]}
    single = all(copies(item) == 1 for item in items)
    if len(items) > 2 and single and relations <= {"inside", "in"}:
        sizes = [450 * 0.56**i for i in range(len(items))]
        return [Placement(b, SIZE / 2, (SIZE + size) / 2, size) for b, size in zip(reversed(items), sizes, strict=True)]
    if len(items) > 2 and single and relations <= {"on", "over"}:
        size = min(190, 470 / len(items))
        return [Placement(b, SIZE / 2, 492 - 0.96 * size * i, size) for i, b in enumerate(reversed(items))]
    counted = [item for item in items for _ in range(copies(item))]
    if relations <= {"and", "beside"} and 2 < len(counted) < 9 and all(i.count or not i.plural for i in items):
        return side_by_side(rng, counted)
    return None


def side_by_side(rng, items: list[Item]) -> list[Placement]:
    """In a row; in two, from five on, and in more, from eleven on."""
    count = 1 if len(items) < 5 else 2 if len(items) < 11 else round(math.sqrt(len(items)))
    longest = -(-len(items) // count)
    rows = [items[i : i + longest] for i in range(0, len(items), longest)]
    places = []
    for i, row in enumerate(rows):
        step, y = SIZE / len(row), {1: 330, 2: 222 + 232 * i}.get(len(rows), 470 / len(rows) * (i + 1))
        for k, item in enumerate(row):
            size = 0.86 * min(step, 190, 480 / len(rows)) * min(1.15, item.size)
            sway = min(18, 30 / len(rows))
            places.append(Placement(item, (k + 0.5) * step, y + rng.uniform(-sway, sway), size))
    return places


def climb(count: int) -> list[tuple[float, float]]:
    """Points of the widening spiral that `around` follows, from the top down."""
    points = []
    for i in range(count):
        t = i / (count - 1)
        angle, radius = math.tau * 1.75 * t + 0.5, 62 + 140 * t
        points.append((SIZE / 2 + radius * math.cos(angle), 104 + 300 * t + 56 * math.sin(angle)))
    return points


@arrange("around")
def around(rng, a: Item, b: Item) -> list[Placement]:
    """A climbs round B in a widening spiral, small behind and large in front; so many as were counted lie in a ring."""
    if a.count and a.count > 1:
        size = min(130, 620 / a.count)
        return [*ring_of(rng, a, a.count, 178, size), Placement(b, SIZE / 2, 256 + 92, 184 * b.size)]
    count, places = max(8, copies(a, 13)), []
    for i in range(count):
        t = i / (count - 1)
        angle = math.tau * (1.75 * t) + 0.5
        radius = 62 + 140 * t
        depth = math.sin(angle)
        size = (58 + 56 * t) * (1 + 0.2 * depth)
        places.append(Placement(a, SIZE / 2 + radius * math.cos(angle), 104 + 300 * t + 56 * depth + size / 2, size))
    middle = Placement(b, SIZE / 2, 474, 350 * b.size)
    behind = [p for i, p in enumerate(places) if math.sin(math.tau * (1.75 * i / (count - 1)) + 0.5) < 0]
    return [*behind, middle, *(p for p in places if p not in behind)]


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


# Where worn things go.
SLOTS = {
    **dict.fromkeys(("hat", "wizardhat", "helmet", "cap", "beanie", "tophat", "crown", "tiara", "beret", "sombrero",
                     "cowboyhat", "earmuffs", "wreath", "chefhat", "santahat", "partyhat", "hardhat", "gradcap",
                     "piratehat", "bikehelmet"), "head"),
    **dict.fromkeys(("sunglasses", "mask", "eyeglasses", "goggles"), "eyes"),
    **dict.fromkeys(("bowtie", "tie", "scarf", "pendant", "pearls", "locket"), "neck"),
    **dict.fromkeys(("cape", "backpack"), "back"),
    **dict.fromkeys(("sweater", "jacket", "coat", "vest", "shirt", "tshirt", "dress", "kimono", "hoodie", "raincoat",
                     "poncho", "overalls", "tutu", "apron", "gown", "suit"), "trunk"),
    **dict.fromkeys(("skirt", "kilt", "pants", "shorts"), "legs"),
    **dict.fromkeys(("boots", "shoes", "socks", "sandals", "slippers", "heels"), "feet"),
}  # fmt: skip
# Where the drawing names no place of its own.
ANCHORS = {"hand": (84, 74, 34), "lap": (50, 101, 50), "head": (50, 12, 36), "neck": (50, 48, 34),
           "eyes": (50, 40, 44), "back": (50, 101, 92), "trunk": (50, 102, 62),
           "legs": (50, 102, 46), "feet": (50, 102, 44)}
HELD = {"holding": "hand", "playing": "lap", "kicking": "foot"}  # relation -> place
# How far below its place the frame of a worn thing reaches, in its widths.
SINKS = {
    "earmuffs": 0.7, "wreath": 0.3, "pendant": 0.86, "pearls": 0.8, "locket": 0.86, "sunglasses": 0.5, "mask": 0.5,
    "eyeglasses": 0.5, "goggles": 0.5,
    "bowtie": 0.42, "scarf": 0.72, "tie": 0.8,
}  # fmt: skip

LOOSE = {"scarf": 1.5, "crown": 1.12, "tiara": 1.12}  # what is wider than the place that it is worn at


def contents(scene: Scene, placement: Placement) -> tuple[list[Placement], list[Placement]]:
    """What a vessel holds (behind its rim) and what lies on a dish (in front), three of a kind at most."""
    thing = drawing(scene, placement)
    held = [c for c in scene.children(placement.item, "of", "with", "containing") if is_content(c, thing)]
    behind, front = [], []
    for slot, places in (("holds", behind), ("tops", front)):
        anchor = thing.anchor(slot) if thing and held else None
        if not anchor:
            continue
        x, y, width = placement.inside(anchor)
        shown = [c for child in held for c in [child] * (min(8, child.count or 3) if child.plural else 1)]
        step = width / len(shown)
        size = min(width * 0.62, step * 1.5)
        for i, child in enumerate(shown):
            at = x + step * (i - (len(shown) - 1) / 2)
            lift = size * (0.3 if slot == "holds" else 0.06) + (8 if i % 2 else 0)
            places.append(Placement(child, at, y + lift, size, role="content"))
    return behind, front


def is_content(item: Item, thing) -> bool:
    """Whether an item is a thing of its own that can lie in another, and no part of that other's drawing."""
    own = any(item.noun in shape.get("class", "").split()[1:] for _, shape in thing.shapes) if thing else True
    return item.kind in ("thing", "shape", "solid") and not own and item.noun not in SLOTS


def wears(scene: Scene, item: Item) -> bool:
    """Whether the item wears or has anything: then what "and" adds to it is worn as well."""
    return bool(scene.children(item, "wearing", "with"))


def aside(rng, items: list[Item], taken: list[Placement], base: float) -> list[Placement]:
    """Up to four things that the layout of the first two left over: small, left and right of those, by turns."""
    places = []
    for i, item in enumerate(items[:4]):
        x = (76, SIZE - 76, 150, SIZE - 150)[i] + rng.uniform(-12, 12)
        places.append(Placement(item, x, base - 26 * (i // 2) + rng.uniform(-8, 8), 130 * min(1.2, item.size)))
    return places


def attach(scene: Scene, placement: Placement) -> list[Placement]:
    """What the placed thing wears and holds, put where its drawing says."""
    thing = drawing(scene, placement)
    worn, person, hands = [], placement.person, 0
    for child in scene.children(placement.item, "wearing", "holding", "playing", "kicking", "with", "and"):
        if person and scene_part(thing, child):  # the figure itself wears it
            continue
        slot = HELD.get(child.relation) or SLOTS.get(child.noun)
        if child.relation == "and" and not (child.noun in SLOTS and wears(scene, placement.item)):
            continue
        if placement.item.kind == "garment":
            continue
        anchor = thing and slot and (thing.anchor(slot) or ANCHORS.get(slot))
        if anchor:
            if slot == "hand":
                hands += 1
                if hands > 2:
                    continue
                anchor = anchor if hands == 1 else (100 - anchor[0], *anchor[1:])  # the other hand
            x, y, width = placement.inside(anchor)
            if slot == "hand":  # a large thing is held at its lower end
                held = load(child.noun)
                width *= float(held.data.get("data-held", 1.2)) if held else 1.2
            width *= LOOSE.get(child.noun, 1.0)
            y += width * SINKS.get(child.noun, 0)
            before = person and thing.anchor("hand") == thing.anchor("lap")  # held in front of the body
            worn.append(Placement(child, x, y, width, role="lap" if before and slot == "hand" else slot))
    return worn
