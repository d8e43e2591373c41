"""Places with a shape of their own: canyon, cliff, waterfall, garden, vineyard, swamp; registered like the rest."""

from .canvas.canvas import SIZE
from .canvas.figures import ellipse, flower, joined, polygon, polyline, rect, regular, smooth
from .colors import darken, lighten, mix
from .ground import meadow, ripples
from .scenery import feature, grass_color
from .sky import World
from .words.scene import Item


@feature(1, "canyon")
def canyon(world: World, item: Item | None) -> None:
    """Layered walls left and right, a river far below between them."""
    canvas, y, rng = world.canvas, world.horizon, world.rng
    rock = world.asked(item, "#c8653a")
    canvas.fill(rect(0, y, SIZE, SIZE), canvas.gradient([mix(rock, world.haze, 0.5), darken(rock, 0.25)]))
    middle = SIZE * rng.uniform(0.46, 0.56)
    for depth, reach in ((0.62, 60), (0.3, 110), (0.0, 170)):
        tone = mix(rock, world.haze, depth)
        for side in (-1, 1):
            edge, outer = middle + side * reach, middle + side * 520
            top = y - 128 + 74 * depth + rng.uniform(-18, 18)
            wall(world, tone, edge, outer, top, side, shaded=side > 0)
    river = [(middle - 8, y + 40), (middle + 10, y + 40), (middle + 40, y + 120), (middle + 6, y + 190),
             (middle + 96, SIZE + 20), (middle - 120, SIZE + 20), (middle - 66, y + 180),
             (middle + 6, y + 116)]  # fmt: skip
    canvas.fill(smooth(river), canvas.gradient([world.tone("#9fdcec"), world.tone("#2f9cc0")]))


def wall(world: World, color: str, edge: float, outer: float, top: float, side: int, shaded: bool) -> None:
    """One rock face from the canyon's edge outwards, banded, stepping down towards the river."""
    canvas, base = world.canvas, SIZE + 20
    color = darken(color, 0.16) if shaded else lighten(color, 0.06)
    slope = [(outer, top), (edge + side * 40, top), (edge + side * 30, top + 90), (edge + side * 4, top + 110),
             (edge, top + 210), (edge - side * 36, base), (outer, base)]  # fmt: skip
    face = polygon(slope)
    canvas.fill(face, color)
    tones = (lighten(color, 0.24), darken(color, 0.18), lighten(color, 0.14), darken(color, 0.24))
    for i, tone in enumerate(tones):
        height = top + 26 + 62 * i + world.rng.uniform(-6, 6)
        layer(canvas, slope, height, outer, side, tone)
    canvas.line(polyline((edge + side * 40, top), (outer, top)), lighten(color, 0.4), 7)


def layer(canvas, slope: list, height: float, outer: float, side: int, tone: str) -> None:
    """A band of the rock, 17 high at most, from the slope outwards; it rises a little towards the slope."""
    face = [p for p in slope if p[0] != outer]
    (upper, lower) = (next((x0 + (x1 - x0) * (y - y0) / (y1 - y0)
                            for (x0, y0), (x1, y1) in zip(face, face[1:], strict=False) if y0 <= y <= y1), None)
                      for y in (height, height + 17))  # fmt: skip
    if upper is not None and lower is not None:
        away = outer + side * 8
        middle = (upper + side * 110, height - 8)
        under = [(lower, height + 17), (middle[0], height + 9), (away, height + 13)]
        canvas.fill(smooth([(away, height - 4), middle, (upper, height)], closed=False, then=under), tone)


@feature(2, "cliff")
def cliff(world: World, item: Item | None) -> None:
    """A headland dropping to the ground or the water on one side."""
    canvas, y = world.canvas, world.horizon
    rock, side = world.asked(item, "#8f8578"), world.rng.choice((0, 1))
    flip = (lambda x: SIZE - x) if side else (lambda x: x)
    face = [(-20, y - 110), (196, y - 96), (214, y - 60), (196, y - 10), (226, y + 40), (206, y + 96), (236, y + 150),
            (-20, y + 190)]  # fmt: skip
    canvas.fill(polygon([(flip(a), b) for a, b in face]), rock)
    shade = [(150, y - 80), (214, y - 60), (196, y - 10), (226, y + 40), (206, y + 96), (236, y + 150), (140, y + 164)]
    canvas.fill(polygon([(flip(a), b) for a, b in shade]), darken(rock, 0.24))
    for a, b, c in ((20, 70, -20), (60, 130, 30), (10, 110, 84), (70, 150, 126)):
        canvas.line(polyline((flip(a), y + c), (flip(b), y + c + 8)), darken(rock, 0.34), 7)
    turf = [(-20, y - 134), (90, y - 122), (196, y - 110), (206, y - 92), (120, y - 86), (-20, y - 92)]
    canvas.fill(smooth([(flip(a), b) for a, b in turf]), grass_color(world))


@feature(2, "waterfall")
def waterfall(world: World, item: Item | None) -> None:
    """Water over a mossy cliff in two steps, into a foaming pool."""
    canvas, y, rng = world.canvas, world.horizon, world.rng
    water, rock = world.asked(item, "#bfe9f6"), world.tone("#6d7480")
    x = SIZE * rng.uniform(0.42, 0.58)
    cliffs = [(-20, y - 120), (x - 190, y - 168), (x - 60, y - 190), (x + 70, y - 186), (x + 200, y - 150),
              (SIZE + 20, y - 96), (SIZE + 20, y + 84), (-20, y + 84)]  # fmt: skip
    canvas.fill(polygon(cliffs), canvas.gradient([lighten(rock, 0.14), rock, darken(rock, 0.28)]))
    for dx, dy, w, h in ((-250, -90, 96, 120), (-150, -130, 80, 96), (96, -120, 90, 110), (190, -84, 110, 130)):
        block = [(x + dx, y + dy), (x + dx + w, y + dy - 12), (x + dx + w + 10, y + dy + h), (x + dx - 8, y + dy + h)]
        canvas.fill(polygon(block), lighten(rock, 0.2) if dx < 0 else darken(rock, 0.2))
    green = world.tone("#4f9a4a")
    for left, right in ((-20, x - 66), (x + 70, SIZE + 20)):
        top = [(left, y - 150), ((left + right) / 2, y - 186), (right, y - 190), (right, y - 168),
               ((left + right) / 2, y - 158), (left, y - 118)]  # fmt: skip
        canvas.fill(smooth(top), green)
    pool = smooth([(-60, y + 96), (x - 130, y + 66), (x, y + 58), (x + 140, y + 66), (SIZE + 60, y + 96),
                   (SIZE + 60, SIZE + 40), (-60, SIZE + 40)])  # fmt: skip
    canvas.fill(pool, canvas.gradient([world.pool_color, darken(world.pool_color, 0.25)]))
    ripples(world, world.pool_color, y + 96, 6)
    upper = [(x - 52, y - 194), (x + 58, y - 192), (x + 66, y - 60), (x - 62, y - 60)]
    lower = [(x - 78, y - 66), (x + 84, y - 66), (x + 104, y + 78), (x - 98, y + 78)]
    for fall, streaks in ((upper, (-30, 0, 32)), (lower, (-60, -20, 22, 64))):
        canvas.fill(polygon(fall), canvas.gradient([lighten(water, 0.4), water]))
        top, bottom = fall[0][1] + 8, fall[2][1] - 8
        for dx in streaks:
            canvas.line(polyline((x + dx * 0.9, top), (x + dx * 1.15, bottom)), "#ffffff", 11, 0.8)
            canvas.line(polyline((x + dx + 16, top), (x + dx * 1.15 + 16, bottom)), darken(water, 0.16), 8, 0.7)
    for dx, r in ((-104, 26), (-62, 34), (-14, 30), (34, 36), (82, 32), (116, 22)):
        canvas.fill(ellipse(x + dx, y + 80, r, r * 0.62), "#f6fcff", 0.92)
    for dx, dy, r in ((-176, 116, 44), (170, 110, 52), (-120, 150, 30)):
        boulder = [(x + dx - r, y + dy + 16), (x + dx - r * 0.5, y + dy - r * 0.6),
                   (x + dx + r * 0.5, y + dy - r * 0.7), (x + dx + r, y + dy + 16)]  # fmt: skip
        canvas.fill(smooth(boulder), darken(rock, 0.2))
        canvas.fill(ellipse(x + dx - r * 0.1, y + dy - r * 0.5, r * 0.5, r * 0.24), green)


@feature(1, "garden")
def garden(world: World, item: Item | None) -> None:
    """Lawn, a clipped hedge, a path and beds of flowers in the asked colour or several."""
    canvas, y, rng = world.canvas, world.horizon, world.rng
    meadow(world, None)
    asked = item.colors if item else []
    blooms = asked or [world.tone(c) for c in ("#f2668b", "#ffd34d", "#b06cd8", "#ff8a4a", "#ffffff")]
    hedge = world.tone("#2f7d45")
    for x in range(-10, SIZE, 64):
        canvas.fill(ellipse(x + 30, y + 6, 44, 36), darken(hedge, 0.12 * (x // 64 % 2)))
    path = smooth([(232, y + 30), (268, y + 30), (300, y + 100), (250, y + 160), (360, SIZE + 30), (90, SIZE + 30),
                   (190, y + 160), (236, y + 96)])  # fmt: skip
    canvas.fill(path, world.tone("#e9d9b8"))
    for row, (dy, r) in enumerate(((66, 13), (118, 19), (186, 28))):
        for side in (-1, 1):
            for i in range(5):
                x = SIZE / 2 + side * (88 + 24 * row + i * (38 + 12 * row))
                by = y + dy + rng.uniform(-9, 9)
                color = blooms[(i + row) % len(blooms)]
                with canvas.frame(x, by + r, 2 * r, kind="bloom"):
                    canvas.fill(ellipse(50, 95, 45, 25), darken(hedge, 0.1))
                    canvas.fill(flower(50, 50, 50, 6), color)
                    canvas.fill(ellipse(50, 50, 20), "#fff3b0" if color != "#fff3b0" else "#e8a83a")


@feature(1, "vineyard")
def vineyard(world: World, item: Item | None) -> None:
    """Rows of vines over rolling ground, with grapes in front."""
    canvas, y = world.canvas, world.horizon
    leaf, soil = world.asked(item, "#5f9440"), world.tone("#b98a58")
    vanish = SIZE * world.rng.uniform(0.4, 0.62)
    canvas.fill(rect(0, y, SIZE, SIZE), canvas.gradient([lighten(soil, 0.2), soil]))
    rows = [vine_row(world, leaf, grapes) for grapes in (False, True)]
    for k in range(9):
        t = (k + 1) / 9
        r = 6 + 26 * t * t
        at = (vanish, y + 6 + (SIZE - y) * t * t)
        scale = ((16 + 118 * t * t) / 36, r / 10)
        canvas.use(rows[k > 5], *at, scale, fill=darken(leaf, 0.2 if k % 2 else 0.04))


def vine_row(world: World, leaf: str, grapes: bool) -> str:
    """Nine vines side by side, 36 apart and about 20 across, in the colour of the use; returns the row's id."""
    canvas = world.canvas
    with canvas.sprite("vine") as vine:
        canvas.fill(ellipse(0, 0, 10.5, 10), None)
        canvas.fill(ellipse(-3, -4, 5, 4), lighten(leaf, 0.22))
        if grapes:
            canvas.fill(ellipse(2, 5, 3.4, 4.2), world.tone("#6a3a86"))
    with canvas.sprite("vines") as row:
        for i in range(-4, 5):
            canvas.use(vine.id, 36 * i)
    return row.id


@feature(1, "rooftop")
def rooftop(world: World, item: Item | None) -> None:
    """A flat roof with a parapet, an air vent and a water tank, above the town."""
    canvas, y = world.canvas, world.horizon + 96
    gravel, brick = world.asked(item, "#b9aea4"), world.tone("#a8604c")
    tank = world.rng.choice((60, 392))
    for x in (tank + 8, tank + 56):
        canvas.line(polyline((x, y - 96), (x, y)), world.tone("#6b5a4c"), 7)
    canvas.fill(rect(tank, y - 172, 64, 84), world.tone("#8a6a50"))
    canvas.fill(polygon([(tank - 6, y - 170), (tank + 32, y - 206), (tank + 70, y - 170)]), world.tone("#6b4a3a"))
    canvas.fill(rect(0, y - 26, SIZE, SIZE), brick)
    canvas.fill(rect(0, y - 34, SIZE, 14), lighten(brick, 0.3))
    canvas.fill(rect(0, y + 14, SIZE, SIZE), canvas.gradient([lighten(gravel, 0.1), darken(gravel, 0.12)]))
    vent = SIZE - tank - 90
    canvas.fill(rect(vent, y - 8, 46, 48), world.tone("#8f98a2"))
    canvas.fill(rect(vent - 6, y - 18, 58, 14), world.tone("#aab2ba"))


@feature(1, "swamp")
def swamp(world: World, item: Item | None) -> None:
    """Murky water with tussocks, lily pads and mist."""
    canvas, y, rng = world.canvas, world.horizon, world.rng
    water = world.asked(item, "#56704a")
    canvas.fill(rect(0, y, SIZE, SIZE), canvas.gradient([lighten(water, 0.2), water, darken(water, 0.35)]))
    ripples(world, water, y, 8)
    reed = world.tone("#7f9a3c")
    for x, dy, r in ((60, 40, 54), (330, 24, 40), (470, 90, 70), (150, 150, 62), (380, 190, 56)):
        x += rng.uniform(-16, 16)
        canvas.fill(ellipse(x, y + dy, r, r * 0.3), darken(reed, 0.35))
        for k in range(5):
            tip = x + (k - 2) * r * 0.34 + rng.uniform(-6, 6)
            canvas.line(polyline((x + (k - 2) * r * 0.2, y + dy), (tip, y + dy - r * 0.9)), reed, 6)
    for x, dy in ((230, 96), (300, 130), (70, 200), (270, 218)):
        canvas.fill(ellipse(x, y + dy, 30, 11), world.tone("#7fae4a"))


@feature(2, "fireflies")
def fireflies(world: World, item: Item | None) -> None:
    for _ in range(18):
        x, y = world.rng.uniform(16, SIZE - 16), world.rng.uniform(world.horizon - 90, SIZE - 30)
        world.canvas.glow(x, y, 24, "#f7f08a", 0.8)
        world.canvas.fill(ellipse(x, y, 4.6), "#fffbd0")


@feature(1, "moonscape")
def moonscape(world: World, item: Item | None) -> None:
    """Dust and craters under a black sky; the earth stands in it over the moon."""
    canvas, rng = world.canvas, world.rng
    dust = item.colors[0] if item and item.colors else "#b9b7b8"
    canvas.fill(rect(0, 0, SIZE, SIZE), canvas.gradient(["#05060f", "#14163a"]))
    lights = [regular(rng.uniform(8, 504), rng.uniform(8, 260), 5 if i % 4 else 12, 4, inner=0.4) for i in range(22)]
    with canvas.group("stars"):
        canvas.fill(joined(lights), "#fff4d6")
    if not (item and item.colors):
        x = rng.choice((84, 428))
        canvas.fill(ellipse(x, 84, 46), "#2f7fd0")
        canvas.fill(smooth([(x - 30, 64), (x + 4, 54), (x + 12, 78), (x - 10, 100), (x - 26, 90)]), "#5aa84e")
        canvas.fill(smooth([(x + 20, 92), (x + 38, 84), (x + 30, 110), (x + 14, 112)]), "#5aa84e")
    ground = smooth([(-60, 330), (110, 312), (300, 326), (580, 304), (580, 560), (-60, 560)])
    canvas.fill(ground, canvas.gradient([lighten(dust, 0.2), darken(dust, 0.25)]))
    for x, y, r in ((70, 380, 46), (250, 352, 26), (430, 372, 52), (150, 470, 60), (380, 478, 70)):
        x += rng.uniform(-14, 14)
        canvas.fill(ellipse(x, y, r, r * 0.32), darken(dust, 0.3))
        canvas.fill(ellipse(x, y + r * 0.08, r * 0.86, r * 0.22), darken(dust, 0.14))


def bank(world: World, of: str) -> None:
    """A strip of land along the lower edge, for what stands by the water."""
    colors = {"sand": world.tone("#e6cb8e"), "snow": world.tone("#f2f7fb")}
    color = colors.get(of) or grass_color(world)
    edge = [(-60, 440), (120, 424), (300, 434), (580, 416), (580, 560), (-60, 560)]
    with world.canvas.group("shore"):
        world.canvas.fill(smooth(edge), world.canvas.gradient([lighten(color, 0.12), darken(color, 0.12)]))
