"""Take the captured sources of a bag into a case, with the log they come with as their provenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError
from geleit.io.evidence.bag import Bag, open_bag
from geleit.io.evidence.log import Log
from geleit.io.evidence.log_line import LONGEST, UNNAMED, Entry, moment, said
from geleit.io.evidence.store import Store, commit, stage, store_of, writing
from geleit.model.entries import one_line
from geleit.progress import Count

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True)
class Received:
    """What was taken from a bag.

    Parameters
    ----------
    bag
        The bag.
    entries
        The lines added; the first is that of the bag's log. None where all was here already.
    repaired
        What an addition that was cut off had left, and what was done about it.
    """

    bag: Bag
    entries: tuple[Entry, ...]
    repaired: tuple[str, ...]


def receive(
    case: Path, folder: Path, signed_by: Ed25519PublicKey | None, by: str = "", progress: Count | None = None
) -> Received:
    """Import a bag, after all of it was checked.

    Parameters
    ----------
    signed_by
        The key that has to have signed it; ``None`` where any will do, or none.
    by
        Who imports it.

    Raises
    ------
    InputError
        If the bag does not hold or the case cannot be written to; nothing was imported then.
    """
    by = said("--by", by) or UNNAMED
    bag = open_bag(folder, signed_by, progress)
    with writing(store := store_of(case)) as (log, repaired):
        new = list(_new(log, bag.log))
        if not new:
            return Received(bag, (), tuple(repaired))
        chain = _chain(store, bag, by, known=signed_by is not None)
        for digest in {entry.sha256 for entry in new}:
            _take(store, bag.store.find(digest), digest)
        drafts = [replace(entry, via=chain.sha256, via_line=entry.digest) for entry in new]
        return Received(bag, commit(store, log, [chain, *drafts]), tuple(repaired))


def _new(ours: Log, theirs: Log) -> Iterator[Entry]:
    """Lines about originals that are not here yet, neither as our own nor by way of a bag."""
    known = {entry.digest for entry in ours.entries} | {entry.via_line for entry in ours.entries if entry.via_line}
    for entry in theirs.entries:
        if not entry.of_tables and entry.digest not in known and entry.via_line not in known:
            yield entry


def _take(store: Store, file: Path, digest: str) -> int:
    found, size = stage(store, file)
    if found != digest:
        raise InputError(str(file), "the bag was changed while it was read; nothing was imported", "import it again")
    return size


def _chain(store: Store, bag: Bag, by: str, *, known: bool) -> Entry:
    """The line for the bag's log, which is kept like an original."""
    digest = sha256(b"".join(entry.line for entry in bag.log.entries)).hexdigest()
    size = _take(store, bag.store.log, digest)
    signed = f"signed with {bag.signer}" if bag.signer else "not signed"
    return Entry(
        number=0,
        event="bag",
        id=f"bag-{bag.log.head[:12]}",
        outlet="",
        published="",
        title=f"Log of an imported bag, {signed}" + (", the key that was expected" if known else ""),
        url="",
        file=one_line(bag.path.resolve().name)[:LONGEST],
        media_type="application/jsonl",
        size=size,
        sha256=digest,
        captured_at=moment(datetime.now(UTC)),
        captured_by=by,
        via="",
        via_line="",
        previous="",
    )
