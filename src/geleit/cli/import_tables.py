"""``geleit import deliveries``: tables of others, brought into the tables of a case by the columns a user names."""

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
    again: Annotated[
        bool, typer.Option("--again", help="Put its rows in the place of those of an earlier file of that name.")
    ] = False,
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
    _tell(done)


def _tell(done: ImportedDeliveries) -> None:
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
