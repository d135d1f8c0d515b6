"""Counts of people by P-code, as COD-PS and HDX HAPI tables have them, each figure once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geleit.errors import InputError
from geleit.io.first_case.columns import (
    FINEST,
    code_columns,
    name_column,
    name_columns,
    no_people_column,
    people_column,
    women_and_men,
)
from geleit.io.first_case.figures import FigureError, figures_in
from geleit.io.first_case.table_file import TableFile

_ROUNDING = 1.0
"""People by which a total may differ from its parts, for each part, without a word."""

_ALL = ("", "all", "total", "t", "both")
_HAPI = ("gender", "age_range", "population")


@dataclass(frozen=True)
class Count:
    """How many people one figure or several are about.

    Parameters
    ----------
    low, likely, high
        In people; they differ where the file contradicts itself.
    """

    name: str
    low: float
    likely: float
    high: float


@dataclass(eq=False)
class Counts:
    """The counts of a table.

    Parameters
    ----------
    label
        The file as messages name it.
    own
        The count of each code, by level, as a row of its own says it.
    above
        The codes of the levels above each code.
    notes
        What is odd about the file, in sentences.
    """

    label: str
    own: dict[int, dict[str, Count]] = field(default_factory=lambda: defaultdict(dict))
    above: dict[tuple[int, str], dict[int, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def codes(self, level: int) -> frozenset[str]:
        """The codes of a level, also those that only rows of finer levels name."""
        named = {codes[level] for codes in self.above.values() if level in codes}
        return frozenset({*self.own.get(level, {}), *named})

    def at(self, level: int) -> dict[str, Count]:
        """The count of each code of a level: its own, or else the sum of its parts; a contradiction makes a range."""
        sums, found, apart = self._sums(level), dict[str, Count](), list[str]()
        for code in sorted(self.codes(level)):
            own, parts = self.own.get(level, {}).get(code), sums.get(code)
            if own is None and parts is not None:
                found[code] = parts[0]
            elif own is not None and (parts is None or abs(parts[0].likely - own.likely) <= parts[1] * _ROUNDING):
                found[code] = own
            elif own is not None and parts is not None:
                apart.append(f"{code}, {own.likely:,.0f} but its {parts[1]} parts {parts[0].likely:,.0f}")
                ends = min(own.low, parts[0].low), max(own.high, parts[0].high)
                found[code] = Count(own.name, ends[0], own.likely, ends[1])
        summed = len(found) - len(self.own.get(level, {}))
        if summed > 0:
            self.notes.append(
                f"codes without a row of their own, for which the sum of their parts is taken: {summed:,}"
            )
        if apart:
            self.notes.append(_such("totals that differ from the sum of their parts, with both in the range", apart))
        return found

    def told_above(self, level: int) -> Iterator[str]:
        """Which totals of levels above one differ from their parts; nothing is made of them."""
        for upper in sorted(other for other in self.own if other < level):
            sums = self._sums(upper)
            apart = []
            for code, count in sorted(self.own[upper].items()):
                parts, number = sums.get(code, (count, 1))
                if abs(parts.likely - count.likely) > number * _ROUNDING:
                    apart.append(f"{code}, {count.likely:,.0f} but its {number} parts {parts.likely:,.0f}")
            if apart:
                yield (_such(f"totals of level {upper} that differ from the sum of their parts, not used", apart))

    def _sums(self, level: int) -> dict[str, tuple[Count, int]]:
        """The sum of the parts of each code, of the next level that has any, and how many there are."""
        parts: dict[str, dict[int, list[Count]]] = defaultdict(lambda: defaultdict(list))
        for (finer, code), codes in self.above.items():
            if finer > level and level in codes:
                parts[codes[level]][finer].append(self.own[finer][code])
        return {code: _sum_of(by[min(by)]) for code, by in parts.items()}


def read_counts(table: TableFile, asked: str) -> Counts:
    """The counts of a table with P-codes.

    Parameters
    ----------
    asked
        The column that counts people; empty where its name says so.

    Raises
    ------
    InputError
        If a figure cannot be read, no column counts people, or a code has two different figures.
    """
    lower = [name.lower() for name in table.header]
    counts = Counts(table.label)
    by_gender = not asked and all(name in lower for name in _HAPI)
    rows = list((_by_gender if by_gender else _by_row)(table, counts, asked))
    names, coded = name_columns(table.header), codes_of(table)
    bare, without, twice = name_column(table.header), 0, list[str]()
    for index, (low, likely, high) in rows:
        cells = table.rows[index]
        codes = dict(coded[index])
        if not codes:
            without += 1
            continue
        level = max(codes)
        code, column = codes.pop(level), names.get(level, bare if level == FINEST else None)
        count = Count("" if column is None else cells[column].strip(), low, likely, high)
        known = counts.own[level].get(code)
        if known is not None and (known.low, known.likely, known.high) != (low, likely, high):
            problem = f"{code} stands there twice, with {known.likely:,.0f} and {likely:,.0f} people"
            raise InputError(
                f"{table.label}: row {table.numbers[index]}", problem, "keep the rows of one year and group"
            )
        if known is not None:
            twice.append(code)
        counts.own[level][code] = count
        counts.above[level, code] = codes
    if twice:
        counts.notes.append(_such("rows that stand there twice with the same figure, counted once", twice))
    if without:
        counts.notes.append(f"rows without a P-code, left out: {without:,}")
    if not counts.above:
        raise InputError(table.label, "no row has a P-code and a figure")
    return counts


_Row = tuple[int, tuple[float, float, float]]


def _by_row(table: TableFile, counts: Counts, asked: str) -> Iterator[_Row]:
    """The figures of a table with a row for each place, as COD-PS tables are."""
    column, sexes = people_column(table.label, table.header, asked), women_and_men(table.header)
    if column is None and sexes is None:
        raise no_people_column(table.label, table.header)
    read = {index: column_figures(table, index) for index in {*(sexes or ()), *(() if column is None else (column,))}}
    apart, empty = list[str](), 0
    for row in range(len(table.rows)):
        both = sum(read[index][row] for index in sexes) if sexes else math.nan
        total = both if column is None else read[column][row]
        if math.isnan(total) and math.isnan(both):
            empty += 1
            continue
        total = both if math.isnan(total) else total
        ends = (total, total)
        if not math.isnan(both) and abs(both - total) > 2 * _ROUNDING:
            apart.append(f"row {table.numbers[row]}, {total:,.0f} but women and men {both:,.0f}")
            ends = (min(total, both), max(total, both))
        yield row, (ends[0], total, ends[1])
    if column is None:
        counts.notes.append("women and men are added up, for there is no column of totals")
    if apart:
        counts.notes.append(_such("totals that differ from women and men together, with both in the range", apart))
    if empty:
        counts.notes.append(f"rows without a figure, left out: {empty:,}")


def _by_gender(table: TableFile, counts: Counts, _: str) -> Iterator[_Row]:
    """The figures of a table with a row for each gender and age, as HDX HAPI has them; the last period alone."""
    lower = [name.lower() for name in table.header]
    gender, age, people = (lower.index(name) for name in _HAPI)
    figures = column_figures(table, people)
    period = lower.index("reference_period_start") if "reference_period_start" in lower else None
    periods = ["" if period is None else row[period].strip()[:10] for row in table.rows]
    last = max(periods)
    if others := {one for one in periods if one != last}:
        counts.notes.append(f"the figures of {last} are taken, not those of {', '.join(sorted(others)):.200}")
    coded = codes_of(table)
    groups: dict[tuple[str, ...], dict[tuple[str, str], tuple[int, float]]] = defaultdict(dict)
    for row, cells in enumerate(table.rows):
        if periods[row] != last or math.isnan(figures[row]):
            continue
        key, of = tuple(coded[row].values()), _group(cells[gender], cells[age])
        if not key:
            continue
        if of in groups[key] and groups[key][of][1] != figures[row]:
            problem = f"the same place, gender and age stand there twice, with {groups[key][of][1]:,.0f} and "
            raise table.fault(row, people, f"{problem}{figures[row]:,.0f} people", "keep the rows of one group")
        groups[key][of] = (row, figures[row])
    apart, added, half = list[str](), 0, list[str]()
    for key, parts in groups.items():
        sums = list(_readings(parts))
        if not sums:
            half.append(key[-1])
            continue
        row, total = next(iter(parts.values()))[0], sums[0]
        added += ("", "") not in parts
        if any(abs(other - total) > len(parts) * _ROUNDING for other in sums):
            apart.append(f"row {table.numbers[row]}, {' and '.join(f'{other:,.0f}' for other in dict.fromkeys(sums))}")
            yield row, (min(sums), total, max(sums))
        else:
            yield row, (total, total, total)
    if added:
        counts.notes.append(f"places without a total, of which genders or ages are added up: {added:,}")
    if half:
        counts.notes.append(_such("places with one gender alone and no total, left out", half))
    if apart:
        counts.notes.append(_such("places of which total and parts differ, with both in the range", apart))


def _group(gender: str, age: str) -> tuple[str, str]:
    """Gender and age of a row, empty for all."""
    words = (gender.strip().lower(), age.strip().lower())
    return "" if words[0] in _ALL else words[0], "" if words[1] in _ALL else words[1]


def _readings(parts: Mapping[tuple[str, str], tuple[int, float]]) -> Iterator[float]:
    """What a place comes to by its total, its genders, its ages, and both: as many of these as it has whole."""
    for gendered, aged in ((False, False), (True, False), (False, True), (True, True)):
        found = {of: figure for of, (_, figure) in parts.items() if (bool(of[0]), bool(of[1])) == (gendered, aged)}
        if found and (not gendered or {"f", "m"} <= {gender[:1] for gender, _ in found}):
            yield sum(found.values())


def column_figures(table: TableFile, column: int) -> list[float]:
    """The figures of a column of a table, not a number where a cell is empty.

    Raises
    ------
    InputError
        At the first cell that cannot be read.
    """
    try:
        return figures_in(table.cells(column), table.separator)
    except FigureError as fault:
        raise table.fault(fault.index, column, str(fault), "write it without separators, in every row alike") from None


def codes_of(table: TableFile) -> list[dict[int, str]]:
    """The P-codes of each row by level; none where it is of a finer level than any code that stands in it."""
    columns, lower = code_columns(table.header), [name.lower() for name in table.header]
    said = table.cells(lower.index("admin_level")) if "admin_level" in lower else [""] * len(table.rows)
    found = []
    for cells, level in zip(table.rows, said, strict=True):
        codes = {at: text for at, column in columns.items() if _is_code(text := cells[column].strip().upper())}
        found.append({} if level.isdecimal() and codes and max(codes) < int(level) else codes)
    return found


def _is_code(text: str) -> bool:
    """Whether a cell holds a code, and not the word that stands for a sum."""
    return bool(text) and text.lower() not in ("total", "all", "#n/a", "n/a")


def _sum_of(parts: Sequence[Count]) -> tuple[Count, int]:
    low, likely, high = (sum(getattr(part, end) for part in parts) for end in ("low", "likely", "high"))
    return Count("", low, likely, high), len(parts)


def _such(what: str, examples: Sequence[str]) -> str:
    return f"{what}: {len(examples):,}, such as {examples[0]}"
