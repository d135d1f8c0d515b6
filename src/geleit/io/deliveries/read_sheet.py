"""Rows of a table of deliveries as rows of the table ``deliveries`` of a case, with what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.io.case.cells import figure, moment, range_names
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.case.mapping import Mapped, held_against
from geleit.io.case.specs.aid import WAYS_OFF
from geleit.io.case.written import Order
from geleit.io.deliveries.amounts import Told, amounts_in
from geleit.io.deliveries.targets import TARGETS, expect_needed, suggestion
from geleit.io.deliveries.words import goods_of, is_in_part, means_of, stage_of
from geleit.io.first_case.figures import FigureError
from geleit.io.foreign.csv_rows import Row, is_tags
from geleit.io.incidents.dates import Calendar, style_of
from geleit.io.incidents.open_table import HEADER_WITHIN, Table, open_table, separator_of
from geleit.model.aid import Stage
from geleit.model.balance import Balance, RowNote

NOT_NAMED = "goods that are not named"
"""What stands for goods of which a row says nothing."""


@dataclass(frozen=True)
class Known:
    """What a case knows of places and goods.

    Parameters
    ----------
    source
        Id of the source that stands for the table.
    places, goods
        Ids by id and name, in lower case.
    fault_of
        The column and the reason for which the case would refuse a row, or ``None``.
    """

    source: str
    places: Mapping[str, str]
    goods: Mapping[str, str]
    fault_of: Callable[[Mapping[str, str]], tuple[str, str] | None]


@dataclass(frozen=True)
class Sheet:
    """A table of deliveries that was read.

    Parameters
    ----------
    rows
        Cells by column of the table ``deliveries`` of a case.
    balance
        What became of each row.
    rejected, warned
        The rows kept out, and those read otherwise than they are written.
    last
        The earliest time that the last row of what has come can mean: the table was taken later. ``None`` without any.
    """

    rows: tuple[dict[str, str], ...]
    balance: Balance
    rejected: tuple[RowNote, ...]
    warned: tuple[RowNote, ...]
    last: datetime | None


def read_sheet(path: Path, given: Mapping[str, str], order: Order | None, zone: ZoneInfo, known: Known) -> Sheet:
    """Read a table of deliveries by the columns that its user names.

    Parameters
    ----------
    given
        Columns by target; of a target that ends with a colon the text of every row.
    order
        Of day and month in dates such as 03/04/2016; ``None`` where the table tells.
    zone
        Of the place.

    Raises
    ------
    InputError
        If the file cannot be read, a column is not there, or figures have two readings.
    """
    with open_table(path, lambda row: _has_all(row, given)) as table:
        top = list(islice(table.rows(), HEADER_WITHIN))
        if not given:
            raise _unnamed(table, top)
        mapped = held_against(table.label, given, TARGETS, top)
        expect_needed(table.label, {*mapped.at, *mapped.for_all})
        head = [name.strip() for name in top[mapped.row]]
        rows = list(islice(enumerate(table.rows(), 1), mapped.row + 1, None))
    filled = [(number, row) for number, row in rows if any(map(str.strip, row)) and not is_tags(row)]
    columns = _Columns(table.label, head, mapped, tuple(number for number, _ in filled), [row for _, row in filled])
    return _Reading(columns, zone, order, known, separator_of(path)).sheet()


@dataclass(frozen=True)
class _Columns:
    """The cells of a table by what they hold."""

    label: str
    head: Sequence[str]
    mapped: Mapped
    numbers: tuple[int, ...]
    rows: list[Row]

    def has(self, target: str) -> bool:
        return target in self.mapped.at or target in self.mapped.for_all

    def texts(self, target: str) -> list[str]:
        """What each row says, empty where it says nothing."""
        index = self.mapped.at.get(target)
        if index is None:
            return [self.mapped.for_all.get(target, "")] * len(self.rows)
        return [" ".join(row[index].split()) if index < len(row) else "" for row in self.rows]

    def name(self, target: str) -> str:
        """The column of a target as the file calls it."""
        index = self.mapped.at.get(target)
        return target if index is None else self.head[index]


class _Reading:
    """A table while its rows are read, each column as a whole first."""

    def __init__(self, columns: _Columns, zone: ZoneInfo, order: Order | None, known: Known, separator: str) -> None:
        self._columns, self._zone, self._known = columns, zone, known
        self._calendars = {name: self._calendar(name, order) for name in ("start", "end") if columns.has(name)}
        self._amounts, self._vehicles = (self._figures(name, separator) for name in ("amount", "vehicles"))
        self._texts = {target.name: columns.texts(target.name) for target in TARGETS}
        self.rejected: list[RowNote] = []
        self.warned: list[RowNote] = []

    def sheet(self) -> Sheet:
        """All rows, and what became of them."""
        kept, lasts, seen = list[dict[str, str]](), list[datetime](), dict[tuple[str, ...], int]()
        without_place, warned = 0, 0
        for index, number in enumerate(self._columns.numbers):
            notes: list[RowNote] = []
            try:
                cells, start = self._row(index, notes)
            except _RejectedError as out:
                self.rejected.append(self._note(index, out.target, out.reason))
                continue
            whole = tuple(cell.strip() for cell in self._columns.rows[index])
            if (first := seen.setdefault(whole, number)) != number:
                cells |= _at_most(cells)
                notes.append(RowNote(number, "", f"the same in every cell as row {first}: it counts only at most"))
            row = {"id": f"{self._known.source}-{number}", **cells, "source": self._known.source}
            row = {name: text for name, text in row.items() if text}
            if (fault := self._known.fault_of(row)) is not None:
                self.rejected.append(RowNote(number, *fault))
                continue
            self.warned += notes
            without_place += not cells["to"]
            warned += bool(cells["to"] and notes)
            kept.append(row)
            lasts += [start] if cells["stage"] != "planned" else []
        as_it_stands = len(kept) - without_place - warned
        balance = Balance(
            len(self._columns.numbers),
            len(self.rejected),
            without_place=without_place,
            warned=warned,
            kept=as_it_stands,
        )
        told = balance.telling(self.rejected, self.warned, self._readings())
        return Sheet(tuple(kept), told, tuple(self.rejected), tuple(self.warned), max(lasts, default=None))

    def _row(self, index: int, notes: list[RowNote]) -> tuple[dict[str, str], datetime]:
        width, beyond = len(self._columns.head), self._columns.rows[index]
        if any(map(str.strip, beyond[width:])):
            raise _RejectedError("", f"expected {width} cells, found {len(beyond)}")
        start, end = self._span(index)
        texts = {name: cells[index] for name, cells in self._texts.items()}
        cells = {
            "start": moment(start),
            "end": moment(end) if end != start else "",
            "stage": self._stage(texts["stage"]),
            "shipment": texts["shipment"],
            "item": texts["item"] or NOT_NAMED,
            "goods": "; ".join(goods_of(texts["goods"] or texts["item"], self._known.goods)),
            "means": self._means(index, texts["means"], notes),
            "to": self._to(index, texts["to"], notes),
            "by": texts["by"],
            "claimant": texts["claimant"],
            "note": texts["note"],
        }
        if not texts["claimant"]:
            raise _RejectedError("claimant", "missing: nobody says so")
        cells |= self._amount(index, texts["amount_unit"], cells["stage"], notes)
        cells |= self._vehicles_of(index, notes)
        if is_in_part(texts["stage"]):
            cells |= _at_most(cells)
            told = f"{quote(texts['stage'])} does not say how much: it counts from nothing to all that the row tells"
            notes.append(self._note(index, "stage", told))
        if cells["stage"] != texts["stage"].casefold():
            cells["note"] = "; ".join(filter(None, (f"{self._columns.name('stage')}: {texts['stage']}", cells["note"])))
        return cells, start

    def _span(self, index: int) -> tuple[datetime, datetime]:
        first = self._calendars["start"].moment(self._texts["start"][index])
        if isinstance(first, str):
            raise _RejectedError("start", first)
        last, text = first, self._texts["end"][index]
        if "end" in self._calendars and text:
            found = self._calendars["end"].moment(text)
            if isinstance(found, str):
                raise _RejectedError("end", found)
            last = found
        if last[1] < first[0] or last[0] < first[0]:
            raise _RejectedError("end", f"it ends ({quote(text)}) before it starts")
        start, end = (datetime.fromtimestamp(second, UTC).astimezone(self._zone) for second in (first[0], last[1]))
        return start, end

    def _stage(self, text: str) -> Stage:
        found = stage_of(text)
        if found is None:
            known = f"expected one of {', '.join(get_args(Stage))}, or a word for one"
            raise _RejectedError("stage", f"{known}; found {quote(text)}" if text else "missing")
        return found

    def _means(self, index: int, text: str, notes: list[RowNote]) -> str:
        found = means_of(text)
        if text and not found:
            notes.append(self._note(index, "means", f"{quote(text)} is no way to travel that is known: left open"))
        return found

    def _to(self, index: int, text: str, notes: list[RowNote]) -> str:
        found = self._known.places.get(text.casefold())
        if text and found is None:
            near = did_you_mean(text.casefold(), self._known.places)
            hint = f"; {near}" if near.startswith("did") else ""
            notes.append(
                self._note(index, "to", f"{quote(text)} is no place of the case: it counts as elsewhere{hint}")
            )
        return found or text

    def _amount(self, index: int, unit: str, stage: str, notes: list[RowNote]) -> dict[str, str]:
        told = self._amounts[index]
        problem = told.odd
        unit = told.unit or unit
        if told.likely is not None and not unit:
            told, problem = Told(), f"{quote(self._texts['amount'][index])} of what is not said: how much is left open"
        if told.likely is not None and unit == "%" and (stage not in WAYS_OFF or (told.high or 0) > 100):
            told, problem = Told(), f"{told.likely:g} % of what is not said: how much is left open"
        if problem:
            notes.append(self._note(index, "amount", problem))
        return {**_range("amount", told), "amount_unit": unit if told.likely is not None else ""}

    def _vehicles_of(self, index: int, notes: list[RowNote]) -> dict[str, str]:
        told, text = self._vehicles[index], self._texts["vehicles"][index]
        whole = told.low is None or (told.low.is_integer() and float(told.high or 0).is_integer())
        problem = told.odd or ("" if whole else f"{quote(text)} is no whole number: how many is left open")
        if problem:
            notes.append(self._note(index, "vehicles", problem))
        return _range("vehicles", told) if whole else {}

    def _calendar(self, target: str, order: Order | None) -> Calendar:
        style = style_of((text for text in self._columns.texts(target) if text), self._zone, all_of_them=True)
        return Calendar(self._zone, replace(style, order=order or style.order))

    def _figures(self, target: str, separator: str) -> list[Told]:
        try:
            return amounts_in(self._columns.texts(target), separator)
        except FigureError as fault:
            where = f"{self._columns.label}: column {self._columns.name(target)}"
            raise InputError(where, str(fault), "write the figures of the column in one way") from None

    def _readings(self) -> Iterator[str]:
        for calendar in self._calendars.values():
            if calendar.style.told:
                yield calendar.style.told
        words = sorted({text for text in self._texts["stage"] if stage_of(text) not in (None, text.casefold())})
        if words:
            yield "stages: " + ", ".join(f"{quote(text)} is read as {stage_of(text)}" for text in words)
        units = ", ".join(sorted({cells for cells in self._texts["amount_unit"] if cells}))
        if self._columns.has("amount") and not self._columns.has("amount_unit"):
            yield "no unit is named for amounts: say --map amount_unit=COLUMN, or amount_unit:=t for all rows"
        elif units:
            yield f"units: {units}"

    def _note(self, index: int, target: str, reason: str) -> RowNote:
        return RowNote(self._columns.numbers[index], self._columns.name(target), reason)


class _RejectedError(Exception):
    """Why a row is kept out."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(reason)
        self.target, self.reason = target, reason


def _range(stem: str, told: Told) -> dict[str, str]:
    """The cells of figures that are told."""
    if told.low is None or told.likely is None or told.high is None:
        return {}
    low, likely, high = range_names(stem)
    if told.low == told.high:
        return {likely: figure(told.low)}
    middle = float(round(told.likely)) if stem == "vehicles" else told.likely
    return {low: figure(told.low), likely: figure(middle), high: figure(told.high)}


def _at_most(cells: Mapping[str, str]) -> dict[str, str]:
    """The figures of a row that may tell again of another, or that holds in part: from nothing to what it says."""
    found = dict[str, str]()
    for stem in ("amount", "vehicles"):
        low, likely, high = range_names(stem)
        if cells.get(likely):
            found |= {low: "0", likely: cells[likely], high: cells.get(high) or cells[likely]}
    return found


def _has_all(row: Row, given: Mapping[str, str]) -> bool:
    """Whether a row names all columns of a mapping, or, where there is none, several."""
    names = {cell.strip().lower() for cell in row if cell.strip()}
    wanted = {column.lower() for target, column in given.items() if not target.endswith(":")}
    return wanted <= names if wanted else len(names) > 1


def _unnamed(table: Table, top: Sequence[Row]) -> InputError:
    """That nobody said which column holds what, with the mapping that the columns look like."""
    head = next((row for row in top if sum(map(bool, row)) > 1), top[0] if top else [])
    guess = suggestion(head)
    told = ", ".join(name for name in head if name)[:200]
    if guess:
        remedy = f"say which column holds what; they look like --map {guess!r}: check it, and add what it lacks"
    else:
        remedy = "say which column holds what, such as --map start=COLUMN,stage=COLUMN,to=COLUMN,claimant:=OCHA"
    return InputError(table.label, f"its columns are {told}" if told else "the file is empty", remedy)
