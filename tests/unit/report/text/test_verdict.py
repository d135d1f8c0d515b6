from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from geleit.model.answer import Clearance
from geleit.report.text.verdict import cannot_be_true, names, title_of, unknowns, verdict
from tests.unit.report.town import DEADLINE, answer, findings, statements, town

ZONE = ZoneInfo("Asia/Damascus")


def said(*given):
    return [str(message) for message in verdict(*given, ZONE)]


def test_people_who_could_not_leave_come_first():
    [first, _] = said(findings(), [answer()])
    assert "100" in first
    assert "1,000" in first
    assert "whatever they did" in first
    assert "950" in first


def test_when_it_is_not_decided_both_plans_stand_before_the_bound():
    [first, _] = said(findings(), [answer(could_not_leave=0)])
    assert first.startswith("A plan with the likely figures has 420 of 1,200 people out by 3 May 2016, 00:00")
    assert "cautious 300; with the most generous at most 950 of 1,000 to 1,500 people" in first
    assert "could not have left" not in first


def test_statements_that_cannot_be_true_are_named():
    told = [replace(finding, verdict="impossible") for finding in statements()]
    text = town()
    assert str(cannot_be_true(text, told)).startswith("Not true, or not all of it: ")
    assert all(title_of(finding, names(text)) in str(cannot_be_true(text, told)) for finding in told)
    assert cannot_be_true(text, [replace(finding, verdict="undetermined") for finding in told]) is None


def test_a_plan_for_everyone_is_told():
    reply = answer(could_not_leave=0, clearance=Clearance(None, DEADLINE))
    [first, _] = said(findings(), [reply])
    assert "1,500" in first
    assert "plan" in first


def test_conditions_are_counted_for_the_operation_alone():
    [_, second] = said(findings(), [answer()])
    assert "3 conditions" in second
    assert "1 met, 1 not met, 1 unknown" in second
    assert "agreement of all parties" in second


def test_without_findings_or_answers_there_is_nothing_to_say():
    assert said((), ()) == []


def test_what_is_unknown_is_listed():
    lines = [str(line) for line in unknowns(town(), findings())]
    assert any("Third gate" in line for line in lines)
    assert any("150 m" in line for line in lines)
    assert "Time enough: The operation as a whole." in lines
    assert len(lines) == 4  # two positions that may be off, one exit without a place, one check
