"""What a placed thing wears, holds and contains -> places at its drawing's anchors."""

from dataclasses import replace

from .canvas.canvas import SIZE
from .drawings import Thing
from .people.cast import is_person
from .people.figure import figure
from .people.person import Person
from .placement import Placement, copies
from .things import load, scene_part, variant
from .vessels import heap
from .words.scene import Item, Scene


def drawing(scene: Scene, placement: Placement) -> Thing | None:
    """What is drawn there, where it is a file's or a person."""
    if is_person(placement.item):
        return figure(placement.person or Person())
    return load(variant(placement.item, scene))


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
ANCHORS = {"hand": (92, 76, 30), "lap": (50, 101, 50), "head": (50, 12, 36), "neck": (50, 48, 34),
           "eyes": (50, 40, 44), "back": (50, 101, 92), "trunk": (50, 102, 62),
           "legs": (50, 102, 46), "feet": (50, 102, 44)}  # fmt: skip
MOUTH = (0.35, 0.8, 0.9)  # from the head's place: to the side that it looks to, down, and how wide, in its widths
HELD = {"holding": "hand", "playing": "lap", "kicking": "foot"}  # relation -> place
# How far below its place the frame of a worn thing reaches, in its widths.
SINKS = {
    "earmuffs": 0.7, "wreath": 0.3, "pendant": 0.86, "pearls": 0.8, "locket": 0.86, "sunglasses": 0.5, "mask": 0.5,
    "eyeglasses": 0.17, "goggles": 0.5,
    "bowtie": 0.42, "scarf": 0.72, "tie": 0.8,
}  # fmt: skip
SIDEWAYS = 26.0  # width of glasses on a face seen from the side
CLEAR = {"jar": (50, 95, 56), "snowglobe": (50, 66, 40), "window": (50, 93, 74)}  # what shows what is in it, and where
WHEN_FULL = {"window", "bag"}  # what shows what is in it only where it is full of that
DRINKS = {"mug", "cup", "glass", "wineglass", "teapot", "latte"}  # what is with them is beside them
LOOSE = {"scarf": 1.5, "crown": 1.12, "tiara": 1.12}  # what is wider than the place that it is worn at


def contents(scene: Scene, placement: Placement) -> tuple[list[Placement], list[Placement]]:
    """What a vessel holds (behind its rim) and what lies on a dish (in front), three of a kind at most."""
    thing = drawing(scene, placement)
    relations = ("of", "containing") if placement.item.noun in DRINKS else ("of", "with", "containing")
    held = [c for c in scene.children(placement.item, *relations) if is_content(c, thing)]
    shows = placement.item.noun not in WHEN_FULL or "full" in placement.item.traits
    held = held if shows or placement.item.noun == "window" else []
    clear = CLEAR.get(placement.item.noun) if shows else None
    behind, front = [], []
    for slot, places in (("holds", behind), ("tops", front)):
        anchor = thing.anchor(slot) if thing and held else None
        anchor = anchor or (clear if slot == "tops" and held else None)
        if not anchor or (slot == "holds" and clear):
            continue
        x, y, width = placement.inside(anchor)
        shown = [child for child in held for _ in range(min(12, copies(child)))]
        if clear or (slot == "holds" and len(shown) > 3):
            heaped = heap(shown, x, y, width, sunk=0.0) if clear else heap(shown, x, y, width)
            places += [replace(p, role="content") for p in heaped]
            continue
        step = width / len(shown)
        size = min(width * 0.62, step * (1.5 if slot == "holds" else 1.1))
        if "candles" in placement.item.traits:  # its own candle is gone: on the icing
            y += 0.2 * placement.size
        if all("cake" in child.traits for child in shown):
            size = min(width * 0.62, step * 2.4)
        for i, child in enumerate(shown):
            at = x + step * (i - (len(shown) - 1) / 2)
            lift = size * (0.3 if slot == "holds" else 0.06) + (8 if i % 2 else 0)
            places.append(Placement(child, at, y + lift, size, role="content"))
    return behind, front


def is_content(item: Item, thing) -> bool:
    """Whether an item is a thing of its own that can lie in another, and no part of that other's drawing."""
    own = any(item.noun in shape.get("class", "").split()[1:] for _, shape in thing.shapes) if thing else True
    return item.kind in ("thing", "shape", "solid") and not own and item.noun not in SLOTS


def place_of(thing: Thing, slot: str) -> tuple[float, float, float] | None:
    """x, y and width of a place on a drawing: as its file says, or about where such places are."""
    known, head = thing.anchor(slot), thing.anchor("head") or ANCHORS["head"]
    if slot == "mouth" and not known:
        side = (head[0] > 60) - (head[0] < 40)
        return head[0] + side * MOUTH[0] * head[2], head[1] + MOUTH[1] * head[2], MOUTH[2] * head[2]
    if slot == "shoulder" and not known:
        return head[0] + 0.62 * head[2], head[1] + 0.75 * head[2], 0.7 * head[2]
    if slot == "eyes" and not known:
        return eyes_of(thing) or ANCHORS["eyes"]
    if slot == "trunk" and not known and thing.anchor("head"):  # below the face
        size = min(62.0, max(34.0, 102 - head[1] - 0.95 * head[2]))
        return head[0], 102, size
    return known or ANCHORS.get(slot)


def eyes_of(thing: Thing) -> tuple[float, float, float] | None:
    """x, y and width of what covers the eyes that a drawing shows, of which one is seen from the side."""
    eyes = [shape for tag, shape in thing.shapes if tag == "ellipse" and "eye" in shape["class"].split()]
    if len(eyes) not in (1, 2):
        return None
    xs, y = sorted(float(eye["cx"]) for eye in eyes), float(eyes[0]["cy"])
    return sum(xs) / len(xs), y, 2 * (xs[1] - xs[0]) if len(xs) == 2 else SIDEWAYS


def wears(scene: Scene, item: Item) -> bool:
    """Whether the item wears or has anything: then what "and" adds to it is worn as well."""
    return bool(scene.children(item, "wearing", "with"))


def jet(child: Item, x: float, y: float, owner: Placement, rightwards: bool) -> Placement:
    """A jet out of a mouth at (x, y), as long as there is room."""
    size = min(0.5 * owner.size, (SIZE - x if rightwards else x) - 4)
    x += size / 2 if rightwards else -size / 2
    return Placement(child, x, y + size / 2, size, 180.0 * rightwards, role="mouth")


def attach(scene: Scene, placement: Placement) -> list[Placement]:
    """What the placed thing wears and holds, put where its drawing says."""
    if placement.item.kind == "garment":
        return []
    thing = drawing(scene, placement)
    worn, person, hands = [], placement.person, 0
    for child in scene.children(placement.item, "wearing", "holding", "playing", "kicking", "with", "and"):
        if person and scene_part(thing, child):  # the figure itself wears it
            continue
        slot = child.at or HELD.get(child.relation) or SLOTS.get(child.noun)
        if child.relation == "and" and not (child.noun in SLOTS and wears(scene, placement.item)):
            continue
        anchor = place_of(thing, slot) if thing and slot else None
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
            if child.noun == "firebreath":
                worn.append(jet(child, x, y, placement, anchor[0] > 60))
                continue
            y += 0.8 * width if slot == "mouth" else 0.0
            width *= 1.5 if slot == "head" and child.noun not in SLOTS else 1.0
            y += width * SINKS.get(child.noun, 0)
            before = not person or thing.anchor("hand") == thing.anchor("lap")  # held in front of the body
            if slot == "hand" and person and child.count == 2 and child.kind == "thing":  # one in each hand
                x, width = placement.x + max(abs(x - placement.x), 0.2 * placement.size), 0.8 * width
                worn.append(Placement(child, 2 * placement.x - x, y, width, role="lap" if before else slot))
            worn.append(Placement(child, x, y, width, role="lap" if before and slot == "hand" else slot))
    return worn
