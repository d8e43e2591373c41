"""The options that every command which draws has in common, and the arguments of `model.Model` that they become.

    options.add_to(parser)
    Model(**options.given(parser.parse_args()))
"""

from __future__ import annotations

import argparse

import generators
from scoring.constraints import MAX_BYTES
from support.seeds import seed_argument

ARGUMENTS = ("generator", "seed", "max_bytes", "candidates", "time_limit_s", "lora")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add --generator, --seed, --max-bytes, --candidates, --time-limit and --lora; `Model` checks their values."""
    names = ", ".join((*generators.NAMES, *(f"{name}:SOURCE" for name in generators.SOURCED)))
    parser.add_argument("--generator", default="auto", metavar="NAME", help=f"{names} (default: auto)")
    parser.add_argument("--seed", type=seed_argument, default=0, metavar="N", help="another seed, another picture")
    parser.add_argument("--max-bytes", type=int, default=MAX_BYTES, metavar="N", help="default: %(default)s")
    parser.add_argument("--candidates", type=int, metavar="N", help="draw N pictures and keep the best")
    parser.add_argument("--time-limit", dest="time_limit_s", type=float, metavar="S", help="seconds for a description")
    lora = "LoRA weights on top of Stable Diffusion or Gemma; none: not even those that come with the small Gemma"
    parser.add_argument("--lora", metavar="DIR", help=lora)


def given(args: argparse.Namespace) -> dict:
    """Return the keyword arguments of `model.Model` that the parsed options stand for."""
    return {name: getattr(args, name) for name in ARGUMENTS}
