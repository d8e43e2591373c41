"""The options that the commands share."""

import argparse
import inspect

import pytest

from model import Model
from pipeline import options
from scoring.constraints import MAX_BYTES


@pytest.fixture
def parse():
    parser = argparse.ArgumentParser(prog="draw.py")
    options.add_to(parser)
    return lambda *arguments: options.given(parser.parse_args(arguments))


def test_without_any_they_are_the_model_s_own_defaults(parse):
    parameters = inspect.signature(Model).parameters
    assert parse() == {name: parameters[name].default for name in options.ARGUMENTS}
    assert options.MAX_BYTES == MAX_BYTES


def test_each_reaches_the_model_under_its_name(parse):
    drawing = ("--generator", "tiny-sd", "--seed", "3", "--candidates", "2", "--lora", "runs/lora")
    wanted = {"generator": "tiny-sd", "seed": 3, "max_bytes": 500}
    wanted |= {"candidates": 2, "time_limit_s": 1.5, "lora": "runs/lora"}
    assert parse(*drawing, "--max-bytes", "500", "--time-limit", "1.5") == wanted


@pytest.mark.parametrize("seed", ["-1", "4294967296", "1.5", "many"])
def test_a_seed_that_is_none_is_said_in_words(seed, parse, capsys):
    with pytest.raises(SystemExit):
        parse("--seed", seed)
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("draw.py: error: argument --seed: seed must be ")
    assert seed in last
