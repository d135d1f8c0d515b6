"""The checks of an announcement, each declared once: what it asks, where that comes from, what its verdict rests on.

How to add one: docs/howto/check.md.
"""

from __future__ import annotations

from geleit.assessment.corridor.announced import agreed, more_than_one_side, placed
from geleit.assessment.corridor.criterion import CLAIMED, Criterion, Operation, Rule
from geleit.assessment.corridor.destination import room, room_for_all
from geleit.assessment.corridor.table_evidence import aid_in, fire_in, fire_undecided, vulnerable_inside
from geleit.assessment.corridor.timing import noticed, time_for_all, time_of_corridor, time_of_pause
from geleit.assessment.weighing import joined

FROM_PARTS: Rule[Operation] = Rule(
    lambda q: joined(q.subject.criterion.asks, q.subject.criterion.parts, q.subject.findings)
)
"""The operation meets it when each of its corridors and pauses does."""

CRITERIA = (
    Criterion(
        name="AGREED",
        asks="all belligerent parties announced it or agreed to it",
        source="ICRC, FAQ on corridors",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: agreed(q.case, q.subject)),
        pause=Rule(lambda q: agreed(q.case, q.subject)),
    ),
    Criterion(
        name="VOLUNTARY",
        asks="people choose freely whether, by which route and to which place they leave",
        source="O'Brien to the UN Security Council, July 2016",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="TIME",
        asks="there is time enough",
        source="certificate and plan of the answer; UN, August 2016: pauses of 48 h a week, 3 h a day were offered in "
        "Aleppo",
        operation=Rule(lambda q: time_for_all(q.case, q.answer)),
        corridor=Rule(lambda q: time_of_corridor(q.case, q.answer, q.subject)),
        pause=Rule(lambda q: time_of_pause(q.subject)),
    ),
    Criterion(
        name="NOTICE",
        asks="at least 72 h of notice were given",
        source="UN (Egeland), July 2016: 72 h before a pause of 48 h",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: noticed(q.case, q.subject)),
        pause=Rule(lambda q: noticed(q.case, q.subject)),
    ),
    Criterion(
        name="WARNING",
        asks="people are warned in advance and those who stay keep their protection as civilians",
        source="customary international humanitarian law, rule 20",
        operation=CLAIMED,
    ),
    Criterion(
        name="VULNERABLE",
        asks="the wounded, sick, infirm and aged, maternity cases and people with disabilities can use it",
        source="Fourth Geneva Convention, article 17; shares of people with disabilities by Brookings and ICTJ",
        operation=Rule(FROM_PARTS.compute, "people", lambda q: (vulnerable_inside(q.case),)),
        corridor=CLAIMED,
    ),
    Criterion(
        name="DISPLACEMENT",
        asks="people are ordered to leave only for the security of civilians or for imperative military reasons",
        source="customary international humanitarian law, rule 129",
        operation=CLAIMED,
    ),
    Criterion(
        name="DESTINATION",
        asks="shelter, hygiene, health, safety and food are ready for as many as are expected",
        source="customary international humanitarian law, rule 131",
        operation=Rule(lambda q: room_for_all(q.case)),
        corridor=Rule(lambda q: room(q.case, q.subject)),
    ),
    Criterion(
        name="RETURN",
        asks="people may remain and may return",
        source="A/HRC/34/64, on Aleppo, December 2016",
        operation=CLAIMED,
    ),
    Criterion(
        name="AID-IN",
        asks="aid may come in",
        source="MSF, Corridors are not enough; O'Brien, July 2016",
        operation=Rule(table="deliveries", rows=lambda q: aid_in(q.case)),
    ),
    Criterion(
        name="SCREENING",
        asks="people pass the exit without risk of detention and with a neutral party present",
        source="UN via Reuters: Homs, February 2014, 336 of 1,151 people detained",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="INFORMED",
        asks="people are consulted and told times, routes and destination",
        source="UNHCR, Emergency Handbook",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="MONITORED",
        asks="a neutral party monitors the route and mines are cleared",
        source="MSF on one-off operations; background knowledge that nobody has checked",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="ORDERS",
        asks="orders reach local commanders and the route has segments with hand-offs and fall-backs",
        source="convoy practice",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="FIRE",
        asks="the parties hold their fire",
        source="the announced windows",
        operation=FROM_PARTS,
        corridor=CLAIMED,
        pause=Rule(
            lambda q: fire_undecided(q.case, q.subject), table="incidents", rows=lambda q: fire_in(q.case, q.subject)
        ),
    ),
    Criterion(
        name="UNILATERAL",
        asks="it rests on the word of more than one side",
        source="ETH/PRIO 2021: of 142 ceasefires in Syria 87 had a fixed term, 39 were unilateral, 30 by the "
        "government",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: more_than_one_side(q.case, q.subject)),
        pause=Rule(lambda q: more_than_one_side(q.case, q.subject)),
    ),
    Criterion(
        name="PLACE",
        asks="every exit was announced with a place",
        source="ICRC, FAQ on corridors: agreed with its area",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: placed(q.case, q.subject)),
    ),
)
"""Every check, in the order of findings."""
