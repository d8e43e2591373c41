"""Plurals, colours shared out among copies, and named arrangements."""

import pytest

from generators.illustrator import Illustrator
from generators.illustrator.colors import TABLE
from generators.illustrator.language import parse
from generators.illustrator.plurals import singulars
from generators.illustrator.things import load
from scoring.ciede2000 import coverage


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
