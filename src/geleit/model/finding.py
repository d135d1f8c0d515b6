"""Findings: what a check came to, and the evidence that decided it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self, SupportsIndex, overload

from geleit.errors import ArgumentError
from geleit.messages.message import Message, say
from geleit.model.certificate import Certificate
from geleit.model.stamp import INTERNAL

if TYPE_CHECKING:
    from pandas import DataFrame

Verdict = Literal["met", "not met", "unknown"]
StatementVerdict = Literal["supported", "refuted", "impossible", "inconsistent", "undetermined"]
Says = Literal["for", "against", "context"]
Basis = Literal["proof", "precedent", "evidence", "arithmetic", ""]
"""What a verdict rests on: a certificate or a plan, what crossings have passed elsewhere, what somebody says or saw, or
what was worked out from what the case records; nothing where it is open."""
CERTIFICATE = "certificate"
WITH_VEHICLES = "with-vehicles"
"""Sources of what is proved: of people who may all ride, and of those who walk, with what rides can save them."""
PROOFS = frozenset({CERTIFICATE, WITH_VEHICLES, "plan"})
"""Sources of evidence that a checker can check."""


STATEMENT_VERDICTS: Mapping[str, StatementVerdict] = {
    "met": "supported",
    "not met": "refuted",
    "unknown": "undetermined",
}
"""What a statement comes to by what came of the condition that it asserts."""
_RATINGS: Mapping[str, Message] = {
    "supported": say("statements.rated-supported"),
    "refuted": say("statements.rated-refuted"),
    "impossible": say("statements.rated-impossible"),
    "inconsistent": say("statements.rated-inconsistent"),
    "undetermined": say("statements.rated-undetermined"),
}


def rating_of(verdict: str) -> Message:
    """A verdict on a statement in words that stand alone."""
    return _RATINGS[verdict]


OPERATION = "operation"
"""Subject of what is about the operation as a whole."""


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence.

    Parameters
    ----------
    says
        Whether it speaks for the check being met, against, or only gives context.
    message
        What it is: of Geleit's own a message of the catalogue, of others their words.
    claimant
        Who says so; ``computed`` for what Geleit worked out, ``announcement`` for the wording itself.
    source
        Id of a source, or the name of a certificate, or empty.
    at
        When it was said or observed, or ``None``.
    admits
        Whether its claimant tells of an act of its own side.
    own_account
        Whether its claimant saw, counted or did it itself, as whoever entered it found: then those whom its words name
        are not the ones who say it.
    words_checked
        Whether a person has found that its words say just what the row says.
    asked
        Whether something about it has to be asked before it decides anything.
    statement
        Id of the statement that it is, or empty.
    """

    says: Says
    message: Message
    claimant: str
    source: str = ""
    at: datetime | None = None
    admits: bool = False
    own_account: bool = False
    words_checked: bool = False
    asked: bool = False
    statement: str = ""

    @property
    def text(self) -> str:
        """What it is, in English."""
        return str(self.message)


@dataclass(frozen=True)
class Observation:
    """A row of a case's evidence table: evidence for a check that Geleit cannot compute.

    Parameters
    ----------
    subject
        Id of a corridor or pause, or ``operation`` for the whole.
    check
        Code of the check, such as ``VOLUNTARY``.
    """

    subject: str
    check: str
    evidence: Evidence


@dataclass(frozen=True)
class Finding:
    """What one check came to for one subject.

    Parameters
    ----------
    code
        Stable code, such as ``CORRIDOR-AGREED``, documented in docs/findings.md.
    subject
        Id of a corridor or pause, or ``operation``.
    verdict
        ``met``, ``not met`` or ``unknown``; of a statement ``supported``, ``refuted``, ``impossible``,
        ``inconsistent`` (of a set of figures) or ``undetermined``.
    message
        What it came to, for a reader.
    evidence
        What decided it, and what speaks against.
    source
        Where the criterion comes from.
    case, start
        The case that was assessed, and where its time begins; empty and ``None`` for a finding that is of none.
    publication
        Whether it may leave the room: as it was worked out from what is public of the case, or not.
    """

    code: str
    subject: str
    verdict: Verdict | StatementVerdict
    message: Message
    evidence: tuple[Evidence, ...]
    source: str
    case: str = field(default="", kw_only=True)
    start: datetime | None = field(default=None, kw_only=True)
    publication: str = field(default=INTERNAL, kw_only=True)

    @property
    def summary(self) -> str:
        """What it came to, in English: one sentence or two."""
        return str(self.message)

    @property
    def basis(self) -> Basis:
        """What the verdict rests on."""
        if self.verdict in ("unknown", "undetermined"):
            return ""
        deciding = [piece for piece in self.evidence if piece.says != "context"]
        if any(piece.source in PROOFS for piece in deciding):
            return "proof"
        return "evidence" if any(piece.claimant != "computed" for piece in deciding) else "arithmetic"

    @property
    def adverse(self) -> bool:
        """Whether something was not met, or a statement or not all of a set of figures can be true."""
        return self.verdict in ("not met", "refuted", "impossible", "inconsistent")


@dataclass(frozen=True)
class Dependence:
    """What a verdict hangs on.

    Parameters
    ----------
    assumption
        What it is about, such as the rate of the exits.
    message
        How the verdict depends on it.
    threshold, unit
        The value at which the verdict changes, or ``None`` where there is no single one.
    """

    assumption: Message
    message: Message
    threshold: float | None = None
    unit: str = ""

    @property
    def on(self) -> str:
        """The assumption, in English."""
        return str(self.assumption)

    @property
    def text(self) -> str:
        """How the verdict depends on it, in English."""
        return str(self.message)


@dataclass(frozen=True)
class Count:
    """People who were said to have left, and how many can have.

    Parameters
    ----------
    low, high
        As they were said; ``high`` is ``None`` where nothing limits it.
    at_most
        Proved for the exits and the time that were spoken of; ``None`` where nothing is proved.
    """

    low: float
    high: float | None
    at_most: int | None


@dataclass(frozen=True)
class StatementFinding(Finding):
    """What a test of a statement came to; ``subject`` is the statement's id.

    Parameters
    ----------
    statement
        Id of the statement.
    because
        Why the verdict is what it is, in a few words.
    certificate
        What proves that it is impossible, or ``None``.
    depends
        How the verdict depends on assumptions of the case.
    count
        Of a count of people who left, or ``None``.
    by
        Where a set of figures is inconsistent, by how much at the least; else ``None``.
    asks
        Questions to whoever entered the statement, of which the answers could decide it.
    proposition
        What exactly was tested, with where, whom and when; ``None`` for a finding that was made without one.
    """

    statement: str
    because: Message
    certificate: Certificate | None = None
    depends: tuple[Dependence, ...] = ()
    count: Count | None = None
    by: float | None = None
    asks: tuple[Message, ...] = ()
    proposition: Message | None = None

    @property
    def reason(self) -> str:
        """Why the verdict is what it is, in English."""
        return str(self.because)

    @property
    def rating(self) -> str:
        """The verdict in words that stand alone, in English."""
        return str(rating_of(self.verdict))

    @property
    def tested(self) -> str:
        """What exactly was tested, in English; empty for a finding that was made without a proposition."""
        return str(self.proposition) if self.proposition else ""


class Findings(tuple[Finding, ...]):
    """What the checks of a case came to, in their order: a tuple of :class:`Finding`."""

    __slots__ = ()

    def __new__(cls, findings: Iterable[Finding] = ()) -> Self:
        """Findings in their order.

        Raises
        ------
        InputError
            If one of them is none.
        """
        if not isinstance(findings, Iterable):
            raise _not_a_finding("findings", findings, "several findings")
        rows = tuple(findings)
        for i, row in enumerate(rows):
            if not isinstance(row, Finding):
                raise _not_a_finding(f"findings[{i}]", row, "a Finding")
        return super().__new__(cls, rows)

    @overload
    def __getitem__(self, place: SupportsIndex, /) -> Finding: ...
    @overload
    def __getitem__(self, place: slice, /) -> Findings: ...
    def __getitem__(self, place: SupportsIndex | slice, /) -> Finding | Findings:
        """One finding, or those of a slice."""
        if isinstance(place, slice):
            return Findings(super().__getitem__(place))
        return super().__getitem__(place)

    def __add__(self, others: tuple[Finding, ...], /) -> Findings:  # type: ignore[override]  # what else has no table
        """These findings and then others."""
        return Findings(super().__add__(others))

    def __radd__(self, others: tuple[Finding, ...], /) -> Findings:
        """Other findings and then these."""
        if not isinstance(others, tuple):
            return NotImplemented
        return Findings((*others, *self))

    def to_frame(self) -> DataFrame:
        """The findings as a table of pandas, one in each row.

        The columns are ``code``, ``subject``, ``verdict``, ``basis``, ``adverse``, ``summary``; ``evidence_for``,
        ``evidence_against`` and ``context`` (how many pieces); ``source`` of the criterion; where a finding has them,
        the ``claimant`` who reports, the ``item`` of aid, and of a verdict on a statement the ``reason``, what was
        ``tested``, the ``rating`` in words, what it depends on (``depends``) and which questions would decide it
        (``asks``); and ``publication``, whether it may leave the room.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        from geleit.model.frames import findings_frame

        return findings_frame(self)

    def evidence_to_frame(self) -> DataFrame:
        """The evidence as a table of pandas, one piece in each row.

        The columns are ``finding`` (its row in :meth:`to_frame`), ``code``, ``subject``, ``says``, ``text``,
        ``claimant``, ``source``, ``publication`` and ``at`` (in UTC).

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        from geleit.model.frames import evidence_frame

        return evidence_frame(self)


def _not_a_finding(where: str, found: object, expected: str) -> ArgumentError:
    problem = f"expected {expected}, found a value of type {type(found).__name__}"
    return ArgumentError(where, problem, "geleit.assess gives findings")
