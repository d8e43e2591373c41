"""Descriptions with small SVGs of them, for a language model to learn from.

The illustrator draws descriptions of training/prompts.py, and the vectorizer makes of each picture an SVG of a few
hundred bytes, which is as much as a small model can write.  Combinations that are held out are never among them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from files import write_atomically
from generators.illustrator import Illustrator
from svg_vectorize import vectorize
from training.prompts import GRAMMARS, prompt

_CHUNK = 25  # pairs that are written at once


def opening(svg: str) -> str:
    """The opening <svg ...> tag."""
    return re.match(r"<svg[^>]*>", svg)[0]


def make_pairs(path: Path, count: int, max_bytes: int, grammar: str = "plain", seed: int = 0) -> list[tuple[str, str]]:
    """Return `count` (description, SVG), all with one opening tag; those that are in the JSON file are not made again.

    The vectorizer's grid, and with it the opening, is finer where a picture leaves bytes to spare; what opens
    otherwise than most is made in vain.

    Args:
        path: where they are kept; a run that was stopped goes on here.
        max_bytes: of each SVG, 300 or more.
        grammar: key of prompts.GRAMMARS.

    Raises:
        ValueError: the file was made with other settings.
    """
    settings = {"max_bytes": max_bytes, "grammar": grammar, "seed": seed}
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"settings": settings, "pairs": []}
    if kept["settings"] != settings:
        raise ValueError(f"{path} was made with {kept['settings']}, not {settings}; delete it to make it anew")
    pairs, drawer = kept["pairs"], Illustrator()
    alike = _alike(pairs)
    with tqdm(desc="SVGs to learn from", total=count, initial=min(len(alike), count), disable=None) as bar:
        while len(alike) < count:
            text = prompt(GRAMMARS[grammar], len(pairs), seed).text
            picture = drawer.generate(text, 1, len(pairs))[0]
            pairs.append((text, vectorize(picture, max_bytes, seed=seed)))
            alike = _alike(pairs)
            bar.update(len(alike) - bar.n)
            if len(pairs) % _CHUNK == 0 or len(alike) == count:
                write_atomically(path, json.dumps(kept))
    return alike[:count]


def _alike(pairs: list) -> list[tuple[str, str]]:
    """Those with the commonest opening."""
    if not pairs:
        return []
    common = Counter(opening(svg) for _, svg in pairs).most_common(1)[0][0]
    return [(text, svg) for text, svg in pairs if opening(svg) == common]
