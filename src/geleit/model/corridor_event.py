"""A corridor that was announced, and what became of it, as one claimant tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["kept", "partly", "not kept", "unknown"]
Side = Literal["own", "enemy", "other", "unknown"]
"""Whether a claimant announced the corridor, is the enemy of who did, or neither."""


@dataclass(frozen=True)
class CorridorEvent:
    """One claimant's account of an announced corridor.

    Parameters
    ----------
    row
        Number of the row in its file, as a spreadsheet shows it.
    corridor
        The corridor; several claimants may tell of one.
    place
        Where: corridors of a place are not independent of each other.
    announced_by
        The party or office that announced it.
    outcome
        What became of it.
    claimant
        Who says so; empty where the table does not tell.
    side
        Whether the claimant announced it; what an enemy of who did tells of it is shown, and never counted.
    day
        The day (ISO 8601) that the row tells; empty where it tells none.
    cells
        All cells of the row, by column.
    """

    row: int
    corridor: str
    place: str
    announced_by: str
    outcome: Outcome
    claimant: str
    side: Side = "unknown"
    day: str = ""
    cells: dict[str, str] = field(default_factory=dict)
