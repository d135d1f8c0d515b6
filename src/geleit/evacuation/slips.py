"""What is allowed in a case but looks like a slip, once its rows are on the streets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, compress

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geleit.evacuation.became import closed_streets
from geleit.evacuation.placement import Located, doubts
from geleit.model.became import (
    FAR_EXIT_M,
    FEW_AN_HOUR,
    MOST_TO_100_M,
    Became,
    Beside,
    ClosedStreets,
    Doubt,
    ExitOnStreet,
    street_text,
)
from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.population import Cells, Place
from geleit.streets.locate import Plane, halved

_SHOWN = 5
"""So many of one kind are told of one row; of the others the number."""

_MOST_ROWS = 20
"""So many rows are told of one kind of doubt; of the others the number."""

_SLIVER = 0.01
"""Outlines that share less of the smaller one than this were drawn along each other."""

_FAR_TOTAL = 1.5
"""A raster whose own total is so many times above or below what the case says is asked about."""

_NEAR_DEGREES = 0.1
"""What is farther than this from the streets and the area is in another place, in degrees."""


def slips(case: Case, located: Located, became: Became) -> Iterator[Doubt]:
    """What looks like a slip, in the order of the tables."""
    for told in doubts(located):
        about, _, text = told.partition(": ")
        yield Doubt("streets", about, text)
    placed = {landed.id: landed for landed in became.exits}
    for gate in case.exits:
        if gate.id in placed:
            yield from _exit(placed[gate.id])
        yield from _rates(gate)
    yield from _left_open(case, became.closures)
    yield from _overlaps(case)
    yield from _few(_crowded(case))
    yield from _rasters(case)
    yield from _few(_stranded(became))
    yield from _few(_apart(became))
    yield from _few(_elsewhere(case))
    yield from _few(_outside(case))


def grave_slips(case: Case) -> Iterator[Doubt]:
    """Those by which a proof is likely to be about something else than was meant, whatever asks about the case."""
    for gate in case.exits:
        yield from _rates(gate)
    yield from _left_open(case, closed_streets(case))
    yield from _overlaps(case)


def _exit(landed: ExitOnStreet) -> Iterator[Doubt]:
    about, street = f"exits[{landed.id}]", street_text(landed.street, landed.kind)
    if landed.nearest_m > FAR_EXIT_M:
        yield Doubt("far-exit", about, f"stands {landed.metres:,.0f} m from the street that it was put on, {street}")
    if not landed.fits:
        text = f"lets vehicles pass, and was put on {street}, which is none for vehicles"
        remedy = "give its position_error if it may stand on another street"
        yield Doubt("unfit-street", about, f"{text}: {remedy}")


def _rates(gate: Exit) -> Iterator[Doubt]:
    for rate in (gate.rate, *(change.rate for change in gate.changes)):
        if 0 < rate.likely < FEW_AN_HOUR:
            text = f"{rate.likely:g} people an hour can pass, fewer than {FEW_AN_HOUR:g}"
            yield Doubt("low-rate", f"exits[{gate.id}]", f"{text}: see that no thousand is lost and no minute is meant")


def _left_open(case: Case, closures: Iterable[ClosedStreets]) -> Iterator[Doubt]:
    yield from (_open_beside(case, closed) for closed in closures if closed.beside)


def _open_beside(case: Case, closed: ClosedStreets) -> Doubt:
    shuts = f"shuts {_pieces(len(closed.pieces))} of {_some(closed.streets)}, {closed.metres:,.0f} m"
    nearest = sorted(closed.beside, key=lambda one: (one.metres, one.piece))
    listed = _some([_open(case, one) for one in nearest])
    text = f"{shuts}, and leaves open beside it {listed}"
    return Doubt("open-beside", f"closures[{closed.id}]", f"{text}: draw a line or an area over both if both are shut")


def _open(case: Case, one: Beside) -> str:
    network = case.network
    middle = np.array([network.lon[[network.tail[one.piece], network.head[one.piece]]].mean(),
                       network.lat[[network.tail[one.piece], network.head[one.piece]]].mean()])  # fmt: skip
    bridge = ", a bridge," if one.bridge else ""
    return (
        f"{street_text(one.street, one.kind)}{bridge} {one.metres:.0f} m off (about {middle[0]:.4f}, {middle[1]:.4f})"
    )


def _overlaps(case: Case) -> Iterator[Doubt]:
    """Outlines of people that lie over each other: who lives there is counted in each of them."""
    drawn = [(p, p.where) for p in case.places if isinstance(p.where, BaseGeometry) and p.where.area > 0]
    if len(drawn) < 2:
        return
    plane = Plane.around(case.network)
    flat = np.array([plane.flatten(where) for _, where in drawn], dtype=object)
    one, other = shapely.STRtree(flat).query(flat, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(flat[one], flat[other]))
    areas = shapely.area(flat)
    found = []
    for first, second, area in zip(one.tolist(), other.tolist(), shared.tolist(), strict=True):
        if area > _SLIVER * min(areas[first], areas[second]):
            pair = ((drawn[first][0], area / areas[first]), (drawn[second][0], area / areas[second]))
            found.append((min(place.people.likely * share for place, share in pair), pair))
    found.sort(key=lambda row: -row[0])
    for _, pair in found[:_SHOWN]:
        yield _overlap(*pair)
    if len(found) > _SHOWN:
        yield Doubt("overlap", "people", f"{len(found) - _SHOWN:,} more pairs of outlines lie over each other")


def _overlap(one: tuple[Place, float], other: tuple[Place, float]) -> Doubt:
    about = f"people[{one[0].id}]"
    if min(one[1], other[1]) > 1 - _SLIVER:
        counts = " and ".join(f"{place.people.likely:,.0f}" for place, _ in (one, other))
        text = f"has the same outline as people[{other[0].id}] (100%), with {counts} people: both count"
    else:
        told = " and ".join(
            f"{share:.0%} of {place.id} with about {place.people.likely * share:,.0f} people"
            for place, share in (one, other)
        )
        text = f"lies over people[{other[0].id}]: {told} are in both, and count twice"
    return Doubt("overlap", about, text)


def _rasters(case: Case) -> Iterator[Doubt]:
    for place in case.places:
        if not isinstance(place.where, Cells) or (tally := place.where.tally) is None:
            continue
        taken, people = tally.people - tally.outside, place.people
        if not people.low / _FAR_TOTAL <= taken <= people.high * _FAR_TOTAL:
            said = f"{people.low:,.0f}" if people.low == people.high else f"{people.low:,.0f} to {people.high:,.0f}"
            text = f"counts {taken:,.0f} people where it is taken, and the case says {said}: see which of them is meant"
            yield Doubt("raster-total", tally.name, text)


def _crowded(case: Case) -> Iterator[Doubt]:
    """Outlines with more people than their streets can be home to; else the case as a whole."""
    halves, found = halved(case.network), False
    for place in case.places:
        if isinstance(place.where, BaseGeometry) and place.where.area > 0:
            outline = halves.plane.flatten(place.where)
            near = halves.lines[halves.tree.query(outline, predicate="intersects")]
            metres = float(shapely.length(shapely.intersection(near, outline)).sum())
            for doubt in _crowd(f"people[{place.id}]", place.people.likely, metres):
                found = True
                yield doubt
    if not found:
        people = sum(place.people.likely for place in case.places)
        yield from _crowd("people", people, float(shapely.length(halves.lines).sum()))


def _crowd(about: str, people: float, metres: float) -> Iterator[Doubt]:
    if people > metres / 100 * MOST_TO_100_M:
        text = f"has {people:,.0f} people on {metres:,.0f} m of street, more than {MOST_TO_100_M:,.0f} to 100 m"
        yield Doubt("crowded", about, f"{text}: see that the figure is of this place alone, and that no streets lack")


def _few(found: Iterable[Doubt]) -> Iterator[Doubt]:
    """Doubts of one kind about rows, of which a case may have a million; of many the number."""
    doubts_found = list(found)
    yield from doubts_found[:_MOST_ROWS]
    if len(doubts_found) > _MOST_ROWS:
        last = doubts_found[-1]
        table, more = last.about.partition("[")[0], len(doubts_found) - _MOST_ROWS
        yield Doubt(last.code, table, f"{more:,} more row{'' if more == 1 else 's'} likewise")


def _stranded(became: Became) -> Iterator[Doubt]:
    for people in sorted(became.people, key=lambda row: -row.stranded):
        if people.stranded:
            text = f"no street of the map leads {people.stranded:,} of its people, at most, to an exit with a place"
            yield Doubt("stranded", f"people[{people.id}]", f"{text}: a plan leaves them")


def _apart(became: Became) -> Iterator[Doubt]:
    for people in sorted(became.people, key=lambda row: -row.apart):
        if people.apart and not people.stranded:
            text = f"up to {people.apart:,} of its people are on streets apart from the main part of the streets"
            yield Doubt("apart", f"people[{people.id}]", text)


def _elsewhere(case: Case) -> Iterator[Doubt]:
    """Rows that lie far from the streets and the area, such as those of the template."""
    lon, lat = case.network.lon, case.network.lat
    near = shapely.box(lon.min(), lat.min(), lon.max(), lat.max())
    near = shapely.union(near, shapely.box(*case.area.bounds)) if case.area is not None else near
    near = shapely.box(*near.bounds).buffer(_NEAR_DEGREES, join_style="mitre")
    fleet = case.fleet
    points = chain(
        (("depots", row.id, row.lon, row.lat) for row in fleet.depots),
        (("gates", row.id, row.lon, row.lat) for row in fleet.gates),
        (("facilities", row.id, row.lon, row.lat) for row in case.facilities),
        (("incidents", row.id, row.lon, row.lat) for row in case.incidents),
    )
    shapes = [(table, id_, shapely.points(x, y)) for table, id_, x, y in points if x is not None and y is not None]
    shapes += [("risks", row.id, row.where) for row in case.risks]
    shapes += [("weight_limits", row.id, row.where) for row in fleet.limits]
    for table, id_, where in shapes:
        if not shapely.intersects(near, where):
            at = where.representative_point()
            text = f"lies at longitude {at.x:.4f}, latitude {at.y:.4f}, far from the streets and the area of the case"
            yield Doubt("elsewhere", f"{table}[{id_}]", f"{text}: move it, or take it out")


def _outside(case: Case) -> Iterator[Doubt]:
    """People outside the area that people are to leave."""
    if case.area is None:
        return
    drawn = [place for place in case.places if isinstance(place.where, BaseGeometry)]
    shapely.prepare(case.area)
    inside = shapely.intersects(case.area, np.array([place.where for place in drawn], dtype=object))
    for place in compress(drawn, np.logical_not(inside)):
        yield Doubt("outside-area", f"people[{place.id}]", "lies outside the area that people are to leave")


def _pieces(count: int) -> str:
    return f"{count:,} piece{'' if count == 1 else 's'}"


def _some(texts: tuple[str, ...] | list[str]) -> str:
    more = f" and {len(texts) - _SHOWN:,} more" if len(texts) > _SHOWN else ""
    return ", ".join(texts[:_SHOWN]) + more
