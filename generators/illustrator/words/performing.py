"""Readings of what is done without a named object: "a surfing penguin", "a man fishing", "a bear dancing"."""

import re

from .readings import IN_HANDS, alive, part_of, reading

RIDDEN = {"surfing": "surfboard", "skateboarding": "skateboard", "skating": "skateboard", "cycling": "bicycle",
          "biking": "bicycle", "snowboarding": "snowboard", "sledding": "sled",
          "skiing": "skis"}  # fmt: skip
IN_HAND = {
    "reading": (("book", "playing"),), "studying": (("book", "playing"),), "singing": (("microphone", "holding"),),
    "cooking": (("chefhat", "wearing"), ("fryingpan", "holding")),
    "baking": (("chefhat", "wearing"), ("rollingpin", "holding")), "painting": (("paintbrush", "holding"),),
    "fishing": (("fishingrod", "holding"),), "gardening": (("wateringcan", "holding"),),
    "watering": (("wateringcan", "holding"),),
    "knitting": (("yarn", "playing"),), "drumming": (("drumset", "playing"),), "writing": (("pencil", "holding"),),
    "sweeping": (("broom", "holding"),), "digging": (("shovel", "holding"),),
    "mopping": (("mop", "holding"),), "golfing": (("golfclub", "holding"),), "filming": (("camera", "holding"),),
}  # fmt: skip
BY_PEOPLE = {"writing": (("book", "playing"),), "knitting": (("yarn", "holding"),)}  # instead
SNOW = ("snow",)
PLACES = {"fishing": ("lake",), "cooking": ("room", "backdrop"), "baking": ("room", "backdrop"),
          "skiing": SNOW, "snowboarding": SNOW, "sledding": SNOW}  # fmt: skip
BOATS = {"rowing": "rowboat", "boating": "rowboat", "kayaking": "kayak", "canoeing": "canoe", "rafting": "raft",
         "sailing": "sailboat"}  # fmt: skip
BUSY = {"holding", "playing", "riding"}  # with what the words name
PAINTED = ("painting", "beside")  # what is painted is all there is to see
DANCES = {"dancing", "waltzing", "twirling"}
BOARDS = {"on", "riding"}


def doing(scene, item) -> str:
    """The participle right before or after an item's noun."""
    words = re.findall(r"[a-z]+", scene.text.lower())
    last = item.word.split()[-1]
    ends = [k for k, word in enumerate(words) if word == last]
    near = [words[i] for k in ends for i in (k - len(item.word.split()), k + 1) if 0 <= i < len(words)]
    return next((word for word in near if word in {*RIDDEN, *IN_HAND, *BOATS} | DANCES), "")


def tools(act: str, person: bool, had: set[str]) -> tuple[tuple[str, str], ...]:
    """What something is done with, as (noun, relation), by who has the nouns of `had` already."""
    if act == "writing" and "chalkboard" in had:
        return ()
    if person and act in BY_PEOPLE:
        return BY_PEOPLE[act]
    return ((RIDDEN[act], "riding"),) if act in RIDDEN else IN_HAND.get(act, ())


@reading
def acting(scene) -> None:
    """Who does something, somebody or a creature, has what that is done with, and is where it is done."""
    for k, item in enumerate(list(scene.items)):
        doers = [item, *scene.children(item, "and")]  # "a fox and a rabbit dancing"
        act = next(filter(None, (doing(scene, doer) for doer in doers)), "")
        if not (act and alive(item)):
            continue
        person = item.noun == "person"
        had = {child.noun for child in scene.children(item)}
        busy = any(child.relation in BUSY or (act, child.relation) == PAINTED for child in scene.children(item))
        if act in DANCES:
            item.traits.append("dancing")
        for noun, relation in tools(act, person, had) if not busy else ():
            kind = scene.kind_of(noun)
            if kind != "unknown" and noun not in had:
                word = IN_HANDS.get(noun, noun) if person else noun
                scene.items.append(item.__class__(noun, kind, word, relation=relation, parent=k))
        if act in PLACES:
            scene.plays_in(*PLACES[act])
        if PLACES.get(act) == SNOW:
            scene.moods.append("snowy")


@reading
def surfing_at_sea(scene) -> None:
    """Who surfs, somebody or a creature, does it on the sea, of which the wave is part."""
    first = scene.items[0]
    if first.kind != "thing" or doing(scene, first) != "surfing":
        return
    for wave in scene.items[1:]:
        if wave.noun in ("wave", "oceanwave"):
            wave.noun, wave.kind, wave.relation = "sea", "feature", "in"
    if not scene.of_kind("feature"):
        scene.items.append(first.__class__("sea", "feature", "sea", relation="in", parent=0))


@reading
def boating(scene) -> None:
    """ "a man rowing on a lake": in a boat, said or not."""
    first = scene.items[0]
    act = doing(scene, first) if first.kind == "thing" else ""
    drawings = [drawn for item in scene.items if (drawn := item.thing())]
    afloat = any(drawn.anchor("deck") and drawn.place in ("sea", "water") for drawn in drawings)
    for item in scene.items[1:] if afloat else ():
        if item.word in ("paddle", "paddles", "oar", "oars"):  # the vessel's
            part_of(item, first)
    if act in BOATS and not afloat and (act != "sailing" or first.noun == "person"):
        scene.items.append(first.__class__(BOATS[act], "thing", BOATS[act], relation="in", parent=0))


@reading
def boards_lie(scene) -> None:
    """A surfboard that somebody is on lies on the water, and skis on the snow."""
    for item in scene.items[1:]:
        ridden = item.relation in BOARDS and scene.items[item.parent or 0].noun != "person"
        if item.noun in ("surfboard", "skis", "snowboard") and ridden:
            item.traits.append("lying")
            item.relation = "on"
            if item.noun != "surfboard":
                scene.plays_in("snow")
