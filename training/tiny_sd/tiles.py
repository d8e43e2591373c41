"""The illustrator's pictures as small tiles with their descriptions, in compressed shards.

    python -m training.tiny_sd.tiles --preset small -o out/tiles --workers 4

A shard is an .npz of `pictures`, uint8 (N, size, size, 3) RGB, and `texts`, `things` and `colors`, strings (N,).
Shards that are there already are kept, so that a run which was stopped goes on; tiles.json has the settings that they
were made with.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np
from PIL import Image
from tqdm import tqdm

from support import settings
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
    """Render the shards that `folder` lacks, in this process or in several.

    Raises:
        ValueError: it holds tiles of other settings.
    """
    made_with = {name: getattr(config, name) for name in ("grammar", "size", "seed", "tiles")}
    settings.keep(folder / "tiles.json", made_with, "name another folder")
    missing = [shard for shard in _shards(config, folder) if not shard.path.exists()]
    done = _each(partial(_make_shard, config), missing, min(workers, len(missing)))
    for _ in tqdm(done, "tiles", len(missing), unit="shard", disable=None):
        pass


def load_tiles(config: Config, folder: Path) -> Tiles:
    """The first `config.tiles` tiles; FileNotFoundError where some are not made yet."""
    pictures, prompts = [], []
    for shard in _shards(config, folder):
        with np.load(shard.path, allow_pickle=False) as held:
            pictures.append(held["pictures"])
            prompts += map(Prompt, *(held[name].tolist() for name in ("texts", "things", "colors")))
    return Tiles(np.concatenate(pictures)[: config.tiles], prompts[: config.tiles])


@dataclass(frozen=True)
class _Shard:
    path: Path
    numbers: range  # of its tiles


def _shards(config: Config, folder: Path) -> list[_Shard]:
    starts = range(0, config.tiles, SHARD)
    numbers = [range(start, min(start + SHARD, config.tiles)) for start in starts]
    return [_Shard(folder / f"tiles-{i:05}.npz", some) for i, some in enumerate(numbers)]


def _each(make: Callable[[_Shard], None], shards: list[_Shard], workers: int) -> Iterator[None]:
    """Make each shard, in processes where there are to be several.

    They are spawned: one that is forked after torch has started its threads may hang.  To begin takes two seconds.
    """
    if workers < 2:
        yield from map(make, shards)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(make, shards)


def _make_shard(config: Config, shard: _Shard) -> None:
    prompts = [prompt(GRAMMARS[config.grammar], i, config.seed) for i in shard.numbers]
    pictures = [np.asarray(render(p.text, config.size, i)) for p, i in zip(prompts, shard.numbers, strict=True)]
    data = io.BytesIO()
    np.savez_compressed(
        data,
        pictures=np.stack(pictures),
        texts=[p.text for p in prompts],
        things=[p.thing for p in prompts],
        colors=[p.color for p in prompts],
    )
    write_atomically(shard.path, data.getvalue())


def _parser() -> argparse.ArgumentParser:
    about = "Render the pictures that training.tiny_sd.train learns from."
    parser = argparse.ArgumentParser(prog="python -m training.tiny_sd.tiles", description=about)
    parser.add_argument("--preset", choices=PRESETS, default="small", help="default: %(default)s")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another value for a setting")
    parser.add_argument("-o", "--out", type=Path, default=Path("out/tiles"), metavar="DIR", help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that render")
    return parser


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        make_tiles(make_config(args.preset, args.set), args.out, args.workers)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.tiny_sd.tiles")
