"""Which districts trucks would best come in for, and when: a linear programme that the choice of rounds starts from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geleit.convoy.bound import Rows, Terms, slot_of
from geleit.model.arrays import Floats

FINER = 2.5
"""So many slots to one of the bound's: trucks follow a finer clock more closely."""


@dataclass(frozen=True, eq=False)
class _Full:
    """Full loads of one kind for one district in one session, by the slot in which they come in."""

    session: int
    kind: int
    district: int
    columns: NDArray[np.int64]
    busy: int
    """Whole slots until the truck may come in again, rounded up."""


def entries_by_slot(
    terms: Sequence[Terms], need: Floats, stock: Mapping[str, float]
) -> tuple[float, list[tuple[float, int, int, float]]]:
    """About how much trucks could bring in some sessions, in kg, and who would best come in when in the first of them.

    Seconds, kind, district and kg, in order of time. Trucks are full, and rounds take whole slots, rounded up, so that
    trucks can follow it; escorts are left out.
    """
    slot = slot_of(terms, need) / FINER
    loads: list[_Full] = []
    first = 0
    for s, term in enumerate(terms):
        for k, reach in enumerate(term.reach):
            inside = reach.drive + reach.unloading
            for d in map(int, np.flatnonzero((need > 0) & (inside <= term.seconds))):
                count = 1 + math.floor((term.seconds - float(inside[d])) / slot + 1e-9)
                busy = math.ceil(round((float(inside[d]) + reach.outside) / slot, 6))
                loads.append(_Full(s, k, d, np.arange(first, first + count), busy))
                first += count
    if not loads:
        return 0.0, []
    rows = _rows(terms, need, stock, slot, loads, first)
    return _solved(rows, loads, slot, first)


def _rows(
    terms: Sequence[Terms], need: Floats, stock: Mapping[str, float], slot: float, loads: Sequence[_Full], columns: int
) -> Rows:
    rows = Rows(columns)
    for d in range(len(need)):
        rows.add(((x.columns, 1.0) for x in loads if x.district == d), float(need[d]))
    for depot, kg in stock.items():
        rows.add(((x.columns, 1.0) for x in loads if terms[x.session].reach[x.kind].depot == depot), kg)
    for s, term in enumerate(terms):
        here = [x for x in loads if x.session == s]
        for k, reach in enumerate(term.reach):
            own = [x for x in here if x.kind == k]
            for t in range(max((len(x.columns) for x in own), default=0)):
                rows.add(((x.columns[max(0, t - x.busy + 1) : t + 1], 1.0) for x in own), reach.count * reach.kg)
        if term.rates is not None:
            for t in range(max((len(x.columns) for x in here), default=0)):
                parts = ((x.columns[: t + 1], 1 / term.reach[x.kind].kg) for x in here)
                rows.add(parts, term.entries((t + 1) * slot))
    return rows


def _solved(
    rows: Rows, loads: Sequence[_Full], slot: float, columns: int
) -> tuple[float, list[tuple[float, int, int, float]]]:
    from scipy.optimize import linprog

    # the sooner the better, a little, so that what is left over comes at the end
    gain = np.concatenate([1.0 - 1e-3 * (x.session + np.arange(len(x.columns)) / len(x.columns)) for x in loads])
    solved = linprog(-gain, A_ub=rows.matrix(), b_ub=np.array(rows.limits), bounds=(0, None))
    if solved.status != 0:
        return 0.0, []
    found = [
        (t * slot, x.kind, x.district, float(solved.x[column]))
        for x in loads
        if x.session == 0
        for t, column in enumerate(x.columns)
        if solved.x[column] > 1.0
    ]
    return float(solved.x[:columns].sum()), sorted(found)
