"""A plan that shows how many can be out: streams of people on streets and through gates, in whole units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geleit.model.amount import Scenario
from geleit.model.certificate import Instance, moment_after
from geleit.model.figures import BUDGET_S, GAP
from geleit.model.version import VERSION

FORMAT = "geleit-plan/3"
EARLIER_FORMATS = ("geleit-plan/2", "geleit-plan/1")
"""Of JSON throughout, without days, crossings and a scenario; the first also without a version."""


class Stream(NamedTuple):
    """A constant stream of people, one of very many.

    Parameters
    ----------
    at
        Index of the arc they enter, or of the exit they pass.
    start, end
        Seconds after the origin; they enter evenly over ``[start, end)``.
    rate
        Persons per hour, so that ``rate * (end - start) / 3600`` people pass.
    """

    at: int
    start: int
    end: int
    rate: int


@dataclass(frozen=True, eq=False)
class Plan:
    """Streams that carry people out, on the instance they were planned for.

    Parameters
    ----------
    instance
        Streets, people and exits, at the end of their ranges that ``scenario`` tells.
    on_arcs
        Streams into arcs.
    through_exits
        Streams through exits.
    people_out
        Whole people out by the horizon.
    case, origin
        Name of the case, and second 0 as ISO 8601.
    version
        Of the Geleit that made it; empty where the file does not say.
    scenario
        ``cautious``, or ``likely`` for figures that are likely throughout; ``None`` where the file does not say.
    title
        Of the case, for readers.
    case_sha256
        Of the files that the case was read from; empty where that must not leave the room, or is not known.
    """

    instance: Instance
    on_arcs: tuple[Stream, ...]
    through_exits: tuple[Stream, ...]
    people_out: int
    case: str
    origin: str
    version: str = VERSION
    scenario: Scenario | None = "cautious"
    title: str = ""
    case_sha256: str = ""

    @property
    def by(self) -> str:
        """When its horizon ends, as ISO 8601; empty where that is no time of this calendar."""
        return moment_after(self.origin, self.instance.horizon)

    def __repr__(self) -> str:
        return f"<Plan of {self.case} from {self.origin}: {self.people_out:,} people out>"


@dataclass(frozen=True)
class Effort:
    """How long to look for a better plan.

    Parameters
    ----------
    gap
        Share of the upper bound that the plan may miss.
    budget
        Seconds; no finer layers are begun when they would probably take longer. None: as long as it takes.
    work
        No layers so fine that there are more of them than this, times arcs; so the plan is the same on any machine.
        None: as fine as they get.
    bounded
        Whether to look for an upper bound of its own too, so that a good plan is known to be one.
    """

    gap: float = GAP
    budget: float | None = BUDGET_S
    work: int | None = None
    bounded: bool = True


DEFAULT_EFFORT = Effort()
