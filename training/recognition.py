"""Pictures of one thing on plain ground -> which thing it is and its main colour, told without a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from tqdm import tqdm

from generators.illustrator import Illustrator
from generators.illustrator.colors import TABLE, rgb
from scoring.render import render
from training.prompts import Grammar, Prompt

SIDE = 64  # pixels that the network looks at
COARSEST = 12  # pixels that a picture is blurred to at most while the network learns
LEARNED, STEPS = 1_200, 300  # pictures that a namer's network learns from, and gradient steps
_ALONE = ("thing", "garment", "solid", "shape")  # kinds of what can stand alone on plain ground


class Namer:
    """How surely a picture shows the thing that a description asks for, told by a small network.

    It learns from the illustrator's own pictures of the descriptions, and knows the things that they ask for.

    Args:
        descriptions: any; those that ask for one thing count.
        seed: of the pictures and the network; with another one it is another, which has not been learned from.

    Raises:
        ValueError: the descriptions ask for less than two things, so that there is nothing to tell apart.
    """

    def __init__(self, descriptions: Iterable[str], seed: int = 0):
        asked = {text: thing for text in dict.fromkeys(descriptions) if (thing := asked_thing(text))}
        self.things = tuple(sorted(set(asked.values())))
        if len(self.things) < 2:
            raise ValueError(f"the descriptions must ask for two or more things, each alone, not {[*self.things]}")
        texts, seeds = [*asked], np.random.default_rng(seed).integers(0, 2**31, LEARNED).tolist()
        shown = [texts[i % len(texts)] for i in range(LEARNED)]
        pictures = illustrated(shown, seeds)
        self.network = train_classifier(pictures, [asked[text] for text in shown], self.things, STEPS, seed)

    def names(self, picture: Image.Image, description: str) -> float:
        """How surely the picture shows the asked thing, 0 to 1.

        1 where it is more likely than all others together, so that what is certain need not become more so, and where
        not one thing is asked or none that the network knows; twice the likelihood else.
        """
        thing = asked_thing(description)
        if thing not in self.things:
            return 1.0
        with torch.no_grad():
            scores = self.network(_as_input(np.array(picture.convert("RGB"))[None]))
        return min(2 * float(scores.softmax(dim=1)[0, self.things.index(thing)]), 1.0)


@cache
def asked_thing(description: str) -> str | None:
    """The one thing that a description asks for, by the illustrator's name; None where it asks for none or several.

    >>> asked_thing("a red cap on a plain background")
    'cap'
    """
    items = [item for item in Illustrator().describe(description)["items"] if item["kind"] in _ALONE]
    return items[0]["group"] if len(items) == 1 and items[0]["drawn"] == "own" else None


def illustrated(descriptions: Sequence[str], seeds: Sequence[int]) -> np.ndarray:
    """The illustrator's picture of each description with its seed, uint8 (N, SIDE, SIDE, 3)."""
    rows = tqdm(zip(descriptions, seeds, strict=True), "pictures", len(descriptions), disable=None, leave=False)
    return np.stack([np.array(render(Illustrator().svg(text, seed), SIDE)) for text, seed in rows])


def recognised(
    pictures: np.ndarray, prompts: list[Prompt], grammar: Grammar, network: torch.nn.Module
) -> dict[str, np.ndarray]:
    """Return "thing" and "color", bool (N,): whether each picture shows the one that its prompt asks for.

    Args:
        pictures: uint8 (N, H, W, 3), one or more.
        prompts: N.
        grammar: the things and colours that there may be.
        network: what `train_classifier` made for the grammar's things.
    """
    with torch.no_grad():
        things = [grammar.things[i] for i in network(_as_input(pictures)).argmax(dim=1)]
    colors = [main_color(picture, grammar.colors) for picture in pictures]
    return {
        "thing": np.array([thing == asked.thing for thing, asked in zip(things, prompts, strict=True)]),
        "color": np.array([color == asked.color for color, asked in zip(colors, prompts, strict=True)]),
    }


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


def train_classifier(
    pictures: np.ndarray, named: Sequence[str], things: tuple[str, ...], steps: int, seed: int = 0
) -> torch.nn.Module:
    """Return a small network, float (B, 3, SIDE, SIDE), 0 to 1 -> scores (B, len(things)), that names the thing.

    It learns from blurred pictures, for what it is to name may be a tracing in few bytes: of 112 such, of 300 bytes, it
    names all, and 95 % where it has learned from sharp ones.

    Args:
        pictures: uint8 (N, H, W, 3), of the illustrator's.
        named: what each of them shows.
        things: all that there may be.
        steps: gradient steps.
    """
    torch.manual_seed(seed)
    layers = [layer for a, b in ((3, 16), (16, 32), (32, 64), (64, 64)) for layer in _halving(a, b)]
    network = torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(64 * 16, len(things)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    labels = torch.tensor([things.index(name) for name in named])
    noise = torch.Generator().manual_seed(seed)
    for _ in tqdm(range(steps), "classifier", disable=None):
        batch = torch.randint(len(labels), (32,), generator=noise)
        some = _as_input(pictures[batch.numpy()])
        some = some[:, torch.randperm(3, generator=noise)]  # the shape is to count, not the colour
        some = _blurred(some, int(torch.randint(COARSEST, SIDE + 1, (), generator=noise)))
        loss = F.cross_entropy(network(some), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


def _halving(inputs: int, outputs: int) -> list[torch.nn.Module]:
    convolution = torch.nn.Conv2d(inputs, outputs, 3, padding=1)
    return [convolution, torch.nn.BatchNorm2d(outputs), torch.nn.ReLU(), torch.nn.MaxPool2d(2)]


def _blurred(pictures: torch.Tensor, side: int) -> torch.Tensor:
    """Pictures of SIDE pixels as they are in `side` pixels, enlarged again."""
    return F.interpolate(F.interpolate(pictures, (side, side), mode="area"), (SIDE, SIDE), mode="bilinear")


def _as_input(pictures: np.ndarray) -> torch.Tensor:
    """What such a network looks at: uint8 (N, H, W, 3) -> float (N, 3, SIDE, SIDE), 0 to 1."""
    return F.interpolate(torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255, size=(SIDE, SIDE), mode="area")
