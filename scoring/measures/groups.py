"""What a drawing of the illustrator shows, told from its named groups: `<g id="fox">`, `<use id="fox-2">`.

Each group is painted in one flat colour, its number, and rendered: alone and with all the others in place.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import cairosvg
import numpy as np
from PIL import Image

SIDE = 256  # pixels of the renderings
PAGE = "0 0 512 512"  # the viewBox where a drawing has none
SEEN = 0.5  # opacity from which on a surface hides what is behind it
HELPERS = {"copied", "shadow", "view", "tile"}  # ids that name no thing
NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass
class Group:
    """One named group as it stands in the picture."""

    name: str  # "fox", without its number
    shown: np.ndarray  # bool (SIDE, SIDE): where it is seen in the picture
    colors: np.ndarray  # uint8 (N, 3): the pixels of the picture that it is seen at
    flat: Element  # the whole drawing, each surface in the number of its group
    number: int
    view: tuple[float, float, float, float]  # the drawing's viewBox

    @cached_property
    def alone(self) -> np.ndarray:
        """bool (SIDE, SIDE): where it would be seen with nothing in front of it."""
        return self._whole[SIDE // 2 : SIDE // 2 + SIDE, SIDE // 2 : SIDE // 2 + SIDE]

    @cached_property
    def area(self) -> int:
        """The pixels that it covers when nothing is in front of it, those beyond the picture's edges too."""
        return int(self._whole.sum())

    @cached_property
    def _whole(self) -> np.ndarray:
        """bool (2 * SIDE, 2 * SIDE): where it is with nothing in front of it, in the picture and around it."""
        x, y, width, height = self.view
        around = f"{x - width / 2} {y - height / 2} {2 * width} {2 * height}"
        return rendered(only(self.flat, self.number), around, 2 * SIDE).any(axis=-1)

    def seen(self, own: tuple[Group, ...] = ()) -> float:
        """The part of its area, 0 to 1, that is in the picture and not hidden, unless by what it has itself (`own`)."""
        open_to_view = self.shown.copy()
        for group in own:
            open_to_view |= group.shown & self.alone
        return min(1.0, open_to_view.sum() / self.area) if self.area else 0.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is seen of it, in pixels."""
        rows, columns = np.nonzero(self.shown)
        return float(columns.min()), float(rows.min()), columns.max() + 1.0, rows.max() + 1.0


def groups(svg: str, wanted: set[str] | None = None) -> list[Group]:
    """The named groups of a drawing, of these names, of which at least a pixel is seen."""
    root = ElementTree.fromstring(svg.replace(NAMESPACE[1:-1], ""))
    flat, names = flattened(root)
    view = root.get("viewBox", PAGE).replace(",", " ")
    numbers = rendered(flat, view, SIDE) @ [1 << 16, 1 << 8, 1]
    picture = rendered(root, view, SIDE)
    found = []
    for number, name in enumerate(names, 1):
        shown = numbers == number
        if name not in HELPERS and (wanted is None or name in wanted) and shown.any():
            found.append(Group(name, shown, picture[shown], flat, number, tuple(map(float, view.split()))))
    return found


def main_color(group: Group) -> np.ndarray:
    """uint8 (1, 3): the mean of the largest of 4 x 4 x 4 equal bins of a group's colours."""
    bins = (group.colors // 64) @ [16, 4, 1]
    return group.colors[bins == np.bincount(bins).argmax()].mean(axis=0, keepdims=True).astype(np.uint8)


def rendered(root: Element, view: str, side: int) -> np.ndarray:
    """uint8 (side, side, 3)."""
    root = deepcopy(root)
    root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "viewBox": view, "width": str(side), "height": str(side)}
    png = cairosvg.svg2png(bytestring=ElementTree.tostring(root), output_width=side, output_height=side)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def only(flat: Element, number: int) -> Element:
    """A flattened drawing with nothing but one group."""
    one, color = deepcopy(flat), f"#{number:06x}"
    for parent in one.iter():
        for child in [c for c in parent if c.tag != "g"]:
            if color not in (child.get("fill"), child.get("stroke")):
                parent.remove(child)
    return one


def flattened(root: Element) -> tuple[Element, list[str]]:
    """A drawing with each surface in the number of its innermost named group, and the names by number, from 1 on."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    flat = Element("svg", {"shape-rendering": "crispEdges"})  # no mixed colours along the edges
    names: list[str] = []

    def clear(paint: str) -> bool:
        """Whether a paint hides nothing: a pattern over a surface, or a gradient that fades out."""
        link = re.fullmatch(r"url\(#(.*)\)", paint)
        target = by_id.get(link[1]) if link else None
        if target is None:
            return paint == "none"
        stops = [float(stop.get("stop-opacity", 1)) for stop in target.iter("stop")]
        return not stops or min(stops) < SEEN

    def copy(element: Element, into: Element, number: int, inherited: dict, named: bool) -> None:
        if element.tag == "defs":
            return
        if named and element.get("id") and element.tag in ("g", "use"):
            names.append(re.sub(r"-\d+$", "", element.get("id")))
            number = len(names)
        style = inherited | {k: element.get(k) for k in ("fill", "stroke") if element.get(k)}
        style["opacity"] = inherited["opacity"] * float(element.get("opacity", 1))
        gone = {"id", "href", "fill", "stroke", "opacity", "fill-opacity", "stroke-opacity"}
        kept = {k: v for k, v in element.attrib.items() if k not in gone}
        if element.tag == "use":
            move = f" translate({element.get('x', 0)} {element.get('y', 0)})"
            made = SubElement(into, "g", {"transform": (element.get("transform", "") + move).strip()})
            copy(by_id[element.get("href")[1:]], made, number, style, named=False)
            return
        made = SubElement(into, element.tag, kept)
        if element.tag not in ("svg", "g"):
            for paint, default in (("fill", "#000"), ("stroke", "none")):
                opacity = style["opacity"] * float(element.get(f"{paint}-opacity", 1))
                hidden = clear(style.get(paint, default)) or opacity < SEEN
                made.set(paint, "none" if hidden else f"#{number:06x}")
        for child in element:
            copy(child, made, number, style, named)

    for child in root:
        copy(child, flat, 0, {"opacity": 1.0}, named=True)
    flat.attrib |= {k: v for k, v in root.attrib.items() if k.startswith("stroke-")}
    return flat, names
