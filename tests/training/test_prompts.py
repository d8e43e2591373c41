"""The descriptions that training draws from."""

import csv

from training import prompts
from training.prompts import GRAMMARS, held_out_pairs, held_out_prompts, is_held_out, prompt, spellings


def many(grammar: str, count: int = 2000, seed: int = 0):
    return [prompt(GRAMMARS[grammar], i, seed) for i in range(count)]


def test_the_same_seed_gives_the_same_descriptions():
    assert many("scenes", 50) == many("scenes", 50)
    assert many("scenes", 50) != many("scenes", 50, seed=1)


def test_scenes_hardly_repeat_and_fit_a_description():
    texts = [p.text for p in many("scenes")]
    assert len(set(texts)) > 1600
    assert max(map(len, texts)) <= 200


def test_what_is_asked_for_stands_in_the_text():
    for p in many("scenes"):
        assert p.color in p.text
        assert any(name in p.text for name in spellings(p.thing))


def test_no_description_holds_a_held_out_combination_also_not_as_the_second_thing():
    for grammar in GRAMMARS.keys() - {"things"}:  # one alone, called by names such as "butterfly net"
        texts = [f"{p.text} " for p in many(grammar)]
        for thing, color in held_out_pairs(GRAMMARS["plain"]):
            assert not any(f" {color} {thing} " in f" {text}" for text in texts), (thing, color)


def test_the_held_out_descriptions_take_turns_over_all_held_out_combinations():
    grammar = GRAMMARS["plain"]
    prompts = held_out_prompts(grammar, 200)
    assert all(is_held_out(p.thing, p.color) for p in prompts)
    assert {(p.thing, p.color) for p in prompts} == set(held_out_pairs(grammar))
    share = len(held_out_pairs(grammar)) / (len(grammar.things) * len(grammar.colors))
    assert 0.05 < share < 0.25


def test_what_is_held_out_never_changes():
    """A checkpoint's card counts on it: sha256 of "thing/colour", worked out once by hand."""
    assert not is_held_out("apple", "")
    assert len(held_out_pairs(GRAMMARS["plain"])) == 28


def test_every_thing_has_a_drawing_of_its_own():
    from generators.illustrator.words.language import parse

    for thing in GRAMMARS["plain"].things:
        assert parse(f"a red {thing} on a plain background").items[0].drawing == "own", thing


def test_the_article_goes_with_what_follows():
    assert {p.text[:3] for p in many("scenes") if p.text.startswith("an ")} == {"an "}
    assert not [p.text for p in many("scenes") if " a orange" in f" {p.text}" or " an red" in f" {p.text}"]


def test_a_table_ends_with_what_is_held_out(tmp_path):
    assert prompts.main(["--count", "3", "--held-out", "2", "-o", str(tmp_path / "a.csv")]) == 0
    with open(tmp_path / "a.csv", newline="") as file:
        rows = [row["description"] for row in csv.DictReader(file)]
    grammar = GRAMMARS["plain"]
    assert rows == [p.text for p in [*(prompt(grammar, i) for i in range(3)), *held_out_prompts(grammar, 2)]]


def test_one_of_all_things_is_asked_for_in_many_ways_and_never_in_a_held_out_colour():
    grammar = GRAMMARS["things"]
    asked = many("things")
    assert not [p for p in asked if is_held_out(p.thing, p.color, grammar.held_out)]
    assert not {(p.thing, p.color) for p in asked} & set(held_out_pairs(GRAMMARS["objects"]))
    assert len({p.thing for p in asked}) > 300
    assert sum("plain background" in p.text for p in asked) < 0.7 * len(asked)
    assert [p for p in asked if p.thing not in p.text]  # called by another of its names
