"""Put LoRA weights on top of a diffusers pipeline: all of them, or it is an error."""

from __future__ import annotations

from pathlib import Path

from weights.contents import tensor_names

STANDARD_NAME = "pytorch_lora_weights.safetensors"  # as diffusers saves them


def add_lora(pipe, lora: Path, checkpoint: Path) -> None:
    """Put the weights of a file, or of the one LoRA file in a folder, on top of `pipe`.

    Args:
        pipe: a diffusers pipeline that was just loaded, from `checkpoint`.
        lora: a .safetensors file, or a folder with one.

    Raises:
        ValueError: there is none or more than one, or some of its weights have no place in the checkpoint.
    """
    file = lora_file(lora)
    unfit = f"LoRA {lora} does not fit the checkpoint {checkpoint} ({type(pipe).__name__})"
    if not hasattr(pipe, "load_lora_weights"):
        raise ValueError(f"{unfit}: this pipeline takes no LoRA")
    source = {"weight_name": file.name, "use_safetensors": True, "local_files_only": True}
    try:
        held = _tensors(pipe.lora_state_dict(str(file.parent), **source))
        pipe.load_lora_weights(str(file.parent), **source)
    except (RuntimeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{unfit}: {' '.join(str(error).split())[:300]}") from error
    placed = _placed(pipe)
    if placed < max(held, 1):  # diffusers passes over weights that it has no place for
        raise ValueError(f"{unfit}: {held - placed} of its {held} weights have no place there")


def lora_file(lora: Path) -> Path:
    """The file of LoRA weights that is meant by a file or a folder.  Raises ValueError where that is not clear.

    Passed over in a folder: hidden files, such as the "._name" that macOS writes beside each, and embeddings.
    """
    if not lora.exists():
        raise ValueError(f"LoRA {lora}: no such file or folder")
    if lora.is_file():
        if not _holds_lora(lora):
            raise ValueError(f"LoRA {lora}: expected LoRA weights in a .safetensors file, which this is not")
        return lora
    files = [file for file in sorted(lora.glob("*.safetensors")) if not file.name.startswith(".")]
    found = [file for file in files if file.name == STANDARD_NAME] or [file for file in files if _holds_lora(file)]
    if not found:
        raise ValueError(f"LoRA {lora}: expected a .safetensors file of LoRA weights in it, such as {STANDARD_NAME}")
    if len(found) > 1:
        raise ValueError(f"LoRA {lora} holds several: {', '.join(file.name for file in found)}; name one of them")
    return found[0]


def _holds_lora(file: Path) -> bool:
    """Whether a .safetensors file has tensors that are named as LoRA weights are."""
    return any("lora" in name.lower() for name in tensor_names(file))


def _tensors(read: dict | tuple) -> int:
    """How many LoRA weights diffusers has read from a file; their scales ("alpha") are no weights."""
    weights = read[0] if isinstance(read, tuple) else read
    return sum("lora" in name and not name.endswith(".alpha") for name in weights)


def _placed(pipe) -> int:
    """How many LoRA weights the parts of a pipeline hold."""
    import torch

    parts = [part for part in pipe.components.values() if isinstance(part, torch.nn.Module)]
    return sum("lora_" in name for part in parts for name, _ in part.named_parameters())
