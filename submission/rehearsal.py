"""The harness's work without Kaggle: a table of descriptions becomes submission.csv.

What was drawn before an interrupt lies in a folder beside it, submission.csv.partial, and is not drawn again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from album.drawing import Here, draw_missing
from album.folder import Folder
from album.settings import digest, settings_of
from album.table import read_descriptions
from album.worker import DrawingError, Worker
from support.files import check_writable, write_atomically


def rehearse(table: str, output: Path, make: Callable, options: dict, total_time_s: float) -> None:
    """Draw every row of `table` (id, description) and write `output` (id, svg) when all are done.

    Args:
        table: path of a .csv or .parquet file.
        output: the submission.
        make: makes the model, as `kaggle_submission.Model` does.
        options: of the model, all that the drawings depend on.
        total_time_s: for all descriptions that are still to be drawn.

    Raises:
        album.table.InputError: the table is wrong.
        support.settings.SettingsError: the folder beside `output` was begun with other settings or descriptions.
        DrawingError: there is no model, or it raised, which would fail the submission.
        OSError: `output` cannot be written.
    """
    descriptions = read_descriptions(table)
    check_writable(output)
    settings = settings_of({"generator": "auto"} | options) | {"descriptions_sha256": digest(descriptions)}
    folder = Folder(output.with_name(f"{output.name}.partial"), settings, descriptions)
    model = partial(make, **options, total_time_s=total_time_s, total_count=max(len(folder.missing()), 1))
    draw_missing(folder, Here(), Worker(model))
    for name, error in folder.errors.items():
        raise DrawingError(f"row {name!r}: one exception would fail the whole submission: {error}")
    write_atomically(output, folder.submission())
    shutil.rmtree(folder.path)
