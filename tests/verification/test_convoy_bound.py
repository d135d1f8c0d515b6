"""The bound of convoys against the best of all plans of few rounds, found by trying every one along one road.

On one road a round to the farthest of its districts passes the others, so that the rounds of a plan are told by their
farthest districts; what each unloads where is then a small linear programme of its own, solved exactly.
"""

from __future__ import annotations

from itertools import chain, combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geleit.convoy.bound import Reach, Terms, at_most

pytestmark = pytest.mark.slow

KG = st.integers(1, 12).map(lambda t: 1000.0 * t)
MINUTES = st.integers(0, 60).map(lambda m: 60.0 * m)
DRIVES = st.lists(st.integers(0, 90).map(lambda m: 60.0 * m), min_size=1, max_size=2, unique=True).map(sorted)
WINDOW = st.integers(10, 300).map(lambda m: 60.0 * m)
NEEDS = st.tuples(*(st.integers(0, 40).map(lambda t: 1000.0 * t) for _ in range(2)))


def best_amount(lines, need):
    """The most that some lines of rounds bring.

    Parameters
    ----------
    lines
        Of each line of rounds, one after the other: seconds left for unloading, and each round's kg, seconds to unload
        and farthest district.
    """
    columns = [(n, kg, unload, d) for n, (_, rounds) in enumerate(lines) for kg, unload, far in rounds
               for d in range(far + 1)]  # fmt: skip
    if any(left < 0 for left, _ in lines) or not columns:
        return 0.0
    rows, limits = [], []
    for d, most in enumerate(need):
        rows.append([kg if d == at else 0.0 for _, kg, _, at in columns])
        limits.append(most)
    for n, (left, _) in enumerate(lines):
        rows.append([unload if n == of else 0.0 for of, _, unload, _ in columns])
        limits.append(left)
    first = 0
    for _, rounds in lines:
        for *_, far in rounds:
            rows.append([1.0 if first <= i <= first + far else 0.0 for i in range(len(columns))])
            limits.append(1.0)
            first += far + 1
    solved = linprog([-kg for _, kg, _, _ in columns], A_ub=rows, b_ub=limits, bounds=(0, 1))
    return -solved.fun


def sets_of(what, most):
    """Up to so many of them, in any number each."""
    return chain.from_iterable(combinations_with_replacement(what, n) for n in range(most + 1))


def holds(terms, need, best, escorts=None):
    bound = at_most(terms, np.array(need), {}, escorts)[0]
    assert best <= bound * (1 + 1e-6) + 1e-3  # the tolerance of the two solvers


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 2), KG, DRIVES, MINUTES, MINUTES, WINDOW, NEEDS)
def test_no_rounds_of_one_or_two_trucks_bring_more(count, kg, drives, unloading, outside, seconds, needs):
    need = needs[: len(drives)]
    reach = Reach("t", "d", count, kg, np.array(drives), unloading, outside)
    options = []
    for rounds in sets_of(range(len(drives)), 4 - count):
        left = seconds - sum(drives[d] for d in rounds) - outside * max(0, len(rounds) - 1)
        if left >= 0:
            options.append((left, [(kg, unloading, d) for d in rounds]))
    pairs = combinations_with_replacement(options, count)
    best = max(best_amount(lines, need) for lines in pairs)
    holds([Terms(seconds, (reach,), None)], need, best)


@settings(max_examples=15, deadline=None)
@given(st.tuples(KG, KG), st.tuples(DRIVES, DRIVES), st.tuples(MINUTES, MINUTES), WINDOW, NEEDS)
def test_no_rounds_of_two_kinds_bring_more_with_an_escort_for_one_truck(kg, drives, unloading, seconds, needs):
    """One round after the other, by trucks of either kind, of which there are plenty."""
    wide = [np.array([some[0], some[-1]]) for some in drives]
    kinds = tuple(Reach(f"t{k}", "d", 9, kg[k], wide[k], unloading[k], 0.0) for k in range(2))
    best = 0.0
    for rounds in sets_of(list(product(range(2), range(2))), 3):
        left = seconds - sum(wide[k][d] for k, d in rounds)
        best = max(best, best_amount([(left, [(kg[k], unloading[k], d) for k, d in rounds])], needs))
    holds([Terms(seconds, kinds, None)], needs, best, 1.0)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 3), KG, DRIVES, MINUTES, WINDOW, NEEDS, st.sampled_from([2.0, 4.0, 10.0, 60.0]))
def test_no_trucks_one_after_the_other_bring_more(count, kg, drives, unloading, seconds, needs, rate):
    """One round each, as far apart as the gate asks."""
    need = needs[: len(drives)]
    reach = Reach("t", "d", count, kg, np.array(drives), unloading, 1e6)
    best = 0.0
    for line in product(range(len(drives)), repeat=count):
        lines = [
            (left, [(kg, unloading, d)])
            for n, d in enumerate(line)
            if (left := seconds - n * 3600 / rate - drives[d]) >= 0
        ]
        best = max(best, best_amount(lines, need))
    holds([Terms(seconds, (reach,), (rate / 3600,))], need, best)


def test_the_limit_of_escorts_holds_for_two_kinds_that_take_turns():
    """In 14 minutes: 6 there and back and 3 to unload a load, and 4 of the 9 minutes that the other takes for one."""
    slow = Reach("slow", "d", 9, 1000.0, np.array([60.0]), 540.0, 0.0)
    far = Reach("far", "d", 9, 1000.0, np.array([360.0]), 180.0, 0.0)
    _, caps = at_most([Terms(14 * 60.0, (slow, far), None)], np.array([1e6]), {}, 1.0)
    assert next(cap.kg for cap in caps if cap.kind == "escorts") >= 1000 * (1 + 4 / 9)


def test_more_rounds_than_anyone_counts():
    """Neither way nor loading takes time: a load a minute for 20 days."""
    reach = Reach("t", "d", 1, 1000.0, np.array([0.0]), 60.0, 0.0)
    bound = at_most([Terms(20 * 86400.0, (reach,), None)], np.array([1e12]), {}, None)[0]
    assert bound == pytest.approx(20 * 24 * 60 * 1000.0)
