"""Text from elsewhere takes time in proportion to its length: twice the text, about twice the time.

Each text is of a kind that a pattern with a choice of ways through it would try all of them on.  Processor times are
compared within one run, again where they differ too much, and only where they are long enough to mean something.
"""

import gc
import time
from collections import Counter
from contextlib import suppress

import pytest

from fitting.repair import markup, structure, styles
from generators.gemma import _shapes
from scoring.complexity import TooMuchError, check_effort
from scoring.constraints import find_violations
from scoring.questions import repair_questions

MEASURABLE, TWICE = 0.05, 3.2  # seconds; a quadratic pattern takes four times as long
SHORTEST, LONGEST = 12_000, 50_000  # characters; a model's text is cut after 100,000
TOKENS = (
    "/*", "/* a ", "/**", "*/", "<!--", "--", "<!", "<?", "<", ">", "{", "}", "{}", "a{", "a,", ".a", "a:b;", '"', "'",
    " ", "\n", "a", "a ", "a=", "=", "0", "0.", ".0", "1e", "-", "1 ", ",", "url(", "url( ", "url(#", "url(#a) ", "(",
    "a(", "scale(", "rgb(", "#f", "&", "&amp;", "&#", "<svg ", "<svg>", "<g ", "<style>", "<sTyLe", "<text>", "<TEXT>",
    "</text>", "```", "z ", "Z,", "nan", "inf", "choices:", "answer:", "1) ", "?", "[", "é",
)  # fmt: skip
PLACES = {
    "text": "{}",
    "tag": "<svg {}><g/></svg>",
    "sheet": "<svg><g/><style>{}</style></svg>",
    "open sheet": "<svg><g/><style>{}",
    **{name: f"<svg><path {name}='{{}}'/></svg>" for name in ("d", "transform", "fill", "style", "id", "clip-path")},
}


def seconds(function, text: str, times: int) -> float:
    taken = []
    gc.disable()  # as timeit does: a collection that falls into one of two measurements tells nothing of the text
    try:
        for _ in range(times):
            start = time.process_time()
            function(text)
            taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(taken)


def assert_linear(function, make) -> None:
    """make: a length -> a text of about so many characters."""
    length = SHORTEST
    while length <= LONGEST:
        once = seconds(function, make(length), 1)
        if once >= MEASURABLE:
            ratios = (seconds(function, make(2 * length), 1) / seconds(function, make(length), 2) for _ in range(5))
            assert any(ratio < TWICE for ratio in ratios)
            return
        length *= 2


def repaired(text: str) -> None:
    """What repair_svg does with a text before it draws."""
    notes: Counter[str] = Counter()
    try:
        root, sheet = markup.parse(text, notes)
    except ValueError:
        return
    styles.inline(root, sheet, notes)
    structure.clean_attributes(root, notes)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_repair_reads_any_text_in_linear_time(place):
    before, after = place.split("{}")
    for token in TOKENS:
        assert_linear(repaired, lambda length, token=token: before + token * (length // len(token)) + after)


@pytest.mark.parametrize("ending", ["", "x", "]x answer: no"])
def test_a_model_s_questions_are_read_in_linear_time(ending, monkeypatch):
    monkeypatch.setattr("scoring.questions.model_text.MAX_MODEL_CHARACTERS", 10**6)
    start = "1. Is it red? " if ending else ""
    for token in TOKENS:
        assert_linear(
            lambda text: repair_questions(text, "a red boat"),
            lambda length, token=token: start + token * (length // len(token)) + ending,
        )


def effort(svg: str) -> None:
    """What check_effort does with a text, refused or not."""
    with suppress(TooMuchError):
        check_effort(svg)


@pytest.mark.parametrize("function", [effort, lambda svg: list(find_violations(svg)), _shapes])
def test_the_judge_reads_any_document_in_linear_time(function):
    for token in TOKENS:
        plain = token.replace("<", "").replace("&", "").replace('"', "") or "a"
        for name in ("d", "fill"):
            assert_linear(
                function,
                lambda length, text=plain, name=name: f'<svg><path {name}="{text * (length // len(text))}"/></svg>',
            )


def test_what_stays_open_does_not_repeat_itself():
    assert_linear(_shapes, lambda length: "<rect " * (length // 6))
    assert_linear(repaired, lambda length: "<svg>" + "<g>" * (length // 3))
