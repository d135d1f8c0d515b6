"""What could be asked for: the same question with an hour, a gate, a day, buses or vehicles more, or faster checks."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from geleit.evacuation.enough import best_corner
from geleit.evacuation.likely import at_likely_figures
from geleit.evacuation.placement import Located, locate, relocate
from geleit.evacuation.question import question_of
from geleit.evacuation.vehicles import most_with_rides
from geleit.evacuation.whatif import proved_again
from geleit.flow.schedule import best_schedule
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.changes import a_day_more, an_hour_more, faster, for_vehicles, more_buses, with_exit
from geleit.model.concession import Concession, Negotiation, Out, What, Why
from geleit.model.corridor import Exit
from geleit.model.figures import GAP
from geleit.model.plan import Effort
from geleit.model.window import Clock, Window

EFFORT = Effort(gap=GAP, budget=None, work=400_000, bounded=False)
"""How long to look for the plan with each concession; the same on any machine."""
TWICE = 2.0
"""Double screening lets twice as many pass; twice the buses are asked for."""


@dataclass(frozen=True, eq=False)
class _Asked:
    """The case with one concession, and until when."""

    what: What
    located: Located
    window: Window
    new: Exit | None = None
    like: str = ""


def concessions(case: Case, answer: Answer) -> Negotiation:
    """What each concession would gain by the deadline of an answer, what gains most first.

    What is conceded makes nothing worse, so nothing falls: the labels and the plan of the answer hold with it. Plans of
    the case as it is are looked for as long as those with a concession, if the answer's are not better. The limit is
    that which holds even if the map lacks more, with what vehicles allow.
    """
    located, window = locate(case), Window(answer.start, answer.deadline)
    everyone = Out(int(case.people.low), int(case.people.likely), int(case.people.high))
    known = Out(answer.at_least, answer.likely_plan.people_out, answer.against_the_map.at_most)
    before = _planned_as_well(located, window, known, everyone)
    senseless = dict(_senseless(case, window))
    found = []
    for asked in _asked(located, case, window, senseless):
        where = (None, None) if asked.new is None else (asked.new.lon, asked.new.lat)
        out = _out(asked, answer, before, everyone)
        found.append(Concession(asked.what, before, out, like=asked.like, lon=where[0], lat=where[1]))
    found.sort(key=lambda one: (-one.gain.likely, -one.gain.cautious, -one.gain.at_most))
    return Negotiation(case.name, answer.deadline, case.people, before, tuple(found), tuple(senseless.items()))


def _senseless(case: Case, window: Window) -> Iterator[tuple[What, Why]]:
    clock = Clock(window.start)
    end = clock.seconds(window.end)
    opened = [clock.intervals(windows, end) for x in case.exits for windows in (x.windows, x.windows_cautious)]
    longest = [clock.intervals(exit_.windows, end) for exit_ in case.exits]
    if not any(longest):
        yield "hour", "no-exit"
        yield "exit", "no-exit"
        yield "screening", "no-exit"
        yield "vehicles", "no-exit"
    elif all(one in ((), ((0, end),)) for one in opened):
        yield "hour", "always-open"
    if not case.buses:
        yield "buses", "no-buses"
    if any(longest) and all(exit_.mode != "foot" for exit_ in case.exits):
        yield "vehicles", "open-to-vehicles"


def _asked(located: Located, case: Case, window: Window, senseless: Container[What]) -> Iterator[_Asked]:
    """The case with each concession, one after the other, but for those that there is no sense in."""
    changes: dict[What, Callable[[Case], Case]] = {
        "hour": an_hour_more,
        "screening": lambda asked: faster(asked, TWICE),
        "buses": lambda asked: more_buses(asked, TWICE),
        "vehicles": for_vehicles,
    }
    for what, change in changes.items():
        if what not in senseless:
            yield _Asked(what, relocate(located, change(case)), window)
    longer, deadline = a_day_more(case, window.end)
    yield _Asked("day", relocate(located, longer), Window(window.start, deadline))
    if "exit" not in senseless:
        yield _one_gate_more(located, case, window)


def _one_gate_more(located: Located, case: Case, window: Window) -> _Asked:
    """A gate like that of the case which passes most civilians by its surest hours, at the best corner."""
    clock = Clock(window.start)
    end = clock.seconds(window.end)

    def passes(exit_: Exit) -> tuple[float, float]:
        civil = exit_.users in ("civilians", "all") and exit_.mode != "vehicle"
        surely, longest = (
            sum(b - a for a, b in clock.intervals(windows, end)) for windows in (exit_.windows_cautious, exit_.windows)
        )
        return civil * surely * exit_.rate.low, civil * longest * exit_.rate.likely

    like = max(case.exits, key=passes)
    corner = best_corner(located, window, like.rate.likely)
    lon, lat = (float(of[corner]) for of in (located.case.network.lon, located.case.network.lat))
    new = replace(like, id="one-more", name="one gate more", lon=lon, lat=lat, position_error=0.0, mode="foot")
    return _Asked("exit", relocate(located, with_exit(case, new)), window, new, like.name)


def _out(asked: _Asked, answer: Answer, before: Out, everyone: Out) -> Out:
    """Who can be out with a concession; nothing is looked for where all are already."""
    cautious, likely, at_most = before
    if at_most < everyone.at_most:
        found = proved_again(asked.located, asked.window, answer)[0], most_with_rides(asked.located, asked.window)
        at_most = max(at_most, min(most for most in found if most is not None))
    return _planned_as_well(asked.located, asked.window, Out(cautious, likely, at_most), everyone)


def _planned_as_well(located: Located, window: Window, known: Out, everyone: Out) -> Out:
    """Plans that were looked for as long as all others here: else a longer search would pass for a gain."""
    cautious, likely, at_most = known
    if cautious < everyone.cautious:
        cautious = max(cautious, _planned(located, window))
    if likely < everyone.likely:
        likely = max(likely, _planned(at_likely_figures(located), window))
    return Out(cautious, likely, at_most)


def _planned(located: Located, window: Window) -> int:
    return best_schedule(question_of(located, window, "cautious"), EFFORT)[0].people_out
