"""Second thoughts about a parsed scene: words whose meaning only the other words tell.

Each reading is a function that changes the scene's items in place; they run in the order written here.
"""

import re

from ..drawings import load
from .classes import infer
from .vocabulary import GEMS, METALS, WORN

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

READINGS = []
LINES_UP = {"spiral", "circle", "ring", "wave", "heart", "diamond"}  # figures that other things can form
BLOOMS = {"daisy": "#fdfdf8", "rose": "#d23350", "flower": "#e85a8a", "tulipflower": "#e0405a"}  # as beds have them
LIQUIDS = {
    "milk": "#fdfbf4", "water": "#a8dcf0", "coffee": "#5a3420", "tea": "#b5702c", "wine": "#7a1f3d",
    "red wine": "#7a1f3d", "white wine": "#f0e2a0", "beer": "#e8a930", "juice": "#f2a33a", "orange juice": "#f79a28",
    "lemonade": "#f6e27a",
    "cocoa": "#6b3f22", "hot chocolate": "#6b3f22", "whiskey": "#c27a2c", "champagne": "#f2dc9a", "soda": "#7a3a22",
    "honey": "#e8a020", "oil": "#e0c040", "ink": "#20203a", "soup": "#d8802c", "cream": "#fff6e0",
    "smoothie": "#e86a9a", "cider": "#d89a3c", "juices": "#f2a33a",
}  # fmt: skip
WINES = {"wine", "red wine", "white wine", "champagne"}
FURNITURE = {"armchair", "couch", "bed", "bookshelf", "fireplace", "dresser", "rockingchair", "desk", "refrigerator"}
DRY = {"basket", "box", "woodtable", "desk", "cart", "suitcase", "bag", "shelf", "sack"}  # hold no liquids
BODY = set("head face body foot feet neck back skin arm knee elbow shoulder chest belly stomach finger toe lip cheek "
           "chin forehead smile expression grin muzzle snout claw talon hoof coat".split())
APART = {"beside", "over", "under", "on", "left", "right", "in", "behind"}
# A part without an owner -> the thing that shows it.
LOOSE = {"petal": "flower", "wheel": "tire", "shell": "seashell", "flame": "fire", "thorn": "cactus", "stone": "rock",
         "sail": "sailboat", "paw": "pawprint", "horn": "bull", "tusk": "elephant", "mane": "lion", "tail": "fox",
         "wing": "feather", "beak": "bird", "fin": "shark", "roof": "cottage", "hair": "person",
         "beard": "person", "eye": "person", "mouth": "person", "ear": "rabbit", "nose": "person", "fur": "animal",
         "hood": "hoodie", "pocket": "pants", "collar": "shirt", "sleeve": "shirt", "sole": "shoes", "stem": "flower",
         "saddle": "horse", "trim": "dress", "lace": "dress", "ribbon": "bowtie", "buckle": "belt", "scale": "fish"}
DRAWN = {"shape", "solid", "thing", "garment"}


def reading(function):
    READINGS.append(function)
    return function


def alive(item) -> bool:
    """Whether an item is somebody, or a creature: what is drawn with a head."""
    drawn = item.thing()
    return item.noun == "person" or (drawn is not None and drawn.anchor("head") is not None)


def part_of(item, owner) -> None:
    """What is said is the owner's own, and no thing beside it."""
    item.noun, item.kind, item.relation = owner.noun, "part", "with"


# What people have of a thing, in their hands or under their feet, by its noun.
IN_HANDS = {"fishingrod": "rod", "paintbrush": "brush", "drumset": "drum", "snowboard": "surfboard",
            "tennisracket": "racket"}  # fmt: skip


def mend(scene) -> None:
    for function in READINGS if scene.items else ():
        function(scene)


@reading
def stars_in_the_hand(scene) -> None:
    """Coloured stars with no land below are figures, not a night sky."""
    first = scene.items[0]
    if first.noun == "stars" and first.colors and not scene.of_kind("feature"):
        first.noun, first.kind, first.plural = "star", "shape", True


@reading
def rings_of_jewellers(scene) -> None:
    """A ring of a gem or a metal is a jewel, unless it keeps company with figures or there are many."""
    figures = [i for i in scene.of_kind("shape", "solid") if i.noun != "ring"]
    abstract = [i for i in scene.items if i.noun in ("background", "canvas") or i.relation in ("around", "forming")]
    for item in scene.items if not figures and not abstract else ():
        precious = any(name in GEMS | METALS for name in item.names) and (item.count or not item.plural)
        if item.noun == "ring" and precious and not {"linked", "layered", "concentric"} & set(item.traits):
            item.noun, item.kind = "jewelring", "thing"


@reading
def figure_of_things(scene) -> None:
    """ "a spiral of stars": the figure says how the stars lie."""
    first = scene.items[0]
    formed = scene.children(first, "of")
    if first.noun in ("pattern", "tessellation") and any(c.kind in ("shape", "solid") for c in formed):
        first.noun, first.kind = "tessellation", "arrangement"
    if first.noun in LINES_UP and any(c.kind in DRAWN and c.plural for c in scene.children(first, "of")):
        first.kind = "arrangement"


@reading
def tiles_of_a_mosaic(scene) -> None:
    """ "a mosaic of turquoise and amber tiles": its pieces, and no floor."""
    first = scene.items[0]
    for tile in scene.children(first, "of") if first.kind == "arrangement" else ():
        if tile.kind == "backdrop" and tile.plural and tile.word.startswith(("tile", "stone")):
            tile.noun, tile.kind = ("triangle" if first.noun == "mosaic" else "square"), "shape"


@reading
def wavy_lines(scene) -> None:
    for item in scene.items:
        if item.noun == "line" and {"wavy", "spiraling"} & set(item.traits):
            item.noun = "wave"


@reading
def rays_of_the_sun(scene) -> None:
    """Rays below a sky are its sun's."""
    for item in scene.items if scene.of_kind("sky", "feature") else ():
        if item.noun == "starburst":
            item.noun, item.kind = "sun", "sky"


@reading
def single_blooms(scene) -> None:
    """ "a red tulip" is one flower, "red tulips" a bed of them."""
    for item in scene.items:
        if item.word == "tulip":
            item.noun, item.kind = "tulipflower", "thing"


@reading
def crescent_moons(scene) -> None:
    """A crescent above some land is the moon."""
    for item in scene.items if scene.of_kind("feature") else ():
        if item.noun == "crescent" and item.word.startswith("crescent moon"):
            item.noun, item.kind, item.traits = "moon", "sky", [*item.traits, "crescent"]


@reading
def waves_at_sea(scene) -> None:
    """Waves under a sun, a sky or a ship are the sea's."""
    swimmers = any(i.kind == "thing" and (d := load(i.noun)) and d.place in ("sea", "reef",
    "coast") for i in scene.items)
    outdoors = scene.of_kind("sky", "feature") or swimmers
    for item in scene.items if outdoors else ():
        if item.noun == "wave" and item.plural:
            item.noun, item.kind = "sea", "feature"


@reading
def portions(scene) -> None:
    """ "a slice of melon", "a herd of cows": a word nobody knows only measures out what follows it."""
    for item in scene.items:
        served = [c for c in scene.children(item, "of") if c.kind in DRAWN]
        if item.kind == "unknown" and served:
            (first, *_) = served
            item.noun, item.kind, item.plural = first.noun, first.kind, first.plural
            item.drawing = first.drawing
            item.colors, item.names = item.colors or first.colors, item.names or first.names
            item.materials = item.materials or first.materials
            first.kind = "part"


@reading
def said_twice(scene) -> None:
    """ "a starburst of yellow rays": one thing, said twice."""
    first = scene.items[0]
    twins = [c for c in scene.children(first, "of") if c.noun == first.noun]
    for twin in twins if first.kind in ("shape", "solid") else ():
        first.colors, first.names = first.colors + twin.colors, first.names + twin.names
        twin.kind = "part"


@reading
def parts_share_their_color(scene) -> None:
    """ "blue cuffs and collar": both are blue, unlike "silver buttons and pockets"."""
    cloth = {"cuff", "collar", "sleeve", "hood", "lining", "trim"}
    for before, item in zip(scene.items, scene.items[1:], strict=False):
        if {before.noun, item.noun} <= cloth and not item.colors:
            item.colors, item.names, item.parent = before.colors, before.names, before.parent


@reading
def unknown_places(scene) -> None:
    """Something in a place that no table knows is in a room, or on some ground."""
    for item in scene.items[1:]:
        if item.kind == "unknown" and item.relation in ("in", "inside", "on") and not infer(item, []):
            noun = "room" if item.relation != "on" else "floor"
            item.noun, item.kind, item.drawing = noun, "backdrop", "class"
            if re.search(rf"\b{item.word.capitalize()}\b", scene.text):  # a town
                item.noun, item.kind = "skyline", "feature"


@reading
def liquids(scene) -> None:
    """ "a glass of milk": what fills a vessel shows by its colour."""
    for item in scene.items:
        for child in scene.children(item, "of"):
            if child.word in LIQUIDS and item.kind == "thing" and item.noun not in DRY:
                child.colors = child.colors or [LIQUIDS[child.word]]
                item.noun = "wineglass" if child.word in WINES and item.noun == "glass" else item.noun
                child.noun, child.kind = item.noun, "part"


@reading
def parts_of_things(scene) -> None:
    """ "the petals of a rose" is a rose with petals; a part that is of nothing is the thing that shows one."""
    for part in [i for i in scene.items if i.kind == "part"]:
        owners = [c for c in scene.children(part, "of") if c.kind in ("thing", "feature", "garment")]
        before = scene.items[scene.items.index(part) - 1]
        listed = part.relation == "and" and before.kind != "garment" and not (before.kind == "part" and before.parent)
        loose = part.parent is None or part.relation in APART or listed
        if owners and part is scene.items[0]:
            swap(scene, part, owners[0])
        elif not owners and loose and scene.kind_of(LOOSE.get(part.noun, "")) != "unknown":
            part.noun, part.drawing = LOOSE[part.noun], "class"
            part.kind = scene.kind_of(part.noun)


def swap(scene, part, owner) -> None:
    """Make the second of two items the owner of the first."""
    i, k = scene.items.index(part), scene.items.index(owner)
    scene.items[i], scene.items[k] = owner, part
    part.relation, part.parent = "with", i
    owner.relation, owner.parent = None, None
    if owner.kind == "feature" and not owner.colors:  # it is all petals, or all leaves
        owner.colors, owner.names, part.noun = part.colors, part.names, owner.noun


@reading
def cloths_among_things(scene) -> None:
    """ "a donut and a napkin": a cloth beside a thing is another thing, and no ground."""
    for item in scene.items[1:]:
        if item.noun == "fabric" and item.relation in ("and", "beside", "left", "right", "over"):
            item.noun, item.kind, item.drawing = "blanket", "garment", "class"


@reading
def pictures_on_things(scene) -> None:
    """ "a flag with a drawing of a whale on it": the whale is on the flag."""
    for picture in scene.items[1:]:
        shown = scene.children(picture, "of")
        if picture.noun == "pictureframe" and shown and picture.relation in ("with", "bears", "on"):
            owner = scene.items[picture.parent or 0]
            shown[0].relation, shown[0].parent = "bears", picture.parent
            picture.noun, picture.kind = owner.noun, "part"


@reading
def tables_among_things(scene) -> None:
    """ "a chair and a table", "a table in a garden": a thing of its own, and no ground for others."""
    kinds = {i.kind for i in scene.items}
    for item in scene.items:
        beside = item.relation in ("and", "beside", "with", "left", "right", "over", "under", "behind", "front")
        joined = all(i.relation in ("and", "beside", "left", "right", "under", "behind") for i in scene.items[1:])
        first = item is scene.items[0] and ("feature" in kinds or "sky" in kinds or (joined and len(scene.items) > 1))
        others = [i for i in scene.children(item, "on", "bears", "in") if i.kind not in ("feature", "sky")]
        among = item.relation == "on" and any(i.noun in FURNITURE for i in scene.items)
        if item.noun == "table" and (beside or first or among) and not others and scene.kind_of("woodtable") == "thing":
            item.noun, item.kind = "woodtable", "thing"


@reading
def dressed(scene) -> None:
    """ "a woman in a yellow dress" wears it."""
    for k, item in enumerate(scene.items[1:]):
        owner = scene.owner(item)
        worn = item.kind == "garment" and item.noun not in ("blanket", "pillow", "bag") or item.noun in WORN
        before = scene.items[k]
        if owner is not None and owner.kind == "thing" and worn and item.relation in ("in", "with"):
            item.relation = "wearing"
        elif worn and item.relation == "and" and before.relation == "wearing":
            item.relation, item.parent = "wearing", before.parent


@reading
def parts_of_bodies(scene) -> None:
    """ "a dog with a happy face": its drawing has one."""
    for item in scene.items:
        owner = scene.owner(item)
        has = owner is not None and item.relation in ("with", "of", "and") and owner.kind == "thing"
        if has and item.kind == "unknown" and item.word.rstrip("s") in BODY:
            item.noun, item.kind, item.drawing = owner.noun, "part", "own"


@reading
def class_of_the_unknown(scene) -> None:
    """What no table knows takes the drawing of its class, where the words tell it."""
    for item in scene.items:
        drawing = infer(item, scene.children(item)) if item.kind == "unknown" else None
        if drawing:
            item.noun, item.kind, item.drawing = drawing, scene.kind_of(drawing), "class"


@reading
def standing_about(scene) -> None:
    """ "a cactus garden", "a pumpkin patch": a place named after a thing has several of it."""
    for item in [i for i in scene.items if i.kind == "feature"]:
        for thing in item.modifiers:
            if thing.kind == "thing" and thing.noun not in ("flower", "rose", "fish", "person"):
                kinds = scene.items[0].__class__
                scene.items.append(kinds(thing.noun, "thing", thing.word, plural=True, relation="in", parent=0))


@reading
def grounds_full_of(scene) -> None:
    """ "a field of pumpkins" has many, "a meadow of daisies" is in bloom."""
    for ground in scene.of_kind("feature"):
        for item in [i for i in scene.children(ground, "of") if i.kind == "thing" and i.plural]:
            if item.noun in BLOOMS:
                item.colors = item.colors or [BLOOMS[item.noun]]
                item.noun, item.kind = "flowers", "feature"
            else:
                item.relation, item.count = "in", item.count or 9


@reading
def standing_on_clouds(scene) -> None:
    """A cloud that carries something is a thing in the air."""
    for item in scene.items[1:]:
        if item.noun == "cloud" and item.relation in ("on", "under", "over") and scene.items[0].kind == "thing":
            item.noun, item.kind = "cloudbank", "thing"
            item.traits.append("floating")


@reading
def lamps_overhead(scene) -> None:
    """A lamp above a thing hangs; alone it stands."""
    first = scene.items[0]
    for item in scene.items[1:]:
        lamp = first if item.relation == "over" else item if item.relation == "under" else None
        if lamp and lamp.noun == "lamp":
            lamp.noun = "pendantlamp"


@reading
def honeycombs_to_eat(scene) -> None:
    """Honeycomb on a thing is no pattern of that thing."""
    first = scene.items[0]
    if first.noun == "honeycomb" and any(i.kind == "thing" and i.relation in ("on", "beside") for i in scene.items[1:]):
        first.noun, first.kind, first.drawing = "honey", "thing", "class"


@reading
def traffic(scene) -> None:
    for item in scene.items:
        item.plural = item.plural or item.word == "traffic"
