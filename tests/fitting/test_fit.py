"""Within the bytes: always valid, never over, and as good as the bytes allow."""

import random
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitting import fit, shorten
from scoring import validate_svg
from scoring.measures.fidelity import judged_ssim
from scoring.render import render
from tests.fitting.documents import document
from tests.fitting.pages import DIFFICULT


def drawing(seed: int = 0, details: int = 120) -> str:
    """A landscape of large shapes that matter and many details that do so less and less."""
    rng = random.Random(seed)
    parts = [
        '<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#2a6fc9"/><stop offset="1" stop-color="#cfe"/>'
        '</linearGradient><g id="t"><path d="M-9 0h18v40h-18z" fill="#742"/><circle cy="-20" r="34" fill="#271"/></g>'
        "</defs>"
        '<g id="sky"><rect width="512" height="330" fill="url(#s)"/><circle cx="400" cy="80" r="40" fill="#fe8"/></g>'
        '<g id="ground"><path d="M0 320C90 290 200 350 300 320S450 300 512 330V512H0Z" fill="#4a8a3c"/></g>'
        '<g id="trees">'
    ]
    parts += [f'<use href="#t" x="{x}" y="{rng.randint(330, 460)}"/>' for x in range(40, 500, 90)]
    parts.append('</g><g id="flowers">')
    for _ in range(details):
        x, y, r = rng.uniform(0, 512), rng.uniform(350, 512), rng.uniform(1, 7)
        color = rng.choice(["#e33", "#fd2", "#fff", "#c4f"])
        parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="{color}" fill-opacity=".9"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{"".join(parts)}</g></svg>'


def kept(svg: str, fitted: str) -> float:
    return judged_ssim(render(svg), render(fitted))


def test_what_fits_is_returned_as_it_is():
    svg = drawing()
    assert fit(svg, 50_000) == svg


@pytest.mark.parametrize(
    ("max_bytes", "least"), [(6_000, 0.98), (3_000, 0.96), (2_000, 0.94), (1_000, 0.9), (500, 0.8), (300, 0.6)]
)
def test_the_picture_is_kept_as_far_as_the_bytes_go(max_bytes, least):
    svg = drawing()
    fitted = fit(svg, max_bytes)
    validate_svg(fitted, max_bytes)
    assert kept(svg, fitted) > least
    assert len(fitted.encode()) > 0.8 * min(max_bytes, len(shorten(svg)))


def test_more_bytes_are_not_worse():
    svg = drawing(1)
    values = [kept(svg, fit(svg, max_bytes)) for max_bytes in (400, 900, 2_000, 4_500)]
    assert all(after > before - 0.01 for before, after in zip(values, values[1:], strict=False))


def test_the_same_text_gives_the_same_result():
    svg = drawing(2)
    assert fit(svg, 1_500) == fit(svg, 1_500)


@pytest.mark.parametrize("seconds", [0, 0.05])
def test_a_time_limit_is_met_by_doing_less(seconds):
    svg = drawing(3, 300)
    fitted = fit(svg, 1_500, time_limit_s=seconds)
    validate_svg(fitted, 1_500)
    assert kept(svg, fitted) > 0.6


@pytest.mark.parametrize("name", DIFFICULT)
def test_difficult_pages_fit(name):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{DIFFICULT[name]}</svg>'
    for max_bytes in (300, 400):
        validate_svg(fit(svg, max_bytes), max_bytes)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(document(), st.integers(300, 50_000) | st.sampled_from([300, 400, 600, 1_000]))
def test_any_document_fits(svg, max_bytes):
    validate_svg(fit(svg, max_bytes), max_bytes)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6), st.integers(300, 6_000))
def test_any_drawing_fits_any_budget(seed, max_bytes):
    svg = drawing(seed, seed % 90)
    fitted = fit(svg, max_bytes)
    validate_svg(fitted, max_bytes)
    assert kept(svg, fitted) > 0.5


def test_names_of_large_things_stay_longest():
    svg = drawing()
    assert re.findall(' id="[a-z]{2,}"', shorten(svg)) == re.findall(' id="[a-z]{2,}"', svg)
    names = {max_bytes: set(re.findall(' id="([a-z]{2,})"', fit(svg, max_bytes))) for max_bytes in (5_000, 1_000, 400)}
    assert names[5_000] == {"sky", "ground", "trees", "flowers"}
    assert 1 <= len(names[1_000]) <= 2 and "flowers" not in names[1_000]
    assert not names[400]


def test_no_hole_is_torn_into_the_picture():
    svg = drawing()
    fitted = np.asarray(render(fit(svg, 600)))
    assert (fitted.sum(axis=2) > 0).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_bytes": 299}, "max_bytes must be at least 300, not 299"),
        ({"time_limit_s": -1}, "time_limit_s must be at least 0, not -1"),
        ({"time_limit_s": float("nan")}, "time_limit_s must be at least 0"),
    ],
)
def test_arguments_out_of_range_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        fit(drawing(), **options)


def test_what_is_no_svg_is_named():
    with pytest.raises(ValueError, match="element <text> is not allowed"):
        fit('<svg xmlns="http://www.w3.org/2000/svg"><text>hi</text></svg>')
