"""What has to be proved to test a statement: who can be out through some exits in some time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geleit.model.against_the_map import AgainstTheMap
from geleit.model.certificate import Certificate


@dataclass(frozen=True)
class Inquiry:
    """The question how many can have passed some exits in some time.

    Parameters
    ----------
    exits
        Ids of exits, sorted.
    since, until
        Aware; only what the exits are open in this time counts. People may set out from the start of the case.
    planned
        Whether a plan is wanted too, which shows how many can.
    """

    exits: tuple[str, ...]
    since: datetime
    until: datetime
    planned: bool = False


@dataclass(frozen=True, eq=False)
class Reply:
    """What is proved about an inquiry.

    Parameters
    ----------
    certificate
        Of the case with its exits open in that time only.
    at_most
        No more than this many people can have passed, whatever they did, on a map that lacks little.
    could_not_leave
        At least this many of the fewest people cannot have, even if the map lacks more.
    against_the_map
        What holds even if the map lacks more, and the gaps that make the difference.
    at_least
        So many of the fewest people a plan gets out, at the cautious ends; ``None`` where no plan was asked for.
    everyone
        Whether a plan gets the most people out.
    hours
        Open hours of these exits in that time, by the longest windows, added up.
    """

    certificate: Certificate
    at_most: int
    could_not_leave: int
    against_the_map: AgainstTheMap
    at_least: int | None
    everyone: bool
    hours: float

    @property
    def proof(self) -> Certificate:
        """The certificate on which it rests that something is impossible."""
        return self.against_the_map.certificate or self.certificate
