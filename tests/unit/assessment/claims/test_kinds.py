from __future__ import annotations

from dataclasses import fields, replace

import pytest

from geleit.assessment import assess_statements, inquiry_about
from geleit.assessment.claims import CHECKS
from geleit.assessment.claims.kinds import KIND_CHECKS, check_of
from geleit.model.amount import Range
from geleit.model.statement import Statement
from geleit.model.statement_kind import ASSERTIONS, KINDS, kind_of
from tests.unit.assessment.drawn_case import at, case

SAID = Statement("s", "UN", "", "un", at(3), "It is mined.", "corridor", "north", Range(10, 10, 10, "people"), "s1")


def test_every_kind_is_declared_under_its_own_name():
    assert tuple(kind.name for kind in KINDS) == ASSERTIONS


def test_no_two_kinds_share_a_test_or_a_code():
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert len({check.test for check in KIND_CHECKS}) == len(ASSERTIONS)


@pytest.mark.parametrize("asserts", ASSERTIONS)
def test_a_statement_is_tested_by_the_check_of_its_kind_alone(asserts):
    about = {"pause-kept": "daily"}.get(asserts, "north")
    [finding] = assess_statements(case(statements=(replace(SAID, asserts=asserts, about=about),)), {})
    assert finding.code == check_of(asserts).code
    assert finding.source == check_of(asserts).source


def test_a_kind_that_is_not_declared_falls_into_no_test():
    mined = replace(SAID, asserts="never-declared")
    for attempt in (
        lambda: assess_statements(case(statements=(mined,)), {}),
        lambda: inquiry_about(case(), mined),
        lambda: check_of("never-declared"),
        lambda: kind_of("never-declared"),
    ):
        with pytest.raises(AssertionError, match="never-declared"):
            attempt()


def test_a_statement_that_asserts_nothing_is_not_tested():
    assert assess_statements(case(statements=(SAID,)), {}) == ()
    assert inquiry_about(case(), SAID) is None


def test_what_a_kind_needs_a_statement_has():
    columns = {field.name for field in fields(Statement)}
    assert {need.removesuffix("_likely") for kind in KINDS for need in kind.needs} <= columns
    assert all(kind.about for kind in KINDS)
    assert all("quantity_likely" in kind.needs for kind in KINDS if kind.counts_people)


def test_a_topic_tells_one_kind_at_most():
    topics = [kind.topic for kind in KINDS if kind.topic]
    assert len(topics) == len(set(topics))
