"""Look for weights: a path that was given, then Kaggle, then Hugging Face; the order stands in weights/__init__.py."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from weights import hubs
from weights.contents import Incomplete, is_whole, transformers_file
from weights.roles import ROLES, Role
from weights.sources import Source, kaggle_cache, kaggle_inputs

log = logging.getLogger(__name__)

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
    return next(find_each(role, source, download=download, offline=offline))


def missing(roles: Iterable[str]) -> list[str]:
    """Return those of the roles whose weights are not on this machine.

    >>> missing([])
    []
    """
    return [role for role in roles if found(role) is None]


def found(role: str) -> Path | None:
    """Return where the weights of a role lie on this machine, or None.

    Raises:
        ValueError: there is no such role.

    >>> found("judge")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: ...
    """
    try:
        return find(role)
    except WeightsNotFound:
        return None


def find_each(
    role: str, source: str | Path | None = None, *, download: bool = False, offline: bool = False
) -> Iterator[Path]:
    """Yield what `find` returns, then every other place on this machine that would do, the likeliest first.

    There is one alone where a source is named.  Arguments and errors are those of `find`.

    >>> next(find_each("clip", "no/such/folder/anywhere"), None)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    weights.finding.WeightsNotFound: no clip weights were found. Tried:...
    """
    if role not in ROLES:
        raise ValueError(f"unknown role {role!r}: expected one of {', '.join(ROLES)}")
    spec, tried = ROLES[role], []
    named = str(source or os.environ.get(spec.variable) or "")
    if not named:
        tried.append(f"{spec.variable}: not set")
    elif (path := Path(named).expanduser()).exists():
        yield _inside(path, spec)
        return
    else:
        tried.append(f"{path}{'' if source else f' (from {spec.variable})'}: no such file or folder")
    sources = _parse(named, spec, tried) if named else spec.sources
    seen: set[Path] = set()
    for found in _on_this_machine(spec, sources, anything=not named, tried=tried):
        if found not in seen:
            seen.add(found)
            yield found
        if named:
            return
    if seen:
        return
    fetched = _from_hubs(spec, sources if named else spec.downloads, network_refusal(download, offline), tried)
    if fetched is None and not named:
        fetched = spec.last_resort()
    if fetched is None:
        raise WeightsNotFound(spec, tried)
    yield fetched


def _parse(named: str, role: Role, tried: list[str]) -> tuple[Source, ...]:
    try:
        return (Source.parse(named),)
    except ValueError as error:
        raise WeightsNotFound(role, [*tried, str(error)]) from error


def _inside(path: Path, role: Role) -> Path:
    """The weights at or below a folder that the user named, or what a named file stands for."""
    tried: list[str] = []
    found = []
    if path.is_dir():
        found = next(_levels(path, role, tried), [])
    else:
        try:
            found = [(role.file or transformers_file(role.match))(path)]
        except Incomplete as error:
            tried.append(f"{path}: {error}")
    if not any(found):
        tried += _files_to_name(path, role)
        raise WeightsNotFound(role, [f"{path}: exists, but is not {role.expected}", *tried])
    if len(found) > 1 and not all(match.name.isdecimal() for match in found):  # of versions, the highest is meant
        raise WeightsNotFound(role, [f"{path} holds several; name one of them: {', '.join(map(str, found))}"])
    return found[0]


def _files_to_name(path: Path, role: Role) -> list[str]:
    """A line for the checkpoints of one file in a folder that was named: they are not chosen among."""
    if role.name != "stable-diffusion" or not path.is_dir():
        return []
    whole = [file.name for file in sorted(path.glob("*.safetensors")) if is_whole(file)]
    return [f"{path}: name one of the files in it: {', '.join(whole)}"] if whole else []


def _on_this_machine(role: Role, sources: Iterable[Source], *, anything: bool, tried: list[str]) -> Iterator[Path]:
    """Look for sources where the hubs put them, then for anything of the role's kind among Kaggle's inputs."""
    for source in sources:
        for folder in source.folders():
            yield from _search(folder, role, tried)
    tried.append(f"not on this machine: {', '.join(map(str, sources))}")
    if anything:
        yield from _search(kaggle_inputs(), role, tried)
        tried.append(f"{kaggle_inputs()}: " + ("nothing suitable" if kaggle_inputs().is_dir() else "no such folder"))


def _search(root: Path, role: Role, tried: list[str]) -> Iterator[Path]:
    """Weights of `role` at or below `root`, the outermost first, the highest version first among siblings.

    Folders of the right kind that cannot be used are told in `tried` and, once, in the log.
    """
    passed_over: list[str] = []
    for level in _levels(root, role, passed_over):
        yield from level
    tried += passed_over
    for line in passed_over:
        _warn_once(f"passed over as {role.name} weights: {line}")


def _levels(root: Path, role: Role, tried: list[str]) -> Iterator[list[Path]]:
    """As `_search`, in lists of what lies equally deep; none is empty.

    `tried` gets a line for each folder of the right kind that cannot be used.
    """
    level = [root] if root.is_dir() else []
    for _ in range(SEARCH_DEPTH):
        found = []
        for folder in level:
            try:
                found.append(None if _is_partial(folder) else role.match(folder))
            except Incomplete as error:
                tried.append(f"{folder}: {error}")
        if any(found):
            yield [match for match in found if match]
        parents = [folder for folder in level if not (folder / "model_index.json").exists()]  # its parts are no roles
        level = [child for folder in parents for child in _subfolders(folder)]


@cache
def _warn_once(message: str) -> None:
    log.warning(message)


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


def network_refusal(download: bool, offline: bool) -> str | None:
    """Why the network may not be used; None when it may.

    >>> network_refusal(download=True, offline=True)
    'offline was asked for'
    """
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
        if found := next(_search(folder, role, tried), None):
            return found
        tried.append(f"download of {source}: came to {folder}, but is not {role.expected}")
    return None


def _download(source: Source, role: Role) -> Path:
    """Fetch a source through its hub's client; raises whatever that raises."""
    if source.hub == "kaggle":
        return hubs.download_from_kaggle(source.handle)
    return hubs.download_from_hugging_face(source.handle, role.needs, role.pickles)
