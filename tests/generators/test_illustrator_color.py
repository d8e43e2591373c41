"""The colour difference that the other tests measure pictures by, and gradations from one colour to another."""

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000 as ciede2000

from generators.illustrator import Illustrator
from generators.illustrator.colors import rgb
from generators.illustrator.words.language import parse
from scoring.measures.ciede2000 import coverage


def test_ciede2000_agrees_with_its_publication():
    """Pairs 1, 7 and 17 of the table in Sharma, Wu and Dalal (2005)."""
    a = np.array([[50, 2.6772, -79.7751], [50, 0, 0], [50, 2.5, 0]])
    b = np.array([[50, 0, -82.7485], [50, -1, 2], [73, 25, -18]])
    assert np.allclose(ciede2000(a, b), [2.0425, 2.3669, 27.1492], atol=1e-3)


@pytest.mark.parametrize(
    "description",
    ["a sky fading from orange to purple over the sea", "an ombre dress in pink and purple",
     "a circle fading from red to blue", "a gradient from teal to coral"],
)  # fmt: skip
def test_a_gradation_shows_both_its_colors_and_what_lies_between(description):
    (item, *_) = parse(description).items
    (picture,) = Illustrator().generate(description, 1)
    between = "#{:02x}{:02x}{:02x}".format(*np.mean([rgb(c) for c in item.colors], axis=0).astype(int))
    for color in (*item.colors, between):
        assert coverage(picture, color) >= 0.03, color
