"""A LoRA against its base: both draw the same descriptions with the same seeds, and each part is compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import ImageOps

from scoring.render import render
from support.files import write_atomically
from training.sheet import png, sheet
from validation.paired import Paired, paired

TILE, MARGIN = 188, 2  # pixels of a drawing on the sheet, and of the white around it
SHOWN = 12  # drawings on the sheet


def compared(base: dict[str, np.ndarray], tuned: dict[str, np.ndarray], each: int) -> dict[str, Paired]:
    """Compare the parts of the reward, float (N * each,): `each` drawings in turn of N descriptions.

    The drawings of a description are averaged first, so that the interval is one over descriptions.
    """

    def means(parts: dict[str, np.ndarray], name: str) -> list[float]:
        return list(parts[name].reshape(-1, each).mean(axis=1))

    return {name: paired(means(base, name), means(tuned, name)) for name in base}


def paired_sheet(pairs: list[tuple[str | None, str | None]]) -> bytes:
    """A PNG of pairs of SVGs: the base's above, the LoRA's below; white where there is none."""
    svgs = [svg for row in zip(*pairs, strict=True) for svg in row]
    tiles = [svg and ImageOps.expand(render(svg, TILE), MARGIN, "white") for svg in svgs]
    return png(sheet(tiles, len(pairs), "white"))


def report(found: dict[str, Paired], pairs: list[tuple[str | None, str | None]], output: Path | None) -> None:
    """Print what was found, a line for each part, and write the sheet of the first pairs to `output`."""
    for name, p in found.items():
        print(f"{name:10} {p.first:.4f} -> {p.second:.4f}  {p.difference:+.4f}  95 % {p.low:+.4f} to {p.high:+.4f}")
    if output:
        write_atomically(output, paired_sheet(pairs[:SHOWN]))
        print(output)
