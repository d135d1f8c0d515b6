"""Tables of incidents that no publisher's form is known of: their user says which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from geleit.errors import InputError
from geleit.io.case.fields import quote
from geleit.io.case.mapping import Target, is_of_filling_in, suggested
from geleit.io.incidents.dates import Steps, Style
from geleit.io.incidents.known_publishers import Format
from geleit.model.figures import TOWN_M

MAPPED = Format("mapped columns", "", frozenset(), {}, "moment")
"""A table of which its user says which column holds what."""

_WHEN = (
    Target("start", ("date", "event date", "incident date", "day of event", "occurred", "when"), for_all=False),
    Target("end", ("end date", "date end", "until"), for_all=False),
)
_PARTS = (
    Target("year", ("iyear",), for_all=True),
    Target("month", ("imonth",), for_all=True),
    Target("day", ("iday",), for_all=False),
)
_REST = (
    Target("clock", ("time", "hour"), for_all=False),
    Target("id", ("event id", "uuid"), for_all=False),
    Target("lat", ("latitude", "y"), for_all=False),
    Target("lon", ("longitude", "long", "lng", "x"), for_all=False),
    Target("position_error", ("gps precision", "gps accuracy", "accuracy m")),
    Target("deaths_low", ("low", "deaths low", "minimum deaths")),
    Target("deaths_high", ("high", "deaths high", "maximum deaths")),
    Target("deaths", ("fatalities", "killed", "best", "dead", "nkill")),
    Target("events", ("number of events", "event count", "incidents")),
    Target("kind", ("event type", "incident type", "type", "category")),
    Target("side_a", ("actor 1", "perpetrator", "attacker", "actor", "gname")),
    Target("side_b", ("actor 2",)),
    Target("claimant", ("monitor", "reported by", "organisation", "organization")),
    Target("source", ("url", "link", "source url")),
    Target("text", ("description", "notes", "summary", "details")),
    Target("area", ("admin 1", "adm 1", "governorate", "province", "district", "location")),
    Target("country", ("country txt", "iso 3", "iso")),
    Target("each", ("period",)),
)
TARGETS = (*_WHEN, *_PARTS, *_REST)
"""What columns of a table of incidents can be named for."""

EACH = ("day", *(step for step in get_args(Steps) if step))
"""What a row with one date can be counted over."""


def suggestion(header: Sequence[str]) -> str:
    """A mapping that a table looks like; empty where nothing in it looks like a time."""
    rest = tuple(target for target in _REST if target.name != "each")
    for when, needed in ((_WHEN, "start="), (_PARTS, "year=")):
        found = suggested(header, (*when, *rest))
        if found.startswith(needed):
            return found
    return ""


def expect_a_time(label: str, at: Iterable[str], for_all: Mapping[str, str]) -> None:
    """Refuse a mapping without a time, or that counts over what nobody knows.

    Raises
    ------
    InputError
        Naming what to add.
    """
    columns = set(at)
    if not {"start", "year"} & (columns | set(for_all)):
        raise InputError(label, "no column is named for the time", "say --map start=COLUMN, or year= and month=")
    if {"start", "year"} <= columns | set(for_all):
        raise InputError(label, "the time is named twice, by start and by year", "name one of them")
    if "month" in columns and "year" not in columns | set(for_all):
        raise InputError(label, "a month without a year", "say --map year=COLUMN too, or year:=2024 for all rows")
    if "each" in columns or for_all.get("each", "day") not in EACH:
        raise InputError(
            label, "what a row is counted over is said for all rows", f"say one of each:={', each:='.join(EACH)}"
        )


def expect_single(label: str, at: Iterable[str], for_all: Mapping[str, str], style: Style) -> None:
    """Refuse counts of a longer time that would be taken for incidents of one day.

    Raises
    ------
    InputError
        If the table has counts or steps, and nothing says over what time they are; with the question.
    """
    columns = set(at)
    if "start" not in columns or "end" in columns or "each" in for_all:
        return
    remedy = "say --map each:=month, each:=week or each:=day; or name the column of the last day: end=COLUMN"
    if style.steps:
        found = "the first of a month" if style.steps == "month" else "the same day of the week"
        raise InputError(label, f"every date is {found}: are its rows counts of a whole {style.steps}?", remedy)
    if "events" in columns:
        raise InputError(label, "a row stands for several incidents: of a day, a week or a month?", remedy)


def expect_metres(label: str, column: str, cells: Iterable[str]) -> None:
    """Refuse codes of precision that would be taken for metres.

    Raises
    ------
    InputError
        If all that stands in the column is a whole number up to 9.
    """
    found = {cell.strip() for cell in cells} - {""}
    if found and all(len(cell) == 1 and cell.isdecimal() for cell in found):
        problem = f"the column {quote(column)} holds codes of precision, and position_error is in metres"
        raise InputError(label, problem, "leave it out, or say position_error:=METRES for all rows")


def doubts(header: Sequence[str], at: Mapping[str, int], for_all: Mapping[str, str], *, known: bool) -> Iterator[str]:
    """What a mapping leaves open, or should be looked at again.

    Parameters
    ----------
    known
        Whether the table is a publisher's whose form says the rest.
    """
    if "start" in at and is_of_filling_in(header, header[at["start"]]):
        yield f"the column {quote(header[at['start']])} of a form is when it was filled in: is that when it happened?"
    if known:
        return
    if "claimant" not in at and "claimant" not in for_all:
        yield "no column says who reports: the file stands for it; --map claimant:=NAME says it"
    if "lon" in at and not {"position_error", "precision"} & {*at, *for_all}:
        assumed = f"{TOWN_M / 1000:g} km are an assumption"
        yield f"how far positions may be off is not said: {assumed}; --map position_error:=METRES says it"
    if for_all.get("each", "day") != "day":
        yield f"each row counts over a {for_all['each']}"


def with_mapped(known: Format | None, names: Mapping[str, str]) -> Format:
    """The format of a table, with the columns that its user named for what they hold."""
    base = known or MAPPED
    return replace(base, columns={**base.columns, **names})
