"""Metal, glass, gems, wood, brick, stone."""

import random

from ..colors import SHADE, SHINE, lighten, mix, shift
from .canvas import Canvas
from .figures import Box, regular
from .paint import Paint
from .textures import blotches, frame_of, inked, lined, texture


@texture("leather", "glossy", "ceramic", "porcelain", "plastic", "polished", "rubber", "clay")
def glossy(canvas: Canvas, paint: Paint, box: Box) -> str | None:
    """A soft light at the upper left, on what is large enough for one."""
    if max(box[2] - box[0], box[3] - box[1]) < 80 * canvas.unit:
        return None
    strength = 0.34 if paint.texture in ("leather", "rubber") else 0.6
    return canvas.radial([(0, SHINE, strength), (0.3, SHINE, 0.8 * strength), (1, SHINE, 0)], (0.28, 0.3), 0.28)


@texture("silver", "metal", "gold", "bronze", "copper", "brass", "steel", "iron", "chrome", "platinum", "tin", "pewter")
def metal(canvas: Canvas, paint: Paint, box: Box) -> str:
    stops = [(0, SHADE, 0.2), (0.12, SHADE, 0), (0.12, SHINE, 0), (0.26, SHINE, 0.55), (0.38, SHINE, 0),
             (0.38, SHADE, 0), (0.62, SHADE, 0.26), (0.76, SHADE, 0), (0.76, SHINE, 0), (0.88, SHINE, 0.36),
             (1, SHINE, 0)]  # fmt: skip
    return canvas.gradient(stops, (1, 0.24))


@texture("glass", "crystal", "translucent", "ice", "transparent")
def glass(canvas: Canvas, paint: Paint, box: Box) -> str:
    white = "#ffffff"
    stops = [(0, white, 0.1), (0.16, white, 0.1), (0.17, white, 0.46), (0.3, white, 0.4), (0.31, white, 0.06),
             (0.37, white, 0.06), (0.38, white, 0.4), (0.43, white, 0.36), (0.44, white, 0), (0.8, SHADE, 0),
             (1, SHADE, 0.24)]  # fmt: skip
    return canvas.gradient(stops, (1, 0.24))


@texture("iridescent", "holographic", "opalescent")
def iridescent(canvas: Canvas, paint: Paint, box: Box) -> str:
    hues = [mix(shift("#ff7bd5", hue=i * 0.19), paint.color, 0.15) for i in (0, 1, 2, 3, 4, 5)]
    return canvas.gradient([(i / 5, hue, 0.6) for i, hue in enumerate(hues)], (1, 0.5))


@texture("gem")
def gem(canvas: Canvas, paint: Paint, box: Box) -> str:
    """Eight facets that meet in the middle, of the thing or of a small part of it."""
    x0, y0, x1, y1 = box if max(box[2] - box[0], box[3] - box[1]) < 40 else frame_of(canvas, box)
    side, grow = 1600, max(x1 - x0, y1 - y0) / 1600
    at = ((x0 + x1) / 2 - side / 2 * grow, (y0 + y1) / 2 - side / 2 * grow)
    with canvas.tile(side, side, at=at, scale=grow) as tile:
        inked(canvas, "M800 800h800v800zM800 800v800H0zM800 800L0 1600V800z", SHADE, 0.16)
        inked(canvas, "M800 800L1600 0v800zM800 800L0 0h800z", SHADE, 0.06)
        inked(canvas, "M800 800L0 800V0z", SHINE, 0.24)
        inked(canvas, "M800 800V0h800z", SHINE, 0.1)
    return tile.fill


@texture("wooden", "wood")
def wood(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(640, 208) as tile:
        lined(canvas, "M0 40c120-28 200 24 320 4s220-24 320-4", SHADE, 20, 0.12)
        lined(canvas, "M0 144c100 24 220-20 320-2s200 30 320 2", SHADE, 20, 0.2)
    return tile.fill


@texture("brick")
def brick(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(448, 416) as tile:
        inked(canvas, "M132 20h92v84h-92zM20 228h204v84H20zM356 124h-204v84h204z", SHADE, 0.1)
        rows = "M0 0h448v20H0zM0 104h448v20H0zM0 208h448v20H0zM0 312h448v20H0z"
        joints = "M0 0h20v104H0zM224 0h20v104h-20zM0 208h20v104H0zM224 208h20v104h-20z"
        shifted = "M112 104h20v104h-20zM336 104h20v104h-20zM112 312h20v104h-20zM336 312h20v104h-20z"
        inked(canvas, rows + joints + shifted, lighten(paint.color, 0.5))
    return tile.fill


@texture("marble")
def marble(canvas: Canvas, paint: Paint, box: Box) -> str:
    """Veins from the upper left to the lower right, which leave the tile where others come in."""
    broad = "c160 60 180 40 330 60s180 190 350 220 220 20 360 104"  # 1040 across, 384 down
    fine = "c140 52 250 210 400 196s160 20 290 90 200 20 350 98"
    with canvas.tile(1040, 768) as tile:
        lined(canvas, "".join(f"M0 {y}{broad}" for y in (-270, 114, 498)), SHADE, 38, 0.1)
        lined(canvas, "".join(f"M0 {y}{fine}" for y in (-384, 0, 384)), SHADE, 22, 0.15)
    return tile.fill


@texture("rusty")
def rusty(canvas: Canvas, paint: Paint, box: Box) -> str:
    rng = random.Random("rusty")
    with canvas.tile(400, 368) as tile:
        for tone, places in (("#7c3410", [(80, 70), (290, 250)]), ("#d9742e", [(240, 90), (110, 270)]),
                             ("#91421a", [(350, 130), (200, 180)])):  # fmt: skip
            inked(canvas, blotches(rng, 400, 368, places, 34, 66), tone, 0.6)
    return tile.fill


@texture("stone", "concrete")
def stone(canvas: Canvas, paint: Paint, box: Box) -> str:
    rng = random.Random("stone")
    with canvas.tile(528, 448) as tile:
        inked(canvas, blotches(rng, 528, 448, [(90, 80), (330, 190), (160, 340)], 34, 66), SHINE, 0.12)
        inked(canvas, blotches(rng, 528, 448, [(260, 70), (450, 330), (80, 220)], 34, 66), SHADE, 0.11)
    return tile.fill


@texture("clockwork")
def clockwork(canvas: Canvas, paint: Paint, box: Box) -> str:
    gears = [(110, 110, 96), (290, 200, 76), (120, 320, 84)]
    with canvas.tile(400, 432) as tile:
        teeth = "".join(regular(x, y, r, 9, inner=0.76, digits=0).geometry["d"] for x, y, r in gears)
        inked(canvas, teeth, SHADE, 0.34)
        hubs = "".join(f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0 {r} {r} 0 1 0-{2 * r} 0" for x, y, r in
                       ((x, y, round(r * 0.4)) for x, y, r in gears))  # fmt: skip
        inked(canvas, hubs, SHINE, 0.42)
    return tile.fill
