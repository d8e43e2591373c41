"""Numbers that cairo would not come to an end with are refused before it sees them; ordinary ones are not.

What should be refused is drawn where it can be stopped, so that a fault is a failure and no test without end.
"""

import csv
from pathlib import Path

import pytest

from scoring import SVGRenderError, guarded, render

SHARED = Path(__file__).parents[2].parent / "shared"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99">'


def zigzag(count: int) -> str:
    return "M0 0" + "".join(f"L{i % 99} {i * 37 % 99}" for i in range(count))


def nested(times: int, transform: str, body: str) -> str:
    return f'<g transform="{transform}">' * times + body + "</g>" * times


def used(times: int, transform: str, body: str) -> str:
    groups = (f'<g id="a{i + 1}"><use href="#a{i}" transform="{transform}"/></g>' for i in range(times))
    return f'<defs><g id="a0">{body}</g>{"".join(groups)}</defs><use href="#a{times}"/>'


def pattern(attributes: str, body: str = '<circle r="1"/>') -> str:
    return f'<pattern id="p" {attributes}>{body}</pattern><rect width="99" height="99" fill="url(#p)"/>'


CIRCLE, LINE = '<circle r="5"/>', '<path stroke="red" {} d="M0 0L99 99"/>'
UNITS = 'patternUnits="userSpaceOnUse"'

HOSTILE = {  # body of a document -> what the error names
    '<circle r="1e300"/>': r'<circle r="1e300">: .* 1e\+300 pixels away',
    '<circle r="-1e300"/>': '<circle r="-1e300">',
    '<circle r="inf"/>': '<circle r="inf">: a radius is inf',
    '<circle cx="nan" r="3"/>': '<circle cx="nan">: .* nan',
    '<circle r="1e300%"/>': '<circle r="1e300%">',
    '<circle r="1e25"/>' * 20: '<circle r="1e25">',
    '<ellipse rx="1e200" ry="1e200"/>': "<ellipse r.=.1e200",
    '<ellipse rx="1e-200" ry="1e200"/>': "<ellipse r.=.1e.?200",
    '<ellipse rx="1e-300" ry=".5"/>': r'<ellipse rx="1e-300">: a unit would be 5e\+299 pixels long',
    '<rect width="1e300" height="9"/>': '<rect width="1e300">',
    '<rect width="9" height="9" x="-1e40"/>': '<rect x="-1e40">',
    '<line x1="1e300" x2="9" stroke="red"/>': '<line x1="1e300">',
    '<polygon points="0 0 9e30 5 6 7"/>': '<polygon points="0 0 9e30 5 6 7">',
    '<path d="M0 0L1e300 5z"/>': '<path d="M0 0L1e300 5z">',
    f'<path d="M0 0H{"9" * 400}V5z"/>': '<path d="M0 0H9999.*is inf',
    '<path d="M0 0C1e99 0 5 5 9 9"/>': "<path d=",
    '<path d="M0 0c5 5 1e99 0 9 9"/>': "<path d=",
    '<path d="M0 0A1e-300 1e300 0 1 1 5 5"/>': "<path d=",
    f'<path stroke="red" d="M0 0{"l1e5 1e5" * 900}z"/>': "<path d=.* pixels away",
    LINE.format('stroke-width="1e300"'): '<path stroke-width="1e300">: a line would be',
    LINE.format('stroke-width="nan"'): '<path stroke-width="nan">',
    LINE.format('stroke-dasharray="inf"'): '<path stroke-dasharray="inf">: a dash is inf',
    LINE.format('stroke-dasharray="1 nan"'): '<path stroke-dasharray="1 nan">',
    LINE.format('stroke-dasharray="1 2" stroke-dashoffset="inf"'): '<path stroke-dashoffset="inf">',
    '<circle r="1e5" stroke="red" stroke-dasharray=".02"/>': r"<circle .*: the line would have .* dashes",
    f'<path stroke="red" stroke-linecap="round" stroke-dasharray=".05" d="{zigzag(900)}"/>': "<path>: .* dashes",
    f'<g transform="scale(1e100)">{CIRCLE}</g>': r'<g transform="scale\(1e100\)">: a unit would be 1e\+100 pixels',
    f'<g transform="scale(1e20)">{CIRCLE}</g>': r"<circle>: a point would be 5e\+20 pixels away",
    f'<g transform="matrix(1e99 0 0 1 0 0)">{CIRCLE}</g>': "<g transform=",
    '<circle r="5" transform="translate(1e300)"/>': r'<circle transform="translate\(1e300\)">',
    nested(9, "scale(1000)", CIRCLE): "<circle>: a point would be",
    nested(20, "scale(1000)", CIRCLE): "<g>: a unit would be",
    used(9, "scale(1000)", CIRCLE): "<circle>: a point would be",
    used(20, "scale(1000)", CIRCLE): "<(g|use)>: a unit would be",
    "<style>circle { r: 1e300 }</style><circle/>": '<circle r="1e300">',
    f'<symbol id="s" viewBox="0 0 1e-30 1e-30">{CIRCLE}</symbol><use href="#s"/>': "<circle>|viewBox",
    '<filter id="f"><feOffset dx="1e300"/></filter><circle r="5" filter="url(#f)"/>': "<circle>",
    pattern(f'width="5" height="5" {UNITS}', '<circle r="1e300"/>'): '<circle r="1e300">',
    pattern(f'width="1e30" height="1e30" {UNITS}'): '<g width="1e30">: a tile or mask',
    pattern(f'width="40000" height="40000" {UNITS}'): ".*a tile or mask would have 4e",
    '<text font-size="1e9">A</text>': '<text font-size="1e9">',
    '<g font-size="1e9em"><circle r="1em"/></g>': ".*1e9em",
    f'<g id="a"><path stroke="red" d="{zigzag(400)}"/></g>' + '<use href="#a"/>' * 900: "<path>: all that is drawn",
}


@pytest.mark.parametrize(("body", "named"), list(HOSTILE.items()), ids=range(len(HOSTILE)))
def test_a_number_that_is_too_much_is_refused_by_name(body, named):
    with pytest.raises(SVGRenderError, match=f"asks for too much: {named}"):
        guarded.render(f"{OPEN}{body}</svg>", seconds=60)


ENDING = (  # refused or drawn, but soon
    pattern('width="1e-9" height="1e-9"'),
    pattern(f'width="1e-3" height="1e-3" {UNITS}'),
    pattern(f'width=".01" height=".01" {UNITS} patternTransform="scale(.001)"'),
    pattern(f'width="5" height="5" {UNITS} patternTransform="scale(1e200)"'),
    pattern(f'width="5" height="5" {UNITS} viewBox="0 0 1e-200 1e-200"'),
    LINE.format('stroke-dasharray="1e-9"'),
    LINE.format('stroke-dasharray="-1 3"'),
    LINE.format('stroke-dasharray="1" stroke-dashoffset="1e300"'),
    LINE.format('stroke-miterlimit="1e300"'),
    '<circle r="5" transform="rotate(1e300)"/>',
    '<circle r="5" transform="matrix(nan 0 0 1 0 0)"/>',
    '<path d="M0 0Lnan inf"/>',
    '<path d="M0 0A1e300 1e300 0 1 1 5 5"/>',
    '<marker id="m" markerWidth="1e300"><circle r="1"/></marker><path marker-start="url(#m)" d="M0 0h9"/>',
    '<radialGradient id="g" r="1e300"><stop/></radialGradient><rect width="99" height="99" fill="url(#g)"/>',
    f'<path stroke="red" stroke-width="1e5" stroke-linejoin="round" d="{zigzag(900)}"/>',
)


@pytest.mark.parametrize("body", ENDING)
def test_what_else_is_odd_comes_to_an_end(body):
    try:
        guarded.render(f"{OPEN}{body}</svg>", seconds=60)
    except SVGRenderError as error:
        assert "stopped" not in str(error)


def test_a_page_of_one_unit_or_of_a_million_is_drawn():
    opening = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"'
    page = opening + ' viewBox="0 0 {0} {0}"><circle r="{0}"/></svg>'
    for side in ("1e-6", "1", "1000000"):
        assert render(page.format(side)).getpixel((9, 9)) == (0, 0, 0)


ORDINARY = (
    '<rect x="-10000" y="-10000" width="20000" height="20000"/>',  # a background, to be sure
    '<circle cx="50" cy="50000" r="49970"/>',  # a horizon
    '<circle r="9" transform="translate(50 50) scale(.001) scale(1000)"/>',
    LINE.format('stroke-dasharray=".5 .5" stroke-width="3"'),
    LINE.format('stroke-dasharray="4 1" stroke-linecap="round" stroke-width="9"'),
    pattern(f'width="2" height="2" {UNITS}'),
    f'<g id="a"><path stroke="red" d="{zigzag(60)}"/></g>' + '<use href="#a" x="3"/>' * 60,
    '<g opacity=".5"><circle r="50"/></g>' * 100,
)


@pytest.mark.parametrize("body", ORDINARY)
def test_ordinary_drawings_are_drawn(body):
    assert render(f"{OPEN}{body}</svg>").size == (384, 384)


def test_a_large_page_with_many_shapes_is_drawn():
    shapes = "".join(f'<circle cx="{i * 37 % 2048}" cy="{i * 91 % 2048}" r="90"/>' for i in range(300))
    render(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2048 2048">{shapes}</svg>', 64)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the outputs of language models are not on this machine")
def test_what_language_models_write_is_not_refused():
    with open(SHARED / "data" / "llm_svg_outputs.csv", newline="") as file:
        documents = [row["svg"] for row in csv.DictReader(file)]
    assert len(documents) > 100
    for document in documents:
        try:
            render(document)
        except SVGRenderError as error:
            assert "asks for too much" not in str(error)
