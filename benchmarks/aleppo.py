"""Who can be out of Aleppo in 72 hours: Geleit beside what a user would do instead, in one run.

Each method runs in a process of its own, so that its peak memory is its own:

    python benchmarks/aleppo.py [--people 250000] [--hours 72]

Peers: a plain time-expanded network in OR-Tools with steps of one minute, for as many hours as it does in a minute, and
everyone to the nearest exit, as streets and exits allow, which proves nothing. All see the same streets, people, exits
and likely figures.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import timedelta

from methods import HEADINGS, METHODS, answer_here, measure

from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.instance import Question
from geleit.io.case.casefile import read_case
from geleit.model.amount import Range
from geleit.model.certificate import Gate
from geleit.model.window import Window

LONGEST = 6
"""Hours beyond which the time-expanded network is not tried, for want of memory."""


def question(people: int, hours: int, rate: int) -> Question:
    """The bundled case with so many people and exits of so many persons an hour, open 08-18 (always, if short)."""
    case = read_case("aleppo-2016")
    fixed = Range(people, people, people, "people")
    likely = {name: Range(*(r.likely,) * 3, r.unit) for name, r in case.assumptions.items()}
    case = replace(case, places=tuple(replace(p, people=fixed) for p in case.places), assumptions=likely)
    window = Window(case.period.start, case.period.start + timedelta(hours=hours))
    asked = question_of(locate(case), window, "cautious")
    days = tuple((d * 86400 + 8 * 3600, d * 86400 + 18 * 3600) for d in range(hours // 24))
    opening = days or ((0, hours * 3600),)
    gates = tuple(Gate(g.name, g.node, rate, len(asked.profiles)) for g in asked.gates if g.node is not None)
    return replace(asked, gates=gates, profiles=(*asked.profiles, opening))


def main() -> None:
    """Measure all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--hours", type=int, default=72)
    parser.add_argument("--rate", type=int, default=3600)
    parser.add_argument("--only", choices=("geleit", "ortools", "nearest"))
    chosen = parser.parse_args()
    if chosen.only:
        asked = question(chosen.people, chosen.hours, chosen.rate)
        answer_here(chosen.only, asked, asked.until(600))
        return
    print(f"| {' | '.join(('method', 'exits, persons/h', 'hours', *HEADINGS))} |\n{'|---' * (3 + len(HEADINGS))}|")
    for rate, hours in (
        (chosen.rate, chosen.hours),
        (chosen.rate // 3, chosen.hours),
        (chosen.rate, 1),
        (chosen.rate, 2),
    ):
        for method in ("geleit", "nearest", "ortools"):
            size = ("--people", str(chosen.people), "--hours", str(hours), "--rate", str(rate))
            found = "not tried" if method == "ortools" and hours > LONGEST else measure(__file__, method, 60.0, *size)
            if isinstance(found, str):
                print(f"| {METHODS[method].name} | {rate} | {hours} | {found} | | | | |")
            else:
                print(found.row(str(rate), str(hours)), flush=True)


if __name__ == "__main__":
    main()
