"""A paint as CSS has it -> one that CairoSVG and browsers both draw: a name, #rrggbb, rgba(...), none or a reference.

tinycss2 reads CSS Color Level 4; what it does not turn into sRGB itself (lab, lch, oklab, oklch, color()) goes there by
the matrices of that specification, section 18, and is clipped. What no browser reads, but models write ("light blue",
"hsl(120, 50, 50)"), is taken for what it says.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from itertools import pairwise

import tinycss2
from tinycss2.ast import Node
from tinycss2.color4 import Color, parse_color

from support.css_colors import NAMED

UNKNOWN = "#888"  # where a paint is not understood
REFERENCE = re.compile(r"url\(\s*(?:[\"']\s*)?#([^()\"'\s]+)[\"'\s]*\)\s*([^;]*)")
MAX_LENGTH = 400  # of a paint that is looked at
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(%?)")
_MODELS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
_WORD = re.compile(r"[a-z]+")

# Rows of linear RGB <- XYZ (D65), of XYZ (D65) <- XYZ (D50), and of XYZ <- linear RGB of other spaces.
_RGB_OF_XYZ = (
    (3.2409699, -1.5373832, -0.4986108),
    (-0.9692436, 1.8759675, 0.0415551),
    (0.0556301, -0.2039770, 1.0569715),
)
_D65_OF_D50 = (
    (0.9554734, -0.0230985, 0.0632593),
    (-0.0283697, 1.0099955, 0.0210414),
    (0.0123140, -0.0205077, 1.3303659),
)
_XYZ_OF = {
    "display-p3": ((0.4865709, 0.2656677, 0.1982173), (0.2289746, 0.6917385, 0.0792869), (0.0, 0.0451134, 1.0439444)),
    "rec2020": ((0.6369580, 0.1446169, 0.1688810), (0.2627002, 0.6779981, 0.0593017), (0.0, 0.0280727, 1.0609851)),
    "a98-rgb": (
        (0.5766690, 0.1855582, 0.1882286),
        (0.2973450, 0.6273636, 0.0752915),
        (0.0270314, 0.0706889, 0.9913375),
    ),
    "prophoto-rgb": ((0.7977666, 0.1351813, 0.0313477), (0.2880748, 0.7118352, 0.0000900), (0.0, 0.0, 0.8251046)),
}


def paint(value: str) -> str | None:
    """`value` as both draw it; None where there is no colour in it. What is transparent is rgba(..., 0).

    >>> paint("oklch(0.7 0.15 200)"), paint("#f008"), paint("light blue"), paint("chartreusish")
    ('#00b9c3', 'rgba(255,0,0,.533)', 'lightblue', None)
    """
    value = value.strip()[:MAX_LENGTH]
    if reference := REFERENCE.search(value):
        fallback = None if "url(" in reference[2] else paint(reference[2])
        return f"url(#{identifier(reference[1])})" + (f" {fallback}" if fallback else "")
    low = value.lower()
    if low == "none":
        return "none"
    parsed = _parsed(tinycss2.parse_component_value_list(low, skip_comments=True))
    if parsed == "currentcolor":
        return "currentColor"
    if low in NAMED:
        return low
    if parsed is not None:
        rgba = _srgb(parsed)
    elif match := re.match(r"(rgb|hsl)a?\(([^)]*)", low):
        rgba = _as_written(match[1], match[2])
    else:
        return _named(low)
    return None if rgba is None else _text(rgba)


def rgba(value: str) -> Sequence[float] | None:
    """The red, green, blue and alpha of a paint that `paint` has written, 0 to 1; None where it is none."""
    parsed = _parsed(tinycss2.parse_component_value_list(value))
    return None if parsed is None or isinstance(parsed, str) else _srgb(parsed)


def identifier(text: str) -> str:
    """An id, or the one that a reference names."""
    return re.sub(r"[^\w.-]", "_", text.removeprefix("#"), flags=re.ASCII)[:60] or "_"


def _parsed(tokens: list[Node], depth: int = 4) -> Color | str | None:
    """The colour that the tokens are, or the first that stands in them: in a gradient, or as a hash among words."""
    for token in tokens:
        if token.type == "ident" and len(tokens) > 1 and depth == 4:
            continue  # "light blue" is not blue
        try:
            found = parse_color(token)
        except (ValueError, TypeError, AttributeError, ArithmeticError):  # "color()" and the like
            continue
        if found is None and token.type == "function" and token.lower_name not in _MODELS and depth:
            found = _parsed(token.arguments, depth - 1)
        if found is not None:
            return found
    return None


def _srgb(color: Color) -> Sequence[float] | None:
    """Red, green, blue and alpha, 0 to 1 where the colour is one that sRGB has; None for a space that is not known."""
    space, channels = color.space, [coordinate or 0.0 for coordinate in color.coordinates]
    try:
        if space in ("srgb", "hsl", "hwb"):
            channels = color.to("srgb").coordinates
        elif space == "srgb-linear":
            channels = [_encoded(channel) for channel in channels]
        else:
            channels = [_encoded(channel) for channel in _times(_RGB_OF_XYZ, _xyz(color, channels))]
    except (NotImplementedError, ArithmeticError):
        return None
    return (*channels, color.alpha)


def _xyz(color: Color, channels: list[float]) -> list[float]:
    """XYZ relative to D65."""
    if color.space in ("lab", "lch", "xyz-d50"):
        return _times(_D65_OF_D50, color.to("xyz-d50").coordinates)
    if color.space in _XYZ_OF:
        xyz = _times(_XYZ_OF[color.space], [_linear(channel, color.space) for channel in channels])
        return _times(_D65_OF_D50, xyz) if color.space == "prophoto-rgb" else xyz
    return color.to("xyz-d65").coordinates


def _times(matrix: tuple, vector: Sequence[float]) -> list[float]:
    return [sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix]


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * min(channel, 1.0) ** (1 / 2.4) - 0.055


def _linear(channel: float, space: str) -> float:
    if space == "display-p3":
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    if space == "rec2020":
        return channel / 4.5 if channel < 0.0812429 else ((channel + 0.0992968) / 1.0992968) ** (1 / 0.45)
    if space == "prophoto-rgb":
        return channel / 16 if channel <= 0.03125 else channel**1.8
    return max(channel, 0.0) ** (563 / 256)


def _as_written(kind: str, arguments: str) -> Sequence[float] | None:
    """rgb() and hsl() that break the rules of CSS: units mixed or left out."""
    found = _NUMBER.findall(arguments)
    if len(found) < 3:
        return None
    values = [float(number) for number, _ in found]
    if kind == "rgb":
        channels = [value / (100 if percent else 255) for value, (_, percent) in zip(values, found, strict=True)][:3]
    else:
        channels = colorsys.hls_to_rgb(values[0] % 360 / 360, _unit(values[2] / 100), _unit(values[1] / 100))
    return (*channels, values[3] / (100 if found[3][1] else 1) if len(found) > 3 else 1.0)


def _named(text: str) -> str | None:
    """The colour that is in some words: "soft pink", "light blue"."""
    words = _WORD.findall(text)[:20]
    candidates = ["".join(words), *("".join(pair) for pair in pairwise(words)), *reversed(words)]
    return next((name for name in candidates if name in NAMED), None)


def _text(rgba: Sequence[float]) -> str:
    red, green, blue = (round(255 * _unit(channel)) for channel in rgba[:3])
    alpha = f"{_unit(rgba[3]):.3f}".strip("0").rstrip(".") or "0"
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha == "1" else f"rgba({red},{green},{blue},{alpha})"


def _unit(value: float) -> float:
    return max(0.0, min(1.0, value)) if value == value else 0.0
