"""What the weights of a role look like.  A matcher takes a folder and returns the path to load.

It returns None for a folder of another kind, and raises `Incomplete` for one of the kind that cannot be used.

    diffusers_checkpoint(Path("models/sd15"))                 # the folder itself
    transformers_model("CLIPModel")(Path("models/clip"))      # the folder itself
    aesthetic_head(Path("models"))                            # a file in it
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

UNUSED_COMPONENTS = ("safety_checker", "feature_extractor", "image_encoder")  # of diffusers checkpoints: never loaded


class Incomplete(Exception):
    """A folder is of the right kind, but what it holds cannot be used; the message says why."""


def diffusers_checkpoint(folder: Path) -> Path | None:
    """A folder as diffusers saves pipelines, with all that its pipeline needs to draw from words.

    >>> diffusers_checkpoint(Path("no/such/folder")) is None
    True

    Raises:
        Incomplete: a part is missing, has no safetensors, or is made for something else.
    """
    index = read_json(folder / "model_index.json")
    loaded = networks(index)
    if not loaded:
        return None
    if not isinstance(index.get("_class_name"), str):
        raise Incomplete(f"model_index.json names no pipeline of diffusers: {index.get('_class_name')!r}")
    if variant(folder, loaded) is None:
        raise Incomplete(f"no whole set of .safetensors in all of {', '.join(loaded)}")
    for name in components(index):
        if name.startswith("tokenizer") and not has_tokenizer(folder / name):
            raise Incomplete(f"no tokenizer in {name}/")
        if name == "scheduler" and not (folder / name / "scheduler_config.json").is_file():
            raise Incomplete("no scheduler_config.json in scheduler/")
    takes = read_json(folder / "unet" / "config.json").get("in_channels", 0)
    given = read_json(folder / "vae" / "config.json").get("latent_channels", takes)
    if takes > given:  # inpainting takes 9, depth 5, editing by instructions 8
        raise Incomplete(f"its UNet takes {takes} channels, {given} of them noise: it needs more than words to draw")
    return folder


def transformers_model(*architectures: str, tokenizer: bool = True) -> Callable[[Path], Path | None]:
    """A matcher for folders as transformers saves models, of one of these classes, with safetensors.

    >>> transformers_model("GemmaForCausalLM", "Gemma2ForCausalLM")(Path("no/such/folder")) is None
    True

    Args:
        architectures: names of classes.
        tokenizer: whether the model is of use with one alone.
    """

    def match(folder: Path) -> Path | None:
        named = read_json(folder / "config.json").get("architectures") or []
        if not set(named) & set(architectures):
            return None
        if variant(folder) is None:
            raise Incomplete("no whole set of .safetensors")
        if tokenizer and not has_tokenizer(folder):
            raise Incomplete("no tokenizer (tokenizer.json or tokenizer.model)")
        return folder

    return match


def clip(folder: Path) -> Path | None:
    """A folder with OpenAI's own ViT-L-14.pt, or a CLIPModel of transformers.

    >>> clip(Path("no/such/folder")) is None
    True
    """
    return folder if (folder / "ViT-L-14.pt").is_file() else transformers_model("CLIPModel", tokenizer=False)(folder)


def aesthetic_head(folder: Path) -> Path | None:
    """The file of the aesthetic head's weights; its own name or the folder's says "linearMSE".

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     (Path(folder) / "sac+logos+ava1-l14-linearMSE.pth").touch()
    ...     aesthetic_head(Path(folder)).name
    'sac+logos+ava1-l14-linearMSE.pth'
    """
    files = [*sorted(folder.glob("*.safetensors")), *sorted(folder.glob("*.pth"))]
    return next((file for file in files if "linearmse" in str(file).lower()), None)


def components(model_index: dict) -> list[str]:
    """Names of a diffusers checkpoint's parts that are really there and get loaded.

    >>> components({"_class_name": "X", "unet": ["diffusers", "UNet"], "text_encoder_3": [None, None]})
    ['unet']
    """
    present = [name for name, kind in model_index.items() if isinstance(kind, list) and kind and kind[0]]
    return [name for name in present if name not in UNUSED_COMPONENTS]


def read_json(path: Path) -> dict:
    """The JSON object in a file; {} when there is none.

    >>> read_json(Path("no/such/config.json"))
    {}
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def networks(model_index: dict) -> list[str]:
    """Names of a diffusers checkpoint's parts that have weights.

    >>> networks({"unet": ["diffusers", "UNet"], "tokenizer": ["transformers", "CLIPTokenizer"]})
    ['unet']
    """
    return [name for name in components(model_index) if name.startswith(("unet", "transformer", "vae", "text_encoder"))]


def has_tokenizer(folder: Path) -> bool:
    """Whether a folder holds the vocabulary of a tokenizer.

    >>> has_tokenizer(Path("no/such/folder"))
    False
    """
    return any((folder / name).is_file() for name in ("tokenizer.json", "vocab.json")) or any(folder.glob("*.model"))


def variant(folder: Path, parts: Iterable[str] = ("",)) -> str | None:
    """The variant of the weights, such as "fp16", that is whole in all parts; "" is the plain one, None: there is none.

    A part may have the plain weights alone: the libraries take those where a variant is missing.

    >>> variant(Path("no/such/folder")) is None
    True
    """
    whole = [_variants(folder / part) for part in parts]
    choices = sorted(set().union(*whole), key=lambda name: (("", "fp16", "bf16") + (name,)).index(name))
    return next((choice for choice in choices if all(part & {choice, ""} for part in whole)), None)


_FILE = re.compile(r"(?:diffusion_pytorch_model|model)(?:\.([^.-]+))?\.safetensors")
_INDEX = re.compile(r"(?:diffusion_pytorch_model|model)\.safetensors\.index(?:\.([^.]+))?\.json")


def _variants(folder: Path) -> set[str]:
    """The variants of which a folder holds the one file, or all the shards that the variant's index names."""
    names = [entry.name for entry in folder.glob("*.safetensors*") if entry.exists()]
    files = {match[1] or "" for name in names if (match := _FILE.fullmatch(name))}
    indices = {match[1] or "": name for name in names if (match := _INDEX.fullmatch(name))}
    shards = {kind: set(read_json(folder / name).get("weight_map", {}).values()) for kind, name in indices.items()}
    sharded = {kind for kind, named in shards.items() if named and named <= set(names)}
    return (files - indices.keys()) | sharded
