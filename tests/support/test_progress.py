"""Without a terminal long work prints a line now and then, and short work none."""

import pytest

from support import progress


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def run(clock, steps: int, seconds: float, done: int = 0) -> None:
    with progress.progress("drawing", done + steps, done) as bar:
        for _ in range(steps):
            clock[0] += seconds
            bar.update()


def test_short_work_is_silent(clock, capsys):
    run(clock, 10, 2.9)
    assert capsys.readouterr() == ("", "")


def test_long_work_says_how_far_it_is_twice_a_minute_at_most(clock, capsys):
    run(clock, 100, 6.0, done=20)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 19
    assert lines[0] == "drawing: 25 of 120, about 10 min left"
    assert lines[-1] == "drawing: 115 of 120, about 1 min left"


def test_a_note_stands_beside(clock, capsys):
    with progress.progress("validating", 3) as bar:
        clock[0] += 40
        bar.set_postfix_str("mean score 0.500")
        bar.update()
    assert capsys.readouterr().err == "validating: 1 of 3, about 1 min left, mean score 0.500\n"
