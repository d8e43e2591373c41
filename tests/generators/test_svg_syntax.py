"""What a language model may write next: nothing valid is kept from it, and what it ends is valid."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.gemma import EXAMPLES
from generators.svg_syntax import ELEMENTS, ending, goes_on, is_closed
from scoring import validate_svg
from scoring.render import render
from training.gemma.svg_pairs import drawing

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
COMMANDS = "MmlhvcsqtaZz"
PIECES = [
    *(f"<{name}" for name in ELEMENTS),
    *(f' {name}="' for name in ("d", "fill", "stroke", "points", "cx", "r", "id", "transform", "opacity", "href")),
    *(f"{command}{number}" for command in COMMANDS for number in ("", "1", "1 2", "-.5-3")),
    *("#d22", "red", "none", "url(#a)", "rotate(45)", " ", ",", "0", "7", ".5", "-", '"', "/>", ">", "</g>", "</svg>"),
    *("<text", "&amp;", "<!-- a -->", "]]>", "é"),
]


@pytest.mark.parametrize("svg", EXAMPLES.values())
def test_every_beginning_of_a_valid_svg_goes_on(svg):
    assert all(goes_on(svg[:i]) for i in range(len(svg) + 1))


@pytest.mark.parametrize("text", ["a red apple", "a blue car", "a green house", "a black key", "a white cake"])
def test_so_does_every_beginning_of_a_sketch(text):
    inside = drawing(f"{text} on a plain background", 0, "objects").partition(">")[2]
    assert is_closed(inside) and all(goes_on(inside[:i]) for i in range(len(inside) + 1))


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_what_comes_to_its_end_is_valid_and_can_be_drawn(seed):
    """Pieces at random, whichever may come next; then whatever ends it."""
    rng = random.Random(seed)
    text = ""
    for _ in range(rng.randrange(40)):
        piece = next((piece for piece in rng.sample(PIECES, len(PIECES)) if goes_on(text + piece)), "")
        text += piece
        if is_closed(text):
            break
    assert len(ending(text)) < 120
    svg = OPENING + text + ending(text)
    validate_svg(svg)
    render(svg, 32)


@pytest.mark.parametrize(
    "text",
    [
        '<circle r="5" cx="2"/><g id="a"><path d="M0 0a1 1 0 0 1 5 5z"/></g><!-- end --></svg> and so on',
        '<linearGradient id="a"><stop offset="5%" stop-color="red"/></linearGradient>',
        '<g transform="rotate(45 12,3) scale(2)" opacity=".5">',
        '<path d="M 1 2 L3-4.5.5 7Z" stroke-dasharray="4 2"/>',
        '<path fill="url(#a)" d="m2',
        "\n  <el",
        "",
    ],
)
def test_these_go_on(text):
    assert goes_on(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<path d="m21" c="58"', "m takes two numbers"),
        ('<path c="', "a path has no c"),
        ('<circle r="5" r="', "twice"),
        ('<g id="a"></svg>', "g is open"),
        ('<path fill="#24a6"', "four digits"),
        ('<path d="l', "a path begins with a move"),
        ('<path d="M0 0a1 1 0 5 ', "a flag is 0 or 1"),
        ('<path d="M0 0zc1 2"', "c takes six"),
        ('<path d="M0 0z5', "z takes none"),
        ('<rect x="1.5.2"', "two numbers"),
        ('<rect x="1234567', "too large"),
        ('<polygon points="1,2 3"', "pairs"),
        ("<text", "not allowed"),
        ('<use href="', "not allowed"),
        ('<path style="', "not allowed"),
        ("<!-- a -- b", "no comment"),
        ('<path fill="redd', "no colour"),
        ('<g transform="matrix(1 2 3)', "matrix takes six"),
        ('<g transform="turn', "no such transform"),
        ("Sure! ", "text"),
        ("<g/>-", "text"),
        ("<!DOCTYPE", "no document type"),
        ("&amp;", "an entity"),
    ],
)
def test_these_do_not(text, why):
    assert not goes_on(text), why
