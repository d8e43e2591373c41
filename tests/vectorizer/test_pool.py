"""Worker processes that vectorize, also when they die, raise or hang."""

import os
import signal

import pytest
from PIL import Image

from svg_vectorize import vectorize
from vectorizer import pool as tracing
from vectorizer.pool import Tracer, TracingError

LIMITS = {"seed": 0, "time_limit_s": None}


@pytest.fixture(scope="module")
def tracer():
    with Tracer(2) as tracer:
        yield tracer


def test_workers_give_what_this_process_would(tracer, scene):
    pictures = [scene, scene.rotate(90), Image.new("L", (30, 30), 7)]
    tickets = [tracer.submit(picture, 500, **LIMITS) for picture in pictures]
    for picture, ticket in reversed(list(zip(pictures, tickets, strict=True))):
        svg, seconds = tracer.result(ticket)
        assert svg == vectorize(picture, 500, **LIMITS)
        assert 0 <= seconds < 60


def test_what_a_worker_raises_is_said(tracer, scene):
    with pytest.raises(TracingError, match="ValueError: max_bytes must be at least 300, not 5"):
        tracer.result(tracer.submit(scene, 5, **LIMITS))
    assert tracer.result(tracer.submit(scene, 300, **LIMITS))


def test_a_worker_that_is_killed_is_replaced_and_its_work_done(tracer, scene):
    victims = [worker.process.pid for worker in tracer._workers]
    tickets = [tracer.submit(scene.rotate(angle), 500, **LIMITS) for angle in (0, 90, 180)]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    assert [tracer.result(ticket)[0] for ticket in tickets] == [
        vectorize(scene.rotate(angle), 500, **LIMITS) for angle in (0, 90, 180)
    ]
    assert not {worker.process.pid for worker in tracer._workers} & set(victims)


def test_a_worker_that_dies_twice_of_one_picture_costs_that_picture_alone(tracer, scene, monkeypatch):
    give = tracer._give
    monkeypatch.setattr(tracer, "_give", lambda worker, job: (give(worker, job), worker.process.kill())[0])
    ticket = tracer.submit(scene, 500, **LIMITS)
    with pytest.raises(TracingError, match="died"):
        tracer.result(ticket)
    monkeypatch.undo()
    assert tracer.result(tracer.submit(scene, 500, **LIMITS))


def test_a_worker_that_hangs_is_ended(tracer, scene, monkeypatch):
    monkeypatch.setattr(tracing, "HANG_S", 0.5)
    ticket = tracer.submit(scene, 500, **LIMITS)
    for worker in tracer._workers:
        os.kill(worker.process.pid, signal.SIGSTOP)
    with pytest.raises(TracingError, match="hung"):
        tracer.result(ticket)
    monkeypatch.undo()
    for worker in tracer._workers:  # the idle one was stopped as well
        os.kill(worker.process.pid, signal.SIGCONT)
    assert tracer.result(tracer.submit(scene, 300, **LIMITS))


def test_nothing_is_left_behind(scene):
    with Tracer(1) as tracer:
        tracer.submit(scene, 500, **LIMITS)
        processes, folder = [worker.process for worker in tracer._workers], tracer._folder.name
        assert os.listdir(folder)
    assert not any(process.is_alive() for process in processes)
    assert not os.path.exists(folder)


def test_at_least_one_worker():
    with pytest.raises(ValueError, match="workers must be at least 1, not 0"):
        Tracer(0)
