"""Where on record something was conceded that a party could be asked for: rows that say so in words of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geleit.model.announcement import Announcement
from geleit.model.case import Case
from geleit.model.concession import Conceded, What
from geleit.model.precedent import Precedent

CONCEDED: Mapping[What, tuple[tuple[str, str], ...]] = {
    "hour": (("swat-2009-05-10", "extended_or_withdrawn"), ("gaza-2023-11-05", "extended_or_withdrawn")),
    "exit": (
        ("grozny-1999-12-06", "extended_or_withdrawn"),
        ("aleppo-2016-07-28", "extended_or_withdrawn"),
        ("ghouta-2018-02-26", "extended_or_withdrawn"),
        ("gazacity-2025-09-09", "extended_or_withdrawn"),
    ),
    "screening": (("mosul-2017-03-17-15k", "screening_kind"),),
    "buses": (),
    "day": (
        ("homs-2014-02-06", "extended_or_withdrawn"),
        ("aleppo-2016-10-17", "extended_or_withdrawn"),
        ("kalbajar-2020", "extended_or_withdrawn"),
        ("deirhafer-2026", "extended_or_withdrawn"),
    ),
    "vehicles": (("mariupol-2022-03-05", "mode"), ("sumy-2022-03-08", "mode")),
}
"""By what was conceded: ids of rows of announcements or precedents, each with the column that says so.

A row is listed only where its own words say that hours were lengthened, ways added, checks made faster, days added, or
cars let pass. Nothing is inferred: what no row says has no precedent on record.
"""


def conceded(
    case: Case, what: What, precedents: Iterable[Precedent], announcements: Iterable[Announcement]
) -> tuple[Conceded, ...]:
    """Where something was conceded, what came before the case first; never in its own events or in one it strikes out.

    Parameters
    ----------
    precedents, announcements
        The bundled rows.
    """
    begins = case.period.start.astimezone(case.zone).date().isoformat()
    aside = {*case.record.events, *case.record.strike}
    known: dict[str, Precedent | Announcement] = {row.id: row for row in precedents}
    known |= {row.id: row for row in announcements}
    found = []
    for id_, column in CONCEDED[what]:
        row = known[id_]
        day = row.day if isinstance(row, Announcement) else row.date_from
        of = {row.event, *(row.own_precedents if isinstance(row, Announcement) else ())}
        if not of & aside:
            found.append(Conceded(row.id, row.place, day, getattr(row, column), row.agreed, day >= begins))
    return tuple(sorted(found, key=lambda one: (one.later, one.day)))
