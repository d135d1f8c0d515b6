"""Figures that several parts hold cases against, each with where it comes from. Imports nothing heavy."""

from __future__ import annotations

from datetime import timedelta

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
MOSTLY_TIMED = 0.9
"""Share of the incidents whose hour has to be known for hours to be compared; an assumption."""
TOWN_M = 5_000.0
"""Metres within which a position lies that is known to the town; what publishers call exact for one is no better."""
