"""Where weights are published, and where they lie once they were attached or downloaded.

    Source.parse("google/gemma-2-2b-it")                                 # Hugging Face
    Source.parse("google/gemma-2/transformers/gemma-2-2b-it")            # Kaggle
    Source.parse("kaggle:metric/openai-clip-vit-large-patch14")          # the output of a Kaggle notebook
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

_GATED = ("google/", "stabilityai/stable-diffusion-3", "black-forest-labs/flux")


@dataclass(frozen=True)
class Source:
    """One place on a hub: `hub` is "kaggle" or "hf" (Hugging Face); `handle` is the hub's name for it."""

    hub: str
    handle: str

    @classmethod
    def parse(cls, text: str) -> Source:
        """Read "hf:owner/name", "kaggle:owner/model/framework/variation[/version]" or either without its prefix.

        >>> Source.parse("openai/clip-vit-large-patch14")
        Source(hub='hf', handle='openai/clip-vit-large-patch14')

        Raises:
            ValueError: it is neither.
        """
        hub, _, handle = text.rpartition(":")
        parts = handle.split("/")
        if not hub:
            hub = "hf" if len(parts) == 2 else "kaggle"
        lengths = {"hf": (2,), "kaggle": (2, 4, 5)}  # two parts on Kaggle: the output of a notebook
        if hub not in lengths or len(parts) not in lengths[hub] or not all(re.fullmatch(r"[\w.-]+", p) for p in parts):
            raise ValueError(
                f"{text!r} names no source: expected 'owner/name' (Hugging Face) or "
                "'owner/model/framework/variation[/version]' (Kaggle)"
            )
        return cls(hub, handle)

    @property
    def gated(self) -> bool:
        """Whether the hub asks for an account that has accepted the licence there.

        >>> Source.parse("google/gemma-2-2b-it").gated, Source.parse("openai/clip-vit-large-patch14").gated
        (True, False)
        """
        return self.handle.startswith(_GATED)

    def __str__(self) -> str:
        return f"{self.hub}:{self.handle}"

    def folders(self) -> list[Path]:
        """Where this source lies when it was attached or downloaded before, the likeliest first."""
        return self._hugging_face_folders() if self.hub == "hf" else self._kaggle_folders()

    def _kaggle_folders(self) -> list[Path]:
        owner, *rest = self.handle.split("/")
        kind = "notebooks" if len(rest) == 1 else "models"
        attached = [kaggle_inputs() / kind / owner / Path(*rest), kaggle_inputs() / Path(*rest)]
        return attached + [kaggle_cache() / kind / owner / Path(*rest)]

    def _hugging_face_folders(self) -> list[Path]:
        """Read from the cache's layout, https://huggingface.co/docs/huggingface_hub/guides/manage-cache.

        huggingface_hub has two readers of its own.  `snapshot_download(local_files_only=True)` refuses a snapshot of
        chosen files, which is what hubs.py fetches, and one that no branch points to; `scan_cache_dir` reads the whole
        cache, seconds of work for each drawing that wants to know whether there are weights.
        """
        from huggingface_hub import constants

        repo = Path(constants.HF_HUB_CACHE) / ("models--" + self.handle.replace("/", "--"))
        main = repo / "refs" / "main"
        newest = [repo / "snapshots" / main.read_text().strip()] if main.is_file() else []
        return [*newest, repo / "snapshots"]


def kaggle_inputs() -> Path:
    """Where Kaggle mounts what is attached to a notebook; the variable is kagglehub's own.

    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, KAGGLE_CACHE_MOUNT_FOLDER="/mnt/input"):
    ...     print(kaggle_inputs())
    /mnt/input
    """
    return Path(os.environ.get("KAGGLE_CACHE_MOUNT_FOLDER", "/kaggle/input"))


def kaggle_cache() -> Path:
    """Where kagglehub keeps its downloads.

    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, KAGGLEHUB_CACHE="/mnt/cache"):
    ...     print(kaggle_cache())
    /mnt/cache
    """
    return Path(os.environ.get("KAGGLEHUB_CACHE", Path.home() / ".cache" / "kagglehub"))
