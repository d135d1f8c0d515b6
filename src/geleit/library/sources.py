"""The originals in which it was read what a case rests on: kept unaltered, checked, passed on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.errors import ArgumentError
from geleit.library import arguments as given

if TYPE_CHECKING:
    from geleit.io.evidence.bag import Bag
    from geleit.io.evidence.capture import Captured
    from geleit.io.evidence.log_line import Entry
    from geleit.io.evidence.receive import Received
    from geleit.io.evidence.verify import SourceCheck


def keep_source(
    file: str | Path,
    case: str | Path,
    outlet: str,
    published: date | str,
    *,
    title: str = "",
    url: str = "",
    by: str = "",
    id: str = "",  # noqa: A002 - named like its column
) -> Captured:
    """Keep a file as it is, with the time and its SHA-256, and add it to the sources of a case.

    Parameters
    ----------
    file
        As it was captured.
    case
        The case's folder.
    outlet, published
        Who published it, and on which day.
    title, url
        Its title, by default the name of the file; and where it was found.
    by
        Who keeps it, such as an office.
    id
        Of the source; by default made of outlet and day.

    Raises
    ------
    InputError
        If the file, what is said of it, or the case cannot be used; nothing was kept then.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    path, folder = given.path_given(file, "file"), given.folder_given(case)
    day = given.time_text(published, "published")
    said = {"outlet": outlet, "title": title, "url": url, "by": by, "id": id}
    texts = {name: given.instance(name, value, str, "a text") for name, value in said.items()}
    from geleit.io.evidence.capture import About, capture

    return capture(folder, path, About(published=day, **texts))


def verify_sources(case: str | Path, expected: str = "") -> SourceCheck:
    """Check every original that a case keeps and every line of its log, then its sources and ledger against them.

    Parameters
    ----------
    case
        The case's folder.
    expected
        What the hash of the log's last line is known to be; empty where nobody knows.

    Returns
    -------
    SourceCheck
        Each alteration (``problems``), by file, row and field; and what is worth knowing (``notes``).

    Raises
    ------
    InputError
        If the folder is no case, nothing was kept or chained, or it cannot be read.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    folder = given.folder_given(case)
    known = given.instance("expected", expected, str, "64 hexadecimal digits").strip().lower()
    from geleit.io.case.fields import SHA256

    if known and not SHA256.fullmatch(known):
        raise ArgumentError("expected", "expected 64 hexadecimal digits", "an earlier check tells them: log.head")
    return workflow.verify_sources(folder, known)


def list_sources(case: str | Path) -> tuple[Entry, ...]:
    """What was captured, oldest first, as the log has it; nothing is checked.

    Raises
    ------
    InputError
        If the folder is no case, nothing was kept, or the log cannot be read.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    folder = given.folder_given(case)
    from geleit.io.evidence.store import expect_store, reading

    with reading(expect_store(folder)) as log:
        return tuple(entry for entry in log.entries if not entry.of_tables)


def copy_source(sha256: str, case: str | Path, file: str | Path) -> Path:
    """Copy an original to where it may be opened and changed; the copy.

    Parameters
    ----------
    sha256
        Its SHA-256, or the first digits of that, at least 8.
    case
        The case's folder.
    file
        The copy; there must be nothing yet.

    Raises
    ------
    InputError
        If there is no such original, or more than one; it was altered; or the copy cannot be written.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    digits = given.instance("sha256", sha256, str, "at least 8 digits of the SHA-256 of one original")
    folder, target = given.folder_given(case), given.path_given(file, "file")
    from geleit.io.evidence.copied import copy_original

    copy_original(folder, digits, target)
    return target


def make_keys(file: str | Path) -> Path:
    """Make a key pair for signing bags: the private key in this file, the public one beside it; the public one's file.

    Raises
    ------
    InputError
        If a file is there already, cannot be written, or lies in a case or a bag.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    path = given.path_given(file, "file")
    from geleit.io.evidence import signature

    return signature.make_keys(path)[0]


def export_sources(
    folder: str | Path, case: str | Path, *, sign: str | Path | None = None, sensitive: bool = False
) -> Bag:
    """Make a BagIt bag of the originals of a case, their log, and the tables that tell what they are.

    It holds originals as they are, so it is for colleagues, not for the public.

    Parameters
    ----------
    folder
        The folder to make, outside the case; it must not hold anything yet.
    case
        The case's folder.
    sign
        Private key to sign with, as :func:`make_keys` makes it.
    sensitive
        Whether sensitive statements are in the tables.

    Raises
    ------
    InputError
        If an original was altered, nothing was kept, the key cannot be used, or the bag cannot be written.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    out, kept = given.path_given(folder, "folder"), given.folder_given(case)
    whole = given.yes_given(sensitive, "sensitive")
    secret = None if sign is None else given.path_given(sign, "sign")
    from geleit.io.evidence.signature import private_key

    return workflow.export_bag(kept, out, private_key(secret) if secret else None, sensitive=whole)


def import_sources(
    folder: str | Path, case: str | Path, *, signed_by: str | Path | None = None, by: str = ""
) -> Received:
    """Check a bag to the last byte, then add its originals, and what its log says of them, to a case.

    Parameters
    ----------
    folder
        A bag that :func:`export_sources` made.
    case
        The case's folder.
    signed_by
        Public key that has to have signed the bag; by default any will do, or none.
    by
        Who imports it, such as an office.

    Raises
    ------
    InputError
        If the bag does not hold, or the case cannot be written to; nothing was imported then.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    bag, into = given.path_given(folder, "folder"), given.folder_given(case)
    office = given.instance("by", by, str, "a text")
    known = None if signed_by is None else given.path_given(signed_by, "signed_by")
    from geleit.io.evidence.receive import receive
    from geleit.io.evidence.signature import public_key

    return receive(into, bag, public_key(known) if known else None, office)
