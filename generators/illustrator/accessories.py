"""Scarves, shoes, hats, gloves and soft goods, drawn like the garments."""

from dataclasses import replace

from .canvas import Canvas, Paint, ellipse, polygon, rect, smooth
from .colors import darken, lighten, luminance
from .garments import ROUND, garment, part_paint, stitched, trim_color


@garment("scarf")
def scarf(canvas, item, scene):
    """Looped once, both ends hanging, with tassels."""
    paint = item.paint("#b03a5b")
    named = scene.part(item, "tassel") or scene.part(item, "fringe") or scene.part(item, "trim")
    own = named.colors[0] if named and named.colors else None
    shade = replace(paint, color=darken(paint.color, 0.12))
    back = smooth([(20, 24), (34, 10), (50, 6), (66, 10), (80, 24), (70, 34), (50, 24), (30, 34)])
    if item.relation is None:  # somebody's neck hides it
        stitched(canvas, back, replace(paint, texture=None, color=darken(paint.color, 0.3)))
    for d, ends, tone in (
        ("M50 36L70 40L80 80L58 84Z", [(59 + 5 * i, 83 - i) for i in range(5)], shade),
        ("M32 40L54 38L46 86L20 82Z", [(21.5 + 5.8 * i, 82.5 + i) for i in range(5)], paint),
    ):
        for x, y in ends:
            tassel(canvas, x, y, own or darken(paint.color, 0.16))
        stitched(canvas, d, tone)
    stitched(
        canvas,
        smooth([(16, 24), (28, 34), (50, 37), (72, 34), (84, 24), (86, 38), (70, 50), (50, 53), (30, 50), (14, 38)]),
        paint,
    )
    stitched(canvas, smooth([(40, 34), (54, 32), (60, 46), (50, 58), (37, 52)]), shade)


def tassel(canvas: Canvas, x: float, y: float, color: str) -> None:
    canvas.fill(polygon([(x - 1.2, y), (x + 1.2, y), (x + 2.8, y + 14), (x - 2.8, y + 14)]), color)
    canvas.fill(ellipse(x, y + 2, 2.3), lighten(color, 0.3))


@garment("socks")
def socks(canvas, item, scene):
    paint = item.paint("#5a7fb0")
    band = replace(paint, texture=None, color=paint.second or darken(paint.color, 0.2))
    for dx, dy in ((-6, -3), (26, 6)):
        d = smooth([(22, 8), (48, 8), (49, 34), (50, 56), (66, 68), (72, 80), (60, 90), (38, 84), (24, 70), (21, 40)])
        with canvas.group(f'transform="translate({dx} {dy})"'):
            stitched(canvas, d, paint)
            with canvas.clipped(f'<path d="{d}"/>'):
                canvas.fill(ellipse(69, 84, 15), band.color)
                canvas.fill(ellipse(26, 76, 13), band.color)
            stitched(canvas, rect(19.5, 4, 31, 11), band)


@garment("shoes", "boots")
def shoes(canvas, item, scene):
    paint = item.paint("#9a5a36")
    paint = replace(paint, texture=paint.texture or "leather")
    laces = part_paint(scene, item, "lace", lighten(paint.color, 0.65)).color
    sole = part_paint(scene, item, "sole", "#f1ede4" if item.noun == "shoes" else darken(paint.color, 0.55)).color
    top = 46 if item.noun == "shoes" else 14
    for dx, dy in ((0, -10), (14, 6)):
        with canvas.group(f'transform="translate({dx - 6} {dy})"'):
            stitched(canvas, f"M16 {top}L46 {top}L50 58C62 64 82 64 86 82L16 82Z", paint)
            canvas.surface("M14 81L88 81C90 86 88 90 84 91L14 91Z", Paint(sole))
            for i in range(3):
                y = 58 - 8 * i if item.noun == "boots" else 52 + 5 * i
                x = 38 + (0 if item.noun == "boots" else 6 * i)
                canvas.line(f"M{x} {y + 4}L{x + 13} {y - 2}", laces, 2.8)
            canvas.fill(rect(15.5, top, 31, 5), darken(paint.color, 0.3))


@garment("hat", "cap", "beanie")
def hat(canvas, item, scene):
    paint = item.paint("#a8763e")
    if item.noun == "beanie":
        paint = replace(paint, texture=paint.texture or "knit")
        stitched(canvas, smooth([(16, 72), (20, 36), (50, 16), (80, 36), (84, 72), (50, 76)]), paint)
        stitched(
            canvas, "M12 66L88 66L88 86L12 86Z", replace(paint, texture="corduroy", color=darken(paint.color, 0.14))
        )
        canvas.surface(
            ellipse(50, 15, 11), Paint(part_paint(scene, item, "pom", lighten(paint.color, 0.5)).color, texture="fur")
        )
        return
    if item.noun == "cap":
        stitched(
            canvas,
            smooth([(58, 66), (96, 66), (98, 76), (76, 78), (50, 74)]),
            replace(paint, texture=None, color=darken(paint.color, 0.2)),
        )
    else:
        stitched(canvas, ellipse(50, 72, 48, 13), replace(paint, color=darken(paint.color, 0.1)))
    stitched(canvas, "M22 72C20 40 30 24 42 26C48 30 54 30 60 26C72 24 80 40 78 72C66 80 34 80 22 72Z", paint)
    ribbon = part_paint(scene, item, "ribbon", darken(paint.color, 0.5))
    if item.noun == "hat":
        canvas.surface("M21.5 60C36 68 64 68 78.5 60L78 72C64 80 36 80 22 72Z", ribbon)
    adorned(canvas, scene, item, 66, 64)


def adorned(canvas: Canvas, scene, item, x: float, y: float) -> None:
    """A feather or a flower stuck into a hat's band at (x, y), where the words have one."""
    feather, flower = scene.part(item, "feather"), scene.part(item, "flower") or scene.part(item, "flowers")
    if feather:
        paint = feather.paint("#f6f2e6")
        canvas.surface(smooth([(x, y), (x + 4, y - 24), (x + 20, y - 44), (x + 26, y - 26), (x + 12, y - 6)]), paint)
        canvas.line(f"M{x} {y}C{x + 6} {y - 18} {x + 12} {y - 30} {x + 20} {y - 42}", darken(paint.color, 0.3), 1.8)
    if flower:
        color = flower.paint("#ee5f86").color
        for dx, dy in ((0, -7), (7, -2), (4, 6), (-4, 6), (-7, -2)):
            canvas.fill(ellipse(x + dx, y + dy, 5), color)
        canvas.fill(ellipse(x, y, 3.6), "#ffd84d")


@garment("tophat")
def tophat(canvas, item, scene):
    paint = item.paint("#26232f")
    canvas.surface(ellipse(50, 86, 47, 11), replace(paint, color=darken(paint.color, 0.15)))
    canvas.surface("M24 16L76 16L72 84C60 90 40 90 28 84Z", paint)
    canvas.fill(ellipse(50, 16, 26, 6), lighten(paint.color, 0.18))
    band = "#b8303f" if luminance(paint.color) < 0.3 else darken(paint.color, 0.5)
    canvas.surface("M26.5 62L73.5 62L72 80C60 86 40 86 28 80Z", part_paint(scene, item, "ribbon", band))
    adorned(canvas, scene, item, 64, 70)


@garment("gloves")
def gloves(canvas, item, scene):
    paint = item.paint("#b5473f")
    for flip in (1, -1):
        with canvas.group(f'transform="translate({26 if flip > 0 else 74} 0) scale({flip} 1) translate(-26 0)"'):
            stitched(
                canvas,
                smooth(
                    [(12, 76), (8, 40), (12, 18), (24, 10), (36, 18), (38, 42), (46, 36), (49, 44), (40, 62), (36, 76)]
                ),
                paint,
            )
            stitched(canvas, rect(10, 74, 28, 17), replace(paint, texture="fur", color=lighten(paint.color, 0.4)))


@garment("tie")
def tie(canvas, item, scene):
    paint = item.paint("#2f5aa0")
    stitched(canvas, "M46 18L54 18L66 82L50 98L34 82Z", paint)
    stitched(canvas, "M38 2L62 2L56 20L44 20Z", replace(paint, color=darken(paint.color, 0.1)))


@garment("bowtie")
def bowtie(canvas, item, scene):
    paint = item.paint("#c23b4e")
    for d in ("M50 50L10 26C4 40 4 60 10 74Z", "M50 50L90 26C96 40 96 60 90 74Z"):
        stitched(canvas, d, paint, 2.4)
    stitched(
        canvas,
        smooth([(42, 40), (58, 40), (60, 50), (58, 60), (42, 60), (40, 50)]),
        replace(paint, color=darken(paint.color, 0.15)),
        2.4,
    )


@garment("blanket")
def blanket(canvas, item, scene):
    """Folded into a soft stack with one corner turned over."""
    paint = item.paint("#d9c7b0")
    paint = replace(paint, texture=paint.texture or "wool")
    for i, y in enumerate((70, 50, 30)):
        tone = replace(paint, color=darken(paint.color, 0.12 - 0.05 * i))
        stitched(
            canvas,
            smooth(
                [
                    (5 + i, y + 10),
                    (10, y - 1),
                    (50, y),
                    (90, y - 1),
                    (95 - i, y + 10),
                    (90, y + 22),
                    (50, y + 23),
                    (10, y + 22),
                ]
            ),
            tone,
            1.6,
        )
    stitched(canvas, smooth([(10, 34), (34, 27), (70, 27), (92, 33), (82, 70), (60, 86), (38, 76)]), paint, 1.6)
    canvas.line(smooth([(14, 38), (42, 74), (60, 82)], closed=False), trim_color(paint), 2, 0.6)


@garment("pillow")
def pillow(canvas, item, scene):
    paint = item.paint("#c9a0b8")
    d = "M10 24C30 31 70 31 90 24C84 45 84 68 91 88C70 80 30 80 9 88C16 68 16 45 10 24Z"
    stitched(canvas, d, paint, 2)
    for x, y in ((10, 24), (90, 24), (91, 88), (9, 88)):
        canvas.fill(ellipse(x, y, 4.4), darken(paint.color, 0.3))
    for line in ("M18 32L31 41", "M82 32L69 41", "M17 80L31 70", "M83 80L69 70"):
        canvas.line(line, trim_color(paint), 2, 0.6)


@garment("belt")
def belt(canvas, item, scene):
    paint = replace(item.paint("#7a4a2a"), texture="leather")
    stitched(canvas, smooth([(4, 44), (50, 54), (96, 44), (97, 62), (50, 74), (3, 62)]), paint, 1.6)
    buckle = part_paint(scene, item, "buckle", ROUND).color
    canvas.line(rect(38, 46, 24, 28), buckle, 5)
    canvas.line("M50 60L66 60", lighten(buckle, 0.2), 4)


@garment("bag")
def bag(canvas, item, scene):
    paint = item.paint("#a5633a")
    canvas.line(
        smooth([(28, 44), (32, 12), (68, 12), (72, 44)], closed=False),
        part_paint(scene, item, "handle", darken(paint.color, 0.3)).color,
        6,
    )
    stitched(canvas, smooth([(12, 40), (50, 36), (88, 40), (94, 84), (84, 96), (16, 96), (6, 84)]), paint, 2)
    stitched(
        canvas,
        "M11 40L89 40L84 62C66 72 34 72 16 62Z",
        replace(paint, texture=None, color=darken(paint.color, 0.14)),
        2,
    )
    canvas.fill(rect(45, 60, 10, 13), part_paint(scene, item, "buckle", ROUND).color)


@garment("cape")
def cape(canvas, item, scene):
    paint = item.paint("#9a2036")
    stitched(
        canvas,
        smooth([(38, 8), (62, 8), (80, 40), (94, 94), (70, 98), (50, 95), (30, 98), (6, 94), (20, 40)]),
        paint,
        1.6,
    )
    for x0, x1 in ((42, 30), (50, 50), (58, 70)):
        canvas.line(f"M{x0} 20L{x1} 93", trim_color(paint), 2.4, 0.6)
    canvas.fill(ellipse(50, 13, 6), part_paint(scene, item, "buckle", ROUND).color)
    hood = scene.part(item, "hood")
    if hood:
        stitched(canvas, "M32 14C26 -2 74 -2 68 14C60 24 40 24 32 14Z", hood.paint(darken(paint.color, 0.1)))
