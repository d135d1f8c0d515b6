"""What a check of a case came to as a JSON object; docs/formats/json.md lists it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from geleit.model.became import Became, Doubt, Position
from geleit.model.case import Case
from geleit.model.moved import Moved
from geleit.model.public import InternalCase
from geleit.report.json.people import raster_json
from geleit.report.json.streets import streets_json
from geleit.report.stamps import stamp_json


def check_json(
    view: InternalCase, people: tuple[int, int, int], moved: Moved, warnings: Iterable[Doubt], became: Became
) -> dict[str, Any]:
    """A case that can be used: what is in it, what looks like a slip, and what each row became.

    Parameters
    ----------
    people
        Fewest, likely and most people put onto the streets.
    """
    case = view.case
    return {
        **stamp_json(view),
        "case": case.name,
        "warnings": [asdict(one) for one in warnings],
        "people": dict(zip(("low", "likely", "high"), people, strict=True)),
        "moved": asdict(moved),
        "raster": raster_json(view),
        "streets": streets_json(view),
        "exits": [_exit(one) for one in became.exits],
        "exits_without_a_place": [one.id for one in case.exits if not one.placed],
        "people_rows": [_people(one) for one in became.people],
        "moved_cells": len(became.cells),
        "closures": [_closure(case, one) for one in became.closures],
        "corridors": [{"id": c.id, "name": c.name, "exits": [e.id for e in case.exits if e.corridor == c.id]}
                      for c in case.corridors],
        "depots": [_at(row) for row in case.fleet.depots],
        "gates": [_at(row) for row in case.fleet.gates],
        "facilities": [_at(row) for row in case.facilities],
        "parts": [{"km": round(one.km, 3), "pieces": len(one.pieces), "people": one.people, "exits": one.exits,
                   "main": one.main} for one in became.parts],
        "near_misses": [{**_position(one.at), "metres": round(one.metres, 1), "street": one.street}
                        for one in became.near_misses],
        "stranded": [{**_position(one.at), "people": one.people, "place": one.place, "to_exit": one.to_exit}
                     for one in became.stranded],
    }  # fmt: skip


def _exit(one: Any) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "mode": one.mode, **_position(one.recorded), "street": one.street,
        "class": one.kind, "metres": round(one.metres, 1), "on": _position(one.on),
        "position_error": one.position_error, "nearest_metres": round(one.nearest_m, 1),
        "nearest_class": one.nearest_kind, "fits": one.fits, "main": one.main,
    }  # fmt: skip


def _people(one: Any) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "low": one.low, "likely": one.likely, "high": one.high, "shape": one.shape,
        "mean_m": round(one.mean_m, 1), "most_m": round(one.most_m, 1), "apart": one.apart, "stranded": one.stranded,
    }  # fmt: skip


def _closure(case: Case, one: Any) -> dict[str, Any]:
    network = case.network
    beside = [
        {"street": b.street, "class": b.kind, "bridge": b.bridge, "metres": round(b.metres, 1),
         "line": _line(network, b.piece)}
        for b in one.beside
    ]  # fmt: skip
    closed = [_line(network, piece) for piece in one.pieces]
    return {"id": one.id, "name": one.name, "certain": one.certain, "streets": list(one.streets),
            "metres": round(one.metres, 1), "closed": closed, "open_beside": beside}  # fmt: skip


def _line(network: Any, piece: int) -> list[list[float]]:
    return [[round(lon, 7), round(lat, 7)] for lon, lat in network.line(piece)]


def _at(row: Any) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "lon": row.lon, "lat": row.lat}


def _position(at: Position) -> dict[str, float]:
    return {"lon": round(at[0], 7), "lat": round(at[1], 7)}
