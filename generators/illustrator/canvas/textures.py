"""Visible materials and patterns: each draws over a box, in the current frame, clipped by the caller.

A texture is `function(canvas, paint, (x0, y0, x1, y1), u)`, u being one output pixel. Features are at least 6 px wide,
since thinner ones do not survive tracing.
"""

import math

from ..colors import darken, lighten, luminance, mix, shift
from .canvas import Canvas
from .paint import Paint
from .paths import bounds, ellipse, polygon, rect, regular, smooth

TEXTURES = {}


def texture(*names: str):
    """Register a texture under its names."""

    def register(function):
        TEXTURES.update(dict.fromkeys(names, function))
        return function

    return register


def surface(canvas: Canvas, d: str, paint: Paint, shade: float = 0.14) -> None:
    """Fill a path with a paint: lit from the upper left, with the paint's texture clipped to it."""
    stops = [lighten(paint.color, shade), paint.color, darken(paint.color, shade)]
    canvas.fill(d, canvas.gradient(stops, (1, 1)), paint.opacity)
    if paint.texture:
        with canvas.clipped(f'<path d="{d}"/>'):
            draw_texture(canvas, paint, bounds(d))


def draw_texture(canvas: Canvas, paint: Paint, box: tuple[float, float, float, float]) -> None:
    """Draw the paint's texture over the box; unknown names draw nothing."""
    if paint.texture in TEXTURES:
        TEXTURES[paint.texture](canvas, paint, box, canvas.unit)


def _steps(start: float, stop: float, pitch: float) -> list[float]:
    return [start + pitch * i for i in range(min(80, int((stop - start) / pitch) + 2))]


def contrast(paint: Paint) -> str:
    """The second colour of a pattern: the asked one, or cream on dark and ink on light."""
    if paint.second:
        return paint.second
    return "#f8f4e6" if luminance(paint.color) < 0.72 else darken(paint.color, 0.55)


@texture("corduroy", "ribbed")
def corduroy(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for x in _steps(x0, x1, 15 * u):
        canvas.fill(rect(x, y0, 6.5 * u, y1 - y0), darken(paint.color, 0.26), 0.8)
        canvas.fill(rect(x + 8.5 * u, y0, 4 * u, y1 - y0), lighten(paint.color, 0.2), 0.45)


@texture("wool", "tweed", "felt", "fleece")
def wool(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0, y1, 20 * u)):
        for x in _steps(x0 - (row % 2) * 13 * u, x1, 26 * u):
            tone = lighten(paint.color, 0.2) if canvas.rng.random() < 0.5 else darken(paint.color, 0.16)
            canvas.line(f"M{x:.1f} {y:.1f}L{x + 9 * u:.1f} {y + 7 * u:.1f}", tone, 5.5 * u, 0.6)


@texture("knit", "cable")
def knit(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for x in _steps(x0, x1, 24 * u):
        for y in _steps(y0, y1, 17 * u):
            points = f"M{x:.1f} {y:.1f}L{x + 10 * u:.1f} {y + 9 * u:.1f}L{x + 20 * u:.1f} {y:.1f}"
            canvas.line(points, darken(paint.color, 0.2), 5 * u, 0.65)


@texture("fur", "fluffy", "faux fur")
def fur(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0, y1, 17 * u)):
        for x in _steps(x0 - (row % 2) * 10 * u, x1, 20 * u):
            tip = canvas.rng.uniform(-5, 5) * u
            tuft = polygon([(x, y), (x + 16 * u, y), (x + 8 * u + tip, y + 17 * u)])
            tone = lighten(paint.color, 0.3) if canvas.rng.random() < 0.5 else darken(paint.color, 0.14)
            canvas.fill(tuft, tone, 0.75)


@texture("silk", "satin")
def silk(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    span = x1 - x0 + y1 - y0
    for i, offset in enumerate(_steps(x0 - (y1 - y0), x1, 46 * u)):
        tone, wide = (lighten(paint.color, 0.42), 13 * u) if i % 2 else (darken(paint.color, 0.3), 17 * u)
        bend = canvas.rng.uniform(8, 20) * u
        line = smooth(
            [(offset, y1), (offset + span * 0.25 + bend, (y0 + y1) / 2), (offset + (y1 - y0), y0)], closed=False
        )
        canvas.line(line, tone, wide, 0.5)


@texture("velvet", "suede")
def velvet(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for _ in range(7):
        cx, cy = canvas.rng.uniform(x0, x1), canvas.rng.uniform(y0, y1)
        tone = lighten(paint.color, 0.2) if canvas.rng.random() < 0.55 else darken(paint.color, 0.3)
        canvas.fill(ellipse(cx, cy, (x1 - x0) * 0.2, (y1 - y0) * 0.07), tone, 0.3)


@texture("denim")
def denim(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for x in _steps(x0 - (y1 - y0) * 0.5, x1, 16 * u):
        canvas.line(f"M{x:.1f} {y1:.1f}L{x + (y1 - y0) * 0.5:.1f} {y0:.1f}", lighten(paint.color, 0.3), 5 * u, 0.35)


@texture("leather", "glossy", "ceramic", "porcelain", "plastic", "polished", "rubber", "clay")
def glossy(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    canvas.fill(ellipse(x0 + w * 0.28, y0 + h * 0.32, w * 0.08, h * 0.24), lighten(paint.color, 0.7), 0.55)


@texture("silver", "metal", "gold", "bronze", "copper", "brass", "steel", "iron", "chrome", "platinum", "tin", "pewter")
def metal(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    for at, wide, light in ((0.16, 0.11, 0.6), (0.33, 0.05, 0.45), (0.62, 0.13, -0.3), (0.86, 0.07, 0.35)):
        x = x0 - h * 0.25 + (w + h * 0.25) * at
        band = polygon([(x + h * 0.25, y0), (x + h * 0.25 + w * wide, y0), (x + w * wide, y1), (x, y1)])
        tone = lighten(paint.color, light) if light > 0 else darken(paint.color, -light)
        canvas.fill(band, tone, 0.6)


@texture("glass", "crystal", "translucent", "ice", "transparent")
def glass(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    for at, wide in ((0.12, 0.13), (0.32, 0.05)):
        x = x0 + w * at
        canvas.fill(
            polygon([(x + w * 0.1, y0), (x + w * (0.1 + wide), y0), (x + w * wide, y1), (x, y1)]), "#ffffff", 0.4
        )
    canvas.fill(rect(x0 + w * 0.88, y0, w * 0.12, h), paint.dark, 0.25)


@texture("wooden", "wood")
def wood(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for i, y in enumerate(_steps(y0, y1, 26 * u)):
        wave = canvas.rng.uniform(2, 7) * u
        points = [(x0, y), (x0 + (x1 - x0) * 0.35, y + wave), (x0 + (x1 - x0) * 0.7, y - wave), (x1, y + wave / 2)]
        canvas.line(smooth(points, closed=False), darken(paint.color, 0.3 if i % 2 else 0.18), 5 * u, 0.6)


@texture("brick")
def brick(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    mortar = lighten(paint.color, 0.5)
    for row, y in enumerate(_steps(y0, y1, 26 * u)):
        canvas.fill(rect(x0, y, x1 - x0, 5 * u), mortar)
        for x in _steps(x0 - (row % 2) * 28 * u, x1, 56 * u):
            canvas.fill(rect(x, y, 5 * u, 26 * u), mortar)
            if canvas.rng.random() < 0.25:
                canvas.fill(rect(x + 5 * u, y + 5 * u, 51 * u, 21 * u), darken(paint.color, 0.2), 0.5)


@texture("marble")
def marble(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for i in range(7):
        y = y0 + (y1 - y0) * (i - 1) / 5
        points = [
            (x0 + (x1 - x0) * k / 5, y + (y1 - y0) * (k * 0.09 + canvas.rng.uniform(-0.06, 0.06))) for k in range(6)
        ]
        canvas.line(smooth(points, closed=False), darken(paint.color, 0.22), canvas.rng.choice((5, 10)) * u, 0.45)


@texture("rusty")
def rusty(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for _ in range(12):
        cx, cy = canvas.rng.uniform(x0, x1), canvas.rng.uniform(y0, y1)
        tone = canvas.rng.choice(("#7c3410", "#d9742e", "#91421a"))
        canvas.fill(blob(canvas, cx, cy, canvas.rng.uniform(8, 22) * u), tone, 0.7)


@texture("stone", "concrete")
def stone(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for _ in range(14):
        cx, cy = canvas.rng.uniform(x0, x1), canvas.rng.uniform(y0, y1)
        tone = lighten(paint.color, 0.2) if canvas.rng.random() < 0.5 else darken(paint.color, 0.18)
        canvas.fill(blob(canvas, cx, cy, canvas.rng.uniform(8, 18) * u), tone, 0.5)


@texture("gem")
def gem(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    for i in range(8):
        a, b = math.pi * i / 4, math.pi * (i + 1) / 4
        far = max(x1 - x0, y1 - y0)
        points = [
            (cx, cy),
            (cx + far * math.cos(a), cy + far * math.sin(a)),
            (cx + far * math.cos(b), cy + far * math.sin(b)),
        ]
        tone = lighten(paint.color, 0.4) if i in (4, 5, 2) else darken(paint.color, 0.3)
        canvas.fill(polygon(points), tone, 0.5 if i % 2 else 0.25)


@texture("iridescent", "holographic", "opalescent")
def iridescent(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    for i in range(5):
        x = x0 - h * 0.4 + (w + h * 0.4) * i / 5
        band = polygon([(x + h * 0.4, y0), (x + h * 0.4 + w * 0.18, y0), (x + w * 0.18, y1), (x, y1)])
        canvas.fill(band, mix(shift("#ff7bd5", hue=i * 0.19), paint.color, 0.15), 0.55)


@texture("checkered", "checked", "chequered")
def checkered(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    side = 30 * u
    for row, y in enumerate(_steps(y0, y1, side)):
        for x in _steps(x0 + (row % 2) * side, x1, 2 * side):
            canvas.fill(rect(x, y, side, side), contrast(paint))


@texture("striped", "stripes", "pinstriped")
def striped(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for y in _steps(y0 + 14 * u, y1, 44 * u):
        canvas.fill(rect(x0, y, x1 - x0, 21 * u), contrast(paint))


@texture("polka", "dotted", "spotted", "speckled")
def polka(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0 + 12 * u, y1, 42 * u)):
        for x in _steps(x0 + (12 + (row % 2) * 25) * u, x1, 50 * u):
            canvas.fill(ellipse(x, y, 12.5 * u), contrast(paint))


@texture("plaid", "tartan", "flannel", "gingham")
def plaid(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for x in _steps(x0 + 10 * u, x1, 60 * u):
        canvas.fill(rect(x, y0, 22 * u, y1 - y0), darken(paint.color, 0.45), 0.55)
        canvas.fill(rect(x + 36 * u, y0, 6 * u, y1 - y0), contrast(paint), 0.75)
    for y in _steps(y0 + 10 * u, y1, 60 * u):
        canvas.fill(rect(x0, y, x1 - x0, 22 * u), darken(paint.color, 0.45), 0.55)
        canvas.fill(rect(x0, y + 36 * u, x1 - x0, 6 * u), contrast(paint), 0.75)


@texture("argyle", "harlequin")
def argyle(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    w, h = 46 * u, 66 * u
    for row, y in enumerate(_steps(y0, y1, h / 2)):
        for x in _steps(x0 + (row % 2) * w, x1, 2 * w):
            canvas.fill(polygon([(x, y - h / 2), (x + w / 2, y), (x, y + h / 2), (x - w / 2, y)]), contrast(paint))


@texture("floral", "flowered")
def floral(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0 + 20 * u, y1, 62 * u)):
        for x in _steps(x0 + (18 + (row % 2) * 34) * u, x1, 68 * u):
            for i in range(5):
                angle = 2 * math.pi * i / 5
                canvas.fill(ellipse(x + 10 * u * math.cos(angle), y + 10 * u * math.sin(angle), 8 * u), contrast(paint))
            canvas.fill(ellipse(x, y, 6 * u), "#f4c430")


@texture("paisley")
def paisley(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    ink = contrast(paint)
    for row, y in enumerate(_steps(y0 + 40 * u, y1 + 60 * u, 104 * u)):
        for x in _steps(x0 + (40 + (row % 2) * 56) * u, x1 + 40 * u, 112 * u):
            drop = [(x, y + 40 * u), (x - 34 * u, y + 16 * u), (x - 22 * u, y - 22 * u), (x + 16 * u, y - 44 * u),
                    (x + 34 * u, y - 36 * u), (x + 18 * u, y - 26 * u), (x + 32 * u, y + 12 * u)]  # fmt: skip
            canvas.fill(smooth(drop), ink)
            canvas.fill(ellipse(x, y + 10 * u, 17 * u, 20 * u), paint.color)
            canvas.fill(ellipse(x, y + 12 * u, 8 * u, 10 * u), ink)


@texture("starry")
def stars(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0 + 16 * u, y1, 52 * u)):
        for x in _steps(x0 + (16 + (row % 2) * 28) * u, x1, 56 * u):
            canvas.fill(regular(x, y, 15 * u, 5, inner=0.45), contrast(paint))


@texture("hearts")
def hearts(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0 + 18 * u, y1, 50 * u)):
        for x in _steps(x0 + (16 + (row % 2) * 28) * u, x1, 56 * u):
            k = 15 * u
            heart = [(x, y + k), (x - k, y - 0.1 * k), (x - 0.6 * k, y - 0.8 * k), (x, y - 0.35 * k),
                     (x + 0.6 * k, y - 0.8 * k), (x + k, y - 0.1 * k)]  # fmt: skip
            canvas.fill(smooth(heart), contrast(paint))


@texture("snowflakes")
def snowflakes(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for row, y in enumerate(_steps(y0 + 20 * u, y1, 58 * u)):
        for x in _steps(x0 + (18 + (row % 2) * 32) * u, x1, 64 * u):
            for i in range(3):
                dx, dy = 17 * u * math.cos(math.pi * i / 3), 17 * u * math.sin(math.pi * i / 3)
                canvas.line(f"M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}", contrast(paint), 6 * u)


@texture("camouflage", "leopard")
def camouflage(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    spots = paint.texture == "leopard"
    tones = (darken(paint.color, 0.45), lighten(paint.color, 0.3), darken(paint.color, 0.22))
    for row, y in enumerate(_steps(y0, y1, 34 * u)):
        for x in _steps(x0 + (row % 2) * 20 * u, x1, 40 * u):
            radius = canvas.rng.uniform(9, 13) * u if spots else canvas.rng.uniform(15, 24) * u
            tone = tones[0] if spots else canvas.rng.choice(tones)
            canvas.fill(blob(canvas, x, y, radius), tone, 0.9)
            if spots:
                canvas.fill(ellipse(x, y, radius * 0.45), lighten(paint.color, 0.1))


@texture("tiedye")
def tiedye(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    cx, cy, reach = (x0 + x1) / 2, (y0 + y1) / 2, max(x1 - x0, y1 - y0) * 0.75
    for i in range(5):
        tone = paint.second or shift(paint.color, hue=0.12 * (i + 1)) if i % 2 else lighten(paint.color, 0.5)
        canvas.fill(regular(cx, cy, reach * (1 - i / 5), 9, 0.3 * i, inner=0.78), tone, 0.7)


@texture("fade")
def fade(canvas, paint, box, u):
    """From the colour above to the second one below, over the whole frame where there is one."""
    top, bottom = (0, 100) if u != 1 else (box[1], box[3])
    second = paint.second or (lighten(paint.color, 0.6) if luminance(paint.color) < 0.5 else darken(paint.color, 0.5))
    ink = canvas.gradient_between(paint.color, second, top + (bottom - top) * 0.16, top + (bottom - top) * 0.84)
    canvas.fill(rect(box[0], box[1], box[2] - box[0], box[3] - box[1]), ink)


@texture("lace", "quilted", "sequined")
def lattice(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for sign in (1, -1):
        for x in _steps(x0 - (y1 - y0), x1 + (y1 - y0), 38 * u):
            canvas.line(f"M{x:.1f} {y0:.1f}L{x + sign * (y1 - y0):.1f} {y1:.1f}", lighten(paint.color, 0.4), 5 * u, 0.6)


@texture("clockwork")
def clockwork(canvas, paint, box, u):
    x0, y0, x1, y1 = box
    for _ in range(5):
        cx, cy = canvas.rng.uniform(x0, x1), canvas.rng.uniform(y0, y1)
        radius = canvas.rng.uniform(16, 28) * u
        canvas.fill(regular(cx, cy, radius, 9, inner=0.76), darken(paint.color, 0.35), 0.85)
        canvas.fill(ellipse(cx, cy, radius * 0.4), lighten(paint.color, 0.4))


def blob(canvas: Canvas, cx: float, cy: float, radius: float) -> str:
    """An irregular round path."""
    points = []
    for i in range(7):
        r = radius * canvas.rng.uniform(0.7, 1.2)
        points.append((cx + r * math.cos(math.tau * i / 7), cy + r * math.sin(math.tau * i / 7)))
    return smooth(points)
