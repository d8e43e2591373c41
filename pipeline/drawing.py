"""What a description became, and what it becomes when everything else has failed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from PIL import Image

from scoring.render import SIDE, render

Original = Image.Image | str  # what a generator made: an RGB picture, or an SVG of any length

_SKIES_AND_GROUNDS = ("9cf", "375"), ("fc9", "543"), ("ace", "ec9"), ("225", "557"), ("eef", "9ab")
_HORIZON = SIDE * 5 // 8


@dataclass(frozen=True)
class Drawing:
    """What one description became."""

    svg: str
    generator: str  # the name of the one that drew it, which may be a stand-in: "illustrator", "plain scene"
    original: Original | None = None  # what the generator made; None: there was none
    fidelity: float | None = None  # judged SSIM of SVG and picture; None when it was not needed
    candidates: int = 1  # valid ones that it was picked from
    left_out: tuple[str, ...] = ()  # words of the description that are not to be seen, as far as the generator knows

    def _repr_svg_(self) -> str:
        """What Jupyter shows of it."""
        return self.svg

    @property
    def picture(self) -> Image.Image | None:
        """What the SVG should look like, RGB: the generator's picture, or that of its SVG before it was fitted."""
        return None if self.original is None else picture_of(self.original)

    @property
    def notice(self) -> str:
        """The copyright notice that goes with the drawing, such as OpenMoji's licence asks for, or ""."""
        return notice(self.svg)


def picture_of(original: Original) -> Image.Image:
    """An original as a picture: RGB, of an SVG as the judge draws it."""
    return render(original) if isinstance(original, str) else original


def notice(svg: str) -> str:
    """The words of the comment with which an SVG ends, or "".

    >>> notice("<svg><!-- Owls by an owl, CC BY --></svg>")
    'Owls by an owl, CC BY'
    """
    found = re.search(r"<!-- ([^>]*) --></svg>\Z", svg)
    return found[1] if found else ""


def plain_scene(description: str) -> Drawing:
    """A sky and a ground, in one of a few pairs of colours that the description's text decides."""
    choice = zlib.crc32(description.encode("utf-8", "replace")) % len(_SKIES_AND_GROUNDS)
    sky, ground = _SKIES_AND_GROUNDS[choice]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path fill="#{sky}" d="M0 0h{SIDE}v{SIDE}H0z"/>'
        f'<path fill="#{ground}" d="M0 {_HORIZON}h{SIDE}v{SIDE - _HORIZON}H0z"/></svg>'
    )
    return Drawing(svg, "plain scene")
