"""``case.toml``: what a case is called, its time zone and period, its assumptions and the names of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from geleit.errors import CaseError, IncompleteError
from geleit.io.case.columns import Text, Words
from geleit.io.case.fields import Calendar, describe, did_you_mean, quote, read_time, read_zone
from geleit.io.case.file_names import CASE_FILE, STREETS_FILE
from geleit.io.case.record import Record, as_value
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.specs.assumptions import ASSUMPTIONS
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import Folder
from geleit.io.foreign.kinds import SETTINGS
from geleit.io.foreign.toml_text import read_toml
from geleit.model.amount import Basis, Range
from geleit.model.figures import MOST_DAYS
from geleit.model.travel import Outside, Vehicles
from geleit.model.window import Window

CASE_FORMAT = 1
"""The case format this module reads."""


def _fields(name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Table[object]:
    """A table of TOML; what its fields hold is read below, one by one."""
    columns = (*(Text(field, required=True) for field in required), *(Text(field) for field in optional))
    return Table(name, columns, makes=dict)


_TOP = _fields(
    CASE_FILE,
    required=("format", "time_zone", "deadline", "period", "assumptions"),
    optional=("name", "title", "place", "summary", "licence", "people", "files", "vehicles"),
)
_PERIOD = _fields("period", required=("start", "end"))
_ASSUMPTION = _fields("assumptions", required=("likely", "unit"), optional=("low", "high", "basis", "source", "note"))
_FIGURE = _fields("figure", required=("likely",), optional=("low", "high", "basis", "source", "note"))
_RASTER = _fields(
    "people",
    required=("raster", "likely"),
    optional=("low", "high", "basis", "claimant", "source", "note", "within_area"),
)
_FILES = _fields("files", required=(), optional=("streets", *TABLES))
_TO_FILL_IN = {
    "time_zone": "the place's, by its IANA name, such as Asia/Damascus",
    "period.start": "the time from which people may leave, such as 2024-05-01T06:00",
    "period.end": "the end of the time that the case is about, such as 2024-05-05",
    "deadline": "by when people are to be out: within the period, such as its end",
}
"""Fields of a new case that only its owner can fill in, and what to write there."""
_VEHICLES = _fields("vehicles", required=("fleet", "seats"), optional=("fuel", "outside", "claimant", "source", "note"))
_OF_VEHICLES = {"fleet": ("vehicles", 10_000_000), "seats": ("people", 1_000), "fuel": ("km", 100_000)}
"""Figures of the vehicles that there are, with their units; what lies above is a slip of the pen."""
_RECORD: Table[object] = Table(
    "record",
    (
        Words("events", "events of the record that are this case itself"),
        Words("strike", "events of the record that are left out"),
    ),
    makes=dict,
)
_PARTS = ("period", "assumptions", "people", "files", "record", "vehicles")


@dataclass(frozen=True)
class Raster:
    """People as a raster.

    Parameters
    ----------
    file
        Name of the file.
    people
        The total, in people.
    within_area
        Whether only people inside the area are meant.
    """

    file: str
    people: Range
    claimant: str
    within_area: bool


@dataclass(frozen=True)
class Settings:
    """The content of ``case.toml``; see :class:`geleit.model.case.Case` for the fields of the same names."""

    folder: Folder
    name: str
    title: str
    place: str
    summary: str
    licence: str
    calendar: Calendar
    deadline: datetime
    assumptions: Mapping[str, Range]
    raster: Raster | None
    streets: str
    own_events: tuple[str, ...]
    struck_events: tuple[str, ...]
    vehicles: Vehicles | None = None

    def sources(self) -> dict[str, str]:
        """Ids of the sources it refers to, by the field that does."""
        named = {f"assumptions.{name}.source": amount.source for name, amount in self.assumptions.items()}
        if self.raster is not None:
            named["people.source"] = self.raster.people.source
        if (told := self.vehicles) is not None:
            figures = {"fleet": told.fleet, "seats": told.seats, "fuel": told.fuel}
            named |= {f"vehicles.{name}.source": one.source for name, one in figures.items() if one is not None}
            named["vehicles.source"] = told.source
        return {field: source for field, source in named.items() if source}


def read_settings(root: Path) -> Settings:
    """Read ``case.toml``.

    Raises
    ------
    CaseError
        At the first fault; an :class:`IncompleteError` where something is not filled in yet.
    """
    folder = Folder(root, {})
    document = _document(folder)
    file = folder.label(CASE_FILE)
    for lacking in _lacking(file, document):
        raise lacking
    top = _record(file, "", _TOP, {k: v for k, v in document.items() if k not in _PARTS}, also=_PARTS)
    if top.text("format") != str(CASE_FORMAT):
        raise top.fault("format", f"this Geleit reads case format {CASE_FORMAT}, found {quote(top.text('format'))}")
    files = _part(file, "files", _FILES, document) or Record(file, "files", ".", _FILES, {})
    record = _part(file, "record", _RECORD, document) or Record(file, "record", ".", _RECORD, {})
    calendar = _calendar(top, _part(file, "period", _PERIOD, document))
    deadline = _required_time(top, "deadline", calendar)
    period = calendar.period
    if not period.start < deadline <= period.end:
        expected = f"expected a time within the period, {period.start.isoformat()} to {period.end.isoformat()}"
        raise top.fault("deadline", f"{expected}, found {deadline.isoformat()}")
    return Settings(
        folder=Folder(root, {name: files.text(name) for name in TABLES if files.has(name)}),
        name=top.line("name", root.resolve().name),
        title=top.text("title"),
        place=top.text("place"),
        summary=top.text("summary"),
        licence=top.text("licence"),
        calendar=calendar,
        deadline=deadline,
        assumptions=_assumptions(file, document.get("assumptions")),
        raster=_raster(_part(file, "people", _RASTER, document)),
        streets=files.text("streets", STREETS_FILE),
        own_events=record.words("events"),
        struck_events=record.words("strike"),
        vehicles=_vehicles(file, document),
    )


def lacking_settings(root: Path) -> tuple[IncompleteError, ...]:
    """What of ``case.toml`` is there and not filled in yet, and only its owner can know.

    Raises
    ------
    CaseError
        If it is no TOML.
    """
    folder = Folder(root, {})
    return tuple(_lacking(folder.label(CASE_FILE), _document(folder)))


def _lacking(file: str, document: Mapping[str, Any]) -> Iterator[IncompleteError]:
    period = document.get("period")
    parts = {f"period.{end}": period.get(end) for end in ("start", "end")} if isinstance(period, dict) else {}
    found = {"time_zone": document.get("time_zone"), **parts, "deadline": document.get("deadline")}
    for field, remedy in _TO_FILL_IN.items():
        if found.get(field) == "":
            yield IncompleteError(f"{file}: {field}", "not filled in yet", remedy)


def streets_named(root: Path) -> str:
    """The file a case reads its streets from, whatever else may be wrong with its ``case.toml``.

    Raises
    ------
    CaseError
        If it is no TOML, or names the file in another way than as a text.
    """
    return files_named(root).get("streets", STREETS_FILE)


def files_named(root: Path) -> dict[str, str]:
    """The files that a case names differently from the standard, by table, whatever else may be wrong with it.

    Raises
    ------
    CaseError
        If ``case.toml`` is no TOML, or names a file in another way than as a text.
    """
    folder = Folder(root, {})
    files = _part(folder.label(CASE_FILE), "files", _FILES, _document(folder))
    return {name: files.text(name) for name in _FILES.names if files.has(name)} if files else {}


def has_raster(root: Path) -> bool:
    """Whether a case names a raster of people, whatever else may be wrong with its ``case.toml``."""
    return bool(_document(Folder(root, {})).get("people"))


def _document(folder: Folder) -> dict[str, Any]:
    return read_toml(folder.label(CASE_FILE), folder.read_text(CASE_FILE), SETTINGS, CaseError)


def _record(
    file: str, place: str, table: Table[object], found: Mapping[str, Any], also: tuple[str, ...] = ()
) -> Record:
    """A TOML table as a record; ``also`` names the parts of it that are read elsewhere."""
    record = Record(file, place, ".", table, {})
    values = {}
    for name, value in found.items():
        if name.startswith("_"):
            continue
        if name not in table.names:
            raise record.fault(name, "unknown field", did_you_mean(name, table.names) or "start your own with '_'")
        try:
            values[name] = as_value(value)
        except ValueError as fault:
            raise record.fault(name, str(fault)) from None
    for name in table.required:
        if name not in also and not values.get(name):
            raise record.fault(name, "missing")
    return replace(record, values=values)


def _part(file: str, name: str, table: Table[object], document: Mapping[str, Any]) -> Record | None:
    if name not in document:
        return None
    if not isinstance(document[name], dict):
        raise CaseError(f"{file}: {name}", f"expected a table, found {describe(document[name])}")
    return _record(file, name, table, document[name])


def _calendar(top: Record, period: Record | None) -> Calendar:
    if period is None:
        raise top.fault("period", "missing", "such as { start = 2016-07-28T00:00:00, end = 2016-08-17T00:00:00 }")
    try:
        zone = read_zone(top.text("time_zone"))
    except ValueError as fault:
        raise top.fault("time_zone", str(fault)) from None
    times = []
    for field in ("start", "end"):
        try:
            times.append(read_time(period.text(field), zone))
        except ValueError as fault:
            raise period.fault(field, str(fault)) from None
    if times[1] <= times[0]:
        raise top.fault("period", f"it ends ({times[1].isoformat()}) before or when it starts ({times[0].isoformat()})")
    if times[1] - times[0] > timedelta(days=MOST_DAYS):
        raise top.fault("period", f"expected at most {MOST_DAYS} days")
    return Calendar(zone, Window(times[0], times[1]))


def _required_time(record: Record, field: str, calendar: Calendar) -> datetime:
    moment = record.time(field, calendar)
    if moment is None:
        raise record.fault(field, "missing")
    return moment


def _assumptions(file: str, found: object) -> dict[str, Range]:
    if not isinstance(found, dict):
        raise CaseError(
            f"{file}: assumptions", f"missing: expected tables such as [assumptions.{next(iter(ASSUMPTIONS))}]"
        )
    for name, known in ASSUMPTIONS.items():
        if known.required and name not in found:
            near = get_close_matches(name, found, n=1)
            remedy = f"found {near[0]!r} instead" if near else ""
            raise CaseError(f"{file}: assumptions.{name}", "missing", remedy)
    return {name: _assumption(file, name, part) for name, part in found.items()}


def _assumption(file: str, name: str, found: object) -> Range:
    if not isinstance(found, dict):
        raise CaseError(f"{file}: assumptions.{name}", "expected a table with low, likely, high and unit")
    part = _record(file, f"assumptions.{name}", _ASSUMPTION, found)
    unit, wanted = part.text("unit"), ASSUMPTIONS.get(name)
    if wanted and unit != wanted.unit:
        raise part.fault("unit", f"expected {wanted.unit!r}, found {quote(unit)}")
    amount = _amount(part, unit)
    if unit == "share" and amount.high > 1:
        raise part.fault(part.end_of("", "high"), "expected a share from 0 to 1")
    if wanted:
        if wanted.required and amount.low <= 0:
            raise part.fault(part.end_of("", "low"), "expected more than 0")
        for end, value in (("low", amount.low), ("high", amount.high)):
            if not wanted.least <= value <= wanted.most:
                problem = f"expected {wanted.least:g} to {wanted.most:g} {unit}, found {value:g}"
                raise part.fault(part.end_of("", end), problem)
    return _with_basis(part, amount)


def _with_basis(part: Record, amount: Range) -> Range:
    basis = part.choice("basis", get_args(Basis), amount.basis)
    if basis == "published" and not amount.source:
        raise part.fault("source", "missing", "a published figure names its source")
    return replace(amount, basis=basis, note=part.text("note"))


def _amount(part: Record, unit: str, *, whole: bool = False) -> Range:
    found = part.amount("", unit, part.name("source"), whole=whole)
    if found is None:
        raise part.fault("likely", "missing")
    return found


def _raster(part: Record | None) -> Raster | None:
    if part is None:
        return None
    people = _with_basis(part, _amount(part, "people", whole=True))
    return Raster(part.text("raster"), people, part.text("claimant"), part.yes("within_area"))


def _vehicles(file: str, document: Mapping[str, Any]) -> Vehicles | None:
    found = document.get("vehicles")
    if found is None:
        return None
    if not isinstance(found, dict):
        raise CaseError(f"{file}: vehicles", f"expected a table, found {describe(found)}")
    words = {name: value for name, value in found.items() if name not in _OF_VEHICLES}
    part = _record(file, "vehicles", _VEHICLES, words, also=tuple(_OF_VEHICLES))
    source = part.name("source")
    figures = {name: _of_vehicles(part, file, name, found[name], source) for name in _OF_VEHICLES if name in found}
    if missing := next((name for name in _VEHICLES.required if name not in figures), None):
        raise part.fault(missing, "missing", "such as fleet = { likely = 500 } and seats = { likely = 5 }")
    if figures["seats"].low < 1:
        problem = f"expected at least 1 person, found {figures['seats'].low:g}"
        raise part.fault("seats", problem, "where there are no vehicles, say fleet = { likely = 0 }")
    outside = part.choice("outside", get_args(Outside), "possible")
    return Vehicles(
        figures["fleet"], figures["seats"], figures.get("fuel"), outside, part.text("claimant"), source,
        part.text("note"),
    )  # fmt: skip


def _of_vehicles(whole: Record, file: str, name: str, found: object, source: str) -> Range:
    """One of the figures, as a table with its ends."""
    if not isinstance(found, dict):
        raise whole.fault(name, "expected a table with low, likely and high", f"such as {name} = {{ likely = 5 }}")
    part = _record(file, f"vehicles.{name}", _FIGURE, found)
    unit, most = _OF_VEHICLES[name]
    amount = part.amount("", unit, part.name("source") or source, whole=name != "fuel")
    if amount is None:
        raise part.fault("likely", "missing")
    if amount.high > most:
        raise part.fault(part.end_of("", "high"), f"expected up to {most:,} {unit}, found {amount.high:,g}")
    return _with_basis(part, amount)
