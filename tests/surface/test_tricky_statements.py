"""Statements that are easily judged wrongly, each in a town of its own, through the command line.

What is right is worked out beside each: a gate lets at most 1,000 pass a day, and nothing else is known.
"""

from __future__ import annotations

import pytest

from tests.surface.process import geleit
from tests.surface.said_town import inside, left, said, verdicts, write_town

pytestmark = pytest.mark.slow

ARMY, COUNCIL, ALLY, UN, PAPER = "Northland Army", "Free Council", "Eastland", "UN OCHA", "Evening Post"
DAYS = {"since": "2030-01-02", "until": "2030-01-03", "at": "2030-01-05"}
CALM = {"about": "calm", "since": "2030-01-03", "until": "2030-01-04", "at": "2030-01-06", "whom": "everyone"}
ALL_DAY = {"since": "2030-01-02", "until": "2030-01-02"}
TOTAL = {"since": "", "extent": "total"}
OPEN = "undetermined"

TRICKY = {
    # nobody, said a party; somebody, counted another: neither is proved, so who is right is not known
    "negation": ([left("none", 0, ARMY, text="Not one civilian left."), left("some", 40)], {}),
    # 40 who passed may have slipped through: that does not show that it was not closed
    "negated opening": ([said("shut", "corridor-open", COUNCIL, about="north", denies="yes", **ALL_DAY),
                         left("some", 40)], {}),
    # up to 3,000 may be none, whether it was entered as a range or as a figure
    "up to": ([left("range", 1500, ARMY, quantity_low=0, quantity_high=3000, text="Up to 3,000 left."),
               left("figure", 3000, ARMY, text="Up to 3,000 left.")], {}),
    # 950 are more than 900; more than 1,200 are more than 1,000
    "more than": ([left("fits", 900, ARMY, or_more="yes", text="More than 900 left."), left("un", 950)],
                  {"fits": "supported"}),
    "more than can": ([left("many", 1200, ARMY, or_more="yes", text="More than 1,200 left.")], {"many": "impossible"}),
    # 600 a day are 1,200 in two days: the figure is no count of both
    "per day": ([left("daily", 600, ARMY, text="600 a day left.", **DAYS), left("both", 1200, ARMY, **DAYS),
                 left("un", 1200, repeats="none", **DAYS)], {"both": "supported"}),
    # 600 and 600 on two days cannot be 900 in both
    "days above total": ([left("first", 600, ARMY, at="2030-01-05"),
                          left("second", 600, ARMY, since="2030-01-03", until="2030-01-03", at="2030-01-05"),
                          left("both", 900, ARMY, disjoint="yes", **DAYS)], {"both": "inconsistent"}),
    # 300 families are 300 people or more: 250 people are not they, 900 may be; 1,200 families are too many
    "families": ([left("families", 300, ARMY, quantity_unit="families"), left("people", 900)], {}),
    "more families": ([left("families", 300, ARMY, quantity_unit="families"),
                       left("more", 900, quantity_unit="families")], {}),
    "as many families": ([left("families", 300, ARMY, quantity_unit="families"),
                          left("same", 300, quantity_unit="families", repeats="none")], {"families": "supported"}),
    "too many families": ([left("families", 1200, ARMY, quantity_unit="families")], {"families": "impossible"}),
    # 300 by the next day follow 100 by the day before, though entered as if they corrected them
    "update": ([left("then", 100, ARMY, **TOTAL),
                left("now", 300, ARMY, **TOTAL | {"until": "2030-01-03"}, corrects="then")], {}),
    "update on the same day": ([left("noon", 100, ARMY, at="2030-01-02T12:00"),
                                left("evening", 300, ARMY, at="2030-01-02T20:00", corrects="noon")], {}),
    # what the other counted by noon may have become more by the evening
    "borne out at noon": ([left("day", 300, ARMY), left("noon", 300, at="2030-01-02T12:00")], {}),
    "borne out later": ([left("day", 300, ARMY), left("later", 300, at="2030-01-04", repeats="none")],
                    {"day": "supported"}),
    # the same day, told anew when it was over: the first figure is taken back
    "correction": ([left("wrong", 312, ARMY), left("right", 207, ARMY, corrects="wrong",
                                                                 text="Corrected: 207.")], {"wrong": "refuted"}),
    # three who say the same, and one who counted
    "echo of an echo": ([left("first", 300, ARMY), left("second", 300, PAPER, repeats="first"),
                         left("third", 300, "Weekly", repeats="second")], {}),
    "echo by its words": ([left("first", 300, ARMY),
                           left("second", 300, PAPER, text="According to officials, 300 left."),
                           left("third", 300, "Weekly", text="300 left, a spokesman told us.")], {}),
    # a party that tells of its ally blames another; of itself it admits
    "an ally": ([said("kept", "pause-kept", ARMY, **CALM),
                 said("not", "pause-kept", ALLY, denies="yes", text="Northland broke it.", **CALM)], {}),
    "an admission": ([said("kept", "pause-kept", ALLY, **CALM),
                      said("we", "pause-kept", ARMY, denies="yes", admits="yes", text="We fired.", **CALM)],
                     {"kept": "refuted"}),
    "an accusation passed on": ([said("kept", "pause-kept", ARMY, **CALM),
                                 said("not", "pause-kept", PAPER, denies="yes",
                                      text="It was broken, Free Council said.", **CALM)], {}),
    # at least 300 may be more than 400; nobody without a stake says that they were 300 at least
    "open end": ([left("least", 300, ARMY, or_more="yes"),
                  left("range", 300, quantity_low=200, quantity_high=400)], {}),
    # shares and trucks are no people, nor is none of them nobody
    "percentages": ([left("share", 90, ARMY, quantity_unit="%"), left("none", 0, ARMY, quantity_unit="trucks", **DAYS),
                     left("people", 40, ARMY, **DAYS)], {}),
    # one open road does not show that all are; it shows that not all were shut
    "all corridors": ([said("open", "corridor-open", ARMY, about="operation", **ALL_DAY),
                       said("shut", "corridor-open", COUNCIL, about="operation", denies="yes", **ALL_DAY),
                       left("some", 40)], {}),
    # nobody inside, and 40 leave after that
    "no one left": ([inside("none", 0, ARMY, at="2030-01-02T06:00"),
                     left("some", 40, by="any", about="operation", part_of="none",
                          **DAYS | {"since": "2030-01-02T07:00"})],
                    {"none": "inconsistent"}),
    # nobody inside one quarter says nothing of the town
    "no one left there": ([inside("none", 0, ARMY, about="p0", at="2030-01-02T06:00"),
                           left("some", 40, **DAYS | {"since": "2030-01-02T07:00"})], {}),
    # who goes out and in again passes a gate twice, who flies passes none
    "round trips": ([left("again", 1500, ARMY, by="return", text="1,500 went out and in.")], {}),
    "flights": ([left("flown", 1500, ARMY, by="air")], {}),
    # who died did not leave: 1,000 less 200 who left are not 700, and the others may be dead
    "deaths": ([inside("before", 1000, ARMY, at="2030-01-01"), left("out", 200, by="any", about="operation", **DAYS),
                inside("after", 700, UN, at="2030-01-05")], {}),
    "the dead": ([left("dead", 1500, ARMY, whom="dead", by="any", text="1,500 left the town, dead.")], {}),
    # what is to come is counted by nobody, and counts nothing
    "forecast": ([left("will", 50, ARMY, text="50 will leave.", at="2030-01-01"),
                  left("also", 50, at="2030-01-01")], {}),
    "promised opening": ([said("will", "corridor-open", ARMY, about="north", at="2030-01-01", **ALL_DAY),
                          said("not", "corridor-open", COUNCIL, about="north", denies="yes", at="2030-01-01",
                               **ALL_DAY), left("some", 40)], {}),
    # an office of a party under another name is not without a stake
    "another name": ([left("army", 300, ARMY), left("ministry", 300, "Northland's Ministry of Defence"),
                      left("office", 300, "Defence Ministry"), left("person", 300, "A. Spokesman", role="Army")], {}),
    # a weekday without a date is a question, with one it is not
    "weekday": ([left("wed", 1500, ARMY, since="", text="1,500 left on Wednesday."), left("un", 3, **TOTAL)], {}),
    "weekday with its date": ([left("wed", 1500, ARMY, text="1,500 left on Wednesday.")], {"wed": "impossible"}),
    # about 500 may be 512, and two times about 250 too
    "rounding": ([left("about", 500, ARMY, text="About 500 left."), left("un", 512)], {}),
    "rounded days": ([left("one", 250, ARMY, text="About 250.", at="2030-01-05"),
                      left("two", 250, ARMY, text="Some 250.", since="2030-01-03", until="2030-01-03", at="2030-01-05"),
                      left("both", 512, ARMY, **DAYS)], {}),
    "rounded parts": ([left("all", 500, ARMY, text="About 500.", disjoint="yes"),
                       left("women", 300, ARMY, whom="women", part_of="all"),
                       left("men", 212, ARMY, whom="men", part_of="all")], {}),
    # 400 to 600 and 550 to 700 have 550 to 600 in common; 400 to 500 and 550 to 700 nothing
    "ranges": ([left("meets", 500, ARMY, quantity_low=400, quantity_high=600),
                left("un", 600, quantity_low=550, quantity_high=700)], {"meets": "supported"}),
    "ranges apart": ([left("less", 450, ARMY, quantity_low=400, quantity_high=500),
                      left("un", 600, quantity_low=550, quantity_high=700)], {}),
}  # fmt: skip
"""Statements of a town, and the verdicts that are not `undetermined`."""


@pytest.mark.parametrize("name", TRICKY)
def test_a_tricky_statement_has_no_false_verdict(name, tmp_path):
    statements, decided = TRICKY[name]
    found = verdicts(write_town(tmp_path / "town", statements))
    assert {id_: f["verdict"] for (id_, _), f in found.items() if f["verdict"] != OPEN} == decided
    for finding in found.values():
        assert finding["proposition"].strip()


@pytest.mark.parametrize(("by", "kept"), [("gov", "refuted"), ("reb", OPEN), ("ally", OPEN), ("", OPEN)])
@pytest.mark.parametrize("seen_before", [False, True])
def test_only_those_bound_by_a_pause_break_it(by, kept, seen_before, tmp_path):
    # the government announced it alone, so that the fire of others, or of nobody knows whom, does not break it
    shell = {"lon": 0.001, "lat": 0, "kind": "shelling", "claimant": "Monitor", "source": "s1"}
    then = {"id": "then", "start": "2030-01-03T10:00", "end": "2030-01-03T10:00", "by": by, **shell}
    before = {"id": "before", "start": "2030-01-01T10:00", "end": "2030-01-01T10:00", "by": "gov", **shell}
    said_so = [
        said("kept", "pause-kept", ARMY, **CALM),
        said("quiet", "no-incident", ARMY, text="Nothing will happen.", **CALM | {"about": "north"}),
    ]
    town = write_town(tmp_path / "town", said_so, incidents=[then, *([before] if seen_before else [])])
    found = verdicts(town)
    assert found["kept", "CLAIM-PAUSE"]["verdict"] == kept
    assert found["quiet", "CLAIM-INCIDENT"]["verdict"] == OPEN


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Damascus"])
def test_a_day_begins_and_ends_by_the_clock_of_the_place(zone, tmp_path):
    # 1,001 on 2 January there are one too many; the same hours by another clock take in another day's opening
    there = left("there", 1001, ARMY, at="2030-01-04")
    other_clock = left("elsewhere", 1001, ARMY, since="2030-01-02T12:00Z", until="2030-01-03T12:00Z", at="2030-01-06")
    found = verdicts(write_town(tmp_path / "town", [there, other_clock], zone=zone))
    assert found["there", "CLAIM-LEFT"]["verdict"] == "impossible"
    assert "from 2030-01-02 00:00 until 2030-01-03 00:00" in found["there", "CLAIM-LEFT"]["proposition"]
    # ten hours of opening lie in any day and night, one after the other or in two parts
    assert found["elsewhere", "CLAIM-LEFT"]["verdict"] == "impossible"
    at_midnight = left("edge", 1, ARMY, since="2030-01-02T18:00", until="2030-01-03T08:00", at="2030-01-04")
    shut = verdicts(write_town(tmp_path / "night", [at_midnight], zone=zone))["edge", "CLAIM-LEFT"]
    assert shut["verdict"] == OPEN  # somebody tells of an opening that the windows do not hold
    assert [ask for ask in shut["asks"] if "the longest that anyone claims" in ask and "edge" in ask]


@pytest.mark.parametrize(
    ("missing", "question"),
    [
        ({"about": "operation", "by": ""}, "How did they leave?"),
        ({"about": ""}, "Through which corridors or exits?"),
        ({"since": ""}, "Since when?"),
        ({"text": "About 1,500 left."}, "How exact is the figure?"),
        ({"stage": "arrived"}, "Since when?"),
    ],
)
def test_a_certificate_is_tied_to_what_it_covers_alone(missing, question, tmp_path):
    whole = left("whole", 1500, ARMY)
    town = write_town(tmp_path / "town", [whole, left("open", 1500, ARMY, **missing)])
    assert verdicts(town)["open", "CLAIM-LEFT"]["verdict"] == OPEN
    proof = "proofs/claims/whole.json"
    tied = geleit("certify", proof, "--case", "town", "--claim", "whole", cwd=tmp_path)
    assert (tied.returncode, tied.stderr) == (0, "")
    assert "about the statement whole: 1,500 people (civilians) left at North road, by way of foot, from" in tied.stdout
    loose = geleit("certify", proof, "--case", "town", "--claim", "open", cwd=tmp_path)
    assert (loose.returncode, "no certificate covers the statement 'open'" in loose.stderr) == (2, True)
    assert question in loose.stderr
