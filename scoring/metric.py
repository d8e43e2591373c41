"""The competition's metric: every item's steps in order, and their mean.

Kaggle, "Drawing with LLMs" (2025), final version: render -> defend (seeded for each item) -> VQA and aesthetic on the
defended picture -> OCR on the undefended one -> 1.25 * vqa * aesthetic / (0.25 * vqa + aesthetic) * ocr.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from tqdm import tqdm

from scoring import tables
from scoring.constraints import SVGConstraintError, validate_svg
from scoring.defense import defend, ocr_view
from scoring.render import SVGRenderError, render
from scoring.tables import Question, TableError

if TYPE_CHECKING:  # torch takes seconds to come, and not everything here needs it
    from scoring.aesthetic import AestheticEvaluator
    from scoring.vqa import VQAEvaluator


@dataclass(frozen=True)
class ItemScore:
    """What the metric says of one SVG; `probabilities` has {choice: probability} for each of its questions."""

    aesthetic: float
    vqa: float
    ocr: float
    score: float
    probabilities: list[dict[str, float]]


def score(
    solution: pd.DataFrame,
    submission: pd.DataFrame,
    row_id_column_name: str = "id",
    random_seed: int = 0,
    *,
    vqa: VQAEvaluator | None = None,
    aesthetic: AestheticEvaluator | None = None,
) -> float:
    """Return the score of a submission, 0 to about 1: the mean over its items.

    The arguments, and what is raised, are those of `score_items`.

    >>> from types import SimpleNamespace  # in the place of PaliGemma and CLIP
    >>> vqa = SimpleNamespace(
    ...     choice_probabilities=lambda picture, texts, choices: [{"no": 0.2, "yes": 0.8} for text in texts],
    ...     ocr=lambda picture: 1.0,
    ... )
    >>> aesthetic = SimpleNamespace(score=lambda picture: 0.5)
    >>> solution = pd.DataFrame({"id": ["a"], "question": ["Red?"], "choices": [["no", "yes"]], "answer": ["yes"]})
    >>> submission = pd.DataFrame({"id": ["a"], "svg": ['<svg><rect width="384" height="384" fill="red"/></svg>']})
    >>> round(score(solution, submission, vqa=vqa, aesthetic=aesthetic), 3)
    0.714
    """
    items = score_items(solution, submission, row_id_column_name, random_seed, vqa=vqa, aesthetic=aesthetic)
    return float(items["score"].mean())


def score_items(
    solution: pd.DataFrame,
    submission: pd.DataFrame,
    row_id_column_name: str = "id",
    random_seed: int = 0,
    *,
    vqa: VQAEvaluator | None = None,
    aesthetic: AestheticEvaluator | None = None,
) -> pd.DataFrame:
    """Return id, group_seed, aesthetic, vqa, ocr and score of every item, in the order of sorted ids.

    Args:
        solution: the id with question, choices and answer (see `tables.questions` for the forms).
        submission: the id with svg.
        row_id_column_name: the id's column in both.
        random_seed: what the items' seeds are drawn from, 0 to 2**32 - 1.
        vqa, aesthetic: the evaluators; None: made from the weights on this machine.

    Raises:
        TableError: an id without questions or without an SVG, an id twice, wrong questions, an SVG that is no text,
            breaks a constraint, or cannot be drawn in `scoring.guarded.SECONDS`; the message names the row and the
            reason.
        weights.WeightsNotFound: an evaluator's weights are not on this machine.

    >>> from types import SimpleNamespace  # in the place of PaliGemma and CLIP
    >>> vqa = SimpleNamespace(
    ...     choice_probabilities=lambda picture, texts, choices: [{"no": 0.2, "yes": 0.8} for text in texts],
    ...     ocr=lambda picture: 1.0,
    ... )
    >>> aesthetic = SimpleNamespace(score=lambda picture: 0.5)
    >>> solution = pd.DataFrame({"id": ["a"], "question": ["Red?"], "choices": [["no", "yes"]], "answer": ["yes"]})
    >>> submission = pd.DataFrame({"id": ["a"], "svg": ['<svg><rect width="384" height="384" fill="red"/></svg>']})
    >>> score_items(solution, submission, vqa=vqa, aesthetic=aesthetic).round(3).to_dict("records")
    [{'id': 'a', 'group_seed': 209652396, 'aesthetic': 0.5, 'vqa': 0.8, 'ocr': 1.0, 'score': 0.714}]
    """
    asked, svgs = _checked(solution, submission, row_id_column_name)
    from scoring.aesthetic import AestheticEvaluator
    from scoring.vqa import VQAEvaluator

    vqa, aesthetic = vqa or VQAEvaluator(), aesthetic or AestheticEvaluator()
    rows = []
    for name, seed in tqdm(group_seeds(asked, random_seed).items(), "scoring", disable=None, leave=False):
        try:
            item = score_item(svgs[name], asked[name], seed, vqa=vqa, aesthetic=aesthetic)
        except ValueError as error:
            raise TableError(f"row {name!r}: {error}") from error
        rows.append((name, seed, item.aesthetic, item.vqa, item.ocr, item.score))
    return pd.DataFrame(rows, columns=[row_id_column_name, "group_seed", "aesthetic", "vqa", "ocr", "score"])


def score_item(
    svg: str, questions: Sequence[Question], group_seed: int, *, vqa: VQAEvaluator, aesthetic: AestheticEvaluator
) -> ItemScore:
    """Return the metric's opinion of one valid SVG.

    Args:
        svg: the document's text.
        questions: at least one.
        group_seed: of the item's random crops, see `group_seeds`.
        vqa, aesthetic: the evaluators.

    Raises:
        SVGRenderError: the SVG cannot be drawn.
        ValueError: there are no questions, or an evaluator gave something that is no number.

    >>> from types import SimpleNamespace  # in the place of PaliGemma and CLIP
    >>> vqa = SimpleNamespace(
    ...     choice_probabilities=lambda picture, texts, choices: [{"no": 0.2, "yes": 0.8} for text in texts],
    ...     ocr=lambda picture: 1.0,
    ... )
    >>> aesthetic = SimpleNamespace(score=lambda picture: 0.5)
    >>> svg = '<svg><rect width="384" height="384" fill="red"/></svg>'
    >>> score_item(svg, [Question("Red?", ("no", "yes"), "yes")], 0, vqa=vqa, aesthetic=aesthetic).vqa
    0.8
    """
    if not questions:
        raise ValueError("an item needs at least one question")
    picture = render(svg)
    defended = defend(picture, group_seed)
    probabilities = vqa.choice_probabilities(defended, [q.text for q in questions], [q.choices for q in questions])
    right = [found[question.answer] for found, question in zip(probabilities, questions, strict=True)]
    vqa_score, aesthetic_score = sum(right) / len(right), aesthetic.score(defended)
    ocr = vqa.ocr(ocr_view(picture, group_seed))
    total = harmonic_mean(vqa_score, aesthetic_score) * ocr
    if not math.isfinite(total):
        raise ValueError(f"not a number: vqa {vqa_score}, aesthetic {aesthetic_score}, ocr {ocr}")
    return ItemScore(aesthetic_score, vqa_score, ocr, total, probabilities)


def harmonic_mean(vqa: float, aesthetic: float, beta: float = 0.5) -> float:
    """Return the F-beta mean of the two, 0 when either is 0 or less; at beta .5 the VQA score weighs four times.

    >>> round(harmonic_mean(0.8, 0.5), 3)
    0.714
    """
    if vqa <= 0 or aesthetic <= 0:
        return 0.0
    return (1 + beta**2) * vqa * aesthetic / (beta**2 * vqa + aesthetic)


def group_seeds(ids: Iterable[str], random_seed: int = 0) -> dict[str, int]:
    """Return {id: seed of the item's random crops}, in the order of sorted ids.

    Args:
        ids: of the items.
        random_seed: 0 to 2**32 - 1.

    >>> group_seeds(["b", "a"])
    {'a': 209652396, 'b': 398764591}
    """
    rng = np.random.RandomState(random_seed)
    return {name: int(rng.randint(0, 2**31 - 1)) for name in sorted(ids)}


def _checked(solution: pd.DataFrame, submission: pd.DataFrame, row_id: str):
    """The questions and the SVG of each id, or TableError."""
    asked, svgs = tables.questions(solution, row_id), tables.submission_svgs(submission, row_id)
    for names, others, lack in ((asked, svgs, "SVG in the submission"), (svgs, asked, "questions in the solution")):
        missing = sorted(set(names) - set(others))
        if missing:
            raise TableError(f"row {missing[0]!r} has no {lack} ({len(missing)} such rows)")
    if not asked:
        raise TableError("the solution has no rows")
    from scoring import guarded

    for name, svg in tqdm(svgs.items(), "checking", disable=None, leave=False):
        try:
            validate_svg(svg)
            guarded.render(svg)  # what comes from elsewhere is drawn where it can be stopped; from then on it is known
        except (SVGConstraintError, SVGRenderError) as error:
            raise TableError(f"row {name!r}: {error}") from error
    return asked, svgs
