from __future__ import annotations

import json
from pathlib import Path

import pytest

from geleit.report.json.answers import answer_json, findings_json
from tests.unit.report.town import HOSTILE, answer, findings, room


def test_an_answer_has_what_others_rely_on():
    told = json.loads(json.dumps(answer_json(room(), answer(), Path("out/certificate.json"), Path("out/plan.json"))))
    assert told["case"] == "town-2016"
    assert told["deadline"] == "2016-05-03T00:00:00+03:00"
    assert told["people"] == {"low": 1000, "likely": 1200, "high": 1500}
    assert told["at_most"] == 900
    assert told["ladder"] == {"exit_seats": 1000, "beeline": 980, "walking": 950, "streets": 900}
    assert told["at_least"] == 300
    assert told["gap"] == pytest.approx(600 / 900, abs=0)
    assert told["method_gap"] == 0.25
    assert told["could_not_leave"] == 100
    assert told["suffices"] == "streets"
    assert told["required_rate"] == 111
    assert told["likely"]["at_most"] == 700
    assert told["clearance"] == {"not_before": "2016-05-02T12:00:00+03:00", "by": None, "not_before_beyond": False}
    assert {"kind", "name", "lon", "lat", "seconds"} <= set(told["binding"][0])
    assert told["binding"][2]["lon"] is None
    assert told["certificate"] == "out/certificate.json"
    assert told["plan"] == "out/plan.json"
    assert told["seconds"] == {"bound": 0.5, "plan": 0.25, "check": 0.125}


def test_nobody_leaving_is_no_gap():
    assert answer_json(room(), answer(at_most=0, at_least=0), None, None)["gap"] == 0


def test_findings_keep_their_order_and_their_evidence():
    told = json.loads(json.dumps(findings_json(room(), findings(HOSTILE))))
    assert told["case"] == "town-2016"
    assert [(f["code"], f["subject"], f["verdict"]) for f in told["findings"]] == [
        (f.code, f.subject, f.verdict) for f in findings()
    ]
    first = told["findings"][0]["evidence"]
    assert first[0]["text"] == f"People say so. {HOSTILE}"
    assert first[0]["at"] == "2016-05-01T00:00:00+03:00"
    assert first[1] == {
        "says": "against",
        "text": "A count says otherwise.",
        "claimant": "computed",
        "source": "",
        "at": None,
    }
