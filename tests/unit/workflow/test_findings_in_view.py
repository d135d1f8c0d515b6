"""Findings to the whole case in a report that leaves some of it out: none is changed without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

import geleit
from geleit import workflow
from geleit.workflow.findings_in_view import TIME
from geleit.workflow.views import assess_view, public_of
from tests.unit.assessment.ceasefire.test_monitor import AFTER, LONG, days_of, joined, watched_case

OBSERVED = "CEASEFIRE-OBSERVED"
REST = "findings that rest on what is left out"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """The template: one facility, and no sensitive statement."""
    return geleit.read_case(geleit.new_case(tmp_path_factory.mktemp("cases") / "town", example=True))


@pytest.fixture(scope="module")
def answers(case):
    return [geleit.evacuate(case, f"2024-05-01T{hour}:00", budget=0.2) for hour in ("08", "09")]


@pytest.fixture(scope="module")
def late(case, answers):
    """Findings that rest on the second answer."""
    return geleit.assess(case, answers[1])


def written(case, findings, answers, *, public=False, sensitive=False):
    """The findings in the place of those given, and how many rest on what is left out."""
    view, shown, _ = workflow.written_as(case, findings, answers, public=public, sensitive=sensitive)
    return shown, {row.kind: row.count for row in view.left_out}.get(REST, 0)


def on_time(findings, subject="operation"):
    return [finding for finding in findings if (finding.code, finding.subject) == (TIME, subject)]


def test_findings_on_time_alone_rest_on_an_answer(case, answers):
    first, second = ({(f.code, f.subject): f for f in geleit.assess(case, answer)} for answer in answers)
    differ = {key for key, finding in first.items() if finding != second[key]}
    assert {code for code, _ in differ} == {TIME}


@pytest.mark.parametrize("given", [[0, 1], [1], [0], []])
def test_in_the_room_a_finding_says_what_it_was_given_with(case, answers, late, given):
    """Whatever answers stand beside it; the one about a facility is left out, and nothing else is."""
    shown, lost = written(case, late, [answers[i] for i in given])
    assert list(shown) == [finding for finding in late if finding.subject != "clinic"]
    assert lost == len(late) - len(shown) == 1
    assert [finding.verdict for finding in on_time(shown)] == ["not met"]


def test_a_report_without_the_answer_says_what_was_proved(case, late, tmp_path):
    page = geleit.write_report(tmp_path, case, late, []).read_text(encoding="utf-8")
    assert late[[f.code for f in late].index(TIME)].summary in page
    assert "no certified answer" not in page


def test_what_the_room_comes_to_otherwise_is_counted(case, answers):
    """Without the sensitive correction nobody took the first count back; the correction has no finding itself."""
    since, until = case.period.start, datetime(2024, 5, 1, 19, tzinfo=case.zone)
    scope = {"since": since, "until": until, "by": "foot", "whom": "everyone"}
    scoped = (replace(row, **scope) if row.asserts == "people-left" else row for row in case.statements)
    taken_back = (replace(row, text=f"Correction: {row.text}") if row.id == "count-2" else row for row in scoped)
    hidden = tuple(replace(row, sensitive=row.id == "count-2") for row in taken_back)
    whole = replace(case, statements=hidden, facilities=())
    found = geleit.assess(whole, part="claims", sensitive=True)
    before = {f.statement: f.verdict for f in found}
    assert (before["count-1"], before["count-2"]) == ("refuted", "undetermined")
    shown, lost = written(whole, found, answers)
    after = {f.statement: f.verdict for f in shown}
    assert after == {**{name: v for name, v in before.items() if name != "count-2"}, "count-1": "undetermined"}
    assert lost == 2
    assert written(whole, found, answers, sensitive=True) == (tuple(found), 0)


def test_in_public_findings_on_time_rest_on_the_public_answer_to_their_deadline(case, answers, late):
    for given in (answers, answers[::-1], answers[1:]):
        shown, lost = written(case, late, given, public=True)
        view = workflow.public_of(case)
        own = workflow.assess_view(view, "corridor", workflow.answer_public(view, answers[1].deadline))
        for subject in ("operation", "north-road", "morning"):
            assert on_time(shown, subject) == on_time(own, subject)
        assert [finding.verdict for finding in on_time(shown)] == ["not met"]
        assert lost == 1


@pytest.mark.parametrize("given", [[], [0]])
def test_in_public_a_finding_on_time_that_rests_on_no_answer_given_is_counted(case, answers, late, given):
    """It is not said to be unknown; that of a pause rests on no answer."""
    shown, lost = written(case, late, [answers[i] for i in given], public=True)
    assert {finding.subject for finding in shown if finding.code == TIME} == {"morning"}
    assert lost == len(on_time(late)) + len(case.corridors) + len(case.facilities) == 4


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("chosen", [["Radio Sampleton"], ["Ann Miller"], ["Ann Miller", "Bob Mason"]])
def test_monitors_that_were_not_given_do_not_come_in(case, chosen, public):
    """Those who have no office are persons with a number in public: so all of them come in, or none."""
    names = ("Radio Sampleton", "Ann Miller", "Bob Mason")
    told = tuple(replace(i, id=f"{i.id}-{n}", claimant=name) for n, name in enumerate(names) for i in case.incidents)
    watched = replace(case, incidents=told)
    found = [f for f in geleit.assess(watched, part="ceasefire") if f.code == OBSERVED and f.claimant in chosen]
    assert sorted(f.claimant for f in found) == chosen
    shown, lost = written(watched, found, [], public=public)
    called = {"Ann Miller": "person 1", "Bob Mason": "person 2"} if public else {}
    expected = [] if public and chosen == ["Ann Miller"] else [called.get(name, name) for name in chosen]
    assert [f.claimant for f in shown] == expected
    assert lost == len(found) - len(expected)


def test_a_public_finding_names_nobody_of_whom_the_case_says_nothing():
    person = days_of([1], first=-40, side_a="Layla Haddad")
    rows = joined(LONG, person, AFTER)
    town = watched_case(reported=((date(2017, 1, 1), rows),), facilities=())
    inside = [f for f in geleit.assess(town, part="ceasefire") if f.code == OBSERVED]
    assert inside[0].other_names == (("Layla Haddad", 1),)
    assert any("Layla Haddad" in row.text for row in inside[0].evidence)
    public = assess_view(public_of(town), "ceasefire", None)
    shown = [f for f in public if f.code == OBSERVED]
    assert shown
    assert not any("Layla" in str(f) or "Layla" in row.text for f in shown for row in f.evidence)
    assert all(f.other_names == () for f in shown)
