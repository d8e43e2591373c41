import numpy as np
import pytest

from validation.paired import paired


def test_the_interval_is_that_of_the_differences_and_not_of_the_values():
    rng = np.random.default_rng(0)
    hard = rng.uniform(0, 1, 200)  # what both albums find hard
    found = paired(list(hard), list(hard + 0.05 + rng.normal(0, 0.02, 200)))
    assert found.difference == pytest.approx(0.05, abs=0.005)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.02 / 200**0.5, rel=0.15)  # as the normal law has it
    assert found.second - found.first == pytest.approx(found.difference)
    assert found.count == 200


def test_the_same_values_differ_by_nothing():
    found = paired([0.1, 0.9], [0.1, 0.9])
    assert (found.difference, found.low, found.high) == (0, 0, 0)


def test_the_interval_holds_the_truth_about_19_times_of_20():
    rng = np.random.default_rng(1)
    hits = 0
    for i in range(40):
        a = rng.uniform(0, 1, 30)
        found = paired(list(a), list(a + rng.normal(0.1, 0.2, 30)), seed=i)
        hits += found.low <= 0.1 <= found.high
    assert hits >= 34


def test_one_pair_has_no_width_and_none_is_an_error():
    assert (paired([1], [3]).low, paired([1], [3]).high) == (2, 2)
    for first, second in (([], []), ([1], [1, 2])):
        with pytest.raises(ValueError, match="no pairs"):
            paired(first, second)
