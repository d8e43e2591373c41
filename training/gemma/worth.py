"""What an SVG that a language model wrote is worth, against the illustrator's drawing of the same description.

    fidelity    structural similarity of both pictures after the judge's defence, 0 to 1
    things      how well the outline of each asked thing's group matches that of the illustrator's, 0 to 1
    colors      how near each asked thing's group is to the asked colour in its main colour, 0 to 1; where no thing with
                a drawing of its own is asked in a colour, as in training/rewards.py
    bytes       the part of the bytes that is used

What is no valid SVG as it was written, has too many bytes or is a page of one colour is worth nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PIL import Image

from generators.illustrator import Illustrator
from generators.illustrator.canvas.canvas import rasterize
from scoring.measures.ciede2000 import difference
from scoring.measures.groups import Group, groups, main_color
from scoring.measures.variety import seen_colors
from scoring.render import SIDE, render
from training.rewards import NO_JUDGES, Judges, Weights, near, rewards

_GROUPED = ("thing", "garment", "solid")  # kinds of items that stand in a group of their name; a plain shape needs none
THINGS = 1.0  # weight of this part; those of the others are settings
BYTES = 0.05  # what the last of the bytes costs: of two drawings that are as good, the shorter one
OUTLINE = 64  # pixels a side that outlines are compared at


def worth(
    texts: list[str], descriptions: list[str], max_bytes: int, weights: Weights, judges: Judges = NO_JUDGES
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return what SVGs are worth as they were written, float64 (N,), 0 to 1, and the parts of it, (N,).

    A text that is no valid SVG, cannot be drawn or has over `max_bytes` gets 0 and is "failed".  A page of one colour
    gets 0 and is "blank": it is easy to write and resembles any picture of a thing on plain ground.

    Args:
        texts: N texts as the model wrote them, from the opening tag on.
        descriptions: the N descriptions that they were written for.
        max_bytes: of UTF-8.
        weights, judges: as in `training.rewards.rewards`.
    """
    svgs = [text if len(text.encode()) <= max_bytes else None for text in texts]
    examples = [_example(text) for text in descriptions]
    _, parts = rewards(svgs, [example.picture for example in examples], descriptions, weights, judges)
    failed = parts.pop("failed")
    drawn = [not fails and seen_colors(render(svg)) > 1 for svg, fails in zip(svgs, failed, strict=True)]
    asked = np.array([bool(example.asked) for example in examples], float)
    things = np.zeros(len(texts))
    for i, example in enumerate(examples):
        if drawn[i] and example.asked:
            things[i], color = _shown(svgs[i], example)
            if color is not None and "colors" in parts:
                parts["colors"][i] = color
    parts = {name: part * drawn for name, part in parts.items()}
    given = weights.parts
    total = sum(given[name] * part for name, part in parts.items()) + THINGS * things
    total = total / (sum(given[name] for name in parts) + THINGS * asked)
    used = np.array([min(len(text.encode()) / max_bytes, 1.0) for text in texts])
    parts |= {"things": np.where(asked, things, drawn), "bytes": used}
    return total * (1 - BYTES * used), parts | {"failed": failed, "blank": 1.0 - failed - drawn}


class _Example(NamedTuple):
    """The illustrator's drawing of a description."""

    picture: Image.Image
    asked: dict[str, str | None]  # name of a thing's group -> the "#rrggbb" that it should have, if one is asked
    groups: dict[str, Group]


@lru_cache(512)
def _example(description: str) -> _Example:
    illustrator = Illustrator()
    (svg,) = illustrator.draw_svgs(description, 1, 0)
    items = [item for item in illustrator.describe(description)["items"] if item["kind"] in _GROUPED]
    asked = {
        item["group"]: item["colors"][0] if len(item["colors"]) == 1 else None
        for item in items
        if item["drawn"] == "own"
    }
    largest = _largest(svg, set(asked))
    asked = {name: color for name, color in asked.items() if name in largest}
    return _Example(rasterize(svg).resize((SIDE, SIDE)), asked, largest)


def _shown(svg: str, example: _Example) -> tuple[float, float | None]:
    """How well the asked things are there, and how near they are to their colours (None: none is asked), 0 to 1."""
    try:
        found = _largest(svg, set(example.asked))
    except (KeyError, ValueError, TypeError, RecursionError):  # valid, but nothing that the illustrator would write
        found = {}
    likeness = [_likeness(found[name], example.groups[name]) if name in found else 0.0 for name in example.asked]
    colors = [
        near(difference(main_color(found[name]), color)) if name in found else 0.0
        for name, color in example.asked.items()
        if color
    ]
    return float(np.mean(likeness)), float(np.mean(colors)) if colors else None


def _largest(svg: str, names: set[str]) -> dict[str, Group]:
    """The largest group of each name."""
    ordered = sorted(groups(svg, names), key=lambda group: group.shown.sum())
    return {group.name: group for group in ordered}


def _likeness(one: Group, other: Group) -> float:
    """The part of both outlines together that both have, each brought to the same box; 0 to 1."""
    a, b = _outline(one), _outline(other)
    return float((a & b).sum() / max(1, (a | b).sum()))


def _outline(group: Group) -> np.ndarray:
    """bool (OUTLINE, OUTLINE): what is seen of a group, its box stretched to the whole."""
    box = tuple(map(int, group.box))
    mask = Image.fromarray(group.shown.astype(np.uint8) * 255).crop(box)
    return np.asarray(mask.resize((OUTLINE, OUTLINE), Image.Resampling.BILINEAR)) > 127
