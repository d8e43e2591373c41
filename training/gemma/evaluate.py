"""Does a LoRA make Gemma a better writer of SVG?  Both write for held-out descriptions; what they wrote is compared.

    python -m training.gemma.evaluate --lora runs/gemma/lora [--model NAME] [--count 16] [--samples 4] [-o sheet.png]

"valid" is the share of texts that are valid SVGs as they were written, before any repair; "reward" and the other parts
are those of `training.gemma.train.worth`, with the illustrator's picture as what should be seen.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from tqdm import tqdm

from fitting import repair_svg
from generators.gemma import Gemma
from scoring.constraints import MAX_BYTES
from support.files import check_writable
from training.base_model import source_of
from training.comparison import compared, report
from training.gemma.train import worth
from training.prompts import GRAMMARS, held_out_prompts
from training.rewards import Weights
from validation.paired import Paired


def evaluate(
    model: str | None, lora: str | Path, descriptions: list[str], samples: int, max_bytes: int, weights: Weights
) -> tuple[dict[str, Paired], list[tuple[str, str]]]:
    """Let the base and the LoRA write `samples` SVGs of each description, with the same seeds.

    Returns:
        {part: base against LoRA}, with "reward" first and "valid" second, and the pairs of texts.
    """
    texts = [text for text in descriptions for _ in range(samples)]
    source = source_of(model, "gemma")
    values, written = [], []
    for adapter in (None, lora):
        gemma = Gemma(source, lora=adapter)
        bar = tqdm(descriptions, "LoRA" if adapter else "base", disable=None, leave=False)
        written.append([svg for text in bar for svg in gemma.write(text, 0, range(samples))])
        total, parts = worth(written[-1], texts, max_bytes, weights)
        values.append({"reward": total, "valid": 1 - parts.pop("failed"), **parts})
    base, tuned = values
    return compared(base, tuned, samples), list(zip(*written, strict=True))


def drawable(text: str) -> str | None:
    """The SVG that a text becomes by repair; None where there is nothing to repair."""
    try:
        return repair_svg(text)
    except ValueError:
        return None


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        if min(args.count, args.samples) < 1:
            raise ValueError(f"--count and --samples must be at least 1, not {args.count} and {args.samples}")
        if args.output:
            check_writable(args.output)
        texts = [prompt.text for prompt in held_out_prompts(GRAMMARS[args.grammar], args.count)]
        found, pairs = evaluate(args.model, args.lora, texts, args.samples, args.max_bytes, Weights())
    except (ValueError, OSError) as error:
        parser.error(str(error))
    first = pairs[:: args.samples] if args.output else []
    report(found, [(drawable(base), drawable(tuned)) for base, tuned in first], args.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.gemma.evaluate", description=__doc__.splitlines()[0])
    parser.add_argument("--lora", required=True, metavar="DIR", help="what training.gemma.train wrote")
    about = "the base: as --generator of model.py, or its source alone"
    parser.add_argument("--model", default="gemma", metavar="NAME", help=about)
    parser.add_argument("--grammar", choices=GRAMMARS, default="plain", help="of the held-out descriptions")
    parser.add_argument("--count", type=int, default=16, metavar="N", help="descriptions (default: %(default)s)")
    parser.add_argument("--samples", type=int, default=4, metavar="N", help="SVGs of each (default: %(default)s)")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="default: %(default)s")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a PNG: the base's first drawings above")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
