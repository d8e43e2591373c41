import pytest
from PIL import Image, ImageDraw, ImageFont

from generators.illustrator import Illustrator
from scoring.measures.lettering import count_letters, text_likeness


def lettered(text: str, size: int, ink=(30, 30, 30), at=(40, 100)) -> Image.Image:
    image = Image.new("RGB", (384, 384), (200, 220, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 250, 384, 384), fill=(60, 120, 60))
    draw.text(at, text, fill=ink, font=ImageFont.load_default(size))
    return image


@pytest.mark.parametrize("size", [16, 28, 50])
@pytest.mark.parametrize("text", ["OPEN 24", "Hello world", "Paris 1900"])
def test_words_are_found(text, size):
    assert count_letters(lettered(text, size)) >= 3
    assert count_letters(lettered(text, size, ink="white", at=(40, 300))) >= 3  # light on dark


def test_a_caption_looks_lettered_and_a_picture_does_not():
    drawings = [Illustrator().generate(text, 1, 0)[0].resize((384, 384)) for text in ("a red boat", "a snowy hill")]
    assert [text_likeness(drawing) for drawing in drawings] == [0, 0]
    assert text_likeness(lettered("a lovely day out", 28)) == 1


def test_windows_and_fences_are_no_letters():
    image = Image.new("RGB", (384, 384), "white")
    draw = ImageDraw.Draw(image)
    for x in range(20, 360, 30):
        draw.rectangle((x, 50, x + 12, 70), fill="black")
        draw.rectangle((x, 200, x + 6, 260), fill="black")
    assert count_letters(image) == 0


def test_a_blank_picture_has_none():
    assert count_letters(Image.new("RGB", (384, 384), "teal")) == 0


def test_a_picture_full_of_small_shapes_is_read_at_once():
    """Some 1,200 of them: compared pair by pair in Python they would take minutes."""
    image = Image.new("RGB", (384, 384), "white")
    draw = ImageDraw.Draw(image)
    for x in range(2, 380, 8):
        for y in range(2, 370, 14):
            draw.line((x, y, x, y + 8), fill="black", width=2)
            draw.line((x, y + 8, x + 4, y + 8), fill="black", width=2)
    assert count_letters(image) > 1_000
