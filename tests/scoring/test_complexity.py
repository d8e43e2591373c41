"""What a document draws through its references is counted before it is drawn."""

from xml.etree.ElementTree import fromstring

import pytest

from scoring.complexity import MAX_SHAPES, check_effort, shapes_drawn
from scoring.render import SVGRenderError, render

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def uses(levels):
    """Each group draws the one before twice."""
    groups = (f'<g id="a{i + 1}"><use href="#a{i}"/><use href="#a{i}"/></g>' for i in range(levels))
    base = '<g id="a0"><path d="M0 0h9v9z"/></g>'
    return f'{OPEN}<defs>{base}{"".join(groups)}</defs><use href="#a{levels}"/></svg>'


def patterns(levels):
    """Each pattern draws four shapes with the one before."""
    fills = [f'<path fill="{paint}" d="M0 0h9v9z"/>' for paint in ("red", *(f"url(#p{i})" for i in range(levels)))]
    inner = (f'<pattern id="p{i}" width="1" height="1">{fills[i] * 4}</pattern>' for i in range(levels))
    return f"{OPEN}<defs>{''.join(inner)}</defs>{fills[-1]}</svg>"


def test_a_plain_document_draws_its_elements():
    assert shapes_drawn(fromstring(f'{OPEN}<g><path d="M0 0h1v1z"/><circle r="2"/></g></svg>')) == 4


def test_what_is_referred_to_counts_each_time():
    assert shapes_drawn(fromstring(uses(10))) > 2**10
    assert shapes_drawn(fromstring(patterns(6))) > 4**6
    marker = '<marker id="m"><path d="M0 0h1v1z"/></marker>'
    many = f'{OPEN}{marker}<path marker-mid="url(#m)" d="M0 0{"h1" * 100}"/></svg>'
    assert shapes_drawn(fromstring(many)) > 2 * 100


def test_what_contains_itself_comes_to_an_end():
    root = fromstring(f'{OPEN}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>')
    assert shapes_drawn(root) < 20


@pytest.mark.parametrize("svg", ["", "<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'])
def test_what_is_no_plain_xml_is_for_the_renderer_to_refuse(svg):
    check_effort(svg)
    with pytest.raises(SVGRenderError):
        render(svg)


@pytest.mark.parametrize("svg", [uses(25), patterns(12)], ids=["uses", "patterns"])
def test_a_bomb_is_refused_before_it_is_drawn(svg):
    assert len(svg) < 3_000
    with pytest.raises(SVGRenderError, match=f"over the limit of {MAX_SHAPES:,}"):
        render(svg)


def test_a_chain_that_is_too_long_is_refused_as_well():
    groups = (f'<g id="a{i + 1}"><use href="#a{i}"/></g>' for i in reversed(range(3_000)))
    with pytest.raises(SVGRenderError, match="nested too deeply"):
        render(f'{OPEN}{"".join(groups)}<g id="a0"/></svg>')


@pytest.mark.parametrize("rest", [" 20 20", ",-3", "9", ".5", "e", " # M1 1"])
def test_a_path_that_cairosvg_would_read_for_ever_is_refused(rest):
    with pytest.raises(SVGRenderError, match="after it was closed"):
        render(f'{OPEN}<path d="M1 1H9V9Z{rest}"/></svg>')


@pytest.mark.parametrize("data", ["M1 1H9V9Z", "M1 1H9V9z M2 2h3v3 Z", "M1 1H9zZ m1 1h2v2z\n", "M1 1H9V9Z , M2 2h1v1Z"])
def test_closed_paths_are_drawn(data):
    render(f'{OPEN}<path d="{data}"/></svg>')
