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
PICKLES = (".ckpt", ".pt", ".pth", ".bin")


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


def diffusers_file(file: Path) -> Path | None:
    """What a file stands for: model_index.json for its folder, a whole checkpoint in one .safetensors for itself.

    >>> diffusers_file(Path("no/such/model_index.json")) is None
    True

    Raises:
        Incomplete: it is something else.
    """
    if file.name == "model_index.json":
        return diffusers_checkpoint(file.parent)
    if file.suffix in PICKLES:
        raise Incomplete(f"{file.suffix} files may run code when they are read: convert it to .safetensors")
    if not is_whole(file):
        raise Incomplete("not a whole checkpoint in one .safetensors file")
    return file


def is_whole(file: Path) -> bool:
    """Whether a .safetensors file holds a checkpoint with its denoiser, under the names that such files have.

    >>> is_whole(Path("no/such/file.safetensors"))
    False
    """
    return any(name.startswith("model.diffusion_model.") for name in tensor_names(file))


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


def transformers_file(match: Callable[[Path], Path | None], *others: str) -> Callable[[Path], Path | None]:
    """What a file stands for: its folder, if loading that folder reads the file.

    >>> transformers_file(transformers_model("CLIPModel"))(Path("no/such/config.json")) is None
    True

    Args:
        match: the matcher of folders.
        others: names of files that count besides config.json and the weights.
    """

    def of(file: Path) -> Path | None:
        if file.name not in ("config.json", *others, *_read(file.parent)):
            raise Incomplete("not a file that a model is loaded from")
        return match(file.parent)

    return of


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


def tensor_names(file: Path) -> list[str]:
    """Names of the tensors in a .safetensors file; [] where it is none.

    >>> tensor_names(Path("no/such/file.safetensors"))
    []
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, "np") as held:
            return list(held.keys())
    except (SafetensorError, OSError):
        return []


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
    names = {entry.name for entry in folder.glob("*.safetensors*") if entry.exists()}
    files = {match[1] or "" for name in names if (match := _FILE.fullmatch(name))}
    shards = {kind: _shards(folder / name) for kind, name in _indices(names).items()}
    return (files - shards.keys()) | {kind for kind, named in shards.items() if named and named <= names}


def _read(folder: Path) -> set[str]:
    """Names of the files of weights that are read from a folder: those of its plain or only variant."""
    names, chosen = {entry.name for entry in folder.glob("*.safetensors*")}, variant(folder)
    if index := _indices(names).get(chosen):
        return {index, *_shards(folder / index)}
    return {name for name in names if (match := _FILE.fullmatch(name)) and (match[1] or "") == chosen}


def _indices(names: Iterable[str]) -> dict[str, str]:
    """{variant: name of the index of its shards}."""
    return {match[1] or "": name for name in names if (match := _INDEX.fullmatch(name))}


def _shards(index: Path) -> set[str]:
    return set(read_json(index).get("weight_map", {}).values())
