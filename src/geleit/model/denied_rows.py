"""Rows of incidents whose text says that it did not happen, was taken back or was at another time: a person reads them.

Looked at only where few rows decide: among many, one more or less changes nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Flags
from geleit.model.dates_told import names_other_dates
from geleit.model.incident import Incidents
from geleit.model.voices import plain
from geleit.model.window import SECOND

FEW_ROWS = 3
"""Rows below which each text has to bear out what the row says."""
DENIED = "(words that may deny it are left out)"
"""In place of such a text, where texts are left out."""
_STEM = 5
"""Letters by which the word of a kind is found again in a text: shelling, shelled, shells."""
_SHORTEST_WORD = 3
_NOT = (
    r"(?:no|not|never|without|nor|denied|denies|denying|kein\w*|nicht|nie|ohne|не|нет|ни|без|لا|لم|ليس|لن|بدون|نفي|نفت)"
)
_TAKEN_BACK = re.compile(
    r"\b(?:withdrawn|retract\w*|taken back|false (?:report\w*|alarm\w*|flag\w*)|rumou?r\w*|hoax\w*|exercises?|drills?"
    r"|planted|turned out|mistaken\w*|zurueckgezogen\w*|falschmeldung\w*|geruecht\w*|uebung\w*|учени\w+|слух\w*"
    r"|ложн\w+|опроверг\w+|شائعه|اشاعه|كاذب\w*)\b"
)


def few_denied(incidents: Incidents, decides: Flags, zone: ZoneInfo) -> Flags:
    """Of the rows that decide, those that are denied by their text; none where many decide.

    Parameters
    ----------
    zone
        Of the place.
    """
    rows = np.flatnonzero(decides)
    found = np.zeros(len(incidents), dtype=bool)
    if len(rows) < FEW_ROWS:
        found[rows] = [_is_denied_in(incidents, row, zone) for row in rows.tolist()]
    return found


def without_text(incidents: Incidents) -> NDArray[np.object_]:
    """What stands for the text of each incident where texts are left out, so that what it denies stays open."""
    shown = (DENIED if _is_denied_in(incidents, row, UTC) else "" for row in range(len(incidents)))
    return np.array([*shown, ""], dtype=object)[:-1]


def is_denied(kind: str, text: str, start: datetime, end: datetime) -> bool:
    """Whether by its text an incident may not have happened, or at another time than its own.

    Parameters
    ----------
    start, end
        Earliest and latest time of it, by the clock of the place.
    """
    if not text or text == DENIED:
        return text == DENIED
    told = plain(text)
    stems = [re.escape(word[:_STEM]) for word in plain(kind).split() if len(word) >= _SHORTEST_WORD]
    if stems and re.search(rf"\b{_NOT}\b(?: \w+){{0,3}} (?:{'|'.join(stems)})", told):
        return True
    first, last = start.date(), max(start, end - SECOND).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return _TAKEN_BACK.search(told) is not None or names_other_dates(text, days)


def _is_denied_in(incidents: Incidents, row: int, zone: tzinfo) -> bool:
    if not incidents.text[row]:
        return False
    start, end = (datetime.fromtimestamp(int(at[row]), UTC).astimezone(zone) for at in (incidents.start, incidents.end))
    return is_denied(incidents.kind[row], incidents.text[row], start, end)
