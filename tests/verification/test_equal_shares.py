"""Equal shares against an oracle of another make: linear programs that raise the smallest share, then the next."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from geleit.flow.equal_shares import equal_shares
from geleit.flow.max_flow import Arcs, max_flow

UNITS = 3600
"""People are counted in so many parts, as everywhere."""


def drawn(seed: int) -> tuple[Arcs, np.ndarray]:
    """A source, some districts of one to three groups, corners between, two or three exits into a sink."""
    rng = np.random.default_rng(seed)
    districts, corners, exits = int(rng.integers(2, 6)), int(rng.integers(3, 8)), int(rng.integers(1, 4))
    groups = np.repeat(np.arange(districts), rng.integers(1, 4, districts))
    first_corner = 2 + len(groups)
    first_exit = first_corner + corners
    rows = [(0, 2 + g, int(rng.integers(1, 900)) * UNITS, d) for g, d in enumerate(groups.tolist())]
    rows += [(2 + g, first_corner + int(rng.integers(corners)), 10**9, -1) for g in range(len(groups))]
    for corner in range(corners):
        for _ in range(int(rng.integers(1, 3))):
            onward = int(rng.integers(corner + 1, corners + exits)) if corner + 1 < corners + exits else corners
            rows.append((first_corner + corner, first_corner + onward, int(rng.integers(0, 800)) * UNITS, -1))
    rows += [(first_exit + x, 1, int(rng.integers(0, 700)) * UNITS, -1) for x in range(exits)]
    tail, head, capacity, district = (np.array(column) for column in zip(*rows, strict=True))
    return Arcs(tail.astype(np.int32), head.astype(np.int32), capacity, 0, 1), district


def by_linear_programs(arcs: Arcs, district: np.ndarray) -> list[float]:
    """The fairest shares: the smallest as great as can be, those who cannot have more set aside, and so on."""
    count = int(district.max()) + 1
    room = arcs.capacity / UNITS
    inside = np.array([room[district == d].sum() for d in range(count)])
    nodes = int(max(arcs.tail.max(), arcs.head.max())) + 1
    balance = np.zeros((nodes, len(arcs.tail) + 1))
    for a, (tail, head) in enumerate(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True)):
        balance[tail, a] -= 1
        balance[head, a] += 1
    inner = balance[[v for v in range(nodes) if v not in (0, 1)]]
    limits: list[tuple[float, float]] = [(0, float(c)) for c in np.minimum(room, 1e5)] + [(0, 1)]
    fixed: dict[int, float] = {}

    def best(goal: int | None) -> tuple[float, np.ndarray]:
        """Raise all free districts together, or one of them while no other falls below what it may have."""
        rows, ends = [], []
        for d in range(count):
            sends = np.append((district == d).astype(float), 0.0)
            if d in fixed:
                rows.append(-sends)
                ends.append(-fixed[d] * inside[d])
            elif goal is None:
                rows.append(np.append(-sends[:-1], inside[d]))
                ends.append(0.0)
            else:
                rows.append(-sends)
                ends.append(-level * inside[d])
        aim = np.zeros(len(arcs.tail) + 1)
        if goal is None:
            aim[-1] = -1
        else:
            aim[:-1] = np.where(district == goal, -1.0, 0.0)
        found = linprog(aim, np.array(rows), np.array(ends), inner, np.zeros(len(inner)), limits, method="highs")
        assert found.status == 0, found.message
        return -float(found.fun), found.x

    while len(fixed) < count:
        level, _ = best(None)
        level = max(0.0, level - 1e-9)
        free = [d for d in range(count) if d not in fixed]
        held = [d for d in free if best(d)[0] <= (level + 1e-6) * inside[d]]
        for d in held or free:
            fixed[d] = level
    return [fixed[d] for d in range(count)]


@pytest.mark.parametrize("seed", range(120))
def test_shares_are_the_fairest_and_nobody_is_lost(seed):
    arcs, district = drawn(seed)
    found = equal_shares(arcs, district)
    assert found.value == max_flow(arcs).value  # equal shares cost nobody's place
    assert (found.on >= 0).all()
    assert (found.on <= arcs.capacity).all()
    nodes = int(max(arcs.tail.max(), arcs.head.max())) + 1
    kept = np.bincount(arcs.head, found.on, nodes) - np.bincount(arcs.tail, found.on, nodes)
    assert (kept[2:] == 0).all()
    fairest = by_linear_programs(arcs, district)
    for d, share in enumerate(fairest):
        mine = district == d
        got, all_of_it = int(found.on[mine].sum()), int(arcs.capacity[mine].sum())
        assert got == pytest.approx(share * all_of_it, abs=2 + 5e-6 * all_of_it)  # a part of a person is rounded down


def test_one_exit_for_two_and_another_for_a_third_by_hand():
    tail, head = [0, 0, 0, 2, 3, 4, 5, 6], [2, 3, 4, 5, 5, 6, 1, 1]
    capacity = np.array([1000, 3000, 1000, 9999, 9999, 9999, 1000, 500])
    arcs = Arcs(np.array(tail, dtype=np.int32), np.array(head, dtype=np.int32), capacity, 0, 1)
    found = equal_shares(arcs, np.array([0, 1, 2, -1, -1, -1, -1, -1]))
    assert found.on[:3].tolist() == [250, 750, 500]
