"""Readings of what is in what: seen through glass."""

from .. import drawings
from .readings import reading
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
        drawn = drawings.load(inner.noun) if inner.kind == "thing" else None
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
