"""What the small Stable Diffusion draws of combinations of thing and colour that it has never seen.

    python -m training.tiny_sd.evaluate checkpoints/tiny-sd --tiles out/tiles

Draws held-out descriptions as `--generator tiny-sd` does, and the illustrator's own pictures of them for comparison.
The main colour is the palette's name for most pixels that are not ground; a small network, trained on the tiles, names
the thing.  The figures and a sheet go into the checkpoint's card.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import combinations
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
import torch
from PIL import Image, ImageDraw
from tqdm import tqdm

from generators.stable_diffusion import StableDiffusion
from support.files import write_atomically
from training.prompts import GRAMMARS, Grammar, Prompt, held_out_prompts
from training.recognition import STEPS, recognised, train_classifier
from training.sheet import png, sheet
from training.tiny_sd.card import write_card
from training.tiny_sd.config import Config
from training.tiny_sd.tiles import load_tiles, render

COLUMNS, SHOWN = 8, 40  # pictures on the sheet
BATCH, TIMED = 25, 8  # pictures drawn at once; pictures drawn singly, against the clock


def correct(pictures: np.ndarray, prompts: list[Prompt], grammar: Grammar, network) -> dict[str, float]:
    """Shares of `pictures`, uint8 (N, H, W, 3), with the asked colour and the asked thing; percent."""
    right = recognised(pictures, prompts, grammar, network)
    return {"colour": 100 * float(right["color"].mean()), "thing": 100 * float(right["thing"].mean())}


def evaluate(folder: Path, tiles: Path, count: int, classifier_steps: int, threads: int) -> dict:
    """Measure the checkpoint in `folder`, put figures, sheet and card there, and return the figures.

    Args:
        folder: a checkpoint of training.tiny_sd.train, with its training.json.
        tiles: the pictures that it was trained on, from which the classifier learns.
        count: held-out descriptions to draw.
        classifier_steps: gradient steps of the classifier.
        threads: CPU threads that draw.

    Raises:
        OSError: the checkpoint or its tiles are not there.
    """
    config = Config(**json.loads((folder / "training.json").read_text())["config"])
    grammar = GRAMMARS[config.grammar]
    prompts = held_out_prompts(grammar, count)
    real = np.stack([np.asarray(render(p.text, config.size, -i - 1)) for i, p in enumerate(prompts)])
    known = load_tiles(config, tiles)
    network = train_classifier(known.pictures, [p.thing for p in known.prompts], grammar.things, classifier_steps)
    generator = StableDiffusion(folder, device="cpu")
    torch.set_num_threads(threads)
    generator.generate(prompts[0].text, 1, 0)  # the first picture sets the machine up
    seconds = []
    for i, p in enumerate(prompts[:TIMED]):
        before = time.perf_counter()
        generator.generate(p.text, 1, i)
        seconds.append(time.perf_counter() - before)
    batches = tqdm(range(0, count, BATCH), "drawing", disable=None)
    drawn = np.concatenate([_draw(generator, prompts, first) for first in batches])
    alike = [np.asarray(picture, int) for picture in generator.generate(prompts[0].text, 8, 0)]
    figures = {
        "descriptions": count,
        "combinations": len({(p.thing, p.color) for p in prompts}),
        "drawn": correct(drawn, prompts, grammar, network),
        "illustrator": correct(real, prompts, grammar, network),
        "chance": {"colour": 100 / len(grammar.colors), "thing": 100 / len(grammar.things)},
        "difference_of_seeds": min(float(np.abs(a - b).mean()) for a, b in combinations(alike, 2)),
        "seconds": float(np.median(seconds)),
        "threads": threads,
    }
    write_atomically(folder / "evaluation.json", json.dumps(figures, indent=1))
    tiles = [_captioned(picture, f"{p.color} {p.thing}") for picture, p in zip(drawn[:SHOWN], prompts, strict=False)]
    write_atomically(folder / "sheet.png", png(sheet(tiles, COLUMNS, "white")))
    write_card(folder)
    return figures


def _draw(generator: StableDiffusion, prompts: list[Prompt], first: int) -> np.ndarray:
    """A batch of pictures from `first` on, one of each description, uint8 (B, H, W, 3): much faster than singly."""
    chosen = range(first, min(first + BATCH, len(prompts)))
    pictures = generator.pipe(
        [generator.prompt(prompts[i].text) for i in chosen],
        num_inference_steps=generator.family.steps,
        guidance_scale=generator.family.guidance,
        generator=[torch.Generator().manual_seed(i) for i in chosen],
        output_type="np",
    ).images
    return (pictures * 255).round().astype(np.uint8)


def _captioned(picture: np.ndarray, caption: str) -> Image.Image:
    """A picture at twice its size, above what it was asked for."""
    side = 2 * picture.shape[1]
    tile = Image.new("RGB", (side, side + 16), "white")
    tile.paste(Image.fromarray(picture).resize((side, side), Image.Resampling.NEAREST))
    ImageDraw.Draw(tile).text((4, side + 2), caption, fill="black")
    return tile


def _parser() -> argparse.ArgumentParser:
    about = "Measure what a checkpoint of training.tiny_sd.train draws."
    parser = argparse.ArgumentParser(prog="python -m training.tiny_sd.evaluate", description=about)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("checkpoints/tiny-sd"))
    parser.add_argument("--tiles", type=Path, default=Path("out/tiles"), help="the pictures that it was trained on")
    parser.add_argument("--count", type=int, default=200, help="descriptions")
    parser.add_argument("--classifier-steps", type=int, default=STEPS, help="of training what names the thing")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads")
    return parser


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        figures = evaluate(args.folder, args.tiles, args.count, args.classifier_steps, args.threads)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
