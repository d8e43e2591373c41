"""How much there is to see in a picture, without any model."""

from __future__ import annotations

from PIL import Image

SEEN = 0.005  # share of the picture that a colour must cover


def seen_colors(picture: Image.Image) -> int:
    """Return the number of colours, 1 to 8, that an RGB picture shows; 1 for what is blank or all but blank.

    >>> seen_colors(Image.new("RGB", (384, 384), "red"))
    1
    """
    counts = picture.quantize(8).getcolors()
    return max(1, sum(count >= SEEN * picture.width * picture.height for count, _ in counts))
