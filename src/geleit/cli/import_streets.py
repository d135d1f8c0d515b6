"""``geleit import osm`` and ``lines``: bring streets into a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geleit.cli.exit_codes import complain
from geleit.cli.progress import counted
from geleit.cli.sections import InOrder
from geleit.errors import InputError

importer = typer.Typer(
    cls=InOrder, help="Bring streets and incidents into a case.", no_args_is_help=True, rich_markup_mode=None
)
IntoOption = Annotated[Path, typer.Option("--case", help="Case folder to put streets.npz into.")]


@importer.command("osm")
def import_osm(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .osm.pbf or .osm file, or Overpass JSON.")],
    case: IntoOption,
) -> None:
    """Import streets from OpenStreetMap."""
    _import(file, case)


@importer.command("lines")
def import_lines(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoParquet, GeoPackage, GeoJSON or shapefile.")],
    case: IntoOption,
) -> None:
    """Import streets from a file of lines."""
    _import(file, case)


def case_or_here(case: Path | None) -> Path:
    """The folder named, or the current one, if it holds a case.

    Raises
    ------
    InputError
        If it does not.
    """
    from geleit.io.case.bundled import case_folder
    from geleit.io.case.file_names import CASE_FILE

    if case is not None:
        return case_folder(case)
    if not Path(CASE_FILE).is_file():
        raise InputError("--case", f"missing, and the current folder has no {CASE_FILE}", "name a case folder")
    return Path()


def _import(file: Path, case: Path) -> None:
    from geleit.io.case.file_names import CASE_FILE
    from geleit.io.streets.into_case import import_streets
    from geleit.report.numbers import many

    with counted() as count:
        done = import_streets(file, case, count)
    network, found = done.network, done.network.report
    typer.echo(f"  {found.kept:,} of {many(found.ways, 'way')} kept, {many(network.edges, 'street piece')}")
    typer.echo(f"  {found.walk_km:,.3f} km on foot, {found.drive_km:,.3f} km by vehicle")
    parts, largest = many(found.components, "separate part"), f"{found.largest_share:.1%}"
    missing = many(found.missing_nodes, "missing node reference")
    typer.echo(f"  {parts} on foot, the largest has {largest} of the length; {missing}")
    if found.not_lines:
        typer.echo(f"  {many(found.not_lines, 'row is no line and was', 'rows are no lines and were')} left out")
    typer.echo(f"wrote {done.written}")
    if not done.in_use:
        complain(
            f"{case / CASE_FILE}: the case still reads its streets from {done.read_from}; to use the imported ones, "
            f'write streets = "{done.written.name}" under [files] there'
        )
