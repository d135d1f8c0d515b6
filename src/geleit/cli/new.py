"""``geleit new``: a case to fill in, one made of files at hand, the made-up town, or an invented city."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit.cli.column_names import MapOption, columns_named
from geleit.cli.import_streets import LayerOption, YesOption, known_encoding, tell_streets
from geleit.cli.import_tables import OutlinesOption, SheetOption, WholeUnitsOption
from geleit.cli.incidents import DatesOption, LeastOption, SnapshotOption, rows_told, snapshot_day, tell_incidents
from geleit.cli.progress import counted, steps
from geleit.cli.shared_options import as_options, shown
from geleit.errors import InputError, quoted
from geleit.model.balance import LEAST_KEPT
from geleit.model.figures import DRILL_CORNERS, DRILL_PEOPLE

if TYPE_CHECKING:
    from geleit.io.first_case.make import Files, FirstCase, Said

_OPTIONS = {
    "start": "--from",
    "end": "--to",
    "time_zone": "--time-zone",
    "incidents": "--incidents",
    "outlines": "--outlines",
}


def new(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Folder to make.")],
    streets: Annotated[
        Path | None, typer.Option("--streets", help="OpenStreetMap or lines, as geleit import osm and lines take them.")
    ] = None,
    people: Annotated[
        str | None,
        typer.Option(
            "--people",
            help="A GeoTIFF of counts, points, outlines, or a table with P-codes or positions; of --drill how many.",
        ),
    ] = None,
    area: Annotated[
        Path | None,
        typer.Option("--area", help="Outlines of the area that people are to leave; those outside are left out."),
    ] = None,
    outlines: OutlinesOption = None,
    incidents: Annotated[
        Path | None, typer.Option("--incidents", help="Incidents, as geleit import incidents takes them.")
    ] = None,
    start: Annotated[str, typer.Option("--from", help="First day of the period, or the time at which it begins.")] = "",
    end: Annotated[str, typer.Option("--to", help="Last day of the period, or the time at which it ends.")] = "",
    zone: Annotated[str, typer.Option("--time-zone", help="Time zone of the place, such as Asia/Damascus.")] = "",
    people_column: Annotated[
        str, typer.Option("--people-column", help="Column that counts people, where its name does not say so.")
    ] = "",
    sheet: SheetOption = "",
    whole_units: WholeUnitsOption = False,
    columns: MapOption = None,
    encoding: Annotated[
        str, typer.Option("--encoding", help="Encoding of streets in a shapefile that does not say it.")
    ] = "",
    layer: LayerOption = "",
    yes: YesOption = False,
    dates: DatesOption = None,
    snapshot: SnapshotOption = None,
    least_kept: LeastOption = LEAST_KEPT,
    example: Annotated[
        bool, typer.Option("--example", help="A made-up town with every table instead, to look at.")
    ] = False,
    drill: Annotated[bool, typer.Option("--drill", help="An invented city for an exercise, instead.")] = False,
    corners: Annotated[int, typer.Option(help="Street corners of the invented city.")] = DRILL_CORNERS,
    seed: Annotated[int, typer.Option(help="Another seed, another city.")] = 1,
) -> None:
    """Make a case: of files at hand, or empty, to be filled in.

    Six files that a person fills in; with --streets, --people, --area and --incidents as much of them as these say,
    every assumption marked. Exits no file can say: add them, then run geleit check.
    """
    from geleit.io.first_case.make import Files, Said
    from geleit.io.incidents.how import HowToRead as HowToReadIncidents
    from geleit.io.streets.how import HowToRead

    files = Files(streets, Path(people) if people and not drill else None, area, outlines, incidents)
    of_streets, of_incidents = _mappings(files, columns_named(columns))
    how = HowToRead(layer, known_encoding(encoding), of_streets)
    if snapshot is not None and incidents is None:
        raise InputError("--snapshot", "it is the day on which incidents were taken", "name their file by --incidents")
    reports = HowToReadIncidents(dates, of_incidents, least_kept, snapshot_day(snapshot))
    said = Said(start, end, zone, people_column, sheet, whole_units, how, yes, reports)
    if (example or drill) and (files.given or start or end or zone or (example and drill)):
        raise InputError("--example" if example else "--drill", "it is made up", "leave out what is of a real place")
    if drill:
        _invent(case, corners, people, seed)
    elif example:
        from geleit.io.case.template import write_example

        write_example(case)
        typer.echo(f"wrote {case}: edit its files, then run: geleit check {quoted(case)}")
    else:
        _of_files(case, files, said)


def _mappings(files: Files, columns: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What of ``--map`` is said of streets and what of incidents.

    Raises
    ------
    InputError
        If both are given and a part may be of either, or is of neither.
    """
    if files.incidents is None or not columns:
        return columns, {}
    if files.streets is None:
        return {}, columns
    from geleit.io.incidents.mapped import TARGETS
    from geleit.io.streets.columns import MAY_BE_NAMED

    known = {name for target in TARGETS for name in (target.name, *target.also)}
    for what in columns:
        name = what.removesuffix(":").lower()
        if name in known and name in MAY_BE_NAMED:
            problem = f"{what!r:.40} may be of the streets or of the incidents"
            raise InputError("--map", problem, "bring the incidents in afterwards, by geleit import incidents")
        if name not in known and what not in MAY_BE_NAMED:
            told = ", ".join((*MAY_BE_NAMED, *(target.name for target in TARGETS)))
            raise InputError("--map", f"no column can be named for {what!r:.40}", f"name one of {told}")
    of_incidents = {what: name for what, name in columns.items() if what.removesuffix(":").lower() in known}
    return {what: name for what, name in columns.items() if what not in of_incidents}, of_incidents


def _invent(case: Path, corners: int, given: str | None, seed: int) -> None:
    from geleit.io.case.drill import write_drill
    from geleit.report.numbers import many

    if given is not None and not given.isdecimal():
        raise InputError("--people", f"with --drill it is how many there are, found {given!r:.60}", "write a number")
    people = DRILL_PEOPLE if given is None else int(given)
    with steps() as begin:
        begin(f"inventing a city of {many(corners, 'corner')}", 1)
        write_drill(case, corners, people, seed)
    typer.echo(f"wrote {case}: try geleit report {quoted(case)}")


def _of_files(case: Path, files: Files, said: Said) -> None:
    from geleit.io.first_case.make import make_first_case
    from geleit.io.streets.into_case import DoubtfulError

    try:
        with as_options(**_OPTIONS), counted() as count:
            made = make_first_case(case, files, said, count, rows_told(count))
    except DoubtfulError as doubtful:
        tell_streets(doubtful.network)
        raise
    _tell(made)
    typer.echo(f"wrote {case}")
    if made.to_fill_in:
        typer.echo(f"  to fill in  {case / 'case.toml'}: {', '.join(made.to_fill_in)}")
    lacking = [name for name, given in (("streets", files.streets), ("people", files.people)) if given is None]
    if lacking:
        typer.echo(f"  to add      {' and '.join(lacking)}")
    typer.echo(f"  to add      {case / 'exits.csv'}: a row for each gate: where it is, how many pass in an hour, when")
    typer.echo(f"then run: geleit check {quoted(case)}")


def _tell(made: FirstCase) -> None:
    for file, note in made.notes:
        typer.echo(f"  {shown(f'{file}: {note}')}")
    if made.streets is not None:
        tell_streets(made.streets.network)
    if made.incidents is not None:
        tell_incidents(made.incidents)
