"""What a notebook shows of a case, an answer and its proofs: a line, not a million figures."""

from __future__ import annotations

from tests.unit.report import town


def test_one_line_says_what_it_is():
    answer = town.answer()
    assert repr(answer) == "<Answer to town-2016 by 2016-05-03T00:00+03:00: at most 900, at least 300>"
    assert repr(answer.certificate) == "<Certificate of town-2016 from : at most 900 out>"
    assert repr(answer.plan) == "<Plan of town-2016 from : 300 people out>"
    shown = "<Case town-2016: 'Town Mill Lane', 2016-05-01T00:00+03:00 to 2016-05-11T00:00+03:00>"
    assert repr(town.town()) == shown
