"""What a document draws through its references is counted before it is drawn."""

import pytest

from scoring.complexity import shapes_drawn
from scoring.render import MAX_SHAPES, SVGRenderError, render

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
    assert shapes_drawn(f'{OPEN}<g><path d="M0 0h1v1z"/><circle r="2"/></g></svg>') == 4


def test_what_is_referred_to_counts_each_time():
    assert shapes_drawn(uses(10)) > 2**10
    assert shapes_drawn(patterns(6)) > 4**6
    marker = '<marker id="m"><path d="M0 0h1v1z"/></marker>'
    assert shapes_drawn(f'{OPEN}{marker}<path marker-mid="url(#m)" d="M0 0{"h1" * 100}"/></svg>') > 2 * 100


def test_what_contains_itself_comes_to_an_end():
    assert shapes_drawn(f'{OPEN}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>') < 20


@pytest.mark.parametrize("svg", ["", "<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'])
def test_what_is_no_plain_xml_is_for_the_renderer_to_refuse(svg):
    assert shapes_drawn(svg) == 0


@pytest.mark.parametrize("svg", [uses(25), patterns(12)], ids=["uses", "patterns"])
def test_a_bomb_is_refused_before_it_is_drawn(svg):
    assert len(svg) < 3_000
    with pytest.raises(SVGRenderError, match=f"over the limit of {MAX_SHAPES:,}"):
        render(svg)


def test_a_chain_that_is_too_long_is_refused_as_well():
    groups = (f'<g id="a{i + 1}"><use href="#a{i}"/></g>' for i in reversed(range(3_000)))
    with pytest.raises(SVGRenderError, match="nested too deeply"):
        render(f'{OPEN}{"".join(groups)}<g id="a0"/></svg>')
