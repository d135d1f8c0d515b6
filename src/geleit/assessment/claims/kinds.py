"""How each kind of statement is tested, declared once; what a kind needs is in :mod:`geleit.model.statement_kind`."""

from __future__ import annotations

from typing import assert_never

from geleit.assessment.claims import deadline, people_left
from geleit.assessment.claims.amounts import FIGURES, assess_aid_statement, assess_inside, assess_places
from geleit.assessment.claims.conditions import SEEN, assess_incident, assess_open, assess_pause
from geleit.assessment.claims.statement_check import KindCheck
from geleit.model.statement_kind import ASSERTIONS, Assertion


def check_of(asserts: Assertion) -> KindCheck:
    """The test of a kind of statement.

    Raises
    ------
    AssertionError
        If there is no such kind.
    """
    match asserts:
        case "people-left":
            return KindCheck(
                code="CLAIM-LEFT",
                source=people_left.SOURCE,
                test=people_left.assess_left,
                inquiry=people_left.inquiry_of,
                uncovered=people_left.uncovered,
            )
        case "people-inside":
            return KindCheck("CLAIM-INSIDE", FIGURES, assess_inside)
        case "corridor-open":
            return KindCheck("CLAIM-OPEN", SEEN, assess_open)
        case "pause-kept":
            return KindCheck("CLAIM-PAUSE", SEEN, assess_pause)
        case "aid-for":
            return KindCheck("CLAIM-AID", FIGURES, assess_aid_statement)
        case "places-ready":
            return KindCheck("CLAIM-PLACES", FIGURES, assess_places)
        case "no-incident":
            return KindCheck("CLAIM-INCIDENT", SEEN, assess_incident)
        case "deadline":
            return KindCheck(
                code="CLAIM-DEADLINE",
                source=deadline.SOURCE,
                test=deadline.assess_deadline,
                inquiry=deadline.inquiry_of,
                uncovered=deadline.uncovered,
            )
        case _:
            assert_never(asserts)


KIND_CHECKS = tuple(map(check_of, ASSERTIONS))
"""The tests of all kinds, in their order."""
