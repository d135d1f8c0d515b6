"""The kinds of columns: what each holds in words, how it is read from a row and written into one."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geleit.io.case.cells import figure, moment, range_cells, range_names, span_list
from geleit.io.case.fields import COUNTED, LANGUAGE, SHA256, quote
from geleit.io.case.table_spec import Column, Values, a_row_of, either, row_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geleit.io.case.context import Context
    from geleit.io.case.record import Record
    from geleit.io.case.rows import Rows


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    """A text; ``otherwise`` names the column that stands in for an empty one."""

    otherwise: str = ""

    @property
    def holds(self) -> str:
        return "text" + _default(self.otherwise)

    @property
    def stand_in(self) -> str:
        return self.otherwise

    def read(self, record: Record, context: Context) -> str:
        return record.text(self.name) or (record.name(self.otherwise) if self.otherwise else "")


@dataclass(frozen=True, kw_only=True)
class Line(Column):
    """A short text on one line."""

    @property
    def holds(self) -> str:
        return "text, one line"

    def read(self, record: Record, context: Context) -> str:
        return record.line(self.name)


@dataclass(frozen=True, kw_only=True)
class Words(Column):
    """Short texts; ``folded`` are those whose capitals do not count."""

    folded: bool = False

    @property
    def holds(self) -> str:
        return "texts, separated by `;`"

    @property
    def detail(self) -> str:
        return "separated by ;"

    def read(self, record: Record, context: Context) -> tuple[str, ...]:
        found = record.words(self.name)
        return tuple(text.casefold() for text in found) if self.folded else found

    def cells(self, value: Iterable[str]) -> dict[str, str]:
        return {self.name: "; ".join(value)}


@dataclass(frozen=True, kw_only=True)
class Id(Column):
    """The id of the row, or that of a row of another table, which must be there.

    Parameters
    ----------
    of
        Tables that it may be in; none for the row's own.
    also
        What it may be besides.
    among
        The tables that it may be in for one row, where that depends on the row.
    otherwise
        The column that stands in for an empty one.
    """

    of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    among: Callable[[Record], tuple[str, ...]] | None = None
    otherwise: str = ""

    @property
    def holds(self) -> str:
        also = "".join(f", or `{one}`" for one in self.also)
        return f"id{' of ' + a_row_of(self.of) if self.of else ''}{also}" + _default(self.otherwise)

    @property
    def detail(self) -> str:
        return self.holds.partition(";")[0] if self.of else ""

    @property
    def reads(self) -> tuple[str, ...] | None:
        return None if self.among else self.names

    @property
    def stand_in(self) -> str:
        return self.otherwise

    def read(self, record: Record, context: Context) -> str:
        found = self._known(record, context) if self.of and record.has(self.name) else record.name(self.name)
        return found or (record.name(self.otherwise) if self.otherwise else "")

    def _known(self, record: Record, context: Context) -> str:
        tables = self.among(record) if self.among else self.of
        known: Set[str] = context.ids[tables[0]]
        if len(tables) > 1 or self.also:
            known = set(self.also).union(*(context.ids[table] for table in tables))
        return record.known(self.name, known, " or ".join(map(row_of, tables)))


@dataclass(frozen=True, kw_only=True)
class Subjects(Id):
    """Ids of rows of other tables as one text, with ``; `` between them."""

    @property
    def holds(self) -> str:
        return f"{super().holds}; several separated by `;`"

    def read(self, record: Record, context: Context) -> str:
        if not record.has(self.name):
            return ""
        tables = self.among(record) if self.among else self.of
        known = set(self.also).union(*(context.ids[table] for table in tables))
        found = record.names(self.name, known, " or ".join(map(row_of, tables)))
        return "; ".join(dict.fromkeys(found))


@dataclass(frozen=True, kw_only=True)
class Ids(Column):
    """Ids of rows of another table, which must be there."""

    of: str

    @property
    def holds(self) -> str:
        return f"ids of {self.of}, separated by `;`"

    @property
    def detail(self) -> str:
        return f"ids of {self.of}"

    def read(self, record: Record, context: Context) -> tuple[str, ...]:
        return record.names(self.name, context.ids[self.of], row_of(self.of))

    def cells(self, value: Iterable[str]) -> dict[str, str]:
        return {self.name: "; ".join(value)}


@dataclass(frozen=True, kw_only=True)
class Agreeing(Ids):
    """Ids of parties who agreed, and a word where it is said that nobody else did; an empty cell says neither."""

    NOBODY = "none"

    @property
    def holds(self) -> str:
        return f"{super().holds}, or `{self.NOBODY}`"

    @property
    def detail(self) -> str:
        return f"{super().detail}, or {self.NOBODY}"

    def read(self, record: Record, context: Context) -> tuple[str, ...]:
        known = context.ids[self.of]
        if self.NOBODY in known and self.NOBODY in record.words(self.name):
            told = f"{self.NOBODY!r} is the id of a party, and means that nobody else agreed"
            raise record.fault(self.name, told, "give the party another id")
        return record.names(self.name, {*known, self.NOBODY}, row_of(self.of))

    def cells_of(self, made: Any) -> dict[str, str]:
        return self.cells((*made.agreed_by, self.NOBODY) if made.nobody_else else made.agreed_by)


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a few words; an empty cell means the default, and is no default where that is empty."""

    among: tuple[str, ...]
    default: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words themselves."""
        return tuple(word for word in self.among if word)

    @property
    def holds(self) -> str:
        return ", ".join(f"`{word}`{' (default)' if word == self.default else ''}" for word in self.words)

    @property
    def detail(self) -> str:
        return either(self.words)

    def read(self, record: Record, context: Context) -> str:
        return record.choice(self.name, self.words, self.default)


@dataclass(frozen=True, kw_only=True)
class Yes(Column):
    """Yes or no; no where it is empty."""

    @property
    def holds(self) -> str:
        return "`yes` or `no` (default)"

    @property
    def detail(self) -> str:
        return "yes or no"

    @property
    def typed_as(self) -> str:
        return ""  # it has an option for each

    def read(self, record: Record, context: Context) -> bool:
        return record.yes(self.name)

    def cells(self, value: bool) -> dict[str, str]:
        return {self.name: "yes" if value else ""}


@dataclass(frozen=True, kw_only=True)
class Number(Column):
    """A number, or ``None`` where it is empty and there is no default."""

    unit: str
    least: float = 0.0
    most: float = math.inf
    whole: bool = False
    default: float | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.names

    @property
    def counts(self) -> bool:
        return self.whole or self.unit in COUNTED

    @property
    def holds(self) -> str:
        ends = f"{self.least:,g} to {self.most:,.12g}" if math.isfinite(self.most) else f"{self.least:,g} or more"
        default = "" if self.default is None else f"; default {self.default:g}"
        return f"{self.unit}, {'whole, ' if self.whole else ''}{ends}{default}"

    @property
    def detail(self) -> str:
        return "" if self.whole else self.unit

    def read(self, record: Record, context: Context) -> float | None:
        if not record.has(self.name) and not self.required:
            return self.default
        if self.counts:
            record.expect_clear(self.name, whole=self.whole)
        found = record.number(self.name, self.least, self.most)
        if not self.whole:
            return found
        if not found.is_integer():
            problem = f"expected a whole number of {self.unit}, found {quote(record.text(self.name))}"
            raise record.fault(self.name, problem)
        return int(found)

    def cells(self, value: float | None) -> dict[str, str]:
        return {self.name: "" if value is None else figure(value)}


@dataclass(frozen=True, kw_only=True)
class Amount(Column):
    """A range in three columns, published where its row names a source; ``None`` where it is empty.

    Parameters
    ----------
    unit
        Unit of the figures.
    spoken
        The unit in words, where they say more.
    unit_in
        The column that holds the unit, instead.
    most, positive, whole
        No figure is greater, 0 or less, or not a whole number.
    source
        The column that names its source.
    """

    unit: str = ""
    spoken: str = ""
    unit_in: str = ""
    most: float = math.inf
    positive: bool = False
    whole: bool = False
    source: str = "source"

    @property
    def names(self) -> tuple[str, ...]:
        return range_names(self.name)

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.names

    @property
    def counts(self) -> bool:
        return self.whole or self.unit in COUNTED

    @property
    def main(self) -> str:
        return self.names[1]

    @property
    def holds(self) -> str:
        if self.unit_in:
            return f"in the unit of `{self.unit_in}`"
        bounds = self.bounds or self.spoken or self.unit or "in its unit"
        return f"{bounds}, whole" if self.whole else bounds

    @property
    def detail(self) -> str:
        if self.unit == "share":
            return "0 to 1"
        return "" if self.whole else self.spoken or self.unit

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(filter(None, (*self.names, self.unit_in, self.source)))

    @property
    def bounds(self) -> str:
        """What the figures may be, or nothing where all may."""
        if (self.unit, self.most) == ("share", 1.0):
            return "a share from 0 to 1"
        above = "more than 0" if self.positive else ""
        up_to = f"up to {self.most:,.12g} {self.spoken or self.unit}" if math.isfinite(self.most) else ""
        return " and ".join(filter(None, (above, up_to)))

    def read(self, record: Record, context: Context) -> Any:
        unit = record.text(self.unit_in) if self.unit_in else self.unit
        found = record.amount(self.name, unit, context.source(record, self.source), whole=self.whole)
        if found is None:
            if self.required:
                raise record.fault(self.main, "missing")
            return None
        if self.unit_in and not unit:
            raise record.fault(self.unit_in, "missing", "say what the figure counts, such as people, t or sets")
        for end, value in (("low", found.low), ("high", found.high)):
            if value > self.most or (self.positive and value <= 0):
                raise record.fault(record.end_of(self.name, end), f"expected {self.bounds}, found {value:,.12g}")
        return found

    def cells(self, value: Any) -> dict[str, str]:
        ends = dict(zip(range_names(self.name), ("low", "likely", "high"), strict=True))
        return {name: "" if value is None else figure(getattr(value, end)) for name, end in ends.items()}

    def typed(self, text: str) -> dict[str, str]:
        return range_cells(self.name, text)

    @property
    def typed_as(self) -> str:
        return "12, 10..14 with the middle as likely, or 10..11..14"


@dataclass(frozen=True, kw_only=True)
class Time(Column):
    """A time, or ``None`` where it is empty."""

    @property
    def times(self) -> tuple[str, ...]:
        return self.names

    @property
    def holds(self) -> str:
        return "time"

    @property
    def typed_as(self) -> str:
        return "such as 2016-07-28T10:00"

    def read(self, record: Record, context: Context) -> Any:
        found = record.time(self.name, context.calendar)
        if found is None and self.required:
            raise record.fault(self.name, "missing")
        return found

    def cells(self, value: Any) -> dict[str, str]:
        return {self.name: "" if value is None else moment(value)}


@dataclass(frozen=True, kw_only=True)
class EndTime(Time):
    """The end of a time, or ``None``; a day given as a date alone ends when the next begins."""

    @property
    def holds(self) -> str:
        return "time; a date without a clock time means the end of that day"

    def read(self, record: Record, context: Context) -> Any:
        return record.end_time(self.name, context.calendar)


@dataclass(frozen=True, kw_only=True)
class Windows(Column):
    """Windows of time; ``otherwise`` names the column that stands in for an empty one."""

    otherwise: str = ""

    @property
    def holds(self) -> str:
        return "windows" + _default(self.otherwise)

    @property
    def stand_in(self) -> str:
        return self.otherwise

    def read(self, record: Record, context: Context) -> Any:
        instead = self.otherwise and not record.has(self.name)
        return record.windows(self.otherwise if instead else self.name, context.calendar)

    def cells(self, value: Any) -> dict[str, str]:
        return {self.name: span_list(value)}


@dataclass(frozen=True, kw_only=True)
class Sha256(Column):
    """The SHA-256 of a file."""

    @property
    def holds(self) -> str:
        return "64 hexadecimal digits"

    def read(self, record: Record, context: Context) -> str:
        found = record.text(self.name).lower()
        if found and not SHA256.fullmatch(found):
            raise record.fault(self.name, f"expected 64 hexadecimal digits, found {quote(found)}")
        return found


@dataclass(frozen=True, kw_only=True)
class Language(Column):
    """A language, by its tag."""

    @property
    def holds(self) -> str:
        return "a tag of BCP 47, such as `de`, `ar` or `pt-BR`"

    @property
    def detail(self) -> str:
        return "such as de, ar or pt-BR"

    def read(self, record: Record, context: Context) -> str:
        found = record.line(self.name)
        if found and not LANGUAGE.fullmatch(found):
            raise record.fault(self.name, f"expected the tag of a language such as de or ar, found {quote(found)}")
        return found


@dataclass(frozen=True, kw_only=True)
class Position(Column):
    """Where it is: ``lon`` and ``lat``, or a geometry; a table has one at most.

    Parameters
    ----------
    name
        Such as ``position``; the file has other names for it.
    shapes
        Kinds of geometry allowed, GeoJSON's names; with ``Point`` among them CSV has ``lon`` and ``lat``. A point
        alone lands in two fields of these names, anything else in ``where``.
    """

    shapes: tuple[str, ...] = ("Point",)

    @property
    def names(self) -> tuple[str, ...]:
        return ("lon", "lat") if "Point" in self.shapes else ()

    @property
    def numbers(self) -> tuple[str, ...]:
        return self.names

    @property
    def holds(self) -> str:
        shapes = either([shape.lower().replace("linestring", "line") for shape in self.shapes])
        return f"degrees; in GeoJSON a {shapes}" if self.names else f"a {shapes}, in GeoJSON only"

    @property
    def detail(self) -> str:
        return "degrees, longitude first" if self.names and self.about else ""

    def read(self, record: Record, context: Context) -> BaseGeometry | None:
        return context.where(record)

    def put(self, values: Values, record: Record, context: Context) -> None:
        at: Any = self.read(record, context)
        if self.shapes != ("Point",):
            values["where"] = at
        else:
            values["lon"], values["lat"] = (None, None) if at is None else (at.x, at.y)

    def put_all(self, columns: dict[str, Sequence[Any]], rows: Rows, context: Context) -> Collection[int]:
        lon, lat, unread = context.points(rows)
        if self.shapes != ("Point",):
            columns["where"] = _points(lon, lat)
        else:
            columns["lon"], columns["lat"] = lon, lat
        return unread

    def cells_of(self, made: object) -> dict[str, str]:
        point = made if self.shapes == ("Point",) else None  # cells hold no other shape
        return {name: figure(value) for name in self.names if (value := getattr(point, name, None)) is not None}


def _points(lon: list[float | None], lat: list[float | None]) -> list[Any]:
    """Points, ``None`` where there is none."""
    from shapely import points

    at = [index for index, one in enumerate(lon) if one is not None]
    found: list[Any] = [None] * len(lon)
    for index, point in zip(at, points([lon[i] for i in at], [lat[i] for i in at]), strict=True):
        found[index] = point
    return found


def _default(column: str) -> str:
    return f"; default: `{column}`" if column else ""
