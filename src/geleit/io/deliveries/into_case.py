"""Deliveries of others brought into a case: rows of its table ``deliveries``, with the file as their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from geleit.errors import CaseError, InputError
from geleit.files import hash_of, write_atomically
from geleit.io.case.appending import csv_line, grown
from geleit.io.case.bundled import case_folder
from geleit.io.case.context import Context
from geleit.io.case.fields import quote, start_of_day
from geleit.io.case.kept_mappings import keep_mapping, kept_mapping
from geleit.io.case.record import id_for
from geleit.io.case.rows import Rows, ids_of
from geleit.io.case.settings import Settings, read_settings
from geleit.io.case.specs.aid import BASKET, DELIVERIES, ITEMS, NEEDS
from geleit.io.case.specs.places import PEOPLE
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.standards import standard_ids, standards_of
from geleit.io.case.tables import csv_records
from geleit.io.deliveries.read_sheet import Known, read_sheet
from geleit.io.incidents.how import AS_ITS_HEADER_SAYS, HowToRead
from geleit.io.incidents.read_table import expect_enough
from geleit.model.balance import Balance, RowNote
from geleit.model.letters import to_cell


@dataclass(frozen=True)
class ImportedDeliveries:
    """What an import of deliveries came to.

    Parameters
    ----------
    columns
        Which of its columns holds what.
    balance
        What became of each row.
    rejected, warned
        Rows kept out, and those read otherwise than they are written, each with the reason.
    source
        Id of the row of ``sources`` that stands for the file.
    taken
        From when on the file says nothing: as it was said, else after its last row.
    said
        Whether somebody said when it was taken.
    written
        The table that has the rows now.
    """

    columns: Mapping[str, str]
    balance: Balance
    rejected: tuple[RowNote, ...]
    warned: tuple[RowNote, ...]
    source: str
    taken: datetime
    said: bool
    written: Path


def import_deliveries(
    file: Path, case: Path, how: HowToRead = AS_ITS_HEADER_SAYS, *, again: bool = False
) -> ImportedDeliveries:
    """Read the deliveries of a file and add them to the table of a case.

    Parameters
    ----------
    how
        What the file does not say itself. Columns (:data:`geleit.io.deliveries.targets.TARGETS`) that are named are
        kept with the case, and hold for the next import of a file of that name too, if that names none.
    again
        Whether its rows take the place of those of an earlier file of the same name.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be read, nothing or too little of it can be used, or its rows are in
        the case already.
    """
    settings = read_settings(case_folder(case))
    how = how if how.columns else replace(how, columns=kept_mapping(case, DELIVERIES.name, file.name))
    tables = {table.name: settings.folder.table(table) for table in (SOURCES, PEOPLE, ITEMS, NEEDS, BASKET, DELIVERIES)}
    source = id_for(f"deliveries-{file.stem}", "", (), "deliveries")
    earlier = _earlier(tables[SOURCES.name], source, file.name)
    if earlier and not again:
        problem = f"{file.name} was brought into this case before: its rows have the source {quote(source)}"
        raise InputError(str(file), problem, "say --again to put these rows in the place of those")
    context = _context(settings, tables, source)
    known = _known(tables, context, source)
    sheet = read_sheet(file, how.columns, how.order, settings.calendar.zone, known)
    expect_enough(str(file), sheet.balance, how.least_kept)
    zone, taken = settings.calendar.zone, sheet.last or settings.calendar.period.start
    if how.snapshot is not None:
        taken = start_of_day(how.snapshot, zone)
        if sheet.last is not None and sheet.last > taken + timedelta(days=2):
            problem = f"a row tells of {sheet.last:%Y-%m-%d}, after the file was taken on {how.snapshot}"
            raise InputError(str(file), problem, "say the day on which it was taken from its publisher")
    told = {
        "id": source,
        "title": file.name,
        "sha256": hash_of(file),
        "taken": taken.isoformat(),
        "left_out": str(sheet.balance.rejected),
        "note": "Deliveries as the table has them; ids are its rows.",
    }
    sources = grown(settings.folder, SOURCES, [told], "id", source)
    deliveries = grown(settings.folder, DELIVERIES, sheet.rows, "source", source)
    for path, text in (sources, deliveries):
        write_atomically(path, text)
    keep_mapping(case, DELIVERIES.name, file.name, how.columns)
    said = how.snapshot is not None
    return ImportedDeliveries(
        how.columns, sheet.balance, sheet.rejected, sheet.warned, source, taken, said, deliveries[0]
    )


def _earlier(sources: Rows, source: str, title: str) -> bool:
    """Whether a file of that name was brought in before.

    Raises
    ------
    CaseError
        If another source has its id.
    """
    row = next((row for row in sources if row.text("id") == source), None)
    if row is not None and row.text("title") != title:
        raise row.fault("id", f"{quote(source)} would be the source of {title}", "rename this source, or the file")
    return row is not None


def _context(settings: Settings, tables: Mapping[str, Rows], source: str) -> Context:
    ids = {name: ids_of(rows) for name, rows in tables.items()}
    ids |= {name: ids[name] | standard_ids(name) for name in (ITEMS.name, NEEDS.name)}
    return Context(settings.calendar, {**ids, SOURCES.name: ids[SOURCES.name] | {source}}, None)


def _known(tables: Mapping[str, Rows], context: Context, source: str) -> Known:
    places = {
        text.casefold(): row.name("id") for row in tables[PEOPLE.name] for text in (row.text("name"), row.name("id"))
    }
    items = standards_of(tables, context).items.values()
    goods = {text.casefold().replace("-", " "): item.id for item in items for text in (item.name, item.id)}
    named = {text: name for text, name in places.items() if text}
    return Known(source, named, goods, lambda cells: _fault_of(cells, context))


def _fault_of(cells: Mapping[str, str], context: Context) -> tuple[str, str] | None:
    """The column and the reason for which a case would refuse a row of its table; ``None`` where it would not."""
    text = csv_line(list(cells), ",", "\n") + csv_line([to_cell(cell) for cell in cells.values()], ",", "\n")
    [record] = csv_records(DELIVERIES.name, text, DELIVERIES)
    try:
        DELIVERIES.read(record, context)
    except CaseError as fault:
        return fault.where.rpartition("column ")[2], fault.problem
    return None
