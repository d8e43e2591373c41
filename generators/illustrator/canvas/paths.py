"""Path data of plain figures.

It uses absolute M, L, C and Z only, so that bounding boxes are plain to read off.
"""

import math
import re

Point = tuple[float, float]


def polygon(points: list[Point]) -> str:
    """Closed straight path through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def rect(x: float, y: float, width: float, height: float) -> str:
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None) -> str:
    """Four Bezier arcs; ry defaults to rx."""
    ry = rx if ry is None else ry
    k, j = rx * 0.5523, ry * 0.5523
    return (
        f"M{cx - rx:.1f} {cy:.1f}C{cx - rx:.1f} {cy - j:.1f} {cx - k:.1f} {cy - ry:.1f} {cx:.1f} {cy - ry:.1f}"
        f"C{cx + k:.1f} {cy - ry:.1f} {cx + rx:.1f} {cy - j:.1f} {cx + rx:.1f} {cy:.1f}"
        f"C{cx + rx:.1f} {cy + j:.1f} {cx + k:.1f} {cy + ry:.1f} {cx:.1f} {cy + ry:.1f}"
        f"C{cx - k:.1f} {cy + ry:.1f} {cx - rx:.1f} {cy + j:.1f} {cx - rx:.1f} {cy:.1f}Z"
    )


def smooth(points: list[Point], closed: bool = True) -> str:
    """Catmull-Rom spline through the points as Beziers."""
    n = len(points)
    at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
    d = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for i in range(n if closed else n - 1):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = at(i - 1), at(i), at(i + 1), at(i + 2)
        d += (
            f"C{x1 + (x2 - x0) / 6:.1f} {y1 + (y2 - y0) / 6:.1f} "
            f"{x2 - (x3 - x1) / 6:.1f} {y2 - (y3 - y1) / 6:.1f} {x2:.1f} {y2:.1f}"
        )
    return d + ("Z" if closed else "")


def regular(cx: float, cy: float, radius: float, sides: int, turn: float = 0.0, inner: float | None = None) -> str:
    """Regular polygon, or a star when `inner` (a fraction of the radius) is given; first corner up, plus `turn`."""
    count = sides * 2 if inner else sides
    points = []
    for i in range(count):
        r = radius * inner if inner and i % 2 else radius
        angle = turn + 2 * math.pi * i / count - math.pi / 2
        points.append((cx + r * math.cos(angle), cy + r * math.sin(angle)))
    return polygon(points)


def bounds(d: str) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 of a path's control points."""
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", d)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
