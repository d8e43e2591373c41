"""Readings of games and outings: what they take, and where they are."""

import re

from .readings import IN_HANDS, part_of, reading

# Game -> what it is played with, if with anything.
GAMES = {
    "soccer": "soccerball", "tennis": "tennisracket", "badminton": "tennisracket", "golf": "golfclub",
    "hockey": "hockeystick", "chess": "chessboard", "video games": "gamecontroller", "video game": "gamecontroller",
    "computer games": "gamecontroller", "hide and seek": None, "tag": None, "games": None, "catch": None,
}  # fmt: skip
LAWN = {"soccer", "football", "tennis", "badminton", "golf", "baseball", "volleyball", "rugby", "hide and seek", "tag"}
PLAYED = re.compile(rf"\bplay(?:ing|s)? ({'|'.join([*GAMES, *sorted(LAWN)])})\b")


@reading
def games(scene) -> None:
    """ "kids playing soccer": with a ball, on a meadow."""
    first, found = scene.items[0], PLAYED.search(scene.text.lower())
    if not found or first.kind != "thing":
        return
    game = found[1]
    for item in scene.items[1:] if game in GAMES else ():
        if item.word in (game, *game.split()):  # read as some thing
            part_of(item, first)
    if noun := GAMES.get(game):
        relation, word = "holding" if noun == "gamecontroller" else "beside", IN_HANDS.get(noun, noun)
        scene.items.append(first.__class__(noun, "thing", word, relation=relation, parent=0, size=0.6))
    if game in LAWN:
        scene.plays_in("meadow")


@reading
def picnics(scene) -> None:
    """A picnic has its basket, outdoors."""
    for item in list(scene.items):
        if item.word in ("picnic", "picnics") and item.noun == "food":
            item.noun, item.relation = "basket", "beside" if item.relation else None
            scene.plays_in("meadow")
