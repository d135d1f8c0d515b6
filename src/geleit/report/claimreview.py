"""Statements that were tested, as schema.org ``ClaimReview``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from geleit.model.case import Case
from geleit.model.claim import for_public
from geleit.report.jsonld import CONTEXT, claim_node

_RATINGS = {"supported": 1, "refuted": 0, "impossible": 0}
"""By verdict, of 0 to 1: a test has no shades. What is undetermined was not decided by a test, and is not rated."""


class Tested(Protocol):
    """A finding about a statement."""

    @property
    def claim(self) -> str:
        """Id of the statement."""

    @property
    def verdict(self) -> str:
        """What came of the test: ``supported``, ``refuted``, ``impossible`` or ``undetermined``."""

    @property
    def summary(self) -> str:
        """One sentence for a reader."""


def claim_reviews(case: Case, findings: Iterable[Tested]) -> list[dict[str, Any]]:
    """Each test that came to a verdict as a ``ClaimReview``; sensitive and undetermined statements stay out.

    Whoever publishes a review puts in ``author`` and ``datePublished``: it is theirs.
    """
    claims = {claim.id: claim for claim in for_public(case.statements)}
    sources = {source.id: source for source in case.sources}
    return [
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "claimReviewed": claims[finding.claim].text,
            "itemReviewed": claim_node(claims[finding.claim], sources),
            "reviewBody": finding.summary,
            "reviewRating": {
                "@type": "Rating",
                "worstRating": 0,
                "bestRating": 1,
                "ratingValue": _RATINGS[finding.verdict],
                "alternateName": finding.verdict,
            },
        }
        for finding in findings
        if finding.claim in claims and finding.verdict in _RATINGS
    ]
