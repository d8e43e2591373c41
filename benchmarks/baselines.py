"""What the vectorizer is measured against.

Each is f(image, max_bytes, view) with an RGB image, and returns SVG text or the bytes of a picture file, of at most
`max_bytes` bytes; settings are searched for what the view compares.

    layered_polygons    K-means palette, the outline of every region as a polygon, the largest that fit
    vtracer_searched    vtracer with the best of 24 settings, its paths rewritten shorter, the largest that fit
    jpeg, webp          the largest quality that fits, at the best of several sizes: what pixels do with the bytes
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from itertools import groupby, product

import cv2
import numpy as np
from PIL import Image

from benchmarks.views import JUDGED, View
from scoring.render import SIDE

# Of the size at which a picture is compared, where pixels are kept: 384, 272, 192, 136, 96, 64, 32 and 16 of 384.
_SCALES = (1, 17 / 24, 1 / 2, 17 / 48, 1 / 4, 1 / 6, 1 / 12, 1 / 24)

_COLORS = 8  # of the layered polygons' palette
_TOLERANCE = 1.5  # pixels between a contour and its polygon

# The side that the picture is traced at, the speckle size (pixels) and the difference between layers (of 255): they
# decide how many paths there are.  Polygons alone: splines with whole-number coordinates won on no picture that was
# tried, at no budget.
VTRACER_SETTINGS = list(product((1024, 512, 256, 160), (2, 5), (12, 24, 48)))


@dataclass(frozen=True)
class Region:
    """A closed outline filled with one colour."""

    color: str  # rrggbb
    area: float  # square pixels, without holes
    path: str  # path data in whole numbers


def layered_polygons(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return the SVG of the largest regions of a K-means palette, each painted on those larger than itself."""
    from sklearn.cluster import KMeans

    pixels = np.asarray(_squared(image))
    sample = pixels[::4, ::4].reshape(-1, 3)
    kmeans = KMeans(min(_COLORS, len(np.unique(sample, axis=0))), n_init=1, random_state=0).fit(sample)
    labels = kmeans.predict(cv2.medianBlur(pixels, 5).reshape(-1, 3)).reshape(SIDE, SIDE)
    colors = [bytes(center).hex() for center in kmeans.cluster_centers_.round().astype(np.uint8)]
    regions = []
    for label in range(len(colors)):
        mask = (labels == label).astype(np.uint8)
        for contour in cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
            points = cv2.approxPolyDP(contour, _TOLERANCE, closed=True)[:, 0]
            if len(points) > 2:
                regions.append(_region(colors[label], [points]))
    corners = np.array([[0, 0], [0, SIDE], [SIDE, SIDE], [SIDE, 0]])  # the way that contours go round
    regions.append(_region(colors[np.bincount(labels.ravel()).argmax()], [corners]))
    return _largest_that_fit(sorted(regions, key=lambda region: -region.area), max_bytes, SIDE)


def vtracer_searched(image: Image.Image, max_bytes: int, view: View = JUDGED) -> str:
    """Return, of vtracer's SVGs under `VTRACER_SETTINGS`, the one that keeps most of the picture.

    Raises:
        ImportError: vtracer is not installed.
    """
    traces = ((_vtracer_regions(_squared(image, setting[0]), *setting[1:]), setting[0]) for setting in VTRACER_SETTINGS)
    return view.best((_largest_that_fit(regions, max_bytes, side) for regions, side in traces), image)


def jpeg(image: Image.Image, max_bytes: int, view: View = JUDGED) -> bytes:
    """Return the best JPEG file that fits.  Raises ValueError when none does."""
    return _best_file(image, max_bytes, view, "JPEG", optimize=True)


def webp(image: Image.Image, max_bytes: int, view: View = JUDGED) -> bytes:
    """Return the best lossy WebP file that fits.  Raises ValueError when none does."""
    return _best_file(image, max_bytes, view, "WEBP")


# ------------------------------------------------------------------------------------------------------------ SVG


def _vtracer_regions(image: Image.Image, speckle: int, difference: int) -> list[Region]:
    """Return the polygons that vtracer draws, in its order of painting."""
    from vtracer import convert_raw_image_to_svg

    file = io.BytesIO()
    image.save(file, "PNG")
    svg = convert_raw_image_to_svg(
        file.getvalue(), img_format="png", mode="polygon", filter_speckle=speckle, layer_difference=difference
    )
    regions = []
    for data, color, offset in re.findall(r'<path d="([^"]+)" fill="#(\w+)" transform="translate\(([^)]+)\)"', svg):
        outlines = [_points(outline) + _points(offset) for outline in data.split("Z") if outline.strip()]
        regions.append(_region(color.lower(), outlines))
    return regions


def _points(text: str) -> np.ndarray:
    """Return the numbers of path data as points, int (N, 2)."""
    return np.rint(np.array(re.findall(r"-?\d+(?:\.\d+)?", text), float)).astype(int).reshape(-1, 2)


def _region(color: str, outlines: list[np.ndarray]) -> Region:
    """Return the region within closed outlines, int (N, 2) each, the first of which holds the others."""
    return Region(color, cv2.contourArea(outlines[0].astype(np.int32)), "".join(map(_outline, outlines)))


def _outline(points: np.ndarray) -> str:
    """Return a closed polygon, int (N, 2), as path data in relative whole numbers."""
    steps = np.diff(points, axis=0).ravel().tolist()
    numbers = "".join(f" {step}" if step >= 0 else str(step) for step in steps)
    return f"M{points[0, 0]} {points[0, 1]}l{numbers.lstrip()}z"


def _largest_that_fit(regions: list[Region], max_bytes: int, side: int) -> str:
    """Return the SVG of the largest regions, those left out that no longer fit, in the order given."""
    left, kept = max_bytes - len(_svg([], side)), set()
    for i in sorted(range(len(regions)), key=lambda i: -regions[i].area):
        cost = len(_element(regions[i].color, regions[i].path))
        if cost <= left:
            left -= cost
            kept.add(i)
    return _svg([region for i, region in enumerate(regions) if i in kept], side)


def _svg(regions: list[Region], side: int) -> str:
    paths = (
        _element(color, "".join(region.path for region in group))
        for color, group in groupby(regions, lambda region: region.color)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{"".join(paths)}</svg>'


def _element(color: str, path: str) -> str:
    return f'<path fill="#{color}" d="{path}"/>'


# --------------------------------------------------------------------------------------------------------- pixels


def _best_file(image: Image.Image, max_bytes: int, view: View, file_format: str, **options) -> bytes:
    """Return the file that keeps most of `image`, over several sizes."""
    full = view.size(image)
    compared = image.convert("RGB").resize(full, Image.Resampling.LANCZOS)
    files = []
    for scale in _SCALES:
        size = [max(1, round(side * scale)) for side in full]
        small = compared.resize(size, Image.Resampling.LANCZOS)
        files.append(_largest_quality(small, max_bytes, file_format, **options))
    if not any(files):
        raise ValueError(f"no size and quality gives a file of at most {max_bytes} bytes")
    return view.best(filter(None, files), image)


def _largest_quality(image: Image.Image, max_bytes: int, file_format: str, **options) -> bytes | None:
    """Return the file of the largest quality, 1 to 100, that fits; None where none does."""
    best, low, high = None, 1, 100
    while low <= high:
        quality = (low + high) // 2
        file = io.BytesIO()
        image.save(file, file_format, quality=quality, **options)
        if file.tell() <= max_bytes:
            best, low = file.getvalue(), quality + 1
        else:
            high = quality - 1
    return best


def _squared(image: Image.Image, side: int = SIDE) -> Image.Image:
    return image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
