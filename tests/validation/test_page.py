"""The report: nothing in it runs that should not, and it does what a reader asks of it, in a real browser."""

import base64
import hashlib
import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from tests.chromium import CHROMIUM, MISSING, Browser
from validation.figures import histogram, metrics
from validation.page import comparison, report
from validation.paired import paired
from validation.store import Item

HOSTILE = '</script><script>document.title="hacked"</script>"\'><img src=x onerror=alert(1)>\t<svg onload=alert(2)>'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="a"><stop stop-color="{}"/>'
    '</linearGradient></defs><path fill="url(#a)" d="M0 0h9v9H0z"/></svg>'
)


def webp(color: str) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (32, 32), color).save(buffer, "WEBP")
    return base64.b64encode(buffer.getvalue()).decode()


def item(position: int, description: str, color: str, **values) -> Item:
    asked = {"text": f"Is it {color}?", "choices": ["no", "yes"], "answer": "yes", "probabilities": None}
    values = {"questions": [asked], "fidelity": 0.9, "picture": webp("red"), "judged": webp("teal")} | values
    return Item(position, f"id{position}", description, SVG.format(color), "illustrator", 1.5, **values)


PROBABILITIES = {HOSTILE: 0.25, "yes": 0.75}
ANSWERED = {"text": HOSTILE, "choices": list(PROBABILITIES), "answer": "yes", "probabilities": PROBABILITIES}
SCORES = {"vqa": 0.75, "aesthetic": 0.5, "ocr": 1.0}
ITEMS = [
    item(0, "a red boat", "red", score=0.5, **SCORES),
    item(1, HOSTILE, "blue", score=0.7, questions=[ANSWERED], **SCORES),
    item(2, "an invalid one", 'lime"/><script>alert(3)</script><g id="', problem=HOSTILE),
    item(3, "", "teal", score=0.1, **SCORES, picture="", fidelity=None),
]
SETTINGS = {"generator": HOSTILE, "versions": {"x": "1"}, "limit": None}


def gallery() -> str:
    return report(HOSTILE, ITEMS, [HOSTILE], SETTINGS)


def compared() -> str:
    others = [replace(entry, score=entry.score and entry.score + 0.1) for entry in ITEMS]
    values = [(a.score, b.score) for a, b in zip(ITEMS, others, strict=True) if a.score]
    differences = {"score": paired(*map(list, zip(*values, strict=True))), "bytes": paired([3, 4], [1, 2])}
    pairs = list(zip(ITEMS, others, strict=True))
    return comparison((HOSTILE, "b"), pairs, differences, [HOSTILE], (SETTINGS, {"seed": 1}))


@pytest.mark.parametrize("page", [gallery(), compared()], ids=["report", "comparison"])
def test_hostile_text_stays_text(page):
    assert page.count("<script>") == page.count("</script>") == 1
    assert not re.search(r"<img src=x|<svg onload", page)
    assert "&lt;/script&gt;" in page


@pytest.mark.parametrize("page", [gallery(), compared()], ids=["report", "comparison"])
def test_the_policy_names_the_hash_of_the_one_script_and_the_one_style(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; img-src data:; ")
    for tag in ("script", "style"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def images(page: str) -> list[str]:
    """The text of every SVG in a page."""
    return [base64.b64decode(data).decode() for data in re.findall(r"image/svg\+xml;base64,([\w+/=]+)", page)]


def test_an_svg_is_shown_only_when_the_validator_passes_it():
    shown = images(gallery())
    assert [SVG.format(color) in shown for color in ("red", "blue", "teal")] == [True, True, True]
    assert len(shown) == 3


def padded(to: int) -> Item:
    """A drawing of so many bytes."""
    drawn = item(0, "a boat", "red")
    return replace(drawn, svg=drawn.svg.replace("<path", " " * (to - drawn.bytes) + "<path"))


@pytest.mark.parametrize(
    ("size", "settings", "shown"),
    [
        (10_000, {}, True),
        (10_001, {}, False),
        (12_000, {"max_bytes": 12_000}, True),
        (12_001, {"max_bytes": 12_000}, False),
        (501, {"max_bytes": 500}, False),
    ],
)
def test_the_largest_svg_that_is_shown_is_that_of_the_settings(size, settings, shown):
    drawn = padded(size)
    assert drawn.bytes == size
    assert (drawn.svg in images(report("x", [drawn], [], settings))) == shown
    both = images(comparison(("a", "b"), [(drawn, drawn)], {}, [], (settings, {"max_bytes": 20_000})))
    assert both == [drawn.svg] * (1 + shown)


def test_an_svg_of_as_many_bytes_as_it_may_have_fills_its_bar():
    page = report("x", [padded(600)], [], {"max_bytes": 600})
    bar = page[page.index("<dt class='bytes'") :]
    assert float(re.search(r'<rect width="([\d.]+)"', bar)[1]) == 100


def test_a_comparison_names_the_settings_that_differ_and_no_others():
    page = comparison(("a", "b"), [], {}, [], ({"seed": 0, "limit": 9}, {"seed": 1, "limit": 9}))
    assert "A: 0, B: 1" in page
    assert "limit" not in page


def test_an_svg_without_its_namespace_gets_it_since_the_judge_draws_it_too():
    named = item(0, "a boat", "red")
    unnamed = replace(named, svg=named.svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    assert images(report("x", [unnamed], [], {})) == images(report("x", [named], [], {})) == [named.svg]


def test_what_was_not_measured_is_not_shown():
    page = report("x", [item(0, "a boat", "red")], [], {})
    assert "<dt class='fidelity'" in page
    for name in ("vqa", "aesthetic", "ocr", "score"):
        assert f"<dt class='{name}'" not in page
        assert f"mean {name}" not in page


def test_the_expected_answer_is_called_so_and_only_what_was_judged_is_coloured():
    unjudged = report("x", [item(0, "a boat", "red")], [], {})
    assert "✓" not in unjudged
    assert unjudged.count('yes <span class="mark">expected</span>') == 1
    assert 'class="expected passed"' not in unjudged and 'class="expected failed"' not in unjudged
    assert "probability" not in unjudged
    for chance, verdict in ((0.75, "passed"), (0.25, "failed")):
        asked = {"text": "Is it?", "choices": ["no", "yes"], "answer": "yes"}
        asked["probabilities"] = {"yes": chance, "no": 1 - chance}
        judged = report("x", [item(0, "a boat", "red", questions=[asked])], [], {})
        assert judged.count(f'<li class="expected {verdict}">') == 1
        assert "probability that the judge gave it" in judged


def test_a_drawing_that_is_not_valid_is_said_in_its_place():
    page = report("x", [item(0, "a boat", "red", problem="too long"), item(1, "a hat", 'red" onclick="x')], [], {})
    assert page.count('<span class="none">not valid</span>') == 1


def test_what_was_left_out_is_said():
    page = report("x", [item(0, "a red tesla", "red", left_out=["tesla", HOSTILE])], [], {})
    assert "not understood or not drawn: tesla, &lt;/script&gt;" in page
    assert "not understood" not in report("x", [item(0, "a boat", "red")], [], {})


def test_bars_have_a_scale_that_tells_drawings_apart():
    page = report("x", [item(0, "a boat", "red", fidelity=0.92), item(1, "a hat", "red", fidelity=0.98)], [], {})
    widths = re.findall(r"<dt class='fidelity'.*?<rect width=\"([\d.]+)\"", page, re.DOTALL)
    assert widths == ["60.0", "90.0"]
    assert "from 0.800 to 1.000 (fidelity)" in page


def test_a_score_that_is_full_for_every_drawing_has_no_chart_and_no_bars():
    whole = [item(i, "a boat", "red", fidelity=0.99996) for i in range(3)]
    page = report("x", whole, [], {})
    assert "mean fidelity" in page
    assert "histogram of fidelity" not in page
    assert "<dt class='fidelity'" not in page
    assert re.search(r'"headline">\d+ bytes<', page)
    page = report("x", [*whole, item(3, "a hat", "red", fidelity=0.98)], [], {})
    assert "histogram of fidelity" in page
    assert '"headline">fidelity 0.980<' in page


@pytest.mark.parametrize(
    ("values", "ends"),
    [([1.0, 1.0], (0.9, 1.0)), ([0.97, 1.0], (0.9, 1.0)), ([0.0, 0.31], (0.0, 0.4)), ([1.05, 1.2], (1.0, 1.2))],
)
def test_an_axis_ends_where_the_values_can(values, ends):
    drawn = histogram(metrics()["fidelity"], values)
    assert (float(drawn.axis[0]), float(drawn.axis[2])) == ends


def test_differences_have_a_true_minus_and_none_has_no_sign():
    score, size = metrics()["score"], metrics()["bytes"]
    assert [score.signed(value) for value in (0.1, -0.1, 0.0, -0.0001)] == ["+0.100", "−0.100", "0.000", "0.000"]
    assert [size.signed(value) for value in (1200.0, -1200.0, -10.0)] == ["+1,200", "−1,200", "−10"]


def test_settings_are_words():
    settings = {"lora": None, "code_sha256": "0a1b2c", "weight_files": {"x": "0a1b2c"}, "scoring": {"clip": None}}
    page = report("x", [item(0, "a boat", "red")], [], settings)
    table = page[page.index('class="settings"') :]
    assert "None" not in table
    assert "0a1b2c" not in page
    assert "clip –" in table
    page = comparison(("a", "b"), [], {}, [], (settings, settings | {"code_sha256": "9f", "lora": "style"}))
    assert "A: –, B: style" in page
    assert ">code<td dir=\"auto\">changed" in page


@pytest.mark.parametrize(("count", "better"), [(2, False), (5, False), (6, True)])
def test_few_pairs_prove_nothing(count, better):
    page = comparison(("a", "b"), [], {"score": paired([0.1] * count, [0.9] * count)}, [], ({}, {}))
    assert ('<tr class="better">' in page) == better
    assert ("Fewer than 6 pairs" in page) != better


# --------------------------------------------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip(MISSING)
    with Browser() as browser:
        yield browser


@pytest.fixture
def show(browser, tmp_path):
    def show(page: str, **view):
        (tmp_path / "page.html").write_text(page)
        browser.open(tmp_path / "page.html", **view)
        return browser

    return show


ORDER = '[...document.querySelectorAll("article:not([hidden])")].map(a => a.dataset.keys.split("\\t")[1])'


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", [gallery(), compared()], ids=["report", "comparison"])
def test_it_fits_loads_nothing_and_complains_of_nothing(page, width, dark, show):
    browser = show(page, width=width, dark=dark)
    assert browser.complaints() == []
    assert [url.rpartition("/")[2] for url in browser.requests()] == ["page.html"]
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("document.title") != "hacked"
    loaded = "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode() })).then(() => true)"
    assert browser.run(loaded)
    brightness = browser.run("getComputedStyle(document.body).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", brightness))) < 100) == dark


def test_columns_sort_both_ways_and_what_was_not_measured_comes_last(show):
    browser = show(gallery())
    assert browser.run(ORDER) == ["id0", "id1", "id2", "id3"]
    assert browser.run(click("score") + ORDER) == ["id1", "id0", "id3", "id2"]
    assert browser.run(click("score") + ORDER) == ["id3", "id0", "id1", "id2"]
    assert browser.run(click("description") + ORDER) == ["id1", "id0", "id2", "id3"]  # that without a text comes last
    assert browser.run(click("row") + ORDER) == ["id0", "id1", "id2", "id3"]
    assert browser.complaints() == []


def click(name: str) -> str:
    return f'[...document.querySelectorAll("button.sort")].find(b => b.textContent === "{name}").click();'


def test_the_filter_finds_words_anywhere_in_an_item(show):
    browser = show(gallery())
    assert browser.run("nothing.hidden")
    for text, found in (("BOAT red", ["id0"]), ("is it teal", ["id3"]), ("nowhere", []), ("", 4)):
        script = f"""filter.value = {text!r}; filter.dispatchEvent(new Event("input")); {ORDER}"""
        shown = browser.run(script)
        assert (len(shown) if isinstance(found, int) else shown) == found
        assert browser.run("nothing.hidden") == bool(found)
    assert browser.run('document.getElementById("count").textContent') == "4"


def test_the_theme_can_be_turned(show):
    browser = show(gallery(), dark=True)
    color = "getComputedStyle(document.body).backgroundColor"
    dark = browser.run(color)
    assert browser.run(f'document.getElementById("theme").click(); {color}') != dark


def test_a_script_in_a_picture_does_not_run_and_one_in_the_page_neither(show):
    """What the other walls would let through, this one stops: the page's own policy."""
    wrong = gallery().replace("<main", "<script>document.title='hacked'</script><main", 1)
    browser = show(wrong)
    assert browser.run("document.title") != "hacked"
    assert any("Content Security Policy" in line for line in browser.complaints())


def test_twenty_drawings_are_a_grid_that_opens_on_a_phone(show):
    browser = show(report("x", [item(i, "a red boat", "red") for i in range(20)], [], {}), width=390)
    closed = browser.run("document.documentElement.scrollHeight")
    assert closed < 5000
    assert browser.run('document.querySelector("summary").click(); document.querySelector("details").open')
    assert browser.run("document.documentElement.scrollWidth") == 390
    assert browser.run('document.querySelector("details .views").getBoundingClientRect().height') > 100
    browser.run('document.getElementById("open").click()')
    assert browser.run('document.querySelectorAll("details[open]").length') == 20
    browser.run('document.getElementById("open").click()')
    assert browser.run('document.querySelectorAll("article details[open]").length') == 0


def test_an_opened_drawing_leaves_no_hole_and_settings_open_below(show):
    browser = show(report("x", [item(i, "a red boat", "red") for i in range(9)], [], {"seed": 1}))
    tops = '[...document.querySelectorAll("article")].map(a => Math.round(a.getBoundingClientRect().top))'
    browser.run('document.querySelectorAll("summary")[2].click()')
    places = browser.run(tops)
    assert places.count(places[0]) == 5  # of a row of five, the one that opened is not missing
    assert places[2] > places[0]
    left = "s.querySelector(\"table\").offsetLeft - s.offsetLeft"
    script = f"const s = document.querySelector(\".settings\"); s.open = true; {left}"
    assert browser.run(script) < 20


def test_a_number_is_never_broken(show):
    pair = padded(10_000), padded(10_000)
    browser = show(comparison(("a", "b"), [pair], {"bytes": paired([10_000.0], [10_000.0])}, [], ({}, {})), width=390)
    browser.run('document.getElementById("open").click()')
    heights = '[...document.querySelectorAll("dd .value")].map(e => e.getBoundingClientRect().height)'
    assert max(browser.run(heights)) < 30
