"""The checks of a corridor announcement: what each one asks, its figure, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Kind = Literal["operation", "corridor", "pause"]

FAMILY = "CORRIDOR"
OPERATION = "operation"
"""Subject of findings about the operation as a whole."""

NOTICE = timedelta(hours=72)
"""Notice that the UN asked for before a pause of 48 h in Aleppo, July 2016."""
NOTICE_YEMEN = timedelta(hours=48)
"""Notice of a movement to the parties in Yemen."""
NOTICE_YEMEN_EMERGENCY = timedelta(hours=24)
"""The same in an emergency."""
OPEN_A_WEEK = timedelta(hours=48)
"""Hours of pause a week that the UN asked for in Aleppo, August 2016; 3 h a day, 21 h a week, were offered."""
DISABILITY_WORLD = 15
"""Percent of people with a disability, worldwide."""
DISABILITY_SYRIA = 28
"""Percent of people with a disability among Syrians over 2 years of age, UN 2021."""


@dataclass(frozen=True)
class Criterion:
    """A check.

    Parameters
    ----------
    name
        As evidence tables name it, such as ``VOLUNTARY``.
    asks
        What has to hold, as a clause that follows "whether".
    source
        Where it comes from, with its figure if it has one.
    kinds
        What it is asked of.
    """

    name: str
    asks: str
    source: str
    kinds: frozenset[Kind]

    @property
    def code(self) -> str:
        """Code of its findings, an anchor in docs/findings.md."""
        return f"{FAMILY}-{self.name}"

    @property
    def parts(self) -> str:
        """What it is asked of beside the operation, in words."""
        return "corridors and pauses" if "pause" in self.kinds else "corridors"


_WHOLE: frozenset[Kind] = frozenset({"operation"})
_ROUTES: frozenset[Kind] = frozenset({"operation", "corridor"})
_ALL: frozenset[Kind] = frozenset({"operation", "corridor", "pause"})

CRITERIA = (
    Criterion("AGREED", "all belligerent parties announced it or agreed to it", "ICRC, FAQ on corridors", _ALL),
    Criterion(
        "VOLUNTARY",
        "people choose freely whether, by which route and to which place they leave",
        "O'Brien to the UN Security Council, July 2016",
        _ROUTES,
    ),
    Criterion(
        "TIME",
        "there is time enough",
        "certificate and plan of the answer; UN, August 2016: pauses of 48 h a week, 3 h a day were offered in Aleppo",
        _ALL,
    ),
    Criterion(
        "NOTICE", "at least 72 h of notice were given", "UN (Egeland), July 2016: 72 h before a pause of 48 h", _ALL
    ),
    Criterion(
        "WARNING",
        "people are warned in advance and those who stay keep their protection as civilians",
        "customary international humanitarian law, rule 20",
        _WHOLE,
    ),
    Criterion(
        "VULNERABLE",
        "the wounded, sick, infirm and aged, maternity cases and people with disabilities can use it",
        "Fourth Geneva Convention, article 17; shares of people with disabilities by Brookings and ICTJ",
        _ROUTES,
    ),
    Criterion(
        "DISPLACEMENT",
        "people are ordered to leave only for the security of civilians or for imperative military reasons",
        "customary international humanitarian law, rule 129",
        _WHOLE,
    ),
    Criterion(
        "DESTINATION",
        "shelter, hygiene, health, safety and food are ready for as many as are expected",
        "customary international humanitarian law, rule 131",
        _ROUTES,
    ),
    Criterion("RETURN", "people may remain and may return", "A/HRC/34/64, on Aleppo, December 2016", _WHOLE),
    Criterion("AID-IN", "aid may come in", "MSF, Corridors are not enough; O'Brien, July 2016", _WHOLE),
    Criterion(
        "SCREENING",
        "people pass the exit without risk of detention and with a neutral party present",
        "UN via Reuters: Homs, February 2014, 336 of 1,151 people detained",
        _ROUTES,
    ),
    Criterion(
        "INFORMED",
        "people are consulted and told times, routes and destination",
        "UNHCR, Emergency Handbook",
        _ROUTES,
    ),
    Criterion(
        "MONITORED",
        "a neutral party monitors the route and mines are cleared",
        "MSF on one-off operations; background knowledge that nobody has checked",
        _ROUTES,
    ),
    Criterion(
        "ORDERS",
        "orders reach local commanders and the route has segments with hand-offs and fall-backs",
        "convoy practice",
        _ROUTES,
    ),
    Criterion("FIRE", "the parties hold their fire", "the announced windows", _ALL),
    Criterion(
        "UNILATERAL",
        "it rests on the word of more than one side",
        "ETH/PRIO 2021: of 142 ceasefires in Syria 87 had a fixed term, 39 were unilateral, 30 by the government",
        _ALL,
    ),
    Criterion(
        "PLACE", "every exit was announced with a place", "ICRC, FAQ on corridors: agreed with its area", _ROUTES
    ),
)
"""Every check, in the order of findings."""
