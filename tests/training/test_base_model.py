"""`--model` of the trainings and their evaluations takes what model.py's --generator takes."""

import logging

import pytest

from generators import TINY_SD
from tests.tiny_models import tiny_gemma3, tiny_gemma_lora, tiny_lora, tiny_sd
from training.base_model import source_of
from training.diffusion import evaluate as diffusion
from training.gemma import evaluate as gemma
from training.rewards import Weights


@pytest.mark.parametrize(
    ("model", "kind", "source"),
    [
        ("", "stable-diffusion", None),
        (None, "gemma", None),
        ("stable-diffusion", "stable-diffusion", None),
        ("auto", "stable-diffusion", None),
        ("tiny-sd", "stable-diffusion", str(TINY_SD)),
        ("stable-diffusion:models/sd15", "stable-diffusion", "models/sd15"),
        ("stable-diffusion:hf:owner/name", "stable-diffusion", "hf:owner/name"),
        ("models/sd15", "stable-diffusion", "models/sd15"),
        ("kaggle:owner/model/pytorch/1", "stable-diffusion", "kaggle:owner/model/pytorch/1"),
        ("gemma", "gemma", None),
        ("gemma:google/gemma-2-2b-it", "gemma", "google/gemma-2-2b-it"),
        ("google/gemma-2-2b-it", "gemma", "google/gemma-2-2b-it"),
    ],
)
def test_every_form_of_the_generators_names(model, kind, source):
    assert source_of(model, kind) == source


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("gemma:models/gemma", "stable-diffusion"),
        ("gemma", "stable-diffusion"),
        ("illustrator", "stable-diffusion"),
        ("tiny-sd:models/sd15", "stable-diffusion"),
        ("stable-diffusion:models/sd15", "gemma"),
        ("tiny-sd", "gemma"),
        ("auto", "gemma"),
    ],
)
def test_another_kind_is_an_error_that_names_it(model, kind):
    with pytest.raises(ValueError, match=f"model must be {kind}, {kind}:SOURCE or the SOURCE alone, not '{model}'"):
        source_of(model, kind)


@pytest.fixture
def forms(tmp_path):
    """A tiny base in each form, its LoRA and the module that evaluates it."""
    sd, writer = tiny_sd(tmp_path / "sd"), tiny_gemma3(tmp_path / "gemma")
    return [
        (diffusion, f"stable-diffusion:{sd}", tiny_lora(tmp_path / "sd-lora", sd)),
        (gemma, f"gemma:{writer}", tiny_gemma_lora(tmp_path / "gemma-lora", writer)),
    ]


@pytest.mark.slow
def test_the_evaluations_take_them(forms, monkeypatch):
    monkeypatch.setattr("generators.gemma.NEW_TOKENS", 8)
    monkeypatch.setattr(logging.getLogger("training"), "disabled", True)
    drawn, written = (
        evaluation.evaluate(model, lora, ["a hill"], 1, 1_000, Weights()) for evaluation, model, lora in forms
    )
    assert len(drawn[1]) == len(written[1]) == 1


@pytest.mark.parametrize(("evaluation", "wrong"), [(diffusion, "gemma:models/gemma"), (gemma, "tiny-sd")])
def test_the_evaluations_refuse_another_kind(evaluation, wrong, capsys):
    with pytest.raises(SystemExit) as end:
        evaluation.main(["--lora", "x", "--model", wrong])
    assert end.value.code == 2
    assert f"not '{wrong}'" in capsys.readouterr().err
