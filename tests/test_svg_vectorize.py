"""What svg_vectorize.vectorize promises, whatever is behind it."""

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scoring import render, validate_svg
from svg_vectorize import vectorize


def blobs(seed: int, width: int, height: int, noise: float = 0.0) -> Image.Image:
    """A few coloured blobs, and as much noise on top as asked for; RGB."""
    rng = np.random.default_rng(seed)
    cells = Image.fromarray(rng.integers(0, 256, (4, 5, 3), dtype=np.uint8))
    pixels = np.asarray(cells.resize((width, height), Image.Resampling.BICUBIC)).astype(float)
    return Image.fromarray(np.clip(pixels + rng.normal(0, 1 + 80 * noise, pixels.shape), 0, 255).astype(np.uint8))


def drawn(svg: str, max_bytes: int = 10_000) -> Image.Image:
    """The SVG's picture, once it has passed the competition's check."""
    validate_svg(svg, max_bytes)
    return render(svg)


def shapes(svg: str) -> list:
    return list(ElementTree.fromstring(svg).iter())[1:]


def mean_color(image: Image.Image) -> np.ndarray:
    return np.asarray(image, float).mean((0, 1))


# ------------------------------------------------------------------------------------------------------ byte budget


@settings(max_examples=8)
@given(
    seed=st.integers(0, 1_000),
    width=st.integers(1, 300),
    height=st.integers(1, 300),
    noise=st.sampled_from([0.0, 0.1, 1.0]),
    max_bytes=st.integers(300, 20_000),
)
def test_never_over_the_budget(seed, width, height, noise, max_bytes):
    drawn(vectorize(blobs(seed, width, height, noise), max_bytes, time_limit_s=1), max_bytes)


def test_noise_fits_the_smallest_budget(noise):
    drawn(vectorize(noise, 300, time_limit_s=1), 300)


def test_the_default_budget_is_that_of_the_competition(noise):
    drawn(vectorize(noise, time_limit_s=1), 10_000)


def test_more_bytes_keep_more_of_the_picture():
    picture = blobs(3, 384, 384, 0.05)
    errors = [
        np.abs(np.asarray(drawn(vectorize(picture, size), size), float) - np.asarray(picture)).mean()
        for size in (300, 1_500, 6_000)
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] * 0.8


@pytest.mark.parametrize("max_bytes", [299, 1, 0, -5])
def test_too_small_a_budget_is_named(max_bytes, scene):
    with pytest.raises(ValueError, match=rf"(?<!\d){max_bytes}\b"):
        vectorize(scene, max_bytes)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"seed": -1}, "seed must be between 0 and 2**32 - 1, not -1"),
        ({"seed": 2**32}, f"not {2**32}"),
        ({"time_limit_s": -0.5}, "time_limit_s must be at least 0, not -0.5"),
        ({"time_limit_s": float("nan")}, "not nan"),
    ],
)
def test_arguments_out_of_range_are_named(arguments, words, scene):
    with pytest.raises(ValueError, match=re.escape(words)):
        vectorize(scene, **arguments)


@pytest.mark.parametrize("thing", [None, "picture.png", np.zeros((4, 4, 3), np.uint8)], ids=["None", "str", "array"])
def test_what_is_no_image_is_named(thing):
    with pytest.raises(TypeError, match=type(thing).__name__):
        vectorize(thing)


def test_a_picture_without_pixels_is_named():
    with pytest.raises(ValueError, match="0 x 5"):
        vectorize(Image.new("RGB", (0, 5)))


# ------------------------------------------------------------------------------------------------ sizes and modes


@pytest.mark.parametrize(
    "size", [(1, 1), (2, 1), (1, 2), (3, 2000), (5000, 1), (1023, 77)], ids=str
)
def test_any_size(size):
    picture = blobs(1, *size)
    shown = drawn(vectorize(picture, time_limit_s=2))
    assert np.abs(mean_color(shown) - mean_color(picture)).max() < 40


def test_a_large_picture():
    picture = blobs(2, 400, 400).resize((4000, 4000))
    shown = drawn(vectorize(picture, time_limit_s=0))
    assert np.abs(mean_color(shown) - mean_color(picture)).max() < 20


def in_mode(mode: str) -> Image.Image:
    """The same picture in any mode: dark left half, light right half."""
    image = Image.new("L", (120, 90), 40)
    image.paste(220, (60, 0, 120, 90))
    if mode == "I;16":
        return Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    if mode in ("I", "F"):
        return image.convert(mode)
    return image.convert("RGB").convert(mode)


def halves(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Colours at the middle of the left and of the right half."""
    return tuple(np.array(image.getpixel((image.width * x // 4, image.height // 2))) for x in (1, 3))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "RGBX", "L", "LA", "P", "1", "CMYK", "YCbCr", "HSV", "LAB", "I"])
def test_any_mode(mode):
    left, right = halves(drawn(vectorize(in_mode(mode), time_limit_s=0)))
    assert left.max() < 100
    assert right.min() > 180


@pytest.mark.parametrize("mode", ["I;16", "F"])
def test_deep_modes_keep_light_and_dark_apart(mode):
    left, right = halves(drawn(vectorize(in_mode(mode), time_limit_s=0)))
    assert left.max() < right.min() - 100


@pytest.mark.parametrize("mode", ["RGBA", "LA", "palette", "palette with alphas", "RGB with a colour key"])
def test_transparent_becomes_white(mode):
    left, right = halves(drawn(vectorize(half_transparent(mode), time_limit_s=0)))
    assert left.min() > 235
    assert right.max() < 60


def half_transparent(mode: str) -> Image.Image:
    """Left half transparent over black, right half opaque and dark."""
    if mode in ("RGBA", "LA"):
        image = Image.new(mode, (120, 90), (0,) * len(mode))
        image.paste((30,) * (len(mode) - 1) + (255,), (60, 0, 120, 90))
        return image
    if mode == "RGB with a colour key":
        image = Image.new("RGB", (120, 90), (255, 0, 0))
        image.paste((30, 30, 30), (60, 0, 120, 90))
        image.info["transparency"] = (255, 0, 0)
        return image
    image = Image.new("P", (120, 90), 0)
    image.putpalette([0, 0, 0, 30, 30, 30])
    image.paste(1, (60, 0, 120, 90))
    image.info["transparency"] = 0 if mode == "palette" else bytes([0, 255])
    return image


def test_half_transparent_is_blended_with_white():
    shown = drawn(vectorize(Image.new("RGBA", (50, 50), (0, 0, 0, 128))))
    assert np.abs(mean_color(shown) - 127).max() < 10


def test_of_an_animation_the_first_frame_is_drawn():
    file = io.BytesIO()
    first, second = Image.new("RGB", (40, 40), "navy"), Image.new("RGB", (40, 40), "yellow")
    first.save(file, "GIF", save_all=True, append_images=[second], duration=50)
    animation = Image.open(file)
    assert animation.n_frames == 2
    animation.seek(1)
    assert np.abs(mean_color(drawn(vectorize(animation))) - (0, 0, 128)).max() < 10


# ------------------------------------------------------------------------------------------- simple and repeatable


@pytest.mark.parametrize("color", ["black", "white", "#12ab7f"])
@pytest.mark.parametrize("size", [(1, 1), (50, 50), (640, 100)], ids=str)
def test_one_colour_is_one_shape(color, size):
    picture = Image.new("RGB", size, color)
    svg = vectorize(picture)
    assert len(shapes(svg)) == 1
    assert np.abs(np.asarray(drawn(svg), float) - mean_color(picture)).max() <= 4


def test_a_simple_scene_keeps_its_colours(scene):
    shown = drawn(vectorize(scene)).resize(scene.size)
    for point in [(10, 10), (152, 37), (70, 100), (190, 140)]:
        assert np.abs(np.subtract(shown.getpixel(point), scene.getpixel(point))).max() < 25


def test_the_picture_is_left_as_it_was(scene):
    before = scene.tobytes()
    vectorize(scene, time_limit_s=1)
    assert scene.tobytes() == before


@pytest.mark.parametrize("seed", [0, 3, 2**32 - 1])
def test_same_seed_same_svg(seed):
    picture = blobs(5, 200, 200, 0.1)
    assert vectorize(picture, 1_000, seed=seed) == vectorize(picture, 1_000, seed=seed)


@pytest.mark.parametrize("limit", [0, 0.001])
def test_without_time_there_is_still_a_picture(limit, scene):
    shown = drawn(vectorize(scene, time_limit_s=limit))
    assert np.abs(mean_color(shown) - mean_color(scene)).max() < 30
