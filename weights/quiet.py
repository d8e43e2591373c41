"""The model libraries without their chatter."""

from __future__ import annotations

import contextlib
import logging
import sys
from importlib import import_module


@contextlib.contextmanager
def quiet(*libraries: str):
    """Run a block without the warnings of "transformers" or "diffusers", and without progress bars off a terminal.

    While weights load or a picture is drawn, none of those warnings asks the user for anything.  Afterwards, also after
    an error, warnings and bars are as they were before.

    >>> with quiet("transformers"):
    ...     logging.getLogger("transformers").warning("not to be seen")
    """
    from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars

    with contextlib.ExitStack() as stack:
        for library in libraries:
            module = import_module(f"{library}.utils.logging")
            stack.callback(module.set_verbosity, module.get_verbosity())
            module.set_verbosity(logging.CRITICAL)
            if not sys.stderr.isatty() and module.is_progress_bar_enabled():
                if are_progress_bars_disabled():  # transformers turns those of its hub client on with its own
                    stack.callback(disable_progress_bars)
                stack.callback(module.enable_progress_bar)
                module.disable_progress_bar()
        yield
