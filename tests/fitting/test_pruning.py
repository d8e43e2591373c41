"""What nearly fits loses what is missed least, and is else as it was written."""

import time

import numpy as np
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fitting.pruning import nearly_fits, prune
from fitting.reading import read
from fitting.unseen import drop_unseen
from scoring import validate_svg
from scoring.measures.fidelity import judged_ssim
from scoring.render import render
from tests.fitting.documents import document
from tests.fitting.test_fit import drawing


def pruned(svg: str, max_bytes: int, most_lost: float = 0.02, deadline: float | None = None) -> str | None:
    page = read(svg)
    drop_unseen(page)
    found = prune(page, max_bytes, most_lost, deadline) if nearly_fits(page, max_bytes) else None
    return found and found[0]


def drawable(svg: str) -> bool:
    try:
        return bool(render(svg))
    except ValueError:
        return False


def elements(svg: str) -> list[tuple]:
    """Each element's tag and what it says, but for its fill."""
    return [(e.tag, *sorted(item for item in e.attrib.items() if item[0] != "fill")) for e in fromstring(svg).iter()]


def test_what_is_left_is_as_it_was_written():
    svg = drawing()
    short = pruned(svg, int(0.85 * len(svg)))
    validate_svg(short, int(0.85 * len(svg)))
    assert set(elements(short)) < set(elements(svg))
    assert judged_ssim(render(svg), render(short)) > 0.99


def test_what_nobody_sees_goes_first():
    below = "".join(f'<g id="lost-{i}"><circle cx="{900 + i}" cy="50" r="9" fill="#f00"/></g>' for i in range(40))
    svg = drawing().replace("</svg>", f"{below}</svg>")
    short = pruned(svg, len(drawing()))
    assert "lost" not in short
    np.testing.assert_array_equal(np.asarray(render(svg)), np.asarray(render(short)))


def test_a_gradient_that_is_hardly_one_becomes_a_colour():
    surfaces = "".join(
        f'<linearGradient id="g{i}"><stop stop-color="#4080{i:02x}"/><stop offset="1" stop-color="#4081{i:02x}"/>'
        "</linearGradient>"
        for i in range(16, 26)
    )
    shapes = "".join(f'<path d="M0 {20 * i}h400v{20 + i % 2}H0z" fill="url(#g{i})"/>' for i in range(16, 26))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><defs>{surfaces}</defs>{shapes}</svg>'
    short = pruned(svg, len(svg) - 300)
    assert short.count("<path") == 10
    assert short.count("url(") == short.count("<linearGradient") < 10


def test_where_too_much_must_go_there_is_none():
    svg = drawing()
    assert pruned(svg, len(svg) // 3) is None
    assert pruned(svg, int(0.6 * len(svg)), most_lost=0.0001) is None
    assert pruned(svg, int(0.85 * len(svg)), deadline=time.monotonic()) is None


@given(document(), st.floats(0.5, 1.0))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_is_valid_without_what_is_taken(svg, part):
    assume(drawable(svg))
    max_bytes = int(part * len(svg.encode()))
    short = pruned(svg, max_bytes)
    if short is not None:
        validate_svg(short, max_bytes)
        assert set(elements(short)) <= set(elements(svg))
        assert judged_ssim(render(svg), render(short)) > 0.85
