"""What other crossings passed: rows of the record, as bundled and as a user adds them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

from geleit.io.case.columns import Choice, Id, Line, Number, Text, Words, Yes
from geleit.io.case.context import Context
from geleit.io.case.fields import quote
from geleit.io.case.record import Record
from geleit.io.case.specs.usual import ID, NOTE
from geleit.io.case.table_spec import Column, Table, Values
from geleit.model.announcement import (
    Announcement,
    AnnouncementKind,
    AnnouncementUse,
    InTime,
    NoticeBasis,
    Precision,
    YesNo,
)
from geleit.model.precedent import (
    Agreed,
    Confidence,
    LimitedBy,
    ModeClass,
    PartyCount,
    Precedent,
    Screening,
    Seen,
    Setting,
    Span,
    Use,
    WhoseCrossing,
    is_day,
    rate_of,
)

AGREES = 0.01
"""By how much, as a share, a rate that is written down may differ from the one that its counts give: by rounding."""
ROUNDED = 0.051
"""Or by so much: small rates are written with one digit behind the point."""
LEAST = {"days": 1.0, "crossings": 1.0, "ways": 1.0}
"""The fewest days, crossings and ways that something can be spread over."""
LEAST_HOURS = 1 / 60
"""Likewise of hours: a minute."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def _ends(stem: str, about: str, unit: str, *, shown: bool = True) -> tuple[Column, Column]:
    return (
        Number(f"{stem}_low", f"fewest {about}", unit=unit, shown=shown),
        Number(f"{stem}_high", f"most {about}", unit=unit, shown=shown),
    )


def _derived(name: str, about: str) -> Column:
    return Number(name, about, unit="persons", shown=False, into=None)


def _settle_precedent(record: Record, values: Values, context: Context) -> None:
    _settle_dates(record, values)
    likely = values["people_likely"]
    for end in ("people_low", "people_high"):
        values[end] = likely if values[end] is None else values[end]
    _expect_order(record, values, "people")
    for stem in ("hours", "days", "crossings"):
        low, high = values[f"{stem}_low"], values[f"{stem}_high"]
        values[f"{stem}_low"], values[f"{stem}_high"] = high if low is None else low, low if high is None else high
        _expect_order(record, values, stem)
        _expect_counted(record, values, stem)
    for stem, time in (("rate", "hours"), ("per_day", "days")):
        if not record.has(f"{stem}_low", f"{stem}_high"):
            continue
        ends = [(values[f"{name}_low"], values[f"{name}_high"]) for name in ("people", time, "crossings")]
        rate = rate_of(*ends)
        for end in ("low", "high"):
            field = f"{stem}_{end}"
            stated = record.number(field, 0.0) if record.has(field) else None
            if stated is not None and rate is None:
                problem = f"{stated:g} is stated, and the row has no count of hours, days or crossings that gives it"
                raise record.fault(field, problem, "give these, or leave the rate empty")
            if stated is not None and rate is not None and not _agree(stated, getattr(rate, end)):
                problem = f"{stated:g} is stated, and people, time and crossings give {getattr(rate, end):.3g}"
                raise record.fault(field, problem, "mend one of them, or leave the rate empty")


def _agree(stated: float, given: float) -> bool:
    return abs(stated - given) <= max(AGREES * given, ROUNDED)


def _settle_dates(record: Record, values: Values) -> None:
    for field in ("date_from", "date_to"):
        if values[field] and not is_day(values[field]):
            problem = f"expected a day such as 2016-07-28, a month or a year, found {quote(values[field])}"
            raise record.fault(field, problem)
    values["date_to"] = values["date_to"] or values["date_from"]
    least = min(len(values["date_from"]), len(values["date_to"]))
    if values["date_to"][:least] < values["date_from"][:least]:
        raise record.fault("date_to", f"it ends ({values['date_to']}) before it starts ({values['date_from']})")


def _expect_order(record: Record, values: Values, stem: str) -> None:
    low, high, likely = (values.get(f"{stem}_{end}") for end in ("low", "high", "likely"))
    if low is not None and high is not None and low > high:
        raise record.fault(f"{stem}_low", f"{low:,g} is more than {stem}_high, {high:,g}", "exchange them")
    if likely is not None and low is not None and high is not None and not low <= likely <= high:
        raise record.fault(f"{stem}_likely", f"{likely:,g} does not lie between {low:,g} and {high:,g}")


def _expect_counted(record: Record, values: Values, stem: str) -> None:
    """Refuse parts of a day or a way, which would multiply what passed, and no time at all."""
    least, found = LEAST.get(stem, LEAST_HOURS), values[f"{stem}_low"]
    if found is not None and found < least:
        part = "less than a day counts as one day" if stem == "days" else "leave it empty where it is not known"
        raise record.fault(f"{stem}_low", f"expected {least:g} or more, found {found:g}", part)


def _settle_announcement(record: Record, values: Values, context: Context) -> None:
    if not (_MOMENT.fullmatch(values["announced_at"]) and is_day(values["announced_at"][:10])):
        problem = f"expected a time such as 2016-07-28T10:00+03:00, or a day, found {quote(values['announced_at'])}"
        raise record.fault("announced_at", problem)
    for stem in ("notice_hours", "people", "ways", "open_hours", "days", "left"):
        _expect_order(record, values, stem)
    for stem in ("ways", "open_hours", "days"):
        _expect_counted(record, values, stem)


PRECEDENTS = Table(
    "precedents",
    about="What other crossings passed, besides the record that comes with Geleit. An *event* is one outflow of one "
    "place and time. Columns are explained in [the record](../record/precedents.md).",
    columns=(
        ID,
        Id("event", "one outflow of one place and time: rows of it are not independent", required=True),
        Choice("setting", "what the crossing led out of", among=get_args(Setting), required=True),
        Line("place", "where", required=True),
        Line("crossing", "which one"),
        Line("country"),
        Line("date_from", "first day that the count covers", required=True),
        Line("date_to", "last day"),
        Number("people_low", "at least so many passed", unit="people", shown=False),
        Number("people_likely", "so many passed, as published", unit="people", required=True),
        Number("people_high", "at most so many", unit="people", shown=False),
        Text("kind", "who they were", shown=False),
        Line("mode", "how they passed, such as `foot` or `bus+car`", shown=False),
        Choice("mode_class", "how they passed", among=get_args(ModeClass), required=True),
        *_ends("hours", "hours that the count covers", "hours"),
        Text("hours_basis", "`stated`, `announced`, `assumed` or `unknown`", shown=False),
        *_ends("days", "calendar days that the count is spread over", "days"),
        *_ends("crossings", "crossings that the count covers; empty where unknown: then there is no rate", "crossings"),
        Choice("screening", "whether each person was checked", among=get_args(Screening), default="unknown"),
        Text("screening_kind", "how", shown=False),
        Choice("agreed", "by whom it was agreed", among=get_args(Agreed), default="unknown", option="-"),
        Text("counted_by", "who counted", required=True),
        Choice("claimant_is_party", "whether who counted fights there", among=get_args(PartyCount), default="unknown"),
        Choice(
            "whose_crossing",
            "of a party: whether it tells of its own crossing, or of its enemy's, which is not counted",
            among=get_args(WhoseCrossing),
            default="",
        ),
        Choice("limited_by", "what held the flow, by the source", among=get_args(LimitedBy), default="unknown"),
        Choice("span", "what the figure is of", among=get_args(Span), default="day"),
        Yes("sustained", "three dates or more, or a mean over weeks"),
        Choice("use", "`ref` is compared with", among=get_args(Use), default="ref", shown=False),
        _derived("rate_low", "computed: persons an hour and crossing"),
        _derived("rate_mid", "computed: the square root of low x high"),
        _derived("rate_high", "computed"),
        _derived("per_day_low", "computed: persons a calendar day and crossing"),
        _derived("per_day_high", "computed"),
        Text("publisher", "who published it"),
        Text("title", "of the page", shown=False),
        Text("published", "when, ISO 8601 where known", shown=False),
        Text("url", "its address", required=True),
        Text("locator", "what stands there, in words of your own", shown=False),
        Choice("confidence", "how well it is known", among=get_args(Confidence), default="direct"),
        Line("looked_at", "the day on which the row was last held against its source", shown=False),
        Choice("seen", "what was seen then", among=get_args(Seen), default="", shown=False),
        replace(NOTE, option="-"),
    ),
    makes=Precedent,
    settle=_settle_precedent,
)

ANNOUNCEMENTS = Table(
    "announcements",
    about="Announcements that told people to leave, or offered them a way out, besides the record that comes with "
    "Geleit. Columns are explained in [the record](../record/announcements.md).",
    columns=(
        ID,
        Id("announcement", "rows of one announcement share it", otherwise="id"),
        Id("event", "one place and time", required=True),
        Line("place", "where", required=True),
        Line("country", shown=False),
        Line("announced_at", "day or time, ISO 8601", required=True),
        Choice("announced_precision", "how well that is known", among=get_args(Precision), default="day", shown=False),
        Text("announced_by", "the office", required=True),
        Choice("announcer_is_party", "whether it fights there", among=get_args(YesNo), default="yes"),
        Choice("kind", "what it is", among=get_args(AnnouncementKind), required=True),
        Line("in_force_from", "as said", shown=False),
        Line("in_force_until", "as said", shown=False),
        Text("time_given", "in words", shown=False),
        *_ends("notice_hours", "hours from the announcement to the end of the time given", "hours"),
        Choice("notice_basis", "how they are known", among=get_args(NoticeBasis), default="none", shown=False),
        Number("people_low", "at least so many were told to leave", unit="people"),
        Number("people_likely", "so many", unit="people", shown=False),
        Number("people_high", "at most so many", unit="people"),
        Text("people_claimant", "who says so"),
        *_ends("ways", "ways that were numbered; empty where none was", "ways"),
        Text("ways_named", "which", shown=False),
        Line("mode", "how people were to go", shown=False),
        Choice("mode_class", "how", among=get_args(ModeClass), default="mixed", shown=False),
        *_ends("open_hours", "hours in all that the ways were to be open", "hours"),
        Text("open_hours_basis", "how they are known", shown=False),
        *_ends("days", "days in all that the ways were to be open", "days"),
        Text("days_basis", "`announced`, or `reading` where it is yours: only announced days are counted"),
        Choice("agreed", "by whom it was agreed", among=get_args(Agreed), default="unknown", option="-"),
        Text("agreed_by", "who agreed", shown=False),
        Text("destination", "where people were to go", shown=False),
        Text("destination_places", "places there", shown=False),
        Text("threatened", "what whoever stays was threatened with", shown=False),
        Text("extended_or_withdrawn", "whether it was", shown=False),
        *_ends("left", "people who were counted as gone", "people"),
        Text("left_when", "when that was", shown=False),
        Choice("left_in_time", "whether within the time given", among=get_args(InTime), default=""),
        Text("left_claimant", "who counted"),
        Choice(
            "left_claimant_is_party",
            "whether who counted is a party to the conflict",
            among=get_args(PartyCount),
            default="unknown",
        ),
        Text("screening", "what was checked on the way", shown=False),
        Text("attacks_on_the_way", "`yes` (several sources or a neutral one), `claimed`, `no`", shown=False),
        Text("attacks_claimant", "who says so", shown=False),
        Choice("use", "`main` and `context` are counted", among=get_args(AnnouncementUse), default="main", shown=False),
        Text("publisher", "who published it"),
        Text("title", "of the page", shown=False),
        Text("published", "when, ISO 8601 where known", shown=False),
        Text("url", "its address", required=True),
        Text("locator", "what stands there, in words of your own", shown=False),
        Choice("confidence", "how well it is known", among=get_args(Confidence), default="direct", shown=False),
        Line("looked_at", "the day on which the row was last held against its source", shown=False),
        Choice("seen", "what was seen then", among=get_args(Seen), default="", shown=False),
        replace(NOTE, option="-"),
        Words("own_precedents", "events of precedents that are its own flow, never counted for it", shown=False),
    ),
    makes=Announcement,
    settle=_settle_announcement,
)
