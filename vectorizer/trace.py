"""Picture -> SVG text of at most so many bytes: layered polygons of a K-means palette."""

from __future__ import annotations

import cv2
import numpy as np

_SIDE = 384  # of the longer side of the viewBox


def trace(rgb: np.ndarray, max_bytes: int, *, seed: int = 0, time_limit_s: float | None = None) -> str:
    """Return an SVG of at most `max_bytes` bytes, whose viewBox keeps the aspect of `rgb`, uint8 (H, W, 3)."""
    from sklearn.cluster import KMeans

    height, width = (max(8, round(side * _SIDE / max(rgb.shape[:2]))) for side in rgb.shape[:2])
    pixels = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    sample = pixels[::2, ::2].reshape(-1, 3)
    kmeans = KMeans(min(16, len(np.unique(sample, axis=0))), n_init=1, random_state=seed).fit(sample)
    labels = kmeans.predict(cv2.medianBlur(pixels, 5).reshape(-1, 3)).reshape(height, width).astype(np.uint8)
    colors = [bytes(color.round().astype(np.uint8)).hex() for color in kmeans.cluster_centers_]
    ground = np.bincount(labels.ravel()).argmax()
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">']
    parts.append(f'<path fill="#{colors[ground]}" d="M0 0h{width}v{height}H0z"/>')
    size = sum(map(len, parts)) + len("</svg>")
    for part in _regions(labels, colors):
        if size + len(part) <= max_bytes:
            parts.append(part)
            size += len(part)
    return "".join(parts) + "</svg>"


def _regions(labels: np.ndarray, colors: list[str]) -> list[str]:
    """Return a path for every region of one label, the largest first."""
    regions = []
    for label, color in enumerate(colors):
        mask = (labels == label).astype(np.uint8)
        for contour in cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
            points = cv2.approxPolyDP(contour, 1.5, True)[:, 0]
            if len(points) > 2:
                path = " ".join(f"{x} {y}" for x, y in points)
                regions.append((cv2.contourArea(contour), f'<path fill="#{color}" d="M{path}z"/>'))
    return [part for _, part in sorted(regions, key=lambda region: -region[0])]
