"""How much of a picture shows a colour: CIEDE2000 (Sharma, Wu and Dalal 2005) on sRGB pictures."""

import numpy as np


def to_lab(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) sRGB, 0 to 255 -> (..., 3) CIE L*a*b* under D65."""
    c = np.asarray(rgb, float) / 255
    c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    xyz = c @ np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]])
    t = xyz / [0.95047, 1.0, 1.08883]
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def ciede2000(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Colour difference between Lab arrays (..., 3) -> (...)."""
    mean_chroma = (np.hypot(a[..., 1], a[..., 2]) + np.hypot(b[..., 1], b[..., 2])) / 2
    g = 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    a1, b1 = a[..., 1] * (1 + g), b[..., 1] * (1 + g)
    c1, c2 = np.hypot(a1, a[..., 2]), np.hypot(b1, b[..., 2])
    h1, h2 = np.degrees(np.arctan2(a[..., 2], a1)) % 360, np.degrees(np.arctan2(b[..., 2], b1)) % 360
    gray = c1 * c2 == 0
    turn = np.where(gray, 0, (h2 - h1 + 180) % 360 - 180)
    mean_h = np.where(gray, h1 + h2, (h1 + turn / 2) % 360)
    d_light, d_chroma = b[..., 0] - a[..., 0], c2 - c1
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, chroma = (a[..., 0] + b[..., 0]) / 2, (c1 + c2) / 2
    cos = lambda k, shift=0: np.cos(np.radians(k * mean_h + shift))  # noqa: E731 - a one-line abbreviation of the formula
    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2) + 0.32 * cos(3, 6) - 0.2 * cos(4, -63)
    s_light = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_chroma, s_hue = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    bend = np.sin(np.radians(60 * np.exp(-(((mean_h - 275) / 25) ** 2))))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * bend
    x, y, z = d_light / s_light, d_chroma / s_chroma, d_hue / s_hue
    return np.sqrt(np.maximum(0, x * x + y * y + z * z + rotation * y * z))


def coverage(picture, color: str, tolerance: float = 20.0) -> float:
    """Part of all pixels of a PIL picture (0 to 1) that lie within `tolerance` of "#rrggbb"."""
    differences, shares = _differences(picture, color)
    return float(shares[differences < tolerance].sum())


def nearness(picture, color: str, share: float) -> float:
    """How near to "#rrggbb" the nearest `share` (0 to 1) of a PIL picture's pixels are: all within this difference."""
    differences, shares = _differences(picture, color)
    order = np.argsort(differences)
    last = np.searchsorted(np.cumsum(shares[order]), share)
    return float(differences[order[min(last, len(order) - 1)]])


def _differences(picture, color: str) -> tuple[np.ndarray, np.ndarray]:
    """How far each colour of a picture is from "#rrggbb", and which part of its pixels has it: both (N,)."""
    packed = np.asarray(picture.convert("RGB")).reshape(-1, 3) @ [1 << 16, 1 << 8, 1]  # faster to sort than rows
    colors, counts = np.unique(packed, return_counts=True)
    pixels = to_lab(colors[:, None] >> [16, 8, 0] & 255)
    target = to_lab(np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]))
    return ciede2000(pixels, np.broadcast_to(target, pixels.shape)), counts / counts.sum()
