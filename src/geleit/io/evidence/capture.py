"""Capture a file: keep its bytes, write down what it is, and give the case's table a row for it."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geleit.errors import InputError
from geleit.io.case.record import id_for
from geleit.io.evidence.log import Log
from geleit.io.evidence.log_line import LONGEST, UNNAMED, Entry, moment, said, said_day, said_id, shown
from geleit.io.evidence.objects import counting, expect_file, recorded_name
from geleit.io.evidence.sources_table import Table, add_row, read_table
from geleit.io.evidence.store import commit, stage, store_of, writing
from geleit.progress import Count

UNKNOWN_KIND = "application/octet-stream"


@dataclass(frozen=True)
class About:
    """What the person who captures says of a file; empty where nothing was said.

    Parameters
    ----------
    outlet, published, title, url
        Who published it, on which day, under which title, and where it was.
    by
        Who captures.
    id
        Of the source.
    """

    outlet: str
    published: str
    title: str = ""
    url: str = ""
    by: str = ""
    id: str = ""


@dataclass(frozen=True)
class Captured:
    """What became of a file.

    Parameters
    ----------
    entry
        Its line in the log.
    again
        Whether the store had these bytes already.
    table
        The table that got a row; ``None`` where it has one of that id, or a person has to write it.
    in_table
        Whether the table now has a row of that id with that hash.
    repaired
        What an addition that was cut off had left, and what was done about it.
    """

    entry: Entry
    again: bool
    table: Path | None
    in_table: bool
    repaired: tuple[str, ...]


def capture(case: Path, file: Path, about: About, progress: Count | None = None) -> Captured:
    """Add a file to the captured sources of a case.

    Parameters
    ----------
    progress
        Told what is counted, how much is done, and of how much.

    Raises
    ------
    InputError
        If the file, what is said of it, or the case cannot be used; nothing was added then.
    """
    about = _sound(about)
    expect_file(file)
    with writing(store := store_of(case)) as (log, repaired):
        table = read_table(case)
        digest, size = stage(store, file, counting(progress, file.stat().st_size))
        draft = _draft(file, about, digest, size, log, table)
        (entry,) = commit(store, log, [draft])
        path = add_row(table, entry)
    in_table = path is not None or table.hashes.get(entry.id) == digest
    return Captured(entry, digest in log.listed, path, in_table, tuple(repaired))


def _sound(about: About) -> About:
    outlet = said("--outlet", about.outlet)
    if not outlet:
        raise InputError("--outlet", "expected who published it, found nothing")
    return About(
        outlet=outlet,
        published=said_day("--date", about.published, datetime.now(UTC).date()),
        title=said("--title", about.title),
        url=said("--url", about.url),
        by=said("--by", about.by) or UNNAMED,
        id=said_id("--id", about.id) if about.id else "",
    )


def _draft(file: Path, about: About, digest: str, size: int, log: Log, table: Table) -> Entry:
    name = recorded_name(file)
    return Entry(
        number=0,
        event="capture",
        id=about.id or _id(about, digest, log, table),
        outlet=about.outlet,
        published=about.published,
        title=about.title or shown(name).strip()[:LONGEST] or "untitled",
        url=about.url,
        file=name,
        media_type=mimetypes.MimeTypes().guess_type(name)[0] or UNKNOWN_KIND,
        size=size,
        sha256=digest,
        captured_at=moment(datetime.now(UTC)),
        captured_by=about.by,
        via="",
        via_line="",
        previous="",
    )


def _id(about: About, digest: str, log: Log, table: Table) -> str:
    """The id it was captured under before, or a new one."""
    same = (digest, about.outlet, about.published)
    for entry in log.entries:
        if (entry.sha256, entry.outlet, entry.published) == same:
            return entry.id
    return id_for(about.outlet, about.published, {entry.id for entry in log.entries} | set(table.hashes), "source")
