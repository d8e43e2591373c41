"""Drawing in several processes: the same drawings, and each of its processes ends when it should, but no other."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from album.drawing import Here
from album.processes import Processes
from album.worker import DrawingError, Worker

TEXTS = {f"r{i}": f"a boat {i}" for i in range(6)}


class Model:
    """Writes what it is told as an SVG; "stay" is never done, "die" ends the process; leaves its process's id."""

    def __init__(self, pids: Path):
        if not pids.is_dir():
            raise ValueError(f"{pids} is no folder")
        self.pids = pids

    def draw(self, description):
        (self.pids / str(os.getpid())).touch()
        while description == "stay":
            time.sleep(0.01)
        if description == "die":
            os._exit(1)
        if description == "fail":
            raise MemoryError("no\nroom")
        return SimpleNamespace(svg=f"<svg>{description}</svg>", generator="fake", picture=None, left_out=())

    def close(self):
        (self.pids / "closed").touch()


@pytest.fixture
def worker(tmp_path):
    return Worker(partial(Model, tmp_path))


def pids(folder: Path) -> list[int]:
    return [int(path.name) for path in folder.iterdir() if path.name.isdigit()]


def wait(condition) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def svgs(drawings) -> dict[str, str]:
    return {drawn.id: drawn.svg for drawn in drawings}


def test_here_and_in_processes_the_same_is_drawn(worker, tmp_path):
    here = svgs(Here().draw(TEXTS, worker))
    assert list(here) == list(TEXTS)
    assert pids(tmp_path) == [os.getpid()]
    assert (tmp_path / "closed").exists()
    assert svgs(Processes(2).draw(TEXTS, Worker(partial(Model, tmp_path)))) == here
    assert len(pids(tmp_path)) in (2, 3)  # one of the two may have drawn all


def test_what_one_drawing_raises_is_its_error_and_the_others_go_on(worker):
    found = {drawn.id: drawn.error for drawn in Processes(2).draw({"a": "fail", "b": "a boat"}, worker)}
    assert found == {"a": "MemoryError: no room", "b": ""}


@pytest.mark.parametrize("executor", [Here(), Processes(2)])
def test_a_model_that_cannot_be_made_is_said_in_its_own_words(executor, tmp_path):
    with pytest.raises(DrawingError, match="nowhere is no folder"):
        list(executor.draw(TEXTS, Worker(partial(Model, tmp_path / "nowhere"))))


def test_a_process_that_dies_is_an_error(worker):
    with pytest.raises(DrawingError, match="a process that draws died"):
        list(Processes(2).draw({"a": "die"} | TEXTS, worker))


def test_those_that_draw_are_ended_and_no_other_child_of_the_process(worker, tmp_path):
    stranger = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    stranger.start()
    try:
        drawings = Processes(2).draw({"a": "a boat", "b": "stay", "c": "stay"}, worker)
        assert next(drawings).id == "a"
        wait(lambda: len(pids(tmp_path)) == 2)
        drawings.close()
        assert multiprocessing.active_children() == [stranger]
        assert stranger.is_alive()
    finally:
        stranger.kill()
        stranger.join()


SCRIPT = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, {tests!r})
from album.processes import Processes
from album.worker import Worker
from test_processes import Model

if __name__ == "__main__":
    list(Processes(2).draw({{"a": "stay", "b": "stay"}}, Worker(partial(Model, Path(sys.argv[1])))))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_when_the_first_process_is_killed_the_others_go_too(repository, tmp_path):
    folder, script = tmp_path / "pids", tmp_path / "script.py"
    folder.mkdir()
    script.write_text(SCRIPT.format(tests=str(Path(__file__).parent)))
    environment = os.environ | {"PYTHONPATH": str(repository)}
    first = subprocess.Popen([sys.executable, str(script), str(folder)], env=environment)
    wait(lambda: len(pids(folder)) == 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    wait(lambda: not any(map(lives, pids(folder))))


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"  # ended, though perhaps nobody has asked for its exit status
