"""Readings of what is in what: seen through glass, filling a window, cut from a whole."""

import re

from .readings import part_of, reading
from .sizes import LARGE

IN = {"in", "inside", "under"}
BAGS = {"bag", "shoppingbag"}
WATERY = {"reef", "sea", "water"}  # where swimmers and ships are at home
WIDE = {*WATERY, "street", "coast"}  # where what is wider than tall is at home


@reading
def behind_glass(scene) -> None:
    """ "a ship in a bottle", "a cake under a dome": clear glass, lying where the content is wide."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        jarred = owner.noun == "jar" and item.relation in ("of", "with")
        inner, vessel = (item, owner) if item.relation == "containing" or jarred else (owner, item)
        drawn = inner.thing()
        if not drawn or (vessel is item and item.relation not in IN):
            continue
        wide = inner.noun in LARGE or drawn.place in WIDE or inner.noun == "snake"
        if vessel.noun == "bottle":
            vessel.traits += ["lying" if wide else "clear", *(["afloat"] if inner.noun in SHIPS else [])]
        elif vessel.noun == "jar" or (vessel.noun in BAGS and drawn.place == "reef"):
            vessel.noun = "bag" if vessel.noun in BAGS else vessel.noun
            vessel.kind = "thing"
            vessel.traits.append("clear")
            inner.count = inner.count or (6 if inner.plural else None)
        elif vessel.noun == "dome" and inner.noun not in LARGE:
            vessel.traits.append("clear")
            vessel.relation = "in" if vessel is item else vessel.relation


SHIPS = {"ship", "boat", "sailboat", "vikingship", "rowboat", "oceanliner", "paperboat", "cruiseship", "submarine"}


@reading
def full_of(scene) -> None:
    """ "a window full of bread": several loaves on its sill; a shelf full of books is drawn with them."""
    first = scene.items[0]
    full = re.search(r"\b(full of|filled with|overflowing with|packed with)\b", scene.text.lower())
    content = next((c for c in scene.items[1:] if c.parent in (0, None) and c.relation in ("of", "in")), None)
    if not full or content is None or content.kind != "thing" or content.noun == "person":
        return
    if first.noun == "shelf" and content.noun == "book":
        first.noun, first.kind, content.kind = "bookshelf", "thing", "part"
        content.noun = first.noun
        return
    content.count = content.count or MANY
    if first.noun in ("window", "bag"):
        first.traits.append("full")
    elif first.noun == "tree":  # its birds come first, in its crown
        content.relation, content.parent, first.relation, first.parent, first.kind = None, None, "in", 0, "thing"
        scene.items.remove(content)
        scene.items.insert(0, content)
        scene.items.append(first.__class__("meadow", "feature", "meadow", relation="in", parent=0))


MANY = 6
CUT = {"cake": "cakeslice", "weddingcake": "cakeslice", "bread": "toast", "pepperonipizza": "pizza"}


@reading
def slices(scene) -> None:
    """A slice is less than the whole: small beside a cup."""
    for item in scene.items:
        if "slice" in item.traits and item.kind == "thing":
            item.noun = CUT.get(item.noun, item.noun)
            item.size *= 0.55 if len(scene.items) > 1 else 1.0


FRUIT = ("apple", "banana", "pear", "orangefruit")


@reading
def fruit(scene) -> None:
    """ "a bowl of fruit" has several kinds."""
    for item in list(scene.items):
        plain = item.word in ("fruit", "fruits") and not (item.colors or item.count)
        if plain and item.relation in ("of", "in", "with"):
            item.noun, *others = FRUIT
            item.plural = False
            scene.items += [item.__class__(noun, "thing", noun, relation=item.relation, parent=item.parent)
                            for noun in others]  # fmt: skip


POTTED = {"plant", "succulent", "bonsai"}  # drawn with their pots
PLANTED = {"cactus", "tree", "aloevera", "flower", "sunflower"}


@reading
def potted(scene) -> None:
    """ "a cactus in a pot": a flower pot; a plant is drawn with its own."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if item.noun != "vase" or item.word != "pot" or item.relation != "in":
            continue
        if owner.noun in POTTED:
            part_of(item, owner)
        elif owner.noun in PLANTED:
            item.noun, item.traits = "flowerpot", [*item.traits, "occupied"]
