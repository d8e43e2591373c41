import csv
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scoring import SVGRenderError, render
from scoring.render import MAX_PIXELS, preview

SHARED = Path(__file__).parents[2] / "../shared"
RED, GREEN, BLACK = (255, 0, 0), (0, 128, 0), (0, 0, 0)


def document(body: str, attributes: str = 'viewBox="0 0 8 8"') -> str:
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {namespaces} {attributes}>{body}</svg>"


LEFT_HALF_RED = '<rect width="4" height="8" fill="red"/>'


def colors(image: Image.Image, *points) -> list:
    """The colours at `points`, given as shares of the width and height."""
    return [image.getpixel((int(x * image.width), int(y * image.height))) for x, y in points]


@pytest.mark.parametrize("size", [1, 64, 384, 500])
def test_size_and_mode(size):
    image = render(document(LEFT_HALF_RED), size)
    assert (image.size, image.mode) == ((size, size), "RGB")


def test_the_metric_looks_at_384_pixels():
    assert render(document(LEFT_HALF_RED)).size == (384, 384)


def test_transparent_becomes_black():
    assert colors(render(document(LEFT_HALF_RED)), (0.2, 0.5), (0.8, 0.5)) == [RED, BLACK]


def test_alpha_is_dropped_and_not_blended():
    half_red = document('<rect width="8" height="8" fill="red" fill-opacity=".5"/>')
    assert colors(render(half_red), (0.5, 0.5)) == [RED]


def test_without_a_viewbox_384_units_are_shown():
    svg = document('<rect width="192" height="384" fill="red"/>', "")
    assert colors(render(svg), (0.45, 0.5), (0.55, 0.5)) == [RED, BLACK]


def test_without_a_viewbox_the_named_size_shows_384_units():
    svg = document('<rect width="192" height="384" fill="red"/>', 'width="50" height="50"')
    assert colors(render(svg), (0.45, 0.5), (0.55, 0.5)) == [RED, BLACK]


def test_the_documents_size_is_stretched_to_a_square():
    svg = document('<rect width="20" height="5" fill="red"/>', 'width="20" height="10" viewBox="0 0 20 10"')
    assert colors(render(svg), (0.1, 0.4), (0.9, 0.4), (0.5, 0.6)) == [RED, RED, BLACK]


def test_drawn_at_its_own_size_then_resized():
    """A document of 8 x 8 pixels is blurred by the enlargement; one of 384 x 384 is sharp."""
    small, large = (
        render(document(LEFT_HALF_RED, f'viewBox="0 0 8 8" width="{side}" height="{side}"')) for side in (8, 384)
    )
    shades = [len(np.unique(np.asarray(image)[192, :, 0])) for image in (small, large)]
    assert shades[0] > 10
    assert shades[1] == 2


def test_preview_is_sharp_at_its_size():
    image = preview(document(LEFT_HALF_RED, 'viewBox="0 0 8 8" width="8" height="8"'), 300)
    assert (image.size, image.mode) == ((300, 300), "RGB")
    assert set(np.asarray(image)[150, :, 0]) == {0, 255}


def test_references_within_the_document_work():
    svg = document(
        '<defs><rect id="a" width="4" height="8"/><linearGradient id="g"><stop stop-color="green"/></linearGradient>'
        '</defs><use href="#a" fill="red"/><use xlink:href="#a" x="4" fill="url(#g)"/>'
    )
    assert colors(render(svg), (0.2, 0.5), (0.8, 0.5)) == [RED, GREEN]


REFUSED = {
    "nothing": "",
    "words": "a red boat",
    "cut off": document(LEFT_HALF_RED)[:-9],
    "not SVG": "<html/>",
    "lone surrogate": document('<g id="\ud800"/>'),
    "huge size": document("", 'width="1e9" height="1e9"'),
    "huge viewBox": document("", 'viewBox="0 0 1000000 1000000"'),
    "just too large": document("", f'width="{MAX_PIXELS // 4096 + 1}" height="4096"'),
    "infinite size": document("", 'width="inf" height="inf"'),
    "no number": document("", 'viewBox="0 0 nan nan"'),
    "negative size": document("", 'width="-5" height="-5"'),
    "too many layers": document('<g opacity=".5">' * 20 + LEFT_HALF_RED + "</g>" * 20, 'viewBox="0 0 1024 1024"'),
    "less than a pixel": document("", 'viewBox="0 0 .1 .1"'),
    "too thin": document("", 'viewBox="0 0 1000000 1"'),
    "use of itself": document('<g id="a"><use href="#a"/></g>'),
    "use in a circle": document('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "pattern of itself": document(
        '<pattern id="a" width="1" height="1"><rect width="1" height="1" fill="url(#a)"/></pattern>'
        '<rect width="8" height="8" fill="url(#a)"/>'
    ),
    "mask of itself": document('<mask id="a"><rect width="8" height="8" mask="url(#a)"/></mask><g mask="url(#a)"/>'),
    "deeper than the interpreter goes": document("<g>" * 50_000 + "</g>" * 50_000),
    "bad number": document('<g opacity="much"/>'),
    "entity": '<!DOCTYPE svg [<!ENTITY e "v">]>' + document("&e;"),
    "entity bomb": '<!DOCTYPE svg [<!ENTITY e0 "lol">'
    + "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12))
    + "]>"
    + document("&e12;"),
}


@pytest.mark.parametrize("svg", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_a_render_error(svg):
    with pytest.raises(SVGRenderError):
        render(svg)


@pytest.mark.parametrize("name", ["huge size", "huge viewBox", "just too large"])
def test_too_large_is_refused_before_memory_is_taken(name, monkeypatch):
    import cairocffi

    monkeypatch.setattr(cairocffi, "ImageSurface", lambda *args: pytest.fail("a surface was made"))
    with pytest.raises(SVGRenderError, match=str(MAX_PIXELS)):
        render(REFUSED[name])


def test_nested_layers_count_as_pixels_and_neighbours_do_not():
    nested, beside = '<g opacity=".5">' * 20 + LEFT_HALF_RED + "</g>" * 20, f'<g opacity=".5">{LEFT_HALF_RED}</g>' * 20
    with pytest.raises(SVGRenderError, match="nested layers"):
        render(document(nested, 'viewBox="0 0 1024 1024"'))
    assert colors(render(document(nested)), (0.8, 0.5)) == [BLACK]
    assert colors(render(document(beside, 'viewBox="0 0 1024 1024"')), (0.8, 0.5)) == [BLACK]


def test_an_empty_text_is_called_empty():
    with pytest.raises(SVGRenderError, match="empty"):
        render("")


def test_gradients_in_a_circle_are_drawn_anyway():
    render(document('<linearGradient id="a" href="#a"/><rect width="8" height="8" fill="url(#a)"/>'))


@given(st.text(max_size=60))
def test_any_body_is_a_picture_or_a_render_error(text):
    try:
        assert render(document(text), 32).size == (32, 32)
    except SVGRenderError as error:
        assert str(error)


OUTSIDE = {
    "use": '<use href="{}#a"/>',
    "xlink": '<use xlink:href="{}"/>',
    "image": '<image href="{}" width="8" height="8"/>',
    "fill": '<rect width="8" height="8" fill="url({}#a)"/>',
    "mask": '<rect width="8" height="8" mask="url({}#a)"/>',
    "clip path": '<rect width="8" height="8" clip-path="url({}#a)"/>',
    "gradient": '<linearGradient id="g" href="{}#a"/><rect width="8" height="8" fill="url(#g)"/>',
    "pattern": '<pattern id="g" width="1" height="1" href="{}#a"/><rect width="8" height="8" fill="url(#g)"/>',
    "style import": '<style>@import url("{}");</style>',
    "style url": '<style>rect {{fill: url("{}#a")}}</style><rect width="8" height="8"/>',
    "text path": '<text><textPath href="{}#a">x</textPath></text>',
}


@pytest.fixture(scope="module")
def outside():
    """The address of a local server, and the paths that were asked of it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(document(LEFT_HALF_RED).encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a.svg", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("head", ["", '<?xml-stylesheet href="{}"?>', '<!DOCTYPE svg SYSTEM "{}">'])
def test_no_address_is_ever_asked(head, body, outside):
    address, asked = outside
    attempt(head.format(address) + document(body.format(address)))
    assert asked == []


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("scheme", ["", "file://"])
def test_no_file_is_ever_opened(scheme, body, tmp_path):
    secret = tmp_path / "a.svg"
    secret.write_text(document('<rect id="a" width="8" height="8" fill="red"/>'))
    image = attempt(document(body.format(f"{scheme}{secret}")))
    assert image is None or not (np.asarray(image) == RED).all(axis=2).any()


def attempt(svg: str) -> Image.Image | None:
    try:
        return render(svg)
    except SVGRenderError:
        return None


def test_pictures_of_the_competition():
    folder = SHARED / "golden"
    if not folder.exists():
        pytest.skip(f"{folder.name}/ is not here")
    with open(folder / "submission.csv", newline="") as file:
        for row in csv.DictReader(file):
            expected = Image.open(folder / f"defended/{row['id']}_render.png").convert("RGB")
            drawn = np.asarray(render(row["svg"]), np.int16)
            assert np.abs(drawn - np.asarray(expected, np.int16)).mean() < 0.5, row["id"]


@pytest.mark.parametrize("body", ['<path opacity=".5" d="M0 0h9v9z"/>', '<g opacity="1"><path d="M0 0h9v9z"/></g>'])
def test_an_opacity_that_takes_no_layer_is_none(body):
    render(document(body, 'viewBox="0 0 4000 4000"'))
