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
import torch.nn.functional as F
from PIL import Image, ImageDraw
from tqdm import tqdm

from generators.illustrator.colors import TABLE, rgb
from generators.stable_diffusion import StableDiffusion
from support.files import write_atomically
from training.prompts import GRAMMARS, Prompt, held_out_prompts
from training.sheet import png, sheet
from training.tiny_sd.card import write_card
from training.tiny_sd.config import Config
from training.tiny_sd.tiles import Tiles, load_tiles, render

COLUMNS, SHOWN = 8, 40  # pictures on the sheet
BATCH, TIMED = 25, 8  # pictures drawn at once; pictures drawn singly, against the clock


def main_color(picture: np.ndarray, colors: tuple[str, ...]) -> str:
    """The name in `colors` of most pixels that are not ground; `picture` is uint8 (H, W, 3) RGB.

    Ground is what is nearer than 60 of 255 to the median of its row's outer tenths: the ground's shades lie in bands.
    """
    pixels = picture.astype(float)
    rim = max(1, picture.shape[1] // 10)
    ground = np.median(np.concatenate([pixels[:, :rim], pixels[:, -rim:]], axis=1), axis=1, keepdims=True)  # (H, 1, 3)
    figure = pixels[np.linalg.norm(pixels - ground, axis=2) > 60]
    if not len(figure):
        return ""
    palette = np.array([rgb(TABLE[name]) for name in colors], float)
    nearest = np.linalg.norm(_chroma(figure)[:, None] - _chroma(palette), axis=2).argmin(axis=1)
    return colors[np.bincount(nearest, minlength=len(colors)).argmax()]


def _chroma(pixels: np.ndarray) -> np.ndarray:
    """float (N, 3) RGB as CIE L*a*b* with the lightness at half weight: a shaded red stays red."""
    import cv2

    lab = cv2.cvtColor((pixels[None] / 255).astype(np.float32), cv2.COLOR_RGB2Lab)[0]
    return lab * np.float32([0.5, 1, 1])


def train_classifier(tiles: Tiles, things: tuple[str, ...], steps: int) -> torch.nn.Module:
    """A small network, float (B, 3, 64, 64), 0 to 1 -> scores (B, len(things)), that names the thing on a tile."""
    torch.manual_seed(0)
    layers = [layer for a, b in ((3, 16), (16, 32), (32, 64), (64, 64)) for layer in _halving(a, b)]
    network = torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(64 * 16, len(things)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    labels = torch.tensor([things.index(p.thing) for p in tiles.prompts])
    noise = torch.Generator().manual_seed(0)
    for _ in tqdm(range(steps), "classifier", disable=None):
        batch = torch.randint(len(labels), (32,), generator=noise)
        pictures = _tensor(tiles.pictures[batch.numpy()])
        pictures = pictures[:, torch.randperm(3, generator=noise)]  # the shape is to count, not the colour
        loss = F.cross_entropy(network(pictures), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


def _halving(inputs: int, outputs: int) -> list[torch.nn.Module]:
    convolution = torch.nn.Conv2d(inputs, outputs, 3, padding=1)
    return [convolution, torch.nn.BatchNorm2d(outputs), torch.nn.ReLU(), torch.nn.MaxPool2d(2)]


def _tensor(pictures: np.ndarray) -> torch.Tensor:
    """uint8 (N, H, W, 3) -> float (N, 3, 64, 64), 0 to 1."""
    return F.interpolate(torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255, size=(64, 64), mode="area")


def correct(pictures: np.ndarray, prompts: list[Prompt], colors: tuple, things: tuple, network) -> dict[str, float]:
    """Shares of `pictures`, uint8 (N, H, W, 3), with the asked colour and the asked thing; percent."""
    with torch.no_grad():
        named = [things[i] for i in network(_tensor(pictures)).argmax(dim=1)]
    pairs = list(zip(pictures, named, prompts, strict=True))
    return {
        "colour": 100 * float(np.mean([main_color(picture, colors) == p.color for picture, _, p in pairs])),
        "thing": 100 * float(np.mean([name == p.thing for _, name, p in pairs])),
    }


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
    network = train_classifier(load_tiles(config, tiles), grammar.things, classifier_steps)
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
        "drawn": correct(drawn, prompts, grammar.colors, grammar.things, network),
        "illustrator": correct(real, prompts, grammar.colors, grammar.things, network),
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
    parser.add_argument("--classifier-steps", type=int, default=150, help="of training what names the thing")
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
