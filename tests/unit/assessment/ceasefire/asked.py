"""The questions about a pause, asked of incidents: counted first, and then concluded from the counts."""

from __future__ import annotations

from geleit.assessment.ceasefire import monitor
from geleit.assessment.ceasefire.counting import counted, counted_otherwise


def less_violence(incidents, counting):
    """Whether there was less violence than before."""
    return monitor.less_violence(counted(incidents, counting))


def kept(incidents, counting, **doubts):
    """Whether the pause was kept."""
    return monitor.kept(counted(incidents, counting, **doubts))


def sensitivity(incidents, counting, less):
    """What other choices would have said."""
    return monitor.sensitivity(less, counted_otherwise(incidents, counting))
