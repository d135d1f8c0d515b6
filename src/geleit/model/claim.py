"""What the parties say, kept apart from what is observed and what is computed; and where each was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geleit.model.amount import Range


@dataclass(frozen=True)
class Source:
    """Where something was read.

    Parameters
    ----------
    published
        Day or time of publication as text, ISO 8601 where known, or empty.
    url, sha256
        Address and hash of the captured original, each possibly empty.
    """

    id: str
    title: str
    publisher: str
    published: str = ""
    url: str = ""
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True)
class Claim:
    """A statement: who said what, when, and where it was read.

    Parameters
    ----------
    speaker
        A public figure, an office or an organisation.
    role
        Office of the speaker, or empty.
    party
        Id of a party, or empty.
    at
        When it was said, or ``None``.
    text
        What was said, in our own words or quoted.
    topic
        Such as ``corridor``, ``departures``, ``pause``, ``shelter``, ``aid``, ``population``.
    about
        Id of the corridor, pause or delivery it is about, or empty.
    quantity
        The figure in it with its unit, or ``None``.
    days
        For how many days, where it says that aid is enough for so many people; or ``None``.
    """

    id: str
    speaker: str
    role: str
    party: str
    at: datetime | None
    text: str
    topic: str
    about: str
    quantity: Range | None
    source: str
    note: str = ""
    days: Range | None = None
