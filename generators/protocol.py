"""What a generator declares: that it draws pictures, or that it writes SVG.  A new one derives from one of these."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PIL import Image


class Generator(ABC):
    """What makes something of a description: a `PictureGenerator` or an `SVGGenerator`."""

    name: str  # in logs and results
    batch: int = 1  # how many it makes best at once

    def left_out(self, description: str, seed: int = 0) -> list[str]:
        """Return the words of a description that are not to be seen in its first candidate, as far as it knows them."""
        return []


class PictureGenerator(Generator):
    """Draws pictures, which are then vectorized within the bytes."""

    @abstractmethod
    def generate(self, description: str, count: int, seed: int, start: int = 0) -> list[Image.Image]:
        """Return pictures `start` to `start + count - 1` of `description` as RGB, at least one; fewer when some fail.

        Picture i of a seed is the same whatever it is drawn together with.
        """


class SVGGenerator(Generator):
    """Writes SVG itself."""

    @abstractmethod
    def draw_svgs(
        self,
        description: str,
        count: int,
        seed: int,
        start: int = 0,
        *,
        max_bytes: int,
        seconds: float | None = None,
    ) -> list[str]:
        """Return SVGs `start` to `start + count - 1` of `description`, at least one; fewer when some fail.

        SVG i of a seed is the same whatever it is written together with, as long as the time suffices.

        Args:
            max_bytes: what will be delivered; a longer text is fitted into it afterwards.
            seconds: for each batch; None: as many as it takes.
        """
