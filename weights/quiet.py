"""The model libraries without their chatter."""

from __future__ import annotations

import contextlib
import logging
import sys
from importlib import import_module


@contextlib.contextmanager
def quiet(*libraries: str):
    """Without the warnings of "transformers" or "diffusers", and with their progress bars on a terminal alone.

    While weights load or a picture is drawn, none of those warnings asks the user for anything.
    """
    loggers = [import_module(f"{library}.utils.logging") for library in libraries]
    levels = [library.get_verbosity() for library in loggers]
    for library in loggers:
        library.set_verbosity(logging.CRITICAL)
        if not sys.stderr.isatty():
            library.disable_progress_bar()
    try:
        yield
    finally:
        for library, level in zip(loggers, levels, strict=True):
            library.set_verbosity(level)
