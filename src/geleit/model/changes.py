"""Changes of a case: its exits faster, open longer, for vehicles too, or one more; more buses; a day more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.window import DAY, HOUR, SECOND, Window, common, merged


def each_exit(case: Case, alter: Callable[[Exit], Exit]) -> Case:
    """The case with each of its exits changed."""
    return replace(case, exits=tuple(map(alter, case.exits)))


def faster(case: Case, factor: float) -> Case:
    """The case with all rates of its exits, and what some pass together, times a factor."""
    limits = tuple(limit.faster(factor) for limit in case.joint_limits)
    return replace(each_exit(case, lambda exit_: exit_.faster(factor)), joint_limits=limits)


def with_exit(case: Case, exit_: Exit) -> Case:
    """The case with one exit more."""
    return replace(case, exits=(*case.exits, exit_))


def always_open(case: Case, exit_id: str, name: str, lon: float, lat: float, rate: float) -> Exit:
    """A new exit that is open throughout the period of a case."""
    return Exit(
        id=exit_id, name=name, lon=lon, lat=lat, position_error=0.0, rate=Range(rate, rate, rate, "persons/h"),
        windows=(case.period,), windows_cautious=(case.period,),
    )  # fmt: skip


def an_hour_more(case: Case) -> Case:
    """Every exit open an hour longer on each calendar day on which it closes: its last hours of the day end later."""

    def longer(exit_: Exit) -> Exit:
        surely = _longer(exit_.windows_cautious, case.zone)
        return replace(exit_, windows=merged((*_longer(exit_.windows, case.zone), *surely)), windows_cautious=surely)

    return each_exit(case, longer)


def _longer(windows: Iterable[Window], zone: ZoneInfo) -> tuple[Window, ...]:
    last: dict[date, Window] = {}
    found = merged(windows)
    for window in found:
        last[(window.end - SECOND).astimezone(zone).date()] = window
    return merged((*found, *(Window(window.end, window.end + HOUR) for window in last.values())))


def for_vehicles(case: Case) -> Case:
    """Every exit that was for people on foot alone open to vehicles too."""
    return each_exit(case, lambda exit_: replace(exit_, mode="any") if exit_.mode == "foot" else exit_)


def more_buses(case: Case, factor: float) -> Case:
    """Every bus line with so many times its buses; of the vehicles that are told of, so many more are there."""
    buses = tuple(replace(line, buses=line.buses.times(factor)) for line in case.buses)
    if (told := case.told_vehicles) is None:
        return replace(case, buses=buses)
    more = (factor - 1) * sum(line.buses.high for line in case.buses)
    fleet = replace(told.fleet, **{end: getattr(told.fleet, end) + more for end in ("low", "likely", "high")})
    return replace(case, buses=buses, told_vehicles=replace(told, fleet=fleet))


def a_day_more(case: Case, deadline: datetime) -> tuple[Case, datetime]:
    """The case until a day after a deadline; beyond its period all is as a day before.

    Returns
    -------
    case, deadline
        The same case where its period is long enough.
    """
    later = deadline.astimezone(case.zone) + DAY
    if later <= case.period.end:
        return case, later
    end = case.period.end

    def again(windows: Iterable[Window]) -> tuple[Window, ...]:
        last = common(windows, [Window(end - DAY, end)])
        return merged((*windows, *(Window(_next_day(w.start), _next_day(w.end)) for w in last)))

    longer = each_exit(
        case, lambda x: replace(
            x, windows=again(x.windows), windows_cautious=again(x.windows_cautious),
            changes=tuple(replace(change, windows=again(change.windows)) for change in x.changes),
        )
    )  # fmt: skip
    return replace(
        longer,
        period=Window(case.period.start, later),
        closures=tuple(replace(x, windows=again(x.windows)) for x in case.closures),
        buses=tuple(replace(x, windows=again(x.windows)) for x in case.buses),
    ), later


def _next_day(moment: datetime) -> datetime:
    return moment + timedelta(days=1)
