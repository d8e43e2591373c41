"""Readings of what a creature does without a named object: "a surfing penguin", "a bear dancing"."""

import re

from .readings import reading

RIDDEN = {"surfing": "surfboard", "skateboarding": "skateboard", "skating": "skateboard", "cycling": "bicycle",
          "biking": "bicycle", "snowboarding": "snowboard", "sledding": "sled"}  # fmt: skip
IN_HAND = {
    "reading": (("book", "playing"),), "studying": (("book", "playing"),), "singing": (("microphone", "holding"),),
    "cooking": (("chefhat", "wearing"), ("fryingpan", "holding")),
    "baking": (("chefhat", "wearing"), ("rollingpin", "holding")), "painting": (("paintbrush", "holding"),),
    "fishing": (("fishingrod", "holding"),), "gardening": (("wateringcan", "holding"),),
    "knitting": (("yarn", "playing"),), "drumming": (("drumset", "playing"),), "writing": (("pencil", "holding"),),
    "sweeping": (("broom", "holding"),), "digging": (("shovel", "holding"),),
}  # fmt: skip
BOATS = {"rowing": "rowboat", "boating": "rowboat", "kayaking": "kayak", "canoeing": "canoe", "rafting": "raft",
         "sailing": "sailboat"}  # fmt: skip
DANCES = {"dancing", "waltzing", "twirling"}
BOARDS = {"on", "riding"}


def doing(scene, item) -> str:
    """The participle right before or after an item's noun."""
    words = re.findall(r"[a-z]+", scene.text.lower())
    last = item.word.split()[-1]
    ends = [k for k, word in enumerate(words) if word == last]
    near = [words[i] for k in ends for i in (k - len(item.word.split()), k + 1) if 0 <= i < len(words)]
    return next((word for word in near if word in {*RIDDEN, *IN_HAND, *BOATS} | DANCES), "")


@reading
def acting(scene) -> None:
    """A creature has what it does that with; people have their own poses and tools."""
    for k, item in enumerate(list(scene.items)):
        drawn = item.thing() if item.noun != "person" else None
        act = doing(scene, item) if drawn and drawn.anchor("head") else ""
        had = {child.noun for child in scene.children(item)}
        busy = any(child.relation in ("holding", "playing", "riding") for child in scene.children(item))
        if act in DANCES:
            item.traits.append("dancing")
        tools = ((RIDDEN[act], "riding"),) if act in RIDDEN else IN_HAND.get(act, ())
        for noun, relation in tools if not busy else ():
            kind = scene.kind_of(noun)
            if kind != "unknown" and noun not in had:
                scene.items.append(item.__class__(noun, kind, noun, relation=relation, parent=k))


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
    afloat = any((drawn := item.thing()) and drawn.anchor("deck") for item in scene.items)
    if act in BOATS and not afloat and (act != "sailing" or first.noun == "person"):
        scene.items.append(first.__class__(BOATS[act], "thing", BOATS[act], relation="in", parent=0))


@reading
def boards_lie(scene) -> None:
    """A surfboard that somebody is on lies on the water."""
    for item in scene.items[1:]:
        if item.noun == "surfboard" and item.relation in BOARDS and scene.items[item.parent or 0].noun != "person":
            item.traits.append("lying")
            item.relation = "on"
