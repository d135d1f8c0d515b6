"""What ``geleit evacuate`` adds on request: variations of the exits, the value of a new one, the rate needed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from geleit import workflow
from geleit.cli.progress import steps
from geleit.cli.shared_options import shown

if TYPE_CHECKING:
    from geleit.model.answer import Answer, Proved, StrandedPlace
    from geleit.model.case import Case
    from geleit.model.public import View
    from geleit.model.whatif import Enough, EnoughExits, EnoughPause, ExposurePoint, ProvedVariation


def changed(case: Case, changes: list[str]) -> dict[str, Case]:
    """The case with its exits changed in each of the ways asked for."""
    from geleit.io.case.exit_changes import change_case

    return {text: change_case(case, text) for text in changes}


def variations(view: View, answer: Proved, changed: dict[str, Case]) -> tuple[ProvedVariation, ...]:
    """The numbers of each of the changed cases."""
    with steps() as begin:
        begin("asking what if", 1)
        return workflow.vary_view(view, answer, changed)


@dataclass(frozen=True)
class Extra:
    """What was asked for beside the answer itself; ``None`` where it was not."""

    what_if: tuple[ProvedVariation, ...]
    rate_factor: Enough | None = None
    pause: EnoughPause | None = None
    new_exits: EnoughExits | None = None
    exposure: tuple[ExposurePoint, ...] | None = None

    def as_json(self, *, timings: bool) -> dict[str, Any]:
        """For machines; ``timings`` has it tell how long each variation took."""
        found = asdict(self)
        untimed = {} if timings else {"seconds": None}
        plans = dict.fromkeys(("at_least", "likely_at_most", "likely_at_least", "seconds"))
        found["what_if"] = [{**plans, **row, **untimed} for row in found["what_if"]]
        if self.exposure is not None:
            moments = [point.cleared for point in self.exposure]
            for row, point, moment in zip(found["exposure"], self.exposure, moments, strict=True):
                row |= {"cleared": moment and moment.isoformat(), "gap": point.gap}
        return found

    def lines(self, *, timings: bool) -> list[str]:
        """For readers; the same."""
        found = [_variation_line(v, timings=timings) for v in self.what_if]
        if self.rate_factor is not None:
            found.append(_rate_line(self.rate_factor))
        if self.pause is not None:
            found.append(_pause_line(self.pause))
        if self.new_exits is not None:
            found.append(_exits_line(self.new_exits))
        if self.exposure is not None:
            found.append("  expected harm by the deadline (proved: no plan that gets as many out has less)")
            found += [_exposure_line(point) for point in self.exposure]
        return found


def enough_rate(case: Case, answer: Answer) -> Enough:
    """By how much all exits would have to be faster."""
    with steps() as begin:
        begin("searching the rate that is enough", 1)
        return workflow.enough_rate(case, answer)


def enough_pause(case: Case, answer: Answer, begins: clock_time) -> EnoughPause:
    """How long a daily pause would have to be."""
    with steps() as begin:
        begin("searching the daily pause that is long enough", 1)
        return workflow.enough_pause(case, answer, begins)


def enough_exits(case: Case, answer: Answer, rate: int) -> EnoughExits:
    """How many new exits it would take."""
    with steps() as begin:
        begin("searching the number of new exits that is enough", 1)
        return workflow.enough_exits(case, answer, rate)


def exposure(case: Case, answer: Answer) -> tuple[ExposurePoint, ...]:
    """Plans along safer streets."""
    with steps() as begin:
        return workflow.exposure(case, answer, begin)


def _variation_line(found: ProvedVariation, *, timings: bool) -> str:
    from geleit.model.whatif import Variation

    left = f"could not have left {found.could_not_leave:,}"
    if not isinstance(found, Variation):
        return f"  what if {found.change}: at most {found.at_most:,}, {left}"
    likely = f"with the likely figures {found.likely_at_least:,} to {found.likely_at_most:,}"
    took = f" ({found.seconds:.1f} s)" if timings else ""
    return f"  what if {found.change}: at most {found.at_most:,}, at least {found.at_least:,}, {likely}; {left}{took}"


def _rate_line(found: Enough) -> str:
    from geleit.report.numbers import figure

    shown = "no rate is" if found.enough is None else f"a plan needs {figure(found.enough)} times the cautious ones"
    proved = f"{figure(found.too_little)} times the generous ones" if found.too_little else "none at all"
    enough = f"enough for everyone{_who_can(found.stranded)}: {shown}"
    return f"  rates of all exits: proved too little {proved}; {enough}{_left_aside(found.stranded)}"


def _pause_line(found: EnoughPause) -> str:
    proved = f"{found.too_short} min" if found.too_short else "none at all"
    shown = "not even all day" if found.enough is None else f"a plan needs {found.enough} min"
    enough = f"enough for everyone{_who_can(found.stranded)}: {shown}"
    return f"  a daily pause from {found.begins}: proved too short {proved}; {enough}{_left_aside(found.stranded)}"


def _exits_line(found: EnoughExits) -> str:
    at = "; ".join(f"{lon:.4f} {lat:.4f}" for lon, lat in found.places)
    shown = "no number was found" if found.enough is None else f"{found.enough}" + (f", such as at {at}" if at else "")
    enough = f"enough for everyone{_who_can(found.stranded)}: {shown}{_left_aside(found.stranded)}"
    return f"  new exits of {found.rate:,} persons/h: proved necessary {found.necessary}; {enough}"


def _who_can(stranded: tuple[StrandedPlace, ...]) -> str:
    return " who can leave by the map" if stranded else ""


def _left_aside(stranded: tuple[StrandedPlace, ...]) -> str:
    """Whom it leaves aside, by place."""
    from geleit.report.text.people import stranded_text

    return f" (left aside, as no street leads to an exit: {shown(stranded_text(stranded))})" if stranded else ""


def _exposure_line(point: ExposurePoint) -> str:
    from geleit.report.numbers import figure

    last = f", the last by {point.cleared:%m-%d %H:%M}" if point.cleared else ""
    harm = f"harm {figure(point.harm)}, proved at least {figure(point.at_least)} ({point.gap:.0%} apart)"
    return f"    {point.ways}: {point.out:,} out{last}; {harm}"
