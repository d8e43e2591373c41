"""What stands near in a landscape: trees, flowers, mist, falls and bridges; registered like the rest of the land."""

import math

from .canvas import SIZE, ellipse, polygon, regular, smooth
from .colors import darken, lighten
from .language import Item
from .scenery import broadleaf, feature
from .sky import World


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
    if item and not item.plural and (item.count or 1) == 1:  # one tree, and a large one
        x, y = SIZE * world.rng.choice((0.3, 0.68)) + world.rng.uniform(-20, 20), world.horizon + 130
        world.canvas.fill(ellipse(x + 40, y, 130, 20), "#140c30", 0.22)
        broadleaf(world, x, y, 340, color)
        return
    for x, y, height in (
        (70, world.horizon + 66, 220),
        (SIZE - 66, world.horizon + 74, 250),
        (176, world.horizon + 34, 150),
        (386, world.horizon + 30, 160),
    ):
        broadleaf(world, x + world.rng.uniform(-14, 14), y, height, world.vary(color))


@feature(2, "sunflowers")
def sunflowers(world: World, item: Item | None) -> None:
    flower_rows(world, item.colors if item and item.colors else ["#ffc61a"], "#5a3418", 13, "#5aa03c")


@feature(2, "flowers")
def flowers(world: World, item: Item | None) -> None:
    colors = item.colors if item and len(item.colors) > 1 else [world.asked(item, "#e85a8a")]
    flower_rows(world, colors, "#ffd84d" if "#fbdc1c" not in colors else "#fff6d8", 6, None)


def flower_rows(world: World, colors: list[str], heart: str, petals: int, leaf: str | None) -> None:
    """Blooms growing larger towards the front edge, in the colours by turns; the middle is kept low for the subject."""
    for row, (y, radius, count) in enumerate(
        ((world.horizon + 34, 11, 12), (world.horizon + 92, 20, 8), (SIZE - 42, 37, 6))
    ):
        for i in range(count):
            x = SIZE * (i + 0.5 * (row % 2) + 0.25) / count + world.rng.uniform(-7, 7)
            cy = y + world.rng.uniform(-12, 12)
            if leaf:
                world.canvas.line(f"M{x:.0f} {cy:.0f}L{x:.0f} {cy + radius * 3:.0f}", leaf, max(6, radius * 0.3))
            world.canvas.fill(regular(x, cy, radius, petals, inner=0.62), colors[(i + row) % len(colors)])
            world.canvas.fill(ellipse(x, cy, radius * 0.45), heart)


@feature(2, "fog")
def fog(world: World, item: Item | None) -> None:
    color = world.asked(item, "#eef2f2")
    for i in range(4):
        y = world.horizon - 60 + i * 62 + world.rng.uniform(-10, 10)
        world.canvas.fill(
            smooth([(-80, y), (120, y - 22), (300, y + 8), (600, y - 14), (600, y + 30), (280, y + 46), (-80, y + 34)]),
            color,
            0.45,
        )


@feature(2, "bridge")
def bridge(world: World, item: Item | None) -> None:
    """A round footbridge; of stone, brick or marble with an arch, or hung from two towers."""
    color, y = world.asked(item, "#a5573c"), world.horizon
    if item and "suspension" in world.traits:
        suspension(world, color)
        return
    if item and {"stone", "brick", "marble", "concrete"} & {*item.materials}:
        arched(world, item)
        return
    world.canvas.line(smooth([(-20, y + 60), (256, y - 40), (532, y + 60)], closed=False), color, 24)
    world.canvas.line(smooth([(-20, y + 16), (256, y - 88), (532, y + 16)], closed=False), darken(color, 0.2), 10)
    for x in range(20, SIZE, 68):
        lift = 100 * (1 - ((x - 256) / 276) ** 2)
        world.canvas.line(f"M{x} {y + 60 - lift:.0f}L{x} {y + 14 - lift:.0f}", darken(color, 0.2), 9)


def suspension(world: World, color: str) -> None:
    """Two towers, the cable between them and its hangers."""
    canvas, y = world.canvas, world.horizon
    deck = y + 62
    for a, b, c in ((-60, 20, 120), (120, 256, 392), (392, 492, 572)):
        sag = [(a, y - 130 if a > 0 else y - 20), (b, y + 30), (c, y - 130 if c < SIZE else y - 20)]
        canvas.line(smooth(sag, closed=False), darken(color, 0.2), 9)
    for x in range(148, 380, 36):
        top = y + 30 - 160 * ((x - 256) / 136) ** 2
        canvas.line(f"M{x} {top:.0f}L{x} {deck}", darken(color, 0.2), 6)
    for x in (120, 392):
        canvas.fill(polygon([(x - 16, y - 140), (x + 16, y - 140), (x + 22, y + 150), (x - 22, y + 150)]), color)
        shade = [(x + 4, y - 140), (x + 16, y - 140), (x + 22, y + 150), (x + 6, y + 150)]
        canvas.fill(polygon(shade), darken(color, 0.3))
    canvas.fill(polygon([(-10, deck - 10), (SIZE + 10, deck - 10), (SIZE + 10, deck + 18), (-10, deck + 18)]), color)
    canvas.fill(polygon([(-10, deck + 8), (SIZE + 10, deck + 8), (SIZE + 10, deck + 18), (-10, deck + 18)]),
                darken(color, 0.3))  # fmt: skip


def arched(world: World, item: Item) -> None:
    """Masonry over one wide arch."""
    y = world.horizon
    paint = item.paint("#a59f94")
    body = (f"M-20 {y + 40:.1f}C140 {y - 30:.1f} 372 {y - 30:.1f} 532 {y + 40:.1f}L532 {y + 150:.1f}L396 {y + 150:.1f}"
            f"C396 {y + 16:.1f} 116 {y + 16:.1f} 116 {y + 150:.1f}L-20 {y + 150:.1f}Z")  # fmt: skip
    world.canvas.surface(body, paint, 0.2)
    rail = smooth([(-20, y + 34), (256, y - 22), (532, y + 34)], closed=False)
    world.canvas.line(rail, darken(paint.color, 0.3), 16)
    world.canvas.line(rail, lighten(paint.color, 0.3), 7)
