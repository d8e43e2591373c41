"""The illustrator: always a picture, the same for the same seed, in the colours asked."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.illustrator import Illustrator
from generators.illustrator.canvas.paint import Paint
from generators.illustrator.colors import TABLE
from generators.illustrator.drawings import files
from generators.illustrator.things import load, tones
from generators.illustrator.words.language import parse
from scoring.measures.ciede2000 import coverage

HOSTILE = [
    "", " ", "x" * 10_000, "🦊🌲 😀", "\x00\x01\x1b[31m", "<svg onload='x'>&amp;</svg>", "紫色の森",
    "and with of on", "red",
    "1000000000000 cubes", "statue", "a pattern", "ring of ring of ring", "\ud800", "a scarf with scarves with tassels",
]  # fmt: skip
CLOSED = [
    "a purple forest at dusk", "burgundy corduroy pants with silver buttons", "orange corduroy overalls",
    "crimson rectangles forming a chaotic grid", "purple pyramids spiraling around a bronze cone",
    "khaki triangles and azure crescents", "a maroon dodecahedron interwoven with teal threads",
    "a chartreuse frog wearing a scarlet hat", "a turquoise paisley pattern on ivory linen",
]  # fmt: skip


@pytest.fixture(scope="module")
def illustrator():
    return Illustrator()


def test_pictures_are_rgb_squares(illustrator):
    pictures = illustrator.generate("a lighthouse overlooking the ocean", 2, seed=3)
    assert [(p.size, p.mode) for p in pictures] == [((512, 512), "RGB")] * 2


def test_same_seed_same_pictures(illustrator):
    first, second = (illustrator.generate("a snowy plain", 2, seed=5) for _ in range(2))
    assert [p.tobytes() for p in first] == [p.tobytes() for p in second]


@pytest.mark.parametrize("description", ["a green lagoon under a cloudy sky", "gray wool coat", "a red car"])
def test_seeds_change_the_composition(illustrator, description):
    a, b = (np.asarray(p, int) for p in illustrator.generate(description, 2, seed=0))
    assert np.abs(a - b).mean() > 2


@pytest.mark.parametrize("description", HOSTILE)
def test_hostile_strings_still_give_a_picture(illustrator, description):
    (picture,) = illustrator.generate(description, 1)
    assert len(picture.getcolors(maxcolors=1 << 18)) > 8


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_drawable(text):
    assert Illustrator().svg(text, 1).startswith("<svg")


VOCABULARY = st.sampled_from(
    ["red", "pale", "silk", "three", "scattered", "dog", "scarf", "cubes", "moon", "lake", "statue", "ring",
     "pattern", "stars", "on", "of", "with", "and", "under", "over", "wearing", "holding", "surrounded", "by",
     "interwoven", "forming", "grid", "spiral", "in", "room", "wall", "hill", "checkered", "glass", "thread",
     "plane", "flowers"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(VOCABULARY, max_size=9))
def test_any_order_of_known_words_is_drawable(words):
    assert Illustrator().svg(" ".join(words), 1).endswith("</svg>")


@pytest.mark.parametrize("description", CLOSED)
def test_asked_colors_cover_the_picture(illustrator, description):
    (picture,) = illustrator.generate(description, 1)
    for name in {name for item in parse(description).items for name in item.names}:
        assert coverage(picture, TABLE[name]) >= 0.03, name


def test_purple_forest_is_mostly_purple(illustrator):
    (picture,) = illustrator.generate("a purple forest at dusk", 1)
    red, green, blue = (np.asarray(picture, int)[..., i] for i in range(3))
    assert ((red > green) & (blue > green)).mean() > 0.8


def test_describe_says_what_was_placed(illustrator):
    report = illustrator.describe("a silver robot holding a flower in a field of sunflowers")
    assert [i["noun"] for i in report["items"]] == ["robot", "flower", "field", "sunflowers"]
    assert {"robot", "flower", "field", "sunflowers"} <= {p["drawn"] for p in report["placed"]}


@pytest.mark.parametrize("name", sorted(files()))
def test_things_use_known_roles(name):
    own = {"fixed", "shine", "glow"}
    roles = {*tones(Paint("#808080"), "#ffffff"), *own}
    for tag, attributes in load(name).shapes:
        assert tag in {"path", "polygon", "rect", "ellipse", "circle"}
        role = attributes["class"].split()[0]
        assert role in roles
        assert role not in own or re.fullmatch("#[0-9a-f]{6}", attributes["fill"])


def test_no_text_elements(illustrator):
    assert "<text" not in illustrator.svg("a book with letters and a street sign")
