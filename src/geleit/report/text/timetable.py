"""The plan per district: a table for planners, and a summary for the terminal."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, tzinfo

from geleit.model.answer import Answer
from geleit.model.crowds import UnderWay
from geleit.model.departure import Departure
from geleit.model.letters import to_cell
from geleit.model.public import InternalCase
from geleit.report.text.plain import duration
from geleit.report.text.wrapping import wrapped

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
    about = [line.format(view.publication) for line in ABOUT]
    about += [f"# {to_comment(line)}" for line in (waits_text(answer.under_way), *gates_text(answer, zone))]
    return "\n".join(about) + "\n" + text.getvalue()


def to_comment(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def waits_text(crowds: UnderWay) -> str:
    """How long people of a plan wait between home and exit."""
    if not crowds.longest_wait_s:
        return "nobody waits between leaving home and passing the exit"
    return (
        f"between leaving home and passing the exit people wait, beyond the walk itself, {duration(crowds.wait_s)} on "
        f"average and {duration(crowds.longest_wait_s)} at most"
    )


def gates_text(answer: Answer, zone: tzinfo) -> list[str]:
    """The most people who wait at each exit that the plan uses."""
    crowds = {queue.name: queue for queue in answer.under_way.queues if queue.is_exit}
    lines = []
    for use in answer.exits:
        if not use.people_out:
            continue
        queue = next((queue for name, queue in crowds.items() if use.name in name.split(", ")), None)
        most = (
            f"up to {queue.people:,} wait at once, at {queue.at.astimezone(zone):%Y-%m-%d %H:%M}"
            if queue
            else "no queue"
        )
        lines.append(f"{use.name}: {most}")
    return lines


def departure_lines(answer: Answer) -> list[str]:
    """A line for each district, or for each place where there are many, and what is left out."""
    if answer.withheld:
        return wrapped(f"the plan by district is withheld: {answer.withheld}", "  ", "    ")
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
    for line in (waits_text(answer.under_way), *gates_text(answer, answer.start.tzinfo or UTC)):
        lines += wrapped(line, "    ", "      ")
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
