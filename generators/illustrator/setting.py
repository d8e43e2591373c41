"""Where a scene plays, where the words do not say it: by the water with a boat, in a room with furniture."""

from .people.cast import is_person
from .people.reading import pose_of
from .people.roles import role
from .things import load, variant
from .words.scene import Item, Scene

# Where a thing is at home -> the features around it when the words name none.
HOMES = {
    "coast": ["sea"], "water": ["lake"], "sea": ["sea"], "meadow": ["meadow"], "sky": ["meadow"], "street": ["street"],
    "forest": ["forest"], "desert": ["desert"], "reef": ["reef"], "space": ["space"], "moon": ["moonscape"],
    "mountain": ["mountain"], "snow": ["mountain", "snow"],
}  # fmt: skip
# What is found in rooms: who is with it is in one.
INDOORS = set("""
couch bed desk bookshelf fireplace stove refrigerator sink bathtub toilet piano television armchair crib officechair
rockingchair dresser nightstand oven washingmachine woodtable bunkbed filingcabinet lamp mattress chandelier pendantlamp
""".split())  # noqa: SIM905 - a table of words reads better as text
AFLOAT = {"sky", "space", "reef", "sea", "water"}  # where nothing stands
# At home at sea, above and below.
DIVING = {"submarine", "mermaid", "dolphin", "swordfish", "narwhal", "orca", "whale", "belugawhale", "bluewhale"}
IN_HAND = {"holding", "playing"}  # such as a fishing rod
HOSTING = {"in", "inside", "on", "riding"}  # to the first: what it is in says where it is


def home(item: Item, scene: Scene | None = None) -> str:
    """Where an item is at home; what it contains and does is told by the scene."""
    if is_person(item):
        return "meadow"
    thing = load(variant(item, scene) if scene else item.noun)
    return thing.place if thing and item.kind == "thing" else "table"


def setting(actors: list[Item], scene: Scene, words: dict) -> str:
    """Where the actors are at home together; `words` as of `stands`."""
    if any(actor.noun in INDOORS for actor in actors):
        return "room"
    if any("swimming" in actor.traits for actor in actors):
        return "water"
    homes = [home(actor, scene) for actor in actors]
    if homes[0] == "sea" and actors[0].noun in DIVING and "reef" in homes:
        return "reef"
    hosts = (place for a, place in zip(actors, homes, strict=True) if a.relation in HOSTING and place in HOMES)
    host, own = next(hosts, None), workplace(actors[0], words)
    if own and (host is None or (host == "meadow" and own in HOMES)):  # an astronaut on a horse is on the moon
        return own
    things = all(actor.kind == "thing" for actor in actors)
    if is_person(actors[0]) and len(actors) > 1 and things and set(homes[1:]) == {"table"}:
        return "room"
    if "table" in homes and homes[0] in ("reef", "sea") and actors[1].relation in ("in", "on", "with"):
        return "table"  # "a lobster in a pot"
    return host if host and homes[0] in ("meadow", "table", "studio", "forest") else homes[0]


def workplace(item: Item, words: dict) -> str | None:
    """Where a person's role is at home: a cook in a room, a cowboy in the desert; None for who has no such role."""
    said = words.get(id(item))
    return given(said).get("home") if said else None


def given(said) -> dict[str, str]:
    """What the role of a person has (people/roles.py), by what is said of the person."""
    does = role(said.noun)
    return does.given if does else {}


def stands(item: Item, scene: Scene, words: dict) -> bool:
    """Whether an actor needs firm ground: it neither floats, swims nor flies, nor is in or on what does.

    Args:
        words: what is said of each person, by its identity (Cast.words).
    """
    things = [other for other in scene.items if other.kind == "thing" and other.relation not in IN_HAND]
    afloat = any(home(other, scene) in AFLOAT for other in things)
    wet = {"floating", "swimming"} & set(item.traits) or home(item, scene) in AFLOAT
    said = words.get(id(item))
    swims = said is not None and {pose_of(said), given(said).get("pose")} & {"swim", "surf"}
    swims = swims or any("swimming" in other.traits for other in things)
    return item.kind in ("thing", "statue") and not (wet or swims or afloat)
