import numpy as np
import pytest

from fitting import fit, shorten
from fitting.echo import heard
from fitting.reading import read
from scoring.constraints import validate_svg
from scoring.render import render

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">'
ECHO = '<g opacity=".5"><use href="#A" x="1.5" y="2"/></g></svg>'


def drawing(count, seed=0):
    """So many triangles over a page, 30 bytes and more each."""
    rng = np.random.default_rng(seed)
    rows = ['<path fill="#cde" d="M0 0h200v200H0z"/>']
    for (x, y), color in zip(rng.integers(0, 160, (count, 2)), rng.integers(0, 4096, count), strict=True):
        rows.append(f'<path fill="#{color:03x}" d="M{x}.25 {y}.25l40.125 8.375-20.25 30.625z"/>')
    return "".join(rows)


def echoed(inner):
    return f'{HEAD}<g id="A">{inner}</g>{ECHO}'


def difference(one, other):
    return np.abs(np.asarray(render(one), int) - np.asarray(render(other))).mean()


@pytest.mark.parametrize("part", [0.97, 0.7, 0.4])
def test_an_echo_is_kept_and_what_it_is_of_fitted(part):
    svg = echoed(drawing(40))
    budget = int(part * len(svg))
    short = fit(svg, budget)
    validate_svg(short, budget)
    assert heard(read(short)) is not None
    alone = fit(f"{HEAD}{drawing(40)}</svg>", budget - 80)
    assert difference(short, svg) <= difference(alone, f"{HEAD}{drawing(40)}</svg>") + 1


def test_it_stays_where_it_was_in_other_units():
    svg = echoed(drawing(40))
    short = shorten(svg)
    assert len(short) < len(svg)
    before, after = heard(read(svg)), heard(read(short))
    unit = after.drawing.box[2] / before.drawing.box[2]
    assert (after.right / unit, after.down / unit, after.opacity) == pytest.approx((1.5, 2, 0.5), abs=0.3)
    assert difference(short, svg) < 1


def test_with_few_bytes_the_drawing_is_worth_more_than_its_echo():
    svg = echoed(drawing(20))
    short = fit(svg, 320)
    validate_svg(short, 320)
    assert "<use" not in short
    assert difference(short, svg) < difference(f"{HEAD}</svg>", svg) / 3


def test_far_away_it_is_given_up_for_the_budget():
    far = '<g opacity=".5"><use href="#A" x="-987654321.5" y="-987654321.5"/></g></svg>'
    svg = f'{HEAD}<g id="A">{drawing(40)}</g>{far}'
    for budget in range(600, 640):
        validate_svg(fit(svg, budget), budget)


def test_its_name_is_one_that_the_drawing_has_not():
    svg = f'{HEAD}<g id="B"><g id="A">{drawing(12)}</g></g>{ECHO.replace("#A", "#B")}'
    echo = heard(read(svg))
    text = echo.over(f'{HEAD}<g id="A"><path d="M0 0h9v9z"/></g></svg>')
    assert '<g id="AA"><g id="A">' in text
    assert 'href="#AA"' in text


@pytest.mark.parametrize(
    "end",
    [
        "</svg>",
        '<use href="#A" x="1"/></svg>',
        '<g opacity=".5"><use href="#A" x="1" fill="red"/></g></svg>',
        '<g opacity=".5"><use href="#A" transform="rotate(9)"/></g></svg>',
        '<g opacity=".5"><use href="#A" x="1"/><path d="M0 0h9v9z"/></g></svg>',
        '<g opacity=".5"><use href="#A" x="1"/></g><path d="M0 0h9v9z"/></svg>',
    ],
)
def test_what_is_no_echo(end):
    svg = f'{HEAD}<g id="A">{drawing(3)}</g>{end}'
    assert heard(read(svg)) is None
    short = fit(svg, 300)
    validate_svg(short, 300)
