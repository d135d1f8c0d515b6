"""Statements that were tested, as schema.org ``ClaimReview``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Protocol

from geleit.model.public import PublicCase
from geleit.model.statement import Source, Statement
from geleit.report.json.linked_data import CONTEXT, claim_node

_RATINGS = {"supported": 1, "refuted": 0, "impossible": 0}
"""By verdict, of 0 to 1: a test has no shades. What is undetermined was not decided by a test, and is not rated."""

_WORST_FIRST = ("impossible", "refuted", "undetermined", "supported")


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
        """What came of the test: ``supported``, ``refuted``, ``impossible`` or ``undetermined``."""

    @property
    def summary(self) -> str:
        """One sentence for a reader."""


def verdicts(findings: Iterable[Tested]) -> dict[str, str]:
    """The verdict on each statement by its id: the worst of its tests; undetermined is worse than supported."""
    worst: dict[str, str] = {}
    for finding in findings:
        worst[finding.statement] = min(
            finding.verdict, worst.get(finding.statement, "supported"), key=_WORST_FIRST.index
        )
    return worst


def claim_reviews(view: PublicCase, findings: Iterable[Tested]) -> list[dict[str, Any]]:
    """Each statement whose tests came to a verdict as a ``ClaimReview``; undetermined ones stay out.

    The worst verdict of several tests counts, and the body names all. Whoever publishes a review puts in ``author`` and
    ``datePublished``: it is theirs.
    """
    statements = {statement.id: statement for statement in view.statements}
    sources = {source.id: source for source in view.sources}
    tests: dict[str, list[Tested]] = {}
    for finding in findings:
        tests.setdefault(finding.statement, []).append(finding)
    return [
        _review(statements[name], verdict, tests[name], sources)
        for name, verdict in verdicts(chain.from_iterable(tests.values())).items()
        if name in statements and verdict in _RATINGS
    ]


def _review(statement: Statement, verdict: str, tests: list[Tested], sources: Mapping[str, Source]) -> dict[str, Any]:
    named = [f"{test.code}, {test.verdict}: {test.summary}" for test in tests]
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": statement.text,
        "itemReviewed": claim_node(statement, sources),
        "reviewBody": "\n".join(named) if len(tests) > 1 else tests[0].summary,
        "reviewRating": {
            "@type": "Rating",
            "worstRating": 0,
            "bestRating": 1,
            "ratingValue": _RATINGS[verdict],
            "alternateName": verdict,
        },
    }
