"""Read a case folder."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar

from shapely.geometry.base import BaseGeometry

from geleit.errors import CaseError, IncompleteError, InputError, together
from geleit.files import hash_of
from geleit.io.case.between_rows import (
    check_buses,
    check_joint_limits,
    check_ledger,
    check_shares,
    check_stages,
    check_vehicles,
    with_rates,
)
from geleit.io.case.bundled import find_case
from geleit.io.case.collector import Collector
from geleit.io.case.context import Context
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.case.file_names import CASE_FILE, STREETS_FILE
from geleit.io.case.file_names import INCIDENTS as INCIDENTS_FOLDER
from geleit.io.case.rows import Rows, expect_own_ids, ids_of
from geleit.io.case.settings import Settings, files_named, has_raster, lacking_settings, read_settings
from geleit.io.case.specs.aid import DELIVERIES, ITEMS, NEEDS
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.specs.convoys import DEPOTS, GATES, TRUCKS, WEIGHT_LIMITS
from geleit.io.case.specs.exits import CLOSURES, CORRIDORS, EXITS, JOINT_LIMITS, PAUSES, RATES
from geleit.io.case.specs.happened import EVIDENCE, FACILITIES, INCIDENTS, MONITORING, RISKS
from geleit.io.case.specs.places import BUSES, GROUPS, PEOPLE
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.specs.sources import PARTIES, SOURCES
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.standards import standard_ids, standards_of, stocks_of
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import SUFFIXES, Folder
from geleit.model.aid import NO_STANDARDS
from geleit.model.case import Case
from geleit.model.convoy import Fleet
from geleit.model.incident import Incidents
from geleit.model.network import Network
from geleit.model.own_record import OwnRecord
from geleit.model.population import Place

T = TypeVar("T")

_SHEETS = (".xlsx", ".xls", ".ods")
UNREAD = (*SUFFIXES, *_SHEETS, ".tsv", ".txt", ".json", ".gpkg", ".shp")
"""Of files with the name of a table that somebody may take for one, unless the table itself is there."""

RASTER_ID = "raster"
"""Id of the people that ``[people] raster`` adds."""


def read_case(path: str | Path) -> Case:
    """Read a case.

    Parameters
    ----------
    path
        A case folder, or the name of a bundled case.

    Raises
    ------
    InputError
        The first problem, with the others in it.
    """
    case, problems = _read(find_case(path))
    if problems or case is None:
        raise together(problems)
    return case


def check_case(path: str | Path) -> list[InputError]:
    """Every problem of a case: the first of each row, and of a table that cannot be read row by row.

    Parameters
    ----------
    path
        A case folder, or the name of a bundled case.
    """
    return examine(path)[1]


def examine(path: str | Path) -> tuple[Case | None, list[InputError]]:
    """A case as far as it could be read, and every problem of it; see :func:`check_case`."""
    try:
        return _read(find_case(path))
    except InputError as problem:
        return None, [problem]


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Nothing that is read refers to itself in a circle, and looking for that takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_no_search_for_garbage()
def _read(root: Path) -> tuple[Case | None, list[InputError]]:
    if lacking := lacking_settings(root):
        return None, [*lacking, *_lacking_files(root)]
    settings = read_settings(root)
    folder, collector, hashes = settings.folder, Collector(), _hashes(settings)
    ask = collector.ask
    ask(_check_file_names, folder)
    tables = {name: ask(folder.table, table) or Rows("", table) for name, table in TABLES.items()}
    ask(_check_sheets, folder, tables)
    for rows in tables.values():
        ask(expect_own_ids, rows)
    network = ask(read_network, folder, settings.streets)
    context = Context(settings.calendar, _known_ids(tables), network)

    def every(table: Table[T], *, unless: bool = False) -> tuple[T, ...]:
        return () if unless else collector.keep(table.read_all(tables[table.name], context))

    # what others refer to comes first, so that a fault is reported before what follows from it
    sources, parties, corridors, pauses = every(SOURCES), every(PARTIES), every(CORRIDORS), every(PAUSES)
    standards = ask(standards_of, tables, context)
    deliveries = every(DELIVERIES)
    stocks = collector.keep(stocks_of(tables["stocks"], context, standards)) if standards else ()
    ask(_check_sources, settings, context)
    area = ask(_area, tables["area"], context)
    raster = ask(_raster_place, settings, area)
    places = every(PEOPLE) + ((raster,) if raster else ())
    exits = every(EXITS)
    if all(isinstance(problem, IncompleteError) for problem in collector.problems):
        ask(_check_anybody, folder, places)
        collector.problems += _lacking_rows(folder, people=bool(places), exits=bool(exits))
    # without exits, that they are named in vain follows from what is reported already
    no_exits = not context.ids["exits"]
    rates, groups, buses = every(RATES, unless=no_exits), every(GROUPS), every(BUSES, unless=no_exits)
    joint = every(JOINT_LIMITS, unless=no_exits)
    if not collector.problems:
        exits = ask(with_rates, exits, tables["rates"], rates) or exits
        ask(check_shares, tables["groups"], groups)
        ask(check_buses, tables["buses"], buses, exits)
        ask(check_joint_limits, tables["joint_limits"], joint, exits)
        ask(check_stages, tables["deliveries"], deliveries)
        ask(check_vehicles, settings.folder.label(CASE_FILE), settings.vehicles, places, groups, buses)
    statements = every(STATEMENTS)
    if not collector.problems:
        ask(check_ledger, tables["statements"], statements)
    imports = ask(_reported, root) or ()
    with_streets = partial(  # before the streets are looked at, so that every table is read
        Case,
        name=settings.name,
        title=settings.title,
        place=settings.place,
        summary=settings.summary,
        zone=settings.calendar.zone,
        period=settings.calendar.period,
        deadline=settings.deadline,
        assumptions=settings.assumptions,
        area=area,
        places=places,
        exits=exits,
        corridors=corridors,
        parties=parties,
        pauses=pauses,
        closures=every(CLOSURES),
        incidents=every(INCIDENTS),
        deliveries=deliveries,
        statements=statements,
        observations=every(EVIDENCE),
        sources=sources,
        licence=settings.licence,
        groups=groups,
        buses=buses,
        joint_limits=joint,
        risks=every(RISKS),
        monitoring=every(MONITORING),
        facilities=every(FACILITIES),
        reported=tuple((taken, incidents) for taken, incidents, _ in imports),
        unread=tuple(unread for _, _, unread in imports),
        stocks=stocks,
        standards=standards or NO_STANDARDS,
        record=OwnRecord(settings.own_events, settings.struck_events, every(PRECEDENTS), every(ANNOUNCEMENTS)),
        told_vehicles=settings.vehicles,
        fleet=Fleet(every(DEPOTS), every(TRUCKS), every(GATES), every(WEIGHT_LIMITS)),
    )
    if network is None:
        return None, collector.problems
    case = with_streets(network=network)
    if not collector.problems:
        ask(_expect_unchanged, settings, hashes)
        object.__setattr__(case, "files", hashes)  # no case but this one was read from them
    return case, collector.problems


def _hashes(settings: Settings) -> dict[str, str]:
    """SHA-256 of each file that a case is read from; what cannot be read is told by whoever reads it."""
    folder, raster, found = settings.folder, settings.raster, {}
    names = [CASE_FILE, settings.streets, *([raster.file] if raster else ())]
    for table in TABLES:
        with suppress(CaseError):
            names.append(folder.file_of(table) or CASE_FILE)
    names += [f"{INCIDENTS_FOLDER}/{path.name}" for path in sorted((folder.root / INCIDENTS_FOLDER).glob("[!.]*"))]
    for name in dict.fromkeys(names):
        with suppress(CaseError, OSError):
            found[name] = hash_of(folder.path(name))
    return found


def _expect_unchanged(settings: Settings, hashes: Mapping[str, str]) -> None:
    """Refuse a case of which a file was changed while it was read: nobody could say what is in it.

    Raises
    ------
    CaseError
        If one was.
    """
    now = _hashes(settings)
    if changed := next((name for name in sorted({*now, *hashes}) if now.get(name) != hashes.get(name)), None):
        raise CaseError(settings.folder.label(changed), "was changed while it was read", "try again")


def _known_ids(tables: Mapping[str, Rows]) -> dict[str, Set[str]]:
    """The ids that rows can refer to: those of the case, and goods and needs of the standards."""
    own: dict[str, Set[str]] = {name: ids_of(rows) for name, rows in tables.items()}
    return own | {name: own[name] | standard_ids(name) for name in (ITEMS.name, NEEDS.name)}


def read_network(folder: Folder, name: str) -> Network:
    """The streets of a case: the file that an import keeps, or any file that can be imported.

    Raises
    ------
    InputError
        If it is missing or cannot be used.
    """
    from geleit.io.streets.network_file import load_network, read_streets

    path = _streets_file(folder, name)
    reader = load_network if path.suffix == ".npz" else read_streets
    return _in_folder(folder, name, lambda: reader(path))


def _streets_file(folder: Folder, name: str) -> Path:
    try:
        return folder.path(name)
    except CaseError as fault:
        remedy = "make it by geleit import, or name another file in [files] streets of case.toml"
        kind = IncompleteError if name == STREETS_FILE else CaseError
        raise kind(fault.where, fault.problem, remedy) from None


def _in_folder(folder: Folder, name: str, job: Callable[[], T]) -> T:
    """What the job returns; its faults name the file as those of the other files of the case are named."""
    try:
        return job()
    except InputError as fault:
        where = fault.where.replace(str(folder.root / name), folder.label(name))
        raise type(fault)(where, fault.problem, fault.remedy) from None


def _reported(root: Path) -> tuple[tuple[date | None, Incidents, int], ...]:
    """Imported incidents, and how many rows were kept out; what reads them is loaded only where there are any."""
    if not (root / INCIDENTS_FOLDER).is_dir():
        return ()
    from geleit.io.incidents.saved import kept

    return tuple(
        (origin.taken, incidents, max(0, origin.read - origin.kept - origin.merged)) for origin, incidents in kept(root)
    )


def _check_file_names(folder: Folder) -> None:
    """Refuse a table whose file name is misspelled, or of another kind, which would go unread."""
    files = sorted(folder.root.iterdir())
    tables = {path.stem for path in files if path.suffix in SUFFIXES}
    for path in files:
        if path.name in folder.names.values():
            continue
        if path.suffix in SUFFIXES and path.stem not in TABLES:
            near = get_close_matches(path.stem, TABLES, n=1, cutoff=0.8)
            if near:
                raise CaseError(
                    folder.label(path.name), "no table has this name", f"did you mean {near[0]}{path.suffix}?"
                )
        if path.suffix.lower() in UNREAD and path.suffix not in SUFFIXES and path.stem in TABLES.keys() - tables:
            problem = f"a table is a file that ends in {' or '.join(SUFFIXES)}"
            raise CaseError(folder.label(path.name), problem, f"save it as {path.stem}.csv or {path.stem}.geojson")


def sheets_beside(folder: Folder) -> Iterator[tuple[Path, str]]:
    """Spreadsheets with the name of a table that is read from another file, and the name of the table."""
    for path in sorted(folder.root.iterdir()):
        if path.suffix.lower() in _SHEETS and path.stem in TABLES:
            yield path, path.stem


def _check_sheets(folder: Folder, tables: Mapping[str, Rows]) -> None:
    """Refuse a spreadsheet beside a table that has no rows: somebody takes it for the table."""
    for path, name in sheets_beside(folder):
        if not tables[name] and any((folder.root / (name + ending)).is_file() for ending in SUFFIXES):
            problem = f"a spreadsheet is not read, and {name} beside it has no rows"
            raise CaseError(folder.label(path.name), problem, f"save it as CSV, as {name}.csv")


def _check_sources(settings: Settings, context: Context) -> None:
    known = context.ids["sources"]
    for field, source in settings.sources().items():
        if source not in known:
            where = f"{settings.folder.label(CASE_FILE)}: {field}"
            raise CaseError(where, f"no source has the id {quote(source)}", did_you_mean(source, known))


def _lacking_files(root: Path) -> list[InputError]:
    """What is missing besides settings, of a case whose tables cannot be read before these are there."""
    files = files_named(root)
    folder, collector = Folder(root, {name: file for name, file in files.items() if name in TABLES}), Collector()
    collector.ask(_streets_file, folder, files.get("streets", STREETS_FILE))
    rows = {name: collector.ask(folder.table, TABLES[name]) for name in (PEOPLE.name, EXITS.name)}
    people, exits = (found is None or bool(found) for found in rows.values())
    raster = has_raster(root)
    return [*collector.problems, *_lacking_rows(folder, people=people or raster, exits=exits)]


def _lacking_rows(folder: Folder, *, people: bool, exits: bool) -> Iterator[IncompleteError]:
    """That there are no people, or no exits."""
    if not people:
        yield IncompleteError(
            folder.label("people.csv"), "the case has no people", "add a row, or [people] raster in case.toml"
        )
    if not exits:
        remedy = "add a row for each gate, in exits.csv or exits.geojson: where it is, how many pass in an hour, when"
        yield IncompleteError(folder.label("exits.csv"), "the case has no exits", remedy)


def _check_anybody(folder: Folder, places: tuple[Place, ...]) -> None:
    if places and not any(place.people.high for place in places):
        raise CaseError(folder.label("people.csv"), "expected at least one person, found 0 in all rows")


def _area(rows: Rows, context: Context) -> BaseGeometry | None:
    if len(rows) > 1:
        raise rows[1].fault("", "expected one area", "join the parts into one MultiPolygon")
    return context.where(rows[0]) if rows else None


def _raster_place(settings: Settings, area: BaseGeometry | None) -> Place | None:
    raster = settings.raster
    if raster is None:
        return None
    if raster.within_area and area is None:
        where = f"{settings.folder.label(CASE_FILE)}: people.within_area"
        raise CaseError(where, "the case has no area", "draw area.geojson")
    from geleit.io.case.population_raster import read_raster

    path = settings.folder.path(raster.file)
    cells = _in_folder(settings.folder, raster.file, lambda: read_raster(path, area if raster.within_area else None))
    return Place(RASTER_ID, f"people of {raster.file}", raster.people, cells, raster.claimant)
