"""What must hold between the rows of a case, once each of them has been read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from geleit.errors import CaseError
from geleit.io.case.fields import quote
from geleit.io.case.record import Record
from geleit.io.case.specs.exits import ExitRate
from geleit.model.aid import Delivery, Stage
from geleit.model.corridor import Exit, JointLimit, RateChange
from geleit.model.population import Place
from geleit.model.statement import OWN_WORD, Statement
from geleit.model.travel import BusLine, TravelGroup, Vehicles
from geleit.model.window import common

ORDER: tuple[Stage, ...] = ("dispatched", "arrived", "unloaded")
"""Stages in which less can come than went before, not more."""


def with_rates(exits: tuple[Exit, ...], rows: Sequence[Record], rates: tuple[ExitRate, ...]) -> tuple[Exit, ...]:
    """The exits with the rows of ``rates``, and what these were read as.

    Raises
    ------
    CaseError
        If two rows give an exit different rates at the same time.
    """
    of_exit: dict[str, list[RateChange]] = {exit_.id: [] for exit_ in exits}
    for row, rate in zip(rows, rates, strict=True):
        known = of_exit[rate.exit]
        for earlier in known:
            if twice := common(earlier.windows, rate.change.windows):
                span = f"{twice[0].start.isoformat()}/{twice[0].end.isoformat()}"
                raise row.fault("windows", f"{quote(rate.exit)} has another rate already at {span}")
        known.append(rate.change)
    return tuple(replace(exit_, changes=tuple(of_exit[exit_.id])) for exit_ in exits)


def check_shares(rows: Sequence[Record], groups: tuple[TravelGroup, ...]) -> None:
    """Refuse groups that can be more than everybody.

    Raises
    ------
    CaseError
        At the last row.
    """
    if (total := sum(group.share.high for group in groups)) > 1:
        column = rows[-1].end_of("share", "high")
        raise rows[-1].fault(column, f"the shares of all groups add up to {total:g}", "expected no more than 1")


def check_buses(rows: Sequence[Record], buses: tuple[BusLine, ...], exits: tuple[Exit, ...]) -> None:
    """Refuse buses to an exit that has no place, or that lets nobody pass but on foot.

    Raises
    ------
    CaseError
        At the first such row.
    """
    by_id = {exit_.id: exit_ for exit_ in exits}
    for row, line in zip(rows, buses, strict=True):
        exit_ = by_id[line.exit]
        if exit_.mode == "foot":
            problem = f"{quote(exit_.id)} lets nobody pass but on foot"
            raise row.fault("exit", problem, "set its mode to any or vehicle in the table exits")
        if not exit_.placed:
            raise row.fault("exit", f"{quote(exit_.id)} was announced without a place")


def check_joint_limits(rows: Sequence[Record], limits: tuple[JointLimit, ...], exits: tuple[Exit, ...]) -> None:
    """Refuse a joint limit of fewer than two exits, of one that is in another, or of other ways than can be listed.

    Raises
    ------
    CaseError
        At the first such row.
    """
    by_id = {exit_.id: exit_ for exit_ in exits}
    taken: dict[str, str] = {}
    for row, limit in zip(rows, limits, strict=True):
        if len(set(limit.exits)) < 2 or len(set(limit.exits)) < len(limit.exits):
            raise row.fault("exits", "expected two exits or more, each once", "the rate of one exit stands in exits")
        for exit_ in (by_id[name] for name in limit.exits):
            if exit_.several_ways:
                problem = f"{quote(exit_.id)} has neither a place nor a corridor: it stands for ways that nobody checks"
                raise row.fault("exits", problem, "give it a place or a corridor, or leave it out here")
            if exit_.id in taken:
                problem = f"{quote(exit_.id)} is in the joint limit {quote(taken[exit_.id])} too"
                raise row.fault("exits", problem, "let each exit be in one")
            taken[exit_.id] = limit.id


def check_vehicles(
    file: str,
    told: Vehicles | None,
    places: Sequence[Place],
    groups: Sequence[TravelGroup],
    buses: Sequence[BusLine],
) -> None:
    """Refuse buses and cars of groups that cannot be among the vehicles that are told to be there.

    A plan has each bus on its line, and everybody of a group that goes by car in one at once.

    Parameters
    ----------
    file
        Where the vehicles are told.

    Raises
    ------
    CaseError
        If there are fewer vehicles, or one has fewer seats than a bus.
    """
    if told is None:
        return
    fleet, seats = told.fleet.high, told.seats.high
    on_lines = sum(line.buses.high for line in buses)
    if on_lines > fleet:
        problem = f"{fleet:g} vehicles, and {on_lines:g} buses in the table buses, which count among them"
        raise CaseError(f"{file}: vehicles.fleet", problem, "raise fleet, or correct the buses")
    if wide := next((line for line in buses if line.seats > seats), None):
        problem = f"{seats:g} people at most in a vehicle, and {wide.seats:,} in a bus of {quote(wide.id)}"
        raise CaseError(f"{file}: vehicles.seats", problem, "raise its high end to the most that any vehicle carries")
    cars = [group.share for group in groups if group.mode == "car"]
    most, likely = sum(place.people.high for place in places), sum(place.people.likely for place in places)
    by_car = max(sum(x.low for x in cars) * most, sum(x.likely for x in cars) * likely)
    room = (fleet - on_lines) * seats
    if by_car > room:
        problem = f"room for {room:,.0f} people besides the buses, and {by_car:,.0f} in the cars of the table groups"
        raise CaseError(f"{file}: vehicles.fleet", problem, "raise fleet or seats, or lower the shares that go by car")


def check_stages(rows: Sequence[Record], deliveries: tuple[Delivery, ...]) -> None:
    """Refuse a shipment of which, by one claimant, more came than went.

    Raises
    ------
    CaseError
        At the last row of the first such shipment.
    """
    named = {row.name("id"): row for row in rows}
    told: dict[tuple[object, ...], dict[Stage, list[Delivery]]] = {}
    for row in deliveries:
        if row.amount is not None and row.stage in ORDER:
            same = (row.shipment, row.item, row.goods, row.to, row.claimant, row.amount.unit)
            told.setdefault(same, {}).setdefault(row.stage, []).append(row)
    for stages in told.values():
        known = [stages[stage] for stage in ORDER if stage in stages]
        for early, late in pairwise(known):
            most = sum(row.amount.high for row in early if row.amount)
            least = sum(row.amount.low for row in late if row.amount)
            if least > most:
                at, before, unit = late[-1], early[0], late[-1].amount.unit if late[-1].amount else ""
                raise named[at.id].fault(
                    "amount_likely",
                    f"{least:g} {unit} {at.stage}, more than the {most:g} that {quote(at.claimant)} says were "
                    f"{before.stage} ({named[before.id].place})",
                    "correct one of them, or name the claimant of each",
                )


def check_ledger(rows: Sequence[Record], statements: tuple[Statement, ...]) -> None:
    """Refuse statements that correct, repeat or are part of themselves, in a circle, and parts in another unit.

    Raises
    ------
    CaseError
        At the first such row.
    """
    named = {row.name("id"): row for row in rows}
    known = {statement.id: statement for statement in statements}
    for field in ("corrects", "part_of", "repeats"):
        for statement in statements:
            _expect_no_circle(named[statement.id], statement, field, known)
    for statement in statements:
        if statement.own_word and OWN_WORD in known:
            told = f"{OWN_WORD!r} is the id of a statement, and means that this one passes on nobody"
            raise named[statement.id].fault("repeats", told, "give that statement another id")
        total = known.get(statement.part_of)
        if total is not None:
            _expect_same_unit(named[statement.id], statement, total)


def _expect_no_circle(row: Record, statement: Statement, field: str, known: Mapping[str, Statement]) -> None:
    seen, here = {statement.id}, statement
    while (further := known.get(getattr(here, field))) is not None:
        if further.id == statement.id:
            raise row.fault(
                field, f"it leads back to {quote(statement.id)} itself", "let it point to another statement"
            )
        if further.id in seen:
            return  # a circle that others are in; it is named at one of them
        seen.add(further.id)
        here = further


def _expect_same_unit(row: Record, statement: Statement, total: Statement) -> None:
    for one, field in ((statement, "quantity_likely"), (total, "part_of")):
        if one.quantity is None:
            raise row.fault(field, f"{quote(one.id)} has no quantity", "a part and its total need one each")
    if statement.quantity and total.quantity and statement.quantity.unit.casefold() != total.quantity.unit.casefold():
        problem = (
            f"its unit is {quote(statement.quantity.unit)}, that of {quote(total.id)} is {quote(total.quantity.unit)}"
        )
        raise row.fault("part_of", problem, "parts add up in one unit only")
