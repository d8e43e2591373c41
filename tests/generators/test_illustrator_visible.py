"""What a drawing says must survive the judge's image defence: nothing of it is thinner than 6 pixels of 512."""

import re

import cv2
import numpy as np
import pytest

from generators.illustrator import drawings
from generators.illustrator.canvas.canvas import SIZE
from generators.illustrator.things import THICKENED, THINNEST

PAIR, ALONE = 246, 440  # pixels across: one of two things side by side, a garment
CURVE = np.linspace(0, 1, 9)[1:, None]  # where a Bezier curve is sampled


def size_of(kind: str, name: str) -> float:
    """Pixels that 100 units of the drawing typically take."""
    if kind == "land":
        return SIZE * max(float(spot.split()[2]) for spot in drawings.load(name).data["data-spots"].split(";"))
    return ALONE if kind == "wear" else PAIR


def rings(tag: str, shape: dict[str, str]) -> list[np.ndarray]:
    """The closed outlines of a polygon or path, (n, 2) each."""
    if tag == "polygon":
        return [np.array(re.findall(r"-?[\d.]+", shape["points"]), float).reshape(-1, 2)]
    outlines = []
    for part in re.findall(r"M[^M]+", shape["d"]):
        points = []
        for command, numbers in re.findall(r"([MLC])([^MLCZ]*)", part):
            ends = np.array(re.findall(r"-?[\d.]+", numbers), float).reshape(-1, 2)
            for a, b, c in ends.reshape(-1, 3, 2) if command == "C" else ():
                start, t = points[-1], CURVE
                points += [*((1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t**2 * b + t**3 * c)]
            points += [] if command == "C" else [*ends]
        outlines.append(np.array(points))
    return outlines


def thickness(tag: str, shape: dict[str, str]) -> float:
    """Diameter of the largest circle inside a surface, in the drawing's units."""
    if tag == "rect":
        return min(float(shape["width"]), float(shape["height"]))
    if tag == "ellipse":
        return 2 * min(float(shape["rx"]), float(shape["ry"]))
    thickest, detail = 0.0, 8  # pixels a unit
    for ring in rings(tag, shape):
        corner = ring.min(axis=0) - 1
        width, height = ((ring.max(axis=0) - corner + 1) * detail).astype(int)
        mask = np.zeros((height, width), np.uint8)
        cv2.fillPoly(mask, [((ring - corner) * detail).round().astype(np.int32)], 1)
        thickest = max(thickest, 2 * cv2.distanceTransform(mask, cv2.DIST_L2, 5).max() / detail)
    return thickest


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in drawings.FOLDERS for name in drawings.names(kind)])
def test_nothing_is_too_thin_to_be_seen(kind, name):
    pixels = size_of(kind, name) / 100
    for tag, shape in drawings.load(name).shapes:
        if "stroke-width" in shape:
            width = float(shape["stroke-width"]) * THICKENED  # as lines are in small drawings
        else:
            width = thickness(tag, shape)
        assert width * pixels >= THINNEST - 0.05, (tag, shape)
