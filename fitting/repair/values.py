"""What an attribute says -> what CairoSVG and browsers both understand, or None where nothing can be made of it.

Every value is read and written anew, so nothing gets through that is not a number, a colour, a reference into the
document or a plain word.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from fitting.repair.colors import REFERENCE, identifier, paint

LIMIT = 1e5  # no number is larger, unless the page is: far outside any canvas, and well within what cairo can hold
LARGEST, SMALLEST = 1e9, 1e-6  # no page is larger, or smaller
DIGITS = 6
MAX_FUNCTIONS = 20  # of a transform
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(rf"{_NUMBER}|nan|[-+]?inf(?:inity)?", re.IGNORECASE)
_LENGTH = re.compile(rf"({_NUMBER})\s*(%|v[whib]|vmin|vmax|rem|em|ex|ch|in|cm|mm|pt|pc|q)?", re.IGNORECASE)
_PIXELS = {"in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 4 / 3, "pc": 16}  # CSS Values, section 6
_PIXELS |= {"em": 16, "rem": 16, "ex": 8, "ch": 8}  # of the font size that browsers begin with
_SHARES_OF_A_PAGE = {"%", "vw", "vh", "vi", "vb", "vmin", "vmax"}
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,40}")
_FUNCTION = re.compile(r"([A-Za-z3]{4,11})\s*\(([^()]{0,400})\)")
_ARGUMENT = re.compile(rf"({_NUMBER})(%|[A-Za-z]*)")
_DEGREES = {"turn": 360.0, "rad": 180 / math.pi, "grad": 0.9}
_PLAIN_FUNCTIONS = {"translateX": "translate", "translateY": "translate", "translate3d": "translate"}
_PLAIN_FUNCTIONS |= {"scaleX": "scale", "scaleY": "scale", "scale3d": "scale", "rotateZ": "rotate"}
_RATIO = re.compile(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?: (?:meet|slice))?")

COLORS = {"fill", "stroke", "color", "stop-color", "flood-color", "lighting-color"}
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


@dataclass(frozen=True)
class Precision:
    """How large numbers may be and how many digits they keep: what the page is large enough to show."""

    limit: float = LIMIT
    digits: int = DIGITS
    decimals: int = 6

    @classmethod
    def of(cls, box: list[float], offsets: list[float] = ()) -> Precision:
        """For a viewBox (x, y, width, height), and for what is moved into it from as far as `offsets`."""
        side, far = max(box[2:]), max(map(abs, (*box, *offsets)))
        far = min(far, LARGEST)
        more = max(0, math.ceil(math.log10(far / side))) if far > side else 0
        small = max(0, math.ceil(-math.log10(side)))
        return cls(max(LIMIT, 100 * far), DIGITS + more, DIGITS + small)


PLAIN = Precision()
PAGE = Precision(LARGEST, digits=15, decimals=9)  # of the viewBox itself


def repair_value(name: str, value: str, precision: Precision = PLAIN) -> str | None:
    """The value of the attribute `name`, put right; None when the element is better off without it."""
    if name in _LENGTHS:
        return _length(value, precision)
    if name in COLORS:
        found = paint(value)
        return "none" if found and found.endswith(",0)") else found
    if name in _SHARES:
        return _share(value)
    if name in _REFERENCES:
        return _reference(value)
    if name in _TRANSFORMS:
        return transform_text(value, precision)
    if name == "d":
        return repair_path(value, precision)
    if name == "points":
        return _points(value, precision)
    if name == "viewBox":
        box = numbers(value, PAGE)
        if len(box) != 4 or min(box[2:]) < SMALLEST:
            return None
        return " ".join(text_of(number, PAGE) for number in box)  # CairoSVG cannot read "-9-9 5 5"
    if name == "stroke-dasharray":
        return _join([abs(number) for number in numbers(value, precision)[:20]], precision) or None
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


def numbers(text: str, precision: Precision = PLAIN) -> list[float]:
    """Every number in `text`, at most the limit in size; one that is none (NaN) counts as 0."""
    return [_bounded(token, precision) for token in _NUMBERS.findall(text)]


def text_of(number: float, precision: Precision = PLAIN) -> str:
    """The shortest text of a number with so many digits."""
    text = f"{float(f'{number:.{precision.digits}g}'):.{precision.decimals}f}"
    if "." in text:
        text = re.sub(r"^(-?)0\.", r"\1.", text.rstrip("0")).rstrip(".")
    return "0" if text in ("", "-", "-0") else text


def pixels(length: str) -> float | None:
    """A length in pixels; None where it has none, or depends on what is around it."""
    match = _LENGTH.search(length)
    unit = (match[2] or "").lower() if match else "%"
    return None if unit in _SHARES_OF_A_PAGE else float(match[1]) * _PIXELS.get(unit, 1)


def _bounded(token: str, precision: Precision) -> float:
    number = float(token)
    return max(-precision.limit, min(precision.limit, number)) if number == number else 0.0


def _join(values: list[float], precision: Precision) -> str:
    return _tight(" ".join(text_of(value, precision) for value in values))


def _tight(text: str) -> str:
    """Without the white space that no number needs."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r" (?=-)|(?<=[A-Za-z]) | (?=[A-Za-z])", "", text)


def _length(value: str, precision: Precision) -> str | None:
    match = _LENGTH.search(value)
    if not match:
        return None
    unit = (match[2] or "").lower()
    number = _bounded(match[1], precision) * _PIXELS.get(unit, 1)
    return text_of(_bounded(str(number), precision), precision) + ("%" if unit in _SHARES_OF_A_PAGE else "")


def _share(value: str) -> str | None:
    found = numbers(value)
    if not found:
        return None
    share = found[0] / 100 if "%" in value else found[0]
    return text_of(max(0.0, min(1.0, share)), Precision(decimals=3))


def _reference(value: str) -> str | None:
    match = REFERENCE.search(value)
    return f"url(#{identifier(match[1])})" if match else None


def _points(value: str, precision: Precision) -> str | None:
    found = numbers(value, precision)
    return _join(found[: len(found) // 2 * 2], precision) if len(found) >= 4 else None


def transform_text(value: str, precision: Precision = PLAIN, box: tuple[float, float] = (0.0, 0.0)) -> str | None:
    """The functions that are known and have a fitting count of numbers, as SVG has them.

    Angles may be in turn, rad or grad, lengths in any unit; percentages of a translation are those of `box`.
    """
    functions = []
    for name, arguments in _FUNCTION.findall(value):
        name, kind = _PLAIN_FUNCTIONS.get(name, name), name
        found = _ARGUMENT.findall(arguments)
        if kind[-1] in "XY" and name in ("translate", "scale"):
            other = ("0" if name == "translate" else "1", "")
            found = [*found, other] if kind[-1] == "X" else [other, *found]
        elif kind in ("translate3d", "scale3d"):
            found = found[:2]
        values = [
            _argument(name, number, unit.lower(), whole, precision)
            for (number, unit), whole in zip(found, (*box, *[0.0] * len(found)), strict=False)
        ]
        if name == "skew" and values:
            functions += [f"skewX({text_of(values[0], precision)})"]
        elif len(values) in _ARITIES.get(name, ()):
            functions.append(f"{name}({' '.join(text_of(value, precision) for value in values)})")
    return "".join(functions[:MAX_FUNCTIONS]) or None


def _argument(name: str, number: str, unit: str, whole: float, precision: Precision) -> float:
    value = _bounded(number, precision)
    if unit == "%":
        value *= (whole if name == "translate" else 1.0) / 100
    return _bounded(str(value * _DEGREES.get(unit, _PIXELS.get(unit, 1.0))), precision)


# ---------------------------------------------------------------- paths

_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_TOKEN = re.compile(rf"({_NUMBER})|(nan\b|[-+]?inf(?:inity)?\b)|([A-Za-z]+)", re.IGNORECASE)
_FLAG = re.compile(r"[\s,]*([01])(?:\.0+(?=[\s,]))?")


def repair_path(data: str, precision: Precision = PLAIN) -> str | None:
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
        arguments.append(_bounded(match[0].strip(" \t\r\n,"), precision))
        if arguments and len(arguments) == _COUNTS.get(command.upper() or "M", 0):
            command = command or "M"
            segments.append([command, *arguments])
            command, arguments = {"M": "L", "m": "l"}.get(command, command), []  # more points of a move are lines
    return _path_text(segments, precision) if any(segment[0] not in "MmZz" for segment in segments) else None


def _arc_flag(data: str, place: int, command: str, arguments: list[float]) -> re.Match[str] | None:
    return _FLAG.match(data, place) if command in ("A", "a") and len(arguments) in (3, 4) else None


def _path_text(segments: list[list], precision: Precision) -> str:
    if segments[0][0] not in "Mm":
        first = segments[0]
        start = [*first[1:]] if first[0] in "LlTt" else [0.0, 0.0]
        segments = [["M", *start], *(segments[1:] if first[0] in "LlTt" else segments)]
    parts, last = [], ""
    for command, *arguments in segments:
        follows = {"M": "L", "m": "l"}.get(last, last)
        values = " ".join(text_of(value, precision) for value in arguments)
        parts.append(f" {values}" if command == follows and command not in "Zz" else f"{command}{values}")
        last = command
    return _tight("".join(parts))
