"""What recipes come to, where it is more than one value of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.io.evidence.log_line import Entry
from geleit.io.incidents.read_table import Imported
from geleit.model.article import Article
from geleit.model.balance import Balance
from geleit.model.became import Became, Doubt
from geleit.model.case import Case
from geleit.model.moved import Moved
from geleit.model.pattern import Pattern
from geleit.model.pause_finding import PauseFinding
from geleit.model.proposal import Proposal, Reading
from geleit.model.public import View
from geleit.model.stamp import FileView
from geleit.model.window import Window
from geleit.record.about_case import CaseInRecord

DatedBy = Literal["the user", "the capture", "the page", "nobody"]
"""Who says when an article was published."""


@dataclass(frozen=True)
class CaseCheck:
    """What a check of a case came to.

    Parameters
    ----------
    case
        The case, or ``None`` where it has problems.
    problems
        What is wrong: the first problem of each row, and of a table that cannot be read row by row.
    warnings
        What is allowed but looks like a slip.
    people
        Fewest, likely and most people put onto the streets.
    moved
        How far people were moved to a street.
    apart
        People who stand apart from the main part of the streets, at most.
    exits_placed
        Exits with a place.
    became
        What each row became on the streets; ``None`` where the case has problems.
    """

    case: Case | None
    problems: tuple[InputError, ...]
    warnings: tuple[Doubt, ...] = ()
    people: tuple[int, int, int] = (0, 0, 0)
    moved: Moved = field(default_factory=Moved)
    apart: int = 0
    exits_placed: int = 0
    became: Became | None = None

    @property
    def doubts(self) -> tuple[str, ...]:
        """The warnings as sentences."""
        return tuple(map(str, self.warnings))

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, eq=False)
class PauseJudgement:
    """Whether a pause was observed, by each claimant of a file of incidents.

    Parameters
    ----------
    title
        Of the pause, for readers.
    findings
        One for each claimant.
    windows, zone
        When the pause was to hold, and the zone of the place.
    imported
        What the file held.
    balance
        What became of each of its rows; those that name nobody of the parties asked about are told apart.
    snapshot
        Day on which the file was taken from its publisher; ``None`` where nobody said it.
    inside, too_vague
        Incidents in the area, and those whose place is known too coarsely to say.
    view
        Whether it may leave the room.
    """

    title: str
    findings: tuple[PauseFinding, ...]
    windows: tuple[Window, ...]
    zone: ZoneInfo
    imported: Imported
    balance: Balance
    snapshot: date | None
    inside: int
    too_vague: int
    view: FileView


@dataclass(frozen=True, eq=False)
class Comparison:
    """Announcements of several cases side by side.

    Parameters
    ----------
    views
        The cases, all as they may leave the room, or all for those in it.
    patterns
        Each case reduced to what cases are compared by.
    pauses
        Findings about pauses that monitors show, each with its case.
    record
        Each case among the record of crossings and announcements.
    """

    views: tuple[View, ...]
    patterns: tuple[Pattern, ...]
    pauses: tuple[tuple[Case, PauseFinding], ...]
    record: tuple[CaseInRecord, ...]


@dataclass(frozen=True, eq=False)
class ReadArticle:
    """An article, and the statements that it reports.

    Parameters
    ----------
    article
        What was read from the file.
    published
        The day of publication, as it was given, as a case has captured it, or as the page states it; ``None`` where
        nobody says.
    reading
        What was found in it; places count code points of what a reader sees of the article.
    dated_by
        Who says when it was published.
    captured
        The line of the case's log about these bytes, where they were captured before.
    """

    article: Article
    published: date | None
    reading: Reading
    dated_by: DatedBy = "nobody"
    captured: Entry | None = None

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The statements, in order of place."""
        return self.reading.proposals
