"""What an attribute says -> what CairoSVG and browsers both understand, or None where nothing can be made of it.

Every value is read and written anew, so nothing gets through that is not a number, a colour, a reference into the
document or a plain word.
"""

from __future__ import annotations

import colorsys
import re
from itertools import pairwise

from PIL import ImageColor

LIMIT = 1e5  # no number is larger: far outside any canvas, and well within what cairo can hold
MAX_FUNCTIONS = 20  # of a transform
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(rf"{_NUMBER}|nan|[-+]?inf(?:inity)?", re.IGNORECASE)
_LENGTH = re.compile(rf"({_NUMBER})\s*(%|em|ex|ch|in|cm|mm|pt|pc)?", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*(?:[\"']\s*)?#([^()\"'\s]+)[\"'\s]*\)\s*([^;]*)")
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,40}")
_FUNCTION = re.compile(r"([A-Za-z]{4,10})\s*\(([^()]{0,400})\)")
_RATIO = re.compile(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?: (?:meet|slice))?")

_COLORS = {"fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"}
_SHARES = {"opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity"}
_REFERENCES = {"clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end"}
_TRANSFORMS = {"transform", "gradientTransform", "patternTransform"}
_ARITIES = {"translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,), "matrix": (6,)}
_LENGTHS = {
    "x",
    "y",
    "width",
    "height",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "x1",
    "y1",
    "x2",
    "y2",
    "fx",
    "fy",
    "fr",
    "dx",
    "dy",
}
_LENGTHS |= {"refX", "refY", "markerWidth", "markerHeight", "offset", "stroke-width", "stroke-dashoffset"}


def repair_value(name: str, value: str) -> str | None:
    """The value of the attribute `name`, put right; None when the element is better off without it."""
    if name in _LENGTHS:
        return _length(value)
    if name in _COLORS:
        return _color(value)
    if name in _SHARES:
        return _share(value)
    if name in _REFERENCES:
        return _reference(value)
    if name in _TRANSFORMS:
        return _transform(value)
    if name == "d":
        return repair_path(value)
    if name == "points":
        return _points(value)
    if name == "viewBox":
        box = numbers(value)
        return _join(box) if len(box) == 4 and min(box[2:]) > 0 else None
    if name == "stroke-dasharray":
        return _join([abs(number) for number in numbers(value)[:20]]) or None
    if name == "stroke-miterlimit":
        return next((text_of(max(1.0, number)) for number in numbers(value)), None)
    if name == "id":
        return identifier(value)
    if name == "href":
        return f"#{identifier(value.strip())}" if value.strip().startswith("#") else None
    if name == "preserveAspectRatio":
        return value.strip() if _RATIO.fullmatch(value.strip()) else None
    match = _WORDS.fullmatch(value.strip())
    return match[0] if match else None


def numbers(text: str) -> list[float]:
    """Every number in `text`, at most LIMIT in size; one that is none (NaN) counts as 0."""
    return [_bounded(token) for token in _NUMBERS.findall(text)]


def text_of(number: float, decimals: int = 6) -> str:
    """The shortest text of a number: six digits, and at most so many decimals."""
    text = f"{float(f'{number:.6g}'):.{decimals}f}"
    if "." in text:
        text = re.sub(r"^(-?)0\.", r"\1.", text.rstrip("0")).rstrip(".")
    return "0" if text in ("", "-", "-0") else text


def identifier(text: str) -> str:
    """An id, or the one that a reference names."""
    return re.sub(r"[^\w.-]", "_", text.removeprefix("#"), flags=re.ASCII)[:60] or "_"


def _bounded(token: str) -> float:
    number = float(token)
    return max(-LIMIT, min(LIMIT, number)) if number == number else 0.0


def _join(values: list[float]) -> str:
    return _tight(" ".join(map(text_of, values)))


def _tight(text: str) -> str:
    """Without the white space that no number needs."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r" (?=-)|(?<=[A-Za-z]) | (?=[A-Za-z])", "", text)


def _length(value: str) -> str | None:
    match = _LENGTH.search(value)
    return text_of(_bounded(match[1])) + (match[2] or "").lower() if match else None


def _share(value: str) -> str | None:
    found = numbers(value)
    if not found:
        return None
    share = found[0] / 100 if "%" in value else found[0]
    return text_of(max(0.0, min(1.0, share)), 3)


def _reference(value: str) -> str | None:
    match = _REFERENCE.search(value)
    return f"url(#{identifier(match[1])})" if match else None


def _points(value: str) -> str | None:
    found = numbers(value)
    return _join(found[: len(found) // 2 * 2]) if len(found) >= 4 else None


def _transform(value: str) -> str | None:
    """The functions that are known and have a fitting count of numbers; CSS's units are left out."""
    functions = []
    for name, arguments in _FUNCTION.findall(value):
        if name in ("translateX", "translateY", "scaleX", "scaleY"):
            other = "0" if name.startswith("t") else "1"
            arguments = f"{arguments} {other}" if name.endswith("X") else f"{other} {arguments}"
            name = name[:-1]
        values = numbers(arguments)
        if len(values) in _ARITIES.get(name, ()):
            functions.append(f"{name}({' '.join(map(text_of, values))})")
    return "".join(functions[:MAX_FUNCTIONS]) or None


# ---------------------------------------------------------------- colours


def _color(value: str) -> str | None:
    """A colour, "none" or a reference; of unknown words ("soft pink", "light blue") the colour that is in them."""
    value = value.strip()
    if reference := _REFERENCE.search(value):
        fallback = None if "url(" in reference[2] else _color(reference[2])
        return f"url(#{identifier(reference[1])})" + (f" {fallback}" if fallback else "")
    low = value.lower()
    if low in ("none", "transparent"):
        return "none"
    if low == "currentcolor":
        return "currentColor"
    if match := re.match(r"(rgb|hsl)a?\(([^)]{1,200})", low):
        return _functional(match[1], match[2])
    if match := re.match(r"#([0-9a-f]{3,8})", low):
        digits = match[1]
        return f"#{digits[:6] if len(digits) >= 6 else digits[:3]}"
    words = re.findall(r"[a-z]+", low)[:20]
    candidates = ["".join(words), *("".join(pair) for pair in pairwise(words)), *reversed(words)]
    return next((name for name in candidates if name in ImageColor.colormap), None)


def _functional(kind: str, arguments: str) -> str | None:
    """rgb(...) and hsl(...) as #rrggbb, or as rgba(...) where they are translucent."""
    found = re.findall(rf"({_NUMBER})\s*(%?)", arguments)
    if len(found) < 3:
        return None
    values = [float(number) for number, _ in found]
    if kind == "rgb":
        channels = [value * 2.55 if percent else value for value, (_, percent) in zip(values, found, strict=True)][:3]
    else:
        hue, saturation, lightness = values[0] % 360 / 360, values[1] / 100, values[2] / 100
        channels = [255 * c for c in colorsys.hls_to_rgb(hue, _unit(lightness), _unit(saturation))]
    red, green, blue = (round(255 * _unit(channel / 255)) for channel in channels)
    alpha = _unit(values[3] / (100 if found[3][1] else 1)) if len(found) > 3 else 1.0
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha == 1 else f"rgba({red},{green},{blue},{text_of(alpha, 3)})"


def _unit(value: float) -> float:
    return max(0.0, min(1.0, value))


# ---------------------------------------------------------------- paths

_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_TOKEN = re.compile(rf"({_NUMBER})|(nan\b|[-+]?inf(?:inity)?\b)|([A-Za-z]+)", re.IGNORECASE)
_FLAG = re.compile(r"[\s,]*([01])(?:\.0+(?=[\s,]))?")


def repair_path(data: str) -> str | None:
    """Path data with what cannot be read left out; None when it draws nothing.

    Words that are no commands are skipped ("M5 2 line to 9 9"), a segment that lacks numbers is dropped, and a path
    that does not begin with M gets one. Arc flags may stand without space between them, as the grammar has it.

    >>> repair_path("M50 204 line Join 100 154 L 20")
    'M50 204 100 154'
    """
    segments, command, arguments, place = [], "", [], 0
    while match := (_arc_flag(data, place, command, arguments) or _TOKEN.search(data, place)):
        place = match.end()
        if match.re is _TOKEN and match[3]:
            if all(letter.upper() in _COUNTS for letter in match[3]):
                command, arguments = match[3][-1], []
                segments += [[letter] for letter in match[3] if letter in "zZ"]
            continue
        arguments.append(_bounded(match[0].strip(" \t\r\n,")))
        if arguments and len(arguments) == _COUNTS.get(command.upper() or "M", 0):
            command = command or "M"
            segments.append([command, *arguments])
            command, arguments = {"M": "L", "m": "l"}.get(command, command), []  # more points of a move are lines
    return _path_text(segments) if any(segment[0] not in "MmZz" for segment in segments) else None


def _arc_flag(data: str, place: int, command: str, arguments: list[float]) -> re.Match[str] | None:
    return _FLAG.match(data, place) if command in ("A", "a") and len(arguments) in (3, 4) else None


def _path_text(segments: list[list]) -> str:
    if segments[0][0] not in "Mm":
        first = segments[0]
        start = [*first[1:]] if first[0] in "LlTt" else [0.0, 0.0]
        segments = [["M", *start], *(segments[1:] if first[0] in "LlTt" else segments)]
    parts, last = [], ""
    for command, *arguments in segments:
        follows = {"M": "L", "m": "l"}.get(last, last)
        values = " ".join(map(text_of, arguments))
        parts.append(f" {values}" if command == follows and command not in "Zz" else f"{command}{values}")
        last = command
    return _tight("".join(parts))
