"""Rows of incidents whose text says that it did not happen, was taken back or was at another time: a person reads them.

Looked at only where few rows decide: among many, one more or less changes nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.day_words import names_other_dates
from geleit.model.arrays import Flags
from geleit.model.incident import Incidents
from geleit.model.voices import plain
from geleit.model.window import SECOND

FEW_ROWS = 3
"""Rows below which each text has to bear out what the row says."""
_STEM = 5
"""Letters by which the word of a kind is found again in a text: shelling, shelled, shells."""
_SHORTEST = 3
_NOT = (
    r"(?:no|not|never|without|nor|denied|denies|denying|kein\w*|nicht|nie|ohne|не|нет|ни|без|لا|لم|ليس|لن|بدون|نفي|نفت)"
)
_TAKEN_BACK = re.compile(
    r"\b(?:withdr\w+|retract\w*|taken back|false (?:report\w*|alarm\w*|flag\w*)|rumou?r\w*|hoax\w*|exercises?|drills?"
    r"|planted|turned out|mistaken\w*|zurueckgezogen\w*|falschmeldung\w*|geruecht\w*|uebung\w*|учени\w+|слух\w*"
    r"|ложн\w+|опроверг\w+|شائعه|اشاعه|كاذب\w*)\b"
)


def denied(incidents: Incidents, zone: ZoneInfo) -> Flags:
    """Which incidents have a text by which they may not have happened, or at another time.

    Parameters
    ----------
    zone
        Of the place.
    """
    return np.array([_is_denied(incidents, i, zone) for i in range(len(incidents))], dtype=bool)


def few_denied(incidents: Incidents, decides: Flags, zone: ZoneInfo) -> Flags:
    """Of the rows that decide, those that are denied by their text; none where many decide."""
    rows = np.flatnonzero(decides)
    found = np.zeros(len(incidents), dtype=bool)
    if len(rows) < FEW_ROWS:
        found[rows] = denied(incidents.at(rows), zone)
    return found


def _is_denied(incidents: Incidents, row: int, zone: ZoneInfo) -> bool:
    text = incidents.text[row]
    told = plain(text)
    if _TAKEN_BACK.search(told):
        return True
    stems = [re.escape(word[:_STEM]) for word in plain(incidents.kind[row]).split() if len(word) >= _SHORTEST]
    if stems and re.search(rf"\b{_NOT}\b(?: \w+){{0,3}} (?:{'|'.join(stems)})", told):
        return True
    first, end = (datetime.fromtimestamp(int(at[row]), UTC).astimezone(zone) for at in (incidents.start, incidents.end))
    return names_other_dates(text, _days(first.date(), max(first, end - SECOND).date()))


def _days(first: date, last: date) -> list[date]:
    """All days from one to another."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
