"""Step 3 of the metric: how beautiful a picture is, by a linear network over CLIP ViT-L/14's image embedding.

The head is sac+logos+ava1-l14-linearMSE (github.com/christophschuhmann/improved-aesthetic-predictor): linear layers,
768 -> 1024 -> 128 -> 64 -> 16 -> 1, with nothing in between once it is trained.  CLIP loads from a transformers folder
or from OpenAI's ViT-L-14.pt.
"""

from __future__ import annotations

import logging
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file
from torch import nn

import weights
from quiet import quiet
from scoring.pixels import CLIP_MEAN, CLIP_STD, centre_crop, pixel_values

EMBEDDING = 768
HEAD_LAYERS = {"0": (EMBEDDING, 1024), "2": (1024, 128), "4": (128, 64), "6": (64, 16), "7": (16, 1)}

log = logging.getLogger(__name__)


class AestheticEvaluator:
    """Scores pictures for their looks.

    Args:
        clip_path: a CLIPModel folder or OpenAI's .pt file; None: what `weights.find("clip")` finds.
        head_path: the head's .pth or .safetensors; None: what `weights.find("aesthetic-head")` finds.
        device: a torch device; None: the first GPU, else the CPU.  float16 on a GPU and float32 elsewhere.

    Raises:
        weights.WeightsNotFound: one of the two is not on this machine.
        ValueError: a file holds something else.
    """

    def __init__(
        self, clip_path: str | Path | None = None, head_path: str | Path | None = None, *, device: str | None = None
    ):
        clip_path, head_path = weights.find("clip", clip_path), weights.find("aesthetic-head", head_path)
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.dtype = torch.float16 if self.device.type == "cuda" else torch.float32
        self.clip = _load_clip(clip_path).to(self.device, self.dtype).eval()
        self.head = _load_head(head_path).to(self.device, torch.float32).eval()
        if self.clip.visual_projection.out_features != EMBEDDING:
            found = self.clip.visual_projection.out_features
            raise ValueError(f"{clip_path}: embeddings of {found} numbers, expected the {EMBEDDING} of ViT-L/14")
        log.info("aesthetic: CLIP in %s on %s", self.dtype, self.device)

    def score(self, image: Image.Image) -> float:
        """Return the aesthetic of one RGB picture: about 0.3 (dull) to 0.8, in principle unbounded."""
        return self.score_batch([image])[0]

    @torch.inference_mode()
    def score_batch(self, images: Sequence[Image.Image]) -> list[float]:
        """Return the aesthetic of each RGB picture, as `score` does."""
        size = self.clip.vision_model.config.image_size
        pixels = pixel_values([centre_crop(image, size) for image in images], CLIP_MEAN, CLIP_STD)
        seen = self.clip.vision_model(pixels.to(self.device, self.dtype)).pooler_output
        embedding = self.clip.visual_projection(seen).float()  # (B, 768)
        embedding = embedding / embedding.norm(dim=-1, keepdim=True)
        return (self.head(embedding)[:, 0] / 10).tolist()


def _load_head(path: Path) -> nn.Sequential:
    state = load_file(path) if path.suffix == ".safetensors" else _torch_load(path)
    state = {name.removeprefix("layers."): tensor for name, tensor in state.items()}
    head = nn.Sequential(OrderedDict({name: nn.Linear(*widths) for name, widths in HEAD_LAYERS.items()}))
    try:
        head.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"{path} is not the aesthetic head: {' '.join(str(error).split())[:300]}") from error
    return head


def _load_clip(path: Path):
    """A model with `vision_model` and `visual_projection`."""
    from transformers import CLIPModel

    if path.is_file() or (path / "ViT-L-14.pt").is_file():
        return _from_openai(_openai_state(path if path.is_file() else path / "ViT-L-14.pt"))
    with quiet("transformers"):
        return CLIPModel.from_pretrained(path, dtype=torch.float32, local_files_only=True)


def _torch_load(path: Path) -> dict[str, torch.Tensor]:
    """A state dict and nothing else: a pickle that would run something is refused."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise ValueError(f"{path} holds no weights: {' '.join(str(error).split())[:200]}") from error


def _openai_state(path: Path) -> dict[str, torch.Tensor]:
    """The weights of OpenAI's file, a TorchScript archive, of which the tensors are taken and nothing is run."""
    is_script = False
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            is_script = any(name.endswith("/constants.pkl") for name in archive.namelist())
    return torch.jit.load(path, map_location="cpu").state_dict() if is_script else _torch_load(path)


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
    model.load_state_dict(dict(_renamed(state)), strict=False)  # position_ids is a buffer in some versions
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
