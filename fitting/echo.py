"""A drawing laid over itself, a little aside and translucent, as the vectorizer softens photographs.

To the rest of this room it would be one template with two uses, each of whose parts changes the whole page.  So it is
fitted alone, shape by shape, and then laid over itself as before: what is missed in the one is missed in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count

from fitting.affine import IDENTITY
from fitting.model import Group, Page, Use
from fitting.numbers import spell
from fitting.templates import inlined

LENGTH = 80  # bytes, and more than it takes where it is seen
_STEP = 0.001  # of the page's width: how finely the distance is written


@dataclass(frozen=True)
class Echo:
    """A drawing and how it lies over itself: so far to the right and down, in page units, and how opaque."""

    drawing: Page
    right: float
    down: float
    opacity: float

    def over(self, text: str) -> str:
        """Return the drawing laid over itself; `text` is it alone, in any units."""
        head, rest = text.split(">", 1)
        if not rest:  # nothing is left of it
            return text
        width = float(re.search(r'viewBox="\S+ \S+ (\S+) ', head)[1])
        unit = width / self.drawing.box[2]
        x, y = (spell(unit * aside, _STEP * width) for aside in (self.right, self.down))
        name = next(name for i in count(1) if f'id="{(name := i * "A")}"' not in text)
        within = rest.removesuffix("</svg>")
        again = f'<g opacity="{spell(self.opacity, 0.004)}"><use href="#{name}" x="{x}" y="{y}"/></g>'
        return f'{head}><g id="{name}">{within}</g>{again}</svg>'


def heard(page: Page) -> Echo | None:
    """Return what a page is the echo of; None where there is anything else on it."""
    match page.nodes:
        case [Use() as first, Group(nodes=[Use() as again], transform=None) as over] if _alike(first, again):
            *_, right, down = again.transform
            return Echo(replace(page, nodes=inlined(first)), right, down, over.opacity)
    return None


def _alike(first: Use, again: Use) -> bool:
    """Whether a use in its place is drawn again, only shifted."""
    shift = first.transform == IDENTITY and again.transform[:4] == IDENTITY[:4]
    plain = first.opacity == again.opacity == 1 and not first.style and not again.style
    return shift and plain and first.template is again.template
