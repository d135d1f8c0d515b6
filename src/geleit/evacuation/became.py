"""What each row of a case became on its streets, from a case that is put onto them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point, box

from geleit.evacuation.placement import Located
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.became import (
    PARALLEL_M,
    Became,
    Beside,
    ClosedStreets,
    ExitOnStreet,
    MovedCell,
    NearMiss,
    PeopleOnStreets,
    Position,
    Stranded,
    StreetPart,
    street_text,
)
from geleit.model.case import Case
from geleit.model.corridor import Closure, Exit
from geleit.model.network import Network
from geleit.model.population import Cells, Place
from geleit.streets.beside import beside
from geleit.streets.disrupt import closed_edges
from geleit.streets.doubts import lines_of, missed_ends
from geleit.streets.locate import (
    Plane,
    Snaps,
    Usable,
    exit_snap,
    exit_usable,
    in_main_part,
    parts_of,
    snap,
    snap_many,
)
from geleit.streets.settle import FAR_M, MOVED_M, cells_off_streets

_MOST_CELLS = 20_000
"""Cells of a raster that are told one by one; of more, those that were moved farthest."""


def became(case: Case, located: Located) -> Became:
    """What each row of a case became.

    Parameters
    ----------
    case
        As it was read: its streets are not cut.
    located
        The same case on its streets.
    """
    streets = _Streets(case.network)
    stranded, of_place = _stranded(located)
    people, cells = _with_cells(streets, case.places, _people(streets, case.places, of_place))
    return Became(
        exits=tuple(_exit(streets, exit_) for exit_ in case.exits if exit_.placed),
        people=people,
        cells=cells,
        closures=closed_streets(case),
        parts=_parts(case, located),
        near_misses=_near_misses(streets),
        stranded=stranded,
    )


class _Streets:
    """A network with what is asked of it again and again."""

    def __init__(self, network: Network) -> None:
        self.network, self.plane = network, Plane.around(network)
        self.lines: NDArray[Any] = lines_of(network, self.plane)
        self.main = in_main_part(network)

    def name(self, piece: int) -> str:
        """The name of a street, or nothing."""
        name = int(self.network.name[piece])
        return str(self.network.names[name]) if name >= 0 else ""

    def kind(self, piece: int) -> str:
        """The class of a street."""
        return str(self.network.kinds[self.network.kind[piece]])

    def called(self, piece: int) -> str:
        """The name of a street, or its class."""
        return self.name(piece) or street_text("", self.kind(piece))

    def nearest_on(self, piece: int, at: Position) -> Position:
        """The place on a street piece that is nearest to a position."""
        return self.all_nearest_on(np.array([piece]), np.array([at[0]]), np.array([at[1]]))[0]

    def all_nearest_on(self, pieces: NDArray[np.integer[Any]], lon: Floats, lat: Floats) -> list[Position]:
        """The same for many; all of shape ``(k,)``."""
        lines, points = self.lines[pieces], shapely.points(self.plane.metres(lon, lat))
        x, y = shapely.get_coordinates(
            shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, points))
        ).T.reshape(2, -1)
        lon, lat = x / self.plane.east + self.plane.lon, y / self.plane.north + self.plane.lat
        return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _exit(streets: _Streets, gate: Exit) -> ExitOnStreet:
    assert gate.lon is not None  # noqa: S101 - only exits with a place come here
    assert gate.lat is not None  # noqa: S101
    network, at = streets.network, (gate.lon, gate.lat)
    found = exit_snap(network, gate, usable=exit_usable(network, gate))
    everything: Usable = "any" if gate.mode != "foot" else "walk"
    nearest = snap(network, *at, usable=everything)
    return ExitOnStreet(
        id=gate.id,
        name=gate.name,
        mode=gate.mode,
        recorded=at,
        on=streets.nearest_on(found.edge, at),
        piece=found.edge,
        street=streets.name(found.edge),
        kind=streets.kind(found.edge),
        metres=found.distance_m,
        position_error=gate.position_error,
        nearest_m=nearest.distance_m,
        nearest_kind=streets.kind(nearest.edge),
        fits=gate.mode == "foot" or bool(network.drive[found.edge]),
        main=bool(streets.main[found.node]),
    )


def _people(
    streets: _Streets, places: tuple[Place, ...], of_place: dict[str, tuple[int, int]]
) -> tuple[PeopleOnStreets, ...]:
    """Rows of people; all points at once, as there may be a million."""
    points = [index for index, place in enumerate(places) if isinstance(place.where, Point)]
    where = np.array([places[index].where for index in points], dtype=object)
    lon, lat = shapely.get_x(where), shapely.get_y(where)
    found = snap_many(streets.network, lon, lat)
    on = dict(zip(points, streets.all_nearest_on(found.edge, lon, lat), strict=True))
    metres = dict(zip(points, found.distance_m.tolist(), strict=True))
    return tuple(
        _row(place, on.get(index), metres.get(index, 0.0), of_place.get(place.id, (0, 0)))
        for index, place in enumerate(places)
    )


def _row(place: Place, on: Position | None, metres: float, left: tuple[int, int]) -> PeopleOnStreets:
    where = place.where
    if isinstance(where, Cells):
        where = box(where.west.min(), where.south.min(), where.east.max(), where.north.max())
    assert isinstance(where, shapely.Geometry)  # noqa: S101 - people somewhere in a cell are in public cases alone
    shape = "raster" if isinstance(place.where, Cells) else "polygon" if on is None else "point"
    low, likely, high = (int(count) for count in (place.people.low, place.people.likely, place.people.high))
    return PeopleOnStreets(place.id, place.name, low, likely, high, shape, where, on, metres, metres, *left)


def _with_cells(
    streets: _Streets, places: tuple[Place, ...], rows: tuple[PeopleOnStreets, ...]
) -> tuple[tuple[PeopleOnStreets, ...], tuple[MovedCell, ...]]:
    """The rows with how far the cells of rasters were moved, and these cells, the farthest first."""
    told, cells = list(rows), list[MovedCell]()
    for index, place in enumerate(places):
        if isinstance(place.where, Cells):
            lone, found = cells_off_streets(streets.network, place.where)
            near = found.distance_m <= FAR_M
            metres, share = found.distance_m[near], (place.where.people / place.where.people.sum())[lone[near]]
            told[index] = replace(told[index], mean_m=float(metres @ share), most_m=float(metres.max(initial=0.0)))
            cells += _cells(streets, place, place.where, lone, found)
    return tuple(told), tuple(cells)


def _cells(streets: _Streets, place: Place, cells: Cells, lone: Ints, found: Snaps) -> Iterator[MovedCell]:
    """The cells whose people do not live at a street."""
    far = np.flatnonzero((found.distance_m > MOVED_M) & (found.distance_m <= FAR_M))
    far = far[np.argsort(-found.distance_m[far], kind="stable")][:_MOST_CELLS]
    cell = lone[far]
    lon, lat = (cells.west[cell] + cells.east[cell]) / 2, (cells.south[cell] + cells.north[cell]) / 2
    people = cells.people[cell] * (place.people.high / cells.people.sum())
    on = streets.all_nearest_on(found.edge[far], lon, lat)
    at = zip(lon.tolist(), lat.tolist(), strict=True)
    yield from map(MovedCell, at, on, people.tolist(), found.distance_m[far].tolist())


def closed_streets(case: Case) -> tuple[ClosedStreets, ...]:
    """What each closure of a case shuts, and what it leaves open beside that."""
    if not case.closures:  # no reason to draw the streets
        return ()
    network, streets = case.network, _Streets(case.network)
    closed = [closed_edges(network, closure) for closure in case.closures]
    return tuple(
        ClosedStreets(
            id=closure.id,
            name=closure.name,
            certain=closure.certain,
            pieces=tuple(pieces.tolist()),
            streets=tuple(dict.fromkeys(map(streets.called, pieces.tolist()))),
            metres=float(network.length[pieces].sum()),
            beside=_beside(streets, pieces, _left_open(network, case, closure, closed)),
        )
        for closure, pieces in zip(case.closures, closed, strict=True)
    )


def _left_open(network: Network, case: Case, closure: Closure, closed: list[Ints]) -> Flags:
    """Pieces that people or vehicles may use, but those that another closure shuts at some time of this one."""
    left = network.walk | (network.drive > 0)
    for other, pieces in zip(case.closures, closed, strict=True):
        if any(one.overlaps(window) for one in other.windows for window in closure.windows):
            left[pieces] = False
    return np.asarray(left)


def _beside(streets: _Streets, closed: Ints, among: Flags) -> tuple[Beside, ...]:
    bridge = streets.network.bridge
    return tuple(
        Beside(piece, shut, streets.name(piece), streets.kind(piece), bool(bridge[piece]), metres)
        for piece, shut, metres in beside(streets.network, closed, among, PARALLEL_M)
    )


def _parts(case: Case, located: Located) -> tuple[StreetPart, ...]:
    """Parts of the streets on foot, the longest first."""
    network, cut = case.network, located.case.network
    walked = np.flatnonzero(network.walk)
    if not len(walked):
        return ()
    part = parts_of(network, walked)
    piece_part = np.full(network.edges, -1)
    piece_part[walked] = part
    km = np.bincount(part, network.length[walked]) / 1000
    people = np.zeros(len(km), dtype=np.int64)
    corner_part = np.full(cut.nodes, -1)
    for ends in (cut.tail, cut.head):
        mine = piece_part[located.cut.piece]
        corner_part[ends[mine >= 0]] = mine[mine >= 0]
    high = located.settlement.high
    there = corner_part >= 0
    np.add.at(people, corner_part[there], high[there])
    gates = np.zeros(len(km), dtype=np.int64)
    reached = [corner_part[way.node] for way in located.approaches if way is not None]
    np.add.at(gates, [number for number in reached if number >= 0], 1)
    pieces = np.split(walked[np.argsort(part, kind="stable")], np.cumsum(np.bincount(part))[:-1])
    main = int(km.argmax())
    return tuple(
        StreetPart(tuple(pieces[number].tolist()), float(km[number]), int(people[number]), number == main,
                   int(gates[number]))
        for number in np.argsort(-km, kind="stable").tolist() if km[number] > 0
    )  # fmt: skip


def _near_misses(streets: _Streets) -> tuple[NearMiss, ...]:
    network = streets.network
    corner, piece, metres = missed_ends(network)
    at = zip(network.lon[corner].tolist(), network.lat[corner].tolist(), strict=True)
    rows = zip(at, metres.tolist(), map(streets.name, piece.tolist()), strict=True)
    return tuple(NearMiss(*row) for row in rows)


def _stranded(located: Located) -> tuple[tuple[Stranded, ...], dict[str, tuple[int, int]]]:
    """Corners whose people are apart from the main part or have no way to an exit; how many of each row are."""
    network = located.case.network
    walked = np.flatnonzero(network.walk)
    number = np.full(network.nodes, -1)
    if len(walked):
        part = parts_of(network, walked)
        number[network.tail[walked]] = part
        number[network.head[walked]] = part
    main = in_main_part(network)
    with_exit = {int(number[way.node]) for way in located.approaches if way is not None}
    leads = np.isin(number, [*with_exit - {-1}]) if with_exit else np.ones(network.nodes, dtype=bool)
    people = located.settlement.high
    place = np.zeros(network.nodes, dtype=np.int64)
    for wave in located.settlement.waves:
        mine = wave.population.high > 0
        place[mine] = wave.population.place[mine]
    told, of_place = [], dict[str, tuple[int, int]]()
    for corner in np.flatnonzero((people > 0) & ~(main & leads)).tolist():
        row = located.case.places[place[corner]].id
        count, to_exit = int(people[corner]), bool(leads[corner])
        apart, stranded = of_place.get(row, (0, 0))
        of_place[row] = apart + (0 if main[corner] else count), stranded + (0 if to_exit else count)
        told.append(Stranded((float(network.lon[corner]), float(network.lat[corner])), count, row, to_exit))
    return tuple(told), of_place
