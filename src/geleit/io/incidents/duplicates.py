"""Incidents that several files may both hold, or one file twice: offered to the user, never merged by themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geleit.files import write_atomically
from geleit.io.case.file_names import INCIDENTS
from geleit.io.incidents.reports import CELLS_A_DEGREE
from geleit.io.incidents.saved import load, stored
from geleit.model.arrays import Ints
from geleit.model.incident import Incidents
from geleit.model.letters import to_cell

MOST_OFFERED = 100_000


@dataclass(frozen=True)
class Duplicate:
    """A row that another file may hold too, or the same one again.

    Parameters
    ----------
    id, file, other_id
        Of the row, of the other file and of the row there.
    why
        What the two have in common.
    """

    id: str
    file: str
    other_id: str
    why: str


def possible_duplicates(case: Path, stem: str, here: Incidents) -> tuple[Duplicate, ...]:
    """Rows of an import that may stand in the case's other imports too, and those without ids that it repeats."""
    found = [Duplicate(name, stem, "", "a row that says the same") for name in here.id[here.repeated].tolist()]
    for name, path in ((path.stem, path) for path in stored(case) if path.stem != stem):
        there = load(path)
        if set(here.claimant.names) & set(there.claimant.names):
            found += _pairs(here, there, name, here.id.astype(str), there.id.astype(str), "the same id")
        told, reported_there = _telling(here), _telling(there)
        one, other = here.at(told), there.at(reported_there)
        found += _pairs(one, other, name, _keys(one), _keys(other), "the same day, place and number of deaths")
    return tuple({pair.id: pair for pair in reversed(found)}.values())[:MOST_OFFERED][::-1]


def offer(case: Path, stem: str, found: Iterable[Duplicate]) -> Path | None:
    """Write the list in which a user marks what to leave out; an older list with marks stays as it is."""
    path = case / INCIDENTS / f"{stem}.duplicates.csv"
    rows = [(to_cell(pair.id), pair.file, to_cell(pair.other_id), pair.why, "") for pair in found]
    if path.exists():
        return path
    if not rows:
        return None
    text = io.StringIO()
    csv.writer(text).writerows([("id", "other_file", "other_id", "why", "leave_out"), *rows])
    write_atomically(path, text.getvalue())
    return path


def _telling(incidents: Incidents) -> Ints:
    """Rows of which enough is known to be recognised: a day, a place and deaths."""
    day = incidents.end - incidents.start <= 86_400
    return np.flatnonzero(day & np.isfinite(incidents.lon) & (np.nan_to_num(incidents.deaths) > 0))


def _keys(incidents: Incidents) -> Ints:
    lon, lat = (np.floor(x * CELLS_A_DEGREE).astype(np.int64) for x in (incidents.lon + 180, incidents.lat + 90))
    deaths = np.minimum(incidents.deaths, 99_999).astype(np.int64)
    day = (incidents.start + incidents.end) // 2 // 86_400
    return np.asarray(((day * 7201 + lon) * 3601 + lat) * 100_000 + deaths)


def _pairs(
    here: Incidents, there: Incidents, file: str, keys: np.ndarray, others: np.ndarray, why: str
) -> list[Duplicate]:
    _, one, other = np.intersect1d(keys, others, return_indices=True)
    return [Duplicate(here.id[i], file, there.id[j], why) for i, j in zip(one.tolist(), other.tolist(), strict=True)]
