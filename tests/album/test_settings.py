"""A run's folder: whose it is, and which names its files have."""

import json

import pytest

from album.settings import FolderError, check_folder, file_name, settings_of, write_settings


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"seed": 2}, "(seed 1 there, 2 now)"), ({"seed": 1, "x": {"a": 1}}, "(x changed)"), ({}, "(seed 1 there, None")],
)
def test_other_settings_are_refused_by_name(settings, words, tmp_path):
    write_settings(tmp_path, {"seed": 1})
    with pytest.raises(FolderError, match="holds a run with other settings") as caught:
        check_folder(tmp_path, json.loads(json.dumps(settings)))
    assert words in str(caught.value)


def test_the_same_settings_and_an_empty_folder_are_fine(tmp_path):
    check_folder(tmp_path / "new", {"seed": 1})
    check_folder(tmp_path, {"seed": 1})
    write_settings(tmp_path, {"seed": 1})
    check_folder(tmp_path, {"seed": 1})


def test_a_folder_of_other_things_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderError, match="holds no run of this program"):
        check_folder(tmp_path, {"seed": 1})


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


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".", "..", "a\0b", "é" * 300, "x" * 500, "-o", "a\n"])
def test_hostile_ids_become_plain_file_names(name):
    found = file_name(name)
    assert 12 <= len(found) <= 64
    assert found.isascii()
    assert not set(found) & set("/\\. \0\n")


def test_plain_ids_stay_and_different_ones_stay_different():
    assert file_name("02d892") == "02d892"
    assert file_name("a/b") != file_name("a-b") != file_name("a.b")
