from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schedule import Costs, TimeBudget


@pytest.fixture
def clock():
    clock = SimpleNamespace(now=50.0)
    clock.read = lambda: clock.now
    return clock


def test_a_cost_is_the_median_of_what_was_seen_lately(clock):
    costs = Costs(clock.read)
    assert costs["draw"] == 0
    for seconds in (3, 2, 60, 4, 3):  # one of them a stall
        with costs.timed("draw", units=2):
            clock.now += 2 * seconds
    assert costs["draw"] == 3
    for _ in range(15):  # the machine slowed down for good
        costs.observe("draw", 9.0)
    assert costs["draw"] == 9
    assert costs["trace"] == 0


def test_a_median_of_two_is_not_yet_usual(clock):
    costs = Costs(clock.read)
    for seconds in (120, 2):  # a slow start
        costs.observe("draw", seconds)
        assert not costs.usual("draw")
    costs.observe("draw", 2)
    assert costs.usual("draw") and costs["draw"] == 2


def test_what_raises_is_not_counted(clock):
    costs = Costs(clock.read)
    with pytest.raises(OSError), costs.timed("draw"):
        clock.now += 100
        raise OSError
    assert costs["draw"] == 0


def test_shares_are_equal_parts_of_what_is_left(clock):
    budget = TimeBudget(1000, 10, clock.read)
    assert budget.share() == 95  # a twentieth is kept in reserve
    budget.done, clock.now = 1, clock.now + 50
    assert budget.share() == pytest.approx(900 / 9)
    budget.done, clock.now = 9, clock.now + 880
    assert budget.share() == pytest.approx(20)
    budget.done, clock.now = 10, clock.now + 30
    assert budget.share() == 0


@given(st.integers(1, 50), st.floats(0.1, 1e5), st.lists(st.floats(0, 1), min_size=120, max_size=120))
def test_whoever_takes_no_more_than_the_share_stays_within_the_limit(count, total, parts):
    """However many come, and whatever part of its share each takes."""
    clock = SimpleNamespace(now=0.0)
    budget = TimeBudget(total, count, lambda: clock.now)
    for part in parts:
        clock.now += budget.share() * part
        budget.done += 1
    assert clock.now <= total * 0.951
