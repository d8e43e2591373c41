"""The page in a browser: what a person does with it, with nothing in the console and no request elsewhere."""

import re
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import numpy as np
import pytest
from PIL import Image

from scoring import validate_svg
from tests.web.browser import CHROMIUM, NEEDS_BROWSER, expect, sync_playwright
from tests.web.studio import make_album, serving

pytestmark = NEEDS_BROWSER
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    make_album(folder / "runs" / "reds")
    with serving(folder=folder) as studio:
        yield studio.address


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address):
    """A page at the studio; whatever it complains of, or asks of others, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    complaints, hosts = [], set()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(address)
    wait_for_drawing(page)
    yield page
    context.close()
    assert complaints == []
    assert hosts <= {urlsplit(address).netloc, ""}  # "": data:, and blob: of a download


def wait_for_drawing(page):
    page.wait_for_selector("#hero img:not([hidden])")
    quiet(page)


def until(page, script, arg=None):
    """Wait until a script is true; Playwright's own way to wait would need the page's policy to allow eval."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(script, arg):
        assert time.monotonic() < end, script
        page.wait_for_timeout(30)


def quiet(page):
    """Wait until nothing is being drawn or fitted."""
    until(page, "document.body.dataset.drawing !== 'true' && document.body.dataset.fitting !== 'true'")


def draw(page, sentence):
    page.fill("#sentence", sentence)
    page.press("#sentence", "Enter")
    until(page, "words => document.title.startsWith(words)", arg=sentence)
    quiet(page)


def figure(page, name):
    shown = page.locator(f"section:not([hidden]) [data-figure={name}]").first
    return float(shown.inner_text().replace(",", ""))


def download(page, what) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"section:not([hidden]) [data-do={what}]").click()
    return Path(waiting.value.path())


def slide(page, slider, value):
    """Move a slider as a hand does: while it moves, and when it rests."""
    page.locator(slider).evaluate(
        "(slider, value) => { slider.value = value; for (const name of ['input', 'change'])"
        " slider.dispatchEvent(new Event(name, { bubbles: true })); }",
        value,
    )
    quiet(page)


def test_a_picture_appears_while_the_sentence_is_typed(page):
    page.fill("#sentence", "")
    page.type("#sentence", "a green parasol on an empty beach")
    until(page, "document.title.startsWith('a green parasol on an empty beach')")
    quiet(page)
    expect(page.locator(".seeds button")).to_have_count(4)
    expect(page.locator("#understood")).to_contain_text("parasol")
    assert figure(page, "fidelity") == 1


def test_an_example_is_one_click_away(page):
    page.get_by_role("button", name="a purple forest at dusk").click()
    until(page, "document.title.startsWith('a purple forest at dusk')")
    assert "a+purple+forest+at+dusk" in page.url


def test_the_slider_fits_the_drawing_into_fewer_bytes(page):
    draw(page, "a red fox in the snow under a full moon")
    assert figure(page, "bytes") > 4000
    slide(page, "#draw-budget", 600)
    budget = int(re.sub(r"\D", "", page.locator("#view-draw [data-budget-words]").inner_text()))
    assert figure(page, "bytes") <= budget < 3000
    until(page, "document.querySelector('[data-figure=fidelity]').textContent < '1'")
    validate_svg(download(page, "svg").read_text(), budget)


def test_the_picture_changes_while_the_slider_moves(page):
    draw(page, "a purple forest at dusk")
    page.evaluate("""() => {
      window.seen = new Set();
      const image = document.querySelector("#hero img");
      new MutationObserver(() => window.seen.add(image.src)).observe(image, { attributes: true });
    }""")
    box = page.locator("#draw-budget").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 10, y)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(box["x"] + box["width"] * (0.9 - step / 100), y)
        page.wait_for_timeout(100)
    while_moving = page.evaluate("window.seen.size")
    page.mouse.up()
    quiet(page)
    assert while_moving > 1


def test_edits_stay_within_few_bytes(page):
    draw(page, "a red fox in the snow under a full moon")
    page.click("nav [data-view=look]")
    slide(page, "#look-budget", 550)
    budget = int(re.sub(r"\D", "", page.locator("#view-look [data-budget-words]").inner_text()))
    layer = page.locator("#layers li[data-key='#fox']")
    swatch = layer.locator("input[type=color]").nth(3)
    swatch.evaluate("one => { one.value = '#12ab9f'; one.dispatchEvent(new Event('change')); }")
    quiet(page)
    layer.locator("input[type=text]").fill("vixen")
    layer.locator("input[type=text]").press("Enter")
    quiet(page)
    page.locator("#layers li[data-key='#moon'] .eye").click()
    quiet(page)
    edited = download(page, "svg").read_text()
    validate_svg(edited, budget)
    assert 'id="vixen"' in edited
    assert 'id="moon"' not in edited


def test_each_view_shows_its_own_drawing_again(page, scene, tmp_path):
    draw(page, "a red boat")
    scene.save(tmp_path / "scene.png")
    page.click("nav [data-view=vectorize]")
    page.set_input_files("#file", tmp_path / "scene.png")
    expect(page.locator("#view-vectorize [data-figure=fidelity]")).to_contain_text("0.")
    page.click("nav [data-view=look]")
    traced = download(page, "svg").read_text()
    page.locator("#layers .eye").first.click()
    quiet(page)
    assert len(download(page, "svg").read_text()) < len(traced)
    for layer in (1, 2):
        page.locator("#layers input[type=text]").nth(layer).fill("hill")
        page.keyboard.press("Enter")
        quiet(page)
    named = download(page, "svg").read_text()
    assert named.count('id="hill"') == named.count('id="hill-2"') == 1
    page.click("nav [data-view=draw]")
    assert 'id="boat"' in download(page, "svg").read_text()


def test_another_seed_takes_the_place_of_the_first(page):
    before = page.locator("#hero img").get_attribute("src")
    page.locator(".seeds button").nth(2).click()
    until(page, "before => document.querySelector('#hero img').getAttribute('src') !== before", arg=before)
    assert "seed=2" in page.url


def test_a_layer_is_hidden_recolored_and_renamed(page):
    draw(page, "a red fox in the snow under a full moon")
    page.click("nav [data-view=look]")
    layer = page.locator("#layers li[data-key='#fox']")
    whole = download(page, "svg").read_text()
    layer.locator(".eye").click()
    hidden = download(page, "svg").read_text()
    assert 'id="fox"' in whole
    assert 'id="fox"' not in hidden
    layer.locator(".eye").click()
    assert 'id="fox"' in download(page, "svg").read_text()
    swatch = layer.locator("input[type=color]").first
    old = swatch.input_value()
    swatch.evaluate("one => { one.value = '#12ab9f'; one.dispatchEvent(new Event('change')); }")
    layer.locator("input[type=text]").fill("Mr Fox")
    layer.locator("input[type=text]").press("Enter")
    edited = download(page, "svg").read_text()
    assert "#12ab9f" in edited
    assert whole.count(old) > edited.count(old)
    assert 'id="mr-fox"' in edited
    validate_svg(edited)
    assert page.locator("#code .chosen").first.inner_text().count("mr-fox") == 1
    png = Image.open(download(page, "png"))
    assert png.size == (1024, 1024)
    teal = (np.abs(np.asarray(png.convert("RGB")).astype(int) - (0x12, 0xAB, 0x9F)).max(axis=2) < 12).mean()
    assert teal > 0.001
    page.locator("#view-look [data-do=copy]").click()
    page.wait_for_selector("#message:not([hidden])")
    assert page.evaluate("navigator.clipboard.readText()") == edited


def test_recoloring_a_layer_leaves_the_others_as_they_are(page):
    draw(page, "three copper rings inside a green square")
    page.click("nav [data-view=look]")
    rings = page.locator("#layers li[data-key^='#ring']")
    assert rings.count() >= 2
    swatch = rings.first.locator("input[type=color]").first
    old = swatch.input_value()
    swatch.evaluate("one => { one.value = '#123456'; one.dispatchEvent(new Event('change')); }")
    quiet(page)
    edited = download(page, "svg").read_text()
    assert "#123456" in edited
    assert old in edited
    validate_svg(edited)


def test_what_is_seen_closely(page):
    draw(page, "a lighthouse overlooking the ocean")
    page.click("nav [data-view=look]")
    page.keyboard.press("j")
    until(page, "document.querySelector('#stage img').src.includes('/pictures/')")
    page.keyboard.press("d")
    until(page, "document.querySelector('#stage img').src.includes('/pictures/')")
    page.keyboard.press("d")
    until(page, "document.querySelector('#stage img').src.startsWith('data:')")
    page.keyboard.press("o")
    page.locator("#layers li[data-key='#lighthouse'] input[type=text]").focus()
    assert page.locator("#stage .outlines [data-path].chosen").count() > 1
    assert page.locator("#stage .nodes").get_attribute("d").count("M") > 8
    page.locator("#stage").focus()
    for _ in range(3):
        page.keyboard.press("+")
    expect(page.locator("#zoom")).to_have_text("195 %")
    page.keyboard.press("0")
    expect(page.locator("#zoom")).to_have_text("100 %")


def test_a_click_in_the_picture_chooses_its_layer(page):
    draw(page, "a red fox in the snow under a full moon")
    page.click("nav [data-view=look]")
    box = page.locator("#stage .sheet").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8)
    expect(page.locator("#layers .chosen input[type=text]")).to_have_value("fox")


def test_a_picture_that_is_dropped_is_traced(page, scene, tmp_path):
    scene.save(tmp_path / "scene.png")
    page.click("nav [data-view=vectorize]")
    page.set_input_files("#file", tmp_path / "scene.png")
    page.wait_for_selector("#split .after[src^=data]")
    expect(page.locator("#view-vectorize [data-figure=fidelity]")).to_contain_text("0.")
    assert figure(page, "fidelity") > 0.9
    slide(page, "#trace-budget", 300)
    until(page, "document.querySelector('#split').dataset.busy !== 'true'")
    validate_svg(download(page, "svg").read_text(), 1000)
    page.click("#lost")
    expect(page.locator("#split .lost")).to_be_visible()


def test_a_drop_event_is_taken(page):
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["no picture"], "words.png"));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#message")).to_contain_text("words.png: ")
    assert page.url.endswith("#vectorize")


def test_a_tracing_that_is_stopped_ends(page, noise, tmp_path):
    noise.save(tmp_path / "noise.png")
    page.click("nav [data-view=vectorize]")
    page.locator("#trace-time").evaluate("one => { one.value = 20; }")
    page.set_input_files("#file", tmp_path / "noise.png")
    page.wait_for_selector("#trace-stop:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#trace-stop", state="hidden")
    page.click("nav [data-view=draw]")
    draw(page, "a red boat")  # at once, by the other worker or a new one


def test_a_reload_keeps_the_drawing_its_edits_and_the_history(page):
    draw(page, "a red fox in the snow under a full moon")
    page.click("nav [data-view=look]")
    page.locator("#layers li[data-key='#moon'] .eye").click()
    until(page, "localStorage.getItem('studio.earlier')?.includes('hidden')")
    before = download(page, "svg").read_text()
    page.reload()
    page.wait_for_selector("#layers li[data-key='#moon'].hidden")
    quiet(page)
    assert download(page, "svg").read_text() == before
    page.click("nav [data-view=draw]")
    assert page.input_value("#sentence") == "a red fox in the snow under a full moon"
    expect(page.locator("#earlier li")).to_have_count(1)
    draw(page, "a red boat")
    page.locator("#earlier li", has_text="fox").locator("button").click()
    until(page, "document.title.startsWith('a red fox')")


def test_an_album_is_shown_with_its_filter(page):
    page.click("nav [data-view=gallery]")
    report = page.frame_locator("#report")
    expect(report.locator("article")).to_have_count(2)
    report.locator("#filter").fill("barn")
    expect(report.locator("article:visible")).to_have_count(1)
    expect(page.locator("#folder")).to_contain_text("runs/reds")
    report.locator("article:visible summary").click()
    expect(report.locator("details[open]")).to_be_visible()


def test_a_link_holds_sentence_and_settings(page, address):
    page.goto("about:blank")
    page.goto(f"{address}/#draw?q=a+navy+raincoat&seed=7&bytes=2000&with=illustrator")
    wait_for_drawing(page)
    assert page.input_value("#sentence") == "a navy raincoat"
    assert figure(page, "bytes") <= 2000
    assert page.locator(".seeds [aria-pressed=true]").get_attribute("data-seed") == "7"


def test_what_is_written_in_a_link_is_text(page, address):
    page.goto("about:blank")
    sentence = "a boat <img src=x onerror=alert(1)> <script>alert(2)</script>"
    page.goto(f"{address}/#draw?{urlencode({'q': sentence})}&seed=1e9&bytes=-5&with=nothing")
    wait_for_drawing(page)
    assert page.input_value("#sentence") == sentence
    assert page.locator("main script, main img[src=x]").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    for view in ("draw", "look", "vectorize", "gallery"):
        page.click(f"nav [data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name(page):
    unnamed = """[...document.querySelectorAll("button, a, input, select, textarea, iframe, img:not([alt])")]
      .filter((one) => !(one.ariaLabel || one.title || one.textContent.trim() || one.labels?.length))
      .map((one) => one.outerHTML)"""
    page.click("nav [data-view=look]")
    assert page.evaluate(unnamed) == []


def test_the_page_weighs_little(page, address):
    paths = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    own = [path for path in {*paths, f"{address}/"} if path.startswith(address) and "/jobs" not in path]
    assert len(own) > 10
    assert sum(len(page.request.get(path).body()) for path in own) < 150_000
