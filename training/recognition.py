"""Pictures of one thing on plain ground -> which thing it is and its main colour, told without a person."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from tqdm import tqdm

from generators.illustrator.colors import TABLE, rgb
from training.prompts import Grammar, Prompt


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


def train_classifier(pictures: np.ndarray, named: list[str], things: tuple[str, ...], steps: int) -> torch.nn.Module:
    """Return a small network, float (B, 3, 64, 64), 0 to 1 -> scores (B, len(things)), that names the thing.

    Args:
        pictures: uint8 (N, H, W, 3), of the illustrator's.
        named: what each of them shows.
        things: all that there may be.
        steps: gradient steps.
    """
    torch.manual_seed(0)
    layers = [layer for a, b in ((3, 16), (16, 32), (32, 64), (64, 64)) for layer in _halving(a, b)]
    network = torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(64 * 16, len(things)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    labels = torch.tensor([things.index(name) for name in named])
    noise = torch.Generator().manual_seed(0)
    for _ in tqdm(range(steps), "classifier", disable=None):
        batch = torch.randint(len(labels), (32,), generator=noise)
        some = _as_input(pictures[batch.numpy()])
        some = some[:, torch.randperm(3, generator=noise)]  # the shape is to count, not the colour
        loss = F.cross_entropy(network(some), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


def _halving(inputs: int, outputs: int) -> list[torch.nn.Module]:
    convolution = torch.nn.Conv2d(inputs, outputs, 3, padding=1)
    return [convolution, torch.nn.BatchNorm2d(outputs), torch.nn.ReLU(), torch.nn.MaxPool2d(2)]


def _as_input(pictures: np.ndarray) -> torch.Tensor:
    """What such a network looks at: uint8 (N, H, W, 3) -> float (N, 3, 64, 64), 0 to 1."""
    return F.interpolate(torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255, size=(64, 64), mode="area")
