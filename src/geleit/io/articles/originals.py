"""The source of a case that an article is: captured before, or captured now."""

from __future__ import annotations

from pathlib import Path

from geleit.errors import InputError
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.log_line import Entry
from geleit.io.evidence.objects import hash_of
from geleit.io.evidence.sources_table import as_csv, read_table
from geleit.io.evidence.store import reading, store_of
from geleit.model.article import Article


def captured_before(case: Path, sha256: str) -> Entry | None:
    """The last line of the log about these bytes, or ``None``."""
    with reading(store_of(case)) as log:
        found = [entry for entry in log.entries if entry.event == "capture" and entry.sha256 == sha256]
    return found[-1] if found else None


def source_id(case: Path, path: Path, article: Article, about: About) -> str:
    """The id of the source that an article is; it is captured if these bytes are not yet.

    Parameters
    ----------
    path
        The file that was read.
    about
        What is said of it if it has to be captured.

    Raises
    ------
    InputError
        If it cannot be captured, was changed since it was read, or the case's table has no row for it.
    """
    before = captured_before(case, article.sha256)
    if before is not None:
        if read_table(case).hashes.get(before.id) == article.sha256:
            return before.id
        about = About(before.outlet, before.published, before.title, before.url, about.by, before.id)
    _expect_same(path, hash_of(path)[0], article)
    done = capture(case, path, about)
    _expect_same(path, done.entry.sha256, article)
    if not done.in_table:
        row = as_csv(done.entry).splitlines()[-1]
        raise InputError(f"{case}: table sources", "it has no row for the captured article", f"add this one: {row}")
    return done.entry.id


def _expect_same(path: Path, sha256: str, article: Article) -> None:
    if sha256 != article.sha256:
        raise InputError(str(path), "changed since it was read", "read it again")
