"""An invented case for exercises, as files: a city of streets/invent.py, its people, and four exits."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from geleit.errors import CaseError
from geleit.io.case.file_names import CASE_FILE, STREETS_FILE
from geleit.io.case.specs.exits import EXITS
from geleit.io.case.specs.places import PEOPLE
from geleit.io.case.template import name_of, put_in_place
from geleit.io.streets.network_file import save_network
from geleit.streets.invent import InventedCity, invent_city

HOURS_OPEN, DAYS = 10, 3
MOST_PEOPLE = 100_000_000

_CASE = """# A made-up case for an exercise. Its city lies in the Atlantic, so that nobody takes it for a real place.
format = 1
name = {name}
title = {title}
place = "a made-up city"
summary = {summary}
licence = "CC0-1.0"
time_zone = "UTC"
period = {{ start = 2030-05-01T00:00:00, end = 2030-05-04T00:00:00 }}
deadline = 2030-05-04T00:00:00

[assumptions.walking_speed]
low = 0.7
likely = 1.1
high = 1.34
unit = "m/s"
note = "From a group with small children up to the free speed of grown-ups alone."

[assumptions.street_flow]
low = 0.6
likely = 1.0
high = 1.3
unit = "persons/m/s"
note = "Dense crowds pass a little more than one person per metre and second."

[assumptions.usable_width]
low = 0.3
likely = 0.5
high = 1.0
unit = "share"
note = "Rubble and parked cars take the rest."

[files]
streets = "{streets}"
"""


def write_drill(folder: str | Path, corners: int, people: int, seed: int = 1) -> None:
    """Make a case folder with an invented city; the same figures always give the same case.

    Parameters
    ----------
    folder
        Where to; it must not exist, or be empty.
    corners
        Street corners of the city.
    people
        People inside, likely; fewest a fifth less, most a fifth more. The exits pass about as many in three days.
    seed
        Any whole number >= 0.

    Raises
    ------
    CaseError
        If the folder holds something or cannot be written, or a figure is out of range. Nothing is left behind then.
    """
    target = Path(folder)
    name = name_of(target)
    if not 0 <= people <= MOST_PEOPLE or seed < 0:
        raise CaseError(str(target), f"expected 0 to {MOST_PEOPLE:,} people and a seed of 0 or more")
    try:
        city = invent_city(corners, seed)
    except ValueError as problem:
        raise CaseError(str(target), str(problem)) from None
    with put_in_place(target) as made:
        made.mkdir()
        title = f"Exercise: a city of {corners:,} corners and {people:,} people"
        summary = f"Made up for an exercise with the seed {seed}. Four exits north of the river, open 08:00 to 18:00."
        shown = {"name": name, "title": title, "summary": summary}
        quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in shown.items()}
        (made / CASE_FILE).write_text(_CASE.format(**quoted, streets=STREETS_FILE), encoding="utf-8")
        save_network(city.network, made / STREETS_FILE)
        _write_features(made / "people.geojson", [_people(city, people)])
        _write_features(made / "exits.geojson", [_exit(city, i, people) for i in range(len(city.gates))])


def _write_features(path: Path, features: list[dict[str, Any]]) -> None:
    rows = ",\n".join(map(json.dumps, features))
    path.write_text('{"type": "FeatureCollection", "features": [\n' + rows + "\n]}\n", encoding="utf-8")


def _people(city: InventedCity, people: int) -> dict[str, Any]:
    lon, lat = city.network.lon, city.network.lat
    west, east, south, north = float(lon.min()), float(lon.max()), float(lat.min()), float(lat.max())
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    amount = {"people_low": people * 4 // 5, "people_likely": people, "people_high": people * 6 // 5}
    properties = {"id": "city", "name": "The city", **amount, "claimant": "made up"}
    return PEOPLE.feature(properties, {"type": "Polygon", "coordinates": [ring]})


def _exit(city: InventedCity, index: int, people: int) -> dict[str, Any]:
    corner = city.gates[index]
    likely = math.ceil(people / len(city.gates) / (HOURS_OPEN * DAYS))
    properties = {
        "id": f"gate-{index + 1}", "name": f"Gate {index + 1}", "rate_low": likely // 2, "rate_likely": likely,
        "rate_high": likely * 3 // 2, "windows": "daily 08:00-18:00", "users": "civilians", "mode": "foot",
    }  # fmt: skip
    position = [float(city.network.lon[corner]), float(city.network.lat[corner])]
    return EXITS.feature(properties, {"type": "Point", "coordinates": position})
