"""Affine transforms as SVG's matrix(a b c d e f): x' = a x + c y + e, y' = b x + d y + f."""

from .figures import number, numbers

Matrix = tuple[float, float, float, float, float, float]


def product(m: Matrix, n: Matrix) -> Matrix:
    """The transform that does n first, then m."""
    (a, b, c, d, e, f), (p, q, r, s, t, u) = m, n
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f


def inverse(m: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    k = a * d - b * c
    return d / k, -b / k, -c / k, a / k, (c * f - d * e) / k, (b * e - a * f) / k


def spelled(m: Matrix) -> str:
    """As the value of a `transform` attribute, exact to about a quarter of a pixel in 512."""
    a, b, c, d, e, f = m
    if max(abs(b), abs(c)) > 5e-5:
        return f"matrix({' '.join(number(v, 4) for v in (a, b, c, d))} {number(e)} {number(f)})"
    scale = number(a, 4) if abs(a - d) < 5e-5 else f"{number(a, 4)} {number(d, 4)}"
    move = "" if number(e) == number(f) == "0" else f"translate({numbers((e, f))})"
    return move + ("" if scale == "1" else f"scale({scale})") or "scale(1)"
