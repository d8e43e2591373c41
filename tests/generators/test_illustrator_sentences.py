"""Sentences that a newcomer types: what is in the picture, and where."""

import re

import pytest

from generators.illustrator import Illustrator
from scoring import validate_svg


def described(sentence: str, seed: int = 0) -> dict:
    return Illustrator().describe(sentence, seed)


def nouns(sentence: str) -> list[str]:
    return [item["noun"] for item in described(sentence)["items"]]


def places(sentence: str, noun: str) -> list[tuple[float, float, float]]:
    """x, y and size of what is drawn of a noun."""
    notes = [note["where"] for note in described(sentence)["placed"] if note["drawn"] == noun]
    return [tuple(map(float, re.findall(r"-?\d+", where)[:3])) for where in notes if " at " in where]


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("a couple dancing under the stars", ["person", "stars"]),
        ("what does a dog dream of?", ["dog"]),
        ("the Great Wall of China", ["greatwall"]),  # no cutlery
        ("a yellow submarine under the sea", ["submarine", "reef"]),
        ("people walking dogs", ["person", "dog"]),
        ("a woman painting a picture of a tree", ["person", "pictureframe", "tree"]),
        ("my cat Whiskers", ["cat"]),
        ("a hairdresser cutting a girl's hair", ["person", "person"]),
        ("a jet in the sky", ["airplane", "sky"]),
        ("a beutiful sunset over the ocaen", ["sunset", "sea"]),
        ("Little Red Riding Hood", ["person", "coat"]),
        ("a path in a wood", ["road", "forest"]),
        ("childhood memories", ["teddy"]),
        ("a café in Paris", ["shop", "skyline"]),
        ("a man in a museum", ["person", "room"]),
    ],
)
def test_what_is_asked_for_is_understood(sentence, seen):
    assert nouns(sentence) == seen


@pytest.mark.parametrize("word", ["teamwork", "friendship"])
def test_people_stand_for_what_they_do_together(word):
    assert nouns(word) == ["person"] and len(places(word, "person")) > 1


def test_an_abstract_word_without_a_custom_is_no_object():
    report = described("loneliness")
    assert report["unsaid"]["no things, they only colour the scene"] == ["loneliness"]
    assert not [note for note in report["placed"] if " at " in note["where"] and not note["drawn"].startswith("sky")]


def test_each_rides_a_bicycle_of_their_own():
    sentence = "two kids riding bikes in the park"
    riders, bicycles = places(sentence, "person"), places(sentence, "bicycle")
    assert len(riders) == len(bicycles) == 2
    for (x, _, _), (under, _, wide) in zip(sorted(riders), sorted(bicycles), strict=True):
        assert abs(x - under) < wide / 2


def test_all_that_a_desk_has_stands_on_it():
    sentence = "a desk with a laptop, a mug of coffee, a plant and a lamp"
    ((x, low, wide),) = places(sentence, "desk")
    for noun in ("laptop", "mug", "plant", "lamp"):
        ((at, y, _),) = places(sentence, noun)
        assert abs(at - x) < wide / 2 and y < low - 0.3 * wide


def test_a_list_within_a_list_ends_with_the_next_article():
    report = described("a table with a vase of flowers, a cup of coffee and an open book")
    owners = {item["noun"]: item["relation"] for item in report["items"]}
    assert owners["flowers"] == "of" and owners["book"] == "with"


def test_things_named_beside_furniture_are_not_on_it():
    bench, orange = places("a red bench and a green orange", "bench"), places("a red bench and a green orange",
    "orangefruit")
    assert abs(bench[0][0] - orange[0][0]) > 100


def test_as_many_candles_as_were_counted():
    assert len(places("a birthday cake with seven candles", "candle")) == 7


def test_fire_comes_out_of_the_dragons_mouth():
    ((x, y, size),) = places("a dragon breathing fire at a knight", "firebreath")
    ((owner, low, wide),) = places("a dragon breathing fire at a knight", "dragon")
    assert x + size / 2 > owner - wide / 2 and low - wide < y - size / 2 < low - wide / 3


def test_who_is_in_a_wheelchair():
    sentence = "a nurse pushing an old man in a wheelchair"
    ((x, _, wide),) = places(sentence, "wheelchair")
    nurse, patient = sorted(places(sentence, "person"), key=lambda place: -abs(place[0] - x))
    assert abs(patient[0] - x) < wide / 2 < abs(nurse[0] - x)


def test_sunflowers_in_a_vase_are_in_it():
    report = described("sunflowers in a vase")
    assert [item["drawn"] for item in report["items"]] == ["own", "own"] and report["items"][0]["noun"] == "vase"


def test_a_half_full_glass_differs_from_a_full_one():
    illustrator = Illustrator()
    assert illustrator.svg("a glass half full of milk") != illustrator.svg("a glass full of milk")


@pytest.mark.parametrize(
    "medium",
    ["pixel art of", "a watercolour of", "a chalk drawing of", "a cartoon of", "a line drawing of", "a sepia photo of"],
)
def test_media_show_and_are_valid(medium):
    illustrator = Illustrator()
    plain, drawn = illustrator.svg("a red boat"), illustrator.svg(f"{medium} a red boat")
    assert drawn != plain and "boat" in nouns(f"{medium} a red boat")
    if len(drawn.encode()) <= 10_000:
        validate_svg(drawn)


def test_pixel_art_is_made_of_squares_on_a_grid():
    svg = Illustrator().svg("pixel art of a red boat")
    assert "M" in svg and not re.search(r"[CcQqAa]\d", "".join(re.findall(r' d="([^"]*)"', svg)))


@pytest.mark.parametrize(("word", "drawn"), [("tyger", "tiger"), ("chocolat", "chocolate"), ("elefant", "elephant")])
def test_misspelt_words_are_mended(word, drawn):
    assert nouns(f"a {word}") == [drawn]


def test_small_words_do_not_join_to_others():
    assert "bottle" not in nouns("an astronaut planting a flag on the moon")  # "flag on"
    assert {"person", "stroller"} <= set(nouns("a mother pushing a stroller past a bakery"))  # "past a"


def test_names_are_not_mended():
    assert "dartboard" not in nouns("Darth Maul with a sword")
