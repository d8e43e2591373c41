"""What sentences of any kind say: how many, of what, where, and what is no thing at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.illustrator import Illustrator
from generators.illustrator.compose import Picture
from generators.illustrator.words.framing import framed
from generators.illustrator.words.language import parse
from tests.generators.test_illustrator_relations import placed


def nouns(description):
    return [item.noun for item in parse(description).items]


@pytest.mark.parametrize(
    ("text", "bare", "medium"),
    [
        ("a photo of a bench", "a bench", None), ("an image of two cows", "two cows", None),
        ("a view of the sea", "the sea", None), ("a close-up of a bee", "a bee", None),
        ("a sepia photograph of a tree", "a tree", "sepia"), ("a black and white photo of a dog", "a dog", "gray"),
        ("a pencil sketch of a house", "a house", "gray"), ("a line drawing of a cat", "a cat", "line"),
        ("a blueprint of a ship", "a ship", "blueprint"), ("draw me a red boat", "a red boat", None),
        ("write a diagram showing a volcano", "a volcano", None), ("an oil painting of a pear", "a pear", None),
        ("a fox, watercolor painting", "a fox", "watercolor"), ("a fox in the style of monet", "a fox", None),
        ("a t-shirt with 'hello' written on it", "a t-shirt with   written on it", None),
        ("a painting on a wall", "a painting on a wall", None), ("a red car", "a red car", None),
    ],
)  # fmt: skip
def test_words_about_the_picture_are_no_things(text, bare, medium):
    assert framed(text) == (bare, medium)


@pytest.mark.parametrize("name", ["logo", "icon", "drawing", "illustration"])
def test_a_picture_named_after_its_thing_is_that_thing(name):
    assert nouns(f"a fox {name}") == ["fox"]


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("two children building a sandcastle", ["person", "sandcastle"]), ("a man painting a wall", ["person", "wall"]),
        ("children building sandcastles", ["person", "sandcastle"]), ("a tall brick building", ["building"]),
        ("the cat lay next to the blanket", ["cat", "blanket"]), ("a dog that jumped over a fence", ["dog", "fence"]),
        ("three cats lounged in the sun", ["cat", "sun"]), ("a rabbit eats a carrot", ["rabbit", "carrot"]),
    ],
)  # fmt: skip
def test_what_a_thing_does_is_no_thing(description, expected):
    assert nouns(description) == expected


@pytest.mark.parametrize(
    ("description", "noun", "count", "trait"),
    [
        ("a stack of boxes", "box", 5, "stacked"), ("a pile of pumpkins", "pumpkin", 6, "piled"),
        ("a row of bottles", "bottle", 5, "row"), ("a group of penguins", "penguin", 5, None),
        ("a pair of dogs", "dog", 2, "pair"), ("a bunch of bananas", "banana", 5, None),
        ("a slice of pizza", "pizza", None, None), ("a crowd of robots", "robot", 9, None),
        ("a pair of glasses", "eyeglasses", None, None), ("a pair of boots", "boots", None, "pair"),
        ("the beauty of a garden", "garden", None, None), ("three airplanes in a row", "airplane", 3, "row"),
    ],
)  # fmt: skip
def test_measures_say_how_many_and_how_they_lie(description, noun, count, trait):
    item = parse(description).items[-1]
    assert (item.noun, item.count) == (noun, count)
    assert trait is None or trait in item.traits


def test_a_stack_is_higher_than_a_row():
    stack, row = (placed(f"a {name} of boxes")["box"] for name in ("stack", "row"))
    assert len(stack) == len(row) == 5
    assert len({y for _, y, _ in stack}) == 5 and len({y for _, y, _ in row}) == 1


@pytest.mark.parametrize("number", ["six", "nine", "thirteen", "17", "twenty"])
@pytest.mark.parametrize("noun", ["apple", "sheep", "tie", "balloon", "chair"])
def test_numbers_to_twenty_are_exact(number, noun):
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
             "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]  # fmt: skip
    count = int(number) if number.isdigit() else words.index(number)
    found = placed(f"{number} {noun if noun == 'sheep' else noun + 's'}")
    assert max(len(places) for places in found.values()) == count


def test_many_figures_of_two_kinds_are_counted_each():
    found = placed("ten triangles and five squares on a black background")
    assert (len(found["triangle"]), len(found["square"])) == (10, 5)


def test_several_kinds_are_counted_each():
    found = placed("two apples, one bag, three dogs, four clocks and three forks")
    assert [len(found[n]) for n in ("apple", "bag", "dog", "clock", "fork")] == [2, 1, 3, 4, 3]


@pytest.mark.parametrize(
    ("description", "color"),
    [("a house made of cheese", "cheese"), ("a chair made from chocolate", "chocolate")],
)
def test_what_a_thing_is_made_of_colors_it(description, color):
    (item,) = parse(description).items
    assert item.names == [color] and item.colors


@pytest.mark.parametrize(
    "description", ["a cookie in the shape of a star", "a cake shaped like a heart", "a pillow in the form of a fish"]
)
def test_a_form_is_drawn_in_the_things_surface(description):
    thing, form = parse(description).items
    assert form.relation == "shape"
    assert Illustrator().describe(description)["items"][1]["drawn"] == "own"
    assert Illustrator().svg(description) != Illustrator().svg(f"a {thing.noun}")


@pytest.mark.parametrize(
    ("description", "relation"),
    [
        ("a plate with a cake on it", "bears"), ("a box with a cat inside", "containing"),
        ("a wooden table with a vase of flowers on it", "bears"), ("a dog with a ball next to it", "beside"),
        ("a house with a cloud above it", "under"), ("a boat with a whale below it", "over"),
    ],
)  # fmt: skip
def test_what_is_said_the_other_way_round(description, relation):
    assert parse(description).items[1].relation == relation


def middles(description, *names):
    found = placed(description)
    return [(found[name][0][0], found[name][0][1] - found[name][0][2] / 2) for name in names]


@pytest.mark.parametrize("seed_words", ["", "red "])
@pytest.mark.parametrize("a, b", [("dog", "bench"), ("tie", "sink"), ("cup", "fork")])
def test_left_is_left_and_above_is_above(a, b, seed_words):
    for text, sign in (("left of", -1), ("to the right of", 1), ("on the left of", -1)):
        (ax, _), (bx, _) = middles(f"a {seed_words}{a} {text} a {b}", a, b)
        assert (ax - bx) * sign > 100
        assert not Illustrator().describe(f"a {a} {text} a {b}")["mirrored"]
    for text, sign in (("above", -1), ("below", 1), ("on the bottom of", 1), ("on top of", -1)):
        (_, ay), (_, by) = middles(f"a {seed_words}{a} {text} a {b}", a, b)
        assert (ay - by) * sign > 40


@pytest.mark.parametrize("a, b, c", [("dog", "cat", "car"), ("cube", "sphere", "cone"), ("hat", "tie", "cup")])
def test_between_is_between(a, b, c):
    (left, _), (middle, _), (right, _) = middles(f"a {a} between a {b} and a {c}", b, a, c)
    assert left < middle < right


@pytest.mark.parametrize(
    ("description", "larger"),
    [("a mouse bigger than a cat", "mouse"), ("a cup smaller than a spoon", "spoon"),
     ("a dog taller than a horse", "dog")],
)  # fmt: skip
def test_comparatives(description, larger):
    found = {noun: places[0][2] for noun, places in placed(description).items() if places[0]}
    assert max(found, key=found.get) == larger


@pytest.mark.parametrize(
    ("with_it", "without", "part"),
    [("a fox", "a fox without a tail", "tail"), ("a boat", "a boat with no sail", "sail")]
)
def test_a_part_that_is_said_not_to_be_there_is_not_drawn(with_it, without, part):
    assert parse(without).absent == {part}
    assert len(Illustrator().svg(without)) < len(Illustrator().svg(with_it))


@pytest.mark.parametrize(
    ("description", "colors"),
    [
        ("a red apple, a green pear and a blue cup", [["red"], ["green"], ["blue"]]),
        ("the car is red and the house is blue", [["red"], ["blue"]]),
        ("a brown dog, a white cat, a black horse and a pink pig", [["brown"], ["white"], ["black"], ["pink"]]),
        ("an orange and a purple grape", [[], ["purple"]]), ("a yellow orange", [["yellow"]]),
    ],
)  # fmt: skip
def test_colors_belong_to_their_own_nouns(description, colors):
    assert [item.names for item in parse(description).items] == colors


def test_a_thing_mentioned_again_is_the_same_thing():
    items = parse("A raccoon wearing a tophat. The raccoon is holding a cup.").items
    assert [(i.noun, i.relation, i.parent) for i in items] == [
        ("raccoon", None, None), ("tophat", "wearing", 0), ("cup", "holding", 0),
    ]  # fmt: skip


def test_clothes_that_somebody_is_in_are_worn():
    assert parse("a fox in a yellow dress").items[1].relation == "wearing"


@pytest.mark.parametrize(
    ("british", "american"),
    [("a grey car", "a gray car"), ("an aeroplane", "an airplane"), ("a doughnut", "a donut"), ("jewellery", "jewelry"),
     ("a colourful kite", "a colorful kite"), ("a tyre", "a tire"),
     ("a castle of grey stone", "a castle of gray stone")],
)  # fmt: skip
def test_british_and_american_spelling(british, american):
    ours, theirs = parse(british).items[0], parse(american).items[0]
    assert (ours.noun, ours.colors, ours.materials) == (theirs.noun, theirs.colors, theirs.materials)


@pytest.mark.parametrize(("word", "noun"), [("piñata", "pinata"), ("café", "room"), ("Éclair", "eclair")])
def test_accents_fold(word, noun):
    assert parse(f"a {word}").items[0].word == noun or parse(f"a {word}").items[0].noun == noun


@pytest.mark.parametrize("medium", ["a sepia photo", "a black and white photo", "a line drawing", "a blueprint"])
def test_a_medium_shows(medium):
    drawings = [Illustrator().svg(f"{start} of a red barn", 1) for start in (medium, "a photo")]
    assert drawings[0] != drawings[1]
    assert not {"#c23b2e", "#b5302a"} & set(drawings[0].split('"'))


# ------------------------------------------------------------ what is unknown

WORDS = """a the two red wooden quorl wug frobs of with on and in cat truth peace gravity running without no made
shaped like photo left right between stack glass bigger than it is , . lasagna slowly window"""
SENTENCE = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(SENTENCE, st.integers(0, 9))
def test_no_sentence_raises_and_only_what_has_a_look_is_hinted_at(words, seed):
    report = Illustrator().describe(" ".join(words), seed)
    for item in report["items"]:
        if item["kind"] == "unknown":
            assert item["drawn"] in ("plain", "not")
            assert (item["drawn"] == "not") or item["colors"] or item["materials"]


@pytest.mark.parametrize("description", ["a quorl", "a quorl and a cat", "two quorls on a table", "a quorl with wugs"])
def test_what_is_unknown_is_left_out(description, monkeypatch):
    monkeypatch.setattr(Picture, "hint", lambda *_: pytest.fail("drawn"))
    report = Illustrator().describe(description)
    assert report["unsaid"]["unknown, left out"]


def test_what_is_unknown_but_has_a_look_is_hinted_at():
    report = Illustrator().describe("a red quorl and a cat")
    assert report["unsaid"]["unknown, hinted at by a plain shape"] == ["quorl"]
    assert report["items"][0]["drawn"] == "plain"


@pytest.mark.parametrize(
    ("word", "noun"), [("peace", "dove"), ("gravity", "apple"), ("time", "hourglass"), ("victory", "trophy")]
)
def test_custom_draws_what_cannot_be_seen(word, noun):
    assert nouns(word) == [noun]


@pytest.mark.parametrize("word", ["truth", "bureaucracy", "relationship", "tendency", "reputation"])
def test_other_abstractions_are_no_things(word):
    scene = parse(f"a cat and {word}")
    assert [item.noun for item in scene.items] == ["cat"]
    assert scene.unseen == [word]


@pytest.mark.parametrize(
    ("description", "noun"),
    [("a table in a garden", "woodtable"), ("a chair and a table", "woodtable"), ("a cup on a table", "table"),
     ("a table with a vase on it", "table")],
)  # fmt: skip
def test_a_table_is_a_thing_among_things_and_a_ground_under_them(description, noun):
    assert noun in nouns(description)


@pytest.mark.parametrize(
    ("description", "sits"), [("a wombat in a chair", True), ("a cat looking into a mirror", False)]
)
def test_what_is_in_a_seat_sits_on_it(description, sits):
    (first, second), found = nouns(description), placed(description)
    assert (abs(found[first][0][0] - found[second][0][0]) < 60) == sits


def test_a_hat_stays_in_the_picture():
    for description in ("a giraffe wearing a top hat", "a bear on a box wearing a top hat"):
        for _, y, size in placed(description)["tophat"]:
            assert y - size >= 0


def test_two_hands_hold_two_things():
    found = placed("a fox holding a sword and a shield")
    assert abs(found["sword"][0][0] - found["shield"][0][0]) > 60
