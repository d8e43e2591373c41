"""Skies and other regions without edges that one gradient explains: painted first, before bands could be."""

from __future__ import annotations

import cv2
import numpy as np

from vectorizer import gradients
from vectorizer.candidates import outline
from vectorizer.scene import Scene

_F = np.float32
_STEEP = 10  # levels a pixel: what changes faster is an edge
_MOST, _LEAST_AREA = 12, 0.01  # regions that are tried, and the least part of the picture that one takes
_VERTICES = 40
_EXPLAINED = 0.8  # of a region's variance by its gradient


def add_skies(scene: Scene, share: float) -> None:
    """Paint regions without edges that a gradient explains, each where it takes `share` off all error, or more.

    The largest first, so that a smaller one lies on top.
    """
    error = float((((scene.picture - scene.target) ** 2).sum(2) * scene.weight).sum())
    slope = np.zeros(scene.target.shape[:2], _F)
    for c in range(3):
        channel = scene.target[:, :, c]
        for dx, dy in ((1, 0), (0, 1)):
            slope = np.maximum(slope, np.abs(cv2.Sobel(channel, cv2.CV_32F, dx, dy)) / 8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((slope < _STEEP).astype(np.uint8), connectivity=4)
    area = stats[:, 4]
    for i in np.argsort(-area[1:], kind="stable")[:_MOST] + 1:
        if area[i] < _LEAST_AREA * labels.size:
            break
        seen = labels == i
        best = gradients.fit_region(scene.target, scene.weight, seen, share * error, _EXPLAINED)
        if best is None:
            continue
        if area[i] > labels.size / 2:
            scene.ground = best
            continue
        spread = cv2.dilate(seen.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
        polygon = outline(spread, _VERTICES, scene.width, scene.height, 0, 0)
        if polygon is not None:
            scene.add([polygon], [0], [best])
    scene.render()
