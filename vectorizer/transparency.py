"""A picture with transparency -> an SVG that keeps it: the tracing of its colours, cut along the outline of its alpha.

What is less than half opaque is cut away; a part that is half transparent does not stay so.  The competition's judge
sees black where nothing is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from PIL import Image

from vectorizer.vectorize import MIN_BYTES, check_max_bytes, vectorize

_OUTLINE_SHARE = 0.3  # of the bytes, at most
_SVG = re.compile(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)">(.*)</svg>', re.DOTALL)
_ROOM = 200  # bytes of the frame, with the largest numbers
LEAST_BYTES = 2 * MIN_BYTES + _ROOM


def vectorize_transparent(picture: Image.Image, alpha: Image.Image, max_bytes: int, **options) -> str:
    """Return an SVG of at most `max_bytes` bytes that shows nothing where the picture is transparent.

    Args:
        picture: RGB.
        alpha: L, of the same size.
        max_bytes: at least LEAST_BYTES.
        options: as `vectorize` takes them.

    Raises:
        ValueError: `max_bytes` is too small.
    """
    check_max_bytes(max_bytes)
    opaque = np.asarray(alpha) > 127
    if opaque.all():
        return vectorize(picture, max_bytes, **options)
    if max_bytes < LEAST_BYTES:
        raise ValueError(f"max_bytes must be at least {LEAST_BYTES} for a picture with transparency, not {max_bytes}")
    width, height = picture.size
    outline = _outline(opaque, int((max_bytes - _ROOM) * _OUTLINE_SHARE))
    colors = vectorize(picture, max_bytes - _ROOM - len(outline), **options)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<clipPath id="a"><path d="{outline}"/></clipPath><g clip-path="url(#a)">{_inside(colors, width, height)}</g>'
        "</svg>"
    )


def _outline(opaque: np.ndarray, max_bytes: int) -> str:
    """The path around what is true in bool (H, W): as exact as the bytes allow, the smallest parts go first.

    Holes run the other way around than what they are in, so that either fill rule leaves them out.
    """
    import cv2

    contours, _ = cv2.findContours(opaque.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    contours = sorted(contours, key=cv2.contourArea, reverse=True)
    for tolerance in 0.7, 1.0, 1.5, 2.0, 3.0, 4.0:
        text = "".join(_polygons(contours, tolerance))
        if len(text) <= max_bytes:
            return text or "M0 0"
    kept = ""
    for polygon in _polygons(contours, 4.0):
        if len(kept) + len(polygon) <= max_bytes:
            kept += polygon
    return kept or "M0 0"


def _polygons(contours: list[np.ndarray], tolerance: float) -> Iterator[str]:
    import cv2

    for contour in contours:
        points = cv2.approxPolyDP(contour, tolerance, True)[:, 0]
        if len(points) > 2:
            yield "M" + " ".join(f"{x} {y}" for x, y in points) + "z"


def _inside(svg: str, width: int, height: int) -> str:
    """What is in an SVG, on the scale of a viewBox of this size."""
    its_width, its_height, shapes = _SVG.fullmatch(svg).groups()
    if (int(its_width), int(its_height)) == (width, height):
        return shapes
    return f'<g transform="scale({width / int(its_width):.6g} {height / int(its_height):.6g})">{shapes}</g>'
