"""The crossings that announcements are held against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from geleit.model.precedent import CONFLICT, Precedent
from geleit.record.reach import Pool, a_day, an_hour
from geleit.record.selection import COMPARED, LASTING, is_compared


class Crossings:
    """Rows in the pools that announcements are held against: no forced march, no second opinion, no technical figure.

    Parameters
    ----------
    rows
        Of the record, with those of the user.
    """

    def __init__(self, rows: Sequence[Precedent]) -> None:
        self._rows = [row for row in rows if row.setting != "forced" and is_compared(row, LASTING)]

    @cached_property
    def hourly(self) -> Pool:
        """What passed in an hour."""
        return Pool((row for row in self._rows if row.use in COMPARED), an_hour)

    def daily(self, *, conflict: bool, lasting: bool) -> Pool:
        """What passed in a day.

        Parameters
        ----------
        conflict
            Exits from besieged and fought-over places alone.
        lasting
            What was sustained for days, with the sums of several rows.
        """
        return self._daily[conflict, lasting]

    @cached_property
    def _daily(self) -> dict[tuple[bool, bool], Pool]:
        return {
            (conflict, lasting): Pool(
                (
                    row
                    for row in self._rows
                    if (row.setting in CONFLICT or not conflict) and (row.sustained if lasting else row.use in COMPARED)
                ),
                a_day,
            )
            for conflict in (False, True)
            for lasting in (False, True)
        }
