"""Draws the drawings that are kept as files (their format: drawings.py) in the colours and materials of the words."""

from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from .canvas.canvas import GEOMETRY, Canvas
from .canvas.figures import Figure, ellipse, joined, number, panel, path, polygon, rect
from .canvas.paint import Paint
from .canvas.textures import texture_of
from .colors import darken, lighten, luminance, mix
from .drawings import Shape, Thing, load, names
from .words.scene import Item, Scene

DISHES = ("noodles", "ramenbowl", "ricebowl", "salad", "soup")
SERVED = {("bowl", dish) for dish in DISHES}  # dishes drawn with the vessel they come in
SEWN = frozenset(names("wear"))  # cloth has its edges drawn in
SURFACES = {"body", "plain", "accent", "cloth"}  # roles that the light models, and that cloth has edges round
INK, WHITE = "#2a2433", "#fdfaf2"
SEAM = 1.4  # of the 100 x 100 frame
THICKENED = 1.5  # times its width is the most that a line gets in a small drawing
THINNEST = 6  # pixels; thinner lines are lost to the judge's image defence
DRAWN_OTHERWISE = {"stroke-width", "opacity", "fill-opacity", "data-material", "data-relief"}
ROOM = 6  # sides of the 100 x 100 frame that a material needs to show


FLOWERS = {"flowers", "sunflowers", "cherrytree", "rose", "tulipflower", "daisy", "lilyflower", "daffodil",
           "poppyflower", "orchidflower", "carnation", "flowerbouquet"}  # of which a vase is drawn full


def variant(item: Item, scene: Scene) -> str:
    """File name of the drawing: "vase-flower" for a vase with flowers, "cat-sleeping", else the noun's own."""
    if "stacked" in item.traits and load(f"{item.noun}stack"):
        return f"{item.noun}stack"
    nouns = ["flower" if c.noun in FLOWERS else c.noun for c in scene.children(item)]
    if (
        item.noun in ("vase", "bowl")
        and "flower" not in nouns
        and any(c.relation == "of" for c in scene.children(item))
    ):
        nouns.append("flower")
    served = next((n for n in nouns if (item.noun, n) in SERVED), None)
    if served:
        return served
    inside = [c for c in scene.children(item, "of", "with", "containing") if c.kind == "thing" and c.noun != item.noun]
    if item.noun == "bowl" and (inside or item.relation in ("in", "inside")):
        return "bowl-empty"
    return next((f"{item.noun}-{n}" for n in [*item.traits, *nouns] if load(f"{item.noun}-{n}")), item.noun)


def toned(color: str, tone: float) -> str:
    """A colour made darker (below 0) or lighter (above 0) by a part of the way."""
    return darken(color, -tone) if tone < 0 else lighten(color, tone)


def tones(paint: Paint, accent: str) -> dict[str, str]:
    """Role -> colour."""
    color, bright = paint.color, luminance(paint.color)
    return {
        "body": color, "plain": color, "flat": color, "dark": paint.dark, "light": paint.light,
        "accent": accent, "accentdark": darken(accent, 0.3), "accentlight": lighten(accent, 0.4),
        "seam": darken(color, 0.38) if bright > 0.16 else lighten(color, 0.3),
        "fitting": darken(color, 0.5) if bright > 0.3 else "#d9c9a0",
        "ink": INK, "white": WHITE,
    }  # fmt: skip


def paints(thing: Thing, item: Item, scene: Scene) -> tuple[Paint, str]:
    """The thing's own surface and its second colour, from the words, then the file's defaults."""
    paint = item.paint(thing.data.get("data-body", "#7a9cc0"))
    paint = replace(paint, texture=paint.texture or thing.data.get("data-material"))
    second = thing.data.get("data-accent", "0.4")
    second = thing.data.get("data-asked", second) if len(item.colors) == 1 else second
    accent = paint.second or (second if second.startswith("#") else toned(paint.color, float(second)))
    contents = [c for c in scene.children(item, "of", "with", "shape") if c.colors and c.kind != "garment"]
    contents = [c for c in contents if not scene_part(thing, c)]
    scene.used += contents
    return paint, contents[0].paint().color if contents else accent


def scene_part(thing: Thing, item: Item) -> bool:
    """Whether the drawing has a part of the item's name."""
    return thing.has_part(item.noun)


def said(item: Item, scene: Scene) -> set[str]:
    """What a shape's data-if and data-unless may ask for."""
    children = scene.children(item)
    made_of = {f"{material}-{child.noun}" for child in children for material in child.materials}
    own = {*item.traits, *item.materials, *item.word.split(), item.relation}
    return own | {child.noun for child in children} | made_of


def shown(thing: Thing, words: set[str]) -> list[Shape]:
    """The shapes to draw where these are the words."""

    def asked(conditions: str) -> bool:
        return any(words.issuperset(condition.split("+")) for condition in conditions.split())

    return [
        (tag, shape)
        for tag, shape in thing.shapes
        if ("data-if" not in shape or asked(shape["data-if"])) and not asked(shape.get("data-unless", ""))
    ]


def asleep(shapes: list[Shape]) -> list[Shape]:
    """The shapes with the eyes closed to lines, and without the lights in them."""
    out = []
    for tag, shape in shapes:
        shows = shape["class"].split()
        if "eye" in shows and tag == "ellipse":
            x, y, k = float(shape["cx"]), float(shape["cy"]), 1.5 * float(shape["rx"])
            lid = f"M{x - k:.1f} {y:.1f}C{x - k / 2:.1f} {y + k:.1f} {x + k / 2:.1f} {y + k:.1f} {x + k:.1f} {y:.1f}"
            out.append(("path", {"class": "ink", "stroke-width": "2.2", "d": lid}))
        elif "glint" not in shows:
            out.append((tag, shape))
    return out


def surfaces(thing: Thing, item: Item, scene: Scene, paint: Paint, accent: str, words: set[str] = frozenset()):
    """Each shape to draw: (tag, attributes, role, Paint); `words` are what the surroundings say besides."""
    color_of_role, parts = tones(paint, accent), {c.noun: c for c in scene.children(item)}
    shapes = [s for s in shown(thing, said(item, scene) | words) if not scene.absent & set(s[1]["class"].split()[1:])]
    for tag, shape in asleep(shapes) if "sleeping" in item.traits else shapes:
        role, *shows = shape["class"].split()
        part = next((parts[n] for n in shows if n in parts), None)
        scene.used += [part] if part else []
        color = color_of_role.get(role) or shape["fill"]
        if part and part.noun == "eye" and tag == "ellipse":  # what the words name is to be seen
            shape = shape | {key: f"{1.5 * float(shape[key]):.2f}" for key in ("rx", "ry")}
        if part and (part.colors or part.materials):
            surface = part.paint(color)
            if "data-material" in shape and not part.colors:  # this fur has a colour of its own
                surface = replace(surface, color=color)
        else:
            texture = paint.texture if role == "body" else None
            surface = replace(paint, color=toned(color, float(shape.get("data-tone", 0))), texture=texture)
        yield tag, shape, role, surface


def draw_thing(canvas: Canvas, name: str, item: Item, scene: Scene, cast: Paint | None = None) -> None:
    """Draw the thing of that file into the current frame; with `cast`, all of it in that one material (a statue)."""
    thing = load(name)
    seam = float(thing.data.get("data-seam", SEAM)) if name in SEWN else 0.0
    draw_shapes(canvas, painted(thing, item, scene, cast), seam)


def draw_person(canvas: Canvas, figure: Thing, item: Item, scene: Scene, cast: Paint | None = None) -> None:
    """Draw a person into the current frame; what the words name of their clothes and tools is in groups."""
    named = {child.noun for child in scene.children(item)}

    def part(drawn: tuple) -> str | None:
        return next((name for name in drawn[1]["class"].split()[1:] if name in named), None)

    runs = [(name, list(parts)) for name, parts in groupby(painted(figure, item, scene, cast), part)]
    largest: dict[str, list] = {}  # of a name: sleeves go without one
    for name, parts in runs:
        if name and covered(parts) > covered(largest.get(name, [])):
            largest[name] = parts
    for name, parts in runs:
        if name and parts is largest[name]:
            with canvas.group(name):
                draw_shapes(canvas, parts)
        else:
            draw_shapes(canvas, parts)


def covered(parts: list) -> float:
    """The area of the shapes' bounding boxes."""
    boxes = [figure_of(tag, shape).box for tag, shape, *_ in parts]
    return sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes)


def painted(thing: Thing, item: Item, scene: Scene, cast: Paint | None) -> list:
    """The shapes as `surfaces` gives them; with `cast`, all in that one material."""
    drawn = list(surfaces(thing, item, scene, *paints(thing, item, scene)))
    if cast:
        drawn = [
            (tag, shape, role, replace(cast, color=statue_tone(role, cast, surface.color),
                                       texture=cast.texture if role == "body" else None))
            for tag, shape, role, surface in drawn
        ]  # fmt: skip
    return drawn


def statue_tone(role: str, paint: Paint, fill: str) -> str:
    """One metal for every role."""
    tones = {"body": paint.color, "light": paint.light, "accent": darken(paint.color, 0.16), "white": paint.light,
             "cloth": paint.color, "skin": paint.light, "flat": paint.color,
             "limb": darken(paint.color, 0.1)}  # fmt: skip
    return tones.get(role, mix(darken(paint.color, 0.42), fill, 0.08))


def draw_shapes(canvas: Canvas, drawn: list, seam: float = 0) -> None:
    """Elements as `surfaces` gives them; upright rectangles of one plain colour in a row become one path."""

    def bars(part) -> str | None:
        tag, shape, role, surface = part
        if tag != "rect" or role in SURFACES | {"glow"} or DRAWN_OTHERWISE & set(shape):
            return None
        small = min(float(shape["width"]), float(shape["height"])) < ROOM
        return surface.color if small or not surface.texture else None

    for color, parts in groupby(drawn, bars):
        run = list(parts)
        if color and len(run) > 1:
            sides = [[float(shape[key]) for key in ("x", "y", "width", "height")] for _, shape, *_ in run]
            canvas.fill(joined([panel(*box, digits=1) for box in sides]), color)
            continue
        for part in run:
            draw_shape(canvas, *part, seam)


def draw_shape(canvas: Canvas, tag: str, attributes: dict[str, str], role: str, paint: Paint, seam: float = 0) -> None:
    """One element: a line where it has a stroke width, else a surface lit from the upper left, in its material, with an
    edge `seam` wide."""
    figure, color = figure_of(tag, attributes), toned(paint.color, float(attributes.get("data-relief", 0)))
    kept = {key: number(float(attributes[key]), 2) for key in ("opacity", "fill-opacity") if key in attributes}
    if "stroke-width" in attributes:
        drawn = edge(canvas, color, float(attributes["stroke-width"]))
        canvas.add(figure.tag, figure.geometry | {"fill": "none"} | drawn | kept)
        return
    lit = role in SURFACES
    fill = canvas.gradient([lighten(color, 0.14), color, darken(color, 0.16)], (1, 1)) if lit else color
    fill = canvas.halo(color) if role == "glow" else fill
    clear = {"fill-opacity": str(paint.opacity)} if paint.opacity < 1 and lit and not kept else {}
    x0, y0, x1, y1 = figure.box
    material = replace(paint, color=color, texture=attributes.get("data-material", paint.texture))
    texture = texture_of(canvas, material, figure.box) if min(x1 - x0, y1 - y0) >= ROOM else None
    seamed = edge(canvas, tones(replace(paint, color=color), color)["seam"], seam) if seam and lit else {}
    canvas.add(figure.tag, figure.geometry | {"fill": fill} | clear | kept | ({} if texture else seamed))
    if texture:
        canvas.add(figure.tag, figure.geometry | {"fill": texture} | seamed)


def edge(canvas: Canvas, color: str, width: float) -> dict[str, str]:
    """The attributes of a line; a small drawing's are thickened towards what can be seen."""
    width = max(width, min(THINNEST * canvas.unit, THICKENED * width))
    return {"stroke": color, "stroke-width": number(width, 2)}


@lru_cache(4096)
def _figure(tag: str, geometry: tuple[tuple[str, str], ...]) -> Figure:
    a = dict(geometry)
    if tag == "path":
        return path(a["d"])
    if tag == "polygon":
        values = [float(n) for n in a["points"].replace(",", " ").split()]
        return polygon(list(zip(values[::2], values[1::2], strict=True)))
    if tag == "rect":
        return rect(*(float(a[key]) for key in ("x", "y", "width", "height")))
    return ellipse(float(a["cx"]), float(a["cy"]), float(a["rx"]), float(a["ry"]))


def figure_of(tag: str, attributes: dict[str, str]) -> Figure:
    """The outline of a shape of a drawing's file."""
    return _figure(tag, tuple((k, v) for k, v in attributes.items() if k in GEOMETRY | {"points"}))
