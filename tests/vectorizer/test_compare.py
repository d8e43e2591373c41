"""The figures and the sheet that say what an SVG kept of its picture."""

import io

import numpy as np
import pytest
from PIL import Image, ImageFilter

from vectorizer import compare

WHITE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/></svg>'


def test_a_perfect_copy_loses_nothing():
    kept = compare.measure(WHITE, Image.new("RGB", (50, 80), "white"))
    assert kept == compare.Fidelity(99.0, 1.0, 99.0, 1.0)


def test_black_for_white_keeps_nothing():
    kept = compare.measure(WHITE, Image.new("RGB", (384, 384), "black"))
    assert kept.psnr == 0
    assert kept.ssim < 0.01
    assert kept.judged_psnr < 0.5


def test_what_the_defence_removes_counts_as_drawn_but_hardly_as_judged(scene):
    clean = scene.resize((384, 384))
    speckled = np.array(clean)
    speckled[::16, ::16] = 0
    kept = compare.measure_picture(Image.fromarray(speckled), clean)
    assert kept.judged_ssim > kept.ssim + 0.1
    assert kept.judged_psnr > kept.psnr + 10


def test_more_blur_keeps_less(scene):
    blurred = [scene.filter(ImageFilter.GaussianBlur(radius)) for radius in (1, 3, 9)]
    kept = [compare.measure_picture(picture, scene) for picture in blurred]
    for figure in ("psnr", "ssim", "judged_psnr", "judged_ssim"):
        values = [getattr(fidelity, figure) for fidelity in kept]
        assert values == sorted(values, reverse=True)


def test_the_figures_read_well():
    assert str(compare.Fidelity(20.04, 0.5, 30, 0.75)) == (
        "psnr 20.0 dB, ssim 0.500, judged psnr 30.0 dB, judged ssim 0.750"
    )


@pytest.mark.parametrize("size", [(384, 384), (60, 40), (2, 900)], ids=str)
def test_the_sheet_shows_picture_svg_and_error_in_the_pictures_aspect(size):
    sheet = Image.open(io.BytesIO(compare.sheet(WHITE, Image.new("RGB", size, "red"))))
    assert sheet.format == "PNG"
    width, height = (max(1, round(side * 384 / max(size))) for side in size)
    row, column = height + compare._LINE + compare._MARGIN, 384 + compare._MARGIN
    assert sheet.size == (3 * column + compare._MARGIN, 2 * row + compare._MARGIN)
    for j in range(2):
        y = compare._MARGIN + j * row + compare._LINE + height // 2
        picture, drawn, error = (
            sheet.getpixel((compare._MARGIN + i * column + width // 2, y)) for i in range(3)
        )
        assert np.abs(np.subtract(picture, (254, 0, 0))).max() < 4
        assert drawn == (255, 255, 255)
        assert error == (255, 255, 255)  # the largest error there is


def test_where_nothing_is_lost_the_error_map_is_black():
    sheet = Image.open(io.BytesIO(compare.sheet(WHITE, Image.new("RGB", (384, 384), "white"))))
    assert sheet.getpixel((sheet.width - 200, 200)) == (0, 0, 0)
