"""Description -> pictures.  `load(name)` makes a generator; each has a name and one method.

    illustrator              draws from the words alone; needs no weights
    stable-diffusion         any diffusers text-to-image checkpoint found on this machine
    stable-diffusion:SOURCE  the one in a folder, a Kaggle handle or a Hugging Face repository (may be downloaded)
    auto                     stable-diffusion where its weights are on this machine, else the illustrator
"""

from __future__ import annotations

import logging
from typing import Protocol

from PIL import Image

NAMES = ("auto", "illustrator", "stable-diffusion")

log = logging.getLogger(__name__)


class Generator(Protocol):
    name: str

    def generate(self, description: str, count: int, seed: int) -> list[Image.Image]:
        """Return up to `count` RGB pictures of `description`, at least one; the same for the same seed."""


def load(name: str = "auto", *, lora: str | None = None) -> Generator:
    """Make the generator called `name`, one of `NAMES` or ``stable-diffusion:SOURCE``.

    Raises:
        ValueError: no generator has this name.
        weights.WeightsNotFound: a generator that was asked for by name has no weights here.
    """
    kind, _, source = name.partition(":")
    if kind not in NAMES or (source and kind != "stable-diffusion"):
        raise ValueError(f"generator must be one of {', '.join(NAMES)} or stable-diffusion:SOURCE, not {name!r}")
    if kind == "stable-diffusion":
        return _stable_diffusion(source or None, lora, download=bool(source))
    if kind == "auto":
        from weights import WeightsNotFound

        try:
            return _stable_diffusion(None, lora, download=False)
        except WeightsNotFound as error:
            log.info("no Stable Diffusion weights on this machine, so the illustrator draws (%s)", error)
    if lora:
        raise ValueError(f"lora {lora!r} goes on top of a Stable Diffusion checkpoint; the illustrator takes none")
    from generators.illustrator import Illustrator

    return Illustrator()


def _stable_diffusion(source: str | None, lora: str | None, download: bool) -> Generator:
    from generators.stable_diffusion import StableDiffusion

    return StableDiffusion(source, lora=lora, download=download)
