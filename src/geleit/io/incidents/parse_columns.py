"""Rows of texts turned into columns of incidents; what cannot be is listed with its row, column and reason."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from geleit.io.case.fields import quote
from geleit.io.foreign.csv_rows import Row
from geleit.io.incidents.dates import Calendar, Span
from geleit.io.incidents.find_header import Header
from geleit.io.incidents.known_publishers import HXL, Format, metres
from geleit.io.incidents.open_table import Table
from geleit.io.incidents.reports import incidents_of
from geleit.io.incidents.running_totals import differences
from geleit.model.arrays import Floats, Ints
from geleit.model.incident import NO_INCIDENTS, Incidents, Words
from geleit.model.window import DAY_S

AT_ONCE = 5_000
"""Rows turned into incidents at once."""

LONGEST = 200
"""Letters of a description that are kept."""
MOST_DEATHS = 1e7
MOST_EVENTS = 1e9
NOTHING = ("", "-", "-,-", "n/a", "na", "null", "none")
"""What stands for no figure in HXL tables, in small letters."""


@dataclass(frozen=True)
class Rejected:
    """A row that was kept out.

    Parameters
    ----------
    row
        As a spreadsheet counts, the header being row 1.
    column
        Its name in the file, or empty where the whole row is meant.
    reason
        What was found and what was expected.
    """

    row: int
    column: str
    reason: str


@dataclass
class Chunk:
    """Some rows of a table.

    Parameters
    ----------
    rows, numbers
        The rows that hold something, and their numbers.
    at
        Column of each field; ``cells`` is how many cells a row has.
    faults
        First reason for which each bad row is kept out, by index.
    """

    rows: list[Row]
    numbers: Ints
    at: Mapping[str, int]
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """The cells of a field, empty where the table has none."""
        index = self.at.get(name)
        if index is None:
            return [""] * len(self.rows)
        try:
            return [row[index].strip() for row in self.rows]
        except IndexError:
            return [row[index].strip() if index < len(row) else "" for row in self.rows]

    def refuse(self, index: int, name: str, reason: str) -> None:
        """Keep a row out, for the first reason that is found."""
        self.faults.setdefault(index, (name, reason))


@dataclass(frozen=True, eq=False)
class Block:
    """What some rows come to.

    Parameters
    ----------
    incidents, rejected
        The good rows, and the bad ones.
    rows
        How many rows held something.
    merged
        Rows that tell again of an incident of another row.
    """

    incidents: Incidents
    rejected: list[Rejected]
    rows: int
    merged: int = 0


def parsed(table: Table, header: Header, calendar: Calendar) -> Iterator[Block]:
    """The rows below a header as incidents, some at a time; running totals and reports when all are there."""
    seen, totals, reports = dict[str, int](), list[Incidents](), list[Incidents]()
    for chunk in _chunks(table, header):
        incidents, rejected = _converted(header.form, chunk, calendar, seen, table.name)
        if "cumulative" in header.at:
            totals.append(incidents)
            incidents = NO_INCIDENTS
        elif header.form.reports:
            reports.append(incidents)
            incidents = NO_INCIDENTS
        yield Block(incidents, rejected, len(chunk.rows))
    if totals:
        yield Block(differences(Incidents.joined(totals)), [], 0)
    if reports:
        told = Incidents.joined(reports)
        once = incidents_of(told, calendar.zone)
        yield Block(once, [], 0, len(told) - len(once))


def _chunks(table: Table, header: Header) -> Iterator[Chunk]:
    """The rows that hold something, some at a time, with their numbers."""
    rows, first = islice(table.rows(), header.rows, None), header.rows + 1
    while block := list(islice(rows, AT_ONCE)):
        numbers = np.arange(first, first + len(block), dtype=np.int64)
        first += len(block)
        if not all(map(any, block)):
            numbers, block = numbers[list(map(any, block))], list(filter(any, block))
        yield Chunk(block, numbers, header.at)


def _converted(
    form: Format, chunk: Chunk, calendar: Calendar, seen: dict[str, int], file: str
) -> tuple[Incidents, list[Rejected]]:
    """The good rows of a chunk as incidents, and the bad ones.

    Parameters
    ----------
    seen
        Row of each id met so far; is added to.
    file
        Name of the file, for rows that have no id or name no claimant.
    """
    cells = chunk.at.get("cells", 0)
    for index, row in enumerate(chunk.rows):
        if len(row) < cells:
            chunk.refuse(index, "", f"expected {cells} cells, found {len(row)}")
    start, end = _times(form, chunk, calendar)
    lon, lat, error = _position(form, chunk)
    low, best, high = _deaths(form, chunk)
    events = _numbers(form, chunk, "cumulative" if "cumulative" in chunk.at else "events", 0, MOST_EVENTS)
    ids = _ids(chunk, seen, file)
    claimant = chunk.texts("claimant")
    good = np.ones(len(chunk.rows), dtype=bool)
    good[list(chunk.faults)] = False
    kinds = chunk.texts("kind")
    incidents = Incidents(
        id=_objects(ids),
        text=_objects([text[:LONGEST] for text in chunk.texts("text")]),
        start=start, end=end, lon=lon, lat=lat, position_error=error,
        events=np.where((events >= 0) & (events <= MOST_EVENTS), events, 1).astype(np.int64),
        deaths_low=low, deaths=best, deaths_high=high,
        kind=Words.of(form.kinds.get(kind, kind) for kind in kinds),
        side_a=Words.of(chunk.texts("side_a" if "side_a" in chunk.at else "by")),
        side_b=Words.of(chunk.texts("side_b")),
        claimant=Words.of(form.claimant or name or file for name in claimant),
        source=Words.of(source[:LONGEST] for source in chunk.texts("source")),
        area=Words.of(chunk.texts("area")),
    )  # fmt: skip
    rejected = [
        Rejected(int(chunk.numbers[i]), form.columns.get(name, name), reason)
        for i, (name, reason) in sorted(chunk.faults.items())
    ]
    return (incidents if good.all() else incidents.at(good)), rejected


def _times(form: Format, chunk: Chunk, calendar: Calendar) -> tuple[Ints, Ints]:
    first = chunk.texts("start")
    match form.dating:
        case "minute":
            spans = _spans(chunk, "start", map(calendar.minute, first, chunk.texts("clock")))
        case "moment":
            spans = _spans(chunk, "start", map(calendar.moment, first))
        case _:
            spans = _spans(chunk, "start", map(calendar.span, first))
    start, end = spans[:, 0], spans[:, 1]
    if "end" in chunk.at:
        last = chunk.texts("end")
        read = calendar.moment if form.dating == "moment" else calendar.span
        ends = _spans(chunk, "end", (read(text) if text else (0, 0) for text in last))[:, 1]
        end = np.where(ends > 0, ends, end)
        for i in np.flatnonzero(end < start).tolist():
            chunk.refuse(i, "end", f"it ends ({quote(last[i])}) before it starts ({quote(first[i])})")
    if form.dating == "around" and form.around:
        codes = chunk.texts("date_precision")
        days = np.array([form.around.get(code, -1) for code in codes], dtype=np.int64)
        for i in np.flatnonzero(days < 0).tolist():
            chunk.refuse(i, "date_precision", f"expected {' or '.join(form.around)}, found {quote(codes[i])}")
        start, end = start - days * DAY_S, end + days * DAY_S
    return start, end


def _spans(chunk: Chunk, name: str, found: Iterable[Span | str]) -> Ints:
    read = list(found)
    for i, span in enumerate(read):
        if isinstance(span, str):
            chunk.refuse(i, name, span)
            read[i] = 0, 0
    return np.array(read, dtype=np.int64).reshape(-1, 2)


def _position(form: Format, chunk: Chunk) -> tuple[Floats, Floats, Floats]:
    lon, lat = (_numbers(form, chunk, name, -360, 360) for name in ("lon", "lat"))
    for i in np.flatnonzero((np.abs(lat) > 90) & (np.abs(lon) <= 90)).tolist():
        chunk.refuse(i, "lat", f"longitude and latitude look swapped: {lon[i]:g}, {lat[i]:g}")
    for name, values, most in (("lon", lon, 180), ("lat", lat, 90)):
        for i in np.flatnonzero(np.abs(values) > most).tolist():
            chunk.refuse(i, name, f"expected -{most} to {most}, found {values[i]:g}")
    for i in np.flatnonzero(np.isnan(lon) != np.isnan(lat)).tolist():
        missing = "lon" if np.isnan(lon[i]) else "lat"
        chunk.refuse(i, missing, "missing, though the other coordinate is there")
    if "precision" in chunk.at:
        codes = chunk.texts("precision")
        known = {code: metres(form, code) for code in set(codes)}
        for i, code in enumerate(codes):
            if known[code] is None:
                chunk.refuse(i, "precision", f"means nothing in {form.name}: {quote(code)}")
        error = np.array([known[code] or math.inf for code in codes], dtype=np.float64)
    else:
        error = _numbers(form, chunk, "position_error", 0, 1e8)
        error[np.isnan(error)] = 0.0 if form.columns.get("position_error") else math.inf
    error[np.isnan(lon)] = math.inf
    return lon, lat, error


def _deaths(form: Format, chunk: Chunk) -> tuple[Floats, Floats, Floats]:
    low, best, high = (_numbers(form, chunk, name, 0, MOST_DEATHS) for name in ("deaths_low", "deaths", "deaths_high"))
    best = np.where(np.isnan(best), np.where(np.isnan(low), high, low), best)
    low, high = np.where(np.isnan(low), best, low), np.where(np.isnan(high), best, high)
    for i in np.flatnonzero((low > best) | (best > high)).tolist():
        name = "deaths_low" if low[i] > best[i] else "deaths"
        chunk.refuse(i, name, f"expected low <= best <= high, found {low[i]:g}, {best[i]:g}, {high[i]:g}")
    return low, best, high


def _ids(chunk: Chunk, seen: dict[str, int], file: str) -> list[str]:
    ids = [text or f"{file}:{number}" for text, number in zip(chunk.texts("id"), chunk.numbers.tolist(), strict=True)]
    for i, (name, number) in enumerate(zip(ids, chunk.numbers.tolist(), strict=True)):
        if (earlier := seen.setdefault(name, number)) != number:
            chunk.refuse(i, "id", f"{quote(name)} is the id of row {earlier} too")
    return ids


def _numbers(form: Format, chunk: Chunk, name: str, least: float, most: float) -> Floats:
    """The figures of a field, not a number where the cell is empty."""
    texts = chunk.texts(name)
    if name not in chunk.at:
        return np.full(len(texts), np.nan)
    try:
        values = np.array([text or "nan" for text in texts], dtype=np.float64)
    except ValueError:
        values = np.array([_number(form, text) for text in texts], dtype=np.float64)
    for i in np.flatnonzero(~np.isfinite(values)).tolist():
        if not _says_something(form, texts[i]):
            continue
        chunk.refuse(i, name, f"expected a number, found {quote(texts[i])}")
    for i in np.flatnonzero((values < least) | (values > most)).tolist():
        chunk.refuse(i, name, f"expected {least:g} to {most:g}, found {quote(texts[i])}")
    return values


def _number(form: Format, text: str) -> float:
    try:
        return float("".join(text.split()) if form is HXL else text)
    except ValueError:
        return math.nan


def _says_something(form: Format, text: str) -> bool:
    return bool(text) and not (form is HXL and text.lower() in NOTHING)


def _objects(texts: list[str]) -> NDArray[np.object_]:
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found
