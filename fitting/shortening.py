"""The same picture in fewer bytes."""

from __future__ import annotations

from fitting.model import Page
from fitting.reading import read
from fitting.writing import write

QUARTER = 0.25  # of a pixel at 512 pixels of page side: what moves by no more is not seen to move
FINE_SIDE = 1000.0  # the viewBox side of which whole steps are that fine


def shorten(svg: str) -> str:
    """Return the same picture in fewer bytes.

    Args:
        svg: a document within the competition's allowlist, of any length.

    Raises:
        ValueError: `svg` is no such document; the message names what is wrong.
    """
    page = read(svg)
    return shortest(page)


def shortest(page: Page) -> str:
    """Return the shorter of two texts: in the page's own units, and in those of which whole numbers are fine enough."""
    tolerance = QUARTER * page.pixel
    texts = [write(page, tolerance), write(page, tolerance, FINE_SIDE)]
    return min(texts, key=lambda text: len(text.encode()))
