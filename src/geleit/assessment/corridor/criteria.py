"""The checks of an announcement, each declared once: what it asks, where that comes from, what its verdict rests on.

How to add one: docs/howto/check.md.
"""

from __future__ import annotations

from geleit.assessment.corridor.announced import agreed, more_than_one_side, placed
from geleit.assessment.corridor.criterion import CLAIMED, Criterion, Operation, Rule
from geleit.assessment.corridor.destination import room, room_for_all
from geleit.assessment.corridor.table_evidence import (
    aid_in,
    fire_anywhere,
    fire_in,
    fire_perhaps,
    fire_undecided,
    vulnerable_inside,
)
from geleit.assessment.corridor.timing import noticed, time_for_all, time_of_corridor, time_of_pause
from geleit.assessment.weighing import joined
from geleit.messages import say
from geleit.model.figures import NOTICE

FROM_PARTS: Rule[Operation] = Rule(
    lambda q: joined(q.subject.criterion.asks, q.subject.criterion.kinds, q.subject.findings)
)
"""The operation meets it when each of its corridors and pauses does."""

CRITERIA = (
    Criterion(
        name="AGREED",
        asks=say("corridor.asks-agreed"),
        source="ICRC, FAQ on corridors",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: agreed(q.case, q.subject)),
        pause=Rule(lambda q: agreed(q.case, q.subject)),
        of_each_side=True,
    ),
    Criterion(
        name="VOLUNTARY",
        asks=say("corridor.asks-voluntary"),
        source="O'Brien to the UN Security Council, July 2016",
        operation=FROM_PARTS,
        corridor=CLAIMED,
        lasting=True,
    ),
    Criterion(
        name="TIME",
        asks=say("corridor.asks-time"),
        source="certificate and plan of the answer; UN, August 2016: pauses of 48 h a week, 3 h a day were offered in "
        "Aleppo",
        operation=Rule(lambda q: time_for_all(q.case, q.answer)),
        corridor=Rule(lambda q: time_of_corridor(q.case, q.answer, q.subject)),
        pause=Rule(lambda q: time_of_pause(q.case, q.subject)),
    ),
    Criterion(
        name="NOTICE",
        asks=say("corridor.asks-notice", notice=NOTICE),
        source="UN (Egeland), July 2016: 72 h before a pause of 48 h",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: noticed(q.case, q.subject)),
        pause=Rule(lambda q: noticed(q.case, q.subject)),
    ),
    Criterion(
        name="WARNING",
        asks=say("corridor.asks-warning"),
        source="customary international humanitarian law, rule 20",
        operation=CLAIMED,
        lasting=True,
    ),
    Criterion(
        name="VULNERABLE",
        asks=say("corridor.asks-vulnerable"),
        source="Fourth Geneva Convention, article 17; shares of people with disabilities by Brookings and ICTJ",
        operation=Rule(FROM_PARTS.compute, "people", lambda q: (vulnerable_inside(q.case),)),
        corridor=CLAIMED,
        lasting=True,
    ),
    Criterion(
        name="DISPLACEMENT",
        asks=say("corridor.asks-displacement"),
        source="customary international humanitarian law, rule 129",
        operation=CLAIMED,
    ),
    Criterion(
        name="DESTINATION",
        asks=say("corridor.asks-destination"),
        source="customary international humanitarian law, rule 131",
        operation=Rule(lambda q: room_for_all(q.case)),
        corridor=Rule(lambda q: room(q.case, q.subject)),
    ),
    Criterion(
        name="RETURN",
        asks=say("corridor.asks-return"),
        source="A/HRC/34/64, on Aleppo, December 2016",
        operation=CLAIMED,
        lasting=True,
    ),
    Criterion(
        name="AID-IN",
        asks=say("corridor.asks-aid-in"),
        source="MSF, Corridors are not enough; O'Brien, July 2016",
        operation=Rule(table="deliveries", rows=lambda q: aid_in(q.case)),
        lasting=True,
    ),
    Criterion(
        name="SCREENING",
        asks=say("corridor.asks-screening"),
        source="UN via Reuters: Homs, February 2014, 336 of 1,151 people detained",
        operation=FROM_PARTS,
        corridor=CLAIMED,
        once_open=True,
        lasting=True,
    ),
    Criterion(
        name="INFORMED",
        asks=say("corridor.asks-informed"),
        source="UNHCR, Emergency Handbook",
        operation=FROM_PARTS,
        corridor=CLAIMED,
    ),
    Criterion(
        name="MONITORED",
        asks=say("corridor.asks-monitored"),
        source="MSF on one-off operations; background knowledge that nobody has checked",
        operation=FROM_PARTS,
        corridor=CLAIMED,
        once_open=True,
        lasting=True,
    ),
    Criterion(
        name="ORDERS",
        asks=say("corridor.asks-orders"),
        source="convoy practice",
        operation=FROM_PARTS,
        corridor=CLAIMED,
        lasting=True,
    ),
    Criterion(
        name="FIRE",
        asks=say("corridor.asks-fire"),
        source="the announced windows",
        operation=Rule(
            lambda q: fire_anywhere(
                q.case, joined(q.subject.criterion.asks, q.subject.criterion.kinds, q.subject.findings)
            ),
            table="incidents",
        ),
        corridor=Rule(
            lambda q: fire_perhaps(q.case, q.subject), table="incidents", rows=lambda q: fire_in(q.case, q.subject)
        ),
        pause=Rule(
            lambda q: fire_undecided(q.case, q.subject), table="incidents", rows=lambda q: fire_in(q.case, q.subject)
        ),
        of_its_hours=True,
        lasting=True,
    ),
    Criterion(
        name="UNILATERAL",
        asks=say("corridor.asks-unilateral"),
        source="ETH/PRIO 2021: of 142 ceasefires in Syria 87 had a fixed term, 39 were unilateral, 30 by the "
        "government",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: more_than_one_side(q.case, q.subject)),
        pause=Rule(lambda q: more_than_one_side(q.case, q.subject)),
        of_each_side=True,
    ),
    Criterion(
        name="PLACE",
        asks=say("corridor.asks-place"),
        source="ICRC, FAQ on corridors: agreed with its area",
        operation=FROM_PARTS,
        corridor=Rule(lambda q: placed(q.case, q.subject)),
    ),
)
"""Every check, in the order of findings."""
