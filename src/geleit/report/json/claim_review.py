"""Statements that were tested, as schema.org ``ClaimReview``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Protocol

from geleit.messages import Message
from geleit.model.finding import Dependence, Evidence, rating_of
from geleit.model.public import PublicCase
from geleit.model.statement import Source, Statement
from geleit.report.json.linked_data import CONTEXT, claim_node

_RATINGS = {"supported": 1, "refuted": 0, "impossible": 0}
"""By verdict, of 0 to 1: a test has no shades. What is undetermined was not decided by a test, and is not rated."""

_NOT_REVIEWED = ("CLAIM-SUM", "CLAIM-OPEN")
"""Sums are about sets of figures, and openings about any moment of a time: neither is what somebody claimed."""

_WORST_FIRST = ("impossible", "refuted", "inconsistent", "undetermined", "supported")


class Tested(Protocol):
    """A finding about a statement."""

    @property
    def code(self) -> str:
        """Of the test, such as ``CLAIM-SUM``."""

    @property
    def statement(self) -> str:
        """Id of the statement."""

    @property
    def verdict(self) -> str:
        """What came of the test, such as ``supported``."""

    @property
    def summary(self) -> str:
        """One sentence for a reader."""

    @property
    def proposition(self) -> Message | None:
        """What exactly was tested."""

    @property
    def reason(self) -> str:
        """Why the verdict is what it is."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for it and against."""

    @property
    def depends(self) -> tuple[Dependence, ...]:
        """What would change the verdict."""


def verdicts(findings: Iterable[Tested]) -> dict[str, str]:
    """The verdict on each statement by its id: the worst of its tests; undetermined is worse than supported."""
    worst: dict[str, str] = {}
    for finding in findings:
        worst[finding.statement] = min(
            finding.verdict, worst.get(finding.statement, "supported"), key=_WORST_FIRST.index
        )
    return worst


def claim_reviews(view: PublicCase, findings: Iterable[Tested]) -> list[dict[str, Any]]:
    """Each statement of which a proposition was decided, as a ``ClaimReview`` of that proposition.

    Sums and openings are never reviewed, nor what is undetermined, nor what is supported but does not fit its parts.
    Whoever publishes a review puts in ``author`` and ``datePublished``: it is theirs.
    """
    statements = {statement.id: statement for statement in view.statements}
    sources = {source.id: source for source in view.sources}
    tests: dict[str, list[Tested]] = {}
    doubtful = set()
    for finding in findings:
        if finding.verdict == "inconsistent":
            doubtful.add(finding.statement)
        elif finding.code not in _NOT_REVIEWED and finding.proposition is not None:
            tests.setdefault(finding.statement, []).append(finding)
    return [
        _review(statements[name], verdict, next(t for t in tests[name] if t.verdict == verdict), sources)
        for name, verdict in verdicts(chain.from_iterable(tests.values())).items()
        if name in statements and verdict in _RATINGS and not (verdict == "supported" and name in doubtful)
    ]


def _review(statement: Statement, verdict: str, test: Tested, sources: Mapping[str, Source]) -> dict[str, Any]:
    proposition = str(test.proposition)
    body = [f"Tested was: {proposition}", f"{test.code}, {verdict}: {test.summary}", *_told(test)]
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": proposition,
        "itemReviewed": claim_node(statement, sources),
        "reviewBody": "\n".join(body),
        "reviewRating": {
            "@type": "Rating",
            "worstRating": 0,
            "bestRating": 1,
            "ratingValue": _RATINGS[verdict],
            "alternateName": str(rating_of(verdict)),
            "ratingExplanation": ". ".join([test.reason, *(f"Depends on {d.on}: {d.text}" for d in test.depends)]),
        },
    }


def _told(test: Tested) -> Iterator[str]:
    """The evidence, each with who says so and when."""
    for one in test.evidence:
        when = f", {one.at.isoformat()}" if one.at else ""
        source = f", {one.source}" if one.source else ""
        yield f"{one.says}: {one.text} [{one.claimant}{source}{when}]"
