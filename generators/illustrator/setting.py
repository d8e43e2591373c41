"""Where a scene plays, where the words do not say it: by the water with a boat, in a room with furniture."""

from .people.cast import is_person
from .people.reading import pose_of
from .people.roles import role
from .things import load, variant
from .words.scene import Item, Scene

# Where a thing is at home -> the features around it when the words name none.
HOMES = {
    "coast": ["sea"], "water": ["lake"], "sea": ["sea"], "meadow": ["meadow"], "sky": ["meadow"], "street": ["street"],
    "forest": ["forest"], "desert": ["desert"], "reef": ["reef"], "space": ["space"],
}  # fmt: skip
# What is found in rooms: who is with it is in one.
INDOORS = set("""
couch bed desk bookshelf fireplace stove refrigerator sink bathtub toilet piano television armchair crib officechair
rockingchair dresser nightstand oven washingmachine woodtable bunkbed filingcabinet lamp mattress chandelier pendantlamp
""".split())  # noqa: SIM905 - a table of words reads better as text
AFLOAT = {"sky", "space", "reef", "sea", "water"}  # where nothing stands
HOSTING = {"in", "inside", "on", "riding"}  # to the first: what it is in says where it is


def home(item: Item, scene: Scene | None = None) -> str:
    """Where an item is at home; what it contains and does is told by the scene."""
    if is_person(item):
        return "meadow"
    thing = load(variant(item, scene) if scene else item.noun)
    return thing.place if thing and item.kind == "thing" else "table"


def setting(actors: list[Item], scene: Scene) -> str:
    """Where the actors are at home together."""
    if any(actor.noun in INDOORS for actor in actors):
        return "room"
    if any("swimming" in actor.traits for actor in actors):
        return "water"
    homes = [home(actor, scene) for actor in actors]
    things = all(actor.kind == "thing" for actor in actors)
    if is_person(actors[0]) and len(actors) > 1 and things and set(homes[1:]) == {"table"}:
        return "room"
    if "table" in homes and homes[0] in ("reef", "sea") and actors[1].relation in ("in", "on", "with"):
        return "table"  # "a lobster in a pot"
    hosts = (place for a, place in zip(actors, homes, strict=True) if a.relation in HOSTING and place in HOMES)
    return next(hosts, homes[0]) if homes[0] in ("meadow", "table", "studio", "forest") else homes[0]


def stands(item: Item, scene: Scene, words: dict) -> bool:
    """Whether an actor needs firm ground: it neither floats, swims nor flies, nor is in or on what does.

    Args:
        words: what is said of each person, by its identity (Cast.words).
    """
    things = [other for other in scene.items if other.kind == "thing"]
    afloat = any(home(other, scene) in AFLOAT for other in things)
    wet = {"floating", "swimming"} & set(item.traits) or home(item, scene) in AFLOAT
    said = words.get(id(item))
    does = role(said.noun) if said else None
    swims = said is not None and {pose_of(said), does.given.get("pose") if does else ""} & {"swim", "surf"}
    swims = swims or any("swimming" in other.traits for other in things)
    return item.kind in ("thing", "statue") and not (wet or swims or afloat)
