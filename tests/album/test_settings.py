"""All that a drawing depends on is in its settings."""

import json

from album.settings import settings_of


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
