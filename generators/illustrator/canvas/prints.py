"""What is printed on cloth: patterns in a second colour, and gradations over a whole thing."""

import random

from ..colors import SHADE, SHINE, darken, from_hls, hls, lighten, luminance
from .canvas import FINENESS, Canvas
from .figures import Box, regular
from .paint import Paint
from .textures import blotches, contrast, frame_of, inked, lined, texture


@texture("checkered", "checked", "chequered")
def checkered(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(240, 240) as tile:
        inked(canvas, "M0 0h120v240h120V120H0z", contrast(paint))
    return tile.fill


@texture("striped", "stripes", "pinstriped")
def striped(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(176, 176) as tile:
        inked(canvas, "M0 56h176v84H0z", contrast(paint))
    return tile.fill


@texture("polka", "dotted", "spotted", "speckled")
def polka(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(208, 336) as tile:
        inked(canvas, "M2 80a50 50 0 1 0 100 0 50 50 0 1 0-100 0M106 248a50 50 0 1 0 100 0 50 50 0 1 0-100 0",
              contrast(paint))  # fmt: skip
    return tile.fill


@texture("plaid", "tartan", "flannel", "gingham")
def plaid(canvas: Canvas, paint: Paint, box: Box) -> str:
    ink = contrast(paint)
    with canvas.tile(240, 240) as tile:
        inked(canvas, "M40 0h88v240H40z", SHADE, 0.3)
        inked(canvas, "M0 40h240v88H0z", SHADE, 0.3)
        inked(canvas, "M184 0h24v184h32v24h-32v32h-24v-32H0v-24h184z", ink, 0.75)
    return tile.fill


@texture("argyle", "harlequin")
def argyle(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(368, 272) as tile:
        inked(canvas, "M92 0l92 136L92 272 0 136zM184 0h184l-92 136zM184 272h184l-92-136z",
              contrast(paint))  # fmt: skip
    return tile.fill


@texture("floral", "flowered")
def floral(canvas: Canvas, paint: Paint, box: Box) -> str:
    """Flowers of five round petals, in staggered rows."""
    flower = "".join(f"a32 32 0 1 1 {dx} {dy}" for dx, dy in ((50, -36), (50, 36), (-19, 58), (-62, 0), (-19, -58)))
    heart = "a24 24 0 1 0 48 0 24 24 0 1 0-48 0"
    with canvas.tile(272, 496) as tile:
        inked(canvas, f"M20 112{flower}zM156 360{flower}z", contrast(paint))
        inked(canvas, f"M46 124{heart}M182 372{heart}", "#f4c430")
    return tile.fill


@texture("paisley")
def paisley(canvas: Canvas, paint: Paint, box: Box) -> str:
    """Curled drops with an eye, in staggered rows."""
    ink = contrast(paint)
    drop = "c-62 0-84-48-84-92 0-76 98-92 104-188 62 38 28 92 46 130 30 60 14 150-66 150z"
    eye, pupil = "a42 46 0 1 0 84 0 42 46 0 1 0-84 0", "a20 22 0 1 0 40 0 20 22 0 1 0-40 0"
    with canvas.tile(400, 608) as tile:
        inked(canvas, f"M104 296{drop}M304 600{drop}", ink)
        inked(canvas, f"M66 212{eye}M266 516{eye}", paint.color)
        inked(canvas, f"M88 216{pupil}M288 520{pupil}", ink)
    return tile.fill


@texture("starry")
def stars(canvas: Canvas, paint: Paint, box: Box) -> str:
    star = regular(60, 64, 58, 5, inner=0.45, digits=0).geometry["d"]
    other = regular(180, 272, 58, 5, inner=0.45, digits=0).geometry["d"]
    with canvas.tile(240, 416) as tile:
        inked(canvas, star + other, contrast(paint))
    return tile.fill


@texture("hearts")
def hearts(canvas: Canvas, paint: Paint, box: Box) -> str:
    heart = "c-34-30-58-52-58-78 0-36 44-48 58-16 14-32 58-20 58 16 0 26-24 48-58 78z"
    with canvas.tile(240, 400) as tile:
        inked(canvas, f"M60 140{heart}M180 340{heart}", contrast(paint))
    return tile.fill


@texture("snowflakes")
def snowflakes(canvas: Canvas, paint: Paint, box: Box) -> str:
    flake = "v136M{x} {y}m-59-34l118 68m0-68l-118 68"
    with canvas.tile(256, 464) as tile:
        lined(canvas, "".join(f"M{x} {y - 68}" + flake.format(x=x, y=y) for x, y in ((72, 80), (184, 312))),
              contrast(paint), 24)  # fmt: skip
    return tile.fill


@texture("leopard")
def leopard(canvas: Canvas, paint: Paint, box: Box) -> str:
    places = [(70, 60), (210, 110), (340, 50), (120, 200), (270, 250), (30, 290), (380, 200), (170, 330)]
    rng = random.Random("leopard")
    with canvas.tile(416, 384) as tile:
        inked(canvas, blotches(rng, 416, 384, places, 38, 48), darken(paint.color, 0.42))
        hearts = "".join(f"M{x - 20} {y}a20 20 0 1 0 40 0 20 20 0 1 0-40 0" for x, y in places)
        inked(canvas, hearts, lighten(paint.color, 0.08))
    return tile.fill


@texture("camouflage")
def camouflage(canvas: Canvas, paint: Paint, box: Box) -> str:
    rng = random.Random("camouflage")
    tones = ((SHADE, 0.22, [(70, 230), (400, 50), (330, 350), (210, 120)]),
             (SHINE, 0.3, [(250, 50), (480, 170), (150, 360), (380, 250)]),
             (SHADE, 0.5, [(110, 80), (320, 190), (500, 400), (200, 420), (30, 330)]))  # fmt: skip
    with canvas.tile(560, 480) as tile:
        for tone, opacity, places in tones:
            inked(canvas, blotches(rng, 560, 480, places, 56, 88, wild=0.45), tone, opacity)
    return tile.fill


@texture("tiedye")
def tiedye(canvas: Canvas, paint: Paint, box: Box) -> str:
    """Jagged rings about the middle of the thing."""
    x0, y0, x1, y1 = frame_of(canvas, box)
    side, hue = round(FINENESS * max(x1 - x0, y1 - y0) / canvas.unit), hls(paint.color)[0]
    with canvas.tile(side, side, at=(x0, y0)) as tile:
        for i in range(5):
            tone = paint.second or from_hls(hue + 0.12 * (i + 1), 0.62, 0.65) if i % 2 else lighten(paint.color, 0.5)
            canvas.fill(regular(side / 2, side / 2, side * 0.66 * (1 - i / 5), 9, 0.3 * i, inner=0.78), tone, 0.7)
    return tile.fill


@texture("fade")
def fade(canvas: Canvas, paint: Paint, box: Box) -> str:
    """From the colour above to the second one below."""
    _, top, _, bottom = frame_of(canvas, box)
    second = paint.second or (lighten(paint.color, 0.6) if luminance(paint.color) < 0.5 else darken(paint.color, 0.5))
    ends = [(0, top + (bottom - top) * share) for share in (0.16, 0.84)]
    return canvas.gradient_between([paint.color, second], *ends)
