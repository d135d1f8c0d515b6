from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import shapely

from geleit import read_case
from geleit.assessment import assess_statements, inquiries_of
from geleit.assessment.claims.people_left import _rounded
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import reported_in, reported_of, until_of
from geleit.assessment.claims.sums import left_over
from geleit.certify import certify
from geleit.evacuation.inquiry import inquire, narrowed
from geleit.messages import say
from geleit.model.aid import Delivery
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.corridor import Party
from geleit.model.finding import Observation, StatementFinding
from geleit.model.incident import Facility, Incident
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, REBELS, UN, at, case, people, row, window

ASSUMED = {
    "walking_speed": Range(1, 1, 1, "m/s"),
    "street_flow": Range(1, 1, 1, "persons/m/s"),
    "usable_width": Range(1, 1, 1, "share"),
}


def exactly(value: float, unit: str = "people") -> Range:
    return Range(value, value, value, unit)


def said(id_: str, asserts: str, speaker: str = "Government", party: str = "gov", **fields: Any) -> Statement:
    blank = {
        "role": "",
        "at": at(3),
        "text": f"{id_} was said",
        "topic": "",
        "about": "",
        "quantity": None,
        "source": "s1",
        "words_checked": True,
    }
    if isinstance(fields.get("quantity"), int | float):
        fields["quantity"] = exactly(fields["quantity"])
    if fields.get("quantity"):
        blank["text"] = f"{fields['quantity'].likely:.0f} people"
    return Statement(id=id_, speaker=speaker, party=party, asserts=asserts, **(blank | SCOPE.get(asserts, {}) | fields))


SCOPE: dict[str, dict[str, Any]] = {
    "people-left": {"about": "north", "whom": "civilians", "by": "foot", "extent": "total"},
    "people-inside": {"about": "operation", "whom": "civilians"},
    "places-ready": {"about": "operation"},
    "deadline": {"about": "north", "whom": "everyone"},
    "pause-kept": {"extent": "total", "whom": "everyone"},
    "no-incident": {"extent": "total"},
}
"""Nothing that could change a verdict is left open, unless a test says so."""


def verdicts(*statements: Statement, **changes: Any) -> dict[tuple[str, str], StatementFinding]:
    """Findings by statement and code, with everything proved that has to be."""
    town = case(assumptions=ASSUMED, statements=statements, **changes)
    replies = inquire(town, inquiries_of(town), lambda _: None)
    return {(f.statement, f.code): f for f in assess_statements(town, replies)}


def left(**fields: Any) -> Statement:
    return said("left", "people-left", **({"until": at(3)} | fields))


def test_more_than_the_gate_can_pass_is_impossible():
    # 100 an hour from 8 to 18 o'clock: 1,000 seats, whoever walks how fast
    found = verdicts(left(quantity=1001))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason) == ("impossible", "at most 1,000 can have passed")
    assert found.certificate is not None
    assert certify(found.certificate).holds
    assert found.certificate.streets.at_most == 1000
    [hangs] = found.depends
    assert (hangs.on, hangs.unit, hangs.threshold) == ("rate of the exits", "persons/h", pytest.approx(100.1))


def test_as_many_as_the_gate_can_pass_is_possible_and_nothing_more():
    found = verdicts(left(quantity=1000))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason, found.certificate) == ("undetermined", "nobody else counts", None)


def test_only_the_hours_that_are_spoken_of_count():
    # from 12 to 15 o'clock three hours of 100
    assert (
        verdicts(left(quantity=300, since=at(2, 12), until=at(2, 15)))["left", "CLAIM-LEFT"].verdict == "undetermined"
    )
    found = verdicts(left(quantity=301, since=at(2, 12), until=at(2, 15)))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.certificate.streets.at_most) == ("impossible", 300)


def test_only_the_exits_that_are_spoken_of_count():
    other = replace(EXIT, id="south", name="South gate", corridor="", lon=0.0, lat=0.0)
    through = left(quantity=1001, about="north")
    assert verdicts(through, exits=(EXIT, other))["left", "CLAIM-LEFT"].verdict == "impossible"
    unsaid = verdicts(left(quantity=1001, about=""))["left", "CLAIM-LEFT"]
    assert (unsaid.verdict, unsaid.reason) == ("undetermined", "it leaves open what could change the verdict")
    assert any("Through which corridors or exits?" in str(question) for question in unsaid.asks)
    everywhere = left(quantity=1001, about="operation")
    assert verdicts(everywhere)["left", "CLAIM-LEFT"].verdict == "impossible"
    assert verdicts(everywhere, exits=(EXIT, other))["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(replace(everywhere, by=""))["left", "CLAIM-LEFT"].verdict == "undetermined"  # some may have flown
    both = left(quantity=1001, about="north; south")
    assert verdicts(both, exits=(EXIT, other))["left", "CLAIM-LEFT"].verdict == "undetermined"


@pytest.mark.parametrize("means", ["air", "tunnel", "water", "return", "any"])
def test_the_seats_of_the_exits_prove_nothing_about_other_ways(means):
    found = verdicts(left(quantity=5000, by=means))["left", "CLAIM-LEFT"]
    assert found.verdict == "undetermined"
    assert "other ways" in found.evidence[0].text


def test_more_than_the_people_of_the_case_may_be_others():
    wide = replace(EXIT, rate=exactly(10_000, "persons/h"))
    crowd = left(quantity=2000)
    found = verdicts(crowd, exits=(wide,))["left", "CLAIM-LEFT"]  # of 1,500 inside: some may have come from elsewhere
    assert (found.verdict, say("statements.ask-elsewhere") in found.asks) == ("undetermined", True)
    for whom in ("", "everyone"):  # fighters are not among the people of the case, but they pass the gate too
        assert verdicts(replace(crowd, whom=whom), exits=(wide,))["left", "CLAIM-LEFT"].verdict == "undetermined"
        assert verdicts(replace(crowd, whom=whom))["left", "CLAIM-LEFT"].verdict == "impossible"


@pytest.mark.parametrize(
    "text",
    [
        "5000 people left on Wednesday.",
        "5000 left yesterday",
        "Am Mittwoch gingen 5000 Menschen",
        "Gestern gingen 5000",
        "غادر 5000 شخص يوم الأربعاء",
        "غادر 5000 شخص أمس",
        "В среду вышли 5000 человек",
        "Сегодня вышли 5000 человек",
        "5000 left in the last 24 hours",
        "On 1 May exactly 5000 people left",
    ],
)
def test_a_word_for_a_day_without_since_is_a_question(text):
    asked = left(quantity=5000, text=text, extent="")
    un = said("un", "people-left", "United Nations", "un", quantity=3, until=at(3))
    found = verdicts(asked, un)
    assert {f.verdict for f in found.values()} == {"undetermined"}
    assert any("Which day" in str(question) for question in found["left", "CLAIM-LEFT"].asks)
    assert verdicts(replace(asked, since=at(1)))["left", "CLAIM-LEFT"].verdict == "impossible"
    assert verdicts(replace(asked, extent="total"))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_two_days_of_one_voice_that_nobody_dated_do_not_contradict_each_other():
    wednesday = left(quantity=500, text="500 people left on Wednesday.", until=None, at=at(1, 20), extent="")
    thursday = replace(wednesday, id="thu", quantity=exactly(300), text="300 people left on Thursday.", at=at(2, 20))
    assert {f.verdict for f in verdicts(wednesday, thursday).values()} == {"undetermined"}


def test_no_family_and_some_fighters_can_both_be_true():
    none = said("none", "people-left", "United Nations", "un", quantity=exactly(0, "families"), until=at(3), whom="")
    fighters = left(quantity=16, whom="fighters")
    assert {f.reason for f in verdicts(none, fighters).values()}.isdisjoint({"claimants disagree"})


def test_who_only_repeats_a_party_bears_nothing_out():
    party = left(quantity=410, text="410 people left")
    radio = said("radio", "people-left", "Radio Sampleton", "", quantity=410, until=at(3), text="410 left")
    radio = replace(radio, repeats="none")
    assert verdicts(party, radio)["left", "CLAIM-LEFT"].verdict == "supported"
    for echo in (
        replace(radio, repeats="left"),
        replace(radio, repeats=""),
        replace(radio, repeats="", text="410 people left, the Government said."),
        replace(radio, party="reb"),
        replace(radio, outlet="Rebel Council"),
    ):
        found = verdicts(party, echo)
        assert {found["left", "CLAIM-LEFT"].verdict, found["radio", "CLAIM-LEFT"].verdict} == {"undetermined"}
    proposed = verdicts(party, replace(radio, repeats="", text="410 people left, the Government said."))[
        "radio", "CLAIM-LEFT"
    ]
    assert proposed.reason == "it repeats another voice"
    assert "Does it only pass on left? Then give that in repeats, or none if it is its speaker's own word." in map(
        str, proposed.asks
    )


@pytest.mark.parametrize(
    "words",
    [
        "410 people left, per the military",
        "the command claims 410 people left",
        "410 people were said to have left",
        "In the words of the general, 410 people left",
        "the defence ministry was quoted as saying that 410 people left",
        "state television showed 410 people leaving",
        "figures from the army show 410 people",
        "We were informed by the military that 410 people left",
        "Based on the command's figures 410 people left",
        "It is claimed that 410 people left",
        "our army says 410 people left",
        "410 people left according to US officials",
        "410 Menschen gingen, teilte die Armee mit",
        "410 Menschen gingen, teilte das Militär am Montag mit",
        "410 Menschen gingen, hieß es vom Militär",
        "Das Oberkommando spricht von 410 Menschen",
        "أفاد الجيش بأن 410 أشخاص غادروا",
        "غادر 410 أشخاص وفق القيادة",
        "Army: 410 people left",
        "“Mayor of Northfield: 410 people left”",
        "At the gate of the Ministry 10:30: 410 people left",
        "News: 410 people left",
        "Officials - 410 people left",
        "410 people left (Rebel Council)",
        "410 people left, as TASS has it",
        "410 people left, we understand from the gate",
        "We were told that 410 people left",
        "Les autorités annoncent 410 départs",
    ],
)
def test_words_that_pass_on_somebody_elses_bear_nothing_out(words):
    tv = said("tv", "people-left", "Evening News", "", quantity=people(400, 412, 415), until=at(3), text=words)
    assert verdicts(left(quantity=410, text="410 people left"), tv)["left", "CLAIM-LEFT"].verdict == "undetermined"


@pytest.mark.parametrize(
    "words",
    [
        *("Half a thousand left", "500 ish people left", "a good 500 people left", "an die 500 Menschen gingen"),
        *(
            "Quelque 500 personnes",
            "Bien 500 personnes sont parties",
            "Sobre 500 personas salieron",
            "yaklaşık 500 kişi",
        ),
        *("зо 500 осіб", "человек 500 вышли", "five hundred people left", "±500 people left", "500? people left"),
        *("people left", "0.5 thousand people left", "500-600 people left", "On 1 May 500 people left"),
    ],
)
def test_a_round_figure_is_exact_only_where_its_words_certainly_are(words):
    days = {"since": at(1), "until": at(3)}
    total = left(quantity=500, text=words, disjoint=True, **days)
    first = said("d1", "people-left", quantity=701, since=at(1), until=at(2))
    second = said("d2", "people-left", quantity=3, since=at(2), until=at(3))
    found = verdicts(total, first, second)
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert say("statements.ask-figure") in found["left", "CLAIM-LEFT"].asks
    assert ("left", "CLAIM-SUM") not in found
    exact = verdicts(replace(total, text="exactly 500 people left"), first, second)
    assert exact["left", "CLAIM-SUM"].by == 204


@pytest.mark.parametrize(("first", "verdict"), [(247, "undetermined"), (298, "undetermined"), (301, "inconsistent")])
def test_a_round_total_fits_what_rounds_to_it(first, verdict):
    days = {"since": at(1), "until": at(3)}
    parts = (
        said("d1", "people-left", quantity=first, since=at(1), until=at(2)),
        said("d2", "people-left", quantity=252, since=at(2), until=at(3)),
    )
    assert verdicts(left(quantity=500, disjoint=True, **days), *parts)["left", "CLAIM-SUM"].verdict == verdict


def test_thirds_that_are_rounded_are_not_inconsistent():
    total = said("all", "people-left", quantity=1000, until=at(5), complete=True, disjoint=True)
    thirds = [said(f"p{n}", "people-left", quantity=n, until=at(5), part_of="all") for n in (667, 334)]
    assert verdicts(total, *thirds)["all", "CLAIM-SUM"].verdict == "undetermined"


@pytest.mark.parametrize(("first", "then"), [(at(3), at(3)), (at(3), at(3, 2)), (at(3, 9), at(3)), (at(3), None)])
def test_a_figure_that_another_voice_gave_before_supports_nothing_until_a_person_looked(first, then):
    party = left(quantity=410, at=first)
    radio = said("radio", "people-left", "Radio Sampleton", "", quantity=people(400, 410, 412), until=at(3), at=then)
    found = verdicts(party, radio)
    asked = "Does radio only pass on left? Give repeats=left there, or repeats=none if it is its own word."
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert asked in map(str, found["left", "CLAIM-LEFT"].asks)
    looked = verdicts(party, replace(radio, repeats="none"))
    assert looked["left", "CLAIM-LEFT"].verdict == "supported"


def test_a_figure_that_somebody_without_a_stake_gave_first_bears_out_a_party():
    party, un = left(quantity=410, at=at(3, 9)), said("un", "people-left", "United Nations", "un", quantity=410)
    un = replace(un, until=at(3), at=at(3, 4))
    assert verdicts(party, un)["left", "CLAIM-LEFT"].verdict == "supported"


@pytest.mark.parametrize("asserts", ["corridor-open", "pause-kept", "no-incident"])
@pytest.mark.parametrize("denies", [False, True])
def test_what_a_party_said_before_decides_nothing_in_anothers_mouth(asserts, denies):
    time = then_of(asserts) | {"whom": "everyone", "by": "any"}
    about = "daily" if asserts == "pause-kept" else "north"
    ours = said("ours", asserts, about=about, **time)
    council = said("council", asserts, "Rebel Council", "reb", about=about, denies=denies, **time)
    radio = replace(council, id="radio", speaker="Radio Sampleton", party="", at=at(6, 2))
    whose = {ours.id: ours} if not denies else {ours.id: ours, council.id: council}
    found = verdicts(*whose.values(), radio)["ours", kinds()[asserts]]
    assert found.verdict == "undetermined"
    assert any(str(question).startswith("Does radio only pass on") for question in found.asks)
    looked = verdicts(*whose.values(), replace(radio, repeats="none"))["ours", kinds()[asserts]]
    assert looked.verdict == ("refuted" if denies else "supported")


@pytest.mark.parametrize("words", ["Officials: it was shelled", "State media report that", "The Rebel Council did it"])
@pytest.mark.parametrize("asserts", ["corridor-open", "pause-kept", "no-incident"])
def test_words_that_name_somebody_refute_nobody_until_a_person_looked(asserts, words):
    time = then_of(asserts)
    about = "daily" if asserts == "pause-kept" else "north"
    ours = said("ours", asserts, about=about, **time)
    radio = said("radio", asserts, "Radio Sampleton", "", about=about, denies=True, text=words, **time)
    found = verdicts(ours, radio)["ours", kinds()[asserts]]
    assert found.verdict == "undetermined"
    assert any(str(question).startswith("Whose word does radio pass on?") for question in found.asks)
    of_others = asserts == "pause-kept" and "Rebel" in words  # who did not agree to the pause of the government
    looked = verdicts(ours, replace(radio, repeats="none"))["ours", kinds()[asserts]]
    assert looked.verdict == ("undetermined" if of_others else "refuted")


def then_of(asserts: str) -> dict[str, Any]:
    """A time in which the gate is open, or the pause holds."""
    if asserts == "corridor-open":
        return {"since": at(2, 8), "until": at(2, 18), "at": at(6)}
    return {"since": at(3), "until": at(4), "at": at(6)}


def kinds() -> dict[str, str]:
    return {"corridor-open": "CLAIM-OPEN", "pause-kept": "CLAIM-PAUSE", "no-incident": "CLAIM-INCIDENT"}


@pytest.mark.parametrize(
    "words",
    [
        "Based on our own count 410 people left",
        "Our figures show that 410 people left",
        "Evening News reports: 410 people left",
        "The number of people who left for the United States is 410",
        "We claim no more than that 410 people left",
    ],
)
def test_words_of_ones_own_count_bear_a_figure_out(words):
    tv = said("tv", "people-left", "Evening News", "", quantity=people(400, 412, 415), until=at(3), text=words)
    assert verdicts(left(quantity=410, text="410 people left"), tv)["left", "CLAIM-LEFT"].verdict == "supported"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "approx 410 left",
            "an average of 410 left",
            "perhaps 410 left",
            "in the region of 410 left",
            "estimated at 410",
        ),
        *("barely 410 left", "the count exceeded 410", "410-odd people left", "410 plus left", "410ish left"),
        *(
            "410 people, give or take",
            "410 or thereabouts",
            "im Schnitt 410",
            "vielleicht 410 Menschen",
            "в среднем 410",
        ),
        *(
            "приблизно 410 осіб",
            "понад 410 людей",
            "environ 410 personnes",
            "près de 410",
            "unos 410 salieron",
            "más de 410",
        ),
    ],
)
def test_words_that_give_no_exact_figure_bear_none_out(words):
    un = said("un", "people-left", "United Nations", "un", quantity=410, until=at(3), text=words)
    found = verdicts(left(quantity=410, text="410 people left"), un)
    assert {f.verdict for f in found.values()} == {"undetermined"}
    assert say("statements.ask-figure") in found["un", "CLAIM-LEFT"].asks


@pytest.mark.parametrize(
    "words",
    [
        *("410/day left", "410 left each night", "410 nightly", "410 on each bus", "410 per convoy", "410 pro Bus"),
        *("410 per exit", "410 par jour", "410 al día", "410 щодня"),
    ],
)
def test_figures_of_each_day_or_bus_are_no_counts(words):
    un = said("un", "people-left", "United Nations", "un", quantity=410, until=at(3), text=words)
    found = verdicts(left(quantity=410, text="410 people left in a convoy"), un)
    assert {f.verdict for f in found.values()} == {"undetermined"}
    assert say("statements.ask-rate") in found["un", "CLAIM-LEFT"].asks
    assert say("statements.ask-rate") not in found["left", "CLAIM-LEFT"].asks


@pytest.mark.parametrize(
    "words",
    [
        *("410 people will leave", "410 people are set to leave", "410 people would leave", "410 plan to leave"),
        *("410 are scheduled to leave", "410 sollten gehen", "410 человек планируют выйти", "410 людей вийдуть завтра"),
    ],
)
@pytest.mark.parametrize("made", [None, at(2, 20)])
def test_what_is_to_come_bears_out_nothing_and_is_not_borne_out(words, made):
    plan = left(quantity=410, text=words, at=made)
    un = said("un", "people-left", "United Nations", "un", quantity=410, until=at(3))
    found = verdicts(plan, un)
    assert {f.verdict for f in found.values()} == {"undetermined"}
    assert say("statements.ask-ahead") in found["left", "CLAIM-LEFT"].asks


def test_totals_of_two_days_do_not_meet_at_midnight():
    today = left(quantity=410, at=at(3), until=None)
    un = said("un", "people-left", "United Nations", "un", quantity=410, at=at(2), repeats="none")
    assert {f.verdict for f in verdicts(today, un).values()} == {"undetermined"}
    assert verdicts(today, replace(un, at=at(3)))["left", "CLAIM-LEFT"].verdict == "supported"
    by_midnight = replace(un, at=at(5), until=at(3))  # of the day before
    assert verdicts(today, by_midnight)["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(today, replace(by_midnight, until=at(4)))["left", "CLAIM-LEFT"].verdict == "supported"


@pytest.mark.parametrize("outlet", ["Government press service", "Ministry of Defence", "Government"])
def test_what_an_office_of_a_party_carries_is_nobody_elses_word(outlet):
    wire = said("wire", "people-left", "Evening News", "", quantity=410, until=at(3), outlet=outlet, repeats="none")
    ours = left(quantity=410, text="410 people left")
    assert verdicts(ours, wire)["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(ours, replace(wire, outlet="Daily Post"))["left", "CLAIM-LEFT"].verdict == "supported"


def test_media_of_a_party_speak_for_it_by_the_table():
    party = left(quantity=410, text="410 people left")
    tv = said("tv", "people-left", "Evening News", "", quantity=410, until=at(3), repeats="none")
    assert verdicts(party, tv)["left", "CLAIM-LEFT"].verdict == "supported"
    known = replace(REBELS, voices=("Evening News",))
    assert verdicts(party, tv, parties=(GOVERNMENT, known, UN))["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_offices_of_the_united_nations_are_voices_of_their_own():
    ocha = left(quantity=50, speaker="UN OCHA", party="un", since=at(1), until=at(2))
    later = said("day", "people-left", "UN OCHA", "un", quantity=60, since=at(2), until=at(3))
    total = said("all", "people-left", "UNRWA", "un", quantity=80, since=at(1), until=at(3), disjoint=True)
    assert ("all", "CLAIM-SUM") not in verdicts(ocha, later, total)
    assert verdicts(ocha, later, replace(total, speaker="UN OCHA"))["all", "CLAIM-SUM"].by == 30
    agree = replace(total, quantity=exactly(50), until=at(2))
    always = replace(EXIT, windows=(Window(at(1), at(11)),))
    assert (
        verdicts(ocha, agree, exits=(always,))["left", "CLAIM-LEFT"].verdict == "undetermined"
    )  # one party bears itself not out


def test_the_low_end_of_a_figure_decides():
    assert verdicts(left(quantity=people(900, 1100, 1300)))["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(left(quantity=people(1001, 1100, 1300)))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_nothing_is_proved_about_fighters():
    found = verdicts(left(quantity=5000, whom="fighters"))["left", "CLAIM-LEFT"]
    assert found.verdict == "undetermined"
    assert "nothing is proved about fighters" in found.evidence[0].text


def test_nothing_is_proved_beyond_the_case():
    assert verdicts(left(quantity=5000, until=at(12)))["left", "CLAIM-LEFT"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("speaker", "party", "figure", "verdict", "reason"),
    [
        ("United Nations", "un", 100, "supported", "counted by impartial others"),
        ("Rebel Council", "reb", 100, "undetermined", "nobody impartial counts the same"),
        ("United Nations", "un", 99, "undetermined", "claimants disagree"),
        ("Rebel Council", "reb", 0, "undetermined", "claimants disagree"),
    ],
)
def test_another_count_of_the_same(speaker, party, figure, verdict, reason):
    other = said("other", "people-left", speaker, party, quantity=figure, until=at(3), repeats="none")
    found = verdicts(left(quantity=100), other)["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(10, 2000, "undetermined"), (749, 1000, "undetermined"), (1000, 1251, "undetermined"), (750, 1250, "supported")],
)
def test_a_wide_range_bears_out_no_figure_within_it(low, high, verdict):
    wide = people(low, 1000, high)
    other = said("other", "people-left", "Red Cross", "", quantity=wide, until=at(3), repeats="none")
    assert verdicts(left(quantity=1000), other)["left", "CLAIM-LEFT"].verdict == verdict
    counted = inside("other", "Red Cross", "", wide, repeats="none")
    assert (
        verdicts(inside("ours", "Government", "gov", exactly(1000)), counted)["ours", "CLAIM-INSIDE"].verdict == verdict
    )
    assert (
        verdicts(left(quantity=wide), replace(other, quantity=exactly(1000)))["left", "CLAIM-LEFT"].verdict
        == "supported"
    )


def test_a_count_of_a_longer_time_contradicts_only_when_it_is_smaller():
    longer = said("longer", "people-left", "United Nations", "un", quantity=150, until=at(4))
    assert verdicts(left(quantity=100), longer)["left", "CLAIM-LEFT"].reason == "nobody else counts"
    fewer = replace(longer, quantity=exactly(99))
    assert verdicts(left(quantity=100), fewer)["left", "CLAIM-LEFT"].reason == "claimants disagree"


def test_a_day_without_an_hour_contradicts_nothing_within_it():
    on_the_day = said("un", "people-left", "United Nations", "un", quantity=10, at=at(2))
    town = case()
    assert until_of(town, on_the_day) == (at(2), at(3))
    assert until_of(town, replace(on_the_day, at=at(2, 9))) == (at(2, 9), at(2, 9))
    always = replace(EXIT, windows=(Window(at(1), at(11)),))
    # 50 by noon of that day may have left after the United Nations counted
    noon = left(quantity=50, until=at(2, 12))
    assert verdicts(noon, on_the_day, exits=(always,))["left", "CLAIM-LEFT"].reason == "nobody else counts"
    # 50 before that day began cannot
    eve = left(quantity=50, until=at(2))
    assert verdicts(eve, on_the_day, exits=(always,))["left", "CLAIM-LEFT"].reason == "claimants disagree"


def test_civilians_are_among_everyone():
    everyone = said("un", "people-left", "United Nations", "un", quantity=30, until=at(3))
    assert verdicts(left(quantity=32, whom="civilians"), everyone)["left", "CLAIM-LEFT"].reason == "claimants disagree"
    soldiers = replace(everyone, whom="fighters")
    assert verdicts(left(quantity=32, whom="civilians"), soldiers)["left", "CLAIM-LEFT"].reason == "nobody else counts"


def test_nothing_is_proved_where_people_may_have_left_before_the_case_or_after_it():
    april = at(1) - timedelta(days=1)
    for count in (
        left(quantity=5000, since=april),
        left(quantity=5000, until=None, at=at(30)),
        left(quantity=5000, until=None, at=None),
    ):
        assert verdicts(count)["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_whoever_arrived_may_have_left_before_the_time_that_is_spoken_of():
    evening = left(quantity=500, stage="arrived", since=at(2, 18), until=at(2, 23))
    assert verdicts(evening)["left", "CLAIM-LEFT"].verdict == "undetermined"
    many = replace(evening, quantity=exactly(1001))
    assert verdicts(many)["left", "CLAIM-LEFT"].verdict == "undetermined"  # they may have set out before the case
    assert verdicts(replace(many, since=None))["left", "CLAIM-LEFT"].verdict == "impossible"
    that_day = said("out", "people-left", quantity=300, since=at(2, 18), until=at(2, 23))
    assert ("left", "CLAIM-SUM") not in verdicts(evening, that_day)


def test_nothing_is_proved_about_a_corridor_without_an_exit():
    elsewhere = replace(CORRIDOR, id="south", name="South road")
    both = {"corridors": (CORRIDOR, elsewhere)}
    found = verdicts(left(quantity=5, about="south"), **both)["left", "CLAIM-LEFT"]
    assert found.verdict == "undetermined"
    assert found.evidence[0].text == "the case has no exit of what it is about: nothing is proved"
    order = replace(deadline(at(3)), about="south")
    assert verdicts(order, **both)["order", "CLAIM-DEADLINE"].reason == "no exit is known"


def test_more_than_a_few_bears_out_no_figure():
    few = said("un", "people-left", "United Nations", "un", quantity=5, or_more=True, until=at(3))
    assert verdicts(left(quantity=1000), few)["left", "CLAIM-LEFT"].verdict == "undetermined"
    many = replace(few, quantity=exactly(101), text="101 people", or_more=False)
    assert verdicts(left(quantity=50, or_more=True), many)["left", "CLAIM-LEFT"].verdict == "supported"


def test_families_are_one_person_each_or_more():
    families = left(quantity=exactly(12, "families"))
    town = case(statements=(families,))
    reported = reported_of(town, families)
    assert (reported.low, reported.high) == (12, None)
    assert verdicts(left(quantity=exactly(1001, "families")))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_a_correction_by_the_same_voice_refutes():
    later = said(
        "later", "people-left", quantity=81, until=at(3), corrects="left", at=at(4), text="Correction: 81 people"
    )
    found = verdicts(left(quantity=103), later)
    assert (found["left", "CLAIM-LEFT"].verdict, found["left", "CLAIM-LEFT"].reason) == (
        "refuted", "corrected by the same voice",
    )  # fmt: skip
    assert found["later", "CLAIM-LEFT"].reason == "nobody else counts"  # what was corrected no longer speaks against it


def test_a_correction_by_somebody_else_does_not():
    later = said(
        "later",
        "people-left",
        "Rebel Council",
        "reb",
        quantity=80,
        until=at(3),
        corrects="left",
        at=at(4),
        text="Correction: 80 people",
    )
    found = verdicts(left(quantity=100), later)
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert found["later", "CLAIM-LEFT"].reason == "claimants disagree"  # both still stand


@pytest.mark.parametrize(
    ("first", "then", "when"),
    [
        ("101 people", "Corrected: 81 people", at(2)),
        ("101 people", "Corrected: 81 people", None),
        ("101 people", "Of these, 81 were children, corrected", at(4)),
        ("101 people by noon, a preliminary count", "Corrected: 81 people", at(4)),
        ("101 people", "In the end 81 people", at(4)),
        ("101 people", "Without returnees 81", at(4)),
        ("101 people", "81 people", at(4)),
    ],
)
def test_a_correction_that_may_tell_of_a_part_or_was_said_before_is_asked_about(first, then, when):
    later = said("later", "people-left", quantity=81, until=at(3), corrects="left", at=when, text=then)
    found = verdicts(left(quantity=101, text=first), later)["left", "CLAIM-LEFT"]
    assert (found.verdict, say("statements.ask-takes-back", later="later") in found.asks) == ("undetermined", True)


@pytest.mark.parametrize(
    "words", ["2000 crossings", "2000 people, many of them twice", "2000 passed, from villages beyond"]
)
def test_passages_and_people_from_elsewhere_are_held_against_the_seats_alone(words):
    wide = replace(EXIT, rate=exactly(10_000, "persons/h"))
    crossed = left(quantity=1501, text=words.replace("2000", "1501"))
    found = verdicts(crossed, exits=(wide,))["left", "CLAIM-LEFT"]  # the most inside are 1,500
    assert (found.verdict, say("statements.ask-elsewhere") in found.asks) == ("undetermined", True)
    assert verdicts(crossed)["left", "CLAIM-LEFT"].verdict == "impossible"  # seats for 1,000


@pytest.mark.parametrize(
    "words",
    ["All wounded civilians leave by then", "Those in the three front-line streets leave", "Begin to leave by then"],
)
def test_an_order_that_may_be_for_some_or_to_begin_is_asked_about(words):
    order = replace(deadline(at(2, 17)), text=words)
    found = verdicts(order)["order", "CLAIM-DEADLINE"]
    assert (found.verdict, say("statements.ask-for-whom") in found.asks) == ("undetermined", True)
    assert verdicts(replace(order, text="Leave by then"))["order", "CLAIM-DEADLINE"].verdict == "impossible"


@pytest.mark.parametrize(
    "words", ["So far 11 places, more to come", "11 tents, each for a family", "The first 11 places"]
)
def test_places_that_may_be_more_are_not_refuted(words):
    few = said("ready", "places-ready", quantity=11, whom="everyone", about="north", text=words)
    found = verdicts(few)["ready", "CLAIM-PLACES"]
    asked = {say("statements.ask-all-places"), *questions_of(["rate"])}  # each for one: of how many is asked first
    assert (found.verdict, bool(asked & {*found.asks})) == ("undetermined", True)
    assert verdicts(replace(few, text="11 places"))["ready", "CLAIM-PLACES"].verdict == "refuted"


def test_the_last_of_several_corrections_counts():
    second = said(
        "second", "people-left", quantity=81, until=at(3), corrects="left", at=at(4), text="Correction: 81 people"
    )
    third = said("third", "people-left", quantity=103, until=at(3), corrects="second", at=at(5), text="Revised: 103")
    found = verdicts(left(quantity=103), second, third)
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"  # it was taken up again
    assert found["second", "CLAIM-LEFT"].verdict == "refuted"


def parts(*figures: float, complete: bool) -> tuple[Statement, ...]:
    rows = [said(f"p{i}", "people-left", quantity=x, until=at(5), part_of="all") for i, x in enumerate(figures)]
    total = said("all", "people-left", quantity=128_161, until=at(5), complete=complete, disjoint=True)
    return (*rows, total)


def test_all_parts_of_a_total_off_by_one():
    found = verdicts(*parts(103_117, 9_670, 15_373, complete=True))["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason, found.by) == ("inconsistent", "inconsistent by 1", 1)
    assert found.adverse
    assert "103,117 + 9,670 + 15,373 = 128,160" in found.summary


def test_all_parts_of_a_total_that_add_up():
    found = verdicts(*parts(103_118, 9_670, 15_373, complete=True))["all", "CLAIM-SUM"]
    assert (found.verdict, found.by) == ("undetermined", None)  # the same voice says parts and total
    assert found.reason == "the parts add up, which supports none of them"


def test_parts_may_overlap_unless_nobody_is_in_two():
    women = said("women", "people-left", quantity=90, until=at(5), whom="women", part_of="all")
    school = said("school", "people-left", quantity=131, until=at(5), whom="from the school", part_of="all")
    total = said("all", "people-left", quantity=169, until=at(5), whom="everyone")
    found = verdicts(women, school, total)["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("undetermined", "parts may overlap")
    assert "disjoint=yes" in str(found.asks[0])
    assert verdicts(women, school, replace(total, disjoint=True))["all", "CLAIM-SUM"].by == 52
    fewer = replace(total, quantity=exactly(231), complete=True)
    assert verdicts(women, school, fewer)["all", "CLAIM-SUM"].by == 10  # all its parts, and still too few


@pytest.mark.parametrize(
    "other", [{"whom": "fighters"}, {"whom": "everyone"}, {"by": "road"}, {"about": "south"}, {"at": at(6)}]
)
def test_what_is_of_other_people_means_or_place_or_told_later_is_no_part(other):
    exits = EXIT, replace(EXIT, id="south", name="South gate", corridor="", lon=0.0, lat=0.0)
    whole = {"complete": True, "disjoint": True, "at": at(5)}
    total = said("all", "people-left", quantity=153, **whole)
    rows = [said(f"p{n}", "people-left", quantity=n, at=at(5), part_of="all") for n in (101, 61)]
    assert verdicts(*rows, total, exits=exits)["all", "CLAIM-SUM"].by == 9
    rows[1] = replace(rows[1], **other)
    found = verdicts(*rows, total, exits=exits)["all", "CLAIM-SUM"]
    assert (found.verdict, found.asks[0].code) == ("undetermined", "statements.ask-part")


ONE_OR_TWO = [
    ("OCHA", "", "UN OCHA", "", "undetermined"),
    ("ICRC", "", "International Committee of the Red Cross", "", "undetermined"),
    ("Office for the Coordination of Humanitarian Affairs", "", "UN OCHA", "", "undetermined"),
    ("UNHCR", "", "UN High Commissioner for Refugees", "", "undetermined"),
    ("Anna Berg", "UN spokeswoman", "Otto Dahl", "Deputy UN spokesman", "undetermined"),
    ("Anna Berg", "UN spokeswoman", "United Nations", "", "undetermined"),
    ("Anna Berg", "Spokeswoman", "Otto Dahl", "Spokesman", "supported"),
    ("Anna Berg", "Resident", "Otto Dahl", "Resident", "supported"),
    ("Relief Watch", "Monitor", "Harbour Trust", "Monitor", "supported"),
]


@pytest.mark.parametrize(("one", "office", "other", "their_office", "verdict"), ONE_OR_TWO)
def test_an_organisation_under_two_names_does_not_bear_itself_out(one, office, other, their_office, verdict):
    first = left(quantity=500, speaker=one, role=office, party="", repeats="none")
    second = said("b", "people-left", other, "", quantity=500, until=at(3), role=their_office, repeats="none")
    found = verdicts(first, second, parties=(GOVERNMENT, REBELS))
    assert {f.verdict for f in found.values()} == {verdict}


def test_two_parties_of_the_table_are_two_voices_however_alike_their_names():
    watch, north = (
        Party(id_, name, belligerent=False) for id_, name in [("w", "Relief Watch"), ("n", "Relief Watch N")]
    )
    mine = left(quantity=500, speaker=watch.name, party="w", repeats="none")
    theirs = said("n", "people-left", north.name, "n", quantity=500, until=at(3), repeats="none")
    found = verdicts(mine, theirs, parties=(GOVERNMENT, REBELS, watch, north))
    assert {f.verdict for f in found.values()} == {"supported"}


@pytest.mark.parametrize(
    ("total", "units", "verdict"),
    [
        ("people", ("families", "families"), "undetermined"),  # a family may be of five
        ("people", ("families", "people"), "undetermined"),
        ("families", ("people", "people"), "undetermined"),
        ("people", ("%", "%"), "undetermined"),
        ("trucks", ("t", "t"), "undetermined"),
        ("t", ("kg", "kg"), "undetermined"),
        ("people", ("civilians", "persons"), "inconsistent"),
        ("t", ("tonnes", "metric tons"), "inconsistent"),
        ("families", ("families", "households"), "inconsistent"),
    ],
)
def test_parts_in_another_unit_than_their_total_are_asked_about(total, units, verdict):
    rows = [said(f"p{i}", "", quantity=exactly(60, unit), part_of="all") for i, unit in enumerate(units)]
    whole = said("all", "", quantity=exactly(400, total), complete=True, disjoint=True)
    found = verdicts(*rows, whole)["all", "CLAIM-SUM"]
    assert found.verdict == verdict
    if "families" not in units and verdict == "undetermined":
        assert [str(question) for question in found.asks] == [str(say("statements.ask-unit"))]


def test_families_are_at_least_as_many_people():
    rows = [said(f"p{i}", "", quantity=exactly(61, "families"), part_of="all") for i in range(2)]
    whole = said("all", "", quantity=102, complete=True, disjoint=True)
    assert verdicts(*rows, whole)["all", "CLAIM-SUM"].by == 20


def test_some_parts_of_a_total_refute_it_only_by_being_more():
    assert verdicts(*parts(103_117, 9_670, 15_373, complete=False))["all", "CLAIM-SUM"].verdict == "undetermined"
    assert verdicts(*parts(103_117, 9_670, 15_375, complete=False))["all", "CLAIM-SUM"].verdict == "inconsistent"


def test_a_corrected_part_or_total_keeps_its_place():
    *rows, total = parts(103_117, 9_670, 15_373, complete=True)
    part = said("new", "people-left", quantity=103_118, until=at(5), corrects="p0")
    assert verdicts(*rows, total, part)["all", "CLAIM-SUM"].reason.startswith("the parts add up")
    whole = said("new", "people-left", quantity=128_160, until=at(5), corrects="all", complete=True, disjoint=True)
    assert verdicts(*rows, total, whole)["new", "CLAIM-SUM"].reason.startswith("the parts add up")


def test_days_of_one_exit_do_not_fill_a_total_of_all():
    *rows, total = days(100, 10, 20, 30, 30)
    named = [replace(r, part_of="all") for r in rows]
    first = replace(named[0], about="gate")
    other = replace(EXIT, id="south", name="South gate", corridor="")
    found = verdicts(first, *named[1:], replace(total, about="operation"), exits=(EXIT, other))
    assert found["all", "CLAIM-SUM"].verdict == "undetermined"


def test_days_told_at_an_unknown_hour_may_leave_people_out():
    *rows, total = days(100, 10, 20, 30, 30)
    vague = [replace(rows[0], until=None, at=at(1)), *rows[1:]]
    assert verdicts(*vague, total)["all", "CLAIM-SUM"].verdict == "undetermined"
    town = case(statements=(*vague, total))
    assert not list(left_over(town, reported_in(town)))


def days(total: float, *figures: float, first: int = 1) -> tuple[Statement, ...]:
    rows = [
        said(f"d{i}", "people-left", quantity=x, since=at(first + i), until=at(first + i + 1), at=at(first + i + 1, 8))
        for i, x in enumerate(figures)
    ]
    return (*rows, said("all", "people-left", quantity=total, since=at(1), until=at(5), at=at(5), disjoint=True))


def test_days_of_one_voice_are_added_up_only_where_its_rows_say_so():
    # who left on two days is one of the different people of a total
    *rows, total = days(100, 60, 60, 30, 30)
    alone = replace(total, disjoint=False)
    assert ("all", "CLAIM-SUM") not in verdicts(*rows, alone)
    town = case(statements=(*rows[1:], alone))
    assert not list(left_over(town, reported_in(town)))
    assert verdicts(*rows, total)["all", "CLAIM-SUM"].by == 80
    assert verdicts(*(replace(row_, part_of="all") for row_ in rows), alone)["all", "CLAIM-SUM"].by == 80


def test_days_that_fill_the_time_add_up():
    found = verdicts(*days(72_000, 2_000, 5_000, 15_000, 50_000))["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("undetermined", "the days add up, which supports none of them")
    found = verdicts(*days(72_001, 2_001, 5_003, 15_004, 49_994))["all", "CLAIM-SUM"]
    assert (found.verdict, found.by) == ("inconsistent", 1)
    found = verdicts(*days(72_001, 2_000, 5_000, 15_000, 50_000))["all", "CLAIM-SUM"]
    assert found.verdict == "undetermined"  # in whole thousands, of which some may be more


@pytest.mark.parametrize("gap", ["about", "whom", "by"])
def test_days_that_leave_something_open_are_not_taken_for_parts(gap):
    *rows, total = days(100, 60, 60, 30, 30)
    assert verdicts(*rows, total)["all", "CLAIM-SUM"].by == 80
    vague = [replace(row, **{gap: ""}) for row in rows]
    assert ("all", "CLAIM-SUM") not in verdicts(*vague, total)


def test_days_leave_a_rest_for_the_day_of_which_nothing_is_told():
    statements = days(169, 85, 52, 0, first=2)
    found = verdicts(*statements)["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("undetermined", "the days leave a remainder")
    town = case(statements=statements)
    [rest] = left_over(town, reported_in(town))
    assert (rest.low, rest.high, rest.since, rest.until, rest.derived) == (
        32,
        32,
        at(1),
        (at(2), at(2)),
        (169, 85, 52, 0),
    )
    twelve = said("sohr", "people-left", "Monitor", "", quantity=people(10, 12, 14), since=at(1), at=at(2))
    both = verdicts(*statements, twelve)
    assert both["all", "CLAIM-LEFT"].reason == both["sohr", "CLAIM-LEFT"].reason == "claimants disagree"
    assert "(derived: 169 - 85 - 52 - 0 = 32)" in both["sohr", "CLAIM-LEFT"].summary


def test_what_others_repeat_of_a_voice_makes_it_not_inconsistent():
    total = left(quantity=101, since=at(1), until=at(3), disjoint=True)
    first = said("d1", "people-left", quantity=81, since=at(1), until=at(2))
    second = replace(first, id="d2", since=at(2), until=at(3))
    assert verdicts(total, first, second)["left", "CLAIM-SUM"].by == 61
    echo = {"speaker": "Evening News", "party": "", "repeats": "left"}
    assert ("left", "CLAIM-SUM") not in verdicts(total, *(replace(one, **echo) for one in (first, second)))
    came = replace(left(quantity=111, stage="arrived", until=at(3), part_of="left"), id="came")
    assert verdicts(left(quantity=101), came)["came", "CLAIM-SUM"].by == 10
    assert ("came", "CLAIM-SUM") not in verdicts(left(quantity=101), replace(came, **echo))


def test_days_that_add_up_stand_beside_another_count_that_does_not():
    *rows, total = days(72_000, 2_000, 5_000, 15_000, 50_000)
    named = [replace(r, part_of="all", speaker="Relief office", party="un") for r in rows]
    of_three_days = said(
        "un", "people-left", "Relief office", "un", quantity=40_000, since=at(1), until=at(4), at=at(5), disjoint=True
    )
    town = case(statements=(*named, of_three_days, replace(total, speaker="Relief office", party="un")))
    found = [
        (f.verdict, f.reason) for f in assess_statements(town, {}) if f.code == "CLAIM-SUM" and f.statement == "all"
    ]
    assert found == [
        ("undetermined", "the days add up, which supports none of them"),
        ("inconsistent", "the counts of days and the count over all days contradict each other"),
    ]


def test_a_single_earlier_count_is_no_sum():
    earlier = said("earlier", "people-left", quantity=50, until=at(2, 12))
    assert ("left", "CLAIM-SUM") not in verdicts(earlier, left(quantity=101))


def test_the_announcers_word_that_others_fire_does_not_shut_a_corridor():
    blamed = row("FIRE", "against", "Government")
    seen = replace(blamed, evidence=replace(blamed.evidence, at=at(2)))
    assert verdicts(opened(), observations=(seen,))["open", "CLAIM-OPEN"].verdict == "undetermined"


def test_a_later_total_follows_an_earlier_one_without_contradiction():
    for figure in (90, 150):  # a voice may lower a running count too, without saying that it corrects itself
        later = said("later", "people-left", quantity=figure, until=at(4), at=at(4))
        assert {f.verdict for f in verdicts(left(quantity=101), later).values()} == {"undetermined"}


def test_a_later_and_higher_total_that_was_entered_as_a_correction_refutes_nothing():
    update = said(
        "later", "people-left", quantity=150, until=at(4), at=at(4), corrects="left", text="Revised: 150 people"
    )
    assert verdicts(left(quantity=101), update)["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(left(quantity=101), replace(update, until=at(3)))["left", "CLAIM-LEFT"].verdict == "refuted"
    lower = replace(update, quantity=exactly(80), text="Corrected: 80 people")
    assert verdicts(left(quantity=101), lower)["left", "CLAIM-LEFT"].verdict == "refuted"


def test_more_arrived_than_set_out():
    arrived = said("arrived", "people-left", quantity=203, until=at(3), stage="arrived", part_of="left")
    found = verdicts(left(quantity=161), arrived)
    assert found["arrived", "CLAIM-SUM"].reason == "more arrived than departed"
    assert ("left", "CLAIM-SUM") not in found  # who arrived is no part to be added up
    joined = verdicts(left(quantity=161), replace(arrived, part_of=""))["arrived", "CLAIM-SUM"]
    assert (joined.verdict, joined.by) == ("undetermined", None)
    assert "People may join on the way" in str(joined.asks[0])
    assert ("arrived", "CLAIM-SUM") not in verdicts(left(quantity=203), arrived)


def deadline(until: datetime) -> Statement:
    return said("order", "deadline", until=until, at=at(1))


def test_a_deadline_that_nobody_could_meet():
    found = verdicts(deadline(at(2, 17)))["order", "CLAIM-DEADLINE"]  # nine hours of 100: 900 of at least 1,000
    assert (found.verdict, found.reason) == ("impossible", "at least 100 could not have left")
    assert certify(found.certificate).holds


def test_a_deadline_that_a_plan_meets():
    wide = replace(EXIT, rate=exactly(10_000, "persons/h"))
    assert verdicts(deadline(at(3)), exits=(wide,))["order", "CLAIM-DEADLINE"].verdict == "supported"


@pytest.mark.parametrize("until", [at(2, 17), at(3)])
def test_a_party_that_counts_the_people_decides_no_deadline(until):
    """Of 1,500 at most, 900 can have left by the first; by the second, all do by a plan."""
    wide = replace(EXIT, rate=exactly(10_000 if until == at(3) else 100, "persons/h"))
    told = tuple(replace(place, claimant="Government") for place in case().places)
    found = verdicts(deadline(until), places=told, exits=(wide,))["order", "CLAIM-DEADLINE"]
    assert (found.verdict, found.reason) == (
        "undetermined",
        "how many people are inside is the word of a party to the conflict",
    )


def test_who_left_before_the_time_of_a_deadline_is_out_by_its_end():
    wide = replace(EXIT, rate=exactly(150, "persons/h"), windows_cautious=EXIT.windows)  # 1,500 from 8 to 18 o'clock
    afternoon = replace(deadline(at(2, 18)), since=at(2, 14))  # 600 of at least 1,000 from then on
    assert verdicts(afternoon, exits=(wide,))["order", "CLAIM-DEADLINE"].verdict == "undetermined"
    from_the_start = replace(afternoon, since=at(1))
    assert verdicts(from_the_start, exits=(wide,))["order", "CLAIM-DEADLINE"].verdict == "supported"
    shut_before = verdicts(replace(afternoon, since=at(2, 8)), exits=(wide,))["order", "CLAIM-DEADLINE"]
    assert shut_before.verdict == "undetermined"  # whoever stands at the gate at 8 o'clock walked there before
    assert any("Who was inside when it was demanded?" in str(question) for question in shut_before.asks)
    narrow = replace(wide, rate=exactly(90, "persons/h"))
    found = verdicts(afternoon, exits=(narrow,))["order", "CLAIM-DEADLINE"]
    assert (found.verdict, found.reason) == ("impossible", "at least 100 could not have left")


@pytest.mark.parametrize("made", [at(2, 9), at(2, 17), at(2)])
def test_a_plan_before_an_order_was_made_does_not_support_it(made):
    wide = replace(EXIT, rate=exactly(10_000, "persons/h"), windows_cautious=EXIT.windows)
    order = replace(deadline(at(2, 18)), at=made)
    found = verdicts(order, exits=(wide,))["order", "CLAIM-DEADLINE"]
    assert (found.verdict, found.asks[-1]) == ("undetermined", say("statements.ask-start"))
    assert "it was demanded later than that start" in found.summary
    shut = replace(EXIT, rate=exactly(10, "persons/h"))  # too little even from the start
    assert verdicts(order, exits=(shut,))["order", "CLAIM-DEADLINE"].verdict == "impossible"


def test_a_deadline_between_the_two_numbers():
    assert verdicts(deadline(at(3)))["order", "CLAIM-DEADLINE"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("changes", "reason", "tested"),
    [
        ({"whom": "wounded"}, "it is for some people only", "Those who are meant (wounded) can be out"),
        ({"whom": "fighters"}, "it is for some people only", "Those who are meant (fighters) can be out"),
        (
            {"whom": "civilians", "quantity": exactly(20)},
            "it is for some people only",
            "Those who are meant (civilians)",
        ),
        ({"whom": ""}, "it leaves open what could change the verdict", "Those who are meant (of whom it does not say)"),
    ],
)
@pytest.mark.parametrize("rate", [100, 10_000])
def test_a_deadline_for_some_is_not_tested_as_one_for_all(changes, reason, tested, rate):
    order = replace(deadline(at(2, 17)), **changes)
    found = verdicts(order, exits=(replace(EXIT, rate=exactly(rate, "persons/h")),))["order", "CLAIM-DEADLINE"]
    assert (found.verdict, found.reason, found.certificate) == ("undetermined", reason, None)
    assert str(found.proposition).startswith(tested)
    assert "For whom is it?" in str(found.asks[0])


def opened(**fields: Any) -> Statement:
    return said("open", "corridor-open", **({"about": "north", "at": at(2, 12)} | fields))


def test_a_corridor_outside_its_hours_is_not_open():
    evening = opened(since=at(2, 19), until=at(2, 20), at=at(2, 21), denies=True)
    found = verdicts(evening)["open", "CLAIM-OPEN"]
    assert (found.verdict, found.summary[:14]) == ("supported", "No exit of it ")


@pytest.mark.parametrize("text", ["It is open", "It was shut at the weekend", "It was open a while ago"])
def test_that_it_is_open_is_not_held_against_the_hour_at_which_it_was_said(text):
    for said_at in (at(2, 20), at(2)):
        for denies in (False, True):
            found = verdicts(opened(at=said_at, text=text, denies=denies))["open", "CLAIM-OPEN"]
            assert (found.verdict, str(found.asks[0])[:11]) == ("undetermined", "Since when?")


@pytest.mark.parametrize("says", ["for", "against"])
@pytest.mark.parametrize("claimant", ["United Nations", "Rebel Council", "Government"])
def test_fire_that_was_held_or_not_says_nothing_of_what_was_open(says, claimant):
    row_ = row("FIRE", says, claimant)
    seen = replace(row_, evidence=replace(row_.evidence, at=at(2)))
    for denies in (False, True):
        that_day = opened(since=at(2), until=at(3), at=at(2), denies=denies, extent="once")
        found = verdicts(that_day, observations=(seen,))["open", "CLAIM-OPEN"]
        assert (found.verdict, {e.says for e in found.evidence}) == ("undetermined", {"context"})


@pytest.mark.parametrize(
    ("mine", "theirs", "verdict", "asked"),
    [
        ({}, {}, "undetermined", ["For whom was it open?", "By which means"]),
        ({"whom": "civilians"}, {"whom": "civilians"}, "undetermined", ["By which means"]),
        ({"whom": "civilians", "by": "foot"}, {"whom": "civilians", "by": "foot"}, "supported", []),
        ({"whom": "civilians", "by": "foot"}, {"whom": "everyone", "by": "any"}, "supported", []),
        ({"whom": "civilians", "by": "foot"}, {"whom": "civilians", "by": "road"}, "undetermined", []),
        ({"whom": "everyone", "by": "any"}, {"whom": "civilians", "by": "any"}, "undetermined", []),
        (
            {"whom": "civilians", "by": "foot"},
            {"whom": "civilians", "by": "foot", "since": at(2, 10)},
            "undetermined",
            [],
        ),
        (
            {"whom": "civilians", "by": "foot"},
            {"whom": "civilians", "by": "foot", "extent": "once"},
            "undetermined",
            [],
        ),
        # that it was shut says who says so in as plain words, or of the same
        ({}, {"denies": True}, "refuted", []),
        ({}, {"denies": True, "by": "road"}, "undetermined", ["For whom was it open?", "By which means"]),
        ({"whom": "civilians", "by": "foot"}, {"denies": True, "whom": "everyone", "by": "any"}, "refuted", []),
        ({"whom": "civilians", "by": "foot"}, {"denies": True, "whom": "fighters"}, "undetermined", []),
    ],
)
def test_open_is_open_for_whom_when_and_by_which_means(mine, theirs, verdict, asked):
    time = {"since": at(2, 8), "until": at(2, 18), "at": at(2, 20)}
    other = said("un", "corridor-open", "United Nations", "un", about="north", repeats="none", **(time | theirs))
    found = verdicts(opened(**time, **mine), other)["open", "CLAIM-OPEN"]
    assert found.verdict == verdict
    if verdict == "undetermined":
        asks = list(map(str, found.asks))
        assert [question for question in asks if "open all that time" not in question] == [
            question for question in asks if question.startswith(tuple(asked))
        ]
        assert len(asks) == len(asked) + 1
    if verdict == "supported":
        assert str(found.proposition).startswith(
            "Those meant (civilians) could pass all the time, at North road, by way"
        )


@pytest.mark.parametrize("people", [1, 40])
def test_who_passed_shows_that_somebody_could_pass_at_that_time_and_no_more(people):
    through = departed_then(people)
    wide = {"since": at(2), "until": at(3), "at": at(3), "whom": "civilians", "by": "foot"}
    found = verdicts(opened(**wide), through)["open", "CLAIM-OPEN"]
    assert (found.verdict, "some passed by it, according to United Nations" in found.summary) == ("undetermined", True)
    assert str(found.asks[-1]) == str(say("statements.ask-once"))
    once = opened(**wide, extent="once")
    assert verdicts(once, through)["open", "CLAIM-OPEN"].verdict == "supported"
    assert str(verdicts(once, through)["open", "CLAIM-OPEN"].proposition).startswith("Somebody could pass at some time")
    for other in ({"whom": "fighters"}, {"whom": "everyone"}, {"by": "road"}, {"whom": "", "by": ""}):
        assert verdicts(once, replace(through, **other))["open", "CLAIM-OPEN"].verdict == "undetermined"
    somebody = replace(once, whom="", by="")
    assert verdicts(somebody, replace(through, whom="", by=""))["open", "CLAIM-OPEN"].verdict == "supported"


def departed_then(people: int) -> Statement:
    scope = {"whom": "civilians", "by": "foot", "since": at(2, 12), "until": at(2, 13)}
    return said("un", "people-left", "United Nations", "un", quantity=people, about="north", **scope)


@pytest.mark.parametrize("kind", ["corridor-open", "pause-kept", "no-incident"])
def test_of_two_witnesses_without_a_stake_none_refutes_the_other(kind):
    about = {"pause-kept": "daily"}.get(kind, "north")
    time = {"about": about, "since": at(2, 8), "until": at(2, 18), "at": at(2, 20), "extent": ""}
    yes = said("yes", kind, "UN OCHA", "un", **time)
    no = said("no", kind, "Red Cross", "", denies=True, **time)
    found = verdicts(yes, no)
    for one in ("yes", "no"):
        [finding] = [f for (id_, _), f in found.items() if id_ == one]
        assert (finding.verdict, finding.reason) == ("undetermined", "claimants disagree")
    partial = verdicts(replace(yes, speaker="Government", party="gov"), no)["yes", finding.code]
    assert partial.verdict == "refuted"  # a party's own word does not stand against it


def test_a_day_decides_no_minutes():
    ten_minutes = opened(denies=True, since=at(2, 9, 20), until=at(2, 9, 30))
    day = said("un", "people-left", "United Nations", "un", quantity=500, about="north", since=at(2), until=at(3))
    assert verdicts(ten_minutes, day)["open", "CLAIM-OPEN"].verdict == "undetermined"
    then = replace(day, since=at(2, 9, 22), until=at(2, 9, 28), quantity=exactly(5))
    some_time = replace(ten_minutes, denies=False, extent="once")
    assert verdicts(some_time, then)["open", "CLAIM-OPEN"].verdict == "supported"
    open_day = said("o", "corridor-open", "United Nations", "un", about="north", since=at(2), until=at(3))
    assert verdicts(ten_minutes, open_day)["open", "CLAIM-OPEN"].verdict == "undetermined"


def test_that_all_of_several_are_open_is_not_shown_by_one():
    other = replace(EXIT, id="south", name="South gate", corridor="")
    through = said("un", "people-left", "United Nations", "un", quantity=50, about="north", since=at(2), until=at(3))
    both = opened(about="north; south", since=at(2), until=at(3), at=at(3))
    assert verdicts(both, through, exits=(EXIT, other))["open", "CLAIM-OPEN"].verdict == "undetermined"
    one = said("one", "corridor-open", "United Nations", "un", about="north; south", since=at(2), until=at(3))
    assert verdicts(replace(both, denies=True), one, exits=(EXIT, other))["open", "CLAIM-OPEN"].verdict == "refuted"


def test_what_was_seen_on_another_day_does_not_decide():
    seen = row("FIRE", "against", "United Nations")
    other_day = replace(seen, evidence=replace(seen.evidence, at=at(1)))
    assert verdicts(opened(), observations=(other_day,))["open", "CLAIM-OPEN"].verdict == "undetermined"


def test_people_who_came_through_show_that_it_was_open():
    through = said("un", "people-left", "United Nations", "un", quantity=50, about="north", since=at(2), until=at(3))
    that_day = opened(since=at(2), until=at(3), at=at(2), extent="once")
    assert verdicts(that_day, through)["open", "CLAIM-OPEN"].verdict == "supported"
    longer = replace(through, since=at(1), until=at(4))  # some of them may have come on another day
    assert verdicts(that_day, longer)["open", "CLAIM-OPEN"].verdict == "undetermined"
    nobody = said("un", "people-left", "United Nations", "un", quantity=0, since=at(2), until=at(3))
    for denies in (False, True):  # a corridor may be open and nobody come
        found = verdicts(replace(that_day, denies=denies), nobody)["open", "CLAIM-OPEN"]
        assert (found.verdict, "according to United Nations;" in found.summary) == ("undetermined", True)


@pytest.mark.parametrize(
    "text", ["It is open night and day", "open round the clock", "Er ist rund um die Uhr offen", "открыт круглосуточно"]
)
def test_one_passage_does_not_show_that_it_was_open_all_the_time(text):
    through = said("un", "people-left", "United Nations", "un", quantity=1, since=at(2, 12), until=at(2, 13))
    that_day = opened(since=at(2), until=at(3), at=at(3), extent="once")
    assert verdicts(that_day, through)["open", "CLAIM-OPEN"].verdict == "supported"
    found = verdicts(replace(that_day, text=text), through)["open", "CLAIM-OPEN"]
    assert (found.verdict, str(found.asks[0])) == ("undetermined", str(say("statements.ask-always")))


def test_who_slipped_through_does_not_show_that_it_was_not_closed():
    through = said("un", "people-left", "United Nations", "un", quantity=2, since=at(2, 12), until=at(2, 13))
    closed = opened(since=at(2), until=at(3), at=at(3), denies=True, text="It is closed")
    found = verdicts(closed, through)["open", "CLAIM-OPEN"]
    assert (found.verdict, str(found.asks[0])) == ("undetermined", str(say("statements.ask-let-through")))
    an_hour = said("hour", "corridor-open", "United Nations", "un", about="north", since=at(2, 12), until=at(2, 13))
    assert verdicts(closed, through, an_hour)["open", "CLAIM-OPEN"].verdict == "refuted"


def test_a_pause_that_those_without_a_stake_saw_broken():
    kept = said("kept", "pause-kept", about="daily", at=at(5))
    broken = row("FIRE", "against", "United Nations", "daily")
    assert verdicts(kept, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "refuted"
    assert verdicts(kept)["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    later = replace(broken, evidence=replace(broken.evidence, at=at(8)))
    assert verdicts(kept, observations=(later,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    one_day = replace(kept, since=at(4), until=at(5))
    assert verdicts(one_day, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    un = said("un", "pause-kept", "United Nations", "un", about="daily", at=at(8), denies=True)
    assert verdicts(kept, un)["kept", "CLAIM-PAUSE"].verdict == "undetermined"  # it may have been broken since
    assert verdicts(kept, replace(un, at=at(5)))["kept", "CLAIM-PAUSE"].verdict == "refuted"
    denied = replace(kept, denies=True)
    assert verdicts(denied, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "supported"
    for one in (kept, denied):  # it may speak of some days only
        undated = verdicts(replace(one, extent=""), observations=(broken,))["kept", "CLAIM-PAUSE"]
        assert (undated.verdict, str(undated.asks[0])[:12]) == ("undetermined", "Since when? ")


@pytest.mark.parametrize("whom", ["", "our forces", "Government", "civilians"])
def test_whose_keeping_of_a_pause_is_meant_has_to_be_said(whom):
    kept = said("kept", "pause-kept", about="daily", at=at(5))
    broken = row("FIRE", "against", "United Nations", "daily")
    un = said("un", "pause-kept", "United Nations", "un", about="daily", at=at(5), denies=True)
    for tested in (kept, replace(kept, denies=True)):
        assert verdicts(tested, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict != "undetermined"
        found = verdicts(replace(tested, whom=whom), observations=(broken,))["kept", "CLAIM-PAUSE"]
        assert (found.verdict, found.asks) == ("undetermined", (say("statements.ask-whose-keeping"),))
        assert str(found.proposition).startswith("Those meant (")
    assert verdicts(kept, un)["kept", "CLAIM-PAUSE"].verdict == "refuted"
    assert verdicts(kept, replace(un, whom=whom))["kept", "CLAIM-PAUSE"].verdict == "undetermined"


def told_at(when: datetime, says: str, subject: str = "north") -> Observation:
    seen = row("FIRE", says, "United Nations", subject)
    return replace(seen, evidence=replace(seen.evidence, at=when))


@pytest.mark.parametrize("denies", [False, True])
@pytest.mark.parametrize(
    ("seen", "since", "until", "happened"),
    [
        (told_at(at(2), "for"), at(1), at(5), None),  # one quiet day of four
        (told_at(at(2, 12), "for"), at(2), at(3), None),  # one quiet moment of a day
        (told_at(at(2), "for"), at(2), at(3), None),  # quiet while it was open, from 8 to 18 o'clock
        (told_at(at(2), "for"), at(2, 8), at(2, 18), False),
        (told_at(at(2), "against"), at(2, 12), at(2, 18), None),  # perhaps fire in the morning
        (told_at(at(2), "against"), at(2, 8), at(2, 18), True),
        (told_at(at(2, 13), "against"), at(2, 12), at(2, 18), True),
    ],
)
def test_fire_and_quiet_tell_of_their_own_hours_only(seen, since, until, happened, denies):
    quiet = said("q", "no-incident", about="north", since=since, until=until, at=at(6), denies=denies)
    verdict = "undetermined" if happened is None else "supported" if happened == denies else "refuted"
    assert verdicts(quiet, observations=(seen,))["q", "CLAIM-INCIDENT"].verdict == verdict


def test_shelling_at_an_unsaid_time_may_have_been_before_the_case():
    quiet = said("q", "no-incident", about="north", since=at(1), until=at(6), at=at(6))
    shelled = said("un", "no-incident", "United Nations", "un", about="north", at=at(3), denies=True, extent="")
    for text in ("There was shelling", "There was shelling last week", "This month there was shelling"):
        assert verdicts(quiet, replace(shelled, text=text))["q", "CLAIM-INCIDENT"].verdict == "undetermined"
    dated = replace(shelled, since=at(2), until=at(3))
    assert verdicts(quiet, dated)["q", "CLAIM-INCIDENT"].verdict == "refuted"


def test_fire_on_the_day_of_a_pause_tells_of_no_hour_of_it():
    noon = said("k", "pause-kept", about="daily", since=at(4, 12), until=at(4, 13), at=at(6))
    day = told_at(at(4), "against", "daily")
    assert verdicts(noon, observations=(day,))["k", "CLAIM-PAUSE"].verdict == "undetermined"
    whole = replace(noon, since=at(4, 10))
    assert verdicts(whole, observations=(day,))["k", "CLAIM-PAUSE"].verdict == "refuted"


@pytest.mark.parametrize("accuser", ["Government", "Rebel Council"])
def test_an_accusation_is_no_confession_whoever_announced_the_pause(accuser):
    party = {"Government": "gov", "Rebel Council": "reb"}[accuser]
    kept = said("kept", "pause-kept", *{"gov": ("Rebel Council", "reb"), "reb": ("Government", "gov")}[party],
                about="daily", at=at(5))  # fmt: skip
    accusation = row("FIRE", "against", accuser, "daily")
    stated = said("acc", "pause-kept", accuser, party, about="daily", at=at(5), denies=True)
    shelled = replace(shell(0, day=4), claimant=accuser, by="gov")
    assert verdicts(kept, observations=(accusation,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    assert verdicts(kept, incidents=(shelled,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    found = verdicts(kept, stated)
    assert {found["kept", "CLAIM-PAUSE"].verdict, found["acc", "CLAIM-PAUSE"].verdict} == {"undetermined"}
    quiet = replace(kept, asserts="no-incident", about="north", extent="total")
    assert verdicts(quiet, incidents=(replace(shelled, start=at(2, 12), end=at(2, 12)),))[
        "kept", "CLAIM-INCIDENT"
    ].verdict == "undetermined"  # fmt: skip


def test_an_act_of_ones_own_that_is_admitted_decides():
    kept = said("kept", "pause-kept", "Rebel Council", "reb", about="daily", at=at(5))
    said_against = row("FIRE", "against", "Government", "daily")
    admitted = replace(said_against, evidence=replace(said_against.evidence, admits=True))
    assert verdicts(kept, observations=(admitted,))["kept", "CLAIM-PAUSE"].verdict == "refuted"
    admits = said("adm", "pause-kept", about="daily", at=at(5), denies=True, admits=True)
    assert verdicts(kept, admits)["kept", "CLAIM-PAUSE"].verdict == "refuted"


def shell(metres_east: float, day: int = 2) -> Incident:
    return Incident(
        "shell",
        at(day, 12),
        at(day, 12),
        0.001 + metres_east / 111_320,
        0.002,
        0.0,
        "shelling",
        "gov",
        None,
        "UN",
        "s1",
        "",
    )


def test_an_incident_near_the_exit():
    quiet = said("quiet", "no-incident", about="north", at=at(4))
    at_it = verdicts(quiet, incidents=(shell(0),))["quiet", "CLAIM-INCIDENT"]
    assert (at_it.verdict, [d.threshold for d in at_it.depends][-1]) == ("refuted", None)  # on a single row alone
    for metres in (300, 700):  # "nothing hit it" is true, "nothing fell near it" is not
        near = verdicts(quiet, incidents=(shell(metres),))["quiet", "CLAIM-INCIDENT"]
        assert near.verdict == "undetermined"
        assert any(str(question).startswith("How near is meant?") for question in near.asks)
        assert "within 50 m: undetermined" in [d.text for d in near.depends]
    far = verdicts(quiet, incidents=(shell(5_000),))["quiet", "CLAIM-INCIDENT"]
    assert far.verdict == "undetermined"  # one witness is no monitor whose silence counts
    later = verdicts(quiet, incidents=(shell(0, day=6),))["quiet", "CLAIM-INCIDENT"]
    assert later.verdict == "undetermined"
    un = said("un", "no-incident", "United Nations", "un", about="north", denies=True, since=at(6), until=at(7))
    assert verdicts(quiet, un)["quiet", "CLAIM-INCIDENT"].verdict == "undetermined"
    assert verdicts(quiet, replace(un, since=at(2), until=at(3)))["quiet", "CLAIM-INCIDENT"].verdict == "refuted"


def test_an_incident_near_a_facility():
    clinic = Facility("clinic", "clinic", "", 0.001, 0.002, 10.0)
    quiet = said("quiet", "no-incident", about="clinic", at=at(4))
    for metres, verdict in ((0, "refuted"), (890, "undetermined")):
        found = verdicts(quiet, facilities=(clinic,), incidents=(shell(metres),))["quiet", "CLAIM-INCIDENT"]
        assert found.verdict == verdict


@pytest.mark.parametrize(
    ("ready", "verdict"), [(999, "refuted"), (1000, "undetermined"), (1499, "undetermined"), (1500, "undetermined")]
)
def test_places_for_everyone_against_people(ready, verdict):
    found = verdicts(said("ready", "places-ready", quantity=ready, whom="everyone"))["ready", "CLAIM-PLACES"]
    assert found.verdict == verdict
    assert found.depends[0].threshold == ready


def test_places_for_everyone_that_others_count_too_and_those_of_one_corridor():
    ready = said("ready", "places-ready", quantity=1500, whom="everyone")
    un = said("un", "places-ready", "United Nations", "un", quantity=1600)
    assert verdicts(ready, un)["ready", "CLAIM-PLACES"].verdict == "supported"
    assert verdicts(ready, replace(un, party="reb"))["ready", "CLAIM-PLACES"].verdict == "undetermined"
    few = replace(ready, quantity=exactly(10), about="north")
    assert verdicts(few)["ready", "CLAIM-PLACES"].verdict == "refuted"
    assert verdicts(replace(few, about=""))["ready", "CLAIM-PLACES"].verdict == "undetermined"
    south = replace(CORRIDOR, id="south", name="South road")
    assert verdicts(few, corridors=(CORRIDOR, south))["ready", "CLAIM-PLACES"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("days", "text", "verdict"),
    [
        (2, "500 places are ready", "supported"),
        (-31, "500 places are ready", "supported"),
        (31, "500 places are ready", "supported"),
        (32, "500 places are ready", "undetermined"),
        (-32, "500 places are ready", "undetermined"),
        (2, "500 places will be ready", "undetermined"),
    ],
)
def test_places_are_borne_out_by_who_counts_them_at_about_that_time(days, text, verdict):
    ready = said("ready", "places-ready", quantity=exactly(500, "places"), at=at(3), text="500 places are ready")
    counted = said("un", "places-ready", "United Nations", "un", quantity=ready.quantity, text=text, repeats="none")
    found = verdicts(ready, replace(counted, at=at(3) + timedelta(days=days)))
    assert found["ready", "CLAIM-PLACES"].verdict == verdict


@pytest.mark.parametrize(
    ("party", "counted", "verdict", "reason"),
    [
        ("un", people(8, 10, 12), "supported", "counted by impartial others"),
        ("reb", people(8, 10, 12), "undetermined", "nobody impartial counts them"),
        ("un", exactly(11), "undetermined", "claimants disagree"),
    ],
)
def test_a_number_of_places_is_not_refuted_by_being_too_small(party, counted, verdict, reason):
    few = said("ready", "places-ready", quantity=10)
    alone = verdicts(few)["ready", "CLAIM-PLACES"]
    assert (alone.verdict, alone.reason) == ("undetermined", "nobody impartial counts them")
    assert "room for 0.7 % to 1.0 % of the 1,000 to 1,500 people inside" in alone.summary
    other = said("other", "places-ready", party, party, quantity=counted, repeats="none")
    found = verdicts(few, other)["ready", "CLAIM-PLACES"]
    assert (found.verdict, found.reason) == (verdict, reason)


def inside(id_: str, speaker: str, party: str, figure: Range, **fields: Any) -> Statement:
    return said(id_, "people-inside", speaker, party, quantity=figure, **fields)


def test_people_inside_by_several_voices():
    gov = inside("gov", "Government", "gov", people(100, 100, 200))
    un = inside("un", "United Nations", "un", people(150, 200, 250))
    assert verdicts(gov)["gov", "CLAIM-INSIDE"].verdict == "undetermined"
    assert verdicts(gov, un)["gov", "CLAIM-INSIDE"].verdict == "supported"
    apart = replace(un, quantity=people(250, 300, 400))
    assert verdicts(gov, apart)["gov", "CLAIM-INSIDE"].reason == "claimants disagree"
    fighters = replace(un, whom="fighters", quantity=exactly(150))
    assert verdicts(gov, fighters)["gov", "CLAIM-INSIDE"].reason == "nobody impartial counts"
    taken_back = inside("new", "United Nations", "un", people(5_000, 5_000, 5_000), corrects="un")
    assert verdicts(gov, un, taken_back)["gov", "CLAIM-INSIDE"].reason == "claimants disagree"
    long_ago = replace(apart, at=at(3) - timedelta(days=60))
    assert verdicts(gov, long_ago)["gov", "CLAIM-INSIDE"].reason == "nobody impartial counts"


def test_more_left_than_were_said_to_be_inside():
    few = inside("few", "Government", "gov", exactly(51), at=at(1))
    out = said(
        "out", "people-left", "United Nations", "un", quantity=61, since=at(2), until=at(3), extent="", part_of="few"
    )
    came_in = verdicts(few, replace(out, part_of=""))["few", "CLAIM-INSIDE"]
    assert (came_in.verdict, "Did anybody come in" in str(came_in.asks[0])) == ("undetermined", True)
    assert ("few", "CLAIM-SUM") not in verdicts(few, out)
    found = verdicts(few, out)["few", "CLAIM-INSIDE"]
    assert (found.verdict, found.by, found.depends[0].text) == (
        "inconsistent", 10, "it fits if 10 people or more came in since",
    )  # fmt: skip
    that_day = replace(out, since=at(1))  # they may have been counted after
    one_place = replace(few, about="")  # 50 in one quarter, and 60 left the town
    others = replace(out, whom="everyone")
    for statements in (
        (few, that_day),
        (one_place, out),
        (few, others),
        (few, replace(out, about="")),
        (few, replace(out, by="return")),
        (few, replace(out, speaker="Rebel Council", party="reb")),
    ):
        assert verdicts(*statements)["few", "CLAIM-INSIDE"].verdict == "undetermined"
    assert any("Of which place?" in str(q) for q in verdicts(one_place, out)["few", "CLAIM-INSIDE"].asks)


def test_counts_of_two_days_are_compared_after_departures_in_between():
    early = inside("few", "Government", "gov", exactly(501), at=at(1))
    late = inside("un", "United Nations", "un", exactly(301), at=at(4))
    alone = verdicts(early, late)["few", "CLAIM-INSIDE"]
    assert (alone.verdict, alone.reason) == ("undetermined", "nobody impartial counts")
    assert "between the two counts" in str(alone.asks[0])
    out = said("out", "people-left", "Monitor", "", quantity=200, about="operation", by="any", extent="",
               since=at(2), until=at(4, 12), at=at(5))  # fmt: skip
    assert verdicts(early, late, out)["few", "CLAIM-INSIDE"].verdict == "supported"
    fewer = replace(out, quantity=exactly(101), text="101 people")
    assert verdicts(early, late, fewer)["few", "CLAIM-INSIDE"].reason == "claimants disagree"


def test_statements_that_assert_nothing_have_no_finding():
    assert verdicts(said("words", "")) == {}


def test_a_narrowed_case_is_what_its_certificate_is_about():
    town: Case = case(assumptions=ASSUMED, statements=(left(quantity=301, since=at(2, 12), until=at(2, 15)),))
    [asked] = inquiries_of(town)
    [only] = narrowed(town, asked).exits
    assert only.windows == (window(2, 12, 15),)
    assert asked.exits == ("gate",)


def test_without_an_area_or_people_nothing_breaks():
    empty = replace(case().places[0], people=exactly(0), where=shapely.Point(0, 0))
    found = verdicts(left(quantity=0), said("ready", "places-ready", quantity=5), places=(empty,))
    assert found["ready", "CLAIM-PLACES"].verdict == "undetermined"
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_a_long_chain_of_corrections_is_followed_to_its_end():
    chain = [left(quantity=103)]
    for number in range(3_000):
        chain.append(
            said(
                f"c{number}",
                "people-left",
                quantity=91,
                until=at(3),
                corrects=chain[-1].id,
                text="Corrected: 91 people",
            )
        )
    town = case(statements=tuple(chain))
    found = next(f for f in assess_statements(town, {}) if f.statement == "left")
    assert (found.verdict, found.reason) == ("refuted", "corrected by the same voice")


@pytest.mark.parametrize(
    ("figure", "reported"),
    [(0.4479, "0.44"), (9.99, "9.9"), (10.0, "10"), (174.2, "175"), (0.002, "0.002"), (1e6, "1,000,000")],
)
def test_a_rate_below_which_it_is_impossible_is_never_told_too_high(figure, reported):
    assert f"fewer than {reported} persons/h" in str(say("statements.rate", rate=_rounded(figure), hours=1, most=1))


def test_too_small_a_load_refutes_only_a_promise_of_full_rations():
    usual = read_case("aleppo-2016").standards
    load = Delivery(
        "load", at(2), at(2, 5), "arrived", "flour", exactly(100, "kg"), "Centre", "UN", "United Nations", "s1"
    )
    promise = said("p", "aid-for", about="load", quantity=1000, days=exactly(30, "days"))
    asked = verdicts(promise, deliveries=(load,), standards=usual)["p", "CLAIM-AID"]
    assert (asked.verdict, str(asked.asks[0])[:22]) == ("undetermined", "Are full rations meant")
    full = replace(promise, full_rations=True)
    assert verdicts(full, deliveries=(load,), standards=usual)["p", "CLAIM-AID"].verdict == "refuted"
    half = replace(full, text="1000 people on half rations")
    assert verdicts(half, deliveries=(load,), standards=usual)["p", "CLAIM-AID"].verdict == "undetermined"
    enemy = replace(load, claimant="Rebel Council")  # its word decides nothing against the other side
    assert verdicts(full, deliveries=(enemy,), standards=usual)["p", "CLAIM-AID"].verdict == "undetermined"
    own = replace(load, claimant="Government")
    assert verdicts(full, deliveries=(own,), standards=usual)["p", "CLAIM-AID"].verdict == "refuted"


def test_a_denial_without_hours_refutes_no_pause():
    """It may have been made before the pause began, or of other hours: it doubts, and decides nothing."""
    kept = said("kept", "pause-kept", about="daily", whom="everyone", since=at(3), until=at(6), at=at(6, 1))
    scope = {"about": "daily", "whom": "everyone", "extent": ""}
    un = said("un", "pause-kept", "United Nations", "un", denies=True, at=at(3, 9), **scope)
    assert verdicts(kept, un)["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    dated = replace(un, since=at(4), until=at(5), at=at(6))
    assert verdicts(kept, dated)["kept", "CLAIM-PAUSE"].verdict == "refuted"
