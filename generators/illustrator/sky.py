"""Time of day and weather: the light of a scene, and the sky it paints."""

import math
import random
from dataclasses import dataclass, field

from .canvas.canvas import SIZE, Canvas
from .canvas.figures import Figure, ellipse, joined, number, numbers, polygon, polyline, rect, regular, ribbon, smooth
from .colors import darken, lighten, luminance, mix, shift
from .words.scene import Item, Scene


@dataclass(frozen=True)
class Light:
    """Sky colours from top to horizon, and the colour that the light mixes into everything (by `amount`)."""

    stops: tuple[str, ...]
    ambient: str
    amount: float
    sun: str | None = None  # "sun", "low", "moon" or None
    stars: bool = False


LIGHTS = {
    "day": Light(("#2f8fdb", "#7cc4ee", "#dff2f5"), "#fff0c0", 0.06, "sun"),
    "noon": Light(("#1f83dc", "#6fbff2", "#d3eef8"), "#fff4d0", 0.04, "sun"),
    "dawn": Light(("#5f86cf", "#f3a7a4", "#ffe3a8"), "#f0a080", 0.2, "low"),
    "sunset": Light(("#3c2f80", "#d9486e", "#ff9a4f", "#ffd884"), "#a8325c", 0.26, "low"),
    "dusk": Light(("#241c5a", "#6b3a92", "#d9688e", "#ffb273"), "#4a2a7c", 0.34, "low"),
    "night": Light(("#070d33", "#152461", "#3c4f96"), "#0c1648", 0.5, "moon", True),
    "overcast": Light(("#7d8c9c", "#a9b7c2", "#dde3e4"), "#8795a2", 0.18),
    "storm": Light(("#23293d", "#444f66", "#8b95a0"), "#2b3248", 0.4),
    "fog": Light(("#b9c5cb", "#ccd6d8", "#e6ebe8"), "#c3ced2", 0.3),
}

# Words of the scene, strongest first -> light.
CHOICES = [
    ("night", "night"), ("eclipse", "night"), ("moonlit", "night"), ("stars", "night"), ("aurora", "night"),
    ("moon", "night"),
    ("meteors", "night"), ("fireworks", "night"), ("dusk", "dusk"), ("twilight", "dusk"),
    ("sunset", "sunset"), ("dawn", "dawn"),
    ("sunrise", "dawn"), ("stormy", "storm"), ("storm", "storm"), ("lightning", "storm"), ("rainy", "overcast"),
    ("rain", "overcast"), ("foggy", "fog"), ("overcast", "overcast"), ("noon", "noon"), ("sunny", "noon"),
    ("streetlamp", "dusk"), ("hauntedhouse", "night"),
]  # fmt: skip


def choose_light(scene: Scene) -> tuple[str, Light]:
    """The name and light that the scene's words ask for; day when they ask for none."""
    words = scene.traits() | {i.noun for i in scene.items} | {m.noun for i in scene.items for m in i.modifiers}
    name = next((light for word, light in CHOICES if word in words), "day")
    return name, LIGHTS[name]


@dataclass
class World:
    """What the scenery functions share while a landscape is drawn."""

    canvas: Canvas
    rng: random.Random
    scene: Scene
    light: Light
    time: str
    horizon: float
    traits: set[str] = field(default_factory=set)
    tint: str | None = None  # an asked colour that the whole scene leans to
    sun_at: tuple[float, float] | None = None

    @property
    def snowy(self) -> bool:
        return "snowy" in self.traits

    @property
    def autumn(self) -> bool:
        return "autumn" in self.traits

    @property
    def haze(self) -> str:
        """The colour that distance fades to."""
        far = self.light.stops[-1]
        return mix(far, self.tint, 0.55) if self.tint else far

    @property
    def pool_color(self) -> str:
        """The water that the words name, or a clear mountain pool's."""
        named = next((i for i in self.scene.items if i.noun in ("lake", "river", "sea") and i.colors), None)
        return named.colors[0] if named else self.tone("#3fa9c4")

    def tone(self, color: str, distance: float = 0.0) -> str:
        """A natural colour as this light shows it; distance 0 (near) to 1 fades it into the haze."""
        return mix(mix(color, self.light.ambient, self.light.amount), self.haze, distance * 0.75)

    def asked(self, item: Item | None, default: str, distance: float = 0.0) -> str:
        """The item's own colour (or its modifier's: "red maple trees"), nearly pure, or the default in this light."""
        colors = [c for i in (item, *item.modifiers) for c in i.colors] if item else []
        return mix(colors[0], self.haze, distance * 0.35) if colors else self.tone(default, distance)

    def vary(self, color: str, amount: float = 0.025) -> str:
        return shift(color, hue=self.rng.uniform(-amount, amount) / 2, lightness=self.rng.uniform(-amount, amount))


def sky_colors(world: World, items: list[Item]) -> list[str]:
    """Gradient stops, leaning to the colours asked for the sky or, weaker, for the whole scene."""
    stops = list(world.light.stops)
    asked = [
        c
        for i in items
        for c in i.colors
        if i.noun in ("sky", "sunset", "sunrise", "dawn", "dusk", "night", "twilight")
    ]
    if len(asked) > 1 and any("fade" in i.materials for i in items):
        return asked
    if asked:
        color = asked[0]
        glow = asked[1] if len(asked) > 1 else lighten(shift(color, hue=0.03), 0.35)
        return [darken(color, 0.28), color, color, glow]
    if world.tint:
        return [mix(s, world.tint, 0.5 - 0.12 * i) for i, s in enumerate(stops)]
    return stops


def draw_sky(world: World) -> None:
    """Sky gradient, its lights, and the clouds."""
    canvas, rng = world.canvas, world.rng
    items = world.scene.of_kind("sky")
    nouns = {i.noun: i for i in items}
    stops = sky_colors(world, items)
    fading = any("fade" in i.materials for i in items)
    bottom = world.horizon * (1.04 if fading else 1.3)  # what light there is shows above the land
    spread = [((i + 1) / (len(stops) + 1), color, 1) for i, color in enumerate(stops)]
    canvas.fill(rect(0, 0, SIZE, SIZE), canvas.gradient(spread, (0, bottom / SIZE)))
    if world.light.stars:
        draw_stars(world)
    if "aurora" in nouns:
        with canvas.group("aurora"):
            draw_aurora(world, nouns["aurora"])
    place = (rng.uniform(0.18, 0.84) * SIZE, world.horizon * rng.uniform(0.22, 0.4))
    if "meteors" in nouns:
        with canvas.group("meteors"):
            draw_meteors(world, nouns["meteors"])
    if "fireworks" in nouns:
        with canvas.group("fireworks"):
            draw_fireworks(world, nouns["fireworks"])
    if "eclipse" in nouns:
        with canvas.group("eclipse"):
            draw_eclipse(world, (SIZE * 0.42, 112))
    elif "rainbow" in nouns:
        with canvas.group("rainbow"):
            draw_rainbow(world)
    elif "cloudy" not in world.traits and world.light.sun:
        draw_luminary(world, place, nouns)
        world.sun_at = place
    cloudy = {"cloudy", "overcast", "stormy", "rainy"} & (world.traits | set(nouns)) or "storm" in nouns
    count = 5 if cloudy else 0 if world.time == "night" or "clear" in world.traits else rng.choice((1, 2, 3))
    with canvas.group("clouds"):
        draw_clouds(world, count, bool(cloudy))
    if world.time in ("day", "noon", "dawn", "sunset") and not cloudy and rng.random() < 0.35:
        with canvas.group("birds"):
            draw_birds(world)
    if "lightning" in nouns or "storm" in nouns or "stormy" in world.traits:
        with canvas.group("lightning"):
            draw_bolt(world)
    if {"rain", "rainy"} & (world.traits | set(nouns)):
        drops = [(rng.uniform(0, SIZE), rng.uniform(world.horizon * 0.4, world.horizon)) for _ in range(24)]
        with canvas.group("rain"):
            canvas.line(joined([polyline((x, y), (x - 8, y + 26), digits=0) for x, y in drops]), "#dfeaf2", 5, 0.5)


def draw_stars(world: World) -> None:
    rng = world.rng
    stars = []
    for i in range(26):
        x, y = rng.uniform(10, SIZE - 10), rng.uniform(8, world.horizon * 0.72)
        stars.append(star(x, y, rng.uniform(10, 14)) if i % 4 == 0 else spark(x, y, rng.uniform(3.6, 5)))
    with world.canvas.group("stars"):
        world.canvas.fill(joined(stars), "#fff6d8", 0.95)


def star(x: float, y: float, radius: float) -> Figure:
    """A star of four rays."""
    return regular(x, y, radius, 4, inner=0.4, digits=0)


def spark(x: float, y: float, radius: float) -> Figure:
    """A star too small to show its rays."""
    return regular(x, y, radius, 4, digits=0)


def draw_luminary(world: World, place: tuple[float, float], nouns: dict[str, Item]) -> None:
    """The sun, low or high, or the moon."""
    with world.canvas.group("moon" if world.light.sun == "moon" else "sun"):
        _luminary(world, place, nouns)


def _luminary(world: World, place: tuple[float, float], nouns: dict[str, Item]) -> None:
    canvas, (x, y) = world.canvas, place
    if world.light.sun == "moon":
        color = next(iter(nouns["moon"].colors if "moon" in nouns else ()), "#fdf3d0")
        canvas.glow(x, y, 120, "#dfe8ff", 0.45)
        if "crescent" in world.traits:
            points = [(16, -44), (-30, -38), (-50, 6), (-22, 42), (34, 34), (0, 24), (-20, -10), (-8, -32)]
            canvas.fill(smooth([(x + dx, y + dy) for dx, dy in points]), color)
            return
        canvas.fill(ellipse(x, y, 38), color)
        for dx, dy, r in ((-12, -8, 9), (10, 6, 7), (-4, 16, 6)):
            canvas.fill(ellipse(x + dx, y + dy, r), darken(color, 0.14))
        return
    low = world.light.sun == "low"
    ridges = any(i.noun in ("hill", "mountain", "forest") for i in world.scene.items)
    y = world.horizon - (104 if ridges else 52) if low else y
    color = nouns["sun"].colors[0] if "sun" in nouns and nouns["sun"].colors else "#fff3b0" if low else "#ffe25c"
    radius = 46 if low or "sun" in nouns else 36
    canvas.glow(x, y, radius * 4.2, lighten(color, 0.4), 0.75)
    if "sun" in nouns and not low:
        canvas.fill(regular(x, y, radius * 1.75, 14, inner=0.66), lighten(color, 0.25), 0.8)
    canvas.fill(ellipse(x, y, radius), color)
    if "sun" in nouns and "smiling" in nouns["sun"].traits:
        smile(canvas, x, y, radius)


def smile(canvas, x: float, y: float, radius: float) -> None:
    """Two eyes and a mouth on the sun."""
    ink = "#6b3a1a"
    for side in (-0.36, 0.36):
        canvas.fill(ellipse(x + side * radius, y - 0.2 * radius, 0.12 * radius, 0.17 * radius), ink)
    half, low = 0.48 * radius, y + 0.18 * radius
    mouth = [(x - half, low), (x, low + 0.14 * radius), (x + half, low), (x + 0.6 * half, low + 0.34 * radius),
             (x, low + 0.44 * radius), (x - 0.6 * half, low + 0.34 * radius)]  # fmt: skip
    canvas.fill(smooth(mouth), ink)


def draw_meteors(world: World, item: Item) -> None:
    """Shooting stars with tails, all from one side; a single one is a comet."""
    canvas, rng = world.canvas, world.rng
    several = item.plural or item.word == "meteor shower"
    for _ in range(6 if several else 1):
        x, y = rng.uniform(60, 400), rng.uniform(30, world.horizon * 0.62)
        r = rng.uniform(6, 10) if several else 17
        color = next(iter(item.colors), "#fff3c4")
        tail = polygon([(x - r * 0.5, y + r), (x + r * 12, y - r * 6.4), (x + r, y - r * 0.3)])
        canvas.fill(tail, color, 0.55)
        canvas.glow(x, y, r * 3.4, color, 0.7)
        canvas.fill(ellipse(x, y, r), "#fffdf0")


def draw_fireworks(world: World, item: Item) -> None:
    """Three bursts of streaks in bright colours."""
    colors = item.colors or ["#ff5a7a", "#ffd34d", "#5ad0ff"]
    for i, (x, y, r) in enumerate(((130, 110, 92), (340, 84, 76), (420, 190, 58))):
        x, y = x + world.rng.uniform(-20, 20), y + world.rng.uniform(-12, 12)
        color = colors[i % len(colors)]
        world.canvas.glow(x, y, r * 1.3, color, 0.5)
        rays, tips = [], []
        for k in range(12):
            a, outer = math.tau * k / 12, r * (1 if k % 2 else 0.78)
            start, end, tip = ((x + q * math.cos(a), y + q * math.sin(a)) for q in (r * 0.34, outer, outer * 1.12))
            rays.append(polyline(start, end, digits=0))
            tips.append(regular(*tip, 5.6, 8, digits=0))
        world.canvas.line(joined(rays), color, 7)
        world.canvas.fill(joined(tips), lighten(color, 0.5))


def draw_eclipse(world: World, place: tuple[float, float]) -> None:
    x, y = place
    world.canvas.glow(x, y, 190, "#ff7a4a", 0.6)
    world.canvas.fill(ellipse(x, y, 74), "#d9603a")
    world.canvas.fill(ellipse(x - 20, y - 16, 12), "#b54a30")
    world.canvas.fill(ellipse(x + 30, y - 24, 10), "#e98a5a")
    world.canvas.fill(ellipse(x + 20, y + 28, 14), "#c2522f")
    world.canvas.fill(lens((x, y), 74, (x - 62, y + 30), 84), "#3c1330", 0.85)


def lens(a: tuple[float, float], ra: float, b: tuple[float, float], rb: float) -> Figure:
    """What two overlapping circles share, given by their centres and radii."""
    (ax, ay), (bx, by) = a, b
    apart = math.dist(a, b)
    along = (ra**2 - rb**2 + apart**2) / (2 * apart)  # from a's centre to the chord between the two crossings
    half = math.sqrt(ra**2 - along**2)
    ux, uy = (bx - ax) / apart, (by - ay) / apart
    x, y = ax + ux * along - uy * half, ay + uy * along + ux * half
    chord = numbers((2 * half * uy, -2 * half * ux))
    back = numbers((-2 * half * uy, 2 * half * ux))
    wide = int(along < 0)  # a's centre is on b's side of the chord
    d = f"M{numbers((x, y))}a{number(ra)} {number(ra)} 0 {wide} 0 {chord}a{number(rb)} {number(rb)} 0 0 0 {back}z"
    return ribbon(d, (ax - ra, ay - ra, ax + ra, ay + ra))


def draw_aurora(world: World, item: Item) -> None:
    colors = item.colors or ["#3df0a0", "#5ad0ff", "#b46cff"]
    for i in range(3):
        y, rng = 40 + i * 40, world.rng
        top = [(x, y + rng.uniform(-26, 26)) for x in range(-40, SIZE + 80, 90)]
        band = smooth(top + [(x, py + 110) for x, py in reversed(top)], digits=0)
        world.canvas.fill(band, colors[i % len(colors)], 0.45)


def draw_rainbow(world: World) -> None:
    """A half circle that ends where the land begins."""
    foot = world.horizon + 20
    for i, color in enumerate(("#ee3b3b", "#ff9a2e", "#ffe14a", "#4cc35a", "#3d8fe8", "#8a4fd0")):
        r, x = 230 - i * 15, SIZE // 2
        arc = ribbon(f"M{x - r} {number(foot)}a{r} {r} 0 0 1 {2 * r} 0", (x - r, foot - r, x + r, foot))
        world.canvas.line(arc, color, 15, 0.85)


def draw_bolt(world: World) -> None:
    x = world.rng.uniform(0.3, 0.6) * SIZE
    h = world.horizon
    points = [
        (x, h * 0.2),
        (x + 34, h * 0.2),
        (x + 14, h * 0.5),
        (x + 42, h * 0.5),
        (x - 16, h),
        (x, h * 0.62),
        (x - 24, h * 0.62),
    ]
    world.canvas.fill(polygon(points), "#fff3a0")


# A flat-bottomed cloud, 100 wide, its base at y = 4: five puffs from left to right.
PUFFS = ("M-45 4a9 9 0 0 1-1.9-16.7 17 17 0 0 1 17.3-15.3 24 24 0 0 1 43.4-4 19 19 0 0 1 25.1 16A10.5 10.5 0 0 1 43 4z",
         (-53, -44, 50, 4))  # fmt: skip
# A long thin cloud of three streaks, 100 wide.
STREAKS = ("M-46-6q26-7 52-1.5q44-3 44 7.5q0 2-2 3q5 1 5 4.5q-22 8-54 1.5q-49 2-49-8.5q0-3 4-6.5z",
           (-50, -10, 53, 10))  # fmt: skip


def draw_clouds(world: World, count: int, heavy: bool) -> None:
    """Puffs or streaks of several sizes; under a fair sky they leave the sun alone."""
    asked = next((i for i in world.scene.items if i.noun == "cloud"), None)
    rng, count = world.rng, max(count, 4 if asked else 0)
    base = asked.colors[0] if asked and asked.colors else mix("#ffffff", world.light.stops[-1], 0.25)
    if world.time in ("storm", "night"):
        base = mix(base, world.light.stops[1], 0.55)
    low = world.light.sun == "low"
    shape = rng.choice((PUFFS, PUFFS, STREAKS)) if not heavy and not asked else PUFFS
    with world.canvas.sprite("cloud") as outline:
        world.canvas.fill(ribbon(*shape), None)
    for i in range(count):
        x = SIZE * ((i + 0.5) / count + rng.uniform(-0.08, 0.08))
        y = world.horizon * (0.2 + 0.24 * (i % 2) + rng.uniform(0, 0.2))
        width = rng.uniform(110, 220) * (1.3 if heavy else 0.9 if shape is PUFFS else 1.2)
        if world.sun_at and not heavy and abs(x - world.sun_at[0]) < width * 0.5 + 60 and not low:
            x = (x + SIZE / 2) % SIZE if count == 1 else x - 140 if x < world.sun_at[0] else x + 140
        scale, shadow = width / 100, mix(base, world.light.stops[0], 0.32 if heavy else 0.2)
        if shape is PUFFS:
            world.canvas.use(outline.id, x + 7, y + 9, scale, fill=shadow)
        world.canvas.use(outline.id, x, y, scale, fill=base if luminance(base) > 0.3 else lighten(base, 0.1))


def draw_birds(world: World) -> None:
    """A few gulls far off, where the sky has room."""
    x, y = world.rng.uniform(60, 150), world.rng.uniform(0.3, 0.5) * world.horizon
    if world.sun_at and world.sun_at[0] < SIZE / 2:  # on the other side than the sun
        x += 240
    wings = []
    for i in range(world.rng.choice((2, 3))):
        bx, by, w = x + 42 * i, y - 20 * (i % 2), 15 + 3 * (i % 2)
        points = [(bx - w, by - 8), (bx - w * 0.5, by - 12), (bx, by), (bx + w * 0.5, by - 12), (bx + w, by - 8)]
        wings.append(smooth(points, closed=False, digits=0))
    world.canvas.line(joined(wings), mix("#2b3350", world.light.stops[1], 0.25), 6)
