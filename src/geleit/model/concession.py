"""What could be asked for, what each would gain, and where it was conceded before: the values found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from geleit.model.amount import Range

What: TypeAlias = Literal["hour", "exit", "screening", "buses", "day", "vehicles"]
"""An hour more a day, one gate more, double screening, twice the buses, a day more, and gates open to vehicles."""
Why: TypeAlias = Literal["always-open", "no-exit", "no-buses", "open-to-vehicles"]
"""Why something is not asked for: exits are always open, or never; no bus line; all exits let vehicles pass."""


class Out(NamedTuple):
    """Who can be out, in people: by plans with the cautious and the likely figures, and no more by the proved limit."""

    cautious: int
    likely: int
    at_most: int


@dataclass(frozen=True)
class Conceded:
    """Something that was conceded elsewhere, in the words of the record.

    Parameters
    ----------
    row, place, day
        Id of the row, where, and the day of the announcement or count (ISO 8601).
    words
        What the record says of it.
    agreed
        By whom it was agreed.
    later
        Whether that was after the case began.
    """

    row: str
    place: str
    day: str
    words: str
    agreed: str
    later: bool


@dataclass(frozen=True)
class Concession:
    """One thing to ask for, and who can be out with it.

    Parameters
    ----------
    what
        Which.
    before, out
        Without it and with it.
    precedents
        Where it was conceded; those before the case come first.
    like, lon, lat
        Of one gate more: the name of the exit that it is like, and the corner where it may add most.
    """

    what: What
    before: Out
    out: Out
    precedents: tuple[Conceded, ...] = ()
    like: str = ""
    lon: float | None = None
    lat: float | None = None

    @property
    def gain(self) -> Out:
        """How many more by each; of ``at_most`` how far the proved limit rises, which is no gain by itself."""
        return Out(*(after - before for after, before in zip(self.out, self.before, strict=True)))


@dataclass(frozen=True)
class Negotiation:
    """What could be asked for until a deadline, what gains most first.

    Parameters
    ----------
    case, deadline
        What was asked.
    people
        Everyone inside.
    before
        Who can be out as things are.
    concessions
        Ranked by what plans with the likely figures gain, then by the cautious ones, then by how far the limit rises.
    not_asked
        What there is no sense in asking for, and why.
    """

    case: str
    deadline: datetime
    people: Range
    before: Out
    concessions: tuple[Concession, ...]
    not_asked: tuple[tuple[What, Why], ...] = ()

    @property
    def all_out(self) -> Out:
        """Everyone, by the figures that each number is about: the fewest, as many as are likely, and the most."""
        return Out(int(self.people.low), int(self.people.likely), int(self.people.high))
