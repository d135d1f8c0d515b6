"""What holds for the findings of any case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.assessment import assess_corridors
from geleit.assessment.corridor.criteria import CRITERIA
from geleit.model.aid import Delivery
from geleit.model.finding import Evidence, Observation
from geleit.model.incident import Incident
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, PAUSE, REBELS, UN, answer, at, case, people

pytestmark = pytest.mark.slow
WITH_A_STAKE = ("gov", "Government", "the government (3 May)", "announcement", "Rebel Council", "", "computed")
WITHOUT = ("United Nations", "Red Crescent", "a doctor, quoted by a paper")
CLAIMANTS = st.sampled_from(WITH_A_STAKE + WITHOUT)
PARTIES = st.lists(st.sampled_from(["gov", "reb", "un"]), unique=True).map(tuple)
TIMES = st.integers(0, 240).map(lambda h: at(1) + timedelta(hours=h))
WINDOWS = st.lists(st.builds(lambda t, h: Window(t, t + timedelta(hours=h)), TIMES, st.integers(1, 60)), max_size=4)
RANGES = st.lists(st.integers(0, 3000), min_size=3, max_size=3).map(lambda f: people(*sorted(f)))

corridors = st.builds(
    replace,
    st.just(CORRIDOR),
    announced_by=PARTIES,
    agreed_by=PARTIES,
    announced_at=st.none() | TIMES,
    users=st.sampled_from(["civilians", "fighters", "all"]),
    destination=st.sampled_from(["", "Camp A", "Camp B"]),
    places=st.none() | RANGES,
    places_claimant=CLAIMANTS,
)
pauses = st.builds(
    replace,
    st.just(PAUSE),
    windows=WINDOWS.map(tuple),
    announced_by=PARTIES,
    agreed_by=PARTIES,
    announced_at=st.none() | TIMES,
)
exits = st.builds(
    replace,
    st.just(EXIT),
    lon=st.just(0.001) | st.none(),
    windows=WINDOWS.map(tuple),
    windows_cautious=st.just(()),
    corridor=st.sampled_from(["north", "south", ""]),
)


def observations(claimants):
    evidence = st.builds(Evidence, st.sampled_from(["for", "against", "context"]), st.just("said"), claimants)
    checks = st.sampled_from([y.name for y in CRITERIA])
    return st.lists(
        st.builds(Observation, st.sampled_from(["operation", "north", "south", "daily"]), checks, evidence), max_size=12
    )


def deliveries(claimants):
    stages = st.sampled_from(["planned", "arrived", "unloaded"])
    made = st.builds(
        lambda stage, who: Delivery("d", at(2), at(3), stage, "flour", None, "centre", "", who, "s"), stages, claimants
    )
    return st.lists(made, max_size=2).map(tuple)


@st.composite
def incidents(draw):
    start = draw(TIMES)
    end = start + timedelta(hours=draw(st.integers(0, 5)))
    by = draw(st.sampled_from(["", "gov", "reb"]))
    return Incident("i", start, end, 0.0, 0.0, 10.0, "shelling", by, None, draw(CLAIMANTS), "s")


@st.composite
def cases(draw, claimants=CLAIMANTS):
    return case(
        corridors=(draw(corridors), replace(draw(corridors), id="south", name="South road")),
        pauses=(draw(pauses),),
        exits=tuple(draw(st.lists(exits, max_size=3))),
        parties=tuple(draw(st.lists(st.sampled_from([GOVERNMENT, REBELS, UN]), unique=True))),
        observations=tuple(draw(observations(claimants))),
        deliveries=draw(deliveries(claimants)),
        incidents=tuple(draw(st.lists(incidents(), max_size=2))),
    )


REASON = re.compile(
    "not known|nothing in the case|no certified answer|No destination is named|needs the check|no exit for it"
)
ANSWERS = st.none() | st.builds(answer, could_not_leave=st.sampled_from([0, 5]))


@settings(max_examples=150, deadline=None)
@given(cases(), ANSWERS)
def test_every_finding_has_evidence_or_a_reason(drawn, given_answer):
    for found in assess_corridors(drawn, given_answer):
        assert found.summary.endswith(".")
        assert found.summary.count(". ") == 0
        says = {e.says for e in found.evidence}
        if found.verdict == "unknown":
            assert found.evidence or REASON.search(found.summary), found
        else:
            assert {"met": "for", "not met": "against"}[found.verdict] in says


@settings(max_examples=150, deadline=None)
@given(cases(st.sampled_from(WITH_A_STAKE)), ANSWERS)
def test_claims_with_a_stake_alone_never_meet_a_check(drawn, given_answer):
    listed = {p.id: p for p in (GOVERNMENT, REBELS, UN)}
    drawn = replace(drawn, parties=tuple(listed.values()))
    drawn = replace(
        drawn,
        corridors=tuple(replace(c, places_claimant="Government") for c in drawn.corridors),
        observations=tuple(drawn.observations),
    )
    computed = {f"CORRIDOR-{c}" for c in ("AGREED", "UNILATERAL", "PLACE", "NOTICE", "TIME")}
    assert all(f.verdict != "met" or f.code in computed for f in assess_corridors(drawn, given_answer))


@settings(max_examples=60, deadline=None)
@given(cases(), ANSWERS)
def test_no_row_of_evidence_is_lost(drawn, given_answer):
    findings = assess_corridors(drawn, given_answer)
    remark = re.compile(r"( \([^()]*\))+$")
    shown = [e for f in findings for e in f.evidence if remark.sub("", e.text).endswith("said")]
    assert len(shown) == len(drawn.observations)


@settings(max_examples=60, deadline=None)
@given(cases(), ANSWERS)
def test_the_order_of_the_evidence_decides_nothing(drawn, given_answer):
    turned = replace(drawn, observations=drawn.observations[::-1], incidents=drawn.incidents[::-1])
    verdicts = [[f.verdict for f in assess_corridors(c, given_answer)] for c in (drawn, turned)]
    assert verdicts[0] == verdicts[1]
