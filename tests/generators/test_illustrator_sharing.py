"""Plurals, colours shared out among copies, and named arrangements."""

import pytest

from generators.illustrator import Illustrator
from generators.illustrator.colors import TABLE
from generators.illustrator.things import load
from generators.illustrator.words.language import parse
from scoring.measures.ciede2000 import coverage
from support.english import singulars


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("cactuses", "cactus"), ("cacti", "cactus"), ("foxes", "fox"), ("leaves", "leaf"), ("knives", "knife"),
        ("cherries", "cherry"), ("wolves", "wolf"), ("geese", "goose"), ("horses", "horse"), ("glass", "glass"),
        ("dodecahedra", "dodecahedron"), ("snowmen", "snowman"), ("potatoes", "potato"),
    ],
)  # fmt: skip
def test_singulars(plural, singular):
    assert singular in singulars(plural)


@pytest.mark.parametrize(
    "description",
    ["overlapping blue and yellow circles", "red, white and blue stripes", "red, white and blue stars",
     "a grid of teal and orange squares", "five pink, gold and black cubes"],
)  # fmt: skip
def test_colors_joined_by_and_are_shared_out(description):
    (picture,) = Illustrator().generate(description, 1)
    names = [n for i in parse(description).items for n in i.names]
    assert len(names) >= 2
    for name in names:
        assert coverage(picture, TABLE[name]) >= 0.03, name


def test_a_pattern_keeps_its_colors_together():
    (pants,) = parse("black and white checkered pants").items
    assert pants.shares() == [pants]


def test_honeycomb_shows_its_hexagons():
    report = Illustrator().describe("honeycomb of purple hexagons")
    cells = [p for p in report["placed"] if p["drawn"] == "hexagon"]
    assert len(cells) >= 20
    (picture,) = Illustrator().generate("honeycomb of purple hexagons", 1)
    assert coverage(picture, TABLE["purple"]) > 0.5


@pytest.mark.parametrize("word", ["x" * 10_000, "../../etc/passwd", "", "con\x00"])
def test_no_word_becomes_a_file_name(word):
    assert load(word) is None
    assert Illustrator().svg(f"a red {word}").endswith("</svg>")


@pytest.mark.parametrize("description", ["ivory dress with a blue ribbon", "a white dress with a blue belt"])
def test_a_sash_takes_its_color(description):
    with_sash, without = (Illustrator().svg(d) for d in (description, description.partition(" with")[0]))
    assert TABLE["blue"] in with_sash and TABLE["blue"] not in without


def test_containing_draws_the_container_round_the_contents():
    placed = list(Illustrator().describe("a glass cube containing a red sphere")["placed"])
    assert [p["drawn"] for p in placed][-2:] == ["cube", "sphere"]


@pytest.mark.parametrize(
    ("description", "noun", "count"),
    [("a flock of sheep under the stars", "sheep", 7), ("a field of pumpkins", "pumpkin", 9), ("six dogs", "dog", 6)],
)
def test_a_herd_stands_on_the_ground(description, noun, count):
    where = [p["where"] for p in Illustrator().describe(description)["placed"] if p["drawn"] == noun]
    assert len(where) == count
    feet = [float(place.split(",")[1].split()[0]) for place in where]
    sizes = [float(place.split()[-1]) for place in where]
    assert min(feet) > 512 * 0.45
    assert sizes[feet.index(max(feet))] > sizes[feet.index(min(feet))]


@pytest.mark.parametrize(("description", "noun"), [("a field of daisies", "flowers"), ("a bowl of oranges", "bowl")])
def test_plurals_that_a_table_lists_are_several(description, noun):
    drawn = [p["drawn"] for p in Illustrator().describe(description)["placed"]]
    assert noun in drawn
    assert parse(description).items[1].plural
