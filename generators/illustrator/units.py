"""Who sits on something, or is in it, stays with it where several are laid out side by side."""

from .canvas.canvas import SIZE
from .layout import ARRANGERS, SHELTERS, hull
from .people.cast import MOUNTS, SEATS, is_person
from .placement import Placement, abreast, bulk, copies
from .things import load
from .vessels import heap
from .words.scene import Item, Scene

HOSTS = {"in", "inside", "riding", "on"}
BESIDE = {None, "and", "beside", "with"}
MARGIN, BASE = 14, 486  # pixels


def hosted(items: list[Item], scene: Scene) -> list[Placement]:
    """ "an owl and a cat in a boat": both are in it; nothing where the words say no such thing."""
    if len(items) < 2:
        return []
    *riders, base = items
    joined = all(item is items[0] or item.relation == "and" for item in riders)
    joined = joined and scene.items[base.parent or 0] is items[0]
    row = [item for item in riders for _ in range(copies(item))]
    thing = load("bowl-empty" if base.noun == "bowl" else base.noun)
    if not (joined and len(riders) > 1 and len(row) < 11 and base.relation in HOSTS and thing and copies(base) == 1):
        return []
    wide, seats = 440, base.noun in SEATS | MOUNTS or thing.anchor("saddle") is not None
    top = float(thing.data.get("data-top", 66 if seats else 34))
    deck, opening = thing.anchor("deck"), thing.anchor("holds")
    if opening and base.relation in ("in", "inside"):
        under = Placement(base, SIZE / 2, 492, wide)
        return [*heap(row, *under.inside(opening)), under]
    y, places = 492 - wide * (100 - (deck[1] if deck else top)) / 100, []
    for item, share, x, unit in abreast(row, 0.6, SIZE / 2 - 0.42 * wide, 0.84 * wide):
        seated = seats and is_person(item)
        size = min(unit * share * (1.7 if is_person(item) else 1.1), 330 if seated else y + 40)
        sunk = 0 if seated or deck or base.relation == "on" else 0.35 * size
        places.append(Placement(item, x, y + sunk, size * min(1.1, item.size), seated=seated, aloft=bool(deck)))
    under = Placement(base, SIZE / 2, 492, wide)
    if deck:
        return [under, *places, hull(under)]
    return [under, *places] if base.relation == "on" or seats else [*places, under]


def paired(rng, items: list[Item], scene: Scene) -> list[Placement]:
    """Side by side, each with what it is on or in; nothing where no two are joined so."""
    hosts = {}
    for item in items[1:]:
        owner = scene.items[item.parent or 0]
        hosts_it = item.relation in HOSTS or (item.relation == "under" and item.noun in SHELTERS)
        if hosts_it and any(owner is other for other in items) and id(owner) not in hosts:
            hosts[id(owner)] = item
    single = [item for item in items if not any(item is host for host in hosts.values())]
    beside = all(item is items[0] or item.relation in BESIDE for item in single)
    ridden = len(items) == 2 and items[1].relation == "riding" and items[1].plural and copies(items[0]) > 1
    if not (len(items) > 2 or ridden) or not hosts or not beside or sum(map(copies, items)) > 8:
        return []
    blocks = []
    for item in single:
        host = hosts.get(id(item))
        alone = [Placement(item, SIZE / 2, BASE, 330 if is_person(item) else 250 * bulk(item))] * copies(item)
        if host:
            each = copies(item) if host.relation == "riding" and host.plural else 1  # "two boys riding bicycles"
            blocks += [ARRANGERS[host.relation](rng, item, host)] * each
        else:
            blocks += [[place] for place in alone]
    boxes = [box_of(block) for block in blocks]
    k = min(1.0, (SIZE - 2 * MARGIN) / sum(x1 - x0 for x0, x1, _ in boxes))
    x, places = (SIZE - k * sum(x1 - x0 for x0, x1, _ in boxes)) / 2, []
    for block, (x0, x1, low) in zip(blocks, boxes, strict=True):
        places += [p.scaled(k, x - k * x0, BASE - k * low) for p in block]
        x += k * (x1 - x0)
    return places


def box_of(block: list[Placement]) -> tuple[float, float, float]:
    """Left, right and lower edge; people are slim."""
    halves = [place.size * (0.3 if is_person(place.item) else 0.5) for place in block]
    left = min(place.x - half for place, half in zip(block, halves, strict=True))
    right = max(place.x + half for place, half in zip(block, halves, strict=True))
    return left, right, max(place.y for place in block)
