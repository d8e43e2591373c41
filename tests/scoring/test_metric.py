import json
import math
from pathlib import Path

import pandas as pd
import pytest

import scoring
from scoring.metric import group_seeds, harmonic_mean, score_item, score_items
from scoring.tables import Question, TableError
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma

SHARED = Path(__file__).parents[2] / "../shared"
RED = '<svg viewBox="0 0 8 8" xmlns="http://www.w3.org/2000/svg"><rect width="8" height="8" fill="red"/></svg>'


class FakeVQA:
    """Sure of the first choice by three quarters; reads five letters."""

    def choice_probabilities(self, image, questions, choices):
        return [{choice: 0.25 if i else 0.75 for i, choice in enumerate(offered)} for offered in choices]

    def ocr(self, image):
        return 0.5


class FakeAesthetic:
    def __init__(self, value=0.6):
        self.value = value

    def score(self, image):
        return self.value


def solution(*names, question="Is it red?", choices=("no", "yes"), answer="yes"):
    return pd.DataFrame([(name, question, list(choices), answer) for name in names], columns=COLUMNS)


COLUMNS = ["id", "question", "choices", "answer"]


def submission(*rows):
    return pd.DataFrame(rows, columns=["id", "svg"])


def fake_items(*tables, **arguments):
    return score_items(*tables, vqa=FakeVQA(), aesthetic=FakeAesthetic(), **arguments)


@pytest.mark.parametrize(  # from the competition's own metric
    ("vqa", "aesthetic", "beta", "expected"),
    [
        (0.5, 0.5, 0.5, 0.5),
        (0.9, 0.5, 0.5, 0.7758620689655172),
        (0.5, 0.9, 0.5, 0.5487804878048781),
        (0, 0.5, 0.5, 0.0),
        (0.5, 0, 0.5, 0.0),
        (0.88, 0.563, 0.5, 0.7909323116219669),
        (0.7, 0.6, 2.0, 0.6176470588235294),
    ],
)
def test_harmonic_mean(vqa, aesthetic, beta, expected):
    assert harmonic_mean(vqa, aesthetic, beta) == pytest.approx(expected, rel=1e-12)


def test_seeds_go_by_sorted_id():
    """The first two of RandomState(0) as the metric draws them."""
    assert list(group_seeds(["b", "a"]).items()) == [("a", 209652396), ("b", 398764591)]
    assert group_seeds(["a"], 1) != group_seeds(["a"], 0)


def test_an_item_is_the_mean_of_its_questions_times_the_letters_price():
    questions = [Question("Red?", ("no", "yes"), "yes"), Question("Blue?", ("no", "yes"), "no")]
    item = score_item(RED, questions, 7, vqa=FakeVQA(), aesthetic=FakeAesthetic())
    assert (item.vqa, item.aesthetic, item.ocr) == (0.5, 0.6, 0.5)
    assert item.score == pytest.approx(1.25 * 0.5 * 0.6 / (0.25 * 0.5 + 0.6) * 0.5)
    assert item.probabilities == [{"no": 0.75, "yes": 0.25}] * 2


def test_items_come_by_sorted_id_whatever_the_rows_order():
    items = fake_items(solution("b", "a", "c"), submission(("c", RED), ("a", RED), ("b", RED)), random_seed=3)
    assert list(items["id"]) == ["a", "b", "c"]
    assert dict(zip(items["id"], items["group_seed"], strict=True)) == group_seeds("abc", 3)
    assert list(items.columns) == ["id", "group_seed", "aesthetic", "vqa", "ocr", "score"]


def test_another_column_may_hold_the_ids():
    tables = (table.rename(columns={"id": "name"}) for table in (solution("a"), submission(("a", RED))))
    assert list(fake_items(*tables, row_id_column_name="name")["name"]) == ["a"]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ((solution("a", "b"), submission(("a", RED))), "row 'b' has no SVG in the submission"),
        ((solution("a"), submission(("a", RED), ("b", RED))), "row 'b' has no questions in the solution"),
        ((solution("a"), submission(("a", RED), ("a", RED))), "'a' stands twice"),
        ((solution("a"), submission(("a", None))), "row 'a': the SVG is missing"),
        ((solution("a"), submission(("a", 7))), "row 'a': the SVG is int '7'; expected a text"),
        ((solution("a"), submission(("a", "<svg><script/></svg>"))), "row 'a': element <script> is not allowed"),
        ((solution("a"), submission(("a", "<svg"))), "row 'a': not well-formed XML"),
        ((solution("a"), submission(("a", '<svg width="0" height="0" viewBox="0 0 0 0"/>'))), "row 'a': CairoSVG"),
        ((solution("a", answer="maybe"), submission(("a", RED))), "row 'a': the answer 'maybe'"),
        ((solution(), submission()), "no rows"),
        ((solution("a").drop(columns="answer"), submission(("a", RED))), "lack the column 'answer'"),
    ],
)
def test_bad_tables_name_the_row_and_the_reason(tables, message):
    with pytest.raises(TableError, match=message):
        fake_items(*tables)


def test_a_score_that_is_no_number_is_an_error():
    with pytest.raises(TableError, match="row 'a': not a number"):
        score_items(
            solution("a"), submission(("a", RED)), vqa=FakeVQA(), aesthetic=FakeAesthetic(math.nan)
        )


def test_the_evaluators_are_made_from_the_weights_at_hand(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIP_PATH", str(tiny_clip(tmp_path / "clip")))
    monkeypatch.setenv("AESTHETIC_HEAD_PATH", str(tiny_head(tmp_path / "linearmse.safetensors")))
    monkeypatch.setenv("PALIGEMMA_PATH", str(tiny_paligemma(tmp_path / "paligemma")))
    tables = solution("a", "b"), submission(("a", RED), ("b", RED))
    items = score_items(*tables, random_seed=5)
    assert scoring.score(*tables, random_seed=5) == pytest.approx(items["score"].mean())
    assert items["vqa"].between(0, 1, inclusive="neither").all()


@pytest.fixture(scope="module")
def golden():
    """The competition's metric's own outputs on small models."""
    folder = SHARED / "golden"
    if not folder.exists():
        pytest.skip("the golden outputs are not here")
    evaluators = {
        "vqa": scoring.VQAEvaluator(folder / "tiny_paligemma", device="cpu"),
        "aesthetic": scoring.AestheticEvaluator(
            folder / "tiny_clip", SHARED / "data/sac+logos+ava1-l14-linearMSE.pth", device="cpu"
        ),
    }
    tables = pd.read_csv(folder / "solution.csv"), pd.read_csv(folder / "submission.csv")
    return json.loads((folder / "golden.json").read_text()), tables, evaluators


@pytest.mark.parametrize("seed", [0, 1, 42])
def test_whole_scores_are_the_metrics(golden, seed):
    expected, tables, evaluators = golden
    found = scoring.score(*tables, random_seed=seed, **evaluators)
    assert found == pytest.approx(expected[f"score_seed_{seed}"], rel=1e-5)


def test_items_are_the_metrics(golden):
    expected, tables, evaluators = golden
    items = score_items(*tables, **evaluators).set_index("id")
    for item in expected["items"]:
        row = items.loc[item["id"]]
        assert row["group_seed"] == item["group_seed"]
        for name in ("aesthetic", "vqa", "ocr", "score"):
            assert row[name] == pytest.approx(item[name], rel=1e-5), (item["id"], name)


def test_questions_have_the_metrics_probabilities(golden):
    from scoring import defend, render, tables

    expected, (solutions, submissions), evaluators = golden
    asked, svgs = tables.questions(solutions), tables.submission_svgs(submissions)
    for item in expected["items"]:
        questions = asked[item["id"]][:4]
        picture = defend(render(svgs[item["id"]]), item["group_seed"])
        columns = zip(*((q.text, q.choices, q.answer) for q in questions), strict=True)
        assert evaluators["vqa"].score_batch(picture, *columns) == pytest.approx(item["per_question"], rel=1e-5)
