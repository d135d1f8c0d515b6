"""``geleit import deliveries`` and ``people``: tables of others, brought into a case by the columns a user names."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit.cli.column_names import MapOption, columns_named
from geleit.cli.incidents import DatesOption, LeastOption, snapshot_day
from geleit.cli.shared_options import JsonOption, print_internal
from geleit.errors import quoted
from geleit.model.balance import LEAST_KEPT

if TYPE_CHECKING:
    from geleit.io.deliveries.into_case import ImportedDeliveries
    from geleit.io.first_case.people_into_case import ImportedPeople


AgainOption = Annotated[bool, typer.Option("--again", help="Put its rows in the place of those of an earlier import.")]


OutlinesOption = Annotated[
    Path | None, typer.Option("--outlines", help="Outlines that a table with P-codes is joined to, if not --area.")
]
SheetOption = Annotated[
    str, typer.Option("--sheet", help="Sheet of a workbook of people, where the outlines leave it open.")
]
WholeUnitsOption = Annotated[
    bool, typer.Option("--whole-units", help="The outlines are all of each coarser unit that people are counted by.")
]


def import_deliveries(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .csv, .csv.gz or .xlsx file; --map tells its columns.")
    ],
    case: Annotated[Path, typer.Option("--case", help="Case folder whose table deliveries they are added to.")],
    columns: MapOption = None,
    dates: DatesOption = None,
    snapshot: Annotated[
        str | None,
        typer.Option("--snapshot", help="Day on which the file was taken; default: with its last row."),
    ] = None,
    least_kept: LeastOption = LEAST_KEPT,
    again: AgainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Import deliveries: 3W sheets, lists of convoys, access logs.

    Columns are named by --map, such as start=Date,stage=Status,item=Commodity,amount=Qty,amount_unit=Unit,to=Location;
    what holds for all rows by a colon, such as claimant:=OCHA. The case keeps them for the next file of that name.
    """
    from geleit.io.deliveries.into_case import import_deliveries as bring_in
    from geleit.io.incidents.how import HowToRead
    from geleit.report.json.balance import balance_json

    how = HowToRead(dates, columns_named(columns), least_kept, snapshot_day(snapshot))
    done = bring_in(file, case, how, again=again)
    if as_json:
        print_internal({"balance": balance_json(done.balance), "columns": dict(done.columns),
                    "rejected": [asdict(row) for row in done.rejected], "warned": [asdict(row) for row in done.warned],
                    "source": done.source, "taken": done.taken.isoformat(), "taken_said": done.said,
                    "written": str(done.written)})  # fmt: skip
        return
    _tell_deliveries(done)


def import_people(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Points, outlines, or a table with positions or P-codes.")
    ],
    case: Annotated[Path, typer.Option("--case", help="Case folder whose people they are to be.")],
    columns: MapOption = None,
    outlines: OutlinesOption = None,
    sheet: SheetOption = "",
    whole_units: WholeUnitsOption = False,
    least_kept: LeastOption = LEAST_KEPT,
    again: AgainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Import people, of shapes or of a table.

    Points, outlines, or a table with positions or P-codes. Columns that are not known by name are named by --map,
    such as people=Total,lon=X,lat=Y,name=Camp or code=PCODE. The case keeps them for the next file of that name.
    """
    from geleit.io.first_case.people import Asked
    from geleit.io.first_case.people_into_case import import_people as bring_in
    from geleit.report.json.balance import balance_json

    asked = Asked(sheet=sheet, whole_units=whole_units, columns=columns_named(columns))
    done = bring_in(file, case, asked, outlines, least_kept, again=again)
    if as_json:
        low, likely, high = done.people
        print_internal({"balance": balance_json(done.balance), "columns": dict(done.columns),
                    "rejected": [asdict(row) for row in done.rejected], "warned": [asdict(row) for row in done.warned],
                    "people": {"low": low, "likely": likely, "high": high}, "notes": list(done.notes),
                    "source": done.source, "written": str(done.written)})  # fmt: skip
        return
    _tell_people(done)


def _tell_people(done: ImportedPeople) -> None:
    from geleit.io.case.mapping import told
    from geleit.report.text.balance import balance_lines

    for line in (*balance_lines(done.balance), *done.notes):
        typer.echo(f"  {line}")
    if done.columns:
        typer.echo(f"  its columns were read as --map {quoted(told(done.columns))}, which the case keeps")
    low, likely, high = done.people
    typer.echo(f"wrote {done.written}: {likely:,} people ({low:,} to {high:,}), with the source {done.source}")


def _tell_deliveries(done: ImportedDeliveries) -> None:
    from geleit.io.case.mapping import told
    from geleit.report.text.balance import balance_lines

    for line in balance_lines(done.balance):
        typer.echo(f"  {line}")
    typer.echo(f"  its columns were read as --map {quoted(told(done.columns))}, which the case keeps")
    if not done.said:
        typer.echo(
            f"  when was it taken from its publisher? Say --snapshot: until then it says nothing of what came after "
            f"{done.taken:%Y-%m-%d %H:%M}, the time of its last row"
        )
    typer.echo(f"wrote {done.written}, with the source {done.source}")
