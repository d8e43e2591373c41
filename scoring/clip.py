"""CLIP ViT-L/14's embeddings of pictures, and of texts where the weights come with a tokenizer.

From a transformers folder, or from OpenAI's own ViT-L-14.pt (github.com/openai/CLIP), whose weights are renamed; that
file has no tokenizer beside it.
"""

from __future__ import annotations

import logging
import pickle
import zipfile
from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image

import weights
from scoring.pixels import CLIP_MEAN, CLIP_STD, centre_crop, pixel_values
from weights.contents import variant
from weights.quiet import quiet

EMBEDDING = 768

log = logging.getLogger(__name__)


class CLIP:
    """Embeds pictures and texts.

    Args:
        path: a CLIPModel folder or OpenAI's .pt file; None: what `weights.find("clip")` finds.
        device: a torch device; None: the first GPU, else the CPU.  float16 on a GPU and float32 elsewhere.

    Raises:
        weights.WeightsNotFound: it is not on this machine.
        ValueError: the file holds something else.
    """

    def __init__(self, path: str | Path | None = None, *, device: str | None = None):
        path = weights.find("clip", path)
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.dtype = torch.float16 if self.device.type == "cuda" else torch.float32
        self.model = _load(path).to(self.device, self.dtype).eval()
        self.tokenizer = _tokenizer(path) if hasattr(self.model, "text_model") else None
        found = self.model.visual_projection.out_features
        if found != EMBEDDING:
            raise ValueError(f"{path}: embeddings of {found} numbers, expected the {EMBEDDING} of ViT-L/14")
        log.info("CLIP in %s on %s", self.dtype, self.device)

    @torch.inference_mode()
    def embed(self, images: Sequence[Image.Image]) -> torch.Tensor:
        """Return the embeddings of RGB pictures: float32 (B, 768), each of length 1."""
        size = self.model.vision_model.config.image_size
        pixels = pixel_values([centre_crop(image, size) for image in images], CLIP_MEAN, CLIP_STD)
        seen = self.model.vision_model(pixels.to(self.device, self.dtype)).pooler_output
        return torch.nn.functional.normalize(self.model.visual_projection(seen).float(), dim=-1)

    @torch.inference_mode()
    def embed_text(self, text: str) -> torch.Tensor | None:
        """Return the embedding of a text, cut to what CLIP reads: float32 (768,) of length 1; None: no tokenizer."""
        if self.tokenizer is None:
            return None
        length = self.model.text_model.config.max_position_embeddings
        tokens = self.tokenizer(text, truncation=True, max_length=length, return_tensors="pt").to(self.device)
        read = self.model.text_model(**tokens).pooler_output
        return torch.nn.functional.normalize(self.model.text_projection(read).float(), dim=-1)[0]


def torch_load(path: Path) -> dict[str, torch.Tensor]:
    """Return the state dict of a file that torch saved; a pickle that would run code is refused.

    Raises:
        ValueError: the file holds anything but tensors.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise ValueError(f"{path} holds no weights: {' '.join(str(error).split())[:200]}") from error


def _load(path: Path):
    """A model with `vision_model` and `visual_projection`."""
    from transformers import CLIPModel

    if path.is_file() or (path / "ViT-L-14.pt").is_file():
        return _from_openai(_openai_state(path if path.is_file() else path / "ViT-L-14.pt"))
    with quiet("transformers"):
        return CLIPModel.from_pretrained(
            path, variant=variant(path) or None, dtype=torch.float32, local_files_only=True
        )


def _tokenizer(path: Path):
    from transformers import CLIPTokenizerFast

    has_one = (path / "tokenizer.json").is_file() or (path / "vocab.json").is_file()
    return CLIPTokenizerFast.from_pretrained(path, local_files_only=True) if has_one else None


def _openai_state(path: Path) -> dict[str, torch.Tensor]:
    """The weights of OpenAI's file, a TorchScript archive: its tensors are taken, and its code is never run."""
    is_script = False
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            is_script = any(name.endswith("/constants.pkl") for name in archive.namelist())
    return torch.jit.load(path, map_location="cpu").state_dict() if is_script else torch_load(path)


def _from_openai(state: dict[str, torch.Tensor]):
    """Return transformers' model with the image half of OpenAI's weights; every size is read from their shapes."""
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    state = {name.removeprefix("visual."): t.float() for name, t in state.items() if name.startswith("visual.")}
    if "conv1.weight" not in state:
        raise ValueError("these are not the weights of OpenAI's CLIP with a vision transformer")
    width, patch = state["conv1.weight"].shape[0], state["conv1.weight"].shape[-1]
    blocks = {name.split(".")[2] for name in state if name.startswith("transformer.resblocks.")}
    config = CLIPVisionConfig(
        hidden_size=width,
        intermediate_size=state["transformer.resblocks.0.mlp.c_fc.weight"].shape[0],
        num_hidden_layers=len(blocks),
        num_attention_heads=width // 64,
        image_size=patch * round((state["positional_embedding"].shape[0] - 1) ** 0.5),
        patch_size=patch,
        projection_dim=state["proj"].shape[1],
        hidden_act="quick_gelu",
    )
    model = CLIPVisionModelWithProjection(config)
    missing = model.load_state_dict(dict(_renamed(state)), strict=False).missing_keys
    missing = [name for name in missing if not name.endswith("position_ids")]  # a buffer in some versions
    if missing:
        raise ValueError(f"the weights of OpenAI's CLIP are not whole: {', '.join(missing[:3])} missing")
    return model


_RENAMED = {
    "class_embedding": "embeddings.class_embedding",
    "positional_embedding": "embeddings.position_embedding.weight",
    "conv1": "embeddings.patch_embedding",
    "ln_pre": "pre_layrnorm",
    "ln_post": "post_layernorm",
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
    "attn.out_proj": "self_attn.out_proj",
    "transformer.resblocks": "encoder.layers",
}


def _renamed(state: dict[str, torch.Tensor]):
    """Yield (transformers' name, tensor) for OpenAI's; one matrix of query, key and value becomes three."""
    for name, tensor in state.items():
        if name == "proj":
            yield "visual_projection.weight", tensor.T
            continue
        for ours, theirs in _RENAMED.items():
            name = name.replace(ours, theirs)
        if "in_proj_" in name:
            for part, piece in zip("qkv", tensor.chunk(3), strict=True):
                yield "vision_model." + name.replace("attn.in_proj_", f"self_attn.{part}_proj."), piece
        else:
            yield f"vision_model.{name}", tensor
