"""The questions' probabilities against the metric's way written out: one picture encoded for every question."""

import math

import pytest
import torch
from PIL import Image

from scoring.vqa import VQAEvaluator, ocr_penalty, question_prompt
from tests.tiny_judge import tiny_paligemma
from weights import WeightsNotFound

QUESTIONS = ["What is it?", "Is it red?", "What color is the sky over the hills?", "Is there a sun?", "Where is it?"]
CHOICES = [("boat", "house", "tree"), ("no", "yes"), ("blue", "green", "red", "white"), ("no", "yes"), ("in", "on")]
ANSWERS = ["house", "yes", "blue", "yes", "on"]


@pytest.fixture(scope="module")
def vqa(tmp_path_factory):
    return VQAEvaluator(tiny_paligemma(tmp_path_factory.mktemp("judge") / "paligemma"), device="cpu")


def reference_probabilities(vqa, image: Image.Image, question: str, choices) -> list[float]:
    """One question at a time through the model's own processor and its whole forward pass, unpadded."""
    from transformers import AutoTokenizer, PaliGemmaProcessor
    from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

    pictures = SiglipImageProcessorPil(size={"height": 56, "width": 56}, image_seq_length=16)
    pictures.image_seq_length = 16
    processor = PaliGemmaProcessor(pictures, AutoTokenizer.from_pretrained(vqa.tokenizer.name_or_path))
    lines = "".join(f"{letter}. {choice}\n" for letter, choice in zip("ABCD", choices, strict=False))
    text = f"<image>answer en Question: {question}\nChoices:\n{lines}"
    inputs = processor(images=image, text=text, return_tensors="pt")
    inputs.pop("labels", None)
    with torch.inference_mode():
        logits = vqa.model(**inputs).logits[0, -1]
    letters = "ABCD"[: len(choices)]
    tokens = [processor.tokenizer.encode(t, add_special_tokens=False)[0] for x in letters for t in (x, f" {x}")]
    masked = torch.full_like(logits, -math.inf)
    masked[tokens] = logits[tokens]
    share = masked.softmax(dim=0)
    pairs = [share[a] + share[b] for a, b in zip(tokens[::2], tokens[1::2], strict=True)]
    return [float(pair / sum(pairs)) for pair in pairs]


def test_probabilities_are_those_of_the_metrics_way(vqa, scene):
    found = vqa.choice_probabilities(scene, QUESTIONS, CHOICES)
    for question, choices, probabilities in zip(QUESTIONS, CHOICES, found, strict=True):
        assert list(probabilities) == list(choices)
        expected = reference_probabilities(vqa, scene, question, choices)
        assert list(probabilities.values()) == pytest.approx(expected, rel=1e-5)
        assert sum(probabilities.values()) == pytest.approx(1)


def test_the_score_is_the_mean_probability_of_the_answers(vqa, scene):
    each = vqa.score_batch(scene, QUESTIONS, CHOICES, ANSWERS)
    found = vqa.choice_probabilities(scene, QUESTIONS, CHOICES)
    assert each == [probabilities[answer] for probabilities, answer in zip(found, ANSWERS, strict=True)]
    assert vqa.score(QUESTIONS, CHOICES, ANSWERS, scene) == pytest.approx(sum(each) / 5)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_padding_does_not_change_an_answer(vqa, scene, n):
    assert vqa.score_batch(scene, QUESTIONS, CHOICES, ANSWERS, n) == pytest.approx(
        vqa.score_batch(scene, QUESTIONS, CHOICES, ANSWERS, 4), rel=1e-5
    )


def test_a_picture_is_encoded_once(vqa, scene, monkeypatch):
    encoded = []
    encode = vqa.model.get_image_features
    monkeypatch.setattr(vqa.model, "get_image_features", lambda pixels: encoded.append(len(pixels)) or encode(pixels))
    vqa.choice_probabilities(scene, QUESTIONS, CHOICES)
    assert encoded == [1]


def test_another_picture_another_answer(vqa, scene, noise):
    assert vqa.score(QUESTIONS, CHOICES, ANSWERS, scene) != pytest.approx(
        vqa.score(QUESTIONS, CHOICES, ANSWERS, noise), rel=1e-6
    )


def test_the_prompt_is_image_bos_text_and_two_newlines(vqa):
    prompts = [question_prompt("Red?", ("no", "yes")), question_prompt("What is it then?", ("a", "b", "c"))]
    inputs = vqa._tokens(prompts)
    newline = vqa._ids("\n")[0]
    long = inputs["input_ids"][1].tolist()
    assert long[:16] == [vqa.image_token] * 16
    assert long[16] == vqa.tokenizer.bos_token_id
    assert long[17:] == vqa._ids("answer en Question: What is it then?\nChoices:\nA. a\nB. b\nC. c\n\n")
    assert long[-2:] == [newline, newline]
    short, mask = inputs["input_ids"][0].tolist(), inputs["attention_mask"][0].tolist()
    padding = mask.count(0)
    assert padding == len(prompts[1]) - len(prompts[0])
    assert short[:padding] == [vqa.tokenizer.pad_token_id] * padding  # on the left
    assert short[padding : padding + 17] == [vqa.image_token] * 16 + [vqa.tokenizer.bos_token_id]
    assert not inputs["token_type_ids"].any()


def test_agreement_is_yes_to_one_question_for_each_picture(vqa, scene, noise):
    images = [scene, noise, scene]
    found = vqa.agreement(images, " a hill by the sea. ", n=2)
    question = "Does this image show a hill by the sea?"
    expected = [vqa.choice_probabilities(image, [question], [("no", "yes")])[0]["yes"] for image in images]
    assert found == pytest.approx(expected, rel=1e-5)


def test_what_is_read_costs_by_its_length(vqa, scene, monkeypatch):
    assert vqa.read(scene) == vqa.read(scene)
    for text, factor in {"": 1, "four": 1, "fives": math.exp(-1), "x" * 10: math.exp(-6)}.items():
        monkeypatch.setattr(vqa, "read", lambda image, text=text: text)
        assert vqa.ocr(scene) == pytest.approx(factor)
    assert vqa.ocr(scene, free_chars=10) == 1


def test_reading_stops_at_32_tokens(vqa, noise):
    assert len(vqa.tokenizer.encode(vqa.read(noise), add_special_tokens=False)) <= 32


@pytest.mark.parametrize(  # from the competition's own metric
    ("characters", "factor"), [(0, 1), (4, 1), (5, 0.36787944117144233), (32, 6.914400106940203e-13)]
)
def test_ocr_penalty(characters, factor):
    assert ocr_penalty(characters) == pytest.approx(factor, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], [], []), "0 questions"),
        ((["a?", "b?"], [("x", "y")], ["x"]), "2 questions, 1 lists of choices, 1 answers"),
        ((["a?"], [("x", "y")], ["z"]), "the answer 'z' to 'a[?]' is none of its choices"),
        ((["a?"], [("x", "x")], ["x"]), "26 different texts"),
        ((["a?"], [[str(i) for i in range(27)]], ["1"]), "26 different texts"),
    ],
)
def test_bad_questions(vqa, scene, arguments, message):
    with pytest.raises(ValueError, match=message):
        vqa.score(*arguments, scene)


def test_no_weights(monkeypatch, tmp_path):
    with pytest.raises(WeightsNotFound, match="paligemma"):
        VQAEvaluator(tmp_path)


@pytest.mark.parametrize("kind", ["fp16", "bf16", "non_ema"])
def test_a_variant_that_is_the_only_one_is_loaded(kind, vqa, scene, tmp_path):
    folder = tiny_paligemma(tmp_path / "paligemma")
    (folder / "model.safetensors").rename(folder / f"model.{kind}.safetensors")
    found = VQAEvaluator(folder, device="cpu").score_batch(scene, QUESTIONS, CHOICES, ANSWERS)
    assert found == vqa.score_batch(scene, QUESTIONS, CHOICES, ANSWERS)
