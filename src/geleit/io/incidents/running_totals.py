"""Running totals, as monitors publish them, turned into what came anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geleit.errors import InputError
from geleit.model.incident import Incidents


def differences(totals: Incidents) -> Incidents:
    """Each row of a running total as what came since the row of the same claimant and kind before it.

    The first row of each stays as it is. A difference spans the time since the row before it.

    Raises
    ------
    InputError
        If a total is smaller than the one before.
    """
    order = np.lexsort((totals.end, totals.kind.codes, totals.claimant.codes))
    sorted_ = totals.at(order)
    again = np.flatnonzero(
        (np.diff(sorted_.kind.codes) == 0) & (np.diff(sorted_.claimant.codes) == 0)
    )  # rows with one before
    start, events = sorted_.start.copy(), sorted_.events.copy()
    start[again + 1] = sorted_.end[again]
    events[again + 1] = np.diff(sorted_.events)[again]
    if (events < 0).any():
        row = int(np.argmax(events < 0))
        raise InputError(
            f"{sorted_.claimant[row]}: {sorted_.id[row] or 'a running total'}",
            f"the total {sorted_.events[row]:,} is smaller than the {sorted_.events[row - 1]:,} before it",
            "correct it, or give the figures of each day in the column events",
        )
    return replace(sorted_, start=np.minimum(start, sorted_.end), events=events)
