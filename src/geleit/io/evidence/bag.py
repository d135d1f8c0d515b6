"""Bags (BagIt, RFC 8493) of captured sources: made from a store, and checked whole before anything is taken."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.errors import InputError, MissingExtraError, quoted
from geleit.io.case.fields import quote
from geleit.io.case.file_names import CAPTURED, CASE_FILE
from geleit.io.case.settings import files_named
from geleit.io.case.tables import Folder
from geleit.io.case.template import put_in_place
from geleit.io.evidence.log import Log
from geleit.io.evidence.objects import copy_hashed
from geleit.io.evidence.signature import SIGNATURE, check_signature, sign
from geleit.io.evidence.store import Store, expect_store, reading
from geleit.io.evidence.verify import check_case, check_store
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import BAG_LIST
from geleit.io.foreign.sizes import expect_size
from geleit.model.entries import one_line
from geleit.model.stamp import INTERNAL, LeftOut
from geleit.progress import Count

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HASHES = ("sha256", "sha512")
"""Of every file in a bag."""

STATEMENTS = "statements"
TABLES = ("sources", "parties", STATEMENTS, "evidence")
"""Tables of the case that go with the originals."""


@dataclass(frozen=True)
class Bag:
    """A bag that holds.

    Parameters
    ----------
    path
        The folder.
    store
        The store in it.
    log
        Its log.
    signer
        The key that signed it, as 64 hexadecimal digits; empty for none.
    left_out
        What of the tables was left out when it was made.
    """

    path: Path
    store: Store
    log: Log
    signer: str
    left_out: tuple[LeftOut, ...] = ()


def export(
    case: Path,
    out: Path,
    key: Ed25519PrivateKey | None,
    progress: Count | None = None,
    statements: str | None = None,
    left_out: tuple[LeftOut, ...] = (),
    *,
    chained: bool = True,
) -> Bag:
    """Make a bag of a case's captured sources, their log, and the tables that tell what they are.

    Parameters
    ----------
    statements
        The table of statements that goes with them, as CSV; by default the case's own, as it is.
    left_out
        What is not in that table; the bag says so.
    chained
        Whether the rows of tables that the log vouches for go with it: all that ever stood there, sensitive ones too.

    Raises
    ------
    InputError
        If the store was altered, there is nothing in it, or the bag cannot be written there.
    """
    bagit, store = _bagit(), expect_store(case)
    if out.absolute().resolve().is_relative_to(case.resolve()):
        raise InputError(str(out), "a bag does not lie in the case it is made of", "choose a folder outside")
    if problems := check_case(case, progress=progress).problems:
        more = f", and {len(problems) - 1:,} more" if len(problems) > 1 else ""
        raise InputError(
            problems[0], f"the store was altered{more}; no bag was made", f"geleit source verify {quoted(case)}"
        )
    with reading(store) as log, put_in_place(out) as made:
        if not log.entries:
            raise InputError(str(store.root), "nothing was captured yet")
        inner = Store(made / CAPTURED)
        for digest in log.listed if chained else log.originals:
            _copy(store.find(digest), digest, inner.place(digest))
        inner.log.write_bytes(b"".join(entry.line for entry in log.entries))
        _copy_tables(case, made / "case", statements)
        bagit.make_bag(str(made), _info(case, log, left_out), checksums=list(HASHES))
        signer = sign(made, key) if key else ""
    return Bag(out, Store(out / "data" / CAPTURED), log, signer, left_out)


def open_bag(folder: Path, signed_by: Ed25519PublicKey | None, progress: Count | None = None) -> Bag:
    """A bag, after everything about it was checked.

    Parameters
    ----------
    signed_by
        The key that has to have signed it; ``None`` where any will do, or none.

    Raises
    ------
    InputError
        If anything is missing, too much, changed, or points out of the bag.
    """
    _expect_whole(folder)
    signer = check_signature(folder, signed_by)
    store = Store(folder / "data" / CAPTURED)
    report = check_store(store, progress)
    if report.problems or not report.log.entries:
        problem = report.problems[0] if report.problems else "its log is empty"
        raise InputError(str(folder), f"no bag of captured sources that holds: {problem}", "ask for the bag again")
    return Bag(folder, store, report.log, signer)


def _expect_whole(folder: Path) -> None:
    """Fail unless a bag holds exactly what its manifests list."""
    bagit = _bagit()
    if not (folder / "bagit.txt").is_file():
        raise InputError(str(folder), "not a bag: no bagit.txt in it", "name the folder that holds bagit.txt")
    files = _files(folder)
    if "fetch.txt" in files:
        raise InputError(f"{folder}/fetch.txt", "parts of the bag lie elsewhere", "ask for a complete bag")
    with guarded(str(folder), BAG_LIST):  # besides what is meant to come up, the library may fall over
        for name in files:
            if not name.startswith(f"data{os.sep}"):
                expect_size(folder / name, BAG_LIST)
        try:
            if b"UTF-8" not in (folder / "bagit.txt").read_bytes()[:1000]:
                raise InputError(f"{folder}/bagit.txt", "expected UTF-8 as the encoding of its lists")
            bag = bagit.Bag(str(folder))
            if set(bag.algorithms) != set(HASHES):
                raise InputError(str(folder), f"expected manifests of {' and '.join(HASHES)}, and no others")
            _expect_listed(folder, files, bag.entries)
            bag.validate()
        except (bagit.BagError, OSError, ValueError, LookupError) as fault:
            problem = one_line(str(fault)).replace(str(folder.absolute()) + os.sep, "")
            raise InputError(str(folder), f"the bag does not hold: {problem:.300}", "ask for the bag again") from None


def _expect_listed(folder: Path, files: set[str], entries: dict[str, dict[str, str]]) -> None:
    loose = {SIGNATURE, *(f"tagmanifest-{name}.txt" for name in HASHES)}
    for name in sorted(files - loose):
        if not set(HASHES) <= set(entries.get(name, ())):
            raise InputError(f"{folder}/{name}", "not in the bag's manifests", "take it out, or ask for the bag again")
    for name in sorted(entries):
        if name not in files:
            raise InputError(str(folder), f"{quote(name, 200)} is in its manifests and not in the bag", "ask again")


def _files(folder: Path) -> set[str]:
    """Every file below a folder, by its path in it.

    Raises
    ------
    InputError
        If something in it is a link, or no file.
    """
    found = set()
    for place, names, files in os.walk(folder):
        for name in [*names, *files]:
            path = Path(place, name)
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise InputError(str(path), "a bag holds no links or devices", "take it out, or ask for the bag again")
        found |= {str(Path(place, name).relative_to(folder)) for name in files}
    return found


def _copy(original: Path, digest: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        found, _ = copy_hashed(original, file)
    if found != digest:
        raise InputError(str(original), "altered while it was copied; no bag was made", "geleit source verify")
    target.chmod(target.stat().st_mode & 0o444)


def _copy_tables(case: Path, target: Path, statements: str | None) -> None:
    folder = Folder(case, files_named(case))
    for table in ("", *TABLES):
        name = folder.file_of(table) if table else CASE_FILE
        if name is None:
            continue
        path = folder.path(name).resolve()
        copy = target / path.relative_to(case.resolve())
        copy.parent.mkdir(parents=True, exist_ok=True)
        if table == STATEMENTS and statements is not None:
            copy.with_suffix(".csv").write_text(statements, encoding="utf-8", newline="")
        else:
            _copy(path, sha256(path.read_bytes()).hexdigest(), copy)


def _info(case: Path, log: Log, left_out: tuple[LeftOut, ...]) -> dict[str, str]:
    counts = ", ".join(f"{row.kind} ({row.count:,})" for row in left_out)
    return {
        **({"Geleit-Left-Out": counts} if counts else {}),
        "External-Identifier": one_line(case.resolve().name),
        "External-Description": "Captured sources of a case, unaltered, with the log of their capture",
        "Geleit-Log-Lines": str(len(log.entries)),
        "Geleit-Log-Head": log.head,
        "Bagging-Date": f"{datetime.now(UTC):%Y-%m-%d}",
        "Bag-Software-Agent": "geleit, with bagit-python",
        "Geleit-Publication": INTERNAL,
    }


def _bagit() -> Any:
    try:
        import bagit
    except ImportError:
        raise MissingExtraError("bags", "evidence") from None
    log = logging.getLogger("bagit")
    log.handlers = [logging.NullHandler()]  # what it logs as well as raises is said once, by Geleit
    log.propagate = False
    return bagit
