"""A training's settings on the command line: an option for each field of its dataclass and each part of the reward."""

from __future__ import annotations

import argparse
import dataclasses
from typing import TypeVar

from training.rewards import Weights

C = TypeVar("C")  # a dataclass with simple fields, all with a default, and `weights`


def parser(config: type, **about: str) -> argparse.ArgumentParser:
    """The parser; `about`: prog and description."""
    made = argparse.ArgumentParser(**about)
    for entry in dataclasses.fields(config):
        if entry.name != "weights":
            name = f"--{entry.name.replace('_', '-')}"
            made.add_argument(name, type=type(entry.default), default=entry.default, help=f"default: {entry.default}")
    for name, weight in Weights().parts.items():
        made.add_argument(f"--weight-{name}", type=float, default=weight, help=f"of the reward (default: {weight})")
    return made


def read(config: type[C], parser: argparse.ArgumentParser, arguments: list[str] | None) -> C:
    """The settings that the arguments ask for; ends the program with a message where one is impossible."""
    given = vars(parser.parse_args(arguments))
    try:
        weights = Weights(**{name: given.pop(f"weight_{name}") for name in Weights().parts})
        return config(**given, weights=weights)
    except ValueError as error:
        return parser.error(str(error))
