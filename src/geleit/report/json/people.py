"""How people came onto the streets as JSON objects: what a raster holds, and who was moved how far."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from geleit.model.answer import Answer, Proved
from geleit.model.population import Cells, Tally
from geleit.model.public import View
from geleit.model.stamp import PUBLIC


def raster_json(view: View) -> dict[str, Any] | None:
    """The raster of a case by its own count; null where it has none, and of a public case, which has no places."""
    if view.publication == PUBLIC:
        return None
    found = (place.where.tally for place in view.case.places if isinstance(place.where, Cells))
    return next((_tally(tally) for tally in found if tally is not None), None)


def moved_json(view: View, answer: Proved) -> dict[str, Any] | None:
    """How far people were moved to a street; null where no plan tells of places."""
    return asdict(answer.moved) if isinstance(answer, Answer) and view.publication != PUBLIC else None


def _tally(tally: Tally) -> dict[str, Any]:
    return {**asdict(tally), "fullest": tally.fullest if tally.full else None,
            "least": tally.least if tally.negative else None}  # fmt: skip
