"""A training's settings on the command line: an option for each field of its dataclass and each part of a reward."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import TypeVar

from transformers.hf_argparser import HfArg, HfArgumentParser

from training.rewards import Weights

C = TypeVar("C")  # a dataclass of simple fields, all with a default, maybe `weights`, and the method `derived`


def parser(config: type | None = None, **about: str) -> HfArgumentParser:
    """Make the parser.

    Args:
        config: the dataclass, whose fields have their help in HfArg; None: the parts of the reward alone.
        about: prog and description.
    """
    simple = [entry for entry in fields(config) if entry.name != "weights"] if config else []
    options = [(entry.name, entry.type, field(default=entry.default, metadata=entry.metadata)) for entry in simple]
    for name, weight in Weights().parts.items() if config is None or _rewarded(config) else ():
        options.append((f"weight_{name}", float, HfArg(default=weight, help="of this part of the reward")))
    return HfArgumentParser(make_dataclass("Options", options), **about)


def pop_weights(given: dict) -> Weights:
    """Take the reward's weights out of the parsed arguments.  Raises ValueError where they are impossible."""
    return Weights(**{name: given.pop(f"weight_{name}") for name in Weights().parts})


def _rewarded(config: type) -> bool:
    return any(entry.name == "weights" for entry in fields(config))


def check_counts(config: object, *names: str) -> None:
    """Raise ValueError for the first of these fields that is less than 1."""
    for name in names:
        if getattr(config, name) < 1:
            raise ValueError(f"{name} must be at least 1, not {getattr(config, name)}")


def run(
    config: type[C], train: Callable[[C], object], parser: argparse.ArgumentParser, arguments: list[str] | None
) -> int:
    """Train with the settings that the arguments ask for, and print what `train` returns: the body of a command.

    The derived counts are printed first.  An impossible setting ends the program with a message and status 2.
    """
    given = vars(parser.parse_args(arguments))
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        if _rewarded(config):
            given["weights"] = pop_weights(given)
        settings = config(**given)
        print(settings.derived(), flush=True)
        print(train(settings))
    except ImportError as error:
        parser.error(f"{error}: pip install -r requirements-train.txt")
    except (ValueError, OSError) as error:
        parser.error(str(error))
    return 0
