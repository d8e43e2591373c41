"""Does a LoRA make Gemma a better writer of SVG?  Both write for held-out descriptions; what they wrote is compared.

    python -m training.gemma.evaluate --lora runs/gemma/lora [--grammar plain] [--samples 4] [-o sheet.png]

"valid" is the share of texts that are valid SVGs as they were written, before any repair; "thing" and "color" are the
shares that are valid and show the asked thing, as a small network names it that was trained on the illustrator's
pictures, and the asked main colour (training/recognition.py).  "reward" and the other parts are those of
`training.gemma.worth`.  With --alone the base writes nothing, and the intervals are those of the LoRA's own figures.
The plain grammar has 28 held-out combinations, that of objects 97; more descriptions are the same ones again.
"""

from __future__ import annotations

import argparse
import logging
import math
from collections.abc import Callable
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from tqdm import tqdm

from fitting import repair_svg
from generators.gemma import Gemma
from scoring.constraints import MAX_BYTES, validate_svg
from scoring.render import render
from support.files import check_writable
from training.base_model import source_of
from training.comparison import compared, report
from training.gemma.worth import worth
from training.prompts import GRAMMARS, Prompt, held_out_pairs, held_out_prompts, prompt
from training.recognition import SIDE, STEPS, illustrated, recognised, train_classifier
from training.rewards import Weights
from validation.paired import Paired

BATCH = 16  # SVGs that are written at once
LEARNED = 1_000  # pictures that the network learns from


def evaluate(
    model: str | None,
    lora: str | Path,
    descriptions: list[str],
    samples: int,
    max_bytes: int,
    weights: Weights,
    recognise: Callable[[list[str]], dict[str, np.ndarray]] = lambda texts: {},
    alone: bool = False,
) -> tuple[dict[str, Paired], list[tuple[str, str]]]:
    """Let the base and the LoRA write `samples` SVGs of each description, with the same seeds.

    Args:
        model: the base, as `--generator` of model.py or its source alone; None: what lies on this machine.
        lora: a folder.
        descriptions: each once.
        samples: 1 or more.
        max_bytes, weights: as in `worth`.
        recognise: further parts of all texts, (N,) each, such as a `Recogniser`.
        alone: compare with zeros in the base's place.

    Returns:
        {part: base against LoRA}, with "reward" first and "valid" second, and the pairs of texts.
    """
    texts = [text for text in descriptions for _ in range(samples)]
    source = source_of(model, "gemma")
    values, written = [], []
    for adapter in (lora,) if alone else (None, lora):
        gemma = Gemma(source, lora=adapter)
        written.append(_written(gemma, texts, samples, "LoRA" if adapter else "base"))
        total, parts = worth(written[-1], texts, max_bytes, weights)
        valid = 1 - parts.pop("failed")
        values.append({"reward": total, "valid": valid, **recognise(written[-1]), **parts})
    tuned = values[-1]
    base = {name: 0 * part for name, part in tuned.items()} if alone else values[0]
    return compared(base, tuned, samples), list(zip(written[0], written[-1], strict=True))


def _written(gemma: Gemma, texts: list[str], samples: int, title: str) -> list[str]:
    """What a Gemma writes for each text, `samples` times in turn for each description, in batches."""
    written: list[str] = []
    with tqdm(desc=title, total=len(texts), disable=None, leave=False) as bar:
        while len(written) < len(texts):
            some = range(len(written), min(len(written) + BATCH, len(texts)))
            written += gemma.write_each([texts[i] for i in some], 0, [i % samples for i in some], math.inf)
            bar.update(len(some))
    return written


class Recogniser:
    """Whether texts are valid SVGs that show the asked thing in the asked main colour, told without a person.

    Args:
        asked: for each text that will come, in order.
        grammar: key of GRAMMARS: the things that there may be, and the illustrator's pictures that are learned from.
        max_bytes: of a valid text.
    """

    def __init__(self, asked: list[Prompt], grammar: str, max_bytes: int):
        self.asked, self.grammar, self.max_bytes = asked, GRAMMARS[grammar], max_bytes
        known = [prompt(self.grammar, index) for index in range(LEARNED)]
        pictures = illustrated([p.text for p in known], range(LEARNED))
        self.network = train_classifier(pictures, [p.thing for p in known], self.grammar.things, STEPS)

    def __call__(self, texts: list[str]) -> dict[str, np.ndarray]:
        """Return "thing" and "color", float (N,), 1 where it is the asked one; 0 for what is not valid."""
        pictures = {}
        for i, text in enumerate(texts):
            try:
                validate_svg(text, self.max_bytes)
                pictures[i] = self._pixels(text)
            except Exception:  # cairo raises what it likes at an SVG that it cannot draw
                continue
        found = {"thing": np.zeros(len(texts)), "color": np.zeros(len(texts))}
        if pictures:
            asked = [self.asked[i] for i in pictures]
            shown = recognised(np.stack([*pictures.values()]), asked, self.grammar, self.network)
            for name, right in shown.items():
                found[name][[*pictures]] = right
        return found

    @staticmethod
    def _pixels(svg: str) -> np.ndarray:
        """uint8 (SIDE, SIDE, 3)."""
        return np.array(render(svg, SIDE))


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
        grammar = GRAMMARS[args.grammar]
        count = len(held_out_pairs(grammar)) if args.count is None else args.count
        if min(count, args.samples) < 1:
            raise ValueError(f"--count and --samples must be at least 1, not {count} and {args.samples}")
        if args.output:
            check_writable(args.output)
        asked = held_out_prompts(grammar, count)
        each = [one for one in asked for _ in range(args.samples)]
        found, pairs = evaluate(
            args.model,
            args.lora,
            [one.text for one in asked],
            args.samples,
            args.max_bytes,
            Weights(),
            Recogniser(each, args.grammar, args.max_bytes),
            args.alone,
        )
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
    parser.add_argument("--count", type=int, metavar="N", help="descriptions (default: all that are held out)")
    parser.add_argument("--samples", type=int, default=4, metavar="N", help="SVGs of each (default: %(default)s)")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="default: %(default)s")
    parser.add_argument("--alone", action="store_true", help="the LoRA without its base: half the time")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a PNG: the base's first drawings above")
    return parser


if __name__ == "__main__":
    command_line.exit_with(main)
