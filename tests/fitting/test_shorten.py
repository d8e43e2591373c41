"""The same picture in fewer bytes: on drawings, on pages made to be difficult, and on random documents."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from fitting import shorten
from fitting.reading import read
from scoring import validate_svg
from scoring.constraints import SVGConstraintError
from scoring.render import SVGRenderError, render
from tests.fitting.documents import document
from tests.fitting.pages import DIFFICULT, GRADIENT, TILE


def page(body: str, frame: str = 'viewBox="0 0 512 512"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{body}</svg>'


def pixels(svg: str, size: int = 384) -> np.ndarray:
    return np.asarray(render(svg, size), dtype=np.float64)


def difference(svg: str, other: str) -> float:
    """Mean of 255."""
    return float(np.abs(pixels(svg) - pixels(other)).mean())


@pytest.mark.parametrize("name", DIFFICULT)
def test_a_difficult_page_looks_the_same(name):
    svg = page(DIFFICULT[name])
    short = shorten(svg)
    validate_svg(short)
    assert difference(svg, short) < 0.4, short
    assert difference(svg, short) < difference(svg, page("")) / 20
    assert len(short) <= len(svg)


@pytest.mark.parametrize("name", DIFFICULT)
def test_what_is_short_stays_nearly_as_it_is(name):
    short = shorten(page(DIFFICULT[name]))
    again = shorten(short)
    assert len(short) - 12 <= len(again) <= len(short)
    assert difference(short, again) < 0.4


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(document())
def test_random_documents_look_the_same(svg):
    short = shorten(svg)
    validate_svg(short, 10**6)
    assert len(short) <= len(svg)
    try:
        before = pixels(svg)
    except SVGRenderError:
        return
    assert np.abs(before - pixels(short)).mean() < 1.5


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<rect x="10" y="20" width="30" height="40"/>', '<path d="m10 20h30v40H10"/>'),
        ('<ellipse cx="99" cy="99" rx="50" ry="50" fill="#ff0000"/>', '<circle cx="99" cy="99" r="50" fill="red"/>'),
        ('<g><g><path d="M9 9L99 9L99 99Z" fill="black" opacity="1"/></g></g>', '<path d="m9 9h90v90"/>'),
        ('<g transform="translate(10 20)"><path d="M0 0h9v9"/></g>', '<path d="m10 20h9v9"/>'),
        ('<path d="M9 9h90v90" fill="none"/><path d="M9 9h90v90" display="none"/>', ""),
        ('<path d="M900 9h90v90"/><path d="M9 9h.05v.05"/>', ""),
        ('<circle cx="99" cy="99" r="9" fill="red"/><path d="M0 0h200v200H0z"/>', '<path d="m0 0h200v200H0"/>'),
        ('<path d="M9 9h90v90" fill-opacity="0"/><circle r="0"/><rect width="9" height="0"/>', ""),
        (
            '<path d="M9 9h90v90" stroke="red" stroke-width="1" stroke-linecap="butt"/>',
            '<path d="m9 9h90v90" stroke="red"/>',
        ),
    ],
)
def test_what_says_nothing_is_left_out(body, expected):
    end = f">{expected}</svg>" if expected else "/>"
    short = re.sub(r'( fill="red"| stroke="red")(?=>)(.*)/>', r"\2\1/>", shorten(page(body)))  # said by the root
    assert short.endswith(end)


def test_equal_attributes_are_said_once():
    body = "".join(
        f'<path d="M{x} 9h20v20" fill="#123456" stroke="#5f4d1e" transform="rotate({x})"/>' for x in (9, 50, 90)
    )
    short = shorten(page(body))
    assert short.count("#5f4d1e") == 1


def test_equal_gradients_are_defined_once():
    gradients = "".join(GRADIENT.replace('"g"', f'"g{i}"') for i in range(4))
    body = "".join(f'<circle cx="{99 * i}" cy="99" r="40" fill="url(#g{i})"/>' for i in range(4))
    short = shorten(page(f"<defs>{gradients}</defs>{body}"))
    assert short.count("<linearGradient") == 1
    assert difference(page(f"<defs>{gradients}</defs>{body}"), short) < 0.4


def test_names_stay_and_ids_of_definitions_are_short():
    svg = page(
        f'<defs>{GRADIENT.replace("g", "a-long-name", 1)}</defs><g id="lighthouse"><g id="fox-2">'
        '<rect id="scarf" width="99" height="99" fill="url(#a-long-name)"/></g></g>'
    ).replace('id="g"', 'id="a-long-name"')
    short = shorten(svg)
    assert all(f'id="{name}"' in short for name in ("lighthouse", "fox-2", "scarf"))
    assert "a-long-name" not in short


def test_a_tile_keeps_its_units():
    svg = page(f'{TILE}<g transform="scale(3)"><circle cx="80" cy="80" r="70" fill="url(#p)"/></g>')
    assert re.search(r'<pattern [^>]*width="20" height="20"', shorten(svg))


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        ("", "not well-formed"),
        ("<svg", "not well-formed"),
        ("a red square", "not well-formed"),
        ("<html/>", "element <html> is not allowed"),
        ("<g/>", "the root is <g>"),
        (page("<text>hi</text>"), "element <text> is not allowed"),
        (page('<rect style="fill:red"/>'), "attribute 'style' is not allowed"),
        (page("", 'viewBox="0 0 0 9"'), "the page has no size"),
        ("<!DOCTYPE svg><svg/>", "document types"),
    ],
)
def test_what_is_no_svg_is_named(svg, message):
    with pytest.raises(ValueError, match=message):
        shorten(svg)


def test_what_is_wrong_is_said_completely():
    with pytest.raises(SVGConstraintError) as caught:
        read(page('<text onclick="f()">hi</text><a/>'))
    assert len(caught.value.violations) == 3


def test_the_page_is_that_of_the_judge():
    assert render(shorten("<svg><rect width='384' height='384' fill='red'/></svg>")).getcolors() == [
        (384 * 384, (255, 0, 0))
    ]
    assert isinstance(render(shorten(page("", 'viewBox="0 0 9 9" width="50" height="20"'))), Image.Image)
