"""Clothes and soft goods, each one function drawing into a 100 x 100 frame with its named parts.

A drawing is `function(canvas, item, scene)`; parts that the words name take their own colour and material.
"""

from dataclasses import replace

from .canvas import Canvas, Paint, ellipse, polygon, rect, smooth
from .colors import darken, lighten, luminance, mix
from .language import Item, Scene

GARMENTS = {}
ROUND = "#e8b84a"  # brass, for fittings whose colour is not named


def garment(*names: str):
    """Register a garment drawing."""

    def register(function):
        GARMENTS.update(dict.fromkeys(names, function))
        return function

    return register


def part_paint(scene: Scene, item: Item, name: str, default: str) -> Paint:
    """Paint of a part: as the words have it, else the default colour."""
    part = scene.part(item, name)
    return part.paint(default) if part else Paint(default)


def own(scene: Scene, item: Item, name: str, cloth: Paint) -> Paint:
    """The cloth, or that of the named part where the words give the part a colour or material."""
    part = scene.part(item, name)
    return part.paint(cloth.color) if part and (part.colors or part.materials) else cloth


def trim_color(paint: Paint) -> str:
    """For seams and edges: a darker tone, or a lighter one on dark cloth."""
    return darken(paint.color, 0.38) if luminance(paint.color) > 0.16 else lighten(paint.color, 0.3)


def buttons(
    canvas: Canvas, scene: Scene, item: Item, places: list[tuple[float, float]], radius: float, always: bool = True
) -> None:
    """Round buttons with a rim and two holes; larger when the words name them."""
    named = scene.part(item, "button")
    if not named and not always:
        return
    cloth = item.paint()
    paint = part_paint(scene, item, "button", darken(cloth.color, 0.5) if luminance(cloth.color) > 0.3 else "#d9c9a0")
    radius *= 1.6 if named else 1.0
    for x, y in places:
        canvas.fill(ellipse(x + 0.5, y + 0.8, radius * 1.1), darken(cloth.color, 0.5), 0.6)
        canvas.fill(ellipse(x, y, radius), darken(paint.color, 0.25))
        canvas.fill(ellipse(x, y, radius * 0.8), paint.color)
        canvas.fill(ellipse(x - radius * 0.25, y - radius * 0.3, radius * 0.32), lighten(paint.color, 0.6))


def pocket(canvas: Canvas, paint: Paint, x: float, y: float, width: float, height: float) -> None:
    """A patch pocket, lighter than the cloth, with a stitched flap."""
    shape = polygon(
        [(x, y), (x + width, y), (x + width, y + height * 0.78), (x + width / 2, y + height), (x, y + height * 0.78)]
    )
    seam = trim_color(paint)
    canvas.surface(shape, replace(paint, color=mix(paint.color, lighten(paint.color, 0.4), 0.35)))
    canvas.line(shape, seam, 1.4)
    canvas.fill(rect(x, y, width, height * 0.2), seam, 0.75)


def stitched(canvas: Canvas, d: str, paint: Paint, width: float = 1.3) -> None:
    """A piece of cloth with its edge drawn in."""
    canvas.surface(d, paint)
    canvas.line(d, trim_color(paint), width)


def legs(top: float) -> tuple[str, str]:
    """Left and right trouser leg from height `top` down."""
    left = f"M27 {top}L51 {top}L51 {top + 22}L43 97L20 97L23 {top + 18}Z"
    right = f"M49 {top}L73 {top}L77 {top + 18}L80 97L57 97L49 {top + 22}Z"
    return left, right


@garment("pants")
def pants(canvas, item, scene):
    paint = item.paint("#4a6a9a")
    seam = trim_color(paint)
    for leg in legs(9):
        stitched(canvas, leg, paint)
    canvas.fill(polygon([(50, 33), (53, 33), (58.5, 97), (56, 97)]), seam, 0.6)
    band = replace(paint, texture=None, color=darken(paint.color, 0.12))
    stitched(canvas, rect(26.5, 4, 47, 8), own(scene, item, "belt", band))
    if scene.part(item, "belt"):
        canvas.line(rect(46, 3, 9, 10), part_paint(scene, item, "buckle", ROUND).color, 2.2)
    for x in (33, 44.5, 64):
        canvas.fill(rect(x, 3.2, 2.6, 9.6), seam)
    canvas.line("M50 12L50 32", seam, 1.6)
    canvas.line("M50 29L56 25L56 12", seam, 1.3, 0.8)
    for x in (20.6, 57.6):
        canvas.fill(rect(x, 92, 22, 4.4), seam, 0.5)
    if scene.part(item, "pocket"):
        pocket(canvas, paint, 26.5, 20, 17, 19)
        pocket(canvas, paint, 58, 20, 17, 19)
        pocket(canvas, paint, 24, 55, 16, 18)
        pocket(canvas, paint, 60.5, 55, 16, 18)
        buttons(canvas, scene, item, [(35, 24.5), (66.5, 24.5), (32, 59.5), (68.5, 59.5)], 2.2, always=False)
    else:
        for a, b in (("M29 13", "L24 25"), ("M71 13", "L76 25")):
            canvas.line(a + b, seam, 1.8)
    buttons(canvas, scene, item, [(50, 8), (50, 16.5), (50, 25)] if scene.part(item, "button") else [(50, 8)], 2.2)


@garment("shorts")
def shorts(canvas, item, scene):
    paint = item.paint("#c9a66b")
    for d in ("M24 24L50 24L50 44L46 80L12 78Z", "M50 24L76 24L88 78L54 80L50 44Z"):
        stitched(canvas, d, paint)
    stitched(canvas, rect(23, 16, 54, 10), replace(paint, texture=None, color=darken(paint.color, 0.12)))
    canvas.line("M50 26L50 44", trim_color(paint), 1.6)
    for x in (21, 62) if scene.part(item, "pocket") else ():
        pocket(canvas, own(scene, item, "pocket", paint), x, 42, 17, 20)
    buttons(canvas, scene, item, [(50, 21)], 2.4)


@garment("overalls")
def overalls(canvas, item, scene):
    paint = item.paint("#3d6a9e")
    for leg in legs(45):
        stitched(canvas, leg, paint)
    for d in ("M33 26L24 1L31 1L41 24Z", "M67 26L76 1L69 1L59 24Z"):
        stitched(canvas, d, replace(paint, texture=None, color=darken(paint.color, 0.1)))
    stitched(canvas, "M33 21L67 21L69 43L75 47L74 55L26 55L25 47L31 43Z", paint)
    pocket(canvas, paint, 40, 28, 20, 19)
    for x in (24, 60):
        pocket(canvas, paint, x, 57, 15, 15)
    canvas.fill(rect(49, 50, 2, 18), trim_color(paint), 0.7)
    metal = part_paint(scene, item, "button", "#e3bd55").color
    for x in (37.5, 62.5):
        canvas.line(f"M{x - 3.5} 19L{x + 3.5} 19L{x + 3} 26L{x - 3} 26Z", metal, 2)
        canvas.fill(ellipse(x, 26, 2.6), lighten(metal, 0.3))
    for leg in (20.6, 57.6):
        canvas.fill(rect(leg, 91.5, 22, 5), lighten(paint.color, 0.35), 0.8)


def sleeves(canvas: Canvas, scene: Scene, item: Item, paint: Paint, length: float = 68, spread: float = 12) -> None:
    """Two sleeves hanging from the shoulders to height `length`, with cuffs where the words have some."""
    paint = own(scene, item, "sleeve", paint)
    stitched(canvas, f"M30 14L19 20L{spread - 6} {length}L{spread + 8} {length + 3}L33 40Z", paint)
    stitched(canvas, f"M70 14L81 20L{106 - spread} {length}L{92 - spread} {length + 3}L67 40Z", paint)
    cuff = scene.part(item, "cuff")
    for x in (spread - 7, 91 - spread) if cuff else ():
        stitched(canvas, rect(x, length - 7, 16, 11), cuff.paint(darken(paint.color, 0.25)))


def collar_of(canvas: Canvas, scene: Scene, item: Item, paint: Paint) -> None:
    """Lapels, or a thick tufted collar when the words name fur; a hood stands behind them."""
    if scene.part(item, "hood"):
        hood_of(canvas, scene, item, paint)
        return
    named = scene.part(item, "collar") or scene.part(item, "trim") or scene.part(item, "lining")
    cloth = (
        named.paint(lighten(paint.color, 0.45))
        if named
        else replace(paint, texture=None, color=darken(paint.color, 0.16))
    )
    if named and cloth.texture == "fur":
        fur_collar(canvas, Paint(named.colors[0] if named.colors else "#e9d9bd", texture="fur"))
        return
    stitched(canvas, "M36 8L50 33L41 42L27 24L30 12Z", cloth)
    stitched(canvas, "M64 8L50 33L59 42L73 24L70 12Z", cloth)


def hood_of(canvas: Canvas, scene: Scene, item: Item, paint: Paint) -> None:
    """A hood lying up around the neck, with its lining, and fur along the edge where the words have it."""
    stitched(canvas, "M28 25C20 6 34 -4 50 -4C66 -4 80 6 72 25C62 34 38 34 28 25Z", own(scene, item, "hood", paint))
    lining = part_paint(scene, item, "lining", darken(paint.color, 0.45))
    canvas.surface("M35 23C32 10 40 4 50 4C60 4 68 10 65 23C58 30 42 30 35 23Z", lining)
    trim = scene.part(item, "trim") or scene.part(item, "collar")
    for i in range(9) if trim else ():
        x, y = 32 + 4.5 * i, 12 + 0.5 * (i - 4) ** 2 - 8
        canvas.surface(ellipse(x, y, 5.4), Paint(trim.colors[0] if trim.colors else "#e9d9bd", texture="fur"))


def fur_collar(canvas: Canvas, paint: Paint) -> None:
    """Overlapping tufts around the neck and down the lapels."""
    places = [(30, 36), (33, 30), (28, 23), (29, 15), (36, 9), (44, 6), (38, 41), (43, 46)]
    canvas.surface(smooth([(30, 9), (50, 3), (70, 9), (77, 26), (62, 47), (50, 36), (38, 47), (23, 26)]), paint)
    for x, y in places + [(100 - x, y) for x, y in places]:
        canvas.fill(ellipse(x, y, 6.6), paint.dark, 0.35)
        canvas.surface(ellipse(x - 0.6, y - 0.8, 6.2), paint)
    canvas.fill(smooth([(40, 10), (50, 8), (60, 10), (50, 29)]), darken(paint.color, 0.62))


@garment("coat")
def coat(canvas, item, scene):
    """Knee-long, double-breasted, belted when it is a trench coat."""
    paint = item.paint("#8a7a66")
    seam = trim_color(paint)
    sleeves(canvas, scene, item, paint, 70, 11)
    stitched(canvas, "M32 11L50 9L68 11L76 20L73 52L82 97L18 97L27 52L24 20Z", paint)
    canvas.fill("M50 30L53 30L54 97L50.5 97Z", seam, 0.7)
    for x in (26, 61):
        pocket(canvas, own(scene, item, "pocket", paint), x, 61, 14, 15)
    if "trench" in item.word or "belt" in {i.noun for i in scene.children(item)}:
        cloth = replace(paint, texture=None, color=darken(paint.color, 0.22))
        stitched(canvas, rect(25.5, 47, 49, 9), own(scene, item, "belt", cloth))
        canvas.line(rect(45, 46, 10, 11), part_paint(scene, item, "buckle", ROUND).color, 2.4)
    collar_of(canvas, scene, item, paint)
    rows = (45, 59, 73) if "trench" in item.word else (51, 63, 75)
    buttons(canvas, scene, item, [(x, y) for y in rows for x in (45, 57)], 2.6)


@garment("jacket", "vest")
def jacket(canvas, item, scene):
    paint = item.paint("#7d6a55")
    if item.noun == "jacket":
        sleeves(canvas, scene, item, paint, 76, 10)
    stitched(canvas, "M32 11L50 9L68 11L77 20L74 50L76 88L24 88L26 50L23 20Z", paint)
    for x in (27, 58):
        pocket(canvas, own(scene, item, "pocket", paint), x, 58, 15, 17)
    stitched(canvas, rect(24, 83, 52, 7), replace(paint, texture=None, color=darken(paint.color, 0.16)))
    canvas.fill("M49 33L51.5 33L51.5 90L49 90Z", trim_color(paint), 0.8)
    collar_of(canvas, scene, item, paint)
    if scene.part(item, "zipper"):
        zipper(canvas, scene, item)
    else:
        buttons(canvas, scene, item, [(50, y) for y in (42, 53, 64, 75)], 2.7)
    fringe = scene.part(item, "fringe") or scene.part(item, "tassel")
    for k in range(10) if fringe else ():
        canvas.line(f"M{27 + 5.1 * k:.1f} 89L{27 + 5.1 * k:.1f} 100", fringe.paint(trim_color(paint)).color, 3)


def zipper(canvas: Canvas, scene: Scene, item: Item) -> None:
    metal = part_paint(scene, item, "zipper", "#d5d8dc").color
    canvas.fill(rect(46.4, 18, 7.2, 70), darken(item.paint().color, 0.45))
    for y in range(19, 88, 5):
        canvas.fill(rect(47.2, y, 3.4, 2.6), metal)
        canvas.fill(rect(49.4, y + 2.4, 3.4, 2.6), metal)
    canvas.fill(rect(46.6, 26, 6.8, 7), lighten(metal, 0.3))
    canvas.fill(rect(48.2, 33, 3.6, 9), metal)


@garment("sweater")
def sweater(canvas, item, scene):
    paint = item.paint("#a8485c")
    paint = replace(paint, texture=paint.texture or "knit")
    band = replace(paint, texture="corduroy", color=darken(paint.color, 0.1))
    sleeves(canvas, scene, item, paint, 78, 10)
    stitched(canvas, "M32 13L50 17L68 13L78 21L74 50L75 86L25 86L26 50L22 21Z", paint)
    stitched(canvas, rect(25, 83, 50, 9), band)
    stitched(canvas, "M4 74L19 78L17 86L3 82Z", band)
    stitched(canvas, "M96 74L81 78L83 86L97 82Z", band)
    if scene.part(item, "hood") or "hoodie" in item.word:
        stitched(canvas, smooth([(33, 20), (32, 4), (50, -2), (68, 4), (67, 20), (50, 27)]), paint)
    canvas.fill(ellipse(50, 13.5, 13, 6), darken(paint.color, 0.55))
    canvas.line(
        smooth([(36, 12), (42, 19), (50, 21.5), (58, 19), (64, 12)], closed=False), darken(paint.color, 0.16), 4.2
    )
    if scene.part(item, "zipper"):
        zipper(canvas, scene, item)


@garment("tshirt", "shirt")
def shirt(canvas, item, scene):
    paint = item.paint("#e8e4da")
    long = item.noun == "shirt"
    if long:
        sleeves(canvas, scene, item, paint, 76, 10)
    else:
        stitched(canvas, "M31 14L21 18L3 40L18 51L32 38Z", paint)
        stitched(canvas, "M69 14L79 18L97 40L82 51L68 38Z", paint)
    stitched(canvas, "M31 13L39 10L50 19L61 10L69 13L78 19L74 46L75 94L25 94L26 46L22 19Z", paint)
    canvas.fill(rect(25.4, 88, 49.2, 2), trim_color(paint), 0.5)
    if long:
        canvas.fill(rect(47, 20, 6, 73), lighten(paint.color, 0.3), 0.7)
        collar = own(scene, item, "collar", paint)
        stitched(canvas, "M38 8L50 20L42 27L32 13Z", collar)
        stitched(canvas, "M62 8L50 20L58 27L68 13Z", collar)
        buttons(canvas, scene, item, [(50, y) for y in (32, 46, 60, 74)], 2)
    else:
        canvas.fill(smooth([(38, 9.5), (50, 12), (62, 9.5), (50, 23)]), darken(paint.color, 0.5))
        canvas.line(
            smooth([(37.5, 10), (43, 19), (50, 22), (57, 19), (62.5, 10)], closed=False), darken(paint.color, 0.18), 3.4
        )
    if scene.part(item, "pocket"):
        pocket(canvas, own(scene, item, "pocket", paint), 56, 38, 14, 16)


@garment("dress", "skirt")
def dress(canvas, item, scene):
    paint = item.paint("#c94f7c")
    top = 44 if item.noun == "dress" else 16
    stitched(canvas, f"M37 {top}L63 {top}L90 92L70 98L50 94L30 98L10 92Z", paint)
    for x, end in ((44, 34), (50, 50), (56, 66)):
        canvas.line(f"M{x} {top + 8}L{end} 92", trim_color(paint), 1.8, 0.5)
    for k in range(7) if scene.part(item, "fringe") or scene.part(item, "tassel") else ():
        canvas.line(f"M{16 + 11.4 * k:.1f} 93L{15 + 11.7 * k:.1f} 102", trim_color(paint), 3.4)
    if item.noun == "dress":
        stitched(canvas, "M35 8L42 22L50 26L58 22L65 8L70 9L66 44L34 44L30 9Z", paint)
        sleeve, collar = scene.part(item, "sleeve"), scene.part(item, "collar")
        for d in ("M31 9L20 14L14 32L24 36L33 24Z", "M69 9L80 14L86 32L76 36L67 24Z") if sleeve else ():
            stitched(canvas, d, sleeve.paint(paint.color))
        for d in ("M34 7L42 22L50 26L44 32L32 20Z", "M66 7L58 22L50 26L56 32L68 20Z") if collar else ():
            stitched(canvas, d, collar.paint(lighten(paint.color, 0.7)))
        buttons(canvas, scene, item, [(50, 31), (50, 38)], 1.8, always=False)
    named = next((name for name in ("belt", "ribbon", "thread") if scene.part(item, name)), "belt")
    sash = part_paint(scene, item, named, darken(paint.color, 0.25))
    canvas.surface(rect(35.5, top - 3, 29, 7), sash)
