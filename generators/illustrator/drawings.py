"""The drawings kept as files, found by folder: adding one is adding a file.

things/ holds what stands in a picture, wear/ what is worn, land/ what belongs to a landscape; a file's name is the
noun that it draws ("vase-flower": a vase with flowers). parts/ holds what several drawings share. A file is an SVG,
100 x 100, standing on y = 100, with its shapes one a line: path (absolute M, L, C, Z), polygon, rect, ellipse.

A shape's class is its role, then the names of the parts that it shows: `class="plain belt ribbon"`. A part that the
words describe ("a red leather belt") takes their colour and material, anything else those of its role. An ellipse that
is an eye closes in sleep, and what is a glint goes. The roles:

    body, plain, dark, light            the thing's colour: with its material, without, darker, lighter
    accent, accentdark, accentlight     its second colour
    seam, fitting                       lines and buttons on cloth, in a tone that shows on its colour
    fixed, shine, glow                  its own fill: as the light has it, bright at night too, fading out all round
    ink, white

A shape with a stroke-width is a line, any other a surface; opacities are as in SVG. Besides, a shape may have

    data-tone="-0.2"        a part of the way darker, or above 0 lighter, unless the words say the part's colour
    data-relief="-0.2"      the same, whatever its colour
    data-material="fur"     a material whatever the words say (at the root: unless the words say another)
    data-if="belt trench"   drawn only where the words have one of these: a part, a part's material ("fur-collar"), the
                            thing's materials and traits, a word of its name ("trench coat"), its relation to another
                            thing ("wearing"); "hood+trim" where they have both
    data-unless="hood"      drawn only where the words have none of these

A `<g>` shares its attributes out to the shapes in it.
`<use href="button" class="fitting button" x="50" y="8" width="4.4"/>` puts the drawing of parts/ there: its middle at
(x, y), as wide, its body in the role and the parts named here. `height` may differ from `width`.

The root's attributes:

    data-words, data-kinds      first line: further words for it; words for which it is only the drawing of their class
    data-body, data-accent      colours where the words name none; the second may be a tone of the first: "-0.2"
    data-asked                  the second colour, a tone of the first, where the words name that
    data-seam                   width of the edges drawn round cloth (wear/)
    data-place                  where it is at home, see compose.py
    data-head, data-eyes, data-neck, data-hand, ...     "x y width": where worn and held things go
    data-top                    height that things rest at
    data-saddle                 "x y width": where who rides it sits
    data-deck                   "x y width": where who is aboard stands, behind the shapes that are not
                                data-unless="hullonly"
    data-holds, data-tops       "x y width": where contents look out of it, or lie on it
    data-autumn                 land/: its colour in autumn
    data-band                   land/: drawn with what is far (0), with the ground (1), or near (2)
    data-spots, data-alone      land/: "x y size; ..." where several stand and where a single one does: x and size are
                                parts of the picture's width, y is 0 at the horizon and 1 at the bottom edge
    data-ground                 land/: the ground that it brings along
"""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = {kind: HERE / kind for kind in ("things", "wear", "land")}
PARTS = HERE / "parts"
Shape = tuple[str, dict[str, str]]  # tag, attributes


@dataclass(frozen=True)
class Thing:
    """A parsed drawing."""

    shapes: tuple[Shape, ...]
    data: dict[str, str]

    def anchor(self, name: str) -> tuple[float, float, float] | None:
        """x, y and width of a place on the thing, in its own 100 x 100 frame."""
        text = self.data.get(f"data-{name}")
        return tuple(float(n) for n in text.split()) if text else None

    def has_part(self, name: str) -> bool:
        """Whether one of the shapes shows a part of that name."""
        return any(name in shape.get("class", "").split()[1:] for _, shape in self.shapes)

    @property
    def place(self) -> str:
        return self.data.get("data-place", "table")


@cache
def files() -> dict[str, Path]:
    """Name -> file, of all folders."""
    return {path.stem: path for folder in FOLDERS.values() for path in sorted(folder.glob("*.svg"))}


def names(kind: str) -> list[str]:
    """The drawings of one folder."""
    return sorted(path.stem for path in FOLDERS[kind].glob("*.svg"))


@cache
def words(attribute: str) -> dict[str, str]:
    """Further word -> the drawing whose first line lists it under `attribute`."""
    found = {}
    for name, path in files().items():
        with open(path, encoding="utf-8") as file:
            listed = re.search(rf'\b{attribute}="([^"]*)"', file.readline())
        for word in listed[1].split(",") if listed else ():
            found[word.strip()] = name
    return found


@cache
def load(name: str) -> Thing | None:
    """The drawing of that file name, or None."""
    path = files().get(name)
    return parse(path) if path else None


def parse(path: Path) -> Thing:
    root = ElementTree.parse(path).getroot()
    return Thing(tuple(shapes_of(root, {})), dict(root.attrib))


def shapes_of(group: ElementTree.Element, shared: dict[str, str]) -> list[Shape]:
    """The shapes of an element, each with the attributes that its groups share."""
    shapes = []
    for child in group:
        tag, attributes = child.tag.rpartition("}")[2], shared | child.attrib
        if tag == "g":
            shapes += shapes_of(child, attributes)
        else:
            shapes += placed(attributes) if tag == "use" else [(tag, attributes)]
    return shapes


def placed(use: dict[str, str]) -> list[Shape]:
    """The shapes of a drawing in parts/, scaled and moved to where the `use` element puts it."""
    width = float(use["width"])
    kx, ky = width / 100, float(use.get("height", width)) / 100
    x, y = float(use["x"]) - 50 * kx, float(use["y"]) - 50 * ky
    kept = {key: use[key] for key in ("fill", "data-if", "data-unless", "data-tone") if key in use}
    return [
        (tag, kept | moved(a, x, y, kx, ky) | {"class": a["class"].replace("body", use["class"])})
        for tag, a in parse(PARTS / f"{use['href']}.svg").shapes
    ]


def moved(attributes: dict[str, str], x: float, y: float, kx: float, ky: float) -> dict[str, str]:
    """A shape's attributes after scaling by (kx, ky) about the origin and moving by (x, y)."""
    out = dict(attributes)
    for key, scale, shift in (
        ("x", kx, x), ("cx", kx, x), ("width", kx, 0), ("rx", kx, 0),
        ("y", ky, y), ("cy", ky, y), ("height", ky, 0), ("ry", ky, 0), ("stroke-width", min(kx, ky), 0),
    ):  # fmt: skip
        if key in out:
            out[key] = f"{float(out[key]) * scale + shift:.2f}"
    for key in {"d", "points"} & set(out):
        out[key] = re.sub(
            r"(-?\d+\.?\d*)([ ,]+)(-?\d+\.?\d*)",
            lambda pair: f"{float(pair[1]) * kx + x:.2f} {float(pair[3]) * ky + y:.2f}",
            out[key],
        )
    return out
