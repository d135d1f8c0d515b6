"""Records of a case's tables turned into the model's values."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from shapely.geometry.base import BaseGeometry

from geleit.io.case.fields import Calendar, is_plain_date, not_within, quote, split_list
from geleit.io.case.record import Record
from geleit.messages.message import words
from geleit.model.amount import Basis, Range
from geleit.model.corridor import MOST_AN_HOUR, Closure, Corridor, Exit, Mode, Party, Pause, Users
from geleit.model.finding import Evidence, Observation, Says
from geleit.model.incident import Facility, Incident, Monitoring
from geleit.model.network import Network
from geleit.model.population import Place
from geleit.model.statement import Source

OPERATION = "operation"
"""Subject of evidence about the operation as a whole."""

NEAR = 0.1
"""Degrees around the streets within which a position is taken to be meant as written."""

_LONGEST_ERROR = 1e6  # metres


@dataclass(frozen=True)
class Context:
    """What a record is read against.

    Parameters
    ----------
    calendar
        Zone and period.
    ids
        Known ids by table.
    network
        The streets, or ``None`` where they could not be read.
    """

    calendar: Calendar
    ids: Mapping[str, Set[str]]
    network: Network | None

    def source(self, record: Record, field: str = "source") -> str:
        """The id of a source."""
        return record.known(field, self.ids["sources"], "source")

    def parties(self, record: Record, field: str) -> tuple[str, ...]:
        """Ids of parties."""
        return record.names(field, self.ids["parties"], "party")

    def where(self, record: Record) -> BaseGeometry | None:
        """The position of a record.

        Raises
        ------
        CaseError
            If it is far from the streets, and near them with longitude and latitude swapped.
        """
        found = record.where()
        if found is None or self.network is None or not self.network.nodes:
            return found
        lon, lat = self.network.lon, self.network.lat
        box = lon.min() - NEAR, lat.min() - NEAR, lon.max() + NEAR, lat.max() + NEAR
        west, south, east, north = found.bounds
        x, y = (west + east) / 2, (south + north) / 2
        if _inside(y, x, box) and not _inside(x, y, box):
            field = "lon" if record.has("lon") else "geometry"
            raise record.fault(
                field,
                f"longitude and latitude look swapped: {x:g}, {y:g} is far from the streets",
                "write longitude first",
            )
        return found


def _inside(x: float, y: float, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def source(record: Record, context: Context) -> Source:  # noqa: ARG001 - every reader takes both
    """A row of ``sources``."""
    return Source(
        id=record.name("id"),
        title=record.text("title"),
        publisher=record.text("publisher"),
        published=record.text("published"),
        url=record.text("url"),
        sha256=_sha256(record),
        note=record.text("note"),
    )


def _sha256(record: Record) -> str:
    text = record.text("sha256").lower()
    if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
        raise record.fault("sha256", f"expected 64 hexadecimal digits, found {quote(text)}")
    return text


def party(record: Record, context: Context) -> Party:  # noqa: ARG001
    """A row of ``parties``."""
    names = split_list(record.text("names"))
    return Party(record.name("id"), record.text("name"), record.yes("belligerent"), record.text("note"), names)


def place(record: Record, context: Context) -> Place:
    """A row of ``people``."""
    where = context.where(record)
    people = record.amount("people", "people", context.source(record), whole=True)
    if where is None or people is None:
        raise record.fault("people_likely" if where else "geometry", "missing")
    people = replace(people, note=record.text("note"))
    first, last = (record.time(column, context.calendar) for column in ("ready_from", "ready_by"))
    if first is not None and last is not None and last < first:
        raise record.fault("ready_by", "expected a time that is not before ready_from")
    name = record.text("name", record.name("id"))
    return Place(record.name("id"), name, people, where, record.text("claimant"), first, last)


def exit_(record: Record, context: Context) -> Exit:
    """A row of ``exits``."""
    at = context.where(record)
    windows = record.windows("windows", context.calendar)
    cautious = record.windows("windows_cautious", context.calendar) if record.has("windows_cautious") else windows
    if (stray := not_within(cautious, windows)) is not None:
        span = f"{stray.start.isoformat()}/{stray.end.isoformat()}"
        raise record.fault("windows_cautious", f"expected windows within the column windows, found {span}")
    lon, lat = (None, None) if at is None else (at.x, at.y)
    return Exit(
        id=record.name("id"),
        name=record.text("name"),
        lon=lon,
        lat=lat,
        position_error=_position_error(record),
        rate=_rate(record, context),
        windows=windows,
        windows_cautious=cautious,
        mode=record.choice("mode", get_args(Mode), "foot"),
        users=record.choice("users", get_args(Users), "civilians"),
        corridor=record.known("corridor", context.ids["corridors"], "corridor"),
        source=context.source(record),
        note=record.text("note"),
    )


def _rate(record: Record, context: Context) -> Range:
    rate = record.amount("rate", "persons/h", context.source(record, "rate_source"))
    if rate is None:
        raise record.fault("rate_likely", "missing")
    if rate.high > MOST_AN_HOUR:
        column = "rate_high" if record.has("rate_high") else "rate_likely"
        raise record.fault(column, f"expected up to {MOST_AN_HOUR:g} people an hour, found {rate.high:g}")
    basis = record.choice("rate_basis", get_args(Basis), rate.basis)
    if basis == "published" and not rate.source:
        raise record.fault("rate_source", "missing", "a published figure names its source")
    return replace(rate, basis=basis, note=record.text("rate_note"))


def corridor(record: Record, context: Context) -> Corridor:
    """A row of ``corridors``."""
    source_id = context.source(record)
    return Corridor(
        id=_subject(record),
        name=record.text("name"),
        announced_by=context.parties(record, "announced_by"),
        announced_at=record.time("announced_at", context.calendar),
        agreed_by=context.parties(record, "agreed_by"),
        users=record.choice("users", get_args(Users), "civilians"),
        destination=record.text("destination"),
        places=record.amount("places", "people", source_id, whole=True),
        places_claimant=record.text("places_claimant"),
        source=source_id,
        note=record.text("note"),
    )


def pause(record: Record, context: Context) -> Pause:
    """A row of ``pauses``."""
    if (name := _subject(record)) in context.ids["corridors"]:
        raise record.fault("id", f"a corridor has the id {quote(name)} too", "give one of them another id")
    return Pause(
        id=name,
        name=record.text("name", name),
        windows=record.windows("windows", context.calendar),
        area=record.text("area"),
        announced_by=context.parties(record, "announced_by"),
        announced_at=record.time("announced_at", context.calendar),
        agreed_by=context.parties(record, "agreed_by"),
        source=context.source(record),
        note=record.text("note"),
        outside=context.parties(record, "outside"),
    )


def monitoring(record: Record, context: Context) -> Monitoring:
    """A row of ``monitoring``."""
    access = record.amount("access", "share", context.source(record))
    if access is None:
        raise record.fault("access_likely", "missing")
    if not 0 <= access.low <= access.high <= 1:
        raise record.fault("access_likely", f"expected a share from 0 to 1, found {access.low:g} to {access.high:g}")
    windows = record.windows("windows", context.calendar)
    return Monitoring(record.text("claimant"), windows, access, record.text("note"))


def facility(record: Record, context: Context) -> Facility:
    """A row of ``facilities``."""
    at = context.where(record)
    if at is None:
        raise record.fault("lon", "missing")
    name = record.text("name", record.name("id"))
    return Facility(record.name("id"), name, record.text("kind"), at.x, at.y, _position_error(record))


def _subject(record: Record) -> str:
    if (name := record.name("id")) == OPERATION:
        raise record.fault("id", f"{OPERATION!r} means the operation as a whole", "choose another id")
    return name


def closure(record: Record, context: Context) -> Closure:
    """A row of ``closures``."""
    where = context.where(record)
    if where is None:
        raise record.fault("geometry", "missing")
    return Closure(
        id=record.name("id"),
        name=record.text("name", record.name("id")),
        where=where,
        windows=record.windows("windows", context.calendar),
        certain=record.yes("certain"),
        source=context.source(record),
        note=record.text("note"),
    )


def incident(record: Record, context: Context) -> Incident:
    """A row of ``incidents``."""
    at = context.where(record)
    start, end = span(record, context.calendar)
    source_id = context.source(record)
    lon, lat = (None, None) if at is None else (at.x, at.y)
    return Incident(
        id=record.name("id"),
        start=start,
        end=end,
        lon=lon,
        lat=lat,
        position_error=_position_error(record),
        kind=record.text("kind"),
        by=record.known("by", context.ids["parties"], "party"),
        deaths=record.amount("deaths", "people", source_id, whole=True),
        claimant=record.text("claimant"),
        source=source_id,
        text=record.text("text"),
    )


def observation(record: Record, context: Context) -> Observation:
    """A row of ``evidence``."""
    subjects = context.ids["corridors"] | context.ids["pauses"] | {OPERATION}
    evidence = Evidence(
        says=record.choice("says", get_args(Says), "context"),
        message=words(record.text("text")),
        claimant=record.text("claimant"),
        source=context.source(record),
        at=record.time("at", context.calendar),
    )
    return Observation(record.known("subject", subjects, "corridor or pause"), record.name("check"), evidence)


def measured(record: Record, stem: str, source_id: str) -> Range | None:
    """A range whose unit stands in the column ``stem_unit``."""
    unit = f"{stem}_unit"
    found = record.amount(stem, record.text(unit), source_id)
    if found is not None and not found.unit:
        raise record.fault(unit, "missing", "say what the figure counts, such as people, t or sets")
    return found


def _position_error(record: Record) -> float:
    return record.number("position_error", least=0.0, most=_LONGEST_ERROR)


def span(record: Record, calendar: Calendar) -> tuple[datetime, datetime]:
    """``start`` and ``end``; without an end a plain date lasts its day, and a time is a moment."""
    start = record.time("start", calendar)
    if start is None:
        raise record.fault("start", "missing")
    end = record.time("end", calendar)
    if end is None:
        end = calendar.after_day(start) if is_plain_date(record.text("start")) else start
    if end < start:
        raise record.fault("end", f"it ends ({end.isoformat()}) before it starts ({start.isoformat()})")
    return start, end
