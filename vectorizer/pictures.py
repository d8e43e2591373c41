"""Any PIL image -> what the tracer takes: 8-bit sRGB, upright, over white, its first frame, of a bounded size.

The size is bounded before anything else is computed, so that a picture of any size costs about as much as a small one.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageCms

from vectorizer import png
from vectorizer.resample import resample
from vectorizer.squares import smallest

MAX_SIDE = 1024  # of the result; the judge looks at 384 x 384 pixels
MAX_PIXELS = 100_000_000  # of a file, once its decoder has skipped what it can

_ALPHA_MODES = ("LA", "La", "PA", "RGBA", "RGBa")
_KEYED_MODES = ("1", "L", "P", "RGB")  # may name one colour, or an alpha for each palette entry, in their info

_BEGINNINGS = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"8BPS": "PSD", b"RIFF": "WebP"}
_KEY_SCALES = {"L;4": 17, "L;2": 85, "1": 255}  # a PNG's raw mode -> what Pillow scales greys by, but not the key

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read(path: str | Path, background: str | None = "white") -> Image.Image:
    """Return the picture in a file as `normalize` makes it: RGB, upright, with sides of at most `MAX_SIDE` pixels.

    Args:
        path: of a file in any format that Pillow reads.
        background: as for `normalize`.

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
            with _open(Path(path)) as image:
                image.draft(None, (MAX_SIDE, MAX_SIDE))  # a JPEG is decoded at a half, a quarter or an eighth
                if image.width * image.height > MAX_PIXELS:
                    raise Image.DecompressionBombError(f"{image.width} x {image.height} pixels")
                return normalize(image, background)
    except FileNotFoundError:
        raise ValueError("no such file") from None
    except IsADirectoryError:
        raise ValueError("a folder, not a picture") from None
    except PermissionError:
        raise ValueError("not readable: permission denied") from None
    except Image.UnidentifiedImageError:
        raise ValueError(_unknown(Path(path))) from None
    except Image.DecompressionBombError as error:
        raise ValueError(f"too large, at most {MAX_PIXELS:,} pixels are read: {error}") from None
    except Exception as error:  # a broken file shows as OSError, SyntaxError, EOFError, struct.error and others
        raise ValueError(f"a broken picture: {error or type(error).__name__}") from error


def _open(path: Path) -> Image.Image:
    """Open a picture; a PNG whose text or profile is larger than Pillow allows is read without them."""
    try:
        return Image.open(path)
    except ValueError:
        data = path.read_bytes()
        if not data.startswith(png.SIGNATURE):
            raise
        return Image.open(io.BytesIO(png.without_large_metadata(data)))


def _unknown(path: Path) -> str:
    """What to say of a file that no decoder takes: which format it has by its first bytes, if that is known."""
    with open(path, "rb") as file:
        start = file.read(12)
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
        return "a HEIC picture, which is not read here: convert it to PNG or JPEG first"
    kind = next((kind for begins, kind in _BEGINNINGS.items() if start.startswith(begins)), None)
    return f"a broken {kind} picture" if kind else "not a picture of a known format"


def normalize(image: Image.Image, background: str | None = "white") -> Image.Image:
    """Return an RGB image with sides of 1 to `MAX_SIDE` pixels, upright by its EXIF orientation.

    Colours are converted from the picture's own profile to sRGB, transparency is laid over the background, and the
    first frame of an animation is taken.

    Args:
        image: PIL image of any size and mode; it stays as it was, at the frame where it stood.
        background: a colour that PIL knows; None: transparency stays, and the result is RGBA.

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
        key = _color_key(image)
        image.load()
        small = _srgb(_eight_bit(image, key), image.info.get("icc_profile"))
        turn = _TURNS.get(_orientation(image))
    if background is None:
        small = small.convert("RGBA")
        return small.transpose(turn) if turn is not None else small
    upright = Image.new("RGB", small.size, background)
    upright.paste(small, mask=small if small.mode == "RGBA" else None)
    return upright.transpose(turn) if turn is not None else upright


@contextmanager
def _first_frame(image: Image.Image):
    """Hold `image` at its first frame, then take it back to where it stood."""
    frame = image.tell() if getattr(image, "is_animated", False) else 0
    if frame:
        try:
            image.seek(0)
        except EOFError:  # a PSD counts from 1, and shows all of its layers at first
            frame = 0
    try:
        yield
    finally:
        if frame:
            image.seek(frame)


def _color_key(image: Image.Image):
    """The colour that stands for transparency, on the scale of the pixels as Pillow gives them; None: there is none.

    Pillow takes a PNG's key (tRNS) as it is written, with 1, 2, 4 or 16 bits, and not as it scales the pixels.  Asked
    before the picture is loaded, when Pillow still knows how the file holds them.
    """
    key = image.info.get("transparency")
    raw = image.tile[0].args if getattr(image, "tile", None) else None
    if isinstance(key, int) and raw in _KEY_SCALES:
        return key * _KEY_SCALES[raw]
    if isinstance(key, tuple) and raw == "RGB;16B":
        return tuple(value >> 8 for value in key)
    return key


def _eight_bit(image: Image.Image, key) -> Image.Image:
    """Return `image` as RGB, RGBA or CMYK of a bounded size; `key`: its transparent colour, or as in its info."""
    if image.mode.startswith("I;16"):
        values = np.asarray(image)
        image = Image.fromarray((values >> 8).astype(np.uint8))
        if isinstance(key, int):
            image.putalpha(Image.fromarray(np.where(values == key, 0, 255).astype(np.uint8)))
    elif key is not None and key != image.info["transparency"]:
        image = image.copy()
        image.info["transparency"] = key
    if image.mode == "La":  # grey, premultiplied
        image = image.convert("LA")
    if image.mode in ("I", "F"):
        return Image.fromarray(_to_range(np.asarray(_bounded(image)), image.mode)).convert("RGB")
    if image.mode == "1":
        image = _grey(image)
    keyed = image.mode in _KEYED_MODES and image.has_transparency_data
    if image.mode in _ALPHA_MODES or keyed:
        return _bounded(image.convert("RGBA"))  # a key or an index must be looked up before pixels are averaged
    return _bounded(image if image.mode == "CMYK" else image.convert("RGB"))


def _grey(image: Image.Image) -> Image.Image:
    """A picture of one bit as one of eight, with its key."""
    grey = image.convert("L")
    if "transparency" in image.info:
        grey.info["transparency"] = image.info["transparency"]
    return grey


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return `image` as sRGB or, with an alpha, RGBA; a profile that cannot be used is passed over."""
    if profile:
        try:
            return _converted(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # broken, or of another kind of picture
            pass
    return image if image.mode == "RGBA" else image.convert("RGB")


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    if "srgb" in (profile.profile.profile_description or "").lower():
        return image if image.mode == "RGBA" else image.convert("RGB")
    space = profile.profile.xcolor_space.strip()
    mode = {"GRAY": "L", "CMYK": "CMYK"}.get(space, "RGB")
    colors = image if image.mode == mode else image.convert(mode)
    converted = ImageCms.profileToProfile(colors, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _bounded(image: Image.Image) -> Image.Image:
    if max(image.size) <= MAX_SIDE:
        return image
    if image.mode in ("RGB", "RGBA") and max((small := smallest(image)).size) <= MAX_SIDE:
        return small  # enlarged by a whole factor, which is taken back without loss
    scale = MAX_SIDE / max(image.size)
    return resample(image, tuple(max(1, round(side * scale)) for side in image.size))


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
