"""What each row of a case became on the streets, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.model.became import Became, ClosedStreets, ExitOnStreet, PeopleOnStreets, street_text
from geleit.report.numbers import many, three

_ROWS_TOLD = 10
"""So many rows of people, parts and near misses are listed; the page and the layers have all."""


def became_lines(became: Became) -> Iterator[str]:
    """A line for each row: exits, people, closures, parts of the streets, near misses, stranded people."""
    for landed in became.exits:
        yield f"exits[{landed.id}]: {exit_text(landed)}"
    for row in became.people[:_ROWS_TOLD]:
        yield f"people[{row.id}]: {people_text(row)}"
    if len(became.people) > _ROWS_TOLD:
        yield f"people: {len(became.people) - _ROWS_TOLD:,} more rows"
    for closed in became.closures:
        yield f"closures[{closed.id}]: {closed_text(closed)}"
    for part in became.parts[1:_ROWS_TOLD]:
        people = many(part.people, "person", "people")
        yield f"streets: a part of {part.km:,.3f} km stands apart, with {many(part.exits, 'exit')} and up to {people}"
    if became.near_misses:
        nearest = min(became.near_misses, key=lambda one: one.metres)
        at = f"longitude {nearest.at[0]:.5f}, latitude {nearest.at[1]:.5f}"
        ends = many(len(became.near_misses), "end")
        yield f"streets: {ends} near a street not met; the nearest misses by {nearest.metres:.1f} m, at {at}"
    if became.stranded:
        people = many(sum(one.people for one in became.stranded), "person", "people")
        yield f"people: up to {people} at {many(len(became.stranded), 'corner')} apart or without a way to an exit"


def exit_text(landed: ExitOnStreet) -> str:
    """Which street an exit was put on, how far off."""
    text = f"{street_text(landed.street, landed.kind)}, {landed.metres:,.0f} m off"
    if landed.nearest_m < landed.metres - 0.5:
        nearer = landed.nearest_kind.replace("_", " ")
        text += (
            f", as it lets vehicles pass; nearer, at {landed.nearest_m:,.0f} m, is one for people on foot ({nearer})"
        )
    return text


def people_text(people: PeopleOnStreets) -> str:
    """How many people of which shape, and how far they were moved."""
    told = three(people.low, people.likely, people.high)
    if people.shape == "polygon":
        return f"{told}, spread over the streets inside the outline"
    if people.shape == "raster":
        return f"{told}, moved {people.mean_m:,.0f} m to a street on average, at most {people.most_m:,.0f} m"
    return f"{told}, {people.most_m:,.0f} m from the street that they were put on"


def closed_text(closed: ClosedStreets) -> str:
    """Which street pieces are closed, and what stays open beside them."""
    text = f"{many(len(closed.pieces), 'piece')} of {', '.join(closed.streets)}, {closed.metres:,.0f} m"
    for one in sorted(closed.beside, key=lambda one: one.metres)[:1]:
        more = f" and {len(closed.beside) - 1:,} more" if len(closed.beside) > 1 else ""
        text += f"; open beside it: {street_text(one.street, one.kind)}, {one.metres:,.0f} m off{more}"
    return text
