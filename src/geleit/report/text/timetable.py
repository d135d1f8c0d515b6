"""The plan per district: a table for planners, and a summary for the terminal."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence

from geleit.model.answer import Answer
from geleit.model.departure import Departure
from geleit.model.letters import to_cell
from geleit.model.public import InternalCase

COLUMNS = (
    *("district", "place", "lon", "lat", "group", "exit", "leave_from", "leave_until", "people"),
    *("pass_from", "pass_until"),
)
ABOUT = (
    "# One plan that shows that so many can be out by the deadline; people are those of the case's cautious figures.",
    "# {}; it is no advice on where to walk.",
)
MOST_DISTRICTS = 12
"""Districts that a terminal shows one by one."""


def departures_csv(view: InternalCase, answer: Answer) -> str:
    """Departures as CSV text, one row for each district, travel group, exit and hour of leaving."""
    districts = {district.id: district for district in answer.districts}
    text, zone = io.StringIO(), view.case.zone
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in answer.departures:
        at = districts[d.district]
        moments = [t.astimezone(zone).isoformat() for t in (d.leave_from, d.leave_until)]
        passing = [t.astimezone(zone).isoformat() for t in (d.pass_from, d.pass_until)]
        place = [to_cell(at.id), to_cell(at.name), f"{at.lon:.5f}", f"{at.lat:.5f}"]
        writer.writerow([*place, to_cell(d.group), to_cell(d.exit), *moments, d.people, *passing])
    return "\n".join(ABOUT).format(view.publication) + "\n" + text.getvalue()


def departure_lines(answer: Answer) -> list[str]:
    """A line for each district, or for each place where there are many, and what is left out."""
    by_place = len(answer.districts) > MOST_DISTRICTS
    names = {d.id: d.name if by_place else d.id for d in answer.districts}
    inside: dict[str, int] = defaultdict(int)
    rows: dict[str, list[Departure]] = defaultdict(list)
    for district in answer.districts:
        inside[names[district.id]] += district.people
    for departure in answer.departures:
        rows[names[departure.district]].append(departure)
    lines = [f"  the plan by {'place' if by_place else 'district'}"]
    lines += [f"    {name}: {_reported(rows[name], inside[name])}" for name in list(inside)[:MOST_DISTRICTS]]
    if len(inside) > MOST_DISTRICTS:
        lines.append(f"    and {len(inside) - MOST_DISTRICTS} more")
    return lines


def _reported(rows: Sequence[Departure], inside: int) -> str:
    if not rows:
        return f"none of {inside:,} people"
    first, last = min(d.leave_from for d in rows), max(d.leave_until for d in rows)
    through = ", ".join(sorted({d.exit for d in rows}))
    arrived = max(d.pass_until for d in rows)
    return (
        f"{sum(d.people for d in rows):,} of {inside:,} people, leaving {first:%m-%d %H:%M} to {last:%m-%d %H:%M}, "
        f"through {through}, the last by {arrived:%m-%d %H:%M}"
    )
