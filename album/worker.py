"""A worker: a model of its own, which draws one description at a time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scoring.render import SIDE

_WORDS = 300  # characters of an error


class DrawingError(RuntimeError):
    """Nothing can be drawn: no model, no workers, no cluster; the message says why."""


@dataclass(frozen=True)
class Drawn:
    """What one description became: an SVG, or an error."""

    id: str
    svg: str = ""
    generator: str = ""  # the one that drew it
    seconds: float = 0.0
    picture: bytes | None = None  # WebP: what the SVG was traced from, where that was asked for and is a picture
    fidelity: float | None = None  # structural similarity of the two after the judge's defence, up to 1
    left_out: tuple[str, ...] = ()  # words of the description that are not to be seen
    error: str = ""  # why there is no SVG


@dataclass
class Worker:
    """Draws; before it has loaded its model it is a small value that can be sent to where it is to work.

    Args:
        make: makes the model, which has `draw(description)` and `close()` as `model.Model` has.
        compare: keep the generator's picture as well, and measure how much of it the SVG keeps.
    """

    make: Callable[[], Any]
    compare: bool = False
    _model: Any = field(default=None, init=False)

    def load(self) -> None:
        """Make the model, where that was not done yet.  Raises DrawingError, since some others cannot travel."""
        from generators import LoadError

        try:
            self._model = self._model or self.make()
        except (ValueError, FileNotFoundError, LoadError) as error:
            raise DrawingError(str(error)) from None

    def draw(self, name: str, description: str) -> Drawn:
        """Return the drawing of a description whose id is `name`.  Raises DrawingError: there is no model."""
        self.load()
        start = time.perf_counter()
        try:
            drawing = self._model.draw(description)
            seconds = time.perf_counter() - start
            seen = _compared(drawing) if self.compare and drawing.picture else (None, None)
        except Exception as error:  # of one description; the others go on
            return Drawn(name, error=f"{type(error).__name__}: {' '.join(str(error).split())[:_WORDS]}")
        return Drawn(name, drawing.svg, drawing.generator, seconds, *seen, drawing.left_out)

    def close(self) -> None:
        """End what the model has started."""
        if self._model:
            self._model.close()


def webp(picture, quality: int = 85) -> bytes:
    """Return an RGB picture as a WebP file of at most SIDE pixels a side."""
    small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()


def _compared(drawing) -> tuple[bytes, float]:
    """The picture as WebP, and the SVG's fidelity to it."""
    from scoring.measures.fidelity import svg_fidelity

    return webp(drawing.picture), svg_fidelity(drawing.svg, drawing.picture)
