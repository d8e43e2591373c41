"""Pictures of figures and solids: which arrangement the words ask for, and the few that are drawn whole.

Each function takes the Picture (compose.py) that it draws into.
"""

from . import arrangements, layout
from .backdrops import draw_backdrop
from .canvas.canvas import SIZE
from .canvas.figures import Figure, ellipse, joined, panel, path, polyline, rect, regular, sampled, smooth
from .canvas.paint import Paint
from .canvas.textures import surface
from .colors import darken, lighten
from .placement import Placement, copies
from .words.scene import Item

ARRANGED = {
    "honeycomb": arrangements.honeycomb,
    "ring": lambda rng, item, chaotic: arrangements.ring_of(rng, item, copies(item, 9), 176, 116),
    "circle": lambda rng, item, chaotic: arrangements.ring_of(rng, item, copies(item, 9), 176, 116),
    "spiral": lambda rng, item, chaotic: arrangements.along_spiral(item, 15, 92),
    "tessellation": arrangements.tessellated,
    "pattern": arrangements.tessellated,
    "mosaic": arrangements.tessellated,
    "checkerboard": arrangements.tessellated,
    "row": lambda rng, item, chaotic: arrangements.row_of(rng, item, copies(item, 5), 340, 190),
}  # every other arrangement is a grid
# Hollow figures that reach into each other, in the 100 x 100 frame.
HOOPS = {
    "circle": ellipse(50, 50, 42), "ring": ellipse(50, 50, 42), "torus": ellipse(50, 50, 42),
    "oval": ellipse(50, 50, 44, 30), "square": rect(10, 10, 80, 80), "rectangle": rect(6, 22, 88, 56),
    "triangle": regular(50, 58, 50, 3), "diamond": regular(50, 50, 46, 4), "pentagon": regular(50, 52, 46, 5),
    "hexagon": regular(50, 50, 46, 6), "octagon": regular(50, 50, 46, 8), "star": regular(50, 52, 50, 5, inner=0.5),
    "heart": smooth([(50, 90), (34, 78), (18, 60), (10, 42), (13, 26), (24, 18), (38, 20), (47, 29), (50, 34), (53, 29),
                     (62, 20), (76, 18), (87, 26), (90, 42), (82, 60), (66, 78)]),
}  # fmt: skip
ROUND = {"circle", "ring", "torus", "oval", "heart"}
IMPLIED = {"honeycomb": "hexagon", "mosaic": "triangle", "ring": "circle", "lattice": "diamond"}  # else squares


def implied(arrangement: Item, actors: list[Item]) -> list[Item]:
    """What an arrangement named alone consists of ("a golden honeycomb"), in its colours."""
    if not actors:
        noun = IMPLIED.get(arrangement.noun, "square")
        actors = [Item(noun, "shape", arrangement.word, plural=True)]
    if not actors[0].colors:
        actors[0].colors, actors[0].names = arrangement.colors, arrangement.names
    return actors


def draw(picture, actors: list[Item]) -> None:
    """Figures and solids, arranged as the words say."""
    scene = picture.scene
    fog = next((i for i in scene.items if i.noun == "fog" and i.colors), None)
    if fog:
        fog.noun, fog.kind = "background", "backdrop"
    backed = bool(scene.of_kind("backdrop"))
    picture.note(draw_backdrop(picture.canvas, scene, "abstract"), "back")
    first, second = actors[0], actors[1] if len(actors) > 1 else None
    if second and second.noun == "thread":
        interwoven(picture, first, second)
    elif first.noun in ("brushstroke", "wave") and first.plural and (not second or second.relation == "forming"):
        with picture.canvas.group(first.noun):
            strokes(picture, first)
    elif first.word.startswith(("stripe", "band")) and first.plural and not second:
        with picture.canvas.group(first.noun):
            (weave if "crossing" in first.traits else bands)(picture, first)
    elif second and second.relation in ("linked", "interwoven") and second.kind in ("shape", "solid"):
        linked(picture, [first, second], 2)
    elif {"linked", "crossing"} & set(first.traits) and first.plural:
        linked(picture, first.shares(), min(4, copies(first, 3)))
    elif second and second.relation == "around" and first.noun in LOOPS and copies(first, 9) == 1:
        encircled(picture, first, second)
    else:
        relation = second.relation if second else None
        if relation == "around" and copies(first, 9) > 1 and not first.count:
            swirl(picture, first.paint().color)
        plain = relation and not asked_arrangement(scene.items) and not {"grid", "layered"} & set(first.traits)
        places = layout.chained(picture.rng, actors) if plain else None
        if not places:
            places = arranged(picture, first, second, relation, backed)
            places += left_over(picture, actors[2:], places)
        tiled = lay_out_of(picture.scene.items) is arrangements.tessellated
        shaded = not tiled and (first.kind == "shape" or relation != "around")
        picture.place_all(layout.share_out(picture.rng, places), shadow=lambda _: shaded)


def left_over(picture, items: list[Item], taken: list[Placement]) -> list[Placement]:
    """What the layout of the first two has no place for: in the middle of what goes round it, else aside."""
    middle = [item for item in items if item.relation == "around"][:1]
    shown = [item for item in items if item not in middle and item.kind in ("shape", "solid", "thing")]
    center = [Placement(item, SIZE / 2, 256 + 85, 170) for item in middle]
    return [*center, *layout.aside(picture.rng, shown, taken, 486)]


LOOPS = {"ring", "circle", "thread", "helix", "spiral", "line", "torus", "wave", "arc"}


def encircled(picture, loop: Item, middle: Item) -> None:
    """A band about a figure, its far half hidden; a helix or a thread goes round three times."""
    color, canvas = loop.paint("#c98a3a").color, picture.canvas
    heights = (150, 262, 374) if loop.noun in ("helix", "spiral", "thread", "wave") else (276,)
    wide = 17 if len(heights) > 1 else 24

    def halves(front: bool) -> None:
        with canvas.group(loop.noun):
            for y in heights:
                draw_half(y, front)

    def draw_half(y: float, front: bool) -> None:
        bend = 62 if front else -62
        d = f"M76 {y}C96 {y + bend} 416 {y + bend} 436 {y}"
        if front and len(heights) > 1:
            d = f"M76 {y}C96 {y + 74} 400 {y + 74} 436 {y + 40}"
        for width, tone in ((wide + 6, darken(color, 0.4)), (wide, color), (wide * 0.3, lighten(color, 0.5))):
            canvas.line(path(d), tone, width)

    halves(front=False)
    picture.place(Placement(middle, SIZE / 2, 470, 350 * middle.size))
    halves(front=True)
    picture.note(loop.noun, "around the middle", loop)


def lay_out_of(items: list[Item]):
    """The layout that an arrangement named in the words has, or None."""
    arrangement = asked_arrangement(items)
    return ARRANGED.get(arrangement.noun) if arrangement else None


def asked_arrangement(items: list[Item]) -> Item | None:
    """The grid of "forming a grid" or of "a grid of squares"."""
    told = ("forming", "and", "in")
    return next((i for i in items if i.kind == "arrangement" and (i is items[0] or i.relation in told)), None)


def arranged(picture, first: Item, second: Item | None, relation, backed: bool) -> list[Placement]:
    rng, arrangement = picture.rng, asked_arrangement(picture.scene.items)
    traits = {*first.traits, *(arrangement.traits if arrangement else ())}
    if relation in ("forming", "in") and second and second.noun in ARRANGED:
        return ARRANGED[second.noun](rng, first, "chaotic" in traits)
    if arrangement and arrangement.noun == "row" and second:
        row = arrangements.row_of(rng, first, copies(first, 5), 210, 150)
        return [Placement(second, SIZE / 2, 500, 330), *row]
    if relation == "forming" and second:
        return arrangements.along_spiral(first, 14, 92)
    if arrangement or "grid" in traits:
        tiled = "honeycomb" if first.noun == "hexagon" and "chaotic" not in traits else "grid"
        lay_out = ARRANGED.get(arrangement.noun if arrangement else tiled, arrangements.grid)
        return lay_out(rng, first, "chaotic" in traits)
    if "concentric" in traits:
        return arrangements.concentric(first)
    if "spiraling" in traits and not second:
        return arrangements.along_spiral(first, 15, 92)
    if second and first.plural and first.noun in ("wave", "line", "zigzag", "arrow"):
        lines = [Placement(first, SIZE / 2, 236 + 92 * i, 320) for i in range(min(4, copies(first, 4)))]
        return [Placement(second, SIZE / 2, 486, 460), *lines]
    if second and second.plural and relation in ("over", "under"):
        top, bottom = (first, second) if relation == "over" else (second, first)
        rows = (arrangements.row_of(rng, item, copies(item), y, 150) for item, y in ((bottom, 460), (top, 226)))
        return [placement for row in rows for placement in row]
    if second and first.plural and relation in ("on", "over", "inside", "in"):
        sheet = Placement(second, SIZE / 2, 492, 470)
        return [sheet, *arrangements.layered(rng, first, copies(first, 4))]
    if second and relation == "and" and (first.plural or second.plural):
        return arrangements.scatter(rng, [first, second], 14, 128)
    if second and relation in layout.ARRANGERS:
        return layout.ARRANGERS[relation](rng, first, second)
    if first.plural or (first.count or 1) > 1:
        return several(picture, first, traits)
    return [Placement(first, SIZE / 2, 466, (340 if backed else 410) * min(1.1, first.size))]


def several(picture, item: Item, traits: set[str]) -> list[Placement]:
    """Copies of one figure and nothing else."""
    if item.noun == "dot":
        return arrangements.staggered(item)
    if "layered" in traits:
        return arrangements.overlapping(picture.rng, item, min(8, copies(item, 5)))
    count = copies(item, 12)
    return arrangements.scatter(picture.rng, [item], count, 470 / max(2, count**0.5))


def bands(picture, item: Item) -> None:
    """Broad stripes from edge to edge, in the asked colours by turns."""
    color = item.paint("#2a7fc4").color
    tones = item.colors if len(item.colors) > 1 else [color, lighten(color, 0.75)]
    count = max(len(tones) * 2, 6) if len(tones) < 4 else len(tones)
    height = SIZE / count
    for i in range(count):
        surface(picture.canvas, rect(0, i * height, SIZE, height + 1), Paint(tones[i % len(tones)]), 0.06)
    picture.note(item.noun, "everywhere", item)


def weave(picture, item: Item) -> None:
    """Upright and level stripes, over and under each other by turns."""
    canvas, color = picture.canvas, item.paint("#2a7fc4").color
    across = item.colors[0] if item.colors else color
    upright = item.colors[1] if len(item.colors) > 1 else lighten(color, 0.5)
    count = 5
    step = SIZE / count
    for i in range(count):
        surface(canvas, rect(0, (i + 0.16) * step, SIZE, step * 0.68), Paint(across), 0.08)
    for i in range(count):
        surface(canvas, rect((i + 0.16) * step, 0, step * 0.68, SIZE), Paint(upright), 0.08)
    over = [(i * step, (k + 0.16) * step) for i in range(count) for k in range(count) if (i + k) % 2]
    sides = [(x + dx * step, y) for x, y in over for dx in (0, 0.84)]
    canvas.fill(joined([panel(x, y, step, step * 0.68) for x, y in over]), across)
    canvas.fill(joined([panel(x, y, step * 0.16, step * 0.68) for x, y in sides]), darken(across, 0.22))
    picture.note(item.noun, "woven from edge to edge", item)


def linked(picture, items: list[Item], count: int) -> None:
    """Hollow figures in a row, each passing over the next at the top and under it at the bottom."""
    size = 330 - 34 * count
    step, canvas = size * 0.62, picture.canvas
    xs = [SIZE / 2 + step * (i - (count - 1) / 2) for i in range(count)]
    ys = [270 + 26 * (-1) ** i for i in range(count)]

    def hoop(i: int, item: Item, rim: Figure, band: Figure, gleam: Figure) -> None:
        color = item.paint("#c98a3a").color
        with canvas.frame(xs[i], ys[i] + size / 2, size, name=item.noun):
            canvas.line(rim, darken(color, 0.4), 17)
            canvas.line(band, color, 13)
            canvas.line(gleam, lighten(color, 0.45), 4)

    for i in range(count):
        item = items[i % len(items)]
        outline = HOOPS.get(item.noun, HOOPS["circle"])
        hoop(i, item, outline, outline, outline)
        picture.note(item.noun, f"linked at {xs[i]:.0f},{ys[i]:.0f}", item)
    for i in range(count - 1):  # the lower right of each comes over the next
        item, top = items[i % len(items)], 50 + (ys[i + 1] - ys[i]) / 2 * 100 / size
        points = sampled(HOOPS.get(item.noun, HOOPS["circle"]))
        over = stretch(points, lambda x, y, top=top: 50 <= x <= 112 and y >= top)
        pieces = (over[3:-3], over[1:-1], over)  # each longer than what it covers the ends of
        hoop(i, item, *(smooth(p, closed=False) if item.noun in ROUND else polyline(*p) for p in pieces))


def stretch(points: list, inside) -> list:
    """The points of a closed outline that lie inside, as one piece."""
    first = next((i for i, p in enumerate(points) if inside(*p) and not inside(*points[i - 1])), 0)
    return [p for p in points[first:] + points[:first] if inside(*p)]


def swirl(picture, color: str) -> None:
    """The path along which things climb round another."""
    line = smooth(arrangements.climb(40), closed=False)
    with picture.canvas.group("swirl"):
        picture.canvas.line(line, lighten(color, 0.35), 9, 0.5)


def strokes(picture, item: Item) -> None:
    """Broad brushstrokes that together swell into one wave, its crest curling over."""
    color = item.paint("#2a7fc4").color
    tones = (darken(color, 0.35), color, lighten(color, 0.3), color, darken(color, 0.15), lighten(color, 0.55))
    for i, tone in enumerate(tones):
        k = 24 * i
        swell = [
            (-40, 420 + k),
            (90, 372 + k),
            (190, 232 + k),
            (310, 130 + k),
            (420, 152 + k * 0.9),
            (462, 238 + k * 0.4),
            (404, 268),
        ]
        picture.canvas.line(smooth(swell[: 7 if i < 3 else 5 - i // 5], closed=False), tone, 32 - 2 * i)
    for i, tone in enumerate(tones[:4]):
        trough = [(150 + 24 * i, 500), (280, 420 + 22 * i), (410, 430 + 18 * i), (560, 372 + 30 * i)]
        picture.canvas.line(smooth(trough, closed=False), tone, 27)
    picture.note(item.noun, "sweeping across", item)
    picture.note("wave", "what the strokes form")


def interwoven(picture, first: Item, second: Item) -> None:
    """Threads behind the solid, the solid, and threads over it."""
    threads(picture, second, (110, 236, 330, 426))
    picture.place(Placement(first, SIZE / 2, 450, 380), shadow=False)
    threads(picture, second, (176, 300, 390))
    picture.note(second.noun, "woven through", second)


def threads(picture, item: Item, heights: tuple[int, ...]) -> None:
    color = item.paint("#008080").color
    with picture.canvas.group(item.noun):
        for i, y in enumerate(heights):
            tilt = picture.rng.uniform(40, 90) * (1 if i % 2 else -1)
            wave = picture.rng.uniform(30, 54)
            points = [(-40 + 100 * k, y + tilt * (k - 3) / 3 + (wave if k % 2 else -wave)) for k in range(7)]
            thread = smooth(points, closed=False, digits=0)
            for width, tone in ((19, darken(color, 0.45)), (14, color), (4, lighten(color, 0.35))):
                picture.canvas.line(thread, tone, width)
