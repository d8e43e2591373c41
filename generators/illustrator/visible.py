"""Which things of a scene get a place of their own in the picture: not what others wear, hold, contain or show."""

from . import attached
from .placement import Placement
from .things import FLOWERS, load, scene_part, variant
from .words.scene import Item, Scene
from .words.sizes import LARGE

FLAT = {"pictureframe": (50, 82, 50), "banner": (56, 60, 40), "stainedglass": (50, 88, 56), "map": (50, 86, 56),
        "signpost": (50, 48, 34), "stamp": (50, 84, 60), "newspaper": (50, 84, 46), "television": (50, 68, 44),
        "book": (52, 76, 40), "scroll": (50, 78, 44)}  # what pictures are on: x, y and width of those
HIDDEN = ("wearing", "holding", "playing", "kicking", "of", "shape")  # placed by what wears, holds or contains them
APART = {"beside", "behind", "front", "left", "right"}  # from what it may be a part of: "a bowl of ramen beside an egg"
HOLDABLE = {"cherrytree", "flowers", "sunflowers", "sea", "snow", "fog", "lights", "flower", "stars"}
ACTORS = ("thing", "garment", "shape", "solid", "statue", "unknown")


def held(item: Item, scene: Scene) -> bool:
    """Whether a feature word only says what a thing holds: flowers in a vase."""
    owner = scene.owner(item)
    contained = item.noun in HOLDABLE and owner is not None and owner.noun not in LARGE
    contained = contained or item.relation == "holding"
    return owner is not None and owner.kind in ACTORS and contained and item.relation in ("of", "with", "holding")


def on_stage(actors: list[Item], scene: Scene) -> list[Item]:
    """The actors that get a place of their own: not worn, held or contained, nor part of another's drawing."""
    nowhere = [Placement(a, 0, 0, 100) for a in actors]
    worn = {id(p.item) for place in nowhere for p in attached.attach(scene, place)}
    worn |= {id(p.item) for place in nowhere for side in attached.contents(scene, place) for p in side}
    thing = load(variant(actors[0], scene)) if actors else None
    shown = [a for a in actors if id(a) not in worn and (a.relation not in HIDDEN or stranded(a, scene))]
    shown = [a for a in shown if not (printed(a, scene) or on_tray(a, scene) or in_vase(a, scene))]
    parts = [a for a in shown if a is not actors[0] and a.relation not in APART and thing and scene_part(thing, a)]
    scene.used += parts
    return [a for a in shown if not any(a is part for part in parts)]


def stranded(item: Item, scene: Scene) -> bool:
    """Whether what a thing should hold, wear or contain has no place in that one's drawing."""
    owner = scene.owner(item)
    if item.kind != "thing" or item.relation == "shape" or owner is None or owner.kind not in ("thing", "garment"):
        return False
    thing = load(owner.noun)
    drawn_along = variant(owner, scene) != owner.noun or (thing is not None and scene_part(thing, item))
    return not drawn_along and owner.noun != item.noun and not printed(item, scene)


def in_vase(item: Item, scene: Scene) -> bool:
    """Whether an item is the flowers that a vase is drawn full of."""
    owner = scene.owner(item)
    return owner is not None and owner.noun == "vase" and item.noun in FLOWERS and item.relation in ("of", "with")


def on_tray(item: Item, scene: Scene) -> bool:
    """Whether an item is on the tray that a figure carries, which is drawn with a glass on it."""
    owner = scene.owner(item)
    carried = owner is not None and owner.noun == "tray" and owner.relation == "holding"
    shown = carried and item.relation in ("of", "with")
    scene.used += [item] if shown else []
    return shown


def printed(item: Item, scene: Scene) -> bool:
    """Whether an item is the picture on something flat."""
    owner = scene.owner(item)
    flat = owner is not None and owner.noun in FLAT and "stacked" not in owner.traits
    return flat and item.relation in ("of", "bears") and item.kind == "thing"
