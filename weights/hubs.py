"""The two hubs that weights come from: is one within reach, and how is it asked for files.

Used only when a download was asked for. A hub is first asked whether it answers at all, once per process and for
PROBE_S seconds at most, because the hubs' own clients may wait minutes for a network that is away.
"""

from __future__ import annotations

import functools
import glob
import os
import re
import ssl
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from weights.contents import components, read_json

PROBE_S = 4.0
OFFLINE_VARIABLES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


def offline_variable() -> str | None:
    """The first of OFFLINE_VARIABLES that is on, by the hubs' own reading of it.

    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, HF_HUB_OFFLINE="yes"):
    ...     offline_variable()
    'HF_HUB_OFFLINE'
    """
    on = (name for name in OFFLINE_VARIABLES if os.environ.get(name, "").upper() in ("1", "ON", "YES", "TRUE"))
    return next(on, None)


def server(hub: str) -> str:
    """The server of "kaggle" or "hf" (Hugging Face, or its mirror in HF_ENDPOINT).

    >>> server("kaggle")
    'https://api.kaggle.com'
    """
    return "https://api.kaggle.com" if hub == "kaggle" else os.environ.get("HF_ENDPOINT", "https://huggingface.co")


@functools.cache
def answers(server: str) -> bool:
    """Whether `server` says anything within PROBE_S seconds, through the environment's proxy if one is set.

    A thread, because a name look-up that hangs has no time limit. Remembered for the life of the process.

    >>> answers("http://127.0.0.1:9")  # nobody listens at this port
    False
    """
    said: list[bool] = []
    probe = threading.Thread(target=lambda: said.append(_head(server)), daemon=True)
    probe.start()
    probe.join(PROBE_S)
    return bool(said and said[0])


def _head(server: str) -> bool:
    try:
        urllib.request.urlopen(urllib.request.Request(server, method="HEAD"), timeout=PROBE_S).close()
    except urllib.error.HTTPError as error:
        return error.code < 500  # "not found" is an answer, "bad gateway" is a proxy's
    except urllib.error.URLError as error:
        return isinstance(error.reason, ssl.SSLError)  # the hub's client may know more certificates
    except (OSError, ValueError):
        return False
    return True


def download_from_kaggle(handle: str) -> Path:
    """Fetch (in a Kaggle notebook: attach) a model or a notebook's output, whole: kagglehub cannot choose files.

    >>> download_from_kaggle("google/gemma-2/transformers/gemma-2-2b-it")  # doctest: +SKIP
    PosixPath('/root/.cache/kagglehub/models/google/gemma-2/transformers/gemma-2-2b-it/2')
    """
    import kagglehub

    _say(f"Fetching {handle} from Kaggle")
    is_model = handle.count("/") > 1
    return Path((kagglehub.model_download if is_model else kagglehub.notebook_output_download)(handle))


def download_from_hugging_face(repo: str, needs: str = "", pickles: tuple[str, ...] = ()) -> Path:
    """Fetch what loading needs of a repository into Hugging Face's cache; return the snapshot's folder.

    >>> download_from_hugging_face("google/gemma-2-2b-it", needs="config.json")  # doctest: +SKIP

    Args:
        repo: owner/name.
        needs: a file that a repository of the expected kind has.
        pickles: as in `wanted_files`.

    Raises:
        ValueError: the repository has no `needs`; nothing large was fetched.
    """
    from huggingface_hub import HfApi, hf_hub_download, snapshot_download

    siblings = HfApi().model_info(repo, files_metadata=True, timeout=15).siblings or []
    sizes = {file.rfilename: file.size or 0 for file in siblings}
    if needs and needs not in sizes:
        raise ValueError(f"{repo} has no {needs}, so it is not of the expected kind")
    index = read_json(Path(hf_hub_download(repo, "model_index.json"))) if "model_index.json" in sizes else {}
    files = wanted_files(sizes, folders=components(index), pickles=pickles)
    _say(f"Downloading {repo} from Hugging Face: {len(files)} files, {sum(map(sizes.get, files)) / 1e9:.1f} GB")
    return Path(snapshot_download(repo, allow_patterns=[glob.escape(file) for file in files]))


def download_settings(repo: str) -> Path:
    """Fetch a Hugging Face repository's settings and vocabularies, without weights; return the snapshot's folder.

    >>> download_settings("stable-diffusion-v1-5/stable-diffusion-v1-5")  # doctest: +SKIP

    Raises:
        ConnectionError: the hub does not answer.
    """
    from huggingface_hub import snapshot_download

    if not answers(server("hf")):
        raise ConnectionError(f"{server('hf')} does not answer")
    return Path(snapshot_download(repo, allow_patterns=["*.json", "*.txt", "*.model"]))


def wanted_files(names: Iterable[str], folders: Iterable[str] = (), pickles: tuple[str, ...] = ()) -> list[str]:
    """Of a repository's file names, those that loading needs: settings, vocabularies, one set of safetensors a folder.

    The half-sized fp16 set is taken where there is one.

    >>> wanted_files(["config.json", "model.safetensors", "model.fp16.safetensors", "pytorch_model.bin", "README.md"])
    ['config.json', 'model.fp16.safetensors']

    Args:
        names: as the hub lists them, with their folders.
        folders: of a diffusers checkpoint, its parts, while its top level holds nothing but settings; of other kinds
            none, since their top level is all.
        pickles: suffixes of pickle files allowed from a repository that has no safetensors.
    """
    names, folders = list(names), set(folders)
    weights = (".safetensors",) if any(name.endswith(".safetensors") for name in names) else pickles
    fp16 = {_folder(name) for name in names if _variant(name) == "fp16"}

    def wanted(name: str) -> bool:
        folder = _folder(name)
        if name.endswith(weights):
            return folder in (folders or {""}) and _variant(name) == ("fp16" if folder in fp16 else "")
        return folder in folders | {""} and name.endswith((".json", ".txt", ".model"))

    return [name for name in names if wanted(name)]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _variant(name: str) -> str:
    """ "fp16" for "unet/model.fp16-00001-of-00002.safetensors"; "" for a name without a variant."""
    match = re.fullmatch(r"(?:.*/)?[^/.]+\.([^/.-]+)(?:-\d+-of-\d+)?\.safetensors", name)
    return match[1] if match else ""


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
