"""Bring the incidents of a file into a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from geleit.files import expect_writable
from geleit.io.case.bundled import case_folder
from geleit.io.case.file_names import INCIDENTS
from geleit.io.case.kept_mappings import keep_mapping, kept_mapping
from geleit.io.case.mapping import told
from geleit.io.case.settings import read_settings
from geleit.io.evidence.objects import hash_of
from geleit.io.incidents import duplicates, saved
from geleit.io.incidents.how import AS_ITS_HEADER_SAYS, HowToRead
from geleit.io.incidents.read_table import reading
from geleit.model.balance import Balance, RowNote


@dataclass(frozen=True)
class ImportedIncidents:
    """Incidents that were brought into a case.

    Parameters
    ----------
    origin
        The file, its hash, its format, and how many of its rows could be used.
    balance
        What became of each row.
    first, last
        First and last day of the incidents; ``None`` without any.
    rejected, warned
        Rows kept out, each with the reason, and what was made of rows that are written oddly.
    duplicates
        Rows that may stand in another file of the case too, or twice in this one.
    written
        The file they are kept in.
    rejected_file, duplicates_file
        Lists of the rows kept out, and of possible duplicates, in which a user marks what to leave out; ``None`` where
        there is none.
    """

    origin: saved.Origin
    balance: Balance
    first: date | None
    last: date | None
    rejected: tuple[RowNote, ...]
    warned: tuple[RowNote, ...]
    duplicates: tuple[duplicates.Duplicate, ...]
    written: Path
    rejected_file: Path | None
    duplicates_file: Path | None


def import_incidents(
    file: Path,
    case: Path,
    how: HowToRead = AS_ITS_HEADER_SAYS,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportedIncidents:
    """Read the incidents of a file and keep them in a case folder.

    Parameters
    ----------
    how
        What the file does not say itself. Columns that are named are kept with the case, and hold for the next import
        of a file of that name too, if that names none.
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
    told_before = kept_mapping(case, INCIDENTS, file.name)
    how = how if how.columns else replace(how, columns=told_before)
    with reading(file, zone, how, progress) as found:
        digest, _ = hash_of(file)
        stem = saved.stem_for(case, file.name, digest)
        path = saved.keep(case, stem, found.chunks)
    balance = found.balance
    if how.columns:
        keep_mapping(case, INCIDENTS, file.name, how.columns)
    origin = saved.Origin(
        file.name, digest, found.header.form.name, str(how.snapshot or ""), balance.read, balance.used,
        balance.told_again, told(how.columns),
    )  # fmt: skip
    rejected_file = saved.note(case, stem, origin, found.rejected)
    twice = duplicates.possible_duplicates(case, stem, saved.load(path))
    first, last = (None if s is None else datetime.fromtimestamp(s, zone).date() for s in (found.start, found.end))
    offered = duplicates.offer(case, stem, twice)
    notes = tuple(found.rejected), tuple(found.warned)
    return ImportedIncidents(origin, balance, first, last, *notes, twice, path, rejected_file, offered)
