"""Gemma on tiny checkpoints with random weights, through every line that a real one takes; and a real one."""

import json
import logging
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

import generators
from generators import gemma
from generators.gemma import EXAMPLES, OPENING, Gemma, is_copy, repair_svg
from model import Model
from scoring import validate_svg
from scoring.measures.variety import seen_colors
from scoring.render import render
from tests.tiny_models import CHAT, tiny_gemma2, tiny_gemma3, tiny_gemma_lora
from training.prompts import GRAMMARS
from training.recognition import main_color
from weights import WeightsNotFound
from weights.gemma_package import packaged_gemma
from weights.language_model import prompt_tokens

KINDS = {"gemma 2": (tiny_gemma2, CHAT), "gemma 3": (tiny_gemma3, None)}
BOAT = OPENING + '<rect width="256" height="256" fill="navy"/>\n<circle cx="99" cy="99" r="50" fill="red"/>\n</svg>'


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gemma")
    return {kind: build(folder / kind.replace(" ", ""), template) for kind, (build, template) in KINDS.items()}


@pytest.fixture(autouse=True)
def few_tokens(monkeypatch):
    monkeypatch.setattr(gemma, "NEW_TOKENS", 100)


@pytest.fixture
def tiny(checkpoints):
    return Gemma(checkpoints["gemma 2"], device="cpu")


def writes(monkeypatch, generator, *texts):
    """Let `generator` write these texts, over and over."""
    monkeypatch.setattr(
        generator, "write", lambda description, seed, indices, seconds: [texts[i % len(texts)] for i in indices]
    )


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize("kind", KINDS)
def test_it_goes_on_from_the_opening_and_repeats_itself(checkpoints, kind):
    model = Gemma(checkpoints[kind], device="cpu")
    first, second = model.write("a red boat", 7, range(2))
    assert first.startswith(OPENING) and len(OPENING) < len(first) <= len(OPENING) + 100
    assert first != second
    assert model.write("a red boat", 7, range(2)) == [first, second]
    assert model.write("a red boat", 8, range(1)) != [first]


def test_a_sample_does_not_depend_on_its_batch_or_on_other_random_numbers(tiny):
    together = tiny.write("a red boat", 3, range(4))
    torch.manual_seed(99)
    assert tiny.write("a red boat", 3, range(2, 3)) == [together[2]]


@pytest.mark.parametrize("kind", KINDS)
def test_several_descriptions_at_once_are_written_as_each_alone(checkpoints, kind):
    model = Gemma(checkpoints[kind], device="cpu")
    texts = ["a boat", "a red boat on a lake", "a cat"]
    alone = [model.write(text, 5, [i])[0] for text, i in zip(texts, (0, 1, 0), strict=True)]
    assert model.write_each(texts, 5, [0, 1, 0]) == alone


def test_samples_end_at_their_closing_tag(tiny, monkeypatch):
    """Each row writes its own line, whatever the model thinks."""
    lines = ["<g></g></svg> and more and more", "<g/><g/><g/><g/><g/><g/><g/>"]
    ids = [tiny.tokenizer(line).input_ids for line in lines]

    class Dictation:
        def __init__(self, *_):
            self.place = 0

        def __call__(self, tokens, scores):
            wanted = torch.tensor([[row[self.place]] for row in ids])
            self.place += 1
            return torch.full_like(scores, -torch.inf).scatter(1, wanted, 0.0)

    monkeypatch.setattr(gemma, "_Sampling", Dictation)
    monkeypatch.setattr(gemma, "NEW_TOKENS", 24)
    assert tiny.write("a boat", 0, range(2)) == [OPENING + "<g></g></svg>", OPENING + lines[1][:24]]


def test_no_time_means_little_text(tiny, monkeypatch):
    monkeypatch.setattr(gemma, "NEW_TOKENS", 100_000)
    (text,) = tiny.write("a boat", 0, range(1), seconds=0.2)
    assert text.startswith(OPENING)


@pytest.mark.parametrize("template", [None, CHAT])
def test_the_prompt_has_the_rules_the_examples_and_the_description_once(tmp_path, template):
    model = Gemma(tiny_gemma2(tmp_path, template), device="cpu")
    tokens = prompt_tokens(model.tokenizer, gemma.request("a\n red\ud800 boat " + "x" * 999), OPENING)
    text = model.tokenizer.decode(tokens)
    assert text.endswith(OPENING)
    assert "Description: a red? boat xxx" in text and "x" * 250 not in text
    assert all(f"Description: {description}\n{OPENING}{svg}" in text for description, svg in EXAMPLES.items())
    assert ("<user>" in text) == bool(template)


@pytest.mark.parametrize("temperature", [gemma.TEMPERATURE, gemma.TRAINED_TEMPERATURE])
def test_the_sampling_follows_the_models_probabilities(temperature):
    scores = torch.log(torch.tensor([[0.7, 0.2, 0.1, 0.0]])) * temperature
    sampling = gemma._Sampling(0, range(1), temperature)
    drawn = [int(sampling(None, scores).argmax()) for _ in range(2_000)]
    shares = [drawn.count(i) / len(drawn) for i in range(4)]
    assert shares == pytest.approx([0.7, 0.2, 0.1, 0], abs=0.04)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_model_thinks_it_writes_what_an_svg_can_go_on_with(checkpoints, kind, monkeypatch):
    """Its weights are random, and so would its text be."""
    monkeypatch.setattr(gemma, "NEW_TOKENS", 160)
    model = Gemma(checkpoints[kind], device="cpu")
    for text in model.write("a red boat", 0, range(4)):
        validate_svg(text)
        assert len(text) > len(OPENING) + 60


def test_a_token_that_no_svg_goes_on_with_is_passed_over(tiny):
    """Of the likeliest three the first two are none, nor is the end of the text before the SVG's."""
    start = tiny.tokenizer("<g", add_special_tokens=False).input_ids
    (another,), (end,) = (tiny.tokenizer(one, add_special_tokens=False).input_ids for one in ("<", ">"))
    scores = torch.full((1, len(tiny.tokenizer)), -9.0)
    scores[0, [another, tiny.tokenizer.eos_token_id, end]] = torch.tensor([9.0, 8.0, 7.0])
    sampling = gemma._Sampling(0, range(1), 0.01, gemma._Syntax(tiny.tokenizer, 0))
    assert int(sampling(torch.tensor([start]), scores).argmax()) == end


def test_where_no_token_will_do_the_likeliest_is_written(tiny):
    scores = torch.full((1, len(tiny.tokenizer)), -torch.inf)
    scores[0, [5, 6]] = torch.tensor([9.0, 1.0])
    syntax = gemma._Syntax(tiny.tokenizer, 0)
    start = torch.tensor([tiny.tokenizer("no SVG", add_special_tokens=False).input_ids])
    assert int(gemma._Sampling(0, range(1), 0.01, syntax)(start, scores).argmax()) == 5


def test_a_gemma_of_one_variant_alone_writes(checkpoints, tmp_path):
    folder = shutil.copytree(checkpoints["gemma 2"], tmp_path / "half")
    (folder / "model.safetensors").rename(folder / "model.bf16.safetensors")
    texts = [Gemma(one, device="cpu").write("a boat", 0, range(1)) for one in (folder, checkpoints["gemma 2"])]
    assert texts[0] == texts[1]


def test_a_gemma_without_its_tokenizer_is_refused(checkpoints, tmp_path):
    folder = shutil.copytree(checkpoints["gemma 2"], tmp_path / "mute")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(WeightsNotFound, match=r"no tokenizer \(tokenizer.json or tokenizer.model\)"):
        Gemma(folder)


def test_a_lora_changes_what_is_written(checkpoints, tmp_path):
    lora = tiny_gemma_lora(tmp_path / "lora", checkpoints["gemma 2"])
    plain, tuned = (Gemma(checkpoints["gemma 2"], lora=one, device="cpu") for one in (None, lora))
    assert plain.write("a boat", 0, range(1)) != tuned.write("a boat", 0, range(1))


def test_a_lora_that_names_tokens_writes_no_others(checkpoints, tmp_path):
    lora = tiny_gemma_lora(tmp_path / "lora", checkpoints["gemma 3"])
    (lora / gemma.TOKENS_FILE).write_text('["<", "g", "/", ">"]')
    (text,) = Gemma(checkpoints["gemma 3"], lora=lora, device="cpu").write("a boat", 0, range(1))
    assert set(text.removeprefix(OPENING)) <= set("<g/>")


def test_the_small_gemma_draws_with_the_projects_lora_unless_it_is_told_not_to(checkpoints, tmp_path, monkeypatch):
    folder, other = checkpoints["gemma 3"], checkpoints["gemma 2"]
    lora = tiny_gemma_lora(tmp_path / "lora", folder)
    monkeypatch.setattr(gemma, "OWN_LORA", lora)
    monkeypatch.setattr(gemma, "packaged_folder", lambda: folder)
    tuned, plain = (Gemma(folder, lora=one).write("a boat", 0, range(1)) for one in (lora, None))
    assert tuned != plain
    monkeypatch.setenv("GEMMA_PATH", str(folder))
    assert generators.load("gemma").write("a boat", 0, range(1)) == tuned
    assert generators.load("gemma", lora="none").write("a boat", 0, range(1)) == plain
    monkeypatch.setenv("GEMMA_PATH", str(other))
    assert generators.load("gemma").write("a boat", 0, range(1)) == Gemma(other).write("a boat", 0, range(1))


def test_a_lora_of_which_half_has_no_place_is_refused(checkpoints, tmp_path):
    lora = tiny_gemma_lora(tmp_path / "lora", checkpoints["gemma 2"])
    file = lora / "adapter_model.safetensors"
    tensors = load_file(file).items()
    half = {name.replace("layers.0", "layers.9") if "q_proj" in name else name: tensor for name, tensor in tensors}
    save_file(half, file)
    with pytest.raises(ValueError, match="does not fit Gemma2ForCausalLM: 2 of its 6 weights have no place there"):
        Gemma(checkpoints["gemma 2"], lora=lora, device="cpu")


def test_a_lora_that_does_not_fit_is_named(checkpoints, tmp_path):
    with pytest.raises(ValueError, match="nowhere.*adapter_model.safetensors"):
        Gemma(checkpoints["gemma 2"], lora=tmp_path / "nowhere", device="cpu")
    lora = tiny_gemma_lora(tmp_path / "lora", checkpoints["gemma 2"])
    (lora / "adapter_model.safetensors").write_bytes(b"nothing")
    with pytest.raises((ValueError, generators.LoadError)):
        generators.load(f"gemma:{checkpoints['gemma 2']}", lora=str(lora))


# ---------------------------------------------------------------- what is kept of it


@pytest.mark.parametrize("svg", EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_are_valid_and_their_copies_known(svg):
    repaired = repair_svg(OPENING + svg)
    validate_svg(OPENING + svg)
    assert render(OPENING + svg).tobytes() == render(repaired).tobytes()
    assert is_copy(repaired)
    lines = svg.splitlines()
    assert is_copy(repair_svg(OPENING + "\n".join([lines[0].replace('fill="', 'fill="dark'), *lines[1:]])))
    assert not is_copy(repair_svg(BOAT))


def test_blank_ones_copies_and_what_is_no_svg_are_left_out(tiny, monkeypatch, caplog):
    caplog.set_level(logging.INFO, "generators")
    blank = OPENING + '<rect width="256" height="256" fill="red"/><circle cx="9" cy="9" r="3" fill="blue"/></svg>'
    copy = OPENING + next(iter(EXAMPLES.values()))
    writes(monkeypatch, tiny, blank, copy, OPENING + "hello", BOAT)
    assert tiny.draw_svgs("a boat", 4, seed=0) == [repair_svg(BOAT)]
    told = [message for message in caplog.messages if message.startswith("a sample left out")]
    assert [message.split(": ")[1] for message in told[:2]] == ["of one color", "a copy of an example"]
    writes(monkeypatch, tiny, blank)
    with pytest.raises(RuntimeError, match="'a boat'"):
        tiny.draw_svgs("a boat", 2, seed=0)


def test_colors_are_counted():
    assert seen_colors(render(repair_svg(BOAT))) >= 2
    assert seen_colors(render('<svg viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>')) == 1


# ---------------------------------------------------------------- in the chain


def test_model_takes_the_svgs_as_they_are_and_picks_the_one_with_most_to_see(tiny, monkeypatch):
    colorful = BOAT.replace("</svg>", '<rect y="200" width="256" height="56" fill="gold"/></svg>')
    writes(monkeypatch, tiny, BOAT, colorful, BOAT, OPENING + "nothing")
    monkeypatch.setattr(generators, "load", lambda name, **_: tiny)
    drawing = Model("gemma", candidates=4).draw("a boat")
    assert (drawing.svg, drawing.generator, drawing.candidates) == (repair_svg(colorful), "gemma", 3)
    hurried = Model("gemma", candidates=4, time_limit_s=60).draw("a boat")
    assert (hurried.svg, hurried.original) == (drawing.svg, drawing.svg)


def test_names(checkpoints, tmp_path, monkeypatch):
    folder = checkpoints["gemma 3"]
    assert generators.load(f"gemma:{folder}").folder == folder
    monkeypatch.setenv("GEMMA_PATH", str(folder))
    assert generators.load("gemma").folder == folder
    with pytest.raises(WeightsNotFound, match="no gemma weights"):
        generators.load(f"gemma:{tmp_path / 'none'}")
    (tmp_path / "config.json").write_bytes((folder / "config.json").read_bytes())
    (tmp_path / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(generators.LoadError, match="Gemma cannot be loaded"):
        generators.load(f"gemma:{tmp_path}")


@pytest.mark.slow
def test_the_command_draws_whatever_the_model_writes(checkpoints, repository, tmp_path):
    out = tmp_path / "boat.svg"
    command = [
        sys.executable,
        "model.py",
        "a red boat",
        "--generator",
        f"gemma:{checkpoints['gemma 2']}",
        "-o",
        str(out),
    ]
    command += ["--candidates", "2", "--time-limit", "3"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    assert "Gemma draws" in done.stderr
    validate_svg(out.read_text())


# ---------------------------------------------------------------- a real one


@pytest.mark.skipif(os.environ.get("REAL_GEMMA") != "1", reason="REAL_GEMMA=1 runs it; requirements-gemma.txt")
def test_the_packaged_gemma_writes_shapes(monkeypatch):
    monkeypatch.setattr(gemma, "NEW_TOKENS", 108)
    folder = packaged_gemma()
    assert folder is not None, "pip install -r requirements-gemma.txt"
    (text,) = Gemma(folder, device="cpu").write("a red boat on a lake", 0, range(1), seconds=600)
    svg = repair_svg(text)
    validate_svg(svg)
    assert svg.count("<rect") + svg.count("<circle") + svg.count("<path") + svg.count("<polygon") >= 1


@pytest.mark.skipif(os.environ.get("REAL_GEMMA") != "1", reason="REAL_GEMMA=1 runs it; requirements-gemma.txt")
def test_the_packaged_gemma_draws_what_its_lora_learned(monkeypatch):
    monkeypatch.setattr(gemma, "NEW_TOKENS", 400)
    monkeypatch.setenv("GEMMA_PATH", str(packaged_gemma()))
    texts = ["a blue apple on a plain background", "a yellow star on a plain background"]  # it never saw these
    written = generators.load("gemma").write_each(texts, 0, [0, 0], seconds=600)
    for svg, text in zip(written, texts, strict=True):
        validate_svg(svg)  # as it was written
        assert main_color(np.asarray(render(svg, 64)), GRAMMARS["objects"].colors) == text.split()[1]


def test_the_lora_that_is_shipped_is_small_and_whole():
    files = {file.name: file.stat().st_size for file in gemma.OWN_LORA.iterdir()}
    assert sum(files.values()) < 20_000_000
    assert files.keys() >= {"adapter_config.json", "adapter_model.safetensors", gemma.PROMPT_FILE, gemma.TOKENS_FILE}
    prompt, opening = gemma.trained_prompt(gemma.OWN_LORA)
    assert "{description}" in prompt
    validate_svg(opening + "</svg>")
    assert json.loads((gemma.OWN_LORA / "adapter_config.json").read_text())["base_model_name_or_path"] in (None, "")
