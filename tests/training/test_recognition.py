import numpy as np
import pytest
from PIL import Image

from generators.illustrator import Illustrator
from scoring.render import render
from svg_vectorize import vectorize
from training.recognition import Namer, asked_thing

THINGS, COLORS = ("hat", "car", "star", "fish", "vase"), ("red", "green", "blue")
TEXTS = [f"a {color} {thing} on a plain background" for thing in THINGS for color in COLORS]


def drawn(text):
    return Illustrator().svg(text, 1234)


@pytest.fixture(scope="module")
def namer():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.recognition.LEARNED", 400)
        patch.setattr("training.recognition.STEPS", 120)
        yield Namer(TEXTS)


def test_things_are_named_sharp_and_in_few_bytes(namer):
    sharp = [namer.names(render(drawn(text)), text) for text in TEXTS]
    assert np.mean(np.equal(sharp, 1)) > 0.9
    some = TEXTS[::3]
    traced = [namer.names(render(vectorize(render(drawn(text), 192), 300)), text) for text in some]
    assert np.mean(np.equal(traced, 1)) >= 0.8


def test_another_thing_is_not_named(namer):
    others = [namer.names(render(drawn(TEXTS[i - 3])), text) for i, text in enumerate(TEXTS)]
    assert np.mean(others) < 0.2


def test_where_nothing_known_is_asked_nothing_is_missing(namer):
    ground = Image.new("RGB", (64, 64), "white")
    assert namer.names(ground, "a stormy sea") == namer.names(ground, "a hat and a car") == 1
    assert namer.names(ground, "a castle") == 1  # a thing, but none that was learned


@pytest.mark.parametrize(
    ("description", "thing"),
    [
        ("a red car on a plain background", "car"),
        ("a blue hat", "hat"),
        ("a stormy sea", None),
        ("a hat and a car", None),
    ],
)
def test_the_asked_thing(description, thing):
    assert asked_thing(description) == thing


def test_one_thing_cannot_be_told_from_others():
    with pytest.raises(ValueError, match=r"two or more things, each alone, not \['hat'\]"):
        Namer(["a red hat", "a blue hat", "a stormy sea"])
