"""Ratios of rates with known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from geleit.assessment.ceasefire.rates import compare

DAY = 24.0


def days(counts):
    return np.array(counts, dtype=float), np.full(len(counts), DAY)


def test_the_published_comparison_of_sohr_february_2016():
    # a mean of 120 deaths a day from 1 to 26 February, 144 on the 26th, 20 and 20 on the 27th and 28th: -83 %
    before = [119] * 24 + [120, 144]
    assert sum(before) / len(before) == 120
    ratio = compare(*days([20, 20]), *days(before))
    assert ratio.ratio == pytest.approx(1 / 6, abs=1e-12)
    assert (ratio.during, ratio.before) == (40, 3120)
    assert compare(*days([20, 20]), *days([144])).ratio == pytest.approx(0.1389, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "time", "other_time"), [(5, 15, 1, 1), (0, 12, 14, 28), (84, 300, 14, 28), (3, 0, 7, 7)]
)
def test_the_exact_interval_holds_what_the_counts_cannot_refute(one, other, time, other_time):
    ratio = compare(
        np.array([float(one)]), np.array([time * DAY]), np.array([float(other)]), np.array([other_time * DAY])
    )

    def share(value):
        return value * time / (value * time + other_time)

    # Clopper and Pearson: at its ends the count, or a more extreme one, has a probability of one in forty
    if one:
        assert binom.sf(one - 1, one + other, share(ratio.low)) == pytest.approx(0.025, rel=1e-9)
    else:
        assert ratio.low == 0
    if other:
        assert binom.cdf(one, one + other, share(ratio.high)) == pytest.approx(0.025, rel=1e-9)
    else:
        assert ratio.high == math.inf


def test_nothing_to_compare():
    assert compare(*days([]), *days([1, 2])).ratio is None
    assert compare(*days([1, 2]), *days([])).ratio is None
    nothing = compare(*days([0, 0]), *days([0, 0, 0]))
    assert (nothing.ratio, nothing.low, nothing.wide_low, nothing.by_interval) == (None, None, None, "undetermined")
    none_before = compare(*days([1, 2]), *days([0, 0, 0]))
    assert none_before.ratio == math.inf
    assert none_before.wide_low is None


def test_steady_counts_have_no_more_spread_than_independent_ones_and_erratic_ones_do():
    steady = compare(*days([10, 9, 11, 10, 10, 9, 11]), *days([20, 21, 19, 20, 20, 21, 19] * 2))
    assert steady.spread < 1
    assert steady.by_interval == "fewer"
    erratic = compare(*days([0, 0, 40, 1, 0, 25, 4]), *days([60, 0, 0, 80, 1, 0, 0, 0, 0, 90, 40, 0, 8, 1]))
    assert erratic.ratio == steady.ratio
    assert erratic.spread > 20
    assert erratic.wide_low < steady.wide_low < 0.5 < steady.wide_high < erratic.wide_high
    assert erratic.high < 1 < erratic.wide_high
    assert erratic.by_interval == "undetermined"


def test_days_that_resemble_the_day_before_tell_less():
    alone, waves = [2, 9, 1, 8, 3, 9, 2, 8, 1, 9, 2, 8], [1, 1, 2, 2, 2, 8, 9, 9, 9, 8, 8, 3]
    after = [2, 3, 2, 3]
    independent, dependent = compare(*days(after), *days(alone)), compare(*days(after), *days(waves))
    assert independent.ratio == dependent.ratio
    assert dependent.wide_high > independent.wide_high


def test_half_the_access_is_half_the_time():
    whole = compare(*days([5, 5]), *days([10] * 4))
    half = compare(np.array([5.0, 5.0]), np.full(2, DAY / 2), *days([10] * 4))
    assert half.ratio == 2 * whole.ratio
    unseen = compare(np.array([0.0, 10.0]), np.array([0.0, DAY]), *days([10] * 4))
    assert (unseen.ratio, unseen.hours_during) == (1, DAY)
