"""The executor that draws with Ray: actors on this machine or on a cluster, each with a worker of its own.

The descriptions go there and the drawings come back as values, so the machines of a cluster need no disk in common.  An
actor that dies is started again by Ray and draws again what it was at; a description that kills each is given up.
Source: https://docs.ray.io/en/latest/data/api/doc/ray.data.Dataset.map.html
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from album.worker import DrawingError, Drawn, Worker
from support.project import ROOMS, ROOT

ATTEMPTS = 3  # at a description whose worker dies; the third time is no accident any more
DEADLY = f"its worker died {ATTEMPTS} times, perhaps for want of memory"
CODE = ["/*", "!.", "!/*.py", "!/checkpoints", *(f"!/{room}" for room in ROOMS)]  # only these travel
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1")  # a core each
QUIET = {  # read by Ray when it is imported
    "RAY_USAGE_STATS_ENABLED": "0",  # it would report to its makers
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",  # what it prints of dead workers, in paragraphs, on standard output
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # it warns where this is not set
}
STORE_BYTES = 200_000_000  # Ray's shared memory on this machine; an SVG has 10,000
REACH_S = 5.0


class Attempts:
    """Counts them, so that a description that kills its worker each time is given up.

    An actor, since it has to outlive those that draw.
    """

    def __init__(self, workers: int):
        self._begun: Counter[str] = Counter()
        self._starts = workers + ATTEMPTS  # so many may be under way, or have failed

    def start(self) -> bool:
        """Whether a worker shall load its model: False once too many have died at it."""
        self._starts -= 1
        return self._starts >= 0

    def started(self) -> None:
        self._starts += 1

    def begin(self, name: str) -> bool:
        """Whether a worker shall draw this one: False once it was begun too often."""
        self._begun[name] += 1
        return self._begun[name] <= ATTEMPTS


class Actor:
    """What Ray starts, and starts again where it died: a worker, and the counter of all attempts."""

    def __init__(self, worker: Worker, attempts):
        self._worker, self._attempts, self._problem = worker, attempts, None
        try:
            if not self._ask("start"):
                raise DrawingError("the workers die while they load the model, perhaps for want of memory")
            worker.load()
            self._ask("started")
        except DrawingError as error:  # told with the first row: what an actor raises while it starts is thirty lines
            self._problem = error

    def __call__(self, row: dict) -> dict:
        """Draw {"id", "description"}; returns {"outcome": a pickled `Drawn`, or a `DrawingError` to raise}."""
        return {"outcome": pickle.dumps(self._problem or self._draw(row["id"], row["description"]))}

    def _draw(self, name: str, description: str) -> Drawn:
        return self._worker.draw(name, description) if self._ask("begin", name) else Drawn(name, error=DEADLY)

    def _ask(self, method: str, *arguments) -> bool | None:
        import ray

        return ray.get(getattr(self._attempts, method).remote(*arguments))


@dataclass(frozen=True)
class RayPool:
    """Ray actors with a worker each.

    Args:
        address: "local" starts Ray on this machine, for as long as this takes; "auto" or HOST:PORT is a cluster.
        workers: actors; None: one for each core, or for each share of `gpus` in the cluster's.
        gpus: of each actor, also a part of one; None: 1 where there are any.
    """

    address: str
    workers: int | None = None
    gpus: float | None = None

    def draw(self, descriptions: dict[str, str], worker: Worker) -> Iterator[Drawn]:
        """See `album.drawing.Executor`; DrawingError also: Ray is not installed, no cluster answers, it lacks GPUs."""
        ray = _start(self.address, self.workers)
        try:
            room = ray.cluster_resources()
            gpus = float(bool(room.get("GPU"))) if self.gpus is None else self.gpus
            count = min(_workers(room, self.workers, gpus), len(descriptions))
            for row in _rows(ray, descriptions, worker, count, gpus):
                outcome = pickle.loads(row["outcome"])
                if isinstance(outcome, DrawingError):
                    raise outcome
                yield outcome
        except ray.exceptions.RayError as error:
            raise DrawingError(f"Ray gave up: {_short(error)}") from error
        finally:
            ray.shutdown()


def _rows(ray, descriptions: dict[str, str], worker: Worker, count: int, gpus: float) -> Iterator[dict]:
    """What the actors make of the descriptions, each as it is done."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    context.max_consecutive_actor_init_deaths = ATTEMPTS
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote(count)
    items = [{"id": name, "description": description} for name, description in descriptions.items()]
    pool = ray.data.ActorPoolStrategy(size=count, max_tasks_in_flight_per_actor=1)
    return (
        ray.data.from_items(items, override_num_blocks=len(items))
        .map(Actor, fn_constructor_args=(worker, attempts), compute=pool, num_cpus=1, num_gpus=gpus)
        .iter_rows()
    )


# -------------------------------------------------------------------------------------------------------------- Ray


def _start(address: str, workers: int | None):
    """Return the module `ray`, connected and silent.  Raises DrawingError."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise DrawingError(f"Ray is not installed ({error}): pip install -r requirements-ray.txt") from error
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    where = {"address": address, "runtime_env": {"working_dir": str(ROOT), "excludes": CODE, "env_vars": THREADS}}
    if address == "local":
        where["runtime_env"] = {"env_vars": THREADS | {"PYTHONPATH": _python_path(ROOT)}}
        where |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": STORE_BYTES}
    else:
        _reach(address)
    try:
        with _without_stderr():
            ray.init(**where, log_to_driver=False, logging_level="CRITICAL")
    except Exception as error:  # no cluster, another Ray or Python there, no room: Ray has a kind for each
        token = "; RAY_AUTH_MODE=token is not set" if "AuthenticationError" in str(error.__cause__) else ""
        raise DrawingError(f"cannot reach Ray at {address}: {_short(error)}{token}") from error
    return ray


@contextmanager
def _without_stderr() -> Iterator[None]:
    """Drop what the process, its C++ too, writes to its standard error in the block: Ray announces itself there."""
    sys.stderr.flush()
    before, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)


def _python_path(root: Path) -> str:
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


def _reach(address: str) -> None:
    """Raise DrawingError when nothing listens at HOST:PORT; Ray itself would try for a minute and print each try."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host:  # "auto", which Ray answers at once
        return
    try:
        socket.create_connection((host, int(port)), REACH_S).close()
    except (OSError, ValueError, OverflowError) as error:
        raise DrawingError(f"no Ray cluster answers at {address}: {_short(error)}") from error


def _workers(resources: dict, workers: int | None, gpus: float) -> int:
    """How many actors to start.  Raises DrawingError when there is no room for a single one."""
    room = int(resources.get("CPU", 0))
    if gpus:
        room = min(room, int(resources.get("GPU", 0) / gpus))
    if not room:
        found = ", ".join(f"{resources.get(kind, 0):g} {kind}" for kind in ("CPU", "GPU"))
        raise DrawingError(f"no room for a worker with 1 CPU and {gpus:g} GPU: Ray has {found}")
    return workers or room  # more than there is room for wait: the cluster may grow


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
