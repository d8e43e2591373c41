"""Drawing what a folder lacks: an executor draws, the folder keeps, a bar shows how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Protocol

from album.folder import Folder
from album.lock import locked
from album.worker import Drawn, Worker
from support.progress import progress


class Executor(Protocol):
    """Where descriptions are drawn: in this process, in several, or on a cluster."""

    def draw(self, descriptions: dict[str, str], worker: Worker) -> Iterator[Drawn]:
        """Yield the drawing of each of {id: description} as it is done, in any order.

        Raises:
            DrawingError: there is no model, or nobody left who could draw.
        """


class Here:
    """The executor that draws in this process, in the order of the descriptions."""

    def draw(self, descriptions: dict[str, str], worker: Worker) -> Iterator[Drawn]:
        try:
            for name, description in descriptions.items():
                yield worker.draw(name, description)
        finally:
            worker.close()


def draw_missing(
    folder: Folder,
    executor: Executor,
    worker: Worker,
    *,
    title: str = "drawing",
    more: Callable[[Drawn], dict] = lambda drawn: {},
    note: Callable[[dict], str] = lambda record: "",
) -> None:
    """Draw each description that `folder` lacks, and keep it there; what cannot be drawn is added to its errors.

    Args:
        title: what the progress bar calls it.
        more: what the folder shall keep of a drawing besides the usual.
        note: what the bar shall say after a drawing whose record this is.

    Raises:
        DrawingError: nothing can be drawn, or another process draws into the folder.
        SettingsError: another process has begun it with other settings meanwhile.
        OSError: the folder cannot be written.
    """
    if not folder.missing():
        return
    with locked(folder.path):
        folder.read()  # what another process has drawn meanwhile
        _draw_missing(folder, executor, worker, title, more, note)


def _draw_missing(folder: Folder, executor: Executor, worker: Worker, title: str, more: Callable, note: Callable):
    missing = folder.missing()
    total = len(folder.descriptions)
    shown = progress(title, total, total - len(missing))
    with folder.results_kept(), closing(executor.draw(missing, worker)) as drawings, shown as bar:
        for drawn in drawings:
            if drawn.error:
                folder.errors[drawn.id] = drawn.error
            else:
                bar.set_postfix_str(note(folder.add(drawn, more(drawn))), refresh=False)
            bar.update()
