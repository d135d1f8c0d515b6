"""The independent checker: re-checks certificates and plans in plain whole numbers.

It imports no solver and no numerical library, and shares no code with what found the labels or the plan. The bound is
the value of a cut over time (Anderson, Nash and Philpott 1982): for *any* labels, with S all (node, moment) from the
node's label on, whoever gets out starts outside S, or leaves S along a street, or passes a gate inside S.

    Cut = sum over groups  of people who may set out somewhere before its label
        + sum over streets of max(0, U(min(label of head, T) - transit) - U(label of tail))
        + sum over gates   of C(T) - C(min(label, T))

with U and C the people who can have entered a street, or passed a gate, before a moment.

Where some can ride, the instance is of people who walk, and all rides together save no more than so many seconds. The
cut is then averaged over labels from ``spread`` seconds earlier on, and what is saved counts once, divided by them.

One rung needs no streets at all. Its label is one moment, before which whoever could be at an exit in a straight line
counts as out; from it on the gates count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from geleit.model.advisories import advisories_of
from geleit.model.certificate import (
    SEVERAL_WAYS,
    UNITS_PER_PERSON,
    Certificate,
    Gate,
    Instance,
    Intervals,
    Labels,
    Line,
    Rides,
    Rung,
)
from geleit.model.plan import Plan, Stream


@dataclass(frozen=True)
class Check:
    """What a re-check came to.

    Parameters
    ----------
    holds
        Whether every figure in the file was confirmed.
    problems
        One sentence for each figure that was not.
    confirmed
        One sentence for each figure that was.
    advisories
        What has become known since of the Geleit that built it: the figures may follow, and yet be false of the world.
    """

    holds: bool
    problems: tuple[str, ...]
    confirmed: tuple[str, ...]
    advisories: tuple[str, ...] = ()


def certify(proof: Certificate | Plan) -> Check:
    """Re-check a certificate or a plan."""
    found = check_certificate(proof) if isinstance(proof, Certificate) else check_plan(proof)
    return replace(found, advisories=advisories_of(proof))


def check_certificate(certificate: Certificate) -> Check:
    """Re-evaluate the bounds of a certificate on its own instance."""
    instance = certificate.instance
    problems = instance_problems(instance) or _rides_problems(certificate)
    if problems:
        return Check(holds=False, problems=problems, confirmed=())
    found: list[str] = []
    confirmed: list[str] = []
    streets, by = _once(partial(streets_term, instance)), _by(certificate)
    if (certificate.beeline is None) != (instance.beelines is None):
        found.append("beeline: expected a bound and the times that it rests on, or neither")
    for name, rung in certificate.rungs.items():
        wrong = _rung_problems(instance, name, rung, streets, certificate.rides)
        found += wrong
        if not wrong:
            confirmed.append(f"{name}{_with_vehicles(certificate)}: {_says(instance, rung, by)}")
    for wrong, right in (_conditional_results(certificate), _line_results(certificate, streets)):
        found += wrong
        confirmed += right
    return Check(holds=not found, problems=tuple(found), confirmed=tuple(confirmed))


def _rides_problems(certificate: Certificate) -> tuple[str, ...]:
    """What is wrong with the vehicles, or with what depends on whether there are any."""
    rides, spreads = certificate.rides, [x for r in certificate.rungs.values() for x in (r.spread, r.spread_fewest)]
    if rides is None:
        return () if all(x is None for x in spreads) else ("a spread is told without the vehicles that it is for",)
    if certificate.conditional or certificate.lines:
        return ("vehicles: no bound by another rate or limit goes with them",)
    counts = (rides.fleet, rides.seats, *(() if rides.fuel_m is None else (rides.fuel_m,)))
    if _negative(counts, (rides.walking_mm_s, rides.fastest_mm_s, rides.saved)) or rides.walking_mm_s < 1:
        return ("vehicles: expected whole numbers >= 0, and a walk that takes time",)
    if any(type(x) is not int or x < 0 for x in spreads):
        return ("vehicles: expected a spread >= 0 for each rung",)
    by_time, by_fuel = _saved(rides, certificate.instance.horizon)
    proved = by_time if by_fuel is None else min(by_time, by_fuel)
    if rides.saved != proved:
        return (f"vehicles: they save at most {proved:,} person-seconds, the file says {rides.saved:,}",)
    return ()


def _saved(rides: Rides, horizon: int) -> tuple[int, int | None]:
    """What all rides together can save in person-seconds: by the time in all seats, and by the fuel for them.

    A second in a seat saves at most ``fastest / walking - 1`` seconds of a walk, and a metre ``1 / walking - 1 /
    fastest``.
    """
    walking, fastest, seats = rides.walking_mm_s, max(rides.fastest_mm_s, rides.walking_mm_s), rides.fleet * rides.seats
    by_time = _rounded_up(seats * horizon * (fastest - walking), walking)
    if rides.fuel_m is None:
        return by_time, None
    return by_time, _rounded_up(seats * rides.fuel_m * 1000 * (fastest - walking), walking * fastest)


def _rounded_up(number: int, by: int) -> int:
    return -(-number // by)


def _with_vehicles(certificate: Certificate) -> str:
    return "" if certificate.rides is None else f" (with {certificate.rides.words})"


def _conditional_results(certificate: Certificate) -> tuple[list[str], list[str]]:
    """Problems of the bounds that assume a daily limit, and what was confirmed of them."""
    instance, problems, confirmed = certificate.instance, list[str](), list[str]()
    for one in certificate.conditional:
        limit = one.condition.limit
        name = f"if {one.condition.words}"
        wrong = _conditional_problems(instance, name, limit, one.rung)
        problems += wrong
        if not wrong:
            confirmed.append(f"{name}: {_says(instance, one.rung, _by(certificate))}")
    return problems, confirmed


def _says(instance: Instance, rung: Rung, by: str) -> str:
    return (
        f"at most {rung.at_most:,} of {sum(instance.high):,} can be out {by}; "
        f"at least {rung.could_not_leave:,} of {sum(instance.low):,} could not have left"
    )


def _by(proof: Certificate | Plan) -> str:
    """By when what a proof says is so."""
    return f"by {proof.by}" if proof.by else f"within {proof.instance.horizon:,} s"


def _once(worked_out: Callable[[Labels], int]) -> Callable[[Labels], int]:
    """The same, worked out once for labels that several bounds have."""
    known: dict[int, tuple[Labels, int]] = {}

    def found(labels: Labels) -> int:
        if id(labels) not in known:
            known[id(labels)] = labels, worked_out(labels)  # holding them, so that no others get their number
        return known[id(labels)][1]

    return found


def _conditional_problems(instance: Instance, name: str, limit: int, rung: Rung) -> list[str]:
    if any(gate.crossing is None for gate in instance.gates):
        return [f"{name}: it is not told which gates are of one crossing"]
    if type(limit) is not int or limit < 0:
        return [f"{name}: expected a limit >= 0"]
    values = []
    for moment in (rung.labels, rung.labels_fewest):
        if type(moment) is not int or moment < 0 or (instance.beelines is None and moment):
            return [f"{name}: expected one moment >= 0, and 0 without beelines"]
        low, high = _soon(instance, moment)
        values.append((low, high, daily_gates_term(instance, moment, limit)))
    (_, high, rest), (low, _, rest_of_fewest) = values
    everyone, fewest = sum(instance.high), sum(instance.low)
    at_most = min(everyone, (high + rest) // UNITS_PER_PERSON)
    left = fewest - min(fewest, (low + rest_of_fewest) // UNITS_PER_PERSON)
    problems = []
    if rung.at_most != at_most:
        problems.append(f"{name}: the moment proves at most {at_most:,} out, the file says {rung.at_most:,}")
    if rung.could_not_leave != left:
        problems.append(
            f"{name}: the moment proves that {left:,} could not leave, the file says {rung.could_not_leave:,}"
        )
    return problems


def _line_results(certificate: Certificate, streets: Callable[[Labels], int]) -> tuple[list[str], list[str]]:
    """Problems of the bounds by rate, and what was confirmed of them."""
    instance, problems = certificate.instance, list[str]()
    for number, line in enumerate(certificate.lines, start=1):
        name = f"bound {number} by rate"
        every = line.labels if isinstance(line.labels, tuple) else (line.labels,)
        if len(every) != (instance.nodes if isinstance(line.labels, tuple) else 1) or _negative(every):
            problems.append(f"{name}: expected one label >= 0 for each of the {instance.nodes:,} nodes")
        elif line.straight and (isinstance(line.labels, tuple) or (instance.beelines is None and line.labels)):
            problems.append(f"{name}: expected one moment, and 0 without beelines")
        elif (line.fixed, line.opened) != (proved := _line_of(instance, line, streets)):
            problems.append(f"{name}: the labels prove {proved[0]:,} and {proved[1]:,} s, the file says otherwise")
    if problems or not certificate.lines:
        return problems, []
    return [], [f"at most at any one rate of all crossings: confirmed by {len(certificate.lines)} bounds"]


def _line_of(instance: Instance, line: Line, streets: Callable[[Labels], int]) -> tuple[int, int]:
    """People, streets and other ways of a cut in units of 1/3600 person, and seconds of open gates of crossings."""
    at_one = tuple(replace(gate, rate=1) for gate in instance.gates if gate.crossing != SEVERAL_WAYS)
    others = tuple(gate for gate in instance.gates if gate.crossing == SEVERAL_WAYS)
    alone = replace(instance, joint=())  # one rate of all crossings says nothing of what they pass together
    opened, loose = (gates_term(replace(alone, gates=gates), line.labels) for gates in (at_one, others))
    if line.straight and isinstance(line.labels, int):
        return _soon(instance, line.labels)[1] + loose, opened
    return _late(instance, line.labels)[1] + streets(line.labels) + loose, opened


def check_plan(plan: Plan) -> Check:
    """Replay a plan: nobody leaves a corner before being there, nothing exceeds a capacity, and the count is right."""
    instance = plan.instance
    problems = list(instance_problems(instance))
    if not problems:
        problems = (
            _stream_problems(instance, plan)
            or _capacity_problems(instance, plan)
            or _conservation_problems(instance, plan)
            or _count_problems(plan)
        )
    out = f"plan: {plan.people_out:,} of {sum(instance.low):,} people are out {_by(plan)}"
    confirmed = () if problems else (out,)
    return Check(holds=not problems, problems=tuple(problems), confirmed=confirmed)


def evaluate_cut(instance: Instance, labels: Labels) -> tuple[int, int, int]:
    """Value of a cut over time.

    Parameters
    ----------
    instance
        The question.
    labels
        Any whole seconds >= 0, one for each node or one for all.

    Returns
    -------
    nodes_low, nodes_high, rest
        In units of 1/3600 person: people released before their label (fewest and most), and streets plus gates.
        ``nodes_high + rest`` bounds how many of the most people can be out.
    """
    return *_late(instance, labels), streets_term(instance, labels) + gates_term(instance, labels)


def _late(instance: Instance, labels: Labels) -> tuple[int, int]:
    """People who may set out somewhere before its label, fewest and most, in units of 1/3600 person."""
    starts = zip(instance.group, instance.start, instance.after, strict=True)
    if isinstance(labels, tuple):
        late = {group for group, node, after in starts if labels[node] > after}
    else:
        late = {group for group, _, after in starts if labels > after}
    low, high = sum(instance.low[g] for g in late), sum(instance.high[g] for g in late)
    return low * UNITS_PER_PERSON, high * UNITS_PER_PERSON


def _beeline_cut(instance: Instance, moment: Labels) -> tuple[int, int, int]:
    """Value of the cut that needs no streets; as :func:`evaluate_cut`."""
    if instance.beelines is None or not isinstance(moment, int):
        raise ValueError("expected beelines and one moment")
    return *_soon(instance, moment), gates_term(instance, moment)


def _soon(instance: Instance, moment: int) -> tuple[int, int]:
    """People who can be at an exit in a straight line before a moment, fewest and most, in units of 1/3600 person."""
    if instance.beelines is None:
        return 0, 0
    rows = zip(instance.beelines.after, instance.beelines.low, instance.beelines.high, strict=True)
    soon = [(low, high) for after, low, high in rows if after < moment]
    return sum(x for x, _ in soon) * UNITS_PER_PERSON, sum(x for _, x in soon) * UNITS_PER_PERSON


def label_of(labels: Labels) -> Callable[[int], int]:
    """The label of a node."""
    return labels.__getitem__ if isinstance(labels, tuple) else lambda _: labels


def streets_term(instance: Instance, labels: Labels) -> int:
    """People who can leave S along streets, in units of 1/3600 person."""
    if isinstance(labels, int):  # nobody arrives anywhere before that moment who entered after it
        return 0
    horizon, opened = instance.horizon, [_opening(p) for p in instance.profiles]
    total = 0
    arcs = zip(instance.tail, instance.head, instance.transit, instance.rate, instance.profile, strict=True)
    for tail, head, transit, rate, profile in arcs:
        latest = labels[head]
        if latest > horizon:
            latest = horizon
        latest -= transit
        if latest > labels[tail]:
            total += rate * (opened[profile](latest) - opened[profile](labels[tail]))
    return total


def gates_term(instance: Instance, labels: Labels) -> int:
    """People who can pass gates inside S, in units of 1/3600 person; an unplaced gate counts whole.

    Crossings with a joint limit count no more together than it lets pass from the first of their labels on.
    """
    label, opened = label_of(labels), [_opening(p) for p in instance.profiles]
    by_rate: dict[int | None, int] = defaultdict(int)
    first: dict[int | None, int] = {}
    for gate in instance.gates:
        since = 0 if gate.node is None else min(label(gate.node), instance.horizon)
        by_rate[gate.crossing] += gate.rate * (opened[gate.profile](instance.horizon) - opened[gate.profile](since))
        first[gate.crossing] = since
    return _together(instance, by_rate, first)


def _together(instance: Instance, passing: dict[int | None, int], first: dict[int | None, int]) -> int:
    """What passes all crossings, given what passes each and from when on, with what some pass together at most."""
    total = sum(passing.values())
    for joint in instance.joint:
        opened = _opening(instance.profiles[joint.profile])
        since = min(first[crossing] for crossing in joint.crossings)
        most = joint.rate * (opened(instance.horizon) - opened(since))
        total -= max(0, sum(passing[crossing] for crossing in joint.crossings) - most)
    return total


def daily_gates_term(instance: Instance, moment: int, limit: int) -> int:
    """People who can pass gates from a moment on if no crossing passes more than a limit in a calendar day.

    In units of 1/3600 person. A day counts whole as soon as a gate of the crossing is open in a part of it that lies
    after the moment; crossings without a place count all the time, other ways by their rate alone.
    """
    opened = [_opening(p) for p in instance.profiles]
    ends = (0, *instance.days, instance.horizon)
    by_rate: dict[int | None, int] = defaultdict(int)
    first: dict[int | None, int] = {}
    days: dict[int | None, set[int]] = defaultdict(set)
    for gate in instance.gates:
        since = 0 if gate.node is None else min(moment, instance.horizon)
        open_before = opened[gate.profile]
        by_rate[gate.crossing] += gate.rate * (open_before(instance.horizon) - open_before(since))
        first[gate.crossing] = since
        days[gate.crossing] |= {
            day
            for day, (begin, last) in enumerate(pairwise(ends))
            if last > since and open_before(last) > open_before(max(begin, since))
        }
    loose = by_rate.pop(SEVERAL_WAYS, 0)
    capped = {x: min(most, limit * UNITS_PER_PERSON * len(days[x])) for x, most in by_rate.items()}
    return loose + _together(instance, capped, first)


def instance_problems(instance: Instance) -> tuple[str, ...]:
    """What makes an instance meaningless: indices out of range, negative figures, disordered profiles."""
    arcs = (instance.tail, instance.head, instance.transit, instance.rate, instance.profile)
    if len({len(column) for column in arcs}) != 1:
        return ("the columns of the arcs differ in length",)
    starts = (instance.group, instance.start, instance.after)
    if len(instance.low) != len(instance.high) or len({len(column) for column in starts}) != 1:
        return ("the columns of the people differ in length",)
    checks: tuple[tuple[bool, str], ...] = (
        (instance.nodes > 0 and instance.horizon > 0, "nodes and horizon must be positive"),
        (_within((instance.tail, instance.head, instance.start), instance.nodes), "a node index is out of range"),
        (_within((instance.profile, [g.profile for g in instance.gates]), len(instance.profiles)),
         "a profile index is out of range"),
        (_within(([g.node for g in instance.gates if g.node is not None],), instance.nodes),
         "a gate's node is out of range"),
        (not _negative(instance.transit, instance.rate, [g.rate for g in instance.gates]),
         "a transit time or rate is negative"),
        (all(0 <= a <= b for a, b in zip(instance.low, instance.high, strict=True)), "people must be 0 <= low <= high"),
        (_within((instance.group,), len(instance.low)), "a group index is out of range"),
        (len(set(instance.group)) == len(instance.low), "a group of people sets out nowhere"),
        (not _negative(instance.after), "people set out before second 0"),
        (all(_ordered(p, instance.horizon) for p in instance.profiles), "an opening profile is not in order"),
        (_beelines_in_order(instance), "the times of the beelines are not in order, or are not of the same people"),
        (_days_in_order(instance), "the days are not in order, or are not within the horizon"),
        (_crossings_told(instance), "some gates are of a crossing, some are of none, or of one with another node"),
        (_joint_in_order(instance), "a joint limit is below 0, has no hours, or is of crossings that are not there"),
    )  # fmt: skip
    return tuple(problem for fine, problem in checks if not fine)


def _rung_problems(
    instance: Instance, name: str, rung: Rung, streets: Callable[[Labels], int], rides: Rides | None
) -> list[str]:
    most, fewest = rung.labels, rung.labels_fewest
    if name == "beeline" and not (isinstance(most, int) and isinstance(fewest, int)):
        return [f"{name}: expected one moment"]
    for labels in (most, fewest):
        every = labels if isinstance(labels, tuple) else (labels,)
        if len(every) != (instance.nodes if isinstance(labels, tuple) else 1) or _negative(every):
            return [f"{name}: expected one label >= 0 for each of the {instance.nodes:,} nodes"]
        if name == "exit_seats" and any(every):
            return [f"{name}: a bound by seats alone has all labels 0"]
        if name == "walking" and rides is None and streets(labels):
            return [f"{name}: the labels use street capacities, which this bound must not"]
    if rides is not None:
        return _spread_problems(instance, name, rung, rides)
    low, high = sum(instance.low), sum(instance.high)

    def value(labels: Labels) -> tuple[int, int, int]:
        if name == "beeline":
            return _beeline_cut(instance, labels)
        return *_late(instance, labels), streets(labels) + gates_term(instance, labels)

    nodes_low, nodes_high, rest = value(most)
    at_most = min(high, (nodes_high + rest) // UNITS_PER_PERSON)
    if fewest != most:
        nodes_low, _, rest = value(fewest)
    could_not_leave = low - min(low, (nodes_low + rest) // UNITS_PER_PERSON)
    return _differs(name, rung, at_most, could_not_leave)


def _differs(name: str, rung: Rung, at_most: int, could_not_leave: int) -> list[str]:
    """What a rung says otherwise than its labels prove."""
    problems = []
    if rung.at_most != at_most:
        problems.append(f"{name}: the labels prove at most {at_most:,} out, the file says {rung.at_most:,}")
    if rung.could_not_leave != could_not_leave:
        problems.append(
            f"{name}: the labels prove that {could_not_leave:,} could not leave, the file says {rung.could_not_leave:,}"
        )
    return problems


def _spread_problems(instance: Instance, name: str, rung: Rung, rides: Rides) -> list[str]:
    """Problems of a rung of people who walk, for whom rides save time."""
    low, high = sum(instance.low), sum(instance.high)
    values = []
    for labels, spread in ((rung.labels, rung.spread), (rung.labels_fewest, rung.spread_fewest)):
        if not spread:
            if labels != 0:
                return [f"{name}: expected labels 0 where they have no spread: then seats alone decide"]
            values.append((0, 0, gates_term(instance, 0), UNITS_PER_PERSON))
            continue
        if name == "exit_seats":
            return [f"{name}: a bound by seats alone has no spread"]
        if name == "beeline" and isinstance(labels, int):
            people, streets = _soon_in_spread(instance, labels, spread), 0
        else:
            people, streets = _late_in_spread(instance, labels, spread), streets_in_spread(instance, labels, spread)
        if name == "walking" and streets:
            return [f"{name}: the labels use street capacities, which this bound must not"]
        rest = streets + gates_in_spread(instance, labels, spread) + UNITS_PER_PERSON * rides.saved
        values.append((*people, rest, UNITS_PER_PERSON * spread))
    (_, most, rest, of), (fewest, _, rest_of_fewest, of_fewest) = values
    at_most = min(high, (most + rest) // of)
    return _differs(name, rung, at_most, low - min(low, (fewest + rest_of_fewest) // of_fewest))


def _late_in_spread(instance: Instance, labels: Labels, spread: int) -> tuple[int, int]:
    """People by the part of the spread in which they may set out before their label, in units times seconds."""
    label, late = label_of(labels), [0] * len(instance.low)
    for group, node, after in zip(instance.group, instance.start, instance.after, strict=True):
        late[group] = max(late[group], min(spread, label(node) - after))
    low, high = (sum(x * y for x, y in zip(people, late, strict=True)) for people in (instance.low, instance.high))
    return low * UNITS_PER_PERSON, high * UNITS_PER_PERSON


def _soon_in_spread(instance: Instance, moment: int, spread: int) -> tuple[int, int]:
    """The same of those who can be at an exit in a straight line before a moment."""
    if instance.beelines is None:
        return 0, 0
    late = [max(0, min(spread, moment - after)) for after in instance.beelines.after]
    ends = (instance.beelines.low, instance.beelines.high)
    low, high = (sum(x * y for x, y in zip(people, late, strict=True)) for people in ends)
    return low * UNITS_PER_PERSON, high * UNITS_PER_PERSON


def streets_in_spread(instance: Instance, labels: Labels, spread: int) -> int:
    """What can leave along streets, added up over the seconds of a spread, in units of 1/3600 person times seconds.

    Whoever enters before the horizon may ride and still be out by it, so that no street is cut off by it.
    """
    if isinstance(labels, int):  # nobody on foot arrives before that moment who entered after it
        return 0
    summed, total = [_summed(p) for p in instance.profiles], 0
    arcs = zip(instance.tail, instance.head, instance.transit, instance.rate, instance.profile, strict=True)
    for tail, head, transit, rate, profile in arcs:
        since, until = labels[tail], labels[head] - transit
        if until > since:
            before = summed[profile]
            entered = before(until + 1) - before(until + 1 - spread) - before(since) + before(since - spread)
            total += rate * entered
    return total


def gates_in_spread(instance: Instance, labels: Labels, spread: int) -> int:
    """What can pass gates inside S, added up over the seconds of a spread; an unplaced gate counts whole."""
    label, opened = label_of(labels), [_opening(p) for p in instance.profiles]
    summed, total = [_summed(p) for p in instance.profiles], 0
    for gate in instance.gates:
        before, missed = summed[gate.profile], 0
        if gate.node is not None:
            missed = before(label(gate.node)) - before(label(gate.node) - spread)
        total += gate.rate * (spread * opened[gate.profile](instance.horizon) - missed)
    return total


def _summed(profile: Intervals) -> Callable[[int], int]:
    """Seconds open before each of the whole seconds from 0 until just before a moment, added up, as a function."""

    def triangle(n: int) -> int:
        return n * (n - 1) // 2 if n > 0 else 0

    return lambda t: sum(triangle(t - first) - triangle(t - last) for first, last in profile)


def _stream_problems(instance: Instance, plan: Plan) -> list[str]:
    for what, streams, count in (
        ("street", plan.on_arcs, len(instance.tail)),
        ("gate", plan.through_exits, len(instance.gates)),
    ):
        for s in streams:
            if not (0 <= s.at < count and 0 <= s.start < s.end <= instance.horizon and s.rate > 0):
                return [f"a stream on {what} {s.at} is out of range: {s.start}-{s.end} s at {s.rate} persons/h"]
    if any(instance.gates[s.at].node is None for s in plan.through_exits):
        return ["the plan uses a gate that was announced without a place"]
    if instance.transit and min(instance.transit) < 1:
        return ["a street of the plan takes no time"]
    if len(instance.group) != len(instance.low):
        return ["a group of the plan sets out in two places"]
    return []


def _capacity_problems(instance: Instance, plan: Plan) -> list[str]:
    def gate(index: int) -> Gate:
        return instance.gates[index]

    opens = [[since for since, _ in profile] for profile in instance.profiles]

    def open_throughout(profile: int, s: Stream) -> bool:
        last = bisect_right(opens[profile], s.start) - 1  # the only interval that can hold the start
        return last >= 0 and s.end <= instance.profiles[profile][last][1]

    for what, streams, rate, profile in (
        ("street", plan.on_arcs, instance.rate.__getitem__, instance.profile.__getitem__),
        ("gate", plan.through_exits, lambda x: gate(x).rate, lambda x: gate(x).profile),
    ):
        changes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for s in streams:
            if not open_throughout(profile(s.at), s):
                return [f"{what} {s.at} is used while closed, {s.start}-{s.end} s"]
            changes[s.at] += [(s.start, s.rate), (s.end, -s.rate)]
        for index, steps in changes.items():
            running = 0
            for moment, change in sorted(steps):
                running += change
                if running > rate(index):
                    return [f"{what} {index} carries {running} persons/h at {moment} s, it can carry {rate(index)}"]
    return []


def _conservation_problems(instance: Instance, plan: Plan) -> list[str]:
    """Compare arrivals with departures at every moment a rate changes; between them both are straight lines."""
    changes: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for s in plan.on_arcs:
        transit = instance.transit[s.at]
        changes[instance.tail[s.at]] += [(s.start, -s.rate), (s.end, s.rate)]
        changes[instance.head[s.at]] += [(s.start + transit, s.rate), (s.end + transit, -s.rate)]
    for s in plan.through_exits:
        node = instance.gates[s.at].node
        if node is not None:
            changes[node] += [(s.start, -s.rate), (s.end, s.rate)]
    setting_out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group, node, after in zip(instance.group, instance.start, instance.after, strict=True):
        setting_out[node].append((after, instance.low[group] * UNITS_PER_PERSON))
    for node, steps in changes.items():
        stock, rate, now = 0, 0, 0
        events = [(moment, 0, change) for moment, change in steps]
        events += [(moment, people, 0) for moment, people in setting_out[node]]
        for moment, people, change in sorted(events):
            stock += rate * (moment - now)
            if stock < 0:
                return [f"at node {node} more people leave than are there, before {moment} s"]
            now, rate, stock = moment, rate + change, stock + people
    return []


def _count_problems(plan: Plan) -> list[str]:
    out = sum(s.rate * (s.end - s.start) for s in plan.through_exits) // UNITS_PER_PERSON
    return (
        [] if out == plan.people_out else [f"the streams carry {out:,} people out, the file says {plan.people_out:,}"]
    )


def _opening(profile: Intervals) -> Callable[[int], int]:
    """Seconds open before a moment, as a function."""
    if len(profile) == 1:
        (first, last) = profile[0]
        return lambda t: min(max(t, first), last) - first
    starts = [a for a, _ in profile]
    before = [0]
    for a, b in profile:
        before.append(before[-1] + b - a)

    def opened(t: int) -> int:
        i = bisect_right(starts, t)
        return before[i - 1] + min(t, profile[i - 1][1]) - starts[i - 1] if i else 0

    return opened


def _beelines_in_order(instance: Instance) -> bool:
    if instance.beelines is None:
        return True
    after, low, high = instance.beelines.after, instance.beelines.low, instance.beelines.high
    return (
        len(after) == len(low) == len(high)
        and not _negative(after)
        and list(after) == sorted(set(after))
        and all(0 <= a <= b for a, b in zip(low, high, strict=True))
        and (sum(low), sum(high)) == (sum(instance.low), sum(instance.high))
    )


def _days_in_order(instance: Instance) -> bool:
    days = instance.days
    inside = not _negative(days) and all(0 < day < instance.horizon for day in days)
    return inside and list(days) == sorted(set(days))


def _joint_in_order(instance: Instance) -> bool:
    """Whether each joint limit is of crossings with gates, which are in no other."""
    known = {gate.crossing for gate in instance.gates} - {SEVERAL_WAYS, None}
    taken = [crossing for joint in instance.joint for crossing in joint.crossings]
    return (
        all(joint.crossings and list(joint.crossings) == sorted(joint.crossings) for joint in instance.joint)
        and len(set(taken)) == len(taken)
        and set(taken) <= known
        and not _negative([joint.rate for joint in instance.joint])
        and _within(([joint.profile for joint in instance.joint],), len(instance.profiles))
    )


def _crossings_told(instance: Instance) -> bool:
    """Whether every gate tells its crossing, or none does; those of one crossing stand at one node."""
    crossings = [gate.crossing for gate in instance.gates]
    if all(crossing is None for crossing in crossings):
        return True
    told = [crossing for crossing in crossings if crossing is not None]
    at = {(gate.crossing, gate.node) for gate in instance.gates if gate.crossing != SEVERAL_WAYS}
    known = [crossing for crossing in told if crossing != SEVERAL_WAYS]
    return len(told) == len(crossings) and not _negative(known) and len(at) == len(set(known))


def _within(columns: Iterable[Sequence[int]], count: int) -> bool:
    """Whether all indices are; the least and the greatest of a column are found far sooner than each is looked at."""
    return all(_whole(column) and min(column) >= 0 and max(column) < count for column in columns if column)


def _negative(*columns: Sequence[int]) -> bool:
    return any(not _whole(column) or min(column) < 0 for column in columns if column)


def _whole(column: Sequence[int]) -> bool:
    """Whether all of it are whole numbers: what is none, such as NaN, compares with nothing."""
    return set(map(type, column)) == {int}


def _ordered(profile: Intervals, horizon: int) -> bool:
    edges = [t for interval in profile for t in interval]
    return all(0 <= t <= horizon for t in edges) and all(a < b for a, b in profile) and edges == sorted(set(edges))
