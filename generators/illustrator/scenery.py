"""The land: each feature is one function, registered with the band it is drawn in (0 far, 1 ground, 2 near).

Coordinates are pixels of the 512 x 512 picture; `world.horizon` is where sky and ground meet.
"""

import math

from .canvas import SIZE, Paint, ellipse, polygon, rect, regular, smooth
from .colors import darken, lighten, mix, shift
from .language import Item
from .sky import World
from .textures import blob

FEATURES = {}  # name -> (band, function(world, item))


def feature(band: int, *names: str):
    """Register a drawing function for these feature names."""

    def register(function):
        FEATURES.update(dict.fromkeys(names, (band, function)))
        return function

    return register


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


# ---------------------------------------------------------------- far


@feature(0, "mountain", "glacier", "iceberg", "cliff")
def mountain(world: World, item: Item | None) -> None:
    """Three ridges; the nearest has facets, light from the left, and snow where asked or high."""
    base = "#a9c4d6" if item and item.noun in ("iceberg", "glacier") else "#5f6f8f"
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
    for i, distance in enumerate((0.6, 0.3, 0.0)):
        base = world.asked(item, "#f2f5fa" if world.snowy else "#5f9e58", distance)
        land(world, world.horizon - 44 + i * 32, 24, world.vary(base))


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


@feature(0, "forest", "bamboo")
def forest(world: World, item: Item | None) -> None:
    """Rows of trees fading into the distance, a path of light, and tall trunks in front."""
    default = "#d07a2c" if "autumn" in world.traits else "#2f7d4a"
    base = world.asked(item, default)
    kind = world.rng.choice((conifer, broadleaf)) if not world.snowy else conifer
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


# ---------------------------------------------------------------- ground


@feature(1, "meadow", "lawn", "plain", "garden", "snow")
def meadow(world: World, item: Item | None) -> None:
    """Open ground in three swells with a few tufts, or snow drifts."""
    default = "#f3f7fc" if world.snowy else "#c98f3c" if "autumn" in world.traits else "#5fae42"
    base = item.colors[0] if item and item.colors else world.tone(default)
    for i, step in enumerate((0.0, 0.34, 0.7)):
        y = world.horizon + (SIZE - world.horizon) * step
        shade = (
            mix(base, "#8fb2e0", 0.2 * (2 - i) + 0.08)
            if world.snowy
            else world.vary(darken(lighten(base, 0.14), 0.1 * i))
        )
        land(world, y, 10 + 5 * i, shade)
    if world.snowy:
        winter_details(world)
    for _ in range(0 if world.snowy else 9):
        x, y = world.rng.uniform(0, SIZE), world.rng.uniform(world.horizon + 60, SIZE - 10)
        tuft(world, x, y, 14 + (y - world.horizon) * 0.09, darken(base, 0.25))


def winter_details(world: World) -> None:
    """A few snow-laden firs, far and near, and falling flakes, so that white has something to stand against."""
    green = world.tone("#2f6b5c")
    for x, y, height in ((60, 30, 84), (104, 34, 62), (330, 26, 56), (420, 88, 190), (478, 70, 130)):
        conifer(
            world,
            x + world.rng.uniform(-14, 14),
            world.horizon + y,
            height,
            mix(green, world.haze, 0.35 if height < 100 else 0.0),
        )
    for _ in range(0 if world.time == "night" else 16):
        x, y = world.rng.uniform(8, SIZE - 8), world.rng.uniform(20, SIZE - 20)
        world.canvas.fill(ellipse(x, y, world.rng.uniform(4, 6)), "#ffffff", 0.9)


def lily_pads(world: World, koi: bool) -> None:
    """Round leaves and blossoms on a pond, and koi beneath them."""
    for i, color in enumerate(("#ff6a2a", "#fff3e6", "#ff8a3c") if koi else ()):
        x, y = 170 + 120 * i, world.horizon + 76 + 44 * (i % 2)
        world.canvas.fill(
            smooth(
                [
                    (x - 40, y),
                    (x - 10, y - 15),
                    (x + 26, y),
                    (x + 48, y - 14),
                    (x + 44, y + 14),
                    (x + 24, y + 5),
                    (x - 10, y + 15),
                ]
            ),
            color,
        )
        world.canvas.fill(ellipse(x - 6, y, 11, 9), "#e23a1c" if i == 1 else "#fff6ea")
    for x, y, r in ((250, 190, 46), (352, 166, 40), (440, 110, 36), (450, 196, 52), (120, 60, 26)):
        world.canvas.fill(ellipse(x, world.horizon + y, r, r * 0.4), world.tone("#4f9a4a"))
        world.canvas.fill(ellipse(x - 4, world.horizon + y - 3, r * 0.8, r * 0.28), world.tone("#74bd5c"))
    world.canvas.fill(regular(352, world.horizon + 152, 24, 8, inner=0.55), "#f7a3c4")
    world.canvas.fill(ellipse(352, world.horizon + 152, 7), "#ffe28a")


def tuft(world: World, x: float, y: float, size: float, color: str) -> None:
    points = [(x - size, y), (x - size * 0.8, y - size), (x - size * 0.2, y - size * 0.35), (x, y - size * 1.4),
              (x + size * 0.3, y - size * 0.4), (x + size * 0.9, y - size), (x + size, y)]  # fmt: skip
    world.canvas.fill(polygon(points), color)


@feature(1, "field", "vineyard")
def field(world: World, item: Item | None) -> None:
    """Crop rows running to a vanishing point, with stalks in front."""
    base = world.asked(item, "#dcb650")
    vanish = SIZE * world.rng.uniform(0.42, 0.62)
    world.canvas.fill(
        rect(0, world.horizon, SIZE, SIZE), world.canvas.gradient([lighten(base, 0.2), base, darken(base, 0.08)])
    )
    for i in range(-7, 8, 1):
        left, right = vanish + i * 92 - 20, vanish + i * 92 + 20
        row = [(vanish + i * 13 - 2, world.horizon), (vanish + i * 13 + 2, world.horizon), (right, SIZE), (left, SIZE)]
        world.canvas.fill(polygon(row), darken(base, 0.2))
    for i in range(16):
        x, y = SIZE * (i + 0.5) / 16, SIZE + 6
        stalk(world, x + world.rng.uniform(-10, 10), y, world.rng.uniform(54, 92), world.vary(base, 0.06))


def stalk(world: World, x: float, y: float, height: float, color: str) -> None:
    world.canvas.line(f"M{x:.0f} {y:.0f}L{x + 4:.0f} {y - height:.0f}", darken(mix(color, "#5f7f3a", 0.5), 0.1), 6)
    for k in range(3):
        world.canvas.fill(ellipse(x + 4, y - height + k * 15, 11, 10), lighten(color, 0.14) if k % 2 else color)


@feature(1, "lake", "swamp")
def lake(world: World, item: Item | None) -> None:
    """Still water with the far shore mirrored in it, banks, reeds and lily pads."""
    color = world.asked(item, mix("#3f8fb8", world.light.stops[1], 0.45))
    far = world.canvas.snapshot()
    top = world.horizon + 6
    world.canvas.fill(
        rect(0, top, SIZE, SIZE - top), world.canvas.gradient([lighten(color, 0.28), color, darken(color, 0.2)])
    )
    with world.canvas.clipped(f'<path d="{rect(0, top, SIZE, SIZE)}"/>'), world.canvas.group('opacity="0.34"'):
        world.canvas.raw(f'<g transform="translate(0 {2 * top:.0f}) scale(1 -1)">{far}</g>')
    ripples(world, color, top, 9)
    if item and "pond" in item.word:
        lily_pads(world, "koi" in item.word)
    bank = item.colors[0] if item and item.colors and not world.snowy else None
    green = darken(mix(bank, "#2f6b3a", 0.55), 0.15) if bank else darken(grass_color(world), 0.12)
    shore(world, green)


def shore(world: World, color: str) -> None:
    """A far bank and a near one in the corner, with reeds."""
    y = world.horizon
    world.canvas.fill(
        smooth([(-40, y - 14), (130, y - 8), (300, y + 2), (560, y - 6), (560, y + 14), (300, y + 16), (-40, y + 18)]),
        color,
    )
    near = smooth([(-60, 420), (50, 432), (150, 474), (230, 530), (-60, 560)])
    world.canvas.fill(near, world.canvas.gradient([lighten(color, 0.15), darken(color, 0.2)]))
    for i in range(6):
        x, height = 14 + i * 26, world.rng.uniform(80, 140) - i * 8
        base = 470 + i * 8
        world.canvas.line(
            f"M{x} {base}L{x + world.rng.uniform(-10, 12):.0f} {base - height:.0f}", darken(color, 0.35), 6
        )
        world.canvas.fill(ellipse(x + 2, base - height, 7, 18), "#7a4d2c" if not world.snowy else "#d8e2ee")


def ripples(world: World, color: str, top: float, count: int) -> None:
    for i in range(count):
        t = (i + 0.5) / count
        y, width = top + (SIZE - top) * t, 40 + 100 * t
        x = world.rng.uniform(0, SIZE - width)
        tone = lighten(color, 0.45) if i % 2 else darken(color, 0.2)
        world.canvas.fill(ellipse(x + width / 2, y, width / 2, 3.2 + 3 * t), tone, 0.6)


@feature(1, "sea")
def sea(world: World, item: Item | None) -> None:
    """Open water: wave bands widening to the front, with glitter under a low sun."""
    color = world.asked(item, mix("#1f78b4", world.light.stops[0], 0.25))
    top, canvas = world.horizon, world.canvas
    canvas.fill(rect(0, top, SIZE, SIZE - top), canvas.gradient([lighten(color, 0.22), color, darken(color, 0.22)]))
    for i, t in enumerate((0.12, 0.3, 0.52, 0.78)):
        y, pitch = top + (SIZE - top) * t, 60 + 80 * t
        crest = [
            (x + (i % 2) * pitch / 2, y + (9 + 12 * t) * (k % 2))
            for k, x in enumerate(range(-120, SIZE + 200, int(pitch / 2)))
        ]
        d = smooth(crest, closed=False) + f"L{SIZE + 200} {SIZE + 20}L-120 {SIZE + 20}Z"
        canvas.fill(d, darken(lighten(color, 0.14 - 0.1 * t), 0.05 + 0.16 * t), 0.9)
    ripples(world, color, top, 8)


@feature(1, "river")
def river(world: World, item: Item | None) -> None:
    """A bend of water through a meadow."""
    meadow(world, None)
    color = world.asked(item, mix("#3a92c8", world.light.stops[1], 0.3))
    y = world.horizon
    edge = [(300, y), (330, y), (286, y + 44), (330, y + 92), (470, y + 150), (500, SIZE + 20),
            (-60, SIZE + 20), (60, y + 150), (150, y + 92), (216, y + 44)]  # fmt: skip
    water = smooth(edge)
    world.canvas.line(water, mix(grass_color(world), "#d9c08a", 0.55), 16)
    world.canvas.fill(water, world.canvas.gradient([lighten(color, 0.3), color, darken(color, 0.15)]))
    with world.canvas.clipped(f'<path d="{water}"/>'):
        ripples(world, color, y + 60, 10)


@feature(1, "beach")
def beach(world: World, item: Item | None) -> None:
    """Sea, a curl of foam and a sweep of sand."""
    sea(world, next((i for i in world.scene.items if i.noun == "sea"), None))
    sand = world.asked(item, "#f0d193")
    y = world.horizon + (SIZE - world.horizon) * 0.36
    edge = [(-60, y + 60), (110, y + 22), (290, y + 30), (430, y - 4), (580, y - 20)]
    for offset, tone in ((-12, "#ffffff"), (4, darken(sand, 0.14)), (20, sand)):
        curve = smooth([(px, py + offset) for px, py in edge], closed=False)
        fill = world.canvas.gradient([lighten(tone, 0.2), tone]) if offset == 20 else tone
        world.canvas.fill(f"{curve}L580 540L-60 540Z", fill)
    star = regular(SIZE * 0.16, 470, 22, 5, 0.3, inner=0.45)
    world.canvas.fill(star, world.tone("#ef7a4a"))


@feature(1, "desert", "canyon")
def desert(world: World, item: Item | None) -> None:
    """Dunes, each with a lit and a shaded side, and a cactus."""
    sand = world.asked(item, "#e3aa5c")
    rng = world.rng
    for i in range(3):
        y = world.horizon + i * 64 - 6
        crest = SIZE * (0.25 + 0.24 * i + rng.uniform(-0.08, 0.08))
        color = mix(lighten(sand, 0.1), world.haze, 0.3 - 0.14 * i)
        world.canvas.fill(
            smooth(
                [
                    (-90, y + 50),
                    (crest * 0.6, y + 18),
                    (crest, y - 28),
                    (SIZE + 90, y + 64),
                    (SIZE + 90, 640),
                    (-90, 640),
                ]
            ),
            color,
        )
        shade = [(crest, y - 28), (SIZE + 90, y + 60), (SIZE + 90, 640), (crest + 60, 640), (crest - 26, y + 70)]
        world.canvas.fill(smooth(shade), darken(color, 0.17))
    cactus(world, SIZE * 0.13, world.horizon + 128, 110)


def cactus(world: World, x: float, y: float, height: float) -> None:
    green = world.tone("#3f8a54")
    world.canvas.line(f"M{x} {y}L{x} {y - height}", green, 24)
    world.canvas.line(f"M{x} {y - height * 0.4}L{x - 34} {y - height * 0.4}L{x - 34} {y - height * 0.75}", green, 16)
    world.canvas.line(
        f"M{x} {y - height * 0.3}L{x + 32} {y - height * 0.3}L{x + 32} {y - height * 0.6}", darken(green, 0.15), 16
    )


@feature(1, "street", "road")
def street(world: World, item: Item | None) -> None:
    """Asphalt with kerbs and a dashed line."""
    y, gray = world.horizon + 70, world.asked(item, "#5d6270")
    world.canvas.fill(rect(0, world.horizon, SIZE, 90), world.tone("#c2bcb4"))
    world.canvas.fill(rect(0, y, SIZE, SIZE), world.canvas.gradient([lighten(gray, 0.1), darken(gray, 0.15)]))
    world.canvas.fill(rect(0, y - 8, SIZE, 12), world.tone("#e9e4da"))
    for i in range(5):
        world.canvas.fill(
            polygon(
                [(i * 120 - 20, y + 112), (i * 120 + 44, y + 112), (i * 120 + 36, y + 124), (i * 120 - 28, y + 124)]
            ),
            "#f7e9b0",
        )


@feature(1, "reef")
def reef(world: World, item: Item | None) -> None:
    """Under water: light shafts, corals and sand."""
    canvas, rng = world.canvas, world.rng
    canvas.fill(rect(0, 0, SIZE, SIZE), canvas.gradient(["#6fd6e8", "#1d8fc4", "#0d4f8c"]))
    for x in (90, 230, 360):
        canvas.fill(polygon([(x, 0), (x + 50, 0), (x - 40, 400), (x - 150, 400)]), "#e6fbff", 0.16)
    canvas.fill(smooth([(-60, 440), (120, 420), (300, 446), (570, 424), (570, 600), (-60, 600)]), "#ecd9a4")
    for i, color in enumerate(("#ff6f61", "#f78fc0", "#ffb347", "#b06cd8", "#ff6f61", "#f2d14b")):
        x = (18, 84, 150, 380, 440, 500)[i] + rng.uniform(-10, 10)
        for k in (-1, 0, 1):
            tip = (x + k * 34, 400 - rng.uniform(20, 90) - 30 * (k == 0))
            canvas.line(smooth([(x, 450), (x + k * 10, 420), tip], closed=False), darken(color, 0.1 * (k == 1)), 20)
    for _ in range(7):
        canvas.fill(ellipse(rng.uniform(40, 480), rng.uniform(40, 330), rng.uniform(6, 12)), "#e6fbff", 0.7)


@feature(1, "space")
def space(world: World, item: Item | None) -> None:
    """Stars, a nebula and two planets over deep blue."""
    canvas, rng = world.canvas, world.rng
    base = item.colors[0] if item and item.colors else "#1a1650"
    canvas.fill(
        rect(0, 0, SIZE, SIZE), canvas.gradient([darken(base, 0.45), base, shift(darken(base, 0.2), hue=0.08)], (1, 1))
    )
    canvas.glow(150, 360, 240, "#c04adf", 0.5)
    canvas.glow(390, 120, 220, "#2fa6e6", 0.45)
    for i in range(34):
        x, y = rng.uniform(8, 504), rng.uniform(8, 504)
        canvas.fill(regular(x, y, 13, 4, inner=0.38) if i % 5 == 0 else ellipse(x, y, rng.uniform(2.6, 4.2)), "#fff4d6")
    canvas.surface(ellipse(428, 418, 58), Paint("#e58f5a"))
    canvas.line(smooth([(350, 446), (428, 438), (508, 392)], closed=False), "#f6d9a8", 9)


# ---------------------------------------------------------------- near


@feature(2, "palm")
def palm(world: World, item: Item | None) -> None:
    for x, y, height, lean in ((92, 470, 310, 40), (SIZE - 70, 452, 235, -34)):
        one_palm(world, x, y, height, lean, world.asked(item, "#2f9a4e"))


def one_palm(world: World, x: float, y: float, height: float, lean: float, green: str) -> None:
    canvas, top = world.canvas, (x + lean, y - height)
    trunk = world.tone("#94683f")
    canvas.line(smooth([(x, y), (x + lean * 0.35, y - height * 0.55), top], closed=False), trunk, 20)
    canvas.line(
        smooth([(x + 5, y), (x + lean * 0.35 + 6, y - height * 0.55), top], closed=False), darken(trunk, 0.25), 8
    )
    for i, angle in enumerate((-170, -140, -105, -70, -35, -8, 24)):
        a, length = math.radians(angle), height * 0.42
        tip = (top[0] + length * math.cos(a), top[1] + length * (0.75 * math.sin(a) + 0.34))
        bend = (top[0] + length * 0.55 * math.cos(a), top[1] + length * (0.75 * math.sin(a) - 0.02))
        low = (bend[0], bend[1] + length * 0.24)
        canvas.fill(smooth([top, bend, tip, low]), darken(green, 0.2) if i % 2 else lighten(green, 0.08))
    canvas.fill(ellipse(top[0] - 8, top[1] + 10, 10), "#6b4426")
    canvas.fill(ellipse(top[0] + 11, top[1] + 12, 10), "#7d5230")


@feature(2, "island")
def island(world: World, item: Item | None) -> None:
    """A sandy mound with palms, out on the water."""
    y, sand = world.horizon + 66, world.tone("#f0d193")
    mound = [(90, y + 26), (150, y - 14), (256, y - 30), (370, y - 12), (430, y + 26), (256, y + 40)]
    one_palm(world, 240, y - 16, 180, -30, world.tone("#2f9a4e"))
    one_palm(world, 290, y - 14, 140, 36, world.tone("#2f9a4e"))
    world.canvas.fill(smooth(mound), sand)
    green = [(130, y + 4), (190, y - 34), (270, y - 40), (350, y - 22), (392, y + 6)]
    world.canvas.fill(smooth(green), world.asked(item, "#4f9f4a"))


@feature(2, "tree")
def tree(world: World, item: Item | None) -> None:
    color = world.asked(item, "#d07a2c" if "autumn" in world.traits else "#3f8f4a")
    if item:
        color = next((m.colors[0] for m in item.modifiers if m.colors), color)
    for x, y, height in (
        (70, world.horizon + 66, 220),
        (SIZE - 66, world.horizon + 74, 250),
        (176, world.horizon + 34, 150),
        (386, world.horizon + 30, 160),
    ):
        broadleaf(world, x + world.rng.uniform(-14, 14), y, height, world.vary(color))


@feature(2, "sunflowers")
def sunflowers(world: World, item: Item | None) -> None:
    flower_rows(world, (item.colors[0] if item and item.colors else "#ffc61a"), "#5a3418", 13, "#5aa03c")


@feature(2, "flowers")
def flowers(world: World, item: Item | None) -> None:
    flower_rows(world, world.asked(item, "#e85a8a"), "#ffd84d", 6, None)


def flower_rows(world: World, petal: str, heart: str, petals: int, leaf: str | None) -> None:
    """Blooms growing larger towards the front edge; the middle is kept low for the subject."""
    for row, (y, radius, count) in enumerate(
        ((world.horizon + 34, 11, 12), (world.horizon + 92, 20, 8), (SIZE - 42, 37, 6))
    ):
        for i in range(count):
            x = SIZE * (i + 0.5 * (row % 2) + 0.25) / count + world.rng.uniform(-7, 7)
            cy = y + world.rng.uniform(-12, 12)
            if leaf:
                world.canvas.line(f"M{x:.0f} {cy:.0f}L{x:.0f} {cy + radius * 3:.0f}", leaf, max(6, radius * 0.3))
            world.canvas.fill(regular(x, cy, radius, petals, inner=0.62), petal)
            world.canvas.fill(ellipse(x, cy, radius * 0.45), heart)


@feature(2, "fog")
def fog(world: World, item: Item | None) -> None:
    color = world.asked(item, "#eef2f2")
    for i in range(4):
        y = world.horizon - 60 + i * 62 + world.rng.uniform(-10, 10)
        world.canvas.fill(
            smooth([(-80, y), (120, y - 22), (300, y + 8), (600, y - 14), (600, y + 30), (280, y + 46), (-80, y + 34)]),
            color,
            0.6,
        )


@feature(2, "waterfall")
def waterfall(world: World, item: Item | None) -> None:
    color, rock, y = world.asked(item, "#bfe6f5"), world.tone("#66707a"), world.horizon
    world.canvas.fill(polygon([(110, y - 190), (400, y - 200), (440, y + 90), (80, y + 90)]), rock)
    world.canvas.fill(polygon([(205, y - 196), (310, y - 198), (334, y + 80), (180, y + 80)]), color)
    for x in (222, 258, 294):
        world.canvas.line(f"M{x} {y - 180}L{x} {y + 70}", lighten(color, 0.7), 11)
    for x in (180, 220, 265, 305, 340):
        world.canvas.fill(ellipse(x, y + 84, 34, 24), "#f4fcff")


@feature(2, "bridge")
def bridge(world: World, item: Item | None) -> None:
    color, y = world.asked(item, "#a5573c"), world.horizon
    world.canvas.line(smooth([(-20, y + 60), (256, y - 40), (532, y + 60)], closed=False), color, 24)
    world.canvas.line(smooth([(-20, y + 16), (256, y - 88), (532, y + 16)], closed=False), darken(color, 0.2), 10)
    for x in range(20, SIZE, 68):
        lift = 100 * (1 - ((x - 256) / 276) ** 2)
        world.canvas.line(f"M{x} {y + 60 - lift:.0f}L{x} {y + 14 - lift:.0f}", darken(color, 0.2), 9)


def ensure(names: set[str], traits: set[str]) -> list[str]:
    """Features that complete a landscape naming only some: a ground when there is none, something far away else."""
    bands = {FEATURES[n][0] for n in names if n in FEATURES}
    extra = []
    if "space" in names or "reef" in names:
        return extra
    if 1 not in bands and "forest" not in names:
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
    if "street" in names and "skyline" not in names:
        extra.append("skyline")
    return extra
