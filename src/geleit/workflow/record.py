"""What the record says, to a question or about a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import ArgumentError, InputError, together

if TYPE_CHECKING:
    from datetime import datetime

    from geleit.model.announcement import Announcement
    from geleit.model.case import Case
    from geleit.model.corridor_event import Outcome
    from geleit.model.own_record import AskedAbout
    from geleit.record.about_case import CaseInRecord
    from geleit.record.announced import Held
    from geleit.record.found import AnnouncementsFound, BaseRatesFound, PrecedentsFound
    from geleit.record.selection import Selection


def precedents(selection: Selection, reaches: float | None = None, case: str | Path | None = None) -> PrecedentsFound:
    """What crossings of a class have passed.

    A case sees what was on record when it began, unless the selection names another day, with its own rows and without
    its own events.

    Raises
    ------
    InputError
        If an event to leave out is not in the record, or the case cannot be read.
    """
    from geleit.io.case.fields import did_you_mean
    from geleit.io.record.tables import bundled_announcements, bundled_precedents
    from geleit.record.doubts import doubts_about
    from geleit.record.found import PrecedentsFound
    from geleit.record.selection import choose
    from geleit.record.summary import summarise

    about = _asked_about(case)
    known = bundled_precedents()
    rows = (*known, *about.record.precedents)
    events = {row.event for row in rows}
    for event in selection.without:
        if event not in events:
            raise ArgumentError("without", f"no event is called {event!r:.80}", did_you_mean(event, events))
    announced = (row.event for row in (*bundled_announcements(), *about.record.announcements))
    _expect_known(about, (*events, *announced))
    asked = replace(
        selection,
        before=selection.before or about.begins,
        without=tuple(dict.fromkeys((*selection.without, *about.record.strike))),
    )
    chosen = choose(rows, asked, about.record.events)
    later = replace(chosen, rows=chosen.later, later=(), struck=(), own=(), apart=()) if chosen.later else None
    return PrecedentsFound(
        summarise(chosen, reaches),
        None if later is None else summarise(later, reaches),
        about,
        doubts_about(about.record.precedents, known, about.record.events, asked.before),
    )


def _asked_about(case: str | Path | None) -> AskedAbout:
    from geleit.model.own_record import NOBODY

    if case is None:
        return NOBODY
    from geleit.io.record.of_case import record_of  # with the settings of cases, which take a while to load

    return record_of(case)


def _expect_known(about: AskedAbout, events: Iterable[str]) -> None:
    """Refuse a case that names an event that nobody tells of: it would be its own precedent.

    Raises
    ------
    InputError
        Of every such event.
    """
    from geleit.io.case.fields import did_you_mean

    known = set(events)
    unknown = [
        InputError(
            f"{about.name}/case.toml: record.{field}",
            f"no event of the record is called {event!r:.80}",
            did_you_mean(event, known),
        )
        for field, named in (("events", about.record.events), ("strike", about.record.strike))
        for event in named
        if event not in known
    ]
    if unknown:
        raise together(unknown)


def place_in_record(case: Case, deadline: datetime | None = None) -> CaseInRecord:
    """Place a case among the record, by its own deadline or another one."""
    from geleit.io.record.tables import bundled_announcements, bundled_precedents
    from geleit.record.about_case import in_record

    case = case if deadline is None else replace(case, deadline=deadline)
    return in_record(case, bundled_precedents(), bundled_announcements())


def base_rates(
    table: Path, mapped: Mapping[str, str], words: Mapping[str, Outcome], where: Mapping[str, str]
) -> BaseRatesFound:
    """How often the corridors of a table were kept, and by whom they were announced.

    Parameters
    ----------
    mapped
        The column of the table by what it holds.
    words
        What further words for an outcome mean.
    where
        Only rows with these words in these columns.

    Raises
    ------
    InputError
        If the table cannot be read, or has no such column or no such word in it.
    """
    from geleit.io.case.fields import did_you_mean
    from geleit.io.record.corridor_events import read_events
    from geleit.record.base_rates import base_rate, by_announcer
    from geleit.record.found import BaseRatesFound

    read = read_events(table, mapped, {word.casefold(): outcome for word, outcome in words.items()})
    events = list(read.events)
    for name, wanted in where.items():
        column = read.columns.get(name, name)
        found = {event.cells.get(column) for event in events}
        if found == {None}:
            known = sorted({*read.columns, *(read.events[0].cells if read.events else ())})
            raise ArgumentError("where", f"the table has no column {name!r:.80}", did_you_mean(name, known))
        events = [event for event in events if (event.cells.get(column) or "").casefold() == wanted.casefold()]
        if not events:
            values = sorted(filter(None, found))
            remedy = did_you_mean(wanted, values) or f"found: {', '.join(values[:8])}"
            raise ArgumentError("where", f"no row has {wanted!r:.80} as its {name}", remedy)
    rate = base_rate(events)
    if rate is None:
        raise InputError(read.label, "it has no row")
    return BaseRatesFound(
        table=read.label,
        read=len(read.events),
        where=dict(where),
        rate=rate,
        announcers=by_announcer(events),
        columns=dict(read.columns),
        without=dict(read.without),
        until=max(event.day for event in events),
    )


def announcements(
    kind: str | None = None, agreed: str | None = None, over: str | None = None, case: str | Path | None = None
) -> AnnouncementsFound:
    """Announcements held against what crossings have passed.

    A case sees what was announced before it began, with its own rows; what came later stands apart.

    Parameters
    ----------
    kind, agreed
        Only those of this kind, agreed by these.
    over
        Only those that asked for more than the best, or the 90th percentile, of the conflict exits on record.
    """
    from geleit.io.record.tables import bundled_announcements, bundled_precedents
    from geleit.record.announced import hold, overview
    from geleit.record.doubts import doubts_about_announcements
    from geleit.record.found import AnnouncementsFound
    from geleit.record.pool import Crossings

    about = _asked_about(case)
    left_out = {*about.record.strike, *about.record.events}
    every = (*bundled_precedents(), *about.record.precedents)
    crossings = Crossings([row for row in every if row.event not in left_out])
    known, added = bundled_announcements(), about.record.announcements
    rows, events = (*known, *added), {*about.record.events}
    crossed = {row.event for row in every}
    _expect_known(about, (*crossed, *(row.event for row in rows)))
    counted = [row for row in rows if not _is_of(row, events)]
    asked = [row for row in counted if (kind is None or row.kind == kind) and (agreed is None or row.agreed == agreed)]
    held = [hold(row, crossings) for row in asked if not about.begins or row.day < about.begins]
    later = [hold(row, crossings) for row in asked if about.begins and row.day >= about.begins]
    doubts = doubts_about_announcements(added, known, crossed, events, about.begins)
    own = tuple(hold(row, crossings) for row in rows if _is_of(row, events))
    return AnnouncementsFound(
        tuple(one for one in held if _is_over(one, over)),
        tuple(one for one in later if _is_over(one, over)),
        overview(held),
        own,
        about,
        doubts,
        crossings.until,
        kind or "",
        agreed or "",
        _OVER[over] if over else "",
    )


_OVER = {
    "best": "over the best of conflict exits to this day",
    "q90": "over nine tenths of conflict exits to this day, by the middles of their rows",
}


def _is_of(row: Announcement, events: set[str]) -> bool:
    return bool(events & {row.event, *row.own_precedents})


def _is_over(held: Held, over: str | None) -> bool:
    if over is None:
        return True
    if held.reached is None:
        return False
    return held.reached.conflict_overall.high == 0 if over == "best" else bool(held.over_q90_conflict)
