"""Look for weights: a path that was given, then Kaggle, then Hugging Face; the order stands in weights/__init__.py."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from weights import hubs
from weights.roles import ROLES, Role
from weights.sources import Source, kaggle_cache, kaggle_inputs

SEARCH_DEPTH = 8  # /kaggle/input/models/owner/model/framework/variation/version/folder, and one to spare


class WeightsNotFound(FileNotFoundError):
    """No weights for `role`; `tried` has one line for each place that was asked."""

    def __init__(self, role: Role, tried: list[str]) -> None:
        self.role, self.tried = role.name, tried
        places = "".join(f"\n  - {line}" for line in tried)
        ways = "".join(f"\n  - {line}" for line in role.how_to_get())
        super().__init__(f"no {role.name} weights were found. Tried:{places}\nTo get them, one of:{ways}")


def find(role: str, source: str | Path | None = None, *, download: bool = False, offline: bool = False) -> Path:
    """Return the folder (for "aesthetic-head": the file) that holds the weights of `role`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     (Path(folder) / "below").mkdir()
    ...     (Path(folder) / "below" / "sac+logos+ava1-l14-linearMSE.pth").touch()
    ...     find("aesthetic-head", folder).name
    'sac+logos+ava1-l14-linearMSE.pth'

    Args:
        role: a key of ROLES.
        source: a path, a Hugging Face repository or a Kaggle model, see weights/__init__.py; None: what the role's
            variable names, else what lies on this machine.
        download: whether the network may be used.
        offline: True, or one of the offline variables set: the network is not used, whatever `download` says.

    Raises:
        WeightsNotFound: a FileNotFoundError that says what was tried and how to get the weights.
        ValueError: there is no such role.
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


def _refusal(download: bool, offline: bool) -> str | None:
    """Why the network may not be used; None when it may."""
    if offline:
        return "offline was asked for"
    if variable := hubs.offline_variable():
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
            folder = _download(source, role)
        except Exception as error:  # each hub has a family of its own: not found, gated, no account, disk full, ...
            tried.append(f"download of {source}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
            continue
        if found := next(_search(folder, role), None):
            return found
        tried.append(f"download of {source}: came to {folder}, but is not {role.expected}")
    return None


def _download(source: Source, role: Role) -> Path:
    """Fetch a source through its hub's client; raises whatever that raises."""
    if source.hub == "kaggle":
        return hubs.download_from_kaggle(source.handle)
    return hubs.download_from_hugging_face(source.handle, role.needs, role.pickles)
