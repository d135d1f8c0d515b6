"""What a case adds to the record, and what it leaves out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geleit.model.announcement import Announcement
from geleit.model.precedent import Precedent


@dataclass(frozen=True)
class OwnRecord:
    """What a case says about the record.

    Parameters
    ----------
    events
        Events of the record that are the case itself: never counted for it.
    strike
        Events that the case strikes out.
    precedents, announcements
        Rows that it adds.
    """

    events: tuple[str, ...] = ()
    strike: tuple[str, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    announcements: tuple[Announcement, ...] = ()


NO_RECORD = OwnRecord()


class AskedAbout(NamedTuple):
    """A case that the record is asked about.

    Parameters
    ----------
    name
        Of the case.
    begins
        The day on which its period begins (ISO 8601): nothing that was over later was on record.
    record
        What it adds and leaves out.
    """

    name: str
    begins: str
    record: OwnRecord


NOBODY = AskedAbout("", "", NO_RECORD)
"""Where no case is asked about."""
