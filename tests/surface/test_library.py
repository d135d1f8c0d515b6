# ruff: noqa: E501 - messages stand whole
"""The library as a script uses it: everything that the commands do, and a wrong type named like a wrong cell."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

import geleit
from geleit.errors import InputError
from geleit.model.certificate import DailyLimit
from geleit.model.window import Window
from geleit.streets.pieces import only
from tests.surface.lane import write_lane
from tests.surface.process import ROOT
from tests.surface.village import write_village


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return geleit.read_case(write_village(tmp_path_factory.mktemp("library") / "village"))


@pytest.fixture(scope="module")
def answer(case):
    return geleit.evacuate(case)


@pytest.fixture
def incidents(tmp_path):
    file = tmp_path / "incidents.csv"
    rows = [f"2024-0{month}-{day:02},clash,Ann" for month in (4, 5) for day in range(1, 29, 3)]
    file.write_text("\n".join(["start,kind,claimant", *rows]))
    return file


WRONG = {
    "precedents, setting": (lambda _c, _a: geleit.precedents(setting="town"), "setting: expected one of conflict, siege, front, bus_deal, medevac, border, return, routine, airlift, transport, extreme, forced, technical; found the text 'town'"),
    "precedents, before": (lambda _c, _a: geleit.precedents(before="soon"), "before: expected a day such as 2016-07-28, found the text 'soon'"),
    "precedents, event": (lambda _c, _a: geleit.precedents(without=["gaza-2032"]), "without: no event is called 'gaza-2032' (did you mean 'gaza-2023'?)"),
    "announcements, over": (lambda _c, _a: geleit.announcements(over="all"), "over: expected one of best, q90; found the text 'all'"),
    "base_rates, table": (lambda _c, _a: geleit.base_rates(5), "table: expected a path, found the number 5 (give a text or a pathlib.Path)"),
    "evacuate, name": (lambda _c, _a: geleit.evacuate("aleppo-2016"), "case: expected a Case, found the text 'aleppo-2016' (read it first: geleit.read_case('aleppo-2016'))"),
    "evacuate, deadline": (lambda c, _a: geleit.evacuate(c, deadline=5), "deadline: expected a time such as 2016-08-11T10:00, found the number 5"),
    "evacuate, text": (lambda c, _a: geleit.evacuate(c, "soon"), "deadline: expected a time such as 2016-08-11T10:00, found 'soon'"),
    "evacuate, gap": (lambda c, _a: geleit.evacuate(c, gap="1%"), "gap: expected a number from 0 to 1, found the text '1%'"),
    "evacuate, budget": (lambda c, _a: geleit.evacuate(c, budget=float("nan")), "budget: expected a number from 0 to 1e+09, found the number nan"),
    "evacuate, departures": (lambda c, _a: geleit.evacuate(c, departures="yes"), "departures: expected True or False, found the text 'yes'"),
    "evacuate, progress": (lambda c, _a: geleit.evacuate(c, progress=1), "progress: expected a function, found the number 1"),
    "assess, name": (lambda _c, _a: geleit.assess("aleppo-2016"), "case: expected a Case, found the text 'aleppo-2016' (read it first: geleit.read_case('aleppo-2016'))"),
    "assess, part for answer": (lambda c, _a: geleit.assess(c, "claims"), "answer: expected an Answer, found the text 'claims' (for one part: part='claims')"),
    "assess, answer": (lambda c, a: geleit.assess(c, a.certificate), "answer: expected an Answer, found a value of type Certificate (geleit.evacuate(case) gives one)"),
    "assess, part": (lambda c, _a: geleit.assess(c, part="nonsense"), "part: expected one of corridor, ceasefire, aid, claims; found the text 'nonsense'"),
    "assess, part's type": (lambda c, _a: geleit.assess(c, part=["aid"]), "part: expected one of corridor, ceasefire, aid, claims; found a value of type list"),
    "what_if, answer": (lambda c, _a: geleit.what_if(c, "close:x0"), "answer: expected an Answer, found the text 'close:x0' (geleit.evacuate(case) gives one)"),
    "what_if, list": (lambda c, a: geleit.what_if(c, a, ["close:x0"]), "changes[0]: expected texts such as 'close:north-gate', found a value of type list"),
    "what_if, nothing": (lambda c, a: geleit.what_if(c, a), "changes: missing (such as geleit.what_if(case, answer, 'close:north-gate'))"),
    "what_if, exit": (lambda c, a: geleit.what_if(c, a, "close:nobody"), "change close:nobody: no exit has the id 'nobody'; known: x0"),
    "find_rate": (lambda c, _a: geleit.find_rate(c, None), "answer: expected an Answer, found nothing (geleit.evacuate(case) gives one)"),
    "find_pause": (lambda c, a: geleit.find_pause(c, a, 10), "begins: expected a time of day such as 10:00, found the number 10"),
    "find_exits": (lambda c, a: geleit.find_exits(c, a, 2.5), "rate: expected a whole number from 1 to 1,000,000,000, found the number 2.5"),
    "find_exits, yes": (lambda c, a: geleit.find_exits(c, a, rate=True), "rate: expected a whole number from 1 to 1,000,000,000, found the value True"),
    "trade_off": (lambda c, a: geleit.trade_off(a, c), "case: expected a Case, found a value of type Answer (read it first: geleit.read_case(FOLDER))"),
    "read_case": (lambda _c, _a: geleit.read_case(5), "path: expected a path, found the number 5 (give a text or a pathlib.Path)"),
    "read_case, bytes": (lambda _c, _a: geleit.read_case(b"x"), "path: expected a path, found a value of type bytes (give a text or a pathlib.Path)"),
    "check_case": (lambda c, _a: geleit.check_case(c), "path: expected a path, found a value of type Case (give a text or a pathlib.Path)"),
    "new_case": (lambda _c, _a: geleit.new_case(None), "folder: expected a path, found nothing (give a text or a pathlib.Path)"),
    "new_case, start": (lambda _c, _a: geleit.new_case("x", start=5), "start: expected a time such as 2016-08-11T10:00, found the number 5"),
    "new_case, end": (lambda _c, _a: geleit.new_case("x", start="2024-05-02", end="2024-05-01"), "end: expected a time after 2024-05-02, found 2024-05-01"),
    "new_case, zone": (lambda _c, _a: geleit.new_case("x", time_zone="Azores"), "time_zone: no time zone is called 'Azores'; such as 'Asia/Damascus'"),
    "new_case, example": (lambda _c, _a: geleit.new_case("x", example=True, area="x.gpkg"), "example: it is made up (leave out what is of a real place)"),
    "new_case, incidents": (lambda _c, _a: geleit.new_case("x", incidents="x.csv"), "incidents: its days are those of the place, in the period of the case, and nobody said which these are (say the time zone and the period too)"),
    "import_streets": (lambda c, _a: geleit.import_streets("x.pbf", c), "case: expected a path, found a value of type Case (give a text or a pathlib.Path)"),
    "import_streets, none": (lambda _c, _a: geleit.import_streets("x.pbf", "nowhere"), "nowhere: there is no such folder (make it first: geleit new nowhere)"),
    "import_deliveries": (lambda _c, _a: geleit.import_deliveries("x.csv", "x", again=1), "again: expected True or False, found the number 1"),
    "import_people": (lambda _c, _a: geleit.import_people("x.csv", "x", sheet=1), "sheet: expected a name, found the number 1"),
    "import_incidents": (lambda _c, _a: geleit.import_incidents(["x.csv"], "x"), "file: expected a path, found a value of type list (give a text or a pathlib.Path)"),
    "import_incidents, dates": (lambda _c, _a: geleit.import_incidents("x.csv", "x", dates="dmy"), "dates: expected one of day-first, month-first; found the text 'dmy'"),
    "import_incidents, snapshot": (lambda _c, _a: geleit.import_incidents("x.csv", "x", snapshot="May"), "snapshot: expected a day such as 2016-08-11, found 'May'"),
    "judge_pause, file": (lambda _c, _a: geleit.judge_pause(1, "2016-02-27", "2016-03-11"), "file: expected a path, found the number 1 (give a text or a pathlib.Path)"),
    "judge_pause, start": (lambda _c, _a: geleit.judge_pause("x.csv", 2016, "2016-03-11"), "start: expected a time such as 2016-08-11T10:00, found the number 2016"),
    "judge_pause, order": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-03-11", "2016-02-27"), "end: expected a time after 2016-03-11, found '2016-02-27' (name the last day of the pause)"),
    "judge_pause, daily": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", daily=10), "daily: expected hours such as 10:00-13:00, found the number 10"),
    "judge_pause, bbox": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", bbox=(3, 2, 1, 0)), "bbox: expected west, south, east and north in degrees, west < east and south < north, found (3, 2, 1, 0)"),
    "judge_pause, parties": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", parties="Army"), "parties: expected several texts, found the text 'Army' (give a list: ['Army'])"),
    "judge_pause, outside": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", outside="Army"), "outside: expected several texts, found the text 'Army' (give a list: ['Army'])"),
    "judge_pause, zone": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", zone=3), "zone: expected a time zone such as Asia/Damascus, found the number 3"),
    "judge_pause, days": (lambda _c, _a: geleit.judge_pause("x.csv", "2016-02-27", "2016-03-11", baseline_days=0), "baseline_days: expected a whole number from 1 to 3,660, found the number 0"),
    "plan_convoys": (lambda _c, _a: geleit.plan_convoys("gaza-2023"), "case: expected a Case, found the text 'gaza-2023' (read it first: geleit.read_case('gaza-2023'))"),
    "plan_convoys, days": (lambda c, _a: geleit.plan_convoys(c, days=0), "days: expected a number from 1e-06 to 3660, found the number 0"),
    "plan_convoys, few days": (lambda c, _a: geleit.plan_convoys(c, days=1e-300), "days: expected a number from 1e-06 to 3660, found the number 1e-300"),
    "plan_convoys, no trucks": (lambda c, _a: geleit.plan_convoys(c), "depots: the case has none, so there is no convoy to plan"),
    "compare, nothing": (lambda _c, _a: geleit.compare(), "cases: missing (such as geleit.compare(case, other))"),
    "compare, list": (lambda c, _a: geleit.compare([c]), "cases[0]: expected a Case, found a value of type list (read it first: geleit.read_case(FOLDER))"),
    "compare, itself": (lambda c, _a: geleit.compare(c, c), "cases: village is there more than once (name each case once: a case is like itself)"),
    "read_article": (lambda _c, _a: geleit.read_article(None), "file: expected a path, found nothing (give a text or a pathlib.Path)"),
    "read_article, language": (lambda _c, _a: geleit.read_article("x.html", language="fr"), "language: expected one of de, en; found the text 'fr'"),
    "certify": (lambda _c, a: geleit.certify(a), "proof: expected a certificate or plan, found a value of type Answer (such as answer.certificate, answer.plan, or the path of a file)"),
    "certify, case": (lambda _c, a: geleit.certify(a.plan, "village"), "case: expected a Case, found the text 'village' (read it first: geleit.read_case('village'))"),
    "certify, statement": (lambda _c, a: geleit.certify(a.plan, statement="x"), "statement: it needs a case (name the case that holds the statement)"),
    "certify, deadline": (lambda _c, a: geleit.certify(a.plan, deadline="2030-01-02"), "deadline: it needs a case (name the case that the proof is to be about)"),
    "certify, no time": (lambda c, a: geleit.certify(a.plan, c, deadline="soon"), "deadline: expected a time such as 2016-08-11T10:00, found 'soon'"),
    "certify_folder": (lambda _c, a: geleit.certify_folder(a), "folder: expected a path, found a value of type Answer"),
    "certify_folder, case": (lambda _c, _a: geleit.certify_folder(".", "village"), "case: expected a Case, found the text 'village' (read it first: geleit.read_case('village'))"),
    "certify, no statement": (lambda c, a: geleit.certify(a.plan, c, "x"), "statement: no statement has the id 'x'"),
    "public_case": (lambda _c, _a: geleit.public_case("village"), "case: expected a Case, found the text 'village' (read it first: geleit.read_case('village'))"),
    "public_case, now": (lambda c, _a: geleit.public_case(c, 5), "now: expected a time such as 2016-08-11T10:00, found the number 5"),
    "evacuate_public": (lambda _c, a: geleit.evacuate_public(a), "case: expected a Case, found a value of type Answer (read it first: geleit.read_case(FOLDER))"),
    "evacuate_public, deadline": (lambda c, _a: geleit.evacuate_public(c, "soon"), "deadline: expected a time such as 2016-08-11T10:00, found 'soon'"),
    "compare, public": (lambda c, _a: geleit.compare(c, public="yes"), "public: expected True or False, found the text 'yes'"),
    "compare, sensitive": (lambda c, _a: geleit.compare(c, public=True, sensitive=True), "sensitive: no sensitive statement leaves the room (leave out public or sensitive)"),
    "add_statement": (lambda c, _a: geleit.add_statement(c, "Ann", "It was shut.", "survey"), "case: expected a path, found a value of type Case (give a text or a pathlib.Path)"),
    "add_statement, no case": (lambda _c, _a: geleit.add_statement("nowhere", "Ann", "It was shut.", "survey"), "nowhere: there is no such folder (make it first: geleit new nowhere)"),
    "accept_edits": (lambda _c, _a: geleit.accept_edits("nowhere", 5), "nowhere: there is no such folder (make it first: geleit new nowhere)"),
    "correct_statement": (lambda _c, _a: geleit.correct_statement("nowhere", 5), "id: expected the id of an entry, found the number 5"),
    "correct_statement, nothing": (lambda _c, _a: geleit.correct_statement("nowhere", ""), "id: missing (name the entry that was wrong)"),
    "export_statements": (lambda _c, _a: geleit.export_statements("x.csv", "grozny-1999", "xlsx"), "form: expected one of csv, claim, annotation, claimreview; found the text 'xlsx'"),
    "export_statements, sensitive": (lambda _c, _a: geleit.export_statements("x.csv", "grozny-1999", public=True, sensitive=True), "sensitive: no sensitive statement leaves the room (leave out public or sensitive)"),
    "import_statements": (lambda _c, _a: geleit.import_statements(None, "nowhere"), "file: expected a path, found nothing (give a text or a pathlib.Path)"),
    "keep_source": (lambda c, _a: geleit.keep_source("page.html", c, "Radio", "2024-05-01"), "case: expected a path, found a value of type Case (give a text or a pathlib.Path)"),
    "verify_sources": (lambda _c, _a: geleit.verify_sources(5), "case: expected a path, found the number 5 (give a text or a pathlib.Path)"),
    "list_sources": (lambda _c, _a: geleit.list_sources("nowhere"), "nowhere: there is no such folder (make it first: geleit new nowhere)"),
    "copy_source": (lambda c, _a: geleit.copy_source(5, c, "copy"), "sha256: expected at least 8 digits of the SHA-256 of one original, found the number 5"),
    "make_keys": (lambda _c, _a: geleit.make_keys(None), "file: expected a path, found nothing (give a text or a pathlib.Path)"),
    "export_sources": (lambda c, _a: geleit.export_sources("bag", c), "case: expected a path, found a value of type Case (give a text or a pathlib.Path)"),
    "import_sources": (lambda _c, _a: geleit.import_sources("bag", "nowhere"), "nowhere: there is no such folder (make it first: geleit new nowhere)"),
    "new_drill": (lambda _c, _a: geleit.new_drill("drill", corners=2.5), "corners: expected a whole number from 1 to 1,000,000,000, found the number 2.5"),
    "new_drill, few": (lambda _c, _a: geleit.new_drill("drill", corners=1), "drill: "),
    "bound_convoys": (lambda _c, a: geleit.bound_convoys(a), "case: expected a Case, found a value of type Answer (read it first: geleit.read_case(FOLDER))"),
    "bound_convoys, few days": (lambda c, _a: geleit.bound_convoys(geleit.public_case(c, "2031-01-01"), days=1e-300), "days: expected a number from 1e-06 to 3660, found the number 1e-300"),
    "explain": (lambda _c, _a: geleit.explain("TIME"), "code: expected one of CORRIDOR-AGREED, "),
    "write_comparison": (lambda c, _a: geleit.write_comparison("out", c), "comparison: expected what geleit.compare gives, found a value of type Case"),
    "write_check": (lambda _c, _a: geleit.write_check("out", None), "check: expected what geleit.check_case gives, found nothing"),
    "write_check, problems": (lambda _c, _a: geleit.write_check("out", geleit.check_case("nowhere")), "check: the case has problems, so that nothing became of it (see its problems)"),
    "prepare_replies": (lambda _c, _a: geleit.prepare_replies("village"), "case: expected a Case, found the text 'village' (read it first: geleit.read_case('village'))"),
    "prepare_replies, to": (lambda c, _a: geleit.prepare_replies(c, 5), "to: expected the name of a claimant, found the number 5"),
    "prepare_replies, sensitive": (lambda c, _a: geleit.prepare_replies(c, public=True, sensitive=True), "sensitive: no sensitive statement leaves the room (leave out public or sensitive)"),
    "write_replies": (lambda c, _a: geleit.write_replies("out", c), "replies: expected what geleit.prepare_replies gives, found a value of type Case"),
    "write_pause": (lambda _c, _a: geleit.write_pause("out", None), "judgement: expected what geleit.judge_pause gives, found nothing"),
    "write_pause, folder": (lambda _c, _a: geleit.write_pause(1, None), "folder: expected a path, found the number 1 (give a text or a pathlib.Path)"),
    "write_convoy": (lambda c, a: geleit.write_convoy("out", c, a.plan), "plan: expected what geleit.plan_convoys gives, found a value of type Plan"),
    "write_departures": (lambda c, a: geleit.write_departures("out", c, a), "answer: it tells no departures (ask by geleit.evacuate(case, departures=True))"),
    "negotiate, answer": (lambda c, _a: geleit.negotiate(c, "x"), "answer: expected an Answer, found the text 'x' (geleit.evacuate(case) gives one)"),
    "write_negotiation": (lambda c, _a: geleit.write_negotiation("out", c, "x"), "negotiation: expected what geleit.negotiate gives, found the text 'x'"),
    "write_exit_values": (lambda c, a: geleit.write_exit_values("out", c, a, "fast"), "rate: expected a whole number from 1 to 1,000,000,000, found the text 'fast'"),
    "write_report, folder": (lambda c, _a: geleit.write_report(None, c, [], []), "folder: expected a path, found nothing (give a text or a pathlib.Path)"),
    "write_report, case": (lambda _c, _a: geleit.write_report("out", None, [], []), "case: expected a Case, found nothing (read it first: geleit.read_case(FOLDER))"),
    "write_report, one answer": (lambda c, a: geleit.write_report("out", c, [], a), "answers: expected several of answers as geleit.evacuate gives them, found a value of type Answer (give a list)"),
    "write_report, findings": (lambda c, a: geleit.write_report("out", c, (x for x in (1, 2)), [a]), "findings[0]: expected findings as geleit.assess gives them, found the number 1"),
    "write_report, nothing": (lambda c, a: geleit.write_report("out", c, None, [a]), "findings: expected several of findings as geleit.assess gives them, found nothing (give a list)"),
    "write_report, swapped": (lambda c, a: geleit.write_report("out", c, [a], []), "findings[0]: expected findings as geleit.assess gives them, found a value of type Answer"),
}  # fmt: skip


@pytest.mark.parametrize("slip", WRONG)
def test_a_wrong_value_is_named_with_what_was_expected(slip, case, answer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call, says = WRONG[slip]
    with pytest.raises(InputError) as caught:
        call(case, answer)
    assert str(caught.value).startswith(says)
    assert list(tmp_path.iterdir()) == []


def test_every_function_is_tried_with_a_wrong_value():
    functions = {name for name in geleit.__all__ if not isinstance(getattr(geleit, name), type)}
    assert functions == {slip.partition(",")[0] for slip in WRONG}


def test_an_answer_to_another_case_is_refused(answer, tmp_path):
    other = geleit.read_case(write_village(tmp_path / "hamlet"))
    for call in (lambda: geleit.assess(other, answer), lambda: geleit.what_if(other, answer, "close:x0")):
        with pytest.raises(
            InputError, match=r"^answer: it is about village from 2030-01-01T00:00:00\+00:00, not about"
        ):
            call()
    with pytest.raises(InputError, match=r"^answers\[1\]: it is about village"):
        geleit.write_report(tmp_path / "out", other, [], [geleit.evacuate(other), answer])
    assert not (tmp_path / "out").exists()


def test_findings_of_another_case_are_refused_however_they_are_picked(case, answer, tmp_path):
    other = geleit.read_case(write_village(tmp_path / "hamlet"))
    later = replace(case, period=Window(case.period.start + timedelta(hours=1), case.period.end))
    found = geleit.assess(case, answer)
    assert found
    for of in (other, later):
        for some in (found, [f for f in found if f.subject == "operation"], iter(found[-1:])):
            with pytest.raises(
                InputError, match=r"^findings\[0\]: it is about village from 2030-01-01T00:00:00\+00:00, not about"
            ):
                geleit.write_report(tmp_path / "out", of, some, [])
    with pytest.raises(InputError, match=r"^findings\[0\]: it is about no case, not about village"):
        geleit.write_report(tmp_path / "out", case, [replace(found[0], case="", start=None)], [])
    assert not (tmp_path / "out").exists()
    assert geleit.write_report(tmp_path / "out", case, found[:1], [answer]).is_file()


def test_findings_about_what_was_taken_out_of_the_case_since_are_refused(tmp_path):
    case = geleit.read_case(geleit.new_case(tmp_path / "town", example=True))
    for part, without, says in (("claims", replace(case, statements=()), "no statement"),
                                ("ceasefire", replace(case, pauses=()), "no pause")):  # fmt: skip
        with pytest.raises(InputError, match=rf"^findings\[0\]: the case has {says} '"):
            geleit.write_report(tmp_path / "out", without, geleit.assess(case, part=part)[:1], [])


PATHS = {
    "read_case": geleit.read_case, "check_case": geleit.check_case, "new_case": geleit.new_case,
    "import_streets, file": lambda path: geleit.import_streets(path, "grozny-1999"),
    "import_streets, case": lambda path: geleit.import_streets("x.pbf", path),
    "import_incidents, file": lambda path: geleit.import_incidents(path, "grozny-1999"),
    "import_incidents, case": lambda path: geleit.import_incidents("x.csv", path),
    "import_people, file": lambda path: geleit.import_people(path, "grozny-1999"),
    "import_people, case": lambda path: geleit.import_people("x.csv", path),
    "import_deliveries, file": lambda path: geleit.import_deliveries(path, "grozny-1999"),
    "import_deliveries, case": lambda path: geleit.import_deliveries("x.csv", path),
    "judge_pause": lambda path: geleit.judge_pause(path, "2024-05-02", "2024-05-06"),
    "read_article": geleit.read_article, "certify": geleit.certify, "certify_folder": geleit.certify_folder,
    "add_statement": lambda path: geleit.add_statement(path, "Ann", "It was shut.", "survey"),
    "import_statements": lambda path: geleit.import_statements(path, "grozny-1999"),
    "keep_source": lambda path: geleit.keep_source(path, "grozny-1999", "Radio", "2024-05-01"),
    "verify_sources": geleit.verify_sources, "list_sources": geleit.list_sources, "new_drill": geleit.new_drill,
    "copy_source": lambda path: geleit.copy_source("0" * 64, path, "copy"), "make_keys": geleit.make_keys,
    "export_sources": lambda path: geleit.export_sources("bag", path),
    "import_sources": lambda path: geleit.import_sources("bag", path),
    "write_report": lambda path: geleit.write_report(path, geleit.read_case("grozny-1999"), [], []),
}  # fmt: skip


@pytest.mark.parametrize("path", ["a\0b", "x" * 256, "\N{GREEK SMALL LETTER ALPHA}" * 128, "x/" * 2001, "x\ud800"],
                         ids=["nul", "name", "bytes", "path", "surrogate"])  # fmt: skip
@pytest.mark.parametrize("function", PATHS)
def test_what_no_file_can_be_called_is_refused(function, path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"^(file|case|path|folder|proof): (no file can be called|expected a path of)"):
        PATHS[function](path)


def test_a_public_case_is_assessed_and_bounded_but_has_no_plan(case, answer):
    public = geleit.public_case(case, "2031-01-01")
    shown = geleit.evacuate_public(public)
    found = geleit.assess(public, shown)
    assert [(f.code, f.subject) for f in found] == [(f.code, f.subject) for f in geleit.assess(public)]
    assert {f.publication for f in found} == {"public"}
    with pytest.raises(InputError, match=r"^answer: expected a PublicAnswer, found a value of type Answer"):
        geleit.assess(public, answer)
    with pytest.raises(InputError, match=r"^sensitive: no sensitive statement leaves the room"):
        geleit.assess(public, sensitive=True)
    other = geleit.public_case(replace(case, name="hamlet"), "2031-01-01")
    with pytest.raises(InputError, match=r"^answer: it is about village from .* not about hamlet"):
        geleit.assess(other, shown)
    for ask in (geleit.evacuate, geleit.assess, geleit.compare):
        with pytest.raises(InputError, match=r"no plan can be made for them \(ask for the bound alone: geleit\.evac"):
            ask(public.case)
    again = geleit.public_case(public.case, "2031-01-01")
    assert geleit.evacuate_public(again).people == shown.people


def test_a_deadline_may_be_a_day_a_time_or_text(case):
    same = (
        "2030-01-01T12:00",
        "2030-01-01 14:00+02:00",
        datetime(2030, 1, 1, 12),  # noqa: DTZ001 - without a zone on purpose
        datetime(2030, 1, 1, 12, tzinfo=UTC),
    )
    assert {geleit.evacuate(case, moment).deadline for moment in same} == {datetime(2030, 1, 1, 12, tzinfo=UTC)}
    assert geleit.evacuate(case, date(2030, 1, 2)).deadline == datetime(2030, 1, 2, tzinfo=UTC)


def test_a_proof_for_another_time_is_none_for_the_deadline(case):
    until_noon = geleit.evacuate(case, "2030-01-01T12:00")
    for proof in (until_noon.certificate, until_noon.plan):
        asked = geleit.certify(proof, case)
        assert not asked.holds
        assert [line.partition(":00: ")[0] for line in asked.problems] == [
            "it says who can be out by 2030-01-01T12:00:00+00:00, not by 2030-01-02T00:00:00+00"
        ]
        assert geleit.certify(proof, case, deadline="2030-01-01T12:00").holds
        assert geleit.certify(proof).holds


def test_a_certificate_assumes_what_the_record_says_of_the_case(case):
    """Sealed, and right by its own figures, with a limit that nobody measured."""
    from geleit.evacuation.answer import evacuate

    forged = evacuate(case, limits=(DailyLimit("as the United Nations proved", 1),)).certificate
    assert geleit.certify(forged).holds
    found = geleit.certify(forged, case)
    said = "what it assumes is not what the record says of the case: no crossing listed passes more than 1 people"
    assert not found.holds
    assert found.problems[0].startswith(said)
    older = geleit.certify(replace(forged, version="0.1.0"), case)
    assert older.holds
    assert any(line.startswith(said) for line in older.advisories)
    retitled = replace(geleit.evacuate(case).certificate, title="Everybody was let out")
    assert "another title than the case: 'Everybody was let out'" in geleit.certify(retitled, case).advisories[0]


def test_a_changed_case_is_told_beside_a_proof_that_still_belongs_to_it(tmp_path):
    village = write_village(tmp_path / "v", people=((0, 50),), exits=((1, 9, "always"),), streets=((0, 1),))
    case = geleit.read_case(village)
    geleit.write_report(tmp_path / "out", case, (), (geleit.evacuate(case),))
    proof = tmp_path / "out" / "certificate.json"
    assert (geleit.certify(proof, case).holds, geleit.certify(proof, case).advisories) == (True, ())
    with (village / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write("# a remark\n")
    after = geleit.certify(proof, geleit.read_case(village))
    assert (after.holds, len(after.advisories)) == (True, 1)
    assert "files of the case have changed since it was built" in after.advisories[0]


OF_NO_YEAR = {
    "first": datetime.min.replace(tzinfo=UTC),
    "last": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=5))),
    "before": datetime(1899, 12, 31, 23, 59, 59, tzinfo=UTC),
    "after": datetime(2200, 1, 1, tzinfo=UTC),
    "naive": datetime(9999, 12, 31),  # noqa: DTZ001 - without a zone on purpose
    "day": date.min,
    "text": "2200-01-01",
}


@pytest.mark.parametrize("moment", OF_NO_YEAR.values(), ids=OF_NO_YEAR)
def test_a_time_or_day_of_no_year_of_a_case_is_refused_whatever_it_is_given_as(moment, case, incidents):
    says = r": expected a year from 1900 to 2199, found '[0-9T:+.-]+'$"
    public = geleit.public_case(case, "2031-01-01")
    calls = {
        "deadline": lambda: geleit.evacuate(case, deadline=moment),
        "deadline ": lambda: geleit.evacuate_public(public, deadline=moment),
        "now": lambda: geleit.public_case(case, now=moment),
        "start": lambda: geleit.judge_pause(incidents, moment, "2024-05-14"),
        "end": lambda: geleit.judge_pause(incidents, "2024-05-01", moment),
        "snapshot": lambda: geleit.judge_pause(incidents, "2024-05-01", "2024-05-14", snapshot=moment),
        "published": lambda: geleit.read_article(incidents, moment),
    }
    for name, call in calls.items():
        with pytest.raises(InputError, match=f"^{name.strip()}{says}"):
            call()


def test_the_first_and_last_times_of_the_years_of_a_case_are_taken(case):
    first, last = datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, tzinfo=timezone(-timedelta(hours=14)))
    assert geleit.public_case(case, last).case.exits
    for moment in (first, last):
        with pytest.raises(InputError, match=r"^(?!.*expected a year)"):
            geleit.evacuate(case, moment)


def test_progress_is_told_each_step_and_of_how_many(case):
    told = []
    geleit.evacuate(case, progress=lambda step, of: told.append((step, of)))
    steps = {step.partition(":")[0] for step, _ in told}
    assert {of for _, of in told} == {len(steps)}


def test_all_parts_are_judged_that_the_case_says_anything_about():
    case = geleit.read_case("grozny-1999")
    answer = geleit.evacuate(case)
    found = geleit.assess(case, answer)
    parts = [geleit.assess(case, answer, part) for part in ("corridor", "ceasefire", "claims")]  # nothing came in
    assert [(f.code, f.subject, f.verdict) for f in found] == [(f.code, f.subject, f.verdict) for p in parts for f in p]
    assert {f.code.partition("-")[0] for f in found} == {"CORRIDOR", "CEASEFIRE", "CLAIM"}
    assert all(isinstance(part, geleit.Findings) for part in (found, *parts))


def test_the_report_has_the_proofs_of_each_answer_and_of_impossible_statements_beside_it(tmp_path):
    folder = geleit.new_case(tmp_path / "town", example=True)
    ledger = folder / "statements.csv"
    text = ledger.read_text(encoding="utf-8")
    assert text.count(",2024-05-03,everyone,") == 1
    ledger.write_text(text.replace(",2024-05-03,everyone,", ",2024-05-01T09:00,everyone,"), encoding="utf-8")
    case = geleit.read_case(folder)
    answers = [geleit.evacuate(case), geleit.evacuate(case, "2024-05-02T00:00")]
    findings = geleit.assess(case, answers[0], "claims")
    assert [f.statement for f in findings if f.verdict == "impossible"] == ["ultimatum"]
    page = geleit.write_report(tmp_path / "out", case, iter(findings), iter(answers))
    assert page == tmp_path / "out" / "report.html"
    proofs = {path.relative_to(page.parent).as_posix() for path in page.parent.rglob("*.json")}
    whole = {f"{name}{number}.json" for name in ("certificate", "plan", "likely-plan") for number in ("", "-2")}
    assert proofs == whole | {"claims/ultimatum.json", "manifest.json"}
    assert geleit.certify_folder(page.parent, case).holds
    for name in whole:
        asked = "2024-05-02T00:00" if "-2" in name else None
        assert geleit.certify(page.parent / name, case, deadline=asked).holds
        if asked:
            assert not geleit.certify(page.parent / name, case).holds
    told = {row.file for row in geleit.certify_folder(page.parent, case).files if row.advisories}
    assert told == {name for name in whole if "-2" in name}  # for another time than the deadline
    assert geleit.certify(str(page.parent / "claims/ultimatum.json"), case, "ultimatum").holds
    assert not geleit.certify(page.parent / "claims/ultimatum.json", case).holds
    for name, answer in zip(("certificate.json", "certificate-2.json"), answers, strict=True):
        written = json.loads((page.parent / name).read_text())
        assert written["bounds"]["streets"]["at_most"] == answer.at_most


def test_a_pause_in_a_file_and_incidents_into_a_case(incidents, tmp_path):
    judged = geleit.judge_pause(incidents, "2024-05-01", "2024-05-14", baseline_days=14)
    assert [(finding.claimant, finding.verdict) for finding in judged.findings] == [("Ann", "unknown")]
    assert (judged.inside, judged.too_vague, judged.imported.read) == (20, 0, 20)
    page = geleit.write_pause(tmp_path / "out", judged)
    assert (page.name, "Pause from 2024-05-01 to 2024-05-14" in page.read_text(encoding="utf-8")) == (
        "truce.html",
        True,
    )
    folder = geleit.new_case(tmp_path / "mycase", example=True)
    done = geleit.import_incidents(incidents, folder, snapshot="2024-06-01")
    assert (done.origin.kept, str(done.first), str(done.last)) == (20, "2024-04-01", "2024-05-28")
    case = geleit.read_case(folder)
    assert [len(reported) for _, reported in case.reported] == [20]


def test_streets_into_a_case_and_what_is_wrong_with_it(tmp_path):
    folder = write_village(tmp_path / "village")
    done = geleit.import_streets(folder / "streets.geojson", folder)
    assert (done.network.edges, done.written) == (1, folder / "streets.npz")
    found = geleit.check_case(folder)
    assert (found.valid, found.people, found.exits_placed) == (True, (100, 100, 100), 1)
    assert (done.read_before, found.doubts) == ("streets.geojson", ())
    (folder / "exits.csv").write_text("id,name,lon,lat,rate_likely,windows\nx,X,0,0,fast,always\ny,Y,0,0,1,soon\n")
    found = geleit.check_case(folder)
    assert (found.valid, found.case) == (False, None)
    assert [problem.where for problem in found.problems] == [
        "village/exits.csv: row 2, column rate_likely",
        "village/exits.csv: row 3, column windows",
    ]


def test_what_if_and_how_much_is_enough(case, answer):
    closed, faster = geleit.what_if(case, answer, "close:x0", "rate:all=x2")
    assert (answer.at_most, closed.at_most, faster.at_most) == (100, 0, 100)
    assert geleit.find_exits(case, answer, 100).necessary == 0
    assert geleit.find_pause(case, answer, "10:00").begins == "10:00"
    assert 0 < geleit.find_rate(case, answer).too_little < 1
    with pytest.raises(InputError, match=r"^risks: nothing is at risk by the deadline"):
        geleit.trade_off(case, answer)


def test_two_cases_side_by_side(case, tmp_path):
    other = geleit.read_case(write_village(tmp_path / "hamlet", people=((0, 5),)))
    found = geleit.compare(case, other)
    page = geleit.write_comparison(tmp_path / "out", found)
    assert page == tmp_path / "out" / "compare.html"
    assert "hamlet" in page.read_text(encoding="utf-8")
    assert [(pattern.case, pattern.people.likely) for pattern in found.patterns] == [("village", 100), ("hamlet", 5)]
    assert found.pauses == ()


def test_pages_and_tables_of_an_answer(case, tmp_path):
    answer = geleit.evacuate(case, departures=True)
    table = geleit.write_departures(tmp_path / "out", case, answer)
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert {row["exit"] for row in rows} == {"x0"}
    assert sum(int(row["people"]) for row in rows) == answer.at_least
    points = geleit.write_exit_values(tmp_path / "out", case, answer, 800)
    assert {path.name for path in points.parent.iterdir()} == {
        "departures.csv",
        "manifest.json",
        "exit-value.geojson",
        "exit-value.html",
    }
    assert [point["properties"] for point in json.loads(points.read_text())["features"]] == [{"at_most_more": 0}] * 2


def test_a_convoy(tmp_path):
    case = geleit.read_case(write_lane(tmp_path / "lane"))
    plan = geleit.plan_convoys(case, iterations=50, days=1)
    assert 0 < plan.kg <= plan.at_most
    page = geleit.write_convoy(tmp_path / "out", case, plan, sheets=True)
    assert {path.name for path in page.parent.iterdir()} == {"convoy.html", "sheets.html", "manifest.json"}
    other = geleit.read_case(write_lane(tmp_path / "path"))
    with pytest.raises(InputError, match=r"^plan: it is for lane, not for path"):
        geleit.write_convoy(tmp_path / "other", other, plan)


def test_a_convoy_of_the_case_before_an_edit_is_refused(tmp_path):
    case = geleit.read_case(write_lane(tmp_path / "lane"))
    plan = geleit.plan_convoys(case, iterations=50, days=1)
    assert plan.trips
    fleet, streets = case.fleet, case.network
    edits = {
        "the case has no district ": replace(case, places=()),
        "the case has no truck ": replace(case, fleet=replace(fleet, trucks=())),
        "the case has no depot ": replace(case, fleet=replace(fleet, depots=())),
        "the case has no gate ": replace(case, fleet=replace(fleet, gates=())),
        "a way of it leads where the case has no street": replace(case, network=replace(streets, head=streets.tail)),
        "a way of it leads where the case has no": replace(case, network=only(streets, np.arange(streets.edges - 1))),
    }
    for says, edited in edits.items():
        with pytest.raises(InputError, match=f"^plan: {says}"):
            geleit.write_convoy(tmp_path / "out", edited, plan, sheets=True)
    assert not (tmp_path / "out").exists()


def test_the_ledger(tmp_path):
    folder, other = geleit.new_case(tmp_path / "town", example=True), geleit.new_case(tmp_path / "other", example=True)
    said = geleit.add_statement(
        folder, "Ann", "Ten left.", "survey", id="ten", at=datetime(2024, 5, 2, 8, 30), asserts="people-left",  # noqa: DTZ001 - in the zone of the case
        quantity="8..10..12", quantity_unit="people", since=date(2024, 5, 1), until="2024-05-02", sensitive=False,
    )  # fmt: skip
    geleit.add_statement(
        folder, "Northern Command", "900,000 people left on 1 May.", "radio-0501", id="all", at="2024-05-01T23:00",
        asserts="people-left", about="operation", quantity=900_000, quantity_unit="people", since="2024-05-01T06:00",
        until="2024-05-01T22:00", by="foot", whom="civilians", repeats="none", words_checked=True, sensitive=False,
    )  # fmt: skip
    assert (said.id, said.quantity.low, said.quantity.high, said.sensitive) == ("ten", 8, 12, False)
    assert said.at.isoformat() == "2024-05-02T08:30:00+00:00"
    anew = geleit.correct_statement(folder, "ten", text="Nine left.", quantity=9)
    assert (anew.corrects, anew.speaker, anew.quantity.likely) == ("ten", "Ann", 9)
    ledger = geleit.read_case(folder).statements
    (folder / "statements.csv").write_text((folder / "statements.csv").read_text().replace("Nine left", "None left"))
    [edit] = [one for one in geleit.verify_sources(folder).problems if "column text: 'None left.'" in one]
    assert geleit.accept_edits(folder, "a slip of the pen", by="Desk").edits == (edit,)
    assert geleit.verify_sources(folder).problems == ()
    (folder / "statements.csv").write_text((folder / "statements.csv").read_text().replace("None left", "Nine left"))
    assert geleit.export_statements(tmp_path / "said.csv", folder) == len(ledger)
    assert [one.id for one in geleit.import_statements(tmp_path / "said.csv", other)] == ["ten", "all", anew.id]
    assert geleit.import_statements(tmp_path / "said.csv", other) == ()
    assert geleit.export_statements(tmp_path / "said.json", folder, "claim") == len(ledger)
    assert {one["@type"] for one in json.loads((tmp_path / "said.json").read_text())["@graph"]} >= {"Claim"}
    with pytest.raises(InputError, match=r"said.json: there is a file already \(name a new one\)$"):
        geleit.export_statements(tmp_path / "said.json", folder, "claim")
    assert geleit.export_statements(tmp_path / "reviews.json", folder, "claimreview") == len(
        json.loads((tmp_path / "reviews.json").read_text())
    )


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"colour": "red"}, "colour: there is no such column to be given"),
        ({"outlit": "Radio"}, "outlit: there is no such column to be given (did you mean 'outlet'?)"),
        ({"quantity": "many"}, "the new entry: quantity_likely: expected a number, found 'many'"),
        ({"quantity": "1..2..3..4"}, "quantity: expected a figure such as 12, 10..14 or 10..11..14"),
        ({"about": ["north-gate"]}, "about: expected a text, a number, a time, True or False, found a value of type"),
        (
            {"asserts": "people-left"},
            "the new entry: quantity_likely: missing, and a statement that asserts people-left needs it",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_and_nothing_is_added(columns, says, tmp_path):
    folder = geleit.new_case(tmp_path / "town", example=True)
    before = (folder / "statements.csv").read_bytes()
    with pytest.raises(InputError) as caught:
        geleit.add_statement(folder, "Ann", "So it was.", "survey", **columns)
    assert str(caught.value).startswith(says)
    assert (folder / "statements.csv").read_bytes() == before


def test_originals(tmp_path):
    folder = geleit.new_case(tmp_path / "town", example=True)
    page = tmp_path / "page.html"
    page.write_text("<html><body>Ten left.</body></html>")
    kept = geleit.keep_source(page, folder, "Radio", date(2024, 5, 2), title="Ten left")
    assert (kept.entry.outlet, kept.entry.published, kept.in_table, kept.again) == ("Radio", "2024-05-02", True, False)
    found = geleit.verify_sources(folder)
    assert (found.problems, found.log.head) == ((), kept.entry.digest)
    assert geleit.verify_sources(folder, found.log.head.upper()).problems == ()
    with pytest.raises(InputError, match=r"^expected: expected 64 hexadecimal digits"):
        geleit.verify_sources(folder, "abc")
    original = next(path for path in (folder / "captured").rglob("*") if path.name == kept.entry.sha256)
    original.chmod(0o644)
    original.write_text("altered")
    assert len(geleit.verify_sources(folder).problems) == 1


def test_originals_go_to_a_colleague(tmp_path):
    mine, theirs = geleit.new_case(tmp_path / "mine", example=True), geleit.new_case(tmp_path / "theirs", example=True)
    page = tmp_path / "page.html"
    page.write_text("<html><body>Ten left.</body></html>")
    kept = geleit.keep_source(page, mine, "Radio", "2024-05-02", by="Desk 1")
    assert [entry.sha256 for entry in geleit.list_sources(mine)] == [kept.entry.sha256]
    public = geleit.make_keys(tmp_path / "key")
    assert public == tmp_path / "key.pub"
    bag = geleit.export_sources(tmp_path / "bag", mine, sign=tmp_path / "key")
    assert bag.log.head == kept.entry.digest
    geleit.make_keys(tmp_path / "other")
    with pytest.raises(InputError, match="signed"):
        geleit.import_sources(tmp_path / "bag", theirs, signed_by=tmp_path / "other.pub")
    assert len(geleit.import_sources(tmp_path / "bag", theirs, signed_by=public, by="Desk 2").entries) == 2
    copied = geleit.copy_source(kept.entry.sha256[:8], theirs, tmp_path / "copy.html")
    assert copied.read_bytes() == page.read_bytes()
    with pytest.raises(InputError, match=r"^sha256: expected at least 8 digits of the SHA-256 of one original, found"):
        geleit.copy_source(kept.entry.sha256[:7], theirs, tmp_path / "again.html")


def test_an_invented_city(tmp_path):
    case = geleit.read_case(geleit.new_drill(tmp_path / "drill", corners=500, people=9_000, seed=3))
    assert sum(place.people.likely for place in case.places) == 9_000
    again = geleit.read_case(geleit.new_drill(tmp_path / "again", corners=500, people=9_000, seed=3))
    assert (again.network.lon == case.network.lon).all()


def test_what_no_convoy_can_exceed_is_public(tmp_path):
    case = geleit.read_case(geleit.new_case(tmp_path / "town", example=True))
    bound = geleit.bound_convoys(case)
    assert bound == geleit.bound_convoys(geleit.public_case(case))
    assert 0 < bound.at_most < 1e8


def test_what_a_check_asks():
    text = geleit.explain("corridor-time")
    assert text == geleit.explain("CORRIDOR-TIME")
    assert "time" in text


def test_an_article(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<html><body><p>Minister Ann said: "250 people have left the town by now."</p></body></html>')
    found = geleit.read_article(page, "2024-05-02")
    assert [proposal.text for proposal in found.proposals] == ['"250 people have left the town by now."']
    assert str(found.published) == "2024-05-02"


@pytest.mark.slow
def test_the_readmes_script_runs_as_it_stands(tmp_path):
    [script] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("300000 784 0\n")  # what the page on this case says
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"report.html", "certificate.json", "plan.json"}


def test_importing_loads_nothing_heavy():
    heavy = {"numpy", "scipy", "numba", "ortools", "shapely", "pandas", "pyarrow", "typer", "rich"}
    code = f"import sys, geleit; geleit.certify; geleit.Answer; geleit.Finding; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_name_that_is_not_there_and_all_names_that_are():
    with pytest.raises(AttributeError, match="module 'geleit' has no attribute 'evacute'"):
        geleit.evacute  # noqa: B018
    assert set(geleit.__all__) <= set(dir(geleit))
