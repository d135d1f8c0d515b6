"""A case folder put into a network over time, at the generous and at the cautious ends of its ranges.

People and exits are where they are, in the middle of a street too: such places cut the street, and each part has its
whole width, its closures and its share of the length. Whoever is under way in a street when it is shut walks on;
whoever stands in one that is shut does not set out.

Both worlds are worked out with either rounding. ``above`` takes walking times down to whole slots and leaves capacities
as they are: nobody can do better. Without it walking times are taken up, capacities down, and slots that are not open
throughout are shut: somebody could do this. What is exact and what leans to one side beyond that:

- generous, below: an unplaced exit, or one that may be elsewhere, is put where most people come in a flow that may
  pass it at all candidates at once; those who live along streets are put at two places of each half street, after the
  time to walk there; each direction has the full width of the street. Above, only cases whose exits are all where they
  are said to be are asked about.
- cautious, above: people along streets are where it is best for them within the part of each half street that is
  inside their outline, and need the width of the street beyond it; shares of groups are rounded up by a person at each
  place; a bus leaves after the wait for it, without the time for boarding; on a street with cars both ways those of one
  direction take half of its width. All the rest is exact: directions and ways of travelling share each part of a street
  slot by slot, and divide the exits.
- cautious, below: streets are divided for good; people along streets start from the far end of their part. It is held
  against sums alone.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point

from tests.verification.oracle.ground import Ground, Position, Spot
from tests.verification.oracle.network import UNITS, Network
from tests.verification.oracle.tables import Case, Intervals, Row, common, joined, without

RIDING = 120 / 3.6
"""Metres a second, once nobody can be sure that people walk."""


@dataclass(frozen=True)
class Home:
    """People who set out at some places of the street, each with metres to walk there; cars start at ``corner``."""

    low: int
    high: int
    starts: tuple[tuple[Position, float], ...]
    corner: int
    pieces: tuple[int, ...]
    ready: tuple[int, int]


class World:
    """A case on the ground, with slots of ``step`` seconds."""

    def __init__(self, case: Case, step: int) -> None:
        self.case, self.step, self.slots = case, step, case.horizon // step
        self.ground = Ground(case.streets)
        self.exits = case.rows("exits")
        self.seconds = np.arange(self.slots) * step
        self.certain, self.all = (self._closed(certain=certain) for certain in (True, False))

    # ------------------------------------------------------------------------------------------ what both ends share

    def _closed(self, *, certain: bool) -> dict[int, Intervals]:
        """When each piece is shut: at most, where only what is certain counts; else at least."""
        found: dict[int, Intervals] = defaultdict(list)
        for row in self.case.rows("closures"):
            if certain and row.text("certain", "no") == "no":
                continue
            for piece in self.ground.shut(row.where, least=not certain):
                found[piece] += self.case.windows(row.text("windows"))
        return {piece: joined(windows, self.case.end) for piece, windows in found.items()}

    def _homes(self, *, above: bool, generous: bool) -> list[Home]:
        homes = []
        for row in self.case.rows("people"):
            low, high = (round(x) for x in row.range("people"))
            first = self.case.second(row.text("ready_from")) if row.text("ready_from") else 0
            last = self.case.second(row.text("ready_by")) if row.text("ready_by") else first
            ready = max(first, 0), max(last, first, 0)
            if isinstance(row.where, Point):
                spot = self.ground.spot(row.where)
                piece = self.ground.pieces[spot.piece]
                corner = piece.ends[spot.metres > piece.length / 2]
                off = 0.0 if generous and above else spot.off
                homes.append(Home(low, high, ((spot.at, off),), corner, (spot.piece,), ready))
            else:
                homes += self._along_streets(row, low, high, ready, above=above, generous=generous)
        return homes

    def _along_streets(
        self, row: Row, low: int, high: int, ready: tuple[int, int], *, above: bool, generous: bool
    ) -> Iterable[Home]:
        """People of an area by corner, then by half street or, above, wherever on the corner's halves is best."""
        halves = self.ground.inside(row.where)
        weights: dict[int, int] = defaultdict(int)
        for _, corner, metres, _, _ in halves:
            weights[corner] += round(metres * 1000)
        fewest, most = (_shared_out(dict(weights), total) for total in (low, high))
        for corner in weights:
            mine = [half for half in halves if half[1] == corner]
            pieces = tuple(half[0] for half in mine)
            if above:
                starts = tuple((self._on(half[0], end), 0.0) for half in mine for end in half[3:])
                yield Home(fewest[corner], most[corner], starts, corner, pieces, ready)
                continue
            share = [Fraction(round(half[2] * 1000), weights[corner]) for half in mine]
            for half, of in zip(mine, share, strict=True):
                piece, _, _, begin, end = half
                if generous:
                    places = [(begin + (end - begin) * k, (end - begin) / 4) for k in (1 / 4, 3 / 4)]
                else:
                    tail = self.ground.pieces[piece].ends[0] == corner
                    places = [(end if tail else begin, 0.0)]
                for metres, walk in places:
                    counts = (math.floor(total[corner] * of / len(places)) for total in (fewest, most))
                    yield Home(*counts, ((self._on(piece, metres), walk),), corner, (piece,), ready)

    def _on(self, piece: int, metres: float) -> Position:
        """A place on a piece, to the millimetre, that is at no corner even where it is next to one."""
        return piece, min(round(metres, 3), self.ground.pieces[piece].length)

    def _slots(self, seconds: float, *, above: bool) -> int:
        """Whole slots of a time; a millisecond decides nothing."""
        return math.floor(seconds / self.step + 1e-6) if above else math.ceil(seconds / self.step - 1e-6)

    def _open(self, windows: Intervals, *, above: bool, lead: float = 0.0) -> NDArray[np.float64]:
        """Seconds that count of each slot, where the clock is so many seconds ahead."""
        begin, found = self.seconds - lead, np.zeros(self.slots)
        for a, b in windows:
            found += np.maximum(0, np.minimum(b, begin + self.step) - np.maximum(a, begin))
        return found if above else np.where(found > self.step - 1e-6, found, 0)

    def _capacity(self, rate: float, seconds: NDArray[np.float64], *, above: bool) -> NDArray[np.int64]:
        """Units that fit into each slot at a rate in persons per hour."""
        rate = min(rate, 1e9)
        exact = rate * seconds
        return (np.ceil(exact - 1e-6) if above else np.floor(exact + 1e-6)).astype(np.int64)

    def _passing(self, row: Row, *, generous: bool, above: bool) -> NDArray[np.int64]:
        """Units that may pass an exit in each slot."""
        windows = self.case.windows(row.text("windows"))
        if not generous and row.text("windows_cautious"):
            windows = self.case.windows(row.text("windows_cautious"))
        changes = [r for r in self.case.rows("rates") if r.text("exit") == row.text("id")]
        when = [self.case.windows(change.text("windows")) for change in changes]
        own = without(windows, [pair for pairs in when for pair in pairs], self.case.end)
        total = np.zeros(self.slots, dtype=np.int64)
        for source, at in ((row, own), *((r, common(windows, w)) for r, w in zip(changes, when, strict=True))):
            total += self._capacity(source.range("rate")[generous], self._open(at, above=above), above=above)
        return total

    def _leave(self, network: Network, node: int, row: Row, *, generous: bool, above: bool) -> None:
        """Through an exit out, or into the queue of a joint limit that it has a part in."""
        passing = self._passing(row, generous=generous, above=above)
        limit = next((r for r in self.case.rows("joint_limits") if row.text("id") in r.text("exits").split("; ")), None)
        if limit is None:
            network.sinks.append((node, passing))
            return
        name = ("queue", limit.text("id"))
        known = name in network.nodes
        queue = network.node(name, wait=False)
        network.arc(node, queue, 0, passing)
        if not known:
            always = self._open([(0, self.case.end)], above=above)
            network.sinks.append((queue, self._capacity(limit.range("rate")[generous], always, above=above)))

    def _cuts(self, places: Iterable[Position], forced: Iterable[Position]) -> dict[int, list[float]]:
        """Where each piece is cut; ``forced`` ones even at its very end."""
        found: dict[int, set[float]] = defaultdict(set)
        for piece, metres in (*places, *forced):
            if piece >= 0:
                found[piece].add(metres)
        return {piece: sorted(metres) for piece, metres in found.items()}

    def _streets(
        self,
        network: Network,
        copy: str,
        cuts: dict[int, list[float]],
        shut: dict[int, Intervals],
        piece: int,
        speed: float,
        rates: tuple[float, float],
        *,
        above: bool,
        shared: bool,
        weight: float = 1.0,
        leads: Mapping[Position, float] = MappingProxyType({}),
    ) -> None:
        """All parts of a piece, onward and backward, for one way of travelling; clocks may be ahead at some places."""
        closed = shut.get(piece, [])
        always = [(0, self.case.end)]
        open_ = without(always, closed, self.case.end)
        if not open_:
            return
        stops = self._stops(piece, cuts)
        walks_on = len(stops) > 2 and open_ != always
        endless = np.full(self.slots, UNITS * 10**9)
        for way, rate in enumerate(rates):
            ordered = stops if way == 0 else stops[::-1]
            for i, ((here_at, a), (there_at, b)) in enumerate(itertools.pairwise(ordered)):
                lead, next_lead = leads.get(here_at, 0.0), leads.get(there_at, 0.0)
                delay = self._slots(abs(b - a) / speed + next_lead - lead, above=above)
                entering = self._open(open_, above=above, lead=lead)
                under_way = self._open(always, above=above, lead=lead)
                capacity = self._capacity(rate, under_way if walks_on else entering, above=above)
                tail, head = network.node((copy, here_at)), network.node((copy, there_at))
                part = (piece, min(a, b), max(a, b)) if shared else None
                if not walks_on:
                    network.arc(tail, head, delay, capacity, part, weight)
                    continue
                entry = network.node((copy, "entry", piece, way, i), wait=False)
                passed = network.node((copy, "passed", piece, way, i), wait=False)
                onward = network.node((copy, "entry", piece, way, i + 1), wait=False)
                network.arc(tail, entry, 0, self._capacity(rate, entering, above=above))
                network.arc(entry, passed, delay, capacity, part, weight)
                network.arc(passed, head, 0, endless)
                if i + 2 < len(ordered):
                    network.arc(passed, onward, 0, endless)

    def _stops(self, piece: int, cuts: Mapping[int, list[float]]) -> list[tuple[Position, float]]:
        """Corners and cuts of a piece, onward, with metres along it."""
        here = self.ground.pieces[piece]
        first, last = ((-1, float(corner)) for corner in here.ends)
        return [(first, 0.0), *(((piece, metres), metres) for metres in cuts.get(piece, [])), (last, here.length)]

    def _leads(
        self, cuts: Mapping[int, list[float]], exits: Iterable[Position], paces: list[float]
    ) -> dict[Position, float]:
        """Seconds from each place to the nearest exit: with clocks ahead by so much, the way there is not rounded."""
        graph = nx.Graph()
        graph.add_nodes_from(exits)
        for i, pace in enumerate(paces):
            for (a, begin), (b, end) in itertools.pairwise(self._stops(i, cuts)):
                known = graph.get_edge_data(a, b, {"weight": math.inf})["weight"]
                graph.add_edge(a, b, weight=min(known, (end - begin) / pace))
        return dict(nx.multi_source_dijkstra_path_length(graph, set(exits)))

    def _on_foot(self, end: int) -> float:
        """Persons per hour for each metre of width."""
        return self.case.assumed["usable_width"][end] * self.case.assumed["street_flow"][end] * 3600

    @property
    def only_corners(self) -> bool:
        """Whether all people stand at corners of the map."""
        return all(at[0] < 0 for home in self._homes(above=True, generous=True) for at, _ in home.starts)

    # ------------------------------------------------------------------------------------------------- generous ends

    def generous(self, *, above: bool = False, people: str = "high") -> Network:
        """Everyone the fastest, every exit for everyone, only certain closures; each direction has the full width."""
        candidates = [self._candidates(row) for row in self.exits]
        assert not above or all(len(found) == 1 for found in candidates), "an exit that may be elsewhere"
        network = self._generous(candidates, above=above, people=people)
        if max(map(len, candidates), default=0) == 1:
            return network
        return self._generous(network_choice(network, candidates), above=above, people=people)

    def _candidates(self, row: Row) -> list[Position]:
        """Where an exit may stand: as recorded first, then some places within its position error, or any corner."""
        corners = [(-1, float(i)) for i in range(len(self.ground.corners))]
        if row.where is None:
            return corners
        spot = self.ground.spot(row.where)
        error = float(row.text("position_error", "0"))
        point = self.ground.flat(row.where)
        near: list[Position] = []
        for (x, y), corner in self.ground.corners.items():
            if self.ground.flat(Point(x / 1e7, y / 1e7)).distance(point) <= 0.99 * error:
                near.append((-1, float(corner)))
        piece = self.ground.pieces[spot.piece]
        for metres in (spot.metres - 0.9 * error, spot.metres + 0.9 * error):
            if 0 < metres < piece.length:
                there = piece.line.interpolate(metres / piece.length, normalized=True)
                if there.distance(point) <= 0.99 * error:
                    near.append(self.ground.position(spot.piece, metres))
        return [spot.at, *(at for at in near if at != spot.at)]

    def _generous(self, candidates: list[list[Position]], *, above: bool, people: str) -> Network:
        case = self.case
        homes = self._homes(above=above, generous=True)
        fleet = [row for row in case.rows("groups") if row.text("mode", "foot") == "car"] + case.rows("buses")
        riding = bool(fleet) or any(row.text("mode", "foot") != "foot" for row in self.exits)
        on_foot = [row.range("speed")[1] for row in case.rows("groups") if row.text("mode", "foot") == "foot"]
        speed = max(case.assumed["walking_speed"][1], *on_foot, 0.0)
        starts = [at for home in homes for at, _ in home.starts]
        roads = {x: spot for x, row in enumerate(self.exits) if (spot := self._road(row)) is not None}
        ways_out = [*(at for found in candidates for at in found), *(spot.at for spot in roads.values())]
        cuts = self._cuts(ways_out, starts)
        network = Network(self.slots)
        driven = [riding and (piece.onward or piece.backward) for piece in self.ground.pieces]
        paces = [max(RIDING, speed) if rides else speed for rides in driven]
        leads = self._leads(cuts, ways_out, paces)
        for i, (piece, rides, pace) in enumerate(zip(self.ground.pieces, driven, paces, strict=True)):
            rates = (1e9 if rides else piece.width * self._on_foot(1),) * 2
            self._streets(network, "all", cuts, self.certain, i, pace, rates, above=above, shared=False, leads=leads)
        for home in homes:
            units = (home.high if people == "high" else home.low) * UNITS
            source = network.source(units)
            for at, walk in home.starts:
                slot = self._slots(home.ready[0] + walk / speed + leads.get(at, 0.0), above=above)
                network.start(source, network.node(("all", at)), slot)
        for x, (row, found) in enumerate(zip(self.exits, candidates, strict=True)):
            hub = network.node(("exit", x))
            for k, at in enumerate(found):
                door = network.node(("door", x, k), wait=False)
                endless = np.full(self.slots, UNITS * 10**9)
                network.arc(network.node(("all", at)), door, 0, endless)
                network.arc(door, hub, 0, endless)
            if x in roads:
                delay = self._slots(roads[x].off / max(RIDING, speed), above=above)
                network.arc(network.node(("all", roads[x].at)), hub, delay, np.full(self.slots, UNITS * 10**9))
            self._leave(network, hub, row, generous=True, above=above)
        return network

    def _road(self, row: Row) -> Spot | None:
        """Where vehicles come to an exit that lets them pass, which everyone may use."""
        driven = any(piece.onward or piece.backward for piece in self.ground.pieces)
        if row.where is None or row.text("mode", "foot") == "foot" or not driven:
            return None
        return self.ground.spot(row.where, driven=True)

    # ------------------------------------------------------------------------------------------------- cautious ends

    def cautious(self, *, above: bool = True, people: str = "low") -> Network:
        """Everyone as their group travels, slow; placed exits for civilians, all closures; directions share streets."""
        case, ground = self.case, self.ground
        homes = self._homes(above=above, generous=False)
        exits = [
            (x, row) for x, row in enumerate(self.exits)
            if row.where is not None and row.text("users", "civilians") in ("civilians", "all")
        ]  # fmt: skip
        has_cars = any(piece.onward or piece.backward for piece in ground.pieces)
        doors = {(x, driven): self._door(row, driven=driven) for x, row in exits for driven in (False, True)
                 if has_cars or not driven}  # fmt: skip
        stops = {row.text("id"): ground.spot(row.where) for row in case.rows("buses")}
        places = [spot.at for spot in (*doors.values(), *stops.values())]
        cuts = self._cuts(places, [at for home in homes for at, _ in home.starts])
        network = Network(self.slots)
        endless = np.full(self.slots, UNITS * 10**9)
        for x, row in exits:
            self._leave(network, network.node(("exit", x)), row, generous=False, above=above)

        total = sum(home.low if people == "low" else home.high for home in homes)
        everyone = network.source(total * UNITS)
        walking = case.assumed["walking_speed"][0]
        rest = 1.0
        drivable, one_part = self._drivable()
        shares: list[tuple[str, float, float | None, float]] = []
        for row in case.rows("groups"):
            slow = row.text("mode", "foot") == "foot" and row.range("speed")[0] < walking
            share = row.range("share")[int(slow)]
            lane_flow = row.range("lane_flow")[0] if row.text("mode", "foot") == "car" else None
            shares.append((row.text("id"), row.range("speed")[0], lane_flow, share))
            rest -= share
        # those who could go by car and are nowhere near a street for cars walk like everyone else
        shares.append(("", walking, None, rest))
        by_car = sum(share for _, _, lane_flow, share in shares if lane_flow is not None)
        for copy, speed, lane_flow, share in shares:
            driven = lane_flow is not None
            for i, piece in enumerate(ground.pieces):
                if driven:
                    both = piece.onward and piece.backward
                    lanes = max(piece.lanes // 2 if both else piece.lanes, 1) * lane_flow
                    rates = lanes * piece.onward, lanes * piece.backward
                    if not any(rates):
                        continue
                else:
                    both, rates = False, (piece.width * self._on_foot(0),) * 2
                self._streets(
                    network,
                    copy,
                    cuts,
                    self.all,
                    i,
                    speed,
                    rates,
                    above=above,
                    shared=True,
                    weight=0.5 if both else 1.0,
                )
            for home in homes:
                inside = home.low if people == "low" else home.high
                sure = one_part and home.corner in drivable
                mine = share
                if driven and home.corner not in drivable:
                    mine = 0.0
                elif copy == "" and not sure:
                    mine += by_car
                exact = inside * max(mine, 0.0)
                odd = 1 if above and len(shares) > 1 else 0
                count = math.ceil(exact - 1e-9) + odd if above else math.floor(exact + 1e-9)
                source = network.source(count * UNITS, everyone)
                for at, walk in home.starts:
                    for place in self._boarding(at, home) if driven else [at]:
                        pace = walking if driven else speed
                        slot = self._slots(home.ready[1] + walk / pace, above=above)
                        network.start(source, network.node((copy, place)), slot)
            for x, row in exits:
                if row.text("mode", "foot") in (("vehicle", "any") if driven else ("foot", "any")):
                    spot = doors[x, driven]
                    beyond = spot.off + float(row.text("position_error", "0"))
                    delay = self._slots(beyond / speed, above=above)
                    network.arc(network.node((copy, spot.at)), network.node(("exit", x)), delay, endless)
            if not driven:
                for line in case.rows("buses"):
                    spot = stops[line.text("id")]
                    delay = self._slots(spot.off / speed, above=above)
                    network.arc(network.node((copy, spot.at)), network.node(("bus", line.text("id"))), delay, endless)
        self._buses(network, dict(exits), above=above)
        return network

    def _door(self, row: Row, *, driven: bool) -> Spot:
        """Where an exit is recorded: one that lets vehicles pass on a street for them, if it may stand there."""
        drivable = any(piece.onward or piece.backward for piece in self.ground.pieces)
        if not driven and drivable and row.text("mode", "foot") != "foot":
            spot = self.ground.spot(row.where, driven=True)
            if spot.off <= float(row.text("position_error", "0")):
                return spot
        return self.ground.spot(row.where, driven=driven)

    def _boarding(self, at: Position, home: Home) -> list[Position]:
        """Where people get into cars: where they are, if cars can be there, and at the corner of their street."""
        piece = self.ground.pieces[at[0]] if at[0] >= 0 else None
        if piece is not None and (piece.onward or piece.backward):
            return [at]
        return [(-1, float(home.corner))]

    def _drivable(self) -> tuple[set[int], bool]:
        """Corners in a part of the streets for vehicles that may be the main one, and whether there is only one."""
        graph = nx.Graph(p.ends for p in self.ground.pieces if p.onward or p.backward)
        parts = list(nx.connected_components(graph))
        return set().union(*parts), len(parts) == 1

    def _buses(self, network: Network, exits: dict[int, Row], *, above: bool) -> None:
        """What buses bring: as many seats each round trip, after the ride and the longest wait for the next bus."""
        for line in self.case.rows("buses"):
            found = [x for x, row in exits.items() if row.text("id") == line.text("exit")]
            if not found or exits[found[0]].text("mode", "foot") == "foot":
                continue
            there, back = self._round(line, exits[found[0]])
            if there is None or back is None:
                continue
            speed, turnaround = line.range("speed")[0], line.range("turnaround")[1] * 60
            trip = (there + back) / speed + turnaround
            buses = math.floor(line.range("buses")[0])
            if not buses:
                continue
            windows = self.case.windows(line.text("windows")) if line.text("windows") else [(0, self.case.end)]
            seconds = trip / buses + there / speed + (0 if above else turnaround)
            capacity = self._capacity(
                buses * int(line.text("seats")) * 3600 / trip, self._open(windows, above=above), above=above
            )
            stop = network.node(("bus", line.text("id")))
            network.arc(stop, network.node(("exit", found[0])), self._slots(seconds, above=above), capacity)

    def _round(self, line: Row, gate: Row) -> tuple[float | None, float | None]:
        """Metres of a bus to its exit and back, on streets for vehicles that no closure ever shuts."""
        stop, end = self.ground.spot(line.where, driven=True), self.ground.spot(gate.where, driven=True)
        cuts = self._cuts([stop.at, end.at], [])
        graph = nx.DiGraph()
        graph.add_nodes_from([stop.at, end.at])
        for i, piece in enumerate(self.ground.pieces):
            if self.all.get(i):
                continue
            for (a, from_), (b, to) in itertools.pairwise(self._stops(i, cuts)):
                for u, v, allowed in ((a, b, piece.onward), (b, a, piece.backward)):
                    if allowed:
                        length = min(to - from_, graph.get_edge_data(u, v, {"weight": math.inf})["weight"])
                        graph.add_edge(u, v, weight=length)
        beside = stop.off + end.off + float(gate.text("position_error", "0"))

        def metres(u: Hashable, v: Hashable) -> float | None:
            try:
                return float(nx.dijkstra_path_length(graph, u, v)) + beside
            except nx.NetworkXNoPath:
                return None

        return metres(stop.at, end.at), metres(end.at, stop.at)


def network_choice(network: Network, candidates: list[list[Position]]) -> list[list[Position]]:
    """Each exit put at the candidate by which most people come when they may come by all."""
    passed = network.through({("door", x, k) for x, found in enumerate(candidates) for k in range(len(found))})
    return [
        [max(enumerate(found), key=lambda pair: (passed.get(("door", x, pair[0]), 0), -pair[0]))[1]]
        for x, found in enumerate(candidates)
    ]


def _shared_out(weights: dict[int, int], total: int) -> dict[int, int]:
    """Whole people by the method of Webster and Sainte-Laguë, as docs/method/people.md defines it.

    Near their final counts they are handed out one by one.
    """
    everything = sum(weights.values())
    counts = {key: max(total * weight // everything - 2, 0) for key, weight in weights.items()}
    while sum(counts.values()) < total:
        chosen = max(weights, key=lambda key: (Fraction(weights[key], 2 * counts[key] + 1), -key))
        counts[chosen] += 1
    return counts
