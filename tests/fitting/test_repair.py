"""From a model's text to a valid SVG: what models get wrong, what is dangerous, and what is too much."""

import csv
import json
import logging
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from fitting import repair_svg
from fitting.repair.values import repair_path, repair_value
from scoring import render, validate_svg
from scoring.measures.fidelity import judged_ssim
from scoring.render import draw
from tests.fitting.svg_bombs import BOMBS

OUTPUTS = Path(__file__).parents[2].parent / "shared" / "data" / "llm_svg_outputs.csv"
RED, BLUE, WHITE, BLACK = (255, 0, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
ALL = '<rect width="256" height="256" fill="red"/>'


def page(body: str, attributes: str = 'viewBox="0 0 256 256"') -> str:
    return f"<svg {attributes}>{body}</svg>"


def repaired(text: str, max_bytes: int = 10_000) -> str:
    svg = repair_svg(text, max_bytes)
    validate_svg(svg, max_bytes)
    render(svg)
    return svg


def middle(svg: str) -> tuple[int, int, int]:
    return render(svg).getpixel((192, 192))


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize(
    "text",
    [
        page(ALL),
        f"Sure, a red square!\n```svg\n{page(ALL)}\n```\nIt is red.",
        f"```\n{page(ALL)[:-6]}\n```",  # no end
        page(ALL)[:-8],  # nor that of the last tag
        page(ALL).replace('"/>', ""),  # nor its last quote
        page(ALL).replace('"', "'"),
        page(ALL).replace('"red"', "red"),
        page(ALL).replace('"red"', "“red”"),
        page(ALL).replace('" ', '"'),
        page(ALL).upper().replace("VIEWBOX", "viewBox"),
        page(ALL).replace("svg", "svg:svg").replace("rect", "svg:rect"),
        page(ALL + "</polygon></g></rect>" + ALL),
        page(f"<g><g>{ALL}"),
        page(f"<g transform='translate(NaN'>{ALL}</g>"),
        page(f"<a href='https://example.org'>{ALL}</a>"),
        page(f"<!-- a -- b -->{ALL}<!-- the end"),
        page(f"<!-- a -- >{ALL}"),
        page(f"<!-- a >{ALL}<!-- b -->"),
        page(f"<defs><linearGradient id='a'><stop offset='0'/></linearGradient>{ALL}"),
        page(f"<defs><linearGradient id='a'><stop offset='0'/>{ALL}"),
        page(f"{ALL}<rect visibility='hidden' width='256' height='256'/>"),
        f"I will write an <svg> that is red: {page(ALL)}",
        page(f"<title>a < b & c &nbsp; &foo;</title>{ALL}<text x='5'>red</text>"),
        page(f"<?xml version='1.0'?><!DOCTYPE svg>{ALL}<![CDATA[ x ]]>"),
        page(f"<cone r='5'>{ALL}</cone>"),
        page(ALL.replace("fill", "onclick='f()' fill='red' fill")),
        page(ALL).replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
        json.dumps({"svg": page(ALL)}),
        ALL,
        f"{page('<path d=')}\nNow better:\n{page(ALL)}",
        page(ALL) + "\x00\x1b\ud800￾",
    ],
)
def test_the_svg_is_found_and_finished(text):
    svg = repaired(text)
    assert middle(svg) == RED
    assert svg.startswith("<svg ") and svg.endswith("</svg>")


@pytest.mark.parametrize(
    "text", ["", " ", "a red square", "<html><body>hi</body></html>", "<svg", "<svg/>", "<svg></svg>"]
)
def test_text_without_a_drawing_is_an_error(text):
    with pytest.raises(ValueError, match="SVG"):
        repair_svg(text)


def test_what_was_done_is_logged_in_one_line(caplog):
    caplog.set_level(logging.INFO, "fitting")
    repair_svg(f"Here:\n{page(ALL + '<text>hi</text><text>ho</text>')}")
    assert caplog.messages == ["SVG repaired: dropped <text> (2 times), taken out of other text"]
    caplog.clear()
    repair_svg(page(ALL))
    assert caplog.messages == []


# ---------------------------------------------------------------- styles


@pytest.mark.parametrize(
    ("sheet", "element"),
    [
        ("", '<rect style="fill:red;" fill="blue" {}/>'),
        ("", '<rect style="FILL : red !important; font: 3px x; x" {}/>'.replace("FILL", "fill")),
        (".a{fill:red}", '<rect class="b a" {}/>'),
        ("rect, .b { fill: red }", '<rect fill="blue" {}/>'),
        (".a{fill:red} rect{fill:blue}", '<rect class="a" {}/>'),
        ("#sun{fill:red} .a{fill:blue}", '<rect id="sun" class="a" {}/>'),
        ("rect.a{fill:red} circle.a{fill:blue}", '<rect class="a" {}/>'),
        ("/* g > .a {fill:blue} */ .a{fill:blue}.a{fill:red}", '<rect class="a" {}/>'),
        ("*{fill:red} g > rect:hover{fill:blue}", "<rect {}/>"),
        (".a{fill:red", '<rect class="a" {}/>'),
        ("<![CDATA[.a{fill:red}]]>", '<rect class="a" {}/>'),
    ],
)
def test_styles_become_attributes(sheet, element):
    size = 'width="256" height="256"'
    svg = repaired(page(f"<style>{sheet}</style>{element.format(size)}"))
    assert middle(svg) == RED
    assert "style" not in svg and "class" not in svg


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("fill", "RED", "red"),
        ("fill", "light blue", "lightblue"),
        ("fill", "soft pastel pink", "pink"),
        ("fill", "hsl(0, 100%, 50%)", "#ff0000"),
        ("fill", "rgb(100%, 0, 0)", "#ff0000"),
        ("fill", "rgba(1, 2, 3, 0.5)", "rgba(1,2,3,.5)"),
        ("fill", "#FF000080", "#ff0000"),
        ("fill", "#GGG", None),
        ("fill", "chartreusish", None),
        ("fill", "url('#a b')", None),
        ("fill", "url( '#a' ) red", "url(#a) red"),
        ("fill", "url(https://example.org/#a)", None),
        ("opacity", "50%", ".5"),
        ("opacity", "7", "1"),
        ("width", "110 ", "110"),
        ("width", "12px", "12"),
        ("width", "-0.50", "-.5"),
        ("width", "50 %", "50%"),
        ("width", "1e999", "100000"),
        ("width", "auto", None),
        ("cx", "NaN", None),
        ("points", "1,2 3,4 5", "1 2 3 4"),
        ("points", "1-2 nan,4 ...", "1-2 0 4"),
        ("points", "1,2", None),
        ("transform", "rotate(45 10) scale(2px), matrix(1 2 3)", "scale(2)"),
        ("transform", "translateX(5px) rotate(90deg)", "translate(5 0)rotate(90)"),
        ("viewBox", "0 0 10", None),
        ("viewBox", "0, 0, 10px, 10px", "0 0 10 10"),
        ("href", "https://example.org#a", None),
        ("href", "#a b", "#a_b"),
        ("id", "data:x;base64", "data_x_base64"),
        ("stroke-dasharray", "5, -3", "5 3"),
        ("stroke-miterlimit", "0", "1"),
        ("fill-rule", "evenodd", "evenodd"),
        ("display", "data:image/png", None),
        ("preserveAspectRatio", "xMidYMid meet", "xMidYMid meet"),
        ("preserveAspectRatio", "middle", None),
    ],
)
def test_values(name, value, expected):
    assert repair_value(name, value) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M 0 0 L 10,10", "M0 0 10 10"),
        ("M0 0 5 5 M 9 9 8 8 z", "M0 0 5 5M9 9 8 8z"),
        ("M50 204 line Join 100 154", "M50 204 100 154"),
        ("M0 0 L 5 5 L 7", "M0 0 5 5"),
        ("L 5 5 9 9", "M5 5 9 9"),
        ("l 5 5 9 9", "M5 5l9 9"),
        ("C 1 2 3 4 5 6", "M0 0C1 2 3 4 5 6"),
        ("5 5 9 9", "M5 5 9 9"),
        ("M0 0a1 1 0 01.5.5", "M0 0a1 1 0 0 1 .5 .5"),
        ("M0 0A1 1 0 0,1 5-5", "M0 0A1 1 0 0 1 5-5"),
        ("M0 0L5 5...", "M0 0 5 5"),
        ("M0 0 L nan inf", "M0 0 0 100000"),
        ("M0,0 H5 V-5 Z Z", "M0 0H5V-5ZZ"),
        ("m1e2 1e-9 h-.50", "m100 0h-.5"),
        ("M5 5", None),
        ("M5 5Z", None),
        ("none", None),
        ("", None),
    ],
)
def test_paths(data, expected):
    assert repair_path(data) == expected


@given(st.text("MmLHVCSQTAZz0123456789.,-+e \n", max_size=60))
def test_repaired_paths_stay_as_they_are(data):
    path = repair_path(data)
    assert path is None or repair_path(path) == path


# ---------------------------------------------------------------- the tree, the page


@pytest.mark.parametrize(
    "body",
    [
        '<g id="a"><use href="#a"/></g>' + ALL,
        '<use xlink:href="#b"/><rect id="b" width="256" height="256" strokeWidth="2" fill="red"/>',
        '<defs><linearGradient id="a"><stop style="stop-color:red"/></linearGradient></defs>'
        + ALL.replace("red", "url(#a)"),
        ALL + '<rect width="256" height="256" fill="url(#nowhere)"/>',
        ALL + '<rect width="256" height="256" fill="url(#nowhere) red"/>',
        ALL + '<g display="none"><rect width="256" height="256"/></g>',
        ALL + '<rect width="256" height="256" display="none"/><circle cx="128" cy="128"/><path/><polygon points="1"/>',
        '<clipPath id="c"><circle r="1"/></clipPath>' + ALL.replace("fill", 'clip-path="url(#c)" fill'),
    ],
)
def test_references_lead_somewhere_and_hidden_things_go(body):
    svg = repaired(page(body))
    assert middle(svg) == RED
    assert "nowhere" not in svg and "none" not in svg.replace('fill="none"', "")


def test_ids_that_nothing_refers_to_go():
    assert " id=" not in repaired(page(ALL.replace("fill", 'id="sky" fill')))


@pytest.mark.parametrize(
    ("attributes", "view_box", "size"),
    [
        ("", "0 0 384 384", (384, 384)),
        ('width="100" height="100"', "0 0 100 100", (100, 100)),
        ('width="100%" height="auto" viewBox="0 0 256 256"', "0 0 256 256", (256, 256)),
        ('width="99999" height="1e308" viewBox="0 0 256 256"', "0 0 256 256", (384, 384)),
        ('viewBox="0 0 3000 1500"', "0 0 3000 1500", (384, 192)),
        ('viewBox="0 0 1 1"', "0 0 1 1", (16, 16)),
        ('viewBox="0 0 0 0"', "0 0 384 384", (384, 384)),
        ('viewBox="nan" width="50"', "0 0 50 50", (50, 50)),
        ('viewBox="0 0 100000 1"', "0 0 100000 1", (384, 24)),
    ],
)
def test_the_page_has_a_viewbox_and_a_size_within_bounds(attributes, view_box, size):
    svg = repaired(page('<rect width="9" height="9" fill="red"/>', attributes))
    assert f'viewBox="{view_box}"' in svg
    assert draw(svg).size == size


@pytest.mark.parametrize(
    ("body", "corner", "center"),
    [
        (ALL, RED, RED),
        ('<circle cx="128" cy="128" r="50" fill="red"/>', WHITE, RED),
        ('<circle cx="128" cy="128" r="50" fill="#fffffa"/>', (0x44, 0x55, 0x66), (255, 255, 250)),
        (ALL.replace("fill", 'opacity=".5" fill'), (255, 127, 127), (255, 127, 127)),
    ],
)
def test_what_would_be_transparent_gets_a_background(body, corner, center):
    svg = repaired(page(body))
    np.testing.assert_allclose([render(svg).getpixel((3, 3)), middle(svg)], [corner, center], atol=1)


def test_the_background_is_behind_the_whole_picture_and_free_of_the_roots_paint():
    root = 'viewBox="0 0 100 100" width="200" height="100" stroke="red" opacity=".5" transform="scale(.5)"'
    picture = np.asarray(render(repaired(page('<circle cx="50" cy="50" r="9"/>', root))))
    assert (picture[:, [0, -1]] == 255).all()


# ---------------------------------------------------------------- bytes


def many(count: int) -> str:
    """A picture in which a few large shapes matter, the first and the last among them."""
    rng = random.Random(0)
    dots = "".join(
        f'<circle cx="{rng.random() * 256:.5f}" cy="{rng.random() * 256:.5f}" r="{1 + rng.random()}" fill="gold"/>'
        for _ in range(count)
    )
    return page(
        f'<rect width="256" height="150" fill="#37a"/>{dots}<rect y="150" width="256" height="106" fill="#264"/>'
    )


@pytest.mark.parametrize("max_bytes", [400, 1_000, 5_000])
def test_what_changes_the_picture_least_is_dropped(max_bytes):
    svg = repaired(many(250), max_bytes)
    corners = [render(svg).getpixel((2, y)) for y in (2, 380)]
    np.testing.assert_allclose(corners, [(51, 119, 170), (34, 102, 68)], atol=2)
    assert svg.count("<circle") < 250
    assert judged_ssim(render(svg), render(many(0))) > 0.7
    assert len(svg.encode()) > 0.7 * max_bytes


def test_rounding_comes_before_dropping():
    svg = repaired(many(100), 5_000)
    assert np.abs(np.asarray(render(svg), float) - np.asarray(render(many(100)), float)).mean() < 0.5
    assert svg.count("<circle") >= 60  # all but those that the lower rectangle covers
    assert not re.search(r"\.\d{3}", svg)


def test_an_outline_longer_than_the_budget_is_made_simpler():
    points = " ".join(f"{i % 256},{i * 7 % 256}" for i in range(5_000))
    assert "<path" in repaired(page(f'<polygon fill="red" points="{points}"/>'), 2_000)


def test_a_budget_for_nothing_is_an_error():
    with pytest.raises(ValueError, match="max_bytes must be at least 300"):
        repair_svg(page(ALL), 100)


# ---------------------------------------------------------------- any text


PIECES = (
    "<svg ",
    "<g>",
    "</g>",
    "<rect ",
    'width="9" ',
    'fill="url(#a)" ',
    'style="fill:red',
    "/>",
    "NaN",
    "1e308",
    "<!--",
)
PIECES += (
    '<path d="M0 0L9',
    "-->",
    "&lt;",
    "&#0;",
    'id="a" ',
    '<use href="#a"/>',
    "<pattern ",
    '"',
    "'",
    "<",
    ">",
    "=",
)
PIECES += ("</svg>", "<![CDATA[", "```", "data:", "\x00", "\ud800", 'viewBox="0 0 9 9"', 'transform="scale(')


@given(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=200)),
    st.sampled_from([200, 10_000]),
)
@example("<svg><rect width='9' height='9' fill='&#x26;&#60;\"'/>", 10_000)
def test_any_text_becomes_a_valid_svg_or_a_value_error(text, max_bytes):
    try:
        repaired(text, max_bytes)
    except ValueError as error:
        assert type(error) is ValueError and len(str(error)) < 1_000


def test_bombs_do_not_go_off(repository):
    command = [sys.executable, "-m", "tests.fitting.svg_bombs"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    *told, megabytes = done.stdout.splitlines()
    empty = ("a megabyte of <g>", "100,000 nested")  # nothing is drawn in what of them is looked at
    assert told == [f"{name}: {'ValueError' if name in empty else 'SVG'}" for name in BOMBS]
    assert int(megabytes) < 300


# ---------------------------------------------------------------- what models really wrote


@pytest.fixture(scope="module")
def outputs() -> list[str]:
    if not OUTPUTS.exists():
        pytest.skip("the recorded outputs are not here")
    with open(OUTPUTS, newline="", encoding="utf-8") as file:
        return [row["svg"] for row in csv.DictReader(file)]


def test_every_recorded_output_is_drawn_and_its_picture_kept(outputs):
    assert len(outputs) == 111
    for text in outputs:
        svg = repaired(text)
        try:
            original = draw(text).convert("RGBA")
        except ValueError:
            continue
        on_page = Image.new("RGBA", original.size, "#456" if 'fill="#456"' in svg[:200] else "white")
        on_page.alpha_composite(original)  # for the judge the transparent is black; here it became the page
        before, after = on_page.convert("RGB").resize((384, 384)), render(svg)
        assert before.tobytes() == after.tobytes() or judged_ssim(before, after) >= 0.98, text


def test_recorded_outputs_that_are_cut_or_damaged(outputs):
    rng, drawn = random.Random(0), 0
    for text in outputs[::10]:
        data = text.encode()
        cuts = [data[:i] for i in range(0, len(data), 200 if len(data) > 2_000 else 60)]
        flipped = bytearray(data)
        for _ in range(len(data) // 20):
            flipped[rng.randrange(len(data))] = rng.randrange(256)
        for case in [*cuts, bytes(flipped)]:
            try:
                repaired(case.decode("utf-8", "replace"))
                drawn += 1
            except ValueError as error:
                assert type(error) is ValueError
    assert drawn > 50


def test_a_rotation_keeps_its_origin():
    place = 'x="60" y="60" width="136" height="136" transform-origin="128 128"'
    turned = repaired(page(f'<rect {place} fill="red" transform="rotate(45)"/>'))
    assert middle(turned) == RED
    assert render(turned).getpixel((192, 60)) == RED  # a corner is above the middle now
    assert render(turned).getpixel((96, 96)) != RED
