"""The checkpoint that comes with the project, through the code that any other takes: sentence to SVG."""

from pathlib import Path

import numpy as np
import pytest
import torch

import generators
from generators import TINY_SD
from model import Model
from scoring import validate_svg
from tests.tiny_models import tiny_lora
from training.prompts import GRAMMARS
from training.recognition import main_color

TEXTS = ["a blue vase on a plain background", "a yellow star on a plain background"]


@pytest.fixture(scope="module")
def tiny_sd():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield generators.load("tiny-sd")
    torch.set_num_threads(threads)


def test_it_draws_what_is_asked_in_its_colour(tiny_sd):
    for text in TEXTS:
        first, second = tiny_sd.generate(text, count=2, seed=0)
        assert first.tobytes() != second.tobytes()
        assert first.tobytes() == tiny_sd.generate(text, count=1, seed=0)[0].tobytes()
        assert main_color(np.asarray(first), GRAMMARS["plain"].colors) == text.split()[1]


def test_it_draws_with_one_thread_and_takes_the_others_from_nobody(tiny_sd, monkeypatch):
    seen, draw = [], type(tiny_sd)._draw
    monkeypatch.setattr(
        type(tiny_sd), "_draw", lambda *arguments: seen.append(torch.get_num_threads()) or draw(*arguments)
    )
    torch.set_num_threads(2)
    try:
        tiny_sd.generate(TEXTS[0], count=1, seed=0)
        assert (seen, torch.get_num_threads()) == ([1], 2)
    finally:
        torch.set_num_threads(1)


def test_from_a_sentence_to_an_svg(tiny_sd):
    drawing = Model(generator="tiny-sd", max_bytes=2000).draw(TEXTS[0])
    validate_svg(drawing.svg)
    assert drawing.generator == "tiny-sd"  # no stand-in
    assert len(drawing.svg.encode()) <= 2000


def test_a_lora_goes_on_top(tiny_sd, tmp_path):
    lora = tiny_lora(tmp_path / "lora", TINY_SD)
    tuned = generators.load("tiny-sd", lora=str(lora)).generate(TEXTS[0], count=1, seed=0)[0]
    assert tuned.tobytes() != tiny_sd.generate(TEXTS[0], count=1, seed=0)[0].tobytes()


def test_it_is_small_and_holds_no_pickles():
    files = [path for path in Path(TINY_SD).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 40_000_000
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".md", ".png", ".txt"}
