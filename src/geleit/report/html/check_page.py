"""The page of a check: what each row of a case became, on the map of the report and in tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.files import write_atomically
from geleit.model.became import Became, Doubt
from geleit.model.moved import Moved
from geleit.model.public import InternalCase
from geleit.model.version import VERSION
from geleit.report.html.direction import isolated
from geleit.report.html.map_data import Frame, atlas
from geleit.report.html.report_page import script_safe
from geleit.report.html.template import beside, template
from geleit.report.numbers import many, three
from geleit.report.stamps import stamp_html
from geleit.report.text.case_check import closed_text, exit_text, people_text
from geleit.report.text.people import people_lines
from geleit.report.text.streets import import_lines

_ROWS = 200
"""So many rows of a table are on the page; the layers have all."""

_SPOTS = 5_000
"""So many near misses, and so many cells, are on the map; the layers have all."""


def write_check(
    path: Path,
    view: InternalCase,
    people: NDArray[Any],
    moved: Moved,
    warnings: Sequence[Doubt],
    became: Became,
) -> None:
    """Write the page of a check.

    Parameters
    ----------
    people
        Most people at each corner of the case's network, shape ``(n,)``.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from markupsafe import Markup

    case = view.case
    drawn = {**atlas(view, None, people), "rows": _rows(view, became)}
    # Markup only where the text is ours or was made safe; everything from the case goes through autoescape
    written = template("check").render(
        case=case,
        stamp=Markup(stamp_html(view)),  # noqa: S704
        warnings=warnings,
        became=became,
        drawn=drawn,
        people=three(*(sum(getattr(row, end) for row in became.people) for end in ("low", "likely", "high"))),
        streets_told=list(import_lines(case.network)),
        people_told=list(people_lines(case.places, moved)),
        exit_text=exit_text,
        people_text=people_text,
        closed_text=closed_text,
        unplaced=[e for e in case.exits if not e.placed],
        exits_of={c.id: [e.name for e in case.exits if e.corridor == c.id] for c in case.corridors},
        many=many,
        rows=_ROWS,
        n=lambda value: f"{value:,.0f}",
        version=VERSION,
        atlas=Markup(script_safe(drawn)),  # noqa: S704
        css=Markup(beside("report.css")),  # noqa: S704
        js=Markup(beside("report.js")),  # noqa: S704
    )
    write_atomically(path, isolated(written))


def _rows(view: InternalCase, became: Became) -> dict[str, Any]:
    """What the map draws of the rows: closed and open pieces, how far things were moved, and places."""
    case = view.case
    frame = Frame(case.network.lon, case.network.lat)

    def spot(kind: str, lon: float, lat: float, *lines: str) -> dict[str, Any]:
        return {"kind": kind, "at": frame.point(lon, lat), "lines": [line for line in lines if line]}

    points = [(one, one.where) for one in became.people if one.on is not None and isinstance(one.where, BaseGeometry)][
        :_SPOTS
    ]
    spots = [spot("people", where.x, where.y, one.name or one.id, people_text(one)) for one, where in points]
    spots += [spot("depot", d.lon, d.lat, d.name or d.id, "depot") for d in case.fleet.depots]
    spots += [spot("gate", g.lon, g.lat, g.name or g.id, "gate for trucks") for g in case.fleet.gates]
    spots += [spot("facility", f.lon, f.lat, f.name or f.id, f.kind) for f in case.facilities]
    spots += [
        spot("stranded", *one.at, many(one.people, "person", "people"),
             "on streets apart from the main part" if one.to_exit else "no street leads to an exit", one.place)
        for one in became.stranded[:_SPOTS]
    ]  # fmt: skip
    spots += [
        spot("miss", *one.at, f"an end {one.metres:.1f} m from {one.street or 'a street'} that it does not meet")
        for one in became.near_misses[:_SPOTS]
    ]
    moves = [(one.recorded, one.on) for one in became.exits]
    moves += [((where.x, where.y), one.on) for one, where in points if one.on is not None]
    moves += [(one.centre, one.on) for one in became.cells[:_SPOTS]]
    return {
        "shut": sorted({piece for one in became.closures for piece in one.pieces}),
        "open": sorted({open_.piece for one in became.closures for open_ in one.beside}),
        "apart": sorted(piece for one in became.parts if not one.main for piece in one.pieces),
        "moves": [[frame.point(*start), frame.point(*end)] for start, end in moves],
        "spots": spots,
    }
