"""Where things go: relations between items -> places in the picture."""

import math
from dataclasses import replace

from .arrangements import heaped, ring_of, side_by_side
from .canvas.canvas import SIZE
from .people.cast import MOUNTS, SEATS, is_person
from .placement import Placement, bulk, copies
from .setting import home
from .things import load
from .vessels import filled, glazed, perched
from .words.scene import Item
from .words.sizes import LARGE

# What has room under it for what stands there.
SHELTERS = {"woodtable", "bed", "desk", "bench", "chair", "piano", "couch", "pooltable"}
ARRANGERS = {}


def arrange(*relations: str):
    """Register the layout of "A relation B": function(rng, a, b) -> placements, back to front."""

    def register(function):
        ARRANGERS.update(dict.fromkeys(relations, function))
        return function

    return register


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
        base = next((other for other in places if other is not place and other.y > place.y + 40), None)
        room = 0.9 * base.size if base and not place.aloft else SIZE
        step = min(room, place.size * 1.25 if count < 4 else min(place.size * 1.6, 480)) / count
        size = min(step * (2 if is_person(place.item) else 1.08 if count < 4 else 0.94), place.y - 8)
        middle = min(max(place.x, step * count / 2), SIZE - step * count / 2)
        out += [replace(place, x=middle + step * (i - (count - 1) / 2), size=size) for i in range(count)]
    return out


@arrange("over")
def over(rng, a: Item, b: Item) -> list[Placement]:
    x = SIZE / 2 + rng.uniform(-24, 24)
    if b.noun in ("plane", "sheet"):
        return [Placement(b, SIZE / 2, 560, 460), Placement(a, x, 300, 220 * a.size)]
    above = Placement(a, x + rng.uniform(-14, 14), 236, 200 * a.size, aloft=True)
    return [Placement(b, x, 486, 240 * b.size), above]


@arrange("under")
def under(rng, a: Item, b: Item) -> list[Placement]:
    if b.noun in SHELTERS and not is_person(a):
        return [Placement(b, SIZE / 2, 480, 440 * min(1.0, b.size)), Placement(a, SIZE / 2, 492, 190 * a.size)]
    return over(rng, b, a)[::-1]


# Where things rest that have no drawing, or lie on the ground: the height of their middle.
FLAT = {"rug": 84, "placemat": 84, "doormat": 80, "blanket": 80, "pillow": 52, "sheet": 78, "circle": 76, "cake": 48}


def aboard(rng, a: Item, b: Item) -> list[Placement]:
    """A on the deck of B, whose hull hides its feet; nothing where B is no vessel."""
    thing = load(b.noun)
    deck = thing.anchor("deck") if thing else None
    if not deck or copies(b) > 1:
        return []
    base = Placement(b, SIZE / 2 + rng.uniform(-14, 14), 492, min(450 * b.size, 470))
    x, y, size = base.inside(deck)
    size *= a.size if is_person(a) else 0.8 * a.size * bulk(a)
    x = base.x if copies(a) > 1 else x
    return [base, Placement(a, x, y, min(size, y - 12), aloft=True), hull(base)]


def hull(vessel: Placement) -> Placement:
    """What of a vessel is nearer than who is aboard: all but the shapes that its drawing has unless "hullonly"."""
    return replace(vessel, item=replace(vessel.item, traits=[*vessel.item.traits, "hullonly"]), role="hull")


@arrange("on")
def on(rng, a: Item, b: Item) -> list[Placement]:
    """A stands where B says things may rest, or sits there."""
    if places := aboard(rng, a, b):
        return places
    if is_person(a) and b.noun in SEATS:
        return sitting(rng, a, b)
    if a.at == "shoulder":
        return [Placement(b, SIZE / 2 - 20, 488, 440), Placement(a, SIZE / 2 + 74, 236, 128 * a.size)]
    wide = 390 * b.size
    base = Placement(b, SIZE / 2 + rng.uniform(-16, 16), 492, min(wide, 470))
    form = f"{b.noun}-lying" if "lying" in b.traits else f"{b.noun}stack" if "stacked" in b.traits else b.noun
    thing = load(form) or load(b.noun)
    default = FLAT.get(b.noun, 40 if thing else 45)
    top = float(thing.data.get("data-top", default)) if thing else default
    carried_at = (thing.anchor("saddle") or thing.anchor("head")) if thing else None
    if carried_at:  # a creature carries it on its back or head
        base.size = min(base.size, 330)
        x, y, _ = base.inside(carried_at)
        y += 0.03 * base.size
        return [base, Placement(a, x, y, min(240 * a.size, y - 12))]
    if top < 30:  # tall: room must be left above
        base.size = 300
    y = base.y - base.size * (100 - top) / 100
    if {"stacked", "piled"} & set(b.traits) and copies(b) > 1:
        heap = heaped(b, min(copies(b), 6), 0.62)
        y = min(place.y - place.size * (100 - top) / 100 for place in heap)
        return [*heap, Placement(a, SIZE / 2, y, min(240 * a.size, y - 12))]
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


@arrange("flying")
def flown(rng, a: Item, b: Item) -> list[Placement]:
    """A on the ground, and B in the air to the right."""
    return [Placement(a, 150, 476, 300 * a.size), Placement(b, 380, 236, 190 * b.size)]


@arrange("hanging")
def hanging(rng, a: Item, b: Item) -> list[Placement]:
    """A right below B."""
    thing = load(b.noun)
    low = 232 if thing and thing.place in ("forest", "sky") else 262
    above, below = (b, low, 230 * b.size), (a, low + 168, 190 * a.size)
    return [Placement(item, SIZE / 2, y, size, aloft=True) for item, y, size in (above, below)]


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
    if places := aboard(rng, a, b):
        return places
    thing = load(b.noun)
    low = 400 if thing and thing.place == "sky" else 492
    base = Placement(b, SIZE / 2 + rng.uniform(-14, 14), low, 350 * min(1.1, b.size))
    if is_person(a) and (b.noun in MOUNTS or (thing and thing.anchor("saddle"))):
        head = thing.anchor("head")
        x, y, _ = base.inside(thing.anchor("saddle") or (60, float(thing.data.get("data-top", 44)), 20))
        return [base, Placement(a, x, y, 300 * a.size, seated=True, left=head is not None and head[0] < 45)]
    top = min(62.0, float(thing.data.get("data-top", 44)) + 16) if thing else 50
    top -= 14 if is_person(a) else 0  # that the head is seen above the roof
    y = base.y - base.size * (100 - top) / 100
    return [Placement(a, base.x - 6, y, min(230 * a.size, y - 16)), base]


@arrange("against")
def against(rng, a: Item, b: Item) -> list[Placement]:
    """B upright behind; A tilted towards it."""
    return [Placement(b, 326, 462, 330 * b.size), Placement(a, 172, 478, 290 * a.size, 13)]


CAGES = {"crib", "birdcage", "tent"}
RIDDEN = {"bus", "train", "ship", "airplane", "boat", "castle", "tent", "truck", "cruiseship",
          "rocket"}  # with room in it
LYING = {"bed", "hammock", "sled"}  # what else one is in, in front of its back
OPEN = {"street", "water", "sea", "coast", "sky", "space"}  # where the things are at home that one rides in
HOLLOW = {"bathtub", "box", "suitcase", "crib", "nest", "tent", "cart", "stroller", "birdcage", "well", "barrel",
          "chest", "trashcan", "shoppingcart", "wheelbarrow", "bag", "sack", "igloo", "doghouse", "castle",
          "vase", "glass", "teapot", "hat", "boots", "bottle", "tophat", "bus", "snowglobe"}


@arrange("in")
def within(rng, a: Item, b: Item) -> list[Placement]:
    """A looks out of B, whose front hides its lower part, or is seen in it."""
    if places := glazed(a, b) or perched(a, b):
        return places
    if {"glass", "crystal", "transparent", "translucent"} & set(b.materials):
        return inside(rng, a, b)
    thing = load(b.noun)
    if places := filled(a, b) or aboard(rng, a, b):
        return places
    if b.noun in CAGES:  # before the bars
        base = Placement(b, SIZE / 2, 490, 420 * min(1.0, b.size))
        return [base, Placement(a, SIZE / 2, base.y - 0.2 * base.size, 0.5 * base.size * min(1.2, a.size))]
    if b.noun in SEATS | LYING:
        return on(rng, a, b)
    roofed = b.noun in LARGE - RIDDEN and a.noun in LARGE  # "a train in a station"
    if is_person(b) or "breathing" in a.traits or roofed:  # "a dragon breathing fire at a knight"
        return beside(rng, a, b)
    if thing and not (thing.anchor("holds") or thing.place in OPEN or b.noun in HOLLOW):  # "looking into a mirror"
        several = copies(a) > 1
        return [Placement(b, 410, 420, 190), Placement(a, 156, 440, 220)] if several else beside(rng, a, b)
    occupied = replace(b, traits=[*b.traits, "occupied"])
    base = Placement(occupied, SIZE / 2 + rng.uniform(-14, 14), 488, 320 * min(1.1, b.size))
    top = float(thing.data.get("data-top", 34)) if thing else 34
    opening = thing.anchor("holds") if thing else None
    _, rim, wide = base.inside(opening or (50, top, 86))
    count = copies(a)
    if 1 < count < 7:
        step = wide / count
        row = [base.x + step * (i - (count - 1) / 2) for i in range(count)]
        size = (1.8 if is_person(a) else 1.1) * step
        return [*(Placement(a, x, rim + 0.25 * size, size) for x in row), base]
    return [Placement(a, base.x, rim + 62, min(250 * a.size, rim + 50)), base]


@arrange("inside")
def inside(rng, a: Item, b: Item) -> list[Placement]:
    return [Placement(b, SIZE / 2, 478, 444), Placement(a, SIZE / 2 + rng.uniform(-10, 10), 366, 220 * a.size)]


@arrange("containing")
def containing(rng, a: Item, b: Item) -> list[Placement]:
    return glazed(b, a) or inside(rng, b, a)


def at_home(item: Item, x: float, y: float, size: float) -> Placement:
    """A place on the ground, or above it for what flies."""
    aloft = home(item) == "sky"
    return Placement(item, x, 250 if aloft else y, size, aloft=aloft)


@arrange("front")
def in_front(rng, a: Item, b: Item) -> list[Placement]:
    """A nearer than B; before a crowd large and behind its heads."""
    if is_person(b) and copies(b) > 3:
        count = min(9, copies(b))
        step = SIZE / count
        crowd = [Placement(b, step * (i + 0.5), 506 - 12 * (i % 2), max(150, 2.4 * step)) for i in range(count)]
        return [Placement(a, SIZE / 2, 400, 330 * a.size), *crowd]
    return beside(rng, a, b)


@arrange("beside", "and", "with", "of", "behind")
def beside(rng, a: Item, b: Item) -> list[Placement]:
    lift = rng.uniform(-18, 18)
    if is_person(a) and is_person(b):
        return [Placement(a, 168, 476 + lift / 2, 370 * a.size), Placement(b, 344, 476 - lift / 2, 370 * b.size)]
    if (is_person(a) or is_person(b)) and "breathing" not in a.traits:
        sizes = [i.size * (330 if is_person(i) else 150 if home(i) == "table" else 220 * bulk(i)) for i in (a, b)]
        return [at_home(a, 146, 462, sizes[0]), at_home(b, 362, 470, sizes[1])]
    if "breathing" in a.traits:  # to the left, where creatures look
        return [Placement(a, 350, 484, 300 * a.size), Placement(b, 80, 484, (240 if is_person(b) else 150) * b.size)]
    sizes = 246 * a.size * bulk(a), 216 * b.size * bulk(b)
    return [at_home(a, 152, 410 + lift, sizes[0]), at_home(b, 366, 420 - lift, sizes[1])]


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


@arrange("around")
def around(rng, a: Item, b: Item) -> list[Placement]:
    """A climbs round B in a widening spiral, small behind and large in front; so many as were counted lie in a ring."""
    if a.kind == "thing" and not a.plural and (a.count or 1) == 1:  # "a snake around a branch"
        return [Placement(b, SIZE / 2, 474, 400 * b.size), Placement(a, SIZE / 2, 420, 250 * a.size)]
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


def aside(rng, items: list[Item], taken: list[Placement], base: float) -> list[Placement]:
    """Up to four things that the layout of the first two left over: small, left and right of those, by turns."""
    places = []
    for i, item in enumerate(items[:4]):
        x = (76, SIZE - 76, 150, SIZE - 150)[i] + rng.uniform(-12, 12)
        places.append(Placement(item, x, base - 26 * (i // 2) + rng.uniform(-8, 8), 130 * min(1.2, item.size)))
    return places


