"""Rows of texts turned into columns of incidents; what cannot be is listed with its row, column and reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geleit.io.case.fields import quote
from geleit.io.case.written import COMMA, MAYBE_THOUSANDS, Counted, is_number, read_count, read_degrees
from geleit.io.foreign.csv_rows import Row
from geleit.io.incidents.dates import Calendar, Span
from geleit.io.incidents.find_header import Header
from geleit.io.incidents.known_publishers import OWN, Format, metres
from geleit.io.incidents.mapped import MAPPED
from geleit.io.incidents.open_table import Table
from geleit.io.incidents.reports import incidents_of
from geleit.io.incidents.running_totals import differences
from geleit.io.incidents.whereabouts import swapped
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.balance import Balance, RowNote
from geleit.model.figures import TOWN_M
from geleit.model.hostility import act
from geleit.model.incident import LONGEST_DAY, NO_INCIDENTS, Incidents, Words
from geleit.model.sides import is_victims
from geleit.model.window import DAY_S, MINUTE_S

T = TypeVar("T")

AT_ONCE = 5_000
"""Rows turned into incidents at once."""

LONGEST = 200
"""Letters of a description that are kept, but of an act without force."""
MOST_DEATHS = 1e7
MOST_EVENTS = 1e9
NOTHING = frozenset({"", "-", "--", "-,-", "n/a", "na", "null", "none", "nan", "n.a."})
"""What stands for no figure, in small letters."""
_MOST_M = 1e8


@dataclass
class Chunk:
    """Some rows of a table.

    Parameters
    ----------
    rows, numbers
        The rows that hold something, and their numbers.
    header
        Which column holds which field.
    faults
        First reason for which each bad row is kept out, by index.
    doubts
        What of a row was read otherwise than it is written, by index.
    again
        Rows that say again what an earlier one says, under its id.
    readings
        What was read otherwise than it is written in whole columns.
    """

    rows: list[Row]
    numbers: Ints
    header: Header
    faults: dict[int, tuple[str, str]] = field(default_factory=dict)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    again: set[int] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)

    def has(self, *names: str) -> bool:
        """Whether the table tells one of the fields."""
        return any(name in self.header.at or name in self.header.for_all for name in names)

    def texts(self, name: str) -> list[str]:
        """The cells of a field, empty where the table has none."""
        index = self.header.at.get(name)
        if index is None:
            return [self.header.for_all.get(name, "")] * len(self.rows)
        try:
            return [row[index].strip() for row in self.rows]
        except IndexError:
            return [row[index].strip() if index < len(row) else "" for row in self.rows]

    def refuse(self, index: int, name: str, reason: str) -> None:
        """Keep a row out, for the first reason that is found."""
        self.faults.setdefault(index, (name, reason))

    def doubt(self, index: int, name: str, told: str) -> None:
        """Say of a row that is used what was made of it."""
        self.doubts.append((index, name, told))


@dataclass(frozen=True, eq=False)
class Block:
    """What some rows come to.

    Parameters
    ----------
    incidents
        The good rows.
    rejected, warned
        The bad rows, and what was made of good ones that are written oddly.
    balance
        What became of the rows; those of running totals and reports count when all are there.
    odd
        Ids of the incidents that are written oddly.
    readings
        What was read otherwise than it is written in whole columns.
    """

    incidents: Incidents
    rejected: list[RowNote]
    warned: list[RowNote]
    balance: Balance
    odd: frozenset[str]
    readings: frozenset[str] = frozenset()


def balanced(incidents: Incidents, header: Header, odd: frozenset[str], named: Flags | None = None) -> Balance:
    """What became of rows that are used.

    Parameters
    ----------
    odd
        Ids of those that are written oddly.
    named
        Which name a party that was asked about; by default, which name any.
    """
    count = len(incidents)
    nowhere = np.isnan(incidents.lon) & ("lon" in header.at)
    unnamed = ~nowhere & ~(_names_any(incidents, header) if named is None else named)
    strange = np.isin(incidents.id.astype(str), list(odd)) & ~nowhere & ~unnamed if odd else np.zeros(count, dtype=bool)
    parts = int(nowhere.sum()), int(unnamed.sum()), int(strange.sum())
    return Balance(count, 0, 0, *parts, count - sum(parts))


def _names_any(incidents: Incidents, header: Header) -> Flags:
    """Which incidents name a party; all of a table that has no column for one."""
    if not (len(incidents) and {"side_a", "side_b", "by"} & {*header.at, *header.for_all}):
        return np.ones(len(incidents), dtype=bool)
    named = [np.array(list(map(bool, x.names)), dtype=bool)[x.codes] for x in (incidents.side_a, incidents.side_b)]
    return np.asarray(named[0] | named[1])


def parsed(table: Table, header: Header, calendars: Mapping[str, Calendar]) -> Iterator[Block]:
    """The rows below a header as incidents, some at a time; running totals and reports when all are there.

    Parameters
    ----------
    calendars
        How the columns ``start`` and ``end`` are read.
    """
    seen, later, odd = dict[str, tuple[int, int]](), list[Incidents](), frozenset[str]()
    put_off = "cumulative" in header.at or header.form.reports
    for chunk in _chunks(table, header):
        block = _converted(header.form, chunk, calendars, seen, table.name)
        if put_off:
            later.append(block.incidents)
            odd |= block.odd
            unused = Balance(
                block.balance.read - len(block.incidents), block.balance.rejected, block.balance.told_again
            )
            block = replace(block, incidents=NO_INCIDENTS, balance=unused)
        yield block
    if later:
        told = Incidents.joined(later)
        once = differences(told) if "cumulative" in header.at else incidents_of(told, calendars["start"].zone)
        again = len(told) - len(once)
        yield Block(once, [], [], balanced(once, header, odd) + Balance(again, told_again=again), odd)


def _chunks(table: Table, header: Header) -> Iterator[Chunk]:
    """The rows that hold something, some at a time, with their numbers."""
    rows, first = islice(table.rows(), header.rows, None), header.rows + 1
    while block := list(islice(rows, AT_ONCE)):
        numbers = np.arange(first, first + len(block), dtype=np.int64)
        first += len(block)
        if not all(map(any, block)):
            numbers, block = numbers[list(map(any, block))], list(filter(any, block))
        yield Chunk(block, numbers, header)


def _converted(
    form: Format, chunk: Chunk, calendars: Mapping[str, Calendar], seen: dict[str, tuple[int, int]], file: str
) -> Block:
    """The good rows of a chunk as incidents, and the bad ones.

    Parameters
    ----------
    seen
        Row of each id met so far, and the hash of its cells; is added to.
    file
        Name of the file, for rows that have no id or name no claimant.
    """
    cells, most = (chunk.header.at.get(name, 0) for name in ("cells", "most_cells"))
    for index, row in enumerate(chunk.rows):
        if len(row) < cells:
            chunk.refuse(index, "", f"expected {cells} cells, found {len(row)}")
        elif cells and any(row[most:]):
            chunk.refuse(index, "", f"expected {most} cells, found {len(row)}: put quotes around a comma in a text")
    start, end = _times(form, chunk, calendars)
    lon, lat, error = _position(form, chunk)
    low, best, high = _deaths(chunk)
    events = _events(form, chunk, end - start > LONGEST_DAY)
    _counted_over(chunk, start, end, events)
    ids = _ids(chunk, seen, file)
    kinds = [form.kinds.get(kind, kind) for kind in _told(form, chunk, "kind")]
    incidents = Incidents(
        id=_objects(ids),
        text=_objects([_kept(text, kind) for text, kind in zip(chunk.texts("text"), kinds, strict=True)]),
        start=start, end=end, lon=lon, lat=lat, position_error=error, events=events,
        deaths_low=low, deaths=best, deaths_high=high,
        kind=Words.of(kinds),
        side_a=Words.of(chunk.texts("side_a" if chunk.has("side_a") else "by")),
        side_b=Words.of(chunk.texts("side_b")),
        allies=Words.of(_allies(chunk)),
        claimant=Words.of(form.claimant or name or file for name in _told(form, chunk, "claimant")),
        source=Words.of(source[:LONGEST] for source in chunk.texts("source")),
        area=Words.of(chunk.texts("area")),
        clear=_clear(form, chunk),
    )  # fmt: skip
    good = np.ones(len(chunk.rows), dtype=bool)
    good[[*chunk.faults, *chunk.again]] = False
    doubts = [(i, name, told) for i, name, told in chunk.doubts if good[i]]
    odd = frozenset(ids[i] for i, _, _ in doubts)
    some = incidents if good.all() else incidents.at(good)
    rejected = [_note(form, chunk, i, *fault) for i, fault in sorted(chunk.faults.items()) if i not in chunk.again]
    again = len(chunk.again)
    balance = balanced(some, chunk.header, odd) + Balance(len(rejected) + again, len(rejected), again)
    return Block(
        some,
        rejected,
        [_note(form, chunk, *doubt) for doubt in sorted(doubts)],
        balance,
        odd,
        frozenset(chunk.readings),
    )


def _note(form: Format, chunk: Chunk, index: int, name: str, reason: str) -> RowNote:
    return RowNote(int(chunk.numbers[index]), form.columns.get(name, name), reason)


def _told(form: Format, chunk: Chunk, name: str) -> list[str]:
    """The cells of a field that a table of our own has in every row; an empty one is told."""
    texts = chunk.texts(name)
    if form.name == OWN.name:
        for i in (i for i, text in enumerate(texts) if not text):
            chunk.doubt(
                i,
                name,
                "missing; " + ("the file stands for who reports it" if name == "claimant" else "used all the same"),
            )
    return texts


def _kept(text: str, kind: str) -> str:
    """What is kept of a description: all of one that may tell of force where the kind tells of none."""
    return text if act(kind) == "peaceful" else text[:LONGEST]


def _allies(chunk: Chunk) -> Iterator[str]:
    """Who is said to have been with the sides, but for the groups that victims were of."""
    for side, with_a, with_b in zip(*(chunk.texts(name) for name in ("side_b", "with_a", "with_b")), strict=True):
        yield "; ".join(filter(None, (with_a, "" if is_victims(side) else with_b)))


def _times(form: Format, chunk: Chunk, calendars: Mapping[str, Calendar]) -> tuple[Ints, Ints]:
    calendar, first = calendars["start"], chunk.texts("start")
    if chunk.has("year") and form.name == MAPPED.name:
        found: Iterable[Span | str] = map(calendar.of_parts, *(chunk.texts(part) for part in ("year", "month", "day")))
    elif chunk.has("clock"):
        found = _minutes(chunk, calendar)
    else:
        found = map(calendar.moment if form.dating == "moment" else calendar.span, first)
    told_in = "start" if chunk.has("start") else "year"
    spans = _spans(chunk, "clock" if chunk.has("clock") else told_in, found)
    if (each := chunk.header.for_all.get("each", "day")) != "day":
        spans = np.array([calendar.whole(span, each) for span in spans.tolist()], dtype=np.int64).reshape(-1, 2)
    start, end = spans[:, 0], spans[:, 1]
    if chunk.has("end"):
        last = chunk.texts("end")
        read = calendars["end"].moment if form.dating == "moment" else calendars["end"].span
        ends = _spans(chunk, "end", (read(text) if text else (0, 0) for text in last))
        before = (ends[:, 1] < start) | ((ends[:, 1] == start) & (ends[:, 0] < start))  # a day, or a time, before it
        for i in np.flatnonzero(before & (ends[:, 1] > 0)).tolist():
            chunk.refuse(i, "end", f"it ends ({quote(last[i])}) before it starts ({quote(first[i])})")
        end = np.where(ends[:, 1] > 0, ends[:, 1], end)
    if (taken := calendar.taken) is not None:
        for i in np.flatnonzero(start > taken).tolist():
            chunk.refuse(i, told_in, f"after the file was taken from its publisher: {quote(first[i])}")
    days = _days_around(form, chunk, end - start)
    return start - days * DAY_S, end + days * DAY_S


def _minutes(chunk: Chunk, calendar: Calendar) -> Iterator[Span | str]:
    """The minute of each row, of a day and a time of day in columns of their own; whole days where no time is told."""
    days, clocks = chunk.texts("start"), chunk.texts("clock")
    _spans(chunk, "start", map(calendar.span, days))
    for day, clock in zip(days, clocks, strict=True):
        found = calendar.minute(day, clock)
        if clock and not isinstance(found, str) and found[1] - found[0] > MINUTE_S:
            chunk.readings.add("times with an offset that is not the place's on that day: from the one to the other")
        yield found


def _days_around(form: Format, chunk: Chunk, lasts: Ints) -> Ints:
    """Days before and after the time of each row in which it may have happened too, by the code of its precision.

    Parameters
    ----------
    lasts
        Seconds of the time that each row tells.
    """
    days = np.zeros(len(lasts), dtype=np.int64)
    known = form.around or form.lasting
    if not known or not chunk.has("date_precision"):
        return days
    for i, text in enumerate(chunk.texts("date_precision")):
        code = text.removesuffix(".0")
        if code not in known:
            chunk.refuse(i, "date_precision", f"expected {' or '.join(known)}, found {quote(text)}")
        elif form.around:
            days[i] = form.around[code]
        elif (told := round(int(lasts[i]) / DAY_S)) < form.lasting[code][0]:
            days[i] = form.lasting[code][1] - told
            told_as = f"{told} days are told" if told > 1 else "one day is told"
            chunk.doubt(i, "date_precision", f"not known to the day, though {told_as}: {days[i]} days either way")
    return days


def _clear(form: Format, chunk: Chunk) -> Flags:
    """Which rows are single events by the code of their publisher."""
    if not form.clear or not chunk.has("clarity"):
        return np.ones(len(chunk.rows), dtype=bool)
    return np.array([text.removesuffix(".0") in form.clear for text in chunk.texts("clarity")], dtype=bool)


def _spans(chunk: Chunk, name: str, found: Iterable[Span | str]) -> Ints:
    read = list(found)
    for i, span in enumerate(read):
        if isinstance(span, str):
            chunk.refuse(i, name, span)
            read[i] = 0, 0
    return np.array(read, dtype=np.int64).reshape(-1, 2)


def _position(form: Format, chunk: Chunk) -> tuple[Floats, Floats, Floats]:
    lon, lat = (_numbers(chunk, name, -360, 360, read_degrees) for name in ("lon", "lat"))
    for i in np.flatnonzero((np.abs(lat) > 90) & (np.abs(lon) <= 90)).tolist():
        chunk.refuse(i, "lat", f"longitude and latitude look swapped: {lon[i]:g}, {lat[i]:g}")
    for name, values, most in (("lon", lon, 180), ("lat", lat, 90)):
        for i in np.flatnonzero(np.abs(values) > most).tolist():
            chunk.refuse(i, name, f"expected -{most} to {most}, found {values[i]:g}")
    for i in np.flatnonzero(np.isnan(lon) != np.isnan(lat)).tolist():
        missing = "lon" if np.isnan(lon[i]) else "lat"
        chunk.refuse(i, missing, "missing, though the other coordinate is there")
    nowhere = (lon == 0) & (lat == 0)
    for i in np.flatnonzero(nowhere).tolist():
        chunk.doubt(i, "lat", "0, 0 stands for no position")
    if chunk.has("country"):
        for i, why in swapped(lon, lat, chunk.texts("country")):
            chunk.doubt(i, "lat", f"longitude and latitude look swapped, and are not used: {why}")
            nowhere[i] = True
    lon, lat = (np.where(nowhere, np.nan, values) for values in (lon, lat))
    error = _position_error(form, chunk)
    error[np.isnan(lon)] = math.inf
    return lon, lat, error


def _position_error(form: Format, chunk: Chunk) -> Floats:
    """Metres by which positions may be off."""
    if not chunk.has("precision"):
        error = _numbers(chunk, "position_error", 0, _MOST_M, _read_metres)
        unsaid = {OWN.name: 0.0, MAPPED.name: TOWN_M}.get(form.name, math.inf)
        return np.where(np.isnan(error), unsaid, error)
    codes = chunk.texts("precision")
    known = {code: metres(form, code) for code in set(codes)}
    for i, code in enumerate(codes):
        if known[code] is None:
            chunk.refuse(i, "precision", f"means nothing in {form.name}: {quote(code)}")
    return np.array([known[code] or math.inf for code in codes], dtype=np.float64)


def _deaths(chunk: Chunk) -> tuple[Floats, Floats, Floats]:
    """The fewest, the likely and the most deaths; what is no figure is told, and no reason to lose an incident."""
    columns = [_counts(chunk, name, MOST_DEATHS, _unknown) for name in ("deaths_low", "deaths", "deaths_high")]
    (low, likely_low, _), (least, best, most), (_, likely_high, high) = columns
    best = np.where(np.isnan(best), np.where(np.isnan(likely_low), likely_high, likely_low), best)
    least, most = np.where(np.isnan(least), best, least), np.where(np.isnan(most), best, most)
    low, high = np.where(np.isnan(low), least, low), np.where(np.isnan(high), most, high)
    for i in np.flatnonzero((low > best) | (best > high)).tolist():
        name = "deaths_low" if low[i] > best[i] else "deaths"
        chunk.refuse(i, name, f"expected low <= best <= high, found {low[i]:g}, {best[i]:g}, {high[i]:g}")
    return low, best, high


def _events(form: Format, chunk: Chunk, long: Flags) -> Ints:
    """How many incidents each row stands for: one where nothing is said, but in a table of nothing but counts.

    Parameters
    ----------
    long
        Which rows are of more than a day, so that one without a count may stand for several.
    """
    name = "cumulative" if chunk.has("cumulative") else "events"
    likely = _counts(chunk, name, MOST_EVENTS, _refused)[1]
    if chunk.has(name):
        counts_only = name == "cumulative" or name in form.needs
        for i in np.flatnonzero(np.isnan(likely) & (long | counts_only)).tolist():
            told = "how many incidents there were is not said"
            (chunk.refuse if counts_only else chunk.doubt)(i, name, told if counts_only else f"{told}: read as one")
    return np.where(np.isnan(likely), 1, likely).astype(np.int64)


def _counted_over(chunk: Chunk, start: Ints, end: Ints, events: Ints) -> None:
    """Say which rows count several incidents over more than a day."""
    if chunk.has("cumulative"):
        return
    for i in np.flatnonzero((events > 1) & (end - start > LONGEST_DAY)).tolist():
        days = round((int(end[i]) - int(start[i])) / DAY_S)
        chunk.doubt(i, "events", f"counts {int(events[i])} incidents in {days} days, none of them known to the day")


def _ids(chunk: Chunk, seen: dict[str, tuple[int, int]], file: str) -> list[str]:
    ids = [text or f"{file}:{number}" for text, number in zip(chunk.texts("id"), chunk.numbers.tolist(), strict=True)]
    for i, (name, number) in enumerate(zip(ids, chunk.numbers.tolist(), strict=True)):
        said = hash(tuple(chunk.rows[i]))
        earlier, told = seen.setdefault(name, (number, said))
        if earlier != number and told == said:
            chunk.again.add(i)
        elif earlier != number:
            chunk.refuse(i, "id", f"{quote(name)} is the id of row {earlier} too")
    return ids


def _counts(
    chunk: Chunk, name: str, most: float, otherwise: Callable[[str, str], tuple[bool, str]]
) -> tuple[Floats, Floats, Floats]:
    """How many, as cells say it: the fewest, the likely and the most; not a number where nothing is said.

    Parameters
    ----------
    otherwise
        Of a text that is none and what is wrong with it: whether the row is kept out, and what is said of it.
    """
    texts = chunk.texts(name)
    read = {
        text: _either(lambda text: read_count(text, most), text) for text in set(texts) if text.lower() not in NOTHING
    }
    nothing = Counted(math.nan, math.nan, math.nan)
    found = list[Counted]()
    for i, text in enumerate(texts):
        value = read.get(text, nothing)
        if isinstance(value, str):
            is_out, told = otherwise(text, value)
            (chunk.refuse if is_out else chunk.doubt)(i, name, told)
            value = nothing
        elif value.told:
            chunk.doubt(i, name, value.told)
        found.append(value)
    rows = np.array([(one.low, one.likely, one.high) for one in found], dtype=np.float64).reshape(-1, 3)
    return rows[:, 0], rows[:, 1], rows[:, 2]


def _unknown(text: str, problem: str) -> tuple[bool, str]:
    return (True, problem) if is_number(text) else (False, f"{quote(text)} is read as not known")


def _refused(_: str, problem: str) -> tuple[bool, str]:
    return True, problem


def _numbers(chunk: Chunk, name: str, least: float, most: float, read: Callable[[str], float]) -> Floats:
    """The figures of a field, not a number where nothing is said."""
    texts = chunk.texts(name)
    if not chunk.has(name):
        return np.full(len(texts), np.nan)
    try:
        values = np.array([text or "nan" for text in texts], dtype=np.float64)
    except ValueError:
        known = {text: _either(read, text) for text in set(texts) if text.lower() not in NOTHING}
        values = np.array([x if isinstance(x := known.get(text), float) else math.nan for text in texts])
        if any(COMMA.fullmatch(text) for text in known):
            chunk.readings.add("a comma before decimals is read as a point")
    for i in np.flatnonzero(~np.isfinite(values)).tolist():
        if texts[i].lower() not in NOTHING:
            problem = _either(read, texts[i])
            chunk.refuse(
                i, name, problem if isinstance(problem, str) else f"expected a number, found {quote(texts[i])}"
            )
    for i in np.flatnonzero((values < least) | (values > most)).tolist():
        chunk.refuse(i, name, f"expected {least:g} to {most:g}, found {quote(texts[i])}")
    return values


def _read_metres(text: str) -> float:
    """A number with a point or a comma before decimals."""
    if MAYBE_THOUSANDS.fullmatch(text):
        raise ValueError(
            f"{quote(text)} may mean {text.replace(',', '')} or {text.replace(',', '.')}: write the one that is meant"
        )
    try:
        return float(text.replace(",", ".") if COMMA.fullmatch(text) else text)
    except ValueError:
        raise ValueError(f"expected a number, found {quote(text)}") from None


def _either(read: Callable[[str], T], text: str) -> T | str:
    """What a text is read as, or what is wrong with it."""
    try:
        return read(text)
    except ValueError as problem:
        return str(problem)


def _objects(texts: list[str]) -> NDArray[np.object_]:
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found
