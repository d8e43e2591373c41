"""Is a LoRA better than its base?  Both draw held-out prompts with the same seeds; what is delivered is compared.

    python -m training.diffusion.evaluate --lora runs/rl/lora [--model NAME] --csv FILE [--seeds 4] [-o sheet.png]
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from tqdm import tqdm

from generators.stable_diffusion import StableDiffusion
from scoring import tables
from scoring.constraints import MAX_BYTES
from support.files import check_writable
from training import options
from training.base_model import source_of
from training.comparison import compared, report
from training.diffusion.policy import picture_or_none
from training.recognition import asked_thing
from training.rewards import NO_JUDGES, Judges, Weights, judges_for, rewards
from validation.paired import Paired
from vectorizer.vectorize import vectorize

_SEED = 1  # of what names the things: not that which a run learns from


def evaluate(
    model: str | None,
    lora: str | Path,
    descriptions: list[str],
    seeds: int,
    max_bytes: int,
    weights: Weights,
    judges: Judges = NO_JUDGES,
) -> tuple[dict[str, Paired], list[tuple[str | None, str | None]]]:
    """Draw with the base and with the LoRA on top.

    Args:
        model: the base checkpoint, as `--generator` of model.py or its source alone; None: what lies on this machine.
        lora: a folder or file.
        descriptions: drawn `seeds` times each, 1 or more.
        max_bytes, weights, judges: of the SVGs, and as in `rewards`.

    Returns:
        {part: base against LoRA} with "reward" first, "all colors" (the share of drawings that lack no colour which
        they should show) and, with a judge of the part "named", "things" (the share in which the asked thing is more
        likely than all others together); and the pairs of SVGs (None where nothing was drawn).
    """
    texts = [text for text in descriptions for _ in range(seeds)]
    source = source_of(model, "stable-diffusion")
    values, svgs = [], []
    for adapter in (None, lora):
        generator = StableDiffusion(source, lora=adapter)
        bar = tqdm(descriptions, "LoRA" if adapter else "base", disable=None, leave=False)
        pictures = [picture_or_none(generator, text, seed) for text in bar for seed in range(seeds)]
        bar = tqdm(pictures, "SVGs", disable=None, leave=False)
        svgs.append([picture and vectorize(picture, max_bytes) for picture in bar])
        total, parts = rewards(svgs[-1], pictures, texts, weights, judges)
        if "colors" in parts:
            parts["all colors"] = parts["colors"] == 1
        if judges.namer:
            named = parts.get("named")
            parts["things"] = (_named(svgs[-1], texts, judges) if named is None else named) == 1
        values.append({"reward": total, **parts})
    base, tuned = values
    return compared(base, tuned, seeds), list(zip(*svgs, strict=True))


def _named(svgs: list[str | None], texts: list[str], judges: Judges) -> np.ndarray:
    """The part of that name alone, (N,)."""
    return rewards(svgs, svgs, texts, Weights(fidelity=0, colors=0, named=1), judges)[0]


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        if args.seeds < 1:
            raise ValueError(f"--seeds must be at least 1, not {args.seeds}")
        if args.output:
            check_writable(args.output)
        weights = options.pop_weights(vars(args))
        texts = list(tables.descriptions(tables.read_table(args.csv)).values())
        several = len(set(map(asked_thing, texts)) - {None}) > 1  # things, which a namer can tell apart
        judges = judges_for(replace(weights, named=1.0) if several else weights, texts, seed=_SEED)
        found, pairs = evaluate(args.model, args.lora, texts, args.seeds, args.max_bytes, weights, judges)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    report(found, pairs[:: args.seeds], args.output)
    return 0


def _parser():
    parser = options.parser(prog="python -m training.diffusion.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--lora", required=True, metavar="DIR", help="what training.diffusion.train wrote")
    about = "the base: as --generator of model.py, or its source alone"
    parser.add_argument("--model", default="stable-diffusion", metavar="NAME", help=about)
    parser.add_argument("--csv", default="data/sample.csv", metavar="FILE", help="id and description")
    parser.add_argument("--seeds", type=int, default=4, metavar="N", help="drawings of each description")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="budget of an SVG")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a PNG: the base's first drawings above")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
