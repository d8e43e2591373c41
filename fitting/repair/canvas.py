"""The page: a viewBox, a size that can be drawn, and a background where the picture would be transparent."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import numpy as np
from PIL import Image

from fitting.repair.values import numbers, text_of
from scoring.render import SIDE

SMALLEST, LARGEST = 16.0, float(SIDE)  # pixels of the longer side
MAX_ASPECT = 16.0
_PALE = 235  # of 255: a drawing of this brightness would vanish on white
_BACKGROUNDS = ("#fff", "#456")


def fit_canvas(root: Element, notes: Counter[str]) -> None:
    """Give `root` a viewBox and, where that is not its size in pixels, a width and height within the bounds."""
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = numbers(root.get("viewBox", ""))
    if not box:
        box = [0.0, 0.0, width or height or LARGEST, height or width or LARGEST]
        notes["added a viewBox"] += 1
    width, height = width or box[2], height or box[3]
    longer = max(width, height)
    clamped = max(SMALLEST, min(LARGEST, longer))
    size = [max(side * clamped / longer, clamped / MAX_ASPECT) for side in (width, height)]
    notes["size clamped"] += size != [width, height]
    root.set("viewBox", " ".join(map(text_of, box)))
    for name, side in zip(("width", "height"), size, strict=True):
        root.attrib.pop(name, None)
        if size != box[2:]:
            root.set(name, text_of(side))


def background(root: Element, drawing: Image.Image) -> Element | None:
    """A rectangle to put behind everything, or None for a drawing (RGBA, as `root` renders) that is opaque.

    White, as a page is; a drawing that is nearly white itself gets a slate one, or it could not be seen.
    """
    pixels = np.asarray(drawing.convert("RGBA"), dtype=np.float64)  # (H, W, 4), 0 to 255
    alpha = pixels[..., 3]
    if alpha.min() == 255:
        return None
    brightness = (pixels[..., :3].mean(axis=2) * alpha).sum() / max(alpha.sum(), 1.0)
    x, y, width, height = numbers(root.get("viewBox"))
    if root.get("width"):  # the picture may have margins where its proportions are not the page's
        x, y, width, height = x - MAX_ASPECT * width, y - MAX_ASPECT * height, 33 * width, 33 * height
    place = {"x": x, "y": y, "width": width, "height": height}
    attributes = {name: text_of(value) for name, value in place.items() if value}
    return Element("rect", {**attributes, "fill": _BACKGROUNDS[bool(brightness > _PALE)]})


def _pixels(length: str | None) -> float | None:
    """A width or height in pixels; None where there is none, or it depends on what is around the document."""
    found = numbers(length or "")
    return abs(found[0]) if found and found[0] and length.lower().rstrip("px")[-1:].isdigit() else None
