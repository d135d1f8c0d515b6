"""The assumptions in ``case.toml`` that Geleit knows."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.io.case.specs.places import FASTEST
from geleit.model.travel import FEWEST_A_LANE, LANE
from geleit.streets.joins import END_GAP_M, GAP


@dataclass(frozen=True)
class Assumption:
    """An assumption; every figure of one that is required is greater than 0.

    Parameters
    ----------
    unit
        Of its figures.
    least, most
        What lies outside is a slip of the pen.
    about
        What it means, in plain words.
    required
        Whether every case makes it.
    """

    name: str
    unit: str
    least: float
    most: float
    about: str
    required: bool = True


ASSUMPTIONS = {
    one.name: one
    for one in (
        Assumption("walking_speed", "m/s", 0.01, FASTEST, "how fast people walk"),
        Assumption("street_flow", "persons/m/s", 0.0, 100.0, "people who pass one metre of street width in one second"),
        Assumption("usable_width", "share", 0.0, 1.0, "how much of a street's width people can use"),
        Assumption(
            GAP,
            "m",
            0.0,
            END_GAP_M,
            "how far apart streets may be drawn that meet; 5 by default",
            required=False,
        ),
        Assumption(
            LANE,
            "vehicles/h",
            FEWEST_A_LANE,
            20_000.0,
            "the most vehicles that one lane passes in an hour; 3,000 by default",
            required=False,
        ),
    )
}
