"""Is a LoRA better than its base?  Both draw held-out prompts with the same seeds; what is delivered is compared.

    python -m training.diffusion.evaluate --lora runs/rl/lora [--model SOURCE] --csv FILE [--seeds 4] [-o sheet.png]
"""

from __future__ import annotations

import argparse
import io
import logging
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from generators.stable_diffusion import StableDiffusion
from scoring import tables
from scoring.render import render
from support import command_line
from support.files import check_writable, write_atomically
from training.diffusion.policy import picture_or_none
from training.rewards import Weights, rewards
from validation.paired import Paired, paired
from vectorizer.vectorize import vectorize

TILE = 192  # pixels of a drawing on the sheet


def evaluate(
    model: str | None, lora: str | Path, descriptions: list[str], seeds: int, max_bytes: int, weights: Weights, selector
) -> tuple[dict[str, Paired], list[tuple[str | None, str | None]]]:
    """Draw with the base and with the LoRA on top.

    Args:
        model: the base checkpoint; None: what lies on this machine.  lora: a folder or file.
        descriptions: drawn `seeds` times each, 1 or more.
        max_bytes, weights, selector: of the SVGs, and as in `rewards`.

    Returns:
        {part: base against LoRA} with "reward" first, "all colors" (the share of drawings that lack no colour which
        they should show), and the pairs of SVGs (None where nothing was drawn).
    """
    texts = [text for text in descriptions for _ in range(seeds)]
    values, svgs = [], []
    for adapter in (None, lora):
        generator = StableDiffusion(model, lora=adapter)
        bar = tqdm(descriptions, "LoRA" if adapter else "base", disable=None, leave=False)
        pictures = [picture_or_none(generator, text, seed) for text in bar for seed in range(seeds)]
        bar = tqdm(pictures, "SVGs", disable=None, leave=False)
        svgs.append([picture and vectorize(picture, max_bytes) for picture in bar])
        total, parts = rewards(svgs[-1], pictures, texts, weights, selector)
        if "colors" in parts:
            parts["all colors"] = parts["colors"] == 1
        values.append({"reward": total, **parts})
    base, tuned = values
    return compared(base, tuned, seeds), list(zip(*svgs, strict=True))


def compared(base: dict[str, np.ndarray], tuned: dict[str, np.ndarray], each: int) -> dict[str, Paired]:
    """Compare parts (N * each,); the bootstrap draws a description (of N) with all of its `each` drawings."""

    def means(parts: dict[str, np.ndarray], name: str) -> list[float]:
        return list(parts[name].reshape(-1, each).mean(axis=1))

    return {name: paired(means(base, name), means(tuned, name)) for name in base}


def sheet(pairs: list[tuple[str | None, str | None]]) -> bytes:
    """A PNG: the base's drawings above, the LoRA's below; white where there is none."""
    image = Image.new("RGB", (TILE * len(pairs), TILE * 2), "white")
    for column, pair in enumerate(pairs):
        for row, svg in enumerate(pair):
            if svg is not None:
                image.paste(render(svg, TILE - 4), (column * TILE + 2, row * TILE + 2))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        if args.seeds < 1:
            raise ValueError(f"--seeds must be at least 1, not {args.seeds}")
        if args.output:
            check_writable(args.output)
        weights = Weights(**{name: getattr(args, f"weight_{name}") for name in Weights().parts})
        texts = list(tables.descriptions(tables.read_table(args.csv)).values())
        selector = _selector() if weights.score else None
        found, pairs = evaluate(args.model, args.lora, texts, args.seeds, args.max_bytes, weights, selector)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    for name, p in found.items():
        print(f"{name:10} {p.first:.4f} -> {p.second:.4f}  {p.difference:+.4f}  95 % {p.low:+.4f} to {p.high:+.4f}")
    if args.output:
        write_atomically(args.output, sheet(pairs[:: args.seeds][:12]))
        print(args.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m training.diffusion.evaluate", description="A LoRA against its base.")
    parser.add_argument("--lora", required=True, metavar="DIR")
    parser.add_argument("--model", metavar="SOURCE", help="the base (default: what lies on this machine)")
    parser.add_argument("--csv", default="data/sample.csv", metavar="FILE", help="id and description")
    parser.add_argument("--seeds", type=int, default=4, metavar="N", help="drawings of each (default: 4)")
    parser.add_argument("--max-bytes", type=int, default=10_000, metavar="N")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a PNG: the base's first drawings above")
    for name, weight in Weights().parts.items():
        parser.add_argument(f"--weight-{name}", type=float, default=weight, help=f"of the reward (default: {weight})")
    return parser


def _selector():
    from scoring.selection import Selector

    return Selector()


if __name__ == "__main__":
    command_line.exit_with(main)
