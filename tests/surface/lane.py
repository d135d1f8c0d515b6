"""A convoy case along one street on the equator: a depot, a gate and districts, driven at ten metres a second."""

from __future__ import annotations

import json
from itertools import pairwise

from geleit.io.case.casefile import read_case

METRES = 111.32
"""Of a thousandth of a degree of longitude on the equator, about; to within 0.2 %."""
TRUCK = "number_likely,payload_likely,weight,speed_likely,loading_likely,unloading_likely"


def write_lane(
    folder, *, trucks=("1,10,,36,30,30",), window="08:00-10:00", rate="", districts=((9, 40_000),), toml="", year=2016,
    gate=True, tables=None,
):  # fmt: skip
    """Write a case: the depot nine thousandths of a degree west of the gate, about 100 seconds away.

    Parameters
    ----------
    trucks
        Columns of :data:`TRUCK` of each kind.
    districts
        Place in thousandths of a degree east of the gate, and people; a thousand need 555 kg a day.
    tables
        Other tables, by file name.
    """
    folder.mkdir()
    (folder / "case.toml").write_text(f"""format = 1
time_zone = "UTC"
period = {{ start = "{year}-01-01", end = "{year}-01-03" }}
deadline = "{year}-01-03"
[assumptions]
walking_speed = {{ likely = 1.0, unit = "m/s" }}
street_flow = {{ likely = 1.0, unit = "persons/m/s" }}
usable_width = {{ likely = 0.5, unit = "share" }}
{toml}
[files]
streets = "streets.geojson"
""")
    stations = sorted({-9, 0, *(at for at, _ in districts)})
    ends = list(pairwise(stations))
    lines = [
        {"type": "Feature", "properties": {"name": f"Piece {a}", "highway": "primary"},
         "geometry": {"type": "LineString", "coordinates": [[a / 1000, 0], [b / 1000, 0]]}}
        for a, b in ends
    ]  # fmt: skip
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}))
    rows = [f"d{i},{at / 1000},0,{people}" for i, (at, people) in enumerate(districts)]
    (folder / "people.csv").write_text("\n".join(["id,lon,lat,people_likely", *rows]))
    (folder / "exits.csv").write_text("id,name,lon,lat,rate_likely,windows\nx,Exit,0,0,10,always\n")
    (folder / "depots.csv").write_text("id,lon,lat\ndepot,-0.009,0\n")
    rows = [f"t{i},depot,{columns}" for i, columns in enumerate(trucks)]
    (folder / "trucks.csv").write_text("\n".join([f"id,depot,{TRUCK}", *rows]))
    if gate:
        day = f"{year}-01-01"
        (folder / "gates.csv").write_text(
            f"id,lon,lat,windows,trucks_per_hour_likely\ng,0,0,daily {window} {day}..{day},{rate}\n"
        )
    for name, text in (tables or {}).items():
        (folder / name).write_text(text)
    return folder


def lane(folder, **changes):
    """The case, read."""
    return read_case(write_lane(folder, **changes))
