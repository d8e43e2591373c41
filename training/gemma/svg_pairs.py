"""Descriptions with small SVGs of them, for a language model to learn from.

The illustrator draws descriptions of training/prompts.py, and the vectorizer turns each picture into an SVG of a few
hundred bytes, which is as much as a small model can write.  Held-out combinations of thing and colour never occur.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from generators.illustrator import Illustrator
from support import settings
from support.files import write_atomically
from training.prompts import GRAMMARS, prompt
from vectorizer.vectorize import vectorize

_CHUNK = 25  # pairs that are written at once


def opening(svg: str) -> str:
    """The opening <svg ...> tag.

    >>> opening('<svg viewBox="0 0 9 9"><path/></svg>')
    '<svg viewBox="0 0 9 9">'
    """
    return re.match(r"<svg[^>]*>", svg)[0]


def make_pairs(path: Path, count: int, max_bytes: int, grammar: str = "plain", seed: int = 0) -> list[tuple[str, str]]:
    """Return `count` (description, SVG), all with one opening tag; those that are in the JSON file are not made again.

    The vectorizer's grid, and with it the opening tag, is finer where a picture leaves bytes to spare; SVGs that open
    otherwise than most are made and not returned.

    Args:
        path: the JSON file; a run that was stopped goes on from it.
        count: pairs to return, 1 or more.
        max_bytes: of each SVG, 300 or more.
        grammar: key of prompts.GRAMMARS.

    Raises:
        ValueError: the file was made with other settings.
    """
    now = {"max_bytes": max_bytes, "grammar": grammar, "seed": seed}
    kept = settings.read(path) if path.exists() else {"settings": now, "pairs": []}
    settings.compare(path, kept["settings"], now, "delete it to make it anew")
    pairs, drawer = kept["pairs"], Illustrator()
    openings = Counter(opening(svg) for _, svg in pairs)
    alike = max(openings.values(), default=0)
    with tqdm(desc="SVGs to learn from", total=count, initial=min(alike, count), disable=None) as bar:
        while alike < count:
            text = prompt(GRAMMARS[grammar], len(pairs), seed).text
            picture = drawer.generate(text, 1, len(pairs))[0]
            svg = vectorize(picture, max_bytes, seed=seed)
            pairs.append((text, svg))
            openings[opening(svg)] += 1
            alike = max(openings.values())
            bar.update(alike - bar.n)
            if len(pairs) % _CHUNK == 0 or alike == count:
                write_atomically(path, json.dumps(kept))
    common = max(openings, key=openings.get)
    return [(text, svg) for text, svg in pairs if opening(svg) == common][:count]
