"""Draw with Stable Diffusion: any diffusers text-to-image checkpoint in, RGB pictures out.

    StableDiffusion("models/sdxl-flash").generate("a lighthouse overlooking the ocean", count=4, seed=0)

diffusers' AutoPipelineForText2Image picks the pipeline class that the checkpoint names in model_index.json; FAMILIES
says how each kind likes to be run. Picture i of a seed starts from its own noise, so it does not depend on how many
others are drawn beside it.
Sources: the model cards of the checkpoints; https://huggingface.co/docs/diffusers/tutorials/autopipeline
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from generators.protocol import PictureGenerator
from support.seeds import sample_seed
from weights import find
from weights.contents import UNUSED_COMPONENTS, read_json
from weights.quiet import quiet

PROMPT = "{description}, in flat vector style, svg illustration, simple clean shapes"
NEGATIVE_PROMPT = "photo, realistic, 3d render, gradient, noise, fine texture, blurry, text, letters, watermark, frame"
MAX_DESCRIPTION = 250  # characters; CLIP reads 77 tokens and drops what follows, which would be the style


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
        Family("stable-diffusion", 25, 7.5, 768, True),  # 1.5 and 2-base are 512, 2.1 is 768: see _size
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
CLASSES = {  # the pipeline class in model_index.json -> family, before the hints of _family
    "StableDiffusionPipeline": "stable-diffusion",
    "StableDiffusionXLPipeline": "stable-diffusion-xl",
    "StableDiffusion3Pipeline": "stable-diffusion-3",
    "FluxPipeline": "flux-schnell",
}
_QUICK = re.compile(r"(?:sd|xl|large|\d)[-_ ]?(turbo|flash)(?![a-z])")  # sdxl-flash, but no turbo/sd15
BATCH = {"cuda": 8}  # pictures drawn at once; elsewhere one, since a CPU gains nothing from more


class BlankPictures(RuntimeError):
    """Nothing is to be seen in any picture: one colour all over, or NaN where the network overflowed."""


class StableDiffusion(PictureGenerator):
    """A text-to-image checkpoint, loaded once.

    source: a folder, "owner/name" on Hugging Face or "owner/model/framework/variation" on Kaggle; None for what
    STABLE_DIFFUSION_PATH names or what lies on this machine. lora: a folder (or .safetensors file) of LoRA weights to
    put on top. device: "cuda", "mps" or "cpu"; None for the best one here. offline, download: as in weights.find.

    Raises weights.WeightsNotFound when there is no checkpoint, and ValueError when the checkpoint does not draw
    pictures from text or the LoRA does not fit it.
    """

    name = "stable-diffusion"

    def __init__(
        self,
        source: str | Path | None = None,
        *,
        lora: str | Path | None = None,
        device: str | None = None,
        offline: bool = False,
        download: bool = True,
    ) -> None:
        self.folder = find("stable-diffusion", source, download=download, offline=offline)
        self.device = device or _best_device()
        self.family = _family(self.folder)
        self.dtype = _dtype(self.device, self.family)
        with quiet("diffusers", "transformers"):
            self.pipe = _load(self.folder, self.dtype)
            if lora is not None:
                _add_lora(self.pipe, Path(lora).expanduser(), self.folder)
        _place(self.pipe, self.device)
        self.pipe.set_progress_bar_config(disable=not sys.stderr.isatty())
        self.batch = BATCH.get(self.device.split(":")[0], 1)

    def generate(self, description: str, count: int, seed: int, start: int = 0) -> list[Image.Image]:
        """Draw `count` square RGB pictures; fewer when some come out blank. Same arguments, same pictures.

        seed: any whole number. start: the index of the first; picture i of a seed is the same in every call, up to
        rounding. When the GPU runs out of memory, smaller batches are tried, and kept from then on.
        Raises BlankPictures when every picture is blank, torch.cuda.OutOfMemoryError when not even one fits.
        """
        pictures: list[Image.Image | None] = []
        with quiet("diffusers", "transformers"):
            while len(pictures) < count:
                first = start + len(pictures)
                batch = range(first, min(first + self.batch, start + count))
                pictures += map(_picture, self._draw_or_halve(description, seed, batch))
        drawn = [picture for picture in pictures if picture is not None]
        if count > 0 and not drawn:
            raise BlankPictures(f"{self.folder} drew {count} blank pictures of {description!r} (seed {seed})")
        return drawn

    def prompt(self, description: str) -> str:
        """What the text encoder reads for a description."""
        words = " ".join(description.split())[:MAX_DESCRIPTION]
        return PROMPT.format(description=words) if self.family.style else words

    def _draw_or_halve(self, description: str, seed: int, indices: range) -> Iterable[np.ndarray]:
        """As _draw; when they do not fit the GPU, draw nothing and halve the batch size."""
        import torch

        try:
            return self._draw(description, seed, indices)
        except torch.cuda.OutOfMemoryError:
            self.pipe.vae.to(self.dtype)  # XL's decodes in float32, and stays there when it fails
            if len(indices) == 1:
                raise
        self.batch = len(indices) // 2
        torch.cuda.empty_cache()  # outside the except clause, which keeps the failed batch alive
        return []

    def _draw(self, description: str, seed: int, indices: range) -> np.ndarray:
        """The pictures with these indices: float32 (B, H, W, 3), 0 to 1, NaN where the network overflowed."""
        import torch

        size = _size(self.pipe, self.family)
        arguments = {"negative_prompt": [NEGATIVE_PROMPT] * len(indices)} if self.family.negative else {}
        noise = [torch.Generator("cpu").manual_seed(sample_seed(seed, i)) for i in indices]
        return self.pipe(
            [self.prompt(description)] * len(indices),
            num_inference_steps=self.family.steps,
            guidance_scale=self.family.guidance,
            height=size,
            width=size,
            generator=noise,
            output_type="np",
            **arguments,
        ).images


# ---------------------------------------------------------------- the checkpoint


def _family(folder: Path) -> Family:
    """Which row of FAMILIES a checkpoint is, from its pipeline class, its scheduler and its name."""
    kind = CLASSES.get(read_json(folder / "model_index.json").get("_class_name", ""), "other")
    scheduler = read_json(folder / "scheduler" / "scheduler_config.json")
    quick = _QUICK.search(str(folder).lower())  # the hubs' caches have the name in a folder above
    name = quick[1] if quick else ""
    distilled = "Euler" in scheduler.get("_class_name", "") and scheduler.get("timestep_spacing") == "trailing"
    if kind == "flux-schnell" and read_json(folder / "transformer" / "config.json").get("guidance_embeds"):
        kind = "flux-dev"
    elif kind == "stable-diffusion-3" and name == "turbo":
        kind = "stable-diffusion-3-turbo"
    elif kind == "stable-diffusion-xl" and name == "flash":
        kind = "flash"
    elif kind in ("stable-diffusion", "stable-diffusion-xl") and (name == "turbo" or distilled):
        kind = "turbo"
    elif kind == "stable-diffusion" and "tiny-sd" in folder.name.lower():
        kind = "tiny-sd"
    return FAMILIES[kind]


def _load(folder: Path, dtype):
    """The pipeline of a checkpoint, without its safety checker: it blacks pictures out, which is seen in other ways."""
    import diffusers

    index = read_json(folder / "model_index.json")
    parts = {part: kind for part, kind in index.items() if isinstance(kind, list)}
    without = {part: None for part, kind in parts.items() if part in UNUSED_COMPONENTS or kind[0] is None}
    if "safety_checker" in index:
        without["requires_safety_checker"] = False
    try:
        return diffusers.AutoPipelineForText2Image.from_pretrained(
            str(folder),
            variant="fp16" if _needs_fp16_files(folder, parts) else None,
            use_safetensors=True,
            local_files_only=True,
            **{_dtype_argument(diffusers.__version__): dtype},
            **without,
        )
    except ValueError as error:
        if "AutoPipeline" not in str(error):
            raise
        kind = index.get("_class_name")
        raise ValueError(f"{folder} holds a {kind}, which does not draw pictures from text alone") from error


def _needs_fp16_files(folder: Path, parts: Iterable[str]) -> bool:
    """True when some part of a checkpoint has its weights as "*.fp16*.safetensors" alone."""
    weights = [[file.name for file in (folder / part).glob("*.safetensors")] for part in parts]
    return any(names and all(".fp16" in name for name in names) for names in weights)


def _dtype_argument(version: str) -> str:
    """diffusers calls it dtype from DTYPE_SINCE on, and torch_dtype before."""
    return "dtype" if tuple(map(int, version.split(".")[:2])) >= DTYPE_SINCE else "torch_dtype"


DTYPE_SINCE = (0, 40)


def _add_lora(pipe, lora: Path, folder: Path) -> None:
    """Put LoRA weights on top; ValueError when there are none or they were made for another kind of checkpoint."""
    if not lora.exists():
        raise ValueError(f"LoRA {lora}: no such file or folder")
    files = [lora] if lora.is_file() else sorted(lora.glob("*.safetensors"))
    if not files:
        raise ValueError(f"LoRA {lora}: expected a .safetensors file in it, such as pytorch_lora_weights.safetensors")
    unfit = f"LoRA {lora} does not fit the checkpoint {folder} ({type(pipe).__name__})"
    if not hasattr(pipe, "load_lora_weights"):
        raise ValueError(f"{unfit}: this pipeline takes no LoRA")
    try:
        pipe.load_lora_weights(
            str(files[0].parent), weight_name=files[0].name, use_safetensors=True, local_files_only=True
        )
    except (RuntimeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{unfit}: {' '.join(str(error).split())[:300]}") from error
    if not any(pipe.get_list_adapters().values()):  # diffusers passes over weights that it has no place for
        raise ValueError(f"{unfit}: none of its weights has a place there")


# ---------------------------------------------------------------- the machine


def _best_device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _dtype(device: str, family: Family):
    """float32 off CUDA: CPUs are slow at half precision, and on Apple's GPUs some checkpoints overflow to black."""
    import torch

    if not device.startswith("cuda"):
        return torch.float32
    native = torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if family.bfloat16 and native else torch.float16


def _place(pipe, device: str) -> None:
    """Move the pipeline to `device`; part by part while drawing when a GPU is too small to hold it whole."""
    if hasattr(pipe.vae, "enable_slicing"):
        pipe.vae.enable_slicing()  # decode one picture at a time: as fast, and a fraction of the memory
    if device.startswith("cuda"):
        import torch

        needed = sum(_bytes(part) for part in pipe.components.values() if isinstance(part, torch.nn.Module))
        if needed > 0.8 * torch.cuda.mem_get_info(device)[0]:
            pipe.enable_model_cpu_offload(device=device)
            return
    pipe.to(device)


def _bytes(module) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in module.parameters())


# ---------------------------------------------------------------- pictures


def _size(pipe, family: Family) -> int:
    """Pixels a side: what the checkpoint was trained at, at most the family's."""
    denoiser = getattr(pipe, "unet", None) or getattr(pipe, "transformer", None)
    trained = getattr(getattr(denoiser, "config", None), "sample_size", None)
    if not isinstance(trained, int):  # Flux does not say
        return family.size
    return min(family.size, trained * pipe.vae_scale_factor)


def _picture(array: np.ndarray) -> Image.Image | None:
    """float32 (H, W, 3), 0 to 1, as an RGB picture; None for one colour all over or for NaN."""
    if not np.isfinite(array).all() or np.ptp(array, axis=(0, 1)).max() < 0.02:
        return None
    return Image.fromarray((array * 255).round().astype(np.uint8))
