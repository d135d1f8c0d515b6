"""What a test of a statement is given, what it comes to, and what each declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geleit.assessment.check import Subject
from geleit.assessment.claims.reported_counts import ReportedCount
from geleit.assessment.claims.voices import Voices
from geleit.assessment.impartiality import Impartiality
from geleit.messages import Message
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.finding import Count, Dependence, Evidence, StatementFinding, StatementVerdict
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Statement


@dataclass(frozen=True)
class Given:
    """What a test of a statement may rest on.

    Parameters
    ----------
    impartiality
        Who is impartial about what it is about; whoever says it has a stake in it.
    among_witnesses
        The same, where its own word is one among those of others.
    replies
        What was proved.
    counts
        All counts of people who left that stand, and what they leave over.
    voices
        Who speaks for whom.
    """

    case: Case
    statement: Statement
    impartiality: Impartiality
    among_witnesses: Impartiality
    replies: Mapping[Inquiry, Reply]
    counts: tuple[ReportedCount, ...]
    voices: Voices


@dataclass(frozen=True)
class StatementOutcome:
    """What a test came to; its parameters are those of :class:`~geleit.model.finding.StatementFinding`."""

    verdict: StatementVerdict
    because: Message
    message: Message
    evidence: tuple[Evidence, ...] = ()
    depends: tuple[Dependence, ...] = ()
    certificate: Certificate | None = None
    count: Count | None = None
    by: float | None = None
    asks: tuple[Message, ...] = ()


@dataclass(frozen=True)
class StatementCheck:
    """A test of statements.

    Parameters
    ----------
    code
        Of its findings.
    source
        Where its criterion comes from.
    """

    code: str
    source: str

    @property
    def asked_of(self) -> frozenset[Subject]:
        """What it is asked of."""
        return frozenset({"statement"})

    def finding(self, statement: Statement, outcome: StatementOutcome, proposition: Message) -> StatementFinding:
        """What the test of a proposition came to, as a finding about a statement."""
        return StatementFinding(
            code=self.code,
            subject=statement.id,
            verdict=outcome.verdict,
            message=outcome.message,
            evidence=outcome.evidence,
            source=self.source,
            statement=statement.id,
            because=outcome.because,
            certificate=outcome.certificate,
            depends=outcome.depends,
            count=outcome.count,
            by=outcome.by,
            asks=outcome.asks,
            proposition=proposition,
        )


@dataclass(frozen=True)
class KindCheck(StatementCheck):
    """The test of a kind of statement.

    Parameters
    ----------
    test
        What a statement comes to.
    inquiry
        What has to be proved before; ``None`` where no proof can decide it.
    uncovered
        What a statement leaves open so that a certificate is not about it, as questions; ``None`` likewise.
    """

    test: Callable[[Given], StatementOutcome]
    inquiry: Callable[[Case, Statement], Inquiry | None] | None = None
    uncovered: Callable[[Case, Statement, Certificate], tuple[Message, ...]] | None = None
