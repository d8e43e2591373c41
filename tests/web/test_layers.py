"""What an edit does to an SVG's text: the page's own module, in a browser."""

import pytest
from defusedxml.ElementTree import fromstring

from scoring import render, validate_svg
from tests.web.browser import CHROMIUM, NEEDS_BROWSER, sync_playwright
from tests.web.studio import serving

pytestmark = NEEDS_BROWSER
FRAME = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>'
SHARED = FRAME.format(
    '<defs><linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="#f00"/></linearGradient>'
    '<pattern id="b" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#0f0"/>'
    '</pattern></defs><g id="one"><rect width="50" height="50" fill="url(#a)"/>'
    '<rect y="50" width="50" height="50" fill="url(#b)"/></g>'
    '<rect id="two" x="50" width="50" height="50" fill="url(#a)"/>'
    '<rect id="three" x="50" y="50" width="50" height="50" fill="url(#b)"/>'
)
AGAIN = FRAME.format(
    '<g id="one"><rect width="50" height="50" fill="red"/></g><use id="two" href="#one" x="50" y="50"/>'
)


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """`call(module, function, *arguments)` runs a function of the page's, without the rest of the page."""
    with serving(folder=tmp_path_factory.mktemp("nothing")) as studio, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(studio.address)
        script = "([module, name, values]) => import(module).then((found) => found[name](...values))"
        yield lambda module, name, *values: page.evaluate(script, [f"/static/{module}.js", name, values])
        browser.close()


@pytest.fixture
def edit(call):
    """`edit(svg, edits)` is the text after edits."""
    return lambda svg, edits: call("layers", "edited", svg, edits)["text"]


def colors(svg):
    """The colours in the middle of the four quarters."""
    picture = render(svg, 100)
    return [picture.getpixel(at) for at in ((25, 25), (75, 25), (25, 75), (75, 75))]


RED, GREEN, BLUE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0)


def test_without_an_edit_nothing_changes(edit):
    assert edit(SHARED, {}) == SHARED
    assert edit(SHARED, {"#nothing": {"hidden": True}}) == SHARED


def test_a_gradient_or_pattern_that_others_share_is_recolored_in_the_layer_alone(edit):
    edited = edit(SHARED, {"#one": {"colors": {"#ff0000": "#0000ff", "#00ff00": "#000000"}}})
    assert colors(SHARED) == [RED, RED, GREEN, GREEN]
    assert colors(edited) == [BLUE, RED, BLACK, GREEN]
    validate_svg(edited)


def test_what_is_drawn_again_elsewhere_can_be_hidden_alone(edit):
    assert colors(AGAIN) == [RED, BLACK, BLACK, RED]
    assert colors(edit(AGAIN, {"#one": {"hidden": True}})) == [BLACK, BLACK, BLACK, RED]
    assert colors(edit(AGAIN, {"#two": {"hidden": True}})) == [RED, BLACK, BLACK, BLACK]
    assert "two" not in edit(AGAIN, {"#one": {"hidden": True}, "#two": {"hidden": True}})


def test_what_is_drawn_again_can_be_recolored_alone(edit):
    edited = edit(AGAIN, {"#two": {"colors": {"#ff0000": "#0000ff"}}})
    assert colors(edited) == [RED, BLACK, BLACK, BLUE]
    ids = [element.get("id") for element in fromstring(edited).iter() if element.get("id")]
    assert ids == ["one", "two"]


def test_what_refers_to_a_renamed_layer_follows(edit):
    edited = edit(AGAIN, {"#one": {"name": "first"}})
    assert colors(edited) == colors(AGAIN)
    assert 'href="#first"' in edited


def test_a_text_that_is_no_svg_is_refused(call):
    for text in ("<p>hello</p>", "<svg", '<html xmlns="http://www.w3.org/1999/xhtml"/>'):
        with pytest.raises(Exception, match="not an SVG"):
            call("layers", "edited", text, {})


PATHS = [
    ("M1 2h3v4z", [[1, 2], [4, 2], [4, 6]]),
    ("m1 2 3 4-1-1", [[1, 2], [4, 6], [3, 5]]),
    ("M0 0c1 1 2 2 3 3s1 1 2 2q1 1 2 0t2 0", [[0, 0], [3, 3], [5, 5], [7, 5], [9, 5]]),
    ("M0 0a5 5 0 015.5.5", [[0, 0], [5.5, 0.5]]),  # flags need no space
    ("M1e1 .5.5 1", [[10, 0.5], [0.5, 1]]),
    ("M1 1zl2 2", [[1, 1], [3, 3]]),
    ("M1 1 nonsense", [[1, 1]]),
    ("", []),
]


@pytest.mark.parametrize(("d", "nodes"), PATHS)
def test_nodes_of_a_path(d, nodes, call):
    assert call("outlines", "nodesOfPath", d) == nodes


def test_code_is_shown_as_text(call):
    text = FRAME.format('<g id="a"><path d="M0 0"/><!-- <b>no</b> --></g><script>alert(1)</script>')
    lines = call("code", "linesOf", text)
    assert [line["path"] for line in lines] == ["", "/0", "/0/0", "/0", "/0", "/1", "/1", "/1", ""]
    assert "".join(line["words"] for line in lines) == text
