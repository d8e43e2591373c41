"""What Gemma learns from and how: flat drawings with named groups, packed rows, an end in time, sheets, lessons."""

import io
import json
import os
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load_file
from transformers import AutoConfig, AutoModelForCausalLM

from generators.gemma import Gemma
from generators.illustrator import Illustrator
from scoring.constraints import validate_svg
from scoring.measures.fidelity import svg_fidelity
from scoring.measures.groups import groups
from scoring.render import render
from tests.tiny_models import tiny_gemma3
from training.gemma import callbacks, svg_pairs
from training.gemma import evaluate as evaluation
from training.gemma import train as gemma_rl
from training.gemma.evaluate import Recogniser
from training.gemma.plainer import plainer
from training.gemma.train import Config, train
from training.gemma.worth import worth
from training.prompts import GRAMMARS, held_out_prompts, prompt
from training.rewards import Weights

SMALL = {"rank": 2, "pairs": 4, "max_bytes": 500, "row": 2_000, "warm_epochs": 2, "warm_batch": 1, "steps": 0}
SMALL |= {"samples": 2, "batch": 2, "tokens": 8, "save_every": 1, "sheet_every": 0}
TEXT = "a red car on a plain background"


@pytest.fixture(scope="module")
def gemma(tmp_path_factory):
    pytest.importorskip("trl", reason="requirements-train.txt is not installed")
    return str(tiny_gemma3(tmp_path_factory.mktemp("gemma")))


def weights(folder):
    return load_file(folder / "adapter_model.safetensors")


def equal(a, b) -> bool:
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


# ------------------------------------------------------------------------------------------- the drawings


@pytest.mark.parametrize("thing", GRAMMARS["plain"].things)
def test_a_drawing_to_learn_from_is_short_flat_and_shows_the_same(thing):
    text = f"a blue {thing} on a plain background"
    full, svg = Illustrator().svg(text, 3), svg_pairs.drawing(text, 3)
    validate_svg(svg, 1_500)
    assert "Gradient" not in svg and "url(" not in svg
    assert {group.name for group in groups(svg)} == {group.name for group in groups(full)}
    assert svg_fidelity(svg, render(full)) > 0.8


def test_faint_shapes_go_and_fades_take_their_middle_colour():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="a"><stop '
        'stop-color="#111"/><stop offset=".5" stop-color="#222"/><stop offset="1" stop-color="#333"/></linearGradient>'
        '<linearGradient id="b" href="#a"/></defs><g id="fog"><path d="M0 0h9" fill-opacity=".2"/></g>'
        '<g id="fox"><path d="M0 0h9v9" fill="url(#b)"/></g></svg>'
    )
    found = plainer(svg)
    assert re.findall(r'id="(\w+)"', found) == ["fox"]
    assert 'fill="#222"' in found and "<defs" not in found


def test_where_nothing_fits_it_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(svg_pairs, "drawing", lambda *_: "<svg>" + "x" * 300)
    with pytest.raises(ValueError, match="max_bytes must be more than 300: no drawing of 'scenes' is as short"):
        svg_pairs.make_pairs(tmp_path / "pairs.json", 1, 300, "scenes")


# ------------------------------------------------------------------------------------------- what a text is worth


def of(svg, max_bytes=3_000):
    values, parts = worth([svg], [TEXT], max_bytes, Weights())
    return float(values[0]), {name: float(part[0]) for name, part in parts.items()}


def test_the_asked_thing_in_the_asked_colour_is_worth_most():
    illustrator = Illustrator()
    drawn = {
        text: illustrator.draw_svgs(f"a {text} on a plain background", 1, 0)[0]
        for text in ("red car", "blue car", "red umbrella")
    }
    drawn["called a car"] = drawn["red umbrella"].replace('id="umbrella"', 'id="car"')
    values = {name: of(svg)[0] for name, svg in drawn.items()}
    parts = {name: of(svg)[1] for name, svg in drawn.items()}
    assert values["red car"] == max(values.values()) > 0.9
    assert parts["red car"]["things"] == parts["red car"]["colors"] == 1
    assert parts["blue car"]["things"] > 0.95 and parts["blue car"]["colors"] == 0
    assert parts["red umbrella"]["things"] == parts["red umbrella"]["colors"] == 0
    assert parts["called a car"]["things"] < 0.6
    assert values["called a car"] < values["red car"] - 0.1


def test_of_two_drawings_that_are_as_good_the_shorter_is_worth_more():
    svg = svg_pairs.drawing(TEXT, 0)
    longer = svg.replace("</svg>", " " * 500 + "</svg>")
    assert of(svg)[0] > of(longer)[0] > of(svg)[0] - 0.05


def test_what_the_illustrator_would_never_write_is_measured_all_the_same():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="#car"/><path d="M1 1h5v5"/></svg>'
    value, parts = of(svg)
    assert parts["failed"] == 1 or parts["things"] == 0
    assert value < 0.5


# ------------------------------------------------------------------------------------------- how it learns


@pytest.mark.slow
def test_packed_drawings_do_not_see_each_other_and_the_loss_is_on_svgs_alone(gemma, tmp_path, monkeypatch):
    caught = []
    monkeypatch.setattr(gemma_rl, "_run", lambda trainer, *_: caught.append(trainer))
    train(Config(**SMALL, model=gemma, out=str(tmp_path)))
    (trainer,) = caught
    batch = next(iter(trainer.get_train_dataloader()))
    ids, labels, places = (batch[name][0] for name in ("input_ids", "labels", "position_ids"))
    starts = (places == 0).nonzero().flatten().tolist() + [len(ids)]
    assert len(starts) > 2  # ends and beginnings: several drawings share the row
    model, losses = trainer.model.eval(), []
    for start, end in zip(starts, starts[1:], strict=False):
        learned = trainer.processing_class.decode(ids[start:end][labels[start:end] != -100])
        prompt_part = trainer.processing_class.decode(ids[start:end][labels[start:end] == -100])
        assert learned.startswith("<") and learned.removesuffix("<eos>").endswith("</svg>")
        assert "Draw as SVG: " in prompt_part and "viewBox" in prompt_part and "</svg>" not in prompt_part
        with torch.no_grad():
            logits = model(ids[None, start:end]).logits[0, :-1]
        wanted = labels[start + 1 : end]
        losses.append(torch.nn.functional.cross_entropy(logits, wanted, ignore_index=-100, reduction="sum"))
    with torch.no_grad():
        packed = model(**{name: value for name, value in batch.items() if name != "labels"}).logits[0, :-1]
    together = torch.nn.functional.cross_entropy(packed, masked(labels, places)[1:], ignore_index=-100, reduction="sum")
    assert float(together) == pytest.approx(float(sum(losses)), rel=1e-4)


def masked(labels, places):
    """The first token of a drawing is not foretold by the one before it."""
    return torch.where(places == 0, -100, labels)


@pytest.fixture(scope="module")
def whole(gemma, tmp_path_factory):
    return train(Config(**SMALL, model=gemma, out=str(tmp_path_factory.mktemp("whole"))))


@pytest.mark.slow
def test_a_run_out_of_time_goes_on_to_the_same_weights(gemma, whole, tmp_path, capsys):
    config = Config(**SMALL, model=gemma, out=str(tmp_path), minutes=1e-6)
    for _ in range(10):  # a step each time
        folder = train(config)
        if (folder / "curve.json").exists():
            break
        assert "out of time after step" in capsys.readouterr().out
        assert (folder / "prompt.txt").exists()  # what is there can be drawn with
    assert equal(weights(folder), weights(whole))


@pytest.mark.slow
def test_sheets_show_held_out_descriptions_and_do_not_disturb(gemma, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(callbacks, "TILE", 16)
    folder = train(replace(Config(**SMALL, model=gemma, out=str(tmp_path)), sheet_every=1))
    steps = len(list((whole).glob("curve.json"))[0].read_text().split('"step"')) - 1
    names = sorted(os.listdir(folder / "sheets"))
    assert names == [f"step-{step:07}.png" for step in range(1, steps + 1)]
    image = Image.open(io.BytesIO((folder / "sheets" / names[-1]).read_bytes()))
    assert image.size == (16 * gemma_rl.SHOWN, 32)  # the illustrator's below
    assert equal(weights(folder), weights(whole))


@pytest.mark.slow
def test_the_second_lesson_goes_on_from_the_first(gemma, whole, tmp_path):
    config = Config(**{**SMALL, "lessons": "plain,scenes", "warm_lr": 1e-12}, model=gemma, out=str(tmp_path))
    folder = train(config)
    assert folder.name == "warm-scenes"
    assert (tmp_path / "pairs-plain.json").exists() and (tmp_path / "pairs-scenes.json").exists()
    first, second = weights(tmp_path / "warm"), weights(folder)
    assert all(np.allclose(first[name], second[name], atol=1e-6) for name in first)


@pytest.mark.slow
def test_grpo_goes_on_from_the_lesson_with_every_part_of_the_worth(gemma, whole, tmp_path):
    shutil.copytree(whole.parent, tmp_path, dirs_exist_ok=True)
    config = Config(**{**SMALL, "steps": 1}, model=gemma, out=str(tmp_path))
    folder = train(config)
    (row,) = json.loads((folder / "curve.json").read_text())
    assert {"reward", "fidelity", "colors", "things", "bytes", "failed", "blank"} <= row.keys()
    assert row["failed"] == 1 and row["reward"] == 0  # random weights write nothing valid


@pytest.mark.slow
def test_the_last_layers_alone_learn_in_bfloat16_and_write_no_other_tokens(gemma, tmp_path):
    config = AutoConfig.from_pretrained(gemma)
    config.num_hidden_layers, config.layer_types = 2, 2 * config.layer_types
    two = shutil.copytree(gemma, tmp_path / "two")
    AutoModelForCausalLM.from_config(config).save_pretrained(two)
    folder = train(Config(**SMALL, model=str(two), out=str(tmp_path / "run"), layers=1, cpu_bf16=True))
    found = weights(folder)
    assert found and all(".layers.1." in name for name in found)  # of 0 and 1
    assert {tensor.dtype for tensor in found.values()} == {np.dtype("float32")}
    letters = set(json.loads((folder / "tokens.json").read_text()))
    writer = Gemma(two, lora=folder, device="cpu")
    (text,) = writer.write(TEXT, 0, range(1))
    assert set(text.removeprefix(writer.opening)) <= letters


def test_a_row_must_have_room_for_every_drawing(gemma, tmp_path):
    with pytest.raises(ValueError, match="row must be at least [45].., which a drawing of 'plain' has, not 300"):
        train(Config(**{**SMALL, "row": 300}, model=gemma, out=str(tmp_path)))


@pytest.mark.parametrize("wrong", ["plain,plain", "pictures", ""])
def test_lessons_are_named(wrong):
    with pytest.raises(ValueError, match="lessons must be some of plain, objects, things, scenes, not"):
        Config(lessons=wrong)


# ------------------------------------------------------------------------------------------- what is measured


@pytest.mark.slow
def test_the_illustrators_own_drawings_are_recognised(monkeypatch):
    monkeypatch.setattr("training.gemma.evaluate.LEARNED", 600)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    asked = held_out_prompts(GRAMMARS["plain"], 28)
    recognise = Recogniser(asked, "plain", 1_500)
    found = recognise([svg_pairs.drawing(one.text, seed) for seed, one in enumerate(asked)])
    torch.set_num_threads(threads)
    assert found["thing"].mean() > 0.8
    assert found["color"].mean() > 0.8
    nothing = recognise(["<svg", *["x"] * 27])
    assert nothing["thing"].sum() == nothing["color"].sum() == 0


@pytest.mark.slow
def test_the_evaluation_alone_gives_the_loras_own_figures(gemma, whole, tmp_path, monkeypatch, capsys):
    for name, value in {"LEARNED": 20, "STEPS": 2}.items():
        monkeypatch.setattr(evaluation, name, value)
    monkeypatch.setattr("generators.gemma.NEW_TOKENS", 8)
    right = svg_pairs.drawing(held_out_prompts(GRAMMARS["plain"], 1)[0].text, 0)
    monkeypatch.setattr("generators.gemma.Gemma.write_each", lambda self, texts, *_: [right, "<svg"] * 3)
    sheet = tmp_path / "sheet.png"
    options = ["--model", gemma, "--lora", str(whole), "--alone", "--count", "3", "--samples", "2", "-o", str(sheet)]
    assert evaluation.main(options) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert {"reward", "valid", "thing", "color", "things", "bytes"} <= lines.keys()
    assert lines["valid"].startswith("valid      0.0000 -> 0.5000  +0.5000  95 % +0.5000 to +0.5000")
    assert sheet.exists()


def test_no_held_out_combination_is_ever_learned():
    held_out = {(one.thing, one.color) for one in held_out_prompts(GRAMMARS["plain"], 100)}
    learned = {(one.thing, one.color) for one in (prompt(GRAMMARS["plain"], index) for index in range(2_000))}
    assert len(held_out) == 28
    assert not held_out & learned
