"""How each kind of checkpoint likes to be run, and which kind a checkpoint is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from weights.contents import read_json
from weights.sources import kaggle_cache, kaggle_inputs


@dataclass(frozen=True)
class Family:
    """How one kind of checkpoint is run."""

    name: str
    steps: int
    guidance: float  # how strongly the words pull; at 1 or less the negative prompt has no effect
    size: int  # pixels a side at most; the SVG is judged at 384, so larger than the training size buys nothing
    negative: bool  # takes a negative prompt
    bfloat16: bool = False  # made for bfloat16; float16 where the GPU lacks it
    style: bool = True  # whether PROMPT adds the style that is wanted; not where a checkpoint knows no other


FAMILIES = {
    family.name: family
    for family in (
        # name                      steps guidance size negative
        Family("stable-diffusion", 25, 7.5, 768, True),  # 1.5 and 2-base are 512, 2.1 is 768: see picture_size
        Family("stable-diffusion-xl", 25, 6.0, 1024, True),  # falls apart well below 1024
        Family("flash", 6, 3.0, 1024, True),  # sdxl-flash: 6 to 9 steps, guidance 2.5 to 3.5
        Family("turbo", 4, 0.0, 512, False),  # sd-turbo, sdxl-turbo: distilled to 1 to 4 steps without guidance
        Family("stable-diffusion-3", 28, 4.5, 768, True, bfloat16=True),  # 3.5 medium is trained from 256 to 1440
        Family("stable-diffusion-3-turbo", 4, 0.0, 768, False, bfloat16=True),  # 3.5-large-turbo
        Family("flux-schnell", 4, 0.0, 768, False, bfloat16=True),  # 0.1 to 2 megapixels; 1 to 4 steps
        Family("flux-dev", 28, 3.5, 768, False, bfloat16=True),  # guidance is an input of the model, not a second pass
        Family("tiny-sd", 20, 3.0, 128, False, style=False),  # this project's own: training/tiny_sd/
        Family("other", 25, 5.0, 1024, False),
    )
}
CLASSES = {  # the pipeline class in model_index.json -> family, before the hints of family_of
    "StableDiffusionPipeline": "stable-diffusion",
    "StableDiffusionXLPipeline": "stable-diffusion-xl",
    "StableDiffusion3Pipeline": "stable-diffusion-3",
    "FluxPipeline": "flux-schnell",
}
CLIP_TOKENS = 77  # of a description, that every published Stable Diffusion reads
QUICK = re.compile(r"(?:sd|xl|large|\d)[-_ ]?(turbo|flash)(?![a-z])")  # sdxl-flash, but no turbo/sd15


def published_name(checkpoint: Path) -> str:
    """The name that a folder or file of weights goes by: its own, or where a hub's client put it there, the hub's.

    >>> published_name(Path("sd-turbo-tests/sd15"))
    'sd15'
    >>> published_name(Path("models--stabilityai--sdxl-turbo/snapshots/71153311"))
    'models--stabilityai--sdxl-turbo'
    """
    checkpoint = checkpoint.absolute()
    if checkpoint.parent.name == "snapshots":  # Hugging Face's cache: models--owner--name/snapshots/commit
        return checkpoint.parent.parent.name
    for root in (kaggle_inputs(), kaggle_cache()):
        if root in checkpoint.parents:
            *above, own = checkpoint.relative_to(root).parts
            model = above[-3:] if own.isdecimal() else above[:1]  # model/framework/variation/version, or a data set
            return "/".join([*model, own])
    return checkpoint.name


def family_of(folder: Path, checkpoint: Path | None = None) -> Family:
    """Which row of FAMILIES a checkpoint is, from its pipeline class, its parts' settings and its published name.

    tiny-sd is told by how few tokens it reads, because anyone may train one and put it into a folder of any name.

    Args:
        folder: with its settings.
        checkpoint: the file of its weights, which goes by another name; None: they are in the folder, too.
    """
    name = published_name(checkpoint or folder).lower()
    kind = CLASSES.get(read_json(folder / "model_index.json").get("_class_name", ""), "other")
    scheduler = read_json(folder / "scheduler" / "scheduler_config.json")
    words = read_json(folder / "text_encoder" / "config.json")
    quick = match[1] if (match := QUICK.search(name)) else ""
    distilled = "Euler" in scheduler.get("_class_name", "") and scheduler.get("timestep_spacing") == "trailing"
    if kind == "flux-schnell" and read_json(folder / "transformer" / "config.json").get("guidance_embeds"):
        kind = "flux-dev"
    elif kind == "stable-diffusion-3" and quick == "turbo":
        kind = "stable-diffusion-3-turbo"
    elif kind == "stable-diffusion-xl" and quick == "flash":
        kind = "flash"
    elif kind in ("stable-diffusion", "stable-diffusion-xl") and (quick == "turbo" or distilled):
        kind = "turbo"
    elif kind == "stable-diffusion" and words.get("max_position_embeddings", CLIP_TOKENS) < CLIP_TOKENS:
        kind = "tiny-sd"
    return FAMILIES[kind]
