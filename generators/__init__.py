"""Description -> pictures, or SVG of any length.  `load(name)` makes a generator, which is of one of two kinds.

    illustrator              draws from the words alone; needs no weights
    illustrator+openmoji     with OpenMoji's drawings (CC BY-SA 4.0) for what it lacks; needs requirements-openmoji.txt
    stable-diffusion         any diffusers text-to-image checkpoint found on this machine
    stable-diffusion:SOURCE  the one in a folder, a Kaggle handle or a Hugging Face repository (may be downloaded)
    tiny-sd                  the small checkpoint that comes with this project, for trying out and testing the chain
    gemma                    a Gemma found on this machine, or from requirements-gemma.txt; it writes the SVG itself
    gemma:SOURCE             the one in a folder, a Kaggle handle or a Hugging Face repository (may be downloaded)
    auto                     stable-diffusion where its weights are on this machine, else the illustrator
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from pathlib import Path

from generators.protocol import Generator, PictureGenerator, SVGGenerator

NAMES = ("auto", "illustrator", "illustrator+openmoji", "stable-diffusion", "tiny-sd", "gemma")
SOURCED = ("stable-diffusion", "gemma")
NO_LORA = "none"
TINY_SD = Path(__file__).resolve().parent.parent / "checkpoints" / "tiny-sd"

__all__ = ["NAMES", "SOURCED", "Generator", "LoadError", "PictureGenerator", "SVGGenerator", "load"]

log = logging.getLogger(__name__)


class LoadError(RuntimeError):
    """A generator's weights were found, but cannot be used; the message says why."""


def load(name: str = "auto", *, lora: str | None = None) -> Generator:
    """Make the generator called `name`, one of `NAMES`, ``stable-diffusion:SOURCE`` or ``gemma:SOURCE``.

    "auto" steps down to the illustrator when the weights that it finds cannot be used, and logs why.  With `lora` it
    does not, since the LoRA would be lost.  Without it, the Gemma of requirements-gemma.txt draws with the LoRA that
    comes with this project; "none" stands for no LoRA at all.

    Raises:
        ValueError: no generator has this name, or `lora` does not fit.
        weights.WeightsNotFound: a generator that was asked for by name has no weights here.
        LoadError: it has, but they are broken or do not fit into the memory.
    """
    kind, _, source = name.partition(":")
    if kind not in NAMES or (source and kind not in SOURCED):
        names = ", ".join((*NAMES, *(f"{sourced}:SOURCE" for sourced in SOURCED)))
        raise ValueError(f"generator must be one of {names}, not {name!r}")
    if kind == "gemma":
        return _gemma(source or None, lora, download=bool(source))
    lora = None if lora == NO_LORA else lora
    if kind == "stable-diffusion":
        return _stable_diffusion(source or None, lora, download=bool(source))
    if kind == "tiny-sd":
        return _tiny_sd(lora)
    if kind == "auto":
        return _best_at_hand(lora)
    if lora:
        raise ValueError(f"lora {lora!r} goes on top of a Stable Diffusion checkpoint; the illustrator takes none")
    return _illustrator_with_openmoji() if kind == "illustrator+openmoji" else _illustrator()


def _best_at_hand(lora: str | None) -> Generator:
    from weights import ROLES, WeightsNotFound

    try:
        return _stable_diffusion(None, lora, download=False)
    except WeightsNotFound as error:
        if lora:
            raise ValueError(f"lora {lora!r} goes on top of a Stable Diffusion checkpoint: {error}") from error
        if os.environ.get(ROLES["stable-diffusion"].variable):
            log.warning("the illustrator draws: %s", error)
        else:
            log.info("no Stable Diffusion weights on this machine, so the illustrator draws")
    except (LoadError, ValueError) as error:
        if lora:
            raise
        log.warning("the illustrator draws: %s", error)
    return _illustrator()


def _illustrator() -> Generator:
    from generators.illustrator import Illustrator

    return Illustrator()


def _illustrator_with_openmoji() -> Generator:
    try:
        from generators.illustrator.openmoji import OpenMojiIllustrator

        return OpenMojiIllustrator()
    except ImportError as error:
        raise LoadError(str(error)) from error


def _stable_diffusion(source: str | None, lora: str | None, download: bool) -> Generator:
    with _load_errors("Stable Diffusion"):
        from generators.stable_diffusion import StableDiffusion

        return StableDiffusion(source, lora=lora, download=download)


def _tiny_sd(lora: str | None) -> Generator:
    with _load_errors("tiny-sd"):
        from generators.stable_diffusion import TinySD

        return TinySD(str(TINY_SD), lora=lora, download=False)


def _gemma(source: str | None, lora: str | None, download: bool) -> Generator:
    with _load_errors("Gemma"):
        from generators.gemma import Gemma, own_lora
        from weights import find

        folder = find("gemma", source, download=download)
        if lora is None:
            lora = own_lora(folder)
        return Gemma(folder, lora=None if lora == NO_LORA else lora)


@contextmanager
def _load_errors(what: str):
    """Turn every error of loading weights that were found into a LoadError."""
    from weights import WeightsNotFound

    try:
        yield
    except (ValueError, WeightsNotFound):
        raise
    except Exception as error:  # torch, diffusers, transformers and safetensors each have errors of their own
        reason = " ".join(str(error).split())[:500]
        raise LoadError(f"{what} cannot be loaded: {type(error).__name__}: {reason}") from error
