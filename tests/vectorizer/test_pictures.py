"""What any picture becomes before it is traced, and what is said of files that are none."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from vectorizer import pictures
from vectorizer.pictures import normalize, read


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    return pictures.normalize(image).getpixel((x, y))


def gray(values: np.ndarray) -> np.ndarray:
    """The normalized picture of one channel, which must be gray, as uint8 (H, W)."""
    rgb = np.asarray(pictures.normalize(Image.fromarray(values)))
    assert (rgb == rgb[..., :1]).all()
    return rgb[..., 0]


# ----------------------------------------------------------------------------------------------------------- modes


@pytest.mark.parametrize("dtype", ["<u2", ">u2"])
def test_sixteen_bits_are_scaled_to_eight(dtype):
    values = np.array([[0, 257 * 100, 65535]], dtype)
    assert gray(values).tolist() == [[0, 100, 255]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([0.0, 100.0, 255.0], [0, 100, 255]),
        ([0.0, 25700.0, 65535.0], [0, 100, 255]),
        ([-5.0, np.nan, 1.0], [0, 0, 255]),
        ([0.0, 1e9, np.inf], [0, 255, 0]),
        ([0.0, 0.0, 0.0], [0, 0, 0]),
    ],
)
def test_floats_are_read_in_the_least_range_that_holds_them(values, expected):
    assert gray(np.array([values], np.float32)).tolist() == [expected]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0, 100, 255], [0, 100, 255]), ([0, 25700, 65535], [0, 100, 255]), ([-9, 0, 1], [0, 0, 1])],
)
def test_integers_are_read_in_the_least_range_that_holds_them(values, expected):
    assert gray(np.array([values], np.int32)).tolist() == [expected]


def test_cyan_ink_is_cyan():
    assert pixel(Image.new("CMYK", (4, 4), (255, 0, 0, 0)), 1, 1) == (0, 255, 255)


@pytest.mark.parametrize(("mode", "color"), [("RGBA", (0,) * 4), ("LA", (0, 0)), ("RGBa", (0,) * 4), ("La", (0, 0))])
def test_what_is_transparent_becomes_white(mode, color):
    assert pixel(Image.new(mode, (4, 4), color), 1, 1) == (255, 255, 255)


def test_half_transparent_red_is_pink():
    red, green, blue = pixel(Image.new("RGBA", (4, 4), (255, 0, 0, 127)), 1, 1)
    assert red == 255
    assert green == blue == pytest.approx(128, abs=1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_the_colour_key_is_white_and_no_other_colour_is(mode):
    image = Image.new(mode, (2, 1), 0)
    image.putpixel((1, 0), (9, 9, 9) if mode == "RGB" else 1)
    if mode == "P":
        image.putpalette([0, 0, 0, 9, 9, 9])
    image.info["transparency"] = (0, 0, 0) if mode == "RGB" else 0
    key, other = (pixel(image, x, 0) for x in (0, 1))
    assert key == (255, 255, 255)
    assert other == {"1": (255, 255, 255), "L": (1, 1, 1)}.get(mode, (9, 9, 9))


def test_hidden_colours_do_not_bleed_into_a_picture_made_smaller():
    """Transparent pixels are black underneath; averaged with white ones they must not darken the edge."""
    image = Image.new("RGBA", (4 * pictures.MAX_SIDE, 8), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (0, 0, 2 * pictures.MAX_SIDE + 1, 8))
    assert np.asarray(pictures.normalize(image)).min() == 255


def test_palette_colours_are_looked_up_before_they_are_averaged():
    image = Image.new("P", (2 * pictures.MAX_SIDE, 2 * pictures.MAX_SIDE))
    image.putpalette([200, 0, 0, 0, 255, 0, 200, 0, 0])  # averaging the indices 0 and 2 would give green
    image.paste(2, (0, 0, 1001, 2000))
    assert np.asarray(pictures.normalize(image))[..., 1].max() < 5


# ---------------------------------------------------------------------------------------- size, orientation, frames


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1, 1), (1, 1)), ((1024, 3), (1024, 3)), ((2048, 1024), (1024, 512)), ((1, 5000), (1, 1024))],
)
def test_the_longer_side_is_bounded(size, expected):
    assert pictures.normalize(Image.new("RGB", size)).size == expected


@pytest.mark.parametrize("size", [(0, 0), (0, 5), (5, 0)])
def test_no_pixels_are_an_error(size):
    with pytest.raises(ValueError, match=f"{size[0]} x {size[1]}"):
        pictures.normalize(Image.new("RGB", size))


@pytest.mark.parametrize("thing", [None, "picture.png", np.zeros((4, 4, 3), np.uint8)], ids=["None", "str", "array"])
def test_only_pil_images_are_taken(thing):
    with pytest.raises(TypeError, match=type(thing).__name__):
        pictures.normalize(thing)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright(orientation):
    """However a camera was held, its picture is the same one: each file is turned back from its own orientation."""
    upright = Image.fromarray(np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    file = io.BytesIO()
    stored.save(file, "PNG", exif=exif)
    shown = pictures.normalize(Image.open(file))
    assert np.array_equal(np.asarray(shown), np.asarray(upright))
    assert np.array_equal(np.asarray(pictures.normalize(shown)), np.asarray(upright))  # and is not turned twice


def test_broken_exif_is_passed_over():
    image = Image.new("RGB", (4, 4), "navy")
    image.info["exif"] = b"Exif\0\0MM\0\x2a broken"
    assert pixel(image, 1, 1) == (0, 0, 128)


@pytest.mark.parametrize("frame", [0, 1, 2])
def test_an_animation_gives_its_first_frame_and_stays_where_it_was(frame):
    file = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("navy", "yellow", "red")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=50)
    animation = Image.open(file)
    animation.seek(frame)
    before = animation.convert("RGB").tobytes()
    assert pixel(animation, 3, 3) == (0, 0, 128)
    assert animation.tell() == frame
    assert animation.convert("RGB").tobytes() == before


def test_the_picture_given_stays_as_it_was():
    image = Image.new("RGBA", (5, 5), (1, 2, 3, 4))
    image.info["note"] = "mine"
    pictures.normalize(image).putpixel((0, 0), (9, 9, 9))
    assert (image.mode, image.getpixel((0, 0)), image.info) == ("RGBA", (1, 2, 3, 4), {"note": "mine"})


# ----------------------------------------------------------------------------------------------------------- files


def saved(path, file_format: str, **options):
    Image.effect_noise((3000, 2000), 40).convert("RGB").save(path, file_format, **options)
    return path


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "TIFF", "BMP"])
def test_a_file_is_read_at_a_bounded_size(file_format, tmp_path):
    picture = pictures.read(saved(tmp_path / "picture", file_format))
    assert (picture.mode, picture.size) == ("RGB", (1024, 683))


def test_broken_files_are_named_for_what_they_are(tmp_path):
    whole = saved(tmp_path / "whole.png", "PNG").read_bytes()
    for name, data, words in [
        ("empty.png", b"", "not a picture"),
        ("text.png", b"no picture at all", "not a picture"),
        ("half.png", whole[: len(whole) // 2], "broken"),
        ("spoilt.png", whole[:5000] + bytes(3000) + whole[8000:], "broken"),
    ]:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ValueError, match=words):
            pictures.read(tmp_path / name)


def test_missing_files_and_folders_are_named_for_what_they_are(tmp_path):
    with pytest.raises(ValueError, match="no such file"):
        pictures.read(tmp_path / "absent.png")
    with pytest.raises(ValueError, match="a folder"):
        pictures.read(tmp_path)


def test_a_decompression_bomb_is_not_decoded(tmp_path, monkeypatch):
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 9_000)).save(path)  # 180 million pixels in a few kilobytes
    with pytest.raises(ValueError, match="too large"):
        pictures.read(path)
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    Image.new("1", (11, 10)).save(path)
    with pytest.raises(ValueError, match="11 x 10"):
        pictures.read(path)


def test_a_file_of_layers_shows_them_all(tmp_path):
    psd = bytearray(b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 2, 4, 8, 3))
    layer = struct.pack(">iiiiH", 0, 0, 2, 4, 3)
    planes = [bytes([value] * 8) for value in (200, 30, 60)]
    for channel in range(3):
        layer += struct.pack(">hI", channel, 10)
    layer += b"8BIMnorm" + bytes([255, 0, 0, 0]) + struct.pack(">III", 12, 0, 0) + b"\1a\0\0"
    records = struct.pack(">h", 2) + layer * 2 + b"".join(b"\0\0" + plane for plane in planes) * 2
    info = struct.pack(">I", len(records)) + records
    psd += bytes(4) + bytes(4) + struct.pack(">I", len(info)) + info + b"\0\0" + b"".join(planes)
    (tmp_path / "layers.psd").write_bytes(psd)
    assert read(tmp_path / "layers.psd").getcolors() == [(8, (200, 30, 60))]


def png_of(kind: int, depth: int, width: int, rows: list[bytes], *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of raw rows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, len(rows), depth, kind, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    inner = b"".join(chunk(name, body) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + inner + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "depth", "row", "key", "expected"),
    [
        (0, 1, bytes([0b01000000]), (1,), [0, 255]),
        (0, 2, bytes([0b01100000]), (1,), [255, 170]),
        (0, 4, bytes([0x37]), (3,), [255, 119]),
        (0, 8, bytes([90, 40]), (90,), [255, 40]),
        (0, 16, struct.pack(">HH", 1000, 1001), (1000,), [255, 3]),
        (2, 16, struct.pack(">HHHHHH", 1000, 2000, 3000, 9000, 9000, 9000), (1000, 2000, 3000), [255, 35]),
    ],
)
def test_a_colour_key_of_any_depth_is_white_and_no_other_is(kind, depth, row, key, expected, tmp_path):
    data = png_of(kind, depth, 2, [row], (b"tRNS", struct.pack(f">{len(key)}H", *key)))
    (tmp_path / "keyed.png").write_bytes(data)
    assert [pixel[0] for pixel in read(tmp_path / "keyed.png").get_flattened_data()] == expected


@pytest.mark.parametrize("metadata", [(b"zTXt", b"note\0\0"), (b"iCCP", b"large\0\0"), (b"iTXt", b"note\0\1\0\0\0")])
def test_much_metadata_does_not_keep_a_picture_from_being_read(metadata, tmp_path):
    name, start = metadata
    data = png_of(2, 8, 1, [bytes([9, 99, 199])], (name, start + zlib.compress(bytes(3_000_000))))
    (tmp_path / "talkative.png").write_bytes(data)
    assert read(tmp_path / "talkative.png").getcolors() == [(1, (9, 99, 199))]


def linear_profile() -> bytes:
    """A profile with sRGB's primaries and no gamma: sRGB's own, with curves that say 1.0."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    for entry in range(count):
        name, at, size = struct.unpack_from(">4sII", profile, 132 + 12 * entry)
        if name in (b"rTRC", b"gTRC", b"bTRC"):
            profile[at : at + 12] = b"curv" + bytes(8)
        if name == b"desc":
            profile = profile.replace(b"s\0R\0G\0B", b"l\0i\0n\0e").replace(b"sRGB", b"line")
    return bytes(profile)


@pytest.mark.parametrize("alpha", [(), (255,)])
def test_a_profile_is_converted_to_srgb(alpha):
    image = Image.new("RGBA" if alpha else "RGB", (2, 2), (128, 128, 128, *alpha))
    image.info["icc_profile"] = linear_profile()
    ((_, color),) = normalize(image).getcolors()
    assert all(abs(value - 188) <= 1 for value in color)  # half of the light is 188 of 255


@pytest.mark.parametrize("profile", [b"nonsense", linear_profile()[:200], b""])
def test_a_broken_profile_is_passed_over(profile):
    image = Image.new("RGB", (2, 2), (128, 64, 32))
    image.info["icc_profile"] = profile
    assert normalize(image).getcolors() == [(4, (128, 64, 32))]


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a broken PNG picture"),
        (b"\xff\xd8\xff" + bytes(40), "a broken JPEG picture"),
        (bytes(4) + b"ftypheic" + bytes(40), "a HEIC picture, which is not read here"),
        (b"hello", "not a picture of a known format"),
    ],
)
def test_what_no_decoder_takes_is_told_by_its_first_bytes(start, reason, tmp_path):
    (tmp_path / "x").write_bytes(start)
    with pytest.raises(ValueError, match=reason):
        read(tmp_path / "x")
