"""What ``geleit evacuate`` adds on request: variations of the exits, the value of a new one, the rate needed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.cli.progress import steps

if TYPE_CHECKING:
    from geleit.evacuation.enough import Enough, EnoughExits, EnoughPause
    from geleit.evacuation.exposure import ExposurePoint
    from geleit.evacuation.whatif import Variation
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.window import Window


def changed(case: Case, changes: list[str]) -> dict[str, Case]:
    """The case with its exits changed in each of the ways asked for."""
    from geleit.io.case.exit_changes import change_case

    return {text: change_case(case, text) for text in changes}


def variations(case: Case, answer: Answer, changed: dict[str, Case]) -> tuple[Variation, ...]:
    """The two numbers of each of the changed cases."""
    from geleit.evacuation.whatif import vary

    with steps(1) as begin:
        begin("asking what if")
        return vary(case, answer, changed)


@dataclass(frozen=True)
class Extra:
    """What was asked for beside the answer itself; ``None`` where it was not."""

    what_if: tuple[Variation, ...]
    rate_factor: Enough | None
    pause: EnoughPause | None
    new_exits: EnoughExits | None
    exposure: tuple[ExposurePoint, ...] | None

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        found = asdict(self)
        if self.exposure is not None:
            moments = [point.cleared for point in self.exposure]
            for row, point, moment in zip(found["exposure"], self.exposure, moments, strict=True):
                row |= {"cleared": moment and moment.isoformat(), "gap": point.gap}
        return found

    def lines(self) -> list[str]:
        """For readers."""
        found = [
            f"  what if {v.change}: at most {v.at_most:,}, at least {v.at_least:,}, "
            f"could not have left {v.could_not_leave:,} ({v.seconds:.1f} s)"
            for v in self.what_if
        ]
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
    from geleit.evacuation import enough

    with steps(1) as begin:
        begin("searching the rate that is enough")
        return enough.enough_rate(case, _window(answer))


def enough_pause(case: Case, answer: Answer, begins: clock_time) -> EnoughPause:
    """How long a daily pause would have to be."""
    from geleit.evacuation import enough

    with steps(1) as begin:
        begin("searching the daily pause that is long enough")
        return enough.enough_pause(case, _window(answer), begins)


def enough_exits(case: Case, answer: Answer, rate: int) -> EnoughExits:
    """How many new exits it would take."""
    from geleit.evacuation import enough

    with steps(1) as begin:
        begin("searching the number of new exits that is enough")
        return enough.enough_exits(case, _window(answer), answer.certificate, rate)


def exposure(case: Case, answer: Answer) -> tuple[ExposurePoint, ...]:
    """Plans along safer streets."""
    from geleit.evacuation.exposure import STEPS, trade_off

    with steps(STEPS) as begin:
        return trade_off(case, _window(answer), begin)


def _window(answer: Answer) -> Window:
    from geleit.model.window import Window

    return Window(answer.start, answer.deadline)


def write_exit_values(out: Path, case: Case, answer: Answer, rate: int) -> Path:
    """Write a map of what a new exit could add at most, as a page and as GeoJSON points, into a folder.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from geleit.evacuation.whatif import exit_value
    from geleit.files import write_atomically
    from geleit.report.html.other_pages import write_exit_values as write_page

    values = exit_value(answer.certificate, rate)
    rows = (
        json.dumps(
            {
                "type": "Feature",
                "properties": {"at_most_more": value},
                "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
            }
        )
        for value, lon, lat in zip(values, case.network.lon.tolist(), case.network.lat.tolist(), strict=False)
    )
    about = (
        f"At most so many more people out by {answer.deadline.isoformat()} with a new exit of {rate} persons/h there"
    )
    head = {"type": "FeatureCollection", "_about": about, "_attribution": case.network.attribution}
    write_page(out / "exit-value.html", case, about, values)
    path = out / "exit-value.geojson"
    write_atomically(path, json.dumps(head)[:-1] + ', "features": [\n' + ",\n".join(rows) + "\n]}\n")
    return path


def _rate_line(found: Enough) -> str:
    shown = "no rate is" if found.enough is None else f"a plan needs {found.enough:.3g} times the cautious ones"
    proved = f"{found.too_little:.3g} times the generous ones" if found.too_little else "none at all"
    return f"  rates of all exits: proved too little {proved}; enough for everyone: {shown}"


def _pause_line(found: EnoughPause) -> str:
    proved = f"{found.too_short} min" if found.too_short else "none at all"
    shown = "not even all day" if found.enough is None else f"a plan needs {found.enough} min"
    return f"  a daily pause from {found.begins}: proved too short {proved}; enough for everyone: {shown}"


def _exits_line(found: EnoughExits) -> str:
    at = "; ".join(f"{lon:.4f} {lat:.4f}" for lon, lat in found.places)
    shown = "no number was found" if found.enough is None else f"{found.enough}" + (f", such as at {at}" if at else "")
    return f"  new exits of {found.rate:,} persons/h: proved necessary {found.necessary}; enough for everyone: {shown}"


def _exposure_line(point: ExposurePoint) -> str:
    last = f", the last by {point.cleared:%m-%d %H:%M}" if point.cleared else ""
    return (
        f"    {point.ways}: {point.out:,} out{last}; harm {point.harm:,.3g}, proved at least {point.at_least:,.3g} "
        f"({point.gap:.0%} apart)"
    )
