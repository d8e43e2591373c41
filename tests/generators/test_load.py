"""Which generator a name stands for, and what happens when its weights are missing or broken."""

import logging
import shutil

import pytest

import generators
from generators import LoadError, load, stable_diffusion
from generators.illustrator import Illustrator
from tests.tiny_models import tiny_sd
from weights import WeightsNotFound


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch, tmp_path):
    """No weights, whatever lies on this machine."""
    for name in ("HF_HUB_CACHE", "KAGGLEHUB_CACHE", "KAGGLE_CACHE_MOUNT_FOLDER"):
        monkeypatch.setenv(name, str(tmp_path / "nothing"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "nothing"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.delenv("STABLE_DIFFUSION_PATH", raising=False)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return tiny_sd(tmp_path_factory.mktemp("checkpoint") / "sd")


@pytest.fixture
def broken(checkpoint, tmp_path):
    """A checkpoint of which a download was cut off."""
    folder = shutil.copytree(checkpoint, tmp_path / "broken")
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    return folder


@pytest.fixture
def no_memory(monkeypatch, checkpoint):
    def place(pipe, device):
        import torch

        raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    monkeypatch.setattr(stable_diffusion, "_place", place)
    return checkpoint


def warnings(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_auto_without_weights_is_the_illustrator_and_says_so_in_a_line(caplog):
    caplog.set_level(logging.INFO, "generators")
    assert isinstance(load("auto"), Illustrator)
    assert [record.getMessage() for record in caplog.records] == [
        "no Stable Diffusion weights on this machine, so the illustrator draws"
    ]
    assert warnings(caplog) == []


def test_auto_with_weights_is_stable_diffusion(checkpoint, monkeypatch):
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", str(checkpoint))
    assert load("auto").folder == checkpoint


def test_auto_with_a_path_that_leads_nowhere_warns(monkeypatch, caplog):
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", "/no/such/weights")
    assert isinstance(load("auto"), Illustrator)
    assert "/no/such/weights" in warnings(caplog)[0]


@pytest.mark.parametrize(("weights", "reason"), [("broken", "unet"), ("no_memory", "Tried to allocate 2.00 GiB")])
def test_auto_with_unusable_weights_is_the_illustrator_and_warns(weights, reason, request, monkeypatch, caplog):
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", str(request.getfixturevalue(weights)))
    assert isinstance(load("auto"), Illustrator)
    assert len(warnings(caplog)) == 1
    assert reason in warnings(caplog)[0]


@pytest.mark.parametrize(("weights", "reason"), [("broken", "unet"), ("no_memory", "Tried to allocate 2.00 GiB")])
def test_unusable_weights_that_were_asked_for_by_name_are_an_error(weights, reason, request):
    with pytest.raises(LoadError, match=reason):
        load(f"stable-diffusion:{request.getfixturevalue(weights)}")


def test_missing_weights_that_were_asked_for_by_name_are_an_error():
    with pytest.raises(WeightsNotFound, match="STABLE_DIFFUSION_PATH"):
        load("stable-diffusion")


def test_a_lora_without_a_checkpoint_is_an_error():
    with pytest.raises(ValueError, match="'style' goes on top of a Stable Diffusion checkpoint"):
        load("auto", lora="style")
    with pytest.raises(ValueError, match="'style' .* the illustrator takes none"):
        load("illustrator", lora="style")


def test_a_lora_is_not_lost_when_the_checkpoint_is_broken(broken, monkeypatch):
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", str(broken))
    with pytest.raises(LoadError):
        load("auto", lora="style")


def test_the_illustrator_looks_for_no_weights(monkeypatch):
    monkeypatch.setattr(generators, "_stable_diffusion", lambda *_, **__: pytest.fail("it looked for weights"))
    assert isinstance(load("illustrator"), Illustrator)


@pytest.mark.parametrize("name", ["", "gemini", "illustrator:x", "auto:x", "Illustrator"])
def test_unknown_names_are_named(name):
    with pytest.raises(ValueError, match=repr(name)):
        load(name)


def test_the_illustrator_draws_from_any_index_on():
    together, later = (load("illustrator").generate("a boat", count, seed=5, start=3 - count) for count in (3, 1))
    assert together[2].tobytes() == later[0].tobytes()
    assert together[1].tobytes() != later[0].tobytes()
