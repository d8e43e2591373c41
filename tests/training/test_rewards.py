from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image

from svg_vectorize import vectorize
from training.rewards import Judges, Weights, asked_colors, judges_for, rewards


def svg_of(*colors):
    bands = "".join(f'<path fill="{c}" d="M0 {i * 8}h32v8H0z"/>' for i, c in enumerate(colors))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{bands}</svg>'


def test_a_faithful_svg_is_worth_more(scene):
    good, bad = vectorize(scene, 3_000), vectorize(scene, 300)
    pictures = [scene.convert("RGB")] * 2
    total, parts = rewards([good, bad], pictures, ["a hill"] * 2, Weights(fidelity=1, colors=0))
    assert list(parts) == ["fidelity", "failed"]
    assert 0 < total[1] < total[0] <= 1
    assert np.array_equal(total, parts["fidelity"])


@pytest.mark.parametrize(
    ("description", "share"),
    [("a red and blue flag", 1), ("a red and green flag", 0.5), ("a black flag", 0), ("a flag", 1)],
)
def test_asked_colors_must_be_there(description, share):
    svg = svg_of("#e0201f", "#2456d6", "#fafaf7", "#fafaf7")
    picture = Image.new("RGB", (64, 64))
    _, parts = rewards([svg], [picture], [description], Weights(fidelity=0, colors=1))
    assert parts["colors"].tolist() == [share]


def test_a_color_counts_the_more_the_nearer_it_is():
    """These differ from the palette's red by 10, 26 and 34 (CIEDE2000)."""
    svgs = [svg_of(*[color] * 4) for color in ("#f05050", "#e05090", "#801060")]
    _, parts = rewards(svgs, [Image.new("RGB", (64, 64))] * 3, ["a red flag"] * 3, Weights(fidelity=0))
    near, between, far = parts["colors"]
    assert near == 1
    assert 0.1 < between < 0.9
    assert far == 0


def test_a_color_word_of_two_words_is_one():
    assert asked_colors("a navy blue hat and a red scarf") == ["#12205e", "#e0201f"]


def test_a_thing_with_the_name_of_a_color_is_none_when_it_has_another():
    assert asked_colors("a white pumpkin") == asked_colors("a white fence")
    assert len(asked_colors("a pumpkin and a white fence")) == 2  # it is to be orange
    assert len(asked_colors("an orange and white fence")) == 2


def test_a_score_that_is_no_number_is_a_failure():
    selector = SimpleNamespace(score=lambda description, svgs: [float("nan")])
    picture = Image.new("RGB", (64, 64))
    total, parts = rewards([svg_of(*["#e0201f"] * 4)], [picture], ["a flag"], Weights(score=1), Judges(selector))
    assert total[0] == parts["score"][0] == 0
    assert parts["failed"][0] == 1


def test_a_judge_that_does_not_fit_the_gpu_is_no_samples_fault():
    def score(description, svgs):
        raise torch.cuda.OutOfMemoryError("CUDA out of memory")

    picture, selector = Image.new("RGB", (64, 64)), SimpleNamespace(score=score)
    with pytest.raises(torch.cuda.OutOfMemoryError):
        rewards([svg_of(*["#e0201f"] * 4)], [picture], ["a flag"], Weights(score=1), Judges(selector))


def test_the_total_is_the_weighted_mean():
    svg, picture = svg_of("#e0201f", "#e0201f", "#e0201f", "#e0201f"), Image.new("RGB", (64, 64), "#e0201f")
    weights = Weights(fidelity=3, colors=1, lettering=1)
    total, parts = rewards([svg], [picture], ["a blue square"], weights)
    assert parts["colors"] == 0
    assert parts["lettering"] == 1
    assert total == pytest.approx((3 * parts["fidelity"] + 1) / 5)


@pytest.mark.parametrize(
    "svg", [None, "", "<svg", "<svg><script/></svg>", svg_of("red") + " " * 10_000, '<svg viewBox="0 0 9e9 9e9"/>']
)
def test_a_failing_sample_gets_the_lowest_reward_and_is_counted(svg):
    picture = Image.new("RGB", (64, 64), "red")
    total, parts = rewards([svg, svg_of("red")], [picture] * 2, ["a red flag"] * 2)
    assert total[0] == 0 < total[1]
    assert parts["failed"].tolist() == [1, 0]


def test_the_judge_takes_part():
    class Judge:
        def score(self, description, svgs):
            return [0.25 * len(description)] * len(svgs)

    picture = Image.new("RGB", (64, 64), "red")
    total, _ = rewards([svg_of("red")], [picture], ["abc"], Weights(0, 0, score=2), Judges(Judge()))
    assert total == 0.75


def test_lists_of_unequal_length():
    with pytest.raises(ValueError, match="1 SVGs, 0 pictures and 1 descriptions"):
        rewards([""], [], ["a"])


@pytest.mark.parametrize("weights", [{"fidelity": -1}, {"fidelity": 0, "colors": 0}])
def test_weights_out_of_range(weights):
    with pytest.raises(ValueError, match="at least 0 and not all 0"):
        Weights(**weights)


def test_a_named_thing_is_worth_what_its_judge_says():
    svg, picture = svg_of(*["#e0201f"] * 4), Image.new("RGB", (64, 64))
    judges = Judges(namer=SimpleNamespace(names=lambda drawn, description: {"a hat": 1.0, "a car": 0.25}[description]))
    total, parts = rewards([svg] * 2, [picture] * 2, ["a hat", "a car"], Weights(fidelity=0, colors=1, named=3), judges)
    assert parts["named"].tolist() == [1, 0.25]
    assert total.tolist() == [1, pytest.approx((1 + 3 * 0.25) / 4)]


@pytest.mark.parametrize(("part", "message"), [("score", "the judge's models"), ("named", "a training.recognition")])
def test_a_part_that_lacks_its_judge_is_refused(part, message):
    with pytest.raises(ValueError, match=f"the part '{part}' needs {message}"):
        rewards([None], [None], ["a hat"], Weights(**{part: 1}))


def test_what_has_no_weight_has_no_judge():
    assert judges_for(Weights(), ["a hat"]) == Judges()
