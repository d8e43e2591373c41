"""A PIL picture as the numbers that CLIP and SigLIP take, by PIL alone.

The models' own image processors have two backends that resample differently; this is the arithmetic of the PIL one,
which the metric was defined with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image

CLIP_MEAN, CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
SIGLIP_MEAN, SIGLIP_STD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)


def pixel_values(images: Sequence[Image.Image], mean: Sequence[float], std: Sequence[float]) -> torch.Tensor:
    """Return float32 (B, 3, H, W), each channel (value / 255 - mean) / std, of RGB images of one size.

    >>> pixel_values([Image.new("RGB", (2, 1), "white")], SIGLIP_MEAN, SIGLIP_STD).tolist()
    [[[[1.0, 1.0]], [[1.0, 1.0]], [[1.0, 1.0]]]]
    """
    values = np.stack([np.asarray(image.convert("RGB"), np.float32) for image in images]) / 255  # (B, H, W, 3)
    values = (values - np.float32(mean)) / np.float32(std)
    return torch.from_numpy(np.ascontiguousarray(values.transpose(0, 3, 1, 2)))


def centre_crop(image: Image.Image, size: int) -> Image.Image:
    """Return the middle size x size of `image` after its shorter side was made `size` long (bicubic), as CLIP does.

    >>> centre_crop(Image.new("RGB", (300, 200)), 224).size
    (224, 224)
    """
    scale = size / min(image.size)
    width, height = (max(size, int(side * scale)) for side in image.size)
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - size) // 2, (height - size) // 2
    return image.crop((left, top, left + size, top + size))


def squeeze(image: Image.Image, size: int) -> Image.Image:
    """Return `image` resized (bicubic) to size x size whatever its shape, as SigLIP does.

    >>> squeeze(Image.new("RGB", (300, 200)), 448).size
    (448, 448)
    """
    return image.resize((size, size), Image.Resampling.BICUBIC)
