"""``geleit import osm`` and ``lines``: bring streets into a case."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit.cli.column_names import MapOption, columns_named
from geleit.cli.progress import counted
from geleit.cli.sections import InOrder
from geleit.cli.shared_options import shown
from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.io.streets.how import HowToRead
    from geleit.model.network import Network

importer = typer.Typer(
    cls=InOrder, help="Bring what others publish into a case.", no_args_is_help=True, rich_markup_mode=None
)
LayerOption = Annotated[str, typer.Option("--layer", help="Layer that holds the streets, where there are several.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Take streets that hardly anything can be said by.")]
IntoOption = Annotated[Path, typer.Option("--case", help="Case folder to put streets.npz into.")]


@importer.command("osm")
def import_osm(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .osm.pbf or .osm file, or Overpass JSON.")],
    case: IntoOption,
    yes: YesOption = False,
) -> None:
    """Import streets from OpenStreetMap.

    The case reads them from then on.
    """
    from geleit.io.streets.how import AS_IT_SAYS

    _import(file, case, AS_IT_SAYS, accept=yes)


@importer.command("lines")
def import_lines(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="GeoParquet, GeoPackage, GeoJSON, FlatGeobuf, KML or shapefile.")
    ],
    case: IntoOption,
    layer: LayerOption = "",
    encoding: Annotated[
        str, typer.Option("--encoding", help="Encoding of a shapefile that does not say it, such as cp1256.")
    ] = "",
    columns: MapOption = None,
    yes: YesOption = False,
) -> None:
    """Import streets from a file of lines.

    The case reads them from then on.
    """
    from geleit.io.streets.how import HowToRead

    _import(file, case, HowToRead(layer, known_encoding(encoding), columns_named(columns)), accept=yes)


def known_encoding(encoding: str) -> str:
    """An encoding that there is.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    try:
        return codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        problem = f"no encoding is called {encoding!r:.40}"
        raise InputError("--encoding", problem, "such as utf-8, cp1256, cp1251 or cp1252") from None


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


def _import(file: Path, case: Path, how: HowToRead, *, accept: bool) -> None:
    from geleit.io.case.file_names import CASE_FILE
    from geleit.io.streets.into_case import DoubtfulError, import_streets

    try:
        with counted() as count:
            done = import_streets(file, case, count, how, accept=accept)
    except DoubtfulError as doubtful:
        _tell_doubts(doubtful.network)
        raise
    tell_streets(done.network)
    typer.echo(f"wrote {done.written}")
    if done.read_before != done.written.name:
        typer.echo(f"{case / CASE_FILE}: the case now reads {done.written.name}, and no longer {done.read_before}")


def tell_streets(network: Network) -> None:
    """Print what an import of streets came to."""
    from geleit.report.numbers import many

    found = network.report
    typer.echo(f"  {found.kept:,} of {many(found.ways, 'way')} kept, {many(network.edges, 'street piece')}")
    _tell_doubts(network)


def _tell_doubts(network: Network) -> None:
    from geleit.report.text.streets import import_lines

    for line in import_lines(network):
        typer.echo(f"  {shown(line)}")
