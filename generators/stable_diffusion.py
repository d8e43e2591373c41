"""Draw with Stable Diffusion: any diffusers text-to-image checkpoint in, RGB pictures out.

    StableDiffusion("models/sdxl-flash").generate("a lighthouse overlooking the ocean", count=4, seed=0)

diffusers' AutoPipelineForText2Image picks the pipeline class that the checkpoint names in model_index.json;
families.py says how each kind likes to be run. Picture i of a seed starts from its own noise, so it does not depend on
how many others are drawn beside it.
Sources: the model cards of the checkpoints; https://huggingface.co/docs/diffusers/tutorials/autopipeline
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

from generators.checkpoint import load_pipeline, prove
from generators.families import Family, family_of
from generators.lora import add_lora
from generators.protocol import PictureGenerator
from generators.single_file import settings_folder
from support.seeds import sample_seed
from weights import find_each, network_refusal
from weights.quiet import quiet

PROMPT = "{description}, in flat vector style, svg illustration, simple clean shapes"
NEGATIVE_PROMPT = "photo, realistic, 3d render, gradient, noise, fine texture, blurry, text, letters, watermark, frame"
MAX_DESCRIPTION = 250  # characters; CLIP reads 77 tokens and drops what follows, which would be the style
BATCH = {"cuda": 8}  # pictures drawn at once; elsewhere one, since a CPU gains nothing from more

log = logging.getLogger(__name__)


class BlankPictures(RuntimeError):
    """Nothing is to be seen in any picture: one colour all over, or NaN where the network overflowed."""


class StableDiffusion(PictureGenerator):
    """A text-to-image checkpoint, loaded once and proved to draw.

    Args:
        source: a folder, a .safetensors file with a whole checkpoint, "owner/name" on Hugging Face or
            "owner/model/framework/variation" on Kaggle; None: what STABLE_DIFFUSION_PATH names, else the first of those
            on this machine that draws; with a LoRA, the first.
        lora: a folder (or .safetensors file) of LoRA weights to put on top.
        device: "cuda", "mps" or "cpu"; None: the best one here.
        offline, download: as in weights.find.

    Raises:
        weights.WeightsNotFound: there is no whole checkpoint.
        ValueError: it does not draw pictures from text alone, or the LoRA does not fit it.
        Exception: whatever diffusers, transformers, safetensors or torch raise at weights that are broken, do not go
            together or do not fit into the memory.
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
        self.device = device or _best_device()
        errors: list[Exception] = []
        for folder in find_each("stable-diffusion", source, download=download, offline=offline):
            if errors:
                log.warning("%s is passed over: %s", self.folder, errors[-1])
            try:
                self._load(folder, lora, network_refusal(download, offline))
                return
            except Exception as error:  # diffusers, transformers, safetensors and torch each have errors of their own
                if lora is not None:  # it may be what does not fit
                    raise
                self.pipe = None
                errors.append(error.with_traceback(None))  # which would keep the pipeline in the memory
        raise errors[0]

    def _load(self, found: Path, lora: str | Path | None, refusal: str | None) -> None:
        """Load a checkpoint, a folder or a file, with a LoRA on top, and prove that it draws."""
        file = found if found.is_file() else None
        folder = settings_folder(file, refusal) if file else found
        self.folder, self.family = found, family_of(folder, file)
        self.dtype = _dtype(self.device, self.family)
        self.batch = BATCH.get(self.device.split(":")[0], 1)
        with quiet("diffusers", "transformers"):
            self.pipe = load_pipeline(folder, self.dtype, file)
            if lora is not None:
                add_lora(self.pipe, Path(lora).expanduser(), found)
        _place(self.pipe, self.device)
        self.pipe.set_progress_bar_config(disable=not sys.stderr.isatty())
        if self.family.name != "other":  # which may draw at sizes of its own alone
            with quiet("diffusers", "transformers"):
                prove(self.pipe, guidance_scale=self.family.guidance, **self.negative(1))

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

    def negative(self, count: int) -> dict:
        """The pipeline's arguments for what `count` pictures are not to show."""
        return {"negative_prompt": [NEGATIVE_PROMPT] * count} if self.family.negative else {}

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

        size = picture_size(self.pipe, self.family)
        noise = [torch.Generator("cpu").manual_seed(sample_seed(seed, i)) for i in indices]
        return self.pipe(
            [self.prompt(description)] * len(indices),
            num_inference_steps=self.family.steps,
            guidance_scale=self.family.guidance,
            height=size,
            width=size,
            generator=noise,
            output_type="np",
            **self.negative(len(indices)),
        ).images


class TinySD(StableDiffusion):
    """The small checkpoint that comes with the project.

    It draws with one thread: its layers are so small that several wait for each other longer than they work, and many
    times as long where the machine has other work.
    """

    name = "tiny-sd"

    def __init__(self, source: str | Path, **options) -> None:
        with _one_thread():
            super().__init__(source, **options)

    def generate(self, description: str, count: int, seed: int, start: int = 0) -> list[Image.Image]:
        """As `StableDiffusion.generate`."""
        with _one_thread():
            return super().generate(description, count, seed, start)


# ---------------------------------------------------------------- the machine


@contextmanager
def _one_thread():
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


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


def picture_size(pipe, family: Family) -> int:
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
