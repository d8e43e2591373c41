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
    "watering": (("wateringcan", "holding"),),
    "knitting": (("yarn", "playing"),), "drumming": (("drumset", "playing"),), "writing": (("pencil", "holding"),),
    "sweeping": (("broom", "holding"),), "digging": (("shovel", "holding"),),
    "mopping": (("mop", "holding"),), "golfing": (("golfclub", "holding"),), "filming": (("camera", "holding"),),
}  # fmt: skip
BY_PEOPLE = {"writing": (("book", "playing"),), "knitting": (("yarn", "holding"),)}  # instead
HUMAN = {"fishingrod": "rod", "paintbrush": "brush", "drumset": "drum"}  # what people have of it, in their hands
GAMES = {  # game -> what it is played with, by its noun and the word that people have it in their hands for
    "soccer": ("soccerball", "soccerball"), "tennis": ("tennisracket", "racket"),
    "badminton": ("tennisracket", "racket"), "golf": ("golfclub", "golfclub"), "hockey": ("hockeystick", "hockeystick"),
    "chess": ("chessboard", "chessboard"), "video games": ("gamecontroller", "gamecontroller"),
    "video game": ("gamecontroller", "gamecontroller"), "computer games": ("gamecontroller", "gamecontroller"),
    "hide and seek": None, "tag": None, "games": None, "catch": None,
}  # fmt: skip
LAWN = {"soccer", "football", "tennis", "badminton", "golf", "baseball", "volleyball", "rugby", "hide and seek", "tag"}
PLACES = {"fishing": ("lake", "feature"), "cooking": ("room", "backdrop"), "baking": ("room", "backdrop")}
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


@reading
def acting(scene) -> None:
    """Who does something, somebody or a creature, has what that is done with, and is where it is done."""
    for k, item in enumerate(list(scene.items)):
        drawn, person = item.thing(), item.noun == "person"
        doers = [item, *scene.children(item, "and")]  # "a fox and a rabbit dancing"
        act = next(filter(None, (doing(scene, doer) for doer in doers)), "")
        if not act or not (person or (drawn and drawn.anchor("head"))):
            continue
        had = {child.noun for child in scene.children(item)}
        busy = any(child.relation in BUSY or (act, child.relation) == PAINTED for child in scene.children(item))
        if act in DANCES:
            item.traits.append("dancing")
        tools = ((RIDDEN[act], "riding"),) if act in RIDDEN else IN_HAND.get(act, ())
        tools = BY_PEOPLE.get(act, tools) if person else tools
        tools = () if act == "writing" and "chalkboard" in had else tools
        for noun, relation in tools if not busy else ():
            kind = scene.kind_of(noun)
            if kind != "unknown" and noun not in had:
                word = HUMAN.get(noun, noun) if person else noun
                scene.items.append(item.__class__(noun, kind, word, relation=relation, parent=k))
        if act in PLACES and not (scene.of_kind("feature") or scene.of_kind("backdrop")):
            noun, kind = PLACES[act]
            scene.items.append(item.__class__(noun, kind, noun, relation="in", parent=0))


@reading
def games(scene) -> None:
    """ "kids playing soccer": with a ball, on a meadow."""
    first, text = scene.items[0], scene.text.lower()
    found = re.search(rf"\bplay(?:ing|s)? ({'|'.join([*GAMES, *LAWN])})\b", text)
    if not found or first.kind != "thing":
        return
    game = found[1]
    if game in GAMES:
        named = [item for item in scene.items[1:] if item.word in game.split() or item.word == game]
        for item in named:  # read as some thing
            item.noun, item.kind, item.relation = first.noun, "part", "with"
        if played := GAMES[game]:
            noun, word = played
            relation = "holding" if noun == "gamecontroller" else "beside"
            scene.items.append(first.__class__(noun, "thing", word, relation=relation, parent=0, size=0.6))
    if game in LAWN and not (scene.of_kind("feature") or scene.of_kind("backdrop")):
        scene.items.append(first.__class__("meadow", "feature", "meadow", relation="in", parent=0))


@reading
def picnics(scene) -> None:
    """A picnic has its basket, outdoors."""
    for item in list(scene.items):
        if item.word in ("picnic", "picnics") and item.noun == "food":
            item.noun, item.relation = "basket", "beside" if item.relation else None
            if not (scene.of_kind("feature") or scene.of_kind("backdrop")):
                scene.items.append(item.__class__("meadow", "feature", "meadow", relation="in", parent=0))


@reading
def in_the_weather(scene) -> None:
    """ "a man in the rain with an umbrella": it is the man who has it."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if item.kind in ("thing", "garment") and item.relation == "with" and owner.kind == "sky" and owner.parent == 0:
            item.parent = 0


@reading
def hand_in_hand(scene) -> None:
    """ "two penguins holding hands": their own."""
    for item in scene.items[1:]:
        if item.word in ("hands", "paws") and item.relation == "holding":
            item.noun, item.kind, item.relation = scene.items[item.parent or 0].noun, "part", "with"


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
    for item in scene.items[1:] if afloat else ():
        if item.word in ("paddle", "paddles", "oar", "oars"):  # the vessel's
            item.noun, item.kind, item.relation = first.noun, "part", "with"
    if act in BOATS and not afloat and (act != "sailing" or first.noun == "person"):
        scene.items.append(first.__class__(BOATS[act], "thing", BOATS[act], relation="in", parent=0))


@reading
def boards_lie(scene) -> None:
    """A surfboard that somebody is on lies on the water."""
    for item in scene.items[1:]:
        if item.noun == "surfboard" and item.relation in BOARDS and scene.items[item.parent or 0].noun != "person":
            item.traits.append("lying")
            item.relation = "on"
