from __future__ import annotations

from datetime import datetime

from geleit.assessment import CHECKS as ALL_CHECKS
from geleit.model.answer import Clearance
from geleit.report.text.verdict import CHECKS, unknowns, verdict
from tests.unit.report.town import DEADLINE, answer, findings, town


def local(at: datetime) -> str:
    return f"{at:%d.%m. %H:%M}"


def test_people_who_could_not_leave_come_first():
    [first, _] = verdict(findings(), [answer()], local)
    assert "100" in first
    assert "1,000" in first
    assert "whatever they did" in first
    assert "900" in first


def test_when_it_is_not_decided_it_says_so_and_what_the_gates_would_need():
    [first, _] = verdict(findings(), [answer(could_not_leave=0)], local)
    assert "111" in first
    assert "could not have left" not in first


def test_a_plan_for_everyone_is_told():
    reply = answer(could_not_leave=0, clearance=Clearance(None, DEADLINE))
    [first, _] = verdict(findings(), [reply], local)
    assert "1,500" in first
    assert "plan" in first


def test_conditions_are_counted_for_the_operation_alone():
    [_, second] = verdict(findings(), [answer()], local)
    assert "3 conditions" in second
    assert "1 met, 1 not met, 1 unknown" in second
    assert "agreement of all parties" in second


def test_without_findings_or_answers_there_is_nothing_to_say():
    assert verdict((), (), local) == []


def test_what_is_unknown_is_listed():
    lines = unknowns(town(), findings())
    assert any("Third gate" in line for line in lines)
    assert any("150 m" in line for line in lines)
    assert "Time enough: The operation as a whole." in lines
    assert len(lines) == 4  # two positions that may be off, one exit without a place, one check


def test_every_check_has_a_name():
    assert set(CHECKS) == {check.code.partition("-")[2] for check in ALL_CHECKS}
