import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import MAX_BYTES, SVGConstraintError, validate_svg

NS = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = f'{NS} xmlns:xlink="http://www.w3.org/1999/xlink"'
SHARED = Path(__file__).parents[2] / "../shared"


def document(body: str = "", attributes: str = 'viewBox="0 0 100 100"') -> str:
    return f"<svg {NS} {attributes}>{body}</svg>"


def of_size(size: int, filler: str = " ") -> str:
    """A document of `size` bytes: `filler`, then spaces for what is left over."""
    rest = size - len(document().encode())
    count = rest // len(filler.encode())
    return document(filler * count + " " * (rest - count * len(filler.encode())))


VALID = {
    "nothing drawn": document(),
    "no namespace": '<svg viewBox="0 0 3 3"><circle r="2"/></svg>',
    "group as root": '<g><line x2="4" y2="4" stroke="#123"/></g>',
    "path": document('<path d="M5 5h40v40z" fill="#c33" fill-rule="evenodd" stroke-linejoin="round"/>'),
    "shapes": document(
        '<rect x="1" y="1" width="8" height="5" rx="2" ry="1"/><circle cx="4" cy="4" r="2"/>'
        '<ellipse cx="9" cy="9" rx="3" ry="1"/><polyline points="1 1 5 9"/><polygon points="1 1 5 9 9 1"/>'
    ),
    "root size": document(attributes='width="64" height="64" preserveAspectRatio="none"'),
    "common attributes anywhere": document('<g id="n" opacity=".4" transform="scale(2)" paint-order="stroke"/>'),
    "linear gradient": document(
        '<linearGradient id="n" x2="1" spreadMethod="reflect" href="#m"><stop offset=".5" stop-color="tan"/>'
        "</linearGradient>"
    ),
    "radial gradient": document('<radialGradient id="n" cx=".5" fx=".4" fr=".1" gradientTransform="scale(2)"/>'),
    "symbol and use": document('<symbol id="n" viewBox="0 0 4 4"/><use href="#n" x="3" width="9"/>'),
    "xlink to the inside": f'<svg {XLINK}><use xlink:href="#n"/></svg>',
    "pattern": document('<pattern id="n" patternUnits="userSpaceOnUse" width="4" height="4" href="#m"/>'),
    "marker": document('<marker id="n" markerWidth="3" refX="1" orient="auto"/>'),
    "filter": document('<filter id="n"><feFlood result="q"/><feOffset dy="2"/><feBlend in2="q"/></filter>'),
    "clip and mask as attributes": document('<rect clip-path="url(#n)" mask="url(#m)"/>'),
    "nested svg": document(document('<rect width="5"/>')),
    "group with a viewBox": document('<g viewBox="0 0 5 5"/>'),
    "allowed names in another namespace": f'<svg {NS} xmlns:q="urn:q"><q:rect q:fill="red"/></svg>',
    "comment, CDATA, text, instruction": document("<!-- c --><![CDATA[<x>]]>words<?make it?>"),
    "declaration": '<?xml version="1.0" encoding="UTF-8"?>' + document(),
    "byte order mark": "\ufeff" + document(),
    "space around": "\n " + document() + "\n",
    "upper-case base64": document('<g id="n;BASE64"/>'),
    "the limit": of_size(MAX_BYTES),
    "the limit in two-byte letters": of_size(MAX_BYTES, "ä"),
}

INVALID = {
    "one byte over": (of_size(MAX_BYTES + 1), "10001 bytes"),
    "one byte over in letters of three bytes": (of_size(MAX_BYTES + 1, "語"), "10001 bytes"),
    "text element": (document("<text>x</text>"), "<text>"),
    "image": (document('<image href="#n"/>'), "<image>"),
    "script": (document("<script/>"), "<script>"),
    "style element": (document("<style>g{}</style>"), "<style>"),
    "link": (document("<a/>"), "<a>"),
    "foreignObject": (document("<foreignObject/>"), "<foreignObject>"),
    "clipPath": (document("<clipPath/>"), "<clipPath>"),
    "mask": (document("<mask/>"), "<mask>"),
    "animation": (document("<circle><animate/></circle>"), "<animate>"),
    "blur": (document("<filter><feGaussianBlur/></filter>"), "<feGaussianBlur>"),
    "title": (document("<title/>"), "<title>"),
    "case of an element": (document("<Rect/>"), "<Rect>"),
    "foreign element": (f'<svg {NS} xmlns:q="urn:q"><q:sprite/></svg>', "<sprite>"),
    "html": ("<html/>", "<html>"),
    "style": (document('<g style="fill:red"/>'), "'style'"),
    "class": (document('<g class="n"/>'), "'class'"),
    "event": (document('<g onload="f()"/>'), "'onload'"),
    "event on the root": (document(attributes='onclick="f()"'), "'onclick'"),
    "version": (document(attributes='version="1.1"'), "'version'"),
    "another element's attribute": (document('<circle d="M0 0"/>'), "'d'"),
    "viewBox of a shape": (document('<rect viewBox="0 0 1 1"/>'), "'viewBox'"),
    "position of the root": (document(attributes='y="3"'), "'y'"),
    "font": (document('<g font-family="serif"/>'), "'font-family'"),
    "xml:space": (document('<g xml:space="preserve"/>'), "'space'"),
    "vector-effect": (document('<path vector-effect="none"/>'), "'vector-effect'"),
    "web link": (document('<use href="https://example.org/a.svg#n"/>'), "does not point inside"),
    "file link": (f'<svg {XLINK}><use xlink:href="file:///a.svg"/></svg>', "does not point inside"),
    "relative link": (document('<linearGradient href="a.svg#n"/>'), "does not point inside"),
    "empty link": (document('<pattern href=""/>'), "does not point inside"),
    "space before the link": (document('<use href=" #n"/>'), "does not point inside"),
    "href where none belongs": (document('<rect href="#n"/>'), "'href'"),
    "data": (document('<use href="data:image/gif,A"/>'), "embedded data"),
    "data in any attribute and case": (document('<g fill="DaTa:x"/>'), "embedded data"),
    "base64": (document('<g id="n;base64"/>'), "embedded data"),
    "document type": ("<!DOCTYPE svg>" + document(), "document types"),
    "entity": ('<!DOCTYPE svg [<!ENTITY e "v">]>' + document("&e;"), "document types"),
    "external entity": ('<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///e">]>' + document("&e;"), "document types"),
    "unknown entity": (document("&nbsp;"), "not well-formed"),
    "unclosed": (document("<g>"), "not well-formed"),
    "cut off": (document()[:30], "not well-formed"),
    "two roots": ("<svg/>" * 2, "not well-formed"),
    "attribute twice": (document('<g id="a" id="b"/>'), "not well-formed"),
    "no quotes": (document("<g id=a/>"), "not well-formed"),
    "unbound prefix": (document('<use xlink:href="#n"/>'), "not well-formed"),
    "NUL": (document("\0"), "not well-formed"),
    "control character": (document("\x07"), "not well-formed"),
    "nothing": ("", "not well-formed"),
    "words": ("a red boat", "not well-formed"),
    "unknown encoding": ('<?xml version="1.0" encoding="klingon"?>' + document(), "not"),
    "wrong encoding": ('<?xml version="1.0" encoding="utf-16"?>' + document(), "not"),
    "lone surrogate": (document('<g id="\ud800"/>'), "UTF-8"),
}


@pytest.mark.parametrize("svg", VALID.values(), ids=VALID)
def test_valid(svg):
    validate_svg(svg)


@pytest.mark.parametrize(("svg", "words"), INVALID.values(), ids=INVALID)
def test_invalid_and_says_why(svg, words):
    with pytest.raises(SVGConstraintError) as caught:
        validate_svg(svg)
    assert words in str(caught.value)


def test_every_violation_is_listed_in_document_order():
    svg = document('<use href="x" class="c"/><text style="s"/><g id="data:"/>' + " " * MAX_BYTES)
    with pytest.raises(SVGConstraintError) as caught:
        validate_svg(svg)
    subjects = ("bytes", "'x'", "'class'", "<text>", "'style'", "embedded data")
    assert len(caught.value.violations) == len(subjects)
    for violation, subject in zip(caught.value.violations, subjects, strict=True):
        assert subject in violation


def test_the_error_is_a_value_error():
    assert issubclass(SVGConstraintError, ValueError)


@pytest.mark.parametrize("svg", [None, b"<svg/>", 7])
def test_other_types_are_type_errors(svg):
    with pytest.raises(TypeError, match=type(svg).__name__):
        validate_svg(svg)


@pytest.mark.parametrize("limit", [300, 2_000_000])
def test_another_limit(limit):
    validate_svg(of_size(limit), max_bytes=limit)
    with pytest.raises(SVGConstraintError, match=f"limit of {limit}"):
        validate_svg(of_size(limit + 1), max_bytes=limit)


def test_a_long_text_within_its_limit_is_still_read():
    with pytest.raises(SVGConstraintError, match="<script>"):
        validate_svg(document("<script/>" + " " * 1_500_000), max_bytes=2_000_000)


def test_deep_nesting_is_read_to_the_bottom():
    depth = 1_000
    validate_svg(document("<g>" * depth + "</g>" * depth))
    with pytest.raises(SVGConstraintError, match="<b>"):
        validate_svg(document("<g>" * depth + "<b/>" + "</g>" * depth))


@given(st.text() | st.text(alphabet="<>/&;'\" =svg!?[]-#", max_size=40).map(document))
def test_any_text_is_either_valid_or_a_constraint_error(text):
    try:
        validate_svg(text)
    except SVGConstraintError as error:
        assert error.violations


def test_verdicts_of_the_competition():
    path = SHARED / "golden/constraints.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    cases = json.loads(path.read_text())
    assert cases
    wrong = [case["case"] for case in cases if is_valid(case["svg"]) is not case["valid"]]
    assert not wrong


def is_valid(svg: str) -> bool:
    try:
        validate_svg(svg)
    except SVGConstraintError:
        return False
    return True
