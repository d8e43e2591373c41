"""The doors: the same picture in fewer bytes, and the best picture within the bytes."""

from __future__ import annotations

import time

from fitting.echo import LENGTH, heard
from fitting.layers import SIDE
from fitting.model import Page
from fitting.pruning import nearly_fits, prune
from fitting.reading import read
from fitting.search import Search
from fitting.unseen import drop_unseen
from fitting.writing import write
from scoring.constraints import MAX_BYTES
from scoring.render import draw

MIN_BYTES = 300
QUARTER = 0.25  # of a pixel at 512 pixels of page side: what moves by no more is not seen to move
FINER = (0.03, 0.125)  # of such a pixel, where there are bytes for it
MISSED = 0.005  # 1 - SSIM for the judge: half of what it costs to write every number anew, which people do not see
SIMPLER = 0.02  # where everything gets coarser, and much of it simpler
FINE_SIDE = 1000.0  # the viewBox side of which whole steps are a quarter of a pixel


def shorten(svg: str) -> str:
    """Return the same picture in fewer bytes.

    No point moves by more than about a quarter of a pixel at 512 pixels of page side.  Ids that nothing refers to stay,
    since they name things.

    Args:
        svg: a document within the competition's allowlist, of any length.

    Raises:
        ValueError: `svg` is no such document; the message names what is wrong.
    """
    page = _seen(svg)
    echo = heard(page)
    return min(echo.over(shortest(echo.drawing)) if echo else shortest(page), svg, key=_size)


def fit(svg: str, max_bytes: int = MAX_BYTES, *, time_limit_s: float | None = None) -> str:
    """Return the best picture of `svg` in at most `max_bytes` bytes of UTF-8.

    What fits is returned as it is.  What nearly fits loses what is missed least, if that is less than all else would
    cost.  Else the same picture is written shorter, as finely as the bytes allow; and where that is not enough, it is
    made simpler by the steps that cost least of what the judge sees.

    Args:
        svg: a document within the competition's allowlist, of any length.
        max_bytes: the budget, at least 300.
        time_limit_s: seconds, met by measuring less, never by failing.  None: as long as it takes; the same text then
            gives the same result.

    Raises:
        ValueError: `svg` is no such document, or an argument is out of its range; the message names what is wrong.
    """
    if max_bytes < MIN_BYTES:
        raise ValueError(f"max_bytes must be at least {MIN_BYTES}, not {max_bytes}")
    if time_limit_s is not None and not time_limit_s >= 0:
        raise ValueError(f"time_limit_s must be at least 0, not {time_limit_s}")
    deadline = None if time_limit_s is None else time.monotonic() + time_limit_s
    page = _seen(svg)
    if _size(svg) <= max_bytes:
        return svg
    echo, pruned = heard(page), ""
    if nearly_fits(page, max_bytes):
        pruned, lost = prune(echo.drawing if echo else page, max_bytes, SIMPLER, deadline) or ("", 1.0)
        if lost <= MISSED and _can_be_drawn(pruned):
            return pruned
        page = _seen(svg)
        echo = heard(page)
    drawing, room = (echo.drawing, max_bytes - LENGTH) if echo else (page, max_bytes)
    if room < MIN_BYTES:  # so few bytes say more without an echo
        echo, room = None, max_bytes
    text = _written(drawing, room)
    if not text:
        if _can_be_drawn(pruned):
            return pruned
        text = Search(drawing, room, deadline).run()
    whole = echo.over(text) if echo else text
    return whole if _size(whole) <= max_bytes else text


def _written(page: Page, max_bytes: int) -> str:
    """The whole drawing as finely as the bytes allow; "" where even the coarsest is too long."""
    text = shortest(page)
    if _size(text) > max_bytes:
        return ""
    for part in FINER:
        finer = write(page, part * page.pixel)
        if _size(finer) <= max_bytes:
            return finer
    return text


def _seen(svg: str) -> Page:
    """The drawing in `svg`, with what nobody sees marked as gone."""
    page = read(svg)
    drop_unseen(page)
    return page


def _can_be_drawn(text: str) -> bool:
    """Whether the judge draws a text, in which numbers may be as large as they were."""
    try:
        return bool(text) and bool(draw(text, SIDE))
    except ValueError:
        return False


def shortest(page: Page) -> str:
    """Return the shorter of two texts: in the page's own units, and in those of which whole numbers are fine enough."""
    tolerance = QUARTER * page.pixel
    texts = [write(page, tolerance), write(page, tolerance, FINE_SIDE)]
    return min(texts, key=_size)


def _size(text: str) -> int:
    return len(text.encode())
