"""Calm grounds for things that are not in a landscape: studio, room, table, wall, plain background."""

from .canvas.canvas import SIZE, Canvas
from .canvas.figures import Figure, ellipse, path, polygon, polyline, rect, smooth
from .canvas.paint import Paint
from .canvas.textures import draw_texture
from .colors import backdrop_for, darken, hls, lighten, luminance, mix, shift
from .words.scene import Item, Scene

BACKDROPS = {}


def backdrop(*names: str):
    """Register a backdrop: function(canvas, item, base colour, echo colour)."""

    def register(function):
        BACKDROPS.update(dict.fromkeys(names, function))
        return function

    return register


def base_color(scene: Scene, rng) -> str:
    """A wall colour that lets every asked colour of the scene be seen."""
    subject = scene.items[0] if scene.items else Item()
    return backdrop_for(subject.paint().color, rng)


def draw_backdrop(canvas: Canvas, scene: Scene, default: str = "studio") -> str:
    """Draw the backdrop that the words name, or the default one; returns its name."""
    item = next((i for i in scene.of_kind("backdrop") if i.noun in BACKDROPS), None)
    name = item.noun if item else default
    base = base_color(scene, canvas.rng)
    echoes = [c for i in scene.items[1:] if i is not item for c in i.colors]
    with canvas.group(name):
        BACKDROPS[name](canvas, item, base, echoes[0] if echoes else None)
    for other in scene.of_kind("backdrop"):
        place = SURFACES.get(name, {}).get(other.noun)
        if place and other is not item:
            scene.used.append(other)
            with canvas.group(other.noun):
                textured(canvas, other, place, "#b9814c")
    return name


def textured(canvas: Canvas, item: Item | None, figure: Figure, color: str) -> None:
    """Fill a figure in the backdrop's own colour and material."""
    paint = item.paint(color) if item else Paint(color)
    canvas.fill(figure, canvas.gradient([lighten(paint.color, 0.12), darken(paint.color, 0.06)]))
    if paint.texture not in ("metal", "gem"):
        draw_texture(canvas, paint, figure)


WHOLE = rect(0, 0, SIZE, SIZE)
FLOOR = polygon([(96, 360), (512, 360), (512, 512), (0, 512), (0, 470)])
# Backdrop -> what else the words may name of it, and where that is.
SURFACES = {
    "room": {"floor": FLOOR, "surface": FLOOR, "fabric": FLOOR, "wall": rect(96, 60, 416, 300)},
    "wall": {"floor": rect(0, 430, SIZE, 90), "surface": rect(0, 430, SIZE, 90)},
    "table": {"surface": rect(0, 356, SIZE, 160)},
}


@backdrop("studio", "stage")
def studio(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """A wall with one large plain figure and a floor; the figure echoes a second asked colour, softened."""
    canvas.fill(WHOLE, canvas.gradient([lighten(base, 0.25), base]))
    side = canvas.rng.choice((0.36, 0.64))
    disc = mix(echo, base, 0.12) if echo else shift(base, hue=0.06, lightness=0.07 if luminance(base) < 0.6 else -0.1)
    x, tones = SIZE * side, canvas.gradient([lighten(disc, 0.12), disc])
    halo = canvas.rng.choice(("disc", "arch", "slope"))
    if halo == "disc":
        canvas.fill(ellipse(x, 216, 192), tones)
    elif halo == "arch":
        left, right = f"{x - 170:.1f}", f"{x + 170:.1f}"
        canvas.fill(path(f"M{left} 460L{left} 200C{left} -20 {right} -20 {right} 200L{right} 460Z"), tones)
    else:
        canvas.fill(smooth([(-80, 330), (130, 120), (330, 190), (600, 20), (600, 560), (-80, 560)]), tones)
    floor = darken(base, 0.2)
    canvas.fill(
        smooth([(-80, 440), (160, 420), (380, 430), (600, 412), (600, 640), (-80, 640)]),
        canvas.gradient([floor, darken(floor, 0.16)]),
    )


@backdrop("background", "canvas", "fabric", "surface")
def plain(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """The whole sheet in one material, with broad tonal sweeps that keep it alive."""
    color = item.paint(base).color if item else base
    textured(canvas, item, WHOLE, base)
    for y, amount in ((330, 0.07), (430, 0.13)):
        sweep = smooth([(-80, y + 40), (120, y - 20), (340, y + 40), (600, y - 50), (600, 640), (-80, 640)])
        canvas.fill(sweep, darken(color, 0.5), amount)


@backdrop("abstract")
def abstract(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """Two large quiet shapes over a diagonal gradient."""
    soft = lighten(base, 0.2)
    canvas.fill(WHOLE, canvas.gradient([lighten(soft, 0.3), soft, darken(soft, 0.1)], (1, 1)))
    x = canvas.rng.choice((60, 440))
    canvas.fill(ellipse(x, 120, 230), lighten(soft, 0.35), 0.55)
    canvas.fill(ellipse(SIZE - x, 500, 250), darken(soft, 0.22), 0.4)


@backdrop("wall")
def wall(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    textured(canvas, item, WHOLE, base)
    color = item.paint(base).color if item else base
    floor = darken(shift(color, saturation=-0.15), 0.38)
    canvas.fill(rect(0, 430, SIZE, 90), canvas.gradient([floor, darken(floor, 0.2)]))
    canvas.fill(rect(0, 422, SIZE, 12), lighten(color, 0.4))


@backdrop("room")
def room(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """Back wall, side wall and floor in one-point perspective, with a window and a rug."""
    color = item.paint(base).color if item else base
    canvas.fill(WHOLE, color)
    canvas.fill(rect(96, 60, 416, 300), canvas.gradient([lighten(color, 0.24), lighten(color, 0.06)]))
    canvas.fill(polygon([(0, 0), (96, 60), (96, 360), (0, 470)]), darken(color, 0.16))
    canvas.fill(polygon([(0, 0), (512, 0), (512, 60), (96, 60)]), lighten(color, 0.4))
    floor = darken(shift(color, saturation=-0.1), 0.26)
    canvas.fill(
        FLOOR,
        canvas.gradient([lighten(floor, 0.08), darken(floor, 0.14)]),
    )
    window = polygon([(356, 96), (472, 96), (472, 236), (356, 236)])
    canvas.fill(window, canvas.gradient(["#8fd0f5", "#e6f7fb"]))
    canvas.line(window, lighten(color, 0.65), 12)
    canvas.line(path("M414 96L414 236M356 166L472 166"), lighten(color, 0.65), 8)
    canvas.fill(polygon([(300, 384), (420, 384), (470, 470), (250, 470)]), "#ffffff", 0.16)


@backdrop("table", "shelf", "floor")
def table(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """A wall behind a table top, in the table's material."""
    canvas.fill(WHOLE, canvas.gradient([lighten(base, 0.3), base]))
    glow = lighten(echo, 0.35) if echo else lighten(base, 0.4)
    canvas.fill(ellipse(SIZE * canvas.rng.choice((0.3, 0.68)), 170, 150), mix(glow, base, 0.35))
    wood = hls(base)[1] < 0.6
    textured(canvas, item, rect(0, 356, SIZE, 160), "#b9814c" if wood else "#a8703f")
    edge = darken(item.paint("#a8703f").color if item else "#a8703f", 0.3)
    canvas.fill(rect(0, 350, SIZE, 9), lighten(edge, 0.45))


@backdrop("windowsill")
def windowsill(canvas: Canvas, item: Item | None, base: str, echo: str | None) -> None:
    """A window on a garden above a deep sill."""
    wall_color = "#c98f6a"
    canvas.fill(WHOLE, wall_color)
    canvas.fill(rect(56, 30, 400, 340), canvas.gradient(["#6db9ec", "#d8f0f4"]))
    canvas.fill(smooth([(40, 300), (160, 250), (300, 290), (470, 240), (480, 400), (30, 400)]), "#6fae58")
    canvas.fill(ellipse(130, 110, 46, 22), "#ffffff")
    canvas.fill(ellipse(176, 100, 40, 26), "#ffffff")
    canvas.line(rect(56, 30, 400, 350), "#fff8ea", 22)
    canvas.line(polyline((256, 30), (256, 370)), "#fff8ea", 14)
    canvas.fill(polygon([(0, 400), (30, 372), (482, 372), (512, 400)]), "#fffaf0")
    canvas.fill(rect(0, 398, SIZE, 70), "#e6d6bf")
    canvas.fill(rect(0, 466, SIZE, 60), darken(wall_color, 0.2))
    for x, color in ((20, "#7b3b4a"), (492, "#7b3b4a")):
        canvas.fill(rect(x - 40, 0, 80, 372), color)
