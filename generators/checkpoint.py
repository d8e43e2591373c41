"""A checkpoint on disk -> a diffusers pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from weights.contents import UNUSED_COMPONENTS, read_json

DTYPE_SINCE = (0, 40)  # the version of diffusers that renamed torch_dtype to dtype


def load_pipeline(folder: Path, dtype):
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
