"""What a drawing is worth: measured on what is delivered, the SVG of at most so many bytes as the judge sees it.

    fidelity    structural similarity of the SVG and its picture after the judge's defence, 0 to 1
    colors      how near the SVG comes to the colours in the description, 0 to 1, their mean: 1 where 3 % of the
                picture are within a CIEDE2000 difference of 20, 0 from 30 on, and linear between, so that a small
                step towards the colour is worth something
    lettering   1 for no letters, 0 for a picture full of them
    named       how surely the SVG shows the asked thing, 0 to 1, told by a small network (training/recognition.py): 1
                where that is more likely than all others together, or none is asked, or several
    score       the competition's own models (scoring.selection), where their weights are at hand
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from generators.illustrator import drawings
from generators.illustrator.colors import TABLE
from generators.illustrator.words.language import group, tokenize
from scoring.constraints import validate_svg
from scoring.measures.ciede2000 import nearness
from scoring.measures.fidelity import svg_fidelity
from scoring.measures.lettering import text_likeness
from scoring.render import render

if TYPE_CHECKING:
    from scoring.selection import Selector
    from training.recognition import Namer

ENOUGH = 0.03  # of the picture, for a colour to count as there
LIKE, UNLIKE = 20.0, 30.0  # CIEDE2000: what goes by the same name, and what certainly does not

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Weights:
    """How much each part counts; a part of weight 0 is not computed."""

    fidelity: float = 1.0
    colors: float = 1.0
    lettering: float = 0.0
    named: float = 0.0  # needs descriptions of several things, each alone
    score: float = 0.0  # needs PaliGemma, CLIP and the aesthetic head

    def __post_init__(self):
        if min(self.parts.values()) < 0 or not sum(self.parts.values()):
            raise ValueError(f"weights must be at least 0 and not all 0, not {self.parts}")

    @property
    def parts(self) -> dict[str, float]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


class Judges(NamedTuple):
    """What judges a part that no formula does; None: the part has no weight."""

    selector: Selector | None = None  # of "score"
    namer: Namer | None = None  # of "named"


NO_JUDGES = Judges()


def judges_for(weights: Weights, descriptions: Iterable[str], device: str | None = None, seed: int = 0) -> Judges:
    """Return the judges of the parts that have a weight.

    Args:
        descriptions: all that will be drawn: those of things are learned by what names the things.
        device: of the competition's own models.
        seed: of what names the things.

    Raises:
        weights.WeightsNotFound: the competition's models are asked for and not on this machine.
        ValueError: "named" has a weight, and the descriptions ask for less than two things.
    """
    selector = namer = None
    if weights.score:
        from scoring.selection import Selector

        selector = Selector(device=device)
    if weights.named:
        from training.recognition import Namer

        namer = Namer(descriptions, seed)
    return Judges(selector, namer)


def rewards(
    svgs: Sequence[str | None],
    pictures: Sequence[Image.Image | None],
    descriptions: Sequence[str],
    weights: Weights = Weights(),
    judges: Judges = NO_JUDGES,
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return the weighted mean of the parts, float64 (N,) in 0 to 1, and each part alone, (N,).

    A sample that has no SVG, or one that breaks a rule or cannot be drawn, gets 0 in every part and 1 in "failed".

    Args:
        svgs, pictures, descriptions: what was delivered, what it was made from (None: nothing), and for which words.
        judges: of the parts "score" and "named", needed where they have a weight.

    Raises:
        ValueError: the lists differ in length, or a part that has a weight lacks its judge.
        torch.cuda.OutOfMemoryError: the judge does not fit the GPU: no sample's fault.
    """
    if not len(svgs) == len(pictures) == len(descriptions):
        raise ValueError(f"{len(svgs)} SVGs, {len(pictures)} pictures and {len(descriptions)} descriptions")
    if weights.score and judges.selector is None:
        raise ValueError("the part 'score' needs the judge's models; give it weight 0 where they are missing")
    if weights.named and judges.namer is None:
        raise ValueError("the part 'named' needs a training.recognition.Namer")
    names = [name for name, weight in weights.parts.items() if weight]
    rows = [_parts(*sample, names, judges) for sample in zip(svgs, pictures, descriptions, strict=True)]
    parts = {name: np.array([row.get(name, 0.0) for row in rows]) for name in names}
    total = sum(weights.parts[name] * parts[name] for name in names) / sum(weights.parts[name] for name in names)
    return total, parts | {"failed": np.array([float(not row) for row in rows])}


def asked_colors(description: str) -> list[str]:
    """Return the "#rrggbb" of each colour word in a description; not of things that are called like a colour.

    >>> asked_colors("a white pumpkin")
    ['#fafaf7']
    """
    terms = group(tokenize(description))
    names = [term.replace(" ", "") for term in terms]
    owned = [before in TABLE and name in _things() for before, name in pairwise(["", *names])]
    return [TABLE[name] for name, thing in zip(names, owned, strict=True) if name in TABLE and not thing]


def near(far: float) -> float:
    """How near a colour at a CIEDE2000 difference of `far` is, 0 to 1.

    >>> near(25.0)
    0.5
    """
    return min(max((UNLIKE - far) / (UNLIKE - LIKE), 0.0), 1.0)


@cache
def _things() -> frozenset[str]:
    """Every word that the illustrator has a drawing for."""
    return frozenset(drawings.names("things")) | drawings.words("data-words").keys()


def _parts(svg, picture, description: str, names: list[str], judges: Judges) -> dict[str, float]:
    """The asked parts of one sample; {} when it failed."""
    measures = {
        "fidelity": lambda: max(svg_fidelity(svg, picture), 0.0),
        "colors": lambda: _colors(render(svg), description),
        "lettering": lambda: 1 - text_likeness(render(svg)),
        "named": lambda: judges.namer.names(render(svg), description),
        "score": lambda: judges.selector.score(description, [svg])[0],
    }
    try:
        validate_svg(svg)
        parts = {name: measures[name]() for name in names}
        if not all(map(math.isfinite, parts.values())):
            raise ValueError(f"a part is no number: {parts}")
        return parts
    except Exception as error:  # whatever is wrong with one sample, the others go on
        if type(error).__name__ == "OutOfMemoryError":
            raise
        log.warning("a sample failed after %s: %s", type(error).__name__, error)
        return {}


def _colors(drawn: Image.Image, description: str) -> float:
    asked = asked_colors(description)
    if not asked:
        return 1.0
    return float(np.mean([near(nearness(drawn, color, ENOUGH)) for color in asked]))
