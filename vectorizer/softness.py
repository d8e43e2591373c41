"""Softness: a drawing laid over itself, half transparent and aside by a little, for 62 bytes.

A photograph's edges are soft and those of polygons are not, and there is no blur among the elements that are allowed.
But the mean of a drawing and of itself moved a little is one: each edge becomes two of half the height, and all edges
do so for the price of one group.

What the polygons aim at is then no longer the picture.  For a drawing P, softened to K P, that should look like T

    |K Q - T|**2 <= |Q - (P + K' (T - K P))|**2 + what does not depend on Q,

for K, a mean, makes nothing larger: whatever brings the polygons nearer to P + K' (T - K P) brings the whole nearer to
T (majorization and minimization; Daubechies, Defrise, De Mol 2004 for the same step).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from vectorizer.overlays import Overlaid
from vectorizer.scene import as_bytes

_F = np.float32


def moved(picture: np.ndarray, right: float, down: float) -> np.ndarray:
    """Return a picture, float32 (H, W, 3), moved by so many pixels; what comes in is as the margin is."""
    height, width = picture.shape[:2]
    matrix = np.array([[1, 0, right], [0, 1, down]], _F)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def soften(picture: np.ndarray, right: float, down: float) -> np.ndarray:
    """Return the mean of a picture, float32 (H, W, 3), and of itself `moved`.

    >>> dot = np.zeros((3, 3, 3), np.float32)
    >>> dot[1, 1] = 8
    >>> soften(dot, 1, 1)[:, :, 0].tolist()
    [[0.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 4.0]]
    """
    return _F(0.5) * (picture + moved(picture, right, down))


class Softened(Overlaid):
    """A scene with overlays that may be laid over itself.

    `target` and `aim` are what the drawing should look like before.

    Attributes:
        softness: how far aside the copy lies, to the right and down, in units of the grid; 0: there is none.
    """

    def __init__(self, target: np.ndarray, weight: np.ndarray, grid: tuple[int, int]):
        self.softness = 0.0
        super().__init__(target, weight, grid)

    def be_soft(self, softness: float) -> None:
        """Take another softness, one digit after the point; what is drawn stays where it is in the mean.

        What lies at the margin stays there, or the copy would begin within the picture.  `aim_at` should follow.
        """
        aside = (softness - self.softness) / 2
        self.softness = softness
        for scene in (self, self.levels) if self.levels else (self,):
            for places, size, unit in (
                (scene.px, scene.width, scene.unit[0]),
                (scene.py, scene.height, scene.unit[1]),
            ):
                places[(places > 0.5 * unit) & (places < size - 0.5 * unit)] -= _F(aside * unit)
            scene.render()

    def set_grid(self, grid: tuple[int, int]) -> None:
        if self.softness:
            self.softness = round(self.softness * grid[0] / self.grid[0], 1)
        super().set_grid(grid)

    def aim_at(self, aim: np.ndarray, weight: np.ndarray) -> None:
        if self.softness:
            now = super().painted(self.width, self.height)
            right, down = self._aside(self.softness, self.width, self.height)
            aim = now + soften(aim - soften(now, right, down), -right, -down)
        super().aim_at(aim, weight)

    def painted(self, width: int, height: int) -> np.ndarray:
        picture = super().painted(width, height)
        return soften(picture, *self._aside(self.softness, width, height)) if self.softness else picture

    def previews(self, softness: Iterable[float], width: int, height: int) -> Iterator[np.ndarray]:
        """What a sharp drawing would be like with each softness, as `rendered`."""
        picture = super().painted(width, height)
        for by in softness:
            right, down = self._aside(by, width, height)
            yield as_bytes(soften(moved(picture, -right / 2, -down / 2), right, down))

    def _aside(self, softness: float, width: int, height: int) -> tuple[float, float]:
        return softness * width / self.grid[0], softness * height / self.grid[1]

    def svg(self) -> str:
        svg = super().svg()
        if not self.softness:
            return svg
        head, drawing = svg.removesuffix("</svg>").split(">", 1)
        aside = f"{self.softness:.1f}".removesuffix(".0").removeprefix("0")
        # In a group, since CairoSVG takes no notice of a use element's own opacity.
        return f'{head}><g id="A">{drawing}</g><g opacity=".5"><use href="#A" x="{aside}" y="{aside}"/></g></svg>'
