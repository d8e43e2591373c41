"""Documents that ask for too much are fitted in bounded time, or refused with a reason."""

import numpy as np
import pytest

from fitting import fit, shorten
from fitting.from_file import fit_file
from fitting.tidying import MOST_POINTS, without_idle_points
from scoring import render

LINK = '<use href="#u{}"/>'
SHAPES = '<path d="M0 0h50v50z" fill="blue"/><path d="M9 9L90 30L40 80z" fill="gold"/>'


def page(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100"/>{body}</svg>'


def nested(tag: str, depth: int) -> str:
    return page((tag + SHAPES) * depth + "</g>" * depth)


@pytest.mark.parametrize("tag", ['<g transform="rotate(1)">', '<g transform="rotate(1)" fill="red">'])
def test_groups_with_units_of_their_own_in_each_other(tag):
    svg = nested(tag, 40)  # each of which could be written in its own units or in those around it
    difference = np.asarray(render(shorten(svg)), float) - np.asarray(render(svg), float)
    assert np.abs(difference).mean() < 1


def test_what_is_nested_too_deeply_is_refused():
    with pytest.raises(ValueError, match="elements are nested 103 deep; the limit is 100"):
        fit(nested("<g>", 101))


def test_references_that_multiply_without_bounds_are_refused():
    levels = "".join(f'<g id="u{i}">{LINK.format(i - 1) * 10}</g>' for i in range(1, 9))
    with pytest.raises(ValueError, match="references make .* shapes of .* elements; the limit is 20,000"):
        fit(page(f'<g id="u0">{SHAPES}</g>{levels}'))


def test_a_file_that_is_nested_too_deeply_is_repaired(tmp_path):
    path = tmp_path / "deep.svg"
    path.write_text(nested("<g>", 150))
    svg, _ = fit_file(path, 2_000)
    assert len(svg) <= 2_000


def test_more_tags_than_memory_holds_are_refused():
    with pytest.raises(ValueError, match="the document has 600,003 tags; the limit is 500,000"):
        fit(page("<g/>" * 600_000))


def test_a_file_of_another_size_altogether_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("fitting.from_file.MAX_FILE_BYTES", 300)
    (tmp_path / "large.svg").write_text(page(SHAPES * 9))
    with pytest.raises(ValueError, match="bytes, over the limit of 300 for an SVG"):
        fit_file(tmp_path / "large.svg", 1_000)


def test_a_gradient_on_a_point_is_no_traceback():
    gradient = '<linearGradient id="g" gradientTransform="scale(1e-300)"><stop/><stop offset="1" stop-color="red"/>'
    assert fit(page(f'{gradient}</linearGradient><rect width="9" height="9" fill="url(#g)"/>' + SHAPES * 9), 400)


def test_a_long_run_is_thinned_in_pieces():
    straight = [("M", 0.0, 0.0), *(("L", float(i), 0.0) for i in range(1, 3 * MOST_POINTS + 7))]
    left = without_idle_points(straight, 0.1)
    assert left[0] == straight[0] and left[-1] == straight[-1]
    assert len(left) < 10


@pytest.mark.parametrize("box", ["-10 5 4e-298 200", "0 0 200 1e-200", "1e5 0 1e-12 1e-12"])
def test_a_page_of_next_to_no_width_takes_no_time(box):
    """What is on it lies farther out, in widths of the page, than cairo can count."""
    curves = "".join(f'<path d="M{i} 0A20 30 0 1 1 {i + 9} 40C1 2 3 4 {i} 6z" fill="#{i:06x}"/>' for i in range(99))
    assert len(fit(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{curves}</svg>', 300)) <= 300


def test_an_arc_too_short_to_be_squared():
    arcs = "".join(f'<path d="M0 0A{i + 1} 3 0 0 1 1e-200 0L50 {i}z" fill="#{i + 156:02x}8"/>' for i in range(99))
    assert len(fit(page(arcs), 300)) <= 300
