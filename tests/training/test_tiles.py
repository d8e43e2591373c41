"""The illustrator's pictures in shards."""

import os
from dataclasses import replace

import numpy as np
import pytest

from training.prompts import GRAMMARS, prompt
from training.tiny_sd import tiles
from training.tiny_sd.config import PRESETS
from training.tiny_sd.tiles import load_tiles, make_tiles, render

CONFIG = replace(PRESETS["minimal"], tiles=6)


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr(tiles, "SHARD", 4)


def test_tiles_are_the_illustrators_pictures_of_their_descriptions(tmp_path, small_shards):
    make_tiles(CONFIG, tmp_path)
    loaded = load_tiles(CONFIG, tmp_path)
    assert (loaded.pictures.shape, loaded.pictures.dtype) == ((6, 32, 32, 3), np.uint8)
    assert loaded.prompts == [prompt(GRAMMARS["plain"], i, CONFIG.seed) for i in range(6)]
    assert np.array_equal(loaded.pictures[5], np.asarray(render(loaded.prompts[5].text, 32, 5)))


def test_shards_that_are_there_are_kept(tmp_path, small_shards):
    make_tiles(CONFIG, tmp_path)
    first, second = sorted(tmp_path.glob("*.npz"))
    kept, lost = first.stat().st_mtime_ns, second.read_bytes()
    second.unlink()
    make_tiles(CONFIG, tmp_path)
    assert first.stat().st_mtime_ns == kept
    assert second.read_bytes() == lost


def test_several_processes_make_the_same_and_are_not_forked(tmp_path, small_shards, monkeypatch):
    """Torch may have been imported before, and what is forked then may hang."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    folders = [tmp_path / "one", tmp_path / "two"]
    for workers, folder in enumerate(folders, start=1):
        make_tiles(CONFIG, folder, workers)
    one, two = ([shard.read_bytes() for shard in sorted(folder.glob("*.npz"))] for folder in folders)
    assert len(two) == 2
    assert one == two


def test_tiles_of_other_settings_are_refused(tmp_path, small_shards):
    make_tiles(CONFIG, tmp_path)
    with pytest.raises(ValueError, match=r"begun with other settings \(size 32 there, 64 now\)"):
        make_tiles(replace(CONFIG, size=64), tmp_path)
