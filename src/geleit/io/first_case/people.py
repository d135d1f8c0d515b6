"""People of a first case: where they are by a raster, by shapes, or by a table joined to outlines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.io.first_case import table_file
from geleit.io.first_case.columns import (
    code_columns,
    constant,
    name_column,
    no_people_column,
    people_column,
    position_columns,
    renamed,
)
from geleit.io.first_case.counts import Count, codes_of, column_figures, read_counts
from geleit.io.first_case.figures import FigureError, figures_in, may_be_figure, stored
from geleit.io.first_case.match import Drawn, key_of, levels_of, matched, table_for
from geleit.io.first_case.outlines import Placed, read_placed
from geleit.io.first_case.table_file import TableFile, read_tables
from geleit.io.foreign.csv_rows import Row
from geleit.model.population import in_figures

MARGIN = 0.2
"""How far, as a share, a figure may be off of which nobody says how good it is: an assumption, and marked as such."""

_BARELY = 0.01
"""Share of an outline that lies across the line of the area by the hand of who drew them."""

RASTERS = (".tif", ".tiff")


@dataclass(frozen=True)
class Home:
    """Some people and where they are, as a row of the table people."""

    id: str
    name: str
    where: BaseGeometry
    low: int
    likely: int
    high: int
    note: str = ""


@dataclass(frozen=True)
class Fate:
    """What became of a row of people: ``kept``, ``warned`` or ``rejected``, and why."""

    part: Literal["kept", "warned", "rejected"]
    reason: str = ""


_KEPT = Fate("kept")


@dataclass(frozen=True)
class FoundPeople:
    """The people of a file.

    Parameters
    ----------
    homes
        The rows of the table people; none of a raster.
    raster
        Fewest, likely and most people of a raster.
    notes
        What was done with the file, in sentences.
    said
        What it says of itself.
    read
        Rows that hold something.
    fates
        What became of each of them, by its number; a row that is not here tells again of others, as a total does.
    """

    homes: tuple[Home, ...] = ()
    raster: tuple[int, int, int] | None = None
    notes: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    read: int = 0
    fates: Mapping[int, Fate] = field(default_factory=dict)


def people_of_raster(path: Path, area: BaseGeometry | None) -> FoundPeople:
    """The people of a GeoTIFF, by its own count inside the area.

    Raises
    ------
    InputError
        If it cannot be used.
    """
    from geleit.io.case.population_raster import cover_of, read_raster
    from geleit.io.foreign.raster import read_apart

    cells = read_raster(path, area)
    total = float(cells.people.sum())
    said = read_apart(path, lambda dataset: {**dataset.tags(), **dataset.tags(1)})
    told = {name: " ".join(str(text).split())[:200] for name, text in said.items() if not name.startswith("STATISTICS")}
    notes = [f"it counts {total:,.0f} people{'' if area is None else ' inside the area'}"]
    off, unknown = (0.0, 0.0) if area is None else cover_of(path, area)
    if off >= _BARELY:
        notes.append(f"{off:.0%} of the area has no cell of it: who lives there is not counted")
    if unknown >= _BARELY:
        notes.append(f"{unknown:.0%} of the area has cells without a figure, which are taken as nobody")
    tally = cells.tally
    if tally is not None and tally.sentinel is not None:
        dropped = f"cells with {in_figures(tally.sentinel.value)}, which cannot be people"
        notes.append(f"{dropped}, left out: {tally.sentinel.cells:,}")
    if round(total) < 1:
        raise InputError(str(path), "it counts fewer than one person there", "check that it holds counts of people")
    return FoundPeople(raster=_range(Count("", total, total, total)), notes=tuple(notes), said=told)


@dataclass(frozen=True)
class Asked:
    """What a user says of people in a file.

    Parameters
    ----------
    column, sheet
        The column that counts people, and the sheet that it is in; empty where their names say so.
    whole_units
        Whether the outlines are all of each unit of the table that they are parts of.
    columns
        Names of columns by what they hold (:data:`geleit.io.first_case.columns.TARGETS`).
    in_part
        Whether rows with positions that cannot be read are kept out, instead of the table being refused.
    """

    column: str = ""
    sheet: str = ""
    whole_units: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    in_part: bool = False


def people_of(file: Path, drawn: Drawn | None, asked: Asked, area: BaseGeometry | None) -> FoundPeople:
    """The people of a table, or of a file of points or outlines.

    Raises
    ------
    InputError
        If it cannot be used.
    """
    if is_table(file):
        return people_of_table(file, drawn, asked, area)
    return people_of_shapes(file, read_placed(file, points=True), asked, area)


def people_of_shapes(path: Path, found: Placed, asked: Asked, area: BaseGeometry | None) -> FoundPeople:
    """The people of a file of points or outlines with a column that counts them.

    Raises
    ------
    InputError
        If no column does, or a figure cannot be read.
    """
    own = list(found.columns)
    header = renamed(str(path), own, asked.columns)
    column = people_column(str(path), header, asked.column)
    if column is None:
        raise no_people_column(str(path), header)
    cells = found.columns[own[column]]
    try:
        figures = figures_in(list(map(_text, cells)), ",")
    except FigureError as fault:
        where = f"{path}: row {found.rows[fault.index]}, column {own[column]}"
        raise InputError(where, str(fault), "write a number of people, in every row alike") from None
    named = name_column(header)
    names = [""] * len(cells) if named is None else [str(cell or "") for cell in found.columns[own[named]]]
    rows = [(f"row-{row}", name, figure) for row, name, figure in zip(found.rows, names, figures, strict=True)]
    homes, notes, fates = _homes(rows, found.shapes, area)
    of_rows = dict(zip(found.rows.tolist(), fates, strict=True))
    some = homes if asked.in_part else _some(path, homes)
    return FoundPeople(some, None, (*found.notes, *notes), constant(found.columns), len(of_rows), of_rows)


def _text(cell: Any) -> str:
    if isinstance(cell, (float, np.floating, Decimal)):
        return stored(float(cell))
    return "" if cell is None else str(cell)


def people_of_table(path: Path, drawn: Drawn | None, asked: Asked, area: BaseGeometry | None) -> FoundPeople:
    """The people of a table: joined to outlines by P-code, or where its positions say.

    Raises
    ------
    InputError
        If it has neither, no code has an outline, its units are coarser than the outlines, or a figure cannot be read.
    MissingExtraError
        If it is a workbook, and openpyxl is not installed.
    """
    tables = tables_of(path, asked)
    table = table_for(path, tables, drawn)
    said = constant({name: table.cells(index) for index, name in enumerate(table.header)})
    if "people_likely" in table.header:
        remedy = "copy it into the folder of the case as people.csv"
        raise InputError(str(path), "it is a table of a case already", remedy)
    at = position_columns(table.header)
    if code_columns(table.header) and drawn is not None:
        found = _joined(table, drawn, asked, area)
    elif at is not None:
        found = _at_points(table, at, asked, area)
    elif code_columns(table.header):
        remedy = "give the outlines of its districts by --area or --outlines"
        raise InputError(str(path), "it has P-codes, and nothing says where these are", remedy)
    else:
        told = ", ".join(table.columns[:20])
        problem = f"it has neither P-codes, such as ADM2_PCODE, nor longitude and latitude; it has {told}"
        raise InputError(str(path), problem, "add one of these")
    others = [one.sheet for one in tables if one is not table]
    sheets = [f"read of its sheet {table.sheet}, and not {', '.join(others)}"] if others else []
    homes = found.homes if asked.in_part else _some(path, found.homes)
    return FoundPeople(homes, None, (*sheets, *found.notes), said, len(table.rows), found.fates)


def tables_of(path: Path, asked: Asked) -> list[TableFile]:
    """A table of people, or those of a workbook that may be meant, with columns called by what a user says they hold.

    Raises
    ------
    InputError
        If it cannot be read, or a column is not there.
    """
    wanted = {column.strip().lower() for column in asked.columns.values()}

    def may_be_meant(header: Row) -> bool:
        names = {name.strip().lower() for name in header}
        return wanted <= names if wanted else bool(code_columns(header) or position_columns(header))

    found = read_tables(path, asked.sheet, may_be_meant)
    if not asked.columns:
        return found
    return [replace(one, header=renamed(one.label, one.header, asked.columns), own=tuple(one.header)) for one in found]


def _at_points(table: TableFile, at: tuple[int, int], asked: Asked, area: BaseGeometry | None) -> FoundPeople:
    column = people_column(table.label, table.header, asked.column)
    if column is None:
        raise no_people_column(table.label, table.header)
    out = dict(_unreadable(table, at, column)) if asked.in_part else {}
    table = _without(table, out)
    figures, named = column_figures(table, column), name_column(table.header)
    degrees = [[_degrees(table, row, one, most) for row in range(len(table.rows))]
               for one, most in zip(at, (180.0, 90.0), strict=True)]  # fmt: skip
    names = [""] * len(figures) if named is None else table.cells(named)
    rows = [(f"row-{row}", name, figure) for row, name, figure in zip(table.numbers, names, figures, strict=True)]
    homes, notes, fates = _homes(rows, shapely.points(*degrees), area)
    return FoundPeople(homes, notes=notes, fates={**out, **dict(zip(table.numbers, fates, strict=True))})


def _unreadable(table: TableFile, at: tuple[int, int], column: int) -> Iterator[tuple[int, Fate]]:
    """The rows whose position or figure cannot be read, by number."""
    for row, number in enumerate(table.numbers):
        try:
            lon, lat = (_degrees(table, row, one, most) for one, most in zip(at, (180.0, 90.0), strict=True))
        except InputError as fault:
            yield number, Fate("rejected", fault.problem)
            continue
        if lon == lat == 0:
            yield number, Fate("rejected", "it lies at 0, 0, which stands for no position")
        elif not may_be_figure(table.rows[row][column]):
            yield number, Fate("rejected", f"expected a number of people, found {table.rows[row][column]!r:.60}")


def _without(table: TableFile, out: Mapping[int, Fate]) -> TableFile:
    if not out:
        return table
    left = [(number, row) for number, row in zip(table.numbers, table.rows, strict=True) if number not in out]
    return replace(table, numbers=[number for number, _ in left], rows=[row for _, row in left])


def _degrees(table: TableFile, row: int, column: int, most: float) -> float:
    text = table.rows[row][column].strip()
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise table.fault(row, column, f"expected degrees from -{most:g} to {most:g}, found {text!r:.60}")
    return value


def _joined(table: TableFile, drawn_by: Drawn, asked: Asked, area: BaseGeometry | None) -> FoundPeople:
    counts, outlines = read_counts(table, asked.column), drawn_by.outlines
    match = matched(counts.label, {one: counts.codes(one) for one in levels_of(table)}, drawn_by)
    level, column = match.level, match.column
    if match.finer and not asked.whole_units:
        problem = f"it has people by {column}, coarser than the outlines of {drawn_by.file.name}, by {match.finer}"
        remedy = f"give a table or outlines of the same level, or --whole-units where all of each {column} is drawn"
        raise InputError(counts.label, problem, remedy)
    drawn = [key_of(cell) for cell in outlines.columns[column]]
    found = {key_of(code): (code, count) for code, count in counts.at(level).items()}
    notes = [f"joined by the codes of {column}", *outlines.notes, *counts.notes, *counts.told_above(level)]
    if match.finer:
        notes.append(f"outlines by {match.finer} are taken for all of each {column}, as was said")
    shapes: list[BaseGeometry] = []
    rows: list[tuple[str, str, Count]] = []
    parts: dict[str, list[int]] = {}
    for index, key in enumerate(drawn):
        parts.setdefault(key, []).append(index)
    for key, indices in parts.items():
        if key in found:
            code, count = found[key]
            shapes.append(shapely.union_all(outlines.shapes[indices]))
            rows.append((code, count.name, count))
    if nowhere := [(code, count) for key, (code, count) in found.items() if key not in {*drawn}]:
        people = f"with {sum(count.likely for _, count in nowhere):,.0f} people in all"
        notes.append(f"codes without an outline, left out: {len(nowhere):,}, such as {nowhere[0][0]}, {people}")
    if nobody := [key for key in dict.fromkeys(drawn) if key not in found]:
        notes.append(
            f"outlines without people in the table: {len(nobody):,}, such as {nobody[0] or 'one without a code'}"
        )
    if len(drawn) > len({*drawn}):
        notes.append(f"outlines that share their code with another, taken together: {len(drawn) - len({*drawn}):,}")
    homes, told, fates = _homes(rows, np.array(shapes, dtype=object), area)
    of_units = dict(zip((key_of(code) for code, _, _ in rows), fates, strict=True))
    return FoundPeople(homes, notes=(*notes, *told), fates=dict(_of_rows(table, level, of_units)))


def _of_rows(table: TableFile, level: int, of_units: Mapping[str, Fate]) -> Iterator[tuple[int, Fate]]:
    """The fate of each row, by that of its unit; totals of coarser units have none."""
    nowhere = Fate("rejected", "no outline has its code")
    for number, codes in zip(table.numbers, codes_of(table), strict=True):
        if level in codes:
            yield number, of_units.get(key_of(codes[level]), nowhere)
        elif not codes:
            yield number, Fate("rejected", "no code of a unit stands in it")


def _homes(
    rows: Sequence[tuple[str, str, Count | float]], shapes: NDArray[Any], area: BaseGeometry | None
) -> tuple[tuple[Home, ...], tuple[str, ...], list[Fate]]:
    """Rows with people inside the area, those of outlines across its line in part; what was left out, and each fate."""
    inside = _shares(shapes, area)
    homes, empty, outside, cut, fates = [], 0, 0, list[str](), list[Fate]()
    for (name, called, given), where, share in zip(rows, shapes, inside, strict=True):
        count = given if isinstance(given, Count) else Count("", given, given, given)
        if math.isnan(count.likely) or count.high <= 0:
            empty += 1
            fates.append(Fate("rejected", "it has no figure, or 0 people"))
        elif not share:
            outside += 1
            fates.append(Fate("rejected", "it lies outside the area"))
        elif share == 1.0:
            homes.append(Home(name, called, where, *_range(count)))
            fates.append(_KEPT)
        elif area is not None:
            cut.append(name)
            part = _range(Count("", 0.0, count.likely * share, count.high))
            percent = f"{share:.0%}" if share >= _BARELY else f"{100 * share:.1g}%"
            note = f"{percent} of its ground is in the area: that share of its people is likely, 0 to all possible"
            homes.append(Home(name, called, _within(where, area), *part, note=note))
            fates.append(Fate("warned", "it lies in the area in part, with a share of its people"))
    notes = []
    if outside:
        notes.append(f"rows with people outside the area, left out: {outside:,}")
    if empty:
        notes.append(f"rows without a figure or with 0 people, left out: {empty:,}")
    if cut:
        notes.append(
            f"outlines in the area in part, with the share of their ground as likely: {len(cut):,}, such as {cut[0]}"
        )
    return tuple(homes), tuple(notes), fates


def _shares(shapes: NDArray[Any], area: BaseGeometry | None) -> list[float]:
    """Which share of each shape is inside the area; slivers of it and of the area are none, or all."""
    if area is None:
        return [1.0] * len(shapes)
    shapely.prepare(area)
    shares = []
    for shape in shapes:
        if area.covers(shape):
            share = 1.0
        elif shape.area and area.intersects(shape):
            common = area.intersection(shape).area
            share = 0.0 if common < _BARELY * min(shape.area, area.area) else common / shape.area
        else:
            share = 0.0
        shares.append(1.0 if share > 1 - _BARELY else share)
    return shares


def _within(shape: BaseGeometry, area: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(np.array([area.intersection(shape)], dtype=object)))
    found: BaseGeometry = shapely.union_all(parts[shapely.get_type_id(parts) == 3])
    return found


def _range(count: Count) -> tuple[int, int, int]:
    """Whole people, a fifth less and a fifth more than the figures; the likely one as it is."""
    return math.floor(count.low * (1 - MARGIN)), round(count.likely), math.ceil(count.high * (1 + MARGIN))


def _some(path: Path, homes: tuple[Home, ...]) -> tuple[Home, ...]:
    if not homes:
        raise InputError(str(path), "nobody is left of it inside the area", "check that both are of one place")
    return homes


def is_table(path: Path) -> bool:
    """Whether a file of people is a table."""
    return path.suffix.lower() in table_file.SUFFIXES
