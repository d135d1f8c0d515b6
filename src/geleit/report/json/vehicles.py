"""What vehicles can change of an answer, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geleit.model.amount import Range
from geleit.model.answer import Proved


def vehicles_json(answer: Proved, certificate: Path | None) -> dict[str, Any] | None:
    """What is told of vehicles, and what follows from it; null where nobody rides anyway.

    Parameters
    ----------
    certificate
        Where its proof was written; ``None`` where it proves nothing more.
    """
    if (found := answer.vehicles) is None:
        return None
    told, rides = found.told, found.rides
    return {
        "told": told is not None,
        "fleet": told and _range(told.fleet),
        "seats": told and _range(told.seats),
        "fuel": told and told.fuel and _range(told.fuel),
        "outside": told and told.outside,
        "saved_person_hours": rides and rides.saved / 3600,
        "limited_by": found.limited_by,
        "at_most": found.at_most,
        "could_not_leave": found.could_not_leave,
        "certificate": None if certificate is None else str(certificate),
        "reason": None if found.reason is None else str(found.message),
    }


def _range(amount: Range) -> dict[str, float]:
    return {"low": amount.low, "likely": amount.likely, "high": amount.high}
