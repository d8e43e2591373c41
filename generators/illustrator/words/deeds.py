"""Readings of what somebody does, and with which part of the body: "a dog with a bone in its mouth"."""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

import re

from support.english import fold, singular

from .. import drawings
from ..people.cast import GAMES
from .readings import LIQUIDS, alive, reading

# "in its mouth", "on her head": where on the owner's drawing that is (attached.py).
AT = {
    **dict.fromkeys("mouth beak teeth jaw snout trunk lip tongue".split(), "mouth"),
    **dict.fromkeys("hand paw claw talon arm fist wing finger".split(), "hand"),
    **dict.fromkeys("head ear forehead hair".split(), "head"),
    **dict.fromkeys("shoulder".split(), "shoulder"),
    **dict.fromkeys("back".split(), "saddle"),
    **dict.fromkeys("neck throat".split(), "neck"),
    **dict.fromkeys("lap knee belly stomach chest".split(), "lap"),
}
WITH = {"with", "holding", "playing", "beside", "and", "wearing"}
DOING = {"riding", "holding", "playing", "wearing", "flying"}
CAKES = {"cake", "cupcake", "muffin", "pie", "donut"}


@reading
def people_by_name(scene) -> None:
    """A capital and a deed make a stranger's name a person: "Einstein riding a bicycle"."""
    written = {fold(word): word for word in re.findall(r"[^\W\d_]+", scene.text)}
    for item in scene.items:
        acts = any(child.relation in DOING for child in scene.children(item))
        if item.kind == "unknown" and acts and written.get(item.word, "x")[0].isupper():
            item.noun, item.kind, item.word, item.plural, item.drawing = "person", "thing", "person", False, "class"


@reading
def at_parts_of_the_body(scene) -> None:
    """What is in its mouth or on its head belongs to the owner of that, and the part is no other thing."""
    items = scene.items
    for k, part in enumerate(items):
        place = AT.get(singular(part.word))
        if place is None or not (k and (part.own or part.count == 1) and part.relation in ("in", "on", "around",
        "over")):
            continue
        at = part.parent if part.parent is not None else 0
        carried = items[k - 1]
        if carried.relation in WITH and carried.kind in ("thing", "garment", "shape", "solid"):
            at = carried.parent if carried.parent is not None else 0
            carried.relation, carried.at = "holding" if place in ("mouth", "hand", "lap") else "wearing", place
        if items[at].kind == "thing" and items[at] is not part:
            part.noun, part.kind, part.drawing, part.parent = items[at].noun, "part", "own", at


@reading
def on_shoulders(scene) -> None:
    """ "a parrot on a pirate's shoulder"."""
    first = scene.items[0]
    said = "shoulder" in scene.text.lower() and first.kind == "thing"
    for item in scene.items[1:] if said else ():
        if item.noun == "person" and item.relation == "on":
            first.at = "shoulder"


@reading
def breath(scene) -> None:
    """ "a dragon breathing fire": a jet from its mouth."""
    for item in scene.items[1:]:
        owner = scene.owner(item)
        if item.relation == "breathing" and item.noun == "fire" and owner is not None and owner.kind == "thing":
            item.noun, item.at = "firebreath", "mouth"
            owner.traits.append("breathing")
        if item.relation == "breathing":
            item.relation = "holding"


@reading
def carried_by_things(scene) -> None:
    """ "a lorry carrying logs": what has no hands has it on its back."""
    for item in scene.items[1:]:
        owner = scene.owner(item)
        drawn = owner.thing() if owner is not None else None
        if drawn and item.relation == "holding" and not (drawn.anchor("head") or drawn.anchor("hand")):
            item.relation = "containing" if drawn.anchor("holds") or drawn.anchor("tops") else "bears"


@reading
def flown(scene) -> None:
    """ "a boy flying a kite": the kite flies, not the boy."""
    for item in scene.items[1:]:
        owner = scene.owner(item)
        if item.relation == "flying" and owner is not None:
            for flier in (owner, *(other for other in scene.items if other.noun == "person")):
                flier.traits = [trait for trait in flier.traits if trait != "floating"]
            item.traits.append("floating")


@reading
def on_cakes(scene) -> None:
    """ "a cake with seven candles": thin ones, and those of its drawing go."""
    for k, item in enumerate(scene.items[1:]):
        owner = scene.owner(item)
        if item.noun in CAKES and item.relation == "on" and owner is not None and scene.items[k].noun == "candle":
            candle = scene.items[k]  # "blowing out the candles on a cake"
            item.relation, item.parent, candle.relation, candle.parent = candle.relation, candle.parent, "with", k + 1
            candle.traits.append("cake")
            item.traits.append("candles")
        on_cake = owner is not None and owner.noun in CAKES and item.relation in WITH | {"on", "bears"}
        if item.noun == "candle" and on_cake:
            item.traits.append("cake")
            owner.traits.append("candles")


@reading
def played_between(scene) -> None:
    """ "two men playing chess": the board is between them, and not in their hands."""
    for item in scene.items[1:]:
        people = scene.items[item.parent or 0].noun == "person"  # creatures have small drums in the lap
        if item.relation == "playing" and item.noun in GAMES and (people or item.noun not in ("drumset", "piano")):
            item.relation = "beside"


@reading
def people_are_not_held(scene) -> None:
    """ "a mother reading to her son": only babies and dolls are held."""
    for item in scene.items[1:]:
        held = item.relation in ("holding", "playing") and item.noun == "person"
        held = held or (item.noun == "person" and item.at)
        if held and not {"baby", "infant", "newborn", "toddler"} & set(item.word.split()):
            item.relation, item.at = "beside", ""


@reading
def balls_for_play(scene) -> None:
    """ "a dog chasing a ball": a small one."""
    for item in scene.items[1:] if alive(scene.items[0]) else ():
        if item.noun == "sphere" and item.word in ("ball", "balls") and item.relation in ("beside", "with", "holding"):
            item.size *= 0.5


@reading
def topped(scene) -> None:
    """What lies on a cake stands in the candle's place."""
    for item in scene.items[1:]:
        owner = scene.owner(item)
        if owner is not None and owner.noun in CAKES and item.relation in ("bears", "with",
        "on") and item.kind == "thing":
            owner.traits.append("candles")


@reading
def all_swim(scene) -> None:
    """ "a duck swimming with three ducklings": they swim as well."""
    if "swimming" in scene.items[0].traits:
        for item in scene.items[1:]:
            drawn = item.thing()
            if drawn and drawn.anchor("head") and item.relation in ("with", "and"):
                item.traits.append("swimming")


@reading
def autumn_leaves(scene) -> None:
    for item in scene.items:
        if item.noun == "leaf" and "autumn" in item.traits and not item.colors:
            item.colors, item.names = ["#d9742b"], ["autumn"]


@reading
def eaten_plants(scene) -> None:
    """ "a panda eating bamboo": it has some in its paw, and is in no thicket."""
    for item in scene.items[1:]:
        if item.relation == "playing" and item.kind == "feature":
            item.relation = "holding" if drawings.load(item.noun) else "in"  # "drinking from a river"


MOUNTED = {"cyclist": "bicycle", "bicyclist": "bicycle", "biker": "motorcycle", "motorcyclist": "motorcycle",
           "horseman": "horse", "horsewoman": "horse", "jockey": "horse"}  # fmt: skip


@reading
def mounted(scene) -> None:
    """A cyclist rides a bicycle, said or not."""
    for k, item in enumerate(list(scene.items)):
        mount = MOUNTED.get(singular(item.word)) if item.noun == "person" else None
        said = any(other.noun == mount for other in scene.items)
        if mount and not said and not item.plural and (item.count or 1) == 1:
            scene.items.append(item.__class__(mount, "thing", mount, relation="riding", parent=k))


YOUNG = {"calf", "cub", "pup", "foal", "young", "chick", "baby", "babies", "kid", "lamb", "offspring"}


@reading
def its_young(scene) -> None:
    """ "a whale and its calf": a small whale."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if item.own and singular(item.word) in YOUNG and owner.kind == "thing" and owner.noun != "person":
            item.noun, item.kind, item.size, item.drawing = owner.noun, "thing", 0.55, "own"
        elif singular(item.word) in YOUNG and any(o.noun == item.noun and o.word != item.word for o in scene.items):
            item.size = 0.6  # "a horse and a foal"


@reading
def on_roofs(scene) -> None:
    """ "on the roof of a barn": on the barn."""
    for part, whole in zip(scene.items[1:], scene.items[2:], strict=False):
        upper = part.word in ("roof", "rooftop", "bonnet", "hood", "top")
        if upper and whole.relation == "of" and whole.kind == "thing":
            part.noun, part.kind, part.word, part.drawing = whole.noun, "thing", whole.word, whole.drawing
            part.colors, part.names, part.materials = whole.colors, whole.names, whole.materials
            whole.kind, whole.parent = "part", scene.items.index(part)


@reading
def chimneys(scene) -> None:
    """ "a cabin in the snow with smoke from the chimney": the cabin's own, and smoke is no colour of it."""
    drawn = [drawings.load(item.noun) for item in scene.items]
    houses = [i for i, thing in enumerate(drawn) if thing and thing.has_part("chimney")]
    for item in scene.items[1:] if houses else ():
        if item.noun == "chimney":
            item.parent, item.relation = houses[0], "with"
            if scene.items[houses[0]].kind == "feature":  # a village's, each house with its own
                item.kind = "part"
            if item.names == ["smoke"]:
                item.colors, item.names = [], []


@reading
def shot_at(scene) -> None:
    """An archer's target has rings and a stand, and the arrow is on the bow."""
    people = any(item.noun == "person" for item in scene.items)
    for item in scene.items[1:] if people else ():
        if item.word in ("target", "bullseye") and drawings.load("dartboard"):
            item.noun, item.kind, item.relation = "dartboard", "thing", "beside"
        elif item.word in ("arrow", "arrows") and item.kind == "shape" and scene.items[0].word in ("archer", "bowman"):
            item.noun, item.kind = scene.items[0].noun, "part"
            item.relation, item.parent = "with", 0


@reading
def scoops(scene) -> None:
    """ "a cone with three scoops": of the ice cream."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if singular(item.word) == "scoop" and owner.noun == "icecream":
            item.noun, item.kind = owner.noun, "part"


@reading
def on_brooms(scene) -> None:
    """ "a witch flying on a broom": in the air, and on hers where the words name none."""
    for k, item in enumerate(list(scene.items)):
        owner = scene.items[item.parent or 0]
        if item.noun == "broom" and item.relation in ("on", "riding") and owner.kind == "thing":
            item.noun, item.relation = "flyingbroom", "riding"
        ridden = any(child.kind == "thing" for child in scene.children(item, "riding", "on", "in"))
        if "floating" in item.traits and singular(item.word) == "witch" and not ridden:
            scene.items.append(item.__class__("flyingbroom", "thing", "broom", relation="riding", parent=k))


@reading
def pots_of_food(scene) -> None:
    """ "a pot of soup" is no flower pot."""
    for item in scene.items:
        food = [child for child in scene.children(item, "of") if home_of(child) == "table" or child.word in LIQUIDS]
        if item.word == "pot" and food:
            item.noun = "saucepan"


def home_of(item) -> str:
    drawn = item.thing()
    return drawn.place if drawn else ""


@reading
def roasted(scene) -> None:
    """ "a turkey on a silver plate" is a roast."""
    served = any(item.noun in ("plate", "tray") for item in scene.items) and drawings.load("turkeyroast")
    for item in scene.items if served else ():
        if item.noun in ("turkey", "chicken", "goose", "duck") and item.kind == "thing":
            item.noun = "turkeyroast"


@reading
def brooding(scene) -> None:
    """ "a hen sitting on eggs in a nest": a nest with eggs is what she sits on."""
    eggs = next((item for item in scene.items[1:] if item.noun == "egg" and item.relation == "on"), None)
    nest = next((item for item in scene.items[1:] if item.noun == "nest"), None)
    if eggs and nest:
        nest.relation, nest.parent = "on", eggs.parent
        eggs.noun, eggs.kind, eggs.parent, eggs.relation = nest.noun, "part", scene.items.index(nest), "with"


@reading
def spectacles(scene) -> None:
    """ "a cat with glasses" wears them; "two glasses", "glasses of wine" and a single glass are for drinking."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        worn = item.word == "glasses" and not item.count and not scene.children(item, "of")
        if worn and item.noun == "glass" and alive(owner) and item.relation in ("wearing", "with", "in"):
            item.noun, item.plural, item.relation = "eyeglasses", False, "wearing"
