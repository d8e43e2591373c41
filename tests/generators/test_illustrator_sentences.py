"""Sentences that a newcomer types: what is in the picture, and where."""

import re

import pytest

from generators.illustrator import Illustrator
from scoring import validate_svg


def described(sentence: str, seed: int = 0) -> dict:
    return Illustrator().describe(sentence, seed)


def nouns(sentence: str) -> list[str]:
    return [item["noun"] for item in described(sentence)["items"]]


def things(sentence: str) -> list[str]:
    """The nouns of what stands in the picture, in the order of the alphabet."""
    return sorted(note["drawn"] for note in described(sentence)["placed"] if " at " in note["where"])


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


@pytest.mark.parametrize(
    "sentence", ["an owl wearing glasses and reading a book", "a cat with glasses", "a dog in round glasses"]
)
def test_worn_glasses_are_spectacles_on_the_face(sentence):
    assert "glass" not in nouns(sentence)
    ((x, y, wide),) = places(sentence, "eyeglasses")
    ((owner, low, size),) = places(sentence, nouns(sentence)[0])
    assert abs(x - owner) < size / 2 and y - wide / 2 < low - 0.4 * size


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [("a pair of glasses on a book", "eyeglasses"), ("two glasses of wine", "wineglass"), ("a glass", "glass"),
     ("a bear with two glasses", "glass")],
)  # fmt: skip
def test_other_glasses_are_what_they_are(sentence, noun):
    assert noun in nouns(sentence)


@pytest.mark.parametrize(
    ("sentence", "noun", "vessel"),
    [("five green apples in a wooden bowl", "apple", "bowl"), ("three eggs in a basket", "egg", "basket"),
     ("oranges in a crate", "orangefruit", "box")],
)  # fmt: skip
def test_what_is_in_a_vessel_is_of_its_natural_size_and_seen_above_the_rim(sentence, noun, vessel):
    contents, ((_, low, wide),) = places(sentence, noun), places(sentence, vessel)
    assert all(wide / 6 < size < wide / 2 for _, _, size in contents)
    assert all(y - 0.7 * size < low - 0.5 * wide for _, y, size in contents)
    rows = {y for _, y, _ in contents}
    assert len(rows) == (2 if len(contents) > 3 else 1)


@pytest.mark.parametrize(
    ("sentence", "noun", "vessel"),
    [("a pirate ship in a bottle", "ship", "bottle"), ("a cake under a glass dome", "cake", "dome"),
     ("cookies in a jar", "cookie", "jar"), ("a goldfish in a bag", "goldfish", "bag"),
     ("a snake in a bottle", "snake", "bottle"), ("a bottle with a ship in it", "ship", "bottle")],
)  # fmt: skip
def test_what_is_behind_glass_is_seen_in_it(sentence, noun, vessel):
    drawn = [note["drawn"] for note in described(sentence)["placed"]]
    assert drawn.index(vessel) < drawn.index(noun)  # the vessel's back comes first
    ((middle, low, wide),) = places(sentence, vessel)
    for x, y, size in places(sentence, noun):
        assert abs(x - middle) + size / 2 <= wide / 2 and low - wide < y - size and y < low


@pytest.mark.parametrize(
    ("sentence", "tool"),
    [("surfing penguin", "surfboard"), ("a skateboarding bulldog", "skateboard"), ("a reading fox", "book"),
     ("a cooking raccoon", "chefhat"), ("a fox reading", "book"), ("a penguin surfing a wave", "surfboard")],
)  # fmt: skip
def test_a_creature_has_what_it_acts_with(sentence, tool):
    assert len(places(sentence, tool)) == 1


@pytest.mark.parametrize(
    ("sentence", "without"),
    [("a dancing bear", "a bear"), ("a smiling sun", "a sun"), ("a sleeping cat", "a cat"), ("a flying pig", "a pig")],
)
def test_a_participle_before_its_noun_shows(sentence, without):
    assert Illustrator().svg(sentence) != Illustrator().svg(without)
    assert nouns(sentence) == nouns(without)


def test_participles_of_things_are_their_kind():
    assert nouns("a fishing boat") == ["rowboat"] and nouns("a sewing machine") == ["sewingmachine"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [("a camel caravan crossing the dunes", "camel"), ("a caravan of camels", "camel"), ("a wolf pack", "wolf"),
     ("a herd of elephants", "elephant"), ("a flock of sheep", "sheep"), ("a fleet of ships", "ship"),
     ("a bird flock", "bird"), ("an elephant herd", "elephant"), ("an ant colony", "ant"), ("a pirate fleet", "ship")],
)  # fmt: skip
def test_group_nouns_mean_several_of_the_kind(sentence, kind):
    assert nouns(sentence)[0] == kind and len(places(sentence, kind)) > 2


def test_a_caravan_alone_is_a_vehicle():
    assert nouns("a white caravan") == ["trailer"]


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [("my daughter's first day of school", {"person", "school"}), ("our trip to Paris", {"person", "skyline"}),
     ("the last night of summer", {"night"}), ("his first bicycle", {"person", "bicycle"}),
     ("my grandmother's garden", {"person", "garden"}), ("a day of school", {"school"})],
)  # fmt: skip
def test_possessors_and_what_a_day_is_of_are_seen(sentence, seen):
    shown = {item["noun"] for item in described(sentence)["items"] if item["drawn"] != "not"}
    assert seen <= shown


def test_who_owns_a_garment_is_not_drawn():
    assert "person" not in nouns("my mother's red dress") and nouns("my cat") == ["cat"]


@pytest.mark.parametrize(
    ("fruit", "noun"),
    [("lemon", "lemon"), ("orange", "orangefruit"), ("lime", "limefruit"), ("cake", "cakeslice"), ("bread", "toast")],
)
def test_a_slice_is_less_than_the_whole(fruit, noun):
    illustrator = Illustrator()
    assert nouns(f"a slice of {fruit}") == [noun]
    assert illustrator.svg(f"a slice of {fruit}") != illustrator.svg(f"a whole {fruit}")


def test_a_slice_is_small_beside_a_cup():
    sentence = "a cup of tea with a slice of lemon"
    (cup,), (lemon,) = places(sentence, "mug"), places(sentence, "lemon")
    assert lemon[2] < 0.8 * cup[2]


@pytest.mark.parametrize(
    ("sentence", "noun", "host"),
    [("a window full of bread", "bread", "window"), ("a tree full of birds", "bird", "tree"),
     ("a bag full of money", "coin", "bag")],
)  # fmt: skip
def test_what_something_is_full_of_is_in_it_and_several(sentence, noun, host):
    contents = places(sentence, noun)
    ((middle, low, wide),) = places(sentence, host)
    assert len(contents) > 4
    assert all(abs(x - middle) < wide / 2 and low - wide < y - size / 2 < low for x, y, size in contents)


def test_a_shelf_full_of_books_is_drawn_with_them():
    assert len(places("a shelf full of books", "bookshelf")) == 1


def test_isometric_houses_and_rooms_have_drawings_of_their_own():
    illustrator = Illustrator()
    for plain, asked in (("a house", "an isometric house"), ("a room", "isometric view of a room")):
        assert illustrator.svg(plain) != illustrator.svg(asked) and illustrator.left_out(asked) == []
    ((x, _, wide),) = places("an isometric bedroom with a cat", "room")
    ((cat, _, _),) = places("an isometric bedroom with a cat", "cat")
    assert abs(cat - x) < wide / 4


def test_what_has_no_isometric_drawing_says_so():
    assert Illustrator().left_out("an isometric city") == ["isometric"]
    assert Illustrator().left_out("an isometric cube") == []


@pytest.mark.parametrize(
    "sentence",
    ["a house with a chimney", "a cabin in the snow with smoke from the chimney", "a cottage and its smoking chimney"],
)
def test_a_chimney_is_the_houses_own_and_smokes(sentence):
    drawn = [note["drawn"] for note in described(sentence)["placed"]]
    assert "chimney" not in drawn
    house = described(sentence)["items"][0]["noun"]
    bare = Illustrator().svg(f"a {house} on a plain background", 0)
    smoking = Illustrator().svg(f"a {house} with a chimney on a plain background", 0)
    assert smoking.count("<path") == bare.count("<path") + 1  # a cloud more


def test_a_house_in_a_colour_is_a_house_and_the_white_house_is_one():
    assert nouns("a white house with a red door")[0] == nouns("a green house")[0] == nouns("a house")[0]
    assert nouns("the president in front of the White House")[1] == "whitehouse"
    assert nouns("a greenhouse") == ["greenhouse"]


@pytest.mark.parametrize("keeper", ["lighthouse keeper", "zookeeper", "bee keeper"])
def test_who_keeps_something_is_somebody(keeper):
    assert nouns(f"the old {keeper} feeding seagulls") == ["person", "seagull"]


@pytest.mark.parametrize(
    ("sentence", "tool"),
    [
        ("a boy reading", "book"), ("a girl reading under a tree", "book"), ("a man fishing", "rod"),
        ("a woman painting", "brush"), ("an old woman knitting", "yarn"), ("a man digging a hole", "shovel"),
        ("a woman cooking", "fryingpan"), ("a man cycling", "bicycle"), ("a boy and his dog fishing", "rod"),
        ("a robot watering a sunflower", "wateringcan"), ("a man writing a letter", "book"),
    ],
)  # fmt: skip
def test_who_does_something_has_what_it_takes(sentence, tool):
    assert re.search(f'id="{tool}', Illustrator().svg(sentence, 0)) or tool in {
        note["drawn"] for note in described(sentence)["placed"]
    }


@pytest.mark.parametrize(
    ("sentence", "where"),
    [("a man fishing", "lake"), ("a man fishing in a river", "river"), ("a woman cooking", "room"),
     ("a man cooking in a garden", "garden"), ("a cat looking out of a rainy window", "windowsill")],
)  # fmt: skip
def test_what_somebody_does_says_where(sentence, where):
    drawn = {note["drawn"] for note in described(sentence)["placed"]}
    assert drawn & {"lake", "river", "room", "garden", "windowsill"} == {where}


@pytest.mark.parametrize("who", ["penguins", "people", "cats"])
def test_who_holds_hands_holds_their_own(who):
    assert things(f"two {who} holding hands") == things(f"two {who}")


def test_who_dances_together_dances_both():
    tilted = re.findall(r"rotate\(|matrix\(", Illustrator().svg("a fox and a rabbit dancing", 0))
    assert len(tilted) >= 2 and described("a fox and a rabbit dancing")["items"][0]["traits"] == ["dancing"]


def test_one_sunflower_is_a_flower_and_many_are_a_field():
    assert len(places("a bee on a sunflower", "sunflower")) == 1
    for sentence in ("a field of sunflowers", "a barn in a sunflower field", "sunflowers"):
        assert "sunflowers" in {note["drawn"] for note in described(sentence)["placed"]}


def test_an_egg_with_the_ramen_is_in_it():
    assert places("a bowl of ramen with an egg", "egg") == []
    assert places("a bowl of ramen beside an egg", "egg")


def test_a_paddle_in_a_canoe_is_the_canoes():
    assert things("a man holding a paddle in a canoe") == ["canoe", "person"]


@pytest.mark.parametrize("sentence", ["a witch flying on a broom", "a witch flying over a village at night",
                                      "a cat riding a broom"])  # fmt: skip
def test_a_broom_is_ridden_in_the_air(sentence):
    ((_, low, wide),) = places(sentence, "flyingbroom")
    assert low < 450 and things(sentence).count("flyingbroom") == 1
    assert wide > 200


def test_a_witch_on_her_feet_holds_her_broom():
    bristles = "#e0b44a"
    assert things("a witch") == ["person"] and bristles in Illustrator().svg("a witch", 0)
    assert Illustrator().svg("a witch flying", 0).count(bristles) == 1  # no second one in her hand


def test_a_bowl_of_fruit_has_several_kinds():
    assert things("a bowl of fruit on a table") == ["apple", "banana", "bowl", "orangefruit", "pear"]
    assert things("a bowl of red fruit").count("apple") == 1


@pytest.mark.parametrize("sentence", ["a crocodile brushing its teeth", "a girl brushing her teeth"])
def test_teeth_are_brushed_in_the_mouth(sentence):
    assert "molar" not in things(sentence) and "toothbrush" in things(sentence)


def test_her_hair_is_her_own():
    assert things("a woman brushing her hair") == ["person"]


def test_what_grows_in_a_pot_has_a_flower_pot_or_its_own():
    assert things("a cactus in a pot") == ["cactus", "flowerpot"]
    assert things("a plant in a pot") == ["plant"]
    assert things("a pot of soup") != ["flowerpot"]


def test_no_steam_before_the_face_of_what_is_in_a_cup():
    steam = "c-6-6 6-10 0-18"
    assert steam in Illustrator().svg("a teacup", 0)
    assert steam not in Illustrator().svg("a rabbit in a teacup", 0)


@pytest.mark.parametrize(
    ("sentence", "with_it", "where"),
    [("kids playing soccer", "#fdfaf2", "meadow"), ("a dog playing soccer", "soccerball", "meadow"),
     ("two men playing chess", "chessboard", "room"), ("a boy playing video games", "gamecontroller", "room"),
     ("children playing hide and seek", "person", "meadow"), ("a boy playing football", "person", "meadow"),
     ("kids playing soccer on the beach", "person", "beach"), ("a couple having a picnic", "basket", "meadow")],
)  # fmt: skip
def test_games_have_what_they_are_played_with_and_where(sentence, with_it, where):
    drawn = {note["drawn"] for note in described(sentence)["placed"]}
    assert drawn & {"meadow", "room", "beach"} == {where}
    assert with_it in drawn or with_it in Illustrator().svg(sentence, 0)
    assert not Illustrator().left_out(sentence)


def test_what_nothing_is_known_of_is_in_nobodys_hands():
    block = "#a9a08f"
    assert things("a dog playing frobnicate") == ["dog"]
    assert block not in Illustrator().svg("a dog playing frobnicate", 0)


def test_the_tail_that_a_dog_chases_is_its_own():
    assert things("a dog chasing its tail") == ["dog"]


def test_who_is_in_the_rain_has_the_umbrella():
    ((x, _, _),), ((at, _, _),) = (places("a man walking in the rain with an umbrella", noun)
                                   for noun in ("person", "umbrella"))  # fmt: skip
    assert abs(x - at) < 130


@pytest.mark.parametrize(("sentence", "upon"), [("a stack of books with a cup of tea on top", "mug"),
                                                ("a cat on a stack of books", "cat")])  # fmt: skip
def test_what_is_on_a_stack_stands_on_its_top(sentence, upon):
    ((_, low, _),), ((_, ground, wide),) = places(sentence, upon), places(sentence, "book")
    assert 0.5 * wide < ground - low < 0.75 * wide


def test_a_haunted_house_is_seen_at_night():
    assert "sky at night" in {note["drawn"] for note in described("a haunted house with bats")["placed"]}


@pytest.mark.parametrize("sentence", ["a man combing his (hair", "a cat and its c++", "a fox and their [tail"])
def test_no_word_is_taken_for_a_pattern(sentence):
    assert validate_svg(Illustrator().svg(sentence, 0), max_bytes=100_000) is None


@pytest.mark.parametrize(
    ("sentence", "drawn"),
    [("a boy looking at the stars through a telescope", {"sky at night", "telescope"}),
     ("a couple watching the stars", {"sky at night"}), ("a violinist on a rooftop", {"rooftop", "skyline"}),
     ("a bear skiing", {"skis", "snow"}), ("a penguin on skis", {"skis", "snow"}), ("a man skiing", {"snow"}),
     ("a dog snowboarding", {"snowboard", "snow"}), ("a girl on a sled", {"sled", "snow"}),
     ("a girl skiing down a mountain", {"mountain"})],
)  # fmt: skip
def test_what_surrounds_them(sentence, drawn):
    assert drawn <= {note["drawn"] for note in described(sentence)["placed"]}
    assert "star" not in things(sentence)


@pytest.mark.parametrize("sentence", ["a bear skiing", "a dog snowboarding", "a penguin on skis"])
def test_skis_lie_below_who_is_on_them(sentence):
    rider, boards = things(sentence)
    ((_, low, size),), ((_, ground, _),) = places(sentence, rider), places(sentence, boards)
    assert ground - 0.25 * size < low <= ground


def test_who_sleeps_on_the_ground_is_all_in_the_picture():
    ((_, low, _),) = places("a baby sleeping on the moon", "person")
    assert low < 500


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [("a girl jumping rope", ["person", "jumprope"]), ("a snake charmer", ["person", "flute", "snake"]),
     ("a man taking a photo of a cat", ["person", "cat", "camera"]), ("a jump rope", ["jumprope"])],
)  # fmt: skip
def test_turns_of_phrase_are_understood(sentence, seen):
    assert nouns(sentence) == seen
