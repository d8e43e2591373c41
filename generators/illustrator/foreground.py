"""Rows of flowers and banks of mist: strewn over the ground, larger towards the front edge."""

from .canvas.canvas import SIZE
from .canvas.figures import ellipse, flower, polygon, polyline, regular, smooth
from .colors import lighten
from .scenery import feature
from .sky import World
from .words.scene import Item


@feature(2, "sunflowers")
def sunflowers(world: World, item: Item | None) -> None:
    flower_rows(world, item.colors if item and item.colors else ["#ffc61a"], "#5a3418", 13, "#5aa03c")


@feature(2, "flowers")
def flowers(world: World, item: Item | None) -> None:
    colors = item.colors if item and len(item.colors) > 1 else [world.asked(item, "#e85a8a")]
    if item and item.word.startswith("tulip"):
        tulip_rows(world, colors)
        return
    flower_rows(world, colors, "#ffd84d" if "#fbdc1c" not in colors else "#fff6d8", 6, None)


def tulip_rows(world: World, colors: list[str]) -> None:
    """Tulips on their stems, larger towards the front edge."""
    green = world.tone("#4f9a45")
    for row, (y, size, count) in enumerate(((world.horizon + 60, 34, 14), (world.horizon + 126, 60, 9), (508, 104, 6))):
        for i in range(count):
            x = SIZE * (i + 0.5 * (row % 2) + 0.25) / count + world.rng.uniform(-7, 7)
            color = colors[(i + row) % len(colors)]
            with world.canvas.frame(x, y + world.rng.uniform(-8, 8), size, kind="tulip"):
                world.canvas.line(polyline((50, 36), (50, 100)), green, 8)
                world.canvas.fill(smooth([(50, 98), (24, 78), (22, 52), (42, 76)]), green)
                cup = polygon([(28, 4), (40, 16), (50, 0), (60, 16), (72, 4), (74, 30), (60, 48), (40, 48), (26, 30)])
                world.canvas.fill(cup, color)
                world.canvas.fill(ellipse(50, 28, 11, 18), lighten(color, 0.2))


def flower_rows(world: World, colors: list[str], heart: str, petals: int, leaf: str | None) -> None:
    """Blooms growing larger towards the front edge, in the colours by turns; the middle is kept low for the subject."""
    for row, (y, radius, count) in enumerate(
        ((world.horizon + 34, 11, 12), (world.horizon + 92, 20, 8), (SIZE - 42, 37, 6))
    ):
        for i in range(count):
            x = SIZE * (i + 0.5 * (row % 2) + 0.25) / count + world.rng.uniform(-7, 7)
            cy = y + world.rng.uniform(-12, 12)
            with world.canvas.frame(x, cy + radius, 2 * radius, kind="bloom"):
                if leaf:
                    world.canvas.line(polyline((50, 50), (50, 200)), leaf, max(6 * world.canvas.unit, 15))
                pointed = regular(50, 50, 50, petals, inner=0.62, digits=0)
                bloom = flower(50, 50, 50, petals) if petals < 10 else pointed
                world.canvas.fill(bloom, colors[(i + row) % len(colors)])
                world.canvas.fill(ellipse(50, 50, 22.5), heart)


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
