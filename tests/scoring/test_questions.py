"""Questions for any description: what every set of them keeps to, and what a model's text is worth."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.questions import MAX_COUNT, GemmaQuestions, make_questions, repair_questions, words
from scoring.questions.phrases import parse
from scoring.questions.rules import drafts
from scoring.tables import Question
from support.english import plural, singular
from tests.tiny_models import CHAT, tiny_gemma2

YES_NO = ("no", "yes")
SHARED = Path(__file__).parents[2].parent / "shared" / "data"
OWN = (
    "three blue owls sitting on a wooden fence",
    "a tree without leaves on a hill in winter",
    "two yellow kites above a sandy island",
    "a linen apron with a leather strap",
    "a crab made of copper holding a pearl",
    "steaming cup of coffee on a marble counter",
    "green and white striped umbrella near a canal at dawn",
    "teal ovals interwoven with crimson ribbons",
    "a fox, an owl and a bear",
    "a red cube on a blue cube",
    "xyzzy flurb",
    "12 34",
    "",
)
ODD = ("", " ", "🐈", "一只红色的猫", "Кот на крыше", "?!", "a", "the of with", "and and", "\ud800", "\x00")


def kinds(questions) -> list[str]:
    return [q.answer if q.choices == YES_NO else "choice" for q in questions]


def assert_valid(questions, count=4):
    """The rules that hold for every set, written anew rather than taken from the module."""
    assert len(questions) == count
    assert len({q.text.lower() for q in questions}) == count
    for q in questions:
        assert q.text[0].isupper() and q.text.endswith("?") and len(q.text) <= 160
        assert q.answer in q.choices and list(q.choices) == sorted(set(q.choices))
        if q.choices != YES_NO:
            assert len(q.choices) == 4
            asked = {singular(word) for word in q.text.lower().rstrip("?").split()}
            assert not any(singular(word) in asked for word in q.answer.split() if len(word) > 2), q
    found = kinds(questions)
    if count >= 2:
        assert "yes" in found and "no" in found
    assert abs(found.count("choice") - 0.4 * count) <= 1


@given(st.text(), st.integers(0, 3), st.integers(1, MAX_COUNT))
def test_any_text_gives_valid_questions(text, seed, count):
    assert_valid(make_questions(text, seed, count), count)


KNOWN = (
    "a the red gold wooden silk owl ring sky fence lake two on in of with and at , night no covered surrounded by "
    "holding made riding sleeping stars orange snow-covered pattern striped men stack"
)


@given(st.lists(st.sampled_from(KNOWN.split()), max_size=14))
def test_any_order_of_known_words_gives_valid_questions(order):
    assert_valid(make_questions(" ".join(order)))


@pytest.mark.parametrize("text", (*ODD, "x" * 10_000))
@pytest.mark.parametrize("count", range(1, MAX_COUNT + 1))
def test_odd_text_gives_valid_questions(text, count):
    assert_valid(make_questions(text, 0, count), count)


def test_long_text_is_no_trouble():
    start = time.perf_counter()
    assert_valid(make_questions("a red owl on a blue fence " * 4000))
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("count", (0, -1, MAX_COUNT + 1))
def test_count_out_of_range_is_named(count):
    with pytest.raises(ValueError, match=f"count is {count}"):
        make_questions("a red owl", 0, count)


def test_same_arguments_same_questions_and_another_seed_others():
    assert make_questions(OWN[0], 5) == make_questions(OWN[0], 5)
    assert len({make_questions(OWN[0], seed) for seed in range(8)}) > 4


# ---------------------------------------------------------------- what is asked is right


def every_question(description: str) -> set[Question]:
    return {q for seed in range(30) for q in make_questions(description, seed)}


def asked(description: str) -> dict[str, str]:
    return {q.text: q.answer for q in every_question(description)}


@pytest.mark.parametrize(
    ("description", "text", "answer"),
    (
        ("three blue owls sitting on a wooden fence", "How many owls are there?", "three"),
        ("three blue owls sitting on a wooden fence", "What material is the fence made of?", "wood"),
        ("three blue owls sitting on a wooden fence", "Are the owls sitting on the fence?", "yes"),
        ("a tree without leaves on a hill in winter", "Does the tree have leaves?", "no"),
        ("a tree without leaves on a hill in winter", "What season is shown?", "winter"),
        ("two yellow kites above a sandy island", "What is below the kites?", "island"),
        ("two yellow kites above a sandy island", "Are the kites below the island?", "no"),
        ("a crab made of copper holding a pearl", "What material is the crab made of?", "copper"),
        ("a crab made of copper holding a pearl", "What is the crab holding?", "pearl"),
        ("steaming cup of coffee on a marble counter", "What is in the cup?", "coffee"),
        ("green and white striped umbrella near a canal at dawn", "What time of day is it in the image?", "dawn"),
        ("green and white striped umbrella near a canal at dawn", "What pattern does the umbrella have?", "striped"),
        ("teal ovals interwoven with crimson ribbons", "What are the ovals interwoven with?", "ribbons"),
        ("an owl statue", "What does the statue depict?", "owl"),
        ("a snow-capped peak", "What covers the peak?", "snow"),
        ("an emerald", "What color is the emerald?", "green"),
        ("a knight riding a dragon", "What is the knight riding?", "dragon"),
        ("no people on the street", "Are there any people in the image?", "no"),
    ),
)
def test_a_question_and_its_answer(description, text, answer):
    assert asked(description)[text] == answer


@pytest.mark.parametrize("description", OWN)
def test_one_question_has_one_answer_whatever_the_seed(description):
    questions = every_question(description)
    assert len({(q.text, q.answer) for q in questions if q.choices == YES_NO}) == len(
        {q.text for q in questions if q.choices == YES_NO}
    )


@pytest.mark.parametrize(
    ("description", "about", "never"),
    (
        ("tulips in a jar", "flower", {"grapes", "pumpkins", "tulip"}),
        ("a paisley scarf", "pattern", {"floral"}),
        ("a bronze gear", "material", {"metal", "copper"}),
        ("a lake in the hills", "body of water", {"pond", "lagoon"}),
        ("a house by a road", "building", {"cottage", "cabin"}),
    ),
)
def test_wrong_choices_mean_something_else(description, about, never):
    asked_about = [q for q in every_question(description) if about in q.text and len(q.choices) == 4]
    assert asked_about
    assert not {c for q in asked_about for c in q.choices} & never


def test_a_gem_is_not_denied_the_metal_and_glass_that_it_may_look_like():
    scene = parse("a ruby ring")
    found = [draft for seed in range(30) for draft in drafts(scene, random.Random(seed))]
    denied = {draft.text for draft in found if "made of" in draft.text and draft.answer == "no"}
    assert denied and not {"Is the ring made of metal?", "Is the ring made of glass?"} & denied


def wrong_colors(description: str) -> set[str]:
    return {c for q in every_question(description) if "color" in q.text for c in q.choices if c != q.answer}


@pytest.mark.parametrize(
    ("description", "never"),
    (
        ("a red owl", {"red", "scarlet"}),
        ("a crimson owl", {"red", "pink"}),
        ("a teal owl", {"green", "blue"}),
        ("a silver owl", {"gray", "white"}),
        ("a purple owl in a forest", {"green", "purple"}),
        ("a purple owl on a snowy hill", {"white"}),
    ),
)
def test_no_wrong_color_could_pass_for_a_right_one(description, never):
    wrong = wrong_colors(description)
    assert len(wrong) >= 5  # else the next line says nothing
    assert not wrong & never


def test_two_things_of_one_name_are_not_asked_by_it():
    texts = asked("a red cube on a blue cube")
    assert not any("the cube" in text for text in texts)
    assert texts["Is there anything blue in the image?"] == "yes"


def test_wrong_choices_are_not_in_the_description():
    for description in OWN:
        terms = parse(description).terms
        for q in every_question(description):
            wrong = [c for c in q.choices if c != q.answer and q.choices != YES_NO]
            assert not [c for c in wrong if c in terms or singular(c) in terms], (description, q)


def test_distractor_tables_have_no_family_twice():
    for name, wrong in words.WRONG_CHOICES.items():
        assert len(set(wrong)) == len(wrong) >= 4, name


@pytest.mark.parametrize(
    ("one", "many"), (("leaf", "leaves"), ("berry", "berries"), ("box", "boxes"), ("volcano", "volcanoes"))
)
def test_plural_and_back(one, many):
    assert (plural(one), singular(many)) == (many, one)


# ---------------------------------------------------------------- the competition's own descriptions


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public descriptions are not on this machine")
def test_public_descriptions():
    import pandas as pd

    files = (SHARED / "train.csv", SHARED / "descriptions_with_questions.csv")
    texts = list(dict.fromkeys(text for file in files for text in pd.read_csv(file)["description"]))
    assert len(texts) >= 110
    sets = {(text, seed): make_questions(text, seed) for text in texts for seed in range(3)}
    for questions in sets.values():
        assert_valid(questions)
    flat = [(text, q) for (text, _), questions in sets.items() for q in questions]
    plain = [q for _, q in flat if q.choices == YES_NO]
    choices = [(text, q) for text, q in flat if q.choices != YES_NO]
    assert 0.55 < len(plain) / len(flat) < 0.65
    assert 0.4 < sum(q.answer == "yes" for q in plain) / len(plain) < 0.65
    assert sum(q.answer in text for text, q in choices) / len(choices) > 0.95
    for text, q in choices:
        mentioned = [c for c in q.choices if c in text.split()]
        assert mentioned in ([q.answer], []), (text, q)


# ---------------------------------------------------------------- a model's text

DESCRIPTION = "two yellow kites above a sandy island"
GOOD = [
    {"question": "What is below the kites?", "choices": ["volcano", "island", "city", "forest"], "answer": "island"},
    {"question": "Is the sea rough?", "choices": ["yes", "no"], "answer": "No"},
    {"question": "Do the kites have strings?", "choices": ["yes", "no"], "answer": "yes"},
]


def kept(raw, description=DESCRIPTION, seed=0):
    """What of a model's questions is in the set, by text."""
    made = repair_questions(raw, description, seed)
    assert_valid(made)
    return {q.text: q for q in made}


def test_good_questions_are_kept_with_sorted_choices():
    found = kept("Sure! Here you are:\n```json\n" + json.dumps(GOOD, indent=1) + "\n```")
    assert found["What is below the kites?"].choices == ("city", "forest", "island", "volcano")
    assert found["Is the sea rough?"] == Question("Is the sea rough?", YES_NO, "no")
    assert "Do the kites have strings?" in found


@pytest.mark.parametrize("raw", (str(GOOD), json.dumps(GOOD)[:-3] + ", {", json.dumps({"questions": GOOD})))
def test_python_literals_and_broken_lists_are_read(raw):
    assert "Is the sea rough?" in kept(raw)


def test_numbered_lines_are_read():
    raw = (
        "1. What is below the kites? Choices: A. volcano, B. island, C. city, D. forest. Answer: B. island\n"
        "2) Is the sea rough?\n   Choices: yes/no\n   Answer: no.\n"
        "3. Do the kites have strings? Answer: Yes"
    )
    found = kept(raw)
    assert found["What is below the kites?"].answer == "island"
    assert found["Is the sea rough?"].answer == "no"
    assert found["Do the kites have strings?"].answer == "yes"


@pytest.mark.parametrize(
    "bad",
    (
        {"question": "What is below them?", "choices": ["city", "forest", "reef", "volcano"], "answer": "island"},
        {"question": "What is below the island?", "choices": ["city", "forest", "island", "reef"], "answer": "island"},
        {"question": "What is below them?", "choices": ["city", "island", "island", "reef"], "answer": "island"},
        {"question": "What is below them?", "choices": ["city", "island", "reef"], "answer": "island"},
        {"question": "What is below them?", "choices": ["city", "island", "kites", "reef"], "answer": "island"},
        {"question": "What is below them?", "choices": ["city", "forest", "reef", "volcano"], "answer": "reef"},
        {"question": "What color are they?", "choices": ["amber", "blue", "red", "yellow"], "answer": "yellow"},
        {"question": "What are they?", "choices": ["cities", "forests", "kite", "kites"], "answer": "kites"},
        {"question": "Are the kites yellow?", "choices": ["no", "yes"], "answer": "no"},
        {"question": "What is below them?", "choices": ["city", "", "island", "volcano"], "answer": "island"},
        {"question": "What is below them", "choices": ["city", "forest", "island", "volcano"], "answer": "island"},
        {"question": "W" + "hat" * 80 + "?", "choices": ["no", "yes"], "answer": "yes"},
        {"question": "Is it calm?", "choices": ["no", "yes"], "answer": "maybe"},
        {"question": "Is it calm?", "choices": "no, yes", "answer": "no"},
        {"question": ["Is it calm?"], "choices": ["no", "yes"], "answer": {"a": 1}},
    ),
)
def test_what_breaks_a_rule_is_not_kept(bad):
    for seed in range(10):
        found = kept(json.dumps([bad]), seed=seed).get(str(bad["question"]))
        assert found is None or found.answer != bad["answer"]


def test_the_same_question_twice_is_kept_once():
    twice = [GOOD[1], {**GOOD[1], "question": "is the  sea rough?"}, {**GOOD[1], "question": "Is the sea  rough ?"}]
    assert sum("rough" in text.lower() for text in kept(json.dumps(twice))) == 1


def test_a_models_text_is_never_run(tmp_path):
    mark = tmp_path / "ran"
    kept(f"[{{'question': __import__('pathlib').Path({str(mark)!r}).touch(), 'choices': [], 'answer': ''}}]")
    assert not mark.exists()


@given(st.text(alphabet='{}[]":,\'\\ \n1.?AnswerChoicesquestionyesno', max_size=300))
def test_any_text_of_a_model_gives_valid_questions(raw):
    assert_valid(repair_questions(raw, DESCRIPTION))


SLOW = "1. Is it red? choices:" + " " * 9_000 + "]x answer: no"
HOSTILE = (SLOW, "\n" * 20_000)
HOSTILE += ("{" * 100_000, "[" * 100_000, '{"a":' * 20_000, "1. " * 50_000, "A?" * 50_000, "{" + "1" * 9000 + "}")


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_text_takes_no_time(raw):
    start = time.perf_counter()
    assert_valid(repair_questions(raw, DESCRIPTION))
    assert time.perf_counter() - start < 2


# ---------------------------------------------------------------- Gemma


@pytest.mark.parametrize("template", (None, CHAT))
def test_gemma_writes_and_the_rules_check(tmp_path, monkeypatch, template):
    monkeypatch.setattr("scoring.questions.gemma.NEW_TOKENS", 20)
    gemma = GemmaQuestions(tiny_gemma2(tmp_path, template))
    written = gemma._write(DESCRIPTION, 4)
    assert 0 < len(written) <= 20 and DESCRIPTION not in written
    assert_valid(gemma.make("\ud800 {count} <bos>"))
    made = gemma.make(DESCRIPTION, seed=3)
    assert_valid(made)
    assert made == gemma.make(DESCRIPTION, seed=3)


def test_gemmas_good_questions_come_through(tmp_path, monkeypatch):
    gemma = GemmaQuestions(tiny_gemma2(tmp_path, None))
    monkeypatch.setattr(gemma, "_write", lambda description, count: json.dumps(GOOD))
    assert GOOD[0]["question"] in {q.text for q in gemma.make(DESCRIPTION)}


def test_no_gemma_is_said_with_what_was_tried(tmp_path):
    with pytest.raises(FileNotFoundError, match="no gemma weights"):
        GemmaQuestions(tmp_path / "none")
