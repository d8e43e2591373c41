"""The land: features by the band they are drawn in (0 far, 1 ground, 2 near).

A feature is a drawing of land/, set where its file says; what spans the picture is a function instead: ridges, rows
and waves have no size of their own, but follow the horizon and the picture's edges, and differ with every seed.
Coordinates are pixels of the 512 x 512 picture; `world.horizon` is where sky and ground meet.
"""

from dataclasses import replace
from functools import partial

from . import drawings
from .canvas.canvas import SIZE
from .canvas.figures import joined, number, panel, polygon, ribbon, smooth
from .colors import SHADE, SHINE, darken, lighten, mix
from .drawings import load
from .sky import World
from .things import INK, SURFACES, draw_shapes, figure_of, said, shown, surfaces
from .words.scene import Item

FEATURES = {}  # name -> (band, function(world, item))


def feature(band: int, *names: str):
    """Register a drawing function for these feature names."""

    def register(function):
        FEATURES.update(dict.fromkeys(names, (band, function)))
        return function

    return register


def spots(world: World, name: str, item: Item | None) -> None:
    """A drawing of land/ where its file says (drawings.py), back to front."""
    data = load(name).data
    alone = item is not None and not item.plural and (item.count or 1) == 1
    text = data["data-alone"] if alone and "data-alone" in data else data["data-spots"]
    places = [tuple(map(float, spot.split())) for spot in text.split(";")]
    count = item.count if item and item.count else len(places)
    for x, y, size in sorted(places[:count], key=lambda place: place[1]):
        base = world.horizon + (SIZE - world.horizon) * y
        x, size = x + world.rng.uniform(-0.03, 0.03), size * world.rng.uniform(0.94, 1.08)
        stand(world, name, SIZE * x, base, SIZE * size, item, distance=round(5 * max(0.0, 0.35 - y)) / 5)


def stand(world: World, name: str, x: float, y: float, size: float, item: Item | None = None, color: str | None = None,
          distance: float = 0.0) -> None:  # fmt: skip
    """One drawing on (x, y), `size` pixels wide, in this light; roles as in things.py. With `color` in that one."""
    if color:
        ident = silhouette(world, name)
        world.canvas.use(ident, x - size / 2, y - size, size / 100, fill=color)
        return
    thing, item = load(name), item or Item()
    default = (world.autumn and thing.data.get("data-autumn")) or thing.data.get("data-body", "#7a9cc0")
    paint = item.paint(default)
    paint = replace(paint, color=color or world.asked(item, paint.color, distance))
    accent = paint.second or world.tone(thing.data.get("data-accent", "#f4f0e0"), distance)
    with world.canvas.frame(x, y, size, flip=world.rng.random() < 0.4, kind=name, like=name):
        drawn = surfaces(thing, item, world.scene, paint, accent, world.traits)
        lit = ("fixed", "ink", "white")
        draw_shapes(world.canvas, [
            (tag, shape, role, replace(p, color=world.tone(p.color, distance)) if role in lit else p)
            for tag, shape, role, p in drawn
        ])  # fmt: skip


def silhouette(world: World, name: str) -> str:
    """A drawing whose body takes the colour of each use, its light and shade laid over that; returns its id.

    What the body does not lie under has to have a colour of its own in the file.
    """
    canvas = world.canvas
    with canvas.sprite(name, size=150) as link:
        for tag, shape in shown(load(name), said(Item(), world.scene) | world.traits):
            role, figure = shape["class"].split()[0], figure_of(tag, shape)
            tone = float(shape.get("data-tone", 0))
            if role in SURFACES:
                (first, start), (last, end) = overlay(tone + 0.14), overlay(tone - 0.16)
                between = [(0.5, first, 0), (0.5, last, 0)] if first != last else []
                canvas.fill(figure, None)
                canvas.fill(figure, canvas.gradient([(0, first, start), *between, (1, last, end)], (1, 1)))
            elif role in ("dark", "light"):
                canvas.fill(figure, *overlay(tone + (-0.3 if role == "dark" else 0.35)))
            else:
                own = world.tone(INK if role == "ink" else shape["fill"])
                canvas.fill(figure, own, float(shape.get("opacity", 1)))
    return link.id


def overlay(tone: float) -> tuple[str, float]:
    """The colour and opacity that, laid over a colour, make it darker (below 0) or lighter by a part of the way."""
    return (SHADE if tone < 0 else SHINE), abs(tone)


def land(world: World, y: float, amplitude: float, color: str) -> None:
    """A rolling ground from height y down to the bottom edge."""
    rng = world.rng
    points = [(x, y + rng.uniform(-amplitude, amplitude)) for x in range(-60, SIZE + 121, 95)]
    edge = [(points[-1][0], SIZE + 10), (-60, SIZE + 10)]
    ground = smooth(points, closed=False, then=edge, digits=0)
    world.canvas.fill(ground, world.canvas.gradient([lighten(color, 0.16), darken(color, 0.14)]))


def grass_color(world: World) -> str:
    if world.snowy:
        return world.tone("#eef3f8")
    return world.tone("#c98f3c" if world.autumn else "#62a83f")


@feature(0, "mountain")
def mountain(world: World, item: Item | None) -> None:
    """Three ridges; the nearest has facets, light from the left, and snow where asked or high."""
    base = "#5f6f8f"
    for layer, distance in enumerate((0.75, 0.4, 0.0)):
        color = world.asked(item, base, distance)
        for i in range(3 if layer < 2 else 2):
            height = world.rng.uniform(100, 150) + 52 * layer
            x = SIZE * ((i + 0.25 + 0.3 * (layer % 2)) / (3 if layer < 2 else 2) + world.rng.uniform(-0.06, 0.06))
            peak(world, x, world.horizon + 12, height, color, world.snowy or layer == 2)


def peak(world: World, x: float, y: float, height: float, color: str, snow: bool) -> None:
    """One mountain standing on y."""
    rng, half = world.rng, height * world.rng.uniform(0.8, 1.0)
    top, bend = y - height, rng.uniform(-0.06, 0.1) * height
    mid = (x + bend, y - height * 0.55)
    world.canvas.fill(polygon([(x - half, y), (x, top), (x + half, y)]), lighten(color, 0.14))
    world.canvas.fill(
        polygon([(x, top), mid, (x - bend * 0.6, y - height * 0.3), (x + bend, y), (x + half, y)]), darken(color, 0.24)
    )
    if not snow:
        return
    depth = 0.62 if world.snowy else 0.36
    cap = height * depth
    slope = half / height
    left, right = x - cap * slope, x + cap * slope
    base = top + cap
    white = world.tone("#ffffff") if world.time != "night" else "#dfe7fb"
    points = [(x, top), (right, base), (x + cap * slope * 0.55, base - cap * 0.2),
              (x + cap * slope * 0.2, base + cap * 0.12),
              (x - cap * slope * 0.2, base - cap * 0.16), (x - cap * slope * 0.6, base + cap * 0.06),
              (left, base)]  # fmt: skip
    world.canvas.fill(polygon(points), white)
    shade = [
        (x, top),
        (right, base),
        (x + cap * slope * 0.55, base - cap * 0.2),
        (x + cap * slope * 0.2, base + cap * 0.12),
        mid,
    ]
    world.canvas.fill(polygon(shade[:4] + [(x + bend * 0.4, top + cap * 0.6)]), mix(white, "#6f86c4", 0.42))


@feature(0, "hill")
def hill(world: World, item: Item | None) -> None:
    """Far hills: three rolling ridges, or round tops one behind the other, some with a wood along the crest."""
    base = "#f2f5fa" if world.snowy else "#c98f3c" if world.autumn else "#5f9e58"
    bold = item is not None  # hills that the words name stand higher
    steps = world.rng.choice(((0.6, 0.3, 0.0), (0.5, 0.1), (0.65, 0.4, 0.2, 0.0)))
    for i, distance in enumerate(steps):
        color = world.vary(world.asked(item, base, distance))
        y = world.horizon - (96 if bold else 44) + i * (132 if bold else 96) / len(steps)
        if world.rng.random() < 0.45 and not world.snowy and not bold:
            wood_edge(world, y - 8, mix(darken(color, 0.2), world.haze, distance * 0.3))
        if bold and i:
            round_hill(world, y, color, i)
        else:
            land(world, y, 24, color)


def round_hill(world: World, y: float, color: str, side: int) -> None:
    """A broad dome, left and right by turns."""
    x = SIZE * (0.26 if side % 2 else 0.78) + world.rng.uniform(-40, 40)
    dome = [(x - 380, y + 150), (x - 200, y + 30), (x, y - 34), (x + 200, y + 30), (x + 380, y + 150), (x, y + 260)]
    lit = world.canvas.gradient([lighten(color, 0.2), darken(color, 0.18)], (1, 1))
    world.canvas.fill(smooth(dome, digits=0), lit)
    land(world, y + 110, 8, darken(color, 0.06))


def wood_edge(world: World, y: float, color: str) -> None:
    """A clump of round tree tops on a far crest."""
    start = world.rng.uniform(0, SIZE * 0.6)
    radii = [world.rng.uniform(11, 19) for _ in range(world.rng.choice((4, 6, 9)))]
    d = f"M{number(start, 0)} {number(y + 16, 0)}v-16"
    d += "".join(f"a{number(r * 1.2, 0)} {number(r, 0)} 0 0 1 24 0" for r in radii) + "v16z"
    world.canvas.fill(ribbon(d, (start, y - 30, start + 24 * len(radii), y + 16)), color)


@feature(0, "skyline", "lights")
def skyline(world: World, item: Item | None) -> None:
    """Two rows of towers with large lit windows; neon edges when futuristic."""
    neon = {"futuristic", "neon"} & world.traits or (item and item.noun == "lights")
    glow = ["#ff3fc4", "#27e6ff", "#a06bff", "#3dffb0"]
    lit = world.time in ("night", "dusk", "sunset")
    for layer in range(2):
        x, parts = -14.0, {}
        while x < SIZE:
            width = world.rng.uniform(46, 74)
            height = world.rng.uniform(90, 190) * (1 if layer == 0 else 0.62)
            tower(world, item, layer, x, width, height, glow if neon else None, lit, parts)
            x += width + (2 if layer == 0 else world.rng.uniform(4, 26))
        for (color, opacity), figures in parts.items():  # each colour of a layer is one path
            world.canvas.fill(joined(figures), color, opacity)


def tower(world, item, layer, x, width, height, glow, lit, parts: dict) -> None:
    """Adds one tower's shade and panes to the layer's `parts`, by colour and opacity; draws its front."""
    y = world.horizon + 46 * layer + 12
    default = "#3a3f78" if glow else ("#54648c", "#34406a")[layer]
    color = world.vary(world.asked(item, default, 0.0 if layer else 0.3), 0.04)
    top = y - height
    outline = [(x, SIZE), (x, top), (x + width, top), (x + width, SIZE)]
    if layer == 0 and world.rng.random() < 0.5:
        outline[2:2] = [(x + width * 0.3, top), (x + width * 0.5, top - 42), (x + width * 0.7, top)]
    world.canvas.fill(polygon(outline, digits=0), color)
    parts.setdefault((SHADE, 0.25), []).append(panel(x + width * 0.68, top, width * 0.32, SIZE - top))
    for row in range(int(height / 32)):
        for column in range(2):
            if world.rng.random() < 0.66:
                shade = (world.rng.choice(glow), 1) if glow else ("#ffd97a", 1) if lit else (SHINE, 0.45)
                pane = panel(x + 9 + column * (width * 0.42), top + 14 + row * 32, width * 0.26, 15)
                parts.setdefault(shade, []).append(pane)
    if glow and layer:
        parts.setdefault((world.rng.choice(glow), 1), []).append(panel(x, top, width, 8))


@feature(0, "forest")
def forest(world: World, item: Item | None) -> None:
    """Rows of trees fading into the distance, a path of light, and tall trunks in front."""
    default = "#d07a2c" if world.autumn else "#2f7d4a"
    base = world.asked(item, default)
    # "pine" is a colour as well
    words = " ".join([item.word, *item.names, *(m.word for m in item.modifiers)]) if item else ""
    needles = world.snowy or any(tree in words for tree in ("pine", "fir", "spruce", "taiga", "evergreen"))
    kind = "conifer" if needles else world.rng.choice(("conifer", "tree"))
    land(world, world.horizon - 10, 8, mix(base, world.haze, 0.5))
    for layer, (distance, height, count) in enumerate(((0.62, 150, 9), (0.34, 190, 7), (0.08, 235, 5))):
        y = world.horizon + 18 + layer * 46
        for i in range(count):
            x = SIZE * (i + 0.5 + world.rng.uniform(-0.25, 0.25)) / count
            near_middle = abs(x - SIZE * 0.56) < 70 and layer == 2
            if not near_middle:
                tone = world.vary(mix(base, world.haze, distance))
                stand(world, kind, x, y, height * world.rng.uniform(0.8, 1.15), color=tone)
        floor = mix(mix(base, "#6b5a3a", 0.12), world.haze, distance * 0.6)
        land(world, y, 8, "#f0f4fa" if world.snowy else darken(floor, 0.08 + 0.1 * layer))
    path_color = lighten(mix(base, world.haze, 0.55), 0.2)
    world.canvas.fill(
        smooth(
            [(296, world.horizon + 112), (318, world.horizon + 112), (352, 440), (330, 520), (150, 520), (262, 440)]
        ),
        path_color,
    )
    for x in (SIZE * 0.05, SIZE * 0.93):
        stand(world, kind, x, SIZE + 26, 470, color=darken(base, 0.3))


def ensure(names: set[str], traits: set[str]) -> list[str]:
    """Features that complete a landscape naming only some: a ground when there is none, something far away else."""
    bands = {FEATURES[n][0] for n in names if n in FEATURES}
    extra = []
    if names & {"space", "reef", "moonscape"}:
        return extra
    grounds = [load(n).data["data-ground"] for n in names if load(n) and "data-ground" in load(n).data]
    if 1 not in bands and grounds:
        extra.append(grounds[0])
    elif 1 not in bands and "forest" not in names:
        extra.append("desert" if "sandy" in traits else "lake" if "skyline" in names else "meadow")
    if 0 not in bands and not names & {"sea", "beach", "plain", "street", "island", "rooftop"}:
        extra.append("hill")
    if names & {"street", "rooftop"} and not names & {"skyline", "village", "mountain", "hill", "forest", "tree"}:
        extra.append("skyline")
    return extra


def register_files() -> None:
    """Every file of land/ is a feature."""
    for name in drawings.names("land"):
        band = int(load(name).data["data-band"])
        FEATURES[name] = (band, partial(lambda world, item, name: spots(world, name, item), name=name))


register_files()
