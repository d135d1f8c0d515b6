"""What a new exit could add at most, as GeoJSON points."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from geleit.files import write_atomically
from geleit.model.public import View
from geleit.report.stamps import stamp_json


def write_points(path: Path, view: View, about: str, values: Sequence[int]) -> None:
    """Write the values at the corners of the case's network.

    Parameters
    ----------
    about
        What the values are, for a reader.
    values
        At most so many more people could be out with a new exit at each corner.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    case = view.case
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
    head = {"type": "FeatureCollection", **stamp_json(view), "_about": about, "_attribution": case.network.credit}
    write_atomically(path, json.dumps(head)[:-1] + ', "features": [\n' + ",\n".join(rows) + "\n]}\n")
