import logging
import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

import generators
import model
from model import Model
from pipeline import tracing
from pipeline.results import short_name
from pipeline.schedule import FINALISTS, QUICK_TRACE_S
from scoring import render, validate_svg
from tests.stand_ins import COLORS, Clock, Judge, Painter, svg_of
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma
from weights import WeightsNotFound

HOSTILE = {
    "empty": "",
    "spaces": " \t\r\n ",
    "long": "a very tall red house " * 455,
    "one long word": "x" * 10_000,
    "emoji": "👩‍🚀 rides a 🐎 on the 🌕",
    "control characters": "a\x00 red\x07\x1b[31m boat\x7f\u2028\u202e",
    "lone surrogates": "\ud800 boat \udfff",
    "SVG": '<svg onload="f()"><script>f()</script></svg>',
    "XML": '"/><!ENTITY x SYSTEM "file:///etc/passwd">&x;]]>',
    "formats": "%s %n {0} {description} \\x $HOME `ls`",
    "other scripts": "海に沈む赤い夕日, красный дом, بيت أحمر, בית",
    "numbers": "99999999999999999999 circles, -1 squares, 1e308 hats",
}


def parts(svg: str) -> set[str]:
    return {element.get("fill") for element in ElementTree.fromstring(svg).iter() if element.get("fill")}


@pytest.fixture
def painters(monkeypatch):
    """Generators by name, as generators.load finds them."""
    known = {"painter": Painter(), "illustrator": Painter("illustrator")}
    monkeypatch.setattr(generators, "load", lambda name="auto", **_: known[name])
    return known


@pytest.fixture
def flat(monkeypatch):
    """Vectorize to one rectangle of the picture's first colour, at once; the list has each call's time limit."""
    limits = []

    def vectorize(image, max_bytes, *, seed, time_limit_s):
        limits.append(time_limit_s)
        return svg_of(image)

    monkeypatch.setattr(tracing, "vectorize", vectorize)
    return limits


def assert_valid(svg: str, max_bytes: int = 10_000) -> None:
    validate_svg(svg, max_bytes)
    assert render(svg).getcolors() != [(384 * 384, (0, 0, 0))]


# ------------------------------------------------------------------------------------------------- the whole chain


@pytest.mark.parametrize("max_bytes", [300, 10_000])
def test_a_description_becomes_a_valid_svg_within_the_bytes(max_bytes):
    drawing = Model("illustrator", max_bytes=max_bytes).draw("a red house on a green hill")
    assert_valid(drawing.svg, max_bytes)
    assert drawing.generator == "illustrator"


@pytest.mark.parametrize("description", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_drawn_by_the_illustrator(description, flat):
    drawing = Model("illustrator").draw(description)
    assert_valid(drawing.svg)
    assert drawing.generator == "illustrator"


def test_one_seed_one_svg_whatever_was_drawn_before():
    model = Model("illustrator", seed=4, max_bytes=1_000)
    first = model.predict("a blue hat")
    other = Model("illustrator", seed=5, max_bytes=1_000).predict("a blue hat")
    assert model.predict("a blue hat") == first
    assert first != other


# ------------------------------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize("description", [None, b"a boat", 3, ["a boat"], float("nan")])
def test_what_is_no_str_is_a_type_error(description, painters):
    with pytest.raises(TypeError, match=type(description).__name__):
        Model("painter").predict(description)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("seed", -1),
        ("seed", 2**32),
        ("max_bytes", 299),
        ("max_bytes", 0),
        ("candidates", 0),
        ("candidates", -2),
        ("time_limit_s", 0),
        ("time_limit_s", -1.5),
        ("time_limit_s", float("nan")),
        ("time_limit_s", float("inf")),
        ("scorer", "luck"),
        ("workers", -1),
    ],
)
def test_arguments_out_of_range_are_named(argument, value, painters):
    with pytest.raises(ValueError, match=f"{argument}.*{re.escape(str(value))}"):
        Model("painter", **{argument: value})


@pytest.mark.parametrize("seed", [0, 2**32 - 1])
def test_the_ends_of_the_seeds_draw(seed, flat):
    assert Model("illustrator", seed=seed).draw("a red boat").generator == "illustrator"


# ------------------------------------------------------------------------------------------------------ candidates


@pytest.mark.parametrize("count", [1, 3])
def test_the_generator_is_asked_for_the_candidates(count, painters, flat):
    Model("painter", candidates=count).predict("a boat")
    assert painters["painter"].calls == [count]
    assert len(flat) == count


@pytest.fixture
def sketchy(monkeypatch, painters, scene):
    """Three pictures, of which only the second is vectorized as it looks."""
    pictures = [scene.resize((80, 60 + i)) for i in range(3)]
    painters["painter"].pictures = pictures
    faithful = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 150" preserveAspectRatio="none">'
        '<path fill="#82bef0" d="M0 0h200v150H0z"/><path fill="#3c783c" d="M0 150L70 60l70 90z"/></svg>'
    )
    trace = lambda image, *_, **__: faithful if image is pictures[1] else svg_of(image)  # noqa: E731
    monkeypatch.setattr(tracing, "vectorize", trace)
    return pictures


@pytest.mark.parametrize("scorer", ["auto", "fidelity"])
def test_the_candidate_that_keeps_most_of_its_picture_is_picked(scorer, sketchy):
    drawing = Model("painter", candidates=3, scorer=scorer).draw("a hill")
    assert drawing.picture is sketchy[1]
    assert 0.5 < drawing.fidelity <= 1


def test_without_a_scorer_the_first_is_picked(sketchy):
    drawing = Model("painter", candidates=3, scorer="first").draw("a hill")
    assert drawing.picture is sketchy[0]
    assert drawing.fidelity is None


BAD_SVG = {
    "raises": ValueError("nothing to trace"),
    "too long": svg_of(Image.new("RGB", (1, 1))).replace("><", ">" + " " * 10_000 + "<"),
    "not allowed": '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>',
    "not XML": "<svg",
    "cannot be drawn": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1e9"/>',
    "None": None,
}


@pytest.fixture
def vectorize_badly(monkeypatch):
    """Make vectorize go wrong on the pictures that `on` picks."""

    def install(result, on=lambda image: True):
        def vectorize(image, *_, **__):
            if not on(image):
                return svg_of(image)
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(tracing, "vectorize", vectorize)

    return install


@pytest.mark.parametrize("result", BAD_SVG.values(), ids=BAD_SVG)
@pytest.mark.parametrize("scorer", ["fidelity", "first"])
def test_a_bad_candidate_costs_itself_alone(scorer, result, painters, vectorize_badly):
    vectorize_badly(result, on=lambda image: image.getpixel((0, 0)) == (200, 30, 30))  # the first of COLORS
    drawing = Model("painter", candidates=3, scorer=scorer).draw("a boat")
    assert drawing.generator == "painter"
    assert painters["painter"].calls == [3]
    assert parts(drawing.svg) <= set(COLORS[1:3])


# ------------------------------------------------------------------------------------------------------- step-downs


def out_of_memory() -> Exception:
    import torch

    return torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")


@pytest.mark.parametrize(
    "error", [RuntimeError("broken"), MemoryError(), RecursionError(), OSError(5, "disk"), out_of_memory()], ids=repr
)
def test_a_generator_that_fails_gives_way_to_the_illustrator(error, painters, flat, caplog):
    painters["painter"].error = error
    drawing = Model("painter", candidates=3).draw("a boat")
    assert drawing.generator == "illustrator"
    assert painters["painter"].calls == [3, 1]
    assert_valid(drawing.svg)
    assert [type(error).__name__ in record.getMessage() for record in caplog.records] == [True, True]
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


def test_a_generator_that_fails_on_many_draws_one(painters, flat):
    painters["painter"].error, painters["painter"].most = out_of_memory(), 1
    drawing = Model("painter", candidates=4).draw("a boat")
    assert drawing.generator == "painter"
    assert painters["painter"].calls == [4, 1]


@pytest.mark.parametrize("pictures", [[], 7, ["a picture"], [None, None], None], ids=repr)
def test_junk_pictures_give_way_to_the_illustrator(pictures, painters):
    painters["painter"].pictures = pictures
    drawing = Model("painter", candidates=2).draw("a boat")
    assert drawing.generator == "illustrator"
    assert_valid(drawing.svg)


def test_junk_among_pictures_is_left_out(painters):
    painters["painter"].pictures = [None, Image.new("RGB", (64, 64), "teal"), "junk"]
    assert Model("painter", candidates=3).draw("a boat").generator == "painter"


@pytest.mark.parametrize("result", BAD_SVG.values(), ids=BAD_SVG)
def test_when_nothing_can_be_vectorized_a_plain_scene_is_drawn(result, painters, vectorize_badly):
    vectorize_badly(result)
    drawing = Model("painter", max_bytes=300).draw("a boat")
    assert drawing.generator == "plain scene"
    assert_valid(drawing.svg, 300)


@pytest.mark.parametrize("name", ["painter", "illustrator"])
def test_when_every_generator_fails_a_plain_scene_is_drawn(name, painters):
    for painter in painters.values():
        painter.error = RuntimeError("broken")
    drawing = Model(name, candidates=2).draw("a boat")
    assert drawing.generator == "plain scene"
    assert painters["illustrator"].calls
    assert_valid(drawing.svg)


def test_when_the_illustrator_cannot_be_loaded_a_plain_scene_is_drawn(painters):
    painters["painter"].error = RuntimeError("broken")
    drawer = Model("painter")
    del painters["illustrator"]
    assert drawer.draw("a boat").generator == "plain scene"


@example("\ud800")
@given(st.text(st.characters(exclude_categories=())))
def test_the_plain_scene_takes_any_text(painters, text):
    painters["painter"].error = painters["illustrator"].error = RuntimeError("broken")
    svg = Model("painter").predict(text)
    assert_valid(svg, 300)
    assert len(parts(svg)) == 2
    assert svg == Model("painter").predict(text)


@example("\ud800")
@given(st.text(st.characters(exclude_categories=())))
def test_predict_never_raises_for_a_str(painters, flat, text):
    assert_valid(Model("painter").predict(text))


def test_an_interrupt_is_not_swallowed(painters):
    painters["painter"].error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        Model("painter").predict("a boat")


# ------------------------------------------------------------------------------------------------------- time limit


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def slow(monkeypatch, clock):
    """vectorize takes 10 s; the list has each call's time limit."""
    limits = []

    def vectorize(image, *_, time_limit_s, **__):
        limits.append(time_limit_s)
        clock.now += 10
        return svg_of(image)

    monkeypatch.setattr(tracing, "vectorize", vectorize)
    return limits


@pytest.mark.parametrize(("limit", "drawn"), [(5, 1), (15, 1), (25, 2), (35, 3), (1000, 5)])
def test_another_candidate_is_drawn_while_it_fits(limit, drawn, painters, slow, clock):
    drawing = Model("painter", candidates=5, time_limit_s=limit, clock=clock).draw("a boat")
    assert drawing.generator == "painter"
    assert painters["painter"].starts == list(range(drawn))
    assert painters["painter"].calls == [1] * drawn


def test_one_by_one_the_candidates_are_the_same(painters, monkeypatch):
    seen = []
    monkeypatch.setattr(tracing, "vectorize", lambda image, *_, **__: seen.append(svg_of(image)) or seen[-1])
    for limit in (None, 1000):
        Model("painter", candidates=3, time_limit_s=limit, seed=1).predict("a boat")
    assert seen[:3] == seen[3:6]
    assert len(set(seen)) == 3


def test_one_by_one_a_picture_that_fails_costs_itself_alone(painters, flat, monkeypatch):
    painter = painters["painter"]
    generate = painter.generate

    def blank_at_first(description, count, seed, start=0):
        if start == 0:
            raise RuntimeError("drew 1 blank pictures")
        return generate(description, count, seed, start)

    monkeypatch.setattr(painter, "generate", blank_at_first)
    assert Model("painter", candidates=3, time_limit_s=60).draw("a boat").generator == "painter"
    assert painter.starts == [1, 2]


def test_candidates_are_vectorized_quickly_and_the_best_with_all_that_is_left(painters, slow, clock):
    Model("painter", candidates=3, time_limit_s=60, clock=clock).predict("a boat")
    assert slow == [QUICK_TRACE_S] * 3 + [60 - 30]


def test_a_single_picture_has_all_the_time(painters, slow, clock):
    Model("painter", time_limit_s=60, clock=clock).predict("a boat")
    assert slow == [60]


def test_a_refined_svg_that_is_worse_is_not_taken(painters, monkeypatch):
    def vectorize(image, *_, time_limit_s, **__):
        return svg_of(image if time_limit_s <= QUICK_TRACE_S else Image.new("RGB", (1, 1), "white"))

    monkeypatch.setattr(tracing, "vectorize", vectorize)
    drawing = Model("painter", candidates=2, time_limit_s=60).draw("a boat")
    assert parts(drawing.svg) <= set(COLORS[:2])


def test_a_refinement_that_fails_costs_itself_alone(painters, monkeypatch):
    def vectorize(image, *_, time_limit_s, **__):
        return svg_of(image) if time_limit_s <= QUICK_TRACE_S else None

    monkeypatch.setattr(tracing, "vectorize", vectorize)
    assert Model("painter", candidates=2, time_limit_s=60).draw("a boat").candidates == 2


def test_as_many_are_drawn_at_once_as_the_generator_likes_and_the_time_holds(painters, slow, clock, monkeypatch):
    """A picture takes 10 s to draw and 10 s to vectorize: five in 105 s, of which the first tells the costs."""
    painter = painters["painter"]
    painter.batch = 3
    generate = painter.generate

    def slowly(description, count, *args, **kwargs):
        clock.now += 10 * count
        return generate(description, count, *args, **kwargs)

    monkeypatch.setattr(painter, "generate", slowly)
    assert Model("painter", candidates=9, time_limit_s=105, clock=clock).draw("a boat").candidates == 5
    assert painter.calls == [1, 3, 1]
    assert painter.starts == [0, 1, 4]


@pytest.mark.slow
def test_workers_draw_the_same(scene, painters):
    painters["painter"].pictures = [scene, scene.rotate(90)]
    alone = Model("painter", candidates=2, max_bytes=500).draw("a hill")
    drawer = Model("painter", candidates=2, max_bytes=500, workers=2)
    assert drawer.draw("a hill").svg == alone.svg
    assert drawer.schedule.costs["trace"] > 0
    drawer.close()


# -------------------------------------------------------------------------------------------------- a run of many


def test_a_run_shares_its_time_and_passes_on_what_is_saved(painters, slow, clock):
    drawer = Model("painter", candidates=9, total_time_s=400, total_count=4, clock=clock)  # 380 without the reserve
    counts = [drawer.draw("a boat").candidates]
    clock.now += 60  # a stall between two descriptions
    counts += [drawer.draw("a boat").candidates for _ in range(3)]
    assert sum(counts) >= 22  # 320 s hold four refinements and 28 pictures; each description may leave 10 s unused
    assert clock.now <= 1000 + 400


def test_when_the_time_is_up_the_illustrator_draws(painters, flat, clock, monkeypatch):
    slow_generate(painters["painter"], clock, monkeypatch)
    drawer = Model("painter", candidates=3, total_time_s=150, total_count=3, clock=clock)
    assert [drawer.draw("a boat").generator for _ in range(3)] == ["painter", "illustrator", "illustrator"]


@pytest.mark.parametrize(("seconds", "count"), [(0, 5), (-1, 5), (float("nan"), 5), (10, 0)])
def test_a_run_needs_time_and_descriptions(seconds, count, painters):
    with pytest.raises(ValueError, match=f"not {seconds} s for {count}"):
        Model("painter", total_time_s=seconds, total_count=count)


# --------------------------------------------------------------------------------------------------------- the judge


@pytest.fixture
def judge(monkeypatch):
    judge = Judge()
    monkeypatch.setattr(model, "find_judge", lambda scorer: judge)
    return judge


def test_the_judge_picks_among_the_finalists(judge, painters, flat):
    drawing = Model("painter", candidates=5).draw("a boat")
    assert parts(drawing.svg) == {COLORS[2]}
    assert judge.seen == [FINALISTS]


def test_a_judge_that_fails_leaves_the_pick_to_fidelity(judge, painters, flat, caplog):
    judge.error = out_of_memory()
    assert Model("painter", candidates=5).draw("a boat").generator == "painter"
    assert "picked by fidelity after OutOfMemoryError" in caplog.text


def test_without_time_for_a_close_look_the_glance_decides(judge, painters, flat, clock):
    judge.clock, judge.seconds = clock, 20.0
    drawer = Model("painter", candidates=5, time_limit_s=30, clock=clock)
    assert parts(drawer.draw("a boat").svg) == {COLORS[2]}  # what a close look costs is learned here
    assert parts(drawer.draw("a boat").svg) <= {COLORS[0], COLORS[1]}
    assert judge.seen == [4]


def test_time_is_kept_for_the_glances_that_are_still_to_come(judge, painters, flat, clock, monkeypatch):
    """A glance takes 2 s and a close look 1: of 20 s the finalists' 4 are kept, and 16 are those of 8 pictures."""
    glance = judge.glance

    def slow_glance(description, svgs, seed):
        clock.now += 2.0 * len(svgs)
        return glance(description, svgs, seed)

    monkeypatch.setattr(judge, "glance", slow_glance)
    judge.clock, judge.seconds = clock, 1.0
    drawer = Model("painter", candidates=12, time_limit_s=20, clock=clock)
    drawer.predict("a boat")  # what a look costs is learned here
    assert [drawer.draw("a boat").candidates for _ in range(2)] == [8, 8]
    assert judge.seen == [FINALISTS] * 3


def test_a_slow_first_picture_does_not_lock_its_generator_out(painters, flat, clock, monkeypatch):
    painter, waits = painters["painter"], [90, 1, 1, 1, 1]
    generate = painter.generate

    def slow_at_first(*args, **kwargs):
        clock.now += waits.pop(0)
        return generate(*args, **kwargs)

    monkeypatch.setattr(painter, "generate", slow_at_first)
    drawer = Model("painter", time_limit_s=30, clock=clock)
    assert [drawer.draw("a boat").generator for _ in range(5)] == ["painter"] * 5


def test_a_judge_that_was_asked_for_needs_its_weights(painters, monkeypatch, tmp_path):
    monkeypatch.setenv("PALIGEMMA_PATH", str(tmp_path))
    with pytest.raises(WeightsNotFound, match="paligemma"):
        Model("painter", candidates=2, scorer="judge")
    assert Model("painter", candidates=2, scorer="auto").choice.judge is None


def test_the_tiny_judge_picks_a_drawing(painters, flat, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIP_PATH", str(tiny_clip(tmp_path / "clip")))
    monkeypatch.setenv("AESTHETIC_HEAD_PATH", str(tiny_head(tmp_path / "linearmse.safetensors")))
    monkeypatch.setenv("PALIGEMMA_PATH", str(tiny_paligemma(tmp_path / "paligemma")))
    drawer = Model("painter", candidates=5, scorer="judge")
    svgs = [svg_of(Image.new("RGB", (9, 9), color)) for color in COLORS]
    glances = drawer.choice.judge.glance("a boat", svgs)
    finalists = sorted(range(5), key=lambda i: -glances[i])[:FINALISTS]
    scores = drawer.choice.judge.score("a boat", [svgs[i] for i in finalists])
    assert drawer.draw("a boat").svg == svgs[finalists[scores.index(max(scores))]]


def test_a_picture_full_of_letters_is_not_picked(painters, monkeypatch, scene):
    lettered = scene.resize((384, 384))
    ImageDraw.Draw(lettered).text((40, 150), "a caption in it", fill="black", font=ImageFont.load_default(40))
    painters["painter"].pictures = [lettered, scene.resize((384, 384))]
    monkeypatch.setattr("scoring.measures.fidelity.fidelity", lambda drawn, picture: 0.9)
    drawing = Model("painter", candidates=2).draw("a hill")
    assert drawing.picture is painters["painter"].pictures[1]


def test_without_a_limit_none_is_passed_on(painters, slow, clock):
    Model("painter", candidates=2, clock=clock).predict("a boat")
    assert slow == [None, None]


def slow_generate(painter, clock, monkeypatch):
    generate = painter.generate

    def slowly(*args, **kwargs):
        clock.now += 100
        return generate(*args, **kwargs)

    monkeypatch.setattr(painter, "generate", slowly)


def test_a_picture_that_took_all_the_time_is_still_vectorized(painters, slow, clock, monkeypatch):
    slow_generate(painters["painter"], clock, monkeypatch)
    assert Model("painter", candidates=3, time_limit_s=30, clock=clock).draw("a boat").generator == "painter"
    assert slow == [0]


def test_out_of_time_a_failed_generator_is_not_asked_again(painters, slow, clock, monkeypatch):
    painters["painter"].error = RuntimeError("broken")
    slow_generate(painters["painter"], clock, monkeypatch)
    assert Model("painter", candidates=3, time_limit_s=30, clock=clock).draw("a boat").generator == "illustrator"
    assert painters["painter"].calls == [1]


# ------------------------------------------------------------------------------------------------------- file names


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("a lighthouse overlooking the ocean", "a-lighthouse-overlooking-the-ocean"),
        ("  Two -- RED hats!  ", "two-red-hats"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_short_name(description, name):
    assert short_name(description) == name


@example("\ud800")
@given(st.text(st.characters(exclude_categories=())))
def test_every_description_has_a_short_name(text):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", short_name(text))


def test_descriptions_without_letters_have_their_own_names():
    assert len({short_name(text) for text in ("", "海", "夕日", "!?")}) == 4
