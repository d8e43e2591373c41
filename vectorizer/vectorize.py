"""Picture -> SVG within a byte budget: what is asked for is checked, then traced."""

from __future__ import annotations

import time
from functools import cache

import numpy as np
from PIL import Image

from scoring.constraints import MAX_BYTES
from support.seeds import check_seed
from vectorizer import pictures
from vectorizer.squares import draw_squares

MIN_BYTES = 300


def vectorize(
    image: Image.Image,
    max_bytes: int = MAX_BYTES,
    *,
    seed: int = 0,
    time_limit_s: float | None = None,
    draft: bool = False,
) -> str:
    """Return an SVG of at most `max_bytes` bytes of UTF-8 that looks like `image`.

    Args:
        image: PIL image of any size and mode.  Transparency is laid over white, EXIF orientation is applied, and the
            first frame of an animation is drawn.
        max_bytes: the budget, at least 300.
        seed: 0 to 2**32 - 1; the same seed on the same machine gives the same SVG.
        time_limit_s: seconds, met by refining less, never by failing.  Compiled code is loaded before they count.
            None: as long as refinement pays.
        draft: two thirds of the time or less (a tenth, up to 1,000 bytes), for what the whole comes to roughly.  The
            SVG is the same on a slower machine, other than with a time limit.

    Raises:
        TypeError: `image` is not a PIL image.
        ValueError: `image` has no pixels, or another argument is out of its range.

    >>> svg = vectorize(Image.radial_gradient("L"), max_bytes=500, time_limit_s=0.5)
    >>> svg[:5], len(svg.encode()) <= 500
    ('<svg ', True)
    """
    from vectorizer.trace import trace  # scikit-learn and numba take a second to come

    check_options(max_bytes, seed, time_limit_s)
    if time_limit_s is not None:
        load_loops()
    start = time.perf_counter()
    rgb = np.asarray(pictures.normalize(image))
    if (rgb == rgb[0, 0]).all():
        return _one_color(rgb)
    if svg := draw_squares(rgb, max_bytes):
        return svg
    if time_limit_s is not None:
        time_limit_s = max(0.0, time_limit_s - (time.perf_counter() - start))
    return trace(rgb, max_bytes, seed=seed, time_limit_s=time_limit_s, draft=draft)


@cache
def load_loops() -> None:
    """Load the compiled inner loops, or compile them: once a process, so that no time limit is spent on it."""
    from vectorizer.trace import trace

    trace(np.asarray(Image.radial_gradient("L").resize((32, 32)).convert("RGB")), 1_001)  # fewer: three tries


def check_max_bytes(max_bytes: int) -> None:
    """Return when a budget is large enough.

    Raises:
        ValueError: it is less than `MIN_BYTES`.

    >>> check_max_bytes(100)
    Traceback (most recent call last):
    ValueError: max_bytes must be at least 300, not 100
    """
    if max_bytes < MIN_BYTES:
        raise ValueError(f"max_bytes must be at least {MIN_BYTES}, not {max_bytes}")


def check_options(max_bytes: int, seed: int, time_limit_s: float | None) -> None:
    """Return when the options of `vectorize` are in their ranges.

    Raises:
        ValueError: one is not; names it.

    >>> check_options(max_bytes=500, seed=0, time_limit_s=-1)
    Traceback (most recent call last):
    ValueError: time_limit_s must be at least 0, not -1
    """
    check_max_bytes(max_bytes)
    check_seed(seed)
    if time_limit_s is not None and not time_limit_s >= 0:
        raise ValueError(f"time_limit_s must be at least 0, not {time_limit_s}")


def _one_color(rgb: np.ndarray) -> str:
    """Return the SVG of uint8 (H, W, 3) pixels that are all alike."""
    height, width = rgb.shape[:2]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="#{rgb[0, 0].tobytes().hex()}" d="M0 0h{width}v{height}H0z"/></svg>'
    )
