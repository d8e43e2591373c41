"""The illustrator's pictures as small tiles with their descriptions, in compressed shards.

    python -m training.tiny_sd.tiles --preset small -o out/tiles --workers 4

A shard is an .npz of `pictures`, uint8 (N, size, size, 3) RGB, and `texts`, `things` and `colors`, strings (N,).
Shards that are there already are kept, so that a run which was stopped goes on; tiles.json says what they hold.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from support import command_line
from support.files import write_atomically
from support.interrupts import holding_interrupts
from training.prompts import GRAMMARS, Prompt, prompt
from training.tiny_sd.config import PRESETS, Config, make_config

SHARD = 512  # tiles a file


@dataclass(frozen=True)
class Tiles:
    """pictures: uint8 (N, size, size, 3) RGB; prompts: the N descriptions."""

    pictures: np.ndarray
    prompts: list[Prompt]


def render(text: str, size: int, seed: int) -> Image.Image:
    """The illustrator's picture of a description, RGB, `size` pixels a side."""
    import cairosvg

    from generators.illustrator import Illustrator

    svg = Illustrator().svg(text, seed)
    with holding_interrupts():
        png = cairosvg.svg2png(bytestring=svg.encode(), output_width=2 * size, output_height=2 * size)
    return Image.open(io.BytesIO(png)).convert("RGB").resize((size, size), Image.Resampling.BOX)  # smooths the edges


def make_tiles(config: Config, folder: Path, workers: int = 1) -> None:
    """Render the shards that `folder` lacks.  ValueError when it holds tiles of other settings."""
    _claim(folder, {name: getattr(config, name) for name in ("grammar", "size", "seed", "tiles")})
    missing = [i for i in range(_shards(config)) if not _shard(folder, i).exists()]
    with ProcessPoolExecutor(workers) as pool:
        done = pool.map(partial(_make_shard, config, folder), missing)
        for _ in tqdm(done, "tiles", len(missing), unit="shard", disable=not sys.stderr.isatty()):
            pass


def load_tiles(config: Config, folder: Path) -> Tiles:
    """The first `config.tiles` tiles; FileNotFoundError where some are not made yet."""
    pictures, prompts = [], []
    for i in range(_shards(config)):
        with np.load(_shard(folder, i), allow_pickle=False) as shard:
            pictures.append(shard["pictures"])
            prompts += map(Prompt, *(shard[name].tolist() for name in ("texts", "things", "colors")))
    return Tiles(np.concatenate(pictures)[: config.tiles], prompts[: config.tiles])


def _claim(folder: Path, settings: dict) -> None:
    """Note what the folder's tiles are made with, or check that it is this."""
    note = folder / "tiles.json"
    if note.exists():
        found = json.loads(note.read_text())
        if found != settings:
            raise ValueError(f"{folder} holds tiles of {found}, expected {settings}: name another folder")
    else:
        write_atomically(note, json.dumps(settings))


def _make_shard(config: Config, folder: Path, index: int) -> None:
    numbers = range(index * SHARD, min((index + 1) * SHARD, config.tiles))
    prompts = [prompt(GRAMMARS[config.grammar], i, config.seed) for i in numbers]
    pictures = [np.asarray(render(p.text, config.size, i)) for p, i in zip(prompts, numbers, strict=True)]
    data = io.BytesIO()
    np.savez_compressed(
        data,
        pictures=np.stack(pictures),
        texts=[p.text for p in prompts],
        things=[p.thing for p in prompts],
        colors=[p.color for p in prompts],
    )
    write_atomically(_shard(folder, index), data.getvalue())


def _shards(config: Config) -> int:
    return -(-config.tiles // SHARD)


def _shard(folder: Path, index: int) -> Path:
    return folder / f"tiles-{index:05}.npz"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Render the pictures that training learns from.")
    parser.add_argument("--preset", choices=PRESETS, default="small")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another value for a setting")
    parser.add_argument("-o", "--out", type=Path, default=Path("out/tiles"))
    parser.add_argument("--workers", type=int, default=1, help="processes that render")
    return parser


def main() -> int:
    parser = _parser()
    arguments = parser.parse_args()
    try:
        make_tiles(make_config(arguments.preset, arguments.set), arguments.out, arguments.workers)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    command_line.exit_with(main)
