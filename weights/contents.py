"""What the weights of a role look like.  A matcher takes a folder and returns the path to load, or None.

    diffusers_checkpoint(Path("models/sd15"))                 # the folder itself
    transformers_model("CLIPModel")(Path("models/clip"))      # the folder itself
    aesthetic_head(Path("models"))                            # a file in it
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

UNUSED_COMPONENTS = ("safety_checker", "feature_extractor", "image_encoder")  # of diffusers checkpoints: never loaded


def diffusers_checkpoint(folder: Path) -> Path | None:
    """A folder as diffusers saves pipelines, with safetensors for each of its networks.

    >>> diffusers_checkpoint(Path("no/such/folder")) is None
    True
    """
    index = read_json(folder / "model_index.json")
    models = ("unet", "transformer", "vae", "text_encoder")
    loaded = [name for name in components(index) if name.startswith(models)]
    return folder if loaded and all(_has_safetensors(folder / name) for name in loaded) else None


def transformers_model(*architectures: str) -> Callable[[Path], Path | None]:
    """A matcher for folders as transformers saves models, of one of these classes, with safetensors.

    >>> transformers_model("GemmaForCausalLM", "Gemma2ForCausalLM")(Path("no/such/folder")) is None
    True
    """

    def match(folder: Path) -> Path | None:
        named = read_json(folder / "config.json").get("architectures") or []
        return folder if set(named) & set(architectures) and _has_safetensors(folder) else None

    return match


def clip(folder: Path) -> Path | None:
    """A folder with OpenAI's own ViT-L-14.pt, or a CLIPModel of transformers.

    >>> clip(Path("no/such/folder")) is None
    True
    """
    return folder if (folder / "ViT-L-14.pt").is_file() else transformers_model("CLIPModel")(folder)


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


def _has_safetensors(folder: Path) -> bool:
    """True when `folder` holds a whole set of .safetensors: of shards, all that one of the indices names."""
    files = {file.name for file in folder.glob("*.safetensors") if file.exists()}
    indices = [read_json(file) for file in folder.glob("*.safetensors.index*.json")]
    return bool(files) and (not indices or any(files >= set(i.get("weight_map", {}).values()) for i in indices))
