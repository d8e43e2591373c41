"""How descriptions are understood."""

import pytest

from generators.illustrator.colors import TABLE, luminance
from generators.illustrator.words.language import parse, tokenize


def only(description):
    (item,) = parse(description).items
    return item


@pytest.mark.parametrize(
    ("description", "names"),
    [
        ("a cobalt blue vase", ["cobaltblue"]),
        ("a light salmon flower", ["lightsalmon"]),
        ("black and white checkered pants", ["black", "white"]),
        ("a lime green lawn", ["limegreen"]),
        ("dandelion yellow pillow", ["dandelion"]),
    ],
)
def test_color_words(description, names):
    assert [n.replace(" ", "") for n in only(description).names] == names


def test_modifiers_change_the_color():
    pale, plain, deep = (luminance(only(f"a {word} teal cube").colors[0]) for word in ("pale", "", "deep"))
    assert pale > plain > deep


def test_a_gem_word_is_a_color_before_a_noun_and_a_thing_at_the_end():
    assert (only("an emerald sphere").noun, only("a giant emerald").noun) == ("sphere", "gem")


@pytest.mark.parametrize(("words", "count"), [("three", 3), ("7", 7), ("a pair of", 2), ("a dozen", 12)])
def test_counts(words, count):
    assert parse(f"{words} cubes").items[0].count == count


def test_plurals_and_misspellings():
    item = only("purple pyramyds")
    assert (item.noun, item.plural) == ("pyramid", True)


def test_materials_bind_to_their_noun():
    coat, collar = parse("gray wool coat with a faux fur collar").items
    assert (coat.materials, collar.materials) == (["wool"], ["fur"])
    assert (coat.names, collar.names) == (["gray"], [])


def test_parts_attach_to_the_garment():
    scene = parse("burgundy corduroy pants with patch pockets and silver buttons")
    pants = scene.items[0]
    assert scene.part(pants, "pocket") and scene.part(pants, "button").names == ["silver"]


def test_a_pattern_given_with_with_is_worn_by_the_garment():
    item = only("fuchsia scarf with white polka dots")
    assert item.materials == ["polka"] and item.paint().second == TABLE["white"]


@pytest.mark.parametrize(
    ("description", "relation", "noun"),
    [
        ("a lighthouse overlooking the ocean", "overlook", "sea"),
        ("a scarlet spiral on top of an azure disk", "on", "circle"),
        ("a triangle surrounded by silver stars", "surrounded", "star"),
        ("pyramids spiraling around a cone", "around", "cone"),
        ("a dodecahedron interwoven with teal threads", "interwoven", "thread"),
        ("a frog wearing a top hat", "wearing", "tophat"),
        ("a pendant carved in the shape of a koi fish", "shape", "fish"),
    ],
)
def test_relations(description, relation, noun):
    last = parse(description).items[-1]
    assert (last.relation, last.noun) == (relation, noun)


def test_time_weather_and_kinds():
    assert "night" in parse("a starlit night over snow-covered peaks").traits()
    assert only("a golden retriever").noun == "dog"
    assert only("a zeppelin").noun == "blimp"


@pytest.mark.parametrize(
    ("description", "noun", "names"),
    [
        ("a sky fading from orange to purple", "sky", ["orange", "purple"]),
        ("a sky that fades from orange to lavender over the sea", "sky", ["orange", "lavender"]),
        ("an ombre dress in pink and purple", "dress", ["pink", "purple"]),
        ("a circle fading from red to blue", "circle", ["red", "blue"]),
        ("a scarf with a gradient from teal to coral", "scarf", ["teal", "coral"]),
        ("a gradient sky of orange and purple above a desert", "sky", ["orange", "purple"]),
        ("a gradient from teal to coral", "pattern", ["teal", "coral"]),
    ],
)
def test_what_fades_has_both_colors(description, noun, names):
    item = parse(description).items[0]
    assert (item.noun, item.names) == (noun, names)
    assert "fade" in item.materials


@pytest.mark.parametrize(
    ("description", "noun", "material"),
    [("a bridge of gray brick over a river", "bridge", "brick"), ("a castle made of ice", "castle", "ice"),
     ("a tower of stone", "tower", "stone"), ("a glass of milk", "glass", None), ("a bowl of rice", "bowl", None)],
)  # fmt: skip
def test_what_a_thing_is_made_of(description, noun, material):
    item = parse(description).items[0]
    assert (item.noun, next(iter(item.materials), None)) == (noun, material)


@pytest.mark.parametrize(
    ("description", "noun", "names"),
    [("a mosaic of ruby and sapphire triangles", "triangle", ["ruby", "sapphire"]),
     ("lavender and gold stripes", "line", ["lavender", "gold"]), ("a silver dress fading to black", "dress",
     ["silver", "black"]), ("an emerald and a ruby", "gem", ["ruby"]), ("blue panes", "window", ["blue"])],
)  # fmt: skip
def test_colors_joined_by_and(description, noun, names):
    item = parse(description).items[-1]
    assert (item.noun, item.names) == (noun, names)


@pytest.mark.parametrize(
    ("description", "nouns"),
    [
        ("a beach with palm trees and no people", ["beach", "palm"]),
        ("rolling hills without trees", ["hill"]),
        ("a coat with no collar and gold buttons", ["coat", "button"]),
        ("a room without windows or doors, and a chair", ["room", "chair"]),
    ],
)
def test_what_is_said_not_to_be_there_is_not(description, nouns):
    assert [item.noun for item in parse(description).items] == nouns


@pytest.mark.parametrize("word", ["crater", "shallow", "straight", "sturdy", "country", "strapless", "plaster"])
def test_a_word_that_is_spelt_well_is_not_mended(word):
    assert tokenize(word) == [word]


@pytest.mark.parametrize(("word", "mended"), [("umbrellla", "umbrella"), ("lighthuose", "lighthouse")])
def test_a_misspelt_word_is_mended(word, mended):
    assert tokenize(f"{word} {word}s") == [mended, f"{mended}s"]


def test_a_heap_of_things_stands_where_the_words_say():
    _, books = parse("three cats sitting on a stack of books").items
    assert (books.noun, books.relation, books.plural) == ("book", "on", True)
