"""Descriptions with small SVGs of them, for a language model to learn from.

The illustrator's own drawings of descriptions of training/prompts.py, flat (plainer.py) and in few bytes: circles,
short paths and groups that are named after what they show, always in the same words.  Of one thing on plain ground they
have 300 to 1,250 bytes, which are 180 to 800 tokens of Gemma 3.  Held-out combinations of thing and colour never occur.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from fitting import shorten
from generators.illustrator import Illustrator
from support import settings
from support.files import write_atomically
from training.gemma.plainer import plainer
from training.gemma.sketch import sketch
from training.prompts import GRAMMARS, Prompt, alone, prompt

# Grammars whose drawings are sketches: of how many shapes, and the least of them. On a CPU there is time for few.
SKETCHED = {"objects": {"most": 7, "least": 0.004}, "things": {"most": 10, "least": 0.0006}}
_CHUNK = 1_000  # pairs that are written at once
_FRUITLESS = 200  # descriptions in turn without a drawing that fits, then it is an error


def opening(svg: str) -> str:
    """The opening <svg ...> tag.

    >>> opening('<svg viewBox="0 0 9 9"><path/></svg>')
    '<svg viewBox="0 0 9 9">'
    """
    return re.match(r"<svg[^>]*>", svg)[0]


def drawing(description: str, seed: int, grammar: str = "plain") -> str:
    """The illustrator's drawing of a description as it is learned: of those in SKETCHED a sketch.

    Raises:
        ValueError: a sketch of it would show nothing that has a name.
    """
    plain = plainer(Illustrator().svg(description, seed))
    return sketch(plain, **SKETCHED[grammar]) if grammar in SKETCHED else shorten(plain)


def lesson_pairs(out: Path, grammar: str, count: int, max_bytes: int, seed: int = 0) -> list[tuple[str, str]]:
    """As `make_pairs`, in the file that a lesson of the run in the folder `out` has."""
    return make_pairs(out / f"pairs-{grammar}.json", count, max_bytes, grammar, seed)


def make_pairs(path: Path, count: int, max_bytes: int, grammar: str = "plain", seed: int = 0) -> list[tuple[str, str]]:
    """Return `count` (description, SVG), all with one opening tag; those that are in the JSON file are not made again.

    Drawings of more bytes are left out; so are, when all are made, those that open otherwise than most.

    Args:
        path: the JSON file; a run that was stopped goes on from it.
        count: pairs to return, 1 or more.
        max_bytes: of each SVG, 300 or more.
        grammar: key of prompts.GRAMMARS.

    Raises:
        ValueError: the file was made with other settings, or hardly any drawing has so few bytes.
    """
    now = {"max_bytes": max_bytes, "grammar": grammar, "seed": seed}
    kept = settings.read(path) if path.exists() else {"settings": now, "drawn": 0, "pairs": []}
    settings.compare(path, kept["settings"], now, "delete it to make it anew")
    pairs, last = kept["pairs"], kept["drawn"]
    openings = Counter(opening(svg) for _, svg in pairs)
    alike = max(openings.values(), default=0)
    with tqdm(desc="SVGs to learn from", total=count, initial=min(alike, count), disable=None) as bar:
        while alike < count:
            asked = prompt(GRAMMARS[grammar], kept["drawn"], seed)
            svg = _drawing_of(asked, kept["drawn"], grammar)
            kept["drawn"] += 1
            if svg and len(svg.encode()) <= max_bytes:
                pairs.append((asked.text, svg))
                openings[opening(svg)] += 1
                alike, last = max(openings.values()), kept["drawn"]
                bar.update(alike - bar.n)
            if kept["drawn"] - last > _FRUITLESS:
                raise ValueError(f"max_bytes must be more than {max_bytes}: no drawing of {grammar!r} is as short")
            if kept["drawn"] % _CHUNK == 0 or alike == count:
                write_atomically(path, json.dumps(kept))
    common = max(openings, key=openings.get)
    return [(text, svg) for text, svg in pairs if opening(svg) == common][:count]


def _drawing_of(asked: Prompt, seed: int, grammar: str) -> str | None:
    """The drawing to learn from; of a sketch however it is asked for the same; None where there is none."""
    text = alone(asked.thing, asked.color) if grammar in SKETCHED else asked.text
    try:
        return drawing(text, seed, grammar)
    except ValueError:
        return None
