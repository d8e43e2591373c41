"""Step 3 of the metric: how beautiful a picture is, by a linear network over CLIP ViT-L/14's image embedding.

The head is sac+logos+ava1-l14-linearMSE (github.com/christophschuhmann/improved-aesthetic-predictor): linear layers,
768 -> 1024 -> 128 -> 64 -> 16 -> 1, with nothing in between once it is trained.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from safetensors.torch import load_file
from torch import nn

import weights
from scoring.clip import CLIP, EMBEDDING, torch_load

HEAD_LAYERS = {"0": (EMBEDDING, 1024), "2": (1024, 128), "4": (128, 64), "6": (64, 16), "7": (16, 1)}


class AestheticEvaluator:
    """Scores pictures for their looks.

    Args:
        clip_path: a CLIPModel folder or OpenAI's .pt file; None: what `weights.find("clip")` finds.
        head_path: the head's .pth or .safetensors; None: what `weights.find("aesthetic-head")` finds.
        device: a torch device; None: the first GPU, else the CPU.

    Raises:
        weights.WeightsNotFound: one of the two is not on this machine.
        ValueError: a file holds something else.
    """

    def __init__(
        self, clip_path: str | Path | None = None, head_path: str | Path | None = None, *, device: str | None = None
    ):
        head_path = weights.find("aesthetic-head", head_path)
        self.clip = CLIP(clip_path, device=device)
        self.head = _load_head(head_path).to(self.clip.device).eval()

    def score(self, image: Image.Image) -> float:
        """Return the aesthetic of one RGB picture: about 0.3 (dull) to 0.8, in principle unbounded."""
        return self.score_batch([image])[0]

    def score_batch(self, images: Sequence[Image.Image]) -> list[float]:
        """Return the aesthetic of each RGB picture, as `score` does."""
        return self.score_embeddings(self.clip.embed(images))

    @torch.inference_mode()
    def score_embeddings(self, embeddings: torch.Tensor) -> list[float]:
        """Return the aesthetic of each picture whose CLIP embedding is a row of float32 (B, 768), of length 1."""
        return (self.head(embeddings)[:, 0] / 10).tolist()


def _load_head(path: Path) -> nn.Sequential:
    state = load_file(path) if path.suffix == ".safetensors" else torch_load(path)
    state = {name.removeprefix("layers."): tensor for name, tensor in state.items()}
    head = nn.Sequential(OrderedDict({name: nn.Linear(*widths) for name, widths in HEAD_LAYERS.items()}))
    try:
        head.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"{path} is not the aesthetic head: {' '.join(str(error).split())[:300]}") from error
    return head
