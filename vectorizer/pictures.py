"""Any PIL image -> what the tracer takes: 8-bit RGB, upright, over white, its first frame, of a bounded size.

The size is bounded before anything else is computed, so that a picture of any size costs about as much as a small one.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

MAX_SIDE = 1024  # of the result; the judge looks at 384 x 384 pixels
MAX_PIXELS = 100_000_000  # of a file, once its decoder has skipped what it can

_ALPHA_MODES = ("LA", "La", "PA", "RGBA", "RGBa")
_KEYED_MODES = ("1", "L", "P", "RGB")  # may name one colour, or an alpha for each palette entry, in their info

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read(path: str | Path) -> Image.Image:
    """Return the picture in a file as `normalize` makes it: RGB, upright, with sides of at most `MAX_SIDE` pixels.

    Args:
        path: of a file in any format that Pillow reads.

    Raises:
        ValueError: the file is missing, is no picture, is broken, or holds more than `MAX_PIXELS` pixels; the message
            says which, without the path.

    >>> read("nowhere.png")
    Traceback (most recent call last):
    ValueError: no such file
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is stricter
            with Image.open(path) as image:
                image.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a half, a quarter or an eighth
                if image.width * image.height > MAX_PIXELS:
                    raise Image.DecompressionBombError(f"{image.width} x {image.height} pixels")
                return normalize(image)
    except FileNotFoundError:
        raise ValueError("no such file") from None
    except IsADirectoryError:
        raise ValueError("a folder, not a picture") from None
    except PermissionError:
        raise ValueError("not readable: permission denied") from None
    except Image.UnidentifiedImageError:
        raise ValueError("not a picture of a known format") from None
    except Image.DecompressionBombError as error:
        raise ValueError(f"too large, at most {MAX_PIXELS:,} pixels are read: {error}") from None
    except Exception as error:  # a broken file shows as OSError, SyntaxError, EOFError, struct.error and others
        raise ValueError(f"a broken picture: {error or type(error).__name__}") from error


def normalize(image: Image.Image) -> Image.Image:
    """Return an RGB image with sides of 1 to `MAX_SIDE` pixels, upright by its EXIF orientation.

    Transparency is laid over white, and the first frame of an animation is taken.

    Args:
        image: PIL image of any size and mode; it stays as it was, at the frame where it stood.

    Raises:
        TypeError: `image` is not a PIL image.
        ValueError: `image` has no pixels.

    >>> picture = normalize(Image.new("RGBA", (4000, 2000), (255, 0, 0, 0)))
    >>> picture.mode, picture.size, picture.getpixel((0, 0))
    ('RGB', (1024, 512), (255, 255, 255))
    """
    if not isinstance(image, Image.Image):
        raise TypeError(f"image must be a PIL image, not {type(image).__name__}")
    if not image.width or not image.height:
        raise ValueError(f"image must have pixels, not {image.width} x {image.height} of them")
    with _first_frame(image):
        image.load()
        small = _eight_bit(image)
        turn = _TURNS.get(_orientation(image))
    upright = Image.new("RGB", small.size, "white")
    upright.paste(small, mask=small if small.mode == "RGBA" else None)
    return upright.transpose(turn) if turn is not None else upright


@contextmanager
def _first_frame(image: Image.Image):
    """Hold `image` at its first frame, then take it back to where it stood."""
    frame = image.tell() if getattr(image, "is_animated", False) else 0
    if frame:
        image.seek(0)
    try:
        yield
    finally:
        if frame:
            image.seek(frame)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return `image` as RGB or RGBA of a bounded size."""
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode == "La":  # grey, premultiplied
        image = image.convert("LA")
    if image.mode in ("I", "F"):
        return Image.fromarray(_to_range(np.asarray(_bounded(image)), image.mode)).convert("RGB")
    keyed = image.mode in _KEYED_MODES and image.has_transparency_data
    if image.mode in _ALPHA_MODES or keyed:
        return _bounded(image.convert("RGBA"))  # a key or an index must be looked up before pixels are averaged
    return _bounded(image.convert("RGB"))


def _bounded(image: Image.Image) -> Image.Image:
    scale = MAX_SIDE / max(image.size)
    if scale >= 1:
        return image
    size = tuple(max(1, round(side * scale)) for side in image.size)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _to_range(values: np.ndarray, mode: str) -> np.ndarray:
    """Return int32 or float32 (H, W) as uint8 (H, W).

    White is the least of 1 (float only), 255 and 65535 that no value exceeds; what is beyond 0 to white is cut.
    """
    values = np.nan_to_num(values.astype(np.float64), posinf=0.0)
    whites = (1, 255, 65535) if mode == "F" else (255, 65535)
    white = next((white for white in whites if values.max() <= white), whites[-1])
    return (np.clip(values / white, 0, 1) * 255).round().astype(np.uint8)


def _orientation(image: Image.Image) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "corrupt EXIF data": the picture is what matters
            return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # a broken EXIF block says nothing, and Pillow lets many kinds of error through
        return 1
