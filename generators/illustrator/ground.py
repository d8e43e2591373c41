"""What the land is made of: grass, crops, water, sand, streets, the sea floor, space; registered like the far land."""

from .canvas.canvas import FINENESS, SIZE
from .canvas.figures import Figure, ellipse, flower, joined, polygon, polyline, rect, regular, smooth, waves
from .canvas.paint import Paint
from .canvas.textures import surface
from .canvas.transforms import spelled
from .colors import darken, lighten, mix, shift
from .scenery import feature, grass_color, land, spots, stand
from .sky import World, spark, star
from .words.scene import Item


@feature(1, "meadow", "lawn", "plain", "snow")
def meadow(world: World, item: Item | None) -> None:
    """Open ground in three swells with a few tufts, or snow drifts."""
    default = "#f3f7fc" if world.snowy else "#c98f3c" if world.autumn else "#5fae42"
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
    if item is None and not world.snowy and not world.autumn:
        world.rng.choice((blooms, bushes, country_path, lambda world, base: None))(world, base)
    if not world.snowy:
        places = [(world.rng.uniform(0, SIZE), world.rng.uniform(world.horizon + 60, SIZE - 10))
                  for _ in range(world.rng.choice((4, 7, 10)))]  # fmt: skip
        tufts = [tuft(x, y, 14 + (y - world.horizon) * 0.09) for x, y in places]
        world.canvas.fill(joined(tufts), darken(base, 0.25))


def blooms(world: World, base: str) -> None:
    """Wild flowers, small behind and large in front."""
    color = world.tone(world.rng.choice(("#ffffff", "#ffd84d", "#f58ab8", "#e8563f", "#b48cf0")))
    for _ in range(22):
        t = world.rng.random() ** 0.7
        x, y, r = world.rng.uniform(0, SIZE), world.horizon + 30 + (SIZE - world.horizon - 30) * t, 4 + 9 * t
        with world.canvas.frame(x, y + r, 2 * r, kind="bloom"):
            world.canvas.fill(flower(50, 50, 50, 5), color)
            world.canvas.fill(ellipse(50, 50, 20), "#ffe9a0" if color != "#ffd84d" else "#b5741c")


def bushes(world: World, base: str) -> None:
    """Round shrubs left and right."""
    green = darken(mix(base, "#2f7d4a", 0.5), 0.1)
    for x, dy, r in ((30, 70, 46), (84, 88, 34), (470, 56, 40), (424, 68, 28), (500, 120, 52)):
        with world.canvas.frame(x + world.rng.uniform(-16, 16), world.horizon + dy + r, 2 * r, kind="bush"):
            world.canvas.fill(ellipse(50, 50, 50, 36), green)
            world.canvas.fill(ellipse(37.5, 37, 28, 17), lighten(green, 0.2))


def country_path(world: World, base: str) -> None:
    """A sandy path from the front edge to the horizon."""
    y, x = world.horizon, SIZE * world.rng.uniform(0.35, 0.65)
    bend = world.rng.choice((-1, 1)) * 70
    path = [(x - 5, y + 8), (x + 6, y + 8), (x + bend * 0.8 + 12, y + 60), (x - bend * 0.2 + 34, y + 120),
            (x + bend + 90, SIZE + 30), (x + bend - 70, SIZE + 30), (x - bend * 0.2 - 22, y + 124),
            (x + bend * 0.8 - 12, y + 60)]  # fmt: skip
    world.canvas.fill(smooth(path, digits=0), mix(base, "#f0dcae", 0.72))


def winter_details(world: World) -> None:
    """A few snow-laden firs, far and near, and falling flakes, so that white has something to stand against."""
    green = world.tone("#2f6b5c")
    for x, y, height in ((60, 30, 84), (104, 34, 62), (330, 26, 56), (420, 88, 190), (478, 70, 130)):
        x, tone = x + world.rng.uniform(-14, 14), mix(green, world.haze, 0.35 if height < 100 else 0.0)
        stand(world, "conifer", x, world.horizon + y, height, color=tone)
    with world.canvas.group("snowflakes", fill="#ffffff", fill_opacity=".9"):
        for _ in range(0 if world.time == "night" else 16):
            x, y = world.rng.uniform(8, SIZE - 8), world.rng.uniform(20, SIZE - 20)
            world.canvas.fill(ellipse(round(x), round(y), round(2 * world.rng.uniform(4, 6)) / 2), None)


def tuft(x: float, y: float, size: float) -> Figure:
    """Three blades of grass."""
    points = [(x - size, y), (x - size * 0.8, y - size), (x - size * 0.2, y - size * 0.35), (x, y - size * 1.4),
              (x + size * 0.3, y - size * 0.4), (x + size * 0.9, y - size), (x + size, y)]  # fmt: skip
    return polygon(points, digits=0)


@feature(1, "field")
def field(world: World, item: Item | None) -> None:
    """Crop rows running to a vanishing point, with stalks in front."""
    others = item is not None and world.scene.of_kind("feature")[1:]
    if "grassy" in world.traits or (others and not item.colors):
        meadow(world, item)  # a field of grass, or of flowers that are drawn on top
        return
    base = world.asked(item, "#dcb650")
    vanish = SIZE * world.rng.uniform(0.42, 0.62)
    world.canvas.fill(
        rect(0, world.horizon, SIZE, SIZE), world.canvas.gradient([lighten(base, 0.2), base, darken(base, 0.08)])
    )
    rows = []
    for i in range(-7, 8, 1):
        far, near = vanish + i * 13, vanish + i * 92
        corners = [(far - 2, world.horizon), (far + 2, world.horizon), (near + 20, SIZE), (near - 20, SIZE)]
        rows.append(polygon(corners, digits=0))
    world.canvas.fill(joined(rows), darken(base, 0.2))
    tones = [world.vary(base, 0.06) for _ in range(4)]
    for i in range(16):
        x, rise = SIZE * (i + 0.5) / 16 + world.rng.uniform(-10, 10), world.rng.uniform(0, 38)
        stalk(world, x, SIZE + 44 - rise, world.rng.choice(tones))


def stalk(world: World, x: float, y: float, color: str) -> None:
    """An ear of three grains on its straw, which stands on y."""
    with world.canvas.frame(x, y, 100, kind="stalk"):
        world.canvas.line(polyline((50, 100), (54, 10)), darken(mix(color, "#5f7f3a", 0.5), 0.1), 6)
        for k in range(3):
            world.canvas.fill(ellipse(54, 10 + k * 15, 11, 10), lighten(color, 0.14) if k % 2 else color)


@feature(1, "lake")
def lake(world: World, item: Item | None) -> None:
    """Still water with the far shore mirrored in it, banks, reeds and lily pads."""
    color = world.asked(item, mix("#3f8fb8", world.light.stops[1], 0.45))
    far, top = world.canvas.gather("view"), world.horizon + 6
    world.canvas.fill(
        rect(0, top, SIZE, SIZE - top), world.canvas.gradient([lighten(color, 0.28), color, darken(color, 0.2)])
    )
    mirror(world, far, top)
    ripples(world, color, top, 9)
    if item and "pond" in item.word:
        spots(world, "lilypads", Item(word=item.word))
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
    tips = [(14 + i * 26, 470 + i * 8, world.rng.uniform(80, 140) - i * 8) for i in range(6)]
    stems = [polyline((x, y), (x + world.rng.uniform(-4, 8), y - height), digits=0) for x, y, height in tips]
    with world.canvas.group("reeds", fill="#7a4d2c" if not world.snowy else "#d8e2ee"):
        world.canvas.line(joined(stems), darken(color, 0.35), 6)
        for x, y, height in tips:
            world.canvas.fill(ellipse(x + 2, round(y - height), 7, 18), None)


def mirror(world: World, far: str, top: float) -> None:
    """All that was drawn so far, upside down below the height `top`; a tile as large as the picture cuts it off."""
    canvas, side = world.canvas, FINENESS * SIZE
    with canvas.tile(side, side, at=(0, top)) as tile, canvas.group(opacity=".34"):
        canvas.add("use", {"href": f"#{far}", "transform": spelled((FINENESS, 0, 0, -FINENESS, 0, FINENESS * top))})
    canvas.fill(rect(0, top, SIZE, SIZE - top), tile.fill)


def ripples(world: World, color: str, top: float, count: int, shore: list | None = None) -> None:
    """Flat glints and shadows on the water; they stay between the shores where an outline of these is given."""
    glints: list[Figure] = []
    for i in range(count):
        t = (i + 0.5) / count
        y, width = top + (SIZE - top) * t, 40 + 100 * t
        left, right = span(shore, y) if shore else (0, SIZE)
        width = min(width, 0.7 * (right - left))
        x = world.rng.uniform(left, right - width)
        glints.append(ellipse(round(x + width / 2), round(y), round(width / 2), 3.2 + 3 * t))
    for tone, figures in ((darken(color, 0.2), glints[::2]), (lighten(color, 0.45), glints[1::2])):
        with world.canvas.group("ripples", fill=tone, fill_opacity=".6"):
            for figure in figures:
                world.canvas.fill(figure, None)


def span(outline: list, y: float) -> tuple[float, float]:
    """Where a level line at the height y enters and leaves an outline of straight edges."""
    ends = zip(outline, [*outline[1:], outline[0]], strict=True)
    xs = [x0 + (x1 - x0) * (y - y0) / (y1 - y0) for (x0, y0), (x1, y1) in ends if min(y0, y1) <= y < max(y0, y1)]
    return max(0.0, min(xs)), min(float(SIZE), max(xs))


@feature(1, "sea")
def sea(world: World, item: Item | None) -> None:
    """Open water: wave bands widening to the front, with glitter under a low sun."""
    color = world.asked(item, mix("#1f78b4", world.light.stops[0], 0.25))
    top, canvas = world.horizon, world.canvas
    canvas.fill(rect(0, top, SIZE, SIZE - top), canvas.gradient([lighten(color, 0.22), color, darken(color, 0.22)]))
    for i, t in enumerate((0.12, 0.3, 0.52, 0.78)):
        y, half = top + (SIZE - top) * t, 30 + 40 * t
        surface = waves(-120 + (i % 2) * half, y + 5 + 6 * t, half, 9 + 12 * t, int(SIZE / half) + 5, SIZE + 20)
        canvas.fill(surface, darken(lighten(color, 0.14 - 0.1 * t), 0.05 + 0.16 * t), 0.9)
    ripples(world, color, top, 8)


@feature(1, "river")
def river(world: World, item: Item | None) -> None:
    """A bend of water through a meadow."""
    meadow(world, None)
    color = world.asked(item, mix("#3a92c8", world.light.stops[1], 0.3))
    y = world.horizon
    edge = [(300, y), (330, y), (286, y + 44), (330, y + 92), (470, y + 150), (500, SIZE + 20),
            (-60, SIZE + 20), (60, y + 150), (150, y + 92), (216, y + 44)]  # fmt: skip
    water = smooth(edge, digits=0)
    world.canvas.line(water, mix(grass_color(world), "#d9c08a", 0.55), 16)
    world.canvas.fill(water, world.canvas.gradient([lighten(color, 0.3), color, darken(color, 0.15)]))
    ripples(world, color, y + 60, 10, edge)


@feature(1, "beach")
def beach(world: World, item: Item | None) -> None:
    """Sea, a curl of foam and a sweep of sand."""
    sea(world, next((i for i in world.scene.items if i.noun == "sea"), None))
    sand = world.asked(item, "#f0d193")
    y = world.horizon + (SIZE - world.horizon) * 0.36
    edge = [(-60, y + 60), (110, y + 22), (290, y + 30), (430, y - 4), (580, y - 20)]
    for offset, tone in ((-12, "#ffffff"), (4, darken(sand, 0.14)), (20, sand)):
        area = smooth([(px, py + offset) for px, py in edge], closed=False, then=[(580, 540), (-60, 540)], digits=0)
        fill = world.canvas.gradient([lighten(tone, 0.2), tone]) if offset == 20 else tone
        world.canvas.fill(area, fill)
    starfish = regular(SIZE * 0.16, 470, 22, 5, 0.3, inner=0.45)
    world.canvas.fill(starfish, world.tone("#ef7a4a"))


@feature(1, "desert")
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
    for x, y, height in ((0.13, 128, 110), (0.86, 66, 60)):
        x, height = SIZE * (x + rng.uniform(-0.05, 0.05)), height * rng.uniform(0.8, 1.1)
        stand(world, "cactus", x, world.horizon + y, height)


@feature(1, "street", "road")
def street(world: World, item: Item | None) -> None:
    """Asphalt with kerbs and a dashed line; a dirt road, or one in the country, winds through grass."""
    country = {"dirt", "winding"} & world.traits or (item and item.noun == "road" and item.word in ("path", "trail"))
    if country:
        meadow(world, Item(colors=[grass_color(world)]))
        country_path(world, item.colors[0] if item and item.colors else world.tone("#c9a878"))
        return
    y, gray = world.horizon + 70, world.asked(item, "#5d6270")
    world.canvas.fill(rect(0, world.horizon, SIZE, 90), world.tone("#c2bcb4"))
    world.canvas.fill(rect(0, y, SIZE, SIZE), world.canvas.gradient([lighten(gray, 0.1), darken(gray, 0.15)]))
    world.canvas.fill(rect(0, y - 8, SIZE, 12), world.tone("#e9e4da"))
    corners = ((-20, 112), (44, 112), (36, 124), (-28, 124))
    dashes = [polygon([(i * 120 + dx, y + dy) for dx, dy in corners], digits=0) for i in range(5)]
    world.canvas.fill(joined(dashes), "#f7e9b0")


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
    with canvas.group("bubbles", fill="#e6fbff", fill_opacity=".7"):
        for _ in range(7):
            canvas.fill(ellipse(rng.randint(40, 480), rng.randint(40, 330), rng.randint(6, 12)), None)


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
    places = [(rng.uniform(8, 504), rng.uniform(8, 504)) for _ in range(34)]
    lights = [star(x, y, 13) if i % 5 == 0 else spark(x, y, rng.uniform(3, 4.8)) for i, (x, y) in enumerate(places)]
    with canvas.group("stars"):
        canvas.fill(joined(lights), "#fff4d6")
    surface(canvas, ellipse(428, 418, 58), Paint("#e58f5a"))
    canvas.line(smooth([(350, 446), (428, 438), (508, 392)], closed=False), "#f6d9a8", 9)
