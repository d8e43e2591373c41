"""The page: a viewBox, the size that is judged, and a background where the picture would be transparent."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import numpy as np
from PIL import Image

from fitting.repair.colors import paint
from fitting.repair.values import PAGE, Precision, numbers, pixels, repair_value, text_of
from scoring.render import SIDE

SMALLEST, LARGEST = 256.0, float(SIDE)  # pixels of the longer side; what is smaller is drawn at the largest
MAX_ASPECT = 16.0
_PALE = 235  # of 255: a drawing of this brightness would vanish on white
_BACKGROUNDS = ("#fff", "#456")


def fit_canvas(root: Element, notes: Counter[str]) -> Precision:
    """Give `root` a viewBox and, where that is not its size in pixels, a width and height within bounds.

    A smaller page is drawn as large as the judge looks at it: enlarged from its own size it would be blurred. Returns
    what numbers on this page need.
    """
    width, height = (_pixels(root.attrib.pop(name, None)) for name in ("width", "height"))
    box = numbers(repair_value("viewBox", root.get("viewBox", "")) or "", PAGE)
    if not box:
        box = [0.0, 0.0, width or height or LARGEST, height or width or LARGEST]
        notes["added a viewBox"] += 1
    width, height = width or box[2], height or box[3]
    longer = max(width, height)
    drawn = longer if SMALLEST <= longer <= LARGEST else LARGEST
    size = [max(side * drawn / longer, drawn / MAX_ASPECT) for side in (width, height)]
    root.set("viewBox", " ".join(text_of(value, PAGE) for value in box))
    for name, side in zip(("width", "height"), size, strict=True):
        if size != box[2:]:
            root.set(name, text_of(side))
    offsets = [number for part in root.iter() for number in numbers(part.get("transform", ""), PAGE)]
    return Precision.of(box, offsets)


def styled_background(root: Element) -> Element | None:
    """A rectangle for the background that CSS gives the root, or None."""
    asked = [root.attrib.pop(name, "") for name in ("background", "background-color")]
    found = next((color for color in map(paint, reversed(asked)) if color), None)
    return None if found is None or found == "none" or found.endswith(",0)") else sheet(root, found)


def background(root: Element, drawing: Image.Image) -> Element | None:
    """A rectangle to put behind everything, or None for a drawing (RGBA, as `root` renders) that is opaque.

    White, as a page is; a drawing that is nearly white itself gets a slate one, or it could not be seen.
    """
    pixels_ = np.asarray(drawing.convert("RGBA"), dtype=np.float64)  # (H, W, 4), 0 to 255
    alpha = pixels_[..., 3]
    if alpha.min() == 255:
        return None
    brightness = (pixels_[..., :3].mean(axis=2) * alpha).sum() / max(alpha.sum(), 1.0)
    return sheet(root, _BACKGROUNDS[bool(brightness > _PALE)])


def sheet(root: Element, fill: str) -> Element:
    """A rectangle that covers the page, and margins where its proportions are not those of its size."""
    x, y, width, height = numbers(root.get("viewBox"), PAGE)
    across, down = (numbers(root.get(name, "0"), PAGE)[0] for name in ("width", "height"))
    if across and abs(across * height - down * width) > 1e-3 * across * height:
        x, y, width, height = x - MAX_ASPECT * width, y - MAX_ASPECT * height, 33 * width, 33 * height
    place = {"x": x, "y": y, "width": width, "height": height}
    return Element("rect", {**{name: text_of(value, PAGE) for name, value in place.items() if value}, "fill": fill})


def _pixels(length: str | None) -> float | None:
    """A width or height in pixels; None where there is none, or it depends on what is around the document."""
    found = pixels(repair_value("width", length or "") or "")
    return abs(found) if found else None
