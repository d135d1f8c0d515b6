"""Counts of people by P-code, as COD-PS and HDX HAPI tables have them, each figure once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

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
        parts, found, apart = self._parts(), dict[str, Count](), list[str]()
        for code in sorted(self.codes(level)):
            own, (summed, number) = self.own.get(level, {}).get(code), self._sum(parts, (level, code))
            if own is None:
                found[code] = summed
            elif not number or abs(summed.likely - own.likely) <= number * _ROUNDING:
                found[code] = own
            else:
                apart.append(f"{code}, {own.likely:,.0f} but its {number} parts {summed.likely:,.0f}")
                ends = min(own.low, summed.low), max(own.high, summed.high)
                found[code] = Count(own.name, ends[0], own.likely, ends[1])
        without = len(found) - len(self.own.get(level, {}))
        if without > 0:
            self.notes.append(
                f"codes without a row of their own, for which the sum of their parts is taken: {without:,}"
            )
        if apart:
            self.notes.append(_such("totals that differ from the sum of their parts, with both in the range", apart))
        return found

    def told_above(self, level: int) -> Iterator[str]:
        """Which totals of levels above one differ from their parts, or have none; nothing is made of them."""
        parts = self._parts()
        for upper in sorted(other for other in self.own if other < level):
            apart, whole = list[str](), list[tuple[str, Count]]()
            for code, count in sorted(self.own[upper].items()):
                summed, number = self._sum(parts, (upper, code))
                if not number:
                    whole.append((code, count))
                elif abs(summed.likely - count.likely) > number * _ROUNDING:
                    apart.append(f"{code}, {count.likely:,.0f} but its {number} parts {summed.likely:,.0f}")
            if apart:
                yield _such(f"totals of level {upper} that differ from the sum of their parts, not used", apart)
            if whole:
                people = f"with {sum(count.likely for _, count in whole):,.0f} people in all"
                told = f"{_such('', [code for code, _ in whole]).removeprefix(': ')}, {people}"
                yield f"totals of level {upper} of which no parts stand there, left out: {told}"

    def _parts(self) -> dict[_Unit, list[_Unit]]:
        """The units next below each unit, whether or not these have rows of their own."""
        upper: dict[_Unit, _Unit] = {}
        for unit, codes in self.above.items():
            chain = [unit, *sorted(codes.items(), reverse=True)]
            for below, above in pairwise(chain):
                upper[below] = max(above, upper.get(below, above))
        parts: dict[_Unit, list[_Unit]] = defaultdict(list)
        for below, above in upper.items():
            parts[above].append(below)
        return parts

    def _sum(self, parts: Mapping[_Unit, Sequence[_Unit]], unit: _Unit) -> tuple[Count, int]:
        """The sum of the parts of a unit, each by its own row or else by its parts, and how many rows that are."""
        rows, left = list[Count](), list(parts.get(unit, ()))
        while left:
            level, code = part = left.pop()
            own = self.own.get(level, {}).get(code)
            if own is None:
                left += parts.get(part, ())
            else:
                rows.append(own)
        low, likely, high = (math.fsum(getattr(row, end) for row in rows) for end in ("low", "likely", "high"))
        return Count("", low, likely, high), len(rows)


_Unit = tuple[int, str]
"""A unit by its level and code."""


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
    column = people_column(table.label, table.header, asked)
    sexes = None if asked else women_and_men(table.header)
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
    """The figures of a table with a row for each gender and age (HDX HAPI): the last period of each place."""
    lower = [name.lower() for name in table.header]
    gender, age, people = (lower.index(name) for name in _HAPI)
    figures = column_figures(table, people)
    start = lower.index("reference_period_start") if "reference_period_start" in lower else None
    periods = ["" if start is None else row[start].strip()[:10] for row in table.rows]
    keys = [tuple(codes.values()) for codes in codes_of(table)]
    last: dict[tuple[str, ...], str] = {}
    for key, period, figure in zip(keys, periods, figures, strict=True):
        if key and not math.isnan(figure):
            last[key] = max(period, last.get(key, period))
    counts.notes += _periods_taken(last, {*periods})
    groups: dict[tuple[str, ...], dict[tuple[str, str], tuple[int, float]]] = defaultdict(dict)
    for row, (cells, key) in enumerate(zip(table.rows, keys, strict=True)):
        if last.get(key) != periods[row] or math.isnan(figures[row]):
            continue
        of = _group(cells[gender], cells[age])
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


def _periods_taken(last: Mapping[tuple[str, ...], str], periods: Set[str]) -> Iterator[str]:
    """Which periods are taken, where a table has several."""
    taken = Counter(last.values())
    others = ", ".join(sorted(periods - {*taken}))
    if len(taken) > 1:
        told = ", ".join(f"{period or 'none'} of {places:,}" for period, places in sorted(taken.items(), reverse=True))
        yield f"of each place the last period is taken: {told:.300}{f', and not {others:.200}' if others else ''}"
    elif others:
        yield f"the figures of {next(iter(taken), 'none')} are taken, not those of {others:.200}"


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


def _such(what: str, examples: Sequence[str]) -> str:
    return f"{what}: {len(examples):,}, such as {examples[0]}"
