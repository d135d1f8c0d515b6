"""How people came onto the streets, in lines for a reader: what a raster holds, and who was moved how far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geleit.model.amount import Range
from geleit.model.answer import Answer, Proved, StrandedPlace
from geleit.model.moved import Moved
from geleit.model.population import Cells, Place, Tally, in_figures
from geleit.model.public import View
from geleit.model.stamp import PUBLIC
from geleit.report.numbers import many, three

MOST_NAMED = 8
"""Places that are named one by one."""


def people_in(view: View, answer: Proved | None = None) -> list[str]:
    """What whatever rests on the people of a case has to tell of them; nothing of a public one, which has no places."""
    if view.publication == PUBLIC:
        return []
    return list(people_lines(view.case.places, answer.moved if isinstance(answer, Answer) else Moved()))


def people_lines(places: Iterable[Place], moved: Moved) -> Iterator[str]:
    """What each raster holds and what of it was left out, then who was moved how far."""
    for place in places:
        if isinstance(place.where, Cells) and place.where.tally is not None:
            yield from (f"{place.where.tally.name}: {line}" for line in _of_raster(place.where.tally, place.people))
    if moved.people:
        people = many(moved.people, "person", "people")
        yield f"up to {people} moved to the nearest street, at most {moved.most_m:,.0f} m"
    if moved.beyond:
        live = many(moved.beyond, "person lives", "people live")
        yield (
            f"up to {live} too far from any street, the farthest {moved.farthest_m:,.0f} m: a bound lets them set out "
            "on the nearest, a plan leaves them where they are"
        )


def stranded_text(stranded: Sequence[StrandedPlace]) -> str:
    """Of which places people have no way to an exit, and how many."""
    named = [f"{place.name or place.id} {place.people:,}" for place in stranded[:MOST_NAMED]]
    more = len(stranded) - len(named)
    return ", ".join([*named, *([f"{many(more, 'more place')}"] if more else [])])


def _of_raster(tally: Tally, people: Range) -> Iterator[str]:
    where = " in the part around the area" if tally.in_part else ""
    taken = "all taken"
    if tally.cells_outside:
        taken = f"{_count(tally.outside)} of them in {_cells(tally.cells_outside)} outside the area, left out"
    yield (
        f"{_count(tally.people)} people in {_cells(tally.cells)}{where} by its own count, {taken}; "
        f"the case puts {three(people.low, people.likely, people.high)} people where they are"
    )
    if (tally.scale, tally.offset) != (1.0, 0.0):
        yield f"its numbers are multiplied by {tally.scale:g} and {tally.offset:g} is added, as the file says"
    if tally.no_data:
        yield f"left out {_cells(tally.no_data)} without a figure"
    if tally.negative:
        yield f"left out {_cells(tally.negative)} with a negative number, the lowest {in_figures(tally.least)}"
    if (meant := tally.sentinel) is not None:
        yield (
            f"left out {_cells(meant.cells)} with {in_figures(meant.value)}: that cannot be people and was taken for "
            "no data, though the file does not say so; set its no-data value"
        )
    if tally.full:
        yield (
            f"{_cells(tally.full)} with {in_figures(tally.fullest)}, the greatest number that the file can hold, "
            "taken for people; counts may be cut off there"
        )
    if (found := tally.outlier) is not None:
        yield (
            f"{in_figures(found.value)} people in {_cells(found.cells)}, {found.share:.0%} of all taken, and "
            f"nowhere else a tenth of that; the first at longitude {found.lon:.5f}, latitude {found.lat:.5f}: "
            "see that it is no error"
        )


def _count(people: float) -> str:
    return f"{people:,.0f}" if people >= 100 else f"{people:.3g}"


def _cells(count: int) -> str:
    return many(count, "cell")
