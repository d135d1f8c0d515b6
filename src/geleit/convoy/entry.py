"""What a case allows trucks to do in one session: their ways, the gates, and why a district cannot be reached."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from geleit.convoy.bound import Reach, Terms
from geleit.convoy.drivetimes import Points, Roads, piece_seconds, roads, too_weak
from geleit.convoy.guide import entries_by_slot
from geleit.convoy.replay import CARRIED, DENSITY
from geleit.convoy.rounds import FOREVER, Entry, Kind, Opening, Truck
from geleit.convoy.stops import Stops, stops_of
from geleit.convoy.windows import Session
from geleit.model.amount import Range
from geleit.model.arrays import Floats, Ints
from geleit.model.case import Case
from geleit.model.convoy import TruckType
from geleit.model.network import Network
from geleit.model.window import Window
from geleit.streets.disrupt import closed_edges, pieces_at, surely_closed_edges


class Ways:
    """Driving times of each kind of truck in each session, worked out once for those that have the same streets.

    Parameters
    ----------
    windows
        Of all sessions.
    """

    def __init__(self, case: Case, windows: Sequence[Window], aversion: float) -> None:
        self.aversion = aversion
        self._map = case.network
        self._known: dict[tuple[object, ...], Roads] = {}
        self._closed = [closed_edges(case.network, closure) for closure in case.closures]
        weak = {
            limit: pieces_at(case.network, limit.where, f"weight_limits[{limit.id}]") for limit in case.fleet.limits
        }
        self._weak = [(limit.tonnes, pieces) for limit, pieces in weak.items()]
        risky = [pieces_at(case.network, risk.where, f"risks[{risk.id}]") for risk in case.risks]
        self.case = case
        barred = [set(self._bar(t, w, self._closed).tolist()) for t in case.fleet.trucks for w in windows]
        to_all, to_some = (np.array(sorted(which(*barred)), dtype=np.int64) for which in (set.intersection, set.union))
        self.stops = stops_of(case, to_all, to_some)
        self.points, self.cut = self.stops.points, self.stops.cut
        self.case = replace(case, network=self.cut.network)
        self._risky = [self.cut.parts_of(pieces) for pieces in risky]
        self._surely = [
            np.intersect1d(
                self.cut.parts_of(closed), surely_closed_edges(self.cut.network, closure, self.cut.piece)
            ).astype(np.int64)
            for closure, closed in zip(case.closures, self._closed, strict=True)
        ]

    def bar(self, truck: TruckType, window: Window) -> Ints:
        """Street pieces that a kind may not use in a session."""
        return self.cut.parts_of(self._bar(truck, window, self._closed))

    def _bar(self, truck: TruckType, window: Window, closed: Sequence[Ints]) -> Ints:
        """Pieces of the map that a plan does not use."""
        shut = [
            edges
            for closure, edges in zip(self.case.closures, closed, strict=True)
            if any(w.overlaps(window) for w in closure.windows)
        ]
        # a sign binds a plan; whether a street bears more is known to the case alone
        return _all_of([*shut, too_weak(self._map, truck), *self._too_weak(truck)])

    def _surely_barred(self, truck: TruckType, window: Window) -> Ints:
        """Street pieces that no plan can use."""
        shut = [
            edges
            for closure, edges in zip(self.case.closures, self._surely, strict=True)
            if closure.certain and any(w.start <= window.start and window.end <= w.end for w in closure.windows)
        ]
        return _all_of([*shut, *(self.cut.parts_of(pieces) for pieces in self._too_weak(truck))])

    def _too_weak(self, truck: TruckType) -> list[Ints]:
        """Pieces of the map that by the case do not bear a kind."""
        return [pieces for tonnes, pieces in self._weak if truck.weight is not None and truck.weight > tonnes]

    def cautious(self, truck: TruckType, window: Window) -> Roads:
        """For the plan: slow, by the speeds of the map, away from risk where that is possible."""
        risky = np.zeros(self.case.network.edges)
        for risk, edges in zip(self.case.risks, self._risky, strict=True):
            if any(w.overlaps(window) for w in risk.windows):
                risky[edges] = 1.0
        seconds = piece_seconds(self.case.network, truck.speed.low, as_mapped=True)
        bar = self.bar(truck, window)
        return self._roads(self.case.network.trucks, ("cautious", truck.speed.low), self.points, seconds, bar, risky)

    def generous(self, truck: TruckType, window: Window) -> Roads:
        """For the bound: as fast as such a truck can be, on every street that may be open."""
        seconds = piece_seconds(self.case.network, truck.speed.high, as_mapped=False)
        bar = self._surely_barred(truck, window)
        nothing = np.zeros(self.case.network.edges)
        straight = replace(self.points, inside=np.zeros(len(self.points.corner)))
        return self._roads(self.case.network.generous, ("generous", truck.speed.high), straight, seconds, bar, nothing)

    def _roads(
        self, network: Network, key: tuple[object, ...], points: Points, seconds: Floats, bar: Ints, risky: Floats
    ) -> Roads:
        whole = (*key, bar.tobytes(), risky.tobytes())
        if whole not in self._known:
            self._known[whole] = roads(network, points, seconds, bar, risky, self.aversion)
        return self._known[whole]


def _all_of(pieces: Sequence[Ints]) -> Ints:
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *pieces]))


def kind_of(case: Case, ways: Ways, truck: TruckType, window: Window) -> Kind:
    """A kind of truck at the cautious end of its ranges."""
    kg = truck.payload.low
    if truck.volume is not None:
        kg = min(kg, truck.volume * case.assumptions[DENSITY].low)
    return Kind(
        truck.id,
        ways.points.depot(truck.depot),
        int(truck.number.low),
        math.floor(kg * 1000 + 1e-6),
        math.ceil(truck.loading.high * 60),
        math.ceil(truck.unloading.high * 60),
        ways.cautious(truck, window),
    )


def entry_of(case: Case, points: Points, session: Session, kinds: Sequence[Kind], origin: datetime) -> Entry:
    """Openings in seconds, and the quickest gate to each district."""

    def opening(window: Window, rate: Range | None = None) -> Opening:
        start, end = ((t - origin) / timedelta(seconds=1) for t in (window.start, window.end))
        apart = 0 if rate is None else math.ceil(3600 / rate.low) if rate.low > 0 else FOREVER
        return Opening(math.ceil(start), math.floor(end), apart)

    if not case.fleet.gates:
        return Entry({i: opening(session.window) for i in range(len(points.depots))}, None)
    rates = {g.id: g.trucks_per_hour for g in case.fleet.gates}
    index = dict(zip(points.gates, points.gate, strict=True))
    openings = {index[name]: opening(window, rates[name]) for name, window in session.gates.items()}
    usable = [g for g, o in openings.items() if o.headway < FOREVER]
    nearest = {}
    for i in points.district:
        around = {
            g: min(k.drive(k.depot, g) + k.drive(g, i) + k.drive(i, g) + k.drive(g, k.depot) for k in kinds)
            for g in usable
        }
        if around and min(around.values()) < FOREVER:
            nearest[i] = min(around, key=lambda g: (around[g], g))
    return Entry(openings, nearest)


def _around(kind: Kind, gate: int, district: int) -> int:
    """Seconds from the depot through a gate to a district and back, without loading."""
    out = kind.drive(kind.depot, gate) + kind.drive(gate, district)
    return out + kind.drive(district, gate) + kind.drive(gate, kind.depot)


def out_of_reach(stops: Stops) -> dict[int, str]:
    """Districts whose people all live farther from where a truck can stop than goods are carried, and why."""
    points = stops.points
    return {
        i: f"not reached: people live {beyond.nearest_m:,.0f} m from where a truck can stop, and goods are carried for "
        f"{beyond.carried_m:,.0f} m (assumption {CARRIED})"
        for i, name, share in zip(points.district, points.districts, stops.reached.tolist(), strict=True)
        if share == 0 and (beyond := stops.not_reached.get(name))
    }


def can_reach(kinds: Sequence[Kind], entry: Entry, district: int) -> bool:
    """Whether a truck of some kind can bring it a little and be out in time."""
    if entry.gate and district not in entry.gate:
        return False
    for kind in kinds:
        gate = entry.gate_of(kind, district)
        there = kind.drive(gate, district) + kind.drive(district, gate)
        if (
            kind.count
            and kind.drive(kind.depot, gate) < FOREVER
            and there <= entry.openings[gate].end - entry.openings[gate].start
        ):
            return True
    return False


def why_not(case: Case, kinds: Sequence[Kind], entry: Entry, district: int) -> str:
    """Why no truck can bring a district anything in this session."""
    if not any(kind.count for kind in kinds):
        return "there may be no truck"
    if entry.openings and all(o.headway >= FOREVER for o in entry.openings.values()):
        return "the gates may let no truck in"
    ways = [_around(kind, gate, district) for kind in kinds for gate in entry.openings]
    if min(ways, default=FOREVER) >= FOREVER:
        heavy = [
            t.name
            for t in case.fleet.trucks
            if t.weight and any(t.weight > limit.tonnes for limit in case.fleet.limits)
        ]
        limits = ", ".join(f"{x.name} ({x.tonnes:g} t)" for x in case.fleet.limits)
        bears = f"; {', '.join(heavy)} may not use {limits}" if heavy else ""
        return f"no street leads there and back that trucks may use{bears}"
    return "the way there and back takes longer than the window is open"


def worth_offering(kinds: Sequence[Kind], entry: Entry, sent: Sequence[Truck]) -> int:
    """About what can be brought in a session, in kg: how many loads are worth offering."""
    total = 0
    span = max((o.end - o.start for o in entry.openings.values()), default=0)
    for truck in sent:
        kind = kinds[truck.kind]
        around = [
            kind.drive(g, i) + kind.unloading + kind.drive(i, g)
            for i in kind.roads.points.district
            if (g := entry.gate_of(kind, i)) in entry.openings
        ]
        outside = kind.loading + 2 * min((kind.drive(kind.depot, g) for g in entry.openings), default=FOREVER)
        if around and min(around) <= span:
            total += kind.kg * (1 + (span - min(around)) // max(1, min(around) + outside))
        elif around and min(around) - kind.unloading <= span:
            total += kind.kg
    return total


def wanted(
    coming: Sequence[tuple[Sequence[Kind], Entry]],
    points: Points,
    open_kg: Mapping[int, int],
    stock: Mapping[int, int | None],
) -> tuple[float, list[int]]:
    """About how much some sessions could bring, in kg, and districts in the order in which trucks would best come.

    By the linear programme of the bound, with cautious figures: a load each, in the first of the sessions.

    Parameters
    ----------
    open_kg
        What is still open of the need of each district, in kg.
    """
    if not coming:
        return 0.0, []
    need = np.array([open_kg.get(i, 0) for i in points.district], dtype=float)
    left = {points.depots[depot]: float(kg) for depot, kg in stock.items() if kg is not None}
    terms = [_terms_of(kinds, entry, points) for kinds, entry in coming]
    credit = dict.fromkeys(points.district, 0.0)
    order = []
    total, entries = entries_by_slot(terms, need, left)
    for _, k, d, kg in entries:
        district = points.district[d]
        credit[district] += kg / max(coming[0][0][k].kg, 1)
        while credit[district] >= 0.5:
            order.append(district)
            credit[district] -= 1
    return total, order


def _terms_of(kinds: Sequence[Kind], entry: Entry, points: Points) -> Terms:
    """A session at the cautious end, as the linear programme takes it."""
    start = min(opening.start for opening in entry.openings.values())
    end = max(opening.end for opening in entry.openings.values())
    apart = [opening.headway for opening in entry.openings.values()]
    rates = tuple(1 / gap for gap in apart if gap < FOREVER) if entry.gate is not None and all(apart) else None
    return Terms(float(end - start), tuple(_reach_of(kind, entry, points) for kind in kinds), rates)


def _reach_of(kind: Kind, entry: Entry, points: Points) -> Reach:
    drive = np.full(len(points.districts), math.inf)
    for d, i in enumerate(points.district):
        gate = entry.gate_of(kind, i)
        seconds = kind.drive(gate, i) + kind.drive(i, gate)
        if gate in entry.openings and kind.drive(kind.depot, gate) < FOREVER and seconds < FOREVER:
            drive[d] = seconds
    outside = min(kind.drive(gate, kind.depot) + kind.drive(kind.depot, gate) for gate in entry.openings) + kind.loading
    depot = points.depots[kind.depot]
    return Reach(kind.id, depot, kind.count, float(kind.kg), drive, float(kind.unloading), float(outside))


def most_in_time(kinds: Sequence[Kind], entry: Entry, district: int) -> int:
    """The most that one truck of any kind can bring a district and be out in time, in kg."""
    most = 0
    for kind in kinds:
        gate = entry.gate_of(kind, district)
        if not kind.count or gate not in entry.openings:
            continue
        spare = entry.openings[gate].end - entry.openings[gate].start
        spare -= kind.drive(gate, district) + kind.drive(district, gate)
        if spare >= 0:
            most = max(most, kind.kg if kind.unloading <= spare else kind.kg * spare // kind.unloading)
    return most
