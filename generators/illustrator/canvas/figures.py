"""Plain figures: each is an SVG shape, with its geometry as attributes and its bounding box."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1


@dataclass(frozen=True)
class Figure:
    """A shape element: its tag, the attributes that say where its outline runs, and its bounding box.

    The box of a curve is that of the points that say how it runs. `points` are a polygon's corners, or those that a
    spline goes through.
    """

    tag: str
    geometry: dict[str, str]
    box: Box
    points: tuple[Point, ...] = ()
    curved: bool = False


def number(value: float, digits: int = 1) -> str:
    """The shortest spelling with at most `digits` decimals.

    >>> number(-0.5), number(3.0), number(12.34)
    ('-.5', '3', '12.3')
    """
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0"):
        return "-" + text[2:] if text != "-0" else "0"
    return text


def numbers(values, digits: int = 1) -> str:
    """Numbers in a row, with a space only where the next has no sign of its own."""
    text = ""
    for value in values:
        spelled = number(value, digits)
        text += spelled if not text or spelled.startswith("-") else " " + spelled
    return text


def box_of(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def rect(x: float, y: float, width: float, height: float) -> Figure:
    geometry = {"x": x, "y": y, "width": width, "height": height}
    kept = {key: number(v) for key, v in geometry.items() if number(v) != "0"}
    return Figure("rect", kept, (x, y, x + width, y + height))


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None) -> Figure:
    """An ellipse, or a circle where `ry` is left out or the same."""
    ry = rx if ry is None else ry
    box = (cx - rx, cy - ry, cx + rx, cy + ry)
    center = {"cx": number(cx), "cy": number(cy)}
    if number(rx) == number(ry):
        return Figure("circle", center | {"r": number(rx)}, box)
    return Figure("ellipse", center | {"rx": number(rx), "ry": number(ry)}, box)


def polygon(points: list[Point], digits: int = 1) -> Figure:
    """Closed straight outline through the points."""
    d = _Pen(digits).move(points[0]).lines(points[1:]).close().d
    return Figure("path", {"d": d}, box_of(points), tuple(points))


def polyline(*points: Point, digits: int = 1) -> Figure:
    """Open straight line through the points."""
    return Figure("path", {"d": _Pen(digits).move(points[0]).lines(points[1:]).d}, box_of(list(points)))


def smooth(points: list[Point], closed: bool = True, then: list[Point] = (), digits: int = 1) -> Figure:
    """Catmull-Rom spline through the points as Bezier curves; an open one may go on straight through `then` and close.

    Neighbouring curves share a tangent at the point between them, so that all but the first need no first handle.
    """
    n = len(points)
    at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
    pen = _Pen(digits).move(points[0])
    for i in range(n if closed else n - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = at(i - 1), at(i), at(i + 1), at(i + 2)
        first = (x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6)
        pen.curve(first if i == 0 else None, (x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6), (x2, y2))
    if then:
        pen.lines(then)
    if closed or then:
        pen.close()
    return Figure("path", {"d": pen.d}, box_of([*points, *then]), tuple(points), curved=True)


def regular(cx: float, cy: float, radius: float, sides: int, turn: float = 0.0, inner: float | None = None,
            digits: int = 1) -> Figure:  # fmt: skip
    """Regular polygon, or a star when `inner` (a fraction of the radius) is given; first corner up, plus `turn`."""
    count = sides * 2 if inner else sides
    points = []
    for i in range(count):
        r = radius * inner if inner and i % 2 else radius
        angle = turn + 2 * math.pi * i / count - math.pi / 2
        points.append((cx + r * math.cos(angle), cy + r * math.sin(angle)))
    return polygon(points, digits)


def flower(cx: float, cy: float, radius: float, petals: int, inner: float = 0.5) -> Figure:
    """A bloom of round petals; `inner` is where they meet, as a fraction of the radius. The first points up."""
    step, notch = math.tau / petals, radius * inner
    half, rise = notch * math.sin(step / 2), radius - notch * math.cos(step / 2)  # of a petal above its chord
    r, large = number((half**2 + rise**2) / (2 * rise), 0), int(rise > half)
    turns = [step * (i - 0.5) - math.pi / 2 for i in range(petals + 1)]
    xs, ys = [[round(c + notch * f(turn)) for turn in turns] for c, f in ((cx, math.cos), (cy, math.sin))]
    arcs = [f"{r} {r} 0 {large} 1 {xs[i + 1] - xs[i]} {ys[i + 1] - ys[i]}" for i in range(petals)]
    d = f"M{xs[0]} {ys[0]}a" + " ".join(arcs).replace(" -", "-") + "z"
    return Figure("path", {"d": d}, (cx - radius, cy - radius, cx + radius, cy + radius))


def waves(x: float, y: float, half: float, height: float, count: int, bottom: float) -> Figure:
    """A water's surface of `count` half waves, each `half` wide, from (x, y) to the right, and all below it."""
    half, height, drop = round(half), round(height), round(bottom - y)
    d = f"M{round(x)} {round(y)}q{half // 2}-{height} {half} 0" + f"t{half} 0" * (count - 1)
    d += f"v{drop}h-{half * count}z"
    return Figure("path", {"d": d}, (x, y - height / 2, x + half * count, bottom))


def joined(figures: list[Figure]) -> Figure:
    """Several path figures as one."""
    box = box_of([corner for f in figures for corner in (f.box[:2], f.box[2:])])
    return Figure("path", {"d": "".join(f.geometry["d"] for f in figures)}, box)


def panel(x: float, y: float, width: float, height: float, digits: int = 0) -> Figure:
    """An upright rectangle as a path, to be joined with others."""
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], digits)


def path(d: str) -> Figure:
    """A figure from path data of absolute M, L, C and Z, as the drawings' files have it."""
    return Figure("path", {"d": relative(d)}, bounds(d))


def ribbon(d: str, box: Box) -> Figure:
    """A figure from path data of any kind, as it is, and the box that it is known to lie in."""
    return Figure("path", {"d": d}, box)


def bounds(d: str) -> Box:
    """Bounding box of the control points of absolute path data, or of a list of points."""
    values = [float(n) for n in re.findall(r"-?\d+\.?\d*", d)]
    return min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])


@lru_cache(4096)
def relative(d: str, digits: int = 1) -> str:
    """Absolute M, L, C, Z -> the same in relative commands, the handles that follow from their neighbours left out."""
    pen = _Pen(digits)
    for command, text in re.findall(r"([MLCZ])([^MLCZ]*)", d):
        values = [float(n) for n in re.findall(r"-?\d+\.?\d*", text)]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "M":
            pen.move(points[0]).lines(points[1:])
        elif command == "L":
            pen.lines(points)
        elif command == "C":
            for i in range(0, len(points), 3):
                pen.curve(*points[i : i + 3])
        else:
            pen.close()
    return pen.d


def sampled(figure: Figure, steps: int = 10) -> list[Point]:
    """Points along a closed outline: those of a spline, or evenly between the corners of a straight one."""
    x0, y0, x1, y1 = figure.box
    if figure.tag in ("circle", "ellipse"):
        turns = [math.tau * i / (4 * steps) for i in range(4 * steps)]
        rx, ry = (x1 - x0) / 2, (y1 - y0) / 2
        return [(x0 + rx + rx * math.cos(turn), y0 + ry + ry * math.sin(turn)) for turn in turns]
    corners = figure.points or ((x1, y0), (x1, y1), (x0, y1), (x0, y0))
    if figure.curved:
        n = len(corners)
        around = ([corners[(i + k) % n] for k in (-1, 0, 1, 2)] for i in range(n))
        return [_spline(near, t / 4) for near in around for t in range(4)]
    return [
        (ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
        for i in range(steps)
    ]


def _spline(near: list[Point], t: float) -> Point:
    """A point of the Catmull-Rom curve from the second to the third of four points; t from 0 to 1."""
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
    x, y = (sum(w * point[k] for w, point in zip(weights, near, strict=True)) / 2 for k in (0, 1))
    return x, y


class _Pen:
    """Writes path data in relative commands; each number is the difference of rounded places, so no errors add up."""

    def __init__(self, digits: int = 1):
        self.digits = digits
        self.d = ""
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.handle: Point | None = None  # the last curve's second handle, from its end
        self.command = ""

    def move(self, point: Point) -> "_Pen":
        self.d += f"M{numbers(point, self.digits)}"
        self.x, self.y = self.start_x, self.start_y = self._rounded(point)
        self.handle, self.command = None, ""
        return self

    def lines(self, points) -> "_Pen":
        for point in points:
            dx, dy = self._step(point)
            if dx == 0 and dy != 0:
                self._write("v", [dy])
            elif dy == 0:
                self._write("h", [dx])
            else:
                self._write("l", [dx, dy])
            self.x, self.y = self._rounded(point)
        self.handle = None
        return self

    def curve(self, first: Point | None, second: Point, end: Point) -> "_Pen":
        """A Bezier curve; `first` is None where it mirrors the handle before."""
        if self.handle and (first is None or math.dist(self._step(first), (-self.handle[0], -self.handle[1])) < 0.15):
            self._write("s", [*self._step(second), *self._step(end)])
        else:
            self._write("c", [*self._step(first), *self._step(second), *self._step(end)])
        self.x, self.y = self._rounded(end)
        self.handle = self._step(second)
        return self

    def close(self) -> "_Pen":
        self.d += "z"
        self.x, self.y = self.start_x, self.start_y
        self.handle, self.command = None, ""
        return self

    def _write(self, command: str, values: list[float]) -> None:
        text = numbers(values, self.digits)
        self.d += command + text if command != self.command else text if text.startswith("-") else " " + text
        self.command = command

    def _rounded(self, point: Point) -> Point:
        return round(point[0], self.digits), round(point[1], self.digits)

    def _step(self, point: Point) -> Point:
        x, y = self._rounded(point)
        return round(x - self.x, self.digits), round(y - self.y, self.digits)
