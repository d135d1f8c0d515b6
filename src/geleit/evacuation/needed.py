"""What each crossing would have to pass for people to be out in time: arithmetic of people, days and hours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import get_args

from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.deciding import Hours, Needed
from geleit.model.window import HOUR, Clock, days_met

SHARES = (1, 2, 10)
"""All of the fewest people, half of them, a tenth of them: rounded up."""


def needed(case: Case, deadline: datetime) -> tuple[Needed, ...]:
    """What each crossing needs to pass, for all, half and a tenth of the fewest people inside.

    Of the announced exits, or of all that stand for one crossing each where none is of a corridor; where they were
    announced in several steps, first for all of them, then for those of the first step. By the longest windows, those
    of the likely plan, which are the same, and the shortest.
    """
    fewest, clock, hours = case.people.low, Clock(case.period.start), get_args(Hours)
    opened = [[_open(case, clock, exits, which, deadline) for which in hours] for exits, _ in _steps(case)]
    return tuple(
        Needed(math.ceil(fewest / share), exits, steps, which, days, seconds / HOUR.total_seconds())
        for (_, steps), each, before in zip(_steps(case), opened, [None, *opened], strict=False)
        if each != before
        for share in SHARES
        for which, (exits, days, seconds) in zip(hours, each, strict=True)
    )


def _open(case: Case, clock: Clock, exits: Sequence[Exit], hours: Hours, deadline: datetime) -> tuple[int, int, int]:
    """How many of the exits open before the deadline, on how many days and for how many seconds, added up."""
    windows = [exit_.windows_cautious if hours == "shortest" else exit_.windows for exit_ in exits]
    days = [days_met(each, case.period.start, deadline, case.zone) for each in windows]
    end = clock.seconds(deadline)
    seconds = sum(b - a for each in windows for a, b in clock.intervals(each, end))
    return sum(number > 0 for number in days), sum(days), seconds


def _steps(case: Case) -> Iterator[tuple[Sequence[Exit], int]]:
    """The announced exits, and those of the first announcement where there were several at different times."""
    announced = [exit_ for exit_ in case.exits if exit_.corridor]
    if not announced:
        yield [exit_ for exit_ in case.exits if not exit_.several_ways], 0
        return
    times = {corridor.id: corridor.announced_at for corridor in case.corridors}
    known = sorted({at for exit_ in announced if (at := times.get(exit_.corridor)) is not None})
    yield announced, max(len(known), 1)
    if len(known) > 1:
        yield [exit_ for exit_ in announced if times.get(exit_.corridor) == known[0]], 1
