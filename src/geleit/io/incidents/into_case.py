"""Bring the incidents of a file into a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from geleit.files import expect_writable
from geleit.io.case.bundled import case_folder
from geleit.io.case.file_names import INCIDENTS
from geleit.io.case.settings import read_settings
from geleit.io.evidence.objects import hash_of
from geleit.io.incidents import duplicates, saved
from geleit.io.incidents.dates import Order
from geleit.io.incidents.parse_columns import Rejected
from geleit.io.incidents.read_table import reading


@dataclass(frozen=True)
class ImportedIncidents:
    """Incidents that were brought into a case.

    Parameters
    ----------
    origin
        The file, its hash, its format, and how many of its rows could be used.
    first, last
        First and last day of the incidents; ``None`` without any.
    rejected
        Rows kept out, each with the reason.
    duplicates
        Rows that may stand in another file of the case too, or twice in this one.
    written
        The file they are kept in.
    rejected_file, duplicates_file
        Lists of the rows kept out, and of possible duplicates, in which a user marks what to leave out; ``None`` where
        there is none.
    """

    origin: saved.Origin
    first: date | None
    last: date | None
    rejected: tuple[Rejected, ...]
    duplicates: tuple[duplicates.Duplicate, ...]
    written: Path
    rejected_file: Path | None
    duplicates_file: Path | None


def import_incidents(
    file: Path,
    case: Path,
    order: Order | None = None,
    snapshot: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportedIncidents:
    """Read the incidents of a file and keep them in a case folder.

    Parameters
    ----------
    order
        Of day and month in dates such as 03/04/2016, where the file leaves it open.
    snapshot
        Day on which the file was downloaded; by default when it was last changed.
    progress
        Told how many rows were read so far.

    Raises
    ------
    InputError
        If the folder is no case, or the file cannot be used or kept.
    MissingExtraError
        If a package is needed that is not installed.
    """
    zone = read_settings(case_folder(case)).calendar.zone
    expect_writable(case / INCIDENTS)
    with reading(file, zone, order, progress) as found:
        digest, _ = hash_of(file)
        stem = saved.stem_for(case, file.name, digest)
        path = saved.keep(case, stem, found.chunks)
    taken = (snapshot or found.changed).isoformat()
    origin = saved.Origin(file.name, digest, found.form.name, taken, found.read, found.kept, found.merged)
    rejected_file = saved.note(case, stem, origin, found.rejected)
    twice = duplicates.possible_duplicates(case, stem, saved.load(path))
    first, last = (None if s is None else datetime.fromtimestamp(s, zone).date() for s in (found.start, found.end))
    offered = duplicates.offer(case, stem, twice)
    return ImportedIncidents(origin, first, last, tuple(found.rejected), twice, path, rejected_file, offered)
