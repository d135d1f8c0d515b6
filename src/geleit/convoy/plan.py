"""Plan convoys: who drives when with how much, what stands in the way, and what no plan can exceed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from time import monotonic

from geleit.convoy.drivetimes import Points
from geleit.convoy.entry import (
    Ways,
    can_reach,
    entry_of,
    kind_of,
    most_in_time,
    out_of_reach,
    wanted,
    why_not,
    worth_offering,
)
from geleit.convoy.generous_case import bounded
from geleit.convoy.heuristic import by_heuristic
from geleit.convoy.remaining_need import RemainingNeed
from geleit.convoy.replay import DENSITY, escorts, problems_of
from geleit.convoy.rounds import FOREVER, Entry, Kind, Round, Truck, merged_stops, timed
from geleit.convoy.routing import Drop, Effort, drops_of, routed
from geleit.convoy.windows import Session, sessions_of
from geleit.errors import InputError
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.convoy import ConvoyPlan, Stop, Supply, Trip
from geleit.model.figures import AVOID_RISK

LEAD = timedelta(days=1)
"""Before the first session, for the drive to the gate."""
MOST_OFFERED = 5_000
"""Loads that the rule of thumb chooses from at most."""
LATER = 0.5
"""What a kg counts that later sessions could still bring, by an estimate that trucks seldom reach."""
AHEAD = 2.0
"""So many times what can be brought in a session is offered to the search to choose from."""

Tell = Callable[[str, float], bool]
"""Is told what is being done and the share of it that is done, and answers whether to stop."""


_Work = Sequence[tuple[Truck, list[list[Drop]]]]
"""Loads of each round of each truck."""


@dataclass(frozen=True)
class Choices:
    """What whoever plans may choose.

    Parameters
    ----------
    days
        For how many days the need is counted; ``None``: from the first session to the deadline.
    even
        Whether every district is to get its share before any gets more.
    aversion
        When ways are chosen, a second on streets at risk counts as so many seconds more.
    """

    days: float | None = None
    even: bool = False
    aversion: float = AVOID_RISK
    effort: Effort = Effort()  # noqa: RUF009 - frozen


def plan_convoys(case: Case, choices: Choices, tell: Tell) -> ConvoyPlan:
    """Plan convoys for a case.

    Every range is taken at its cautious end, for the bound at its generous one; the need is that of the likely number
    of people.

    Raises
    ------
    InputError
        If the case has no depots or trucks, or something is far from streets that vehicles may use.
    """
    began = monotonic()
    _expect_fleet(case)
    sessions = sessions_of(case)
    days = _days(case, sessions, choices.days)
    needs = {p.id: p.people.times(days * case.standards.ration_kg) for p in case.places}
    ways = Ways(case, [s.window for s in sessions], choices.aversion)
    case, stops = ways.case, ways.stops
    bound, caps = bounded(case, ways, sessions, needs)
    trips, reasons = _planned(case, ways, sessions, needs, choices, began, tell)
    got = {name: sum(s.kg for t in trips for s in t.stops if s.district == name) for name in needs}
    supplies = tuple(
        Supply(
            p.id,
            p.name,
            replace(needs[p.id], unit="kg"),
            got[p.id],
            reasons.get(p.id, ""),
            stops.not_reached.get(p.id),
        )
        for p in case.places
    )
    windows = tuple(s.window for s in sessions)
    _check(case, ways, trips, needs, sessions)
    return ConvoyPlan(
        case=case.name,
        sessions=windows,
        days=days,
        supplies=supplies,
        trips=tuple(trips),
        at_most=bound,
        caps=caps,
        ration_kg=case.standards.ration_kg,
        network=ways.cut.network,
        piece=ways.cut.piece,
    )


def _expect_fleet(case: Case) -> None:
    fleet = case.fleet
    for name, rows in (("depots", fleet.depots), ("trucks", fleet.trucks)):
        if not rows:
            remedy = (
                "write where goods lie into depots.csv, what carries them into trucks.csv, by which gates into "
                "gates.csv; geleit new makes a case that has all three"
            )
            raise InputError(name, "the case has none, so there is no convoy to plan", remedy)
    for truck in fleet.trucks:
        if truck.volume is not None and DENSITY not in case.assumptions:
            raise InputError(
                f"trucks[{truck.id}].volume",
                "how much goods fit is not known without their weight",
                f"add the assumption {DENSITY} in t/m3 to case.toml, or leave the volume empty",
            )
    if case.standards.ration_kg <= 0:
        raise InputError("basket", "the ration weighs nothing", "give its grams")


def _days(case: Case, sessions: Sequence[Session], given: float | None) -> float:
    if given is not None:
        return given
    return max(1.0, (case.deadline - sessions[0].window.start) / timedelta(days=1))


def _planned(
    case: Case,
    ways: Ways,
    sessions: Sequence[Session],
    needs: dict[str, Range],
    choices: Choices,
    began: float,
    tell: Tell,
) -> tuple[list[Trip], dict[str, str]]:
    """Session by session: what is still needed goes on to the next, and trucks when they are back."""
    points, origin = ways.points, sessions[0].window.start - LEAD
    beyond = out_of_reach(ways.stops)
    named = zip(points.district, points.districts, ways.stops.reached.tolist(), strict=True)
    open_kg = {i: math.floor(needs[name].likely * share + 1e-6) for i, name, share in named if i not in beyond}
    whole = dict(open_kg)
    stock: dict[int, int | None] = {
        points.depot(d.id): None if d.tonnes is None else math.floor(d.tonnes.low * 1000) for d in case.fleet.depots
    }
    trucks = [Truck(f"{t.id}-{n + 1}", k) for k, t in enumerate(case.fleet.trucks) for n in range(int(t.number.low))]
    done: list[Trip] = []
    reasons: dict[str, str] = {}
    settings = []
    for session in sessions:
        kinds = [kind_of(case, ways, truck, session.window) for truck in case.fleet.trucks]
        settings.append((kinds, entry_of(case, points, session, kinds, origin)))
    for number, (kinds, entry) in enumerate(settings):
        _note_reasons(case, points, kinds, entry, reasons)
        sent = _escorted(case, kinds, trucks)
        _stagger(points, kinds, entry, sent)
        largest = min((k.kg for k in kinds if k.count), default=0)
        fits = {i: min(largest, most_in_time(kinds, entry, i)) for i in open_kg}
        rows = {i: (whole[i], kg, fits[i]) for i, kg in open_kg.items() if kg > 0 and fits[i] > 0}
        if not rows:
            continue
        drops = drops_of(rows, MOST_OFFERED * largest, even=choices.even)
        some = int(AHEAD * worth_offering(kinds, entry, sent)) + largest * len(rows)
        coming, thought = settings[number:], monotonic()
        work = _by_heuristics(coming, points, sent, drops, open_kg, stock, even=choices.even)
        now = monotonic()  # each candidate is weighed about as long as the rules took
        seconds = (choices.effort.seconds - (now - began)) / len(coming) - (len(work) + 1) * (now - thought)
        weigh = partial(_evenness, whole, open_kg) if choices.even else partial(_tonnage, coming[1:], points, open_kg)
        best = max(work, key=lambda start: sum(drop.kg for _, loads in start for load in loads for drop in load))
        offered = _offered(drops, some, best)
        title = f"session {number + 1} of {len(sessions)}: {len(offered):,} loads to choose from"
        found = routed(kinds, entry, sent, offered, best, max(seconds, 0.5), choices.effort, partial(tell, title))
        rest = partial(RemainingNeed, entry, open_kg, whole if choices.even else None)
        for made in _best(kinds, entry, sent, [*work, found], rest, stock, weigh):
            done.append(_trip(case, points, kinds, merged_stops(made), origin))
            for district, _, _, kg in made.stops:
                open_kg[district] -= kg
    return done, reasons | {points.districts[i - points.district.start]: why for i, why in beyond.items()}


def _by_heuristics(
    coming: Sequence[tuple[Sequence[Kind], Entry]],
    points: Points,
    sent: Sequence[Truck],
    drops: Sequence[Drop],
    open_kg: dict[int, int],
    stock: dict[int, int | None],
    *,
    even: bool,
) -> list[_Work]:
    """Candidates by the rule of thumb, alone and led by the linear programme."""
    kinds, entry = coming[0]
    starts = [by_heuristic(kinds, entry, sent, drops, even=even)]
    if not even:
        starts.append(by_heuristic(kinds, entry, sent, drops, wanted(coming, points, open_kg, stock)[1]))
    return [[(truck, [[drops[j] for j in load] for load in loads]) for truck, loads in start] for start in starts]


def _offered(drops: Sequence[Drop], most: int, used: _Work) -> list[Drop]:
    """The loads worth most, up to so many kg, and those of the rounds to begin with."""
    needed = {id(drop) for _, loads in used for load in loads for drop in load}
    total, kept = 0, []
    for drop in drops:
        if total <= most or id(drop) in needed:
            kept.append(drop)
            total += drop.kg
    return kept


def _best(
    kinds: Sequence[Kind],
    entry: Entry,
    sent: Sequence[Truck],
    candidates: Sequence[_Work],
    rest: Callable[[], RemainingNeed],
    stock: dict[int, int | None],
    worth: Callable[[Sequence[Round], dict[int, int | None]], float],
) -> list[Round]:
    """The candidate that is worth most; trucks and stocks are left as it leaves them.

    Parameters
    ----------
    rest
        All that is open at the start of the session.
    """
    tried: list[tuple[tuple[float, int], int, list[Round], list[Truck], dict[int, int | None]]] = []
    for work in candidates:
        loads = {truck.name: [[(drop.district, drop.kg) for drop in load] for load in loads] for truck, loads in work}
        beside = rest()
        beside.add([drop for rounds in loads.values() for one in rounds for drop in one], -1)
        trucks, left = [replace(truck) for truck in sent], dict(stock)
        made = timed(kinds, entry, [(truck, loads.get(truck.name, [])) for truck in trucks], left, beside)
        value = worth(made, left), -sum(one.arrive - one.depart for one in made)
        tried.append((value, -len(tried), made, trucks, left))
    _, _, made, trucks, left = max(tried, key=lambda row: row[:2])
    for truck, after in zip(sent, trucks, strict=True):
        truck.ready = after.ready
    stock.update(left)
    return made


def _left(open_kg: dict[int, int], made: Sequence[Round]) -> dict[int, int]:
    """What is open after some rounds."""
    left = dict(open_kg)
    for one in made:
        for district, _, _, kg in one.stops:
            left[district] -= kg
    return left


def _tonnage(
    coming: Sequence[tuple[Sequence[Kind], Entry]],
    points: Points,
    open_kg: dict[int, int],
    made: Sequence[Round],
    stock: dict[int, int | None],
) -> float:
    """What these rounds bring, and about how much later sessions could still bring after them, in kg."""
    left = _left(open_kg, made)
    return sum(open_kg.values()) - sum(left.values()) + LATER * wanted(coming, points, left, stock)[0]


def _evenness(whole: dict[int, int], open_kg: dict[int, int], made: Sequence[Round], _: dict[int, int | None]) -> float:
    """Greater the more is brought, and of as much, the more evenly: the root of each share, by need."""
    left = _left(open_kg, made)
    return sum(math.sqrt(kg * (kg - left[i])) for i, kg in whole.items())


def _note_reasons(case: Case, points: Points, kinds: Sequence[Kind], entry: Entry, reasons: dict[str, str]) -> None:
    """Why nothing can be brought to a district; what holds in one session does not where another is better."""
    for i, name in zip(points.district, points.districts, strict=True):
        if can_reach(kinds, entry, i):
            reasons[name] = ""
        elif reasons.get(name) != "":
            reasons[name] = why_not(case, kinds, entry, i)


def _escorted(case: Case, kinds: Sequence[Kind], trucks: Sequence[Truck]) -> list[Truck]:
    """Trucks that go: as many as escorts allow, those that carry most first."""
    allowed = escorts(case)
    if allowed is None:
        return list(trucks)
    return sorted(trucks, key=lambda t: (-kinds[t.kind].kg, t.name))[: allowed[0]]


def _stagger(points: Points, kinds: Sequence[Kind], entry: Entry, sent: Sequence[Truck]) -> None:
    """Have trucks come to the gates one after the other, where they cannot all be let in at once."""
    open_now = [o for o in entry.openings.values() if o.headway < FOREVER]
    if entry.gate is None or not open_now or any(o.headway == 0 for o in open_now):
        return
    apart = 1 / sum(1 / o.headway for o in open_now)
    first = min(o.start for o in open_now)
    for n, truck in enumerate(sorted(sent, key=lambda t: -kinds[t.kind].kg)):
        kind = kinds[truck.kind]
        drive = min(kind.drive(kind.depot, g) for g in points.gate)
        if drive < FOREVER:
            truck.ready = max(truck.ready, math.floor(first + n * apart) - drive - kind.loading, 0)


def _trip(case: Case, points: Points, kinds: Sequence[Kind], made: Round, origin: datetime) -> Trip:
    kind = kinds[made.kind]
    stations = [kind.depot, made.gate, *(stop[0] for stop in made.stops), made.way_out, kind.depot]
    corners, pieces = [int(points.corner[kind.depot])], list[int]()
    at_risk = 0.0
    for start, end in pairwise(stations):
        passed, driven = kind.roads.way(start, end)
        corners += passed[1:]
        pieces += driven
        at_risk += float(kind.roads.at_risk[start, end])

    def when(seconds: int) -> datetime:
        return (origin + timedelta(seconds=seconds)).astimezone(case.zone)

    names = dict(zip(points.gate, points.gates, strict=True))
    district = dict(zip(points.district, points.districts, strict=True))
    return Trip(
        truck=made.truck,
        type=kind.id,
        depot=points.depots[kind.depot],
        gate=names.get(made.gate, ""),
        way_out=names.get(made.way_out, ""),
        depart=when(made.depart),
        enter=when(made.enter),
        stops=tuple(Stop(district[i], when(a), when(b), kg) for i, a, b, kg in made.stops),
        leave=when(made.leave),
        arrive=when(made.arrive),
        corners=tuple(corners),
        pieces=tuple(pieces),
        at_risk=at_risk / 60,
    )


def _check(case: Case, ways: Ways, trips: Sequence[Trip], needs: dict[str, Range], sessions: Sequence[Session]) -> None:
    """Replay the plan by rules of its own; a plan that fails is a fault of Geleit and never shown."""
    points = ways.points
    names = [
        *(f"depots[{name}]" for name in points.depots),
        *(f"gates[{name}]" for name in points.gates),
        *(f"people[{name}]" for name in points.districts),
    ]
    closed = {
        (truck.id, session.window): frozenset(ways.bar(truck, session.window).tolist())
        for truck in case.fleet.trucks
        for session in sessions
    }
    wrong = problems_of(
        case,
        trips,
        {name: need.likely for name, need in needs.items()},
        {name: (int(corner), float(s)) for name, corner, s in zip(names, points.corner, points.inside, strict=True)},
        closed,
        [session.window for session in sessions],
    )
    if wrong:
        raise RuntimeError(f"the convoy plan cannot be driven: {'; '.join(wrong[:5])}")
