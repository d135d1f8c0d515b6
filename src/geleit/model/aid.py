"""Deliveries of aid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from geleit.model.amount import Range

Stage = Literal["planned", "dispatched", "arrived", "unloaded"]
"""How far a delivery is known to have come; the four differ in every documented convoy."""


@dataclass(frozen=True)
class Delivery:
    """Goods that someone says were brought.

    Parameters
    ----------
    start, end
        When.
    stage
        How far it is known to have come.
    item
        What, in words.
    amount
        How much, in the unit it was reported in, or ``None`` when not said.
    to
        Where it went, in words.
    """

    id: str
    start: datetime
    end: datetime
    stage: Stage
    item: str
    amount: Range | None
    to: str
    by: str
    claimant: str
    source: str
    note: str = ""
