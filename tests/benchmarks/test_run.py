import pytest

from benchmarks.run import simulate


@pytest.mark.parametrize("seed", [0, 1])
def test_a_run_stays_within_its_time_and_uses_it(seed):
    found = simulate(40, 40 * 60.0, seed)
    assert found.valid == 40
    assert found.seconds <= 40 * 60.0
    assert found.candidates > 0.85 * found.affordable
    assert found.judged > 0.8
    assert found.refined > 0.5
    assert found.failures


def test_a_run_without_enough_time_still_draws_everything():
    """With a second for each, the illustrator has to draw some of them."""
    found = simulate(40, 40 * 1.0)
    assert found.valid == 40
    assert found.seconds <= 40
