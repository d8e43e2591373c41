"""The land: each feature is one function, registered with the band it is drawn in (0 far, 1 ground, 2 near).

Coordinates are pixels of the 512 x 512 picture; `world.horizon` is where sky and ground meet.
"""

from functools import partial

from . import drawings
from .canvas import SIZE, ellipse, polygon, rect, smooth
from .colors import darken, lighten, mix
from .language import Item
from .sky import World
from .textures import blob
from .things import draw_shape, load

FEATURES = {}  # name -> (band, function(world, item))


def feature(band: int, *names: str):
    """Register a drawing function for these feature names."""

    def register(function):
        FEATURES.update(dict.fromkeys(names, (band, function)))
        return function

    return register


def spots(world: World, name: str, item: Item | None) -> None:
    """A drawing of land/, set where its file says: `data-spots="x y size; ..."`, back to front.

    x and size are parts of the picture's width; y is 0 at the horizon and 1 at the bottom edge.
    """
    thing = load(name)
    places = [tuple(map(float, spot.split())) for spot in thing.data["data-spots"].split(";")]
    count = item.count if item and item.count else len(places) if item is None or item.plural else 0
    for x, y, size in sorted(places[: count or len(places)], key=lambda place: place[1]):
        base = world.horizon + (SIZE - world.horizon) * y
        with world.canvas.frame(
            SIZE * (x + world.rng.uniform(-0.03, 0.03)), base, SIZE * size * world.rng.uniform(0.94, 1.08),
            flip=world.rng.random() < 0.4,
        ):  # fmt: skip
            draw_land(world, thing, item, distance=max(0.0, 0.35 - y))


def draw_land(world: World, thing, item: Item | None, distance: float) -> None:
    """The file's shapes in this light; roles as in things.py."""
    body = world.asked(item, thing.data.get("data-body", "#7a9cc0"), distance)
    second = item.colors[1] if item and len(item.colors) > 1 else None
    accent = second or world.tone(thing.data.get("data-accent", "#f4f0e0"), distance)
    colors = {
        "body": body, "dark": darken(body, 0.28), "light": lighten(body, 0.28),
        "accent": accent, "accentdark": darken(accent, 0.28), "accentlight": lighten(accent, 0.35),
    }  # fmt: skip
    for tag, attributes in thing.shapes:
        role = attributes["class"].split()[0]
        fill = colors.get(role) or world.tone(attributes.get("fill", "#2a2433"), distance)
        draw_shape(world.canvas, tag, attributes, role, fill, None)


def land(world: World, y: float, amplitude: float, color: str) -> None:
    """A rolling ground from height y down to the bottom edge."""
    rng = world.rng
    points = [(x, y + rng.uniform(-amplitude, amplitude)) for x in range(-60, SIZE + 121, 95)]
    ridge = smooth(points, closed=False)
    d = f"{ridge}L{SIZE + 60} {SIZE + 10}L-60 {SIZE + 10}Z"
    world.canvas.fill(d, world.canvas.gradient([lighten(color, 0.16), color, darken(color, 0.14)]))


def grass_color(world: World) -> str:
    if world.snowy:
        return world.tone("#eef3f8")
    return world.tone("#c98f3c" if "autumn" in world.traits else "#62a83f")


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
    base = "#f2f5fa" if world.snowy else "#c98f3c" if "autumn" in world.traits else "#5f9e58"
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
    world.canvas.fill(smooth(dome), world.canvas.gradient([lighten(color, 0.2), color, darken(color, 0.18)], (1, 1)))
    land(world, y + 110, 8, darken(color, 0.06))


def wood_edge(world: World, y: float, color: str) -> None:
    """A clump of round tree tops on a far crest."""
    start = world.rng.uniform(0, SIZE * 0.6)
    for i in range(world.rng.choice((4, 6, 9))):
        radius = world.rng.uniform(10, 19)
        world.canvas.fill(ellipse(start + i * 24, y, radius * 1.2, radius), world.vary(color, 0.03))


@feature(0, "volcano")
def volcano(world: World, item: Item | None) -> None:
    canvas, y, x = world.canvas, world.horizon + 30, SIZE * world.rng.uniform(0.4, 0.56)
    color = world.asked(item, "#4b3a48")
    top, half = y - 215, 215
    canvas.glow(x, top, 170, "#ff7a2a", 0.8)
    for i in range(6):
        tone = mix("#5a4a55", world.haze, 0.15 + i * 0.06)
        canvas.fill(blob(canvas, x + 16 * i + world.rng.uniform(-16, 16), top - 18 - i * 27, 30 + i * 7), tone, 0.92)
    canvas.fill(polygon([(x - half, y), (x - 46, top), (x + 46, top), (x + half, y)]), lighten(color, 0.12))
    canvas.fill(polygon([(x + 6, top), (x + 46, top), (x + half, y), (x + 30, y)]), darken(color, 0.32))
    for dx, reach in ((-34, 0.62), (0, 0.92), (32, 0.5)):
        end = (x + dx * 3.2, top + 215 * reach)
        flow = smooth([(x + dx * 0.5, top), (x + dx * 1.5 + 9, top + 215 * reach * 0.5), end], closed=False)
        canvas.line(flow, "#ff5a1c", 20)
        canvas.line(flow, "#ffc53d", 8)
    canvas.fill(ellipse(x, top, 48, 14), "#ffd65a")
    canvas.line(smooth([(x - 14, top), (x - 32, top - 54), (x - 60, top - 38)], closed=False), "#ff7a2a", 9)
    canvas.line(smooth([(x + 10, top), (x + 24, top - 66), (x + 56, top - 52)], closed=False), "#ffb03a", 9)


@feature(0, "skyline", "lights")
def skyline(world: World, item: Item | None) -> None:
    """Two rows of towers with large lit windows; neon edges when futuristic."""
    neon = {"futuristic", "neon"} & world.traits or (item and item.noun == "lights")
    glow = ["#ff3fc4", "#27e6ff", "#a06bff", "#3dffb0"]
    lit = world.time in ("night", "dusk", "sunset")
    for layer in range(2):
        x = -14.0
        while x < SIZE:
            width = world.rng.uniform(46, 74)
            height = world.rng.uniform(90, 190) * (1 if layer == 0 else 0.62)
            tower(world, item, layer, x, width, height, glow if neon else None, lit)
            x += width + (2 if layer == 0 else world.rng.uniform(4, 26))


def tower(world, item, layer, x, width, height, glow, lit) -> None:
    canvas, y = world.canvas, world.horizon + 46 * layer + 12
    default = "#3a3f78" if glow else ("#54648c", "#34406a")[layer]
    color = world.vary(world.asked(item, default, 0.0 if layer else 0.3), 0.04)
    top = y - height
    if layer == 0 and world.rng.random() < 0.5:
        canvas.fill(polygon([(x + width * 0.3, top), (x + width * 0.5, top - 42), (x + width * 0.7, top)]), color)
    canvas.fill(rect(x, top, width, SIZE - top), color)
    canvas.fill(rect(x + width * 0.68, top, width * 0.32, SIZE - top), darken(color, 0.25))
    pane = "#ffd97a" if lit else lighten(color, 0.45)
    for row in range(int(height / 32)):
        for column in range(2):
            if world.rng.random() < 0.66:
                shade = world.rng.choice(glow) if glow else pane
                canvas.fill(rect(x + 9 + column * (width * 0.42), top + 14 + row * 32, width * 0.26, 15), shade)
    if glow and layer:
        canvas.fill(rect(x, top, width, 8), world.rng.choice(glow))


@feature(0, "forest")
def forest(world: World, item: Item | None) -> None:
    """Rows of trees fading into the distance, a path of light, and tall trunks in front."""
    default = "#d07a2c" if "autumn" in world.traits else "#2f7d4a"
    base = world.asked(item, default)
    words = " ".join([item.word, *(m.word for m in item.modifiers)]) if item else ""
    needles = world.snowy or any(tree in words for tree in ("pine", "fir", "spruce", "taiga", "evergreen"))
    kind = conifer if needles else world.rng.choice((conifer, broadleaf))
    land(world, world.horizon - 10, 8, mix(base, world.haze, 0.5))
    for layer, (distance, height, count) in enumerate(((0.62, 150, 9), (0.34, 190, 7), (0.08, 235, 5))):
        y = world.horizon + 18 + layer * 46
        for i in range(count):
            x = SIZE * (i + 0.5 + world.rng.uniform(-0.25, 0.25)) / count
            near_middle = abs(x - SIZE * 0.56) < 70 and layer == 2
            if not near_middle:
                kind(world, x, y, height * world.rng.uniform(0.8, 1.15), world.vary(mix(base, world.haze, distance)))
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
        kind(world, x, SIZE + 26, 470, darken(base, 0.3))


def conifer(world: World, x: float, y: float, height: float, color: str) -> None:
    width = height * 0.42
    canvas = world.canvas
    canvas.fill(rect(x - height * 0.03, y - height * 0.16, height * 0.06, height * 0.16), darken(color, 0.5))
    for i in range(3):
        top, bottom = y - height * (1 - 0.24 * i), y - height * (0.56 - 0.22 * i)
        half = width * (0.28 + 0.11 * i)
        canvas.fill(polygon([(x - half, bottom), (x, top), (x + half, bottom)]), lighten(color, 0.08))
        canvas.fill(polygon([(x + half * 0.1, bottom), (x, top), (x + half, bottom)]), darken(color, 0.2))
        if world.snowy:
            canvas.fill(
                polygon(
                    [
                        (x - half * 0.5, top + (bottom - top) * 0.5),
                        (x, top),
                        (x + half * 0.3, top + (bottom - top) * 0.4),
                    ]
                ),
                "#f4f8ff",
            )


def broadleaf(world: World, x: float, y: float, height: float, color: str) -> None:
    canvas, crown = world.canvas, height * 0.29
    trunk = darken(mix(color, "#5a3b28", 0.55), 0.3)
    t = max(4, height * 0.045)
    canvas.fill(
        polygon([(x - t, y), (x - t * 0.5, y - height * 0.6), (x + t * 0.5, y - height * 0.6), (x + t, y)]), trunk
    )
    for dx, dy, r, shade in ((0.5, 0.56, 0.66, 0.2), (-0.5, 0.56, 0.68, 0.06), (0, 0.72, 0.95, 0.0)):
        canvas.fill(ellipse(x + dx * crown, y - height * dy, crown * r), darken(color, shade))
    canvas.fill(ellipse(x - crown * 0.3, y - height * 0.8, crown * 0.45, crown * 0.36), lighten(color, 0.22), 0.8)


def ensure(names: set[str], traits: set[str]) -> list[str]:
    """Features that complete a landscape naming only some: a ground when there is none, something far away else."""
    bands = {FEATURES[n][0] for n in names if n in FEATURES}
    extra = []
    if "space" in names or "reef" in names:
        return extra
    grounds = [load(n).data["data-ground"] for n in names if load(n) and "data-ground" in load(n).data]
    if 1 not in bands and grounds:
        extra.append(grounds[0])
    elif 1 not in bands and "forest" not in names:
        extra.append(
            "desert"
            if "sandy" in traits
            else "sea"
            if "island" in names
            else "lake"
            if "skyline" in names
            else "meadow"
        )
    if 0 not in bands and not names & {"sea", "beach", "plain", "street", "island"}:
        extra.append("hill")
    if "street" in names and not names & {"skyline", "village", "mountain", "hill", "forest", "tree"}:
        extra.append("skyline")
    return extra


def register_files() -> None:
    """Every file of land/ is a feature."""
    for name in drawings.names("land"):
        band = int(load(name).data["data-band"])
        FEATURES[name] = (band, partial(lambda world, item, name: spots(world, name, item), name=name))


register_files()
