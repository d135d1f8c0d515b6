"""From ways with positions to a street network: corners, street pieces, lengths, connected parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import StreetsError
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.network import MOST_PARTS, MOST_UNKNOWN, ForTrucks, ImportReport, Most, Network
from geleit.streets.doubts import near_misses
from geleit.streets.duplicates import counted_once
from geleit.streets.overlaps import counted_once_in_plan
from geleit.streets.rules import Street
from geleit.streets.turns import Sign, turns_of

PER_DEGREE = 10_000_000
"""Positions are kept in whole steps of 1e-7 degrees, as OpenStreetMap does: about 1 cm."""

PER_METRE = 1000
"""Lengths are kept in whole millimetres."""

LONGEST_M = (2**31 - 1) / PER_METRE
"""Metres of the longest piece that can be kept."""

PER_METRE_OF_WIDTH = 100
"""Widths are kept in whole centimetres."""

PER_TONNE = 1000
"""Weights are kept in whole kilograms."""

OSM_CREDIT = "© OpenStreetMap contributors, ODbL"


@dataclass(frozen=True, eq=False)
class Ways:
    """Streets as they are drawn: ``w`` ways with ``p`` points, one way after the other.

    Parameters
    ----------
    first
        Points of way ``i`` are ``first[i]:first[i + 1]``, shape ``(w + 1,)``.
    node
        What stands at each point; ways meet where they share a number, shape ``(p,)``.
    lon, lat
        Positions in degrees (WGS 84), shape ``(p,)``; NaN where the file does not hold the position.
    street
        Index into ``streets`` of each way, shape ``(w,)``; -1 for one that is not kept.
    name
        Index into ``names`` of each way, -1 for none, shape ``(w,)``.
    streets, names
        What the rule says, and names; none stands there twice.
    meet_inside
        Whether ways meet at any shared point; else at their ends alone.
    added
        How many of the ways, the last ones, the file does not hold: parts behind a barrier, lines over a square.
    met
        Numbers at which ways meet in any case.
    signs
        Turn restrictions.
    """

    first: Ints
    node: Ints
    lon: Floats
    lat: Floats
    street: Shorts
    name: Shorts
    streets: Sequence[Street]
    names: Sequence[str]
    meet_inside: bool = True
    added: int = 0
    met: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    signs: Sequence[Sign] = ()


def build_network(ways: Ways, *, attribution: str, origin: str, where: str) -> Network:
    """Cut ways into street pieces between corners.

    A way is cut where it meets another or itself, and where the position of a point is missing. Points that repeat the
    one before are dropped, and so are pieces without length. A piece that returns to the corner it left is cut in two
    at its middle point, so that no piece is a loop. Corners are numbered along a curve that keeps neighbours together.

    Parameters
    ----------
    where
        The file, for messages.

    Raises
    ------
    StreetsError
        If a position is not on Earth, no street piece is left, or one is longer than can be kept.
    """
    missing = ~(np.isfinite(ways.lon) & np.isfinite(ways.lat))
    refuse_off_the_map(ways.lon[~missing], ways.lat[~missing], where)
    way = np.repeat(np.arange(len(ways.street), dtype=np.int64), np.diff(ways.first))
    keep = ~missing & (ways.street[way] >= 0)
    keep[1:] &= (ways.node[1:] != ways.node[:-1]) | (way[1:] != way[:-1]) | missing[:-1]
    run = np.cumsum(missing)[keep] + way[keep]  # rises at every missing point and at every new way
    lines = _Lines(run, way[keep], ways.node[keep], _whole(ways.lon[keep]), _whole(ways.lat[keep]))
    _refuse_around_the_earth(lines, where)
    network, pieces, ends, level = _assemble(ways, lines, attribution, origin)
    if not (network.walk | (network.drive > 0)).any():
        raise StreetsError(where, "it holds no street that people or vehicles can use", "export ways tagged highway=*")
    if (longest := network.length.max()) > LONGEST_M:
        most = f"more than the {LONGEST_M / 1000:,.0f} km that are kept"
        problem = f"a street of {longest / 1000:,.0f} km from one corner to the next, {most}"
        raise StreetsError(where, problem, "check the positions")
    network, became = counted_once(replace(network, report=_report(ways, missing, pieces)))
    network = counted_once_in_plan(network, level[np.unique(became, return_index=True)[1]])
    return _with_doubts(_with_turns(network, ways.signs, ends, became))


def _refuse_around_the_earth(lines: _Lines, where: str) -> None:
    """Refuse a line across the 180th meridian: on a flat map it would lead once around the Earth."""
    drawn = lines.line[1:] == lines.line[:-1]
    around = np.flatnonzero(drawn & (np.abs(np.diff(lines.lon)) > 180 * PER_DEGREE))
    if len(around):
        lon, lat = (int(degrees[around[0]]) / PER_DEGREE for degrees in (lines.lon, lines.lat))
        problem = f"the street at ({lon:g}, {lat:g}) leads across the 180th meridian"
        raise StreetsError(where, problem, "cut the file there, and make a case of either side")


def _report(ways: Ways, missing: Flags, pieces: Mapping[int, float]) -> ImportReport:
    """What the ways were; ``pieces`` has the metres of each street."""
    held = ways.street[: len(ways.street) - ways.added]
    unknown: Counter[str] = Counter()
    for street, times in enumerate(np.bincount(held[held >= 0], minlength=len(ways.streets)).tolist()):
        for word in (ways.streets[street].unknown, *ways.streets[street].unread) if times else ():
            unknown[word] += times
    del unknown[""]
    return ImportReport(
        ways=len(held),
        kept=int((held >= 0).sum()),
        missing_nodes=int(missing.sum()),
        components=0,
        largest_share=0.0,
        walk_km=0.0,
        drive_km=0.0,
        unknown=dict(unknown.most_common(MOST_UNKNOWN)),
        unknown_km=_km(np.array([metres for street, metres in pieces.items() if ways.streets[street].unknown])),
    )


def _with_turns(network: Network, signs: Sequence[Sign], ends: _Ends, became: Ints) -> Network:
    """The same network with the turns that signs forbid.

    Parameters
    ----------
    became
        The piece of the network that each of those with these ends is, or was merged into.
    """
    pieces: dict[int, dict[int, set[int]]] = {sign.via: {} for sign in signs}
    corner: dict[int, int] = {}
    for i in np.flatnonzero(np.isin(ends.point, list(pieces))).tolist():
        point = int(ends.point[i])
        pieces[point].setdefault(int(ends.following[i]), set()).add(int(became[ends.piece[i]]))
        corner[point] = int(ends.corner[i])
    driven = (network.drive > 0) | (network.trucks.drive > 0)
    turns, unread = turns_of(signs, pieces, corner, driven)
    report = replace(network.report, turns=len(signs) - unread, turns_not_read=unread)
    return replace(network, turns=turns, report=report)


def _with_doubts(network: Network) -> Network:
    ends, near = near_misses(network)
    report = replace(network.report, ends=ends, near_misses=near)
    return with_parts(replace(network, report=report))


def with_parts(network: Network) -> Network:
    """The same network with connected parts and kilometres counted anew in its report."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    tail, head, length = network.tail[network.walk], network.head[network.walk], network.length[network.walk]
    links = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(network.nodes, network.nodes))
    _, part = connected_components(links, directed=False)
    metres = np.bincount(part[tail], weights=length)
    longest = np.sort(metres[metres > 0])[::-1]
    report = replace(
        network.report,
        components=len(longest),
        largest_share=float(longest[0] / metres.sum()) if len(longest) else 0.0,
        walk_km=_km(length),
        drive_km=_km(network.length[network.drive > 0]),
        perhaps_km=_km(network.length[network.generous.walk & ~network.walk]),
        parts=tuple(round(float(m) / 1000, 3) for m in longest[:MOST_PARTS]),
    )
    return replace(network, report=report)


@dataclass(frozen=True, eq=False)
class _Lines:
    """Points of all lines in order: line, way, node and position in whole steps of 1e-7 degrees."""

    line: Ints
    way: Ints
    node: Ints
    lon: Ints
    lat: Ints


@dataclass(frozen=True, eq=False)
class _Ends:
    """Both ends of all pieces: the piece, the point there and the one next to it, and the number of the corner."""

    piece: Ints
    point: Ints
    following: Ints
    corner: Shorts


def _assemble(
    ways: Ways, lines: _Lines, attribution: str, origin: str
) -> tuple[Network, Mapping[int, float], _Ends, Ints]:
    """The network, the metres of each street, the ends of all pieces as they are drawn, and the level of each."""
    same_line = np.zeros(len(lines.line) + 1, dtype=bool)  # whether a point continues the line of the one before
    same_line[1:-1] = lines.line[1:] == lines.line[:-1]
    corner = _corners(lines, same_line, ways)
    at = np.flatnonzero(corner)
    joined = np.flatnonzero(lines.line[at[1:]] == lines.line[at[:-1]])
    start, stop = at[joined], at[joined + 1]  # each piece: its first and last point
    street = ways.street[lines.way[start]]
    metres = _lengths(lines, same_line[1:-1], start, stop)
    tail, head, lon, lat = _number(lines, start, stop)
    order = np.lexsort((head, tail))
    start, stop, street = start[order], stop[order], street[order]
    inner = stop - start - 1
    shape_start = np.concatenate([[0], np.cumsum(inner)]).astype(np.int32)
    inside = np.arange(shape_start[-1]) + np.repeat(start + 1 - shape_start[:-1], inner)
    kinds = sorted({ways.streets[i].kind for i in np.unique(street)})
    table = _columns(ways.streets, kinds)
    columns: dict[str, Any] = {column: table[column][street] for column in _KEPT}
    named = ways.name[lines.way[start]]
    used, name = np.unique(named, return_inverse=True)
    offset = int(len(used) > 0 and used[0] == -1)
    network = Network(
        lon=lon,
        lat=lat,
        tail=tail[order],
        head=head[order],
        length=metres[order],
        **columns,
        name=(name - offset).astype(np.int32),
        kinds=tuple(kinds),
        names=tuple(ways.names[i] for i in used[offset:]),
        shape_start=shape_start,
        shape_lon=lines.lon[inside] / PER_DEGREE,
        shape_lat=lines.lat[inside] / PER_DEGREE,
        attribution=attribution,
        origin=origin,
        report=ImportReport(0, 0, 0, 0, 0.0, 0.0, 0.0),
    )
    times = np.array([s.times for s in ways.streets])[street] if len(street) else np.ones(0)
    most = Most(
        **{name: table[f"{name}_most"][street] for name in _MOST}, length=_in_millimetres(network.length / times)
    )
    network = network.seen_otherwise(most, ForTrucks(table["truck"][street], table["tonnes"][street]))
    by_street = np.bincount(street, weights=network.length, minlength=len(ways.streets)) if len(order) else np.zeros(0)
    ends = _Ends(
        piece=np.tile(np.arange(len(order)), 2),
        point=lines.node[np.concatenate([start, stop])],
        following=lines.node[np.concatenate([start + 1, stop - 1])],
        corner=np.concatenate([network.tail, network.head]),
    )
    number = {level: at for at, level in enumerate(sorted({s.level for s in ways.streets}))}
    level = np.array([number[s.level] for s in ways.streets], dtype=np.int64)[street]
    return network, dict(enumerate(by_street.tolist())), ends, level


def _corners(lines: _Lines, same_line: Flags, ways: Ways) -> Flags:
    """Whether each point is a corner: an end, a point that ways share, or the middle of what would be a loop."""
    corner = ~same_line[:-1] | ~same_line[1:]
    corner |= np.isin(lines.node, ways.met)
    if ways.meet_inside:
        _, which, uses = np.unique(lines.node, return_inverse=True, return_counts=True)
        corner |= uses[which] > 1
    at = np.flatnonzero(corner)
    loop = (lines.node[at[1:]] == lines.node[at[:-1]]) & same_line[at[1:]] & (at[1:] - at[:-1] > 1)
    corner[(at[:-1][loop] + at[1:][loop]) // 2] = True
    return corner


def _number(lines: _Lines, start: Ints, stop: Ints) -> tuple[Shorts, Shorts, Floats, Floats]:
    """Corners numbered along a Z-shaped curve: first and last corner of each piece, and all positions."""
    _, one, which = np.unique(lines.node[np.concatenate([start, stop])], return_index=True, return_inverse=True)
    point = np.concatenate([start, stop])[one]
    order = np.argsort(_along_curve(lines.lon[point], lines.lat[point]), kind="stable")
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    tail, head = number[which].reshape(2, -1)
    return tail, head, lines.lon[point[order]] / PER_DEGREE, lines.lat[point[order]] / PER_DEGREE


def _along_curve(lon: Ints, lat: Ints) -> NDArray[np.uint64]:
    """Position along the curve that takes turns between bits of longitude and latitude (Morton order)."""
    mixed = np.zeros(len(lon), dtype=np.uint64)
    for degrees, shift in ((lon + 180 * PER_DEGREE, 1), (lat + 90 * PER_DEGREE, 0)):
        spread = degrees.astype(np.uint64)
        for step, mask in _SPREADING:
            spread = (spread | (spread << np.uint64(step))) & np.uint64(mask)
        mixed |= spread << np.uint64(shift)
    return mixed


_SPREADING = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
"""Steps that put a zero between any two of 32 bits: how far to shift, and which bits to keep."""


def _lengths(lines: _Lines, drawn: Flags, start: Ints, stop: Ints) -> Floats:
    """Geodesic length of each piece in metres, in whole millimetres, at least one; ``drawn`` tells lines from gaps."""
    from pyproj import Geod

    if not len(start):
        return np.zeros(0)
    lon, lat = lines.lon / PER_DEGREE, lines.lat / PER_DEGREE
    *_, metres = Geod(ellps="WGS84").inv(lon[:-1][drawn], lat[:-1][drawn], lon[1:][drawn], lat[1:][drawn])
    along = np.zeros(len(lon), dtype=np.int64)
    along[1:][drawn] = np.rint(np.asarray(metres) * PER_METRE)
    along = np.cumsum(along)
    return _in_millimetres((along[stop] - along[start]) / PER_METRE)


def _in_millimetres(metres: Floats) -> Floats:
    """Metres in whole millimetres, at least one."""
    total: Floats = np.maximum(np.rint(metres * PER_METRE), 1) / PER_METRE
    return total


def _columns(streets: Sequence[Street], kinds: Sequence[str]) -> dict[str, NDArray[Any]]:
    """What the rule says, one row a street: arrays by the names that :class:`Street` gives them."""
    place = {kind: i for i, kind in enumerate(kinds)}
    metres = {
        name: np.rint(np.array([getattr(s, name) for s in streets]) * PER_METRE_OF_WIDTH) / PER_METRE_OF_WIDTH
        for name in ("width", "width_most")
    }
    tonnes = np.rint(np.array([s.tonnes for s in streets]) * PER_TONNE) / PER_TONNE
    kind = np.array([place.get(s.kind, 0) for s in streets], dtype=np.uint8)
    counts = {name: np.array([getattr(s, name) for s in streets], np.uint8) for name in _COUNTS}
    flags = {name: np.array([getattr(s, name) for s in streets], bool) for name in ("walk", "walk_most", "bridge")}
    return {**metres, "tonnes": tonnes, "kind": kind, **counts, **flags}


_COUNTS = ("drive", "speed", "lanes", "drive_most", "lanes_most", "truck")
_KEPT = ("width", "kind", "drive", "speed", "lanes", "walk", "bridge")
"""Columns that the network has itself."""
_MOST = ("walk", "drive", "width", "lanes")
"""Columns that a bound sees otherwise, by the class of a street."""


def refuse_off_the_map(lon: Floats, lat: Floats, where: str) -> None:
    """Refuse positions that are none on Earth.

    Raises
    ------
    StreetsError
        If there is one.
    """
    off = np.flatnonzero((np.abs(lon) > 180) | (np.abs(lat) > 90))
    if len(off):
        position = f"({lon[off[0]]:g}, {lat[off[0]]:g})"
        swapped = (np.abs(lat[off]) <= 180).all() and (np.abs(lon[off]) <= 90).all()
        remedy = "longitude and latitude look swapped" if swapped else "check the coordinate reference system"
        raise StreetsError(where, f"{position} is no longitude and latitude in degrees", remedy)


def _whole(degrees: Floats) -> Ints:
    return np.rint(degrees * PER_DEGREE).astype(np.int64)


def _km(metres: Floats) -> float:
    return int(np.rint(metres * PER_METRE).sum()) / (1000 * PER_METRE)
