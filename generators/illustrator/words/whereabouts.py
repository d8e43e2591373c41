"""Readings of where something is: under the sea, on the moon, in a café in Paris."""

import re

from support.english import singular

from .. import drawings
from ..people.cast import SEATS
from .readings import alive, reading
from .sizes import LARGE

WATERS = {"sea", "lake", "river"}
BODIES = {"moon": None, "mars": "#c8623a", "planet": "#a06a8a"}  # that are stood on -> the ground's colour
HOUSES = {"cafe": "shop", "restaurant": "shop", "library": "building", "school": "school", "gym": "building",
          "studio": "building", "gallery": "building", "nursery": "cottage", "workshop": "shed"}  # seen from outside
SINGLE = SEATS - {"bench", "couch", "swing"}  # seats for one
PLACED = {"on", "in", "inside", "over", "under", "behind", "front", "left", "right"}
FRONTS = ("awning", "facade", "façade", "shop front", "terrace", "pavement")  # what only a house seen from outside has
OUTDOORS = ("feature", "sky")
INSIDE = {"building", "shop", "school", "hospital", "factory", "bank", "airport", "hotel", "garage",
          "restaurantbuilding", "theater",
          "policestation", "firestation"}  # that one is in as in a room


@reading
def under_water(scene) -> None:
    """ "a submarine under the sea": in it, and not below it."""
    for item in scene.items[1:]:
        if item.noun in WATERS and item.relation == "under" and scene.items[0].kind == "thing":
            item.noun, item.relation = "reef", "in"


STARGAZING = re.compile(r"\b(?:look|gaz|watch|star|count|wish|point)\w*(?: up)?(?: at| to| upon| on)? the stars\b")


@reading
def stargazing(scene) -> None:
    """ "a boy looking at the stars": those of the night."""
    for item in scene.items[1:] if STARGAZING.search(scene.text.lower()) else ():
        if item.noun == "star":
            item.noun, item.kind, item.relation = "stars", "sky", "in"


LOOKING_OUT = re.compile(r"\b(?:look|gaz|star|peer|watch|peek)\w* (?:out|through|from)\b[^,.]*\bwindow\b")


@reading
def at_windows(scene) -> None:
    """ "a cat looking out of the window": from its sill."""
    for item in scene.items[1:] if LOOKING_OUT.search(scene.text.lower()) else ():
        if item.noun == "window" and alive(scene.items[0]):
            item.noun, item.kind, item.relation = "windowsill", "backdrop", "in"


@reading
def on_the_moon(scene) -> None:
    """What is on the moon, or on Mars, has that for its ground."""
    for item in scene.items[1:]:
        if item.noun in BODIES and item.relation == "on" and scene.items[0].kind == "thing":
            color = BODIES[item.noun]
            item.colors = item.colors or ([color] if color else [])
            item.noun, item.kind = "moonscape", "feature"


@reading
def houses_seen_from_outside(scene) -> None:
    """ "a café in Paris" is a house in a street, "a man in a café" in a room."""
    first = scene.items[0]
    house = HOUSES.get(first.word) if first.noun == "room" else None
    outside = any(item.kind == "feature" and item.relation in ("in", "beside", "on") for item in scene.items[1:])
    outside = outside or any(word in scene.text.lower() for word in FRONTS)
    if house and drawings.load(house) and outside:
        first.noun, first.kind = house, "thing"


@reading
def flowers_indoors(scene) -> None:
    """Flowers in a room, on a sill or a table are cut ones."""
    indoors = scene.of_kind("backdrop") and not any(
        item.kind in OUTDOORS and item.noun not in ("flowers", "sunflowers") for item in scene.items
    )
    for item in scene.items if indoors and drawings.load("flowerbouquet") else ():
        if item.noun in ("flowers", "sunflowers") and item.relation not in ("of", "with", "holding", "in"):
            item.noun, item.kind, item.plural = "flowerbouquet", "thing", False


@reading
def in_buildings(scene) -> None:
    """Who is in a shop or a museum is in a room; houses are in streets."""
    first = scene.items[0]
    outside = first.noun in LARGE or first.kind in OUTDOORS or any(item.kind in OUTDOORS for item in scene.items)
    for item in scene.items[1:] if not outside else ():
        if item.noun in INSIDE and item.kind == "thing" and item.relation in ("in", "inside"):
            item.noun, item.kind, item.drawing = "room", "backdrop", "class"


@reading
def tables_for_people(scene) -> None:
    """ "a family at a table": the table is a thing that they are beside."""
    people = any(item.noun == "person" for item in scene.items)
    for item in scene.items[1:] if people else ():
        if item.noun == "table" and item.kind == "backdrop" and item.relation in ("in", "beside", "around"):
            item.noun, item.kind, item.relation = "woodtable", "thing", "beside"


@reading
def tablecloths(scene) -> None:
    """ "a cup on a checked tablecloth": a table with that cloth."""
    for item in scene.items[1:]:
        if item.word.startswith("tablecloth") and item.relation == "on":
            item.noun, item.kind, item.drawing = "fabric", "backdrop", "own"


@reading
def nearest_hosts(scene) -> None:
    """ "a nurse pushing an old man in a wheelchair": he is in it, not she."""
    for k, item in enumerate(scene.items[1:]):
        before = scene.items[k]
        thing = item.thing()
        person = before.noun == "person"
        roomy = thing is not None and (item.noun in SEATS and person or thing.anchor("holds") or thing.anchor("saddle"))
        placed = any(other.relation in PLACED for other in scene.items[1:k])
        if item.noun in SINGLE and person and before.relation == "and" and item.relation in ("in", "on"):
            item.parent = k  # "a nurse and an old man in a wheelchair"
        listed = before.relation == scene.items[k - 1].relation == "with"  # "with a clown, an elephant on a ball"
        acted_on = before.relation == "beside" or (before.relation == "and" and placed) or listed
        somewhere = scene.items[item.parent or 0].kind in ("backdrop", *OUTDOORS)  # "a room with a dog on a rug"
        if somewhere and before.kind == item.kind == "thing" and item.relation in PLACED:
            item.parent = k
        acted_on = acted_on and before.kind == "thing" and (before.relation == "and" or before.parent == item.parent)
        if acted_on and roomy and item.relation in ("in", "inside", "on", "riding"):
            item.parent = k


@reading
def backed(scene) -> None:
    """A spider in its web is before it."""
    for item in scene.items[1:]:
        if item.noun == "spiderweb" and item.relation in ("in", "on"):
            item.relation = "inside"
        elif item.noun in ("rock", "stump", "log") and item.relation in ("in", "inside"):  # "a sword in a stone"
            item.relation = "on"


@reading
def rowed(scene) -> None:
    """ "two children in a boat": one without a sail that would hide them."""
    for item in scene.items[1:]:
        if item.word in ("boat", "small boat", "fishing boat") and item.relation in ("in", "inside"):
            item.noun = "rowboat"


BLOOMING = {"flowers": None, "sunflowers": "#ffc61a", "flower": None, "rose": "#d23350", "tulipflower": "#e0405a",
            "daisy": "#fdfdf8", "lilyflower": "#fdf3f8", "daffodil": "#ffd23e", "poppyflower": "#e2402c",
            "orchidflower": "#c86ac8", "carnation": "#e85a8a", "flowerbouquet": None}  # fmt: skip


VASES = {"vase", "jar", "jug", "glass", "bottle", "flowerpot", "mug", "bucket", "wateringcan", "teapot"}
BOATS = {"boat", "rowboat", "canoe", "kayak", "raft", "gondola"}


@reading
def cut_flowers(scene) -> None:
    """ "sunflowers in a vase" is a vase of sunflowers."""
    flowers, vessel = (*scene.items, None)[:2] if len(scene.items) > 1 else (None, None)
    if vessel and flowers.noun in BLOOMING and vessel.noun in VASES and vessel.relation in ("in", "inside"):
        color = BLOOMING[flowers.noun]
        flowers.colors = flowers.colors or ([color] if color else [])
        vessel.noun = "vase"
        flowers.relation, flowers.parent, vessel.relation, vessel.parent = "of", 0, None, None
        scene.items[:2] = [vessel, flowers]


@reading
def trees_indoors(scene) -> None:
    """A Christmas tree in a living room is a thing there."""
    rooms = any(item.noun in {"room", "fireplace", "couch", "bed", "armchair"} for item in scene.items)
    festive = "christmas" in scene.text.lower()
    features = scene.of_kind("feature")
    if rooms and not scene.of_kind("sky") and all(drawings.load(item.noun) for item in features):
        for item in features:
            item.kind = "thing"
            if item.noun == "tree" and festive:
                item.noun, item.word = "conifer", "christmas tree"


@reading
def pyramids_of_egypt(scene) -> None:
    """ "the pyramids at night" are no solids of one colour."""
    outside = scene.of_kind("sky", "feature", "thing")
    for item in scene.items if outside else ():
        if item.noun == "pyramid" and item.kind == "solid" and item.plural and not (item.colors or item.materials):
            item.noun, item.kind = "pyramidtomb", "thing"


FLYING = re.compile(r"\b(?:fl(?:y|ies|ying|ew)|sky|skies|clouds?|airport|pilot|runway|landing|tak(?:es|ing) off)\b")


@reading
def planes_that_fly(scene) -> None:
    aloft = FLYING.search(scene.text.lower()) or scene.of_kind("feature")
    people = any(item.noun == "person" for item in scene.items)
    for item in scene.items if aloft or people else ():
        if item.noun == "plane" and item.kind == "solid" and not item.materials:
            item.noun, item.kind = "airplane", "thing"


@reading
def shelves_in_rooms(scene) -> None:
    """ "a library with tall shelves": bookcases."""
    rooms = any(item.noun == "room" for item in scene.items)
    for item in scene.items[1:] if rooms else ():
        if item.noun == "shelf" and item.kind == "backdrop" and item.plural:
            item.noun, item.kind = "bookshelf", "thing"


@reading
def ground_outdoors(scene) -> None:
    """ "the snow covered the ground": the land itself."""
    outside = scene.of_kind("feature", "sky") and not any(item.noun == "room" for item in scene.items)
    for item in scene.items if outside else ():
        if singular(item.word) in ("ground", "pavement", "earth", "terrain"):
            item.noun, item.kind, item.drawing = "street" if item.word == "pavement" else "plain", "feature", "own"


@reading
def flowers_in_barrows(scene) -> None:
    """ "a wheelbarrow full of flowers": cut or potted ones."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        drawn = owner.thing() if owner.noun not in VASES else None
        if item.noun == "flowers" and item.relation in ("of", "containing") and drawn and drawn.anchor("holds"):
            item.noun, item.kind, item.plural = "flower", "thing", True


@reading
def in_their_boats(scene) -> None:
    """ "a boat with a fisherman": he is in it."""
    boat, sailor = (*scene.items, None)[:2] if len(scene.items) > 1 else (None, None)
    if sailor and boat.noun in BOATS and sailor.noun == "person" and sailor.relation == "with":
        boat.noun = "rowboat" if boat.noun == "boat" else boat.noun
        boat.relation, boat.parent, sailor.relation, sailor.parent = "in", 0, None, None
        scene.items[:2] = [sailor, boat]


@reading
def wine_glasses(scene) -> None:
    """ "a bottle of wine and two glasses"."""
    wine = any(item.word in ("wine", "champagne") or item.noun == "winebottle" for item in scene.items)
    for item in scene.items if wine else ():
        item.noun = "wineglass" if item.noun == "glass" and item.kind == "thing" else item.noun


@reading
def tables_with_chairs(scene) -> None:
    """ "a table with a chess board and two chairs": a thing that others are on and beside."""
    first = scene.items[0]
    if first.noun == "table" and first.kind == "backdrop" and any(i.noun in CHAIRS for i in scene.items):
        first.noun, first.kind = "woodtable", "thing"


CHAIRS = {"chair", "armchair", "stool", "bench", "officechair"}


@reading
def walls_outdoors(scene) -> None:
    """A wall that a horse jumps over, or somebody sits on, out in the fields."""
    outside = scene.of_kind("feature", "sky")
    for item in scene.items[1:] if outside and drawings.load("stonewall") else ():
        if item.noun == "wall" and item.kind == "backdrop" and item.relation in ("over", "on", "behind", "beside"):
            item.noun, item.kind = "stonewall", "thing"
