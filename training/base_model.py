"""Which model a training starts from: `--model` takes what model.py's `--generator` takes, or the source alone."""

from __future__ import annotations

from generators import NAMES, TINY_SD


def source_of(model: str | None, kind: str) -> str | None:
    """Return the source to give to `weights.find`; None: what lies on this machine.

    >>> source_of("gemma:models/my-gemma", "gemma")
    'models/my-gemma'
    >>> source_of("models/my-gemma", "gemma")
    'models/my-gemma'
    >>> source_of("stable-diffusion", "stable-diffusion") is None
    True

    Args:
        model: "", "KIND", "KIND:SOURCE" or "SOURCE"; also "tiny-sd", and "auto" for Stable Diffusion.
        kind: what is to be trained, "stable-diffusion" or "gemma".

    Raises:
        ValueError: a generator of another kind is named.
    """
    name, _, source = (model or kind).partition(":")
    if name not in NAMES:
        return model
    if name == kind:
        return source or None
    if kind == "stable-diffusion" and model == "auto":
        return None
    if kind == "stable-diffusion" and model == "tiny-sd":
        return str(TINY_SD)
    raise ValueError(f"model must be {kind}, {kind}:SOURCE or the SOURCE alone, not {model!r}")
