"""Loads the drawings in things/, wear/ and land/: small SVG files in a 100 x 100 viewBox, standing on y = 100.

Each shape's class is its role (body, dark, light, accent, accentdark, accentlight, ink, white, fixed), optionally
followed by a part name ("accent door") that the words may colour. The root may carry defaults and places:
data-body, data-accent: colours used when the words name none;  data-place: where it is at home (see compose.py);
data-head, data-eyes, data-neck, data-hand: "x y width", where worn and held things go;
data-top: height things rest at; data-holds, data-tops: "x y width", where contents look out of it, or lie on it;
data-words, data-kinds: see drawings.py; data-band, data-spots: where the land has it, see scenery.py.
"""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache

from . import drawings
from .canvas import Canvas, Paint, bounds
from .colors import darken, lighten, luminance, mix
from .language import Item, Scene
from .textures import draw_texture

SERVED = {("bowl", "noodles")}  # a dish whose drawing shows the vessel that it comes in
SEWN = frozenset(drawings.names("wear"))  # cloth has its edges drawn in
INK, WHITE = "#2a2433", "#fdfaf2"


@dataclass(frozen=True)
class Thing:
    """A parsed drawing."""

    shapes: tuple[tuple[str, dict[str, str]], ...]
    data: dict[str, str]

    def anchor(self, name: str) -> tuple[float, float, float] | None:
        """x, y and width of a place on the thing, in its own 100 x 100 frame."""
        text = self.data.get(f"data-{name}")
        return tuple(float(n) for n in text.split()) if text else None

    @property
    def place(self) -> str:
        return self.data.get("data-place", "table")


@cache
def load(name: str) -> Thing | None:
    """The drawing of that file name, or None."""
    path = drawings.files().get(name)
    if path is None:
        return None
    root = ElementTree.parse(path).getroot()
    return Thing(tuple((child.tag.rpartition("}")[2], dict(child.attrib)) for child in root), dict(root.attrib))


def variant(item: Item, scene: Scene) -> str:
    """File name of the drawing: "vase-flower" for a vase with flowers, "cat-sleeping", else the noun's own."""
    flowery = {"flowers": "flower", "sunflowers": "flower", "cherrytree": "flower", "rose": "flower"}
    nouns = [flowery.get(c.noun, c.noun) for c in scene.children(item)]
    if (
        item.noun in ("vase", "bowl")
        and "flower" not in nouns
        and any(c.relation == "of" for c in scene.children(item))
    ):
        nouns.append("flower")
    served = next((n for n in nouns if (item.noun, n) in SERVED), None)
    if served:
        return served
    inside = [c for c in scene.children(item, "of") if c.kind == "thing" and c.noun != item.noun]
    if item.noun == "bowl" and inside:
        return "bowl-empty"
    return next((f"{item.noun}-{n}" for n in [*item.traits, *nouns] if load(f"{item.noun}-{n}")), item.noun)


def roles(thing: Thing, item: Item, scene: Scene) -> dict[str, str]:
    """Role -> colour, from the words, then the file's defaults."""
    paint = item.paint(thing.data.get("data-body", "#7a9cc0"))
    accent = paint.second or thing.data.get("data-accent", lighten(paint.color, 0.4))
    contents = [c for c in scene.children(item, "of", "with", "shape") if c.colors and c.kind != "garment"]
    contents = [c for c in contents if not scene_part(thing, c)]
    accent = contents[0].paint().color if contents else accent
    scene.used += contents
    return {
        "body": paint.color, "dark": paint.dark, "light": paint.light, "accent": accent,
        "accentdark": darken(accent, 0.3), "accentlight": lighten(accent, 0.4), "ink": INK, "white": WHITE,
    }  # fmt: skip


def scene_part(thing: Thing, item: Item) -> bool:
    """Whether the drawing has a part of the item's name."""
    return any(item.noun in shape.get("class", "").split()[1:] for _, shape in thing.shapes)


def box_of(tag: str, a: dict[str, str]) -> tuple[float, float, float, float]:
    """Bounding box of a shape element."""
    if tag in ("path", "polygon"):
        return bounds(a.get("d") or a.get("points"))
    if tag == "rect":
        x, y = float(a["x"]), float(a["y"])
        return x, y, x + float(a["width"]), y + float(a["height"])
    cx, cy, rx = float(a["cx"]), float(a["cy"]), float(a.get("rx") or a["r"])
    ry = float(a.get("ry", rx))
    return cx - rx, cy - ry, cx + rx, cy + ry


def draw_thing(canvas: Canvas, name: str, item: Item, scene: Scene, cast: Paint | None = None) -> None:
    """Draw the thing into the current frame; with `cast`, all of it in that one material (a statue)."""
    thing = load(name)
    color_of_role = roles(thing, item, scene)
    paint = cast or item.paint(color_of_role["body"])
    parts = {c.noun: c for c in scene.children(item) if c.colors or c.materials}
    sewn = name in SEWN
    for tag, attributes in thing.shapes:
        role, *part = attributes.get("class", "body").split()
        named = next((parts[p] for p in part if p in parts), None)
        scene.used += [c for c in scene.children(item) if c.noun in part]
        fill = named.paint().color if named else color_of_role.get(role, attributes.get("fill", paint.color))
        if cast:
            fill = statue_tone(role, paint, fill)
        surface = named.paint() if named else paint if role == "body" else None
        draw_shape(canvas, tag, attributes, role, fill, surface)
        if sewn and role in ("body", "accent") and "stroke-width" not in attributes:
            seam = " ".join(f'{k}="{v}"' for k, v in attributes.items() if k not in ("class", "fill"))
            edge = darken(fill, 0.38) if luminance(fill) > 0.16 else lighten(fill, 0.3)
            canvas.raw(f'<{tag} {seam} fill="none" stroke="{edge}" stroke-width="1.3" stroke-linejoin="round"/>')


def statue_tone(role: str, paint: Paint, fill: str) -> str:
    """One metal for every role."""
    tones = {"body": paint.color, "light": paint.light, "accent": darken(paint.color, 0.16), "white": paint.light}
    return tones.get(role, mix(darken(paint.color, 0.42), fill, 0.08))


def draw_shape(canvas: Canvas, tag: str, attributes: dict[str, str], role: str, fill: str, paint: Paint | None) -> None:
    """One element: stroked when it has a stroke width, else filled with light from the upper left, and textured."""
    geometry = " ".join(f'{k}="{v}"' for k, v in attributes.items() if k not in ("class", "fill"))
    if "stroke-width" in attributes:
        canvas.raw(f'<{tag} {geometry} fill="none" stroke="{fill}" stroke-linecap="round" stroke-linejoin="round"/>')
        return
    if role in ("body", "accent"):
        ink = canvas.gradient([lighten(fill, 0.14), fill, darken(fill, 0.16)], (1, 1))
    else:
        ink = fill
    canvas.raw(f'<{tag} {geometry} fill="{ink}"/>')
    if paint and paint.texture:
        with canvas.clipped(f"<{tag} {geometry}/>"):
            draw_texture(canvas, Paint(fill, paint.second, paint.texture), box_of(tag, attributes))
