"""Shadows, for which there is no filter in the allowlist, are drawn as shapes.

Each filter stands beside what it draws in plain, allowed attributes; the pairs were compared with Chromium's drawing of
the filter when they were written, blurred edges aside.
"""

import pytest

from fitting import repair_svg
from tests.fitting.svg_pages import ALL, alike, page

SKY = '<rect width="256" height="256" fill="skyblue"/>'
SUN = '<circle cx="128" cy="128" r="60" fill="gold" {}/>'
CHAIN = (
    '<feGaussianBlur in="SourceAlpha" stdDeviation="0"/><feOffset dx="20" dy="30" result="moved"/>{}'
    '<feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>'
)
FADED = '<feComponentTransfer><feFuncA type="linear" slope=".5"/></feComponentTransfer>'
FIGMA = (
    '<feFlood flood-opacity="0" result="BackgroundImageFix"/>'
    '<feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hard"/>'
    '<feOffset dx="20" dy="30"/><feGaussianBlur stdDeviation="0"/>{}'
    '<feColorMatrix type="matrix" values="0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0.5 0"/>'
    '<feBlend mode="normal" in2="BackgroundImageFix" result="effect"/>'
    '<feBlend mode="normal" in="SourceGraphic" in2="effect" result="shape"/>'
)


def shadow(fill: str, opacity: float = 1, dx: float = 20, dy: float = 30) -> str:
    return f'<circle cx="{128 + dx}" cy="{128 + dy}" r="60" fill="{fill}" opacity="{opacity}"/>'


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ('<feDropShadow dx="20" dy="30" stdDeviation="0"/>', shadow("black")),
        ('<feDropShadow dx="20" dy="30" flood-color="red" flood-opacity=".5"/>', shadow("red", 0.5)),
        ('<feDropShadow dx="20" dy="30" stdDeviation="3" style="flood-color:rgba(255,0,0,.5)"/>', shadow("red", 0.5)),
        ('<feDropShadow dx="20" dy="30" stdDeviation="2">', shadow("black")),
        (CHAIN.format(""), shadow("black")),
        (CHAIN.format(FADED), shadow("black", 0.5)),
        (CHAIN.format('<feFlood flood-color="red"/><feComposite in2="moved" operator="in"/>'), shadow("red")),
        (CHAIN.format('<feColorMatrix values="0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 .5 0"/>'), shadow("red", 0.5)),
        (FIGMA.format(""), shadow("red", 0.5)),
        (FIGMA.format('<feComposite in2="hard" operator="out"/>'), shadow("red", 0.5)),
        ('<feOffset in="SourceAlpha" dx="20" dy="30"/><feBlend in="SourceGraphic"/>', shadow("black")),
    ],
)  # fmt: skip
def test_a_filter_s_shadow_is_drawn_behind_the_shape(steps, expected):
    body = f'<filter id="f">{steps}</filter>' + SKY + SUN.format('filter="url(#f)"')
    alike(page(body), page(SKY + expected + SUN.format("")), tolerance=0.5)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("filter:drop-shadow(20px 30px)", shadow("black")),
        ("filter:drop-shadow(20px 30px 4px rgba(255, 0, 0, .5))", shadow("red", 0.5)),
        ("filter:drop-shadow(#f008 20px 30px)", shadow("red", 0.533)),
        ("color:teal;filter:drop-shadow(20px 30px 1px)", shadow("teal")),
        (
            "filter:drop-shadow(20px 0 red) drop-shadow(0 30px blue)",
            shadow("blue", dx=0) + shadow("blue") + shadow("red", dy=0),
        ),
    ],
)
def test_a_shadow_of_css_is_drawn_behind_the_shape(style, expected):
    body = SUN.format(f'style="{style}"')
    alike(page(SKY + body), page(SKY + expected + SUN.format("")), tolerance=0.5)


DROP = '<filter id="f"><feDropShadow dx="20" dy="30" stdDeviation="0"/></filter>'
BLACK_SUN = shadow("black")


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (
            f'<g filter="url(#f)">{SUN.format("")}<path d="M9 9h40" fill="none" stroke="red" stroke-width="9"/></g>',
            BLACK_SUN + '<path d="M29 39h40" stroke="#000" stroke-width="9"/>' + SUN.format("")
            + '<path d="M9 9h40" stroke="red" stroke-width="9"/>',
        ),
        (
            '<g fill="none" stroke="red" stroke-width="9"><path d="M9 99h90v90" filter="url(#f)"/></g>',
            '<g fill="none" stroke-width="9"><path d="M29 129h90v90" stroke="#000"/>'
            '<path d="M9 99h90v90" stroke="red"/></g>',
        ),
        (
            '<rect x="-30" y="-30" width="60" height="60" transform="translate(128 128)rotate(90)" filter="url(#f)"/>',
            '<path d="M98 98h60v60h-60zM68 118h60v60h-60z"/>',
        ),
        (
            f'<g filter="url(#f)" opacity=".5">{SUN.format("")}</g>',
            f'<g opacity=".5">{BLACK_SUN}{SUN.format("")}</g>',
        ),
        (
            f'<defs><g id="a">{SUN.format("")}</g></defs><use href="#a" x="9" filter="url(#f)"/>',
            f'<g transform="translate(9)">{BLACK_SUN}{SUN.format("")}</g>',
        ),
        (
            '<defs><circle id="a" cy="128" r="30" fill="gold" filter="url(#f)"/></defs><use href="#a" x="90"/>',
            '<circle cx="110" cy="158" r="30"/><circle cx="90" cy="128" r="30" fill="gold"/>',
        ),
        (
            '<switch><circle systemLanguage="xx" r="9"/>' + SUN.format('filter="url(#f)"') + f"<g>{ALL}</g></switch>",
            BLACK_SUN + SUN.format(""),
        ),
    ],
)  # fmt: skip
def test_a_shadow_goes_with_its_shape(body, plain):
    alike(page(DROP + SKY + body), page(SKY + plain), tolerance=0.5)


@pytest.mark.parametrize("style", ["filter:drop-shadow(0 0 9px white)", "filter:drop-shadow(1px 1px 9px white)"])
def test_a_glow_is_a_rim(style):
    rim = '<circle cx="128" cy="128" r="69" fill="#fff" opacity=".5"/>'
    alike(page(SKY + SUN.format(f'style="{style}"')), page(SKY + rim + SUN.format("")), tolerance=1)


def test_that_a_shadow_is_sharp_now_is_said(caplog):
    repair_svg(page(DROP.replace('"0"', '"3"') + SKY + SUN.format('filter="url(#f)"')))
    assert caplog.messages == ["SVG repaired without: the softness of shadows"]


def test_shadows_in_shadows_come_to_an_end():
    deep = DROP + SKY + '<g filter="url(#f)">' * 35 + SUN.format("") + "</g>" * 35
    assert len(repair_svg(page(deep), 100_000)) < 50_000
