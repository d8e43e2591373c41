"""A finished drawing as another medium has it: a sepia photograph, a line drawing, watercolours, pixel art."""

import re

from PIL import Image

from ..colors import darken, luminance, mix

COLORED = re.compile(r'\b(fill|stroke|stop-color)="(#[0-9a-fA-F]{3,6})"')


def gray(color: str) -> str:
    level = round(255 * luminance(color) ** (1 / 2.2))
    return f"#{level:02x}{level:02x}{level:02x}"


def sepia(color: str) -> str:
    return mix("#33200e", "#fdf0d5", luminance(color) ** (1 / 2.2))


def blueprint(color: str) -> str:
    return mix("#123a7c", "#dcebff", luminance(color) ** (1 / 2.2) * 0.6)


def chalk(color: str) -> str:
    return mix("#24332c", color, 0.34)


def line(color: str) -> str:
    return mix(gray(color), "#ffffff", 0.86)


def watercolor(color: str) -> str:
    return mix(color, "#fffdf6", 0.34)


def comic(color: str) -> str:
    return color


COLORS = {"gray": gray, "sepia": sepia, "blueprint": blueprint, "line": line, "chalk": chalk,
          "watercolor": watercolor, "comic": comic}  # fmt: skip
MEDIA = {*COLORS, "pixels"}
OUTLINED = {"line": "#222222", "blueprint": "#dcebff", "chalk": "#f3f1e6", "comic": "#1f1b24"}  # colour of the outlines
DRAWN = re.compile(r'<(path|rect|ellipse|circle|polygon)\b(?![^>]*stroke=)([^>]*?)(/?)>')
FLAT = re.compile(
    r'<(path|rect|ellipse|circle|polygon)\b(?![^>]*(?:stroke|opacity)=)([^>]*?fill="(#[0-9a-f]{3,6})"[^>]*?)(/?)>'
)
FINE, COARSE, TONES, LENGTH = 64, 32, 14, 9_800  # pixels of pixel art, its colours, and bytes that the finer may have


def in_medium(svg: str, medium: str) -> str:
    """A drawing's text with every colour changed; what is drawn in lines or with a brush gets edges as well."""
    if medium == "pixels":
        fine = pixels(svg, FINE)
        return fine if len(fine) <= LENGTH else pixels(svg, COARSE)
    change = COLORS[medium]
    svg = COLORED.sub(lambda found: f'{found[1]}="{change(full(found[2]))}"', svg)
    if medium in OUTLINED:
        svg = DRAWN.sub(rf'<\1 stroke="{OUTLINED[medium]}"\2\3>', svg)
    elif medium == "watercolor":
        svg = FLAT.sub(wet_edge, svg)
    return svg


def wet_edge(found: re.Match) -> str:
    """A translucent wash, with the darker rim where its pigment gathers."""
    tag, attributes, color, end = found.groups()
    rim = darken(full(color), 0.25)
    return f'<{tag} fill-opacity=".78" stroke="{rim}" stroke-opacity=".45"{attributes}{end}>'


def pixels(svg: str, side: int) -> str:
    """The drawing as `side` x `side` squares of a few colours, each colour one path of rectangles."""
    from .canvas import SIZE, rasterize

    small = rasterize(svg).resize((side, side), Image.Resampling.BOX).quantize(TONES, dither=Image.Dither.NONE)
    palette, cells = small.getpalette(), [list(row) for row in rows_of(small)]
    ground = max(range(TONES), key=lambda tone: sum(row.count(tone) for row in cells))
    paths: dict[int, list[str]] = {}
    for x, y, width, height, tone in rectangles(cells):
        if tone != ground:
            paths.setdefault(tone, []).append(f"M{x} {y}h{width}v{height}h-{width}z")

    def color(tone: int) -> str:
        return "#{:02x}{:02x}{:02x}".format(*palette[3 * tone : 3 * tone + 3])

    drawn = [f'<path fill="{color(tone)}" d="{"".join(runs)}"/>' for tone, runs in sorted(paths.items())]
    whole = f'<rect fill="{color(ground)}" width="{side}" height="{side}"/>'
    scaled = f'<g transform="scale({SIZE // side})">{whole}{"".join(drawn)}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">{scaled}</svg>'


def rows_of(image: Image.Image) -> list[bytes]:
    data, width = image.tobytes(), image.width
    return [data[i : i + width] for i in range(0, len(data), width)]


def rectangles(cells: list[list[int]]) -> list[tuple[int, int, int, int, int]]:
    """Greedily, the widest and then the tallest of one tone from each cell on: x, y, width, height, tone."""
    found, side = [], len(cells)
    taken = [[False] * side for _ in range(side)]
    for y in range(side):
        for x in range(side):
            if taken[y][x]:
                continue
            tone, x1, y1 = cells[y][x], x, y + 1
            while x1 < side and cells[y][x1] == tone and not taken[y][x1]:
                x1 += 1
            while y1 < side and all(cells[y1][k] == tone and not taken[y1][k] for k in range(x, x1)):
                y1 += 1
            for row in range(y, y1):
                taken[row][x:x1] = [True] * (x1 - x)
            found.append((x, y, x1 - x, y1 - y, tone))
    return found


def full(color: str) -> str:
    """ "#abc" -> "#aabbcc"."""
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])
