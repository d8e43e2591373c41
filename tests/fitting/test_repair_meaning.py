"""Repair keeps the picture: what the allowlist can say in another way looks as it did.

Each text stands beside an SVG that says the same in plain, allowed attributes; these were compared with Chromium's
drawing of the text when they were written.
"""

import sys

import pytest

from fitting import repair_svg
from tests.fitting.svg_pages import ALL, RED, alike, middle, page, repaired

# ---------------------------------------------------------------- style sheets


SKY, HILL = '<rect width="256" height="256" {}/>', '<circle cx="128" cy="256" r="99" {}/>'


@pytest.mark.parametrize(
    "sheet",
    [
        ".land rect{fill:teal} .land .hill{fill:peru}",
        "svg > g > rect{fill:teal} g circle.hill{fill:peru}",
        "rect{fill:teal} rect + circle{fill:peru}",
        "rect{fill:teal} rect ~ .hill{fill:peru}",
        "g :nth-child(1){fill:teal} g :nth-child(2n){fill:peru}",
        "g :first-child{fill:teal} g :not(rect){fill:peru}",
        "rect:first-of-type{fill:teal} circle:last-of-type{fill:peru}",
        "[width]{fill:teal} [r='99']{fill:peru}",
        "[data-is^=sk]{fill:teal} [data-is$=ll]{fill:peru}",
        ":root{fill:teal} .hill{fill:peru}",
        ":is(rect, path){fill:teal} circle:where(.hill){fill:peru}",
        "@namespace svg url(http://www.w3.org/2000/svg); svg|rect{fill:teal} svg|circle{fill:peru}",
        ".hill{fill:peru!important} #hill{fill:red} .land *{fill:teal}",
        "*{fill:teal} .hill{fill:peru} @media print{*{fill:red}} @import 'a.css';",
        "@media screen{*{fill:teal}} @supports (fill:red){.hill{fill:peru}} @font-face{font:x}",
        "@media (prefers-color-scheme: dark){*{fill:red!important}} *{fill:teal} g .hill{fill:peru}",
        ":root{--a:teal} .hill{--b:peru} rect{fill:var(--a)} circle{fill:var(--b, red)}",
        ":root{--a:var(--c,var(--d,teal))} rect{fill:var(--a)} circle{fill:var(--b, peru)}",
        "svg{--h:128} rect{fill:rgb(0, var(--h), var(--h))} .hill{--x:var(--x);fill:var(--x,peru)}",
        "rect:hover,circle:focus{fill:red} a rect{fill:teal} a > .hill{fill:peru}",
        "a rect{fill:teal} a &gt; .hill{fill:peru}",
    ],
)
def test_style_sheets_mean_what_they_do_in_a_browser(sheet):
    wrapped = SKY.format("data-is='sky'") + HILL.format("id='hill' class='hill' data-is='hill'")
    inside = f"<a>{wrapped}</a>" if "a rect" in sheet else wrapped
    plain = SKY.format('fill="teal"') + HILL.format('fill="peru"')
    alike(page(f"<style>{sheet}</style><g class='land'>{inside}</g>"), page(plain))


def test_the_style_attribute_is_above_rules_and_below_important_ones():
    rect = SKY.format('class="a" style="fill:{}"')
    assert middle(repaired(page(f"<style>.a{{fill:blue}}</style>{rect.format('red')}"))) == RED
    assert middle(repaired(page(f"<style>.a{{fill:red!important}}</style>{rect.format('blue')}"))) == RED
    assert middle(repaired(page(f"<style>.a{{fill:blue!important}}</style>{rect.format('red!important')}"))) == RED


def test_what_of_a_style_sheet_cannot_be_followed_is_said(caplog):
    repair_svg(page(f"<style>@import 'a.css'; rect::nonsense(2){{fill:blue}} rect:odd{{x:1}}</style>{ALL}"))
    assert caplog.messages == [
        "SVG repaired without: an @import, the style rule 'rect::nonsense(2)', the style rule 'rect:odd'"
    ]


# ---------------------------------------------------------------- paint and lengths


@pytest.mark.parametrize("paint", ["chartreusish", "#GGG", "var(--x)", "paint(x)", "url(a.svg#b)", "color(x 1 2 3)"])
def test_an_unknown_paint_is_grey_and_said(paint, caplog):
    plain = page(ALL.replace("red", "#888") + '<circle r="99" stroke="#888" stroke-width="9" fill="gold"/>')
    alike(page(ALL.replace("red", paint) + f'<circle r="99" stroke="{paint}" stroke-width="9" fill="gold"/>'), plain)
    assert any(f"the fill {paint!r}, which became grey" in record.message for record in caplog.records)
    assert {record.levelname for record in caplog.records} == {"WARNING"}


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (
            '<g fill="#f008" stroke="#00f8"><circle r="99"/><circle r="50" fill="lime" stroke="none"/></g>',
            '<g fill="red" stroke="blue"><circle r="99" fill-opacity=".533" stroke-opacity=".533"/>'
            '<circle r="50" fill="lime" stroke="none"/></g>',
        ),
        (
            '<linearGradient id="a"><stop stop-color="#ff000080"/><stop offset="1" stop-color="#0f00"/>'
            "</linearGradient>"
            '<rect width="256" height="256" fill="url(#a)"/>',
            '<linearGradient id="a"><stop stop-color="red" stop-opacity=".502"/><stop offset="1" stop-color="lime" '
            'stop-opacity="0"/></linearGradient><rect width="256" height="256" fill="url(#a)"/>',
        ),
        (
            '<g color="red" fill="currentColor"><circle r="99"/><circle cx="256" r="99" color="blue"/>'
            '<g style="color:lime" stroke="currentcolor"><circle cy="256" r="99"/></g></g>',
            '<circle r="99" fill="red"/><circle cx="256" r="99" fill="blue"/>'
            '<circle cy="256" r="99" fill="lime" stroke="lime"/>',
        ),
        (
            '<defs><circle id="a" r="99" fill="currentColor"/></defs><use href="#a" style="color:teal"/>'
            '<use xlink:href="#a" x="256" color="#f00"/>',
            '<circle r="99" fill="teal"/><circle cx="256" r="99" fill="red"/>',
        ),
        (
            '<g fill="red"><circle r="99" fill="inherit"/><circle cx="256" r="99" fill="initial"/></g>',
            '<circle r="99" fill="red"/><circle cx="256" r="99"/>',
        ),
        (
            '<circle cx="1in" cy="96pt" r="2em" fill="teal"/><rect x="50%" width="25.4mm" height="50%" fill="peru"/>',
            '<circle cx="96" cy="128" r="32" fill="teal"/><rect x="128" width="96" height="128" fill="peru"/>',
        ),
        (
            "<style>circle{cx:50%;cy:9px;r:99px} rect{width:50%;height:1in}</style>"
            '<rect fill="teal"/><circle fill="red"/>',
            '<rect width="128" height="96" fill="teal"/><circle cx="128" cy="9" r="99" fill="red"/>',
        ),
    ],
)
def test_paint_and_lengths_keep_their_meaning(body, plain):
    alike(page(body), page('<rect width="256" height="256" fill="#fff"/>' + plain))


# ---------------------------------------------------------------- what the allowlist says in another way


BOX = '<rect x="60" y="80" width="80" height="40" fill="teal" {}/>'


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (BOX.format('transform="rotate(45)" transform-origin="center"'), BOX.format('transform="rotate(45 128 128)"')),
        (BOX.format('style="transform:rotate(.1turn);transform-origin:right bottom"'), "rotate(36 256 256)"),
        (BOX.format('style="transform:rotate(20grad);transform-origin:top"'), "rotate(18 128 0)"),
        (BOX.format('style="transform:rotate(10deg);transform-origin:50% 10px"'), "rotate(10 128 10)"),
        (
            BOX.format('style="transform:rotate(90deg);transform-box:fill-box;transform-origin:center"'),
            "rotate(90 100 100)",
        ),
        (BOX.format('style="transform:rotate(9deg);transform-box:fill-box"'), "rotate(9 60 80)"),
        (
            BOX.format('style="transform:rotate(9deg);transform-box:fill-box;transform-origin:100% 0"'),
            "rotate(9 140 80)",
        ),
        (BOX.format('style="transform:translate(25%, 12.5%)"'), "translate(64 32)"),
        (BOX.format('style="transform:translate(-50%,50%);transform-box:fill-box"'), "translate(-40 20)"),
        (BOX.format('style="transform:translateY(1em) skew(10deg)"'), "translate(0 16) skewX(10)"),
        (BOX.format('style="translate:10px 20px;rotate:10deg;scale:.5 1"'), "translate(10 20) rotate(10) scale(.5 1)"),
        (BOX.format('transformOrigin="128 128" transform="scale(.5)"'), "translate(64 64) scale(.5)"),
        (
            f'<g style="transform-box:fill-box;transform-origin:center;rotate:90deg">{BOX.format("")}'
            '<circle cx="160" cy="100" r="20"/></g>',
            f'<g transform="rotate(90 120 100)">{BOX.format("")}<circle cx="160" cy="100" r="20"/></g>',
        ),
        (f'<svg x="10" y="20">{BOX.format("")}</svg>', "translate(10 20)"),
        (
            f'<svg x="10" y="20" width="50%" height="64" viewBox="0 0 256 256">{BOX.format("")}</svg>',
            "translate(42 20) scale(.25)",
        ),
        (
            f'<svg width="128" height="64" viewBox="0 0 256 256" preserveAspectRatio="none">{BOX.format("")}</svg>',
            "scale(.5 .25)",
        ),
        (
            '<svg width="128" height="64" viewBox="0 0 256 256" preserveAspectRatio="xMaxYMin meet">'
            f"{BOX.format('')}</svg>",
            "translate(64 0) scale(.25)",
        ),
        (
            f'<svg transform="scale(.5)"><svg x="10%" y="10%">{BOX.format("")}</svg></svg>',
            "scale(.5) translate(25.6 25.6)",
        ),
        (
            '<svg width="100" height="90"><circle cx="100" cy="90" r="80"/></svg>',
            '<path d="M20 90H100V10A80 80 0 0 0 20 90"/>',
        ),
        (
            '<svg width="9" overflow="visible"><circle cx="100" cy="90" r="80"/></svg>',
            '<circle cx="100" cy="90" r="80"/>',
        ),
        (
            '<a fill="peru" href="a.html"><rect width="9" height="99"/></a>',
            '<rect width="9" height="99" fill="peru"/>',
        ),
    ],
)
def test_places_are_said_by_a_transform(body, plain):
    plain = plain if "<" in plain else BOX.format(f'transform="{plain}"')
    alike(page(body), page('<rect width="256" height="256" fill="#fff"/>' + plain))


@pytest.mark.parametrize(
    ("style", "color"),
    [
        ("background-color: midnightblue", "midnightblue"),
        ("background: #123", "#123"),
        ("background:linear-gradient(#123, #321)", "#123"),
        ("background:url(a.png) no-repeat rgb(10 20 30)", "rgb(10,20,30)"),
        ("background:none", "#fff"),
        ("background:rgba(255,0,0,.5)", "#ff7f7f"),
    ],
)
def test_a_background_of_the_root_is_a_rectangle(style, color):
    circle = '<circle cx="128" cy="128" r="50" fill="gold"/>'
    plain = page(f'<rect width="256" height="256" fill="{color}"/>{circle}')
    alike(page(circle, f'viewBox="0 0 256 256" style="{style}"'), plain)
    alike(page(f"<style>svg{{{style}}}</style>{circle}"), plain)


GREEN = '<circle cx="90" cy="90" r="50" fill="green"/>'


@pytest.mark.parametrize(
    "body",
    [
        f'<switch><g systemLanguage="xx">{ALL}</g><g>{GREEN}</g></switch>',
        f'<switch><g systemLanguage="de, en-GB">{GREEN}</g><g>{ALL}</g></switch>',
        f'<switch><foreignObject requiredExtensions="http://ns.adobe.com/"/>{GREEN}{ALL}</switch>',
        f"<switch><foreignObject><p>hi</p></foreignObject><text>hi</text><g>{GREEN}</g></switch>",
        f'<g systemLanguage="fr">{ALL}</g>{GREEN}',
        '<filter id="f"><feGaussianBlur in="SourceAlpha"/><feOffset dx="40" dy="40"/></filter>'
        f'<g filter="url(#f)">{GREEN}</g>',
        f'<filter id="f"><feOffset in="SourceAlpha" dx="40"/><feMerge><feMergeNode/></feMerge></filter>'
        f'<g filter="url(#f)">{GREEN}</g>',
        '<filter id="f"><feFlood/><feOffset dy="60"/><feGaussianBlur/><feBlend in2="a"/></filter>'
        f'<g filter="url(#f)">{GREEN}</g>',
        '<filter id="f"><feDropShadow dx="9"/><feGaussianBlur stdDeviation="4"/></filter>'
        f'<g style="filter:url(#f)">{GREEN}</g>',
        f'<g style="filter:drop-shadow(9px 9px 5px black) blur(2px)">{GREEN}</g>',
    ],
)
def test_nothing_is_taken_by_halves(body):
    alike(page(body), page(f'<rect width="256" height="256" fill="#fff"/>{GREEN}'))


# ---------------------------------------------------------------- clips and masks


HALF = '<clipPath id="c"><rect width="128" height="256"/></clipPath>'
FADE = '<linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (HALF + '<g clip-path="url(#c)">' + ALL + "</g>", '<rect width="128" height="256" fill="red"/>'),
        (
            HALF + f'<g style="clip-path:url(#c)" transform="translate(50)">{ALL}</g>',
            '<path d="M50 0h128v256H50" fill="red"/>',
        ),
        (
            "<style>rect{clip-path:url(#c)} clipPath *{clip-path:none}</style>" + HALF + ALL,
            '<path d="M0 0h128v256H0" fill="red"/>',
        ),
        (
            HALF + '<circle cx="128" cy="128" r="60" fill="gold" stroke="teal" stroke-width="20" clip-path="url(#c)"/>',
            '<path d="M128 58a70 70 0 0 0 0 140" fill="teal"/><path d="M128 78a50 50 0 0 0 0 100" fill="gold"/>',
        ),
        (
            HALF + '<g clip-path="url(#c)" stroke="teal" stroke-width="20"><line x1="20" y1="50" x2="256" y2="50"/>'
            '<path d="M20 90H250" stroke-dasharray="30 10" fill="none"/></g>',
            '<g fill="teal"><path d="M20 40H128V60H20"/>'
            '<path d="M20 80h30v20h-30zM60 80h30v20h-30zM100 80h28v20h-28z"/></g>',
        ),
        (
            f'<clipPath id="c"><circle cx="128" cy="128" r="50"/></clipPath>{FADE}'
            '<rect width="256" height="256" fill="url(#a)" clip-path="url(#c)"/>',
            FADE.replace("id=", 'gradientUnits="userSpaceOnUse" x2="256" id=')
            + '<circle cx="128" cy="128" r="50" fill="url(#a)"/>',
        ),
        (
            '<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath>'
            '<rect x="20" y="40" width="200" height="100" fill="teal" clip-path="url(#c)"/>',
            '<ellipse cx="120" cy="90" rx="100" ry="50" fill="teal"/>',
        ),
        (
            '<clipPath id="c"><path clip-rule="evenodd" d="M20 20h200v200h-200zM60 60h100v100h-100z"/></clipPath>'
            f'<g clip-path="url(#c)">{ALL}</g>',
            '<path fill-rule="evenodd" d="M20 20h200v200h-200zM60 60h100v100h-100z" fill="red"/>',
        ),
        (
            '<defs><circle id="k" cx="50" cy="50" r="40"/><clipPath id="c"><use href="#k" x="40"/></clipPath>'
            '<g id="s"><rect width="99" height="256" fill="navy"/></g></defs>'
            '<use href="#s" y="20" clip-path="url(#c)"/>',
            '<path d="M99 31.03V108.97A40 40 0 1 1 99 31.03" fill="navy"/>',
        ),
        (
            f'<clipPath id="b"><rect y="128" width="256" height="256"/></clipPath>'
            '<clipPath id="c" clip-path="url(#b)"><rect width="128" height="256"/></clipPath>'
            f'<g clip-path="url(#c)">{ALL}</g>',
            '<rect y="128" width="128" height="128" fill="red"/>',
        ),
        (
            '<mask id="m"><rect width="256" height="256" fill="white"/><circle cx="160" cy="100" r="70"/></mask>'
            '<circle cx="128" cy="128" r="90" fill="gold" mask="url(#m)"/>',
            '<circle cx="128" cy="128" r="90" fill="gold"/><circle cx="160" cy="100" r="70" fill="#fff"/>',
        ),
        (
            '<mask id="m" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="#fff"/>'
            '<circle cx=".5" cy=".5" r=".3" fill="#000"/></mask>'
            '<rect width="256" height="256" fill="red" mask="url(#m)"/>',
            '<rect width="256" height="256" fill="red"/><circle cx="128" cy="128" r="76.8" fill="#fff"/>',
        ),
        (
            '<mask id="m"><circle cx="128" cy="128" r="60" fill="none" stroke="#fff" stroke-width="20"/></mask>'
            f'<g mask="url(#m)">{ALL}</g>',
            '<circle cx="128" cy="128" r="60" fill="none" stroke="red" stroke-width="20"/>',
        ),
        (
            f'<mask id="m" mask-type="alpha"><circle cx="128" cy="128" r="60"/></mask><g mask="url(#m)">{ALL}</g>',
            '<circle cx="128" cy="128" r="60" fill="red"/>',
        ),
        (
            f'<mask id="m"><rect width="256" height="256" fill="#808080"/></mask><g mask="url(#m)">{ALL}</g>',
            '<rect width="256" height="256" fill="red" opacity=".502"/>',
        ),
        (
            ALL.replace("fill", 'style="clip-path:circle(50px at 25% center)" fill'),
            '<circle cx="64" cy="128" r="50" fill="red"/>',
        ),
        (
            ALL.replace("fill", 'style="clip-path:ellipse(40% 20%)" fill'),
            '<ellipse cx="128" cy="128" rx="102.4" ry="51.2" fill="red"/>',
        ),
        (ALL.replace("fill", 'style="clip-path:inset(10% 20px 0)" fill'), '<path d="M20 25.6H236V256H20" fill="red"/>'),
        (
            ALL.replace("fill", 'style="clip-path:polygon(50% 0, 100% 100%, 0 256px)" fill'),
            '<path d="M128 0 256 256H0" fill="red"/>',
        ),
        (ALL.replace("fill", 'clip-path="url(#nowhere)" fill'), ALL),
    ],
)
def test_what_is_clipped_or_masked_is_cut(body, plain):
    alike(page(body), page('<rect width="256" height="256" fill="#fff"/>' + plain), 0.5)


def test_what_lies_inside_of_a_clip_stays_as_it_is():
    inside = '<circle cx="64" cy="64" r="20" fill="red" stroke="blue"/>'
    assert inside in repaired(page(f'{HALF}<g clip-path="url(#c)">{inside}</g>'))


@pytest.mark.parametrize("missing", [True, False])
def test_where_nothing_can_be_cut_what_lies_outside_most_goes(missing, monkeypatch, caplog):
    crossing = "".join(f"L{i * 37 % 128} {i * 91 % 211}" for i in range(2_000))
    clip = HALF if missing else f'<clipPath id="c"><path d="M0 0{crossing}"/></clipPath>'
    if missing:
        monkeypatch.setitem(sys.modules, "pathops", None)
    left, right = '<circle cx="50" cy="50" r="40" fill="red"/>', '<circle cx="200" cy="50" r="40" fill="red"/>'
    svg = alike(
        page(f'{clip}<g clip-path="url(#c)">{left}{right}</g>'),
        page(f"<rect width='256' height='256' fill='#fff'/>{left}"),
    )
    assert svg.count("<circle") == 1
    assert "a clip without skia-pathops" in caplog.text if missing else "a clip of too many parts" in caplog.text
