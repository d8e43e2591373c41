"""A checkpoint on disk -> a diffusers pipeline."""

from __future__ import annotations

from pathlib import Path

from generators.single_file import load_single_file
from weights.contents import UNUSED_COMPONENTS, networks, read_json, variant

DTYPE_SINCE = (0, 40)  # the version of diffusers that renamed torch_dtype to dtype


def load_pipeline(folder: Path, dtype, file: Path | None = None):
    """Load the pipeline of a checkpoint, without its safety checker: it blacks pictures out, which is seen elsewhere.

    Args:
        folder: as diffusers saves pipelines.
        dtype: a torch dtype.
        file: where the weights are, if not in the folder.

    Raises:
        ValueError: the pipeline does not draw pictures from text alone.
    """
    import diffusers

    index = read_json(folder / "model_index.json")
    parts = {part: kind for part, kind in index.items() if isinstance(kind, list)}
    without = {part: None for part, kind in parts.items() if part in UNUSED_COMPONENTS or kind[0] is None}
    if "safety_checker" in index:
        without["requires_safety_checker"] = False
    options = {_dtype_argument(diffusers.__version__): dtype, **without}
    if file:
        return load_single_file(file, folder, **options)
    try:
        return diffusers.AutoPipelineForText2Image.from_pretrained(
            str(folder),
            variant=variant(folder, networks(index)) or None,
            use_safetensors=True,
            local_files_only=True,
            **options,
        )
    except ValueError as error:
        if "AutoPipeline" not in str(error):
            raise
        kind = index.get("_class_name")
        raise ValueError(f"{folder} holds a {kind}, which does not draw pictures from text alone") from error


def _dtype_argument(version: str) -> str:
    """diffusers calls it dtype from DTYPE_SINCE on, and torch_dtype before."""
    return "dtype" if tuple(map(int, version.split(".")[:2])) >= DTYPE_SINCE else "torch_dtype"


def prove(pipe, **arguments) -> None:
    """Draw a few pixels in one step, and raise what the pipeline raises: parts that do not go together show here.

    It costs a small fraction of a picture: the networks see one 64th of what they do for 512 pixels.

    Args:
        pipe: a diffusers pipeline that was placed on its device.
        arguments: of its call, such as guidance_scale.
    """
    import torch

    side = 8 * pipe.vae_scale_factor  # 8 latents, which the UNets halve three times
    noise = torch.Generator("cpu").manual_seed(0)
    steps = {"num_inference_steps": 1, "height": side, "width": side, "output_type": "np"}
    pipe(["a hill"], generator=[noise], **steps, **arguments)
