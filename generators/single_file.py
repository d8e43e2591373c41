"""A checkpoint in one .safetensors file, as they are mostly shared, -> a diffusers pipeline.

Such a file holds weights and no settings.  Those come from a diffusers folder: the one of the file's name, the one that
it lies in, or that of the model which diffusers recognises in the names of its tensors, where the hubs put it; else
that model's settings alone, some 2 MB, are downloaded.
"""

from __future__ import annotations

from pathlib import Path

from generators.families import CLASSES
from weights import Source, hubs
from weights.contents import components, has_tokenizer, networks, read_json

ON_KAGGLE = {  # the same model there
    "stable-diffusion-v1-5/stable-diffusion-v1-5": "kaggle:arishihu/stable-diffusion-v1-5/pytorch/default",
    "stabilityai/stable-diffusion-2-1": "kaggle:stabilityai/stable-diffusion-v2/pytorch/1",
    "stabilityai/stable-diffusion-xl-base-1.0": "kaggle:stabilityai/stable-diffusion-xl/pytorch/base-1-0",
}
PIPELINES = {  # part of a repository's name -> the class that converts such a file
    "-xl": "StableDiffusionXLPipeline",
    "diffusion-3": "StableDiffusion3Pipeline",
    "FLUX": "FluxPipeline",
}


def settings_folder(file: Path, refusal: str | None) -> Path:
    """Return the diffusers folder with the settings of a checkpoint; weights that lie there are not used.

    Args:
        file: the checkpoint.
        refusal: why the network may not be used; None where it may.

    Raises:
        ValueError: it is not on this machine and cannot be downloaded; the message says what to do.
    """
    for beside in (file.with_suffix(""), file.parent):
        if _has_settings(beside):
            return beside
    repo = _recognised(file)
    for source in filter(None, (f"hf:{repo}", ON_KAGGLE.get(repo))):
        for folder in Source.parse(source).folders():
            for index in sorted(folder.glob("**/model_index.json")):
                if _has_settings(index.parent):
                    return index.parent
    if not refusal:
        try:
            return hubs.download_settings(repo)
        except Exception as error:  # the hub's client has errors of its own
            refusal = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    kind = next((kind for part, kind in PIPELINES.items() if part in repo), "StableDiffusionPipeline")
    raise ValueError(
        f"{file} holds weights without settings, and those of {repo} are not on this machine (download: {refusal}). "
        f"Put that repository's .json and .txt files, with their folders, into {file.with_suffix('')}/, or convert "
        f'the file where there is a network: python -c "from diffusers import {kind} as P; '
        f"P.from_single_file('{file.name}').save_pretrained('{file.stem}')\""
    )


def load_single_file(file: Path, settings: Path, **options):
    """Load the pipeline that `settings` describes with the weights of `file`.

    Raises:
        ValueError: that pipeline does not draw pictures from text alone.
    """
    import diffusers

    kind = read_json(settings / "model_index.json").get("_class_name")
    if kind not in list(CLASSES):
        expected = ", ".join(CLASSES)
        raise ValueError(f"{file} needs the settings of one of {expected}; those in {settings} are of {kind}")
    return getattr(diffusers, kind).from_single_file(str(file), config=str(settings), local_files_only=True, **options)


def _has_settings(folder: Path) -> bool:
    """Whether a folder holds the settings of every part of a diffusers pipeline."""
    index = read_json(folder / "model_index.json")
    tokenizers = [name for name in components(index) if name.startswith("tokenizer")]
    named = all((folder / name / "config.json").is_file() for name in networks(index))
    return bool(networks(index)) and named and all(has_tokenizer(folder / name) for name in tokenizers)


def _recognised(file: Path) -> str:
    """The Hugging Face repository of the model that a file's tensors, by name and shape, belong to."""
    import torch
    from diffusers.loaders.single_file_utils import fetch_diffusers_config
    from safetensors import safe_open

    with safe_open(file, "pt") as held:
        shapes = {name: held.get_slice(name).get_shape() for name in held.keys()}  # noqa: SIM118 - it is no dict
    tensors = {name: torch.empty(shape, device="meta") for name, shape in shapes.items()}
    return fetch_diffusers_config(tensors)["pretrained_model_name_or_path"]
