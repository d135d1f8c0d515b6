"""What a check of an announcement declares: what it asks, of what, and what its verdict rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, assert_never

from geleit.assessment.check import Subject
from geleit.assessment.weighing import Outcome
from geleit.messages import Message, say
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Pause
from geleit.model.finding import Evidence, Finding

FAMILY = "CORRIDOR"


@dataclass(frozen=True)
class Operation:
    """The operation as a whole, as a check sees it.

    Parameters
    ----------
    criterion
        The check.
    findings
        What it came to for each corridor and pause.
    """

    criterion: Criterion
    findings: Sequence[Finding]


S = TypeVar("S", Corridor, Pause, Operation)


@dataclass(frozen=True)
class Asked(Generic[S]):
    """A check asked of something.

    Parameters
    ----------
    answer
        The certified answer about the case, or ``None`` where none was given.
    """

    case: Case
    answer: Proved | None
    subject: S


@dataclass(frozen=True)
class Rule(Generic[S]):
    """What the verdict rests on, beside the rows of the table ``evidence``.

    Parameters
    ----------
    compute
        What follows from the case; ``None`` where the word of claimants alone decides.
    table
        Another table of the case whose rows speak too, or empty.
    rows
        Those rows as evidence.
    """

    compute: Callable[[Asked[S]], Outcome | None] | None = None
    table: str = ""
    rows: Callable[[Asked[S]], Iterable[Evidence]] | None = None

    def of(self, asked: Asked[S]) -> tuple[Outcome | None, list[Evidence]]:
        """What was computed, and what other tables say."""
        found = None if self.compute is None else self.compute(asked)
        return found, [] if self.rows is None else list(self.rows(asked))


CLAIMED: Rule[Any] = Rule()
"""The word of claimants alone decides."""


@dataclass(frozen=True)
class Criterion:
    """A check of an announcement.

    Parameters
    ----------
    name
        As evidence tables name it, such as ``VOLUNTARY``.
    asks
        What has to hold, as a clause that follows "whether".
    source
        Where it comes from, with its figure if it has one.
    operation, corridor, pause
        What its verdict about each rests on; ``None`` where it is not asked of them.
    of_its_hours
        Whether it asks what happened while a corridor was open or a pause held, so that evidence of another time is
        none.
    once_open
        Whether it asks what happens on the way, of which nothing can be told before it opened.
    lasting
        Whether it asks what is so all the time, so that what was seen on one day is not yet so.
    of_each_side
        Whether it asks what each belligerent party gave its word to, so that any may say that it did not.
    """

    name: str
    asks: Message
    source: str
    operation: Rule[Operation]
    corridor: Rule[Corridor] | None = None
    pause: Rule[Pause] | None = None
    of_its_hours: bool = False
    once_open: bool = False
    lasting: bool = False
    of_each_side: bool = False

    @property
    def code(self) -> str:
        """Code of its findings, an anchor in docs/findings.md."""
        return f"{FAMILY}-{self.name}"

    @property
    def rules(self) -> dict[Subject, Rule[Any]]:
        """What its verdict rests on, by what it is asked of."""
        rules: dict[Subject, Rule[Any] | None] = {
            "operation": self.operation,
            "corridor": self.corridor,
            "pause": self.pause,
        }
        return {subject: rule for subject, rule in rules.items() if rule is not None}

    @property
    def asked_of(self) -> frozenset[Subject]:
        """What it is asked of."""
        return frozenset(self.rules)

    def basis(
        self, case: Case, answer: Proved | None, announced: Corridor | Pause
    ) -> tuple[Outcome | None, list[Evidence]] | None:
        """What was computed about a corridor or pause, and what other tables say; ``None`` where it is not asked."""
        match announced:
            case Corridor():
                return None if self.corridor is None else self.corridor.of(Asked(case, answer, announced))
            case Pause():
                return None if self.pause is None else self.pause.of(Asked(case, answer, announced))
            case _:
                assert_never(announced)

    def kinds(self, number: int) -> Message:
        """What it is asked of beside the operation, of which there are so many."""
        if self.pause:
            return say("weighing.corridors-pauses", number=number)
        return say("weighing.corridors", number=number)
