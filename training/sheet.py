"""Many small pictures as one, to be looked at while a training goes on and when it is done."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image


def sheet(pictures: Sequence[Image.Image | None], columns: int, background: str = "black") -> Image.Image:
    """Lay out RGB pictures row by row in cells as large as the largest; a cell stays empty where there is None.

    >>> sheet([Image.new("RGB", (8, 8)), None, Image.new("RGB", (8, 8))], columns=2).size
    (16, 16)
    """
    width = max((picture.width for picture in pictures if picture), default=1)
    height = max((picture.height for picture in pictures if picture), default=1)
    image = Image.new("RGB", (columns * width, -(-len(pictures) // columns) * height), background)
    for i, picture in enumerate(pictures):
        if picture:
            image.paste(picture, (i % columns * width, i // columns * height))
    return image


def png(image: Image.Image) -> bytes:
    """The bytes of a PNG file.

    >>> png(Image.new("RGB", (8, 8)))[1:4]
    b'PNG'
    """
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
