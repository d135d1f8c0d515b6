"""Right of reply: what is said about a claimant and by whom, gathered before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geleit.model.finding import Finding, StatementFinding
from geleit.model.public import View
from geleit.model.statement import Statement


@dataclass(frozen=True)
class Claimant:
    """Who is asked to reply: a party, an office or an organisation; never a private person.

    Parameters
    ----------
    key
        Tells it from the others of a case; letters, digits and hyphens, so that a file can be called by it.
    name
        For readers.
    party
        Id of the party that it is, or empty.
    called
        How others call it, in plain form.
    short
        What it is called in capitals, such as ``UN``, or empty.
    known_as
        Whatever it can be asked for by, in plain form: also its speakers and their offices.
    """

    key: str
    name: str
    party: str
    called: frozenset[str]
    short: str
    known_as: frozenset[str]


@dataclass(frozen=True)
class Said:
    """A statement with what its tests came to; none where nothing of it can be tested."""

    statement: Statement
    findings: tuple[StatementFinding, ...]


@dataclass(frozen=True)
class Attributed:
    """Incidents in which somebody who reports them names a claimant; of imports those in the case's area and period.

    Parameters
    ----------
    monitor
        Who reports them.
    acted, faced
        Incidents in which it is named first, as the side that acted, and those in which it is the other side.
    first, last
        Day of the earliest and of the latest.
    kinds
        What happened, in the monitor's words, with how many, the most first.
    sources
        Ids of where it was read.
    """

    monitor: str
    acted: int
    faced: int
    first: date
    last: date
    kinds: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ReplySheet:
    """What is said about a claimant and by whom, what it said itself, and what each test came to.

    Parameters
    ----------
    claimant
        Whom the sheet is for.
    own
        Its own statements, the oldest first.
    of_others
        Statements of others that name it, or deny something that it announced.
    attributed
        Incidents attributed to it, by monitor.
    conduct
        Findings that rest on what it announced, agreed to or brought.
    """

    claimant: Claimant
    own: tuple[Said, ...]
    of_others: tuple[Said, ...]
    attributed: tuple[Attributed, ...]
    conduct: tuple[Finding, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to reply to."""
        return not (self.own or self.of_others or self.attributed or self.conduct)


@dataclass(frozen=True, eq=False)
class Replies:
    """Sheets of one case, one for each claimant.

    Parameters
    ----------
    view
        What of the case is shown; all sheets rest on it alone.
    sheets
        In the order of the table of parties, then of the statements.
    """

    view: View
    sheets: tuple[ReplySheet, ...]
