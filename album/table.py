"""Descriptions and questions: from files, from Kaggle, or made from the description."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.tables import Question

KAGGLE = "kaggle"
COMPETITION = "drawing-with-llms"


class InputError(ValueError):
    """The descriptions or questions cannot be read; the message names the file or row and what was expected."""


def read_rows(source: str) -> dict[str, str | ValueError]:
    """Return {id: description, or what is wrong with it} of a .csv or .parquet file, in its order.

    Args:
        source: path of the file, or "kaggle" for the competition's train.csv.

    Raises:
        InputError: names the file and the reason.
    """
    rows = _read(source)
    blank = InputError("the description is empty; expected a text")
    return {name: blank if isinstance(text, str) and not text.strip() else text for name, text in rows.items()}


def _read(source: str) -> dict[str, str | ValueError]:
    from scoring import tables

    path = _path(source)
    try:
        found = tables.good_and_bad_descriptions(tables.read_table(path))
    except tables.TableError as error:
        raise InputError(_naming(path, error)) from error
    if not found:
        raise InputError(f"{path}: no rows; expected at least one with id and description")
    return found


def read_descriptions(source: str) -> dict[str, str]:
    """Return {id: description} as `read_rows` does, where no description may be wrong, but one may be blank.

    Args:
        source: path of the file, or "kaggle".

    Raises:
        InputError: names the file, the row and the reason.
    """
    found = _read(source)
    for name, text in found.items():
        if not isinstance(text, str):
            raise InputError(f"{_path(source)}: row {name!r}: {text}") from text
    return found


def own_questions(source: str) -> str | None:
    """Return `source`, the table of the descriptions, if it holds their questions too; else None.

    Raises:
        InputError: it cannot be read.
    """
    from scoring import tables

    path = _path(source)
    try:
        return str(path) if tables.has_questions(tables.read_table(path)) else None
    except tables.TableError as error:
        raise InputError(_naming(path, error)) from error


def read_questions(source: str | None, descriptions: dict[str, str], seed: int) -> dict[str, tuple[Question, ...]]:
    """Return {id: questions} for each of `descriptions`, in their order.

    Args:
        source: path of the file, "kaggle", or None; what it has no questions for gets questions made from its text.
        descriptions: {id: description}.
        seed: of the questions that are made.

    Raises:
        InputError: names the file, the row and the reason; not one of the ids is in the file.
    """
    from scoring import tables

    asked = {}
    if source:
        path = kaggle_file("questions.parquet") if source == KAGGLE else Path(source)
        try:
            asked = tables.questions(tables.read_table(path))
        except tables.TableError as error:
            raise InputError(_naming(path, error)) from error
        if not asked.keys() & descriptions.keys():
            there, here = next(iter(asked), "none"), next(iter(descriptions))
            raise InputError(
                f"{path}: questions of other descriptions: ids such as {there!r}, and none such as {here!r}"
            )
    return {name: asked.get(name) or _made(description, seed) for name, description in descriptions.items()}


def _path(source: str) -> Path:
    return kaggle_file("train.csv") if source == KAGGLE else Path(source)


def _made(description: str, seed: int) -> tuple[Question, ...]:
    from scoring.questions import make_questions

    return tuple(make_questions(description, seed))


def _naming(path: Path, error: ValueError) -> str:
    """The error's words on one line, with the file in front where they do not name it."""
    words = " ".join(str(error).split())
    return words if words.startswith(str(path)) else f"{path}: {words}"


# ------------------------------------------------------------------------------------------------------- Kaggle


def kaggle_file(name: str) -> Path:
    """Return a file of the competition: as attached to a notebook or downloaded before, else from Kaggle.

    Raises:
        InputError: it is not here and cannot be fetched; says what to do.
    """
    import weights
    from weights import hubs

    folders = (
        weights.kaggle_inputs() / COMPETITION,
        weights.kaggle_inputs() / "competitions" / COMPETITION,
        weights.kaggle_cache() / "competitions" / COMPETITION,
    )
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    if variable := weights.offline_variable():
        raise InputError(_no_kaggle(name, f"{variable} is set"))
    if not hubs.answers(server := hubs.server("kaggle")):
        raise InputError(_no_kaggle(name, f"{server} does not answer"))
    try:
        import kagglehub

        return Path(kagglehub.competition_download(COMPETITION, path=name))
    except Exception as error:  # no account, rules not accepted, network, disk: kagglehub has a kind for each
        raise InputError(_no_kaggle(name, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")) from error


def _no_kaggle(name: str, reason: str) -> str:
    return (
        f"the competition's {name} cannot be fetched ({reason}); it takes a Kaggle account that has joined "
        f"{COMPETITION}, in KAGGLE_USERNAME and KAGGLE_KEY or ~/.kaggle/kaggle.json; or give the file's own path"
    )
