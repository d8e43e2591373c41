"""The Kaggle notebook: one file that carries this project and needs nothing but attached weights.

A Kaggle package keeps the cells that are marked for export as one module.  So the project travels inside such a cell,
as a tar archive, and is unpacked where that module is imported.  It is packed with xz and written in base85, in long
lines, since Kaggle takes notebooks of at most 1 MB.
"""

from __future__ import annotations

import base64
import io
import json
import re
import shlex
import tarfile
from pathlib import Path

from support.files import write_atomically
from support.project import ROOT, source_files
from weights import JUDGE, ROLES, Source

LINE = 10_000  # characters
# The table of rare nouns is a quarter of the archive, and changes no drawing of a sentence of the competition's kind.
LEFT_BEHIND = "nouns.txt.xz"

# What Kaggle's image may lack, or have in an older version: it is Colab's image with Kaggle's own list on top
# (github.com/googlecolab/backend-info, pip-freeze.gpu.txt of June 2026; github.com/Kaggle/docker-python,
# kaggle_requirements.txt).  The wheels of these suit every Python from 3.10 on.
MAY_LACK = ("bitsandbytes", "cairosvg", "cairocffi", "cssselect2", "skia-pathops", "tinycss2")
PLATFORMS = tuple(f"manylinux_2_{glibc}_x86_64" for glibc in (17, 24, 28))

EXPORT = '''\
#| default_exp core
'''

UNPACK = '''\
#| export
import base64, io, os, pathlib, shutil, subprocess, sys, tarfile, tempfile
from importlib import metadata

from packaging.requirements import Requirement

PROJECT = """
{payload}
"""

folder = tempfile.mkdtemp(prefix="drawing-with-llms-")
tarfile.open(fileobj=io.BytesIO(base64.b85decode("".join(PROJECT.split())))).extractall(folder)
sys.path.insert(0, folder)

def lacks(line):
    """Whether a requirement is not met here."""
    need = Requirement(line)
    try:
        return not need.specifier.contains(metadata.version(need.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return True


# What Kaggle's image lacks, or has in another version, comes from attached wheels.  Its torch is made for its GPUs.
lines = pathlib.Path(folder, "requirements.txt").read_text().splitlines()
needed = [line.partition("#")[0].strip() for line in lines if not line.startswith(("#", "torch"))]
if shutil.which("nvidia-smi"):
    needed.append("bitsandbytes")  # PaliGemma in 4 bits
inputs = pathlib.Path(os.environ.get("KAGGLE_CACHE_MOUNT_FOLDER", "/kaggle/input"))
links = [f"--find-links={{folder}}" for folder in sorted({{wheel.parent for wheel in inputs.rglob("*.whl")}})]
missing = [line for line in needed if lacks(line)]
if missing:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", *links, *missing]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().rpartition("ERROR: ")[2]  # pip's last word: no matching distribution found for ...
        raise RuntimeError(f"this image lacks {{', '.join(missing)}}; attach a dataset of their wheels ({{reason}})")

from kaggle_submission import Model
'''

TEST = '''\
import kaggle_evaluation

kaggle_evaluation.test(Model)
'''

ABOUT = """\
# Drawing with LLMs

Stable Diffusion draws, K-means vectorization turns the picture into shapes within 10,000 bytes, and the competition's
own models pick the best of as many candidates as nine hours hold.

Attach, with the internet off and a GPU on:
{attached}
"""


def write(path: Path, user: str, generator: str | None = None, wheels: str | None = None) -> list[Path]:
    """Write the notebook to `path` and kernel-metadata.json, for `kaggle kernels push`, beside it; returns both paths.

    Args:
        path: ends in .ipynb.
        user: the name of the Kaggle account that it will belong to.
        generator: the Stable Diffusion to attach, owner/model/framework/variation[/version]; None: the first choice of
            weights.py.
        wheels: the dataset with wheels to attach, owner/dataset, of what `how_to_attach` names; None: no dataset.

    Raises:
        ValueError: `user` can be no Kaggle account, `path` is no .ipynb, `generator` no Kaggle model, or `wheels` no
            dataset.
        OSError: a file cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,49}", user):
        raise ValueError(f"{user!r} is no name on Kaggle, as in kaggle.com/NAME: small letters, digits and dashes")
    if path.suffix != ".ipynb":
        raise ValueError(f"{path}: a notebook's name ends in .ipynb")
    source = Source.parse(f"kaggle:{generator}") if generator else _on_kaggle("stable-diffusion")
    if not _is_model(source):
        raise ValueError(f"{generator!r} names no Kaggle model: expected owner/model/framework/variation[/version]")
    if wheels is not None and not re.fullmatch(r"[\w-]+/[\w-]+", wheels, re.ASCII):
        raise ValueError(f"{wheels!r} names no Kaggle dataset: expected owner/dataset")
    metadata = path.with_name("kernel-metadata.json")
    attached = [source, *map(_on_kaggle, JUDGE)]
    write_atomically(path, json.dumps(_notebook(attached), indent=1) + "\n")
    write_atomically(metadata, json.dumps(_metadata(path.name, user, attached, wheels), indent=2) + "\n")
    return [path, metadata]


def how_to_attach(user: str, folder: Path) -> list[str]:
    """Return lines that say what the image may lack, and how its wheels get there.

    Args:
        user: the name of the Kaggle account.
        folder: where the wheels are to be put.
    """
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    versions = {re.match(r"[\w-]*", line)[0]: line.partition("#")[0].strip() for line in lines}
    needed = [shlex.quote(versions.get(name, name)) for name in MAY_LACK]
    words = ["pip download --no-deps --only-binary :all:", *(f"--platform {platform}" for platform in PLATFORMS)]
    attach = f"Their wheels, for a dataset that --wheels {user}/NAME attaches:"
    return [
        f"Kaggle's image may lack {', '.join(MAY_LACK)}.  {attach}",
        " ".join([*words, "-d", shlex.quote(str(folder)), *needed]),
    ]


def _is_model(source: Source) -> bool:
    """Whether it is a model, and not the output of a notebook."""
    return source.handle.count("/") > 1


def _on_kaggle(role: str) -> Source:
    return next(source for source in ROLES[role].sources if source.hub == "kaggle")


def _notebook(attached: list[Source]) -> dict:
    about = ABOUT.format(attached="\n".join(f"- {source.handle}" for source in attached))
    packed = base64.b85encode(_archive()).decode()
    unpack = UNPACK.format(payload="\n".join(packed[i : i + LINE] for i in range(0, len(packed), LINE)))
    cells = [_cell("markdown", about), *(_cell("code", text) for text in (EXPORT, unpack, TEST))]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, text: str) -> dict:
    cell = {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _archive() -> bytes:
    """The project's modules and drawings, in an archive that is the same wherever and whenever it is made."""
    data = io.BytesIO()
    carried = [file for file in source_files() if file.name != LEFT_BEHIND]
    with tarfile.open(fileobj=data, mode="w:xz", preset=9) as archive:
        for file in sorted(carried, key=lambda file: (file.suffix, file)):  # alike beside alike: shorter
            entry = tarfile.TarInfo(file.relative_to(ROOT).as_posix())
            entry.size = file.stat().st_size
            archive.addfile(entry, io.BytesIO(file.read_bytes()))
    return data.getvalue()


def _metadata(name: str, user: str, attached: list[Source], wheels: str | None) -> dict:
    """kernel-metadata.json (github.com/Kaggle/kaggle-api, docs/kernels_metadata.md)."""
    models = [source.handle for source in attached if _is_model(source)]
    return {
        "id": f"{user}/drawing-with-llms",
        "title": "Drawing with LLMs",
        "code_file": name,
        "language": "python",
        "kernel_type": "notebook",
        "is_private": True,
        "enable_gpu": True,
        "enable_internet": False,
        "competition_sources": ["drawing-with-llms"],
        "dataset_sources": [wheels] if wheels else [],
        "kernel_sources": [source.handle for source in attached if not _is_model(source)],
        "model_sources": [handle if handle.count("/") == 4 else f"{handle}/1" for handle in models],
    }
