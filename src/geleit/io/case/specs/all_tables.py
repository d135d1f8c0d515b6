"""Every table of a case, in the order in which the documentation has them."""

from __future__ import annotations

from typing import Any

from geleit.io.case.specs.aid import BASKET, DELIVERIES, ITEMS, NEEDS, STOCKS
from geleit.io.case.specs.convoys import DEPOTS, GATES, TRUCKS, WEIGHT_LIMITS
from geleit.io.case.specs.exits import CLOSURES, CORRIDORS, EXITS, JOINT_LIMITS, PAUSES, RATES
from geleit.io.case.specs.happened import EVIDENCE, FACILITIES, INCIDENTS, MONITORING, RISKS
from geleit.io.case.specs.places import AREA, BUSES, GROUPS, PEOPLE
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.specs.sources import PARTIES, SOURCES
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.table_spec import Table

TABLES: dict[str, Table[Any]] = {
    table.name: table
    for table in (
        SOURCES, PARTIES, PEOPLE, EXITS, CORRIDORS, PAUSES, CLOSURES, INCIDENTS, DELIVERIES, ITEMS, NEEDS, BASKET,
        STOCKS, STATEMENTS, EVIDENCE, RATES, JOINT_LIMITS, GROUPS, BUSES, RISKS, MONITORING, FACILITIES, DEPOTS,
        TRUCKS, GATES, WEIGHT_LIMITS, PRECEDENTS, ANNOUNCEMENTS, AREA,
    )
}  # fmt: skip
