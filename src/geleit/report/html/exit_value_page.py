"""The page of what a new exit could add at most: the map of the report, shaded, and the best places in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.files import write_atomically
from geleit.model.network import Network
from geleit.model.population import Cells
from geleit.model.public import PublicCase, View
from geleit.model.version import VERSION
from geleit.report.html.direction import isolated
from geleit.report.html.map_data import Frame, atlas, best_of_squares
from geleit.report.html.report_page import script_safe
from geleit.report.html.template import beside, template
from geleit.report.numbers import many
from geleit.report.stamps import stamp_html

_BEST = 10
"""Places that the table names."""
_MARGIN = 0.05
"""Room around people and exits, as a share of their extent."""


def write_exit_values(path: Path, view: View, about: str, values: Sequence[int]) -> None:
    """Write the page.

    Parameters
    ----------
    about
        What the values are, for a reader.
    values
        At most so many more people could be out with a new exit at each corner; the case's corners come first.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from markupsafe import Markup

    network = view.case.network
    worth = np.array(values[: network.nodes], dtype=np.int64)
    frame = Frame(network.lon, network.lat)
    squares, best = best_of_squares(network, frame, worth)
    drawn = {**atlas(view, None, None), "worth": squares, "focus": _focus(view, frame)}
    # Markup only where the text is ours or was made safe; everything from the case goes through autoescape
    written = template("exit_value").render(
        case=view.case,
        stamp=Markup(stamp_html(view)),  # noqa: S704
        about=about,
        most=int(worth.max(initial=0)),
        best=_best_places(network, worth, best),
        drawn=drawn,
        many=many,
        n=lambda value: f"{value:,.0f}",
        version=VERSION,
        atlas=Markup(script_safe(drawn)),  # noqa: S704
        css=Markup(beside("report.css")),  # noqa: S704
        js=Markup(beside("report.js")),  # noqa: S704
    )
    write_atomically(path, isolated(written))


class _Place(NamedTuple):
    """A place for a new exit, with the streets that meet there."""

    lon: float
    lat: float
    streets: str
    more: int


def _best_places(network: Network, worth: NDArray[np.int64], best: NDArray[np.int64]) -> list[_Place]:
    """The best corner of each of the best squares; of equals, where streets are widest."""
    width = np.bincount(network.tail, network.width, network.nodes)
    width += np.bincount(network.head, network.width, network.nodes)
    found = []
    for corner in best[np.lexsort((-width[best], -worth[best]))][:_BEST].tolist():
        pieces = np.flatnonzero((network.tail == corner) | (network.head == corner)).tolist()
        named = dict.fromkeys(network.label(piece) for piece in pieces)
        at = float(network.lon[corner]), float(network.lat[corner])
        found.append(_Place(*at, ", ".join(named), int(worth[corner])))
    return found


def _focus(view: View, frame: Frame) -> list[list[int]]:
    """Two opposite corners of the part of the map that holds people and exits."""
    boxes = [(e.lon, e.lat, e.lon, e.lat) for e in view.case.exits if e.lon is not None and e.lat is not None]
    if isinstance(view, PublicCase):
        boxes += [at.box for at, _ in view.cells]
    for place in view.case.places:
        where: Any = place.where
        if isinstance(where, Cells):
            boxes.append((where.west.min(), where.south.min(), where.east.max(), where.north.max()))
        elif isinstance(where, shapely.Geometry) and not where.is_empty:
            boxes.append(where.bounds)
    if not boxes:
        return [[0, 0], [*frame.size]]
    west, south, east, north = np.array(boxes).T
    ends = np.array([frame.point(west.min(), north.max()), frame.point(east.max(), south.min())])
    room = np.ceil(_MARGIN * (ends[1] - ends[0])).astype(np.int64)
    return [(ends[0] - room).tolist(), (ends[1] + room).tolist()]
