"""One record of a case: a row, a feature or a TOML table, with getters that name file, place and field of a fault."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeVar

from geleit.errors import CaseError
from geleit.io.case.cells import range_names
from geleit.io.case.fields import (
    COUNTED,
    THOUSANDS,
    Calendar,
    describe,
    did_you_mean,
    quote,
    read_number,
    read_yes,
    split_list,
    wrong_with_id,
)
from geleit.io.case.table_spec import Table
from geleit.model.amount import Basis, Range
from geleit.model.entries import one_line
from geleit.model.window import Window

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

T = TypeVar("T")
Value = str | tuple[str, ...]

LONGEST_TEXT = 20_000
LONGEST_ID = 100
MOST_WINDOWS = 400

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which could steer a terminal, and halves of characters, which no file can hold."""


@dataclass(frozen=True)
class Record:
    """A row of a CSV table, a feature of a GeoJSON table, or a table of ``case.toml``.

    Parameters
    ----------
    file
        The file as the reader of a message knows it, such as ``aleppo-2016/exits.csv``.
    place
        Where in the file, such as ``row 4`` or ``exits[2]``; may be empty.
    joint
        What stands between the place and the name of a field: ``", column "`` or ``"."``.
    table
        The table it is of.
    values
        Texts and lists of texts by column; an absent one is missing or empty.
    geometry
        GeoJSON's geometry as it was found, or ``None``.
    """

    file: str
    place: str
    joint: str
    table: Table[Any]
    values: Mapping[str, Value]
    geometry: object = None

    def fault(self, field: str, problem: str, remedy: str = "") -> CaseError:
        """The error to raise about a field, or about the whole record where the field is empty."""
        named = field if len(field) <= LONGEST_ID else f"{field[:LONGEST_ID]}..."  # a file may call it anything
        where = f"{self.file}: {self.place}{self.joint if field and self.place else ''}{named}"
        return CaseError(where, problem, remedy)

    def has(self, *fields: str) -> bool:
        """Whether any of the fields is there."""
        return any(self.values.get(field) for field in fields)

    def text(self, field: str, default: str = "", most: int = LONGEST_TEXT) -> str:
        """The text of a field, or the default where it is empty."""
        value = self._value(field)
        if not value:
            return default
        if not isinstance(value, str):
            raise self.fault(field, "expected one text, found a list")
        return self._clean(field, value, most)

    def line(self, field: str, default: str = "") -> str:
        """A short text on one line, or the default where the field is empty."""
        text = self.text(field, default, most=LONGEST_ID)
        if one_line(text) != text:
            raise self.fault(field, f"expected one line, found {quote(text)}")
        return text

    def name(self, field: str) -> str:
        """An id: short, on one line, and without the semicolon that separates ids in a list."""
        text = self.line(field)
        if ";" in text:
            raise self.fault(field, f"expected an id without ';', found {quote(text)}")
        if problem := wrong_with_id(text):
            raise self.fault(field, problem, "type it anew")
        return text

    def words(self, field: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(field)
        if isinstance(value, str):
            return split_list(self.text(field))
        return tuple(self._clean(self._item(field, index), text, LONGEST_TEXT) for index, text in enumerate(value))

    def names(self, field: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """A list of ids, each known."""
        ids = self.words(field)
        for index, name in enumerate(ids):
            self._expect_known(self._item(field, index), name, known, what)
        return ids

    def known(self, field: str, known: Collection[str], what: str) -> str:
        """An id that must be known, or empty."""
        if name := self.name(field):
            self._expect_known(field, name, known, what)
        return name

    def choice(self, field: str, options: tuple[T, ...], default: T) -> T:
        """One of a few words."""
        text = self.text(field)
        for option in options:
            if text == option:
                return option
        if not text:
            return default
        known = ", ".join(quote(str(one)) if "," in str(one) else str(one) for one in options if one)
        raise self.fault(field, f"expected one of {known}, found {quote(text)}")

    def yes(self, field: str, *, default: bool = False) -> bool:
        """Yes or no."""
        return self._read(field, text, read_yes) if (text := self.text(field)) else default

    def number(self, field: str, least: float = -math.inf, most: float = math.inf, default: float = 0.0) -> float:
        """A finite number between ``least`` and ``most``, or the default where the field is empty."""
        if not (text := self.text(field)):
            return default
        value = self._read(field, text, read_number)
        if value < least:
            raise self.fault(field, f"expected {least:g} or more, found {quote(text)}")
        if value > most:
            raise self.fault(field, f"expected {most:g} or less, found {quote(text)}")
        return value

    def expect_clear(self, field: str, *, whole: bool) -> None:
        """Refuse a dot that may separate thousands; what JSON or TOML has as a number is clear."""
        text = self.text(field)
        if not THOUSANDS.fullmatch(text) or (self.joint == "." and text == str(float(text))):
            return
        many, few = text.replace(".", ""), f"{float(text):g}"
        readings = [many] if whole and "." in few else [many, few]
        problem = f"{quote(text)} may mean {int(many):,} or {few}: a dot before three digits is read both ways"
        raise self.fault(field, problem, f"write {' or '.join(readings)}")

    def time(self, field: str, calendar: Calendar) -> datetime | None:
        """A time, or ``None`` where the field is empty."""
        return self._read(field, text, calendar.time) if (text := self.text(field)) else None

    def end_time(self, field: str, calendar: Calendar) -> datetime | None:
        """The end of a time, or ``None`` where the field is empty; a date alone is the end of its day."""
        return self._read(field, text, calendar.end_time) if (text := self.text(field)) else None

    def windows(self, field: str, calendar: Calendar) -> tuple[Window, ...]:
        """All windows of a field, in time order; see :meth:`Calendar.windows`."""
        value = self._value(field)
        texts = split_list(value) if isinstance(value, str) else value
        if len(texts) > MOST_WINDOWS:
            raise self.fault(field, f"expected at most {MOST_WINDOWS} windows, found {len(texts)}")
        found: list[tuple[Window, ...]] = []
        for index, text in enumerate(texts):
            try:
                found.append(calendar.windows(text))
            except ValueError as fault:
                raise self.fault(self._item(field, index), str(fault)) from None
        return found[0] if len(found) == 1 else tuple(sorted({window for windows in found for window in windows}))

    def amount(self, stem: str, unit: str, source: str = "", *, whole: bool = False) -> Range | None:
        """A range, none of it below 0, published where it has a source; ``None`` where nothing is given.

        Parameters
        ----------
        stem
            The fields are ``stem_low``, ``stem_likely`` and ``stem_high``, without a stem ``low``, ``likely`` and
            ``high``; ``likely`` may stand alone.
        unit
            Unit of the figures, in words.
        source
            Id of the source.
        whole
            Whether only whole numbers make sense.
        """
        low, likely, high = fields = range_names(stem)
        if not self.has(*fields):
            return None
        if not self.has(likely) or self.has(low) != self.has(high):
            missing = next(field for field in (likely, low, high) if not self.has(field))
            raise self.fault(missing, "missing", f"give {low}, {likely} and {high}, or {likely} alone")
        if not self.has(low):
            low = high = likely
        figures = [self._figure(field, unit, whole=whole) for field in (low, likely, high)]
        basis: Basis = "published" if source else "assumption"
        try:
            return Range(figures[0], figures[1], figures[2], unit, source, basis)
        except ValueError as fault:
            raise self.fault(low if stem else "", str(fault)) from None

    def end_of(self, stem: str, end: str) -> str:
        """The field that holds one end of a range: ``likely`` where that stands alone."""
        low, likely, high = range_names(stem)
        field = {"low": low, "high": high}[end]
        return field if self.has(field) else likely

    def where(self) -> BaseGeometry | None:
        """The position in degrees, or ``None`` where there is none and none is needed."""
        if self.geometry is not None:
            found: BaseGeometry | None = self._shape(self.geometry)
        elif self.has("lon", "lat"):
            for field in ("lon", "lat"):
                if not self.has(field):
                    raise self.fault(field, "missing", "give both lon and lat, or neither")
            from shapely.geometry import Point

            found = Point(self._position("lon", "lat", self.number("lon"), self.number("lat")))
        else:
            found = None
        if found is None and self.table.placed:
            field = "lon" if self.joint == ", column " else "geometry"
            raise self.fault(field, "missing", f"expected a position: {', '.join(self.table.shapes)}")
        return found

    def _figure(self, field: str, unit: str, *, whole: bool) -> float:
        if whole or unit in COUNTED:
            self.expect_clear(field, whole=whole)
        figure = self.number(field, least=0.0)
        if whole and not figure.is_integer():
            raise self.fault(field, f"expected a whole number of {unit}, found {quote(self.text(field))}")
        return figure

    def _clean(self, field: str, text: str, most: int) -> str:
        if len(text) > most:
            raise self.fault(field, f"expected at most {most} characters, found {len(text)}")
        if not text.isprintable() and (strange := _UNPRINTABLE.search(text)):  # most are, and need no second look
            raise self.fault(field, f"it holds a control character, {strange[0]!r}", "take it out")
        return text

    def _expect_known(self, field: str, name: str, known: Collection[str], what: str) -> None:
        if name not in known:
            raise self.fault(field, f"no {what} has the id {quote(name)}", did_you_mean(name, known))

    def _value(self, field: str) -> Value:
        value = self.values.get(field, "")
        if not value and field in self.table.required:
            raise self.fault(field, "missing")
        return value

    def _read(self, field: str, text: str, reader: Callable[[str], T]) -> T:
        try:
            return reader(text)
        except ValueError as fault:
            raise self.fault(field, str(fault)) from None

    def _item(self, field: str, index: int) -> str:
        return f"{field}[{index}]" if self.joint == "." else field

    def _shape(self, found: object) -> BaseGeometry:
        import shapely
        from shapely.geometry import shape

        found = _alone(found, self.table.shapes)
        kind = found.get("type") if isinstance(found, dict) else None
        if isinstance(found, dict) and kind == "MultiPoint" and "Point" in self.table.shapes:
            remedy = "make a row of each, in QGIS by Vector > Geometry Tools > Multipart to Singleparts"
            points = describe(found.get("coordinates"))
            raise self.fault("geometry", f"expected one Point, found a MultiPoint: {points}", remedy)
        if not isinstance(found, dict) or kind not in self.table.shapes:
            raise self.fault("geometry", f"expected {' or '.join(self.table.shapes)}, found {describe(kind)}")
        coordinates = self._coordinates("geometry.coordinates", found.get("coordinates"), _DEPTH[kind])
        try:
            made: BaseGeometry = shape({"type": kind, "coordinates": coordinates})
        except (ValueError, TypeError, shapely.errors.ShapelyError):
            raise self.fault("geometry", f"not enough points for a {kind}, or a ring that is not closed") from None
        if made.is_empty:
            raise self.fault("geometry", f"expected a {kind}, found an empty one")
        if not made.is_valid:
            raise self.fault(
                "geometry", f"not a valid {kind}: {shapely.is_valid_reason(made)}", "redraw it without crossings"
            )
        return made

    def _coordinates(self, path: str, found: object, depth: int) -> Any:
        if not isinstance(found, list):
            raise self.fault(path, f"expected a list, found {describe(found)}")
        if depth:
            return [self._coordinates(f"{path}[{i}]", part, depth - 1) for i, part in enumerate(found)]
        numbers = [x for x in found if isinstance(x, int | float) and not isinstance(x, bool)]
        if len(numbers) != len(found) or len(found) not in (2, 3):
            raise self.fault(path, f"expected [longitude, latitude], found {describe(found)}")
        return self._position(f"{path}[0]", f"{path}[1]", numbers[0], numbers[1])

    def _position(self, lon_field: str, lat_field: str, lon: float, lat: float) -> tuple[float, float]:
        if abs(lat) > 90 >= abs(lon) and abs(lat) <= 180:
            raise self.fault(
                lat_field,
                f"longitude and latitude look swapped: found latitude {quote(str(lat))}",
                "write longitude first",
            )
        for field, value, most, what in ((lon_field, lon, 180, "longitude"), (lat_field, lat, 90, "latitude")):
            if not abs(value) <= most:  # also when it is not a number
                raise self.fault(field, f"expected a {what} from -{most} to {most} degrees, found {quote(str(value))}")
        return float(lon), float(lat)


def _alone(found: object, shapes: Collection[str]) -> object:
    """The one part of a geometry of GeoJSON that is of several by its type alone, as QGIS saves whole layers."""
    match found:
        case {"type": str(kind), "coordinates": [part]} if kind not in shapes and kind.removeprefix("Multi") in shapes:
            return {"type": kind.removeprefix("Multi"), "coordinates": part}
        case _:
            return found


_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists are around a position."""


def as_value(found: object) -> Value:
    """A scalar or list of JSON or TOML as text; what is null becomes the empty text.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    match found:
        case None:
            return ""
        case bool():
            return "yes" if found else "no"
        case date():  # and datetime
            return found.isoformat()
        case str() | int() | float():
            return str(found).strip()
        case list() if all(isinstance(part, str | int) for part in found):
            return tuple(text for part in found if (text := str(part).strip()))
        case _:
            raise ValueError(f"expected a text, a number or a list of texts, found {describe(found)}")


def id_for(who: str, day: str, taken: Collection[str], otherwise: str) -> str:
    """An id made of a name and a day that is not taken.

    Parameters
    ----------
    day
        ISO 8601, or empty.
    otherwise
        What stands for a name without letters and digits.
    """
    stem = re.sub(r"[\W_]+", "-", who.casefold()).strip("-")[: LONGEST_ID - 20] or otherwise
    name = f"{stem}-{day}".strip("-")
    return next(one for one in chain([name], (f"{name}-{number}" for number in count(2))) if one not in taken)
