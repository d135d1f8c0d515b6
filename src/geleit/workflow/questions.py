"""Who can be out by the deadline, and the questions that follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from geleit.model.plan import DEFAULT_EFFORT, Effort
from geleit.model.window import Window
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.answer import Answer, Proved
    from geleit.model.case import Case
    from geleit.model.public import InternalCase, View
    from geleit.model.whatif import Enough, EnoughExits, EnoughPause, ExposurePoint, Variation


def evacuate(
    case: Case,
    deadline: datetime | None = None,
    progress: Steps = no_steps,
    effort: Effort = DEFAULT_EFFORT,
    *,
    by_district: bool = False,
    equal_shares: bool = False,
    stopped: Event | None = None,
) -> Answer:
    """Who can be out by the deadline; see :func:`geleit.evacuation.answer.evacuate`."""
    from geleit.evacuation import answer
    from geleit.record.limits import daily_limits
    from geleit.workflow.record import place_in_record

    return answer.evacuate(
        case,
        deadline,
        lambda step: progress(step, answer.STEPS),
        effort,
        by_district=by_district,
        equal_shares=equal_shares,
        stopped=stopped,
        limits=daily_limits(place_in_record(case, deadline)),
    )


def vary(case: Case, answer: Answer, changed: Mapping[str, Case]) -> tuple[Variation, ...]:
    """The two numbers of each of the changed cases; see :func:`geleit.evacuation.whatif.vary`."""
    from geleit.evacuation import whatif

    return whatif.vary(case, answer, changed)


def enough_rate(case: Case, answer: Answer) -> Enough:
    """By how much all exits would have to be faster for everyone to be out."""
    from geleit.evacuation import enough

    return enough.enough_rate(case, Window(answer.start, answer.deadline))


def enough_pause(case: Case, answer: Answer, begins: clock_time) -> EnoughPause:
    """How long a daily pause would have to be."""
    from geleit.evacuation import enough

    return enough.enough_pause(case, Window(answer.start, answer.deadline), begins)


def enough_exits(case: Case, answer: Answer, rate: int) -> EnoughExits:
    """How many new exits of so many persons per hour it would take."""
    from geleit.evacuation import enough

    return enough.enough_exits(case, Window(answer.start, answer.deadline), answer, rate)


def exposure(case: Case, answer: Answer, progress: Steps = no_steps) -> tuple[ExposurePoint, ...]:
    """Plans along safer streets, with the harm to expect.

    Raises
    ------
    InputError
        If the case says nothing about risks.
    """
    from geleit.evacuation.trade_off import STEPS, trade_off

    return trade_off(case, Window(answer.start, answer.deadline), lambda step: progress(step, STEPS))


def write_exit_values(folder: Path, view: View, answer: Proved, rate: int) -> Path:
    """Write a map of what a new exit could add at most, as a page and as GeoJSON points, into a folder.

    Parameters
    ----------
    rate
        Persons per hour of the new exit.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    from geleit.evacuation.whatif import exit_value
    from geleit.model.answer import PublicAnswer
    from geleit.report.html.exit_value_page import write_exit_values as write_page
    from geleit.report.json.exit_values import write_points

    values = exit_value(answer.certificate, rate, public=isinstance(answer, PublicAnswer))
    about = (
        f"At most so many more people out by {answer.deadline.isoformat()} with a new exit of {rate} persons/h there"
    )
    view.expect([answer])
    write_page(folder / "exit-value.html", view, about, values)
    path = folder / "exit-value.geojson"
    write_points(path, view, about, values)
    return path


def write_departures(folder: Path, view: InternalCase, answer: Answer) -> Path:
    """Write who is to leave when, by which exit, district by district, as a table into a folder.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from geleit.files import write_atomically
    from geleit.report.text.timetable import departures_csv

    path = folder / "departures.csv"
    write_atomically(path, departures_csv(view, answer))
    return path
