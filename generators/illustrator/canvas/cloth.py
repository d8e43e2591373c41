"""Cloth and how it is woven: translucent tiles and sheens."""

import random

from ..colors import SHADE, SHINE, luminance
from .canvas import Canvas
from .figures import Box
from .paint import Paint
from .textures import inked, lined, texture


@texture("corduroy", "ribbed")
def corduroy(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(240, 240) as tile:
        inked(canvas, "M0 0h26v240H0zM60 0h26v240H60zM120 0h26v240h-26zM180 0h26v240h-26z", SHADE, 0.22)
        inked(canvas, "M34 0h16v240H34zM94 0h16v240H94zM154 0h16v240h-16zM214 0h16v240h-16z", SHINE, 0.1)
    return tile.fill


@texture("wool", "tweed", "felt", "fleece")
def wool(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(112, 160) as tile:
        lined(canvas, "M12 18l32 24M80 98l24 24", SHADE, 22, 0.12)
        lined(canvas, "M68 18l32 24M12 98l32 24", SHINE, 22, 0.16)
    return tile.fill


@texture("knit", "cable")
def knit(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(192, 144) as tile:
        stitch = "l37 36 37-36"
        lined(canvas, f"M11 16{stitch}M107 16{stitch}M11 88{stitch}M107 88{stitch}", SHADE, 20, 0.15)
    return tile.fill


@texture("fur", "fluffy", "faux fur")
def fur(canvas: Canvas, paint: Paint, box: Box) -> str:
    rng = random.Random("fur")
    dark, light = "", ""
    for row in range(4):
        for column in range(3):
            x, tip = 80 * column + 40 * (row % 2), rng.randint(-20, 20)
            for at in (x, x - 240) if x + 64 > 240 else (x,):
                tuft = f"M{at} {68 * row}h64l{tip - 32} 68z"
                dark, light = (dark + tuft, light) if (row + 2 * column) % 3 % 2 else (dark, light + tuft)
    with canvas.tile(240, 272) as tile:
        inked(canvas, dark, SHADE, 0.12)
        inked(canvas, light, SHINE, 0.2)
    return tile.fill


@texture("silk", "satin")
def silk(canvas: Canvas, paint: Paint, box: Box) -> str:
    u = canvas.unit
    stops = [(0, SHINE, 0), (0.16, SHINE, 0.32), (0.34, SHINE, 0), (0.5, SHADE, 0), (0.7, SHADE, 0.26), (1, SHADE, 0)]
    return canvas.gradient_between(stops, (0, 0), (62 * u, 44 * u), "repeat")


@texture("velvet", "suede")
def velvet(canvas: Canvas, paint: Paint, box: Box) -> str:
    u = canvas.unit
    shine = 0.14 if luminance(paint.color) > 0.2 else 0.07
    stops = [(0, SHADE, 0.2), (0.4, SHADE, 0), (0.4, SHINE, 0), (1, SHINE, shine)]
    return canvas.gradient_between(stops, (0, 0), (90 * u, 50 * u), "reflect")


@texture("denim")
def denim(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(224, 224, turn=27) as tile:
        inked(canvas, "M0 0h20v224H0zM56 0h20v224H56zM112 0h20v224h-20zM168 0h20v224h-20z", SHINE, 0.13)
    return tile.fill


@texture("lace", "quilted", "sequined")
def lattice(canvas: Canvas, paint: Paint, box: Box) -> str:
    with canvas.tile(112, 112, turn=45) as tile:
        inked(canvas, "M0 0h112v20H20v92H0z", SHINE, 0.26)
    return tile.fill
