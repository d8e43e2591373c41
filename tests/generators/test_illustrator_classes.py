"""What no drawing fits exactly takes the drawing of its class."""

import pytest

from generators.illustrator import Illustrator
from generators.illustrator.words import vocabulary as v
from generators.illustrator.words.classes import ENDINGS, MATERIALS, METALS, PARTS, RELATIONS, STANDS_FOR, TRAITS
from generators.illustrator.words.language import KINDS, parse


@pytest.mark.parametrize("table", [STANDS_FOR, ENDINGS, MATERIALS, METALS, PARTS, RELATIONS, TRAITS])
def test_every_class_has_a_drawing(table):
    assert {drawing for drawing in table.values() if KINDS.get(drawing, "unknown") == "unknown"} == set()


@pytest.mark.parametrize(
    ("description", "drawing"),
    [
        ("a civet in a meadow", "raccoon"), ("an aardvark", "animal"), ("a copper arrowhead", "tool"),
        ("an alabaster amphora", "vase"), ("a green weed", "plant"),
        ("a white chapel", "church"), ("a plate of sushi", "plate"), ("red cuckoos", "bird"),
        # words that no table knows
        ("a blue ceramic quorl", "vase"), ("a fluffy quorl", "animal"), ("a quorl with a collar", "coat"),
        ("a quorl wearing a hat", "person"), ("a red quorlberry", "strawberries"), ("a golden quorl", "pendant"),
        ("a brick quorl", "building"), ("a silk quorl", "scarf"),
    ],
)  # fmt: skip
def test_classes(description, drawing):
    assert parse(description).items[0].noun == drawing


@pytest.mark.parametrize("noun", ["fox", "wolf", "tiger", "cactus", "tractor", "kettle", "watermelon", "wizardhat"])
def test_a_drawing_of_its_own_goes_first(noun):
    assert noun not in v.SYNONYMS
    assert parse(f"a {noun}").items[0].noun == noun


def test_an_unknown_word_is_still_drawn():
    assert parse("a green quorl").items[0].kind == "unknown"
    assert Illustrator().svg("a green quorl").endswith("</svg>")


def test_noodles_come_in_their_bowl():
    assert Illustrator().svg("a bowl of ramen") == Illustrator().svg("a bowl of noodles")
    assert Illustrator().svg("a bowl of ramen") != Illustrator().svg("a bowl of salad")


@pytest.mark.parametrize(
    ("description", "drawing", "count"),
    [("three orange cactuses in the desert", "cactus", 3), ("two yellow buses", "bus", 2),
     ("a herd of brown cows", "cow", 3), ("pink and purple cupcakes on a plate", "cupcake", 3),
     ("a slice of watermelon on a white plate", "watermelon", 1), ("a pink castle on a cloud", "cloudbank", 1)],
)  # fmt: skip
def test_counts_of_things(description, drawing, count):
    placed = Illustrator().describe(description)["placed"]
    assert sum(p["drawn"] == drawing for p in placed) == count


def test_a_room_alone_is_a_room():
    assert [p["drawn"] for p in Illustrator().describe("a purple room")["placed"]] == ["room"]


def test_anyone_can_hold_something():
    placed = Illustrator().describe("an orange octopus holding a sword")["placed"]
    assert "sword" in {p["drawn"] for p in placed}
