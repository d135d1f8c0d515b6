"""What vehicles can change of who gets out: how much they can carry, or why that decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from geleit.messages import Message, say
from geleit.model.certificate import Certificate, Rides, RungName
from geleit.model.travel import Vehicles

Unlimited: TypeAlias = Literal["untold", "outside", "no-better"]
"""Why walking and streets do not decide: nothing is told of vehicles, more may come, or what there is saves enough."""
RidesLimit: TypeAlias = Literal["fuel", "seconds"]
"""What limits rides: the fuel, or the time that people spend in all seats."""


@dataclass(frozen=True, eq=False)
class ByVehicle:
    """What is proved of people who may ride.

    Parameters
    ----------
    told
        What the case tells of vehicles; ``None`` where it tells nothing.
    absent
        Whether nobody rides, since there are no vehicles.
    rides
        What all rides together can save; ``None`` where nothing limits them, or there are none.
    certificate
        The bound on people who walk, with what rides save them, even if the map lacks more; ``None`` where it proves no
        more than one in which everybody rides.
    at_most, could_not_leave
        What it proves; ``None`` where nothing limits rides.
    if_all_ride
        What is proved, even if the map lacks more, if everybody rides: other answers to the case with something changed
        are held against that.
    reason
        Why vehicles decide nothing; ``None`` where they do, or nobody rides.
    """

    told: Vehicles | None
    absent: bool = False
    rides: Rides | None = None
    limited_by: RidesLimit | None = None
    certificate: Certificate | None = None
    at_most: int | None = None
    if_all_ride: int | None = None
    could_not_leave: int | None = None
    reason: Unlimited | None = None

    @property
    def message(self) -> Message:
        """What it comes to, for a reader."""
        if self.absent:
            return say("vehicles.none")
        if self.rides is None:
            return say("vehicles.outside") if self.reason == "outside" else say("vehicles.untold")
        hours = self.rides.saved // 3600
        fleet, seats = self.rides.fleet, self.rides.seats
        if self.reason is not None:
            return say("vehicles.enough", fleet=fleet, seats=seats, hours=hours)
        most = self.at_most or 0
        if self.limited_by == "fuel":
            return say("vehicles.by-fuel", fleet=fleet, seats=seats, hours=hours, people=most)
        return say("vehicles.by-time", fleet=fleet, seats=seats, hours=hours, people=most)

    def decides(self, could_not_leave: int) -> bool:
        """Whether its certificate proves that so many could not leave."""
        return self.certificate is not None and self.certificate.could_not_leave >= could_not_leave

    def suffices(self, could_not_leave: int) -> RungName | None:
        """The weakest rung of its certificate that proves that so many could not leave."""
        rungs = {} if self.certificate is None else self.certificate.rungs
        return next((name for name, rung in rungs.items() if rung.could_not_leave >= could_not_leave), None)
