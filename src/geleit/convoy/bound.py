"""How much could be brought in at most, whatever the plan: a linear programme and its dual (docs/method/convoy.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Floats
from geleit.model.convoy import Cap

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SLOT = 300.0
"""Seconds of a slot of the programme, unless it would become too large."""
MOST_COLUMNS = 40_000
"""Variables of the programme, about."""
MOST_SLOTS = 300
"""Slots of the longest session, about: what trucks have time for is a row for each, about all slots after it."""
MOST_ROUNDS = 10**9
"""Rounds of one truck, where neither way nor loading takes any time."""


@dataclass(frozen=True, eq=False)
class Reach:
    """What trucks of one kind can do in one session at best.

    Parameters
    ----------
    id, depot
        Of the kind, and of its depot.
    count
        At most so many trucks.
    kg
        What one carries at most.
    drive
        Seconds from a gate to each district and back to a gate, shape ``(d,)``; infinite where no truck can come.
    unloading
        Seconds to unload a full load; a part of it takes that part of the time.
    outside
        Least seconds from a gate to the depot, loading, and back to a gate.
    """

    id: str
    depot: str
    count: int
    kg: float
    drive: Floats
    unloading: float
    outside: float

    def loads(self, seconds: float) -> tuple[int, float]:
        """Rounds with which one truck brings most in a session, and how many full loads that is.

        ``e`` rounds that bring ``f`` full loads take ``e`` drives, ``e - 1`` times outside and ``f`` unloadings.
        """
        return _most_loads(seconds, float(self.drive.min(initial=math.inf)), self.outside, self.unloading)

    def share(self, left: NDArray[np.floating[Any]], drive: float) -> Floats:
        """The part of a load that can be unloaded in the time left, shape of ``left``; 0 or less where none can."""
        spare = left - drive
        if self.unloading <= 0:
            return np.asarray(np.where(spare >= 0, 1.0, 0.0))
        return np.asarray(np.minimum(1.0, spare / self.unloading))


@dataclass(frozen=True, eq=False)
class Terms:
    """One session: how long it is, who drives, and how many trucks can be let in.

    Parameters
    ----------
    rates
        Trucks a second that each gate lets in; ``None`` where one of them has no limit.
    """

    seconds: float
    reach: tuple[Reach, ...]
    rates: tuple[float, ...] | None

    def entries(self, seconds: float) -> float:
        """Most trucks that can have come in after some seconds; infinite where nothing limits them."""
        if self.rates is None:
            return math.inf
        return float(sum(math.floor(rate * seconds + 1e-9) + 1 for rate in self.rates if rate > 0))

    def waits(self, trucks: int) -> Floats:
        """How long each of some trucks waits at least until it is let in, whenever they begin, shape ``(trucks,)``.

        Infinite for those that no gate ever lets in.
        """
        if self.rates is None:
            return np.zeros(trucks)
        turns = [np.arange(trucks) / rate for rate in self.rates if rate > 0]
        return np.sort(np.concatenate([*turns, np.full(trucks, math.inf)]))[:trucks]

    def carried(self, reach: Reach) -> float:
        """Trucks x loads x payload of a kind, in kg."""
        return reach.count * reach.loads(self.seconds)[1] * reach.kg


def at_most(
    terms: Sequence[Terms], need: Floats, stock: Mapping[str, float], under_way: float | None
) -> tuple[float, tuple[Cap, ...]]:
    """The bound in kg, and what each limit alone would allow, the tightest first.

    The dual prices of the linear programme are taken for what they are: any prices of 0 or more give a bound, so that
    no solver need be trusted.

    Parameters
    ----------
    need
        Of each district, in kg, shape ``(d,)``.
    stock
        What lies at each depot that does not have enough for all, in kg.
    under_way
        Trucks that escorts allow inside at once; ``None`` where nothing limits them.
    """
    caps = [Cap("need", float(need.sum()), "the need of the districts")]
    rounds = sorted({r.loads(t.seconds)[0] for t in terms for r in t.reach}) or [0]
    said = " to ".join(dict.fromkeys((str(rounds[0]), str(rounds[-1]))))
    carried = sum(t.carried(r) for t in terms for r in t.reach)
    if rounds[-1] < MOST_ROUNDS:  # where neither driving nor loading takes time, trucks limit nothing
        caps.append(Cap("trucks", carried, f"trucks x rounds x payload, {said} rounds of a truck in a window"))
    largest = [max((r.kg for r in t.reach), default=0.0) for t in terms]
    through = sum(t.entries(t.seconds) * kg for t, kg in zip(terms, largest, strict=True))
    if math.isfinite(through):
        caps.append(Cap("gate", through, "what the gates let in, each truck fully loaded"))
    if stock and all(r.depot in stock for t in terms for r in t.reach):
        caps.append(Cap("depot", sum(stock.values()), "what lies at the depots"))
    if under_way is not None and all(_inside(t) < MOST_ROUNDS for t in terms):
        by_escort = sum(under_way * _inside(t) * kg for t, kg in zip(terms, largest, strict=True))
        caps.append(Cap("escorts", by_escort, "as many trucks at once as there are escorts for"))
    together = _dual_bound(terms, need, stock, under_way)
    caps.append(Cap("roads", together, "all limits together, with the driving times to the districts"))
    least = min(cap.kg for cap in caps)
    # where one limit says as much as all together, it is named first
    caps.sort(key=lambda cap: (cap.kg > least * (1 + 1e-6), cap.kind == "roads", cap.kg))
    return least, tuple(caps)


def _inside(terms: Terms) -> float:
    """Full loads that trucks can unload one after the other in the place of one, as if each were the best in all."""
    drive = min((float(r.drive.min(initial=math.inf)) for r in terms.reach), default=math.inf)
    return _most_loads(terms.seconds, drive, 0.0, min((r.unloading for r in terms.reach), default=0.0))[1]


def _most_loads(seconds: float, drive: float, outside: float, unloading: float) -> tuple[int, float]:
    """Rounds with which most is brought, and how many full loads: the lesser of what rises and what falls with them."""
    each = drive + outside
    if not drive <= seconds:
        return 0, 0.0
    most = MOST_ROUNDS if each <= 0 else min(MOST_ROUNDS, math.floor((seconds + outside) / each + 1e-9))
    if unloading <= 0:
        return most, float(most)
    full = (seconds + outside) / (each + unloading)
    tried = {max(1, min(most, rounds)) for rounds in (math.floor(full), math.ceil(full))}
    loads = {rounds: min(float(rounds), (seconds + outside - rounds * each) / unloading + 1e-9) for rounds in tried}
    best = max(sorted(tried), key=lambda rounds: loads[rounds])
    return (best, loads[best]) if loads[best] > 0 else (0, 0.0)


def _dual_bound(terms: Sequence[Terms], need: Floats, stock: Mapping[str, float], under_way: float | None) -> float:
    """Weak duality: with prices y >= 0, no x with A x <= b and 0 <= x <= u is more than b y + sum max(0, 1 - A'y) u."""
    rows, limits, upper = _programme(terms, need, stock, under_way)
    if not upper.size:
        return 0.0
    from scipy.optimize import linprog

    solved = linprog(-np.ones(upper.size), A_ub=rows, b_ub=limits, bounds=np.stack([np.zeros(upper.size), upper], 1))
    prices = np.maximum(0.0, -solved.ineqlin.marginals) if solved.status == 0 else np.zeros(len(limits))
    slack = np.maximum(0.0, 1.0 - rows.T @ prices)
    return float(limits @ prices + slack @ upper) * (1 + 1e-9)


@dataclass(frozen=True, eq=False)
class _Loads:
    """What one kind may bring to one district in one session, by the slot in which it comes in.

    Parameters
    ----------
    columns
        Of the slots in which it can still bring something, shape ``(t,)``.
    share
        The part of a load that it can bring then, shape ``(t,)``.
    drive
        Seconds there and back.
    """

    session: int
    kind: int
    district: int
    columns: NDArray[np.int64]
    share: Floats
    drive: float


def slot_of(terms: Sequence[Terms], need: Floats) -> float:
    """Seconds of a slot: five minutes, or so many that the programme stays small."""
    pairs = max(1, len(need) * max((len(t.reach) for t in terms), default=1))
    longest = max((t.seconds for t in terms), default=0.0)
    return max(SLOT, longest / MOST_SLOTS, sum(t.seconds for t in terms) * pairs / MOST_COLUMNS)


def _programme(
    terms: Sequence[Terms], need: Floats, stock: Mapping[str, float], under_way: float | None
) -> tuple[csr_array, Floats, Floats]:
    """Rows, limits and upper ends; a variable is the kg that come in in one slot, by one kind, for one district.

    ``x`` kg of a round are ``x / (share kg)`` of an entry at least, which drives and is loaded as a whole, and
    ``x / kg`` of a full load to unload: see docs/method/convoy.md for why each row holds for every plan.
    """
    slot = slot_of(terms, need)
    loads: list[_Loads] = []
    first = 0
    for s, term in enumerate(terms):
        for k, reach in enumerate(term.reach):
            for d in map(int, np.flatnonzero((need > 0) & (reach.drive <= term.seconds))):
                count = 1 + math.floor((term.seconds - float(reach.drive[d])) / slot + 1e-9)
                share = reach.share(term.seconds - slot * np.arange(count), float(reach.drive[d]))
                share = share[share > 1e-9]
                columns = np.arange(first, first + len(share))
                loads.append(_Loads(s, k, d, columns, share, float(reach.drive[d])))
                first += len(share)
    rows = Rows(first)
    for d in range(len(need)):
        rows.add(((x.columns, 1.0) for x in loads if x.district == d), float(need[d]))
    for depot, kg in stock.items():
        own = [x for x in loads if terms[x.session].reach[x.kind].depot == depot]
        rows.add(((x.columns, 1.0) for x in own), kg)
    for s, term in enumerate(terms):
        here = [x for x in loads if x.session == s]
        for k, reach in enumerate(term.reach):
            own = [x for x in here if x.kind == k]
            rows.add(((x.columns, 1.0) for x in own), term.carried(reach))
            _busy(rows, own, reach, reach.outside, term.waits(reach.count), term.seconds, slot)
        if under_way is not None:
            for reach, own in ((r, [x for x in here if x.kind == k]) for k, r in enumerate(term.reach)):
                _busy(rows, own, reach, 0.0, term.waits(int(under_way)), term.seconds, slot)
        if term.rates is not None:
            for t in range(max((len(x.columns) for x in here), default=0)):
                parts = ((x.columns[: t + 1], 1 / (x.share[: t + 1] * term.reach[x.kind].kg)) for x in here)
                rows.add(parts, term.entries((t + 1) * slot))
    most = [min(float(need[x.district]), terms[x.session].carried(terms[x.session].reach[x.kind])) for x in loads]
    upper = np.repeat(most, [len(x.columns) for x in loads]) if loads else np.zeros(0)
    return rows.matrix(), np.array(rows.limits), upper


def _busy(
    rows: Rows, own: Sequence[_Loads], reach: Reach, outside: float, waits: Floats, seconds: float, slot: float
) -> None:
    """What trucks have time for: one round after the other, and all from any slot on before the window shuts."""
    for t in range(max((len(x.columns) for x in own), default=0)):
        one_each, from_now_on = [], []
        for x in own:
            entries = 1 / (x.share * reach.kg)
            since = max(0, t - math.floor((x.drive + outside) / slot + 1e-9) + 1)
            one_each.append((x.columns[since : t + 1], entries[since : t + 1]))
            takes = (x.drive + outside) * entries[t:] + reach.unloading / reach.kg
            from_now_on.append((x.columns[t:], takes))
        rows.add(one_each, len(waits))
        rows.add(from_now_on, float(np.maximum(0.0, seconds - t * slot + outside - waits).sum()))


class Rows:
    """Rows of a sparse matrix, put together one limit at a time."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.limits: list[float] = []
        self._row: list[NDArray[np.int64]] = []
        self._column: list[NDArray[np.int64]] = []
        self._value: list[Floats] = []

    def add(self, parts: Iterable[tuple[NDArray[np.int64], Floats | float]], most: float) -> None:
        """These columns, each times a factor, are at most so much."""
        there = [(columns, np.broadcast_to(factor, columns.shape)) for columns, factor in parts if len(columns)]
        if not there:
            return
        self._column += [columns for columns, _ in there]
        self._value += [factor for _, factor in there]
        self._row += [np.full(len(columns), len(self.limits)) for columns, _ in there]
        self.limits.append(most)

    def matrix(self) -> csr_array:
        """All rows."""
        from scipy.sparse import csr_array

        if not self.limits:
            return csr_array((0, self.columns))
        value, row, column = (np.concatenate(part) for part in (self._value, self._row, self._column))
        return csr_array((value, (row, column)), shape=(len(self.limits), self.columns))
