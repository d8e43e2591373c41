"""Drawing in a worker process: it can be stopped, it says why, and the next document finds a new one."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import numpy as np
import pandas as pd
import pytest

from scoring import SVGRenderError, TableError, guarded, render, score_items
from scoring.render import draw

RED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="9" height="9" fill="red"/></svg>'
ZIGZAG = "M0 0" + "".join(f"L{i % 99} {i * 37 % 99}" for i in range(700))
SLOW = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><g id="a"><path stroke="red" d="{ZIGZAG}"/></g>'
    + '<use href="#a"/>' * 150
    + "</svg>"
)
TILE = '<pattern id="p" width="4000" height="4000" patternUnits="userSpaceOnUse"><circle r="1"/></pattern>'
LARGE = RED.replace("<rect", TILE + '<rect fill="url(#p)" width="20" height="10"/><rect')


def test_the_picture_is_the_same_as_without_it():
    assert (np.asarray(guarded.render(RED, 64)) == np.asarray(render(RED, 64))).all()
    drawn = guarded.draw(RED)
    assert (drawn.mode, drawn.size) == ("RGBA", (20, 10))
    assert (np.asarray(drawn) == np.asarray(draw(RED))).all()


@pytest.mark.parametrize("svg", ["", "a red boat", "\ud800", '<svg width="1e9" height="1e9"/>'])
def test_an_error_is_the_same_as_without_it(svg):
    with pytest.raises(SVGRenderError) as expected:
        render(svg)
    with pytest.raises(SVGRenderError) as found:
        guarded.render(svg)
    assert str(found.value) == str(expected.value)


def test_one_worker_draws_all_until_it_is_stopped():
    guarded.render(RED)
    first = guarded._worker.process.pid
    guarded.render(RED)
    assert guarded._worker.process.pid == first
    with pytest.raises(SVGRenderError, match="stopped after 0.3 seconds"):
        guarded.render(SLOW, seconds=0.3)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert guarded.render(RED, 64).size == (64, 64)


def test_a_submission_s_row_that_is_stopped_is_named(monkeypatch):
    monkeypatch.setattr(guarded, "render", partial(guarded.render, seconds=0.3))
    asked = pd.DataFrame({"id": ["a", "b"], "question": "Red?", "choices": "['no', 'yes']", "answer": "yes"})
    with pytest.raises(TableError, match="row 'b': drawing the SVG was stopped after 0.3 seconds"):
        score_items(asked, pd.DataFrame({"id": ["a", "b"], "svg": [RED, SLOW]}))


def test_a_worker_that_died_is_replaced():
    guarded.render(RED)
    guarded._worker.process.kill()
    assert guarded.render(RED, 64).size == (64, 64)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a process how large it is")
def test_too_much_memory_is_refused_and_the_worker_goes_on():
    guarded.render(RED)
    first = guarded._worker.process.pid
    with pytest.raises(SVGRenderError, match="more than 30 megabytes"):
        guarded.render(LARGE, megabytes=30)
    assert guarded.render(LARGE, 64, megabytes=500).size == (64, 64)
    assert guarded._worker.process.pid == first


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"seconds": -1}, {"megabytes": 0}, {"seconds": float("nan")}])
def test_a_limit_that_makes_no_sense_is_named(limits):
    with pytest.raises(ValueError, match=f"{list(limits.values())[0]}"):
        guarded.render(RED, **limits)


def test_ctrl_c_ends_the_wait_and_the_worker(repository):
    code = (
        "from scoring import guarded\n"
        f"guarded.render({RED!r})\n"
        "print(guarded._worker.process.pid, flush=True)\n"
        f"guarded.render({SLOW!r}, seconds=500)\n"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", code], cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    worker = int(waiting.stdout.readline())
    time.sleep(0.2)
    waiting.send_signal(signal.SIGINT)
    _, errors = waiting.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@pytest.mark.parametrize("way", ["no process", "a process that ends"])
def test_where_no_worker_starts_documents_are_drawn_without_it(way, monkeypatch, caplog):
    guarded._stop()
    monkeypatch.setattr(guarded, "_can_start", True)
    monkeypatch.setattr(guarded.sys, "executable", "/no/such/python" if way == "no process" else "/bin/true")
    assert (np.asarray(guarded.render(RED, 64)) == np.asarray(render(RED, 64))).all()
    assert guarded.draw(RED).mode == "RGBA"
    with pytest.raises(SVGRenderError):
        guarded.render("a red boat")
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("SVGs are drawn without limits of time and memory: ")
