"""Plane figures and solids in a 100 x 100 frame. Polyhedra are real ones: rotated, hull faces lit by their normals."""

import itertools
import math

from .canvas.canvas import Canvas
from .canvas.figures import Figure, Point, ellipse, path, polygon, polyline, rect, regular, smooth
from .canvas.paint import Paint
from .canvas.textures import draw_texture, surface
from .colors import SHADE, darken, lighten
from .words.scene import Item

FIGURES = {}
LIGHT = (-0.5, -0.7, 0.52)  # towards the light: from the upper left, in front


def figure(*names: str):
    """Register a figure: function(canvas, paint)."""

    def register(function):
        FIGURES.update(dict.fromkeys(names, function))
        return function

    return register


def flat(name: str, outline: Figure) -> None:
    """Register a plane figure given by its outline."""
    FIGURES[name] = lambda canvas, paint: surface(canvas, outline, paint, 0.1)


for _name, _d in {
    "circle": ellipse(50, 50, 46), "oval": ellipse(50, 50, 48, 32), "triangle": polygon([(50, 6), (96, 88), (4, 88)]),
    "square": rect(10, 10, 80, 80), "rectangle": rect(3, 24, 94, 52),
    "trapezoid": polygon([(27, 22), (73, 22), (98, 78), (2, 78)]), "pentagon": regular(50, 53, 48, 5),
    "hexagon": regular(50, 50, 48, 6),
    "heptagon": regular(50, 51, 48, 7), "octagon": regular(50, 50, 50, 8, math.pi / 8),
    "diamond": polygon([(50, 2), (84, 50), (50, 98), (16, 50)]),
    "parallelogram": polygon([(26, 26), (98, 26), (74, 76), (2, 76)]), "star": regular(50, 53, 50, 5, inner=0.45),
    "cross": polygon([(36, 6), (64, 6), (64, 36), (94, 36), (94, 64), (64, 64), (64, 94), (36, 94), (36, 64),
                      (6, 64), (6, 36), (36, 36)]),
    "crescent": path("M66 5C30 -1 6 24 6 50C6 76 30 101 66 95C46 88 34 70 34 50C34 30 46 12 66 5Z"),
    "heart": path("M50 92C10 62 2 42 8 26C16 8 40 8 50 30C60 8 84 8 92 26C98 42 90 62 50 92Z"),
    "semicircle": path("M4 70C4 14 96 14 96 70Z"), "dot": ellipse(50, 50, 46),
    "arrow": polygon([(4, 38), (54, 38), (54, 14), (98, 50), (54, 86), (54, 62), (4, 62)]),
    "droplet": path("M50 4C62 30 84 46 84 66C84 108 16 108 16 66C16 46 38 30 50 4Z"),
    "line": rect(0, 43, 100, 14), "plane": polygon([(24, 40), (100, 40), (76, 72), (0, 72)]),
    "sheet": polygon([(8, 10), (98, 4), (92, 92), (2, 96)]), "abstract": ellipse(50, 50, 46),
}.items():  # fmt: skip
    flat(_name, _d)


def spiral_points(turns: float = 2.6, radius: float = 44) -> list[Point]:
    """From the centre outwards."""
    steps = int(turns * 14)
    return [
        (
            50 + radius * i / steps * math.cos(math.tau * turns * i / steps),
            50 + radius * i / steps * math.sin(math.tau * turns * i / steps),
        )
        for i in range(2, steps + 1)
    ]


@figure("spiral")
def spiral(canvas: Canvas, paint: Paint) -> None:
    d = smooth(spiral_points(), closed=False)
    if paint.second:
        canvas.fill(ellipse(50, 50, 49), paint.second)
    canvas.line(d, darken(paint.color, 0.35), 10.5)
    canvas.line(d, paint.color, 8)


@figure("ring", "arc")
def ring(canvas: Canvas, paint: Paint) -> None:
    canvas.line(ellipse(50, 50, 38), darken(paint.color, 0.25), 17)
    canvas.line(ellipse(49, 49, 38), paint.color, 13)
    canvas.line(smooth([(15, 40), (24, 24), (40, 14)], closed=False), lighten(paint.color, 0.55), 5)


@figure("wave", "brushstroke")
def wave(canvas: Canvas, paint: Paint) -> None:
    points = [(2, 56), (26, 34), (50, 56), (74, 76), (98, 52)]
    canvas.line(smooth(points, closed=False), darken(paint.color, 0.2), 21)
    canvas.line(smooth([(x, y - 4) for x, y in points], closed=False), paint.color, 13)
    canvas.line(smooth([(x, y - 8) for x, y in points[1:4]], closed=False), lighten(paint.color, 0.45), 4)


@figure("zigzag")
def zigzag(canvas: Canvas, paint: Paint) -> None:
    canvas.line(polyline((6, 62), (28, 34), (50, 62), (72, 34), (94, 62)), paint.color, 13)


@figure("knot")
def knot(canvas: Canvas, paint: Paint) -> None:
    """A trefoil: one cord, over and under itself by turns."""

    def at(t: float) -> Point:
        return 50 + 15 * (math.sin(t) + 2 * math.sin(2 * t)), 47 - 15 * (math.cos(t) - 2 * math.cos(2 * t))

    whole = smooth([at(math.tau * i / 48) for i in range(48)])
    for width, tone in ((17, darken(paint.color, 0.45)), (13, paint.color), (4, lighten(paint.color, 0.45))):
        canvas.line(whole, tone, width)
    for k in range(3):  # the three stretches that pass over
        middle = math.tau * (k + 0.155) / 3
        rim, cord, gleam = (  # each longer than what it covers the ends of
            smooth([at(middle + reach * i / 4) for i in range(-4, 5)], closed=False) for reach in (0.18, 0.29, 0.37)
        )
        canvas.line(rim, darken(paint.color, 0.45), 17)
        canvas.line(cord, paint.color, 13)
        canvas.line(gleam, lighten(paint.color, 0.45), 4)


@figure("starburst")
def starburst(canvas: Canvas, paint: Paint) -> None:
    """Rays from the middle, in both colours by turns."""
    second = paint.second or lighten(paint.color, 0.45)
    for i in range(16):
        a, b = math.tau * (i - 0.5) / 16, math.tau * (i + 0.5) / 16
        reach = 50 if i % 2 else 40
        points = [(50, 50), (50 + reach * math.cos(a), 50 + reach * math.sin(a)),
                  (50 + reach * math.cos(b), 50 + reach * math.sin(b))]  # fmt: skip
        canvas.fill(polygon(points), paint.color if i % 2 else second)
    canvas.fill(ellipse(50, 50, 12), lighten(paint.color, 0.25))


@figure("helix")
def helix(canvas: Canvas, paint: Paint) -> None:
    """Two strands about one axis, with rungs."""
    second = paint.second or darken(paint.color, 0.35)
    for k in range(11):
        y, reach = 6 + 8.8 * k, 24 * math.cos(math.tau * k / 7)
        canvas.line(polyline((50 - reach, y), (50 + reach, y)), lighten(paint.color, 0.4), 3.4)
    for sign, tone in ((-1, second), (1, paint.color)):
        points = [(50 + sign * 24 * math.cos(math.tau * y / 61.6 - 0.6), 2 + y) for y in range(0, 98, 4)]
        canvas.line(smooth(points, closed=False), darken(tone, 0.3), 11)
        canvas.line(smooth(points, closed=False), tone, 8)


@figure("infinity")
def infinity(canvas: Canvas, paint: Paint) -> None:
    right = "C62 32 70 28 80 30C98 34 98 66 80 70C70 72 62 68 50 50"
    left = "C38 32 30 28 20 30C2 34 2 66 20 70C30 72 38 68 50 50"
    loop = path(f"M50 50{right}{left}Z")
    for width, tone in ((15, darken(paint.color, 0.35)), (11, paint.color), (3.6, lighten(paint.color, 0.45))):
        canvas.line(loop, tone, width)


@figure("mandala")
def mandala(canvas: Canvas, paint: Paint) -> None:
    """Rings of petals, in both colours by turns."""
    second = paint.second or lighten(paint.color, 0.5)
    for ring, (radius, petals, size) in enumerate(((39, 14, 11), (27, 10, 10), (15, 7, 8))):
        tone = second if ring % 2 else paint.color
        canvas.fill(ellipse(50, 50, radius + 2), darken(second if tone == paint.color else paint.color, 0.12))
        for i in range(petals):
            a = math.tau * i / petals
            canvas.fill(ellipse(50 + radius * math.cos(a), 50 + radius * math.sin(a), size * 0.86), tone)
            canvas.fill(ellipse(50 + radius * math.cos(a), 50 + radius * math.sin(a), size * 0.4), lighten(tone, 0.5))
    canvas.fill(ellipse(50, 50, 9), second)
    canvas.fill(ellipse(50, 50, 4.5), paint.color)


@figure("arrow-thin")
def dart(canvas: Canvas, paint: Paint) -> None:
    """An archer's arrow."""
    canvas.line(polyline((8, 50), (88, 50)), darken(paint.color, 0.25), 6)
    canvas.line(polyline((8, 49), (88, 49)), paint.color, 4)
    canvas.fill(polygon([(82, 40), (99, 50), (82, 60), (86, 50)]), paint.color)
    for x in (4, 12, 20):
        canvas.fill(polygon([(x, 40), (x + 6, 40), (x + 13, 50), (x + 6, 60), (x, 60), (x + 7, 50)]),
                    lighten(paint.color, 0.3))  # fmt: skip


@figure("thread")
def thread(canvas: Canvas, paint: Paint) -> None:
    canvas.line(smooth([(2, 30), (30, 60), (60, 36), (98, 66)], closed=False), paint.color, 7)


@figure("sphere")
def sphere(canvas: Canvas, paint: Paint) -> None:
    stops = [(0, lighten(paint.color, 0.6), 1), (0.42, paint.color, 1), (1, darken(paint.color, 0.45), 1)]
    ball = ellipse(50, 50, 48)
    canvas.fill(ball, canvas.radial(stops, (0.36, 0.3), 0.75), paint.opacity)
    if paint.texture in ("iridescent", "clockwork", "marble", "wood", "rusty", "striped", "checkered", "polka", "fade"):
        draw_texture(canvas, paint, ball)
        shade = [(0.5, SHADE, 0), (1, SHADE, 0.42)]
        canvas.fill(ball, canvas.radial(shade, (0.36, 0.3), 0.75))
    canvas.fill(ellipse(33, 27, 11, 7), "#ffffff", 0.75)
    canvas.line(smooth([(28, 86), (52, 93), (78, 82)], closed=False), lighten(paint.color, 0.4), 3, 0.6)


@figure("hemisphere")
def hemisphere(canvas: Canvas, paint: Paint) -> None:
    surface(canvas, path("M2 58C2 4 98 4 98 58Z"), paint, 0.3)
    canvas.fill(ellipse(50, 58, 48, 14), darken(paint.color, 0.3))


@figure("cone")
def cone(canvas: Canvas, paint: Paint) -> None:
    body = path("M50 2L90 84C84 100 16 100 10 84Z")
    canvas.fill(
        body,
        canvas.gradient(
            [lighten(paint.color, 0.1), lighten(paint.color, 0.5), paint.color, darken(paint.color, 0.42)], (1, 0)
        ),
    )


@figure("cylinder")
def cylinder(canvas: Canvas, paint: Paint) -> None:
    body = path("M18 16L82 16L82 86C76 98 24 98 18 86Z")
    canvas.fill(
        body, canvas.gradient([paint.color, lighten(paint.color, 0.4), paint.color, darken(paint.color, 0.4)], (1, 0))
    )
    canvas.fill(ellipse(50, 16, 32, 10), lighten(paint.color, 0.3))


@figure("torus")
def torus(canvas: Canvas, paint: Paint) -> None:
    for inset, tone, width in (
        (0, darken(paint.color, 0.35), 26),
        (-2, paint.color, 19),
        (-5, lighten(paint.color, 0.35), 6),
    ):
        canvas.line(ellipse(50 + inset * 0.3, 54 + inset, 36, 22), tone, width)


PHI = (1 + 5**0.5) / 2


def _signed(*triples: tuple[float, float, float]) -> list[tuple[float, float, float]]:
    """All sign changes of the triples."""
    points = {
        tuple(c * s for c, s in zip(t, signs, strict=True))
        for t in triples
        for signs in itertools.product((1, -1), repeat=3)
    }
    return sorted(points)


def _cyclic(a: float, b: float, c: float) -> list[tuple[float, float, float]]:
    return [(a, b, c), (b, c, a), (c, a, b)]


POLYHEDRA = {
    "tetrahedron": [(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)],
    "octahedron": _signed(*_cyclic(0, 0, 1)),
    "cube": _signed((1, 1, 1)),
    "cuboid": _signed((1.4, 0.8, 0.8)),
    "icosahedron": _signed(*_cyclic(0, 1, PHI)),
    "dodecahedron": _signed((1, 1, 1), *_cyclic(0, 1 / PHI, PHI)),
    "pyramid": [(0, -1.15, 0), (1, 0.75, 1), (1, 0.75, -1), (-1, 0.75, 1), (-1, 0.75, -1)],
    "prism": [(x, y, z) for z in (1.1, -1.1) for x, y in ((0, -1), (0.9, 0.7), (-0.9, 0.7))],
}
POSES = {"pyramid": (0.28, 0.6), "cube": (0.5, 0.72), "cuboid": (0.5, 0.6), "prism": (0.35, 0.7),
         "dodecahedron": (0.3, 0.25),
         "icosahedron": (0.25, 0.3), "octahedron": (0.3, 0.45), "tetrahedron": (0.55, 0.5)}  # fmt: skip


def _rotate(point, tilt: float, turn: float):
    """About the vertical, then about the horizontal axis; y is down, +z is towards the viewer."""
    x, y, z = point
    x, z = x * math.cos(turn) + z * math.sin(turn), -x * math.sin(turn) + z * math.cos(turn)
    return x, y * math.cos(tilt) + z * math.sin(tilt), -y * math.sin(tilt) + z * math.cos(tilt)


def hull_faces(points: list) -> list[tuple[tuple[float, float, float], list[int]]]:
    """Faces of a convex polyhedron: (outward unit normal, corner indices in order); tries all planes of 3 corners."""
    faces, seen = [], set()
    for a, b, c in itertools.combinations(range(len(points)), 3):
        u = [q - p for p, q in zip(points[a], points[b], strict=True)]
        w = [q - p for p, q in zip(points[a], points[c], strict=True)]
        n = (u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0])
        length = math.hypot(*n)
        if length < 1e-9:
            continue
        n = tuple(v / length for v in n)
        heights = [sum(ni * (pi - ai) for ni, pi, ai in zip(n, p, points[a], strict=True)) for p in points]
        if max(heights) > 1e-6 and min(heights) < -1e-6:
            continue
        corners = tuple(i for i, h in enumerate(heights) if abs(h) < 1e-6)
        if corners in seen:
            continue
        seen.add(corners)
        n = n if max(heights) <= 1e-6 else tuple(-v for v in n)
        centre = [sum(points[i][k] for i in corners) / len(corners) for k in range(3)]
        right = [points[corners[0]][k] - centre[k] for k in range(3)]
        up = (n[1] * right[2] - n[2] * right[1], n[2] * right[0] - n[0] * right[2], n[0] * right[1] - n[1] * right[0])

        def angle(i, centre=centre, right=right, up=up):
            d = [points[i][k] - centre[k] for k in range(3)]
            return math.atan2(
                sum(p * q for p, q in zip(d, up, strict=True)), sum(p * q for p, q in zip(d, right, strict=True))
            )

        faces.append((n, sorted(corners, key=angle)))
    return faces


def _polyhedron(name: str):
    tilt, turn = POSES[name]

    def draw(canvas: Canvas, paint: Paint) -> None:
        points = [_rotate(p, tilt, turn) for p in POLYHEDRA[name]]
        scale = 47 / max(max(abs(p[0]), abs(p[1])) for p in points)
        for normal, corners in hull_faces(points):
            if normal[2] <= 0.01:
                continue
            d = polygon([(50 + points[i][0] * scale, 50 + points[i][1] * scale) for i in corners])
            lit = sum(n * v for n, v in zip(normal, LIGHT, strict=True))
            tone = lighten(paint.color, 0.42 * lit) if lit > 0 else darken(paint.color, 0.45 * -lit + 0.08)
            if paint.texture in (
                "iridescent",
                "wood",
                "wooden",
                "checkered",
                "striped",
                "polka",
                "marble",
                "brick",
                "rusty",
                "fade",
            ):
                surface(canvas, d, Paint(tone, paint.second, paint.texture, paint.opacity), 0.05)
            else:
                canvas.fill(d, canvas.gradient([lighten(tone, 0.1), darken(tone, 0.08)]), paint.opacity)
            canvas.line(d, darken(paint.color, 0.3), 1.4)

    return draw


for _name in POLYHEDRA:
    FIGURES[_name] = _polyhedron(_name)


DEFAULTS = {"heart": "#e0344e", "star": "#f6c431", "sun": "#ffd23e"}  # colours where the words name none


def draw_figure(canvas: Canvas, item: Item, paint: Paint | None = None) -> None:
    """Draw the item's figure into the current frame; unknown names give a circle."""
    name = f"{item.noun}-thin" if "thin" in item.traits else item.noun
    paint = paint or item.paint(DEFAULTS.get(item.noun, "#7a9cc0"))
    FIGURES.get(name, FIGURES.get(item.noun, FIGURES["circle"]))(canvas, paint)
