"""A sketch is short, in whole numbers, the same thing every time, and shows what was asked for."""

import re

import numpy as np
import pytest

from generators.illustrator import Illustrator
from scoring.constraints import validate_svg
from scoring.measures.groups import groups
from scoring.render import render
from training.gemma.plainer import plainer
from training.gemma.sketch import sketch
from training.gemma.svg_pairs import drawing, opening
from training.prompts import GRAMMARS, alone, prompt
from training.recognition import main_color


@pytest.mark.parametrize("thing", GRAMMARS["objects"].things)
def test_a_sketch_is_short_and_shows_the_thing_in_its_colour(thing):
    svg = drawing(f"a red {thing} on a plain background", 0, "objects")
    validate_svg(svg, 650)
    assert opening(svg) == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
    assert not re.search(r"\d\.|transform", svg.removeprefix(opening(svg)))
    assert len(groups(svg)) == 1
    shown = groups(svg)[0].shown
    rows, columns = (found / len(shown) for found in np.nonzero(shown))
    assert (columns.min() + columns.max()) / 2 == pytest.approx(0.5, abs=0.08)
    assert 0.1 < rows.min() < rows.max() < 0.95
    assert main_color(np.asarray(render(svg, 64)), GRAMMARS["objects"].colors) == "red"


def test_what_varies_is_the_ground():
    texts = {drawing("a blue car on a plain background", seed, "objects") for seed in range(6)}
    assert len(texts) > 1  # grounds
    assert len({text.partition("<g ")[2] for text in texts}) == 1


def test_a_thing_in_other_colours_has_the_same_outlines():
    one, other = (drawing(f"a {color} mug on a plain background", 0, "objects") for color in ("red", "green"))
    assert one != other
    assert re.sub("#[0-9a-f]{3}", "", one) == re.sub("#[0-9a-f]{3}", "", other)


@pytest.mark.parametrize("thing", GRAMMARS["things"].things[::10])
def test_every_thing_has_a_sketch_in_few_bytes(thing):
    svg = drawing(alone(thing), 0, "things")
    validate_svg(svg, 800)
    (group,) = groups(svg)
    assert group.shown.mean() > 0.01


def test_the_largest_shapes_stay_in_their_order():
    few, many = (sketch(plainer(Illustrator().svg(alone("bear"), 0)), most, 0.0006) for most in (4, 10))
    assert few.count(' fill="') == 1 + 4 and many.count(' fill="') == 1 + 10
    shapes = re.findall(r"<(?:path|circle|ellipse) [^>]*>", many)
    assert [shape for shape in shapes if shape in few] == re.findall(r"<(?:path|circle|ellipse) [^>]*>", few)


def test_what_is_filled_with_a_pattern_is_left_out():
    svg = drawing(alone("spider", "turquoise"), 0, "things")  # which has hairs
    assert "pattern" not in svg and "url(" not in svg


def test_an_upright_ellipse_stays_one_and_a_turned_one_becomes_a_path():
    page = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><g id="background">'
        '<path d="M0 0h80v80H0" fill="#def"/></g><g id="egg" fill="#f00"><ellipse cx="40" cy="30" rx="9" ry="12"/>'
        '<ellipse cx="40" cy="30" rx="9" ry="12" transform="rotate(30 40 30)"/>'
        '<circle cx="40" cy="60" r="8"/></g></svg>'
    )
    text = sketch(page, 7, 0.004)
    assert re.findall(r"<(ellipse|circle|path) ", text) == ["ellipse", "path", "circle"]
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect fill="#def" ')


def test_a_page_without_a_thing_is_an_error():
    page = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="background"><path d="M0 0h9v9"/></g></svg>'
    with pytest.raises(ValueError, match="group that is named after a thing"):
        sketch(page, 7, 0.004)


def test_half_of_the_objects_are_held_out():
    grammar = GRAMMARS["objects"]
    learned = {(one.thing, one.color) for one in (prompt(grammar, index) for index in range(3_000))}
    assert len(learned) == 200 - 97
    assert {thing for thing, _ in learned} == set(grammar.things)
    assert {color for _, color in learned} == set(grammar.colors)
