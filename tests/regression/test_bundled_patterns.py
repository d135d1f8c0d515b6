"""The bundled cases side by side, against figures worked out by hand from their tables."""

from __future__ import annotations

import pytest

from geleit.assessment.compare.patterns import pattern_of
from geleit.io.case.casefile import read_case
from geleit.model.aid import Span


@pytest.fixture(scope="module")
def patterns():
    return {name: pattern_of(read_case(name), None) for name in ("aleppo-2016", "grozny-1999")}


def test_the_daily_pause_of_aleppo(patterns):
    pause = patterns["aleppo-2016"].announcements[-1]
    # announced on 10 August, from 11 August daily 10:00 to 13:00
    assert (pause.kind, pause.notice, pause.a_day, pause.a_week) == ("pauses", Span(10, 34), Span(3, 3), Span(21, 21))


def test_who_left_aleppo_by_whose_count(patterns):
    counted = {told.claimant: told.people for told in patterns["aleppo-2016"].left}
    assert counted["Russia"] == Span(360, 440)  # about 400 by 3 August
    assert counted["Syrian Observatory for Human Rights"] == Span(18, 22)  # about twenty, by one passage


def test_grozny_has_an_ultimatum_both_are_at_short_notice_and_of_no_way_is_a_refusal_told(patterns):
    found = {name: {f.code: f.holds for f in pattern.features} for name, pattern in patterns.items()}
    assert found["grozny-1999"]["DEADLINE"] == "yes"
    for code, holds in (("SHORT-NOTICE", "yes"), ("NOT-AGREED", "unknown"), ("ONE-SIDE", "unknown")):
        assert {features[code] for features in found.values()} == {holds}
