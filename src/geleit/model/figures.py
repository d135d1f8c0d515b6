"""Figures that several parts hold cases against, each with where it comes from. Imports nothing heavy."""

from __future__ import annotations

from datetime import timedelta

GAP = 0.003
"""Share of the bound on people out that the plan may miss before a better one is looked for."""
BUDGET_S = 10.0
"""Seconds for which a better plan is looked for."""
CONVOY_BUDGET_S = 30.0
"""Seconds for which better rounds of trucks are looked for."""
AVOID_RISK, MOST_AVOID_RISK = 4.0, 1000.0
"""As how many more minutes one at risk counts when trucks choose their way, and at most."""
MOST_AN_HOUR = 1e9
"""People an hour through one exit, at most."""

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

BASELINE_DAYS = 28
"""Days before a pause, or before a case, whose incidents it is compared with; other choices are shown beside it."""
LEVEL = 0.95
"""Of intervals."""
RARE = 0.05
"""Share of other times up to which something is taken to be no accident: one in twenty, as in the intervals of 95 %."""
MOST_DAYS = 3660
"""Days of a period, of a daily window, or of a baseline, at most: ten years."""
LEAST_DAYS_OF_NEED = 1e-6
"""Days of need that convoys are to bring, at least: a tenth of a second; at most as many as of a period."""
MOSTLY_TIMED = 0.9
"""Share of the incidents whose hour has to be known for hours to be compared; an assumption."""
TOWN_M = 5_000.0
"""Metres within which a position lies that is known to the town; what publishers call exact for one is no better."""
DRILL_CORNERS = 10_000
DRILL_PEOPLE = 100_000
"""Street corners of an invented city, and people in it, unless others are asked for."""
