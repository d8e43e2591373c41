"""The colours of a finished drawing as another medium has them: a sepia photograph, a line drawing, a blueprint."""

import re

from ..colors import luminance, mix

COLORED = re.compile(r'\b(fill|stroke|stop-color)="(#[0-9a-fA-F]{3,6})"')


def gray(color: str) -> str:
    level = round(255 * luminance(color) ** (1 / 2.2))
    return f"#{level:02x}{level:02x}{level:02x}"


def sepia(color: str) -> str:
    return mix("#33200e", "#fdf0d5", luminance(color) ** (1 / 2.2))


def blueprint(color: str) -> str:
    return mix("#123a7c", "#dcebff", luminance(color) ** (1 / 2.2) * 0.6)


def line(color: str) -> str:
    return mix(gray(color), "#ffffff", 0.86)


MEDIA = {"gray": gray, "sepia": sepia, "blueprint": blueprint, "line": line}
OUTLINED = {"line": "#222222", "blueprint": "#dcebff"}  # colour of the outlines
DRAWN = re.compile(r'<(path|rect|ellipse|circle|polygon)\b(?![^>]*stroke=)([^>]*?)(/?)>')


def in_medium(svg: str, medium: str) -> str:
    """A drawing's text with every colour changed; what is drawn in lines gets outlines as well."""
    change = MEDIA[medium]
    svg = COLORED.sub(lambda found: f'{found[1]}="{change(full(found[2]))}"', svg)
    if medium in OUTLINED:
        outline = OUTLINED[medium]
        svg = DRAWN.sub(rf'<\1 stroke="{outline}"\2\3>', svg)
    return svg


def full(color: str) -> str:
    """ "#abc" -> "#aabbcc"."""
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])
