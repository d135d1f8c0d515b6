"""Read a case folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from shapely.geometry.base import BaseGeometry

from geleit.errors import CaseError, InputError
from geleit.io.case import aid_tables, convoy_tables, main_tables, statement_table, travel_tables
from geleit.io.case.bundled import CASE_FILE, find_case
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.case.layouts import LAYOUTS
from geleit.io.case.main_tables import Context
from geleit.io.case.record import Record, expect_own_ids, ids_of
from geleit.io.case.settings import Settings, read_settings
from geleit.io.case.tables import SUFFIXES, Folder
from geleit.model.aid import NO_STANDARDS
from geleit.model.case import Case
from geleit.model.convoy import Fleet
from geleit.model.corridor import Exit
from geleit.model.incident import Incidents
from geleit.model.network import Network
from geleit.model.population import Place
from geleit.model.travel import BusLine, TravelGroup

P = ParamSpec("P")
T = TypeVar("T")

UNREAD = (*SUFFIXES, ".xlsx", ".xls", ".ods", ".tsv", ".json", ".gpkg", ".shp")
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
        The first problem; :func:`check_case` finds the others.
    """
    case, problems = _read(find_case(path))
    if problems or case is None:
        raise problems[0]
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


class _Collector:
    """Runs the steps of a reading, and keeps the problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[InputError] = []

    def ask(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the job returns, or ``None`` after a problem."""
        try:
            return job(*args, **kwargs)
        except InputError as problem:
            self.problems.append(problem)
            return None

    def every(
        self, rows: tuple[Record, ...], reader: Callable[[Record, Context], T], context: Context
    ) -> tuple[T, ...]:
        """What the reader makes of each row, without the rows that have a problem."""
        made = (self.ask(reader, row, context) for row in rows)
        return tuple(one for one in made if one is not None)


def _read(root: Path) -> tuple[Case | None, list[InputError]]:
    settings = read_settings(root)
    folder, collector = settings.folder, _Collector()
    ask, every = collector.ask, collector.every
    ask(_check_file_names, folder)
    tables = {name: ask(folder.table, layout) or () for name, layout in LAYOUTS.items()}
    for rows in tables.values():
        ask(expect_own_ids, rows)
    network = ask(read_network, folder, settings.streets)
    context = Context(settings.calendar, {name: ids_of(rows) for name, rows in tables.items()}, network)
    # what others refer to comes first, so that a fault is reported before what follows from it
    sources = every(tables["sources"], main_tables.source, context)
    parties = every(tables["parties"], main_tables.party, context)
    corridors = every(tables["corridors"], main_tables.corridor, context)
    pauses = every(tables["pauses"], main_tables.pause, context)
    standards = ask(aid_tables.standards_of, tables, context)
    deliveries = every(
        tables["deliveries"],
        partial(aid_tables.delivery, items=context.ids["items"] | aid_tables.standard_ids("items")),
        context,
    )
    stocks = every(tables["stocks"], partial(aid_tables.stock, standards=standards), context) if standards else ()
    ask(_check_sources, settings, context)
    area = ask(_area, tables["area"], context)
    raster = ask(_raster_place, settings, area)
    places = every(tables["people"], main_tables.place, context) + ((raster,) if raster else ())
    exits = every(tables["exits"], main_tables.exit_, context)
    if not collector.problems:
        ask(_check_complete, folder, places, exits)
    # without exits, that they are named in vain follows from what is reported already
    rates, lines = (tables["rates"], tables["buses"]) if context.ids["exits"] else ((), ())
    changes = every(rates, travel_tables.rate_change, context)
    groups = every(tables["groups"], travel_tables.group, context)
    buses = every(lines, travel_tables.bus_line, context)
    if not collector.problems:
        exits = ask(travel_tables.with_changes, exits, rates, changes) or exits
        ask(_check_shares, tables["groups"], groups)
        ask(_check_buses, lines, buses, exits)
        ask(aid_tables.check_stages, tables["deliveries"], deliveries)
    statements = every(tables["statements"], statement_table.statement, context)
    if not collector.problems:
        ask(statement_table.check_ledger, tables["statements"], statements)
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
        closures=every(tables["closures"], main_tables.closure, context),
        incidents=every(tables["incidents"], main_tables.incident, context),
        deliveries=deliveries,
        statements=statements,
        observations=every(tables["evidence"], main_tables.observation, context),
        sources=sources,
        licence=settings.licence,
        groups=groups,
        buses=buses,
        risks=every(tables["risks"], travel_tables.risk, context),
        monitoring=every(tables["monitoring"], main_tables.monitoring, context),
        facilities=every(tables["facilities"], main_tables.facility, context),
        reported=ask(_reported, root) or (),
        stocks=stocks,
        standards=standards or NO_STANDARDS,
        fleet=Fleet(
            every(tables["depots"], convoy_tables.depot, context),
            every(tables["trucks"], convoy_tables.truck, context),
            every(tables["gates"], convoy_tables.gate, context),
            every(tables["weight_limits"], convoy_tables.weight_limit, context),
        ),
    )
    return None if network is None else with_streets(network=network), collector.problems


def read_network(folder: Folder, name: str) -> Network:
    """The streets of a case: the file that an import keeps, or any file that can be imported.

    Raises
    ------
    InputError
        If it is missing or cannot be used.
    """
    from geleit.io.streets.network_file import load_network, read_streets

    try:
        path = folder.path(name)
    except CaseError as fault:
        remedy = "make it by geleit import, or name another file in [files] streets of case.toml"
        raise CaseError(fault.where, fault.problem, remedy) from None
    reader = load_network if path.suffix == ".npz" else read_streets
    return _in_folder(folder, name, lambda: reader(path))


def _in_folder(folder: Folder, name: str, job: Callable[[], T]) -> T:
    """What the job returns; its faults name the file as those of the other files of the case are named."""
    try:
        return job()
    except InputError as fault:
        where = fault.where.replace(str(folder.root / name), folder.label(name))
        raise type(fault)(where, fault.problem, fault.remedy) from None


def _reported(root: Path) -> tuple[tuple[date, Incidents], ...]:
    """Imported incidents; what reads them is loaded only where there are any."""
    if not (root / "incidents").is_dir():
        return ()
    from geleit.io.incidents.saved import kept

    return tuple((date.fromisoformat(origin.snapshot), incidents) for origin, incidents in kept(root))


def _check_file_names(folder: Folder) -> None:
    """Refuse a table whose file name is misspelled, or of another kind, which would go unread."""
    files = sorted(folder.root.iterdir())
    tables = {path.stem for path in files if path.suffix in SUFFIXES}
    for path in files:
        if path.name in folder.names.values():
            continue
        if path.suffix in SUFFIXES and path.stem not in LAYOUTS:
            near = get_close_matches(path.stem, LAYOUTS, n=1, cutoff=0.8)
            if near:
                raise CaseError(
                    folder.label(path.name), "no table has this name", f"did you mean {near[0]}{path.suffix}?"
                )
        if path.suffix.lower() in UNREAD and path.suffix not in SUFFIXES and path.stem in LAYOUTS.keys() - tables:
            problem = f"a table is a file that ends in {' or '.join(SUFFIXES)}"
            raise CaseError(folder.label(path.name), problem, f"save it as {path.stem}.csv or {path.stem}.geojson")


def _check_sources(settings: Settings, context: Context) -> None:
    known = context.ids["sources"]
    for field, source in settings.sources().items():
        if source not in known:
            where = f"{settings.folder.label(CASE_FILE)}: {field}"
            raise CaseError(where, f"no source has the id {quote(source)}", did_you_mean(source, known))


def _check_complete(folder: Folder, places: tuple[Place, ...], exits: tuple[Exit, ...]) -> None:
    if not places:
        raise CaseError(
            folder.label("people.csv"), "the case has no people", "add a row, or [people] raster in case.toml"
        )
    if not any(place.people.high for place in places):
        raise CaseError(folder.label("people.csv"), "expected at least one person, found 0 in all rows")
    if not exits:
        raise CaseError(folder.label("exits.csv"), "the case has no exits", "add a row, in exits.csv or exits.geojson")


def _check_shares(rows: tuple[Record, ...], groups: tuple[TravelGroup, ...]) -> None:
    if (total := sum(group.share.high for group in groups)) > 1:
        column = "share_high" if rows[-1].has("share_high") else "share_likely"
        raise rows[-1].fault(column, f"the shares of all groups add up to {total:g}", "expected no more than 1")


def _check_buses(rows: tuple[Record, ...], buses: tuple[BusLine, ...], exits: tuple[Exit, ...]) -> None:
    by_id = {exit_.id: exit_ for exit_ in exits}
    for row, line in zip(rows, buses, strict=True):
        exit_ = by_id[line.exit]
        if exit_.mode == "foot":
            problem = f"{quote(exit_.id)} lets nobody pass but on foot"
            raise row.fault("exit", problem, "set its mode to any or vehicle in the table exits")
        if not exit_.placed:
            raise row.fault("exit", f"{quote(exit_.id)} was announced without a place")


def _area(rows: tuple[Record, ...], context: Context) -> BaseGeometry | None:
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
