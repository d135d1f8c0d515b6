"""What ``geleit evacuate`` adds on request: variations of the exits, the value of a new one, the rate needed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.cli.progress import steps

if TYPE_CHECKING:
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.planning.whatif import Enough, Variation


def changed(case: Case, changes: list[str]) -> dict[str, Case]:
    """The case with its exits changed in each of the ways asked for."""
    from geleit.sources.change import change_case

    return {text: change_case(case, text) for text in changes}


def variations(case: Case, answer: Answer, changed: dict[str, Case]) -> tuple[Variation, ...]:
    """The two numbers of each of the changed cases."""
    from geleit.model.window import Window
    from geleit.planning.whatif import vary

    with steps(1) as begin:
        begin("asking what if")
        return vary(case, Window(answer.start, answer.deadline), changed)


def enough(case: Case, answer: Answer) -> Enough:
    """By how much all exits would have to be faster."""
    from geleit.model.window import Window
    from geleit.planning.whatif import enough_rate

    with steps(1) as begin:
        begin("searching the rate that is enough")
        return enough_rate(case, Window(answer.start, answer.deadline))


def write_exit_values(path: Path, case: Case, answer: Answer, rate: int) -> None:
    """Write a map of what a new exit could add at most, as GeoJSON points.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from geleit.files import write_atomically
    from geleit.planning.whatif import exit_value

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
    write_atomically(path, json.dumps(head)[:-1] + ', "features": [\n' + ",\n".join(rows) + "\n]}\n")


def variation_lines(found: tuple[Variation, ...]) -> list[str]:
    """A line for each variation."""
    return [
        f"  what if {v.change}: at most {v.at_most:,}, at least {v.at_least:,}, "
        f"could not have left {v.could_not_leave:,} ({v.seconds:.1f} s)"
        for v in found
    ]


def enough_line(found: Enough) -> str:
    """What was found, in a line."""
    shown = "no rate is" if found.enough is None else f"a plan needs {found.enough:.3g} times the cautious ones"
    proved = f"{found.too_little:.3g} times the generous ones" if found.too_little else "none at all"
    return f"  rates of all exits: proved too little {proved}; enough for everyone: {shown}"


def as_rows(found: tuple[Variation, ...]) -> list[dict[str, Any]]:
    """Variations for machines."""
    return [asdict(v) for v in found]
