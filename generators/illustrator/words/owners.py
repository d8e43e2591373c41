"""Readings of whose something is: "a crocodile brushing its teeth", "a man in the rain with an umbrella"."""

import re

from .readings import part_of, reading

OWN = {"teeth", "hair", "fur", "nails", "paws", "hands", "face", "tail", "nose", "ears", "wings", "feathers"}


@reading
def own_body(scene) -> None:
    """ "a dog chasing its tail", "a woman combing her hair", "two penguins holding hands": their own."""
    text = scene.text.lower()
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        own = re.search(rf"\b(its|his|her|their) {re.escape(item.word)}\b", text) and item.word in OWN
        if owner.kind != "thing" or not (own or (item.word in ("hands", "paws") and item.relation == "holding")):
            continue
        if item.word == "teeth" and "brushing" in text:
            item.noun, item.word, item.relation = "toothbrush", "toothbrush", "holding"
        else:
            part_of(item, owner)


@reading
def in_the_weather(scene) -> None:
    """ "a man in the rain with an umbrella": it is the man who has it."""
    for item in scene.items[1:]:
        owner = scene.items[item.parent or 0]
        if item.kind in ("thing", "garment") and item.relation == "with" and owner.kind == "sky" and owner.parent == 0:
            item.parent = 0
