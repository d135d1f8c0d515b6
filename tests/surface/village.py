"""A case so small that its answers can be worked out in the head."""

from __future__ import annotations

import json

LAT = 0.0
"""On the equator, so that a thousandth of a degree is 111 m, and to walk there takes less than three minutes."""


def street(west, east):
    """A street along the equator, from and to thousandths of a degree."""
    line = {"type": "LineString", "coordinates": [[west / 1000, LAT], [east / 1000, LAT]]}
    return {"type": "Feature", "properties": {"name": f"From {west}", "highway": "residential"}, "geometry": line}


def write_village(folder, *, people=((0, 100),), exits=((1, 100, "always"),), streets=((0, 1),), days=1):
    """Write a case that runs from midnight for so many days.

    Parameters
    ----------
    people, exits, streets
        Place in thousandths of a degree and how many; place, persons an hour and windows; both ends.
    """
    folder.mkdir()
    end = f"20{30 + days // 365}-01-01" if days >= 365 else f"2030-01-{1 + days:02}"
    (folder / "case.toml").write_text(f"""format = 1
time_zone = "UTC"
period = {{ start = "2030-01-01", end = "{end}" }}
deadline = "{end}"
[assumptions]
walking_speed = {{ likely = 1.0, unit = "m/s" }}
street_flow = {{ likely = 1.0, unit = "persons/m/s" }}
usable_width = {{ likely = 0.5, unit = "share" }}
[files]
streets = "streets.geojson"
""")
    rows = [f"p{i},{at / 1000},{LAT},{count}" for i, (at, count) in enumerate(people)]
    (folder / "people.csv").write_text("\n".join(["id,lon,lat,people_likely", *rows]))
    rows = [f"x{i},Exit {i},{at / 1000},{LAT},{rate},{opened}" for i, (at, rate, opened) in enumerate(exits)]
    (folder / "exits.csv").write_text("\n".join(["id,name,lon,lat,rate_likely,windows", *rows]))
    features = {"type": "FeatureCollection", "features": [street(*ends) for ends in streets]}
    (folder / "streets.geojson").write_text(json.dumps(features))
    return folder
